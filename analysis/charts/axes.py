"""Days and rungs as axes."""

from datetime import date, timedelta

from matplotlib.axes import Axes

from ..measures.lanes import RUNGS


def day(iso: str) -> int:
    """The place of an ISO day on an axis of dates."""
    return date.fromisoformat(iso).toordinal()


def date_axis(axes: Axes, first: date, last: date) -> None:
    """Days as the x axis: days, months or years are marked, and the range is said in words.

    x values are `date.toordinal()`. A range over several years says so, so that it is not read as
    weeks.
    """
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    months = [day for day in days if day.day == 1]
    if len(months) > 24:
        every = -(-len({day.year for day in months}) // 10)
        ticks = [d for d in months if d.month == 1 and d.year % every == 0]
        names, said = [f"{d.year}" for d in ticks], f"{first.year} to {last.year}, in years"
    else:
        step = -(-len(months) // 8) if len(months) > 2 else 1
        ticks = months[::step] if len(months) > 2 else days[:: max(1, -(-len(days) // 5))]
        names = [f"{d.day} {d:%b}" if len(months) <= 2 else f"{d:%b}" for d in ticks]
        ends = dict.fromkeys(f"{end.day} {end:%b %Y}" for end in (first, last))
        said = " to ".join(ends)
    axes.set_xlim(first.toordinal() - 0.5, last.toordinal() + 0.5)
    axes.set_xticks([d.toordinal() for d in ticks], names)
    axes.set_xlabel(said)


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
