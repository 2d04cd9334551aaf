"""A claim on its way to becoming a row."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from ...text.parse import Sentence
from .grammar import own_subject
from .voices import Voice

MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
SETTING = frozenset(("pobj", "npadvmod"))


@dataclass(slots=True, eq=False)
class Claim:
    """A proposition with its place, voice and words.

    kind : how its words were cut (`spans.Candidate`) · denier : who denies it in the same breath
    figurative : a metaphor, riddle or wish that no observation could touch
    updated : does a later count of the same replace its figure?
    """

    start: int
    end: int
    first: int
    last: int
    text: str
    head: Token
    kind: str
    voice: Voice
    denier: Voice | None
    sentence: Sentence
    score: float
    words: frozenset[str]
    claim_type: str = ""
    figurative: bool = False
    conflicts: bool = False
    updated: bool = False
    agreeing: list[Voice] = field(default_factory=list)


def negated(claim: Claim) -> bool:
    """Is the verb of a claim negated, or its subject or object nothing?"""
    head = claim.head
    near = [*head.children, *(g for c in head.children for g in c.children)]
    return any(t.dep_ == "neg" or t.lower_ in ("no", "never", "nobody", "none") for t in near)


def mood(claim: Claim) -> set[str]:
    """Modal verbs of a claim: what may be, or will be, is told of another world than what is."""
    return {c.lower_ for c in claim.head.children if c.tag_ == "MD"}


def elsewhere(a: Claim, b: Claim) -> bool:
    """Are two claims set in days, or in places, of which none is the same?"""
    names = [
        {t.lower_ for t in c.head.doc[c.first : c.last] if t.pos_ == "PROPN" and t.dep_ in SETTING}
        for c in (a, b)
    ]
    days = [found & (DAYS | MONTHS) for found in names]
    places = [found - DAYS - MONTHS for found in names]
    return any(x and y and not x & y for x, y in (days, places))


def subject_noun(claim: Claim) -> str:
    """The noun or name that a claim is about, "" for a pronoun or none."""
    noun = own_subject(claim.head)
    return str(noun.lemma_.lower()) if noun is not None and noun.pos_ in ("NOUN", "PROPN") else ""


def states(claim: Claim) -> list[str]:
    """The verb and what it says of the subject: rise; be, open."""
    below = {c.dep_: c.lemma_.lower() for c in claim.head.children}
    said = [] if "auxpass" in below else [below[d] for d in ("acomp", "attr", "oprd") if d in below]
    return [claim.head.lemma_.lower(), *said]  # "was burnt alive" says nothing of being alive
