"""Tables → files: Parquet as they are, CSV that no spreadsheet runs, all of them or none."""

import json
import os
import shutil
import signal
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pyarrow as pa

from .tables import SCHEMAS

SPANS = pa.list_(pa.list_(pa.int64()))
# What makes a spreadsheet compute a cell, in half and full width, and what it overlooks before.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BEFORE = " \n\xa0\u200b\ufeff"
COLUMNS_FILE = "columns.csv"


def refuse_foreign(folder: Path, names: Collection[str], force: bool) -> None:
    """Raises FileExistsError where a folder holds what is not ours, which nothing is mixed with."""
    foreign = {p.name for p in folder.iterdir()} - set(names) if folder.is_dir() else set()
    if foreign and not force:
        raise FileExistsError(
            f"{folder}: holds other files ({sorted(foreign)[0]}); choose an empty or a new folder"
        )


def column_table() -> pd.DataFrame:
    """Table, grain, column and type of everything that is written."""
    return pd.DataFrame(
        [
            {"table": name, "one_row_per": schema.grain, "column": column, "type": dtype}
            for name, schema in SCHEMAS.items()
            for column, dtype in schema.columns.items()
        ]
    )


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A folder to write into, whose files are moved into `folder` when all went well, else none.

    It lies inside `folder`, so that moving never crosses from one disk to another. Raises OSError
    where the folder cannot be made, and FileExistsError where a folder stands where a file is to
    go.
    """
    made = make_folder(folder)
    stage = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
    try:
        yield stage
        with held_signals():
            move_all(stage, folder)
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        if made and not any(folder.iterdir()):
            folder.rmdir()


def make_folder(folder: Path) -> bool:
    """Make a folder and what it lies in; whether it was not there before."""
    if folder.exists() and not folder.is_dir():
        raise FileExistsError(f"{folder}: is a file; give the name of a folder")
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise type(error)(f"{folder}: cannot be made ({error.strerror}); choose another") from error
    if not os.access(folder, os.W_OK):
        raise PermissionError(f"{folder}: you may not write into it; choose another")
    return made


def move_all(stage: Path, folder: Path) -> None:
    """Move what lies in `stage` into `folder`; nothing where something is in the way."""
    paths = sorted(stage.iterdir())
    for path in paths:
        if (folder / path.name).is_dir() and not path.is_dir():
            raise FileExistsError(
                f"{folder / path.name}: a folder is in the way of a file; move it"
            )
    for path in paths:
        path.replace(folder / path.name)


@contextmanager
def held_signals() -> Iterator[None]:
    """Ctrl-C and SIGTERM wait until the block is over: readers see the old files or the new."""
    held: list[int] = []
    try:
        before = {
            number: signal.signal(number, lambda number, _: held.append(number))
            for number in (signal.SIGINT, signal.SIGTERM)
        }
    except ValueError:  # not in the main thread, which alone is told of signals
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for late in held[:1]:
            signal.raise_signal(late)


def to_arrow(table: pd.DataFrame) -> pa.Table:
    """Spans get their type even when a table is empty, so that files can be read as one."""
    columns = {column: _arrow_column(column, values) for column, values in table.items()}
    return pa.table(columns)


def _arrow_column(column: object, values: pd.Series) -> pa.Array:
    if str(column).endswith("_spans"):
        return pa.array(list(values), SPANS)
    if values.dtype == object:
        return pa.array([json.dumps(value, ensure_ascii=False) for value in values], pa.string())
    try:
        return pa.Array.from_pandas(values)
    except UnicodeEncodeError:  # half a character, which no file can hold
        whole = [value.encode("utf-8", "replace").decode() for value in values]
        return pa.array(whole, pa.string())


def from_arrow(table: pa.Table) -> pd.DataFrame:
    """A table as `to_arrow` made it; spans are lists again, other objects stay JSON."""
    frame = table.to_pandas()
    for column in frame.columns[frame.columns.str.endswith("_spans")]:
        frame[column] = pd.Series(table.column(column).to_pylist(), dtype=object)
    return frame


def write_csv(table: pd.DataFrame, path: Path, more: bool = False) -> None:
    """One table as CSV that spreadsheets open right: UTF-8 with its mark, nothing computed.

    more : add the rows to a file that has its header
    """
    table = table.copy()
    numeric = [pd.api.types.is_numeric_dtype(dtype) for dtype in table.dtypes]
    for column, plain in zip(table.columns, numeric, strict=True):
        if not plain:
            table[column] = [safe_cell(value) for value in table[column]]
    with path.open(
        "a" if more else "w",
        encoding="utf-8" if more else "utf-8-sig",
        errors="replace",
        newline="",
    ) as file:
        table.to_csv(file, index=False, header=not more, lineterminator="\n")


def safe_cell(value: object) -> str:
    """Text for a CSV cell: inert in a spreadsheet, without null bytes."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = text.replace("\x00", "\u2400")
    return "'" + text if text.lstrip(BEFORE).startswith(FORMULA) else text
