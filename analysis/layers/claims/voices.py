"""Whose claim is it? The attribution that holds it, or the grammar of its own sentence."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from ...text.parse import Parsed
from ...text.terms import read_terms
from ..actors.coreference import stands_for
from ..actors.names import Mention
from ..attribution.nested import words_of
from ..attribution.repairs import SECTIONS
from ..attribution.source_kinds import NO_SPEAKER
from ..attribution.source_types import describe_source
from ..attribution.voice import Contents, Row
from .grammar import is_finite, own_subject
from .select import is_label
from .words import groups, labels

PRONOUNS = frozenset("he she it they we i who which that him her them".split())
DEEPEST = 5  # links of a chain of sources
SAYING = frozenset("speech factive cognition hint accuse suspect".split())
ASKING = frozenset("demand judgement".split())
OWN = frozenset("we one you i".split())
NOBODY = frozenset(("nobody", "none", "one"))  # "no one believes him" is nobody's word
REPORTS = frozenset(("report", "believe"))
COUNTS = frozenset("count put measure record log tally estimate reckon".split())
CHARGES = frozenset(("accuse", "blame"))
ADVICE = frozenset("should must ought".split())
TAIL = frozenset({"relcl", "appos", "acl", "advcl"})


@dataclass(frozen=True, slots=True)
class Voice:
    """Source of a claim or answer: words, place (-1: not in the text), type, cue, attribution."""

    source: str
    start: int = -1
    end: int = -1
    source_type: str = "unattributed"
    cue: str = ""
    attribution: str = "none"
    actor: str = ""
    chain: str = ""
    score: float = math.nan


NARRATOR = Voice("narrator")
UNSAID = Voice("")  # what the text knows only from its denial


class Voices:
    """Attributions and mentions of an article, looked up by place."""

    def __init__(self, parsed: Parsed, contents: Contents, mentions: Sequence[Mention]) -> None:
        self.parsed, self.contents = parsed, contents
        self.mentions = sorted(mentions)
        self._named = {i: m for m in self.mentions for i in range(m.first, m.last)}

    def of(self, row: Row) -> Voice:
        """Voice of an attribution; a pronoun gives way to the speaker it stands for."""
        spans, source = row["source_spans"], row["source"]
        if not source or source.strip().lower() in PRONOUNS:
            source = row["speaker"] or self._relative(spans) or source
        start, end = (spans[0][0], spans[-1][1]) if spans else (-1, -1)
        return Voice(
            source,
            start,
            end,
            row["source_type"],
            row["cue"],
            row["kind"],
            row["speaker"],
            self._chain(source, row),
            row["score"],
        )

    def _relative(self, spans: Sequence[Sequence[int]]) -> str:
        """The noun phrase that a relative pronoun stands for: "[a nurse] who said that P"."""
        word = next(iter(words_of(self.parsed, spans)), None)
        noun = stands_for(word, self._named) if word is not None else None
        return self.parsed.text(*phrase_span(noun)) if noun is not None and noun is not word else ""

    def _met(self, start: int, end: int, head: Token) -> Row | None:
        """What they say whom the outlet met: "We found [women] who told us P"."""
        rows = [r for r in self.contents.near(start, end) if r["source"].lower() == "who"]
        subject = own_subject(head) if rows else None
        if subject is None or rows[-1]["start"] <= start:
            return None
        named = not read_terms()["media"].keys().isdisjoint(t.lower_ for t in subject.subtree)
        media = named or self.of_noun(subject, "").source_type == "media"
        return rows[-1] if media or subject.lower_ == "we" else None

    def _charged(self, start: int, end: int, head: Token) -> Row | None:
        """The charge that a clause brings by its verb: "Dole accused the firm of theft"."""
        if head.lemma_ not in CHARGES or any(c.dep_ == "auxpass" for c in head.children):
            return None
        rows = [r for r in self.contents.near(start, end) if r["stance"] == "accusing"]
        return next((r for r in rows if any(a <= head.idx < b for a, b in r["cue_spans"])), None)

    def told(self, start: int, end: int, head: Token) -> Row | None:
        """The statement that most of a span is the content of, where its cue says or charges."""
        row = self.contents.rows.get(self.contents.voice(start, end))
        row = row or self._met(start, end, head) or self._charged(start, end, head)
        if row is None:
            return None
        said = {"speech", "factive"} & self._kinds(self._cue(row))
        named = any(map(labels, self._cue(row)))
        return row if said or named or row["stance"] == "accusing" else None

    def of_claim(self, row: Row | None, head: Token, kind: str) -> tuple[Voice, Voice | None]:
        """(who says it, who denies it) of a claim that an attribution holds, or none does.

        Who denies, or neither confirms nor denies, asserts nothing: nobody in the text says so.
        Words of their own ("denied it: “Nobody went in”") are theirs. A deed without a clause of
        content ("demanded an apology") is the writer's.
        """
        if row is None:
            return self._by_grammar(head, kind), None
        if (
            kind == "denied"
            and head.dep_ in ("ccomp", "acl")
            and head.head.lemma_ in ("true", "be")
        ):
            return UNSAID, None  # "it is not true that P, Dole said"
        quote = self.parsed.quote_of(head.idx)
        own = quote is not None and quote.kind == "speech" and head.left_edge.idx >= quote.start
        if row["stance"] in ("denying", "declining") and not (own and is_finite(head)):
            return UNSAID, self.of(row) if row["stance"] == "denying" else None
        own = self._deed(row, head, kind) or self._of_the_outlet(row)
        return (NARRATOR if own else self.of(row)), None

    def _of_the_outlet(self, row: Row) -> bool:
        """Outside all statements "we" are the outlet, and nobody is "one"."""
        place = row["source_spans"][0][0] if row["source_spans"] else -1
        quoted = place >= 0 and self.parsed.quote_of(place) is not None
        return (
            row["source"].lower() in OWN and not row["speaker"] and not row["inside"] and not quoted
        )

    def _deed(self, row: Row, head: Token, kind: str) -> bool:
        """Is the statement told as a deed ("demanded an apology", "asked that it be freed")?

        Of what is asked or judged, only that it was is said; of other cues what has no finite verb.
        """
        if row["kind"] == "direct" or not row["cue"]:
            return False
        cue = self._cue(row)
        kinds = self._kinds(cue)
        if kinds & SAYING or any(map(labels, cue)):
            return False
        advice = any(t.lower_ in ADVICE for t in head.children)
        if kinds & ASKING:
            return not advice
        told = is_finite(head) or row["stance"] in ("factive", "distancing")
        label = kind == "label" or is_label(row)
        return row["kind"] == "indirect" and not told and not label

    def _cue(self, row: Row) -> list[Token]:
        return words_of(self.parsed, row["cue_spans"])

    @staticmethod
    def _kinds(cue: Iterable[Token]) -> set[str]:
        """The groups of a cue's words in `reporting.csv`."""
        return {group for t in cue for group in groups().get(t.lemma_, ())}

    def _by_grammar(self, head: Token, kind: str) -> Voice:
        """Subject of the verb that a label or clause completes; a quotation is somebody's."""
        agents = [g for c in head.children if c.dep_ == "agent" for g in c.children]
        if agents and {"accuse", "suspect"}.intersection(groups().get(head.lemma_, ())):
            return self.of_noun(agents[0], head.text)
        for c in head.children:  # "For Orlan, the raid was a crime"
            if c.lower_ == "for" and c.i < head.i and c.right_edge.nbor().text == ",":
                for noun in c.children:
                    if noun.i in self._named:
                        return self.of_noun(noun, c.text)
        if kind == "denied":
            return UNSAID
        if (teller := _teller(head)) is not None:
            return self.of_noun(teller, head.text)
        if (label := self._label(head)) is not None:
            return self.of_noun(label, ":")
        if (verb := self._verb_of_saying(head, kind)) is not None:
            return self.of_noun(own_subject(verb) or verb, verb.text)
        quote = self.parsed.quote_of(head.idx)
        if quote is not None and quote.kind == "speech":
            return Voice("", attribution="direct")
        return NARRATOR

    @staticmethod
    def _verb_of_saying(head: Token, kind: str) -> Token | None:
        """The verb that a label or a clause of content completes, where somebody says it."""
        verb = head.head
        if kind != "label" and head.dep_ != "ccomp":
            return None
        subject = own_subject(verb)
        says = SAYING.intersection(groups().get(verb.lemma_, ()))
        told = subject is not None and subject.dep_ == "nsubj" and (says or kind == "label")
        silent = any(c.dep_ == "neg" for c in verb.children)  # "P; the firm did not comment"
        apart = any(t.text in ":;" for t in head.doc[head.i : verb.i])  # "P: one says 12"
        return verb if told and not silent and not apart else None

    def _label(self, head: Token) -> Token | None:
        """The name before the colon of a headline: "UN: Famine has begun"."""
        sentence = self.parsed.sentence_of(head.idx)
        if sentence is None or not sentence.is_heading:
            return None
        tokens = self.parsed.tokens[sentence.first : min(sentence.first + 6, head.i)]
        colon = next((n for n, t in enumerate(tokens) if t.text == ":"), 0)
        words = tokens[:colon]
        named = bool(colon) and all(t.pos_ in ("PROPN", "NOUN", "ADJ") for t in words)
        return words[-1] if named and not any(t.lower_ in SECTIONS for t in words) else None

    def of_noun(self, noun: Token, cue: str) -> Voice:
        """Voice of a noun that speaks, when no attribution covers it; no number does."""
        if noun.pos_ == "NUM":  # "P, not 14, a nurse told me"
            noun = next((c for c in noun.children if c.dep_ == "appos"), noun)
        start, end = phrase_span(noun)
        a, b = phrase_span(stands_for(noun, self._named))
        kind, rule, actor = describe_source(self.parsed, self.mentions, [(a, b)])
        if rule.startswith(NO_SPEAKER):
            return Voice("", cue=cue, attribution="indirect")
        source = actor if actor and noun.lower_ in PRONOUNS else self.parsed.text(a, b)
        return Voice(source, start, end, kind, cue, "indirect", actor, source)

    def _chain(self, source: str, row: Row) -> str:
        """The source, whoever says what this source said, and so on outwards."""
        chain = [source]
        while (outer := self.contents.rows.get(row["inside"])) and len(chain) < DEEPEST:
            chain.append(outer["speaker"] or outer["source"])
            row = outer
        return " < ".join(filter(None, chain))


