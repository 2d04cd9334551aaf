"""Part of speech, form and lemma as spaCy's ruler and lemmatizer give them, in a tenth of the time.

The ruler tries all its patterns on every token. What it says of a token depends on its tag, its
relation and, for a few words that the patterns name, the word: so each such case is asked once and
remembered. Patterns of two words are few and are looked for as they are. Where the ruler leaves the
lemma open, it depends on the word, its part of speech and its form, and is remembered likewise.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

CASE: list[int | str] = ["ORTH", "LOWER", "TAG", "DEP"]
GIVEN: list[int | str] = ["TAG", "DEP", "POS", "MORPH", "LEMMA"]  # what the ruler may set
ORDINARY, SPACE = 0, 1  # no word has these keys


class RememberedAttributes:
    """An attribute ruler and lemmatizer that ask spaCy's once for each kind of token."""

    def __init__(self, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self.ruler, self.lemmatizer, self.vocab = ruler, lemmatizer, ruler.vocab
        rules: list[dict[str, Any]] = list(ruler.patterns)
        patterns = [pattern for rule in rules for pattern in rule["patterns"]]
        self.pairs = Matcher(self.vocab)
        self.pairs.add("pair", [pattern for pattern in patterns if len(pattern) > 1])
        self.named = re.compile("|".join(_words(t for pattern in patterns for t in pattern)))
        self.kinds: dict[int, int] = {}  # word → itself where a pattern names it, else a kind
        self.known: dict[tuple[int, int, int], list[int]] = {}
        self.lemmas: dict[tuple[int, ...], int] = {}  # written word, POS, MORPH → lemma

    def __call__(self, doc: Doc) -> Doc:
        """What the ruler and the lemmatizer would set, set."""
        if not len(doc):
            return doc
        rows = []
        cases = doc.to_array(CASE).tolist()
        for n, (_, word, tag, dep) in enumerate(cases):
            kind = self.kinds.get(word)
            case = (self._kind(word) if kind is None else kind), tag, dep
            row = self.known.get(case)
            if row is None:
                [row] = self._ask(doc, n, n + 1)
                self.known[case] = row
            rows.append(row)
        for _, start, end in self.pairs(doc, allow_missing=True):
            rows[start:end] = self._ask(doc, start, end)
        words = [(word, row[2], row[3]) for (word, *_), row in zip(cases, rows, strict=True)]
        self._learn({case for case, row in zip(words, rows, strict=True) if not row[-1]})
        rows = [
            [*row[:-1], row[-1] or self.lemmas[case]] for case, row in zip(words, rows, strict=True)
        ]
        # Lists of int would pass through floats, which hold no hash of 64 bits.
        array = doc.to_array(GIVEN)
        array[:] = rows
        return doc.from_array(GIVEN, cast(Any, array))

    def _kind(self, word: int) -> int:
        text = self.vocab.strings[word]
        named = word if self.named.search(text) else ORDINARY
        kind = SPACE if self.vocab[text].is_space else named
        self.kinds[word] = kind
        return kind

    def _learn(self, cases: set[tuple[int, int, int]]) -> None:
        """Ask for the lemmas of what was not met before, which the words beside do not change."""
        if new := sorted(cases - self.lemmas.keys()):
            said = [
                [self.vocab.strings[value] for value in column] for column in zip(*new, strict=True)
            ]
            doc = self.lemmatizer(Doc(self.vocab, said[0], pos=said[1], morphs=said[2]))
            self.lemmas.update(zip(new, (token.lemma for token in doc), strict=True))

    def _ask(self, doc: Doc, start: int, end: int) -> list[list[int]]:
        tokens = list(doc[start:end])
        alone = Doc(
            self.vocab,
            words=[t.text for t in tokens],
            tags=[t.tag_ for t in tokens],
            deps=[t.dep_ for t in tokens],
        )
        rows: list[list[int]] = self.ruler(alone).to_array(GIVEN).tolist()
        return rows


def _words(parts: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Expressions for the words that patterns name."""
    for part in parts:
        lower = part.get("LOWER")
        if isinstance(lower, str):
            yield f"^{re.escape(lower)}$"
        elif isinstance(lower, dict):
            yield from (f"^{re.escape(word)}$" for word in lower.get("IN", ()))
            yield from [lower["REGEX"]] if "REGEX" in lower else []


@Language.factory("remembered_attributes")
def remember(nlp: Language, name: str) -> RememberedAttributes:
    """The component that takes the place of the model's own ruler and lemmatizer."""
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    return RememberedAttributes(cast(AttributeRuler, ruler), cast(Lemmatizer, lemmatizer))
