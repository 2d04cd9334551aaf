"""What was planted in the invented crisis comes out of its coded tables; chance does not."""

import json
import re

import numpy as np
import pandas as pd
import pytest

from analysis.cases import load_case
from analysis.measures import rates, trends
from analysis.measures.origins import near_copies
from analysis.measures.shifts import SURE, shift, weekly
from analysis.paths import PROJECT

FOLDER = PROJECT / "benchmarks" / "crisis"
FIRST, LAST = "2031-02-03", "2031-04-27"
DEALS = 200


@pytest.fixture(scope="module")
def crisis():
    """The case, and the coders' tables in the form of the machine's."""
    case = load_case(FOLDER)
    coded = [json.loads(p.read_text(encoding="utf-8")) for p in (FOLDER / "coding").glob("*.json")]
    layers = {
        layer: pd.DataFrame(
            [row | {"article_id": a["article_id"]} for a in coded for row in a[layer]]
        )
        for layer in ("acts", "attributions", "hedges")
    }
    ids = {a["article_id"] for a in coded}
    texts = {a.article_id: a for a in case.articles if a.article_id in ids}
    words = [
        {"article_id": a.article_id, "start": m.start(), "pos": "X"}
        for a in texts.values()
        for m in re.finditer(r"\w[\w’'-]*", a.text)
    ]
    layers["hedges"]["holder"] = layers["hedges"].holder.replace("outlet", "")
    layers["tokens"] = pd.DataFrame(words)
    layers["articles"] = pd.DataFrame(
        [
            {
                "article_id": a.article_id,
                "outlet": a.outlet,
                "published": str(a.published),
                "n_words": len(a.text.split()),
            }
            for a in texts.values()
        ]
    )
    own = rates.words_of_articles(layers["tokens"], layers["attributions"])
    layers["articles"] = layers["articles"].join(own, on="article_id")
    return case, layers


def threats(case, tables) -> pd.Series:
    """Days on which an article tells of a threat by the side that was made to threaten more."""
    acts = tables["acts"].merge(tables["articles"], on="article_id")
    side = acts.actor_name.map(lambda name: case.sides.get(name, ""))
    mine = (side == "Pelmora") & (acts.plover == "THREATEN") & (acts.modality != "negated")
    return acts.published[mine]


def test_the_week_in_which_one_side_began_to_threaten_more_is_found(crisis):
    """Planted in the week of 10 March, in the calendar and in what the articles tell."""
    case, tables = crisis
    steps = case.calendar
    planned = steps[(steps.side_actor == "Pelmora") & steps.rung.isin((6, 7))].date
    for days in (planned, threats(case, tables)):
        found = shift(weekly(days, FIRST, LAST))
        assert found["week"] in ("2031-03-03", "2031-03-10", "2031-03-17")
        assert found["after"] > 2 * found["before"]


def test_shuffled_weeks_hold_no_shift(crisis):
    """200 shuffles of the weeks: a shift is found in at most one of twenty."""
    case, tables = crisis
    counts = weekly(threats(case, tables), FIRST, LAST)
    random = np.random.default_rng(3)
    false = sum(
        shift(pd.Series(random.permutation(counts), counts.index), draws=199, seed=i)["p"] <= SURE
        for i in range(DEALS)
    )
    assert false <= 0.05 * DEALS


def test_the_side_that_moves_first_is_found(crisis):
    """The other side's hostile steps follow within days; the first mover waits longer than that."""
    case, _ = crisis
    steps = case.calendar[case.calendar.rung >= 2]
    acts = pd.DataFrame(
        {
            "article_id": steps.id,
            "start": range(len(steps)),
            "actor_name": steps.side_actor,
            "target_name": steps.side_actor.map({"Pelmora": "Dovrezh", "Dovrezh": "Pelmora"}),
            "modality": "asserted",
            "date_start": "",
            "date_end": "",
        }
    ).dropna(subset=["target_name"])
    articles = pd.DataFrame({"article_id": steps.id, "published": steps.date})
    sides = {"Pelmora": "Pelmora", "Dovrezh": "Dovrezh"}
    lags = trends.reply_lags(acts, articles, sides, "Pelmora", "Dovrezh")
    waits = rates.lags_by_chance(lags).set_index("side").days
    assert waits["Pelmora"] < waits["Dovrezh"]
    planted = lags[(lags.side == "Pelmora")].groupby("date").days.min()
    assert planted.between(1, 4).mean() > 0.8


def test_outlets_differ_as_planted(crisis):
    """The Klaxon hedges least in its own voice, the Ledger leans most on unnamed sources."""
    _, tables = crisis
    rows = rates.hedge_rates(tables).set_index(["lane", "outlet"]).value
    own, sources = rows["the outlet"], rows["its sources"]
    assert own["The Cadrun Ledger"] > sources["The Cadrun Ledger"]  # it hedges in its own voice
    main = ["Interocean", "The Cadrun Ledger", "The Daily Klaxon", "Pelmora One"]
    assert own[main].idxmin() == "The Daily Klaxon"
    unnamed = rates.unnamed_shares(tables).set_index("outlet").value
    six = [*main, "Dovrezh Telegraph Bureau", "The Skerrow Packet"]
    assert unnamed[six].idxmax() == "The Cadrun Ledger" and unnamed["The Cadrun Ledger"] >= 45
    assert unnamed[six].drop("The Cadrun Ledger").max() < 25


def test_the_outlet_that_copies_without_saying_so_is_found(crisis):
    """Near-copies tie the Packet to the agency, and the Packet never names it."""
    case, _ = crisis
    outlets = {a.article_id: a.outlet for a in case.articles}
    copies = near_copies(case.articles, threshold=0.2)
    pairs = [
        {outlets[a], outlets[b]} for a, b in zip(copies.iloc[:, 0], copies.iloc[:, 1], strict=True)
    ]
    tied = [pair for pair in pairs if pair == {"The Skerrow Packet", "Interocean"}]
    assert len(tied) >= 5 and len(tied) > len(pairs) / 2
    assert not any(
        "Interocean" in a.text for a in case.articles if a.outlet == "The Skerrow Packet"
    )
