"""What may stand in the register's rows.

Every slip of the hand named with file, line and remedy.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from ..text.article import safe_url
from . import scales
from .columns import HOLDS, moment
from .ledger import HALF, RegisterError, Row, Rows, encode

Known = Mapping[str, Mapping[str, Row]]  # table → id → row
Test = Callable[[str], object]
SHOWN = 20  # problems listed in one message
DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


def is_time(text: str) -> bool:
    """Whether a text is a day or a time."""
    try:
        moment(text)
    except ValueError:
        return False
    return True


def _is_date(text: str) -> bool:
    """Whether a text is a year, a month or a day that the calendar has."""
    return bool(DATE.fullmatch(text)) and is_time(text + "-01" * (2 - text.count("-")))


def _is_period(text: str) -> bool:
    days = text.split("/")
    return len(days) <= 2 and all(map(_is_date, days))


def _like(pattern: str) -> Test:
    return re.compile(pattern).fullmatch


# what a column must hold (`columns.SPECS`) → test, and what is wrong or to do where it fails
KINDS: dict[str, tuple[Test, str]] = {
    "": (lambda value: True, ""),
    "count": (_like(r"\d*"), "is none: write a whole number or nothing"),
    "date": (_is_date, "is none: write it as 2025, 2025-11 or 2025-11-29, or leave it empty"),
    "day": (
        lambda value: len(value) == len("2026-11-22") and is_time(value),
        "is none: write the day as 2026-11-22",
    ),
    "filled": (str.strip, "must not be empty"),
    "hash": (
        _like("[0-9a-f]{16}"),
        "must be 16 hexadecimal digits; such rows are written by the panel, add_decision or "
        "add_correction",
    ),
    "id": (_like("[A-Za-z0-9_-]{1,80}"), "must be letters, digits, - and _; restore it"),
    "link": (safe_url, "must begin with http:// or https:// and hold no spaces"),
    "period": (
        _is_period,
        "is none: write a day (2025-11-21), a month, or from/to with a slash",
    ),
    "person": (
        lambda value: not scales.is_program(value),
        "is no person's name; only people decide: write your own, or that of your desk",
    ),
    "run": (_like("found|not found"), "is not one of: found, not found"),
    "span": (_like(r"\d{1,12}-\d{1,12}"), "is no span: write the span as 120-163"),
    "time": (is_time, "is none: write it as 2026-11-22 or 2026-11-22T09:30:00+00:00"),
    "whole": (_like(r"-1|\d{1,12}"), "is no whole number; -1 stands for none"),
}
KINDS["registrar"] = (
    lambda value: value == scales.MACHINE or KINDS["person"][0](value),
    KINDS["person"][1],
)


SCALE = "is not one of: {}"
MACHINES = "is none that a machine may give ({}); a person's finding belongs into decisions.csv"


def whole(name: str) -> Callable[[Row], bool]:
    """For `ledger.read`: is a last row whole, or was its writing cut off inside the last field?"""
    column = [*HOLDS[name]][-1]
    return lambda row: not any(cell_problems(name, {column: row[column]}, ""))


def problems(path: Path, found: Mapping[str, Rows]) -> Iterator[str]:
    """What is wrong with the rows of a register, file by file."""
    known = {name: {next(iter(row.values())): row for _, row in found[name]} for name in HOLDS}
    for name in HOLDS:
        seen: dict[str, int] = {}
        for line, row in found[name]:
            at, (key, value) = f"{path / name}.csv, line {line}: ", next(iter(row.items()))
            if value in seen:
                yield (
                    f"{at}{key} {value} is already on line {seen[value]}; "
                    "delete the copy (ids are unique)"
                )
            seen.setdefault(value, line)
            yield from row_problems(name, row, at, known)


def refuse(found: Iterable[str]) -> None:
    """Raise RegisterError when there are problems; its message lists the first twenty."""
    if listed := list(found):
        more = f"\n… and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
        raise RegisterError("\n".join(listed[:SHOWN]) + more)


def cell_problems(name: str, row: Mapping[str, str], at: str) -> Iterator[str]:
    """What is wrong with single cells of a row of the table `name`, or of a part of a row."""
    for column, value in row.items():
        kind = HOLDS[name].get(column, "")
        if HALF.search(value):
            yield at + (
                f"{column} holds half a character ({encode(value)[:80]!r}); "
                "write the whole character or leave it out"
            )
        if kind.endswith("?") and not value:
            continue
        kind = kind.removesuffix("?")
        if kind in ("scale", "machine"):
            known = scales.values("text_status" if kind == "machine" else column)
            wrong = (SCALE if kind == "scale" else MACHINES).format(", ".join(known))
            holds: object = value in known
        else:
            test, wrong = KINDS[kind]
            holds = test(value)
        if not holds:
            yield f"{at}{column} {value[:80]!r} {wrong}"


def row_problems(name: str, row: Row, at: str, known: Known) -> Iterator[str]:
    """What is wrong with one row of a table, given the rows that it may refer to."""
    yield from cell_problems(name, row, at)
    if row.get("claim_id", "") not in known["claims"] and name in ("decisions", "evidence"):
        yield (
            f"{at}claim_id {row['claim_id']!r} is not in claims.csv; correct the id "
            "(claims are never deleted)"
        )
    if row.get("withdraws"):
        yield from _withdrawal(row, at, known[name])
    elif name == "corrections":
        yield from (at + problem for problem in [_value_problem(row)] if problem)
    elif name == "decisions":
        yield from (f"{at}{q} must not be empty" for q in ("saying", "matter") if not row[q])
    for other in row.get("adjudicates", "").split():
        if known[name].get(other, {"claim_id": ""})["claim_id"] != row["claim_id"]:
            yield f"{at}adjudicates {other!r}, which is no decision on this claim; name those on it"
    for other in row.get("evidence_ids", "").split():
        if other not in known["evidence"]:
            yield f"{at}evidence {other!r} is not in evidence.csv; correct the id"
    if row.get("original_wording") and not row["url"]:
        yield at + "original_wording without the address of the page that has it; give the url"


def _withdrawal(row: Row, at: str, known: Mapping[str, Row]) -> Iterator[str]:
    """One withdraws one's own, on the same claim or words, and no withdrawal."""
    who, of = ("reviewer", "claim_id") if "reviewer" in row else ("who", "key")
    target = known.get(row["withdraws"])
    if target is None or target[of] != row[of] or target["withdraws"]:
        yield f"{at}withdraws {row['withdraws']!r}, which is none on this {of}; name one"
    elif target[who] != row[who]:
        yield f"{at}withdraws {row['withdraws']}, which is {target[who]}'s own to withdraw"


def _value_problem(row: Row) -> str:
    from ..corrections import value_problem  # which fields there are stands with their use

    return value_problem(row["what"], row["field"], row["to"])
