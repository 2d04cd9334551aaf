"""The articles' own rhetoric: words of each side by day (or week) of publication, and threats."""

from collections.abc import Mapping

import pandas as pd

from ..measures.calendar import days_between, week
from ..measures.happened import OTHERS, of_acts, sided
from ..measures.lanes import HIGH_MEANS, SURE, gravest, is_high
from ..measures.one_crisis import two_crises
from . import palette, style
from .chart import Chart
from .style import count
from .two_sided_timeline import colors_of_two, high_by_side

FOUR_WEEKS = 28  # days from which bars stand for weeks
FEWEST = 3  # days of a chart


@style.house
def rhetoric_by_day(
    acts: pd.DataFrame,
    articles: pd.DataFrame,
    sides: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Chart:
    """Word events by the day on which an article first told of them, a panel a side.

    Always from the articles, whatever the calendar holds. Dark are the words that threaten or
    announce measures. Beyond four weeks the bars stand for weeks. names : `Case.names`
    """
    if why := two_crises(acts, articles, called=names):
        return style.nothing(why, articles)
    told = of_acts(acts[acts.words_or_deed == "words"], articles, sides)
    words, two = sided(told[told.score >= SURE], sides)
    words = words.assign(side=words.side.where(words.side.isin(two), OTHERS))
    drawn = words[words["first"] != ""]
    headline = f"Words found that {HIGH_MEANS['words']}: {high_by_side(words, two)}"
    if len(words) and not is_high(words).any():
        headline = f"{count(len(words), 'word event')} found, up to “{gravest(words)}”"
    if drawn.empty:
        return style.nothing("No word act of a dated article was found", drawn)
    days = drawn["first"]
    each = 1 if days_between(days.min(), days.max()) < FOUR_WEEKS else 7
    drawn = drawn.assign(day=days if each == 1 else week(days), high=is_high(drawn))
    table = drawn.groupby(["side", "day"]).high.agg(n="size", threats="sum").reset_index()
    if days.nunique() < FEWEST:
        return style.nothing(headline, table, few=True)
    left = [
        f"{count(len(told) - len(words), 'word event')} scored under {SURE:g}"
        * (len(told) > len(words)),
        f"{len(words) - len(drawn)} in undated articles" * (len(words) > len(drawn)),
    ]
    shown = [side for side in (*two, OTHERS) if side in set(table.side)]
    every = pd.date_range(table.day.min(), table.day.max(), freq=f"{each}D").strftime("%Y-%m-%d")
    daily = table.set_index("day")
    whole = {
        side: daily.loc[daily.side == side, ["n", "threats"]].reindex(every, fill_value=0)
        for side in shown
    }
    figure, axes = style.sheet(
        headline,
        f"Words by the {'day on' if each == 1 else 'week in'} which an article first tells of "
        f"them; dark: those that {HIGH_MEANS['words']}",
        f"{style.told_times(drawn)}, in the articles. "
        + f"Left out: {style.listed(left)}. " * any(left)
        + "This is what the texts say that was said; deeds are not drawn.",
        height=[0.85] * len(shown),
        left=0.6,
        bottom=0.5,
        gap=0.4,
        top=0.25,
    )
    colors = colors_of_two(two, sides)
    series = [
        (
            f"{side}: {own.threats.sum()} of {own.n.sum()}",
            own.threats,
            colors.get(side, palette.GREY),
        )
        for side, own in whole.items()
    ]
    tops = [int(table.n.max())] * len(shown)
    style.weekly(axes, series, tops, each, [own.n for own in whole.values()])
    return Chart(figure, headline, table, f"Rhetoric by day of publication. {headline}.")
