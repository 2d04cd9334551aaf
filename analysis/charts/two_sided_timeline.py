"""The crisis by day: one side's rungs upwards, the other's downwards, others between."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..measures.chronology import said_when
from ..measures.happened import EVERYBODY, OTHERS, events, in_sentences, sided, turning_points
from ..measures.lanes import HIGH_MEANS, RUNGS, SURE, is_high
from ..measures.tellings import first_of_run
from . import labels, palette, style
from .chart import Chart
from .style import count

BAND = 1.6  # half the height of the middle line, in rungs
DENSE = 28  # days of the inset
FEW = 40  # events up to which no inset is needed
FEWEST = 3  # days of a chart
FEW_ARTICLES = 4  # fewer are marked from top to bottom


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
    table = in_sentences(events(acts, calendar, articles, sides), sentences)
    what = "step" if len(calendar) else "act"
    appeared = sorted({day for day in articles.published if day})
    table, two = sided(table, sides)
    table["turning"] = turning_points(table) & table.side.isin(two)
    drawn = known_span(table, articles)
    table["drawn"] = table.index.isin(drawn.index)
    if drawn.empty:
        return style.nothing("No step and no dated act is held", table)
    colors = colors_of_two(two, sides)
    headline = finding(drawn, two, what)
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
        entries=[*style.forms(drawn), *_appeared(len(appeared))],
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
        f"Two-sided time line of {count(len(drawn), 'event')}. {headline}. Turning points: "
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


def ladder_axes(axes: Axes, two: Sequence[str], colors: Mapping[str, str]) -> None:
    """Rungs up for the first side and down for the second, a band between them for all others."""
    rungs = range(len(RUNGS))
    ticks = [sign * (rung + BAND) for sign in (1, -1)[: len(two)] for rung in rungs]
    names = [f"{RUNGS[rung]} {rung}" for _ in two for rung in rungs]
    edge = len(RUNGS) + BAND + 0.1
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

    Deeds that are not told as done do not count; a conditional threat is a threat. That there was
    none of a kind is said of a calendar only: of articles it is said what the program found.
    """
    sure = table[(table.score >= SURE) & table.done]
    found = " found" if what == "act" else ""
    for lane, noun in (("deed", "Deeds"), ("words", "Statements")):
        own = sure[sure.words_or_deed == lane]
        if is_high(own).any():
            return f"{noun}{found} that {HIGH_MEANS[lane]}: {high_by_side(own, two)}"
    if found:
        return f"{count(len(sure), 'event')} found, none of them sure to threaten or to use force"
    return f"No step threatens, coerces or uses force (n = {len(sure)})"


def high_by_side(own: pd.DataFrame, two: Sequence[str]) -> str:
    """How many of the events of a lane are high, by side; others where any of theirs is.

    Of a side without any, "none of 9" if they are steps of a calendar, else only how many were
    found: the program may have missed some.
    """
    steps = bool((own.what == "step").any())
    whose = own.side.where(own.side.isin(two), OTHERS)
    each = own.assign(high=is_high(own)).groupby(whose).high
    said, rest = [], []
    for who, high in sorted(each, key=lambda pair: [*two, pair[0]].index(pair[0])):
        if high.any() or (steps and who in two):
            said.append(f"{style.part(int(high.sum()), len(high))} by {who}")
        elif who in two:
            rest.append(f"{len(high)} of other kinds by {who}")
    counted = ", ".join(said)
    word = int((is_high(own) & ~own.fact & (own.words_or_deed == "deed")).sum())
    if word and not steps:
        counted += f" ({word} only as somebody’s word)"
    return f"{counted}; {style.listed(rest)}" if rest else counted


def known_span(table: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The events that an axis of days can hold: with a day, and no act long before the others.

    A month, a year and "since January" are no days; "long before" is `tellings.first_of_run`.
    """
    able = table[(table.date != "") & ~table.coarse]
    if able.empty or (able.what == "step").any():
        return able
    return able[able.date >= first_of_run([*able.date, *filter(None, articles.published)])]


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
    return f"{said_when(event.date, event.until)}, {who}: {said}"


def _sided(two: Sequence[str]) -> str:
    if len(two) < 2:
        return "Rungs of all actors, of whom no two sides are known"
    ways = [f"{side} {way}" for side, way in zip(two, ("upwards", "downwards"), strict=False)]
    return f"Rungs of {', of '.join(ways)}; others on the middle line"


def _foot(table: pd.DataFrame, drawn: pd.DataFrame, what: str, inset: bool) -> str:
    if what == "act":
        own = int(drawn.dated.sum())
        n = (
            f": {own} on the days that the texts give, {len(drawn) - own} on that of the first "
            "article"
        )
        if left := len(table) - len(drawn):
            coarse = int((table.coarse & ~table.drawn).sum())
            n += f"; not drawn: {coarse} of a month, a year or “since” one" * bool(coarse)
            n += f"{', ' if coarse else '; not drawn: '}{left - coarse} long before or undated" * (
                left > coarse
            )
        n += ". The headline leaves out what is pale, and deeds not told as done"
    else:
        n = ". A calendar holds what its coder met, knowing how it went on"
    return (
        f"{style.told_times(drawn)}{n}. {style.explained(drawn)} Deeds stand at 0 and from 8 on by "
        "definition: compare words with words, deeds with deeds. Numbers: higher in its lane than "
        "all before it of that side, or the highest deed of the fullest day."
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
        axes.plot([at, style.day(row.until)], [up, up], color=color, linewidth=1.4, zorder=2)
        style.event_mark(axes, at, up, color, row, size)
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
            few = len(appeared) < FEW_ARTICLES
            dashes, high = ((0, (4, 3)), 1.0) if few else ("-", 0.025)
            at = style.day(day)
            axes.axvline(at, 0, high, color=palette.INK, linewidth=1.1, linestyle=dashes, zorder=1)


def _appeared(articles: int) -> list[tuple[str, str, str]]:
    mark = "--" if articles < FEW_ARTICLES else "|"
    return [("an article appeared", palette.INK, mark)] * bool(articles)
