"""A claim on its way to becoming a row."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from ...text.parse import Sentence
from .voices import Voice


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