def _teller(verb: Token) -> Token | None:
    """Who counts or reports in a claim of its own: "The institute measured 6.8"."""
    subject = own_subject(verb)
    if subject is None or subject.dep_ != "nsubj" or subject.lower_ in PRONOUNS | NOBODY:
        return None
    told = [c for c in verb.children if c.i > verb.i and c.dep_ in ("dobj", "prep", "ccomp")]
    counts = any(t.pos_ == "NUM" for c in told for t in c.subtree)
    return (
        subject if told and (verb.lemma_ in REPORTS or (verb.lemma_ in COUNTS and counts)) else None
    )


def same_voice(a: Voice, b: Voice) -> bool:
    """Do two voices belong to one source, as far as the words show?"""
    if a == b:
        return True
    if a.actor and b.actor:
        return a.actor == b.actor
    mine, theirs = _key(a.source), _key(b.source)
    return bool(mine and theirs and (mine <= theirs or theirs <= mine))


@lru_cache(4096)
def _key(source: str) -> frozenset[str]:
    words = {w.strip(".,'’").removesuffix("'s").removesuffix("’s").lower() for w in source.split()}
    return frozenset(words) - {"the", "a", "of", "an", "narrator", ""}


def phrase_span(noun: Token) -> tuple[int, int]:
    """Characters of a noun phrase without its relative clauses and appositions."""
    last = noun.right_edge
    if tail := [c for c in noun.children if c.dep_ in TAIL and c.i > noun.i]:
        last = noun.doc[max(noun.i, tail[0].left_edge.i - 1)]
    while last.i > noun.i and (last.is_punct or last.is_space):
        last = last.nbor(-1)
    first = noun.left_edge
    while first.i < noun.i and first.is_punct:
        first = first.nbor()
    return first.idx, last.idx + len(last)
