"""The house style: one width, one font, one palette, one meaning for each mark.

Every chart states its finding in the headline, says below it what is drawn, and at the foot n,
what the numbers rest on, and what was left out.

| mark | meaning, in every chart |
|---|---|
| circle, square | words, deeds |
| filled, hollow | told as fact; not told as fact (hedged, denied, conditional, planned) |
| pale | the model's score is below `lanes.SURE` |
| diamond | a person decided it |
| black | the outlet's own voice |
| bar | a 95 % interval; a mark without one rests on too few cases, and its n is written beside it |

A side has one colour in all charts of a case (`side_colors`), so has a status or an answer
(`STATUS`). Colour never carries a meaning alone: it repeats a label, a place or a form.
"""

import functools
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..measures.one_crisis import two_crises
from ..vocabulary import count as count
from ..vocabulary import listed as listed
from ..vocabulary import number as number
from ..vocabulary import plain as plain
from ..vocabulary import said_day as said_day
from ..vocabulary import short as short
from .axes import bare as bare
from .axes import date_axis as date_axis
from .axes import day as day
from .axes import rungs as rungs
from .chart import Chart
from .rows import held as held
from .rows import named as named
from .rows import one_article as one_article

# Six colours chosen by search: each differs from the others in lightness (a grey print), by hue as
# people without green or red cones see it, and stands out from the paper by 3:1. The first three
# differ most.
BLUE, ORANGE, PURPLE = "#0040A6", "#D97B00", "#5E004A"
SKY, VERMILLION, GREEN, INK = "#197BA6", "#914316", "#419178", "#1A1A1A"
GREY, PALE, RULE, PAPER = "#5F5F5F", "#C9C9C9", "#E3E3E3", "#FFFFFF"
CYCLE = (BLUE, ORANGE, PURPLE, SKY, VERMILLION, GREEN)
NARRATOR, SOURCES = INK, BLUE  # the outlet's own voice, and everybody it gives the floor to
STATUS = {  # what the text or a person says of a claim, and how somebody answers it
    "corroborated": GREEN,
    "confirms": GREEN,
    "several_sources": GREEN,
    "in_part": SKY,
    "reported": SKY,
    "asserted": BLUE,
    "disputed": ORANGE,
    "hinted": ORANGE,
    "refuted": VERMILLION,
    "denied": VERMILLION,
    "denies": VERMILLION,
    "unsupported": PURPLE,
    "no_conclusive_evidence": PURPLE,
    "no_evidence": PURPLE,
    "unattributed": INK,
}  # any other is GREY: nothing was decided, or nobody answered

WIDTH = 7.2  # inches, at 160 dots: 1152 pixels; still 11-pixel letters at half that width
TITLE, SUB, TEXT = 14.5, 11.5, 10.5  # points; nothing is smaller than SMALL
SMALL = 10.0
MARGIN = 0.15

RC = {
    "font.family": "DejaVu Sans",
    "font.size": TEXT,
    "text.parse_math": False,
    "text.color": INK,
    "axes.titlesize": SUB,
    "axes.labelsize": TEXT,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "axes.grid": False,
    "grid.color": RULE,
    "grid.linewidth": 0.8,
    "axes.axisbelow": True,
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "lines.solid_capstyle": "butt",
    "axes.unicode_minus": True,
}


def house(draw: Callable[..., Chart]) -> Callable[..., Chart]:
    """Draw in the house style whatever the caller's settings of matplotlib are."""

    @functools.wraps(draw)
    def drawn(*args, **kwargs):
        with mpl.rc_context(), warnings.catch_warnings():
            warnings.filterwarnings(
                "ignore", message="Glyph .* missing from"
            )  # scripts that the font lacks
            mpl.rcdefaults()
            mpl.rcParams.update(RC)
            return draw(*args, **kwargs)

    return drawn


