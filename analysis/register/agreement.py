"""How far do readers agree?

On scales (Krippendorff's alpha) and on spans (F1, alpha for unitising).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import krippendorff
import numpy as np
import numpy.typing as npt
import pandas as pd

from ..text.article import Span
from .columns import Register
from .displayed import current
from .scales import values

# Scales with an order count a near miss less than a far one (Krippendorff 2018, chapter 12).
Level = Literal["nominal", "ordinal"]
LEVELS: dict[str, Level] = {
    "saying": "nominal",
    "matter": "nominal",
    "source_reliability": "ordinal",
    "info_credibility": "ordinal",
    "likelihood": "ordinal",
    "confidence": "ordinal",
}
UNJUDGED = {"F", "6"}  # grades that say "cannot be judged": no point of their scale
DRAWS = 1000
ENOUGH = 10  # claims from which an interval is given
OVERLAP = 0.5  # shared part of two spans (of their union) from which they are one
SPANS = ("kind", "n_one", "n_other", "exact_f1", "overlap_f1", "alpha")


def agreement(register: Register) -> pd.DataFrame:
    """Agreement of the reviewers on each scale.

    Columns: scale, level (nominal or ordinal), reviewers (how many used the scale), claims (rated
    by two or more), alpha (1 perfect, 0 as by chance, below 0 worse), low, high (95 % interval over
    claims), note (why there is no alpha or interval). Each reviewer's current decision on a claim
    counts, adjudications aside, since who adjudicates has read the others; a scale a reviewer left
    empty is a missing value, and so are the grades F and 6 ("cannot be judged").
    """
    decisions = current(register.decisions[register.decisions["adjudicates"] == ""])
    return pd.DataFrame(
        [
            {"scale": scale, "level": level, **alpha(ratings(decisions, scale), scale)}
            for scale, level in LEVELS.items()
        ]
    )


def ratings(decisions: pd.DataFrame, scale: str) -> pd.DataFrame:
    """One row per claim, one column per reviewer, each cell the reviewer's last word on it."""
    used = decisions[(decisions[scale] != "") & ~decisions[scale].isin(UNJUDGED)]
    last = used.drop_duplicates(["claim_id", "reviewer"], keep="last")
    return last.pivot(index="claim_id", columns="reviewer", values=scale)


def alpha(table: pd.DataFrame, scale: str) -> dict[str, object]:
    """Krippendorff's alpha of a table as `ratings` gives it.

    {reviewers, claims, alpha, low, high, note}.

    The interval is a percentile bootstrap over claims (1,000 draws, fixed seed), given from 10
    claims on. Where alpha is not defined (fewer than two reviewers, no claim in common, one value
    throughout), it is missing and `note` says why.
    """
    shared = table[table.notna().sum(axis=1) >= 2]
    out: dict[str, object] = {
        "reviewers": table.shape[1],
        "claims": len(shared),
        "alpha": np.nan,
        "low": np.nan,
        "high": np.nan,
        "note": "",
    }
    if table.shape[1] < 2:
        return out | {"note": "needs two reviewers"}
    if shared.empty:
        return out | {"note": "no claim was rated by two"}
    order = {value: i for i, value in enumerate(values(scale))}
    codes = shared.apply(lambda column: column.map(order)).to_numpy(dtype=float)
    level = LEVELS.get(scale, "nominal")
    value = _alpha(codes, level)
    if np.isnan(value):
        return out | {"note": "all ratings are the same value: agreement, but alpha is not defined"}
    out["alpha"] = value
    if len(shared) < ENOUGH:
        return out | {"note": f"fewer than {ENOUGH} claims: no interval"}
    random = np.random.default_rng(0)
    drawn = [_alpha(codes[random.integers(0, len(codes), len(codes))], level) for _ in range(DRAWS)]
    out["low"], out["high"] = np.nanpercentile(drawn, [2.5, 97.5])
    return out


def span_agreement(
    one: pd.DataFrame, other: pd.DataFrame, lengths: Mapping[str, int]
) -> pd.DataFrame:
    """Agreement of two readers on spans, one row a kind of span, then one for all kinds together.

    one, other : spans with article_id, start, end and kind (as `export.read_brat` and
        `read_annotations` give them)
    lengths    : characters of each article that both read; spans of other articles are not counted
    Columns: kind ("" for all together, kinds told apart), n_one, n_other (spans), exact_f1 (same
    start and end), overlap_f1 (one to one, sharing at least half of their union), alpha
    (Krippendorff's for unitising, 1 perfect, 0 as by chance; Krippendorff 1995, "On the reliability
    of unitizing continuous data"; missing where nobody marked a span). Spans of one kind and reader
    that overlap are one unit for alpha, which knows no overlap.
    """
    one, other = (t[t["article_id"].isin(set(lengths))] for t in (one, other))
    kinds = sorted({*one["kind"], *other["kind"]})
    rows: list[dict[str, object]] = []
    for kind in kinds:
        pair = [t[t["kind"] == kind] for t in (one, other)]
        rows.append({"kind": kind, **_both(pair[0], pair[1]), "alpha": _unitised(pair, lengths)})
    if len(kinds) != 1:
        rows.append({"kind": "", **_both(one, other), "alpha": np.nan})
    return pd.DataFrame(rows, columns=list(SPANS))


