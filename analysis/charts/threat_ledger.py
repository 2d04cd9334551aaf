"""Threat to deed: each threat, ultimatum and announced measure with what followed, or nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ..measures import threats
from ..measures.calendar import NOT_BY
from ..measures.chronology import said_when
from ..measures.happened import in_sentences, of_acts
from ..measures.sides import side_of
from . import labels, palette, style
from .chart import Chart
from .style import count

PAGE = 8.0  # inches of rows that still fit on a page; the gravest are drawn
FEWEST = 3  # rows of a chart
GRAVEST = ("threat of force or ultimatum", "other threat", "announced measure")
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
    sentences: pd.DataFrame | None = None,
) -> Chart:
    """Each threat a row by day: who, what, how many days to the step that is linked to it.

    From the calendar (`measures.threats.ledger`) without its offers and, where any outcome is
    coded, without the others; without one the threats that the articles tell of, none coded. What
    does not fit on a page is counted below, announced measures and other threats first.
    names : `Case.names` · sentences : the table, for whole sentences in place of their verbs
    """
    coded, known = len(calendar) > 0, calendar.side_actor != ""
    own = [side_of(cell, sides or {}) for cell in calendar.actor]
    calendar = calendar.assign(side_actor=calendar.side_actor.where(known, own))
    events = None if coded else in_sentences(of_acts(acts, articles, sides), sentences)
    table = (threats.ledger(calendar) if events is None else threats.of_acts(events)).sort_values(
        ["date", "id"], kind="stable", ignore_index=True
    )
    offers = table.kind == "offer"
    unknown = (table.outcome == OPEN) & ~offers
    unknown &= not (unknown | offers).all()
    held = table[~offers & ~unknown]
    if held.empty:
        return style.nothing("No threat and no announced measure was found", table)
    headline = _finding(held)
    called = (names or {}) if len(articles) > 1 else None
    words = [_line(row, called) for row in held.itertuples()]
    if len(held) < FEWEST or (not coded and held.date[~held.coarse].nunique() < 2):
        return style.nothing(f"{headline}: {style.listed(words, 9)}", table, few=True)
    lines = [style.lines_of(line, WORDS - 0.05, 4) for line in words]
    fits = _fitting(held, labels.tall(lines))
    shown, said = held[fits], [line for line, fit in zip(lines, fits, strict=True) if fit]
    less = held[~pd.Series(fits, index=held.index)].kind.value_counts(sort=False)
    left = [
        *(count(n, kind) for kind, n in less.items()),
        count(int(offers.sum()), "offer") * bool(offers.any()),
        f"{int(unknown.sum())} whose outcome nobody coded" * bool(unknown.any()),
    ]
    figure, (axes,) = style.sheet(
        headline,
        "Threats and announced measures, and the days to the step that carried them out or took "
        "them back"
        if coded
        else "What the articles tell as threatened or announced, at its day or that of publication",
        f"n = {len(shown)}"
        + f" of the {len(held)} in the headline" * (len(shown) < len(held))
        + f", told {count(int(shown.tellings.sum()), 'time')}" * (not coded)
        + f"; not drawn: {style.listed(left)}" * any(left)
        + f". {style.explained(shown)} {_bias(held)}",
        height=sum(labels.tall(said)),
        left=WORDS + palette.MARGIN,
        right=1.1 if coded else 0.3,
        bottom=0.45,
        entries=_entries(shown, sides or {}),
    )
    rows, colors = labels.column(axes, said), palette.side_colors(sides or {})
    (_outcomes if coded else _days)(axes, shown, rows, colors)
    axes.grid(axis="x")
    return Chart(
        figure,
        headline,
        table,
        f"Ledger of {count(len(shown), 'threat')}. {headline}. {_bias(held)}",
    )


def _entries(shown: pd.DataFrame, sides: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The key: forms that are drawn, and sides."""
    words, *others = style.forms(shown)
    deeds = [("deeds", palette.INK, "s")] * bool((shown.deed_kind == "deed").any())
    return [words, *deeds, *others, *style.side_entries(sides, shown.side_actor)]


