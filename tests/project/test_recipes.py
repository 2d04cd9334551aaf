"""The recipes run as they stand."""

import re
import sqlite3

import pytest

from analysis.measures.calendar import load_counts
from analysis.paths import PROJECT

RECIPES = re.findall(
    r"```python\n(.*?)```", (PROJECT / "docs" / "recipes.md").read_text(encoding="utf-8"), re.S
)


@pytest.mark.parametrize("code", RECIPES[:2], ids=["sqlite", "markdown"])
def test_a_recipe_runs(code, tmp_path, monkeypatch):
    """In an empty folder, on the register that ships.

    Ten lines of code at most, but for its imports and data.
    """
    monkeypatch.chdir(tmp_path)
    exec(code, {})
    if "sqlite3" in code:
        with sqlite3.connect(tmp_path / "register.db") as db:
            assert (
                db.execute("select count(*) from claims where saying = 'mistranslated'").fetchone()[
                    0
                ]
                >= 5
            )
    else:
        notes = list((tmp_path / "claims").glob("*.md"))
        assert len(notes) >= 30 and all(n.read_text().startswith("---\nsource: ") for n in notes)


@pytest.mark.parametrize(
    ("head", "kinds", "named"),
    [
        ("SQLDATE,QuadClass", ("4", "3"), '"SQLDATE", "QuadClass"'),
        (
            "Event Date,Quad Code",
            ("MATERIAL CONFLICT", "VERBAL CONFLICT"),
            '"Event Date", "Quad Code"',
        ),
        ("event_date,event_type", ("Battles", "Protests"), '"event_date", "event_type"'),
    ],
    ids=["GDELT", "POLECAT", "ACLED"],
)
def test_counts_of_events_become_a_file_of_weeks(head, kinds, named, tmp_path, monkeypatch):
    """A small made-up table of events in the columns that the recipe names for each data set."""
    monkeypatch.chdir(tmp_path)
    code = next(code for code in RECIPES if "QuadClass" in code)
    assert named in code
    code = code.replace('day, kind = "SQLDATE", "QuadClass"', f"day, kind = {named}")
    often, once = kinds
    days = ("20310106", "20310108") if "SQL" in head else ("2031-01-06", "2031-01-08")
    rows = [head, f"{days[0]},{often}", f"{days[1]},{often}", f"{days[1]},{once}"]
    (tmp_path / "events.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    exec(code, {})
    found = {
        (row.week, row.what[-len(often) :], row.n) for row in load_counts(tmp_path).itertuples()
    }
    assert ("2031-01-06", often, 2) in found and len(found) == 2