def unitising_alpha(readers: Sequence[Iterable[Span]], length: int) -> float:
    """Krippendorff's alpha of units that readers marked on one continuum of so many characters.

    Missing without units.

    >>> unitising_alpha([[(2, 6)], [(2, 6)]], 20)
    1.0
    """
    units = [_apart(spans) for spans in readers]
    gaps = [_gaps(spans, length) for spans in units]
    n = sum(map(len, units))
    if not n:
        return float("nan")
    observed = sum(
        _distance(unit, units[j], gaps[j])
        for i, spans in enumerate(units)
        for unit in spans
        for j in range(len(units))
        if j != i
    )
    # Each pair of overlapping units is met from both sides, a unit inside a gap from one: count
    # the latter twice.
    m = len(units)
    sizes = [end - start for spans in units for start, end in spans]
    free = [end - start for spans in gaps for start, end in spans]
    expected = sum(
        (n - 1) / 3 * (2 * size**3 - 3 * size**2 + size)
        + size**2 * sum(gap - size + 1 for gap in free if gap >= size)
        for size in sizes
    )
    expected *= 2 / length
    expected /= m * length * (m * length - 1) - sum(size * (size - 1) for size in sizes)
    return 1 - observed / (m * (m - 1) * length**2) / expected if expected else float("nan")


def _distance(unit: Span, units: Sequence[Span], gaps: Sequence[Span]) -> float:
    start, end = unit
    overlapping = sum((start - a) ** 2 + (end - b) ** 2 for a, b in units if a < end and start < b)
    inside = any(a <= start and end <= b for a, b in gaps)
    return overlapping + (2 * (end - start) ** 2 if inside else 0)


def _apart(spans: Iterable[Span]) -> list[Span]:
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        elif end > start:
            out.append((start, end))
    return out


def _gaps(units: Sequence[Span], length: int) -> list[Span]:
    ends = [0, *(end for _, end in units)]
    starts = [*(start for start, _ in units), length]
    return [(a, b) for a, b in zip(ends, starts, strict=True) if a < b]


def _unitised(pair: Sequence[pd.DataFrame], lengths: Mapping[str, int]) -> float:
    """The articles one after the other make one continuum."""
    at, offset = {}, 0
    for article_id, length in lengths.items():
        at[article_id] = offset
        offset += length
    readers = [
        [(at[r.article_id] + r.start, at[r.article_id] + r.end) for r in table.itertuples()]
        for table in pair
    ]
    return unitising_alpha(readers, offset)


def _both(one: pd.DataFrame, other: pd.DataFrame) -> dict[str, object]:
    n = len(one) + len(other)
    return {
        "n_one": len(one),
        "n_other": len(other),
        "exact_f1": 2 * _pairs(one, other, 1.0) / n if n else np.nan,
        "overlap_f1": 2 * _pairs(one, other, OVERLAP) / n if n else np.nan,
    }


def _pairs(one: pd.DataFrame, other: pd.DataFrame, least: float) -> int:
    """Spans matched one to one, the likest first."""
    columns = ["article_id", "kind", "start", "end"]
    theirs = other[columns].values.tolist()
    scored = [
        (share, i, j)
        for i, (article, kind, start, end) in enumerate(one[columns].values.tolist())
        for j, (article2, kind2, a, b) in enumerate(theirs)
        if (article, kind) == (article2, kind2)
        and (share := (min(end, b) - max(start, a)) / (max(end, b) - min(start, a))) >= least
    ]
    ours_taken: set[int] = set()
    theirs_taken: set[int] = set()
    for _, i, j in sorted(scored, reverse=True):
        if i not in ours_taken and j not in theirs_taken:
            ours_taken.add(i)
            theirs_taken.add(j)
    return len(ours_taken)


def _alpha(codes: npt.NDArray[np.float64], level: Level) -> float:
    """Alpha of claims × reviewers.

    Missing where only one value occurs, for which it is not defined.
    """
    if len(np.unique(codes[~np.isnan(codes)])) < 2:
        return float("nan")
    return float(krippendorff.alpha(reliability_data=codes.T, level_of_measurement=level))
