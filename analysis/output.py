"""Tables → files: Parquet as they are, CSV that no spreadsheet runs, all of them or none."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet

from .pipeline import Annotations
from .tables import SCHEMAS

SPANS = pa.list_(pa.list_(pa.int64()))
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what makes a spreadsheet compute a cell
COLUMNS_FILE = "columns.csv"


def write_tables(notes: Annotations, folder: str | Path, force: bool = False) -> Path:
    """Write every table as <name>.parquet and <name>.csv, and columns.csv with the grain.

    Columns and types of all.

    Parquet holds the values as they are (spans as lists). In CSV, lists are JSON, and text that a
    spreadsheet would take for a formula gets a leading apostrophe. Nothing appears in `folder`
    before everything is written. A folder that holds anything but such tables is refused, unless
    `force`, and then only the tables in it are replaced.
    """
    folder = Path(folder)
    names = {
        COLUMNS_FILE,
        *(f"{name}.{suffix}" for name in notes.tables() for suffix in ("parquet", "csv")),
    }
    if folder.is_dir() and not force and (foreign := {p.name for p in folder.iterdir()} - names):
        raise FileExistsError(
            f"{folder}: holds other files ({sorted(foreign)[0]}); choose an empty or a new folder"
        )
    with staged(folder) as stage:
        for name, table in notes.tables().items():
            parquet.write_table(to_arrow(table), stage / f"{name}.parquet")
            write_csv(table, stage / f"{name}.csv")
        write_csv(
            pd.DataFrame(
                [
                    {"table": name, "one_row_per": schema.grain, "column": column, "type": dtype}
                    for name, schema in SCHEMAS.items()
                    for column, dtype in schema.columns.items()
                ]
            ),
            stage / COLUMNS_FILE,
        )
    return folder


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A folder to write into, whose files are moved into `folder` when, and only when.

    Everything went well.
    """
    if folder.exists() and not folder.is_dir():
        raise FileExistsError(f"{folder}: is a file; give the name of a folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield stage
        folder.mkdir(exist_ok=True)
        for path in sorted(stage.iterdir()):
            path.replace(folder / path.name)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def to_arrow(table: pd.DataFrame) -> pa.Table:
    """Spans get their type even when a table is empty.

    So that the files of several runs can be read as one.
    """
    columns = {
        column: pa.array(list(values), SPANS)
        if column.endswith("_spans")
        else pa.array([json.dumps(value, ensure_ascii=False) for value in values], pa.string())
        if values.dtype == object
        else pa.Array.from_pandas(values)
        for column, values in table.items()
    }
    return pa.table(columns)


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """A table as CSV in UTF-8 whose cells are inert in a spreadsheet; lists become JSON."""
    table = table.copy()
    for column in table.columns[
        [not pd.api.types.is_numeric_dtype(dtype) for dtype in table.dtypes]
    ]:
        table[column] = [safe_cell(value) for value in table[column]]
    table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def safe_cell(value: object) -> str:
    """Text for a CSV cell: inert in a spreadsheet, without null bytes."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = text.replace("\x00", "\u2400")
    return "'" + text if text.lstrip(" ").startswith(FORMULA) else text
