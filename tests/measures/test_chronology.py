"""The calendar's dates beside those of the text, without deciding anything."""

import pandas as pd
import pytest

from analysis.measures import chronology

SIDES = {
    "US military": "United States",
    "United States": "United States",
    "Donald Trump": "United States",
    "Venezuela": "Venezuela",
}


def act(**changes):
    row = {
        "act_id": "a#x0",
        "event_id": "a#e0",
        "actor": "the fleet",
        "target": "",
        "target_name": "",
        "article_id": "a",
        "sentence_id": 0,
        "start": 0,
        "end": 9,
        "trigger": "mobilized",
        "actor_name": "US military",
        "plover": "MOBILIZE",
        "rung": 8,
        "date_start": "2025-09-01",
        "date_end": "2025-11-29",
        "modality": "asserted",
        "words_or_deed": "deed",
        "score": 0.9,
        "date_rule": "month: in september",
        "rule": "mobilize/VERB",
        "voice": "",
    }
    return pd.DataFrame([row | changes])


def steps(**changes):
    row = {
        "date": "2025-08-18",
        "event": "ships sent",
        "actor": "United States",
        "target": "",
        "kind": "deed",
        "rung": 8,
        "plover": "MOBILIZE",
        "id": "s1",
    }
    return pd.DataFrame([row | changes])


ARTICLES = pd.DataFrame({"article_id": ["a"], "published": ["2025-11-29"]})


def against(acts, calendar):
    return chronology.compare(acts, calendar, ARTICLES, SIDES)


def test_other_date_is_flagged():
    """A step of the same side and code outside the act's interval is shown as differing.

    With the days between.
    """
    (row,) = against(act(), steps()).to_dict("records")
    assert (row["event_date"], row["days"], row["verdict"]) == ("2025-08-18", -14, "differs")


def test_same_date_agrees():
    """A step inside the interval agrees, its first and last day included."""
    for day in ("2025-09-01", "2025-10-24", "2025-11-29"):
        assert list(against(act(), steps(date=day)).verdict) == ["agrees"]
    for day, outside in (("2025-08-31", -1), ("2025-11-30", 1)):
        assert list(against(act(), steps(date=day)).days) == [outside]


def test_nearest_step_counts():
    """Of several steps that may be meant, the one nearest to the text's date is compared."""
    both = pd.concat([steps(), steps(date="2025-12-03", event="later")], ignore_index=True)
    assert list(against(act(), both).days) == [4]


def test_since_says_when_it_began():
    """ "Mobilised since September": the first such step came earlier, whatever followed in it."""
    both = pd.concat([steps(), steps(date="2025-09-13", id="s2")], ignore_index=True)
    since = act(date_rule="sentence before: since month: since september")
    (row, left) = chronology.compare(since, both, ARTICLES, SIDES).to_dict("records")
    assert (row["step_id"], row["days"], row["verdict"]) == ("s1", -14, "differs")
    assert (left["step_id"], left["verdict"]) == ("s2", "not matched")
    during = against(act(), both).iloc[0]
    assert (during.step_id, during.verdict) == ("s2", "agrees")
    began = steps(date="2025-09-30")
    assert list(against(since, began).verdict) == ["agrees"]


def test_a_far_step_is_another_event():
    """Three weeks apart the text tells of something that the calendar lacks."""
    for day, verdict in (("2025-08-11", "differs"), ("2025-08-10", "text only")):
        assert against(act(), steps(date=day)).verdict.iloc[0] == verdict


@pytest.mark.parametrize("changes", [{"modality": "negated"}, {"modality": "planned"}])
def test_what_was_not_done_is_not_compared(changes):
    """Negated and planned acts are matched to no step."""
    assert list(against(act(**changes), steps()).verdict) == ["not matched"]


def test_an_act_of_nobody_named_is_a_step_of_its_day_or_since_it():
    """Weeks apart nobody knows whose it was: the text alone tells it."""
    nobody = act(actor_name="")
    assert against(nobody, steps()).verdict.iloc[0] == "text only"
    assert against(nobody, steps(date="2025-09-13")).verdict.iloc[0] == "agrees"
    since = against(nobody.assign(date_rule="since month: since september"), steps()).iloc[0]
    assert (since.verdict, since.days) == ("differs", -14)


