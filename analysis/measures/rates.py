"""How do outlets, weeks and two sides differ? Means, rates and shares over many articles.

With intervals that draw whole articles.
"""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from . import trends
from .calendar import week
from .lanes import is_high
from .tellings import once, told

FOUND = ("articles", "cases", "hits", "value", "low", "high")
ARTICLES = 5  # of an outlet; draws of fewer are too alike to give an interval


def ratios(
    per_article: pd.DataFrame, by: Iterable[str], draws: int = 1000, seed: int = 0
) -> pd.DataFrame:
    """Means, rates and shares of groups.

    With 95 % percentile intervals from drawing whole articles.

    per_article : one row an article and group: article_id, top (sum of rungs, cues …), bottom
    (acts, words …), the columns `by`
    Columns: *by, articles, cases (sum of bottom), hits (of top), value (top over bottom), low,
    high; no interval for one article.
    """
    random, rows = np.random.default_rng(seed), []
    for key, group in per_article.groupby(list(by), sort=True):
        top, bottom = group.top.to_numpy(float), group.bottom.to_numpy(float)
        row = dict(zip(by, key, strict=True)) | {
            "articles": len(group),
            "cases": int(bottom.sum()),
            "hits": int(top.sum()),
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
    return pd.DataFrame(rows, columns=[*by, *FOUND]).round(4)


def high_shares(
    tables: Mapping[str, pd.DataFrame], *by: str, sides: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Share of the words that threaten or more, and of the deeds that coerce or use force, in %.

    tables : acts, articles · by : any of outlet and week (its Monday, "" for undated)

    Each lane is measured against itself (`lanes.HIGH`); the two shares say nothing of each other.
    Negated acts are left out. An event counts once: of outlets in each article that tells it, of
    weeks in that in which it was first told.
    Columns: *by, words_or_deed and those of `ratios`; fewer than 10 acts get no interval, nor do
    few articles that happen to be alike.
    """
    weekly = tables["articles"] if "week" in by else None
    acts = once(told(tables["acts"]), weekly, sides).merge(tables["articles"], on="article_id")
    acts = acts.assign(week=week(acts["first"]), high=is_high(acts))
    groups = ["article_id", *by, "words_or_deed"]
    parts = acts.groupby(groups).high.agg(top="sum", bottom="size").reset_index()
    table = ratios(parts.assign(top=100 * parts.top), [*by, "words_or_deed"])
    alike = (table.low == table.high) & (table.articles < ARTICLES)
    table.loc[(table.cases < trends.FOR_INTERVALS) | alike, ["low", "high"]] = np.nan
    return table


def words_of_articles(tokens: pd.DataFrame, attributions: pd.DataFrame) -> pd.DataFrame:
    """Words by voice and article, marks left out: index article_id, own_words, source_words.

    tokens : article_id, start, pos · attributions : article_id, content_spans
    """
    words = tokens[~tokens.pos.isin(["PUNCT", "SPACE", "SYM"])]
    given = dict(list(attributions.groupby("article_id").content_spans))
    rows = {}
    for article_id, starts in words.groupby("article_id").start:
        inside = pd.Series(False, index=starts.index)
        for start, end in (span for spans in given.get(article_id, ()) for span in spans):
            inside |= starts.between(start, end - 1)
        rows[article_id] = (int((~inside).sum()), int(inside.sum()))
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["own_words", "source_words"])
    return table.set_axis(table.index.astype("str"))


def hedge_rates(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Hedges of an outlet and of its sources (holder), each per 1,000 words of that voice.

    tables : hedges, and articles with own_words and source_words (`words_of_articles`)
    """
    cues, articles = tables["hedges"], tables["articles"]
    own = cues.holder == ""
    return pd.concat(
        _by_outlet(lane, rows, articles, articles[words] / 1000)
        for lane, rows, words in (
            ("its sources", cues[~own], "source_words"),
            ("the outlet", cues[own], "own_words"),
        )
    ).sort_values(["outlet", "lane"], ignore_index=True)


def unnamed_shares(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Share of an outlet's statements whose source stays unnamed ("officials"), in percent."""
    said = tables["attributions"]
    return shares("unnamed", said[said.source_type == "anonymous"], said, tables["articles"])


def shares(lane: str, some: pd.DataFrame, of: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """How many of an outlet's rows `of` are among `some`, in percent; both by article_id."""
    total = articles.article_id.map(of.article_id.value_counts()).astype("float64").fillna(0)
    return _by_outlet(lane, some, articles, total / 100)


def _by_outlet(
    lane: str, rows: pd.DataFrame, articles: pd.DataFrame, bottom: pd.Series
) -> pd.DataFrame:
    """How many rows each outlet has to so much of `bottom`; cases are the rows."""
    top = articles.article_id.map(rows.article_id.value_counts()).astype("float64").fillna(0)
    table = ratios(articles.assign(lane=lane, top=top, bottom=bottom), ["outlet", "lane"])
    table = table.assign(cases=table.hits)
    table.loc[table.articles < ARTICLES, ["low", "high"]] = np.nan
    return table


def lags_by_chance(lags: pd.DataFrame, draws: int = 2000, seed: int = 0) -> pd.DataFrame:
    """Mean days to the other side's next act.

    And what chance alone gives where both sides act often.

    lags : `trends.moves`. An act on the same day is no answer: nobody knows which came first. A
    side that acts several times on one day counts once, because one article often tells of many
    acts. Chance: the same days, dealt out anew among the two sides
    (permutation).
    Columns: side, acts, days_of_acts, days, chance_low, chance_high. The last two hold 95 % for all
    sides together (Bonferroni: 97.5 % of the permutations for each of two), because two sides are
    two chances of being surprised.
    """
    moves = lags[["side", "date"]].drop_duplicates()
    random, days, by = (
        np.random.default_rng(seed),
        moves.date.to_numpy("datetime64[D]"),
        moves.side.to_numpy(),
    )
    rows, tail = [], 0.05 / 2 / max(len(set(by)), 1)
    for side in sorted(set(by)):
        mine = by == side
        waits = [_wait(random.permutation(days), mine) for _ in range(draws)]
        drawn = pd.Series(waits, dtype="float64").dropna()  # on a single day nobody acts later
        rows.append(
            {
                "side": side,
                "acts": int((lags.side == side).sum()),
                "days_of_acts": int(mine.sum()),
                "days": _wait(days, mine),
                "chance_low": drawn.quantile(tail),
                "chance_high": drawn.quantile(1 - tail),
            }
        )
    return pd.DataFrame(rows).round(4)


def _wait(days: np.ndarray, mine: np.ndarray) -> float:
    """Mean days from an act of mine to the next later day on which the others act.

    Acts never answered are left out.
    """
    waits = trends.next_days(days[mine], days[~mine]) - days[mine]
    waits = waits[~np.isnat(waits)].astype(float)
    return float(waits.mean()) if len(waits) else np.nan
