"""Many articles: threats by week, two sides, hedges and unnamed sources by outlet."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pandas as pd

from ..measures import rates
from ..measures.lanes import LANES
from ..measures.trends import FOR_INTERVALS, WEEKS
from . import palette, style
from .chart import Chart
from .style import count

BARS = f"95 % intervals from drawing whole articles, from {rates.ARTICLES} articles on"


@style.house
def exchanges(
    table: pd.DataFrame, about: str = "", sides: Mapping[str, str] | None = None
) -> Chart:
    """Acts of two sides towards each other by week, mirrored.

    Below them stands how soon each side is answered, beside chance.

    table : `rates.weeks_and_lags` of `rates.exchanges` · sides : `Case.sides`, for the colours
    """
    weeks, lags = table[table.what == "week"], table[table.what == "lag"]
    foot = (
        f"n = {count(int(weeks.acts.sum()), 'act')} of one side towards the other, by the day "
        "their article appeared, a day and side counted once for the waiting times. Grey: what "
        f"2,000 permutations of these days give (95 % for both sides together). "
    )
    if len(lags) < 2:
        return style.nothing("The two sides do not both act towards each other", table)
    if lags[["days", "chance_high"]].isna().any(axis=None):
        return style.nothing("The two sides do not act back on a later day", table)
    one, two = sorted(lags.side, key=lambda side: -float(lags.acts[lags.side == side].iloc[0]))
    n, span = int(lags.days_of_acts.sum()), weeks.week.nunique()
    if n < FOR_INTERVALS or span < WEEKS:
        told = (
            f"{one} and {two} act towards each other on {count(n, 'day')} in {count(span, 'week')}"
        )
        return style.nothing(f"{about}{told}", table, few=True)
    headline = about + _lags_headline(lags, one, two)
    figure, (top, low) = style.sheet(
        headline,
        f"Acts of {one} towards {two}, and back, by week; below, days to the other side's next act",
        foot,
        height=(2.3, 0.8),
        left=1.65,
        right=0.3,
        bottom=0.5,
        gap=0.65,
    )
    colors = palette.colors_of([one, two]) | palette.side_colors(sides or {})
    for side, sign in ((one, 1), (two, -1)):
        rows = weeks[weeks.side == side]
        top.bar(
            [style.day(week) + 3 for week in rows.week],
            sign * rows.acts.astype(float),
            width=6,
            color=colors[side],
        )
    most = {side: float(weeks.acts[weeks.side == side].max()) for side in (one, two)}
    top.axhline(0, color=palette.GREY, linewidth=0.8)
    room = 0.12 * sum(most.values())  # for the names of the sides, beyond the longest bars
    top.set(ylim=(-most[two] - room, most[one] + room), yticks=[most[one], 0, -most[two]])
    top.set_yticklabels([count(int(most[one]), "act"), "0", count(int(most[two]), "act")])
    last = date.fromisoformat(weeks.week.max()) + timedelta(days=6)  # the whole of its week
    style.date_axis(top, date.fromisoformat(weeks.week.min()), last)
    for side, other, at in ((one, two, 0.99), (two, one, 0.01)):
        n = int(weeks.acts[weeks.side == side].sum())
        top.text(
            0.01,
            at,
            f"{side} → {other} ({n})",
            transform=top.transAxes,
            color=palette.dark(colors[side]),
            va="top" if at > 0.5 else "bottom",
            fontweight="bold",
        )
    for y, side in enumerate((one, two)):
        row = lags[lags.side == side].iloc[0]
        low.plot([row.chance_low, row.chance_high], [y, y], color=palette.PALE, linewidth=9)
        low.scatter(row.days, y, s=60, color=colors[side], zorder=3)
        low.annotate(
            f"{row.days:.1f}",
            (row.days, y),
            (0, 8),
            textcoords="offset points",
            ha="center",
            fontsize=palette.SMALL,
        )
    ends = float(max(lags.days.max(), lags.chance_high.max()))
    low.set(
        xlim=(0, ends * 1.1),
        ylim=(1.6, -0.75),
        xlabel="mean days until the other side is next reported to act back",
    )
    style.listed_rows(low, [f"after {one}", f"after {two}"])
    told = "; ".join(
        f"after {r.side}: {r.days:.2f} days, chance {r.chance_low:.2f} to {r.chance_high:.2f}"
        for r in lags.itertuples()
    )
    return Chart(
        figure,
        headline,
        table,
        f"Mirrored bars of acts by week and dots of days to the answer. {headline}. {told}.",
    )


@style.house
def hedges_by_outlet(table: pd.DataFrame, about: str = "") -> Chart:
    """Hedges per 1,000 words of each outlet, its own and those of its sources.

    table : `rates.hedge_rates`
    """
    foot = f"n = {_cases(table, 'hedge cue')}. Bars: {BARS}. At the right: number of cues. "
    if table.empty:
        return style.nothing("No hedge cue was found", table)
    lanes = (("the outlet", palette.NARRATOR, "o"), ("its sources", palette.SOURCES, "o"))
    own = table[table.lane == "the outlet"]
    headline = ends(own, "hedges in its own words", "cues per 1,000 words", about)
    return forest(
        table,
        "lane",
        lanes,
        headline,
        "Hedge cues per 1,000 words of the voice whose doubt it is",
        foot,
        "hedge cues per 1,000 words",
    )


@style.house
def unnamed_by_outlet(table: pd.DataFrame, about: str = "") -> Chart:
    """Share of statements whose source stays unnamed.

    table : `rates.unnamed_shares`
    """
    foot = (
        f"n = {_cases(table, 'statement')} with an unnamed source. Bars: {BARS}. At the right: "
        f"their number. "
    )
    if table.empty:
        return style.nothing("No statement is attributed to anybody", table)
    headline = ends(table, "rests on unnamed sources", "% of statements", about)
    return forest(
        table,
        "lane",
        (("unnamed", palette.VERMILLION, "o"),),
        headline,
        "Share of all attributed statements",
        foot,
        "statements from unnamed sources in %",
    )


def forest(
    table: pd.DataFrame,
    lane: str,
    lanes: Sequence[tuple[str, str, str]],
    headline: str,
    subtitle: str,
    foot: str,
    label: str,
) -> Chart:
    """Outlets as rows, sorted by the first lane; a dot and an interval for each lane.

    Where fewer than two outlets have an interval, nothing can be compared: the headline alone.
    """
    if table[table[lane] == lanes[0][0]].low.notna().sum() < 2:
        return style.nothing(headline, table, few=True)
    rows = _called(table).rename(columns={lane: "lane"})
    present = [entry for entry in lanes if (rows.lane == entry[0]).any()]
    said = {name: LANES.get(name, name) for name, _, _ in present}
    entries = [(said[name], color, marker) for name, color, marker in present]
    entries = entries if len(entries) > 1 else []
    first = rows[rows.lane == present[0][0]]
    outlets = list(first.sort_values(["value", "outlet"], ascending=[False, True]).outlet)
    outlets += [o for o in sorted(rows.outlet.unique()) if o not in outlets]
    figure, (axes,) = style.sheet(
        headline,
        subtitle,
        foot,
        height=0.2 + 0.46 * len(outlets),
        left=1.65,
        right=0.85,
        bottom=0.5,
        entries=entries,
        key_at=1.65,
    )
    for at, (name, color, marker) in enumerate(present):
        shift = 0.26 * (at - (len(present) - 1) / 2)
        for row in rows[rows.lane == name].itertuples():
            y = outlets.index(row.outlet) + shift
            axes.plot([row.low, row.high], [y, y], color=color, linewidth=2)
            axes.scatter(row.value, y, s=46, marker=marker, color=color, zorder=3)
            style.beside(axes, y, f"{row.cases:,}", palette.dark(color))
    ends = table[["low", "value", "high"]].stack()
    room = 0.06 * (ends.max() - ends.min() or 1)
    axes.set(
        xlim=(ends.min() - room, ends.max() + room),
        ylim=(len(outlets) - 0.4, -0.6),
        xlabel=label,
    )
    style.listed_rows(axes, [style.lines_of(figure, style.short(o, 40), 1.45) for o in outlets])
    axes.grid(axis="x")
    told = "; ".join(
        f"{row.outlet}, {said[row.lane]}: {row.value:.1f}"
        + (f" ({row.low:.1f} to {row.high:.1f})" if row.low == row.low else "")
        for row in rows.itertuples()
    )
    return Chart(figure, headline, table, f"Dots with intervals by outlet. {headline}. {told}.")


def _called(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(outlet=table.outlet.replace("", "outlet not known"))


def ends(rows: pd.DataFrame, does: str, unit: str, about: str) -> str:
    """The outlets at both ends, where their intervals lie apart; else that they do not."""
    if rows.outlet.nunique() < 2:
        return f"{about}One outlet alone cannot be compared"
    able = _called(rows)[rows.low.notna()]
    if len(able) < 2:
        held = ", ".join(f"{row.outlet} {row.value:.0f}" for row in _called(rows).itertuples())
        return (
            f"{about}Too few articles to compare which outlet {does} more: intervals need "
            f"{rates.ARTICLES} of an outlet ({held} {unit})"
        )
    ranked = able.sort_values(["value", "outlet"], ascending=[False, True], kind="stable")
    top, bottom = ranked.iloc[0], ranked.iloc[-1]
    if top.low > bottom.high:
        return (
            f"{about}{top.outlet} {does} more than {bottom.outlet}: {top.value:.0f} against "
            f"{bottom.value:.0f} {unit}"
        )
    return f"{about}Outlets cannot be told apart: none {does} clearly more than another"


def _lags_headline(lags: pd.DataFrame, one: str, two: str) -> str:
    beyond = [
        f"answers to {r.side} come {'sooner' if r.days < r.chance_low else 'later'} than by chance "
        f"({r.days:.1f} days)"
        for r in lags.itertuples()
        if not r.chance_low <= r.days <= r.chance_high
    ]
    if beyond:
        said = "; ".join(beyond)
        return said[0].upper() + said[1:]
    return f"No first mover found: the waits of {one} and {two} lie within what chance gives"


def _cases(rows: pd.DataFrame, noun: str) -> str:
    return count(int(rows.cases.sum()) if len(rows) else 0, noun)
