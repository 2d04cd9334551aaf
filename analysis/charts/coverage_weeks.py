"""Coverage against events: acts told, steps of the calendar and counts of others, week by week."""

from collections.abc import Mapping

import pandas as pd

from ..measures.calendar import week
from ..measures.lanes import LANES, SURE
from ..measures.tellings import once, told
from . import palette, style
from .chart import Chart
from .style import count

MOST = 4  # series of counts
FEWEST = 3  # weeks with articles


@style.series
def coverage_weeks(
    acts: pd.DataFrame,
    calendar: pd.DataFrame,
    articles: pd.DataFrame,
    counts: pd.DataFrame | None = None,
    sides: Mapping[str, str] | None = None,
) -> Chart:
    """Bars by week, a row each: articles, events first told in it, steps, counts of others.

    counts : `measures.calendar.load_counts`; words and deeds have rows of their own
    """
    events = once(told(acts[acts.score >= SURE]), articles, sides)
    events = events[events["first"] != ""]
    table = _table(events, calendar, articles, counts)
    weeks = table.week[(table.series == "articles") & (table.n > 0)]
    if weeks.empty:
        return style.nothing("No article has a day", table)
    if len(weeks) < FEWEST:
        return style.nothing(f"All articles are of {count(len(weeks), 'week')}", table, few=True)
    series = list(dict.fromkeys(table.series))
    headline, foot = _finding(table), _foot(events, acts)
    figure, axes = style.sheet(
        headline,
        "By week; each row has a scale of its own",
        foot,
        height=[0.62] * len(series),
        left=0.6,
        right=0.2,
        bottom=0.5,
        gap=0.36,
        top=0.25,
    )
    weekly = [
        (
            f"{name} ({own.sum():,})",
            own,
            palette.INK if name in OWN[:3] else palette.BLUE if name in OWN else palette.GREY,
        )
        for name, own in (
            (name, table[table.series == name].set_index("week").n) for name in series
        )
    ]
    style.weekly(axes, weekly, [int(own.max()) for _, own, _ in weekly])
    return Chart(
        figure,
        headline,
        table,
        f"Coverage against events, by week. {headline}. {foot}",
    )


OWN = ("articles", "words told", "deeds told", "words on the calendar", "deeds on the calendar")


def _table(
    events: pd.DataFrame,
    calendar: pd.DataFrame,
    articles: pd.DataFrame,
    counts: pd.DataFrame | None,
) -> pd.DataFrame:
    """Every week from the first to the last, in each series: series, week, n."""
    parts = {"articles": articles.published}
    for lane, name in LANES.items():
        parts[f"{name} told"] = events["first"][events.words_or_deed == lane]
    for lane, name in LANES.items():
        parts[f"{name} on the calendar"] = calendar.date[calendar.kind == lane]
    if not len(calendar):
        parts = dict(list(parts.items())[:3])
    found = {name: week(days[days != ""]).value_counts() for name, days in parts.items()}
    if counts is not None:
        for name in list(dict.fromkeys(counts.what))[:MOST]:
            found[style.short(name, 60)] = counts[counts.what == name].set_index("week").n
    mondays = sorted({day for weekly in found.values() for day in weekly.index})
    every = pd.date_range(mondays[0], mondays[-1], freq="7D") if mondays else pd.DatetimeIndex([])
    rows = [
        {"series": name, "week": day, "n": int(weekly.get(day, 0))}
        for name, weekly in found.items()
        for day in every.strftime("%Y-%m-%d")
    ]
    return pd.DataFrame(rows, columns=["series", "week", "n"])


def _weekly(table: pd.DataFrame, what: str) -> pd.Series:
    return table[table.series.isin([s for s in OWN if what in s])].groupby("week").n.sum()


def _finding(table: pd.DataFrame) -> str:
    acts, steps = (_weekly(table, what) for what in (" told", "calendar"))
    if acts.sum() == 0:
        return "No act was found in any week"
    said = f"Most events are first told in {_fullest(acts)}"
    if not steps.sum():
        return said
    if style.peaks(acts) == style.peaks(steps):
        return f"{said}, which the calendar has fullest too ({steps.max()})"
    return f"{said}; on the calendar most steps are in {_fullest(steps)}"


def _fullest(weekly: pd.Series) -> str:
    """The weeks with the highest number, all of them where they tie."""
    weeks = [style.said_day(day) for day in style.peaks(weekly)]
    if len(weeks) == 1:
        return f"the week of {weeks[0]} ({weekly.max()})"
    named = f"the weeks of {style.listed(weeks)}" if len(weeks) < 4 else f"{len(weeks)} weeks"
    return f"{named} ({weekly.max()} each)"


def _foot(events: pd.DataFrame, acts: pd.DataFrame) -> str:
    return (
        f"n = {count(len(events), 'event')}, told {events.tellings.sum():,} times, in the week in "
        f"which an article first told of it. Of {count(len(acts), 'act')} the others are negated, "
        f"scored under {SURE:g}, or of articles without a day."
    )
