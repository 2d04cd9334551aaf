"""Where does an opening stop being place, day and agency, and the news begin?"""

import re

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
DAY = rf"(?:{MONTH}\s\d{{1,2}}|\d{{1,2}}\s{MONTH})(?:,?\s\d{{4}})?"
AGENCY = r"\((?![RDI]-)(?=[A-Z])[^()\n]{2,40}\)"
NAME = r"[A-Z][\w.'’-]*"
REGION = rf"(?:,\s{NAME}(?:\s{NAME}){{0,2}})"
# A place in capitals needs nothing beside it; one in small letters a day or an agency.
DATELINE = re.compile(
    rf"""^[^\S\n]*(?:
      [A-Z][A-Z.'’-]{{2,}}(?:[\s/][A-Z][A-Z.'’-]+){{0,3}}{REGION}{{0,2}}
      (?:,?\s{DAY})?(?:,?\s?{AGENCY})?
    | {NAME}(?:[\s/]{NAME}){{0,3}}{REGION}{{0,2}}(?:,?\s{DAY},?\s?{AGENCY}|,?\s{AGENCY}|,\s{DAY})
    )\s?(?:[—–]|--|-(?=\s))[^\S\n]*(?=[A-Z"'“‘\d])""",
    re.VERBOSE | re.MULTILINE,
)


def blank_datelines(text: str) -> str:
    """A copy of equal length in which a dateline at the head of a paragraph is white space.

    No layer takes the place or its agency for somebody who acts or speaks.

    >>> blank_datelines("OSLO, May 3 (Agency) - Talks began.")
    '                       Talks began.'
    """
    return DATELINE.sub(lambda m: " " * len(m.group()), text)


def dateline_agency(text: str) -> str:
    """The agency that the first dateline of a text names in brackets, or "".

    >>> dateline_agency("OSLO, 3 May 2031 (Norrland News) - Talks began.")
    'Norrland News'
    """
    opening = DATELINE.search(text)
    named = re.search(AGENCY, opening.group()) if opening else None
    return named.group()[1:-1] if named and " " in named.group() else ""


def dateline_day(text: str) -> str:
    """The day with its year that the first dateline of a text gives, as written, or "".

    >>> dateline_day("OSLO, 3 May 2031 (Agency) - Talks began.")
    '3 May 2031'
    """
    opening = DATELINE.search(text)
    day = re.search(rf"{DAY}", opening.group()) if opening else None
    return day.group() if day and re.search(r"\d{4}$", day.group()) else ""
