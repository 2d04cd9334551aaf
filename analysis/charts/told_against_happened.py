"""What the text dates beside what the calendar holds: its day, none, or no match."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..measures.chronology import compare
from ..measures.happened import of_steps
from ..measures.lanes import SURE
from . import labels, palette, style
from .chart import Chart
from .style import count
from .two_sided_timeline import BEFORE

FEW = 40  # marks of a row beyond which it is made higher
ROWS = 12  # steps beyond which those that agree share one row
WORDS = 3.0  # inches for the step


@style.series
def told_against_happened(
    acts: pd.DataFrame,
    calendar: pd.DataFrame,
    articles: pd.DataFrame,
    sides: Mapping[str, str] | None = None,
) -> Chart:
    """Each step that the text tells of a row: its day, the days that the text gives, the verdict.

    Below, each in one row: dated acts that the calendar does not hold, its steps told without a
    day, and those that no act was matched to (`measures.chronology.compare`); beyond `ROWS` steps
    also those that the text dates as the calendar does. Without a calendar there is nothing to set
    the text's dates against.
    """
    table = compare(acts, calendar, articles, sides)
    compared = int((~table.verdict.isin(["not matched", "no date"])).sum())
    if not compared:
        return style.nothing("No act told as done, of a known actor, has a date", table)
    if not len(calendar):
        return style.nothing(
            f"No calendar to check {count(len(table), 'dated act')} against", table
        )
    headline = _finding(table)
    met = table[table.verdict.isin(["agrees", "differs"])].sort_values(["event_date", "step_id"])
    groups = [rows for _, rows in met.groupby(["event_date", "step_id"])]
    same = [rows for rows in groups if len(groups) > ROWS and (rows.verdict == "agrees").all()]
    agreed = pd.concat([rows.head(1) for rows in same]) if same else met.head(0)
    groups = [rows for rows in groups if rows.step_id.iloc[0] not in set(agreed.step_id)]
    alone, undated, left = (
        table[table.verdict == verdict] for verdict in ("text only", "no date", "not matched")
    )
    undated = undated.drop_duplicates("step_id")
    floor = _floor(articles, calendar)
    early = alone.date_start < floor
    alone = alone[~early]
    side = dict(zip(calendar.id, of_steps(calendar, sides).side, strict=True))
    other = int((table.code != "").sum())
    said = [_label(rows) for rows in groups]
    rest = [
        (agreed, "other steps that the text dates as the calendar does"),
        (
            alone,
            "told by the text only"
            + f" (not drawn: {early.sum()} before {floor})" * bool(early.any()),
        ),
        (undated, "steps that an act without a day may tell of"),
        (left, "steps up to the last article that no act was matched to"),
    ]
    rest = [(rows, words) for rows, words in rest if len(rows)]
    said = [
        *(style.lines_of(Figure(), words, WORDS - 0.05, 6) for words in said),
        *(
            style.lines_of(Figure(), w, WORDS - 0.05, 3) + "\n\u00a0" * (len(r) > FEW)
            for r, w in rest
        ),
    ]
    entries = [
        ("words", palette.INK, "o"),
        ("deeds", palette.INK, "s"),
        ("the calendar", palette.INK, "|"),
        *style.side_entries(sides or {}, [side.get(step, "") for step in table.step_id]),
    ]
    figure, (axes,) = style.sheet(
        headline,
        "Days as the text gives them beside the days of the calendar",
        f"n = {compared} of {count(len(acts), 'act')} (dated, told as done, of a known actor, "
        f"an event once an article) and {count(len(calendar), 'step')} of the calendar. Marks: "
        f"the text's day, a bar its interval, pale where scored under {SURE:g} and not in the "
        "headline; strokes: the calendar's day. A step is the nearest within three weeks of the "
        "same side and kind, towards nobody else; on the same day a neighbouring kind will do"
        + f" ({other} of the acts)" * bool(other)
        + ". The text may mean another event, and the calendar is not complete.",
        height=sum(labels.tall(said)),
        left=WORDS + palette.MARGIN,
        right=1.55,
        bottom=0.5,
        entries=entries,
    )
    every = [*table.date_start, *table.date_end, *table.event_date]
    days = [date.fromisoformat(day) for day in every if day >= floor] or [date.fromisoformat(floor)]
    style.date_axis(axes, min(days), max(days), 0.03)
    colors = palette.side_colors(sides or {})
    middles = labels.column(axes, said)
    for y, rows in zip(middles, groups, strict=False):
        color = colors.get(side.get(rows.step_id.iloc[0], ""), palette.GREY)
        _row(axes, y, rows, color)
        style.beside(axes, y, _verdict(rows))
    for y, (rows, _) in zip(middles[len(groups) :], rest, strict=True):
        _many(
            axes, y, rows, [colors.get(side.get(step, ""), palette.GREY) for step in rows.step_id]
        )
        style.beside(axes, y, f"{len(rows)}")
    axes.grid(axis="x")
    return Chart(
        figure,
        headline,
        table,
        f"Told against happened. {headline}. "
        + "; ".join(f"{_label(rows)}: {_verdict(rows)}" for rows in groups),
    )


def _finding(table: pd.DataFrame) -> str:
    n = table.verdict[table.score >= SURE].value_counts()
    agree, differ, alone, left = (
        int(n.get(verdict, 0)) for verdict in ("agrees", "differs", "text only", "not matched")
    )
    steps = table.step_id[table.step_id != ""].nunique()
    undated = table.step_id[table.verdict == "no date"].nunique()
    parts = ((agree, "borne out"), (differ, "dated otherwise"), (alone, "that it lacks"))
    said = [f"{n} {what}" for n, what in parts if n]
    return (
        f"Dated acts of the text on the calendar: {style.listed(said)}; matched to no act: "
        f"{style.part(left, steps, 'step')}"
        + f" ({undated} more to an act without a day)"
        * bool(undated)
    )


def _floor(articles: pd.DataFrame, calendar: pd.DataFrame) -> str:
    """The first day of the axis: that of the calendar, or half a year before the articles."""
    first = min((day for day in articles.published if day), default="")
    early = str(date.fromisoformat(first) - timedelta(days=BEFORE)) if first else "0001-01-01"
    return min([early, *calendar.date[calendar.date != ""]]) if first else early


def _label(rows: pd.DataFrame) -> str:
    row = rows.iloc[0]
    triggers = list(dict.fromkeys(f"“{style.plain(word)}”" for word in rows.trigger))
    told = f"told as {style.listed(triggers, 3)}"
    return f"{style.said_day(row.event_date)}: {style.plain(row.event)} ({told})"


def _verdict(rows: pd.DataFrame) -> str:
    differ = rows[rows.verdict == "differs"]
    if len(rows) > 1:
        agree = len(rows) - len(differ)
        parts = [f"{agree} agree" if agree else "", f"{len(differ)} differ" if len(differ) else ""]
        return ", ".join(part for part in parts if part)
    if differ.empty:
        return "agrees, other kind" if rows.code.iloc[0] else "agrees"
    days = int(differ.days.iloc[0])
    return f"{count(abs(days), 'day')} {'later' if days < 0 else 'earlier'}"


def _row(axes: Axes, y: float, rows: pd.DataFrame, color: str) -> None:
    step = style.day(rows.event_date.iloc[0])
    _stroke(axes, step, y, palette.INK)
    low, high = axes.get_xlim()
    days = [style.day(day) for day in rows.date_start]
    lift = labels.swarm(days, [0] * len(days), (high - low) / 40, 0.08, most=1)
    for x, up, act in zip(days, lift, rows.itertuples(), strict=True):
        end, sure = style.day(act.date_end), act.score >= SURE
        shade = color if sure else palette.pale(color)
        if end > x:
            axes.plot([x, end], [y + up, y + up], color=shade, linewidth=1.6, zorder=1)
        style.mark(axes, x, y + up, color, deed=act.words_or_deed == "deed", sure=sure, size=26)
        if act.verdict == "differs":
            axes.plot([x, step], [y + up, y + up], color=palette.GREY, linewidth=1, linestyle=":")


def _stroke(axes: Axes, x: float, y: float, color: str) -> None:
    """A day of the calendar."""
    axes.scatter(x, y, s=190, marker="|", color=color, linewidth=1.6, zorder=2)


def _many(axes: Axes, y: float, rows: pd.DataFrame, colors: Sequence[str]) -> None:
    days = [
        style.day(day or event) for day, event in zip(rows.date_start, rows.event_date, strict=True)
    ]
    low, high = axes.get_xlim()
    lift = labels.swarm(days, [0] * len(days), (high - low) / 45, 0.07, most=2)
    for x, up, color, row in zip(days, lift, colors, rows.itertuples(), strict=True):
        if row.verdict == "text only":
            fine: dict[str, Any] = {"deed": row.words_or_deed == "deed", "sure": row.score >= SURE}
            style.mark(axes, x, y + up, color, size=24, **fine)
        else:
            _stroke(axes, x, y, color)
