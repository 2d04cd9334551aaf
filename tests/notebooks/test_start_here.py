"""The texts that a newcomer meets first are read as a person reads them."""

import nbformat

import analysis
from analysis.layers.acts import SURE
from analysis.paths import PROJECT


def test_the_example_texts_are_read_right():
    """The denial stands on what was denied, on nothing else; every statement has its source."""
    notebook = nbformat.read(PROJECT / "notebooks" / "00_start_here.ipynb", as_version=4)
    cells = {cell.id: cell.source for cell in notebook.cells}
    held = {}
    for cell in ("00-02", "00-04", "00-06"):
        exec(cells[cell], held)
    notes = analysis.annotate([held[name] for name in ("first", "second", "third")])
    claims = notes.claims.set_index("quote")
    denied = claims[claims.machine_status == "denied"]
    assert denied.index.tolist() == ["the union was holding the islands hostage"]
    assert denied.source.tolist() == ["Chairman Otto Brandt"] and notes.attributions.source.all()
    stated = claims[(claims.machine_status == "asserted") & (claims.article_id == "tide-crews")]
    assert stated.index[0] == "its members would walk out on Friday"  # the one that is decided
    sure = notes.acts[notes.acts.score >= SURE]  # what is told as found
    assert not (sure.rung == 0).any()
