"""Rows on disk.

CSV files that two processes may write at once and that a kill in the middle does not spoil.

One row is one line, whatever is in it (line breaks and control characters are written as escapes),
so that `git diff` shows the row that was added. Every change appears whole or not at all, so that
only a foreign hand leaves half a row.
"""

import csv
import io
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from filelock import FileLock, Timeout

from ..paths import called

Row = dict[str, str]
Rows = list[tuple[int, Row]]

ESCAPED = re.compile("[\\\\\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff]")
ESCAPE = re.compile(r"\\(u[0-9a-f]{4}|[nrt\\])")
HALF = re.compile("[\ud800-\udfff]")  # one half of a surrogate pair: no file in UTF-8 holds it
SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t", "\\": r"\\"}
LONG = {short[1]: char for char, short in SHORT.items()}
CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
LOCK_SECONDS = 30
# What git is told of a register, wherever it lies.
FOR_GIT = {
    ".gitattributes": "# Rows are only added: a merge keeps those of both sides.\n"
    "*.csv merge=union text eol=lf\n",
    ".gitignore": "# The lock, and what is half written: each person's own.\n.lock\nout/\n",
}


class RegisterError(ValueError):
    """Something in the register cannot be used; the message names file, line and what to do."""


def encode(value: str) -> str:
    """Text of any kind → text on one line; `decode` gives the same text back."""
    return ESCAPED.sub(lambda m: SHORT.get(m[0]) or f"\\u{ord(m[0]):04x}", value)


def decode(value: str) -> str:
    """The text that `encode` put on one line."""
    return ESCAPE.sub(
        lambda m: chr(int(m[1][1:], 16)) if m[1][0] == "u" and len(m[1]) == 5 else LONG[m[1]], value
    )


def line_of(row: Mapping[str, object], columns: Iterable[str]) -> str:
    """One row as it stands in the file, line feed included."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([encode(str(row[column])) for column in columns])
    return out.getvalue()


def lock(folder: Path) -> AbstractContextManager[object]:
    """The register's lock, for `with`; who holds it may take it again.

    The system gives it back when a process is killed. Whoever may write into the folder (a group,
    say) may take it. Raises RegisterError when another program has been writing for half a minute,
    or when nothing can be written here.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return FileLock(
            (folder / ".lock").resolve(),
            timeout=LOCK_SECONDS,
            mode=_mode_of(folder),
            is_singleton=True,
        ).acquire(poll_interval=0.01)
    except Timeout:
        raise RegisterError(
            f"{folder}: another program has been writing here for {LOCK_SECONDS} seconds; "
            "close the other notebook and try again"
        ) from None
    except (OSError, ValueError) as error:  # ValueError: not even its owner may write here
        why = getattr(error, "strerror", None) or "the folder is read-only"
        raise RegisterError(
            f"{folder}: cannot write here ({why}); choose another register folder"
        ) from None


def read(
    path: Path,
    columns: tuple[str, ...] | None,
    whole: Callable[[Row], bool] = lambda row: True,
) -> tuple[Rows, str]:
    """(line number, row) of every whole row, and what is left of a row that was cut off, or "".

    columns : what the header must name; None takes any header
    whole   : function(row) → bool: is a last row whole, or cut off inside its last field?
    A missing file has no rows. Raises RegisterError for anything that is not this table.
    """
    data = path.read_bytes() if path.exists() else b""
    body, _, tail = data.rpartition(b"\n") if b"\n" in data else (data, b"", b"")
    try:
        lines = body.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        at = body[: error.start].count(b"\n") + 1
        raise RegisterError(f"{path}, line {at}: not UTF-8; save the file as UTF-8") from None
    if not data.strip():
        return [], ""
    header = _header(path, _fields(path, 1, lines[0]), columns)
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if fields := _fields(path, number, line):
            rows.append((number, _row(path, number, fields, header)))
    if not tail.strip():
        return rows, ""
    number = len(lines) + 1
    try:
        row = _row(path, number, _fields(path, number, tail.decode("utf-8")), header)
    except (UnicodeDecodeError, RegisterError):
        return rows, tail.decode("utf-8", "replace")
    return ([*rows, (number, row)], "") if whole(row) else (rows, tail.decode("utf-8"))


