"""Each act on its rung, from the first line of its article to the last.

One article has a picture of its own, up to twelve have a panel each, more are compared by outlet.
"""

from collections.abc import Mapping

import pandas as pd

from ..measures import rates
from ..measures.lanes import HIGH_MEANS, LANES, RUNGS, SURE, below, is_high
from ..measures.trends import once, told
from . import labels, palette, style
from .chart import Chart
from .outlet_dots import BARS, ends, forest
from .style import count

MARKED = (
    "Hollow: told by a source, or hedged, negated, conditional or planned; pale: scored under "
    f"{SURE:g}. The headline leaves out pale acts, what is negated, and deeds not told as done; an "
    "event counts once."
)


@style.house
def ladder(
    acts: pd.DataFrame,
    sentences: pd.DataFrame,
    article_id: str | None = None,
    sides: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    articles: pd.DataFrame | None = None,
) -> Chart:
    """Each act of an article on its rung, words left, deeds right: a profile of the telling.

    sides : actor → side, which gives the colours; without it all are black · names : `Case.names`
    articles : the table `articles`; with it several articles have a panel each, and more than
        twelve are compared by outlet
    """
    if article_id is None and articles is not None and len(articles) > 1:
        return (
            _panels(acts, sentences, sides or {}, names or {})
            if len(articles) <= style.MOST_PANELS
            else (_outlets(acts, articles))
        )
    one = style.one_article(sentences, article_id)
    table = acts[acts.article_id == one].reset_index(drop=True)
    length = int(sentences.end[sentences.article_id == one].max()) if one else 1
    table = table.assign(along=(table.start + table.end) / 2 / length * 100)
    foot = (
        f"n = {count(len(table), 'act')}, {style.held(table, names)}, as the text "
        f"and its sources tell them. {MARKED} The order of telling is no course of events."
    )
    if table.empty:
        return style.nothing("No act was found in the text", table)
    headline = _finding(table)
    entries = style.side_entries(sides, table.actor_name) if sides else []
    figure, panels = style.sheet(
        headline,
        "Acts by rung and place in the text",
        foot,
        height=3.0,
        left=1.75,
        bottom=0.35,
        columns=(1.6, 1),
        column_gap=0.25,
        top=0.25,
        entries=entries,
    )
    for axes, (lane, name) in zip(panels, LANES.items(), strict=True):
        these = table[table.words_or_deed == lane]
        style.rungs(axes)
        axes.set(xlim=(-4, 104), xticks=[0, 50, 100])
        axes.set_xticklabels(["start", "middle", "end"])
        axes.tick_params(axis="y", labelleft=lane == "words")
        axes.set_title(f"{name} ({len(these)})", loc="left", fontweight="bold")
        ys = these.rung + labels.swarm(these.along, these.rung, 5, 0.3)
        for y, act in zip(ys, these.itertuples(), strict=True):
            color = palette.color_of(act.actor_name, sides) if sides else palette.INK
            style.act_mark(axes, act.along, y, color, act, 46)
        order = these.assign(y=ys).sort_values(["rung", "start"], ascending=[False, True])
        labels.place(
            axes,
            [(r.along, r.y, f"“{style.short(r.trigger, 22)}”") for r in order.head(9).itertuples()],
            avoid=list(zip(these.along, ys, strict=True)),
        )
    rows = "; ".join(
        f"{LANES[lane]}, rung {rung} {RUNGS[rung]}: {n}"
        for (lane, rung), n in table.groupby(["words_or_deed", "rung"]).size().items()
    )
    return Chart(
        figure,
        headline,
        table,
        f"Ladder of acts, words and deeds apart, {style.held(table, names)}. {headline}. {rows}.",
    )


def _panels(
    acts: pd.DataFrame, sentences: pd.DataFrame, sides: Mapping[str, str], names: Mapping[str, str]
) -> Chart:
    """A panel an article: words as circles, deeds as squares."""
    ends = sentences.groupby("article_id", sort=False).end.max()
    table = acts.assign(along=(acts.start + acts.end) / 2 / acts.article_id.map(ends) * 100)
    foot = (
        f"n = {count(len(table), 'act')}, {count(len(ends), 'article')}. {MARKED} A "
        "panel runs from the first line of its article to the last."
    )
    if table.empty:
        return style.nothing("No act was found in the texts", table)
    headline = _finding(table)
    entries = [
        ("words", palette.INK, "o"),
        ("deeds", palette.INK, "s"),
        ("by a source, or open", palette.INK, "o-"),
        ("unsure", palette.INK, "o~"),
        *(style.side_entries(sides, table.actor_name, "-") if sides else []),
    ]
    scale = ", ".join(f"{rung} {RUNGS[rung]}" for rung in (0, 5, 10))
    figure, panels = style.multiples(
        headline,
        f"Acts by place in the text and by rung: {scale}",
        foot,
        list(ends.index),
        names,
        1.3,
        entries,
    )
    for axes, one in zip(panels, ends.index, strict=True):
        axes.set(ylim=(-0.8, 10.8), yticks=[0, 5, 10])
        axes.grid(axis="y")
        own = table[table.article_id == one]
        ys = own.rung + labels.swarm(own.along, own.rung, 6, 0.45)
        for y, act in zip(ys, own.itertuples(), strict=True):
            color = palette.color_of(act.actor_name, sides) if sides else palette.INK
            style.act_mark(axes, act.along, y, color, act, 26)
        if own.empty:
            axes.text(50, 5, "no act", ha="center", va="center", fontsize=palette.SMALL)
    told = "; ".join(
        f"{names.get(one, one)}: {n}"
        for one, n in table.article_id.value_counts(sort=False).items()
    )
    alt = f"Panels of acts by article. {headline}. {told}."
    return Chart(figure, headline, table, alt)


def _outlets(acts: pd.DataFrame, articles: pd.DataFrame) -> Chart:
    """How serious the acts are that each outlet reports, words and deeds apart."""
    able = acts[acts.score >= SURE]
    table = rates.high_shares({"acts": able, "articles": articles}, "outlet")
    table.loc[table.articles < rates.ARTICLES, ["low", "high"]] = float("nan")
    table = table.assign(lane=table.words_or_deed.map(HIGH_MEANS))
    foot = f"n = {count(len(able), 'act')}. Bars: {BARS}. At the right: number of acts."
    if table.empty:
        return style.nothing("No act was found in the texts", table)
    words, deeds = HIGH_MEANS["words"], HIGH_MEANS["deed"]
    lanes = ((words, palette.BLUE, "o"), (deeds, palette.ORANGE, "s"))
    of_words = table[table.words_or_deed == "words"]
    headline = ends(of_words, "tells of words that threaten or announce measures", "% of words", "")
    subtitle = "Share of words, and of deeds, that are serious ones in their lane, by outlet"
    return forest(table, "lane", lanes, headline, subtitle, foot, "share in %")


def _finding(table: pd.DataFrame) -> str:
    acts = told(once(table[table.score >= SURE]))
    words, deeds = (acts[acts.words_or_deed == lane] for lane in LANES)
    said = []
    if len(words):
        top = int(words.rung.max())
        said.append(f"words up to rung {top} ({RUNGS[top]})")
    if len(deeds):
        high = int(is_high(deeds).sum())
        part = style.part(high, len(deeds))
        said.append(f"deeds that {HIGH_MEANS['deed']}: {part} ({below(deeds)})")
    where = "In the text: " if table.article_id.nunique() < 2 else "In these texts: "
    return where + ("; ".join(said) or "no act is a sure one")
