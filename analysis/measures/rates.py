"""How do outlets, weeks and two sides differ? Means, rates and shares over many articles, with intervals that draw whole articles."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from . import trends


def ratios(
    per_article: pd.DataFrame, by: Iterable[str], draws: int = 1000, seed: int = 0
) -> pd.DataFrame:
    """Means, rates and shares of groups, with 95 % percentile intervals from drawing whole articles.

    per_article : one row an article and group: article_id, top (sum of rungs, cues …), bottom (acts, words …), the columns `by`
    Columns: *by, articles, cases (sum of bottom), value (top over bottom), low, high; no interval for one article.
    """
    random, rows = np.random.default_rng(seed), []
    for key, group in per_article.groupby(list(by), sort=True):
        top, bottom = group.top.to_numpy(float), group.bottom.to_numpy(float)
        row = dict(zip(by, key)) | {
            "articles": len(group),
            "cases": int(bottom.sum()),
            "value": top.sum() / bottom.sum() if bottom.sum() else np.nan,
        }
        low = high = np.nan
        if len(group) > 1 and bottom.sum():
            drawn = random.integers(0, len(group), (draws, len(group)))
            below = bottom[drawn].sum(axis=1)
            low, high = np.quantile(
                (top[drawn].sum(axis=1)[below > 0] / below[below > 0]), (0.025, 0.975)
            )
        rows.append(row | {"low": low, "high": high})
    return pd.DataFrame(rows, columns=[*by, "articles", "cases", "value", "low", "high"]).round(4)


def rungs(tables: Mapping[str, pd.DataFrame], *by: str) -> pd.DataFrame:
    """Mean rung of words and of deeds by any of outlet, week (its Monday) and month; negated acts are left out. See `ratios`.

    Fewer than 10 acts get no interval.
    """
    parts = (
        _told(tables)
        .groupby(["article_id", *by, "words_or_deed"])
        .rung.agg(top="sum", bottom="size")
        .reset_index()
    )
    table = ratios(parts, [*by, "words_or_deed"])
    table.loc[table.cases < trends.FOR_INTERVALS, ["low", "high"]] = np.nan
    return table


def hedge_rates(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Hedges per 1,000 words of an outlet's articles: its own and those of its sources (holder)."""
    cues = tables["hedges"]
    own = cues.holder == ""
    return _by_outlet(
        {"the outlet": cues[own], "its sources": cues[~own]},
        tables["articles"],
        tables["articles"].n_words / 1000,
    )


