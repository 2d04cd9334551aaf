"""The tables of words in `lexicons/`, read in one way and checked while they are read."""

import csv
from collections.abc import Iterator
from pathlib import Path

from ..paths import LEXICONS


def read_rows(file: Path | str, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, row) of a CSV with a header, which is line 1; a bare name is one of `lexicons/`.

    Raises ValueError that names file and line when the text is not UTF-8, a column is missing or a
    row has too few or too many cells.

    >>> line, row = next(read_rows("plover.csv", ("plover", "rung")))
    >>> line, row["rung"]
    (2, '0')
    """
    path = file if isinstance(file, Path) else LEXICONS / file
    with open(path, encoding="utf-8-sig", newline="") as opened:
        reader = csv.DictReader(opened, strict=True)
        try:
            if missing := [c for c in columns if c not in (reader.fieldnames or ())]:
                raise ValueError(
                    f"no column {', '.join(missing)}; the first line must name {', '.join(columns)}"
                )
            for row in reader:
                if None in row or None in row.values():
                    raise ValueError(
                        f"line {reader.line_num}: too few or too many cells; put quotation marks "
                        "around a cell that holds a comma"
                    )
                yield reader.line_num, row
        except (UnicodeDecodeError, csv.Error) as error:
            raise ValueError(f"{path}: cannot be read as CSV in UTF-8 ({error})") from None
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from None
