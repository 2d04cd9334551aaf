"""The notebooks on other cases: empty, of one article, and foreign; no name leaks."""

import re
import shutil
from datetime import date
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from analysis import Article, cases, load_case
from tests.notebooks.guards import NOTEBOOKS, clean_run, failures, maker

ONE = """Ferry crews stay ashore

The harbour board threatened on Monday to lock out the crews unless they sail by Friday.
"We will not be hurried," union leader Mira Holt said. The board has offered no evidence for its
claim that two
boats were damaged. According to officials, $5 million may be lost, and another $2 million later."""
TWO = """Board denies lockout plan

The harbour board denied on Tuesday that it had threatened the crews. Chairman Otto Brandt accused
the union of <b>sabotage</b>, a charge Ms Holt rejected. Two sources close to the board said
talks could resume."""
THREE = """No boats since April

The union has reportedly called off talks with the board. Police arrested four dockers last week."""
ACTORS = """actor,aliases,side,kind,title,gender,metonyms,demonyms,note
Mira Holt,Holt,crews,person,,f,,,
harbour board,the board,owners,institution,,n,,,
"""
CALENDAR = """date,event,actor,target,kind,rung,plover
2031-05-05,Board threatens a lockout,harbour board,crews,words,7,THREATEN
2031-05-06,Police arrest four dockers,police,dockers,deed,9,COERCE
"""
NOTE = "Of {n_statements} statements, *none* was checked. <script>alert(1)</script> $5 and $2.\n"


def foreign(folder: Path) -> Path:
    """Three invented articles, two outlets, one of them without a day.

    With actors, a calendar and a note.
    """
    articles = [
        Article("tide-1", ONE, outlet="The Tide", published=date(2031, 5, 5)),
        Article("lantern-1", TWO, outlet="Morning Lantern", published=date(2031, 5, 6)),
        Article("leaflet", THREE),
    ]
    cases.new_case(folder, articles)
    (folder / "actors.csv").write_text(ACTORS, encoding="utf-8")
    (folder / "calendar.csv").write_text(CALENDAR, encoding="utf-8")
    (folder / "notes" / "02.md").write_text(NOTE, encoding="utf-8")
    return folder


MAKE = {
    "empty": cases.new_case,
    "one article": lambda folder: cases.new_case(folder, [Article("leaflet", THREE)]),
    "foreign": foreign,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder for each kind of case."""
    home = tmp_path_factory.mktemp("cases")
    return {name: make(home / name.replace(" ", "-")) for name, make in MAKE.items()}


@pytest.mark.slow
@pytest.mark.parametrize("kind", MAKE)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_runs_on_every_case(path, kind, made, monkeypatch):
    """Nothing fails, nothing of the shipped case appears, and what is written lies in the case."""
    monkeypatch.setenv("SOURCES_SAY_CASE", str(made[kind]))
    monkeypatch.delenv("SOURCES_SAY_FIGURES", raising=False)
    run = clean_run(path)
    assert failures(run) == []
    if path.stem != "08_trust":  # which tells of the desk's article among its tests
        assert leaks(nbformat.writes(run)) == []
    assert {p.name for p in made[kind].iterdir()} <= {
        *("actors.csv", "articles.csv", "calendar.csv", "register", "notes", "out", "figures"),
        *("tide-1.txt", "lantern-1.txt", "leaflet.txt"),
    }


def test_a_bad_cell_stops_before_the_first_notebook(tmp_path, monkeypatch, capfd):
    """`make` names every bad cell once, with its line and what to write, and runs nothing."""
    case = foreign(tmp_path / "f")
    step = "2031-05-05,Board threatens,board,crews,wurds,seven,THREATEN\n"
    (case / "calendar.csv").write_text(CALENDAR.partition("\n")[0] + "\n" + step)
    monkeypatch.setenv("SOURCES_SAY_CASE", str(case))
    monkeypatch.setattr("sys.argv", ["notebooks.py", *map(str, NOTEBOOKS)])
    assert maker.main() == 1
    said = capfd.readouterr()
    assert re.search(r"calendar.csv line 2: kind is 'wurds'; write words or deed\n", said.err)
    assert re.search(r"calendar.csv line 2: rung is 'seven'; write a number from 0 to 10", said.err)
    assert "No notebook was run" in said.err and not said.out
    assert not (case / "notebooks").exists()


def test_a_notebook_opened_by_hand_shows_the_message_alone(tmp_path):
    """No wall of calls above it."""
    case = foreign(tmp_path / "f")
    (case / "actors.csv").write_text(ACTORS.replace("person", "persn"), encoding="utf-8")
    code = new_code_cell(f"import analysis\nanalysis.load_case({str(case)!r})")
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(new_notebook(cells=[code], metadata=kernel), path := tmp_path / "a.ipynb")
    [shown] = clean_run(path).cells[0].outputs
    assert len(shown.traceback) == 2 and "actors.csv line 2: kind is 'persn'" in shown.traceback[1]


def shipped_names() -> list[str]:
    """Names and ids of the shipped case that have no business elsewhere.

    Its people, its article, its claims.
    """
    case = load_case(cases.paths.SEEDS)
    people = case.actors[case.actors.kind == "person"]
    spelled = {form for cell in [*people.actor, *people.aliases] for form in cell.split(";")}
    long = {form for form in spelled if len(form) > 4}
    return sorted(long | set(case.register.claims.claim_id) | {"000_ebbbdd795c293d6c", "Aragua"})


def leaks(text: str) -> list[str]:
    text = re.sub(r"data:image/[a-z+]+;base64,[A-Za-z0-9+/=]+", "", text)
    return [name for name in shipped_names() if re.search(rf"\b{re.escape(name)}\b", text)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_notebook_is_written_for_one_article(path):
    """Prose and code name nobody of the shipped case; what is theirs stands in its notes."""
    cells = nbformat.read(path, as_version=4).cells
    assert leaks("\n".join(cell.source for cell in cells)) == []


def test_a_leak_is_found():
    """The test above can fail."""
    assert leaks(f"as {shipped_names()[0]} said") and not leaks("as the minister said")


def test_the_foreign_case_is_what_it_says(tmp_path):
    """Money, markup and script are in it, so that the notebooks meet them."""
    case = load_case(foreign(tmp_path / "f"))
    assert case.missing == ("Nothing is registered yet (register/).",)
    assert list(case.names.values()) == [
        "The Tide, 5 May 2031",
        "Morning Lantern, 6 May 2031",
        "leaflet",
    ]
    shutil.rmtree(tmp_path / "f")
