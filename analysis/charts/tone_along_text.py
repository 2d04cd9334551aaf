"""What TextBlob makes of sentences, along the text."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ..measures import rates
from ..measures.lanes import NEUTRAL
from ..text.article import in_order
from . import labels, palette, style
from .chart import Chart
from .outlet_dots import BARS, ends, forest
from .style import count

MOST_WORDS = 12  # sentences whose words are printed
KEY = (
    ("a sentence", palette.INK, "o"),
    ("no word known", palette.GREY, "o."),
    ("loaded words, and it finds none of them bad", palette.VERMILLION, "s"),
)
STEM = (0.2, 0.4, 0.6, 0.8, 1.0)  # parts of a stem that no word may cover


@style.house
def tone_along_text(
    tone: pd.DataFrame,
    names: Mapping[str, str] | None = None,
    articles: pd.DataFrame | None = None,
) -> Chart:
    """Polarity of each sentence in the order of its text, as TextBlob scores it.

    tone : the table `tone`; a sentence with loaded words that TextBlob scores as neutral or
        positive is a known failure, marked as such: it lacks most words of conflict
    names : `Case.names` · articles : the table `articles`; with it more than twelve articles are
        compared by outlet, up to twelve have a panel each
    """
    table = tone_table(tone)
    silent = int((table.words == "").sum())
    foot = (
        f"n = {count(len(table), 'sentence')}, {style.held(table, names)}; in {silent} TextBlob "
        "knows no word. The mean of a general word list: a second opinion on wording, no measure "
        "of escalation."
    )
    if table.empty:
        return style.nothing("No sentence to score", table)
    headline = _headline(table)
    held = set(tone.article_id)
    ids = sorted(held) if articles is None else in_order(articles.itertuples())
    ids = [one for one in ids if one in held]
    if len(ids) > style.MOST_PANELS and articles is not None:
        return _outlets(table, articles, foot)
    if len(ids) > 1:
        subtitle = "TextBlob's polarity of each sentence, from −1 to 1, along the text"
        figure, panels = style.multiples(headline, subtitle, foot, ids, names or {}, 1.0, KEY)
        for axes, one in zip(panels, ids, strict=True):
            _stems(axes, table[table.article_id == one], 14)
    else:
        figure, panels = style.sheet(
            headline,
            "TextBlob's polarity of each sentence, and the words that made it",
            foot,
            height=2.6,
            left=1.15,
            bottom=0.35,
            top=0.1,
            entries=KEY,
        )
        _stems(panels[0], table, 26)
        _print_words(panels[0], table)
    said = "; ".join(
        f"{style.number(r.polarity)} {style.short(r.words, 60)}" for r in _strongest(table)
    )
    alt = f"Polarity along the text. {headline}. {said or 'No word is known to TextBlob'}."
    return Chart(figure, headline, table, alt)


def _stems(axes: Axes, table: pd.DataFrame, size: float) -> None:
    """A stem a sentence, a small dot where no word is known; what is known to fail is a square."""
    axes.axhline(0, color=palette.RULE, linewidth=0.8)
    axes.set(xlim=(-4, 104), ylim=(-1.15, 1.15), yticks=[-1, 0, 1])
    style.bare(axes, "bottom")
    for row in table.itertuples():
        axes.plot([row.along, row.along], [0, row.polarity], color=palette.GREY, linewidth=0.8)
        known = bool(row.words) or row.fails
        color = palette.VERMILLION if row.fails else palette.INK if known else palette.GREY
        size_of = size if known else size / 6
        style.mark(axes, row.along, row.polarity, color, deed=row.fails, size=size_of)


def _print_words(axes: Axes, table: pd.DataFrame) -> None:
    axes.set_xticks([0, 50, 100], ["start", "middle", "end"])
    axes.set_yticks([-1, 0, 1], ["negative −1", "0", "positive 1"])
    labels.place(
        axes,
        [(r.along, r.polarity, style.short(r.words, 30)) for r in _strongest(table)],
        avoid=[(r.along, r.polarity * part) for r in table.itertuples() for part in STEM],
    )


def _strongest(table: pd.DataFrame) -> list[Any]:
    """The rows whose words are printed."""
    known = [row for row in table.itertuples() if row.words]
    return sorted(known, key=lambda row: (-abs(row.polarity), row.start))[:MOST_WORDS]


def _outlets(table: pd.DataFrame, articles: pd.DataFrame, foot: str) -> Chart:
    """The share of sentences with loaded words in which TextBlob sees nothing bad, by outlet."""
    loaded = table[table.loaded > 0]
    if loaded.empty:
        return style.nothing("No sentence has loaded words", table)
    able = articles[articles.article_id.isin(loaded.article_id)]
    found = rates.shares("missed", table[table.fails], loaded, able)
    return forest(
        found,
        "lane",
        (("missed", palette.VERMILLION, "s"),),
        _headline(table),
        ends(found, "is misread", "% of sentences with loaded words", ""),
        f"{foot} Bars: {BARS}. At the right: number of sentences it misses.",
        "sentences with loaded words in which it sees nothing bad, in %",
    )


def tone_table(tone: pd.DataFrame) -> pd.DataFrame:
    """One row a sentence: its place, polarity, the words TextBlob knows, and whether it fails."""
    found = [row if hasattr(row, "__len__") else [] for row in tone.evidence]
    words = ["; ".join(style.plain(e["term"]) for e in row) for row in found]
    table = tone[["article_id", "sentence_id", "start", "polarity", "loaded"]].assign(words=words)
    table["polarity"] = table.polarity.fillna(0.0)
    table["fails"] = (table.loaded > 0) & ~(table.polarity <= -NEUTRAL)
    table = table.sort_values(["article_id", "start"], kind="stable", ignore_index=True)
    place = table.groupby("article_id").cumcount()
    last = (table.groupby("article_id").start.transform("size") - 1).clip(lower=1)
    return table.assign(along=100 * place / last)


def _headline(table: pd.DataFrame) -> str:
    """In how many of the sentences with loaded words TextBlob sees nothing bad."""
    loaded, fails = int((table.loaded > 0).sum()), int(table.fails.sum())
    if not loaded:
        below = int((table.polarity <= -NEUTRAL).sum())
        return f"TextBlob scores {below} of {count(len(table), 'sentence')} as negative"
    return f"TextBlob sees nothing bad in {fails} of {count(loaded, 'sentence')} with loaded words"
