"""The house style: one width, one font, one palette, one meaning for each mark.

Every chart states its finding in the headline, says below it what is drawn, and at the foot n,
what the numbers rest on, and what was left out.
`marks` says what each mark means, `palette` which colour means what.
"""

import functools
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure

from ..measures.one_crisis import two_crises
from ..vocabulary import count as count
from ..vocabulary import listed as listed
from ..vocabulary import number as number
from ..vocabulary import part as part
from ..vocabulary import plain as plain
from ..vocabulary import said_day as said_day
from ..vocabulary import short as short
from .axes import bare as bare
from .axes import date_axis as date_axis
from .axes import dates as dates
from .axes import day as day
from .axes import listed_rows as listed_rows
from .axes import rungs as rungs
from .axes import weekly as weekly
from .chart import DPI, Chart
from .marks import at_end as at_end
from .marks import beside as beside
from .marks import event_mark as event_mark
from .marks import explained as explained
from .marks import forms as forms
from .marks import key
from .marks import mark as mark
from .palette import GREY, KEY_ROW, MARGIN, RC, SMALL, SUB, TITLE, WIDTH
from .rows import held as held
from .rows import peaks as peaks
from .rows import side_entries as side_entries
from .rows import told_times as told_times

MOST_PANELS, ACROSS = 12, 3  # articles with a panel each; panels in a row
IN_KEY = 4  # entries in a row of the key above panels


def house(draw: Callable[..., Chart]) -> Callable[..., Chart]:
    """Draw in the house style whatever the caller's settings of matplotlib are."""

    @functools.wraps(draw)
    def drawn(*args: Any, **kwargs: Any) -> Chart:
        with mpl.rc_context(), warnings.catch_warnings():
            warnings.filterwarnings(
                "ignore", message="Glyph .* missing from"
            )  # scripts that the font lacks
            mpl.rcdefaults()
            mpl.rcParams.update(RC)  # type: ignore[arg-type]  # its stub names each key
            return draw(*args, **kwargs)

    return drawn


