"""What nbval lets pass: stripped outputs, cells never run, stale outputs, changed pictures, untidy
cells.
"""

import importlib.util
import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from nbformat import NotebookNode

from tests.locked import unlocked

PROJECT = Path(__file__).resolve().parent.parent.parent
NOTEBOOKS = sorted(
    (PROJECT / "notebooks").glob("0*.ipynb")
)  # the corpus example needs a corpus: `make corpus`
LINES = 12  # of code in a cell that a reader takes in at a glance
# What a widget shows differs from run to run; whatever else is not compared could say anything.
WIDGETS = ("show.picker(", "review.panel(")
TAGS = {"parameters", "nbval-ignore-output"}
PICTURE = re.compile(r"data:image/[a-z+]+;base64,[A-Za-z0-9+/=]+")
LEFTOVERS = re.compile(
    r"^\s*(def|class|async def) |sys\.path|\bdf\d?\b|\bfoo\b|TODO|FIXME|^\s*(%|!)|print\(\)", re.M
)
PLACES = re.compile(
    r"/(home|Users)/\w|/(root|tmp)/|[A-Z]:\\\\Users|" + re.escape(str(PROJECT))
)  # and wherever this checkout lies


spec = importlib.util.spec_from_file_location("notebooks", PROJECT / ".ci" / "notebooks.py")
maker = importlib.util.module_from_spec(spec)  # what `make` runs and saves notebooks with
spec.loader.exec_module(maker)


def clean_run(path: Path) -> NotebookNode:
    """The notebook as `make` saves it; no file is changed; an error is an output like others."""
    return maker.execute(path, allow_errors=True)


def unsettled(notebook: NotebookNode) -> Iterator[str]:
    """What another run of the same code would write differently: numbers of widgets, times, the
    kernel's version.
    """
    if "version" in notebook.metadata.get("language_info", {}):
        yield "names the kernel's version"
    if "widgets" in notebook.metadata:
        yield "keeps the state of widgets"
    for n, cell in enumerate(code_cells(notebook), 1):
        if "execution" in cell.metadata:
            yield f"code cell {n}: says when it ran"
        if any(
            "model_id" in str(output.get("data", {}).get(maker.WIDGET, ""))
            for output in cell.outputs
        ):
            yield f"code cell {n}: numbers a widget"


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]


def differences(
    committed: NotebookNode, clean: NotebookNode, pictures: bool = True
) -> Iterator[str]:
    """Where the committed notebook is not what a clean run gives.

    pictures : compare them byte for byte, which is fair under the lock only
    """
    for n, (cell, fresh) in enumerate(
        zip(code_cells(committed), code_cells(clean), strict=True), 1
    ):
        if cell.execution_count != n:
            yield f"code cell {n}: execution count {cell.execution_count}, a clean run counts {n}"
        if any(output.output_type == "error" for output in fresh.outputs):
            yield f"code cell {n}: fails on a clean run"
        has, gives = [[_plain(output, pictures) for output in c.outputs] for c in (cell, fresh)]
        if len(has) != len(gives):
            yield f"code cell {n}: {len(has)} outputs, a clean run gives {len(gives)}"
        elif has != gives:
            yield f"code cell {n}: its output is not what a clean run gives"


def _plain(output: NotebookNode, pictures: bool) -> dict:
    """An output without what differs from run to run by nature."""
    output = {
        key: value for key, value in output.items() if key not in ("execution_count", "metadata")
    }
    if not pictures and "data" in output:
        output["data"] = {
            mime: "picture"
            if mime.startswith("image/")
            else PICTURE.sub("picture", value)
            if isinstance(value, str)
            else value
            for mime, value in output["data"].items()
        }
    return output


def own_seeds(project: Path = PROJECT) -> bool:
    """Does seeds/ hold what the last commit does not: a user's articles, actors, decisions?"""
    seen = subprocess.run(
        ["git", "status", "--porcelain", "seeds"], cwd=project, capture_output=True, text=True
    )
    return bool(seen.stdout.strip())


def failures(run: NotebookNode) -> list[str]:
    """What went wrong in a run, cell by cell."""
    return [
        f"{cell.source}\n{output.ename}: {output.evalue}"
        for cell in code_cells(run)
        for output in cell.outputs
        if output.output_type == "error"
    ]


def under_lock() -> bool:
    return not unlocked()


def untidiness(notebook: NotebookNode) -> Iterator[str]:
    """What a reader should not meet: a cell without a word before it, long cells, leftovers, paths
    of one machine.
    """
    cells = [cell for cell in notebook.cells if cell.source.strip()]
    if not cells or cells[0].cell_type != "markdown" or not cells[0].source.startswith("# "):
        yield "does not begin with a title"
    for n, (before, cell) in enumerate(pairwise(cells), 2):
        if cell.cell_type != "code":
            continue
        told = before.cell_type == "markdown" and len(before.source.split()) >= 5
        if not told and not cell.source.startswith("show.reading("):  # which has a head of its own
            yield f"cell {n}: no prose before the code"
        if (lines := len([line for line in cell.source.splitlines() if line.strip()])) > LINES:
            yield f"cell {n}: {lines} lines, more than {LINES}"
        if found := LEFTOVERS.search(cell.source):
            yield f"cell {n}: {found.group().strip()!r} does not belong into a notebook"
        tags = set(cell.metadata.get("tags", ()))
        if (tags - TAGS or "NBVAL" in cell.source) or (
            "nbval-ignore-output" in tags and not cell.source.startswith(WIDGETS)
        ):
            yield f"cell {n}: kept from being compared, and no widget"
        for output in cell.outputs:
            if output.output_type == "stream" and output.name == "stderr":
                yield f"cell {n}: warnings in its output"
            if found := PLACES.search(str({k: v for k, v in output.items() if k != "metadata"})):
                yield f"cell {n}: names a place of one machine ({found.group()})"
    if unused := [cell for cell in notebook.cells if not cell.source.strip()]:
        yield f"{len(unused)} empty cells"
