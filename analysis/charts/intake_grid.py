"""What do we hold? Articles as rows, what is known about each as columns."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..text.article import in_order
from . import palette, style
from .chart import Chart
from .style import count

FIELDS = {"title": "title", "outlet": "outlet", "published": "day", "url": "link"}
FEWEST, MOST = 5, 20  # articles of a chart, and rows on one sheet: those that lack most


@style.house
def intake_grid(articles: pd.DataFrame, names: Mapping[str, str] | None = None) -> Chart:
    """Which of title, outlet, day and link each article lacks.

    articles : the table `articles` · names : `Case.names`
    """
    table = articles.set_index("article_id").rename(columns=FIELDS)[list(FIELDS.values())].ne("")
    table = table.loc[in_order(articles.itertuples())]
    if table.empty:
        return style.nothing("No article is held", table)
    whole = style.part(int(table.all(axis=1).sum()), len(table))
    headline = f"Articles of which title, outlet, day and link are known: {whole}"
    if len(table) < FEWEST:
        return style.nothing(headline, table, few=True)
    most = table.sum(axis=1).sort_values(kind="stable").index[:MOST]
    shown = table[table.index.isin(most)]
    figure, (axes,) = style.sheet(
        headline,
        "What is known about each article before any number is read",
        f"n = {count(len(shown), 'article')} of {len(table)}: those of which most is missing",
        height=0.25 * len(shown),
        left=3.3,
        bottom=0.0,
        top=0.3,
    )
    for (y, x), known in np.ndenumerate(shown.to_numpy()):
        said, color = ("known", palette.GREY) if known else ("missing", palette.VERMILLION)
        axes.text(x, y, said, ha="center", va="center", color=color)
    style.listed_rows(
        axes, [style.lines_of((names or {}).get(one, one), 3.1, 1) for one in shown.index]
    )
    axes.set(xlim=(-0.5, 3.5), ylim=(len(shown) - 0.5, -0.5))
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(FIELDS)), list(shown))
    axes.tick_params(length=0)
    style.bare(axes, "bottom")
    return Chart(figure, headline, table.reset_index(), f"Grid of articles. {headline}.")
