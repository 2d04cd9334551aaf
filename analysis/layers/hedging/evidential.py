"""Cues that no word list holds: unnamed sources and words held at a distance by quotation marks."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from spacy.tokens import Token

from ...text.lexicon import read_rows
from ...text.linear import WIDTH, Floats, load_scorer
from ...text.parse import Parsed
from ...text.quotes import Quote
from .candidate import cue_head
from .cues import Cue

Row = dict[str, Any]
NUMBERS = frozenset("dozens hundreds thousands millions billions".split())
ASKING = ("demand", "judgement", "address")  # groups of `reporting.csv` that tell nothing
TELLING = frozenset(
    "remark wonder confide muse see opinion describe murmur pronounce worry put cite".split()
)
KNOWN = frozenset("NNP PRP WP WDT WP$ EX".split())  # tags of names, and of words for somebody known
VERBS = ("aux", "neg", "auxpass", "mark")


def find_evidential(parsed: Parsed, attributions: Iterable[Row], vectors: Floats) -> Iterator[Cue]:
    """Unnamed sources and scare quotes, as cues of ANON and ALLEG.

    vectors : of the encoder, by token
    """
    attributions = list(attributions)
    yield from _unnamed_sources(parsed, attributions, vectors)
    yield from _scare_quotes(parsed, attributions)


@cache
def _telling() -> frozenset[str]:
    rows = read_rows("reporting.csv", ("lemma", "group"))
    return TELLING | {row["lemma"] for _, row in rows if row["group"] not in ASKING}


def _unnamed_sources(parsed: Parsed, attributions: list[Row], vectors: Floats) -> Iterator[Cue]:
    """Noun phrases that stand for a source without a name, as a trained score has it."""
    model = load_scorer("unnamed.npz")
    for head, names in speakers(parsed, attributions):
        if model(vectors[head.i, WIDTH:], names) >= 0.5:
            yield Cue(*phrase(head), "ANON", 2, f"anon-source:{head.lemma_.lower()}")


def speakers(parsed: Parsed, attributions: list[Row]) -> Iterator[tuple[Token, list[str]]]:
    """Nouns that somebody is told by, no names, and what is true of each.

    The heads of the sources of `attributions`, subjects and agents of verbs of telling, and whom
    "according to" goes to; the nouns beside them.
    """
    rows, verbs = dict[int, Row](), dict[int, Token]()
    for row in attributions:
        for start, end in row.get("source_spans", ())[:1]:
            span = parsed.doc.char_span(start, end, alignment_mode="expand")
            if span:
                head = cue_head(parsed.doc, span.start, span.end)
                inside = [k for k in head.conjuncts if span.start <= k.i < span.end]
                for token in (head, *inside):
                    rows.setdefault(token.i, row)
    met = set[str]()
    for token in parsed.tokens:
        verb = verbs.get(token.head.i) if token.dep_ == "conj" else _verb(token)
        verb = verb or (token.head if token.i in rows else None)
        if verb:
            verbs[token.i] = verb
            if token.tag_ not in KNOWN and not token.is_punct:
                yield token, _features(token, verb, rows.get(token.i, {}), met)
        if token.pos_ == "NOUN":
            met.add(token.lemma_.lower())


def _verb(token: Token) -> Token | None:
    """The word of telling that the token is subject, agent or object of."""
    head = token.head
    if token.dep_ == "pobj" and (head.dep_ == "agent" or head.head.lower_ == "according"):
        head = head.head
    elif token.dep_ not in ("nsubj", "nsubjpass") and head.lemma_ != "cite":
        return None
    return head if head.lower_ == "according" or head.lemma_.lower() in _telling() else None


def phrase(head: Token) -> tuple[int, int]:
    """Tokens (half-open) from the first word before the noun to the noun itself."""
    return min([head.i, *(k.left_edge.i for k in _before(head))]), head.i + 1


def _before(head: Token) -> list[Token]:
    return [k for k in head.children if k.i < head.i and not k.is_punct]


def _features(head: Token, verb: Token, row: Row, met: set[str]) -> list[str]:
    """Its own words, the word of telling, what attribution says of it.

    And whether the article has had the noun.
    """
    before, lemma = _before(head), head.lemma_.lower()
    kinds = {k.dep_: k.lower_ for k in before if k.dep_ in ("det", "poss", "nummod")}
    opens = f"opens={kinds.get('det') or next(iter(kinds), 'mod' if before else 'bare')}"
    typed, again = f"typed={row.get('source_type')}", f"met={lemma in met}"
    tag, at = f"tag={head.tag_}", f"at={verb.tag_}"
    names = [
        "bias",
        tag,
        f"dep={head.dep_}",
        f"verb={verb.lemma_.lower()}",
        at,
        typed,
        opens,
        again,
    ]
    names += [f"{opens}&{tag}", f"{opens}&{typed}", f"{again}&{opens}", f"{again}&{tag}"]
    if head.tag_ != "NNPS":
        names.append(f"lemma={lemma}")
    names += [f"with={k.dep_}:{k.lower_ if k.dep_ in VERBS else ''}" for k in verb.children]
    for k in head.children:
        if k.i > head.i and not k.is_punct:
            name = "NAME" if k.pos_ == "PROPN" else k.lower_ if k.dep_ == "prep" else ""
            names.append(f"after={k.dep_}:{name}")
    return names


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
