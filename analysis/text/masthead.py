"""Which outlet and day does an article name at its head: "Norrland Post, 3 March 2026"?"""

import re
from datetime import date

from .plain import fold
from .records import DAY_FIRST, MONTH_FIRST, read_date
from .terms import term_sets
from .wrapped import find_paragraphs, unwrap

HEAD = 6  # lines in which a masthead may stand
FIGURES = r"\b\d{4}-\d\d-\d\d\b|\b\d\d?[./]\d\d?[./]\d{4}\b"
DAY = re.compile(rf"{DAY_FIRST.pattern}|{MONTH_FIRST.pattern}|{FIGURES}")
TIME = re.compile(r"(?:\bat )?\b\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4}\b)?")
LATER = re.compile(r"(?:last )?(?:updated|modified|corrected|accessed|retrieved)\b:?", re.I)
UPDATED = re.compile(r"(?:last )?(?:updated|modified)\b", re.I)
BEFORE = re.compile(
    r"(?:first )?(?:published|posted|date|source|(?:news )?portal)\b(?: on| in)?:?\s*", re.I
)
BYLINE = re.compile(r"(?:words|story|text|report)? ?by\s+(?=[A-Z])", re.I)
NAME = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*|of|the|and|de|del|la|y)(?: |$)")
FIRST = frozenset("daily diario el la radio canal the".split())
LAST = frozenset(  # titles of papers that are words of their own elsewhere, and so no media there
    "weekly review monthly quarterly digest mirror record argus echo mercury sentinel monitor "
    "standard independent star sun mail lantern wire advertiser".split()
)


def masthead(text: str) -> tuple[str | None, date | None]:
    r"""(outlet, day) as lines above the story, or one below it, name them; None if unsure.

    A day counts on a line that holds nothing but names beside it. An outlet is a name with a word
    of newspapers and stations in it, on such a line, next to one, or behind a byline: a place
    beside a day is none. Two days are none, unless one says that it is that of a later version;
    that alone counts as well.

    >>> masthead("Port shut\n\nBy Ana Lind, Norrland Post\n3 March 2026\n\nThe port is shut.")
    ('Norrland Post', datetime.date(2026, 3, 3))
    """
    plain = unwrap(text.replace("\r\n", " \n"))
    lines = [plain[a:b] for a, b in find_paragraphs(plain)]
    head = [_parts(line) for line in lines[:HEAD]]
    outlets, days = set(), set()
    for n, (named, day, by) in enumerate(head):
        beside = any(d or b for _, d, b in head[max(n - 1, 0) : n + 2])
        outlets |= {name for name in named if (n and beside) or day or by}
        days |= {day} if day else set()
    if not days and lines:
        named, day, _ = _parts(lines[-1])
        outlets, days = (set(named), {day}) if named and day else (outlets, days)
    if not days:  # of what was updated the day of the update, where no other is given
        later = [LATER.sub("", line) for line in lines[:HEAD] if UPDATED.match(line)]
        days = {day for line in later if (day := _parts(line)[1])}
    return (
        outlets.pop() if len(outlets) == 1 else None,
        days.pop() if len(days) == 1 else None,
    )


def names_day(line: str) -> bool:
    """Does a line hold a day and nothing but names beside it?"""
    return _parts(" ".join(line.split()))[1] is not None


def _parts(line: str) -> tuple[list[str], date | None, bool]:
    """(outlets, day, is it a byline) of a line that holds nothing else than names."""
    if LATER.match(line):
        return [], None, False
    found = DAY.search(line)
    rest = TIME.sub("", BEFORE.sub("", DAY.sub("|", line, count=1)))
    parts = [part.strip(" .()[]") for part in re.split(r"[,|·•/]|\s[-–—]+\s", rest)]
    by = [part for part in parts if BYLINE.match(part)]
    if any(NAME.sub("", part) for part in parts):
        return [], None, False
    day = read_date(found.group()) if found else None
    return [part for part in parts if _is_outlet(part)], day, bool(by)


def _is_outlet(name: str) -> bool:
    words = fold(name).split()
    media = term_sets().media
    return len(words) > 1 and (
        words[-1] in media | LAST or (words[0] in FIRST and bool(media & {*words}))
    )
