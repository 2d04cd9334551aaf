"""Findings on change over time in words: in the articles, and on the calendar."""

from collections.abc import Mapping, Sequence

import pandas as pd

from .measures import happened, rates, trends
from .measures.lanes import HIGH_MEANS, LANES, SURE
from .vocabulary import count, listed, number, said_day


def trend(
    acts: pd.DataFrame, articles: pd.DataFrame, sides: Mapping[str, str] | None = None
) -> str:
    """First and last week's share of high acts in each lane, else why there is no trend."""
    if why := trends.refusal(acts, articles, sides=sides):
        return why
    acts = acts[acts.score >= SURE]
    weekly = rates.high_shares({"acts": acts, "articles": articles}, "week", sides=sides)
    lines = []
    for lane, name in LANES.items():
        weeks = weekly[(weekly.week != "") & (weekly.words_or_deed == lane)]
        if weeks.empty:
            continue
        ends = [
            f"{week.value:.0f} %{_ends(week)} in the week of {said_day(week.week)}"
            for week in (weeks.iloc[0], weeks.iloc[-1])
        ]
        lines.append(
            f"{name.capitalize()} that {HIGH_MEANS[lane]}: {' and '.join(dict.fromkeys(ends))}."
        )
    return "\n\n".join(lines)


def carries(
    acts: pd.DataFrame,
    articles: pd.DataFrame,
    two: Sequence[str],
    names: Mapping[str, str],
    sides: Mapping[str, str] | None = None,
) -> str:
    """Whether these articles can carry a trend: yes with what they hold, or why not.

    two : the sides that the charts compare · names : `Case.names` · sides : `Case.sides`
    """
    if why := trends.refusal(acts, articles, names, sides):
        return why
    held = trends.countable(acts, articles, sides)
    days = held.published
    return (
        f"Yes: {count(len(held), 'event')}, told {held.tellings.sum():,} times,"
        f" from {said_day(days.min())} to {said_day(days.max())}. Compared below: "
        f"{listed([side for side in two if side]) if any(two) else 'no two sides are known'}."
    )


def first_mover(
    acts: pd.DataFrame, articles: pd.DataFrame, sides: Mapping[str, str], two: Sequence[str]
) -> str:
    """How soon each of two sides is told to act back, beside chance, or why nothing can be said.

    acts : `Annotations.acts`; those of `trends.countable`, on the day they were first told
    sides : `Case.sides` · two : the sides that are compared
    """
    held = trends.countable(acts, articles, sides)
    held = held.assign(date_start=held.published, date_end=held.published)
    lags = trends.moves(held.drop(columns="published"), articles, sides, *two)
    waits = rates.lags_by_chance(lags) if lags.side.nunique() == 2 else lags.head(0)
    if waits.empty or waits.days.isna().any():
        return "No first mover: the two sides are not told to act back on a later day."
    weeks = pd.to_datetime(lags.date).dt.to_period("W").nunique()
    held_in = (
        f"{two[0]} and {two[1]} act towards each other on "
        f"{count(int(waits.days_of_acts.sum()), 'day')} in {count(weeks, 'week')}"
    )
    if waits.days_of_acts.sum() < trends.FOR_INTERVALS or weeks < trends.WEEKS:
        return f"No first mover: {held_in}, too few to tell one from chance."
    said = [
        f"After acts of {r.side} the other side is next told to act back {r.days:.1f} days later "
        f"(chance alone: {r.chance_low:.1f} to {r.chance_high:.1f})"
        for r in waits.itertuples()
    ]
    sooner = waits.side[waits.days < waits.chance_low].tolist()
    found = f"{sooner[0]} (answered sooner than by chance)" if len(sooner) == 1 else "none found"
    return f"First mover: {found}.\n\n{'. '.join(said)}. {held_in}."


def _ends(week: pd.Series) -> str:
    return (
        f" (95 % interval {week.low:.0f}–{week.high:.0f})"
        if week.low == week.low
        else f" ({count(week.cases, 'act')}, too few for an interval)"
    )


def on_the_calendar(calendar: pd.DataFrame, sides: Mapping[str, str] | None = None) -> str:
    """Each pair of sides against its own first half of the calendar, or why nothing can be said."""
    if calendar.empty:
        return "No calendar is held, so that only the texts can answer."
    events = happened.of_steps(calendar, sides)
    table = trends.halves(events)
    able = table[table.change.notna()]
    lines = [
        f"The calendar runs from {said_day(events.date.min())} to {said_day(events.date.max())}. "
        "For each pair of sides, the second half of this time is compared with the first."
    ]
    for row in able.itertuples():
        way = "more" if row.low > 0 else "less" if row.high < 0 else ""
        change, low, high = (number(value, 0) for value in (row.change, row.low, row.high))
        lines.append(
            f"{row.side} towards {row.target_side}, {LANES[row.words_or_deed]} that "
            f"{HIGH_MEANS[row.words_or_deed]}: {row.high_before} of {row.n_before}, then "
            f"{row.high_after} of {row.n_after}, a change of {change} points (95 % interval {low} "
            f"to {high}): "
            + (f"{way} often than before." if way else "the difference may be chance.")
        )
    if rest := len(table) - len(able):
        lines.append(
            f"No answer for {count(rest, 'pair and lane', 'pairs and lanes')}: an interval needs "
            f"{trends.FOR_INTERVALS} steps in each half."
        )
    return "\n\n".join(
        [
            *lines,
            "The calendar holds what its coder came across, and the coder knew how things went on.",
        ]
    )
