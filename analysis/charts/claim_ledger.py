"""Claims as a ledger: each in its full wording, was it said, is it so, and what was found on it."""

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ..vocabulary import wording
from . import labels, palette, style
from .chart import Chart
from .stance_bars import STANCES, VERDICTS
from .style import count

PAGE, OPEN = 12, 24  # claims on one figure; those drawn that nobody decided on
CHIPS = {"faithful": palette.BLUE, "in_part": palette.SKY, "corroborated": palette.GREEN}
CHIPS |= dict.fromkeys(("disputed", "in_conflict"), palette.ORANGE)
CHIPS |= dict.fromkeys(("misattributed", "mistranslated", "refuted"), palette.VERMILLION)
# Inches: the column of words, and from its right the lines where marks begin; marks in one line.
WORDS, MIDDLE, BESIDE, STEP, ACROSS = 2.75, 2.75, 3.5, 0.15, 4
MARKS = {"contradicts": (MIDDLE, -STEP), "supports": (MIDDLE, STEP), "qualifies": (BESIDE, STEP)}
COLUMNS = "claim_id article_id source quote decided_by saying matter machine_status".split()
COLUMNS += MARKS
CENTRE: Any = {"ha": "center", "va": "center"}


def claim_ledger(
    shown: pd.DataFrame, found: pd.DataFrame, names: Mapping[str, str] | None = None
) -> list[Chart]:
    """One row a claim, by verdict, then the undecided; on as many figures as hold twelve each.

    shown : `register.displayed` · found : `register.findings` · names : `Case.names`
    Each mark is a finding, filled when the page says whom it has its report from. No wording is cut
    and no claim with a decision or a finding left out; of the others the first 24 are drawn.
    """
    known = {key: sorted(of)[::-1] for key, of in found.groupby(["claim_id", "stance"]).known}
    rank = {verdict: place for place, verdict in enumerate(VERDICTS)}
    rows = shown.assign(
        open=shown.decided_by != "reviewer",
        marks=[{s: known.get((one, s), []) for s in MARKS} for one in shown.claim_id],
        rank=[rank.get(verdict, len(rank)) for verdict in shown.matter],
        bare=~shown.claim_id.isin(found.claim_id),
    ).sort_values(["open", "rank", "bare"], kind="stable")
    worked = int((~rows.open | ~rows.bare).sum())
    if not worked:
        return [style.house(style.nothing)("No claim is decided yet", shown)]
    drawn = rows.head(max(worked, int((~rows.open).sum()) + OPEN))
    pages = -(-len(drawn) // PAGE)
    cuts = pairwise(len(drawn) * n // pages for n in range(pages + 1))
    return [_page(drawn[a:b], f"Claims {a + 1} to {b} of {len(rows)}", names) for a, b in cuts]


@style.house
def _page(rows: pd.DataFrame, which: str, names: Mapping[str, str] | None) -> Chart:
    kinds = Counter("open" if row.open else row.matter for row in rows.itertuples())
    held = style.listed([f"{n} {kind}" for kind, n in kinds.items()], 9).replace("_", " ")
    headline = f"{which}: {held}"
    n_found = count(int(rows[[*MARKS]].to_numpy().sum()), "finding")
    panels = [(panel, [*map(_words, panel.itertuples())]) for _, panel in rows.groupby("open")]
    figure, axes = style.sheet(
        headline,
        "Each mark is a finding: what a page says on the claim",
        f"n = {count(len(rows), 'claim')} with {n_found}, {style.held(rows, names)}. A claim is "
        "what somebody says, not what is so. The cards in 06_claims give reasons and links.",
        height=[sum(labels.tall(words)) for _, words in panels],
        left=WORDS + palette.MARGIN,
        right=palette.MARGIN,
        bottom=0.05,
        top=0.25,
        entries=[("origin known", palette.GREY, "o"), ("not known", palette.GREY, "o-")],
    )
    for one, (panel, words) in zip(axes, panels, strict=True):
        _panel(one, panel, words)
    told = "; ".join(
        f"{style.plain(_words(r))} ({r.label}; {r.supports} for, {r.qualifies} qualifying, "
        f"{r.contradicts} against)"
        for r in rows.itertuples()
    )
    table = rows[COLUMNS]
    return Chart(figure, headline, table, f"Ledger of claims. {headline}. {told}.")


def _words(row: Any) -> str:
    """Source and wording in lines, at least as many as the marks beside them take."""
    text = f"{wording('source', row.source) or 'nobody named'}: “{row.quote}”"
    lines = style.wrap(text, palette.SMALL, WORDS - 0.1)
    most = max(-(-len(marks) // ACROSS) for marks in row.marks.values())
    return lines + "\n" * max(0, most - 1 - lines.count("\n"))


def _panel(axes: Axes, rows: pd.DataFrame, words: list[str]) -> None:
    """Claims with their chips and marks; x is in inches, and 0 the right of the words."""
    asked = {1.0: "machine_status"} if rows.open.any() else {0.6: "saying", 1.65: "matter"}
    heads = {MIDDLE - 0.37: "against", MIDDLE + 0.2: "for", BESIDE + 0.33: "qualify"} | asked
    middles = labels.column(axes, words)
    axes.set_xlim(0, palette.WIDTH - WORDS - 2 * palette.MARGIN)
    axes.set_xticks([*heads], [*map(wording, heads.values())], fontweight="bold")
    axes.xaxis.tick_top()
    style.bare(axes, "bottom", "top")
    axes.axvline(MIDDLE, color=palette.PALE, linewidth=1, zorder=1)
    for y, row in zip(middles, rows.itertuples(), strict=True):
        for x, column in asked.items():
            value = getattr(row, column)
            color = CHIPS.get(value, palette.GREY)
            box = {"boxstyle": "round,rounding_size=0.7", "edgecolor": color, "facecolor": "none"}
            told = wording(column, value) if row.open else value.replace("_", " ")
            shade = palette.dark(color)
            axes.text(x, y, told, color=shade, bbox=box, fontsize=palette.SMALL, **CENTRE)
        for stance, (start, step) in MARKS.items():
            for n, sure in enumerate(row.marks[stance]):
                line, place = divmod(n, ACROSS)
                at = start + (place + 0.9) * step, y + line * STEP
                style.mark(axes, *at, STANCES[stance][1], fact=sure, size=46)
