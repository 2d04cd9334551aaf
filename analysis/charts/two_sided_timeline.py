"""The crisis by day: one side's rungs upwards, the other's downwards, others between."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..measures.happened import EVERYBODY, events, in_sentences, sided, turning_points
from ..measures.lanes import HIGH_MEANS, RUNGS, SURE, is_high
from . import labels, palette, style
from .chart import Chart
from .style import count

BAND = 1.6  # half the height of the middle line, in rungs
DENSE = 28  # days of the inset
BEFORE = 180  # days before the first article from which its acts are drawn
FEW = 40  # events up to which no inset is needed
FEWEST = 3  # days of a chart


@style.series
def two_sided_timeline(
    acts: pd.DataFrame,
    calendar: pd.DataFrame,
    articles: pd.DataFrame,
    sides: Mapping[str, str] | None = None,
    sentences: pd.DataFrame | None = None,
) -> Chart:
    """Every step of the calendar on its day and rung; without a calendar the articles' own acts.

    Words round, deeds square; the days of the articles are marked; numbers name the turning points
    (`measures.happened.turning_points`), which are listed below.
    sentences : the table, for whole sentences of acts in place of their verbs
    """
    table = events(in_sentences(acts, sentences), calendar, articles, sides)
    what = "step" if len(calendar) else "act"
    appeared = sorted({day for day in articles.published if day})
    table, two = sided(table, sides)
    table["turning"] = turning_points(table) & table.side.isin(two)
    drawn = known_span(table, articles)
    table["drawn"] = table.index.isin(drawn.index)
    if drawn.empty:
        return style.nothing("No step and no dated act is held", table)
    colors = colors_of_two(two, sides)
    headline = finding(table, two, what)
    if drawn.date.nunique() < FEWEST:
        return style.nothing(headline, table, few=True)
    turns = [
        style.wrap(f"({n}) {_told(r)}", palette.SMALL, palette.WIDTH - 2 * palette.MARGIN)
        for n, r in enumerate(drawn[drawn.turning].itertuples(), 1)
    ]
    window = _densest(drawn)
    figure, axes = style.sheet(
        headline,
        f"{'Public steps' if len(calendar) else 'Acts in the articles'} by day. {_sided(two)}",
        _foot(table, drawn, what, bool(window)),
        height=[
            4.3 if len(two) > 1 else 2.6,
            *([2.5] if window else []),
            *([sum(labels.tall(turns))] if turns else []),
        ],
        left=1.62,
        right=0.4,
        bottom=0.0 if turns else 0.5,
        gap=0.62,
        entries=_entries(what, len(appeared)),
        in_key=6,
    )
    days = [*drawn.date, *appeared]
    _panel(axes[0], drawn, two, colors, (min(days), max(days)), appeared, 30 if window else 62)
    if window:
        _panel(axes[1], drawn, two, colors, window, appeared, 40)
        axes[1].set_yticks(axes[1].get_yticks(), _every_second(axes[1]))
    if turns:
        labels.column(axes[-1], turns)
        axes[-1].set_axis_off()
    return Chart(
        figure,
        headline,
        table,
        f"Two-sided time line of {count(len(drawn), what)}. {headline}. Turning points: "
        + ("; ".join(" ".join(line.split()) for line in turns) or "none")
        + ".",
    )


def colors_of_two(two: Sequence[str], sides: Mapping[str, str] | None) -> dict[str, str]:
    """The colours of the two sides: those of the case, else the first two; of everybody, grey."""
    if EVERYBODY in two:
        return {EVERYBODY: palette.GREY}
    known = palette.side_colors(sides or {})
    return known if set(two) <= known.keys() else palette.colors_of(two)


def place_of(table: pd.DataFrame, two: Sequence[str]) -> np.ndarray:
    """The height of each event: rungs of the first side up, of the second down, others at 0."""
    way = table.side.map({side: sign for side, sign in zip(two, (1, -1), strict=False)}).fillna(0)
    return np.asarray(way * (table.rung + BAND), dtype=float)


def ladder_axes(axes: Axes, two: Sequence[str], colors: Mapping[str, str], top: int = 10) -> None:
    """Rungs up for the first side and down for the second, a band between them for all others."""
    ticks = [sign * (rung + BAND) for sign in (1, -1)[: len(two)] for rung in range(top + 1)]
    names = [f"{RUNGS[rung]} {rung}" for _ in two for rung in range(top + 1)]
    edge = top + BAND + 1.1
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y")
    if EVERYBODY in two:
        axes.set(ylim=(BAND - 1.1, edge))
        axes.set_yticks(ticks, names)
    else:
        axes.set(ylim=(-edge if len(two) > 1 else -BAND, edge))
        axes.set_yticks([*ticks, 0], [*names, "others, unknown"])
        axes.axhspan(0.7 - BAND, BAND - 0.7, color=palette.RULE, zorder=0, alpha=0.5)
    for side, y in zip(two, (edge / 2, -edge / 2), strict=False):
        axes.annotate(
            style.short(side, 24),
            (1, y),
            (6, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            color=palette.dark(colors[side]),
            fontweight="bold",
            rotation=90,
            va="center",
        )
    style.bare(axes, "left")


def finding(table: pd.DataFrame, two: Sequence[str], what: str) -> str:
    """How many deeds of each side coerce or use force, else how many of its words threaten.

    Deeds that are not told as done do not count; a conditional threat is a threat.
    """
    sure = table[(table.score >= SURE) & table.done]
    for lane, noun in (("deed", "Deeds"), ("words", "Statements")):
        own = sure[sure.words_or_deed == lane]
        if is_high(own).any():
            return f"{noun} that {HIGH_MEANS[lane]}: {high_by_side(own, two)}"
    return f"No {what} threatens, coerces or uses force (n = {len(sure)})"


def high_by_side(own: pd.DataFrame, two: Sequence[str]) -> str:
    """How many of the acts of a lane are high, by side; others are named where any of theirs is."""
    whose = own.side.where(own.side.isin(two), "others or nobody named")
    each = own.assign(high=is_high(own)).groupby(whose).high
    said = [
        f"{style.part(int(high.sum()), len(high))} by {who}"
        for who, high in sorted(each, key=lambda pair: [*two, pair[0]].index(pair[0]))
        if who in two or high.any()
    ]
    return ", ".join(said)


def known_span(table: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The events that an axis of days can hold: dated, and no act long before the articles."""
    appeared = [day for day in articles.published if day]
    if not appeared or (table.what == "step").any():
        return table[table.date != ""]
    first = date.fromisoformat(min(appeared)) - timedelta(days=BEFORE)
    return table[table.date >= str(first)]


