"""The guards themselves: each way of spoiling a notebook must be caught."""

import base64
import subprocess

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.notebooks.guards import clean_run, differences, maker, own_seeds, unsettled, untidiness

WHO = ["-c", "user.name=A", "-c", "user.email=a@b.example"]
PICTURE = (
    "from IPython.display import HTML\n"
    'HTML(\'<img alt="a dot" src="data:image/png;base64,iVBORw0KGgo=">\')'
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A small notebook, run and saved as `make` does."""
    path = tmp_path_factory.mktemp("notebook") / "small.ipynb"
    cells = [
        new_markdown_cell("# A title\n\nWhat is one and one together?"),
        new_code_cell("total = 1 + 1\ntotal"),
        new_markdown_cell("And here is what it looks like."),
        new_code_cell(PICTURE),
        new_markdown_cell("Said aloud, once more, in words."),
        new_code_cell("print('two')"),
    ]
    notebook = new_notebook(
        cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    )
    nbformat.write(notebook, path)
    nbformat.write(clean_run(path), path)
    return path


@pytest.fixture(scope="module")
def fresh(path):
    return clean_run(path)


@pytest.fixture
def committed(path):
    return nbformat.read(path, 4)


def test_a_clean_run_passes(committed, fresh):
    """The guards do not cry wolf."""
    assert [*differences(committed, fresh), *untidiness(committed), *unsettled(committed)] == []


def test_two_runs_save_the_same_bytes(path, fresh):
    """Nothing to commit after a second `make`."""
    assert nbformat.writes(fresh) + "\n" == path.read_text(encoding="utf-8")


def number_widget(notebook):
    notebook.cells[1].outputs[0].data[maker.WIDGET] = {
        "model_id": "a6bb140821be461c",
        "version_major": 2,
    }


def name_version(notebook):
    notebook.metadata.language_info.version = "3.12.1"


def keep_widgets(notebook):
    notebook.metadata.widgets = {}


def keep_times(notebook):
    notebook.cells[1].metadata.execution = {"iopub.execute_input": "2031-02-03T10:00:00"}


@pytest.mark.parametrize(
    "unsettle", [number_widget, name_version, keep_widgets, keep_times], ids=lambda f: f.__name__
)
def test_what_differs_from_run_to_run_is_named(committed, unsettle):
    """And `make` takes out of a run what a kernel puts in by itself."""
    unsettle(committed)
    assert list(unsettled(committed))
    if unsettle in (number_widget, name_version):
        assert list(unsettled(maker.settle(committed))) == []


def test_running_a_notebook_changes_no_file(path):
    """A test never mends what it tests."""
    before = path.read_bytes()
    clean_run(path)
    assert path.read_bytes() == before


def strip_all(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


def strip_outputs_only(notebook):
    notebook.cells[1].outputs = []


def never_run(notebook):
    notebook.cells[5].execution_count = None


def run_twice(notebook):
    for cell in notebook.cells[1::2]:
        cell.execution_count += 3


def alter_text(notebook):
    notebook.cells[1].outputs[0].data["text/plain"] = "3"


def alter_stream(notebook):
    notebook.cells[5].outputs[0].text = "three\n"


def alter_picture(notebook):
    data = notebook.cells[3].outputs[0].data
    data["text/html"] = data["text/html"].replace(
        "iVBORw0KGgo=", base64.b64encode(b"other").decode()
    )


def add_output(notebook):
    notebook.cells[5].outputs.append(new_output("stream", name="stdout", text="more\n"))


@pytest.mark.parametrize(
    "spoil",
    [
        strip_all,
        strip_outputs_only,
        never_run,
        run_twice,
        alter_text,
        alter_stream,
        alter_picture,
        add_output,
    ],
    ids=lambda f: f.__name__,
)
def test_a_stripped_or_altered_notebook_fails(committed, fresh, spoil):
    """Whatever was done to outputs or counts by hand is found."""
    spoil(committed)
    assert list(differences(committed, fresh))


def test_a_stale_notebook_fails(committed, path, tmp_path):
    """Code changed, outputs left: the clean run of the new code gives something else."""
    committed.cells[1].source = "total = 1 + 2\ntotal"
    stale = tmp_path / path.name
    nbformat.write(committed, stale)
    assert list(differences(committed, clean_run(stale))) == [
        "code cell 1: its output is not what a clean run gives"
    ]


def test_a_notebook_that_fails_is_found_even_when_the_failure_was_committed(
    committed, path, tmp_path
):
    """An error among the outputs is no finding."""
    committed.cells[1].source = "1 / 0"
    broken = tmp_path / path.name
    nbformat.write(committed, broken)
    nbformat.write(run := clean_run(broken), broken)
    assert "code cell 1: fails on a clean run" in list(differences(nbformat.read(broken, 4), run))


def test_off_the_lock_only_the_pictures_may_differ(committed, fresh):
    """Another version of the drawing library draws other bytes; words and numbers stay."""
    alter_picture(committed)
    assert list(differences(committed, fresh, pictures=False)) == []
    alter_text(committed)
    assert list(differences(committed, fresh, pictures=False))


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("def f():\n    return 1", "'def' does not belong"),
        ("import sys\nsys.path.append('..')", "'sys.path' does not belong"),
        ("\n".join(f"x{i} = {i}" for i in range(13)), "13 lines"),
        ("df2 = 1", "'df2' does not belong"),
        ("%matplotlib inline", "'%' does not belong"),
        ("", "empty cells"),
    ],
)
def test_untidy_code_is_named(committed, source, complaint):
    """Notebooks are read; code that others reuse lives in the library."""
    committed.cells[1].source = source
    assert any(complaint in found for found in untidiness(committed))


@pytest.mark.parametrize("tag", ["nbval-ignore-output", "nbval-skip", "raises-exception"])
def test_a_table_kept_from_being_compared_is_named(committed, tag):
    """nbval passes whatever such a cell shows; only a widget may bear the first of these tags."""
    committed.cells[1].metadata.tags = [tag]
    alter_text(committed)
    assert any("kept from being compared" in found for found in untidiness(committed))
    committed.cells[1].metadata.tags = []
    committed.cells[1].source = "# NBVAL_IGNORE_OUTPUT\n1"
    assert any("kept from being compared" in found for found in untidiness(committed))


def test_code_without_prose_is_named(committed):
    """A reader is told first what a cell is for."""
    del committed.cells[2]
    assert any("no prose" in found for found in untidiness(committed))


def test_warnings_and_places_in_outputs_are_named(committed):
    """What one machine prints is no part of a publication."""
    committed.cells[5].outputs = [
        new_output("stream", name="stderr", text="Warning"),
        new_output("stream", name="stdout", text="/home/me/project"),
    ]
    assert len(list(untidiness(committed))) == 2


def test_a_users_articles_in_seeds_are_noticed(tmp_path):
    """Committed outputs are compared only where seeds/ is as it was committed."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "one.txt").write_text("One.")
    for command in (["init", "-q"], ["add", "."], [*WHO, "commit", "-qm", "One"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    assert not own_seeds(tmp_path)
    (tmp_path / "seeds" / "two.txt").write_text("Two.")
    assert own_seeds(tmp_path)
