"""What the text dates beside what the calendar holds: its day, none, or no match."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
from matplotlib.axes import Axes

from ..measures.chronology import compare, said_when
from ..measures.happened import of_steps
from ..measures.lanes import SURE
from . import labels, palette, style
from .chart import Chart
from .style import count

FEWEST, MOST = (
    3,
    15,
)  # steps of a chart; where they are more, those on which text and calendar agree go
WORDS = 3.0  # inches for the step


@style.series
def told_against_happened(
    acts: pd.DataFrame,
    calendar: pd.DataFrame,
    articles: pd.DataFrame,
    sides: Mapping[str, str] | None = None,
) -> Chart:
    """Each step that dated acts tell of a row: its day, the days that the text gives, the verdict.

    The table holds all that `measures.chronology.compare` finds; the foot counts what has no row.
    Without a calendar there is nothing to set the text's dates against.
    """
    table = compare(acts, calendar, articles, sides)
    dated = int(table.verdict.isin(["agrees", "differs", "text only"]).sum())
    if not dated:
        return style.nothing("No act told as done has a date", table)
    if not len(calendar):
        return style.nothing(
            f"No calendar to check {count(len(table), 'dated act')} against", table
        )
    headline = _finding(table)
    met = table[table.verdict.isin(["agrees", "differs"])].sort_values(["event_date", "step_id"])
    groups = [rows for _, rows in met.groupby(["event_date", "step_id"])]
    if len(groups) < FEWEST:
        said = [headline, *(f"{_label(rows)}: {_verdict(rows)}, {_when(rows)}" for rows in groups)]
        return style.nothing(". ".join(said), table, few=True)
    agreed = [n for n, rows in enumerate(groups) if (rows.verdict == "agrees").all()]
    left = set(agreed[: max(len(groups) - MOST, 0)])
    shown = [rows for n, rows in enumerate(groups) if n not in left]
    side = dict(zip(calendar.id, of_steps(calendar, sides).side, strict=True))
    said = [style.lines_of(_label(rows), WORDS - 0.05, 6) for rows in shown]
    alone = int((table.verdict == "text only").sum())
    apart = [f"{count(alone, 'dated act')} beside no step of the same kind"] * bool(alone)
    apart += [f"{count(len(left), 'step')} on which both agree"] * bool(left)
    figure, (axes,) = style.sheet(
        headline,
        "Days as the text gives them beside the days of the calendar",
        f"n = {dated} of {count(len(acts), 'act')} (dated, told as done, an event once) and "
        f"{count(len(calendar), 'step')} of the calendar. "
        + f"Not drawn: {style.listed(apart)}. "
        * bool(apart)
        + f"Marks: the text's day, a bar its interval, pale where scored under {SURE:g} and not in "
        "the headline; strokes: the calendar's day. A step is the nearest within three weeks of "
        "the same side and kind, towards nobody else; on the same day a neighbouring kind will do. "
        "The text may mean another event, and the calendar is not complete.",
        height=sum(labels.tall(said)),
        left=WORDS + palette.MARGIN,
        right=1.55,
        bottom=0.5,
        entries=[
            ("words", palette.INK, "o"),
            ("deeds", palette.INK, "s"),
            ("the calendar", palette.INK, "|"),
            *style.side_entries(sides or {}, [side.get(step, "") for step in met.step_id]),
        ],
    )
    drawn = pd.concat(shown)
    days = [*map(date.fromisoformat, [*drawn.date_start, *drawn.date_end, *drawn.event_date])]
    style.date_axis(axes, min(days), max(days), 0.03)
    colors = palette.side_colors(sides or {})
    for y, rows in zip(labels.column(axes, said), shown, strict=True):
        color = colors.get(side.get(rows.step_id.iloc[0], ""), palette.GREY)
        _row(axes, y, rows, color)
        style.beside(axes, y, _verdict(rows))
    axes.grid(axis="x")
    return Chart(
        figure,
        headline,
        table,
        f"Told against happened. {headline}. "
        + "; ".join(f"{_label(rows)}: {_verdict(rows)}" for rows in shown),
    )


def _finding(table: pd.DataFrame) -> str:
    n = table.verdict[table.score >= SURE].value_counts()
    parts = {
        "agrees": "on the day of the calendar",
        "differs": "whose nearest like step lies on another day",
        "text only": "beside no step of the calendar",
    }
    said = [f"{n[verdict]} {what}" for verdict, what in parts.items() if verdict in n]
    steps = table.step_id[table.step_id != ""].nunique()
    undated = table.step_id[table.verdict == "no date"].nunique()
    return (
        f"Dated acts: {style.listed(said)}; steps matched to no act: "
        f"{style.part(int(n.get('not matched', 0)), steps)}"
        + f" ({undated} more to an act without a day)"
        * bool(undated)
    )


def _label(rows: pd.DataFrame) -> str:
    row = rows.iloc[0]
    triggers = list(dict.fromkeys(f"“{style.plain(word)}”" for word in rows.trigger))
    told = f"told as {style.listed(triggers, 3)}"
    return f"{style.said_day(row.event_date)}: {style.plain(row.event)} ({told})"


def _when(rows: pd.DataFrame) -> str:
    row = rows.iloc[0]
    return f"in the text {said_when(row.date_start, row.date_end, row.date_rule)}"


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
    axes.scatter(step, y, s=190, marker="|", color=palette.INK, linewidth=1.6, zorder=2)
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