def _every_second(axes: Axes) -> list[str]:
    """The numbers of every second rung, where there is no room for their names."""
    said = [label.get_text().split()[-1] for label in axes.get_yticklabels()]
    return [rung if rung.isdecimal() and int(rung) % 2 == 0 else "" for rung in said]


def _told(event: Any) -> str:
    """A turning point in a line: its day, side and what was done."""
    said = style.plain(event.said)
    if event.what == "act":
        said = (
            f"“{style.short(said, 140)}” ({RUNGS[event.rung]}"
            + f", towards {event.target}" * bool(event.target)
        )
        said += ")"
    who = event.side if event.side != EVERYBODY else event.actor or "not said who"
    return f"{style.said_day(event.date)}, {who}: {said}"


def _sided(two: Sequence[str]) -> str:
    if len(two) < 2:
        return "Rungs of all actors, of whom no two sides are known"
    ways = [f"{side} {way}" for side, way in zip(two, ("upwards", "downwards"), strict=False)]
    return f"Rungs of {', of '.join(ways)}; others on the middle line"


def _foot(table: pd.DataFrame, drawn: pd.DataFrame, what: str, inset: bool) -> str:
    n = f"n = {count(len(drawn), what)}"
    if what == "act":
        own = int(drawn.dated.sum())
        n += (
            f": {own} at the dates that the text gives, {len(drawn) - own} on the day they appeared"
        )
    if left := len(table) - len(drawn):
        n += f"; {left} more in undated articles or of earlier years are not drawn"
    hollow = {
        "step": "Hollow: only reported, or disputed, and not in the headline. A calendar holds "
        "what its coder met, knowing how it went on.",
        "act": "Hollow: told by a source, or not as fact. Pale: undated, or scored under "
        f"{SURE:g}. The headline leaves out unsure acts and deeds not told as done.",
    }
    return (
        f"{n}. {hollow[what]} Deeds stand at 0 and from 8 on by definition: compare words with "
        "words, deeds with deeds. Numbers: higher in its lane than all before it of that side, "
        "or the highest deed of the fullest day."
        + (f" Below: the densest {DENSE // 7} weeks." if inset else "")
    )


