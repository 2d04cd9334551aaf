"""Rates of outlets and waits of two sides over many articles, with intervals."""

import re
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis import charts, findings
from analysis.measures import rates, shifts
from analysis.measures.hedge_classes import hedge_classes
from tests.charts import legible
from tests.charts.made_up import calendar


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
                "act_id": f"a{i:03}#x{n}",
                "event_id": f"a{i:03}#e{n}",
                "sentence_id": n,
                "trigger": "",
                "rule": f"{2 * i + n:04}/VERB",  # each is told in another word
                "date_rule": "",
                "voice": "",
                "actor": "he",
                "target": "him",
                "score": 0.9,
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


def test_the_share_of_high_words_is_counted_by_outlet_and_lane(made_up):
    """60 articles of 120 hold words on rung 6, one of two each, all in the second half."""
    table = rates.high_shares(made_up, "outlet").set_index("outlet")
    assert table.cases.tolist() == [120, 120] and set(table.words_or_deed) == {"words"}
    assert table.value.tolist() == [25, 25]
    assert ((table.low < 25) & (table.high > 25)).all()


def test_a_level_count_and_three_weeks_have_no_shift():
    """The largest step is named, the week of a shift is not; below four weeks nothing is."""
    level = pd.Series([3, 4, 3, 5, 4, 3, 4, 5], index=list("abcdefgh"))
    found = shifts.shift(level, draws=199)
    assert found["step"] and found["week"] == "" and found["p"] > shifts.SURE
    assert shifts.shift(pd.Series([0, 0, 9], index=list("abc")))["p"] == 1
    steep = pd.Series([0, 0, 9, 9], index=list("abcd"))
    assert shifts.shift(steep)["step"] == "c"
    assert shifts.shift(pd.Series([0] * 8, index=list("abcdefgh")))["p"] == 1


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
    assert rates.words_of_articles(tokens, said).sum().tolist() == [3, 1]


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


# What else a telling has; the rule of each is its own, so that none is joined.
TOLD = dict.fromkeys(("trigger", "voice", "date_start", "date_end", "date_rule"), "")
TOLD |= {"sentence_id": 0, "plover": "THREATEN", "rung": 6}


def told(days, other_days):
    """What is said of two sides whose acts towards each other appeared on these days."""
    moves = [*_moves(days, "F"), *_moves(other_days, "S")]
    dates = [str(date.fromordinal(736000 + int(day))) for day, _ in moves]
    ids = [f"{n:04}" for n in range(len(moves))]
    articles = pd.DataFrame({"article_id": ids, "published": dates})
    acts = articles[["article_id"]].assign(act_id=ids, event_id=ids, actor="he", target="him")
    acts = acts.assign(actor_name=[side for _, side in moves], start=0, score=0.9, modality="")
    acts = acts.assign(target_name=acts.actor_name.map({"F": "S", "S": "F"}), words_or_deed="words")
    acts = acts.assign(**TOLD, rule=[f"{one}/VERB" for one in ids])
    return findings.first_mover(acts, articles, {"F": "F", "S": "S"}, ["F", "S"])


@pytest.mark.filterwarnings("error")
def test_a_first_mover_is_named_where_chance_does_not_explain_the_answers():
    """Each act of F answered the next day; dealt out at random, few, or on one day, nobody is."""
    opening = np.cumsum(np.random.default_rng(1).integers(5, 30, 40))
    assert told(opening, opening + 1).startswith("First mover: F (answered sooner than by chance)")
    random = np.random.default_rng(2)
    days, mine = np.cumsum(random.integers(1, 15, 80)), random.random(80) < 0.5
    assert told(days[mine], days[~mine]).startswith("First mover: none found")
    both = np.arange(0, 400, 10)
    assert told(both, both + 5).startswith("First mover: none found")  # each answers the other
    assert "too few to tell one from chance" in told((0, 1, 3), (1, 2, 4))
    for never in (told((0,), (0,)), told((0, 9), ())):
        assert never.startswith("No first mover: the two sides are not told")


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
    acts = made_up["acts"].assign(rung=7)
    drawn = [
        charts.hedges_by_outlet(rates.hedge_rates(made_up), "Made up: "),
        charts.unnamed_by_outlet(rates.unnamed_shares(made_up), "Made up: "),
        charts.threats_by_week(
            *shifts.threats(acts, made_up["articles"], calendar(0), sides, list(two)), "Made up: "
        ),
    ]
    for chart in drawn:
        assert chart.headline.startswith("Made up: ") and legible.problems(chart.figure) == []
    none = made_up["acts"].head(0)
    empty = charts.threats_by_week(
        *shifts.threats(none, made_up["articles"], calendar(0), sides, list(two))
    )
    assert empty.headline.startswith("No threat")