def series(draw: Callable[..., Chart]) -> Callable[..., Chart]:
    """Draw acts, a calendar and articles of one crisis; a sentence in place of a chart of two."""

    @functools.wraps(draw)
    def drawn(
        acts: pd.DataFrame, calendar: pd.DataFrame, articles: pd.DataFrame, *args: Any, **kw: Any
    ) -> Chart:
        if why := two_crises(acts, articles, calendar):
            return house(nothing)(why, articles)
        return house(draw)(acts, calendar, articles, *args, **kw)

    return drawn


def sheet(
    headline: str,
    subtitle: str = "",
    foot: str = "",
    *,
    height: float | Sequence[float] = 3.0,
    left: float = 1.0,
    right: float = 0.2,
    bottom: float = 0.5,
    gap: float = 0.55,
    columns: Sequence[float] = (1,),
    column_gap: float = 0.3,
    top: float = 0.0,
) -> tuple[Figure, list[Axes]]:
    """An empty figure: headline, subtitle and foot set and wrapped; axes between, row by row.

    All lengths are inches. height: of each row of axes, `gap` apart. columns: their relative
    widths. top: room above the axes for labels; bottom: room for the ticks and label of the lowest
    x axis.
    """
    figure = Figure(figsize=(WIDTH, 5), dpi=100)
    width = WIDTH - 2 * MARGIN
    head = wrap(figure, headline, TITLE, width, "bold")
    under = wrap(figure, subtitle, SUB, width)
    low = wrap(figure, foot, SMALL, width)
    rows = [height] if isinstance(height, (int, float)) else list(height)
    lines = [
        len(text.splitlines()) * size * 1.22 / 72
        for text, size in ((head, TITLE), (under, SUB), (low, SMALL))
    ]
    above = MARGIN + lines[0] + (0.06 + lines[1] if under else 0) + 0.18 + top
    below = MARGIN + (lines[2] + 0.1 if low else 0) + bottom
    total = above + sum(rows) + gap * (len(rows) - 1) + below
    figure.set_size_inches(WIDTH, total)
    at = dict(x=MARGIN / WIDTH, ha="left", va="top", linespacing=1.15)
    figure.text(y=1 - MARGIN / total, s=head, fontsize=TITLE, fontweight="bold", **at)
    if under:
        figure.text(
            y=1 - (MARGIN + lines[0] + 0.06) / total, s=under, fontsize=SUB, color=GREY, **at
        )
    if low:
        figure.text(y=(MARGIN + lines[2]) / total, s=low, fontsize=SMALL, color=GREY, **at)
    room = WIDTH - left - right - column_gap * (len(columns) - 1)
    axes, y = [], total - above
    for row in rows:
        x = left
        for column in columns:
            wide = room * column / sum(columns)
            axes.append(figure.add_axes((x / WIDTH, (y - row) / total, wide / WIDTH, row / total)))
            x += wide + column_gap
        y -= row + gap
    return figure, axes


def nothing(headline: str, table: pd.DataFrame, foot: str = "") -> Chart:
    """The plain note that stands where there is nothing to draw."""
    figure, axes = sheet(headline, "There is nothing to draw.", foot, height=0.1, bottom=0.0)
    axes[0].set_axis_off()
    return Chart(figure, headline, table, f"No chart: {headline}")


def wrap(figure: Figure, text: str, size: float, width: float, weight: str = "normal") -> str:
    """Break lines by their measured width in inches, so that no line leaves the sheet."""
    renderer = (
        figure.canvas.get_renderer() if hasattr(figure.canvas, "get_renderer") else _agg(figure)
    )
    font = mpl.font_manager.FontProperties(family="DejaVu Sans", size=size, weight=weight)

    def fits(words: str) -> bool:
        return renderer.get_text_width_height_descent(words, font, False)[0] / figure.dpi <= width

    lines = [""]
    for word in re.findall(r"\S+(?: %)?", plain(text)):
        while len(word) > 2 and not fits(word):
            word = word[:-2] + "…"
        longer = f"{lines[-1]} {word}".strip()
        if fits(longer):
            lines[-1] = longer
        elif not lines[-1]:
            lines[-1] = word
        else:
            lines.append(word)
    return "\n".join(lines) if lines != [""] else ""


