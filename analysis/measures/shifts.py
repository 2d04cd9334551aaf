"""Did a side begin to do more of something, and from which week on?"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from .calendar import week
from .trends import side_of, told

LEAST = 2  # weeks on each side of a shift
SURE = 0.01  # chance alone gives so large a step in at most so many of the dealings


def weekly(days: pd.Series, first: str, last: str) -> pd.Series:
    """Events a week, by its Monday; weeks without an event hold 0.

    days : ISO days of events · first, last : days between which weeks are counted
    """
    mondays = week(days[(days >= first) & (days <= last)])
    between = pd.date_range(week(pd.Series([first])).iloc[0], last, freq="7D")
    return mondays.value_counts().reindex(between.strftime("%Y-%m-%d"), fill_value=0)


def shift(counts: pd.Series, draws: int = 999, seed: int = 0) -> dict[str, float | str]:
    """The week from which a weekly count stands on another level, beside chance.

    counts : events by week, in order · The step is the largest difference of means of the weeks
    before and after, in standard errors; chance deals the weeks anew (permutation test of a
    change in mean: Good 2005, chapter 3). Returns {week ("" where chance explains the step),
    before, after, p}; too few weeks (below four) give p = 1.

    >>> shift(pd.Series([1, 0, 1, 1, 0, 5, 6, 5, 6, 5, 6, 5], index=list("abcdefghijkl")))["week"]
    'f'
    """
    values = counts.to_numpy(dtype=float)
    if len(values) < 2 * LEAST or not values.any():
        return {
            "week": "",
            "before": float(values.mean()) if len(values) else 0.0,
            "after": 0.0,
            "p": 1.0,
        }
    level = np.sqrt(values)  # counts of single weeks vary with their size; their roots do not
    at, found = _step(level)
    random = np.random.default_rng(seed)
    by_chance = [_step(random.permutation(level))[1] for _ in range(draws)]
    p = (1 + sum(step >= found for step in by_chance)) / (draws + 1)
    return {
        "week": str(counts.index[at]) if p <= SURE else "",
        "before": float(values[:at].mean()),
        "after": float(values[at:].mean()),
        "p": round(float(p), 4),
    }


def _step(values: np.ndarray) -> tuple[int, float]:
    spread = values.std() or 1.0
    best = max(
        range(LEAST, len(values) - LEAST + 1),
        key=lambda at: abs(_difference(values, at)),
    )
    return best, abs(_difference(values, best)) / spread


def _difference(values: np.ndarray, at: int) -> float:
    n = len(values)
    return float((values[at:].mean() - values[:at].mean()) * np.sqrt(at * (n - at) / n))


def threats(
    acts: pd.DataFrame, articles: pd.DataFrame, sides: Mapping[str, str], between: list[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Threats of two sides told each week, and from which week on each side threatens more or less.

    acts : article_id, actor_name, rung, words_or_deed, modality · articles : published
    between : the sides · Returns week, side, threats and side, week, before, after, p.
    """
    dated = articles[articles.published != ""]
    rows = told(acts).merge(dated[["article_id", "published"]], on="article_id")
    rows = rows[rows.rung.isin((6, 7)) & (rows.words_or_deed == "words")]
    weeks, found = [], []
    for side in between if len(dated) else []:
        mine = [side_of(cell, sides) == side for cell in rows.actor_name]
        counts = weekly(rows.published[mine], dated.published.min(), dated.published.max())
        weeks.append(pd.DataFrame({"week": counts.index, "side": side, "threats": counts.values}))
        found.append({"side": side, **shift(counts)})
    columns = ["week", "side", "threats"]
    table = pd.concat(weeks, ignore_index=True) if weeks else pd.DataFrame(columns=columns)
    return table, pd.DataFrame(found, columns=["side", "week", "before", "after", "p"])
