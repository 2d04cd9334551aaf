"""Claims as a ledger: each in its full wording, was it said, is it so, and what was found on it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..vocabulary import wording
from . import palette, style
from .chart import Chart
from .style import count, listed

PAGE = 20  # claims on one figure
OPEN = 10  # claims that nobody decided on; more are a table's matter
FELL = ("disputed", "refuted", "unsupported")
STOOD = ("corroborated", "in_part")
ORDER = (*STOOD, *FELL, "in_conflict", "not_assessed")  # then any other, then the open ones
TOLD = ("faithful", "own_words")
SAYING = {  # no green: that it was said makes no claim true
    "faithful": palette.BLUE,
    "own_words": palette.INK,
    "in_part": palette.SKY,
    "misattributed": palette.VERMILLION,
    "mistranslated": palette.VERMILLION,
}
STANCES = {
    "contradicts": ("contradict", palette.VERMILLION),
    "supports": ("support", palette.GREEN),
    "qualifies": ("qualify", palette.ORANGE),
}
# Inches from the left edge of the axes; marks stand `STEP` apart and go on in the next line.
WORDS, SAID, SO, CHIP, MIDDLE, BESIDE = 2.72, 2.82, 3.90, 1.02, 5.50, 6.22
LINE, STEP, PAD, HEAD = 0.16, 0.15, 0.16, 0.3
FITS = {"contradicts": 3, "supports": 4, "qualifies": 4}  # marks in one line
TABLE = ("claim_id", "article_id", "n", "source", "quote", "decided_by", "saying", "matter")


@dataclass(frozen=True)
class _Row:
    """One claim, ready to be drawn: texts broken into lines, marks by stance, height in inches."""

    claim: Any
    source: str
    quote: str
    marks: Mapping[str, Sequence[bool]]

    @property
    def height(self) -> float:
        lines = len(self.source.splitlines()) + len(self.quote.splitlines())
        stacked = max(-(-len(known) // FITS[s]) for s, known in self.marks.items())
        return max(lines * LINE, stacked * STEP) + PAD


def claim_ledger(
    shown: pd.DataFrame, found: pd.DataFrame, names: Mapping[str, str] | None = None
) -> list[Chart]:
    """One row a claim, the decided by verdict, then the open ones; as many figures as they need.

    shown : `register.displayed` · found : `register.findings`, with claim_id, stance and known
    names : article_id → what to call it (`Case.names`)

    Each mark is a finding, large when the page says whom it has its report from. Every decided
    claim is drawn and no wording is cut: beyond twenty claims there is a second figure, evenly
    filled. Of the open ones the first `OPEN` are drawn, and the others counted below;
    without one decision or finding a sentence stands there, and no picture.
    """
    rank = {value: place for place, value in enumerate(ORDER)}
    decided = shown.decided_by == "reviewer"
    verdict = shown.matter.map(lambda value: rank.get(value, len(ORDER)))
    rows = shown.assign(open=~decided, rank=verdict.where(decided, len(ORDER) + 1))
    rows = rows.sort_values(["open", "rank", "article_id", "n"], kind="stable", ignore_index=True)
    left = max(0, int(rows.open.sum()) - OPEN)
    rows = rows.head(len(rows) - left)
    pages = max(1, -(-len(rows) // PAGE))
    size = -(-len(rows) // pages)
    return [
        _page(rows[n * size : (n + 1) * size], shown, found, names, (n + 1, pages), left)
        for n in range(pages)
    ]


@style.house
def _page(
    rows: pd.DataFrame,
    shown: pd.DataFrame,
    found: pd.DataFrame,
    names: Mapping[str, str] | None,
    page: tuple[int, int],
    left: int,
) -> Chart:
    known = found[found.claim_id.isin(set(rows.claim_id))]
    counts = {s: known[known.stance == s].groupby("claim_id").size() for s in STANCES}
    table = rows[list(TABLE)].assign(
        **{s: rows.claim_id.map(n).fillna(0).astype(int) for s, n in counts.items()},
        origins_unknown=rows.claim_id.map(known[~known.known].groupby("claim_id").size())
        .fillna(0)
        .astype(int),
    )
    foot = (
        f"n = {count(len(table), 'claim')} with {count(len(known), 'finding')}, "
        f"{style.held(table, names)}. "
        + f"{count(left, 'more open claim')} not drawn: see the cards in 06_claims. "
        * (left > 0)
        + "A claim is what somebody says, not what is so. "
        "Who decided, why, and every finding with its link: the cards in 06_claims."
    )
    if table.empty:
        return style.nothing("No claim is registered", table)
    if rows.open.all() and known.empty:
        return style.nothing(verdict(shown), table)
    whole = verdict(shown) if page[0] == 1 else _counted(rows)
    headline = whole if page[1] == 1 else f"{whole} ({page[0]} of {page[1]})"
    paper = Figure()
    panels = [
        (name, [_row(paper, claim, known) for claim in part.itertuples()])
        for name, part in (
            ("decided", rows[~rows.open]),
            ("nobody has decided; the text says:", rows[rows.open]),
        )
        if len(part)
    ]
    figure, axes = style.sheet(
        headline,
        "Was it said? Is it so? And what do pages say of it? Each mark is one finding",
        foot,
        height=[sum(row.height for row in part) + HEAD for _, part in panels],
        left=palette.MARGIN,
        right=palette.MARGIN,
        bottom=0.05,
        gap=0.2,
        entries=[("origin known", palette.GREY, "o"), ("not known", palette.GREY, "o.")],
    )
    for panel, (name, part) in zip(axes, panels, strict=True):
        _panel(panel, name, part)
    told = "; ".join(_told(row) for row in table.itertuples())
    return Chart(figure, headline, table, f"Ledger of claims. {headline}. {told}.")


def verdict(shown: pd.DataFrame) -> str:
    """The finding of a register in one line: how many claims were found true, in part, or not."""
    decided = shown[shown.decided_by == "reviewer"]
    if decided.empty:
        return f"{count(len(shown), 'claim')}, and nobody has decided on any yet"
    borne = decided[decided.matter == "corroborated"]
    sums = {
        f"corroborated (told as said: {int(borne.saying.isin(TOLD).sum())})": len(borne),
        "in part": int((decided.matter == "in_part").sum()),
        "disputed, refuted or unsupported": int(decided.matter.isin(FELL).sum()),
        "in conflict": int((decided.matter == "in_conflict").sum()),
    }
    sums["not assessed"] = len(decided) - sum(sums.values())
    said = ", ".join(f"{n} {words}" for words, n in sums.items() if n)
    return f"{count(len(decided), 'decided claim')}: {said}"


def _counted(rows: pd.DataFrame) -> str:
    """What one of several pages holds: "5 disputed, 3 refuted, 2 open"."""
    kinds = Counter(rows.matter.where(~rows.open, "open"))
    found = listed([f"{n} {kind.replace('_', ' ')}" for kind, n in kinds.items()], 9)
    return f"On these {count(len(rows), 'claim')}: {found}"


def _row(paper: Figure, claim: Any, found: pd.DataFrame) -> _Row:
    mine = found[found.claim_id == claim.claim_id]
    stale = " · decided on other words" if claim.stale else ""
    return _Row(
        claim,
        _lines(paper, f"{speaker(claim.source)}{stale}"),
        _lines(paper, f"“{claim.quote}”"),
        {s: sorted(mine.known[mine.stance == s], reverse=True) for s in STANCES},
    )


def speaker(source: str) -> str:
    """Who says a claim, for a label: no allegation stands there as a fact."""
    name = style.plain(source) or "nobody named"
    return "the article" if name.split(" (")[0] == "narrator" else name


def _lines(paper: Figure, text: str) -> str:
    """Text in lines of the first column; a word longer than a line goes on in the next."""
    most = 24  # letters of which even the widest fit
    words = [w[i : i + most] for w in style.plain(text).split() for i in range(0, len(w), most)]
    return style.wrap(paper, " ".join(words), palette.SMALL, WORDS)


def _panel(axes: Axes, name: str, rows: Sequence[_Row]) -> None:
    height = sum(row.height for row in rows) + HEAD
    axes.set(xlim=(0, palette.WIDTH - 2 * palette.MARGIN), ylim=(height, 0))
    axes.set_axis_off()
    heads = [(0.0, "left", name), (MIDDLE - 0.1, "right", "against"), (MIDDLE + 0.1, "left", "for")]
    if name == "decided":
        heads += [(SAID + CHIP / 2, "center", "said?"), (SO + CHIP / 2, "center", "so?")]
    for x, side, words in [*heads, (BESIDE, "left", "qualify")]:
        axes.text(x, 0.0, words, ha=side, va="top", fontsize=palette.SMALL, fontweight="bold")
    axes.plot([MIDDLE, MIDDLE], [HEAD - 0.05, height], color=palette.PALE, linewidth=1, zorder=1)
    y = HEAD
    for row in rows:
        axes.axhline(y - PAD / 2 + 0.02, color=palette.RULE, linewidth=0.8, zorder=0)
        _draw(axes, y, row)
        y += row.height


def _draw(axes: Axes, y: float, row: _Row) -> None:
    text: dict[str, Any] = {"va": "top", "fontsize": palette.SMALL, "linespacing": 1.05}
    axes.text(0, y, row.source, color=palette.GREY, **text)
    axes.text(0, y + len(row.source.splitlines()) * LINE, row.quote, **text)
    if row.claim.decided_by == "reviewer":
        _chip(axes, SAID, y, row.claim.saying, SAYING)
        _chip(axes, SO, y, row.claim.matter, palette.STATUS)
    else:
        status = wording("machine_status", row.claim.machine_status or "nothing: not found again")
        broken = style.wrap(Figure(), status, palette.SMALL, SO + CHIP - SAID - 0.3)
        axes.text(SAID, y, broken, color=palette.GREY, **text)
    for stance, known in row.marks.items():
        for n, sure in enumerate(known):
            line, place = divmod(n, FITS[stance])
            start = BESIDE if stance == "qualifies" else MIDDLE
            way = -1 if stance == "contradicts" else 1
            x = start + way * (0.1 + place * STEP)
            color = STANCES[stance][1]
            style.mark(axes, x, y + 0.07 + line * STEP, color, size=52 if sure else 12)


def _chip(axes: Axes, x: float, y: float, value: str, colors: Mapping[str, str]) -> None:
    color = colors.get(value, palette.GREY)
    axes.text(
        x + CHIP / 2,
        y + 0.075,
        value.replace("_", " "),
        ha="center",
        va="center",
        fontsize=palette.SMALL,
        color=palette.dark(color),
        bbox={
            "boxstyle": "round,pad=0.22,rounding_size=0.7",
            "facecolor": palette.PAPER,
            "edgecolor": color,
            "linewidth": 1.3,
        },
    )


def _told(row: Any) -> str:
    answers = (
        f"said: {row.saying}, so: {row.matter}" if row.decided_by == "reviewer" else "not decided"
    )
    findings = f"{row.supports} for, {row.qualifies} qualifying, {row.contradicts} against"
    words = f"{speaker(row.source)}: “{style.plain(row.quote)}”"
    return f"{words} {answers.replace('_', ' ')}; {findings}"
