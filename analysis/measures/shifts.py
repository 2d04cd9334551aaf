"""Did a side begin to do more of something, and from which week on?"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from . import lanes
from .calendar import week
from .sides import side_of
from .tellings import once, told
from .trends import WEEKS

LEAST = WEEKS // 2  # weeks on each side of a shift
SURE = 0.01  # chance alone gives so large a step in at most so many of the dealings
RUNGS = (6, 7)  # of threats
TOLD, STEPS = "in the articles", "on the calendar"
WEEKLY = ("source", "side", "week", "threats")
FOUND = ("source", "side", "step", "week", "before", "after", "p")


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
    change in mean: Good 2005, chapter 3). Returns {step: the week of it, week: the same, but ""
    where chance explains it, before, after, p}; too few weeks (below four) give p = 1.

    >>> shift(pd.Series([1, 0, 1, 1, 0, 5, 6, 5, 6, 5, 6, 5], index=list("abcdefghijkl")))["week"]
    'f'
    """
    values = counts.to_numpy(dtype=float)
    if len(values) < 2 * LEAST or not values.any():
        return {
            "step": "",
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
        "step": str(counts.index[at]),
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
    acts: pd.DataFrame,
    articles: pd.DataFrame,
    calendar: pd.DataFrame,
    sides: Mapping[str, str],
    between: list[str],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Threats of two sides each week, in articles and calendar, and the largest step in them.

    acts : `Annotations.acts`; those under `lanes.SURE` and the negated ones are left out, and an
    event counts once, when it is first told · calendar : `load_calendar` · between : the sides

    Returns source ("in the articles" or "on the calendar", where one is held), side, week, threats;
    and for each source and side with `WEEKS` weeks or more the columns of `shift`. Weeks run from
    the first article to the last.
    """
    days = articles.published[articles.published != ""]
    rows = once(told(acts[acts.score >= lanes.SURE]), articles, sides)
    rows = rows[rows.rung.isin(RUNGS) & (rows.words_or_deed == "words")]
    steps = calendar[calendar.rung.isin(RUNGS) & (calendar.kind == "words")]
    weeks, found = [], []
    for source, of, actors in (
        (TOLD, rows["first"], rows.actor_name),
        (STEPS, steps.date, steps.side_actor.where(steps.side_actor != "", steps.actor)),
    ):
        for side in between if len(days) and (source == TOLD or len(calendar)) else []:
            mine = [side == cell or side_of(cell, sides) == side for cell in actors]
            counts = weekly(of[mine], days.min(), days.max())
            table = pd.DataFrame({"week": counts.index, "threats": counts.values})
            weeks.append(table.assign(source=source, side=side)[list(WEEKLY)])
            if len(counts) >= WEEKS:  # fewer can hold no step, and p = 1 would be no test
                found.append({"source": source, "side": side, **shift(counts)})
    table = pd.concat(weeks, ignore_index=True) if weeks else pd.DataFrame(columns=list(WEEKLY))
    return table, pd.DataFrame(found, columns=list(FOUND))
