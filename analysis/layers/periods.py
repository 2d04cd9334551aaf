"""Which days a period takes up: a month, the week before, early 2016, spring, a holiday."""

from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from ..text.plain import NUMBERS

Days = tuple[date, date]
MONTHS = (
    "january february march april may june july august september october november december".split()
)
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
UNIT_DAYS = {
    "day": 1,
    "night": 1,
    "week": 7,
    "fortnight": 14,
    "month": 30,
    "year": 365,
    "decade": 3652,
}
ONE = timedelta(days=1)
SEASONS = {
    "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2),
}  # fmt: skip
PARTS = {
    "early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2,
    "first days": 0, "last days": 2, "final days": 2, "first weeks": 0, "last weeks": 2,
}  # fmt: skip
HALVES = ("first half", "second half")
# Name in the text → (country whose calendar has it, the library's name); eves: the day before.
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


def part_of(which: str | None, first: date, last: date) -> Days:
    """Early, mid and late are the thirds of a period."""
    if not which:
        return first, last
    months = round((last - first).days / 30.4)
    if which in HALVES:
        middle = shift(first, "month", months // 2) if months > 1 else first + 15 * ONE
        return (first, middle - ONE) if which == HALVES[0] else (middle, last)
    nth, _, piece = which.partition(" ")
    if piece in ("week", "quarter"):
        unit, width = ("month", 3) if piece == "quarter" else ("week", 1)
        if nth == "last":
            return shift(last + ONE, unit, -width), last
        begin = shift(first, unit, width * ORDINALS.index(nth))
        return begin, shift(begin, unit, width) - ONE
    if months % 3:  # days of a month or of a week
        third = (last - first).days // 3 + 1
        starts = [first + n * third * ONE for n in range(3)]
    else:
        starts = [shift(first, "month", n * months // 3) for n in range(3)]
    n = PARTS[which]
    return starts[n], [*starts, last + ONE][n + 1] - ONE


def count(word: str) -> int:
    """A number as written; the article counts as one."""
    return int(word) if word.isdigit() else 2 if "couple" in word else NUMBERS.get(word, 1)


def shift(day: date, unit: str, n: int) -> date:
    """So many units later; a day that the month lacks becomes its last.

    >>> shift(date(2031, 1, 31), "month", 1)
    datetime.date(2031, 2, 28)
    """
    if unit in ("day", "night", "week", "fortnight"):
        return day + n * UNIT_DAYS[unit] * ONE
    months = day.year * 12 + day.month - 1 + n * {"month": 1, "year": 12, "decade": 120}[unit]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def period(which: str, unit: str, today: date) -> Days:
    """The day, week, month, season or year that is this, last or next, seen from a day."""
    step = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(which, 0)
    if unit in ("week", "weekend"):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
        return monday + (5 if unit == "weekend" else 0) * ONE, monday + 6 * ONE
    if unit == "month":
        first = shift(today.replace(day=1), "month", step)
        return month_days(first.year, first.month)
    if unit == "year":
        return date(today.year + step, 1, 1), date(today.year + step, 12, 31)
    first_month, last_month = SEASONS[unit]
    spells = [
        (date(y, first_month, 1), month_days(y + (last_month < first_month), last_month)[1])
        for y in range(today.year - 2, today.year + 2)
    ]
    if step < 0:
        return max(s for s in spells if s[1] < today)
    return min(s for s in spells if (s[0] > today if step else s[1] >= today))


def month_days(year: int, number: int) -> Days:
    """The days of a month."""
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def month_number(word: str) -> int:
    """1 to 12, by the first three letters."""
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(word[:3]))


@cache
def holiday_days(name: str, year: int) -> list[date]:
    """A holiday in the year before, this and the next."""
    import holidays  # half a second; needed only where a text names one

    country, official = HOLIDAYS[name]
    calendar = holidays.country_holidays(country, years=range(year - 1, year + 2), observed=False)
    eve = timedelta(days=1 if name.endswith("eve") else 0)
    return sorted(day - eve for day in calendar.get_named(official))
