"""Whose voice a proposition stands in: the attribution that holds it, or else the grammar of its own sentence."""

import re
from collections import defaultdict
from dataclasses import dataclass

from spacy.tokens import Token

from ...text.parse import Parsed
from ...text.terms import read_terms
from .claim_words import lexicon

DATELINE = re.compile(r"^[A-Z][A-Z ,]{2,}(?:\([^)]{1,30}\))?\s*[-–—]+\s+(?=\S)")
UNNAMED = re.compile(r"(?:[Aa]n?|[Oo]ne|[Ss]ome|[Ss]everal|[Mm]any|[Tt]wo|[Tt]hree)\b[^A-Z]*$")
PRONOUNS = frozenset(
    {"he", "she", "it", "they", "we", "i", "who", "which", "that", "him", "her", "them"}
)
CLAUSE_TAIL = frozenset({"relcl", "appos", "acl", "advcl"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Source of a claim: words, place (-1 when the text does not name one), type, cue and kind of attribution."""

    source: str
    start: int
    end: int
    source_type: str
    cue: str
    attribution: str
    stance: str = "neutral"
    attribution_id: str = ""
    parties: tuple[str, ...] = ()  # 'both X and Y': origins that the text itself sets apart


NARRATOR = Voice("narrator", -1, -1, "unattributed", "", "none")


class Voices:
    """Attribution rows of an article, looked up by place."""

    def __init__(self, parsed: Parsed, attributions: list[dict]):
        self.parsed = parsed
        self._by_sentence = defaultdict(list)
        for row in attributions:
            for n in _sentences(parsed, row["start"], row["end"]):
                self._by_sentence[n].append(row)
        self._sources = {
            offset for row in attributions for a, b in row["source_spans"] for offset in range(a, b)
        }
        self._cues = {s[0]: row for row in attributions for s in row["cue_spans"]}

    def names_source(self, noun: Token) -> bool:
        """Does this noun belong to the source of some attribution?"""
        return noun.idx in self._sources

    def of_cue(self, token: Token) -> dict | None:
        """The attribution whose cue begins at this token."""
        return self._cues.get(token.idx)

    def of(self, row: dict) -> Voice:
        """Voice of an attribution row; a pronoun is replaced by the speaker it stands for."""
        spans, source, kind = (
            row["source_spans"],
            row["source"],
            row["source_type"] or "unattributed",
        )
        if spans and source.strip().lower() in PRONOUNS:
            first = self.parsed.doc.char_span(*spans[0], alignment_mode="expand").root
            noun = antecedent(self.parsed, first)
            source = row["speaker"] or self.parsed.text(*phrase_span(noun))
            if kind in ("named_person", "unattributed") and source_type(noun) == "named_official":
                kind = "named_official"
        elif not source:
            source = row["speaker"]
        source = DATELINE.sub("", source)
        if kind in ("named_official", "named_person") and UNNAMED.match(source):
            kind = "anonymous"  # 'an adviser to the president' has an office near, but no name
        start, end = (spans[0][0], spans[-1][1]) if spans else (-1, -1)
        return Voice(
            source,
            start,
            end,
            kind,
            row["cue"],
            row["kind"] or "indirect",
            row["stance"],
            row["attribution_id"],
        )

    def speaking(self, verb: Token, noun: Token | None, attribution: str = "indirect") -> Voice:
        """Voice of a verb of speech with this subject: its attribution row if that names the same source, else the grammar."""
        row = self.of_cue(verb)
        if row is not None and row["source_spans"]:
            if noun is None or names(row, noun):
                return self.of(row)
        return from_subject(self.parsed, noun, verb.text, attribution)

    def holding(self, start: int, end: int) -> dict | None:
        """The innermost attribution whose content covers most of a span, else None."""
        best, size = None, 0
        for n in _sentences(self.parsed, start, end):
            for row in self._by_sentence.get(n, ()):
                shared = sum(max(0, min(b, end) - max(a, start)) for a, b in row["content_spans"])
                extent = sum(b - a for a, b in row["content_spans"])
                if (
                    shared >= 0.6 * (end - start)
                    and (best is None or extent < size)
                    and self._near(row, start)
                ):
                    best, size = row, extent
        return best

    def _near(self, row: dict, start: int) -> bool:
        """Indirect speech does not reach over a paragraph's end nor back over a full stop: its cue stands in the same
        sentence, or in one before it."""
        if (
            row["kind"] == "direct"
            or not row["cue_spans"]
            or self.parsed.quote_of(start) is not None
        ):
            return True
        here, there = (
            self.parsed.sentence_of(start),
            self.parsed.sentence_of(row["cue_spans"][0][0]),
        )
        return (
            here is None
            or there is None
            or here.paragraph == there.paragraph
            and there.sentence_id <= here.sentence_id
        )


def names(row: dict, noun: Token) -> bool:
    """Does the source of an attribution lie in this noun phrase?"""
    a, b = noun.left_edge.idx, noun.right_edge.idx + len(noun.right_edge)
    return any(s < b and e > a for s, e in row["source_spans"])


def from_subject(parsed: Parsed, noun: Token | None, cue: str, attribution: str) -> Voice:
    """Voice of the subject of a verb of speech, when no attribution row covers it."""
    if noun is None:
        return Voice("", -1, -1, "unattributed", cue, attribution)
    start, end = phrase_span(noun)
    resolved = antecedent(parsed, noun) if noun.lower_ in PRONOUNS else noun
    a, b = phrase_span(resolved)
    return Voice(
        parsed.text(a, b),
        start,
        end,
        source_type(resolved),
        cue,
        attribution,
        parties=parties(parsed, noun),
    )


def parties(parsed: Parsed, noun: Token) -> tuple[str, ...]:
    """'both the army and the rebels', 'the army and the rebels both': the coordinated names; () otherwise."""
    joined = noun.conjuncts
    both = any(c.lower_ == "both" for t in (noun, noun.head, *joined) for c in t.children)
    if not both or not joined or noun.dep_ not in ("nsubj", "pobj", "nsubjpass"):
        return ()
    return tuple(t.text for t in (noun, *joined))


def phrase_span(noun: Token) -> tuple[int, int]:
    """Characters of a noun phrase without its relative clauses and appositions."""
    last = noun.right_edge
    tail = [c for c in noun.children if c.dep_ in CLAUSE_TAIL and c.i > noun.i]
    if tail:
        last = noun.doc[max(noun.i, tail[0].left_edge.i - 1)]
    while last.i > noun.i and (last.is_punct or last.is_space):
        last = last.nbor(-1)
    first = noun.left_edge
    while first.i < noun.i and first.is_punct:
        first = first.nbor()
    return first.idx, last.idx + len(last)


def antecedent(parsed: Parsed, pronoun: Token) -> Token:
    """Nearest earlier subject, in this sentence or the two before, that agrees in number; the pronoun itself if none."""
    sentence = parsed.sentence_of_token(pronoun.i)
    if sentence is None:
        return pronoun
    plural = pronoun.lower_ in ("they", "them", "we")
    person = pronoun.lower_ in ("he", "she", "him", "her", "i")
    first = parsed.sentences[max(0, sentence.sentence_id - 2)].first
    second = None  # a subject of what was said is a worse guess than who said it
    for token in reversed(parsed.tokens[first : pronoun.i]):
        if (
            token.dep_ in ("nsubj", "nsubjpass")
            and token.pos_ in ("NOUN", "PROPN")
            and (
                token.pos_ == "PROPN"
                if person
                else (token.tag_ in ("NNS", "NNPS") or bool(token.conjuncts)) == plural
            )
        ):
            if token.head.dep_ not in ("ccomp", "relcl", "acl") or not person:
                return token
            second = second or token
    return second or pronoun


def source_type(noun: Token) -> str:
    """Rough type of a source by the words of its phrase (`voices.csv`), when the attribution layer gives none."""
    types = lexicon("voices", "lemma", "source_type")
    words = [t for t in noun.subtree if t.dep_ not in CLAUSE_TAIL and t.i <= noun.right_edge.i][:12]
    head = types.get(noun.lemma_.lower(), "") or (
        "institution" if noun.lemma_.lower() in read_terms()["institution"] else ""
    )
    if noun.lower_ in PRONOUNS | {"this", "everything", "nothing"}:
        return "unattributed"
    if head:
        if (
            head == "named_official"
            and noun.pos_ != "PROPN"
            and not any(t.pos_ == "PROPN" for t in words)
        ):
            return "anonymous"
        return head
    named = [t for t in words if t.pos_ == "PROPN"]
    if any(types.get(t.lemma_.lower()) == "media" for t in words):
        return "media"
    if named and any(types.get(t.lemma_.lower()) == "named_official" for t in words):
        return "named_official"
    if noun.lemma_.lower() == "official" or not named:
        return "anonymous"
    if any(types.get(t.lemma_.lower()) == "institution" for t in words):
        return "institution"
    return "named_person"


def _sentences(parsed: Parsed, start: int, end: int) -> range:
    first, last = parsed.sentence_of(start), parsed.sentence_of(max(start, end - 1))
    if first is None and last is None:
        return range(0)
    first, last = first or last, last or first
    return range(first.sentence_id, last.sentence_id + 1)
