"""The articles' own rhetoric: words by rung, side and day of publication."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from ..measures.happened import of_acts, two_sides
from ..measures.lanes import HIGH_MEANS, SURE, is_high
from . import style
from .chart import Chart
from .style import count
from .two_sided_timeline import colors_of_two, ladder_axes, place_of

TOP = 8  # the highest rung of words
ONE, LARGEST = 26.0, 330.0  # square points of a mark of one act, and of the most


@style.house
def rhetoric_by_day(
    acts: pd.DataFrame,
    articles: pd.DataFrame,
    sides: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Chart:
    """Word acts on their rung, on the day of their article: a mark a day, side and rung, by its n.

    Always from the articles, whatever the calendar holds. Deeds are not drawn. names : `Case.names`
    """
    words = of_acts(acts[acts.words_or_deed == "words"], articles, sides)
    words = words[words.score >= SURE].drop(columns=["date", "until"])
    words = words.merge(articles[["article_id", "published"]], on="article_id")
    two = two_sides(words, sides)
    words = words.assign(side=words.side.where(words.side.isin(two), ""))
    words.loc[words.side == "", "rung"] = 0  # others share the middle line
    grouped = words[words.published != ""].groupby(["published", "side", "rung"], as_index=False)
    table = grouped.agg(
        n=("fact", "size"),
        as_fact=("fact", "sum"),
        said=("said", lambda column: "; ".join(dict.fromkeys(column))),
    )
    if table.empty:
        return style.nothing("No word act of a dated article is held", table)
    headline = _finding(words, two)
    drawn = int(table.n.sum())
    figure, (axes,) = style.sheet(
        headline,
        "Words as the articles tell them, by day of publication"
        + (f": {two[0]} upwards, {two[1]} downwards" if len(two) > 1 else ""),
        f"n = {count(drawn, 'word act')} of {style.held(words, names)}; the larger a mark, the "
        f"more, the filled part what is told as fact. Left out: {len(acts) - drawn} deeds, negated "
        f"acts, acts scored under {SURE:g} or without a day. This is what the texts say that was "
        "said, on the day they appeared.",
        height=4.4,
        left=1.62,
        right=0.4,
        bottom=0.5,
    )
    colors = colors_of_two(two, sides)
    ladder_axes(axes, two, colors, TOP)
    days = [date.fromisoformat(day) for day in table.published]
    style.date_axis(axes, min(days), max(days))
    low, high = axes.get_xlim()
    axes.set_xlim(low - 0.02 * (high - low), high + 0.02 * (high - low))
    _marks(axes, table, two, colors)
    return Chart(figure, headline, table, f"Rhetoric by day of publication. {headline}.")


def _finding(words: pd.DataFrame, two: list[str]) -> str:
    said = []
    for side in two:
        own = words[words.side == side]
        said.append(f"{int(is_high(own).sum()) or 'none'} of {len(own)} by {side}")
    if not said:
        return f"{count(len(words), 'word act')}, by nobody with a known side"
    return f"Words that {HIGH_MEANS['words']}, as told: {' and '.join(said)}"


def _marks(axes: Axes, table: pd.DataFrame, two: list[str], colors: Mapping[str, str]) -> None:
    one_day = table.published.nunique() == 1
    most = max(int(table.n.max()), 2)
    for y, row in zip(place_of(table, two), table.itertuples(), strict=True):
        color, x = colors.get(row.side, style.GREY), style.day(row.published)
        area = ONE + (LARGEST - ONE) * (row.n - 1) / (most - 1)
        style.mark(axes, x, y, color, fact=False, size=area)
        if row.as_fact:
            style.mark(axes, x, y, color, size=area * row.as_fact / row.n)
        if one_day:  # there is room for the words themselves
            shown = style.listed([f"“{style.short(w, 18)}”" for w in row.said.split("; ")], 4)
            axes.annotate(
                f"{row.n}: {shown}",
                (x, y),
                (float(np.sqrt(area)) / 2 + 5, 0),
                textcoords="offset points",
                va="center",
                fontsize=style.SMALL,
            )
    if one_day:
        low, high = axes.get_xlim()
        axes.set_xlim(low, low + 6 * (high - low))
        axes.set_xticks([])
