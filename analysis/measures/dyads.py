"""Who acts towards whom: pairs of one article, and the same by week in the four quad classes."""

from collections.abc import Mapping

import pandas as pd

from ..layers.acts.ladder import goldstein
from .calendar import week
from .lanes import QUADS, quads
from .trends import side_of, told

EVENTS = ("date", "actor", "target", "quad", "goldstein")
WEEKLY = ("week", "actor", "target", "quad", "n", "goldstein")


def pairs(acts: pd.DataFrame) -> pd.DataFrame:
    """Acts of one actor towards another, one row a pair and lane; negated acts are left out.

    acts : actor, target ("" for nobody named), rung, words_or_deed, modality

    Columns: actor, target, words_or_deed, acts, asserted (told as plain fact), median_rung and
    highest_rung (among the words, or among the deeds, of this pair). The busiest pair comes first.
    """
    rows = told(acts).assign(plain=acts.modality == "asserted")
    table = rows.groupby(["actor", "target", "words_or_deed"], as_index=False).agg(
        acts=("rung", "size"),
        asserted=("plain", "sum"),
        median_rung=("rung", "median"),
        highest_rung=("rung", "max"),
    )
    both = table.groupby(["actor", "target"]).acts.transform("sum")
    return (
        table.assign(both=both)
        .sort_values(
            ["both", "actor", "target", "words_or_deed"],
            ascending=[False, True, True, False],
            ignore_index=True,
        )
        .drop(columns="both")
    )


def of_acts(acts: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The acts of articles as events: `EVENTS`, one row an act that is not negated.

    acts : actor_name, target_name, plover, rung, goldstein, words_or_deed, date_start, date_end
    articles : article_id, published

    The date is the act's own where the text gives one day, else its article's, else "".
    """
    rows = told(acts).merge(articles[["article_id", "published"]], on="article_id")
    own = (rows.date_start != "") & (rows.date_start == rows.date_end)
    return rows.assign(
        date=rows.date_start.where(own, rows.published),
        actor=rows.actor_name,
        target=rows.target_name,
        quad=quads(rows),
    )[list(EVENTS)]


def of_steps(calendar: pd.DataFrame) -> pd.DataFrame:
    """The steps of `load_calendar` as events: `EVENTS`, one row a step, quad "none" included.

    goldstein : of the step's code on its rung and lane in `lexicons/plover.csv`
    """
    values = [goldstein(s.plover, s.rung, s.kind) for s in calendar.itertuples()]
    return calendar.assign(goldstein=values)[list(EVENTS)]


def by_week(events: pd.DataFrame, sides: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Who towards whom, week by week, in each quad class: how many, and how hostile on average.

    events : `of_acts` or `of_steps` · sides : actor → side; with it actors stand for their side

    Columns: week (its Monday, "" for undated events), actor, target ("" where none, or no single
    side, is known), quad, n (events), goldstein (their mean, −10 to 10; Goldstein 1992). The sum of
    n is
    the number of events: none is dropped. Means stay within one quad class, so that words and
    deeds, help and harm never cancel out.
    """
    table = events.assign(week=week(events.date))
    if sides is not None:
        for role in ("actor", "target"):
            table[role] = [side_of(cell, sides) for cell in table[role]]
    grouped = table.groupby(["week", "actor", "target", "quad"], as_index=False)
    return grouped.agg(n=("goldstein", "size"), goldstein=("goldstein", "mean")).round(4)[
        list(WEEKLY)
    ]


def side_by_side(weekly: pd.DataFrame, one: str, two: str) -> pd.DataFrame:
    """Both directions between two actors beside each other, one row a week and quad class.

    weekly : `by_week`. Every week from the first to the last with an event between them is there,
    with zeros where nothing happened. Columns: week, quad, n_one, goldstein_one (one towards two),
    n_two, goldstein_two (two towards one); a mean of no events is missing.
    """
    parts = {
        name: weekly[(weekly.actor == a) & (weekly.target == b) & weekly.quad.isin(QUADS)]
        for name, a, b in (("one", one, two), ("two", two, one))
    }
    found = pd.concat(parts.values()).week
    dated = sorted(found[found != ""])
    mondays = [
        *(pd.date_range(dated[0], dated[-1], freq="7D").strftime("%Y-%m-%d") if dated else []),
        *([""] if (found == "").any() else []),
    ]
    index = pd.MultiIndex.from_product([mondays, QUADS], names=["week", "quad"])
    columns = {}
    for name, part in parts.items():
        own = part.set_index(["week", "quad"])[["n", "goldstein"]].reindex(index)
        columns[f"n_{name}"] = own.n.fillna(0).astype("int64")
        columns[f"goldstein_{name}"] = own.goldstein
    return pd.DataFrame(columns, index=index).reset_index()
