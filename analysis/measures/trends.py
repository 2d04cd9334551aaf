"""Does the rhetoric climb? Rungs over time with intervals and change points, refused where the numbers cannot carry them."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from .intervals import bootstrap_by_article

FOR_INTERVALS = 10  # acts
FOR_CHANGE_POINTS = 100  # acts


def refusal(acts: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Why these acts carry no trend over time, in one sentence; "" where they do."""
    dated = articles[articles.published != ""]
    told = _told(acts)
    inside = told[told.article_id.isin(dated.article_id)]
    if len(inside) < FOR_INTERVALS:
        return f"No trend: {len(inside)} acts in dated articles; intervals need at least {FOR_INTERVALS}."
    held, days = (
        inside.article_id.nunique(),
        dated.published[dated.article_id.isin(inside.article_id)].nunique(),
    )
    if held < 2:
        return (
            f"No trend: {len(inside)} acts of one article are one observation in time; intervals draw whole articles and need "
            "at least two."
        )
    return f"No trend: {held} articles, all of {dated.published.iloc[0]}." if days < 2 else ""


def rung_by_week(acts: pd.DataFrame, articles: pd.DataFrame, draws: int = 1000) -> pd.DataFrame:
    """Mean rung of words and of deeds by week and outlet, with 95 % intervals from drawing whole articles.

    Columns: week (Monday, ISO), outlet, words_or_deed, acts, articles, mean_rung, low, high (missing below 10 acts or two
    articles). Negated acts are left out. Raises ValueError with the reason of `refusal`.
    """
    if why := refusal(acts, articles):
        raise ValueError(why)
    table = _told(acts).merge(articles[["article_id", "outlet", "published"]], on="article_id")
    table = table[table.published != ""]
    days = pd.to_datetime(table.published)
    table["week"] = (days - pd.to_timedelta(days.dt.day_of_week, unit="D")).dt.strftime("%Y-%m-%d")
    rows = []
    for (week, outlet, lane), group in table.groupby(
        ["week", "outlet", "words_or_deed"], sort=True
    ):
        ends = (
            bootstrap_by_article(group, lambda t: t.rung.mean(), draws)
            if len(group) >= FOR_INTERVALS
            else None
        )
        low, high = ends or (np.nan, np.nan)
        rows.append(
            {
                "week": week,
                "outlet": outlet,
                "words_or_deed": lane,
                "acts": len(group),
                "articles": group.article_id.nunique(),
                "mean_rung": group.rung.mean(),
                "low": low,
                "high": high,
            }
        )
    return pd.DataFrame(rows)


def change_points(acts: pd.DataFrame, articles: pd.DataFrame, least: int = 20) -> pd.DataFrame:
    """Dates at which the mean rung changes (PELT on the acts in order of publication, l2 cost, BIC-like penalty).

    Columns: published (first article after the change), before, after (mean rungs of the stretches). least : acts in a
    stretch. Raises ValueError below 100 acts, where a change point would be noise.
    """
    if why := refusal(acts, articles):
        raise ValueError(why)
    table = _told(acts).merge(articles[["article_id", "published"]], on="article_id")
    table = table[table.published != ""].sort_values(
        ["published", "article_id", "start"], kind="stable", ignore_index=True
    )
    if len(table) < FOR_CHANGE_POINTS:
        raise ValueError(
            f"No change points: {len(table)} acts; the search needs at least {FOR_CHANGE_POINTS}."
        )
    import ruptures

    rungs = table.rung.to_numpy(dtype=float)
    ends = (
        ruptures.Pelt(model="l2", min_size=least, jump=1)
        .fit(rungs)
        .predict(pen=3 * np.log(len(rungs)) * max(rungs.var(), 1e-9))
    )
    starts = [0, *ends[:-1]]
    means = [rungs[a:b].mean() for a, b in zip(starts, ends)]
    return pd.DataFrame(
        [
            {"published": table.published[at], "before": before, "after": after}
            for at, before, after in zip(ends[:-1], means, means[1:])
        ],
        columns=["published", "before", "after"],
    )


def reply_lags(
    acts: pd.DataFrame, articles: pd.DataFrame, sides: Mapping[str, str], one: str, two: str
) -> pd.DataFrame:
    """Who moves first: for each dated act of one side towards the other, days until the other side's next act back.

    sides : actor → side. Columns: side, target_side, date, rung, reply_date, days, reply_rung; an act without a reply has
    none. An act's date is its own where the text gives one day, else the article's.
    """
    table = _told(acts).merge(articles[["article_id", "published"]], on="article_id")
    table = table.assign(
        date=table.date_start.where(
            (table.date_start != "") & (table.date_start == table.date_end), table.published
        ),
        side=table.actor_name.map(sides),
        target_side=table.target_name.map(sides),
    )
    table = table[
        (table.date != "")
        & table.side.isin([one, two])
        & table.target_side.isin([one, two])
        & (table.side != table.target_side)
    ]
    table = table.sort_values(["date", "article_id", "start"], kind="stable", ignore_index=True)
    rows = []
    for i, act in table.iterrows():
        back = table[(table.index > i) & (table.side == act.target_side) & (table.date > act.date)]
        first = back.iloc[0] if len(back) else None
        rows.append(
            {
                "side": act.side,
                "target_side": act.target_side,
                "date": act.date,
                "rung": act.rung,
                "reply_date": "" if first is None else first.date,
                "reply_rung": np.nan if first is None else float(first.rung),
                "days": np.nan
                if first is None
                else float((pd.Timestamp(first.date) - pd.Timestamp(act.date)).days),
            }
        )
    return pd.DataFrame(
        rows, columns=["side", "target_side", "date", "rung", "reply_date", "days", "reply_rung"]
    )


def _told(acts: pd.DataFrame) -> pd.DataFrame:
    return acts[acts.modality != "negated"]
