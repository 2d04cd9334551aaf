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


def test_counts_of_events_become_a_file_of_weeks(tmp_path, monkeypatch):
    """A small made-up table of events in the columns that the recipe names."""
    monkeypatch.chdir(tmp_path)
    rows = "SQLDATE,QuadClass\n20310106,4\n20310108,4\n20310108,3\n"
    (tmp_path / "events.csv").write_text(rows, encoding="utf-8")
    exec(next(code for code in RECIPES if "QuadClass" in code), {})
    assert load_counts(tmp_path).values.tolist() == [
        ["2031-01-06", "GDELT, class 3", 1],
        ["2031-01-06", "GDELT, class 4", 2],
    ]
