"""The calendar: dated public steps of a crisis, read, checked and counted by week in one place."""

import re
from datetime import date
from pathlib import Path

import pandas as pd

from ..layers.acts.ladder import plover
from ..paths import CASE
from ..text.problems import InputError, refuse
from ..text.records import csv_rows, to_date
from .lanes import HIGH, QUADS, quad

NEEDED = tuple("date event actor target kind rung plover".split())
COLUMNS = tuple(
    (
        "date date_precision reported event actor target side_actor kind rung plover quad "
        "follows relation outcome n_outlets urls certainty id"
    ).split()
)
NOT_BY = "not_by_"
COUNTS = "counts.csv"


def load_calendar(path: Path | str | None = None) -> pd.DataFrame:
    """Dated public steps, one a row, in order of date.

    date : ISO day · date_precision : day, week or month · reported : ISO day on which it became
    known, or ""
    actor, target : names separated by ";" · side_actor : side of the actor
    kind : "words" or "deed" · rung : 0 to 10 (int64) · plover : root code · quad : class or "none"
    (a safety measure, a state's inner business)
    follows : ids of the steps that this one answers or carries out, separated by ";", or "" ·
    relation : answers, carries_out or none
    outcome : of threats, offers and announced measures: carried_out, partly, withdrawn, not_by_DAY,
    else ""
    n_outlets : counted by hand (Int64) · urls : separated by ";" · certainty : established,
    reported or disputed
    id : names the step

    Only the first seven of these columns must be in the file: `NEEDED`. Without a quad it follows
    from lane and rung (`lanes.quad`), without an id it is s001, s002 … by line. By default the
    calendar of the case at hand. Raises FileNotFoundError for no file and InputError (a ValueError)
    for anything that cannot be read.
    """
    path = CASE / "calendar.csv" if path is None else Path(path)
    if not path.is_file():
        raise FileNotFoundError(
            f"{path}: there is no calendar here; make a CSV with the columns {', '.join(NEEDED)}"
        )
    rows: list[dict[str, str]] = []
    lines: dict[str, int] = {}
    wrong: list[InputError] = []
    for n, (line, row) in enumerate(csv_rows(path, NEEDED, wrong)):
        place = f"{path} line {line}"
        try:
            step = _checked({column: row.get(column, "") for column in COLUMNS}, place, n)
        except InputError as error:
            wrong.append(error)
            continue
        if step["id"] in lines:
            said = f"the id {step['id']} is that of line {lines[step['id']]}"
            wrong.append(InputError(place, said))
        lines[step["id"]] = line
        rows.append(step)
    if not wrong:
        wrong = [
            InputError(
                f"{path} line {lines[step['id']]}", f"follows {followed}, which is no id here"
            )
            for step in rows
            for followed in names(step["follows"])
            if followed not in lines
        ]
    refuse(wrong)
    return steps(rows)


def load_counts(folder: Path | str) -> pd.DataFrame:
    """Weekly counts of a data set of events, from `counts.csv` of a case; no file, no rows.

    The file has the columns week (an ISO day of it), n (a whole number) and what (such as "GDELT,
    material conflict"); `docs/recipes.md` makes it. Columns: week (its Monday), what, n; one row a
    week and what. Raises InputError, with the line, for a cell that cannot be read.
    """
    path = Path(folder) / COUNTS
    rows = []
    wrong: list[InputError] = []
    for line, row in csv_rows(path, ("week", "what", "n"), wrong) if path.is_file() else ():
        place = f"{path} line {line}"
        day = to_date(row["week"], place)
        if not (day and row["what"] and row["n"].isdecimal()):
            raise InputError(f"{place}: write week (an ISO day), what and n (a whole number)")
        rows.append({"week": str(day), "what": row["what"], "n": int(row["n"])})
    refuse(wrong)
    table = pd.DataFrame(rows, columns=["week", "what", "n"])
    table = table.assign(week=week(table.week.astype("str")), n=table.n.astype("int64"))
    return table.groupby(["week", "what"], as_index=False).n.sum()


