"""A place in the text where a cue of the lexicon stands, and what the parse says about it."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from ...text.parse import Parsed, Sentence
from ...text.phrases import Words

SAYING = frozenset(
    "say tell add note report state announce declare explain write warn argue insist claim "
    "believe think "
    "know hear reveal show find suggest indicate mean promise vow predict ask".split()
)
PERSONS = frozenset(
    "official analyst expert critic observer lawmaker aide adviser advisor spokesman "
    "spokeswoman spokesperson "
    "diplomat president minister senator leader source people man woman lawyer attorney "
    "prosecutor officer "
    "activist opponent supporter ally voter economist researcher scientist investigator "
    "witness journalist reporter member politician executive insider governor mayor judge "
    "candidate democrat republican conservative liberal party campaign government administration "
    "authority police opposition".split()
)


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
    leans = head.dep_ in (
        "aux",
        "auxpass",
        "advmod",
        "mark",
        "neg",
        "amod",
        "compound",
        "preconj",
        "prep",
        "acomp",
    )
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


def subject_kind(children: list[Token]) -> str:
    """Grammatical kind of the subject.

    I, we, you, it, there, he (any person pronoun), person, name, thing, none.
    """
    for child in children:
        if child.dep_ in ("nsubj", "nsubjpass", "expl", "csubj"):
            if child.pos_ == "PRON":
                lower = child.lower_
                return (
                    lower
                    if lower
                    in (
                        "i",
                        "we",
                        "you",
                        "it",
                        "there",
                        "that",
                        "this",
                        "which",
                        "who",
                        "they",
                        "what",
                    )
                    else "he"
                )
            return (
                "name"
                if child.pos_ == "PROPN"
                else "person"
                if child.lemma_.lower() in PERSONS
                else "thing"
            )
    return "none"
