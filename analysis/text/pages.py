"""Pages of a PDF → lines in reading order → paragraphs: columns, running heads, cut lines."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from .furniture import kind_of
from .plain import SENTENCE_ENDS

EDGE = 2  # lines at the top and at the bottom of a page that may be a head or a foot
WIDEST = 500  # characters of a line; what is wider is no page
COLUMN_LINES = 6  # lines on both sides of a gap that make two columns
CROSSING = 0.2  # share of the lines that may run across it, as headlines do
LIGATURES = str.maketrans(dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", "ff fi fl ffi ffl st st".split(), strict=True)))


def in_columns(lines: list[str]) -> tuple[list[str], int]:
    """Lines as they are read, column by column from the left, and how many columns there are.

    lines : of a page, its words where they stand, as pypdf's layout mode gives them
    """
    width = max(map(len, lines), default=0)
    gutter = _gutter([line for line in lines if line.strip()], width) if width <= WIDEST else None
    if gutter is None:
        return _aside_last(lines, width) if width <= WIDEST else (lines, 1)
    ordered: list[str] = []
    most = 1
    sides: tuple[list[str], list[str]] = [], []
    for line in [*lines, None]:
        if line is None or line[gutter - 1 : gutter + 1].strip():  # what stood above it ends
            parts = [in_columns(side) for side in sides]
            ordered += [x for part, _ in parts for x in part] + ([line] if line else [])
            most = max(most, sum(n for _, n in parts))
            sides = [], []
        else:
            sides[0].append(line[:gutter].rstrip())
            sides[1].append(line[gutter:])
    return ordered, most


def _gutter(lines: list[str], width: int) -> int | None:
    """The place away from the edges where most lines have a gap, if enough do."""
    best, most = None, 0
    for x in range(width // 5, 4 * width // 5):
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


def _aside_last(lines: list[str], width: int) -> tuple[list[str], int]:
    """A page whose prose flows around a box, with the words of the box behind it.

    The box stands right of a gap as wide as three letters, in lines that no other line crosses.
    """
    best: tuple[int, int, int, int] = COLUMN_LINES - 1, 0, 0, 0  # its lines, where, from which sign
    for x in range(width // 5, 4 * width // 5):
        first = held = 0
        for n, line in enumerate([*lines, "." * width]):
            if line[x - 3 : x].strip():
                best = max(best, (held, first, n, x))
                first, held = n + 1, 0
            held += bool(line[:x].strip() and line[x : x + 2].strip())
    _, first, last, x = best
    if not x:
        return lines, 1
    main = [line[:x] if first <= n < last else line for n, line in enumerate(lines)]
    return [*main, *[""] * 3, *(line[x:] for line in lines[first:last])], 2


def without_running_heads(pages: list[list[str]]) -> tuple[list[list[str]], list[str]]:
    """Pages without the lines that stand at the edge of several, page numbers too; and those lines.

    A browser's own lines go from a single page too. The first page keeps a head that is repeated
    on later ones: it may be the headline.
    """
    edges = Counter(key for page in pages for key in {_running(page[n]) for n in _edges(page)})
    often = max(2, len(pages) // 2)
    kept: list[list[str]] = []
    dropped: list[str] = []
    seen = set()
    for page in pages:
        kept.append([])
        at_edge = _edges(page)
        for n, line in enumerate(page):
            key = _running(line) if n in at_edge else ""
            again = key in seen or n in at_edge[-EDGE:] or not re.search(r"\w", key)
            running = key and (kind_of(line.strip()) or (again and edges[key] >= often))
            (dropped if running else kept[-1]).append(line)
            seen.add(key)
    return kept, dropped


def _edges(page: list[str]) -> list[int]:
    filled = [n for n, line in enumerate(page) if line.strip()]
    return sorted({*filled[:EDGE], *filled[-EDGE:]})


def _running(line: str) -> str:
    """A running head whatever its page number."""
    bare = " ".join(line.lower().split())
    return re.sub(r"^(page )?\d+\b|\b(page )?\d+( ?(of|/) ?\d+)?$", "#", bare)


def join_lines(pages: list[list[str]]) -> str:
    """Paragraphs from lines cut at the width of a column; a word hyphenated at its end is mended.

    A paragraph begins below a gap, at an indent, or after a line that is short; never in small
    letters in the middle of a sentence, as a headline's second line may.
    """
    widths = sorted(len(line.strip()) for page in pages for line in page if line.strip())
    nearly = 0.75 * widths[int(0.9 * (len(widths) - 1))] if widths else 0
    paragraphs: list[list[str]] = []
    last, short = "", True
    for row, apart in (pair for page in pages for pair in _set_apart(page)):
        line = " ".join(row.split())
        runs_on = line[0].islower() and not SENTENCE_ENDS.search(last)
        if not paragraphs or ((apart or short) and not runs_on):
            paragraphs.append([line])
        elif re.search(r"\w-$", last) and line[0].islower():
            paragraphs[-1][-1] = last[:-1] + line
        else:
            paragraphs[-1].append(line)
        last = paragraphs[-1][-1]
        short = len(row) < nearly or len(row.split()) <= 2
    return "\n\n".join(map(" ".join, paragraphs))


def _set_apart(page: list[str]) -> Iterator[tuple[str, bool]]:
    """(line, does a gap wider than usual or an indent set it apart from the one above)."""
    filled = [n for n, line in enumerate(page) if line.strip()]
    gaps = [1, *(b - a for a, b in pairwise(filled))]
    usual = sorted(gaps)[len(gaps) // 2]
    indents = [len(page[n]) - len(page[n].lstrip()) for n in filled]
    rare = {i for i, times in Counter(indents).items() if times < len(filled) / 2}
    above = ""
    for k, n in enumerate(filled):
        begins = k > 0 and indents[k] in rare and indents[k] > indents[k - 1]
        yield page[n].strip(), gaps[k] > usual or bool(begins and SENTENCE_ENDS.search(above))
        above = page[n].strip()
