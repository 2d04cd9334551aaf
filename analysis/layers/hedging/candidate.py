"""A place in the text where a cue of the lexicon stands, and what the parse says about it."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ...text.parse import Parsed, Sentence
from ...text.phrases import Words

LEANING = frozenset(
    "aux auxpass advmod mark neg amod compound preconj prep acomp".split()
)  # the cue bears on the word above it


@dataclass(slots=True)
class Candidate:
    """first, last: token range (half-open); head: the token that ties the cue to the rest.

    Clause: the word it bears on.
    """

    parsed: Parsed
    words: Words
    sentence: Sentence
    first: int
    last: int
    pattern: str
    head: Token
    clause: Token
    children: list[Token]  # of the head
    siblings: list[Token]  # children of the clause's word, where that is not the head itself
    quoted: bool


def make_candidate(
    parsed: Parsed,
    words: Words,
    sentence: Sentence,
    first: int,
    last: int,
    pattern: str,
    quoted: bool,
) -> Candidate:
    """Gather what the parse says about a place where a pattern fits."""
    head = cue_head(parsed.doc, first, last)
    leans = head.dep_ in LEANING
    clause = head.head if leans else head
    children = [k for k in head.children if not k.is_space]
    siblings = [k for k in clause.children if not k.is_space] if leans else children
    return Candidate(
        parsed, words, sentence, first, last, pattern, head, clause, children, siblings, quoted
    )


def cue_head(doc: Doc, first: int, last: int) -> Token:
    """The token of a range whose own head lies outside it; the first one when there are several."""
    token: Token
    for token in doc[first:last]:
        head = token.head.i
        if not first <= head < last or head == token.i:
            return token
    token = doc[first]
    return token
