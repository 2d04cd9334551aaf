"""Escalation: every act on its rung along the text, by actor, and who addresses whom.

Words and deeds stay apart.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..measures import intervals
from ..measures.dyads import pairs
from ..measures.lanes import HIGH_MEANS, LANES, RUNGS, is_high
from ..measures.trends import told
from . import labels, style
from .chart import Chart
from .style import count

MARKERS = (("words", "o"), ("deed", "s"))
MOST_ACTORS = 5
MOST_DYADS = 14
UNKNOWN = "not said who"
NOBODY = "nobody named"
PALE = ("hedged", "negated", "conditional", "planned")


@style.house
def ladder(acts: pd.DataFrame, sentences: pd.DataFrame, article_id: str | None = None) -> Chart:
    """Each act of one article a dot on its rung, from the first line to the last.

    Words left, deeds right.
    """
    table, one = _along(acts, sentences, article_id)
    foot = (
        f"n = {count(len(table), 'act')}, article {style.short(one, 30) or 'none'}, as the text "
        "and its sources tell them. Hollow: hedged, negated, conditional or planned. One article "
        "shows a profile, not a trend."
    )
    if table.empty:
        return style.nothing("No act was found in the text", table, foot)
    headline = _ladder_headline(table)
    words = int((table.words_or_deed == "words").sum())
    colors = _colors(table.actor)
    entries = [(style.short(actor, 24), color, "o") for actor, color in colors.items()]
    rows = -(-len(entries) // 3)
    figure, panels = style.sheet(
        headline,
        f"Acts by rung and place in the text. Words: {intervals.share(words, len(table))}",
        foot,
        height=4.6,
        left=1.95,
        bottom=0.35,
        columns=(1.6, 1),
        column_gap=0.25,
        top=0.3 + style.KEY_ROW * rows,
    )
    for axes, (lane, marker) in zip(panels, MARKERS, strict=True):
        these = table[table.words_or_deed == lane]
        style.rungs(axes)
        axes.set(xlim=(-4, 104), xticks=[0, 50, 100])
        axes.set_xticklabels(["start", "middle", "end"])
        if lane == "deed":
            axes.tick_params(axis="y", labelleft=False)
        axes.text(
            0,
            1.0,
            f" {LANES[lane]} ({len(these)})",
            transform=axes.transAxes,
            ha="left",
            va="bottom",
            fontweight="bold",
        )
        y = these.rung + labels.swarm(these.place, these.rung, 4.5 if lane == "words" else 7, 0.27)
        for at, r in zip(y, these.itertuples(), strict=True):
            color = colors.get(r.actor, style.GREY)
            axes.scatter(
                r.place,
                at,
                s=56,
                marker=marker,
                edgecolor=color,
                linewidth=1.5,
                zorder=3,
                facecolor=style.PAPER if r.modality in PALE else color,
            )
        order = these.assign(y=y).sort_values(
            ["rung", "start"], ascending=[False, True], kind="stable"
        )
        labels.place(
            axes,
            [(r.place, r.y, f"“{style.short(r.trigger, 22)}”") for r in order.head(9).itertuples()],
            avoid=list(zip(these.place, y, strict=True)),
        )
    style.key(panels[0], entries, 3, lift=0.25)
    return Chart(
        figure,
        headline,
        table,
        f"Ladder of {count(len(table), 'act')} along article {one}. {headline}. {_counts(table)}.",
    )


@style.house
def dyads(acts: pd.DataFrame, names: Mapping[str, str] | None = None) -> Chart:
    """Who addresses whom: a line from actor to target for words, another for deeds.

    Its width is the number of acts, its colour their median rung within the lane.
    """
    table = pairs(_filled(style.named(acts)))
    negated = int((acts.modality == "negated").sum())
    foot = (
        f"n = {count(int(table.acts.sum()) if len(table) else 0, 'act')}, "
        f"{style.held(acts, names)}, as "
        f"told; without {negated} negated. Dashed: none told as plain fact. Width: number of acts; "
        "colour and number: median rung of the words, or of the deeds."
    )
    if table.empty:
        return style.nothing("No act of one actor towards another was found", table, foot)
    shown = table.head(MOST_DYADS)
    first = table[(table.target != NOBODY) & (table.actor != UNKNOWN)]
    first = first.iloc[0] if len(first) else table.iloc[0]
    headline = (
        f"Most often {_name(first.actor)} {_does(first.words_or_deed)} {first.target}: "
        f"{_counted(first)}, median rung {first.median_rung:g} ({RUNGS[int(first.median_rung)]})"
    )
    names = shown.actor.nunique(), shown.target.nunique()
    figure, (axes,) = style.sheet(
        headline,
        "Acts of one actor towards another; words and deeds apart",
        foot,
        height=0.33 * (len(shown) + 0.4 * max(names)) + 0.2,
        left=0.15,
        right=0.15,
        bottom=0.05,
        top=0.1,
    )
    left = _slots(shown.actor, list(dict.fromkeys(shown.actor)))
    heights = pd.Series(left, index=shown.index).groupby(shown.target).mean()
    right = _slots(shown.target, list(heights.sort_values(kind="stable").index), left)
    axes.set(xlim=(0, 6.9), ylim=(max(*left, *right) + 0.6, -0.6))
    axes.set_axis_off()
    for a, b, r in zip(left, right, shown.itertuples(), strict=True):
        color = style.RAMP(r.median_rung / 10)
        axes.add_patch(style.curve(3.45, a, 5.05, b, color, 1.2 + 1.5 * r.acts, not r.asserted))
        label = f"{_counted(r)} · {r.median_rung:g}"
        axes.text(3.35, a, label, ha="right", va="center", fontsize=style.SMALL)
    _names(axes, figure, shown.actor, left, 1.4, "right", 1.3)
    _names(axes, figure, shown.target, right, 5.2, "left", 1.65)
    said = "; ".join(
        f"{r.actor} to {r.target}: {_counted(r)}, median rung {r.median_rung:g}"
        for r in shown.itertuples()
    )
    return Chart(figure, headline, table, f"Network of who addresses whom. {headline}. {said}.")


def _filled(acts: pd.DataFrame) -> pd.DataFrame:
    return acts.assign(
        actor=acts.actor.replace("", UNKNOWN), target=acts.target.replace("", NOBODY)
    )


def _does(lane: str) -> str:
    return "acts towards" if lane == "deed" else "addresses"


def _counted(pair: Any) -> str:
    return count(pair.acts, "deed" if pair.words_or_deed == "deed" else "word act")


def _rungs(acts: pd.DataFrame) -> Iterator[tuple[str, pd.Series]]:
    """For each lane with acts, how many stand on which rung."""
    for lane, rows in acts.groupby("words_or_deed", sort=False):
        yield str(lane), rows.rung.value_counts().sort_index()


def _along(
    acts: pd.DataFrame, sentences: pd.DataFrame, article_id: str | None
) -> tuple[pd.DataFrame, str]:
    one = style.one_article(sentences, article_id)
    table = style.named(acts[acts.article_id == one])
    length = int(sentences.end[sentences.article_id == one].max()) if one else 1
    table = table[
        [
            "article_id",
            "act_id",
            "sentence_id",
            "start",
            "end",
            "trigger",
            "actor",
            "target",
            "plover",
            "rung",
            "words_or_deed",
            "voice",
            "modality",
        ]
    ]
    return table.assign(place=(table.start + table.end) / 2 / length * 100).reset_index(
        drop=True
    ), one


def _ladder_headline(table: pd.DataFrame) -> str:
    acts = told(table)
    words, deeds = (acts[acts.words_or_deed == lane] for lane, _ in MARKERS)
    said = []
    if len(words):
        top = int(words.rung.max())
        said.append(f"words climb to rung {top} ({RUNGS[top]})")
    if len(deeds):
        said.append(
            f"{int(is_high(deeds).sum())} of {count(len(deeds), 'deed')} {HIGH_MEANS['deed']}"
        )
    return "As told, " + ("; ".join(said) if said else "every act is a negated one")


def _counts(table: pd.DataFrame) -> str:
    return "; ".join(
        f"{LANES[lane]}, rung {rung} {RUNGS[rung]}: {n}"
        for lane, rows in _rungs(table)
        for rung, n in rows.items()
    )


def _colors(actors: pd.Series) -> dict[str, str]:
    """The busiest actors' colours; all others share grey."""
    busiest = [
        actor
        for actor in actors.value_counts(sort=False)
        .sort_values(ascending=False, kind="stable")
        .index
        if actor
    ]
    return {
        **dict(zip(busiest[:MOST_ACTORS], style.CYCLE, strict=False)),
        **({"others": style.GREY} if len(busiest) > MOST_ACTORS or (actors == "").any() else {}),
    }


