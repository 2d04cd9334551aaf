"""Plain words: for columns and their values (`lexicons/words.csv`), counts, lists and days."""

import csv
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import cache

from .paths import LEXICONS


@cache
def _lexicon() -> dict[tuple[str, str], str]:
    with (LEXICONS / "words.csv").open(encoding="utf-8", newline="") as file:
        return {(row["column"], row["value"]): row["words"] for row in csv.DictReader(file)}


def wording(column: str, value: str = "") -> str:
    """The plain words for a column or one of its values, as `lexicons/words.csv` has them."""
    return _lexicon().get((column, value), value or column.replace("_", " "))


def plain(text: object) -> str:
    """Text for a label: one line, without control and direction characters."""
    letters = (
        " " if c.isspace() or unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn") else c
        for c in str(text)
    )
    return " ".join("".join(letters).split())


def in_line(name: str) -> str:
    """A name as it stands inside a sentence: "A spokesman" is a spokesman."""
    return re.sub(r"^(?:The|An?)(?= [a-z])", lambda article: article[0].lower(), name)


def short(text: object, letters: int = 48) -> str:
    """A label cut politely: at a word, with an ellipsis, and never longer than asked for."""
    text = plain(text)
    if len(text) <= letters:
        return text
    cut = text[: letters - 1]
    cut = cut[: cut.rfind(" ")] if cut.rfind(" ") > letters // 2 else cut
    return cut.rstrip(' ,.;:–-(“"') + "…"


def count(n: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 article", "3 articles", "no articles"."""
    return f"{n:,} {one}" if n == 1 else f"{f'{n:,}' if n else 'no'} {many or one + 's'}"


def part(k: int, n: int, one: str = "") -> str:
    """Some of several: "3 of 17 deeds", "none of 17 deeds", "0 of 1 deed"."""
    some = "none" if not k and n != 1 else f"{k:,}"
    return f"{some} of {n:,} {one}{'s' * (n != 1)}" if one else f"{some} of {n:,}"


def number(value: float, digits: int = 2) -> str:
    """A number with a true minus sign: "−0.40"."""
    return f"{value:.{digits}f}".replace("-", "−")


def listed(items: Sequence[str], most: int = 4) -> str:
    """Items as a phrase, empty ones left out: "a, b and c"; beyond `most` "a, b, c and 5 more"."""
    items = [item for item in items if item]
    if len(items) > most:
        items = [*items[:most], f"{len(items) - most} more"]
    return (
        items[0]
        if len(items) == 1
        else ", ".join(items[:-1]) + " and " + items[-1]
        if items
        else "none"
    )


def said_day(iso: str) -> str:
    """An ISO day as people write it: "3 May 2024"."""
    return f"{int(iso[8:])} {date.fromisoformat(iso):%b %Y}"
