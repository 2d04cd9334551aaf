"""The register's four tables: which columns they have, and how they are read."""

import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from ..paths import REGISTER
from . import ledger, scales
from .ledger import RegisterError, Row

CLAIMS = (
    "claim_id",
    "n",
    "article_id",
    "text_sha256",
    "quote",
    "start",
    "end",
    "prefix",
    "suffix",
    "source",
    "source_type",
    "attribution",
    "cue",
    "hedges",
    "claim_type",
    "n_sources",
    "n_independent",
    "text_status",
    "machine_status",
    "rule_id",
    "response_quote",
    "response_start",
    "response_end",
    "response_source",
    "flags",
    "note",
    "registered_by",
    "registered_quote",
    "anchor",
    "anchor_note",
    "reading",
    "basis_hash",
    "updated",
    "last_run",
)
DECISIONS = (
    "decision_id",
    "claim_id",
    "saying",
    "matter",
    "note",
    "original_status",
    "old_status",
    "old_scope",
    "source_reliability",
    "info_credibility",
    "likelihood",
    "confidence",
    "independent_origins",
    "event_date",
    "reviewer",
    "date",
    "reason",
    "evidence_ids",
    "withdraws",
    "adjudicates",
    "seen_reading",
    "seen_basis_hash",
)
EVIDENCE = (
    "evidence_id",
    "claim_id",
    "stance",
    "finding",
    "original_wording",
    "origin",
    "lineage",
    "url",
    "archive_url",
    "outlet",
    "page_kind",
    "language",
    "published",
    "added_by",
    "accessed",
)
CORRECTIONS = (
    "correction_id",
    "what",
    "article_id",
    "key",
    "words",
    "prefix",
    "suffix",
    "field",
    "from",
    "to",
    "who",
    "when",
    "why",
    "withdraws",
    "basis_hash",
)
TABLES = {
    "claims": CLAIMS,
    "decisions": DECISIONS,
    "evidence": EVIDENCE,
    "corrections": CORRECTIONS,
}
INTEGERS = ("n", "start", "end", "n_sources", "n_independent", "response_start", "response_end")


@dataclass(frozen=True)
class Register:
    """What is registered, as DataFrames, all columns text but the offsets and counts.

    The order does not depend on the order of the lines, so that both sides of a merge read the
    same.

    claims      : one row per claim, by article and place; `anchor` says where its words stand now,
                  `registered_by` who found it, `text_status` a person's reading of the article
                  alone, `machine_status` the machine's, `reading` all that the machine made of it
                  in the last run
    decisions   : one row per decision or withdrawal, oldest first, nothing ever removed
    evidence    : one row per finding on a page, by day of access and stance
    corrections : one row per correction or withdrawal, oldest first, nothing ever removed
    repairs     : what a reader should know about how it was read: rows left out, articles found
        under another name
    """

    claims: pd.DataFrame
    decisions: pd.DataFrame
    evidence: pd.DataFrame
    corrections: pd.DataFrame
    path: Path = REGISTER
    repairs: tuple[str, ...] = field(default=())


def load_register(path: str | Path = REGISTER) -> Register:
    """Read and check the register in a folder (claims.csv, decisions.csv, …).

    An empty folder is an empty one.

    Nothing is written and no lock is taken, so that a folder which others lock or which is
    read-only can be read. Raises RegisterError naming file and line of every problem found (the
    first twenty) and what to do. A last row whose writing was cut off is left out with a warning;
    the next writer moves it to `<file>.partial`.
    """
    from . import checks

    path = Path(path)
    if path.exists() and not path.is_dir():
        raise RegisterError(
            f"{path} is a file; the register is a folder with claims.csv, decisions.csv "
            "and evidence.csv"
        )
    found, repairs = {}, []
    for name, columns in TABLES.items():
        file = path / f"{name}.csv"
        rows, remains = ledger.read(file, columns, checks.WHOLE[name])
        if remains:
            repairs.append(
                f"{file}, last line: writing was cut off, and the row is left out. Enter it again; "
                f"the remains will be kept in {file.name}.partial: {remains[:200]!r}"
            )
            warnings.warn(repairs[-1], stacklevel=2)
        found[name] = rows
    found = {name: _once(rows, name) for name, rows in found.items()}
    checks.refuse(checks.problems(path, found))
    tables = {
        name: table(_sorted(name, [row for _, row in rows]), TABLES[name])
        for name, rows in found.items()
    }
    return Register(**tables, path=path, repairs=tuple(repairs))


def table(rows: Iterable[Mapping[str, object]], columns: tuple[str, ...]) -> pd.DataFrame:
    """Rows → DataFrame with declared columns.

    Offsets and counts are whole numbers, everything else text.
    """
    rows = list(rows)
    return pd.DataFrame(
        {
            c: pd.Series(
                [int(str(r[c])) if c in INTEGERS else str(r[c]) for r in rows],
                dtype="int64" if c in INTEGERS else "str",
            )
            for c in columns
        }
    )


def moment(date: str) -> datetime:
    """A day or a time as a point in time that sorts; without a zone it is read as UTC.

    Raises ValueError otherwise.
    """
    if len(date) < len("2026-11-22"):
        raise ValueError(f"{date!r} is no day")
    found = datetime.fromisoformat(date)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


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
    return (row["updated"], *(row[c] for c in CLAIMS))


def _sorted(name: str, rows: list[Row]) -> list[Row]:
    if name == "claims":
        return sorted(rows, key=_place)
    if name == "evidence":
        stances = scales.values("stance")
        return sorted(
            rows,
            key=lambda r: (
                r["accessed"],
                stances.index(r["stance"]),
                r["published"],
                r["evidence_id"],
            ),
        )
    date, key = ("date", "decision_id") if name == "decisions" else ("when", "correction_id")
    return sorted(rows, key=lambda r: (moment(r[date]), r[key]))


def _place(row: Row) -> tuple[object, ...]:
    """In reading order, claims without a place last."""
    start = int(row["start"])
    return row["article_id"], start < 0, start, int(row["n"]), row["claim_id"]
