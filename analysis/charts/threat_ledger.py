"""Threat to deed: each threat, ultimatum and announced measure with what followed, or nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..measures import threats
from ..measures.calendar import NOT_BY
from ..measures.happened import of_acts
from . import labels, palette, style
from .chart import Chart
from .style import count

PAGE = 8.0  # inches of rows that still fit on a page; the gravest are drawn
FEWEST = 3  # rows of a chart
GRAVEST = ("threat of force or ultimatum", "other threat", "announced measure")
IN_KEY = 4
WORDS = 4.6  # inches for day, side and what was said
OPEN = "not coded"
ENDED = {"carried_out": "carried out", "partly": "in part", "withdrawn": "withdrawn"}


@style.series
def threat_ledger(
    acts: pd.DataFrame,
    calendar: pd.DataFrame,
    articles: pd.DataFrame,
    sides: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Chart:
    """Each threat a row by day: who, what, how many days to the step that is linked to it.

    From the calendar (`measures.threats.ledger`) without its offers and, where any outcome is
    coded, without the others; without one the threats that the articles tell of, none coded. What
    does not fit on a page is counted below, announced measures and other threats first.
    names : `Case.names`
    """
    coded = len(calendar) > 0
    table = (
        threats.ledger(calendar) if coded else threats.of_acts(of_acts(acts, articles, sides))
    ).sort_values(["date", "id"], kind="stable", ignore_index=True)
    offers = table.kind == "offer"
    unknown = (table.outcome == OPEN) & ~offers
    unknown &= not (unknown | offers).all()
    held = table[~offers & ~unknown]
    if held.empty:
        return style.nothing("No threat and no announced measure is held", table)
    headline = _finding(held)
    wide = WORDS if coded else palette.WIDTH - 2 * palette.MARGIN
    words = _coded(held) if coded else [_told(row, held, names) for row in held.itertuples()]
    if len(held) < FEWEST:
        return style.nothing(f"{headline}: {'; '.join(words)}", table, few=True)
    said = [style.lines_of(Figure(), words, wide - 0.05, 4) for words in words]
    fits = _fitting(held, labels.tall(said))
    shown, said = held[fits], [words for words, fit in zip(said, fits, strict=True) if fit]
    less = held[~pd.Series(fits, index=held.index)].kind.value_counts(sort=False)
    left = [
        *(count(n, kind) for kind, n in less.items()),
        count(int(offers.sum()), "offer") if offers.any() else "",
        f"{int(unknown.sum())} whose outcome nobody coded" if unknown.any() else "",
    ]
    left = [part for part in left if part]
    entries = _entries(shown, sides or {}) if coded else []
    figure, (axes,) = style.sheet(
        headline,
        "Threats and announced measures, and the days to the step that carried them out or took "
        "them back"
        if coded
        else "What the articles tell as threatened or announced",
        f"n = {len(shown)}"
        + f"; not drawn: {style.listed(left)}" * bool(left)
        + f". {_bias(held)}",
        height=sum(labels.tall(said)),
        left=wide + palette.MARGIN,
        right=1.1 if coded else 0.0,
        bottom=0.45 if coded else 0.05,
        top=style.key_height(entries, IN_KEY),
    )
    colors = palette.side_colors(sides or {})
    _rows(axes, shown, labels.column(axes, said), colors)
    if coded:
        style.key(axes, entries, IN_KEY)
    return Chart(
        figure,
        headline,
        table,
        f"Ledger of {count(len(shown), 'threat')}. {headline}. {_bias(held)}",
    )


def _entries(shown: pd.DataFrame, sides: Mapping[str, str]) -> list[tuple[str, str, str]]:
    forms = [("words", palette.INK, "o"), ("deed", palette.INK, "s")]
    return [*forms, *style.side_entries(sides, shown.side_actor)]


def _fitting(held: pd.DataFrame, tall: Sequence[float]) -> list[bool]:
    """Which rows fit on a page: the gravest kinds first, of a kind the earliest."""
    order = sorted(range(len(held)), key=lambda n: GRAVEST.index(held.kind.iloc[n]))
    room, fits = PAGE, [False] * len(held)
    for n in order:
        room -= tall[n]
        fits[n] = room >= 0
    return fits


def _finding(held: pd.DataFrame) -> str:
    if (held.outcome == OPEN).all():
        told = count(len(held), "threat or announced measure", "threats and announced measures")
        return f"The texts tell of {told}; nobody coded what followed"
    done = held[held.outcome == "carried_out"]
    linked = done[done.deed_id != ""]
    said = []
    if len(linked):
        deeds = count(linked.deed_id.nunique(), "deed")
        first, last = int(linked.days.min()), int(linked.days.max())
        after = f"{first} to {count(last, 'day')}" if first < last else count(last, "day")
        said = [f"{deeds} carried out {count(len(linked), 'threat')}, {after} later"]
    for n, what in (
        (len(done) - len(linked), "carried out without a linked deed"),
        (int((held.outcome == "partly").sum()), "in part"),
        (int((held.outcome == "withdrawn").sum()), "taken back"),
        (int(held.outcome.str.startswith(NOT_BY).sum()), "came to nothing"),
    ):
        if n:
            said.append(f"{n} {what}" if said else f"{count(n, 'threat')} {what}")
    return "; ".join(said)


def _bias(held: pd.DataFrame) -> str:
    linked = held[held.deed_id != ""]
    if linked.empty:
        return "Nobody coded what followed; none is guessed."
    ends = sorted({outcome.removeprefix(NOT_BY) for outcome in held.outcome if NOT_BY in outcome})
    none = f"No deed: none by {style.said_day(ends[-1])}. " if ends else ""
    return (
        f"{none}Coded by people who knew how it went on: threats that came true are found more "
        "easily, and one deed often carries out several. No rate of threats that come true "
        "follows from this."
    )


def _rows(
    axes: Axes, shown: pd.DataFrame, rows: Sequence[float], colors: Mapping[str, str]
) -> None:
    if (shown.outcome == OPEN).all():
        axes.set_axis_off()
        return
    last = max(int(shown.days.max()) if shown.days.notna().any() else 1, 7)
    axes.set_xscale("function", functions=(np.sqrt, np.square))  # short waits apart, none lost
    for y, row in zip(rows, shown.itertuples(), strict=True):
        color = colors.get(row.side_actor, palette.GREY)
        style.mark(axes, 0, y, color, size=46)
        if not pd.isna(row.days):
            axes.plot([0, row.days], [y, y], color=color, linewidth=1.4)
            style.mark(axes, row.days, y, color, deed=row.deed_kind == "deed", size=46)
        style.beside(axes, y, _ended(row.outcome, row.days))
    ticks = [n for n in (0, 1, 7, 30, 90, 365, 1000) if n <= last]
    axes.set(xlim=(0, 1.15 * last), xlabel="days later, early ones wider")
    axes.set_xticks(ticks, [f"{n}" for n in ticks])
    axes.grid(axis="x")


def _coded(shown: pd.DataFrame) -> list[str]:
    """Each threat of a calendar after its day, the year where it changes."""
    days = [style.said_day(day) for day in shown.date]
    years = [day[-4:] for day in days]
    return [
        f"{day if n == 0 or years[n] != years[n - 1] else day[:-5]}: {event}"
        for n, (day, event) in enumerate(zip(days, shown.event, strict=True))
    ]


def _told(row: Any, held: pd.DataFrame, names: Mapping[str, str] | None) -> str:
    day = style.said_day(row.date) if row.date else "no date"
    towards = f" towards {row.target}" if row.target else ""
    one = (names or {}).get(row.article_id, row.article_id)
    where = f" ({one})" if held.article_id.nunique() > 1 else ""
    return f"{day}: “{style.plain(row.event)}”, {row.actor or 'not said who'}{towards}{where}"


def _ended(outcome: str, days: Any) -> str:
    if outcome.startswith(NOT_BY):
        return "no deed"
    if outcome == "carried_out" and not pd.isna(days):
        return count(days, "day") if days else "same day"
    return ENDED.get(outcome, outcome)
