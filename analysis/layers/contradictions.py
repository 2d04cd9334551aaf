"""Places inside one article that do not go together: suggestions with both spans, for a person."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from ..text.parse import Parsed
from .attribution.voice import Row
from .claims.conflicts import TOLL, conflicts
from .claims.grammar import content_words, own_subject, token_range
from .claims.units import Claim
from .claims.voices import Voice, same_voice
from .claims.words import events

KINDS = ("figures", "dates", "polarity", "absence_and_presence", "reversed_roles")
EXISTS = frozenset("have give issue receive provide make report".split())
TOLD = frozenset("nsubj nsubjpass dobj".split())
DEFINITE = frozenset("the this that these his her its their".split())


def find_contradictions(parsed: Parsed, claims: list[Row]) -> list[Row]:
    """Rows article_id, start, end, other_start, other_end, kind, reason; start before other_start.

    kind: figures (two counts of one thing), dates (two days of one event), polarity (the same
    affirmed and denied, or a word and its opposite), absence_and_presence ("no warnings" and "the
    warning"), reversed_roles (each did it to the other). The reason says whether two voices differ
    or one voice, the outlet's included, says both.
    """
    told = [_told(parsed, row) for row in claims]
    pairs = [
        (c.earlier, c.later, c.kind, c.reason)
        for c in conflicts(parsed, told)
        if c.kind != "update"
    ]
    pairs += [*_absence_and_presence(parsed, told), *_reversed_roles(told)]
    found: dict[tuple[int, ...], tuple[str, str]] = {}
    for a, b, kind, reason in pairs:
        a, b = sorted((a, b), key=lambda c: (c.start, c.end))
        told_by = "one voice" if same_voice(a.voice, b.voice) else "two voices differ"
        found.setdefault((a.start, a.end, b.start, b.end), (kind, f"{reason} ({told_by})"))
    places = ("start", "end", "other_start", "other_end")
    article = {"article_id": parsed.article.article_id}
    return [
        {**article, **dict(zip(places, place, strict=True)), "kind": kind, "reason": reason}
        for place, (kind, reason) in sorted(found.items())
    ]


def _told(parsed: Parsed, row: Row) -> Claim:
    """A claim's row, corrected or not, with its words."""
    first, last = token_range(parsed, row["start"], row["end"])
    voice = Voice(row["source"], attribution=row["attribution"], actor=row["source_actor"])
    sentence = parsed.sentence_of(row["start"]) or parsed.sentences[0]
    tokens = parsed.doc[first:last]
    words = content_words(tokens)
    return Claim(
        *(row["start"], row["end"], first, last, row["quote"], tokens.root, "", voice, None),
        *(sentence, 1.0, words),
    )


def _absence_and_presence(
    parsed: Parsed, told: Sequence[Claim]
) -> Iterator[tuple[Claim, Claim, str, str]]:
    """A noun denied here, and used elsewhere as something that is there."""
    there: dict[str, list[tuple[Claim, Token]]] = {}
    for claim in told:
        for t in parsed.tokens[claim.first : claim.last]:
            if (
                t.pos_ == "NOUN"
                and t.dep_ in TOLD
                and any(
                    c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in DEFINITE)
                    for c in t.children
                )
            ):
                there.setdefault(t.lemma_, []).append((claim, t))
    for claim in told:
        for t in parsed.tokens[claim.first : claim.last]:
            if t.pos_ != "NOUN" or t.lemma_ in TOLL:
                continue
            kinds = {c.dep_: c.lower_ for c in t.children}
            if kinds.get("det") != "no" or "amod" in kinds or not _denied(t):
                continue
            for other, hit in there.get(t.lemma_, [])[:1]:
                if other is not claim:
                    words = parsed.text(hit.left_edge.idx, hit.idx + len(hit))
                    yield (
                        claim,
                        other,
                        "absence_and_presence",
                        f"“no {t.text}” here, “{words}” there",
                    )


def _denied(noun: Token) -> bool:
    """Subject of "there is", or object of have, give, issue and the like, alone or coordinated."""
    for _ in range(8):
        if noun.dep_ != "conj":
            break
        noun = noun.head
    if any(c.tag_ == "MD" for c in noun.head.children):  # "there will be no truce"
        return False
    told = any(c.dep_ == "expl" for c in noun.head.children)
    return (told and noun.dep_ in ("attr", "nsubj", "nsubjpass")) or (
        noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_ in EXISTS
    )


def _reversed_roles(told: Sequence[Claim]) -> Iterator[tuple[Claim, Claim, str, str]]:
    """The same kind of act with its names exchanged: "A attacked B" and "B attacked A"."""
    seen: dict[tuple[str, str, str], Claim] = {}
    for claim in told:
        subject, kinds = own_subject(claim.head), events().get(claim.head.lemma_.lower())
        if not kinds or subject is None or subject.pos_ != "PROPN":
            continue
        objects = [
            c
            for c in claim.head.subtree
            if c.pos_ == "PROPN" and c.i > claim.head.i and c.dep_ in ("dobj", "pobj", "poss")
        ]
        for kind in kinds if objects else ():
            done_to = objects[0].lemma_
            other = seen.get((kind, done_to, subject.lemma_))
            if other is not None:
                yield other, claim, "reversed_roles", f"each is said to {kind} the other"
            seen.setdefault((kind, subject.lemma_, done_to), claim)