@pytest.mark.parametrize(
    ("changes", "step", "verdict"),
    [
        ({}, {"date": "2025-11-25"}, "no date"),
        ({"plover": "SANCTION"}, {"date": "2025-11-25"}, "no date"),
        ({"target_name": "Venezuela"}, {"date": "2025-11-25", "target": "Venezuela"}, "no date"),
        ({}, {"date": "2025-11-29"}, "no date"),
        ({}, {"date": "2025-11-07"}, "not matched"),
        ({"target_name": "Donald Trump"}, {"date": "2025-11-25", "target": "X"}, "not matched"),
        ({"words_or_deed": "words"}, {"date": "2025-11-25"}, "not matched"),
        ({"actor_name": "Venezuela"}, {"date": "2025-11-25"}, "not matched"),
        ({"modality": "conditional"}, {"date": "2025-11-25"}, "not matched"),
    ],
)
def test_an_act_without_a_day_may_tell_of_a_step_shortly_before_its_article(changes, step, verdict):
    """Actor, target and class decide, three weeks back; else the step is called not matched."""
    undated = act(**({"date_start": "", "date_end": "", "date_rule": ""} | changes))
    table = against(undated, steps(**step))
    assert list(table.verdict) == [verdict] and list(table.step_id) == ["s1"]
    dated = act(act_id="a#x1", event_id="a#e1", date_start=step["date"], date_end=step["date"])
    both = against(pd.concat([dated, undated], ignore_index=True), steps(**step))
    assert list(both.verdict) == ["agrees"]


@pytest.mark.parametrize("changes", [{"plover": "ASSAULT"}, {"actor_name": "Venezuela"}])
def test_another_code_or_side_is_no_match(changes):
    """Such an act stands in the text only, and no act is matched to the step."""
    assert list(against(act(**changes), steps()).verdict) == ["text only", "not matched"]


@pytest.mark.parametrize(
    ("changes", "step", "verdict", "code"),
    [
        ({"plover": "COERCE", "rung": 9}, {"plover": "PROTEST"}, "agrees", True),
        ({"plover": "COERCE", "rung": 9}, {"plover": "ASSAULT", "rung": 10}, "agrees", True),
        ({"plover": "SANCTION"}, {"plover": "ASSAULT", "rung": 10}, "text only", False),
        ({"plover": "COERCE", "rung": 9}, {"plover": "SANCTION", "kind": "words"}, "text only", 0),
        ({"target_name": "Donald Trump"}, {"target": "Venezuela"}, "text only", False),
        ({"target_name": "Venezuela"}, {"target": "Venezuela"}, "agrees", False),
    ],
)
def test_on_the_same_day_another_code_may_be_the_same_event(changes, step, verdict, code):
    """Actor, target, day, quad class and rung decide; where the codes differ, both are named."""
    row = against(act(**changes), steps(**({"date": "2025-10-02"} | step))).iloc[0]
    assert (row.verdict, bool(row.code)) == (verdict, bool(code))
    if code:
        assert row.code == f"{changes['plover']}, calendar: {step['plover']}"


def test_a_day_that_agrees_goes_before_a_code_that_agrees():
    """A step on the day itself is meant, not one of the same code a week off."""
    march = act(plover="COERCE", rung=9, date_start="2025-10-02", date_end="2025-10-02")
    both = [
        steps(date="2025-10-02", plover="PROTEST"),
        steps(date="2025-10-09", plover="COERCE", rung=9, id="s2"),
    ]
    row = against(march, pd.concat(both, ignore_index=True)).iloc[0]
    assert (row.step_id, row.verdict, row.days) == ("s1", "agrees", 0)


def test_steps_after_the_last_article_are_not_left_out():
    """No text can tell what came later."""
    late = against(act(plover="ASSAULT"), steps(date="2025-12-01"))
    assert list(late.verdict) == ["text only"]
    undated = act(date_start="", date_end="", date_rule="")
    assert against(undated, steps(date="2025-11-30")).empty


def test_empty_tables_keep_their_columns():
    """No acts, no steps: an empty table with every column."""
    assert list(against(act().iloc[:0], steps().iloc[:0]).columns) == list(chronology.COMPARED)


def test_the_order_of_telling_keeps_what_has_no_date():
    """Acts by their words, claims by the day that a person gave; each at its share of the text."""
    claims = pd.DataFrame(
        {
            "article_id": "a",
            "start": [50, 20],
            "quote": ["second", "first"],
            "event_date": ["2025-08/2025-09-02", ""],
        }
    )
    sentences = pd.DataFrame({"article_id": ["a"], "end": [100]})
    table = chronology.told_in_order(act(), claims, sentences)
    assert table.said.tolist() == ["mobilized", "first", "second"]
    assert table.place.tolist() == [0, 20, 50]
    assert table.date.tolist() == ["2025-09-01", "", "2025-08-01"]
    assert table.until.tolist() == ["2025-11-29", "", "2025-09-02"]
