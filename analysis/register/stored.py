"""The register on disk: how its tables are read, and how a row is added to one."""

import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..paths import REGISTER
from . import checks, ledger, scales
from .columns import TABLES, Register, moment, table
from .ledger import RegisterError, Row

# What rows are sorted by: claims in reading order, those without a place last; other rows by time.
ORDER: dict[str, Callable[[Any], tuple[Any, ...]]] = {
    "claims": lambda row: (
        row["article_id"],
        int(row["start"]) < 0,
        int(row["start"]),
        int(row["n"]),
        row["claim_id"],
    ),
    "decisions": lambda row: (moment(row["date"]), row["decision_id"]),
    "evidence": lambda row: (
        row["accessed"],
        scales.values("stance").index(row["stance"]),
        row["published"],
        row["evidence_id"],
    ),
    "corrections": lambda row: (moment(row["when"]), row["correction_id"]),
}


def load_register(path: str | Path = REGISTER) -> Register:
    """Read and check the register in a folder (claims.csv, decisions.csv, …).

    An empty folder is an empty one.

    Nothing is written and no lock is taken, so that a folder which others lock or which is
    read-only can be read. Raises RegisterError naming file and line of every problem found (the
    first twenty) and what to do. A last row whose writing was cut off is left out with a warning;
    the next writer moves it to `<file>.partial`.
    """
    path = Path(path)
    if path.exists() and not path.is_dir():
        raise RegisterError(
            f"{path} is a file; the register is a folder with claims.csv, decisions.csv "
            "and evidence.csv"
        )
    found, repairs = {}, []
    for name, columns in TABLES.items():
        file = path / f"{name}.csv"
        rows, remains = ledger.read(file, columns, checks.whole(name))
        if remains:
            repairs.append(
                f"{file}, last line: writing was cut off, and the row is left out. Enter it again; "
                f"the remains will be kept in {file.name}.partial: {remains[:200]!r}"
            )
            warnings.warn(repairs[-1], stacklevel=2)
        found[name] = _once(rows, name)
    checks.refuse(checks.problems(path, found))
    tables = {
        name: table(sorted((row for _, row in rows), key=ORDER[name]), TABLES[name])
        for name, rows in found.items()
    }
    return Register(**tables, path=path, repairs=tuple(repairs))


def save(register: Register, name: str, row: Row) -> Register:
    """Add a row to a table on disk; returns the register with it, and with its claims.

    The claim that the row is about is written as `register` has it, which is what its author saw,
    where the file has it otherwise or not at all. Raises RegisterError, with nothing written, when
    the row may not stand there.
    """
    claim_id, folder = row.get("claim_id", ""), register.path
    seen = {r["claim_id"]: r for r in register.claims.to_dict("records")}
    mine = {claim_id: seen[claim_id]} if claim_id else {}
    with ledger.lock(folder):
        disk = load_register(folder)
        known = {
            table: {next(iter(r.values())): r for r in getattr(disk, table).to_dict("records")}
            for table in TABLES
        }
        gone = {r.get("withdraws", "") for r in known[name].values()}
        if row.get("withdraws", "") in gone - {""}:
            raise RegisterError(
                f"not saved: {row['withdraws']} was already withdrawn; load the register again"
            )
        claims = known["claims"]
        known["claims"] = claims | mine
        checks.refuse(checks.row_problems(name, row, "not saved: ", known))
        if known["claims"] != claims:
            ledger.replace(folder / "claims.csv", TABLES["claims"], known["claims"].values())
        ledger.append(folder / f"{name}.csv", TABLES[name], row, checks.whole(name))
    return replace(load_register(folder), claims=register.claims)


def _once(rows: ledger.Rows, name: str) -> ledger.Rows:
    """Each row once.

    A merge of two clones may bring a row twice, and a claim as either clone last saw it.

    Of a claim with the same id and first words the row updated last stays; of other rows only very
    copies are one.
    """
    last: dict[tuple[str, ...], tuple[int, Row]] = {}
    for line, row in rows:
        claim = name == "claims"
        key = (row["claim_id"], row["registered_quote"]) if claim else tuple(row.values())
        if key not in last or (claim and _age(row) > _age(last[key][1])):
            last[key] = (line, row)
    return list(last.values())


def _age(row: Row) -> tuple[str, ...]:
    return row["updated"], *(row[column] for column in TABLES["claims"])
