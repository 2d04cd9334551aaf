"""When an act happened, as far as the text says.

An interval of days, and the rule and words that gave it.
"""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from ..text.parse import Parsed, Sentence, normalise
from ..text.plain import TEENS, UNITS

MONTHS = (
    "january february march april may june july august september october november december".split()
)
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)|apr(?:il|\.)?|may|june?\.?|july?\.?"
    r"|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
COUNT = rf"(?:\d{{1,3}}|an?|{'|'.join(UNITS + TEENS)})"
UNIT = r"(day|week|month|year)s?"
# Name in the text → (country whose calendar has it, the library's name for it). Eves are the day
# before.
HOLIDAYS = {
    "thanksgiving": ("US", "Thanksgiving"),
    "christmas eve": ("US", "Christmas Day"),
    "christmas": ("US", "Christmas Day"),
    "new year's eve": ("US", "New Year's Day"),
    "new year's day": ("US", "New Year's Day"),
    "labor day": ("US", "Labor Day"),
    "memorial day": ("US", "Memorial Day"),
    "veterans day": ("US", "Veterans Day"),
    "fourth of july": ("US", "Independence Day"),
    "columbus day": ("US", "Columbus Day"),
    "good friday": ("GB", "Good Friday"),
    "easter monday": ("GB", "Easter Monday"),
    "boxing day": ("GB", "Boxing Day"),
    "bastille day": ("FR", "Fête nationale"),
}
PATTERNS = [
    (rule, re.compile(pattern))
    for rule, pattern in (
        ("iso date", r"\b(\d{4}-\d{2}-\d{2})\b"),
        (
            "date",
            rf"\b({MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH},?\s+\d{{4}})\b",
        ),
        ("month and year", rf"\b({MONTH})\s+(?:of\s+)?(\d{{4}})\b"),
        (
            "day and month",
            rf"\b({MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*(?:percent|%|million|billion))|\b(?:the\s+)?(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({MONTH})(?![a-z])",
        ),
        ("holiday", "\\b(" + "|".join(HOLIDAYS) + r")\b"),
        (
            "weekday",
            rf"\b(?:(last|next|this|past|coming)\s+)?({'|'.join(DAYS)})(?:'s)?\b",
        ),
        (
            "day",
            r"\b(today|tonight|yesterday|tomorrow|this (?:morning|afternoon|evening)|last night"
            r"|overnight)\b",
        ),
        ("period so far", r"\b(?:earlier|so far|later) (?:this|in the) (week|month|year)\b"),
        (
            "period",
            r"\b(last|this|next|previous|past|coming|the same) "
            r"(week|weekend|month|year|spring|summer|autumn|fall|winter)\b",
        ),
        ("span", rf"\b(?:over|in|for|during|within) the (?:last|past) ({COUNT}) {UNIT}\b"),
        ("ago", rf"\b({COUNT}) {UNIT} ago\b"),
        ("recent", r"\brecent (day|week|month|year)s\b"),
        (
            "month",
            r"\b(?:in|since|until|till|by|before|after|during|from|last|this|next|early|late|mid|of)"
            rf"[ -]({MONTH})\b(?!\s+\d+(?!\d|\s*(?:percent|%|million|billion)))",
        ),
        ("year", r"\b(?:in|since|until|before|after|by|during|from)\s+((?:19|20)\d{2})\b"),
    )
]
ANY = re.compile(
    r"\d{4}|\bago\b|today|tonight|yesterday|tomorrow|overnight|morning|night|week|month|year|"
    r"spring|summer|autumn|fall|winter|day|"
    + "|".join(m[:3] for m in MONTHS)
    + "|"
    + "|".join(HOLIDAYS)
)
EDGE = re.compile(
    r"\b(since|until|till|before|by|after|from)\s+"
    r"(?:at least\s+|the\s+|early\s+|late\s+|last\s+|this\s+|mid-)?$"
)
POINTS_BACK = re.compile(r"[\"']?(?:he|she|they|it|there|then|at the time|the same day)\b")
SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
    "winter": (12, 2),
}
FAR_AHEAD = 45  # a date without a year more than so many days ahead is last year's


def date_of(
    parsed: Parsed, offset: int, published: date | None = None, planned: bool = False
) -> tuple[str, str, str]:
    """(start, end, rule) of what is told at this character.

    ISO days, '' where the text leaves that side open.

    The time expression nearest in the sentence counts; a sentence without one that starts by
    pointing back ("He", "There") takes that of the sentence before. The width of the interval is
    its precision: a day for "on Monday", a week for "last week", open to the article's day for
    "since September". Relative expressions are counted from `published` (by default the article's);
    without it they stay open and the rule says so. `planned` acts look ahead: "will meet on
    Tuesday" is the Tuesday to come. No expression: ('', '', '').
    """
    sentence, published = parsed.sentence_of(offset), published or parsed.article.published
    if sentence is None:
        return "", "", ""
    at, text = offset - sentence.start, _lower(parsed, sentence)
    found = expressions(text, published, planned)
    if found:
        return min(found, key=lambda f: max(f[0] - at, at - f[1]))[2:]
    if POINTS_BACK.match(text) and sentence.sentence_id:
        before = parsed.sentences[sentence.sentence_id - 1]
        found = [] if before.is_heading else expressions(_lower(parsed, before), published, planned)
        return (*found[-1][2:4], "sentence before: " + found[-1][4]) if found else ("", "", "")
    return "", "", ""


def _lower(parsed: Parsed, sentence: Sentence) -> str:
    return normalise(parsed.text(sentence.start, sentence.end)).lower()


