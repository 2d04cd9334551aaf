"""Chart → files, the same bytes each time: PNG, SVG, numbers as CSV, description as text."""

import re
from pathlib import Path

import pandas as pd

from ..output import safe_cell
from ..paths import FIGURES, write_whole
from .chart import Chart


def save(chart: Chart, name: str, folder: Path = FIGURES) -> Chart:
    """Write folder/name.png, .svg, .csv and .txt (the alt text).

    Returns the chart, so that a notebook shows it.

    name : letters, digits and hyphens, such as "fig5-ladder"; anything else raises ValueError.
    Where there was nothing to draw, no file is written, and those of an earlier run are taken away.
    Each file is replaced whole or not at all. Without a folder to write to (say, a read-only disk)
    an OSError names it.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", name):
        raise ValueError(f"a figure's name has letters, digits and hyphens only, not {name!r}")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if chart.empty:
        for ending in ("png", "svg", "csv", "txt"):
            (folder / f"{name}.{ending}").unlink(missing_ok=True)
        return chart
    for ending, data in (
        ("png", chart.png()),
        ("svg", chart.svg()),
        ("csv", csv(chart.table).encode()),
        ("txt", (chart.alt + "\n").encode()),
    ):
        path = folder / f"{name}.{ending}"
        if not path.exists() or path.read_bytes() != data:
            write_whole(path, data)
    return chart


def csv(table: pd.DataFrame) -> str:
    """A table as CSV: numbers to six digits, no cell that a spreadsheet takes for a formula."""
    safe = table.map(lambda cell: safe_cell(cell) if isinstance(cell, str) else cell)
    named = safe.rename(columns=safe_cell)
    return str(named.to_csv(index=False, float_format="%.6g", lineterminator="\n"))
