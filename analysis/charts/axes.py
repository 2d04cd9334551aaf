"""Days, weeks, rungs and names as axes."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
from matplotlib import dates as untyped
from matplotlib.axes import Axes

from ..measures.lanes import RUNGS
from .palette import PALE, WIDTH

dates: Any = untyped
DAY = 0.62  # inches that the name of a day takes


def day(iso: str) -> float:
    """The place of an ISO day on an axis of dates."""
    return float(dates.date2num(date.fromisoformat(iso)))


def date_axis(axes: Axes, first: date, last: date, margin: float = 0.0) -> None:
    """Days as the x axis: days, months or years are marked, and the range is said in words.

    x values are those of `day`; margin : part of the range left free at both ends. No more are
    marked than the axis has room for. A range over several years says so, so that it is not read
    as weeks.
    """
    span = (last - first).days
    room = int(axes.get_position().width * WIDTH / DAY)
    ticks = dates.AutoDateLocator(minticks=max(1, min(3, span, room)), maxticks=min(room, 8))
    names = ["%Y", "%b", "%d %b"]
    axes.xaxis.set_major_locator(ticks)
    axes.xaxis.set_major_formatter(
        dates.ConciseDateFormatter(
            ticks,
            formats=names + [""] * 3,
            zero_formats=["", *names, "", ""],
            show_offset=False,
        )
    )
    free = margin * (span + 1) + 0.5
    axes.set_xlim(float(dates.date2num(first)) - free, float(dates.date2num(last)) + free)
    low, high = axes.get_xlim()
    if sum(low <= at <= high for at in axes.get_xticks()) < 2:  # one alone is given no name
        axes.set_xticks([], [])
    ends = dict.fromkeys(f"{end.day} {end:%b %Y}" for end in (first, last))
    years = f"{first.year} to {last.year}, in years"
    axes.set_xlabel(years if span > 730 else " to ".join(ends))


def weekly(
    axes: Sequence[Axes],
    series: Sequence[tuple[str, pd.Series, str]],
    tops: Sequence[int],
    each: int = 7,
    of: Sequence[pd.Series] = (),
) -> None:
    """Bars by week, an axes a series (title, n by Monday, colour); days are marked on the last.

    tops : the highest value of each scale · each : days of a bar · of : those that a series is part
    of, drawn behind it
    """
    starts = [start for _, bars, _ in series for start in bars.index]
    span = date.fromisoformat(min(starts)), date.fromisoformat(max(starts)) + timedelta(each - 1)
    for n, (one, (title, bars, color), top) in enumerate(zip(axes, series, tops, strict=True)):
        for values, shade in [*[(whole, PALE) for whole in of[n : n + 1]], (bars, color)]:
            middle = [day(start) + each // 2 for start in values.index]
            one.bar(middle, values, width=0.83 * each, color=shade)
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
    axes.set(ylim=(-0.6, 10.75))
    axes.set_yticks(range(len(RUNGS)), [f"{name} {rung}" for rung, name in enumerate(RUNGS)])
    axes.grid(axis="y")
    axes.tick_params(axis="y", length=0)
    bare(axes, "left")
