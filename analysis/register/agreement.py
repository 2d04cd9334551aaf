"""How far do readers agree?

On scales (Krippendorff's alpha) and on spans (F1, alpha for unitising).
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Literal

import krippendorff
import numpy as np
import numpy.typing as npt
import pandas as pd

from ..text.article import Span
from ..text.overlaps import OVERLAP, one_to_one, shared
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

SPANS = tuple("kind n_one n_other exact_f1 overlap_f1 alpha".split())


def agreement(
    register: Register, scales: Iterable[str] = tuple(LEVELS), draws: int = DRAWS
) -> pd.DataFrame:
    """Agreement of the reviewers on each scale.

    draws : of the bootstrap; 0 gives no interval, at once
    Columns: scale, level (nominal or ordinal), reviewers (how many used the scale), claims (rated
    by two or more), same (of these, on how many all agree), alpha (Krippendorff's: 1 perfect, 0 as
    by chance, below 0 worse), low, high (95 % interval over claims, a percentile bootstrap with a
    fixed seed), note (why there is no alpha or interval). Each reviewer's current decision on a
    claim counts, adjudications aside, since who adjudicates has read the others; a scale a reviewer
    left empty is a missing value, and so are the grades F and 6 ("cannot be judged").
    """
    decisions = current(register.decisions[register.decisions["adjudicates"] == ""])
    return pd.DataFrame(
        [
            {"scale": scale, "level": LEVELS[scale]}
            | alpha(ratings(decisions, scale), scale, draws)
            for scale in scales
        ]
    )


def ratings(decisions: pd.DataFrame, scale: str) -> pd.DataFrame:
    """One row per claim, one column per reviewer, each cell the reviewer's last word on it."""
    used = decisions[(decisions[scale] != "") & ~decisions[scale].isin(UNJUDGED)]
    last = used.drop_duplicates(["claim_id", "reviewer"], keep="last")
    return last.pivot(index="claim_id", columns="reviewer", values=scale)


def alpha(table: pd.DataFrame, scale: str, draws: int = DRAWS) -> dict[str, object]:
    """Krippendorff's alpha of a table as `ratings` gives it, with the columns of `agreement`.

    The interval is given from 10 claims on. Where alpha is not defined (fewer than two reviewers,
    no claim in common, one value throughout), it is missing and `note` says why.
    """
    rated = table[table.notna().sum(axis=1) >= 2]
    order = {value: i for i, value in enumerate(values(scale))}
    codes = rated.apply(lambda column: column.map(order)).to_numpy(dtype=float)
    level = LEVELS[scale]
    value, low, high = _alpha(codes, level), np.nan, np.nan
    enough = not np.isnan(value) and len(rated) >= ENOUGH
    if enough and draws:
        random = np.random.default_rng(0)
        picks = random.integers(0, len(codes), (draws, len(codes)))
        low, high = np.nanpercentile([_alpha(codes[p], level) for p in picks], [2.5, 97.5])
    notes = {
        "needs two reviewers": table.shape[1] < 2,
        "no claim was rated by two": rated.empty,
        "all ratings are the same value: agreement, but alpha is not defined": np.isnan(value),
        f"fewer than {ENOUGH} claims: no interval": not enough,
    }
    return {
        "reviewers": table.shape[1],
        "claims": len(rated),
        "same": int((rated.nunique(axis=1) == 1).sum()),
        "alpha": value,
        "low": low,
        "high": high,
        "note": next((note for note, holds in notes.items() if holds), ""),
    }


def span_agreement(
    one: pd.DataFrame, other: pd.DataFrame, lengths: Mapping[str, int]
) -> pd.DataFrame:
    """Agreement of two readers on spans, one row a kind of span, then one for all kinds together.

    one, other : spans with article_id, start, end and kind (as `export.read_brat` and
        `read_annotations` give them)
    lengths    : characters of each article that both read; spans of other articles are not counted
    Columns: kind ("" for all together, kinds told apart), n_one, n_other (spans), exact_f1 (same
    start and end), overlap_f1 (one to one, sharing at least half of their union), alpha
    (`unitising_alpha`, 1 perfect, 0 as by chance; missing where nobody marked a span).
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

    Each character is an item that a reader has marked or not: the binary alpha for unitising of
    Krippendorff, Mathet, Bouvry & Widlöcher (2016, "On the reliability of unitizing textual
    continua"). Missing without units.

    >>> unitising_alpha([[(2, 6)], [(2, 6)]], 20)
    1.0
    """
    marked = np.zeros((length, len(readers)))
    for reader, spans in enumerate(readers):
        for start, end in spans:
            marked[start:end, reader] = 1
    return _alpha(marked, "nominal")


def _unitised(pair: Sequence[pd.DataFrame], lengths: Mapping[str, int]) -> float:
    """The articles one after the other make one continuum."""
    at = dict(zip(lengths, accumulate(lengths.values(), initial=0), strict=False))
    readers = [
        [(at[r.article_id] + r.start, at[r.article_id] + r.end) for r in table.itertuples()]
        for table in pair
    ]
    return unitising_alpha(readers, sum(lengths.values()))


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
        for i, (*where, start, end) in enumerate(one[columns].values.tolist())
        for j, (*there, a, b) in enumerate(theirs)
        if where == there and (share := shared((start, end), (a, b))) >= least
    ]
    return len(one_to_one(scored))


def _alpha(codes: npt.NDArray[np.float64], level: Level) -> float:
    """Alpha of claims × reviewers.

    Missing where only one value occurs, for which it is not defined.
    """
    if len(np.unique(codes[~np.isnan(codes)])) < 2:
        return float("nan")
    return float(krippendorff.alpha(reliability_data=codes.T, level_of_measurement=level))
