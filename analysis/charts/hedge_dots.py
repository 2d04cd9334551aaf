"""Hedging: how often, how strongly, and whose hedge it is, the outlet's or its sources'."""

import pandas as pd

from ..layers.translation import weak_sentences
from ..measures import intervals
from ..measures.rates import words_by_voice
from . import labels, style
from .chart import Chart
from .style import count

CLASSES = {
    "POSS": "may be true",
    "PROB": "graded likelihood",
    "INF": "inferred from signs",
    "BEL": "somebody's belief",
    "HEAR": "second-hand report",
    "ALLEG": "alleged, distanced",
    "ANON": "unnamed source",
    "COND": "on a condition",
    "OPEN": "undecided",
    "NOCONF": "not confirmed",
}
STRENGTHS = ("weak 1", "2", "3", "strong 4")


@style.house
def hedge_rates(hedges: pd.DataFrame, tokens: pd.DataFrame, attributions: pd.DataFrame) -> Chart:
    """Hedges per 1,000 words of each voice by class, with exact Poisson intervals.

    Numeric vagueness stays apart.
    """
    table = rate_table(hedges, tokens, attributions)
    own, sources = (
        int(table.loc[table.voice == voice, "words"].max() if len(table) else 0) for voice in VOICES
    )
    foot = (
        f"n = {count(len(hedges), 'hedge cue')}; {own:,} words of the outlet's own, {sources:,} of "
        f"its sources; {style.held(hedges)}. Bars: 95 % Poisson intervals, as if the words were a "
        "sample. A hollow dot rests on fewer than 5 cues."
    )
    if hedges.empty:
        return style.nothing("No hedge cue was found", table, foot)
    subtitle = "Hedge cues per 1,000 words, by class and by the voice that hedges"
    shown = [c for c in CLASSES if table.loc[table.category == c, "cues"].sum()]
    figure, (axes,) = style.sheet(
        _rate_headline(hedges, own, sources),
        subtitle,
        foot,
        height=0.2 + 0.47 * len(shown),
        left=2.35,
        bottom=0.55,
        top=style.KEY_ROW,
    )
    limit = min(
        float(table.high[table.cues > 0].max()) * 1.05, max(float(table.rate.max()) * 3, 10.0)
    )
    for y, category in enumerate(shown):
        for voice, color, shift in (
            (VOICES[0], style.NARRATOR, -0.14),
            (VOICES[1], style.SOURCES, 0.14),
        ):
            row = table[(table.category == category) & (table.voice == voice)].iloc[0]
            if not row.words:
                continue
            axes.plot(
                [row.low, min(row.high, limit)],
                [y + shift] * 2,
                color=color,
                linewidth=1.6,
                alpha=0.75 if row.cues else 0.25,
            )
            axes.scatter(
                row.rate,
                y + shift,
                s=42,
                edgecolor=color,
                linewidth=1.5,
                zorder=3,
                facecolor=color if row.cues >= 5 else style.PAPER,
            )
            axes.text(
                limit * 1.02,
                y + shift,
                str(row.cues),
                va="center",
                ha="left",
                color=color,
                fontsize=style.SMALL,
            )
    axes.text(
        limit * 1.02, -0.75, "cues", va="center", ha="left", color=style.GREY, fontsize=style.SMALL
    )
    axes.set(
        xlim=(-0.02 * limit, limit * 1.1),
        ylim=(len(shown) - 0.5, -0.5),
        xlabel="hedge cues per 1,000 words",
    )
    axes.set_yticks(range(len(shown)), [f"{CLASSES[c]} {c}" for c in shown])
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    style.bare(axes, "left")
    style.key(
        axes, [("the outlet", style.NARRATOR, "o"), ("its sources", style.SOURCES, "o")], 2, 2.35
    )
    headline = _rate_headline(hedges, own, sources)
    return Chart(
        figure,
        headline,
        table,
        f"Dots with intervals of hedge rates by class and voice. {headline}. Outlet: "
        f"{intervals.rate(int((hedges.holder == '').sum()), own)}; sources: "
        f"{intervals.rate(int((hedges.holder != '').sum()), sources)}.",
    )


VOICES = ("outlet", "sources")


def rate_table(
    hedges: pd.DataFrame, tokens: pd.DataFrame, attributions: pd.DataFrame
) -> pd.DataFrame:
    """One row a class and voice: cues, words, rate per 1,000 words and its 95 % interval."""
    words = words_by_voice(tokens, attributions)
    rows = []
    for category in CLASSES:
        for voice in VOICES:
            k = int(
                (
                    (hedges.category == category) & ((hedges.holder == "") == (voice == "outlet"))
                ).sum()
            )
            low, high = intervals.poisson(k, words[voice])
            rows.append(
                {
                    "category": category,
                    "meaning": CLASSES[category],
                    "voice": voice,
                    "cues": k,
                    "words": words[voice],
                    "rate": 1000 * k / words[voice] if words[voice] else 0.0,
                    "low": low,
                    "high": high,
                }
            )
    return pd.DataFrame(rows)


