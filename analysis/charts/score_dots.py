"""Trust: the attribution layer against other tools and people, and what its scores are worth."""

import pandas as pd

from ..measures.scores import OURS
from . import palette, style
from .chart import Chart
from .style import count


@style.house
def against_peers(systems: pd.DataFrame) -> Chart:
    """Who says what: F1 of finding the statement, and of finding it with its source.

    systems : `scores.systems`, this program, other tools and two people
    """
    if not (systems.name == OURS).any():
        return style.nothing("No benchmark of attribution is on disk", systems)
    headline = _headline(systems)
    corpus = next(iter(systems.test.dropna()), "the test articles")
    figure, (axes,) = style.sheet(
        headline,
        "Statements found, and found with the right source (F1, percent)",
        f"{style.plain(corpus)}, on which {OURS} set its "
        "thresholds. Bar: 95 % interval, bootstrap by article. Tools and people as measured by "
        "this project; sources in benchmarks/peers.csv.",
        height=0.2 + 0.44 * len(systems),
        left=2.85,
        right=0.3,
        bottom=0.5,
        entries=[("found", palette.GREY, "|"), ("with its source", palette.GREY, "o")],
        key_at=2.85,
    )
    for y, row in enumerate(systems.itertuples()):
        known = row.low == row.low
        people = palette.INK if row.name.startswith("human") else palette.GREY
        color = palette.BLUE if row.name == OURS else people
        ends = [row.match_source, row.match]
        axes.plot(ends, [y, y], color=palette.PALE, linewidth=1.6, zorder=1)
        if known:
            axes.plot([row.low, row.high], [y, y], color=palette.pale(color), linewidth=5, zorder=2)
        axes.scatter(row.match, y, s=90, marker="|", color=color, linewidth=2, zorder=3)
        axes.scatter(row.match_source, y, s=58, color=color, zorder=4)
        for value, at, way in (
            (row.match_source, row.low if known else row.match_source, -1),
            (row.match, row.match, 1),
        ):
            style.at_end(axes, at, y, f"{value:.0f}", way, color)
    axes.set(xlim=(0, 100), ylim=(len(systems) - 0.5, -0.5), xlabel="F1")
    style.listed_rows(axes, [style.lines_of(n, 2.6) for n in systems.name])
    axes.grid(axis="x")
    told = "; ".join(
        f"{r.name}: {r.match:.1f} found, {r.match_source:.1f} with source"
        for r in systems.itertuples()
    )
    return Chart(figure, headline, systems, f"Dots of F1 by system. {headline}. {told}.")


def _headline(systems: pd.DataFrame) -> str:
    people = systems.match_source[systems.name.str.startswith("human")]
    ours = systems.loc[systems.name == OURS, ["match_source", "low", "high"]]
    value, low, high = ours.iloc[0]
    found = f"On texts like those it learned from, statements with the right source: F1 {value:.0f}"
    if people.empty:
        return found
    human = people.iloc[0]
    apart = f"{abs(value - human):.0f} {'above' if value > human else 'below'}"
    level = "level with" if low <= human <= high else apart
    return f"{found}, {level} human annotators against each other"


@style.house
def reliability(bins: pd.DataFrame) -> Chart:
    """Are statements of score 0.8 right in 80 of 100 cases? Scores against the share right.

    bins : `scores.reliability`
    """
    if bins.empty:
        return style.nothing("No reliability of scores is on disk", bins)
    headline = _promised(bins)
    figure, (axes,) = style.sheet(
        headline,
        "Share of statements that were right, by the score they were given; on the dashed line "
        "scores mean what they say",
        f"n = {count(int(bins.statements.sum()), 'statement')}. Right: statement and source both. "
        "Under each bar: how many statements. "
        "Bars: 95 % Wilson intervals, which take statements as independent.",
        height=3.6,
        left=0.75,
        right=0.7,
    )
    axes.plot([0, 1], [0, 1], color=palette.PALE, linewidth=1.4, linestyle=(0, (4, 3)))
    axes.vlines(bins.mean_score, bins.low, bins.high, color=palette.BLUE, linewidth=2)
    axes.scatter(bins.mean_score, bins.share, s=56, color=palette.BLUE, zorder=3)
    axes.set(xlim=(0, 1.02), ylim=(0, 1.02), xlabel="score given (mean)", ylabel="share right")
    axes.grid(axis="both")
    for r in bins.itertuples():
        axes.text(r.mean_score, r.low - 0.015, f"{r.statements:,}", ha="center", va="top")
    told = "; ".join(f"{r.mean_score:.2f}: {100 * r.share:.0f} %" for r in bins.itertuples())
    return Chart(figure, headline, bins, f"Share right by score. {headline}. {told}.")


def _promised(bins: pd.DataFrame) -> str:
    """Whether scores mean what they say, and where they mislead most."""
    off = (bins.share - bins.mean_score).abs()
    mean = 100 * float((bins.statements * off).sum() / bins.statements.sum())
    astray = off.where((bins.low > bins.mean_score) | (bins.high < bins.mean_score), 0)
    if not astray.any():
        return f"Scores are off by {mean:.0f} points on average, which may be chance"
    worst = bins.loc[astray.idxmax()]
    right, low, high = (100 * worst[end] for end in ("share", "low", "high"))
    return (
        f"Scores are off by {mean:.0f} points on average; statements of {worst.mean_score:.2f} are "
        f"right {right:.0f} % of the time ({low:.0f}–{high:.0f})"
    )
