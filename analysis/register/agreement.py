"""How far do reviewers agree? Krippendorff's alpha per scale, with the claims it rests on and an interval."""

import krippendorff
import numpy as np
import pandas as pd

from .columns import Register
from .decisions import standing
from .scales import values

# Scales whose values have an order count a near miss less than a far one (Krippendorff 2018, chapter 12).
LEVELS = {
    "status": "nominal",
    "source_reliability": "ordinal",
    "info_credibility": "ordinal",
    "likelihood": "ordinal",
    "confidence": "ordinal",
}
DRAWS = 1000
ENOUGH = 10  # claims from which an interval is given


def agreement(register: Register) -> pd.DataFrame:
    """Agreement of the reviewers on each scale.

    Columns: scale, level (nominal or ordinal), reviewers (how many used the scale), claims (rated by two or more), alpha
    (1 perfect, 0 as by chance, below 0 worse), low, high (95 % interval over claims), note (why there is no alpha or interval).
    Each reviewer's last standing decision on a claim counts; a scale a reviewer left empty is a missing value, and the grades
    F and 6 ("cannot be judged") are no point of their scale and count as missing.
    """
    decisions = standing(register.decisions)
    return pd.DataFrame(
        [
            {"scale": scale, "level": level, **alpha(ratings(decisions, scale), scale)}
            for scale, level in LEVELS.items()
        ]
    )


def ratings(decisions: pd.DataFrame, scale: str) -> pd.DataFrame:
    """One row per claim, one column per reviewer, each cell a reviewer's last word on a scale (empty: none)."""
    used = decisions[(decisions[scale] != "") & ~decisions[scale].isin({"F", "6"})]
    last = used.drop_duplicates(["claim_id", "reviewer"], keep="last")
    return last.pivot(index="claim_id", columns="reviewer", values=scale)


def alpha(table: pd.DataFrame, scale: str) -> dict:
    """Krippendorff's alpha of a table as `ratings` gives it: {reviewers, claims, alpha, low, high, note}.

    The interval is a percentile bootstrap over claims (1,000 draws, fixed seed), given from 10 claims on. Where alpha is not
    defined (fewer than two reviewers, no claim in common, one value throughout), it is missing and `note` says why.
    """
    shared = table[table.notna().sum(axis=1) >= 2]
    out = {
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
    value = _alpha(codes, LEVELS[scale])
    if np.isnan(value):
        return out | {"note": "all ratings are the same value: agreement, but alpha is not defined"}
    out["alpha"] = value
    if len(shared) < ENOUGH:
        return out | {"note": f"fewer than {ENOUGH} claims: no interval"}
    random = np.random.default_rng(0)
    drawn = [
        _alpha(codes[random.integers(0, len(codes), len(codes))], LEVELS[scale])
        for _ in range(DRAWS)
    ]
    out["low"], out["high"] = np.nanpercentile(drawn, [2.5, 97.5])
    return out


def _alpha(codes: np.ndarray, level: str) -> float:
    """alpha of claims × reviewers; missing where only one value occurs, for which it is not defined."""
    if len(np.unique(codes[~np.isnan(codes)])) < 2:
        return np.nan
    return float(krippendorff.alpha(reliability_data=codes.T, level_of_measurement=level))
