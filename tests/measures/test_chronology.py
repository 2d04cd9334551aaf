"""The calendar: sound rows, clear errors, and dates set beside those of the text without deciding anything."""

import pandas as pd
import pytest

from analysis.layers.acts.ladder import plover
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


def test_seed_calendar_is_sound():
    """The project's calendar loads, in order of date, with codes of the ladder and a source for every step."""
    table = chronology.load_calendar()
    assert len(table) == 40 and table.date.is_monotonic_increasing
    assert set(table.plover) <= set(plover()) and table.urls.str.startswith("http").all()


def test_other_date_is_flagged():
    """A step of the same side and code outside the act's interval is shown as differing, with the days between."""
    (row,) = chronology.differing(act(), steps(), SIDES).to_dict("records")
    assert (row["event_date"], row["days"], row["verdict"]) == ("2025-08-18", -14, "differs")


def test_same_date_agrees():
    """A step inside the interval agrees and is not flagged."""
    assert list(chronology.compare(act(), steps(date="2025-10-24"), SIDES).verdict) == ["agrees"]
    assert chronology.differing(act(), steps(date="2025-10-24"), SIDES).empty


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


@pytest.mark.parametrize(
    "line, word",
    [
        ("2025-13-01,e,a,t,words,6,THREATEN,u", "no date"),
        ("2025-11-01,e,a,t,talk,6,THREATEN,u", "words or deed"),
        ("2025-11-01,e,a,t,words,11,THREATEN,u", "0 to 10"),
        ("2025-11-01,e,a,t", "too few"),
    ],
)
def test_bad_line_is_named(tmp_path, line, word):
    """A bad cell gives one error that names the file, the line and what to write."""
    path = tmp_path / "calendar.csv"
    path.write_text(",".join(chronology.COLUMNS) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"calendar\.csv, line 2: .*{word}"):
        chronology.load_calendar(path)


def test_missing_calendar_says_what_to_do(tmp_path):
    """Without a calendar the error names the columns of the one to make."""
    with pytest.raises(FileNotFoundError, match="date, event, actor"):
        chronology.load_calendar(tmp_path / "none.csv")
    (tmp_path / "few.csv").write_text("date,event\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no column actor"):
        chronology.load_calendar(tmp_path / "few.csv")
