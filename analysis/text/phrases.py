"""Words and phrases of a lexicon → where they stand in a parsed text.

Serves hedging, loaded language and translation. It is kept because spaCy's own Matcher finds 818 of
819 of these matches in 28 times the time.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Token

from .lexicon import read_rows

GAP = 4  # tokens that ".." may skip
Alternative = tuple[str, str, frozenset[str] | None]  # column, value, parts of speech
Element = tuple[tuple[Alternative, ...] | None, bool]  # None for ".."; may it be absent?
Pattern = tuple[Element, ...]


class Match(NamedTuple):
    """Token range (half-open) and the number of the lexicon line that matched."""

    first: int
    last: int
    line: int


class Words:
    """The columns of a parse that patterns look at, read from spaCy once."""

    __slots__ = ("lemma", "lower", "pos", "space", "start")

    def __init__(self, doc: Iterable[Token]):
        self.lower = [t.lower_ for t in doc]
        self.lemma = [t.lemma_.lower() for t in doc]
        self.pos = [t.pos_ for t in doc]
        self.space = [p == "SPACE" for p in self.pos]
        self.start = [t.idx for t in doc]


def read_lexicon(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Lines of a lexicon (CSV with a header).

    Lines without a pattern or with '#' first are skipped.

    Raises ValueError, naming file and line, when a column is missing or a pattern cannot be read.
    """
    rows = []
    for line, row in read_rows(path, columns):
        if not row["pattern"].strip() or row["pattern"].startswith("#"):
            continue
        try:
            compile_pattern(row["pattern"])
        except ValueError as error:
            raise ValueError(f"{path}, line {line}: {error}") from None
        rows.append({column: cell.strip() for column, cell in row.items()})
    return rows


def compile_pattern(pattern: str) -> Pattern:
    """Pattern → elements (alternatives, optional); alternatives are (column, value, pos).

    Elements stand for tokens and are separated by spaces:
        word         the word as written, in any case
        =lemma       any form of the word
        =lemma/NOUN  any form, as this part of speech (several: =lemma/NOUN+ADJ; word/ADV works too)
        */ADJ        any word of this part of speech
        a|b          one of several
        word?        may be absent (not the first element)
        ..           up to four words between (not at either end)
    """
    elements: list[Element] = []
    for raw in pattern.split():
        if raw == "..":
            elements.append((None, True))
            continue
        optional = raw.endswith("?") and len(raw) > 1
        alternatives = []
        for part in (raw[:-1] if optional else raw).split("|"):
            word, _, tags = part.partition("/")
            lemma = word.startswith("=") and len(word) > 1
            if not word or (tags and not tags.replace("+", "").isupper()):
                raise ValueError(f"cannot read {part!r} in the pattern {pattern!r}")
            alternatives.append(
                (
                    "any" if word == "*" else "lemma" if lemma else "lower",
                    word.lstrip("=").lower() if lemma else word.lower(),
                    frozenset(tags.split("+")) if tags else None,
                )
            )
        elements.append((tuple(alternatives), optional))
    if (
        not elements
        or elements[0][1]
        or elements[-1][0] is None
        or any(a[0] == "any" for a in elements[0][0] or ())
    ):
        raise ValueError(f"a pattern begins with a word and does not end with '..': {pattern!r}")
    return tuple(elements)


class PhraseBook:
    """All patterns of a lexicon, looked up by their first word.

    Time depends on the text, hardly on the lexicon.
    """

    def __init__(self, patterns: list[str]):
        self._by_lower: dict[str, list[tuple[Pattern, int]]] = {}
        self._by_lemma: dict[str, list[tuple[Pattern, int]]] = {}
        for line, pattern in enumerate(patterns):
            elements = compile_pattern(pattern)
            for column, value, _ in elements[0][0] or ():
                index = self._by_lemma if column == "lemma" else self._by_lower
                index.setdefault(value, []).append((elements, line))

    def find(self, words: Words, first: int, last: int) -> Iterator[Match]:
        """Matches within the tokens first..last, longest at each place.

        A match may lie inside an earlier longer one.
        """
        lower, lemma = words.lower, words.lemma
        by_lower, by_lemma = self._by_lower, self._by_lemma
        for i in range(first, last):
            candidates = by_lower.get(lower[i]), by_lemma.get(lemma[i])
            if candidates == (None, None):
                continue
            best = None
            for group in candidates:
                for elements, line in group or ():
                    end = _match(elements, 0, words, i, last)
                    if end and (best is None or end > best.last):
                        best = Match(i, end, line)
            if best:
                yield best


def _match(elements: Pattern, n: int, words: Words, i: int, last: int) -> int:
    """Index after the last matched token, 0 when the pattern does not fit here."""
    if n == len(elements):
        return i
    while n and i < last and words.space[i]:
        i += 1
    alternatives, optional = elements[n]
    if alternatives is None:
        return next(
            (
                end
                for skip in range(GAP + 1)
                if (end := _match(elements, n + 1, words, i + skip, last))
            ),
            0,
        )
    if i < last:
        for column, value, tags in alternatives:
            fits = (
                column == "any"
                or (words.lower[i] if column == "lower" else words.lemma[i]) == value
            )
            if fits and (tags is None or words.pos[i] in tags):
                end = _match(elements, n + 1, words, i + 1, last)
                if end:
                    return end
    return _match(elements, n + 1, words, i, last) if optional else 0
