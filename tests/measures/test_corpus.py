"""Rates of outlets and waits of two sides over many articles, with intervals."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis import charts
from analysis.charts import labels
from analysis.measures import rates, shifts
from analysis.measures.hedge_classes import hedge_classes


@pytest.fixture
def made_up():
    """Tables of 120 invented articles over 40 weeks.

    Words of two outlets rise from rung 2 or 3 to 5 or 6 half-way; two sides answer at once.
    """
    days = [str(date.fromordinal(736000 + 7 * (i // 3) + i % 3)) for i in range(120)]
    articles = pd.DataFrame(
        {
            "article_id": [f"a{i:03}" for i in range(120)],
            "outlet": ["Gazette", "Herald"] * 60,
            "published": days,
            "n_words": 500,
            "own_words": 400,
            "source_words": 100,
        }
    )
    acts = pd.DataFrame(
        [
            {
                "article_id": f"a{i:03}",
                "start": n,
                "actor_name": ("Rufus", "Ambassador")[n],
                "target_name": ("Ambassador", "Rufus")[n],
                "plover": "ACCUSE",
                "rung": (2 if i < 60 else 5) + (i + n) % 2,
                "words_or_deed": "words",
                "modality": "asserted",
                "date_start": "",
                "date_end": "",
            }
            for i in range(120)
            for n in range(2)
        ]
    )
    hedges = articles[["article_id"]].assign(category="POSS", strength=1, holder=["", "x#a0"] * 60)
    said = pd.concat(
        [
            articles[["article_id"]].assign(kind="direct", source_type=kind, stance="neutral")
            for kind in ("anonymous", "named_person")
        ]
    )
    return {"articles": articles, "acts": acts, "hedges": hedges, "attributions": said}


def test_intervals_draw_articles_not_acts():
    """One article with a thousand acts says as little about others as one with ten.

    A mean lies in its interval.
    """
    few = pd.DataFrame(
        {"article_id": ["a", "b", "c"], "g": "x", "top": [10, 20, 60], "bottom": [10, 10, 10]}
    )
    many = few.assign(top=few.top * 100, bottom=few.bottom * 100)
    one, other = rates.ratios(few, ["g"]).iloc[0], rates.ratios(many, ["g"]).iloc[0]
    assert (one.low, one.value, one.high) == (other.low, other.value, other.high) == (1.0, 3.0, 6.0)
    assert np.isnan(rates.ratios(few.head(1), ["g"]).low.iloc[0])


def test_rates_by_outlet_count_what_was_put_in(made_up):
    """One hedge in 400 words is 2.5 in a thousand, in 100 words of a source ten.

    Articles without any count too.
    """
    hedges = rates.hedge_rates(made_up).set_index(["outlet", "lane"])
    assert (
        hedges.value["Gazette", "the outlet"] == 2.5 and hedges.value["Gazette", "its sources"] == 0
    )
    assert hedges.cases["Herald", "its sources"] == 60
    assert hedges.value["Herald", "its sources"] == 10
    assert set(rates.unnamed_shares(made_up).value) == {50.0}


def test_words_are_the_outlets_or_its_sources():
    """Words whose first letter lies in a content are its source's; marks are no words."""
    tokens = pd.DataFrame(
        [
            ("a", 0, "NOUN"),
            ("a", 5, "VERB"),
            ("a", 9, "PUNCT"),
            ("a", 10, "NOUN"),
            ("b", 5, "NOUN"),
        ],
        columns=["article_id", "start", "pos"],
    )
    said = pd.DataFrame(
        {"article_id": ["a", "a"], "content_spans": [[(5, 10)], [(5, 10), (20, 30)]]}
    )
    assert rates.words_by_voice(tokens, said) == {"outlet": 3, "sources": 1}


def test_two_sides_are_counted_by_week(made_up):
    """Every act of one side towards the other stands in its week and once only."""
    weekly, lags = rates.exchanges(
        made_up, {"Rufus": "Freedonia", "Ambassador": "Sylvania"}, "Freedonia", "Sylvania"
    )
    assert weekly.acts.sum() == lags.acts.sum() == 240
    assert set(pd.to_datetime(weekly.week).dt.day_name()) == {"Monday"}


