"""Tone: loaded words by actor and voice, TextBlob's polarity along the text.

And why neither is escalation.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from ..layers.translation import weak_sentences
from ..measures import intervals
from ..measures.lanes import HIGH_MEANS, LANES, NEUTRAL, is_high
from . import labels, style
from .chart import Chart
from .style import count

CLASSES = {
    "inflammatory": style.VERMILLION,
    "militaristic": style.PURPLE,
    "dehumanising": style.INK,
    "catastrophic": style.ORANGE,
    "belittling": style.BLUE,
    "praising": style.GREEN,
    "judging": style.GREY,
}
OPEN = "left open"
MOST_ACTORS, MOST_WORDS = 10, 60
LEFT, LINE = 1.5, 0.17  # inches
HALF = (style.WIDTH - LEFT - 0.15) / 2
ALONG = (
    *("article_id", "sentence_id", "start", "end", "is_heading", "voice", "polarity"),
    *("subjectivity", "terms", "failure", "length", "doubtful_wording"),
)
NEGATION = re.compile(r"\bnot\b|n't\b|\bnever\b|\bno\b")  # TextBlob halves and turns what follows
AGAINST = (
    "article_id",
    "act_id",
    "sentence_id",
    "trigger",
    "actor",
    "target",
    "rung",
    "words_or_deed",
    "polarity",
)


@style.house
def loaded_by_actor(loaded: pd.DataFrame, names: Mapping[str, str] | None = None) -> Chart:
    """Loaded words in the order of the text, by the actor they are about.

    The outlet's own to the left, those of its sources to the right.

    loaded : the table `loaded`; `voice` is the id of an attribution or ""
    """
    table = loaded_table(loaded)
    scored = int((loaded.found_by == "scorer").sum())
    foot = (
        f"n = {count(len(loaded), 'loaded word')}, {style.held(loaded, names)}; bold: in the "
        f"lexicon; plain ({scored}): found by the scorer; italic: "
        "metaphor. Loaded words found, not bias; whom a word is about is named only where grammar "
        "says so."
    )
    if table.empty:
        return style.nothing("No loaded word was found", table, foot)
    own = int((loaded.voice == "").sum())
    told = table[table.about != OPEN].assign(all=lambda t: t.narrator + t.sources)
    headline = f"{own} of {count(len(loaded), 'loaded word')} stand in the outlet's own voice"
    if len(told) and told["all"].max() > 1 and (told["all"] == told["all"].max()).sum() == 1:
        headline += f"; most often they are about {told.about.iloc[0]}"
    subtitle = (
        "Loaded words in the order of the text, by the actor they are about and whose voice uses "
        f"them. The outlet's own: {intervals.share(own, len(loaded))}"
    )
    shown = table.head(MOST_ACTORS)
    present = [(k, color, "s") for k, color in CLASSES.items() if (loaded.loaded_class == k).any()]
    laid = [[_lay(words) for words in _by_voice(loaded, actor)] for actor in shown.about]
    tall = [LINE * max(1, *(place[-1].line + 1 if place else 0 for place in row)) + 0.12
            for row in laid]  # fmt: skip
    figure, (axes,) = style.sheet(
        headline,
        subtitle,
        foot,
        height=sum(tall),
        left=LEFT,
        right=0.15,
        bottom=0.1,
        top=0.3 + style.KEY_ROW * (len(present) // 4 + 1),
    )
    axes.set(xlim=(0, 2 * HALF), ylim=(sum(tall), 0), xticks=[])
    tops = [sum(tall[:row]) for row in range(len(shown))]
    for top, row in zip(tops, laid, strict=True):
        axes.axhline(top, color=style.RULE, linewidth=0.8)
        for side, placed in enumerate(row):
            for word in placed:
                x, y = side * HALF + 0.06 + word.x, top + 0.04 + word.line * LINE
                axes.text(x, y, word.text, color=word.color, va="top", **_font(word))
    axes.set_yticks(
        [top + 0.12 for top in tops],
        [style.lines_of(figure, actor, LEFT - 0.25, 1) for actor in shown.about],
    )
    axes.axvline(HALF, color=style.GREY, linewidth=0.8)
    axes.tick_params(length=0)
    style.bare(axes, "left", "bottom")
    for x, said, color in (
        (0.06, "the outlet's own words", style.INK),
        (HALF + 0.06, "words of its sources", style.SOURCES),
    ):
        axes.text(x, -0.05, said, va="bottom", fontweight="bold", color=color)
    style.key(axes, present, 4, lift=0.3)
    rows = "; ".join(
        f"{r.about}: {r.narrator} by the outlet, {r.sources} by sources ({r.words})"
        for r in shown.itertuples()
    )
    return Chart(figure, headline, table, f"Words by actor and voice. {headline}. {rows}.")


class Laid(NamedTuple):
    """A word where it is printed: inches from the left of its column, number of its line."""

    text: str
    x: float
    line: int
    color: str
    metaphor: bool
    known: bool


def _font(word: Laid) -> dict[str, Any]:
    return {
        "fontsize": style.SMALL,
        "fontstyle": "italic" if word.metaphor else "normal",
        "fontweight": "bold" if word.known else "normal",
    }


def _lay(words: pd.DataFrame) -> list[Laid]:
    """Words one after another in lines of half a sheet, none cut; beyond MOST_WORDS a count."""
    placed: list[Laid] = []
    x, line = 0.0, 0
    for row in words.head(MOST_WORDS).itertuples():
        color = CLASSES.get(row.loaded_class, style.GREY)
        text = style.short(row.text, 40)
        known = row.found_by == "lexicon"
        for part in style.wrap(Figure(), text, style.SMALL, HALF - 0.3, "bold").splitlines():
            word = Laid(part, 0.0, 0, color, row.metaphor, known)
            wide = _width(word)
            if x and x + wide > HALF - 0.12:
                x, line = 0.0, line + 1
            placed.append(word._replace(x=x, line=line))
            x += wide + 0.1
    if len(words) > MOST_WORDS:
        more = f"and {len(words) - MOST_WORDS:,} more"
        placed.append(Laid(more, 0.0, line + 1, style.GREY, False, False))
    return placed


def _width(word: Laid) -> float:
    """Inches of a printed word."""
    font = {key.removeprefix("font"): value for key, value in _font(word).items()}
    renderer = FigureCanvasAgg(Figure(dpi=72)).get_renderer()  # type: ignore[no-untyped-call]
    width = renderer.get_text_width_height_descent(word.text, FontProperties(**font), False)[0]
    return float(width / 72) + 0.03


def loaded_table(loaded: pd.DataFrame) -> pd.DataFrame:
    """One row an actor: loaded words about it, the outlet's own and its sources', most first."""
    about = loaded.about.replace("", OPEN)
    own = loaded.voice.eq("")
    table = pd.DataFrame(
        {"narrator": own.groupby(about).sum(), "sources": (~own).groupby(about).sum()}
    ).astype("int64")
    table = table.rename_axis("about").reset_index()
    table["words"] = [
        ", ".join(dict.fromkeys(style.plain(w) for w in loaded.text[about == a]))
        for a in table.about
    ]
    table["all"] = -(table.narrator + table.sources)
    table["last"] = table.about == OPEN
    return table.sort_values(["last", "all", "about"], ignore_index=True)[
        ["about", "narrator", "sources", "words"]
    ]


@style.house
def tone_along_text(
    tone: pd.DataFrame,
    loaded: pd.DataFrame,
    sentences: pd.DataFrame,
    flags: pd.DataFrame,
    article_id: str | None = None,
) -> Chart:
    """TextBlob's polarity sentence by sentence along one article, with its known failures.

    loaded : the table `loaded`: a sentence that holds a hostile one and has no negative score is
        marked as a failure
    flags  : the table `flags`; the column doubtful_wording tells which sentences read like a
        translation
    """
    one = style.one_article(tone, article_id)
    table = tone[tone.article_id == one].merge(
        sentences[["article_id", "sentence_id", "is_heading"]],
        on=["article_id", "sentence_id"],
        how="left",
    )
    table = table.assign(
        terms=[_terms(e) for e in table.evidence],
        failure=_failures(table, loaded),
        length=int(sentences[sentences.article_id == one].end.max() if len(table) else 0),
    )
    table = table.merge(weak_sentences(flags), on=["article_id", "sentence_id"], how="left").fillna(
        {"doubtful_wording": ""}
    )[list(ALONG)]
    failed = table.failure != ""
    foot = (
        f"n = {count(len(table), 'sentence')} (headings included), {style.held(table)}. Hollow "
        f"({int(failed.sum())}): a known failure, a score that is not negative although the "
        "sentence holds a hostile loaded word, or a negation that TextBlob may have missed. Never "
        "a measure of escalation."
    )
    if table.empty:
        return style.nothing("No sentence has a tone to draw", table, foot)
    silent = int((table.terms == "").sum())
    headline = f"TextBlob finds nothing to score in {silent} of {count(len(table), 'sentence')}"
    if failed.any():
        headline += f"; in {int(failed.sum())} it is known to fail"
    figure, (axes,) = style.sheet(
        headline,
        "Polarity of each sentence from the first line to the last, with the words that made it",
        foot,
        height=2.8,
        left=1.15,
        top=style.KEY_ROW,
    )
    place = (table.start + table.end) / 2 / table.length * 100
    own = table.voice == ""
    for voices, color in ((own, style.NARRATOR), (~own, style.SOURCES)):
        axes.vlines(place[voices], 0, table.polarity[voices], color=color, linewidth=1.6)
        for these, fill in ((voices & ~failed, color), (voices & failed, style.PAPER)):
            axes.scatter(
                place[these],
                table.polarity[these],
                s=34,
                facecolor=fill,
                edgecolor=color,
                linewidth=1.4,
                zorder=3,
            )
    axes.axhline(0, color=style.GREY, linewidth=0.8)
    axes.set(xlim=(-1, 101), ylim=(-1.1, 1.1), yticks=[-1, -0.5, 0, 0.5, 1])
    axes.set_yticklabels(["−1 negative", "−0.5", "0", "0.5", "+1 positive"])
    axes.set_xticks([0, 25, 50, 75, 100], ["start", "25 %", "50 %", "75 %", "end"])
    loud = (
        table[table.terms != ""]
        .assign(size=lambda t: t.polarity.abs())
        .sort_values("size", ascending=False, kind="stable")
    )
    labels.place(
        axes,
        [(place[i], r.polarity, r.terms) for i, r in loud.iterrows() if len(r.terms) <= 40],
        avoid=list(zip(place, table.polarity, strict=True)),
    )
    style.key(
        axes,
        [("the outlet's own voice", style.NARRATOR, "o"), ("a source's voice", style.SOURCES, "o")],
        2,
        1.15,
    )
    return Chart(
        figure,
        headline,
        table,
        f"Lollipops of TextBlob polarity along article {one}. {headline}.",
    )


def _failures(tone: pd.DataFrame, loaded: pd.DataFrame) -> list[str]:
    """Why a sentence's score is known to fail, or ""."""
    hostile = loaded[(loaded.loaded_class != "praising") & ~loaded.negated]
    held = set(zip(hostile.article_id, hostile.sentence_id, strict=True))
    return [
        "a hostile loaded word, and no negative score"
        if (r.article_id, r.sentence_id) in held and r.polarity >= 0
        else "a negation before a scored word"
        if any(NEGATION.search(str(term["term"])) for term in r.evidence)
        else ""
        for r in tone.itertuples()
    ]


