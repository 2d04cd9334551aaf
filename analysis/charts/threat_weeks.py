"""Threats told each week by two sides, and the week from which a side threatens more or less."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from . import style
from .chart import Chart
from .style import count
from .weekly_lines import month_ticks


@style.house
def threats_by_week(
    table: pd.DataFrame,
    found: pd.DataFrame,
    about: str = "",
    sides: Mapping[str, str] | None = None,
) -> Chart:
    """Threats told each week, a panel a side, dashed where a side begins to threaten more or less.

    table : week, side, threats · found : side, week ("" for no shift), before, after, p
    sides : `Case.sides`, for the colours
    """
    foot = (
        f"n = {count(int(table.threats.sum()), 'threat')} (rungs 6 and 7, not negated) by day of "
        "publication. Dashed: a shift that chance gives in at most 1 of 100 dealings of the weeks."
    )
    if table.empty or not table.threats.sum():
        return style.nothing("No threat stands in a dated article", table, foot)
    moved = [row for row in found.itertuples() if row.week]
    headline = about + (
        "; ".join(
            f"{r.side} threatens {'more' if r.after > r.before else 'less'} from {r.week}: "
            f"{r.before:.1f} a week before, {r.after:.1f} after"
            for r in moved
        )
        or "No side begins to threaten more or less, by more than chance, in "
        f"{count(table.week.nunique(), 'week')}"
    )
    shown = list(found.side)
    figure, panels = style.sheet(
        headline,
        "Threats by week, as told in all articles",
        foot,
        height=[1.1] * len(shown),
        left=0.6,
        right=0.2,
        bottom=0.5,
        gap=0.45,
        top=style.KEY_ROW,
    )
    most, colors = float(table.threats.max()), style.side_colors(sides or {})
    for axes, side in zip(panels, shown, strict=True):
        own = table[table.side == side]
        x = [date.fromisoformat(monday).toordinal() + 3 for monday in own.week]
        axes.bar(x, own.threats, width=5.5, color=colors.get(side, style.INK))
        for row in found[(found.side == side) & (found.week != "")].itertuples():
            at = date.fromisoformat(row.week).toordinal()
            axes.axvline(at, color=style.INK, linewidth=1, linestyle=(0, (4, 3)))
        axes.set(ylim=(0, most * 1.1), yticks=[0, most])
        axes.set_title(f"{side} ({int(own.threats.sum())})", loc="left")
        month_ticks(axes, table.week)
        style.bare(axes, "left")
    for axes in panels[:-1]:
        axes.set_xticklabels([])
    return Chart(figure, headline, table, f"Bars of threats by week and side. {headline}.")
