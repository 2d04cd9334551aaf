"""Words for times and the days they stand for, counted from a day of publication."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from ..text.plain import NUMBERS
from .periods import (
    HOLIDAYS,
    ONE,
    ORDINALS,
    SEASONS,
    Days,
    count,
    holiday_days,
    month_days,
    month_number,
    part_of,
    period,
    shift,
)

DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.|(?=-))|apr(?:il|\.)?|may|june?\.?|july?\.?"
    r"|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
COUNT = rf"(\d{{1,3}}|a couple of|an?|{'|'.join(word for word, n in NUMBERS.items() if n < 20)})"
UNIT = r"(day|night|week|fortnight|month|year|decade)s?"
WHICH = r"(last|this|next|previous|past|coming|the same)"
PART = (
    r"(?:(early|late|mid)[ -]|the (beginning|start|middle|end|(?:first|last|final) days"
    r"|(?:first|last) weeks|(?:first|second) half"
    r"|(?:first|second|third|fourth|last) (?:week|quarter)) of )"
)
FAR_AHEAD = 45  # of unknown tense: a date without a year further ahead than this is last year's
FARTHEST = 300  # of a plan: a date further ahead than this is the one just past, when it was told


class Clock:
    """What a relative expression is counted from. tense : past, planned or "" where unknown."""

    def __init__(self, today: date, tense: str) -> None:
        self.today, self.tense = today, tense

    def pick(self, spells: list[Days]) -> Days:
        """The spell of several years that the tense asks for."""
        if self.tense == "planned":
            coming = min((s for s in spells if s[1] >= self.today), default=max(spells))
            if (coming[0] - self.today).days < FARTHEST:
                return coming
        ahead = 0 if self.tense == "past" else FAR_AHEAD
        near = [s for s in spells if (s[0] - self.today).days <= ahead]
        return max(near, default=min(spells))

    def years(self) -> range:
        """The years that a date without one may mean."""
        return range(self.today.year - 2, self.today.year + 3)


def _iso(m: re.Match[str], _: Clock | None) -> Days:
    day = date.fromisoformat(m[1])
    return day, day


def _dated(m: re.Match[str], _: Clock | None) -> Days:
    month, day, year = (m[1], m[2], m[3]) if m[1] else (m[5], m[4], m[6])
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 70 else 1900
    at = date(number, month_number(month), int(day))
    return at, at


def _month_year(m: re.Match[str], _: Clock | None) -> Days:
    return part_of(m[1] or m[2], *month_days(int(m[4]), month_number(m[3])))


def _year(m: re.Match[str], _: Clock | None) -> Days:
    year = int(m[3] or m[4])
    return part_of(m[1] or m[2], date(year, 1, 1), date(year, 12, 31))


def _season(m: re.Match[str], _: Clock | None) -> Days:
    first, last = SEASONS[m[1]]
    year = int(m[2])
    return date(year, first, 1), month_days(year + (last < first), last)[1]


def _decade(m: re.Match[str], _: Clock | None) -> Days:
    year = int(m[3])
    return part_of(m[1] or m[2], date(year, 1, 1), date(year + 9, 12, 31))


def _day_range(m: re.Match[str], clock: Clock | None) -> Days:
    first, last, month, year = (m[4], m[5], m[3], m[6]) if m[3] else (m[1], m[2], m[7], m[8])
    if not year and clock is None:
        raise ValueError(m.group())
    years = [int(year)] if year or clock is None else clock.years()
    spells = [
        (date(y, month_number(month), int(first)), date(y, month_number(month), int(last)))
        for y in years
    ]
    return spells[0] if year or clock is None else clock.pick(spells)


def _day_month(m: re.Match[str], clock: Clock) -> Days:
    day = int(m[2] or m[3]) if m[2] or m[3] else ORDINALS.index(m[5]) + 1
    month = month_number(m[1] or m[4] or m[6])
    days = [date(y, month, day) for y in clock.years() if day <= monthrange(y, month)[1]]
    return clock.pick([(d, d) for d in days])


def _month_alone(m: re.Match[str], clock: Clock) -> Days:
    before = m.group().split()[0]
    if before in ("since", "after", "last", "from"):
        clock = Clock(clock.today, "past")
    spells = [month_days(y, month_number(m[3])) for y in clock.years()]
    return part_of(m[1] or m[2], *clock.pick(spells))


def _holiday(m: re.Match[str], clock: Clock) -> Days:
    return clock.pick([(day, day) for day in holiday_days(m[1], clock.today.year)])


def _weekday(m: re.Match[str], clock: Clock) -> Days:
    planned = clock.tense == "planned" and m[1] not in ("last", "past")
    ahead = planned or m[1] in ("next", "coming")
    back = (clock.today.weekday() - DAYS.index(m[2])) % 7
    day = clock.today + ((-back) % 7 or 7) * ONE if ahead else clock.today - back * ONE
    if m[1] in ("last", "past") and day == clock.today:
        day -= 7 * ONE
    return day, day


def _day(m: re.Match[str], clock: Clock) -> Days:
    shift = {
        "the day before yesterday": -2,
        "the night before last": -2,
        "yesterday": -1,
        "last night": -1,
        "tomorrow": 1,
    }
    day = clock.today + (2 if "after" in m[1] else shift.get(m[1], 0)) * ONE
    return (day - ONE if m[1] == "overnight" else day), day


def _so_far(m: re.Match[str], clock: Clock) -> Days:
    first, last = period("this", m[1], clock.today)
    return (clock.today, last) if m.group().startswith("later") else (first, clock.today)


def _end_of(m: re.Match[str], clock: Clock) -> Days:
    return part_of("end", *period("this", m[1], clock.today))


def _before_last(m: re.Match[str], clock: Clock) -> Days:
    first, _ = period("last", m[1], clock.today)
    return period("this", m[1], first - ONE)


def _named_period(m: re.Match[str], clock: Clock) -> Days:
    return part_of(m[1] or m[2], *period(m[3], m[4], clock.today))


def _span(m: re.Match[str], clock: Clock) -> Days:
    n, unit = (1, m[3]) if m[3] else (count(m[1]), m[2])
    return shift(clock.today, unit, -n), clock.today


def _ago(m: re.Match[str], clock: Clock) -> Days:
    moment = shift(clock.today, m[2], -count(m[1]))
    unit = {"fortnight": "week", "decade": "year"}.get(m[2], m[2])
    return (moment, moment) if unit in ("day", "night") else period("this", unit, moment)


def _within(m: re.Match[str], clock: Clock) -> Days:
    if clock.tense != "planned":  # "in two days they took the town" tells how fast
        raise ValueError(m.group())
    day = shift(clock.today, m[3], count(m[2]))
    return (clock.today if m[1] == "within" else day), day


def _weekend(_: re.Match[str], clock: Clock) -> Days:
    saturday, sunday = period("this", "weekend", clock.today)
    back = 7 * ONE if clock.tense != "planned" and saturday > clock.today else 0 * ONE
    return saturday - back, sunday - back


def _recent(m: re.Match[str], clock: Clock) -> Days:
    width = {"day": 7, "week": 30, "month": 90, "year": 1095, "decade": 7305}
    return clock.today - width[m[1]] * ONE, clock.today


# rule, pattern, reader; those up to "decade" need no date of publication
PATTERNS: list[tuple[str, re.Pattern[str], Callable[[re.Match[str], Clock], Days]]] = [
    (rule, re.compile(pattern), reader)
    for rule, pattern, reader in (
        ("iso date", r"\b(\d{4}-\d{2}-\d{2})\b", _iso),
        (
            "range",
            rf"\b(?:{ORDINAL}\s*(?:to|and|until|[–-])\s*{ORDINAL}(?=\s+(?:of\s+)?{MONTH})"
            rf"|({MONTH})\s+{ORDINAL}\s*(?:to|and|until|[–-])\s*{ORDINAL}\b(?:,?\s+(\d{{4}}))?)"
            rf"(?:\s+(?:of\s+)?({MONTH})\b(?:,?\s+(\d{{4}}))?)?",
            _day_range,
        ),
        (
            "date",
            rf"\b(?:({MONTH})\s+{ORDINAL},?\s+(\d{{4}})"
            rf"|{ORDINAL}(?:\s+(?:of\s+)?|-)({MONTH})(?:,?\s+|-)(\d{{4}}|(?<=-)\d{{2}}))\b",
            _dated,
        ),
        ("month and year", rf"\b{PART}?({MONTH})\s+(?:of\s+)?(\d{{4}})\b", _month_year),
        ("year", rf"\b{PART}((?:19|20)\d{{2}})\b(?!s)", _year),
        ("season", rf"\b({'|'.join(SEASONS)}) (?:of )?((?:19|20)\d{{2}})\b", _season),
        ("decade", rf"\b(?:{PART}|the )(?:the )?((?:19|20)\d0)s\b", _decade),
        (
            "day and month",
            rf"\b({MONTH})\s+{ORDINAL}\b(?!\s*(?:percent|%|million|billion))"
            rf"|\b(?:the\s+)?{ORDINAL}\s+(?:of\s+)?({MONTH})(?![a-z])"
            rf"|\b({'|'.join(ORDINALS)}) (?:day )?of ({MONTH})(?![a-z])",
            _day_month,
        ),
        ("holiday", "\\b(" + "|".join(HOLIDAYS) + r")\b", _holiday),
        (
            "weekday",
            rf"\b(?:(last|next|this|past|coming)\s+)?({'|'.join(DAYS)})(?:'s)?\b"
            rf"(?!,?\s+(?:the\s+)?(?:{MONTH}\s+{ORDINAL}|{ORDINAL}\s+(?:of\s+)?{MONTH})\b)",
            _weekday,
        ),
        (
            "day",
            r"\b(the day (?:before yesterday|after tomorrow)|the night before last|today|tonight"
            r"|yesterday|tomorrow|this (?:morning|afternoon|evening)|last night|overnight)\b",
            _day,
        ),
        ("before last", r"\bthe (week|weekend|month|year) before last\b", _before_last),
        (
            "period so far",
            r"\b(?:earlier|so far|later|since the (?:start|beginning)) (?:this|in the|of the) "
            r"(week|month|year)\b",
            _so_far,
        ),
        ("end of", r"\bend of the (week|month|year)\b", _end_of),
        (
            "period",
            rf"\b{PART}?{WHICH} (week|weekend|month|year|spring|summer|autumn|fall|winter)"
            r"\b(?! of)",
            _named_period,
        ),
        (
            "span",
            rf"\b(?:over|in|for|during|within) the (?:last|past) (?:{COUNT} {UNIT}"
            r"|(fortnight|decade))\b",
            _span,
        ),
        ("within", rf"\b(within|in) (?:the next )?{COUNT} {UNIT}\b(?! of| ago)", _within),
        ("weekend", r"\b(?:over|at|since|during) the weekend\b", _weekend),
        ("ago", rf"(?<!half )\b{COUNT} {UNIT} ago\b", _ago),
        ("recent", r"\brecent (day|week|month|year|decade)s\b", _recent),
        (
            "month",
            r"\b(?:(?:in|since|until|till|by|before|after|during|throughout|from|last|this|next|of)"
            r"\s+)?"
            rf"(?:{PART}|(?<=[a-z] ))({MONTH})\b(?!\s+\d+(?!\d|\s*(?:percent|%|million|billion)))",
            _month_alone,
        ),
        (
            "year",
            r"\b(?:in|since|until|before|after|by|during|from|of|between|to|and|throughout)\s+"
            r"()()()((?:19|20)\d{2})\b(?!s)",
            _year,
        ),
    )
]