def _fitting(held: pd.DataFrame, tall: Sequence[float]) -> list[bool]:
    """Which rows fit on a page: the gravest kinds first, of a kind the most told, the earliest."""
    ranks = list(zip(map(GRAVEST.index, held.kind), -held.tellings, strict=True))
    order = sorted(range(len(held)), key=ranks.__getitem__)
    room, fits = PAGE, [False] * len(held)
    for n in order:
        room -= tall[n]
        fits[n] = room >= 0
    return fits


def _finding(held: pd.DataFrame) -> str:
    if (held.outcome == OPEN).all():
        told = count(len(held), "threat or announced measure", "threats and announced measures")
        return f"Found in the texts: {told}; nobody coded what followed"
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
    word = linked.deed_id[~linked.deed_fact.astype(bool)].nunique()
    none += f"Only reported, or disputed: {count(word, 'deed')}, hollow. " * bool(word)
    return (
        f"{none}Coded by people who knew how it went on: threats that came true are found more "
        "easily, and one deed often carries out several. No rate of threats that come true "
        "follows from this."
    )


def _outcomes(
    axes: Axes, shown: pd.DataFrame, rows: Sequence[float], colors: Mapping[str, str]
) -> None:
    """Each threat, and the step linked to it, so many days later; early days stand wider apart."""
    last = max(int(shown.days.max()) if shown.days.notna().any() else 1, 7) ** 0.5
    for y, row in zip(rows, shown.itertuples(), strict=True):
        color = colors.get(row.side_actor, palette.GREY)
        style.mark(axes, 0, y, color, fact=row.fact, size=46)
        if not pd.isna(row.days):
            x = float(row.days) ** 0.5
            axes.plot([0, x], [y, y], color=color, linewidth=1.4, zorder=1)
            fine = {"deed": row.deed_kind == "deed", "fact": row.deed_fact}
            style.mark(axes, x, y, color, size=46, **fine)
        style.beside(axes, y, _ended(row.outcome, row.days))
    ticks = [n for n in (0, 1, 7, 30, 90, 365, 1000) if n**0.5 <= last]
    axes.set(xlim=(-0.08 * last, 1.08 * last), xlabel="days later, early ones wider apart")
    axes.set_xticks([n**0.5 for n in ticks], [f"{n}" for n in ticks])


def _days(
    axes: Axes, shown: pd.DataFrame, rows: Sequence[float], colors: Mapping[str, str]
) -> None:
    """Each threat at its day, or days; a month or a year stands in words alone."""
    near = shown[~shown.coarse]
    days = [date.fromisoformat(day) for day in (*near.date, *near.until)]
    style.date_axis(axes, min(days), max(days), 0.03)
    for y, row in zip(rows, shown.itertuples(), strict=True):
        color = colors.get(row.side_actor, palette.GREY)
        if not row.coarse:
            ends = style.day(row.date), style.day(row.until)
            axes.plot(ends, [y, y], color=color, linewidth=1.4, zorder=1)
            style.mark(axes, ends[0], y, color, fact=row.fact, dated=row.dated, size=46)


def _line(row: Any, called: Mapping[str, str] | None) -> str:
    """A threat in words after its day.

    Of one that an article tells also who threatens whom, and (called) the article's name.
    """
    if not row.article_id:
        return f"{said_when(row.date, row.until)}: {style.plain(row.event)}"
    when = said_when(row.date, row.until) if row.date else "no date"
    towards = f" towards {row.target}" if row.target else ""
    where = "" if called is None else f" ({called.get(row.article_id, row.article_id)})"
    return (
        f"{'' if row.dated or row.coarse or not row.date else 'told '}{when}, "
        f"{row.actor or 'not said who'}{towards}: “{style.short(row.event, 140)}”{where}"
    )


def _ended(outcome: str, days: Any) -> str:
    if outcome.startswith(NOT_BY):
        return "no deed"
    if outcome == "carried_out" and not pd.isna(days):
        return count(days, "day") if days else "same day"
    return ENDED.get(outcome, outcome)
