"""Pages of a PDF → lines in reading order → paragraphs: columns, running heads, cut lines."""

import re
from collections import Counter

EDGE = 2  # lines at the top and at the bottom of a page that may be a head or a foot
COLUMN_LINES = 6  # lines on both sides of a gap that make two columns
CROSSING = 0.2  # share of the lines that may run across it, as headlines do
PAGE_NUMBER = re.compile(r"\W*(page\s*)?\d{1,4}(\s*(of|/)\s*\d{1,4})?\W*", re.I)


def in_columns(layout: str) -> list[str] | None:
    """Lines of a page set in two columns, the left one first; None where there is one column.

    layout : the page with its words where they stand, as pypdf's layout mode gives it
    """
    lines = [line.rstrip() for line in layout.splitlines()]
    width = max(map(len, lines), default=0)
    gutter = _gutter([line for line in lines if line.strip()], width)
    if gutter is None:
        return None
    ordered: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for line in lines:
        if line[gutter - 1 : gutter + 1].strip():  # a line across both: what stood above ends
            ordered += [*left, *right, line.strip()]
            left, right = [], []
        else:
            left.append(line[:gutter].strip())
            right.append(line[gutter:].strip())
    return [*ordered, *left, *right]


def _gutter(lines: list[str], width: int) -> int | None:
    """The place in the middle third where most lines have a gap, if enough do."""
    best, most = None, 0
    for x in range(width // 3, 2 * width // 3):
        sides = sum(
            not line[x - 1 : x + 1].strip() and bool(line[:x].strip()) and bool(line[x:].strip())
            for line in lines
            if len(line) > x
        )
        if sides > most:
            best, most = x, sides
    if best is None or most < COLUMN_LINES:
        return None
    crossing = sum(bool(line[best - 1 : best + 1].strip()) for line in lines)
    return best if crossing <= CROSSING * len(lines) else None


def without_running_heads(pages: list[list[str]]) -> tuple[list[list[str]], int]:
    """Pages without the lines that stand at the edge of several, page numbers too; and how many.

    The first page keeps a line that is repeated on later ones: it may be the headline.
    """
    pages = [[line for line in page if line.strip()] for page in pages]
    if len(pages) < 2:
        return pages, 0
    edges = Counter(
        key for page in pages for key in {_running(line) for line in [*page[:EDGE], *page[-EDGE:]]}
    )
    often = max(2, len(pages) // 2)
    kept, seen = [], set()
    for page in pages:
        rest = []
        for n, line in enumerate(page):
            key = _running(line)
            at_edge = n < EDGE or n >= len(page) - EDGE
            number = PAGE_NUMBER.fullmatch(line) is not None
            if at_edge and edges[key] >= often and (number or key in seen):
                continue
            seen.add(key)
            rest.append(line)
        kept.append(rest)
    return kept, sum(map(len, pages)) - sum(map(len, kept))


def _running(line: str) -> str:
    """A running head without its page number."""
    line = line.strip().lower()
    return "#" if PAGE_NUMBER.fullmatch(line) else re.sub(r"^\d+\s|\s\d+$", "#", line)


def join_lines(lines: list[str]) -> str:
    """Paragraphs from lines cut at the width of a column.

    A line nearly as wide as the widest goes on in the next one, unless it ends a sentence; a word
    hyphenated at its end becomes one again.
    """
    width = sorted(len(line) for line in lines if line.strip())
    nearly = 0.75 * width[int(0.9 * (len(width) - 1))] if width else 0
    paragraphs: list[list[str]] = []
    goes_on = False
    for line in lines:
        stripped = line.strip()
        if not stripped:
            goes_on = goes_on and not re.search(r"[.!?”\"]$", paragraphs[-1][-1])
            continue
        last = paragraphs[-1][-1] if paragraphs else ""
        if goes_on and re.search(r"\w-$", last) and stripped[0].islower():
            paragraphs[-1][-1] = last[:-1]
            paragraphs[-1].append(stripped)
        elif goes_on:
            paragraphs[-1] += [" ", stripped]
        else:
            paragraphs.append([stripped])
        goes_on = len(stripped) >= nearly and len(stripped.split()) > 2
    return "\n\n".join(map("".join, paragraphs))
