"""The words of a source, as every step that asks for its kind reads them."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from ...text.parse import Parsed
from ...text.plain import fold
from ...text.terms import read_terms, term_sets
from ..actors.names import Cast, Mention


@dataclass(slots=True)
class Source:
    """The words of a source, the word the rest hangs on, and the actor that it names.

    mentions : all mentions of the article, sorted
    word, lemma : the head, folded; inside : token indices; words : forms and lemmas, folded
    """

    parsed: Parsed
    tokens: list[Token]
    head: Token
    mention: Mention | None
    mentions: Cast
    inside: set[int] = field(init=False)
    word: str = field(init=False)
    lemma: str = field(init=False)
    words: set[str] = field(init=False)

    def __post_init__(self) -> None:
        self.inside = {t.i for t in self.tokens}
        self.word, self.lemma = fold(self.head.text), fold(self.head.lemma_)
        if (one := self.lemma.removesuffix("s")) in term_sets().human:
            self.lemma = one  # a plural that the lemmatiser left: "Officials"
        self.words = {fold(w) for t in self.tokens for w in (t.lemma_, t.text)}

    def inner(self) -> list[Mention]:
        """The mentions within the source."""
        held = self.mentions.by_token
        return [held[t.i] for t in self.tokens if t.i in held and held[t.i].first == t.i]

    def one_of(self, category: str) -> bool:
        """Does the head stand in this category of `lexicons/source_types.csv`?"""
        return self.lemma in read_terms()[category]