@style.house
def tone_against_rung(
    tone: pd.DataFrame, acts: pd.DataFrame, names: Mapping[str, str] | None = None
) -> Chart:
    """Each act by its rung and by TextBlob's polarity of its sentence: tone is not escalation.

    Words stand left, deeds right; the rank correlation is that of tone and rung among the words.
    """
    table = style.named(acts).merge(
        tone[["article_id", "sentence_id", "polarity", "subjectivity"]],
        on=["article_id", "sentence_id"],
    )[list(AGAINST)]
    n = count(len(table), "act")
    foot = f"n = {n}, {style.held(table, names)}. Coinciding dots are moved apart."
    if table.empty:
        return style.nothing("No act stands in a sentence with a tone", table, foot)
    high = table[is_high(table)]
    calm = int((high.polarity > -NEUTRAL).sum())
    headline = (
        f"TextBlob calls {calm} of {count(len(high), 'act')} of threat or force neutral or positive"
        if len(high)
        else f"No act among {len(table)} is of threat or force, so tone has nothing to miss"
    )
    words = table[table.words_or_deed == "words"]
    told = intervals.spearman(words.polarity, words.rung)
    subtitle = (f"{intervals.share(calm, len(high))}. " if len(high) else "") + (
        f"Rank correlation of tone and rung in words: {style.number(told[0])} (95 % interval "
        f"{style.number(told[1])} to {style.number(told[2])})"
        if told
        else f"No rank correlation: {count(len(words), 'word act')} are too few or too alike"
    )
    figure, panels = style.sheet(
        headline,
        subtitle,
        foot,
        height=4.4,
        left=1.95,
        bottom=0.75,
        columns=(1.5, 1),
        column_gap=0.2,
        top=0.3 + style.KEY_ROW,
    )
    for axes, (lane, marker) in zip(panels, (("words", "o"), ("deed", "s")), strict=True):
        _tones(axes, table[table.words_or_deed == lane], lane, marker)
    panels[1].tick_params(axis="y", labelleft=False)
    style.key(
        panels[0],
        [
            (HIGH_MEANS["words"], style.VERMILLION, "o"),
            (HIGH_MEANS["deed"], style.VERMILLION, "s"),
            ("neutral", style.RULE, "s"),
        ],
        3,
        lift=0.25,
    )
    return Chart(
        figure,
        headline,
        table,
        f"Scatter of {count(len(table), 'act')} by rung and tone. {headline}. {subtitle}.",
    )


