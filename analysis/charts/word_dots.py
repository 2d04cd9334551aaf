"""Tone: loaded words by actor and voice, TextBlob's polarity along the text.

And why neither is escalation.
"""

from collections.abc import Iterable, Mapping

import pandas as pd
from matplotlib.axes import Axes

from ..layers.translation import weak_sentences
from ..measures import intervals
from ..measures.lanes import HIGH_MEANS, LANES, NEUTRAL, is_high
from . import labels, style
from .chart import Chart
from .style import count, listed

CLASSES = {
    "inflammatory": style.VERMILLION,
    "militaristic": style.PURPLE,
    "dehumanising": style.INK,
    "catastrophic": style.ORANGE,
    "belittling": style.BLUE,
    "praising": style.GREEN,
}
NOBODY = "nobody in particular"
MOST_ACTORS = 10
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
    """Loaded words by the actor they are about.

    The outlet's own to the left, those of its sources to the right.

    loaded : the table `loaded`; `voice` is the id of an attribution or ""
    """
    table = loaded_table(loaded)
    foot = (
        f"n = {count(len(loaded), 'loaded word')}, {style.held(loaded, names)}. "
        "Loaded words found by "
        "lexicon, not bias; the text names whom a word is about only where grammar says so. "
        "Hollow: metaphor."
    )
    if table.empty:
        return style.nothing("No loaded word was found", table, foot)
    own = int((loaded.voice == "").sum())
    told = table[table.about != NOBODY].assign(all=lambda t: t.narrator + t.sources)
    headline = f"{own} of {count(len(loaded), 'loaded word')} stand in the outlet's own voice"
    if len(told) and told["all"].max() > 1 and (told["all"] == told["all"].max()).sum() == 1:
        headline += f"; most often they are about {told.about.iloc[0]}"
    subtitle = (
        "Loaded words by the actor they are about and whose voice uses them. The outlet's own: "
        f"{intervals.share(own, len(loaded))}"
    )
    shown = table.head(MOST_ACTORS)
    widest = max(int(shown[["narrator", "sources"]].to_numpy().max()), 6)
    present = [
        (name, color, "o") for name, color in CLASSES.items() if (loaded.loaded_class == name).any()
    ]
    half = (style.WIDTH - 1.65) / 2
    said, tall = _words(loaded, shown.about, half - 0.15)
    figure, (axes,) = style.sheet(
        headline,
        subtitle,
        foot,
        height=sum(tall),
        left=1.5,
        right=0.15,
        bottom=0.1,
        top=0.3 + style.KEY_ROW * (len(present) // 4 + 1),
    )
    step = min(0.32, (half - 0.1) / widest)  # inches from dot to dot
    axes.set(xlim=(-half, half), ylim=(sum(tall), 0), xticks=[])
    for row, actor in enumerate(shown.about):
        y = sum(tall[:row])
        for side, words in zip((-1, 1), _by_voice(loaded, actor), strict=True):
            for place, word in enumerate(
                words.sort_values("loaded_class", kind="stable").itertuples()
            ):
                color = CLASSES.get(word.loaded_class, style.GREY)
                axes.scatter(
                    side * (0.12 + place * step),
                    y + 0.13,
                    s=min(52, (step * 72) ** 2 * 0.7),
                    edgecolor=color,
                    linewidth=1.6,
                    facecolor=style.PAPER if word.metaphor else color,
                    zorder=3,
                )
            axes.text(
                side * 0.05,
                y + 0.22,
                said[row][side],
                ha="right" if side < 0 else "left",
                va="top",
                fontsize=style.SMALL,
                color=style.GREY,
                linespacing=1.0,
            )
    axes.set_yticks(
        [sum(tall[:row]) + 0.2 for row in range(len(shown))],
        [style.lines_of(figure, actor, 1.25) for actor in shown.about],
        linespacing=1.0,
    )
    axes.axvline(0, color=style.GREY, linewidth=0.8)
    axes.tick_params(length=0)
    style.bare(axes, "left", "bottom")
    axes.text(-0.05, -0.05, "the outlet's own words", ha="right", va="bottom", fontweight="bold")
    axes.text(
        0.05,
        -0.05,
        "words of its sources",
        ha="left",
        va="bottom",
        fontweight="bold",
        color=style.SOURCES,
    )
    style.key(axes, present, 4, lift=0.3)
    rows = "; ".join(
        f"{r.about}: {r.narrator} by the outlet, {r.sources} by sources" for r in shown.itertuples()
    )
    return Chart(figure, headline, table, f"Dots by actor and voice. {headline}. {rows}.")


def loaded_table(loaded: pd.DataFrame) -> pd.DataFrame:
    """One row an actor: loaded words about it, the outlet's own and its sources', most first."""
    about = loaded.about.replace("", NOBODY)
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
    table["last"] = table.about == NOBODY
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
    """TextBlob's polarity sentence by sentence, and the loaded words below it, along one article.

    flags : the table `flags`; the tone of a sentence that reads like a translation is drawn hollow,
    since it may be the translator's
    """
    one = style.one_article(tone, article_id)
    table = tone[tone.article_id == one].merge(
        sentences[["article_id", "sentence_id", "is_heading"]],
        on=["article_id", "sentence_id"],
        how="left",
    )
    marks = loaded[loaded.article_id == one]
    table = table.assign(
        terms=[_terms(e) for e in table.evidence],
        length=int(sentences[sentences.article_id == one].end.max() if len(table) else 0),
    )
    table = table.merge(weak_sentences(flags), on=["article_id", "sentence_id"], how="left").fillna(
        {"doubtful_wording": ""}
    )
    table = table[
        [
            "article_id",
            "sentence_id",
            "start",
            "end",
            "is_heading",
            "voice",
            "polarity",
            "subjectivity",
            "terms",
            "length",
            "doubtful_wording",
        ]
    ]
    weak = table.doubtful_wording != ""
    foot = (
        f"n = {count(len(table), 'sentence')} (headings included), "
        f"{count(len(marks), 'loaded word')}, {style.held(table)}. TextBlob knows no negation "
        f"across words and few words of conflict. Hollow above ({int(weak.sum())}): the sentence "
        "reads like a translation; hollow below: metaphor."
    )
    if table.empty:
        return style.nothing("No sentence has a tone to draw", table, foot)
    silent = int((table.terms == "").sum())
    headline = f"TextBlob finds nothing to score in {silent} of {count(len(table), 'sentence')}"
    if silent < len(table):
        low = table.loc[table.polarity.idxmin()]
        words = [f"“{word}”" for word in low.terms.split(", ")]
        headline += (
            f"; its lowest score, {style.number(low.polarity)}, rests on {listed(words, 2)}"
            if low.polarity < 0
            else "; none of its scores is negative"
        )
    present = [
        (name, color, "o") for name, color in CLASSES.items() if (marks.loaded_class == name).any()
    ]
    figure, (axes, strip) = style.sheet(
        headline,
        "Polarity of each sentence and, below, the loaded words, from the first line to the last",
        foot,
        height=(2.6, 0.75),
        left=1.15,
        gap=0.2 + style.KEY_ROW * (1 + (len(present) - 1) // 4),
        top=style.KEY_ROW,
    )
    place = (table.start + table.end) / 2 / table.length * 100
    own = table.voice == ""
    for voices, color in ((own, style.NARRATOR), (~own, style.SOURCES)):
        axes.vlines(place[voices], 0, table.polarity[voices], color=color, linewidth=1.6)
        for these, fill in ((voices & ~weak, color), (voices & weak, style.PAPER)):
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
    axes.set(xlim=(-1, 101), ylim=(-1.1, 1.1), yticks=[-1, -0.5, 0, 0.5, 1], xticks=[])
    axes.set_yticklabels(["−1 negative", "−0.5", "0", "0.5", "+1 positive"])
    style.bare(axes, "bottom")
    loud = (
        table[table.terms != ""]
        .assign(size=lambda t: t.polarity.abs())
        .sort_values("size", ascending=False, kind="stable")
    )
    labels.place(
        axes,
        [(place[i], r.polarity, style.short(r.terms, 26)) for i, r in loud.head(8).iterrows()],
        avoid=list(zip(place, table.polarity, strict=True)),
    )
    style.key(
        axes,
        [("the outlet's own voice", style.NARRATOR, "o"), ("a source's voice", style.SOURCES, "o")],
        2,
        1.15,
    )
    for name, color in CLASSES.items():
        these = marks[marks.loaded_class == name]
        at = (these.start + these.end) / 2 / table.length.iloc[0] * 100
        strip.scatter(
            at,
            these.weight,
            s=36,
            edgecolor=color,
            linewidth=1.4,
            facecolor=[style.PAPER if metaphor else color for metaphor in these.metaphor] or color,
        )
    strip.set(xlim=(-1, 101), ylim=(0, 1.15), yticks=[0, 0.5, 1], xticks=[0, 25, 50, 75, 100])
    strip.set_yticklabels(["weight 0", "0.5", "1"])
    strip.set_xticklabels(["start", "25 %", "50 %", "75 %", "end"])
    strip.grid(axis="y")
    style.key(strip, present, 4, 1.15)
    return Chart(
        figure,
        headline,
        table,
        f"Lollipops of TextBlob polarity along article {one}. {headline}. Below them "
        f"{count(len(marks), 'loaded word')} on a strip by weight.",
    )


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
    about = loaded[loaded.about.replace("", NOBODY) == actor]
    return about[about.voice == ""], about[about.voice != ""]


def _words(
    loaded: pd.DataFrame, actors: Iterable[str], width: float
) -> tuple[list[dict[int, str]], list[float]]:
    """For each actor the words left (-1) and right (1) as lines, and its row's height in inches."""
    from matplotlib.figure import Figure

    said = [
        {
            side: style.lines_of(
                Figure(), ", ".join(dict.fromkeys(style.plain(w) for w in words.text)), width, 6
            )
            for side, words in zip((-1, 1), _by_voice(loaded, actor), strict=True)
        }
        for actor in actors
    ]
    return said, [
        0.36 + 0.165 * max(1, *(len(lines.splitlines()) for lines in row.values())) for row in said
    ]


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