def threats_of(counts, steps=0):
    """Told threats of one side, so many a week, and as many steps of a calendar; the chart."""
    days = [str(date.fromordinal(736000 + 7 * n)) for n, k in enumerate(counts) for _ in range(k)]
    ids = [f"{n:04}" for n in range(len(days))]
    articles = pd.DataFrame({"article_id": ids, "published": days})
    acts = articles[["article_id"]].assign(
        act_id=ids, event_id=ids, actor="he", target="", actor_name="Rufus", target_name=""
    )
    acts = acts.assign(words_or_deed="words", modality="asserted", score=0.9)
    acts = acts.assign(**TOLD | {"rung": 7}, rule=[f"{one}/VERB" for one in ids])
    on_it = calendar(steps).assign(rung=7, kind="words", side_actor="Freedonia")
    on_it["date"] = days[:steps]
    sides = {"Rufus": "Freedonia"}
    found = shifts.threats(acts, articles, on_it, sides, ["Freedonia", "Sylvania"])
    return charts.threats_by_week(*found, sides=sides), *found


def under(chart):
    """What stands below the headline, on one line."""
    return " ".join(chart.figure.texts[1].get_text().split())


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([1, 1, 2, 1, 1, 9, 8, 9, 8, 9, 8, 9], "more from .*: 1.2 a week before, 8.6 after$"),
        (
            [1, 2, 2, 0, 1, 13, 9, 1, 4, 8, 4, 6],
            "No side is told to threaten more or less than chance explains, in 12 weeks",
        ),
        ([4, 1, 5, 2, 6, 1, 4, 5, 2, 4, 1, 5], "No side is told to threaten more or less"),
    ],
)
def test_a_step_that_the_eye_sees_is_named_and_called_no_shift_unless_it_is(counts, said):
    """The headline says one thing, the line below the largest step with its chance."""
    chart, _, found = threats_of(counts)
    assert re.search(said, chart.headline)
    assert re.search(r"one as large: in the .* from \d.*: [\d.]+ of 100", under(chart))
    lines = [line for axes in chart.figure.axes for line in axes.lines]
    assert len(lines) == (found.week != "").sum() == ("chance" not in chart.headline)


def test_the_calendar_stands_beside_what_is_told():
    """Its steps have panels of their own, counted apart."""
    chart, table, found = threats_of([2, 2, 2, 2, 2, 2], steps=6)
    n = table.groupby(["source", "side"]).threats.sum()
    assert n["in the articles", "Freedonia"] == 12 and n["on the calendar", "Freedonia"] == 6
    assert (
        set(found.source) == {"in the articles", "on the calendar"}
        and legible.problems(chart.figure) == []
    )


def test_unsure_and_repeated_acts_are_no_threats(made_up):
    """An act under the threshold is not counted, an event of an article once."""
    acts = made_up["acts"].assign(rung=7, event_id=made_up["acts"].article_id)
    table, _ = shifts.threats(acts, made_up["articles"], calendar(0), {"Rufus": "F"}, ["F"])
    assert table.threats.sum() == 120
    low = acts.assign(score=0.4)
    table, _ = shifts.threats(low, made_up["articles"], calendar(0), {"Rufus": "F"}, ["F"])
    assert table.threats.sum() == 0


def test_no_articles_give_empty_rates():
    """A case without a text is drawn as such, with all columns."""
    tables = {
        "articles": pd.DataFrame(columns=["article_id", "outlet", "own_words", "source_words"]),
        "hedges": pd.DataFrame(columns=["article_id", "holder"]),
        "attributions": pd.DataFrame(columns=["article_id", "source_type"]),
    }
    tables = {name: table.astype("str") for name, table in tables.items()}
    tables["articles"] = tables["articles"].astype({"own_words": int, "source_words": int})
    assert charts.unnamed_by_outlet(rates.unnamed_shares(tables)).headline.startswith("No ")
    assert charts.hedges_by_outlet(rates.hedge_rates(tables)).headline.startswith("No ")


def test_an_outlet_of_few_articles_has_no_interval_and_leads_no_headline(made_up):
    """Four articles are drawn without a bar; they are neither the most nor the least."""
    few = made_up["articles"].outlet.where(made_up["articles"].index >= 4, "Sheet")
    tables = made_up | {"articles": made_up["articles"].assign(outlet=few)}
    tables["hedges"] = tables["hedges"].assign(holder="").iloc[:4]
    table = rates.hedge_rates(tables)
    assert table.low.isna().tolist() == (table.articles < 5).tolist()
    assert "Sheet" not in charts.hedges_by_outlet(table).headline


def test_one_outlet_is_compared_with_none(made_up):
    """A sentence says so."""
    alone = made_up | {"articles": made_up["articles"].assign(outlet="Gazette")}
    told = charts.unnamed_by_outlet(rates.unnamed_shares(alone)).headline
    assert told == "One outlet alone cannot be compared"
