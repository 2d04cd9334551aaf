"""The marks of a chart, the words beside them and the key above: one meaning for each form.

| mark | meaning, in every chart |
|---|---|
| circle, square | words, deeds |
| filled, hollow | told as fact; as others' word, or hedged, conditional, planned, disputed |
| of a finding: filled, hollow | it says from whom it has this; it does not |
| pale | the model's score is below `lanes.SURE`, and nothing else |
| small | what should place it is not given: no day (that of the first article stands in), no word |
| large | several in one mark, by area; the chart says how many |
| diamond | a person decided it |
| upright stroke | a day of the calendar, or of publication |
| black | the outlet's own voice |
| bar | a 95 % interval; a mark without one rests on too few cases, and its n is written beside it |

`forms` and `explained` put those that are drawn into the key and the foot of a chart.
A side has one colour in all charts of a case (`side_colors`). Colour never carries a meaning alone:
it repeats a label, a place or a form.
"""

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from ..measures.lanes import SURE
from .palette import INK, MARGIN, PAPER, SMALL, WIDTH, pale

UNDATED = 0.35  # of the area of a mark with a day


def mark(
    axes: Axes,
    x: float,
    y: float,
    color: str,
    *,
    deed: bool = False,
    fact: bool = True,
    sure: bool = True,
    dated: bool = True,
    person: bool = False,
    size: float = 62,
) -> None:
    """One mark by the rules at the head of this file. size : its area in square points."""
    size *= 1 if dated else UNDATED
    shade = color if sure else pale(color)
    form = "D" if person else "s" if deed else "o"
    axes.scatter(
        x,
        y,
        s=size,
        marker=form,
        facecolor=shade if fact else PAPER,
        edgecolor=shade,
        linewidth=1.4,
        zorder=3,
        path_effects=[withStroke(linewidth=3, foreground=PAPER)],  # of two that touch
    )


def event_mark(axes: Axes, x: float, y: float, color: str, event: Any, size: float) -> None:
    """The mark of an event (`measures.happened`): lane, whether as fact, sure, with a day."""
    fine = {"fact": event.fact, "sure": event.score >= SURE, "dated": event.dated}
    mark(axes, x, y, color, deed=event.words_or_deed == "deed", size=size, **fine)


def forms(events: pd.DataFrame) -> list[tuple[str, str, str]]:
    """The key to the forms of those events (`measures.happened`) that are drawn."""
    lanes = set(events.words_or_deed)
    return [
        *[("words", INK, "o")] * ("words" in lanes),
        *[("deeds", INK, "s")] * ("deed" in lanes),
        *[("not as fact", INK, "o-")] * (not events.fact.all()),
        *[("unsure", INK, "o~")] * bool((events.score < SURE).any()),
        *[("no day given", INK, "o.")] * (not events.dated.all()),
    ]


def explained(events: pd.DataFrame) -> str:
    """What hollow, pale and small marks mean, for the foot, where such are drawn."""
    hollow = (
        "told only as somebody's word, or hedged, conditional or planned"
        if "act" in set(events.what)
        else "only reported, or disputed"
    )
    said = [
        f"Hollow: {hollow}." * (not events.fact.all()),
        f"Pale: scored under {SURE:g}." * bool((events.score < SURE).any()),
        "Small: no day in the text, drawn on that of the first article that tells it."
        * (not events.dated.all()),
        "A line: within these days." * bool((events.until > events.date).any()),
    ]
    return " ".join(filter(None, said))


def at_end(
    axes: Axes, x: float, y: float, words: str, way: int = 1, color: str = INK, away: float = 6
) -> None:
    """Words to the right (way = 1) or left (−1) of a point, `away` points from it."""
    axes.annotate(
        words,
        (x, y),
        (away * way, 0),
        textcoords="offset points",
        va="center",
        ha="left" if way > 0 else "right",
        fontsize=SMALL,
        color=color,
    )


def beside(axes: Axes, y: float, words: str, color: str | tuple[float, float, float] = INK) -> None:
    """Words to the right of the axes, at a height in its data."""
    axes.annotate(
        words,
        (1, y),
        (8, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="center",
        fontsize=SMALL,
        color=color,
    )


def key(
    axes: Axes,
    entries: Sequence[tuple[str, str, str]],
    columns: int = 3,
    x: float = MARGIN,
    lift: float = 0.0,
) -> None:
    """A key above the axes: (words, colour, marker).

    marker : "o", "s" or "D" as in `mark`; "o-" is hollow, "o~" pale, "o." small; "-" alone is a
        line, "--" a broken one, "|" an upright stroke

    x    : inches from the left edge of the sheet, by default that of the headline
    lift : inches between the axes and the key, for labels that stand between them
    """
    figure = axes.get_figure(root=True)
    if figure is None:
        return
    top = axes.get_position().y1 + (0.04 + lift) / figure.get_figheight()
    order: Sequence[int] = range(len(entries))
    if len(entries) > columns:  # row by row, as the eye reads
        order = [i for column in range(columns) for i in range(column, len(entries), columns)]
    figure.legend(
        handles=[_handle(*entries[i]) for i in order],
        loc="lower left",
        frameon=False,
        fontsize=SMALL,
        ncol=columns,
        bbox_to_anchor=(x / WIDTH, top),
        borderaxespad=0.0,
        borderpad=0.0,
        handletextpad=0.3,
        columnspacing=1.2,
        labelspacing=0.35,
        handlelength=1.2,
    )


def _handle(words: str, color: str, marker: str) -> mpl.lines.Line2D:
    shade = pale(color) if marker.endswith("~") else color
    return mpl.lines.Line2D(
        [],
        [],
        label=words,
        color=shade,
        linestyle="-" if marker == "-" else "--" if marker == "--" else "none",
        linewidth=3 if marker == "-" else 1.4,
        marker="" if marker in ("-", "--") else marker[0],
        markersize=3.5 if marker.endswith(".") else 7.5,
        markerfacecolor=PAPER if marker.endswith("-") else shade,
        markeredgewidth=1.4,
    )
