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
        "article_id": "a",
        "sentence_id": 0,
        "start": 0,
        "end": 9,
        "trigger": "mobilized",
        "actor_name": "US military",
        "plover": "MOBILIZE",
        "date_start": "2025-09-01",
        "date_end": "2025-11-29",
        "modality": "asserted",
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
        "urls": "",
    }
    return pd.DataFrame([row | changes])


def test_other_date_is_flagged():
    """A step of the same side and code outside the act's interval is shown as differing.

    With the days between.
    """
    (row,) = chronology.compare(act(), steps(), SIDES).to_dict("records")
    assert (row["event_date"], row["days"], row["verdict"]) == ("2025-08-18", -14, "differs")


def test_same_date_agrees():
    """A step inside the interval agrees, its first and last day included."""
    for day in ("2025-09-01", "2025-10-24", "2025-11-29"):
        assert list(chronology.compare(act(), steps(date=day), SIDES).verdict) == ["agrees"]
    for day, outside in (("2025-08-31", -1), ("2025-11-30", 1)):
        assert list(chronology.compare(act(), steps(date=day), SIDES).days) == [outside]


def test_nearest_step_counts():
    """Of several steps that may be meant, the one nearest to the text's date is compared."""
    both = pd.concat([steps(), steps(date="2025-12-03", event="later")], ignore_index=True)
    assert list(chronology.compare(act(), both, SIDES).days) == [4]


@pytest.mark.parametrize(
    "changes",
    [
        {"modality": "negated"},
        {"modality": "planned"},
        {"date_start": ""},
        {"plover": "ASSAULT"},
        {"plover": "RETREAT"},
        {"actor_name": "Venezuela"},
        {"actor_name": ""},
    ],
)
def test_nothing_to_compare(changes):
    """Negated, planned, undated acts and acts of another code or side are not set beside a step."""
    assert chronology.compare(act(**changes), steps(), SIDES).empty


def test_empty_tables_keep_their_columns():
    """No acts, no steps: an empty table with every column."""
    assert list(chronology.compare(act().iloc[:0], steps(), SIDES).columns) == list(
        chronology.COMPARED
    )
