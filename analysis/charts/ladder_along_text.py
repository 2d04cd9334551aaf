"""Each act on its rung, from the first line of its article to the last.

Up to twelve articles have a panel each (one alone has one for words and one for deeds), more are
compared by outlet.
"""

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from ..measures import rates
from ..measures.lanes import HIGH_MEANS, LANES, RUNGS, SURE, below, gravest, is_high
from ..measures.trends import once, told
from ..text.article import in_order
from . import labels, palette, style
from .chart import Chart
from .outlet_dots import BARS, ends, forest
from .style import count

MARKED = (
    "Hollow: told by a source, or hedged, negated, conditional or planned; pale: scored under "
    f"{SURE:g}. The headline leaves out pale acts, what is negated, and deeds not told as done; an "
    "event counts once. The order of telling is no course of events."
)


@style.house
def ladder(
    acts: pd.DataFrame,
    sentences: pd.DataFrame,
    sides: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
    articles: pd.DataFrame | None = None,
) -> Chart:
    """Each act on its rung, at its place in its article: a profile of the telling.

    sides : actor → side, which gives the colours; without it all are black · names : `Case.names`
    articles : the table `articles`; several have a panel each, in the order of their days, and more
        than twelve are compared by outlet
    """
    ids = in_order(articles.itertuples()) if articles is not None else sentences.article_id.unique()
    several = len(ids) > 1
    if articles is not None and len(ids) > style.MOST_PANELS:
        return _outlets(acts, articles)
    length = sentences.groupby("article_id").end.max().reindex(ids)
    table = acts[acts.article_id.isin(length.index)].reset_index(drop=True)
    if table.empty:
        return style.nothing(f"No act was found in the text{'s' * several}", table)
    along = (table.start + table.end) / 2 / table.article_id.map(length) * 100
    table, headline = table.assign(along=along), _finding(table)
    foot = f"n = {count(len(table), 'act')}, {style.held(table, names)}. {MARKED}"
    key = style.side_entries(sides, table.actor_name) if sides else []
    if several:
        scale = ", ".join(f"{rung} {RUNGS[rung]}" for rung in (0, 5, 10))
        forms = [("words", "o"), ("deeds", "s"), ("by a source, or open", "o-"), ("unsure", "o~")]
        _, panels = sheet = style.multiples(
            headline,
            f"Acts by place in the text and by rung: {scale}",
            foot,
            list(length.index),
            names or {},
            1.3,
            [*((words, palette.INK, form) for words, form in forms), *key],
        )
        parts = [table[table.article_id == one] for one in length.index]
    else:
        _, panels = sheet = style.sheet(
            headline,
            "Acts by rung and place in the text",
            foot,
            height=3.0,
            left=1.75,
            bottom=0.35,
            columns=(1.6, 1),
            column_gap=0.25,
            top=0.25,
            entries=key,
        )
        parts = [table[table.words_or_deed == lane] for lane in LANES]
    for n, (axes, own) in enumerate(zip(panels, parts, strict=True)):
        ys = own.rung + labels.swarm(own.along, own.rung, 6 if several else 5, 0.4)
        if several:
            axes.set(ylim=(-0.8, 10.8), yticks=[0, 5, 10])
            axes.grid(axis="y")
        else:
            style.rungs(axes)
            axes.set(xlim=(-4, 104))
            axes.set_xticks([0, 50, 100], ["start", "middle", "end"])
            axes.tick_params(axis="y", labelleft=n == 0)
            name = list(LANES.values())[n]
            axes.set_title(f"{name} ({len(own)})", loc="left", fontweight="bold")
        for y, act in zip(ys, own.itertuples(), strict=True):
            color = palette.color_of(act.actor_name, sides) if sides else palette.INK
            style.act_mark(axes, act.along, y, color, act, 26 if several else 46)
        if own.empty:
            axes.text(50, 5, "no act", ha="center", va="center", fontsize=palette.SMALL)
        elif not several:
            _name(axes, own.assign(y=ys))
    lanes = table.groupby(["words_or_deed", "rung"]).size().items()
    said = "; ".join(f"{LANES[lane]}, rung {r} {RUNGS[r]}: {n}" for (lane, r), n in lanes)
    alt = f"Ladder of acts, {style.held(table, names)}. {headline}. {said}."
    return Chart(sheet[0], headline, table, alt)


def _name(axes: Axes, acts: pd.DataFrame) -> None:
    """The words of the highest acts beside their marks."""
    highest = acts.sort_values(["rung", "start"], ascending=[False, True]).head(9)
    said = [(r.along, r.y, f"“{style.short(r.trigger, 22)}”") for r in highest.itertuples()]
    labels.place(axes, said, avoid=list(zip(acts.along, acts.y, strict=True)))


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
        said.append(f"words, up to “{gravest(words)}”")
    if len(deeds):
        part = style.part(int(is_high(deeds).sum()), len(deeds))
        said.append(f"deeds that {HIGH_MEANS['deed']}: {part}, {below(deeds)}")
    where = "In the text: " if table.article_id.nunique() < 2 else "In these texts: "
    return where + ("; ".join(said) or "no act is a sure one")