def _rate_headline(hedges: pd.DataFrame, own: int, sources: int) -> str:
    k = int((hedges.holder == "").sum())
    if not own or not sources:
        return (
            f"{_all(len(hedges))} to {'the outlet' if own else 'its sources'}: no other voice "
            "speaks"
        )
    a, b = intervals.poisson(k, own), intervals.poisson(len(hedges) - k, sources)
    rates = f"{1000 * k / own:.0f} against {1000 * (len(hedges) - k) / sources:.0f} per 1,000 words"
    if a[0] > b[1]:
        return f"The outlet hedges more than its sources do: {rates}"
    if b[0] > a[1]:
        return f"The sources hedge more than the outlet does: {rates}"
    return f"Outlet and sources hedge at rates too close to tell apart: {rates}"


def _all(n: int) -> str:
    return "The only hedge belongs" if n == 1 else f"All {n} hedges belong"


@style.house
def strength_along_text(
    hedges: pd.DataFrame,
    sentences: pd.DataFrame,
    flags: pd.DataFrame,
    article_id: str | None = None,
) -> Chart:
    """Every hedge cue of one article by its place in the text and its strength.

    The outlet's apart from its sources'.

    flags : the table `flags`; a cue in a sentence that reads like a translation is drawn hollow,
    since it may be the translator's
    """
    one = style.one_article(sentences, article_id)
    held = sentences[sentences.article_id == one]
    cues = hedges[(hedges.article_id == one)]
    length = int(held.end.max()) if len(held) else 0
    table = cues[
        ["article_id", "sentence_id", "start", "end", "text", "category", "strength", "holder"]
    ].assign(place=(cues.start + cues.end) / 2 / length * 100 if length else 0.0)
    table = table.merge(weak_sentences(flags), on=["article_id", "sentence_id"], how="left").fillna(
        {"doubtful_wording": ""}
    )
    weak = table.doubtful_wording != ""
    foot = (
        f"n = {count(len(table), 'hedge cue')}, article {style.short(one, 30) or 'none'}. A cue's "
        f"strength comes from the lexicon of cues. Hollow ({int(weak.sum())}): the sentence reads "
        "like a translation, and the hedge may be the translator's."
    )
    if table.empty:
        return style.nothing("No hedge cue was found", table, foot)
    strong = int((table.strength >= 3).sum())
    hedged = table.sentence_id.nunique()
    prose = int((~held.is_heading.astype(bool)).sum())
    headline = (
        f"{hedged} of {count(prose, 'sentence')} carry a hedge, and {strong} of "
        f"{count(len(table), 'hedge cue')} are strong"
    )
    figure, (axes,) = style.sheet(
        headline,
        "Cues by place in the text and strength; hedged sentences: "
        f"{intervals.share(min(hedged, prose), prose)}",
        foot,
        height=3.9,
        left=0.95,
        bottom=0.35,
        top=style.KEY_ROW,
    )
    own = table.holder == ""
    y = table.strength + labels.swarm(table.place, table.strength, 1.6, 0.14, 2)
    for voice, color in ((own, style.NARRATOR), (~own, style.SOURCES)):
        for these, fill in ((voice & ~weak, color), (voice & weak, style.PAPER)):
            axes.scatter(
                table.place[these],
                y[these],
                s=38,
                facecolor=fill,
                edgecolor=color,
                linewidth=1.3,
                zorder=3,
            )
    axes.set(xlim=(-1, 101), ylim=(0.4, 4.6), xticks=[0, 25, 50, 75, 100], yticks=[1, 2, 3, 4])
    axes.set_xticklabels(["start", "25 %", "50 %", "75 %", "end"])
    axes.set_yticklabels(STRENGTHS)
    axes.grid(axis="y")
    axes.tick_params(axis="y", length=0)
    style.bare(axes, "left")
    order = table.assign(y=y).sort_values(
        ["strength", "start"], ascending=[False, True], kind="stable"
    )
    labels.place(
        axes,
        [
            (
                r.place,
                r.y,
                style.short(r.text, 26),
                style.NARRATOR if r.holder == "" else style.SOURCES,
            )
            for r in order.itertuples()
        ],
        avoid=list(zip(table.place, y, strict=True)),
    )
    style.key(
        axes,
        [("hedged by the outlet", style.NARRATOR, "o"), ("hedged by a source", style.SOURCES, "o")],
        2,
        0.95,
    )
    return Chart(
        figure, headline, table, f"Dots of hedge cues by strength along article {one}. {headline}."
    )
