"""Who acts towards whom, by week, in the four quad classes."""

import pandas as pd

from .calendar import week

WEEKLY = ("week", "side", "target_side", "quad", "n", "goldstein")


def by_week(events: pd.DataFrame) -> pd.DataFrame:
    """Who towards whom, week by week, in each quad class: how many, and how hostile on average.

    events : `happened.events`

    Columns: week (its Monday, "" for undated events), side, target_side ("" where none, or no
    single side, is known), quad, n (events), goldstein (their mean, −10 to 10; Goldstein 1992). No
    event is dropped; a mutual one between two sides stands in the rows of both. Means stay within
    one quad class, so that words and deeds, help and harm never cancel out.
    """
    both = events[events.mutual & (events.side != "") & (events.target_side != "")]
    back = both.rename(columns={"side": "target_side", "target_side": "side"})
    rows = pd.concat([events, back[back.side != back.target_side]])
    grouped = rows.assign(week=week(rows.date)).groupby(list(WEEKLY[:4]), as_index=False)
    return grouped.agg(n=("goldstein", "size"), goldstein=("goldstein", "mean")).round(4)
