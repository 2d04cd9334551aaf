"""The articles' own rhetoric: words by rung, side and day (week, month) of publication."""

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd
from matplotlib.axes import Axes

from ..measures.calendar import week
from ..measures.happened import of_acts, sided
from ..measures.lanes import HIGH_MEANS, SURE
from ..measures.one_crisis import two_crises
from . import labels, palette, style
from .chart import Chart
from .style import count
from .two_sided_timeline import colors_of_two, high_by_side, ladder_axes, place_of

TOP = 8  # the highest rung of words
FOUR_WEEKS, HALF_A_YEAR = 28, 183
UNITS = {"day": 1, "week": 7, "month": 30}  # days
ONE, LARGEST = 26.0, 330.0  # square points of a mark of one act, and of the most


@style.house
def rhetoric_by_day(
    acts: pd.DataFrame,
    articles: pd.DataFrame,
    sides: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Chart:
    """Word acts on their rung, when their article appeared: a mark a time, side and rung, by its n.

    Always from the articles, whatever the calendar holds. Deeds are not drawn. Beside a single day
    stand the words; beyond four weeks the marks stand for weeks, beyond half a year for months.
    names : `Case.names`
    """
    if why := two_crises(acts, articles, called=names):
        return style.nothing(why, articles)
    told = of_acts(acts[acts.words_or_deed == "words"], articles, sides)
    sure = told[told.score >= SURE].drop(columns=["date", "until"])
    words, two = sided(sure.merge(articles[["article_id", "published"]], on="article_id"), sides)
    words = words.assign(side=words.side.where(words.side.isin(two), ""))
    headline = f"Words that {HIGH_MEANS['words']}, in the articles: {high_by_side(words, two)}"
    words.loc[words.side == "", "rung"] = 0  # others share the middle line
    drawn = words[words.published != ""]
    unit = _unit(drawn.published)
    drawn = drawn.assign(published=_first_days(drawn.published, unit))
    table = drawn.groupby(["published", "side", "rung"], as_index=False).agg(
        n=("fact", "size"),
        as_fact=("fact", "sum"),
        said=("said", lambda column: "; ".join(dict.fromkeys(column))),
    )
    if table.empty:
        return style.nothing("No word act of a dated article is held", table)
    unsure, undated = len(told) - len(words), len(words) - len(drawn)
    left = [
        f"{count(unsure, 'word act')} scored under {SURE:g}" * bool(unsure),
        f"{undated} in undated articles" * bool(undated),
    ]
    figure, (axes,) = style.sheet(
        headline,
        f"Words as the articles tell them, by {unit} of publication"
        + (f": {two[0]} upwards, {two[1]} downwards" if len(two) > 1 else ""),
        f"n = {count(len(drawn), 'word act')} of {style.held(drawn, names)}, an event once an "
        f"article; the larger a mark, the more (up to {table.n.max()}), the filled part what is "
        "told as fact. "
        + f"Left out: {style.listed(left)}. " * any(left)
        + "This is what the texts say that was said, when they appeared; deeds are not drawn.",
        height=3.9 if len(two) > 1 else 2.2,
        left=1.62,
        right=0.4,
        bottom=0.5,
    )
    colors = colors_of_two(two, sides)
    ladder_axes(axes, two, colors, TOP)
    days = [date.fromisoformat(day) for day in table.published]
    style.date_axis(axes, min(days), max(days) + timedelta(UNITS[unit] - 1), 0.02)
    middle = [style.day(day) + UNITS[unit] // 2 for day in table.published]
    table = table.assign(x=middle, y=place_of(table, two))
    _marks(axes, table, two, colors)
    if drawn.published.nunique() == 1:  # beside a single day is room for the words
        said = [(row.x, row.y, style.short(row.said, 40)) for row in table.itertuples()]
        labels.place(axes, said, avoid=list(zip(table.x, table.y, strict=True)))
    return Chart(figure, headline, table, f"Rhetoric by day of publication. {headline}.")


def _unit(days: pd.Series) -> str:
    """What a mark stands for: a day, or in a long time a week or a month."""
    long = (pd.to_datetime(days.max()) - pd.to_datetime(days.min())).days if len(days) else 0
    return "day" if long < FOUR_WEEKS else "week" if long < HALF_A_YEAR else "month"


def _first_days(days: pd.Series, unit: str) -> pd.Series:
    if unit == "month":
        return days.str[:7] + "-01"
    return week(days) if unit == "week" else days


def _marks(axes: Axes, table: pd.DataFrame, two: list[str], colors: Mapping[str, str]) -> None:
    most = max(int(table.n.max()), 8)  # a mark of two or three is a small one everywhere
    for row in table.itertuples():
        color, x, y = colors.get(row.side, palette.GREY), row.x, row.y
        area = ONE + (LARGEST - ONE) * (row.n - 1) / (most - 1)
        style.mark(axes, x, y, color, fact=False, size=area)
        if row.as_fact:
            style.mark(axes, x, y, color, size=area * row.as_fact / row.n)
