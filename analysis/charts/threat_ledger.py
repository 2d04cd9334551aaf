"""Threat to deed: each threat, ultimatum and announced measure with what followed, or nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..measures import threats
from ..measures.calendar import NOT_BY
from ..measures.happened import of_acts
from . import labels, style
from .chart import Chart
from .style import count

MOST = 40  # rows
WORDS = 3.55  # inches for day, side and what was said
ENDED = {"carried_out": "carried out", "partly": "in part", "withdrawn": "withdrawn"}


@style.house
def threat_ledger(
    acts: pd.DataFrame,
    calendar: pd.DataFrame,
    articles: pd.DataFrame,
    sides: Mapping[str, str] | None = None,
) -> Chart:
    """Each threat a row by day: who, what, how many days to the deed that is linked to it.

    From the calendar (`measures.threats.ledger`, without its offers); without one the threats that
    the articles tell of, for which nobody coded what followed.
    """
    coded = len(calendar) > 0
    table = (
        threats.ledger(calendar) if coded else threats.of_acts(of_acts(acts, articles, sides))
    ).sort_values(["date", "id"], kind="stable", ignore_index=True)
    held = table[table.kind != "offer"]
    if held.empty:
        return style.nothing("No threat and no announced measure is held", table)
    shown = held.head(MOST)
    headline = _finding(held)
    left = [
        f"{len(held) - len(shown)} later ones" if len(held) > MOST else "",
        count(len(table) - len(held), "offer") if len(table) > len(held) else "",
    ]
    left = [part for part in left if part]
    said = [
        style.lines_of(Figure(), _said(row, coded), WORDS - 0.05, 4) for row in shown.itertuples()
    ]
    figure, (axes,) = style.sheet(
        headline,
        "What was threatened or announced, days to the linked deed, and how it ended"
        if coded
        else "What the articles tell as threatened or announced",
        f"n = {len(shown)}"
        + f"; not drawn: {style.listed(left)}" * bool(left)
        + f". {_bias(held)}",
        height=sum(labels.tall(said)),
        left=WORDS + style.MARGIN,
        right=1.6,
        bottom=0.45,
        top=style.KEY_ROW,
    )
    colors = style.side_colors(sides or {})
    _rows(axes, shown, labels.column(axes, said), colors)
    entries = [("said", style.INK, "o"), ("linked deed", style.INK, "s")]
    own = [side for side in colors if side in set(shown.side_actor)][:4]
    style.key(axes, [(side, colors[side], "o") for side in own] + entries, 6)
    return Chart(
        figure,
        headline,
        table,
        f"Ledger of {count(len(shown), 'threat')}. {headline}. {_bias(held)}",
    )


def _finding(held: pd.DataFrame) -> str:
    if (held.outcome == "not coded").all():
        return f"{count(len(held), 'threat')} told; what followed is not coded"
    days = held.days[held.outcome == "carried_out"].dropna()
    nothing = int(held.outcome.str.startswith(NOT_BY).sum())
    said = f"{len(days) or 'None'} of {count(len(held), 'threat')} and announcements "
    said += "lead to a linked deed" if len(days) != 1 else "leads to a linked deed"
    if len(days):
        said += f", {days.min()} to {count(int(days.max()), 'day')} later"
    return f"{said}; nothing came of {nothing}" if nothing else said


def _bias(held: pd.DataFrame) -> str:
    linked = held[held.deed_id != ""]
    if linked.empty:
        return "Nobody coded what followed; none is guessed."
    return (
        f"Coded by people who knew how it went on: {len(linked)} threats are linked to "
        f"{count(linked.deed_id.nunique(), 'deed')}; a deed is linked to the nearest threat only, "
        "so others stay without link. No rate of threats that come true follows from this."
    )


def _rows(
    axes: Axes, shown: pd.DataFrame, rows: Sequence[float], colors: Mapping[str, str]
) -> None:
    last = max(int(shown.days.max()) if shown.days.notna().any() else 1, 7)
    for y, row in zip(rows, shown.itertuples(), strict=True):
        color = colors.get(row.side_actor, style.GREY)
        style.mark(axes, 0, y, color, size=46)
        if not pd.isna(row.days):
            axes.plot([0, row.days], [y, y], color=color, linewidth=1.4)
            style.mark(axes, row.days, y, color, deed=True, size=46)
        style.beside(axes, y, _ended(row.outcome, row.days))
    axes.set(xlim=(-0.06 * last, 1.06 * last), xlabel="days")
    axes.grid(axis="x")


def _said(row: Any, coded: bool) -> str:
    day = style.said_day(row.date) if row.date else "no date"
    if coded:
        return f"{day}: {row.event}"
    towards = f" towards {row.target}" if row.target else ""
    return f"{day}: “{row.event}”, {row.actor or 'not said who'}{towards}"


def _ended(outcome: str, days: Any) -> str:
    if outcome.startswith(NOT_BY):
        return f"not by {style.said_day(outcome.removeprefix(NOT_BY))}"
    if pd.isna(days):
        return ENDED.get(outcome, outcome) + ("" if outcome == "not coded" else ", no link")
    return f"{ENDED[outcome]}, {count(days, 'day') if days else 'same day'}"