def steps(rows: list[dict[str, str]]) -> pd.DataFrame:
    """The table of `load_calendar` from sound rows; what a row lacks is ""."""
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype="str").fillna("")
    table["rung"] = table.rung.astype("int64")
    table["n_outlets"] = table.n_outlets.replace("", pd.NA).astype("Int64")
    return table.sort_values(["date", "id"], kind="stable", ignore_index=True)


def _checked(step: dict[str, str], place: str, n: int) -> dict[str, str]:
    """The step with its defaults; InputError that names every cell no measure could read."""
    filled = {
        "date_precision": "day",
        "relation": "none",
        "certainty": "established",
        "id": f"s{n + 1:03}",
    }
    step |= {column: value for column, value in filled.items() if not step[column]}
    missing = [column for column in ("date", "event", "actor") if not step[column]]
    wrong = [f"no {' and no '.join(missing)}"] if missing else []
    for column in ("date", "reported"):
        try:
            step[column] = str(to_date(step[column], place) or "")
        except InputError as error:
            wrong.append("; ".join(error.parts[1:]))
    wrong += [
        f"{column} is {step[column]!r}; write {wanted}"
        for column, (pattern, wanted) in (CHECKS | {"plover": _either(*plover())}).items()
        if not re.fullmatch(pattern, step[column])
    ]
    if not wrong and int(step["rung"]) not in LANES[step["kind"]]:
        wrong.append(
            f"rung is {step['rung']} and kind {step['kind']}; words stand on 0 to 8 (an order or "
            "announcement of such a deed), deeds on 0 and 8 to 10"
        )
    own = plover()[step["plover"]].rung if not wrong else 0
    if step["kind"] == "deed" and own >= HIGH["deed"] > int(step["rung"]):
        wrong.append(f"plover is {step['plover']}, which stands on rung {own}, not {step['rung']}")
    if bool(step["follows"]) == (step["relation"] == "none"):
        wrong.append("follows and relation go together; give both or neither")
    if wrong:
        raise InputError("\n".join(f"{place}: {what}" for what in wrong))
    step["quad"] = step["quad"] or quad(step["plover"], int(step["rung"]), step["kind"])
    return step


def _either(*values: str) -> tuple[str, str]:
    """A pattern of these values, and what to write."""
    return "|".join(values), " or ".join(filter(None, values))


LANES = {"words": range(9), "deed": (0, 8, 9, 10)}
CHECKS = {  # column → what may stand in it, and what to write
    "kind": _either(*LANES),
    "rung": (r"\d|10", "a number from 0 to 10"),
    "date_precision": _either("day", "week", "month"),
    "quad": _either("", *QUADS, "none"),
    "relation": _either("none", "answers", "carries_out"),
    "outcome": (
        rf"|carried_out|partly|withdrawn|{NOT_BY}.+",
        f"carried_out, partly, withdrawn, {NOT_BY}DAY or nothing",
    ),
    "certainty": _either("established", "reported", "disputed"),
    "n_outlets": (r"\d*", "a whole number or nothing"),
    "urls": (r"(https?://[^;]*(;|$))*", "links that begin with http, separated by ;"),
}


def week(days: pd.Series) -> pd.Series:
    """The Monday of each day's week, both as ISO days; "" stays "".

    >>> week(pd.Series(["2031-01-12", "2031-01-13", ""])).tolist()
    ['2031-01-06', '2031-01-13', '']
    """
    at = pd.to_datetime(days.where(days != ""))
    mondays = at - pd.to_timedelta(at.dt.day_of_week, unit="D")
    return mondays.dt.strftime("%Y-%m-%d").fillna("").astype("str")


def names(cell: str) -> list[str]:
    """The names in a cell that may hold several, separated by ";".

    >>> names("US military; Venezuela")
    ['US military', 'Venezuela']
    """
    return [name.strip() for name in cell.split(";") if name.strip()]


def days_between(first: str, second: str) -> int:
    """Days from one ISO day to another, negative when the second is earlier."""
    return (date.fromisoformat(second) - date.fromisoformat(first)).days
