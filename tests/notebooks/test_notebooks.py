"""The committed notebooks are what a clean run gives, and read well."""

import base64
import re

import nbformat
import pytest

from tests.notebooks.guards import (
    NOTEBOOKS,
    PROJECT,
    clean_run,
    differences,
    failures,
    own_seeds,
    under_lock,
    unsettled,
    untidiness,
)

EXPECTED = [
    "00_start_here",
    "01_intake",
    "02_tone",
    "03_hedging",
    "04_sources",
    "05_escalation",
    "06_claims",
    "07_review",
    "08_trust",
    "09_corpus",
]


def test_all_notebooks_are_there():
    """A notebook lost is a question lost."""
    assert [path.stem for path in NOTEBOOKS] == EXPECTED


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.slow
def test_a_committed_notebook_is_what_a_clean_run_gives(path, tmp_path, monkeypatch):
    """Cell by cell, counts and outputs; pictures byte for byte under the lock. The figures it
    writes are the committed ones. Where a user's articles lie in seeds/, it needs only run.
    """
    monkeypatch.setenv("SOURCES_SAY_FIGURES", str(tmp_path))
    run = clean_run(path)
    assert failures(run) == []
    if own_seeds():
        return
    assert list(differences(nbformat.read(path, 4), run, pictures=under_lock())) == []
    for figure in tmp_path.iterdir():
        if figure.suffix in (".csv", ".txt") or under_lock():
            assert figure.read_bytes() == (PROJECT / "figures" / figure.name).read_bytes(), (
                figure.name
            )


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_tidy(path):
    """Prose before code, short cells, nothing left over, no place of one machine, nothing of one
    run.
    """
    notebook = nbformat.read(path, 4)
    assert [*untidiness(notebook), *unsettled(notebook)] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_names_the_kernel_that_comes_with_the_environment(path):
    """No kernel has to be installed by hand."""
    assert nbformat.read(path, 4).metadata.kernelspec.name == "python3"


PICTURES = sorted(path.stem for path in (PROJECT / "figures").glob("*.png"))


@pytest.mark.parametrize("name", PICTURES)
def test_a_committed_picture_is_the_one_of_its_notebook(name):
    """Neither was changed without the other; and no figure is left over from a lost cell."""
    if own_seeds():
        pytest.skip("seeds/ holds articles or decisions of a user")
    data = base64.b64encode((PROJECT / "figures" / f"{name}.png").read_bytes()).decode()
    shown = [p.stem for p in NOTEBOOKS if data in p.read_text(encoding="utf-8")]
    assert len(shown) == 1, f"figures/{name}.png stands in {shown or 'no notebook'}"


def test_findings_quoted_in_the_list_of_figures_are_those_of_today():
    """Each number in the column of findings is in the text of its figure."""
    if own_seeds():
        pytest.skip("seeds/ holds articles or decisions of a user")
    lines = (PROJECT / "figures" / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [
        [cell.strip() for cell in line.split("|")] for line in lines if re.match(r"\| fig\d", line)
    ]
    for _, name, *_, finding, data, _notebook, _ in rows:
        path = PROJECT / "figures" / f"{data.split('`')[1].removesuffix('.csv')}.txt"
        text = path.read_text(encoding="utf-8")
        lost = [n for n in re.findall(r"\d[\d.,]*\d|\d", finding) if n not in text]
        assert lost == [], f"{name}: {lost} not in {path.name}"