def _name(actor: str) -> str:
    return style.short(actor, 34) or UNKNOWN


def _sideways(place: pd.Series, lanes: pd.Series, apart: float) -> list[float]:
    moved = {}
    for lane in lanes.unique():
        index = list(place.index[lanes == lane])
        for i, at in zip(
            index, labels.spread([place[i] for i in index], apart, -2, 102), strict=True
        ):
            moved[i] = at - place[i]
    return [moved[i] for i in place.index]


def _slots(names: pd.Series, order: list[str], other: list[float] | None = None) -> list[float]:
    """A place for each line at its end: lines of one name side by side, a gap between names."""
    places, y = {}, 0.0
    for name in order:
        index = [i for i in range(len(names)) if names.iloc[i] == name]
        for i in sorted(index, key=(lambda i: other[i]) if other else (lambda i: i)):
            places[i] = y
            y += 1
        y += 0.4
    return [places[i] for i in range(len(names))]


def _names(
    axes: Axes,
    figure: Figure,
    names: pd.Series,
    places: list[float],
    x: float,
    side: str,
    width: float,
) -> None:
    for name in dict.fromkeys(names):
        at = [y for y, one in zip(places, names, strict=True) if one == name]
        axes.text(
            x,
            sum(at) / len(at),
            style.lines_of(figure, name, width, 2 if len(at) > 1 else 1),
            ha=side,
            va="center",
            linespacing=1.0,
        )
        rule = x + (0.06 if side == "right" else -0.06)
        axes.plot([rule, rule], [min(at) - 0.3, max(at) + 0.3], color=style.PALE, linewidth=1.5)
