"""The calendar of public steps beside the text's own acts: which dates agree, which the calendar gives otherwise."""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from ..paths import SEEDS

COLUMNS = ("date", "event", "actor", "target", "kind", "rung", "plover", "urls")
COMPARED = (
    "act_id",
    "article_id",
    "sentence_id",
    "start",
    "end",
    "trigger",
    "actor_name",
    "plover",
    "date_start",
    "date_end",
    "event",
    "event_date",
    "days",
    "verdict",
)


def load_calendar(path: Path | str = SEEDS / "calendar.csv") -> pd.DataFrame:
    """Dated public steps, one a row, in order of date.

    date : ISO day · kind : "words" or "deed" · rung : 0 to 10 (Int64) · plover : root code · urls : separated by ";"
    Raises FileNotFoundError or ValueError that name the file, the line and what to do.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(
            f"{path}: there is no calendar here; make a CSV with the columns {', '.join(COLUMNS)}"
        )
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := [c for c in COLUMNS if c not in (reader.fieldnames or ())]:
            raise ValueError(
                f"{path}, line 1: no column {', '.join(missing)}; the first line must name {', '.join(COLUMNS)}"
            )
        rows = []
        for row in reader:
            _check(row, f"{path}, line {reader.line_num}")
            rows.append({c: row[c] for c in COLUMNS})
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")
    table["rung"] = table.rung.astype("Int64")
    return table.sort_values(["date", "event"], kind="stable", ignore_index=True)


def _check(row: dict, place: str) -> None:
    if None in row.values() or None in row:
        raise ValueError(
            f"{place}: too few or too many cells; put quotation marks around a cell that holds a comma"
        )
    try:
        date.fromisoformat(row["date"])
    except ValueError:
        raise ValueError(f"{place}: {row['date']!r} is no date; write it as 2025-11-29") from None
    if row["kind"] not in ("words", "deed"):
        raise ValueError(f"{place}: kind is {row['kind']!r}; write words or deed")
    if not row["rung"].isdigit() or not 0 <= int(row["rung"]) <= 10:
        raise ValueError(f"{place}: rung is {row['rung']!r}; write a number from 0 to 10")


def compare(
    acts: pd.DataFrame, calendar: pd.DataFrame, sides: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Dated acts of the text beside the nearest step of the calendar that may be the same one.

    A step may be the same when it has the act's root code and its actor, or (with `sides`: actor → side) an actor of the
    same side. verdict : "agrees" when the step falls into the act's interval, else "differs"; days : how far the step lies
    outside it, negative when the calendar is earlier. Acts that are negated or only planned, undated ones and
    those without such a step are left out. This is a question to the reader and decides nothing: the text may mean another event.
    """
    sides = sides or {}
    rows = []
    dated = acts[
        (acts.date_start != "")
        & (acts.date_end != "")
        & ~acts.modality.isin(["negated", "planned", "conditional"])
    ]
    for act in dated.to_dict("records"):
        steps = [
            s
            for s in calendar.to_dict("records")
            if s["plover"] == act["plover"] and _same(act["actor_name"], s["actor"], sides)
        ]
        if steps:
            near = min(
                steps, key=lambda s: abs(_outside(s["date"], act["date_start"], act["date_end"]))
            )
            days = _outside(near["date"], act["date_start"], act["date_end"])
            rows.append(
                {
                    **act,
                    "event": near["event"],
                    "event_date": near["date"],
                    "days": days,
                    "verdict": "differs" if days else "agrees",
                }
            )
    return pd.DataFrame([{c: row[c] for c in COMPARED} for row in rows], columns=list(COMPARED))


def differing(
    acts: pd.DataFrame, calendar: pd.DataFrame, sides: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """The rows of `compare` in which the calendar gives another date than the text: the flags for the reader."""
    table = compare(acts, calendar, sides)
    return table[table.verdict == "differs"].reset_index(drop=True)


def _same(one: str, other: str, sides: Mapping[str, str]) -> bool:
    names, others = _names(one), _names(other)
    return bool(names & others) or bool(
        {sides[n] for n in names if sides.get(n)} & {sides[n] for n in others if sides.get(n)}
    )


def _names(actors: str) -> set[str]:
    return {name.strip() for name in actors.replace(",", ";").split(";") if name.strip()}


def _outside(day: str, first: str, last: str) -> int:
    """Days from the interval to a day: 0 inside, negative before it."""
    d, a, b = (date.fromisoformat(x) for x in (day, first, last))
    return (d - a).days if d < a else (d - b).days if d > b else 0
