"""What TextBlob makes of each sentence of an article, the words behind it, and where it fails."""

from collections.abc import Mapping

import pandas as pd

from ..measures.lanes import NEUTRAL
from . import labels, palette, style
from .chart import Chart
from .style import count

MOST_WORDS = 12  # sentences whose words are printed
STEM = (0.2, 0.4, 0.6, 0.8, 1.0)  # parts of a stem that no word may cover


@style.house
def tone_along_text(
    tone: pd.DataFrame, article_id: str | None = None, names: Mapping[str, str] | None = None
) -> Chart:
    """Polarity of each sentence of one article in the order of the text, as TextBlob scores it.

    tone : the table `tone`; a sentence with loaded words that TextBlob scores as neutral or
        positive is a known failure, marked as such: it lacks most words of conflict
    article_id : which article, by default the first · names : `Case.names`
    """
    one = style.one_article(tone, article_id)
    table = tone_table(tone[tone.article_id == one])
    silent = int((table.words == "").sum())
    foot = (
        f"n = {count(len(table), 'sentence')}, {style.held(table, names)}; in {silent} TextBlob "
        "knows no word. The mean of a general word list: a second opinion on wording, no measure "
        "of escalation."
    )
    if table.empty:
        return style.nothing("No sentence to score", table, foot)
    headline = _headline(table)
    figure, (axes,) = style.sheet(
        headline,
        "TextBlob's polarity of each sentence, and the words that made it",
        foot,
        height=2.6,
        left=0.85,
        bottom=0.35,
        top=0.1 + palette.KEY_ROW,
    )
    axes.axhline(0, color=palette.RULE, linewidth=0.8)
    last = max(len(table) - 1, 1)
    axes.set(xlim=(-0.04 * last, 1.04 * last), ylim=(-1.15, 1.15))
    axes.set_xticks([0, last / 2, last], ["start", "middle", "end"])
    axes.set_yticks([-1, 0, 1], ["negative", "neutral", "positive"])
    style.bare(axes, "bottom")
    for row in table.itertuples():
        axes.plot([row.Index, row.Index], [0, row.polarity], color=palette.GREY, linewidth=0.8)
        color = palette.VERMILLION if row.fails else palette.INK
        style.mark(axes, row.Index, row.polarity, color, deed=row.fails, size=26)
    told = table[table.words != ""].assign(size=table.polarity.abs())
    order = told.sort_values(["size", "start"], ascending=[False, True], kind="stable")
    labels.place(
        axes,
        [
            (r.Index, r.polarity, style.short(r.words, 30))
            for r in order.head(MOST_WORDS).itertuples()
        ],
        avoid=[(x, y * part) for x, y in enumerate(table.polarity) for part in STEM],
    )
    failing = "loaded words stand there, and it finds none of them bad"
    entries = [("a sentence", palette.INK, "o"), (failing, palette.VERMILLION, "s")]
    style.key(axes, entries, 2)
    said = "; ".join(f"{r.polarity:+.2f} {r.words}" for r in order.head(MOST_WORDS).itertuples())
    return Chart(figure, headline, table, f"Polarity along the text. {headline}. {said}.")


def tone_table(tone: pd.DataFrame) -> pd.DataFrame:
    """One row a sentence: its place, polarity, the words TextBlob knows, and whether it fails."""
    words = ["; ".join(style.plain(e["term"]) for e in row) for row in tone.evidence]
    table = tone[["article_id", "sentence_id", "start", "polarity", "loaded"]].assign(words=words)
    table["fails"] = (table.loaded > 0) & (table.polarity > -NEUTRAL)
    return table.sort_values("start", ignore_index=True)


def _headline(table: pd.DataFrame) -> str:
    """In how many of the sentences with loaded words TextBlob sees nothing bad."""
    loaded, fails = int((table.loaded > 0).sum()), int(table.fails.sum())
    if not loaded:
        below = int((table.polarity < -NEUTRAL).sum())
        return f"TextBlob scores {below} of {count(len(table), 'sentence')} as negative"
    return f"TextBlob sees nothing bad in {fails} of {count(loaded, 'sentence')} with loaded words"
