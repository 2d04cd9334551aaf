"""Rows of CSV and JSON-lines files with the line each began on, so that an error can name it."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from .readers import InputError, decode

COLUMNS = (
    "file",
    "article_id",
    "title",
    "outlet",
    "published",
    "url",
    "language",
    "note",
    "sha256",
)


def load_metadata(path: Path) -> dict[str, dict]:
    """`articles.csv` → {file name: its line}; a missing file is an empty one.

    Raises InputError naming the line for a broken row, an unknown column, a bad date or a file named twice.
    """
    if not path.exists():
        return {}
    metadata = {}
    for line, row in csv_rows(path):
        unknown = sorted(row.keys() - set(COLUMNS))
        if unknown or "file" not in row:
            raise InputError(
                f"{path} line 1: {'unknown column ' + ', '.join(unknown) if unknown else 'no column file'}; "
                f"the columns are {', '.join(COLUMNS)} (remarks of your own go into note)"
            )
        if not row["file"] or row["file"] in metadata:
            raise InputError(
                f"{path} line {line}: {'names no file' if not row['file'] else row['file'] + ' was named before'}"
            )
        to_date(row.get("published"), f"{path} line {line}")
        metadata[row["file"]] = row
    return metadata


def csv_rows(path: Path) -> Iterator[tuple[int, dict]]:
    """(line number, row) of a CSV file; every row must have as many fields as the header."""
    text, flags = decode(path, path.read_bytes())
    if flags:
        raise InputError(f"{path}: is not UTF-8; save the table as CSV in UTF-8")
    csv.field_size_limit(2**31 - 1)  # an article is one field
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header, last = None, 0
    try:
        for fields in reader:
            line, last = last + 1, reader.line_num  # a quoted field may run over several lines
            if not fields:
                continue
            if header is None:
                header = [name.strip() for name in fields]
            elif len(fields) != len(header):
                raise InputError(
                    f"{path} line {line}: {len(fields)} fields where the header has {len(header)}; "
                    "put a value that holds commas or line breaks into double quotes"
                )
            else:
                yield line, dict(zip(header, fields))
    except csv.Error as error:
        raise InputError(
            f"{path} line {last + 1}: broken CSV ({error}); look for a quotation mark that never closes"
        ) from error


def json_rows(path: Path) -> Iterator[tuple[int, dict]]:
    text, _ = decode(path, path.read_bytes())
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(
                f"{path} line {number}: is not JSON ({error.msg}); one object a line is expected"
            ) from error
        if not isinstance(row, dict):
            raise InputError(f"{path} line {number}: is not a JSON object with a key text")
        yield number, row


def to_date(value: str | date | None, place: str) -> date | None:
    """An ISO date (2025-11-29, with or without a time) or a date object; nothing for nothing. InputError otherwise."""
    if value is None or value == "":
        return None
    try:
        value = datetime.fromisoformat(value.strip()) if isinstance(value, str) else value
        return value.date() if isinstance(value, datetime) else value
    except ValueError as error:
        raise InputError(f"{place}: {value!r} is not a date; write it like 2025-11-29") from error
