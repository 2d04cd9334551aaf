"""Rows of tables (CSV, JSON lines, Parquet) with the place of each, for errors to name."""

import contextlib
import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from pathlib import Path

from .encodings import CHECK, open_lines
from .problems import InputError, refuse

COLUMNS = tuple("file article_id title outlet published url language note sha256".split())
SEPARATORS = ",;\t|"
TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
Row = Mapping[str, object]
Record = tuple[str, Row | InputError]  # place, and the row or what is wrong with it

MONTHS = {
    name: n
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    )
    for n, name in enumerate(names.split(), 1)
} | {"sept": 9}
DAY_FIRST = re.compile(r"(\d{1,2})\.?\s+(?:de\s+)?([^\W\d]{3,10})\.?,?\s+(?:de\s+)?(\d{4})\b")
MONTH_FIRST = re.compile(r"([^\W\d]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
WEEKDAY = re.compile(r"^[^\W\d]{3,10}\.?,?\s+(?=\d|[^\W\d]+\s+\d)")


def load_metadata(path: Path) -> dict[str, Row]:
    """`articles.csv` → {file name: its line}; a missing file is an empty one.

    Raises InputError naming the lines of broken rows, an unknown column, bad dates and files
    named twice.
    """
    metadata: dict[str, Row] = {}
    wrong: list[InputError] = []
    for line, row in csv_rows(path, ("file",), wrong) if path.exists() else ():
        if unknown := sorted(row.keys() - set(COLUMNS)):
            raise InputError(
                f"{path} line 1",
                f"unknown column {', '.join(unknown)}",
                f"the columns are {', '.join(COLUMNS)} (remarks of your own go into note)",
            )
        place, name = f"{path} line {line}", row["file"]
        if not name or name in metadata:
            what = f"{name} was named before" if name else "names no file"
            wrong.append(InputError(place, what, "give each file one line"))
        try:
            to_date(row.get("published"), place)
        except InputError as error:
            wrong.append(error)
        metadata[name] = row
    refuse(wrong)
    return metadata


def csv_rows(
    path: Path, needed: Sequence[str], wrong: list[InputError]
) -> Iterator[tuple[int, dict[str, str]]]:
    """(line number, row) of a CSV file of a case, in UTF-8, cells without spaces around them.

    wrong : takes an error for each row that is not as long as the header. Raises InputError where
    a needed column is missing and where the file is no such table at all.
    """
    lines, guessed = open_lines(path)
    if guessed:
        raise InputError(path, "is not UTF-8", "save the table as CSV in UTF-8")
    for line, row in _csv(path, lines, needed):
        if isinstance(row, InputError):
            wrong.append(row)
        else:
            yield line, {column: cell.strip() for column, cell in row.items()}


def table_rows(path: Path) -> Iterator[Record]:
    """The rows of a csv (any of `,;|` and tab between the fields), jsonl, ndjson or parquet file.

    Read as they are asked for, so that memory does not grow with the file. A broken row is an
    InputError in its place; one that hides where the next row begins is raised.
    """
    if path.suffix.lower() == ".parquet":
        yield from _parquet(path)
        return
    lines, guessed = open_lines(path)
    note = {"": f"encoding guessed: {CHECK}"} if guessed else {}
    rows = _json(path, lines) if path.suffix.lower() in (".jsonl", ".ndjson") else _csv(path, lines)
    for line, row in rows:
        yield f"{path} line {line}", row if isinstance(row, InputError) else {**row, **note}


def _csv(
    path: Path, lines: Iterable[str], needed: Sequence[str] = ()
) -> Iterator[tuple[int, dict[str, str] | InputError]]:
    csv.field_size_limit(2**31 - 1)  # an article is one field
    lines = iter(lines)
    first = next(lines, "")
    if re.fullmatch(r"\ufeff?sep=.\s*", first, re.I):  # a line for Excel, no header
        first = next(lines, "")
    reader = csv.reader(chain([first], lines), delimiter=_separator(first), strict=True)
    last = 0
    try:
        header = [name.strip() for name in next(filter(None, reader), [])]
        if missing := [column for column in needed if column not in header]:
            what = f"no column {', '.join(missing)}"
            raise InputError(
                f"{path} line 1", what, f"the first line must name {', '.join(needed)}"
            )
        last = reader.line_num
        for fields in reader:
            line, last = last + 1, reader.line_num  # a quoted field may run over several lines
            if len(fields) == len(header):
                yield line, dict(zip(header, fields, strict=True))
            elif fields:
                what = f"{len(fields)} fields where the header has {len(header)}"
                remedy = "put a value that holds separators or line breaks into double quotes"
                yield line, InputError(f"{path} line {line}", what, remedy)
    except csv.Error as error:
        raise InputError(
            f"{path} line {last + 1}",
            f"broken CSV ({error})",
            "look for a quotation mark that never closes",
        ) from error


def _separator(header: str) -> str:
    """What cuts the header into most names; a comma where nothing does."""
    bare = re.sub(r'"[^"]*"', "", header)
    return max(SEPARATORS, key=bare.count)


def _json(path: Path, lines: Iterable[str]) -> Iterator[tuple[int, Row | InputError]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{path} line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            why = getattr(error, "msg", None) or str(error) or "too deep"
            yield (
                number,
                InputError(place, f"is not JSON ({why})", "one object a line is expected"),
            )
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            yield (
                number,
                InputError(
                    place, "is not a JSON object", "write one object with a key text a line"
                ),
            )


def _parquet(path: Path) -> Iterator[Record]:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    try:
        file = parquet.ParquetFile(path)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(
            path, f"is damaged or no Parquet file ({error})", "write it again"
        ) from error
    n = 0
    for batch in file.iter_batches(batch_size=128):
        for i in range(batch.num_rows):
            place = f"{path} row {n}"
            n += 1
            try:
                yield place, {name: batch.column(name)[i].as_py() for name in batch.schema.names}
            except (ValueError, OverflowError, KeyError) as error:  # a time of the year 300,000
                yield place, InputError(place, f"holds a value out of range ({error})", "mend it")


def to_date(value: str | None, place: str) -> date | None:
    """The day that a cell gives, nothing for nothing; InputError where `read_date` finds none."""
    day = read_date(value) if value else None
    if value and day is None:
        raise InputError(place, f"{value!r} is not a date", "write it like 2025-11-29")
    return day


def read_date(text: str) -> date | None:
    """A day in ISO's form (2025-11-29, with or without a time) or a written one.

    Written days name the month (29 November 2025; Nov. 29, 2025; the form of e-mail), or are
    figures that can be one day only (29/11/2025, 11/29/2025, 4.3.2025): 03/04/2025 is two days.
    """
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return written_date(text) or _figures(text.strip())


def _figures(text: str) -> date | None:
    """The one day that day, month and year in figures can mean; with dots the day comes first."""
    found = re.fullmatch(r"(\d\d?)([/.-])(\d\d?)\2(\d{4})(?:[ T]\d\d?:\d\d(?::\d\d)?)?", text)
    if not found:
        return None
    one, two, year = (int(found[n]) for n in (1, 3, 4))
    days = set()
    for day, month in ((one, two), (two, one))[: 1 if found[2] == "." else 2]:
        with contextlib.suppress(ValueError):
            days.add(date(year, month, day))
    return days.pop() if len(days) == 1 else None


def written_date(text: str) -> date | None:
    """The date in a line that names the month, whatever weekday or clock time stands with it."""
    if len(text) > 60:
        return None
    for bare in (text.strip(), WEEKDAY.sub("", text.strip())):
        for pattern in (DAY_FIRST, MONTH_FIRST):
            if found := pattern.match(bare):
                one, two, year = found.groups()
                day, month = (one, two) if one.isdigit() else (two, one)
                try:
                    return date(int(year), MONTHS[month.lower()], int(day))
                except (KeyError, ValueError):
                    continue
    return None
