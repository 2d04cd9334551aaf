"""Cues that no word list holds: unnamed sources and words held at a distance by quotation marks."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from spacy.tokens import Token

from ...text.lexicon import read_rows
from ...text.parse import Parsed
from ...text.quotes import Quote
from .candidate import cue_head
from .cues import Cue

Row = dict[str, Any]
SOMEBODY = frozenset("someone somebody some others another many".split())
UNKNOWN = frozenset(
    "person source official insider witness spokesman spokeswoman spokesperson".split()
)  # "the sources" name nobody
DEFINITE = frozenset("the this that these those any no neither".split())
UNTOLD = frozenset("will wo 'll might must".split())  # it is not said yet
NUMBERS = frozenset("dozens hundreds thousands millions billions".split())
ASKING = ("demand", "judgement", "address")  # groups of `reporting.csv` that tell nothing
TELLING = frozenset(
    "remark wonder confide muse see opinion describe murmur pronounce worry put".split()
)


def find_evidential(parsed: Parsed, attributions: Iterable[Row]) -> Iterator[Cue]:
    """Unnamed sources and scare quotes, as cues of ANON and ALLEG."""
    attributions = list(attributions)
    yield from _unnamed_sources(parsed, attributions)
    yield from _scare_quotes(parsed, attributions)


@cache
def _telling() -> frozenset[str]:
    rows = read_rows("reporting.csv", ("lemma", "group"))
    return TELLING | {row["lemma"] for _, row in rows if row["group"] not in ASKING}


def _unnamed_sources(parsed: Parsed, attributions: list[Row]) -> Iterator[Cue]:
    """The noun phrases of sources without a name, each place once.

    Those of `attributions`, and subjects of verbs of saying that stand in none.
    """
    heads: dict[int, Token] = {}
    for row in attributions:
        for start, end in row.get("source_spans", ())[:1]:
            span = parsed.doc.char_span(start, end, alignment_mode="expand") or ()
            if not span or not _tells(parsed, row["cue_spans"]):
                continue
            if row.get("source_type") == "anonymous" or span[0].lower_ in SOMEBODY:
                head = cue_head(parsed.doc, span.start, span.end)
                heads[head.i] = head
    for head in heads.values():
        before = [k for k in head.children if k.i < head.i and not k.is_punct]
        if _names_nobody(head, before):
            first = min([head.i, *(k.left_edge.i for k in before)])
            yield Cue(first, head.i + 1, "ANON", 2, f"anon-source:{head.lemma_.lower()}")


def _tells(parsed: Parsed, spans: list[list[int]]) -> bool:
    """Is it said or thought? A crowd that "asked for" bread or "was beaten" is no source."""
    words = [token for start, end in spans for token in parsed.touched(start, end)]
    return any(
        t.lemma_.lower() in _telling() or t.lower_ == "according" for t in words
    ) and UNTOLD.isdisjoint(t.lower_ for t in words)


def _names_nobody(head: Token, before: list[Token]) -> bool:
    """Not a pronoun for somebody known, a title, or "the clerk" whom the text has told of."""
    if head.pos_ in ("PRON", "DET"):
        said = any(k.dep_ in ("acl", "relcl") for k in head.children)
        return head.lower_ in SOMEBODY or (head.lower_ == "those" and said)
    if head.tag_ == "NNP" or head.lower_ == "percent" or _is_told_of(head):
        return False
    if any(k.lower_ in DEFINITE for k in before):
        return head.lemma_.lower() in UNKNOWN
    if head.lower_ in SOMEBODY:
        return True
    if head.pos_ == "NUM" and not before:  # "one of those present", not "as one remembers"
        return any(k.lower_ == "of" for k in head.children)
    return bool(before) or head.tag_ == "NNS"


def _is_told_of(head: Token) -> bool:
    """'Her lawyer' is one ("her aides" are anybody); 'a leader and former mayor, Ana Dole'."""
    parts = [head, *(k for k in head.children if k.dep_ in ("conj", "appos"))]
    return any(
        (k.dep_ == "poss" and part is head and head.tag_ != "NNS")
        or (k.pos_ == "PROPN" and (k.dep_ == "appos" or (part is head and k.i > head.i)))
        for part in parts
        for k in part.children
    )


def _scare_quotes(parsed: Parsed, attributions: list[Row]) -> Iterator[Cue]:
    """A term of one to three words in marks: 'the alleged “state terrorism”'.

    Not a title, a motto, a word somebody said, nor one that "so-called" has put at a distance.
    """
    for quote in parsed.quotes:
        if quote.kind != "scare" or _given(parsed, quote, attributions):
            continue
        inside = [t for t in parsed.touched(quote.start, quote.end) if not t.is_space]
        terms = [t for t in inside if t.is_alpha or "-" in t.text]
        if 1 <= len(terms) <= 3 and _distanced(inside, terms):
            yield Cue(inside[0].i, inside[-1].i + 1, "ALLEG", 3, "alleg-marks:scare quotes")


def _given(parsed: Parsed, quote: Quote, attributions: list[Row]) -> bool:
    """Do the marks stand in what a source is quoted with, or after "so-called"?"""
    before = parsed.text(max(0, quote.start - 12), quote.start).lower().split()
    return before[-1:] == ["so-called"] or any(
        start <= quote.start < end
        for row in attributions
        for start, end in row["content_spans"]
        if row.get("source_type") != "unattributed"
    )


def _distanced(inside: list[Token], terms: list[Token]) -> bool:
    """The marks stand around a noun phrase in lower case that something is done to or said about.

    Not around what somebody is called ('as a "con artist"'), a coined name, a number, a verb, or
    the end of a quotation that began as speech.
    """
    if all(t.text[0].isupper() for t in terms) or any(t.lower_ in NUMBERS for t in terms):
        return False  # a title, a name or how many
    before = inside[0].doc[max(0, inside[0].i - 2) : inside[0].i]
    if any(t.lower_ in ("as", "like") for t in before):
        return False
    head = next(
        (t for t in inside if not inside[0].i <= t.head.i <= inside[-1].i and not t.is_punct),
        terms[-1],
    )
    if head.pos_ not in ("NOUN", "ADJ", "PROPN") or head.dep_ not in (
        "dobj",
        "pobj",
        "nsubj",
        "nsubjpass",
    ):
        return False
    return not (
        head.dep_ == "dobj"
        and head.head.lemma_
        in ("say", "write", "call", "read", "shout", "chant", "reply", "sing", "entitle")
    )