def test_a_side_that_answers_the_next_day_is_told_from_one_that_acts_at_random():
    """Planted answers come sooner than chance; sides dealt out at random do not.

    One article's many acts are one move.
    """
    random = np.random.default_rng(1)
    opening = np.cumsum(random.integers(5, 30, 40))
    prompt = _moves(opening, "F") + _moves(opening + 1, "S")
    chance = [(day, random.choice(["F", "S"])) for day in np.cumsum(random.integers(1, 15, 80))]
    planted, dealt = (
        rates.lags_by_chance(_lags(moves)).set_index("side") for moves in (prompt, chance)
    )
    assert planted.days["F"] == 1 < planted.chance_low["F"]
    assert ((dealt.chance_low <= dealt.days) & (dealt.days <= dealt.chance_high)).all()
    many = rates.lags_by_chance(_lags([move for move in prompt for _ in range(7)])).set_index(
        "side"
    )
    assert many.acts["F"] == 280 and (
        many.drop(columns="acts") == planted.drop(columns="acts")
    ).all(axis=None)


def test_an_act_on_the_same_day_is_no_answer():
    """Both sides act on two days: the first day is answered on the second, never on itself."""
    moves = _moves((0, 4), "F") + _moves((0, 4), "S")
    lags = rates.lags_by_chance(_lags(moves), draws=20)
    assert lags.days.tolist() == [4, 4]


def test_chance_is_drawn_wide_enough_for_two_sides():
    """Sides dealt out at random leave the grey in about one corpus of twenty, both counted."""
    random, surprised = np.random.default_rng(3), 0
    for _ in range(60):
        days = np.cumsum(random.integers(1, 9, 40))
        lags = rates.lags_by_chance(_lags([(d, random.choice(["F", "S"])) for d in days]), 200)
        surprised += bool(((lags.days < lags.chance_low) | (lags.days > lags.chance_high)).any())
    assert surprised <= 6


def _moves(days, side):
    return [(day, side) for day in days]


def _lags(moves):
    moves = sorted((int(day), str(side)) for day, side in moves)
    return pd.DataFrame(
        {
            "side": [side for _, side in moves],
            "date": [str(date.fromordinal(736000 + day)) for day, _ in moves],
        }
    )


def test_hedges_are_counted_by_class_and_by_whose_doubt_it_is(notes):
    """Every cue stands in the table once, under its holder, per 1,000 words of that voice."""
    table = hedge_classes(notes.hedges, notes.tokens, notes.attributions)
    assert table.cues.sum() == len(notes.hedges) > 0
    own = notes.hedges[(notes.hedges.holder == "") & (notes.hedges.category == "POSS")]
    row = table[(table.category == "POSS") & (table.voice == "outlet")].iloc[0]
    assert row.cues == len(own) and row.rate == 1000 * row.cues / row.words
    assert row.low <= row.rate <= row.high


def test_charts_of_many_articles_are_legible_and_say_what_they_are_about(made_up):
    """No label lies on another; what a headline is about stands first; an empty table says so."""
    sides = {"Rufus": "Freedonia", "Ambassador": "Sylvania"}
    two = ("Freedonia", "Sylvania")
    weeks = rates.weeks_and_lags(*rates.exchanges(made_up, sides, *two))
    drawn = [
        charts.exchanges(weeks, "Made up: "),
        charts.hedges_by_outlet(rates.hedge_rates(made_up), "Made up: "),
        charts.unnamed_by_outlet(rates.unnamed_shares(made_up), "Made up: "),
        charts.threats_by_week(
            *shifts.threats(made_up["acts"].assign(rung=7), made_up["articles"], sides, list(two)),
            "Made up: ",
        ),
    ]
    for chart in drawn:
        assert chart.headline.startswith("Made up: ") and labels.problems(chart.figure) == []
    none = made_up["acts"].head(0)
    empty = charts.threats_by_week(*shifts.threats(none, made_up["articles"], sides, list(two)))
    assert empty.headline.startswith("No threat")


def test_sides_that_never_act_towards_each_other_give_an_empty_chart(made_up):
    """One side, or none, is said in the headline and breaks nothing."""
    weeks = rates.weeks_and_lags(*rates.exchanges(made_up, {}, "Freedonia", ""))
    assert weeks.empty and charts.exchanges(weeks).headline.startswith("The two sides do not")
    alone = made_up | {"articles": made_up["articles"].assign(outlet="Gazette")}
    told = charts.unnamed_by_outlet(rates.unnamed_shares(alone)).headline
    assert told == "One outlet alone cannot be compared"