def _agg(figure: Figure):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    return FigureCanvasAgg(figure).get_renderer()


def colors_of(names: Sequence[str]) -> dict[str, str]:
    """A colour for each name in the order given; beyond six, grey."""
    names = list(dict.fromkeys(names))
    return {name: CYCLE[i] if i < len(CYCLE) else GREY for i, name in enumerate(names)}


def side_colors(sides: Mapping[str, str]) -> dict[str, str]:
    """The colour of each side, the same in all charts of a case. sides : `Case.sides`."""
    return colors_of([side for side in sides.values() if side])


def color_of(actor: str, sides: Mapping[str, str]) -> str:
    """The colour of an actor: its side's; of several actors, if they share a side; else grey."""
    found = {sides.get(one.strip(), "") for one in actor.split(";")}
    return side_colors(sides).get(found.pop(), GREY) if len(found) == 1 else GREY


def pale(color: str) -> tuple[float, float, float]:
    """The same colour as a mark of low score bears it: mixed with paper."""
    r, g, b = mpl.colors.to_rgb(color)
    return (1 - (1 - r) * 0.45, 1 - (1 - g) * 0.45, 1 - (1 - b) * 0.45)


def mark(
    axes: Axes,
    x: float,
    y: float,
    color: str,
    *,
    deed: bool = False,
    fact: bool = True,
    sure: bool = True,
    person: bool = False,
    size: float = 62,
) -> None:
    """One mark by the rules at the head of this file. size : its area in square points."""
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
    )


def beside(axes: Axes, y: float, words: str, color: str = INK) -> None:
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
    x: float | None = None,
    lift: float = 0.0,
) -> None:
    """A key above the axes: (words, colour, marker).

    marker : "o", "s" or "D" as in `mark`; "o-" is hollow, "o~" pale; "-" alone is a line

    x    : inches from the left edge of the sheet, by default that of the headline
    lift : inches between the axes and the key, for labels that stand between them
    """
    handles = [
        mpl.lines.Line2D(
            [],
            [],
            linestyle="-" if marker == "-" else "none",
            linewidth=3,
            color=pale(color) if marker.endswith("~") else color,
            marker=None if marker == "-" else marker[0],
            markersize=7.5,
            label=words,
            markerfacecolor=PAPER
            if marker.endswith("-")
            else pale(color)
            if marker.endswith("~")
            else color,
            markeredgewidth=1.4,
        )
        for words, color, marker in entries
    ]
    figure = axes.figure
    top = axes.get_position().y1 + (0.04 + lift) / figure.get_figheight()
    rows = -(-len(entries) // columns)
    order = (
        [handles[i] for column in range(columns) for i in range(column, len(handles), columns)]
        if rows > 1
        else handles
    )
    figure.legend(
        order,
        [handle.get_label() for handle in order],
        loc="lower left",
        frameon=False,
        fontsize=SMALL,
        ncol=columns,
        bbox_to_anchor=((MARGIN if x is None else x) / WIDTH, top),
        borderaxespad=0.0,
        borderpad=0.0,
        handletextpad=0.3,
        columnspacing=1.2,
        labelspacing=0.35,
        handlelength=1.2,
    )


KEY_ROW = 0.22  # inches that one row of a key takes


def lines_of(figure: Figure, text: str, width: float, most: int = 2) -> str:
    """Text wrapped at `width` inches and cut after `most` lines, with an ellipsis."""
    lines = wrap(figure, text, SMALL, width).splitlines()
    if len(lines) > most:
        lines[most - 1] = lines[most - 1].rstrip(" ,;")[:-1].rstrip(" ,;") + "…"
    return "\n".join(lines[:most])
