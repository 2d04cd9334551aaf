"""What was planted in the invented crisis comes out of its coded tables; chance does not."""

import sys

import numpy as np
import pandas as pd
import pytest

from analysis.cases import load_case
from analysis.measures import rates, trends
from analysis.measures.origins import near_copies
from analysis.measures.shifts import SURE, shift, weekly
from analysis.paths import PROJECT

sys.path.insert(0, str(PROJECT / "benchmarks"))
import score_planted as planted

DEALS = 200
ALARMS = 0.05 * DEALS


@pytest.fixture(scope="module")
def crisis():
    """The case, and the coders' tables in the form of the machine's."""
    case = load_case(PROJECT / "benchmarks" / "crisis")
    return case, planted.coded(case)


def test_the_week_in_which_one_side_began_to_threaten_more_is_found(crisis):
    """Planted in the week of 10 March, in the calendar and in what the articles tell."""
    case, tables = crisis
    steps = case.calendar
    planned = steps[(steps.side_actor == planted.ONE) & steps.rung.isin((6, 7))].date
    for days in (planned, planted.threats(case, tables)):
        found = shift(weekly(days, planted.FIRST, planted.LAST))
        assert found["week"] in ("2031-03-03", "2031-03-10", "2031-03-17")
        assert found["after"] > 2 * found["before"]


def test_shuffled_weeks_hold_no_shift(crisis):
    """200 shuffles of the weeks: a shift is found in at most one of twenty."""
    counts = weekly(planted.threats(*crisis), planted.FIRST, planted.LAST)
    random = np.random.default_rng(3)
    false = sum(
        shift(pd.Series(random.permutation(counts), counts.index), draws=199, seed=i)["p"] <= SURE
        for i in range(DEALS)
    )
    assert false <= ALARMS


def test_the_side_that_moves_first_is_found(crisis):
    """The other side answers within days, sooner than by chance: on the calendar and as coded."""
    case, tables = crisis
    steps = case.calendar[case.calendar.rung >= 2]
    other = {planted.ONE: planted.TWO, planted.TWO: planted.ONE}
    acts = pd.DataFrame(
        {
            "article_id": steps.id,
            "start": range(len(steps)),
            "actor_name": steps.side_actor,
            "target_name": steps.side_actor.map(other),
            "modality": "asserted",
            "words_or_deed": steps.kind,
            "date_start": "",
            "date_end": "",
        }
    ).dropna(subset=["target_name"])
    dates = pd.DataFrame({"article_id": steps.id, "published": steps.date})
    sides = {side: side for side in other}
    for lags in (
        trends.moves(acts, dates, sides, planted.ONE, planted.TWO),
        planted.moves(case, tables),
    ):
        assert planted.faster_than_chance(lags) == [planted.ONE]
        opened = lags.date[lags.side == planted.ONE].to_numpy("datetime64[D]")
        opened = np.unique(opened)
        answers = lags.date[lags.side == planted.TWO].to_numpy("datetime64[D]")
        waits = (trends.next_days(opened, answers) - opened).astype(float)
        assert ((waits >= 1) & (waits <= 4)).mean() > 0.8


def test_shuffled_dates_have_no_first_mover(crisis):
    """200 shuffles of the days of acts: some side is answered too soon in at most one of twenty."""
    lags = planted.moves(*crisis)
    days = lags[["side", "date"]].drop_duplicates()
    false = sum(
        planted.faster_than_chance(days.assign(date=planted.shuffled(days.date, i)), 199, i) != []
        for i in range(DEALS)
    )
    assert false <= ALARMS


def test_outlets_differ_as_planted(crisis):
    """The Klaxon hedges least in its own voice, the Ledger leans most on unnamed sources."""
    _, tables = crisis
    rows = rates.hedge_rates(tables).set_index(["lane", "outlet"]).value
    own, sources = rows["the outlet"], rows["its sources"]
    assert own["The Cadrun Ledger"] > sources["The Cadrun Ledger"]  # it hedges in its own voice
    assert planted.stands_out(planted.own_hedges(tables), least=True) == "The Daily Klaxon"
    unnamed = rates.unnamed_shares(tables)
    assert planted.stands_out(unnamed, least=False) == "The Cadrun Ledger"
    values = unnamed.set_index("outlet").value[list(planted.OUTLETS)]
    assert values["The Cadrun Ledger"] >= 45
    assert values.drop("The Cadrun Ledger").max() < 25


def test_shuffled_outlets_do_not_stand_out(crisis):
    """200 deals of the outlets' names to the articles: one stands out in at most one of twenty."""
    _, tables = crisis
    main = tables["articles"][tables["articles"].outlet.isin(planted.OUTLETS)]
    said, hedges = tables["attributions"], tables["hedges"]
    for least, top, bottom in (
        (True, hedges[hedges.holder == ""], main.own_words),
        (False, said[said.source_type == "anonymous"], _count(main, said)),
    ):
        parts = main.assign(top=_count(main, top), bottom=bottom)
        false = 0
        for seed in range(DEALS):
            dealt = parts.assign(outlet=planted.shuffled(main.outlet, seed))
            found = rates.ratios(dealt, ["outlet"], draws=199, seed=seed)
            false += planted.stands_out(found, least) != ""
        assert false <= ALARMS


def _count(articles: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    return articles.article_id.map(rows.article_id.value_counts()).fillna(0)


def test_the_outlet_that_copies_without_saying_so_is_found(crisis):
    """Near-copies are those of the lineage, all of the Packet's, which never names the wire."""
    case, _ = crisis
    lineage = pd.read_csv(case.path / "lineage.csv")
    planned = lineage[lineage.how == "near copy"]
    found = near_copies(case.articles, threshold=0.2)
    pairs = [found.article_id, found.other_id]
    assert {frozenset(pair) for pair in zip(*pairs, strict=True)} == {
        frozenset(pair) for pair in zip(planned.article_id, planned.takes_from, strict=True)
    }
    assert planted.copies(case) == (len(planned), len(planned))
    assert not any(planted.COPIED in a.text for a in case.articles if a.outlet == planted.COPIER)