@lru_cache(maxsize=512)
def expressions(
    text: str, published: date | None, planned: bool = False
) -> list[tuple[int, int, str, str, str]]:
    """(start, end, first day, last day, rule) of every time expression in a lower-case text.

    Dates that do not exist are left out.
    """
    if not ANY.search(text):
        return []
    found, taken = [], []
    for rule, pattern in PATTERNS:
        for m in pattern.finditer(text):
            if any(a < m.end() and m.start() < b for a, b in taken):
                continue
            try:
                days = _days(rule, m, published, planned)
            except (ValueError, OverflowError):
                continue
            taken.append(m.span())
            edge = EDGE.search(text[: m.start()])
            word = (
                edge.group(1) if edge else m.group().split()[0] if rule in ("month", "year") else ""
            )
            found.append((*m.span(), *_open(days, word, published, f"{rule}: {m.group()}")))
    return found


def _open(days, word: str, published: date | None, rule: str) -> tuple[str, str, str]:
    """Intervals that a preposition opens or shuts: since, until, by, after."""
    if days is None:
        return "", "", rule + " (the article's date is unknown)"
    first, last = days
    if word in ("since", "after", "from"):
        first, last, rule = (
            first,
            (published if published and published >= first else None),
            f"{word} {rule}",
        )
    elif word in ("until", "till", "before", "by"):
        first, last, rule = None, (last if word == "by" else first), f"{word} {rule}"
    return (first.isoformat() if first else ""), (last.isoformat() if last else ""), rule


def _days(
    rule: str, m: re.Match, published: date | None, planned: bool
) -> tuple[date, date] | None:
    """First and last day of an expression.

    None when it needs the article's date and there is none.
    """
    if rule == "iso date":
        return (day := date.fromisoformat(m[1])), day
    if rule == "date":
        day = _parse(m[1])
        if day is None:
            raise ValueError(m[1])
        return day, day
    if rule == "month and year":
        return _month(int(m[2]), _number(m[1]))
    if rule == "year":
        return date(int(m[1]), 1, 1), date(int(m[1]), 12, 31)
    return None if published is None else _relative(rule, m, published, planned)


def _relative(rule: str, m: re.Match, today: date, planned: bool) -> tuple[date, date]:
    one = timedelta(days=1)
    if rule == "day and month":
        month, day = (_number(m[1]), int(m[2])) if m[1] else (_number(m[4]), int(m[3]))
        found = _nearest(
            [
                date(y, month, day)
                for y in (today.year - 1, today.year, today.year + 1)
                if day <= monthrange(y, month)[1]
            ],
            today,
        )
        return found, found
    if rule == "month":
        month = _number(m[1])
        past = m.group().split()[0] in ("since", "after", "last", "from")
        starts = [date(y, month, 1) for y in (today.year - 1, today.year, today.year + 1)]
        return _month(
            _nearest([d for d in starts if d <= today] if past else starts, today).year, month
        )
    if rule == "holiday":
        found = _nearest(_holidays(m[1], today.year), today)
        return found, found
    if rule == "weekday":
        ahead = m[1] in ("next", "coming") or (planned and m[1] not in ("last", "past"))
        back = (today.weekday() - DAYS.index(m[2])) % 7
        day = today - back * one if not ahead else today + ((-back) % 7 or 7) * one
        day = day - 7 * one if m[1] in ("last", "past") and day == today else day
        return day, day
    if rule == "day":
        day = (
            today - one
            if m[1] in ("yesterday", "last night")
            else today + one
            if m[1] == "tomorrow"
            else today
        )
        return (today - one, today) if m[1] == "overnight" else (day, day)
    if rule == "period so far":
        first, last = _period("this", m[1], today)
        return (today, last) if m.group().startswith("later") else (first, today)
    if rule == "period":
        return _period(m[1], m[2], today)
    if rule == "recent":
        return today - {"day": 7, "week": 30, "month": 90, "year": 1095}[m[1]] * one, today
    moment = _parse(f"{m[1]} {m[2]}s ago", today)
    if moment is None:
        raise ValueError(m.group())
    if rule == "span" or m[2] == "day":
        return (moment, today) if rule == "span" else (moment, moment)
    return _period("this", m[2], moment)


def _period(which: str, unit: str, today: date) -> tuple[date, date]:
    step = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit in ("week", "weekend"):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6)
    if unit == "month":
        index = today.year * 12 + today.month - 1 + step
        return _month(index // 12, index % 12 + 1)
    if unit == "year":
        return date(today.year + step, 1, 1), date(today.year + step, 12, 31)
    first, last = SEASONS[unit]
    spells = [
        (date(y, first, 1), _month(y + (last < first), last)[1])
        for y in range(today.year - 2, today.year + 2)
    ]
    if step < 0:
        return max(s for s in spells if s[1] < today)
    return min(s for s in spells if (s[0] > today if step else s[1] >= today))


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _number(month: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(month[:3]))


def _nearest(days: list[date], today: date) -> date:
    """The latest of these days that is not far ahead of the article."""
    return max((d for d in days if (d - today).days <= FAR_AHEAD), default=min(days))


@cache
def _holidays(name: str, year: int) -> list[date]:
    import holidays  # half a second; needed only where a text names one

    country, official = HOLIDAYS[name]
    calendar = holidays.country_holidays(country, years=range(year - 1, year + 2), observed=False)
    eve = timedelta(days=1 if name.endswith("eve") else 0)
    return sorted(day - eve for day in calendar.get_named(official))


@cache
def _parse(words: str, today: date | None = None) -> date | None:
    import dateparser  # slow to load and to run: called on found expressions only, once each

    base = {"RELATIVE_BASE": datetime(today.year, today.month, today.day)} if today else {}
    moment = dateparser.parse(
        words, languages=["en"], settings={"PREFER_DAY_OF_MONTH": "first", **base}
    )
    return moment.date() if moment else None
