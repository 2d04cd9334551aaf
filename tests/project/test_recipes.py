"""The recipes run as they stand."""

import re
import sqlite3

import pytest

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
