"""How sure is a number? Intervals for shares, rates and sums over articles, and the words that carry them."""

from collections.abc import Callable
from math import sqrt

import numpy as np
import pandas as pd
from scipy.special import gammaincinv

Z95 = 1.959963984540054
SMALL = 10  # fewer cases than this are called "few" wherever a share is put into words


def wilson(k: int, n: int) -> tuple[float, float]:
    """95 % interval of a share k/n (Wilson 1927): never leaves [0, 1], and holds for small n.

    With n = 0 nothing is known: (0.0, 1.0). Raises ValueError unless 0 <= k <= n.
    """
    if not 0 <= k <= n:
        raise ValueError(f"a share needs 0 <= k <= n, not k={k}, n={n}")
    if n == 0:
        return 0.0, 1.0
    share, z2 = k / n, Z95**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z95 * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - half) if k else 0.0, min(1.0, middle + half) if k < n else 1.0


def poisson(k: int, exposure: float, per: float = 1000) -> tuple[float, float]:
    """95 % interval of a rate of k events in `exposure` words, per 1,000 words (exact; Garwood 1936).

    With no exposure nothing is known: (0.0, inf).
    """
    if k < 0 or exposure < 0:
        raise ValueError(f"a rate needs k >= 0 and exposure >= 0, not {k} and {exposure}")
    if not exposure:
        return 0.0, float("inf")
    low = float(gammaincinv(k, 0.025)) if k else 0.0
    return low / exposure * per, float(gammaincinv(k + 1, 0.975)) / exposure * per


def bootstrap_by_article(
    table: pd.DataFrame,
    statistic: Callable[[pd.DataFrame], float],
    draws: int = 1000,
    seed: int = 0,
) -> tuple[float, float] | None:
    """95 % percentile interval of a statistic, drawing whole articles, because sentences of one article hang together.

    table : has a column article_id. Returns None for fewer than two articles: one article says nothing about others.
    """
    groups = [group for _, group in table.groupby("article_id", sort=True)]
    if len(groups) < 2:
        return None
    random = np.random.default_rng(seed)
    values = [
        statistic(pd.concat([groups[i] for i in random.integers(0, len(groups), len(groups))]))
        for _ in range(draws)
    ]
    values = [value for value in values if value == value]
    return (
        (float(np.quantile(values, 0.025)), float(np.quantile(values, 0.975))) if values else None
    )


def spearman(x, y, draws: int = 2000, seed: int = 0) -> tuple[float, float, float] | None:
    """Rank correlation and its 95 % bootstrap interval; None for fewer than 10 pairs or where one side never changes."""
    pairs = pd.DataFrame({"x": list(x), "y": list(y)}).dropna()
    if len(pairs) < SMALL or pairs.x.nunique() < 2 or pairs.y.nunique() < 2:
        return None
    random = np.random.default_rng(seed)
    values = []
    for _ in range(draws):
        drawn = pairs.iloc[random.integers(0, len(pairs), len(pairs))].rank().to_numpy()
        if np.ptp(drawn[:, 0]) and np.ptp(drawn[:, 1]):
            values.append(np.corrcoef(drawn[:, 0], drawn[:, 1])[0, 1])
    ranks = pairs.rank().to_numpy()
    return (
        float(np.corrcoef(ranks[:, 0], ranks[:, 1])[0, 1]),
        float(np.quantile(values, 0.025)),
        float(np.quantile(values, 0.975)),
    )


def share(k: int, n: int) -> str:
    """A share in words: "3 of 11 (27 %, 95 % interval 10–57)"; without cases "0 of 0"."""
    if n == 0:
        return "0 of 0"
    low, high = wilson(k, n)
    return f"{k:,} of {n:,} ({100 * k / n:.0f} %, 95 % interval {100 * low:.0f}–{100 * high:.0f})"


def rate(k: int, exposure: float) -> str:
    """A rate in words: "12.5 per 1,000 words (95 % interval 4.1–29.2, 5 in 400 words)"."""
    if not exposure:
        return "no words to count in"
    low, high = poisson(k, exposure)
    return f"{1000 * k / exposure:.1f} per 1,000 words (95 % interval {low:.1f}–{high:.1f}, {k:,} in {exposure:,.0f} words)"
