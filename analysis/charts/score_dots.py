"""Trust: the attribution layer against other tools and human annotators.

And whether its scores mean what they say.
"""

import pandas as pd

from ..measures import intervals
from . import labels, palette, style
from .chart import Chart
from .style import count

OURS = "Sources Say"


@style.house
def against_peers(scores: pd.DataFrame, peers: pd.DataFrame) -> Chart:
    """Who says what: F1 of finding the statement, and of finding it with its source.

    This project, peers, humans.

    scores : `scores.load_scores`; peers : `scores.load_peers`
    """
    own = (
        scores[(scores.layer == "attribution") & (scores.kind == "all")]
        .drop_duplicates("measure")
        .set_index("measure")
    )
    rows = [
        {"name": p.name, "match": p.match, "match_source": p.match_source}
        for p in peers.itertuples(index=False)
    ]
    if {"match", "match_source"} <= set(own.index):
        rows.append(
            {
                "name": OURS,
                **{m: own.value[m] for m in ("match", "match_source")},
                "low": own.low["match_source"],
                "high": own.high["match_source"],
            }
        )
    table = pd.DataFrame(
        rows, columns=["name", "match", "match_source", "low", "high"]
    ).sort_values(["match_source", "name"], ascending=[False, True], ignore_index=True)
    test = style.plain(own.test["match"]) if "match" in own.index else "PolNeAR dev"
    foot = (
        f"{count(len(table), 'row')}; {test}, on which {OURS} set its thresholds. Bar: 95 % "
        "interval, bootstrap by article. "
        "Tools and people as measured by this project; sources in benchmarks/peers.csv."
    )
    if table.empty:
        return style.nothing("No benchmark of attribution is on disk", table)
    headline = _headline(table)
    figure, (axes,) = style.sheet(
        headline,
        "Statements found, and found with the right source (F1, percent)",
        foot,
        height=0.2 + 0.44 * len(table),
        left=2.85,
        right=0.3,
        bottom=0.5,
        entries=[("found", palette.GREY, "|"), ("with its source", palette.GREY, "o")],
        key_at=2.85,
    )
    for y, row in enumerate(table.itertuples()):
        known = row.low == row.low and row.low is not None
        color = (
            palette.BLUE
            if row.name == OURS
            else palette.INK
            if row.name.startswith("human")
            else palette.GREY
        )
        axes.plot(
            [row.match_source, row.match], [y, y], color=palette.PALE, linewidth=1.6, zorder=1
        )
        if known:
            axes.plot([row.low, row.high], [y, y], color=palette.pale(color), linewidth=5, zorder=2)
        axes.scatter(row.match, y, s=90, marker="|", color=color, linewidth=2, zorder=3)
        axes.scatter(row.match_source, y, s=58, color=color, zorder=4)
        ends = (
            (row.match_source, row.low if known else 100, -7, "right"),
            (row.match, 100, 7, "left"),
        )
        for value, end, away, side in ends:
            axes.annotate(
                f"{value:.0f}",
                (min(value, end), y),
                (away, 0),
                textcoords="offset points",
                ha=side,
                va="center",
                color=color,
                fontsize=palette.SMALL,
            )
    axes.set(xlim=(0, 100), ylim=(len(table) - 0.5, -0.5), xlabel="F1")
    style.listed_rows(axes, [style.lines_of(figure, n, 2.6) for n in table.name])
    axes.grid(axis="x")
    told = "; ".join(
        f"{r.name}: {r.match:.1f} found, {r.match_source:.1f} with source"
        for r in table.itertuples()
    )
    return Chart(figure, headline, table, f"Dots of F1 by system. {headline}. {told}.")


@style.house
def reliability(bins: pd.DataFrame) -> Chart:
    """Are attributions of score 0.8 right in 80 of 100 cases?

    Mean score of each bin against the share that was right.
    """
    n = int(bins.n.sum()) if len(bins) else 0
    right = (bins.n * bins.observed_precision).round().astype("int64") if len(bins) else bins.n
    ends = [intervals.wilson(int(k), int(m)) for k, m in zip(right, bins.n, strict=True)]
    table = bins.assign(right=right, low=[e[0] for e in ends], high=[e[1] for e in ends])
    foot = (
        f"n = {count(n, 'attribution')}. Right: statement and source both. Bars: 95 % Wilson "
        "intervals, which take attributions as independent."
    )
    if not n:
        return style.nothing("No reliability of scores is on disk", table)
    headline = _told(table)
    figure, (axes,) = style.sheet(
        headline,
        "Share of attributions that were right, by the score they were given; on the dashed line "
        "scores mean what they say",
        foot,
        height=3.9,
        left=1.0,
        right=0.9,
        bottom=0.55,
        top=0.05,
    )
    axes.plot([0, 1], [0, 1], color=palette.PALE, linewidth=1.4, linestyle=(0, (4, 3)))
    axes.vlines(table.mean_score, table.low, table.high, color=palette.BLUE, linewidth=2)
    axes.scatter(table.mean_score, table.observed_precision, s=56, color=palette.BLUE, zorder=3)
    axes.set(
        xlim=(0, 1.02),
        ylim=(-0.02, 1.02),
        xlabel="score given (mean of the bin)",
        ylabel="share that was right",
    )
    axes.grid(axis="both")
    labels.place(
        axes,
        [(r.mean_score, r.observed_precision, f"n = {r.n:,}") for r in table.itertuples()],
        avoid=[
            (r.mean_score, r.low + part * (r.high - r.low) / 6)
            for r in table.itertuples()
            for part in range(7)
        ],
        inside=False,
    )
    told = "; ".join(
        f"score {r.mean_score:.2f}: {r.observed_precision:.2f} of {r.n}" for r in table.itertuples()
    )
    return Chart(figure, headline, table, f"Reliability diagram. {headline}. {told}.")


def _told(table: pd.DataFrame) -> str:
    """The scores that mislead most, where the interval of what was right leaves them out."""
    off = (table.observed_precision - table.mean_score).abs()
    astray = off.where((table.low > table.mean_score) | (table.high < table.mean_score), 0)
    mean = 100 * float((table.n * off).sum() / table.n.sum())
    if not astray.any():
        return f"Scores mean what they say: off by {mean:.0f} points on average"
    worst = table.loc[astray.idxmax()]
    return (
        f"Scores that average {worst.mean_score:.2f} are right {100 * worst.observed_precision:.0f}"
        f" % of the time ({100 * worst.low:.0f}–{100 * worst.high:.0f}); all together are off by "
        f"{mean:.0f} points on average"
    )


def _headline(table: pd.DataFrame) -> str:
    ours = table[table.name == OURS]
    humans = table[table.name.str.startswith("human")]
    if ours.empty:
        return (
            f"Not measured here yet; the best of {count(len(table), 'system')} finds "
            f"{table.match_source.max():.0f} of 100 statements with their source"
        )
    value, low, high = (ours[c].iloc[0] for c in ("match_source", "low", "high"))
    found = f"On texts like those it learned from, statements with the right source: F1 {value:.0f}"
    if humans.empty:
        return found
    human = humans.match_source.iloc[0]
    level = low is not None and low <= human <= high
    apart = f"{abs(value - human):.0f} {'above' if value > human else 'below'}"
    return f"{found}, {'level with' if level else apart} human annotators against each other"
