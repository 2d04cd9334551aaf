"""Threats each week by two sides, told and on the calendar, and where a side begins to do more."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..measures.shifts import STEPS, SURE, TOLD
from ..measures.trends import WEEKS
from . import palette, style
from .chart import Chart
from .style import count

ENOUGH, FEWEST = 10, 3  # threats in all, and of a side with a panel of its own


@style.house
def threats_by_week(
    table: pd.DataFrame,
    found: pd.DataFrame,
    about: str = "",
    sides: Mapping[str, str] | None = None,
) -> Chart:
    """Threats each week, a panel a source and side, dashed where a side threatens more or less.

    table, found : `measures.shifts.threats` · sides : `Case.sides`, for the colours
    """
    n = table.groupby("source").threats.sum()
    counted = count(int(n.get(TOLD, 0)), "threat") + " told"
    if STEPS in n:
        counted += f" and {n[STEPS]} on the calendar"
    foot = (
        f"n = {counted} (rungs 6 and 7, not negated; told: each once, in the week of the first "
        "article, and the program misses some). Dashed: a shift that chance gives in at most "
        f"{100 * SURE:g} of 100 shuffles of the weeks."
    )
    if table.empty or not table.threats.sum():
        return style.nothing("No threat stands in a dated article", table)
    if table.threats.sum() < ENOUGH or table.week.nunique() < WEEKS:
        told = table[table.source == TOLD].groupby("side").threats.sum()
        held = ", ".join(f"{side} {k}" for side, k in told.items())
        weeks = count(table.week.nunique(), "week")
        return style.nothing(f"{about}Threats told in {weeks}: {held}", table, few=True)
    headline = about + _finding(found[found.source == TOLD], table.week.nunique())
    groups = {
        f"{side}, {source}": own
        for (source, side), own in table.groupby(["source", "side"], sort=False)
    }
    shown = {name: own for name, own in groups.items() if own.threats.sum() >= FEWEST}
    few = [f"{name} ({own.threats.sum()})" for name, own in groups.items() if name not in shown]
    foot += f" Too few to draw: {style.listed(few)}." * bool(few)
    figure, panels = style.sheet(
        headline,
        f"Threats by week. {_largest(found)}",
        foot,
        height=[0.85] * len(shown),
        left=0.6,
        right=0.2,
        bottom=0.5,
        gap=0.4,
        top=0.25,
    )
    colors = palette.side_colors(sides or {})
    series = [
        (
            f"{name} ({own.threats.sum()})",
            own.set_index("week").threats,
            colors.get(own.side.iloc[0], palette.INK),
        )
        for name, own in shown.items()
    ]
    tops = table.groupby("source").threats.max()
    style.weekly(panels, series, [int(tops[own.source.iloc[0]]) for own in shown.values()])
    for axes, own in zip(panels, shown.values(), strict=True):
        for week in found.merge(own[["source", "side"]].head(1)).week:
            if week:
                at = style.day(week)
                axes.axvline(at, color=palette.INK, linewidth=1, linestyle=(0, (4, 3)))
    return Chart(figure, headline, table, f"Bars of threats by week and side. {headline}.")


def _finding(found: pd.DataFrame, weeks: int) -> str:
    """The shift of each side that is told; else that there is none."""
    shifts = [_said(row) for row in found.itertuples() if row.week]
    none = f"No side is told to threaten more or less than chance explains, in {weeks} weeks"
    return "; ".join(shifts) or none


def _largest(found: pd.DataFrame) -> str:
    """The largest step told and on the calendar, and how often chance gives one as large."""
    said = []
    for source, rows in found[found.step != ""].groupby("source", sort=False):
        row = rows.sort_values(["p", "side"], kind="stable").iloc[0]
        which = f"{source}, {row.side} from {style.said_day(row.step)}"
        said.append(f"{which}: {100 * row.p:.1f} of 100")
    how = "Largest step, and how often chance gives one as large"
    return f"{how}: {'; '.join(said)}" if said else ""


def _said(row: Any) -> str:
    more = "more" if row.after > row.before else "less"
    return (
        f"{row.side} threatens {more} from {style.said_day(row.step)}: {row.before:.1f} a week "
        f"before, {row.after:.1f} after"
    )