def _fields(path: Path, number: int, line: str) -> list[str]:
    if line.startswith(CONFLICT):
        raise RegisterError(
            f"{path}, line {number}: a merge conflict; keep the rows of both sides and "
            "delete the marks"
        )
    try:
        return next(csv.reader([line.rstrip("\r")], strict=True), [])
    except csv.Error:
        raise RegisterError(
            f"{path}, line {number}: a double quote is opened and not closed (or not doubled "
            "inside a field); a row stands on one line, with line breaks written as \\n"
        ) from None


def _header(path: Path, fields: list[str], columns: tuple[str, ...] | None) -> list[str]:
    if columns is not None and sorted(fields) != sorted(columns):
        missing, unknown = sorted(set(columns) - set(fields)), sorted(set(fields) - set(columns))
        raise RegisterError(
            f"{path}, line 1: the header must name the columns {', '.join(columns)}; "
            f"missing {missing}, unknown {unknown}; restore the header, or carry a register of an "
            f"earlier version over with `{called()} upgrade --case FOLDER`"
        )
    return fields


def _row(path: Path, number: int, fields: list[str], header: list[str]) -> Row:
    if len(fields) != len(header):
        raise RegisterError(
            f"{path}, line {number}: {len(fields)} fields where the header has {len(header)}; "
            "put a field that holds a comma between double quotes, and a row on one line"
        )
    row = dict(zip(header, map(decode, fields), strict=True))
    for column, value in row.items():
        if HALF.search(value):
            raise RegisterError(
                f"{path}, line {number}: {column} holds half a character ({encode(value)[:80]!r}); "
                "write the whole character or delete the half"
            )
    return row


def append(
    path: Path,
    columns: tuple[str, ...],
    row: Mapping[str, str],
    whole: Callable[[Row], bool] = lambda row: True,
) -> str:
    """Add one row at the end and wait until it is on disk. The caller holds the lock.

    Returns the remains of a row whose writing was cut off earlier ("" if none), moved to
    `<name>.partial`.
    """
    data = path.read_bytes() if path.exists() else b""
    if not data.strip():
        data = (",".join(columns) + "\n").encode()
    _, remains = read(path, columns, whole)
    header = next(csv.reader([data.split(b"\n", 1)[0].decode("utf-8-sig").rstrip("\r")]))
    if remains:
        at = data.rfind(b"\n") + 1
        _keep(path.with_name(path.name + ".partial"), data[at:] + b"\n")
        data = data[:at]
    ends = b"" if data.endswith(b"\n") else b"\n"
    _swap(path, data + ends + line_of(row, header).encode("utf-8"))
    return remains


def replace(path: Path, columns: tuple[str, ...], rows: Iterable[Mapping[str, object]]) -> None:
    """Write the whole table anew: readers see the old file or the new one, never a part.

    The caller holds the lock.
    """
    lines = (line_of(row, columns) for row in rows)
    _swap(path, "".join((",".join(columns) + "\n", *lines)).encode("utf-8"))


def _swap(path: Path, data: bytes) -> None:
    """Put a file in the place of another in one step."""
    for left in path.parent.glob(f".{path.name}.tmp-*"):
        left.unlink(missing_ok=True)
    tell_git(path.parent)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.tmp-", dir=path.parent)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            _to_disk(file.fileno())
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else _mode_of(path.parent))
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _folder_to_disk(path.parent)


def tell_git(folder: Path) -> None:
    """Write what git is told of a register, where it is not told yet."""
    for name, told in FOR_GIT.items():
        if not (beside := folder / name).exists():
            beside.write_text(told, encoding="utf-8")


def _mode_of(folder: Path) -> int:
    """Who may read and write a file in a folder: those who may read and write the folder."""
    return folder.stat().st_mode & 0o666


def _keep(path: Path, data: bytes) -> None:
    with open(path, "ab") as file:
        file.write(data)
        file.flush()
        _to_disk(file.fileno())


def _to_disk(handle: int) -> None:
    os.fsync(handle)


def _folder_to_disk(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
