"""Outlets compared: hedges, unnamed sources and other rates, a dot and an interval each."""

from collections.abc import Sequence

import pandas as pd

from ..measures import rates
from ..measures.lanes import LANES
from . import palette, style
from .chart import Chart
from .style import count

BARS = f"95 % intervals from drawing whole articles, from {rates.ARTICLES} articles on"


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
        xlim=(0, ends.max() + room),
        ylim=(len(outlets) - 0.4, -0.6),
        xlabel=label,
    )
    style.listed_rows(axes, [style.lines_of(style.short(o, 40), 1.45) for o in outlets])
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


def _cases(rows: pd.DataFrame, noun: str) -> str:
    return count(int(rows.cases.sum()) if len(rows) else 0, noun)
