"""Which lines of a page are no prose: links, lists of links, promotion, contributors, notices?"""

import re
from functools import cache
from typing import NamedTuple

from .lexicon import read_rows
from .plain import SENTENCE_ENDS

LONGEST = 320  # characters: nothing longer is furniture


class Furniture(NamedTuple):
    """A line that is no prose; kind: link, list, promotion, contributor or notice."""

    start: int
    end: int
    kind: str
    text: str


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """lexicons/furniture.csv: kind → what the whole of a line must match, in any case."""
    rows: dict[str, list[str]] = {}
    for _, row in read_rows("furniture.csv", ("kind", "pattern")):
        rows.setdefault(row["kind"], []).append(row["pattern"])
    return {kind: re.compile("|".join(parts), re.I) for kind, parts in rows.items()}


def find_furniture(text: str) -> list[Furniture]:
    """The lines of `text` that are no prose, in order; a list's heading takes its links along."""
    found, in_list = [], False
    for match in re.finditer(r"\S[^\n]*", text):
        line = match.group().rstrip()
        kind = kind_of(line)
        prose = SENTENCE_ENDS.search(line) is not None
        if kind is None and in_list and not prose and len(line) <= LONGEST:
            kind = "list"
        in_list = kind == "list"
        if kind is not None:
            found.append(Furniture(match.start(), match.start() + len(line), kind, line))
    return found


def kind_of(line: str) -> str | None:
    """What kind of furniture a line is, if any."""
    if len(line) > LONGEST:
        return None
    return next((kind for kind, p in patterns().items() if p.fullmatch(line)), None)


def without(text: str, found: list[Furniture]) -> str:
    """The text with these lines left out, and no gap where they stood."""
    kept, at = [], 0
    for line in found:
        kept.append(text[at : line.start])
        at = line.end
    return re.sub(r"\n\s*\n\s*\n", "\n\n", "".join([*kept, text[at:]])).strip()


def describe(found: list[Furniture]) -> str:
    """How many lines of which kinds, and the first of them, for a flag."""
    kinds = ", ".join(dict.fromkeys(line.kind for line in found))
    first = f"{found[0].text[:60]!r}{' and others' * (len(found) > 1)}"
    return f"{len(found)} line{'s' * (len(found) != 1)} of page furniture ({kinds}): {first}"
