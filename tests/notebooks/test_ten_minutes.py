"""The README's ten minutes, run as they are printed, and `make CASE=` on a folder with spaces."""

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from analysis.layers.actors.actor_list import load_actors
from analysis.layers.acts.ladder import plover
from analysis.measures.calendar import load_calendar
from analysis.measures.lanes import RUNGS
from analysis.text.records import COLUMNS
from tests.notebooks.guards import NOTEBOOKS, PROJECT, failures
from tests.notebooks.test_any_case import ONE, TWO

SECTION = (PROJECT / "README.md").read_text(encoding="utf-8").partition("## Your own crisis")[2]
CASES = (PROJECT / "docs" / "cases.md").read_text(encoding="utf-8")
COMMANDS, LINE, ACTORS, STEPS = re.findall(
    r"```(?:sh|csv)\n(.*?)```", SECTION.partition("\n## ")[0] + CASES, re.S
)
SEVERAL = {
    "fig1-intake",
    "fig5-rhetoric-by-day",
    "fig5-coverage-weeks",
    "fig5-told-against-happened",
}


@pytest.fixture
def beside(tmp_path):
    """A project to type commands in (links to this one), two articles beside it."""
    if not list(Path(sys.prefix).glob(".installed-*")):
        pytest.skip("not in the environment that make sets up")
    home = tmp_path / "sources-say"
    home.mkdir()
    for entry in PROJECT.iterdir():
        if entry.name not in (".git", ".venv", "out"):
            (home / entry.name).symlink_to(entry)
    (home / ".venv").symlink_to(sys.prefix)
    (tmp_path / "articles").mkdir()
    for name, text in (("tide.txt", ONE), ("lantern.txt", TWO)):
        (tmp_path / "articles" / name).write_text(text, encoding="utf-8")
    return home


def typed(home: Path, commands: str) -> str:
    """What a shell prints; the first command that fails ends it."""
    wanted = {k: v for k, v in os.environ.items() if not k.startswith(("MAKE", "SOURCES_SAY"))}
    done = subprocess.run(
        ["sh", "-e"], input=commands, cwd=home, env=wanted, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_the_ten_minutes_of_the_readme(beside):
    """Every command works, all notebooks run, figures and a brief are there."""
    said = typed(beside, COMMANDS)
    case = beside.parent / "harbour"
    made = sorted((case / "notebooks").glob("*.ipynb"))
    assert [path.name for path in made] == [path.name for path in NOTEBOOKS]
    assert [failures(nbformat.read(path, 4)) for path in made] == [[]] * len(NOTEBOOKS)
    assert list((case / "figures").glob("fig4-voices.png"))
    assert said.count("2 articles") == 2 and "Mira Holt" in (case / "brief.html").read_text()


@pytest.mark.slow
def test_a_case_may_have_any_name(beside):
    """Spaces and quotes in its path; and a folder that is not there is named."""
    case = '"../the crews\' strike"'
    one = f"make NOTEBOOKS=notebooks/01_intake.ipynb CASE={case}"
    typed(beside, f".venv/bin/sources-say new-case {case} --from ../articles\n{one}\n")
    assert (beside.parent / "the crews' strike" / "notebooks" / "01_intake.ipynb").exists()
    missing = typed(beside, "make CASE=../nowhere 2>&1 || true")
    assert "nowhere: no such folder" in missing


def test_the_line_of_an_article_shows_all_columns():
    """The README's example can be pasted into articles.csv."""
    columns, values = csv.reader(LINE.splitlines())
    assert tuple(columns) == COLUMNS and len(values) == len(columns)


def test_the_lines_of_actors_and_calendar_can_be_pasted(tmp_path):
    """Into files with these names, which are then read without complaint."""
    for name, lines in (("actors", ACTORS), ("calendar", STEPS)):
        (tmp_path / f"{name}.csv").write_text(lines, encoding="utf-8")
    assert len(load_actors(tmp_path / "actors.csv")) == 2
    steps = load_calendar(tmp_path / "calendar.csv")
    assert steps.kind.tolist() == ["words", "deed"]
    assert steps.follows.tolist() == ["", "s1"] and steps.outcome[0] == "carried_out"


def test_the_ladder_and_the_codes_are_those_of_the_program():
    """Whoever writes a calendar finds each rung and each code beside it."""
    words = " ".join(CASES.split()).partition("`rung` is ")[2]
    for n, rung in enumerate(RUNGS):
        assert f"{n} {rung.replace(', ', ' or ')}" in words
    assert set(re.findall(r"[A-Z]{3,}", words.partition("`plover` is ")[2].partition(". ")[0])) == {
        *plover()
    }


def test_every_figure_is_called_by_the_name_of_its_file():
    """In the gallery and in the list of grades; four more need several articles."""
    there = {re.sub(r"-\d+$", "-1", path.stem) for path in (PROJECT / "figures").glob("fig*.png")}
    named = [
        set(re.findall(r"fig\d-[a-z0-9-]+", (PROJECT / page).read_text(encoding="utf-8")))
        for page in ("README.md", "figures/README.md")
    ]
    assert named[0] <= there == named[1] - SEVERAL
