"""Whose voice a proposition stands in: the attribution that holds it, or else the grammar of its own sentence."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from ...text.parse import Parsed
from ..actors.coreference import stands_for
from ..actors.names import Mention
from ..attribution.source_types import describe_source
from ..attribution.voice import Contents

DATELINE = re.compile(r"^[A-Z][A-Z ,]{2,}(?:\([^)]{1,30}\))?\s*[-–—]+\s+(?=\S)")
PRONOUNS = frozenset(
    {"he", "she", "it", "they", "we", "i", "who", "which", "that", "him", "her", "them"}
)
DEEPEST = 5  # links of a chain of sources
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
    actor: str = ""  # canonical name of the source
    chain: str = ""  # sources from the innermost to the outermost, "Y < X" where X says what Y said
    score: float = math.nan  # of the attribution; rules of grammar have none
    parties: tuple[str, ...] = ()  # 'both X and Y': origins that the text itself sets apart


NARRATOR = Voice("narrator", -1, -1, "unattributed", "", "none")


class Voices:
    """Attributions and mentions of an article, looked up by place."""

    def __init__(self, parsed: Parsed, attributions: list[dict], mentions: Iterable[Mention] = ()):
        self.parsed = parsed
        self.contents = Contents(attributions)
        self._mentions = sorted(mentions)
        self._named = {i: m for m in self._mentions for i in range(m.first, m.last)}
        self._sources = _by_offset(attributions, "source_spans")
        self._cues = _by_offset(attributions, "cue_spans")

    def names_source(self, noun: Token) -> bool:
        """Does this noun belong to the source of some attribution?"""
        return noun.idx in self._sources

    def of_cue(self, token: Token) -> dict | None:
        """The attribution whose cue this token belongs to."""
        return self._cues.get(token.idx)

    def of(self, row: dict) -> Voice:
        """Voice of an attribution row; a pronoun is replaced by the speaker it stands for."""
        spans, source = row["source_spans"], row["source"]
        if not source or source.strip().lower() in PRONOUNS:
            source = row["speaker"] or source
        source = DATELINE.sub("", source)
        start, end = (spans[0][0], spans[-1][1]) if spans else (-1, -1)
        return Voice(
            source,
            start,
            end,
            row["source_type"] or "unattributed",
            row["cue"],
            row["kind"] or "indirect",
            row["stance"],
            actor=row["speaker"],
            chain=self._chain(source, start, end),
            score=row["score"],
        )

    def speaking(self, verb: Token, noun: Token | None, attribution: str = "indirect") -> Voice:
        """Voice of a verb of speech with this subject: its attribution row if that names the same source, else the grammar."""
        row = self.of_cue(verb)
        if row is not None and row["source_spans"]:
            if noun is None or names(row, noun):
                return self.of(row)
        return self.of_subject(noun, verb.text, attribution)

    def of_subject(self, noun: Token | None, cue: str, attribution: str) -> Voice:
        """Voice of the subject of a verb of speech, when no attribution row covers it."""
        if noun is None:
            return Voice("", -1, -1, "unattributed", cue, attribution)
        start, end = phrase_span(noun)
        a, b = phrase_span(stands_for(noun, self._named))
        source_type, _, actor = describe_source(self.parsed, self._mentions, [(a, b)])
        source = actor if actor and noun.lower_ in PRONOUNS else self.parsed.text(a, b)
        return Voice(
            source,
            start,
            end,
            source_type,
            cue,
            attribution,
            parties=parties(self.parsed, noun),
            actor=actor,
            chain=self._chain(source, start, end),
        )

    def of_phrase(self, start: int, end: int, cue: str) -> Voice:
        """Voice of a source that is set before its words, as in a headline: "UN: Famine has begun"."""
        source_type, _, actor = describe_source(self.parsed, self._mentions, [(start, end)])
        source = self.parsed.text(start, end)
        return Voice(source, start, end, source_type, cue, "indirect", actor=actor, chain=source)

    def holding(self, start: int, end: int) -> dict | None:
        """The innermost attribution whose content covers most of a span, else None."""
        return self.contents.rows.get(self.contents.voice(start, end))

    def _chain(self, source: str, start: int, end: int) -> str:
        """The source, whoever says what this source said, and so on outwards."""
        chain = [source]
        while start >= 0 and (row := self.holding(start, end)) and len(chain) < DEEPEST:
            chain.append(row["speaker"] or row["source"])
            start, end = row["source_spans"][0] if row["source_spans"] else (-1, -1)
        return " < ".join(filter(None, chain))


def _by_offset(attributions: list[dict], column: str) -> dict[int, dict]:
    return {i: row for row in attributions for a, b in row[column] for i in range(a, b)}


def names(row: dict, noun: Token) -> bool:
    """Does the source of an attribution lie in this noun phrase?"""
    a, b = noun.left_edge.idx, noun.right_edge.idx + len(noun.right_edge)
    return any(s < b and e > a for s, e in row["source_spans"])


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
