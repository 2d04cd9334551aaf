"""The order of telling: each act of one article on its rung, from the first line to the last."""

from collections.abc import Mapping

import pandas as pd

from ..measures.lanes import HIGH_MEANS, LANES, RUNGS, SURE, is_high
from ..measures.trends import told
from . import labels, style
from .chart import Chart
from .style import count


@style.house
def ladder(
    acts: pd.DataFrame,
    sentences: pd.DataFrame,
    article_id: str | None = None,
    sides: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Chart:
    """Each act of one article on its rung, words left, deeds right: a profile of the telling.

    sides : actor → side, which gives the colours; without it all are black · names : `Case.names`
    """
    one = style.one_article(sentences, article_id)
    table = style.named(acts[acts.article_id == one]).reset_index(drop=True)
    length = int(sentences.end[sentences.article_id == one].max()) if one else 1
    table = table.assign(place=(table.start + table.end) / 2 / length * 100)
    foot = (
        f"n = {count(len(table), 'act')}, {style.held(table, names)}, as the text "
        "and its sources tell them. Hollow: hedged, negated, conditional or planned; pale: scored "
        f"under {SURE:g}, and not in the headline. The order of telling is no course of events."
    )
    if table.empty:
        return style.nothing("No act was found in the text", table, foot)
    headline = _finding(table)
    figure, panels = style.sheet(
        headline,
        "Acts by rung and place in the text",
        foot,
        height=3.0,
        left=1.75,
        bottom=0.35,
        columns=(1.6, 1),
        column_gap=0.25,
        top=0.25 + style.KEY_ROW,
    )
    for axes, (lane, name) in zip(panels, LANES.items(), strict=True):
        these = table[table.words_or_deed == lane]
        style.rungs(axes)
        axes.set(xlim=(-4, 104), xticks=[0, 50, 100])
        axes.set_xticklabels(["start", "middle", "end"])
        axes.tick_params(axis="y", labelleft=lane == "words")
        axes.set_title(f"{name} ({len(these)})", loc="left", fontweight="bold")
        y = these.rung + labels.swarm(these.place, these.rung, 5, 0.3)
        for at, act in zip(y, these.itertuples(), strict=True):
            color = style.color_of(act.actor_name, sides) if sides else style.INK
            fine = {"deed": lane == "deed", "fact": act.modality == "asserted"}
            style.mark(axes, act.place, at, color, sure=act.score >= SURE, size=46, **fine)
        order = these.assign(y=y).sort_values(["rung", "start"], ascending=[False, True])
        labels.place(
            axes,
            [(r.place, r.y, f"“{style.short(r.trigger, 22)}”") for r in order.head(9).itertuples()],
            avoid=list(zip(these.place, y, strict=True)),
        )
    shades = {style.color_of(name, sides or {}) for name in table.actor_name}
    entries = [(side, c, "o") for side, c in style.side_colors(sides or {}).items() if c in shades]
    if sides:
        others = ("others, unknown", style.GREY, "o")
        style.key(panels[0], [e for e in entries if e[1] != style.GREY] + [others], 5, lift=0.25)
    rows = "; ".join(
        f"{LANES[lane]}, rung {rung} {RUNGS[rung]}: {n}"
        for (lane, rung), n in table.groupby(["words_or_deed", "rung"]).size().items()
    )
    return Chart(figure, headline, table, f"Ladder along article {one}. {headline}. {rows}.")


def _finding(table: pd.DataFrame) -> str:
    acts = told(table[table.score >= SURE])
    words, deeds = (acts[acts.words_or_deed == lane] for lane in LANES)
    said = []
    if len(words):
        top = int(words.rung.max())
        said.append(f"words reach rung {top} ({RUNGS[top]})")
    if len(deeds):
        high = int(is_high(deeds).sum())
        said.append(f"{high} of {count(len(deeds), 'deed')} {HIGH_MEANS['deed']}")
    return "As told, " + ("; ".join(said) or "no act is a sure one")
