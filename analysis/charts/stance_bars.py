"""All findings as diverging bars: how many speak against and for claims, by what was decided."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from . import palette, style
from .chart import Chart
from .claim_ledger import ORDER, STANCES
from .style import count


@style.house
def stances(shown: pd.DataFrame, found: pd.DataFrame) -> Chart:
    """Findings by the verdict on their claims: against to the left, for to the right.

    Those that qualify stand beside, since they speak for neither.

    shown : `register.displayed` · found : `register.findings`
    """
    matter = shown.matter.where(shown.decided_by == "reviewer", "open")
    of_claim = dict(zip(shown.claim_id, matter, strict=True))
    known = found.assign(verdict=found.claim_id.map(of_claim).fillna("no claim of this case"))
    table = _by_verdict(known, Counter(matter))
    sums = {s: int(table[s].sum()) for s in STANCES}
    foot = (
        f"n = {count(len(found), 'finding')} on {count(found.claim_id.nunique(), 'claim')} of "
        f"{len(shown)}. Findings are what pages say; pages that relay one origin are several "
        "findings and one origin."
    )
    if found.empty:
        return style.nothing("No finding is on record", table)
    headline = (
        f"{count(len(found), 'finding')}: {sums['supports'] or 'none'} for, "
        f"{sums['qualifies'] or 'none'} qualifying and {sums['contradicts'] or 'none'} against "
        "their claim"
    )
    most = max(1, int(table[list(STANCES)].to_numpy().max()))
    left, right = int(table.contradicts.max()), int(table.supports.max())
    figure, (axes,) = style.sheet(
        headline,
        "By what people decided on the matter; in brackets how many claims",
        foot,
        height=0.34 * len(table) + 0.1,
        left=2.0,
        right=0.3,
        bottom=0.05,
        top=0.05,
        entries=[(words, color, "s") for words, color in STANCES.values()],
        key_at=2.0,
    )
    beside = right + most * 0.35
    for y, row in enumerate(table.itertuples()):
        for start, n, stance in (
            (0.0, -row.contradicts, "contradicts"),
            (0.0, row.supports, "supports"),
            (beside, row.qualifies, "qualifies"),
        ):
            if n:
                style.bar(axes, y, n, STANCES[stance][1], f"{abs(n)}", start)
    axes.axvline(0, color=palette.INK, linewidth=1)
    axes.axvline(beside, color=palette.PALE, linewidth=1)
    axes.set(
        xlim=(-left - most * 0.15, beside + int(table.qualifies.max()) + most * 0.15),
        ylim=(len(table) - 0.5, -0.5),
    )
    axes.set_xticks([])
    style.listed_rows(axes, [f"{r.verdict} ({r.claims})" for r in table.itertuples()])
    style.bare(axes, "bottom")
    told = "; ".join(
        f"{r.verdict}, {count(r.claims, 'claim')}: {r.supports} for, {r.qualifies} qualifying, "
        f"{r.contradicts} against"
        for r in table.itertuples()
    )
    return Chart(figure, headline, table, f"Diverging bars of findings. {headline}. {told}.")


def _by_verdict(found: pd.DataFrame, claims: Mapping[str, int]) -> pd.DataFrame:
    """One row a verdict: verdict, claims, and findings of each stance."""
    values = [*ORDER, *sorted({*claims, *found.verdict} - {*ORDER, "open"}), "open"]
    pairs = Counter(zip(found.verdict, found.stance, strict=True))
    rows: Iterable[dict[str, Any]] = (
        {
            "verdict": value.replace("_", " "),
            "claims": claims.get(value, 0),
            **{stance: pairs[value, stance] for stance in STANCES},
        }
        for value in values
    )
    filled = [row for row in rows if row["claims"] or any(row[s] for s in STANCES)]
    return pd.DataFrame(filled, columns=["verdict", "claims", *STANCES])
