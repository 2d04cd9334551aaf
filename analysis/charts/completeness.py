"""What do we hold? One row an article.

One column a thing worth knowing before any number is believed.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.patches import Rectangle

from ..vocabulary import wording
from . import palette, style
from .chart import Chart

FIELDS = ("title", "outlet", "published", "url", "language")
HEADS = {  # of columns that are not called by their own name
    "published": "day",
    "url": "link",
    "language": "written\nin",
    "warnings": "warnings\non text",
    "near_copies": "near-\ncopies",
}
SHORT_TEXT = 150  # words; rates per 1,000 words say little below that
FEWEST = 5  # articles of a grid; fewer are read in a table
MOST = 20  # rows that one sheet can carry


@style.house
def completeness(
    articles: pd.DataFrame,
    warnings: pd.DataFrame | None = None,
    copies: pd.DataFrame | None = None,
    names: Mapping[str, str] | None = None,
) -> Chart:
    """The grid article × completeness.

    articles : the table `articles`
    warnings : the table `flags`: spans of the text that read like faulty translation
    copies   : `origins.near_copies`, pairs of articles; None where nobody looked
    names    : article_id → what to call it (`Case.names`)
    """
    grid = completeness_table(articles, warnings, copies)
    foot = (
        f"n = {style.count(len(grid), 'article')}. Shaded: known; framed: missing or worth a look "
        f"(fewer than {SHORT_TEXT} words, a warning, a near-copy, a language other than English)."
    )
    if grid.empty:
        return style.nothing("No article is held", grid)
    headline = _headline(grid)
    if len(grid) < FEWEST:
        return style.nothing(headline, grid, few=True)
    gaps = [sum(not _judge(c, row[c])[0] for c in grid.columns[1:]) for _, row in grid.iterrows()]
    shown = grid.iloc[sorted(sorted(range(len(grid)), key=lambda n: -gaps[n])[:MOST])]
    columns = [c for c in grid if c != "article_id"]
    if len(grid) > MOST:
        foot += f" The {MOST} with most to look at are drawn, all are in the table."
    figure, (axes,) = style.sheet(
        headline,
        "What is known about each article before any number is read",
        foot,
        height=0.36 * len(shown),
        left=2.45,
        right=0.1,
        bottom=0.05,
        top=0.33,
    )
    for y, (_, row) in enumerate(shown.iterrows()):
        for x, column in enumerate(columns):
            good, words = _judge(column, row[column])
            axes.add_patch(_cell(x, y, good))
            axes.text(
                x,
                y,
                words,
                ha="center",
                va="center",
                fontsize=palette.SMALL,
                color=palette.INK if good else palette.VERMILLION,
            )
    axes.set(xlim=(-0.5, len(columns) - 0.5), ylim=(len(shown) - 0.5, -0.5))
    axes.set_xticks(
        range(len(columns)),
        [HEADS.get(c, c) for c in columns],
        linespacing=1.0,
    )
    axes.set_yticks(
        range(len(shown)),
        [style.lines_of(figure, (names or {}).get(i, i), 2.25, 2) for i in shown.article_id],
    )
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    style.bare(axes, "left", "bottom")
    return Chart(
        figure,
        headline,
        grid,
        f"Grid of {style.count(len(grid), 'article')} by what is known about each. {headline}.",
    )


def completeness_table(
    articles: pd.DataFrame, warnings: pd.DataFrame | None = None, copies: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The rows of the grid: what is held of each article, its length, how many warnings."""
    pairs = (
        pd.concat([copies.article_id, copies.other_id]).value_counts() if copies is not None else {}
    )
    counted = warnings["article_id"].value_counts() if warnings is not None else {}
    return pd.DataFrame(
        {
            "article_id": articles.article_id,
            **{field: articles[field] for field in FIELDS},
            "words": articles.n_words,
            "warnings": [
                int(counted.get(i, 0)) + sum(bool(flag.strip()) for flag in flags.split(";"))
                for i, flags in zip(articles.article_id, articles["flags"], strict=True)
            ],
            "near_copies": [
                int(pairs.get(i, 0)) if copies is not None else None for i in articles.article_id
            ],
        }
    )


def _judge(column: str, value: Any) -> tuple[bool, str]:
    """Is the cell in order, and what stands in it."""
    if column == "words":
        return value >= SHORT_TEXT, f"{value:,}"
    if column == "warnings":
        return value == 0, str(value) if value else "none"
    if column == "near_copies":
        unknown = value is None or value != value
        return not unknown and value == 0, "?" if unknown else str(int(value)) if value else "none"
    if not value:
        return False, "no"
    if column == "language":
        return value == "en", style.short(value, 7)
    return True, "yes"


def _cell(x: int, y: int, good: bool) -> Rectangle:
    return Rectangle(
        (x - 0.46, y - 0.42),
        0.92,
        0.84,
        facecolor=palette.WASH if good else palette.PAPER,
        edgecolor=palette.PAPER if good else palette.VERMILLION,
        linewidth=1.2,
    )


def _headline(grid: pd.DataFrame) -> str:
    complete = sum(all(row[field] for field in FIELDS) for _, row in grid.iterrows())
    warned = int((grid.warnings > 0).sum())
    lacking = [wording(field) for field in FIELDS if (grid[field] == "").any()]
    return (
        f"Articles with all metadata: {style.part(complete, len(grid))}"
        + f" (not always known: {style.listed(lacking)})" * bool(lacking)
        + f"; with a warning about their text: {style.part(warned, len(grid))}"
    )
