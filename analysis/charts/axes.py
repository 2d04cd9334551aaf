"""Days, weeks, rungs and names as axes."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
from matplotlib.axes import Axes

from ..measures.lanes import RUNGS
from .palette import WIDTH

DAY, MONTH = 0.62, 0.42  # inches that the name of a day and of a month take


def day(iso: str) -> int:
    """The place of an ISO day on an axis of dates."""
    return date.fromisoformat(iso).toordinal()


def date_axis(axes: Axes, first: date, last: date, margin: float = 0.0) -> None:
    """Days as the x axis: days, months or years are marked, and the range is said in words.

    x values are `date.toordinal()`; margin : part of the range left free at both ends. No more are
    marked than the axis has room for. A range over several years says so, so that it is not read
    as weeks.
    """
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    months = [day for day in days if day.day == 1]
    wide = axes.get_position().width * WIDTH
    if len(months) > 24:
        every = -(-len({day.year for day in months}) // int(wide / DAY))
        ticks = [d for d in months if d.month == 1 and d.year % every == 0]
        names, said = [f"{d.year}" for d in ticks], f"{first.year} to {last.year}, in years"
    else:
        by_month = len(months) > 2
        marked, room = (months, wide / MONTH) if by_month else (days, wide / DAY)
        ticks = marked[:: -(-len(marked) // min(int(room), 8 if by_month else 5))]
        names = [f"{d:%b}" if by_month else f"{d.day} {d:%b}" for d in ticks]
        ends = dict.fromkeys(f"{end.day} {end:%b %Y}" for end in (first, last))
        said = " to ".join(ends)
    free = margin * (last.toordinal() - first.toordinal() + 1) + 0.5
    axes.set_xlim(first.toordinal() - free, last.toordinal() + free)
    axes.set_xticks([d.toordinal() for d in ticks], names)
    axes.set_xlabel(said)


def weekly(
    axes: Sequence[Axes], series: Sequence[tuple[str, pd.Series, str]], tops: Sequence[int]
) -> None:
    """Bars by week, an axes a series (title, n by Monday, colour); days are marked on the last.

    tops : the highest value of each scale
    """
    mondays = [day for _, weeks, _ in series for day in weeks.index]
    span = date.fromisoformat(min(mondays)), date.fromisoformat(max(mondays)) + timedelta(days=6)
    for one, (title, weeks, color), top in zip(axes, series, tops, strict=True):
        one.bar([day(monday) + 3 for monday in weeks.index], weeks, width=5.8, color=color)
        one.set(ylim=(0, max(top, 1) * 1.08), yticks=[0, max(top, 1)])
        one.set_title(title, loc="left", pad=3)
        date_axis(one, *span)
        bare(one, "left")
        if one is not axes[-1]:
            one.set_xlabel("")
            one.tick_params(axis="x", labelbottom=False)


def listed_rows(axes: Axes, names: Sequence[str]) -> None:
    """Names as the y axis, one a row from 0 on."""
    axes.set_yticks(range(len(names)), names, linespacing=1.0)
    axes.tick_params(axis="y", length=0)
    bare(axes, "left")


def bare(axes: Axes, *sides: str) -> None:
    """Take away spines, and the ticks on them."""
    for side in sides:
        axes.spines[side].set_visible(False)
    for side in sides:
        axes.tick_params(axis="both", **{side: False})


def rungs(axes: Axes) -> None:
    """The ladder as the y axis, every rung named."""
    axes.set(ylim=(-0.6, 10.6))
    axes.set_yticks(range(len(RUNGS)), [f"{name} {rung}" for rung, name in enumerate(RUNGS)])
    axes.grid(axis="y")
    axes.tick_params(axis="y", length=0)
    bare(axes, "left")
