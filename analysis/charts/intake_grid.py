"""What do we hold? Articles as rows, what is known about each as columns."""

from collections.abc import Mapping

import pandas as pd

from ..text.article import in_order
from ..vocabulary import wording
from . import palette, style
from .chart import Chart
from .style import count

FIELDS = ("title", "outlet", "published", "url")
HEADS = {"published": "day"}
FEWEST, MOST = 5, 20  # articles of a chart, and rows on one sheet: those that lack most


@style.house
def intake_grid(articles: pd.DataFrame, names: Mapping[str, str] | None = None) -> Chart:
    """Which of title, outlet, day and link each article lacks, and how long it is.

    articles : the table `articles` · names : `Case.names`
    """
    table = articles[["article_id", *FIELDS, "language", "n_words"]]
    table = table.set_index("article_id", drop=False).loc[in_order(articles.itertuples())]
    gaps = table[list(FIELDS)].eq("")
    lacking = [wording(field) for field in FIELDS if gaps[field].any()]
    whole = style.part(int((~gaps.any(axis=1)).sum()), len(table))
    headline = f"Articles of which all is known: {whole}"
    headline += f"; not always known: {style.listed(lacking)}" * bool(lacking)
    if len(table) < FEWEST:
        return style.nothing(headline if len(table) else "No article is held", table, few=True)
    most = gaps.sum(axis=1).sort_values(ascending=False, kind="stable").index[:MOST]
    shown = table[table.index.isin(most)]
    figure, (axes,) = style.sheet(
        headline,
        "What is known about each article before any number is read",
        f"n = {count(len(shown), 'article')}"
        + f" of {len(table)}: those of which most is missing." * (len(shown) < len(table)),
        height=0.25 * len(shown),
        left=3.3,
        bottom=0.0,
        top=0.3,
    )
    columns = (*FIELDS, "language", "n_words")
    for y, row in enumerate(shown[list(columns)].itertuples(index=False)):
        for x, value in enumerate(row):
            said = value if x == 4 else f"{value:,}" if x == 5 else "known" if value else "missing"
            color, weight = (palette.GREY, "normal") if value else (palette.VERMILLION, "bold")
            words = style.short(said, 9)
            axes.text(x, y, words, ha="center", va="center", color=color, weight=weight)
    style.listed_rows(
        axes, [style.lines_of((names or {}).get(one, one), 3.1, 1) for one in shown.index]
    )
    axes.set(xlim=(-0.5, 5.5), ylim=(len(shown) - 0.5, -0.5))
    axes.xaxis.tick_top()
    axes.set_xticks(range(6), [HEADS.get(column, wording(column)) for column in columns])
    axes.tick_params(length=0)
    style.bare(axes, "bottom")
    return Chart(figure, headline, table, f"Grid of articles by what is known. {headline}.")
