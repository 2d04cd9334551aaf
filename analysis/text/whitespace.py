"""Wide gaps, indents, two kinds of line ends → a copy with single spaces for the layers to read.

And the way back.

No finding may hang on how wide a gap is ("at  least 83" is "at least 83"), and no offset may point
anywhere but into the untouched original: `narrow` makes the copy before the layers run,
`carry_back` moves their rows to the original afterwards.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ..tables import HASHES, SPAN_ITEMS, SPAN_LISTS, SPAN_PAIRS, SPAN_TEXTS
from . import anchors
from .article import Article
from .parse import normalise

# every blank after a blank, and all blanks at the ends of a line
NEEDLESS = re.compile(r"^ +| +$|(?<= ) +", re.MULTILINE)


def narrow(article: Article) -> tuple[Article, Sequence[int] | None]:
    """The article with single spaces, and for each character of the copy its place in the original.

    None when nothing changed.

    Tabs, fixed spaces and invisible characters count as spaces, as they do for the parser.
    """
    plain = normalise(article.text)
    spaced = "".join([" " if p == " " else c for c, p in zip(article.text, plain, strict=False)])
    gaps = [m.span() for m in NEEDLESS.finditer(plain)]
    if not gaps and spaced == article.text:
        return article, None
    places: list[int] = []
    at = 0
    for start, end in [*gaps, (len(spaced), len(spaced))]:
        places += range(at, start)
        at = end
    return replace(article, text="".join([spaced[i] for i in places])), places


def carry_back(row: dict[str, Any], article: Article, places: Sequence[int]) -> dict[str, Any]:
    """A row that a layer made of the copy.

    With every offset, quoted text and hash as the original has them.
    """
    text = article.text

    def span(start: int, end: int) -> tuple[int, int]:
        return (places[start], places[end - 1] + 1) if 0 <= start < end else (start, end)

    row = dict(row)
    for first, last in SPAN_PAIRS:
        if first in row:
            row[first], row[last] = span(row[first], row[last])
    for column, joined in SPAN_LISTS.items():
        if column in row:
            row[column] = [list(span(*s)) for s in row[column]]
            row[joined] = " … ".join(text[a:b] for a, b in row[column])
    for column, (first, last) in SPAN_TEXTS.items():
        if column in row and row[first] >= 0:
            row[column] = text[row[first] : row[last]]
    if "prefix" in row:
        row["prefix"], row["suffix"] = anchors.surroundings(text, row["start"], row["end"])
    for column in SPAN_ITEMS:
        if column in row:
            row[column] = [
                item | dict(zip(("start", "end"), span(item["start"], item["end"]), strict=True))
                for item in row[column]
            ]
    return row | {column: article.sha256 for column in HASHES if column in row}