def _densest(drawn: pd.DataFrame) -> tuple[str, str] | None:
    """First and last day of the weeks with most events; None where the whole is as short."""
    days = pd.to_datetime(drawn.date)
    if len(drawn) <= FEW or (days.max() - days.min()).days < 2 * DENSE:
        return None
    daily = days.value_counts().sort_index().resample("D").sum()
    last = daily.rolling(DENSE).sum().idxmax()
    return f"{last - pd.Timedelta(days=DENSE - 1):%Y-%m-%d}", f"{last:%Y-%m-%d}"


def _panel(
    axes: Axes,
    drawn: pd.DataFrame,
    two: Sequence[str],
    colors: Mapping[str, str],
    span: tuple[str, str],
    appeared: Sequence[str],
    size: float,
) -> None:
    ladder_axes(axes, two, colors)
    first, last = map(date.fromisoformat, span)
    style.date_axis(axes, first, last, 0.015)
    inside = drawn[drawn.date.between(*span)]
    x = [style.day(day) for day in inside.date]
    y = place_of(inside, two)
    low, high = axes.get_xlim()
    wide = (high - low) / 5.2 / 72  # days that a point takes
    step = np.where(y == 0, 0.42, 0.3)
    y = y + step * labels.swarm(x, list(y), 0.9 * wide * size**0.5, 1, most=2)
    for at, up, row in zip(x, y, inside.itertuples(), strict=True):
        color = colors[row.side] if row.side in two else palette.GREY
        sure = row.dated and row.score >= SURE
        fine = {"deed": row.words_or_deed == "deed", "fact": row.fact, "sure": sure}
        style.mark(axes, at, up, color, size=size, **fine)
    number = {row: n for n, row in enumerate(drawn.index[drawn.turning], 1)}
    dots = list(zip(x, y, strict=True))
    turns = [
        (*dot, str(number[row]))
        for dot, row in zip(dots, inside.index, strict=True)
        if row in number
    ]
    for text in labels.place(axes, turns, avoid=dots, inside=False):
        text.set_fontweight("bold")
    for day in appeared:
        if span[0] <= day <= span[1]:
            dashes, high = ((0, (4, 3)), 1.0) if len(appeared) < 4 else ("-", 0.025)
            at = style.day(day)
            axes.axvline(at, 0, high, color=palette.INK, linewidth=1.1, linestyle=dashes, zorder=1)


def _entries(what: str, appeared: int) -> list[tuple[str, str, str]]:
    return [
        ("words", palette.INK, "o"),
        ("deeds", palette.INK, "s"),
        ("not as fact" if what == "act" else "reported, disputed", palette.INK, "o-"),
        *([("undated or unsure", palette.INK, "o~")] if what == "act" else []),
        *(
            [("an article appeared", palette.INK, "--" if appeared < 4 else "|")]
            if appeared
            else []
        ),
    ]
