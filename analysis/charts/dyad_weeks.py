"""Who towards whom, week by week: words and deeds, cooperation and conflict, a panel a pair."""

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd
from matplotlib.axes import Axes

from ..measures.dyads import by_week
from ..measures.happened import events
from ..measures.lanes import QUADS, SURE
from . import palette, style
from .chart import Chart
from .style import count, number
from .two_sided_timeline import known_span

MOST, LEAST = 6, 10  # pairs that are drawn, and events of a pair with a panel of its own
FEWEST = 2  # pairs drawn however few their events
ENOUGH = 6  # events of a chart
NAMED = 4  # smaller pairs named in the foot
HARM = ("material conflict", "verbal conflict")
APART = "none"  # safety measures, a state's inner business: in no class


@style.series
def dyad_weeks(
    acts: pd.DataFrame,
    calendar: pd.DataFrame,
    articles: pd.DataFrame,
    sides: Mapping[str, str] | None = None,
) -> Chart:
    """Each pair of sides a panel, each quad class a row, each week a mark as large as its n.

    From the calendar, or without one from the articles' own acts (`measures.happened.events`); acts
    under `SURE` stay out. The table holds every pair.
    """
    held = events(acts, calendar, articles, sides)
    held = held[held.score >= SURE]
    what = "step" if len(calendar) else "event"
    near = known_span(held, articles)
    table = by_week(near)
    paired = table[
        (table.side != "")
        & (table.target_side != "")
        & (table.side != table.target_side)
        & (table.quad != APART)
    ]
    if paired.empty:
        return style.nothing("No step or act of one side towards another was found", table)
    totals = paired.groupby(["side", "target_side"]).n.sum()
    ranked = totals.sort_index().sort_values(ascending=False, kind="stable")
    order = ranked.index[: min(MOST, max(FEWEST, int((ranked >= LEAST).sum())))]
    shown = paired.set_index(["side", "target_side"]).loc[list(order)]
    if shown.n.sum() < ENOUGH:
        few = f"{count(int(shown.n.sum()), what)} of one side towards another found"
        return style.nothing(few, table, few=True)
    headline = _finding(paired, order[0], what)
    far = len(held) - len(near)
    foot = (
        f"{style.told_times(near)}, {shown.n.sum()} of them drawn"
        f"{_left(table, ranked[len(order) :], far)}. "
        "Right: n and mean Goldstein value, −10 to 10, of a class; means never mix classes. "
        + (
            "A calendar holds what its coder met."
            if len(calendar)
            else f"Scored {SURE:g} or more; without a day in the week of the first article; mutual "
            "ones with both sides."
        )
    )
    figure, axes = style.sheet(
        headline,
        f"{'Public steps' if len(calendar) else 'Acts in articles'}, a mark for each week, in its "
        f"middle; the larger, the more (up to {shown.n.max()})",
        foot,
        height=[0.95] * len(order),
        left=1.75,
        right=1.1,
        bottom=0.5,
        gap=0.38,
        top=0.25,
    )
    weeks = [date.fromisoformat(day) for day in paired.week]
    span = min(weeks), max(weeks) + timedelta(days=6)
    colors = palette.side_colors(sides or {}) or palette.colors_of(sorted(ranked.index.levels[0]))
    largest = max(int(shown.n.max()), 8)  # a mark of two or three is a small one everywhere
    for one, pair in zip(axes, order, strict=True):
        _panel(one, shown.loc[[pair]], colors.get(pair[0], palette.GREY), largest)
        style.date_axis(one, *span)
        one.set_xlim(style.day(str(span[0])) - 4, style.day(str(span[1])) + 1)
        if one is not axes[-1]:
            one.set_xlabel("")
            one.tick_params(axis="x", labelbottom=False)
        words = f"{style.short(pair[0], 26)} towards {style.short(pair[1], 26)}"
        one.set_title(words, loc="left", fontsize=palette.TEXT, fontweight="bold", pad=3)
    style.beside(axes[0], -1.3, "n · mean", palette.GREY)
    return Chart(
        figure,
        headline,
        table,
        f"Weeks of {count(len(order), 'pair')}. {headline}. "
        + "; ".join(f"{one} towards {other}: {totals[one, other]}" for one, other in order)
        + ".",
    )


def _finding(paired: pd.DataFrame, pair: tuple[str, str], what: str) -> str:
    """How much of what the busiest pair does is conflict, in deeds if there is any, both ways."""
    both = paired[paired.side.isin(pair) & paired.target_side.isin(pair)]
    quad = HARM[0] if (both.quad == HARM[0]).any() else HARM[1]
    ways = [both[both.side == side] for side in pair]
    there, back = (
        _some(int(rows.n[rows.quad == quad].sum()), int(rows.n.sum()), what) for rows in ways
    )
    said = f"{quad.capitalize()}: {there} from {pair[0]} towards {pair[1]}"
    return f"{said}, {back} the other way" if len(ways[1]) else said


def _some(k: int, n: int, what: str) -> str:
    """How many of a class; that there is none is said of a calendar only."""
    if k or what == "step":
        return style.part(k, n, what)
    return f"{count(n, what)} of other classes found"


def _left(table: pd.DataFrame, smaller: pd.Series, far: int) -> str:
    """What is not drawn, in words: smaller pairs by name, and what has no pair."""
    apart = int(table.n[table.quad == APART].sum())
    rest = table[table.quad != APART]
    one = rest[(rest.side == "") | (rest.target_side == "") | (rest.side == rest.target_side)]
    pairs = [f"{a} towards {b} {n}" for (a, b), n in smaller.items()]
    parts = [
        f"{count(len(pairs), 'smaller pair')} with {smaller.sum()} "
        f"({style.listed(pairs, NAMED)})" * bool(pairs),
        f"{one.n.sum()} without two sides" * bool(len(one)),
        f"{apart} outside the classes" * bool(apart),
        f"{far} without a day or long before" * bool(far),
    ]
    return f"; not drawn: {style.listed(parts)}" * any(parts)


def _panel(axes: Axes, rows: pd.DataFrame, color: str, largest: int) -> None:
    for y, quad in enumerate(QUADS):
        own = rows[rows.quad == quad]
        for row in own.itertuples():
            style.mark(
                axes,
                style.day(row.week) + 3,
                y,
                color,
                deed=quad.startswith("material"),
                size=24 + 200 * (row.n - 1) / (largest - 1),
            )
        if n := int(own.n.sum()):
            mean = number((own.n * own.goldstein).sum() / n, 1)
            style.beside(axes, y, f"{n} · {mean}")
    axes.set(ylim=(3.6, -0.6))
    style.listed_rows(axes, QUADS)
    axes.grid(axis="y")
