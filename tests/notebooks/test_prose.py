"""Numbers in the prose of notebooks come from tables: no digit stands in a Markdown cell."""

import re

import nbformat
import pytest

from tests.notebooks.guards import NOTEBOOKS

# names of notebooks, code in backticks, the number in a title, and years of nobody's crisis
NAMES = re.compile(r"`[^`]*`|^# \d+ · |F1|JupyterLab \d|Notebook \d", re.M)


def digits(source: str) -> list[str]:
    """Every number that a reader would take for a finding."""
    return re.findall(r"\d[\d.,]*", NAMES.sub("", source))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_prose_holds_no_number(path):
    """Findings compute theirs, and an analyst's note has its filled in (`show.reading`)."""
    cells = nbformat.read(path, as_version=4).cells
    found = {
        cell.source[:40]: digits(cell.source)
        for cell in cells
        if cell.cell_type == "markdown" and digits(cell.source)
    }
    assert found == {}


def test_a_number_in_prose_is_found():
    """The test above can fail."""
    assert digits("# 5 · Who acts?\n\nOf 20 acts, 7 are threats; see `08_trust`.") == ["20", "7"]