def series(draw: Callable[..., Chart]) -> Callable[..., Chart]:
    """Draw acts, a calendar and articles of one crisis; a sentence in place of a chart of two."""

    @functools.wraps(draw)
    def drawn(
        acts: pd.DataFrame, calendar: pd.DataFrame, articles: pd.DataFrame, *args: Any, **kw: Any
    ) -> Chart:
        why = two_crises(acts, articles, calendar)
        return nothing(why, articles) if why else draw(acts, calendar, articles, *args, **kw)

    return house(drawn)


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
    entries: Sequence[tuple[str, str, str]] = (),
    in_key: int = IN_KEY,
    key_at: float = MARGIN,
) -> tuple[Figure, list[Axes]]:
    """An empty figure: headline, subtitle and foot set and wrapped; axes between, row by row.

    All lengths are inches. height: of each row of axes, `gap` apart. columns: their relative
    widths. top: room above the axes for labels; bottom: room for the ticks and label of the lowest
    x axis. entries: of the key above, `in_key` in a row from `key_at` on (`marks.key`).
    """
    lift, top = top, top + KEY_ROW * -(-len(entries) // in_key)
    figure = Figure(figsize=(WIDTH, 5), dpi=100)
    width = WIDTH - 2 * MARGIN
    head = wrap(headline, TITLE, width, "bold")
    under = wrap(subtitle, SUB, width)
    low = wrap(foot, SMALL, width)
    rows = [height] if isinstance(height, (int, float)) else list(height)
    lines = [
        len(text.splitlines()) * size * 1.22 / 72
        for text, size in ((head, TITLE), (under, SUB), (low, SMALL))
    ]
    above = MARGIN + lines[0] + (0.06 + lines[1] if under else 0) + 0.18 + top
    below = MARGIN + (lines[2] + 0.1 if low else 0) + bottom
    total = above + sum(rows) + gap * (len(rows) - 1) + below
    figure.set_size_inches(WIDTH, total)
    at: dict[str, Any] = dict(x=MARGIN / WIDTH, ha="left", va="top", linespacing=1.15)
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
    if entries:
        key(axes[0], entries, in_key, key_at, lift)
    return figure, axes


def multiples(
    headline: str,
    subtitle: str,
    foot: str,
    articles: Sequence[str],
    names: Mapping[str, str],
    height: float,
    entries: Sequence[tuple[str, str, str]],
    left: float = 0.35,
) -> tuple[Figure, list[Axes]]:
    """A figure with a small panel an article, from its first line (0) to its last (100).

    Each bears the name of its article, `ACROSS` stand in a row, and a key stands above.
    names : `Case.names` · height : inches of a panel · entries : of the key, as in `key`
    """
    called = {one: _title(names.get(one, one)) for one in articles}
    two = any("\n" in name for name in called.values())
    figure, panels = sheet(
        headline,
        subtitle,
        foot,
        height=[height] * -(-len(articles) // ACROSS),
        columns=(1,) * ACROSS,
        top=0.25 + 0.15 * two,
        left=left,
        entries=entries,
        bottom=0.1,
        gap=0.35 + 0.15 * two,
        column_gap=0.2,
    )
    for n, axes in enumerate(panels):
        axes.set(xlim=(-4, 104), xticks=[])
        axes.tick_params(labelleft=n % ACROSS == 0)
        axes.set_visible(n < len(articles))
    for axes, one in zip(panels, articles, strict=False):
        axes.set_title(called[one], loc="left", fontsize=SMALL)
    return figure, panels[: len(articles)]


def _title(name: str) -> str:
    """The name of an article above its panel; where it takes two lines, the day has the second."""
    if (whole := lines_of(name, 2.0, 9)).count("\n") < 2:
        return whole
    outlet, _, day = name.rpartition(", ")
    return f"{lines_of(outlet, 2.0, 1)}\n{lines_of(day, 2.0, 1)}" if outlet else whole


def nothing(headline: str, table: pd.DataFrame, few: bool = False) -> Chart:
    """The sentence that stands where there is nothing to draw, or (few) too little for a chart."""
    figure, axes = sheet(headline, "There is no chart.", height=0.1, bottom=0.0)
    axes[0].set_axis_off()
    said = f"{headline}. Too little for a chart." if few else f"{headline}, so there is no chart."
    return Chart(figure, headline, table, said, empty=True)


def wrap(text: str, size: float, width: float, weight: str = "normal") -> str:
    """Break lines by their measured width in inches, so that no line leaves the sheet."""
    font = mpl.font_manager.FontProperties(family="DejaVu Sans", size=size, weight=weight)

    def fits(words: str) -> bool:
        size = _ruler().get_text_width_height_descent(  # type: ignore[no-untyped-call]
            words, font, False
        )
        return bool(size[0] / _ruler().dpi <= 0.98 * width)  # hinted otherwise at other sizes

    lines = [""]
    for word in re.findall(r"\S+(?: %\S*)?", plain(text)):
        while len(word) > 2 and not fits(word):
            word = word[:-2] + "…"
        longer = f"{lines[-1]} {word}".strip()
        if fits(longer) or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


@functools.cache
def _ruler() -> RendererAgg:
    """What measures words."""
    return renderer_of(Figure(dpi=DPI))


def renderer_of(figure: Figure) -> RendererAgg:
    """What measures the texts of a figure."""
    return FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call,no-any-return]


def lines_of(text: str, width: float, most: int = 2) -> str:
    """Text wrapped at `width` inches and cut after `most` lines, with an ellipsis."""
    lines = wrap(text, SMALL, width).splitlines()
    if len(lines) > most:
        lines[most - 1] = lines[most - 1].rstrip(" ,;")[:-1].rstrip(" ,;") + "…"
    return "\n".join(lines[:most])