def unnamed_shares(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Share of an outlet's statements whose source stays unnamed ("officials", "a person familiar with …"), in percent."""
    said = tables["attributions"]
    total = tables["articles"].article_id.map(said.article_id.value_counts()).fillna(0)
    return _by_outlet(
        {"unnamed": said[said.source_type == "anonymous"]}, tables["articles"], total / 100
    )


def weeks_and_changes(weeks: pd.DataFrame, changes: pd.DataFrame) -> pd.DataFrame:
    """One table for a chart by week: rows "week" with their means, then rows "change" with the levels before and after."""
    marks = changes.rename(columns={"published": "week"})
    columns = [
        "what",
        "week",
        "words_or_deed",
        "articles",
        "cases",
        "value",
        "low",
        "high",
        "before",
        "after",
    ]
    both = pd.concat(
        [
            part.assign(what=what)
            for what, part in (("week", weeks), ("change", marks))
            if len(part)
        ],
        ignore_index=True,
    )
    return both.reindex(columns=columns).astype({"articles": "Int64", "cases": "Int64"})


def weeks_and_lags(weeks: pd.DataFrame, lags: pd.DataFrame) -> pd.DataFrame:
    """One table for `exchanges`: rows "week" with the number of acts, then rows "lag" with days and what chance gives."""
    columns = [
        "what",
        "week",
        "side",
        "acts",
        "mean_rung",
        "days_of_acts",
        "days",
        "chance_low",
        "chance_high",
    ]
    both = pd.concat(
        [part.assign(what=what) for what, part in (("week", weeks), ("lag", lags)) if len(part)],
        ignore_index=True,
    )
    return both.reindex(columns=columns).astype({"days_of_acts": "Int64"})


def summaries(
    tables: Mapping[str, pd.DataFrame], sides: Mapping[str, str], one: str, two: str
) -> dict[str, pd.DataFrame]:
    """The tables behind the figures of a corpus, by the figure's name; the figures' CSV files hold the same."""
    return {
        "figC1-rungs-by-week": weeks_and_changes(rungs(tables, "week"), changes(tables)),
        "figC2-rungs-by-outlet": rungs(tables, "outlet"),
        "figC3-rungs-by-month": rungs(tables, "outlet", "month"),
        "figC4-two-sides": weeks_and_lags(*exchanges(tables, sides, one, two)),
        "figC5-hedges-by-outlet": hedge_rates(tables),
        "figC6-unnamed-by-outlet": unnamed_shares(tables),
    }


def _by_outlet(
    lanes: Mapping[str, pd.DataFrame], articles: pd.DataFrame, bottom: pd.Series
) -> pd.DataFrame:
    parts = [
        articles.assign(
            lane=lane,
            top=articles.article_id.map(rows.article_id.value_counts()).fillna(0),
            bottom=bottom,
        )
        for lane, rows in lanes.items()
    ]
    table = ratios(pd.concat(parts), ["outlet", "lane"])
    events = {
        (outlet, lane): int(n)
        for lane, rows in lanes.items()
        for outlet, n in rows.article_id.map(articles.set_index("article_id").outlet)
        .value_counts()
        .items()
    }
    return table.assign(cases=[events.get(pair, 0) for pair in zip(table.outlet, table.lane)])


def changes(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Days at which the level of words or of deeds changes (`trends.change_points`), one value an article: its mean rung.

    Acts of one article hang together, so that the search over single acts would find changes where one long article stands.
    Columns: words_or_deed, published, before, after. Raises ValueError for fewer than 100 articles with such acts.
    """
    found = []
    for lane, acts in _told(tables).groupby("words_or_deed"):
        levels = (
            acts.groupby("article_id")
            .rung.mean()
            .reset_index()
            .assign(modality="asserted", start=0)
        )
        found.append(trends.change_points(levels, tables["articles"]).assign(words_or_deed=lane))
    return pd.concat(found, ignore_index=True)[
        ["words_or_deed", "published", "before", "after"]
    ].round(4)


def exchanges(
    tables: Mapping[str, pd.DataFrame], sides: Mapping[str, str], one: str, two: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Acts of two sides towards each other: their number by week, and who answers how fast (`lags_by_chance`).

    An act counts on the day its article appeared. Columns by week: week, side, acts, mean_rung.
    """
    acts = tables["acts"].assign(date_start="", date_end="")
    lags = trends.reply_lags(acts, tables["articles"], sides, one, two)
    days = pd.to_datetime(lags.date)
    week = (days - pd.to_timedelta(days.dt.day_of_week, unit="D")).dt.strftime("%Y-%m-%d")
    weekly = (
        lags.assign(week=week)
        .groupby(["week", "side"])
        .rung.agg(acts="size", mean_rung="mean")
        .reset_index()
    )
    return weekly.round(4), lags_by_chance(lags)


def lags_by_chance(lags: pd.DataFrame, draws: int = 2000, seed: int = 0) -> pd.DataFrame:
    """Mean days to the other side's next act, and what chance alone gives where both sides act often.

    lags : `trends.reply_lags`. A side that acts several times on one day counts once, because one article often tells of many
    acts. Chance: the same days, dealt out anew among the two sides (permutation).
    Columns: side, acts, days_of_acts, days, chance_low, chance_high. The last two hold 95 % for all sides
    together (Bonferroni: 97.5 % of the permutations for each of two), because two sides are two chances of being surprised.
    """
    moves = lags[["side", "date"]].drop_duplicates()
    random, days, by = (
        np.random.default_rng(seed),
        moves.date.to_numpy("datetime64[D]").astype("int64"),
        moves.side.to_numpy(),
    )
    rows, tail = [], 0.05 / 2 / max(len(set(by)), 1)
    for side in sorted(set(by)):
        mine = by == side
        drawn = [_wait(dealt, mine) for dealt in (random.permutation(days) for _ in range(draws))]
        rows.append(
            {
                "side": side,
                "acts": int((lags.side == side).sum()),
                "days_of_acts": int(mine.sum()),
                "days": _wait(days, mine),
                "chance_low": np.nanquantile(drawn, tail),
                "chance_high": np.nanquantile(drawn, 1 - tail),
            }
        )
    return pd.DataFrame(rows).round(4)


def _wait(days: np.ndarray, mine: np.ndarray) -> float:
    """Mean days from an act of mine to the next later day on which the others act; acts never answered are left out."""
    theirs = np.unique(days[~mine])
    at = np.searchsorted(theirs, days[mine], side="right")
    answered = at < len(theirs)
    return float((theirs[at[answered]] - days[mine][answered]).mean()) if answered.any() else np.nan


def _told(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    told = tables["acts"][tables["acts"].modality != "negated"].merge(
        tables["articles"], on="article_id"
    )
    days = pd.to_datetime(told.published)
    return told.assign(
        week=(days - pd.to_timedelta(days.dt.day_of_week, unit="D")).dt.strftime("%Y-%m-%d"),
        month=told.published.str[:7],
    )
