"""Who towards whom, what happened when, turning points and halves; nothing is dropped."""

import pandas as pd

from analysis.measures import dyads, happened, tellings, trends
from analysis.measures.calendar import load_calendar
from analysis.paths import SEEDS

SIDES = {"Rufus": "F", "The Fleet": "F", "Sylvania": "S"}


def acts(*rows) -> pd.DataFrame:
    """Rows (actor, target, plover, rung, lane, modality, date_start)."""
    columns = ["actor", "target", "plover", "rung", "words_or_deed", "modality", "date_start"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(
        article_id="a",
        actor_name=table.actor,
        target_name=table.target,
        date_end=table.date_start,
        act_id=[f"a#x{n}" for n in range(len(table))],
        event_id=[f"a#e{n}" for n in range(len(table))],
        trigger="said",
        sentence_id=range(len(table)),
        rule=[f"{n:04}/VERB" for n in range(len(table))],
        date_rule="",
        voice="",
        mutual=False,
        score=0.9,
        goldstein=-table.rung.astype(float),
    )


ACTS = acts(
    ("Rufus", "Sylvania", "ACCUSE", 5, "words", "asserted", ""),
    ("Rufus", "Sylvania", "THREATEN", 7, "words", "conditional", ""),
    ("Rufus", "Sylvania", "ASSAULT", 10, "deed", "asserted", "2031-01-20"),
    ("Sylvania", "The Fleet", "ACCUSE", 3, "words", "asserted", ""),
    ("", "", "ACCUSE", 3, "words", "asserted", ""),
    ("Rufus", "Sylvania", "ASSAULT", 10, "deed", "negated", ""),
)
ARTICLES = pd.DataFrame({"article_id": ["a"], "published": ["2031-01-08"]})


def test_an_act_has_its_own_day_or_its_articles():
    """Negated acts are no events; all others are, also those of nobody."""
    events = happened.of_acts(ACTS, ARTICLES)
    assert events.date.tolist() == ["2031-01-08"] * 2 + ["2031-01-20"] + ["2031-01-08"] * 2
    assert (
        events.quad.tolist()
        == ["verbal conflict"] * 2 + ["material conflict"] + ["verbal conflict"] * 2
    )


def test_what_a_source_says_is_not_told_as_fact():
    """Only the outlet's own plain words are."""
    told = ACTS[ACTS.modality != "negated"].assign(voice=["", "a#a0", "a#a0", "", ""])
    facts = happened.of_acts(told, ARTICLES).fact
    assert facts.tolist() == [True, False, False, True, True]


def test_an_event_that_an_article_tells_again_counts_once():
    """The clearest telling is kept: sure before unsure, plain fact before hedged."""
    told = pd.concat([ACTS[:1], ACTS[:1], ACTS[:1], ACTS[3:]], ignore_index=True)
    told = told.assign(modality=["hedged", *5 * ["asserted"]], score=[0.9, 0.8, 0.3, *3 * [0.9]])
    told["act_id"] = [f"a#x{n}" for n in range(6)]
    kept = tellings.once(told.assign(event_id=[*3 * ["e1"], "e2", "e3", "e4"]))
    assert kept.index.tolist() == [1, 3, 4, 5] and kept.tellings.tolist() == [3, 1, 1, 1]
    nobody = told.assign(actor="", target="", actor_name="", target_name="")
    assert len(tellings.once(nobody)) == len(nobody)


def test_weeks_count_every_event_in_one_class():
    """Goldstein means stay within a quad class; the sum of n is the number of events."""
    weekly = dyads.by_week(happened.of_acts(ACTS, ARTICLES, SIDES))
    assert weekly.n.sum() == 5
    assert weekly.values.tolist() == [
        ["2031-01-06", "", "", "verbal conflict", 1, -3.0],
        ["2031-01-06", "F", "S", "verbal conflict", 2, -6.0],
        ["2031-01-06", "S", "F", "verbal conflict", 1, -3.0],
        ["2031-01-20", "F", "S", "material conflict", 1, -10.0],
    ]


def test_what_two_sides_do_together_stands_with_both():
    """Talks are one row of the table of acts, and one of either side towards the other."""
    mutual = ACTS.assign(mutual=[True, False, False, False, True, True])
    weekly = dyads.by_week(happened.of_acts(mutual, ARTICLES, SIDES))
    first = weekly[weekly.week == "2031-01-06"].set_index(["side", "target_side"]).n
    assert weekly.n.sum() == 6 and first["F", "S"] == 2 and first["S", "F"] == 2


def test_every_step_of_the_calendar_is_counted():
    """Steps set apart with "none" and steps towards nobody are counted like all others."""
    events = happened.of_steps(load_calendar(SEEDS / "calendar.csv"))
    assert len(events) == 176 == dyads.by_week(events).n.sum()
    assert events.goldstein.between(-10, 9).all()
    assert events.goldstein[events.quad == "verbal cooperation"].mean() > 0
    assert (events.goldstein[events.quad == "material conflict"] < 0).all()


def steps(*rows) -> pd.DataFrame:
    """Events (date, side, lane, rung) towards the other of two sides."""
    columns = ["date", "side", "words_or_deed", "rung"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(
        target_side=table.side.map({"F": "S", "S": "F"}),
        quad="verbal conflict",
        score=1.0,
        dated=True,
        fact=True,
        tellings=1,
    )


def test_a_turning_point_is_higher_than_all_before_it_in_its_lane():
    """Words and deeds apart, each side by itself; the fullest day's highest deed turns too."""
    table = steps(
        ("2031-01-01", "F", "words", 6),
        ("2031-01-02", "F", "words", 6),
        ("2031-01-03", "F", "deed", 8),
        ("2031-01-04", "S", "words", 7),
        ("2031-01-05", "F", "words", 7),
        ("2031-01-06", "S", "words", 3),
        ("2031-01-06", "F", "deed", 8),
    )
    assert happened.turning_points(table).tolist() == [1, 0, 1, 1, 1, 0, 1]
    unsure = table.assign(score=[0.2, *6 * [1.0]])
    assert happened.turning_points(unsure).tolist() == [0, 1, 1, 1, 1, 0, 1]
    assert not happened.turning_points(table.assign(fact=False)).any()


def test_halves_need_ten_steps_each():
    """A pair is set against its own first half; below ten there is no change to speak of."""
    early = [(f"2031-01-{day:02}", "F", "words", 3) for day in range(1, 11)]
    late = [(f"2031-03-{day:02}", "F", "words", 7) for day in range(1, 11)]
    (row,) = trends.halves(steps(*early, *late)).to_dict("records")
    assert (row["n_before"], row["high_before"], row["n_after"], row["high_after"]) == (
        10,
        0,
        10,
        10,
    )
    assert row["change"] == 100 and 50 < row["low"] < row["high"] <= 100
    (few,) = trends.halves(steps(*early, *late[1:])).to_dict("records")
    assert pd.isna(few["change"]) and few["n_after"] == 9
