"""A proposition on its way to becoming a claim."""

from dataclasses import dataclass

from spacy.tokens import Token

from .claim_triggers import Trigger
from .voices import Voice


@dataclass(slots=True)
class Unit:
    """A proposition: characters, head token, voice, and the construction that brought it in.

    kind: clause, content, statement, quote, accusation, accused, evidence, denied, hint, presupposed, mention, relative
    """

    start: int
    end: int
    head: Token
    kind: str
    voice: Voice
    sentence_id: int
    paragraph: int
    trigger: Trigger | None = (
        None  # the clause may answer an earlier claim ('confirmed the arrest')
    )
    words: frozenset[str] = frozenset()  # lemmas of its content words
    claim_type: str = ""