def _tones(axes: Axes, these: pd.DataFrame, lane: str, marker: str) -> None:
    """The acts of one lane in their panel."""
    axes.axvspan(-NEUTRAL, NEUTRAL, color=style.RULE, zorder=0, linewidth=0)
    high = is_high(these)
    x, y = these.polarity, these.rung + labels.swarm(these.polarity, these.rung, 0.09, 0.27)
    colors = [style.VERMILLION if threat else style.BLUE for threat in high]
    axes.scatter(
        x, y, s=46, marker=marker, edgecolor=style.PAPER, linewidth=0.6, c=colors, zorder=3
    )
    style.rungs(axes)
    axes.set(xlim=(-1.1, 1.1), xticks=[-1, 0, 1], xlabel="polarity of the sentence")
    axes.set_xticklabels(["−1", "0", "+1"])
    name = f" {LANES[lane]} ({len(these)})"
    axes.text(0, 1, name, transform=axes.transAxes, ha="left", va="bottom", fontweight="bold")
    pick = these[high].sort_values(["polarity", "rung"], ascending=False, kind="stable").head(5)
    labels.place(
        axes,
        [(x[i], y[i], f"“{style.short(r.trigger, 20)}”") for i, r in pick.iterrows()],
        avoid=list(zip(x, y, strict=True)),
    )


def _by_voice(loaded: pd.DataFrame, actor: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The loaded words about an actor: the outlet's own, and those of its sources."""
    about = loaded[loaded.about.replace("", OPEN) == actor]
    return about[about.voice == ""], about[about.voice != ""]


def _terms(evidence: object) -> str:
    """The words behind a score, as "word, word"."""
    if not isinstance(evidence, (list, tuple)):
        return ""
    words = [
        " ".join(w)
        if isinstance(w := term.get("words", term.get("term", term.get("text", ""))), (list, tuple))
        else str(w)
        for term in evidence
    ]
    return ", ".join(dict.fromkeys(words))
