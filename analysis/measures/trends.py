"""Does the rhetoric climb? Levels before and after, and replies.

Refused where the numbers cannot carry them.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..vocabulary import count, said_day
from .calendar import week
from .intervals import difference
from .lanes import SURE, is_high
from .one_crisis import two_crises
from .sides import side_of
from .tellings import once, told

FOR_INTERVALS = 10  # acts
WEEKS = 4  # of a series in which a shift can be found
HALVES = (
    *("side", "target_side", "words_or_deed", "n_before", "high_before", "n_after", "high_after"),
    *("change", "low", "high"),
)


def countable(
    acts: pd.DataFrame, articles: pd.DataFrame, sides: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """The events that sentences count, of dated articles, with day and week of publication.

    Told as done or said, scored `SURE` or more; each once, when it was first told.
    """
    events = once(told(acts[acts.score >= SURE]), articles, sides)
    events = events[events["first"] != ""]
    return events.assign(published=events["first"], week=week(events["first"]))


def refusal(
    acts: pd.DataFrame,
    articles: pd.DataFrame,
    called: Mapping[str, str] | None = None,
    sides: Mapping[str, str] | None = None,
) -> str:
    """Why these acts carry no trend over time, in one sentence; "" where they do.

    acts : `Annotations.acts`, of which `countable` counts · articles : article_id, published (ISO
    day or "") · called : what to call an article (`Case.names`)
    """
    if why := two_crises(acts, articles, called=called):
        return f"No trend. {why}."
    inside = countable(acts, articles, sides)
    n, held, days = len(inside), inside.article_id.nunique(), sorted(inside.published.unique())
    if n < FOR_INTERVALS:
        held_n = count(n, "sure act")
        return f"No trend: {held_n} in dated articles; intervals need at least {FOR_INTERVALS}."
    if held < 2:
        return (
            f"No trend: {n} acts of one article are one observation in time; intervals draw whole "
            "articles and need at least two."
        )
    if (weeks := inside.week.nunique()) >= WEEKS:
        return ""
    when = " to ".join(dict.fromkeys(said_day(day) for day in (days[0], days[-1])))
    of = "one week" if weeks == 1 else f"{weeks} weeks"
    return f"No trend: {held} articles, all of {of} ({when}); it takes {WEEKS} weeks."


def halves(events: pd.DataFrame) -> pd.DataFrame:
    """How the level of each pair of sides changes from the first half of the time to the second.

    events : `happened.events` · level : share of high acts in their lane (`lanes.is_high`)

    Columns: side, target_side, words_or_deed, n_before, high_before, n_after, high_after, change,
    low, high (points, with a 95 % interval of the difference of two shares, Newcombe 1998, method
    10); change and its ends are missing below `FOR_INTERVALS` acts in either half. A pair's first
    half is its own baseline: pairs, and words and deeds, are never set against each other.
    """
    rows = events[(events.date != "") & (events.side != "") & (events.target_side != "")]
    rows = rows[(rows.side != rows.target_side) & (rows.quad != "none")]
    days = pd.to_datetime(rows.date)
    late = days > days.min() + (days.max() - days.min()) / 2
    rows = rows.assign(late=late, high=is_high(rows))
    table = []
    for key, own in rows.groupby(["side", "target_side", "words_or_deed"]):
        k, n = ([int(f(own.high[own.late == half])) for half in (False, True)] for f in (sum, len))
        change = difference(k[0], n[0], k[1], n[1]) if min(n) >= FOR_INTERVALS else 3 * (np.nan,)
        table.append([*key, n[0], k[0], n[1], k[1], *(100 * value for value in change)])
    return pd.DataFrame(table, columns=list(HALVES))


def moves(
    acts: pd.DataFrame, articles: pd.DataFrame, sides: Mapping[str, str], one: str, two: str
) -> pd.DataFrame:
    """The dated acts of two sides towards each other: side, date; by date.

    acts : actor_name, target_name, modality, date_start, date_end · articles : published
    sides : actor → side (`side_of` for several names in a cell)

    An act's date is its own where the text gives one day, else its article's.
    """
    table = told(acts).merge(articles[["article_id", "published"]], on="article_id")
    own = (table.date_start != "") & (table.date_start == table.date_end)
    ways = [
        (side_of(actor, sides), side_of(target, sides))
        for actor, target in zip(table.actor_name, table.target_name, strict=True)
    ]
    table = table.assign(
        date=table.date_start.where(own, table.published), side=[side for side, _ in ways]
    )
    between = pd.Series([way in ((one, two), (two, one)) for way in ways], table.index, dtype=bool)
    rows = table[(table.date != "") & between].sort_values(["date", "article_id", "start"])
    return rows[["side", "date"]].reset_index(drop=True)


def next_days(days: np.ndarray, others: np.ndarray) -> np.ndarray:
    """For each day the first of the other days that is later, NaT where there is none.

    >>> monday, tuesday = np.array(["2031-01-06", "2031-01-07"], dtype="datetime64[D]")
    >>> both = np.array([monday, tuesday])
    >>> next_days(both, both).astype(str).tolist()
    ['2031-01-07', 'NaT']
    """
    later = np.append(np.unique(others), np.datetime64("NaT", "D"))
    return later[np.searchsorted(later[:-1], days, side="right")]
