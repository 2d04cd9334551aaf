"""Findings as diverging bars: how many speak for and against claims, by what was decided."""

import pandas as pd

from . import palette, style
from .chart import Chart
from .style import count

FEWEST = 5  # findings of a chart
STANCES = {
    "contradicts": ("against", palette.VERMILLION),
    "supports": ("for", palette.GREEN),
    "qualifies": ("qualifying", palette.ORANGE),
}
VERDICTS = ("corroborated", "in_part", "disputed", "refuted", "unsupported", "in_conflict")


@style.house
def stances(shown: pd.DataFrame, found: pd.DataFrame) -> Chart:
    """Findings by the verdict on their claims: against to the left, for to the right.

    Those that qualify stand beside, since they speak for neither.

    shown : `register.displayed` · found : `register.findings`
    """
    matter = shown.matter.where(shown.decided_by == "reviewer", "open")
    of_claim = dict(zip(shown.claim_id, matter, strict=True))
    verdicts = found.claim_id.map(of_claim).fillna("no claim of this case").rename("verdict")
    table = pd.crosstab(verdicts, found.stance).reindex(columns=list(STANCES), fill_value=0)
    rank = {verdict: place for place, verdict in enumerate(VERDICTS)}
    table = table.sort_index(key=lambda names: names.map(lambda v: (rank.get(v, 9), v)))
    table = table.reset_index().assign(claims=lambda rows: rows.verdict.map(matter.value_counts()))
    sums = [f"{int(table[s].sum()) or 'none'} {word}" for s, (word, _) in STANCES.items()]
    headline = (
        f"{count(len(found), 'finding')}: {style.listed(sums)} "
        f"{'its' if len(found) == 1 else 'their'} claim"
    )
    if len(found) < FEWEST:
        said = headline if len(found) else "No finding is on record"
        return style.nothing(said, table, few=bool(len(found)))
    left, right, most = (int(table[[*of]].to_numpy().max()) for of in (
        ["contradicts"], ["supports"], STANCES
    ))  # fmt: skip
    apart = right + most * 0.35
    figure, (axes,) = style.sheet(
        headline,
        "By what people decided on the matter; in brackets how many claims",
        f"n = {count(len(found), 'finding')} on {count(found.claim_id.nunique(), 'claim')} of "
        f"{len(shown)}. Findings are what pages say; pages that relay one origin are several "
        "findings and one origin.",
        height=0.34 * len(table) + 0.1,
        left=2.0,
        right=0.3,
        bottom=0.05,
        top=0.05,
        entries=[(words, color, "s") for words, color in STANCES.values()],
        key_at=2.0,
    )
    for stance, start, way in (
        ("contradicts", 0, -1), ("supports", 0, 1), ("qualifies", apart, 1)
    ):  # fmt: skip
        axes.barh(
            table.index, way * table[stance], left=start, color=STANCES[stance][1], height=0.6
        )
        for y, n in table[stance].items():
            if n:
                style.at_end(axes, start + way * n, y, f"{n}", way)
    axes.axvline(0, color=palette.INK, linewidth=1)
    axes.axvline(apart, color=palette.PALE, linewidth=1)
    axes.set(
        xlim=(-left - most * 0.15, apart + int(table.qualifies.max()) + most * 0.15),
        ylim=(len(table) - 0.5, -0.5),
        xticks=[],
    )
    names = [
        r.verdict.replace("_", " ") + f" ({r.claims:.0f})" * (r.claims > 0)
        for r in table.itertuples()
    ]
    style.listed_rows(axes, names)
    style.bare(axes, "bottom")
    told = "; ".join(
        f"{name}: {r.supports} for, {r.qualifies} qualifying, {r.contradicts} against"
        for name, r in zip(names, table.itertuples(), strict=True)
    )
    return Chart(figure, headline, table, f"Diverging bars of findings. {headline}. {told}.")
