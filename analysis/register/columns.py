"""The register's three tables, read and checked: claims, decisions, evidence."""

import hashlib
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pandas as pd

from ..paths import REGISTER
from ..text.article import safe_url
from ..text.plain import norm
from . import ledger, scales
from .ledger import RegisterError

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
    "last_run",
)
DECISIONS = (
    "decision_id",
    "claim_id",
    "status",
    "scope",
    "original_status",
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
    "seen_basis_hash",
)
EVIDENCE = (
    "evidence_id",
    "claim_id",
    "stance",
    "finding",
    "origin",
    "lineage",
    "url",
    "outlet",
    "page_kind",
    "language",
    "published",
    "added_by",
    "accessed",
)
INTEGERS = ("n", "start", "end", "n_sources", "n_independent", "response_start", "response_end")
SAFE_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
BASIS = re.compile(r"[0-9a-f]{16}")
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
SHOWN = 20  # problems listed in one message


@dataclass(frozen=True)
class Register:
    """What is registered, as three DataFrames in the order of the files, all columns text but the offsets and counts.

    claims    : one row per claim; `anchor` says where its words stand now, `registered_by` who found it,
                `text_status` a person's reading of the article alone, `machine_status` the machine's suggestion
    decisions : one row per decision or withdrawal, oldest first, nothing ever removed
    evidence  : one row per finding on a page
    repairs   : remains of half-written rows that were left out (see `ledger`)
    """

    claims: pd.DataFrame
    decisions: pd.DataFrame
    evidence: pd.DataFrame
    path: Path = REGISTER
    repairs: tuple[str, ...] = field(default=())


def load_register(path: str | Path = REGISTER) -> Register:
    """Read and check the register in a folder (claims.csv, decisions.csv, evidence.csv); an empty folder is an empty one.

    Raises RegisterError naming file and line of every problem found (the first twenty) and what to do. A last row whose
    writing was cut off is left out with a warning; the next writer moves it to `<file>.partial`.
    """
    path = Path(path)
    if path.exists() and not path.is_dir():
        raise RegisterError(
            f"{path} is a file; the register is a folder with claims.csv, decisions.csv and evidence.csv"
        )
    tables, repairs = {}, []
    for name, columns in (("claims", CLAIMS), ("decisions", DECISIONS), ("evidence", EVIDENCE)):
        file = path / f"{name}.csv"
        rows, remains = ledger.read(file, columns, WHOLE[name])
        if remains:  # perhaps only because another program is writing at this moment
            with ledger.lock(path):
                rows, remains = ledger.read(file, columns, WHOLE[name])
        if remains:
            repairs.append(
                f"{file}, last line: writing was cut off, and the row is left out. Enter it again; "
                f"the remains will be kept in {file.name}.partial: {remains[:200]!r}"
            )
            warnings.warn(repairs[-1], stacklevel=2)
        tables[name] = rows
    problems = [
        p
        for check in (_claim_problems, _decision_problems, _evidence_problems)
        for p in check(path, tables)
    ]
    if problems:
        more = f"\n… and {len(problems) - SHOWN} more" if len(problems) > SHOWN else ""
        raise RegisterError("\n".join(problems[:SHOWN]) + more)
    return Register(
        table([r for _, r in tables["claims"]], CLAIMS),
        table([r for _, r in tables["decisions"]], DECISIONS),
        table([r for _, r in tables["evidence"]], EVIDENCE),
        path,
        tuple(repairs),
    )


def table(rows: list[dict], columns: tuple[str, ...]) -> pd.DataFrame:
    """Rows → DataFrame with declared columns; offsets and counts are whole numbers, everything else text."""
    return pd.DataFrame(
        {
            c: pd.Series(
                [int(r[c]) if c in INTEGERS else str(r[c]) for r in rows],
                dtype="int64" if c in INTEGERS else "str",
            )
            for c in columns
        }
    )


def basis_hash(claim: dict) -> str:
    """Hash of what a reviewer decides on: the words of the claim and of the response to it (case, marks and white
    space aside). A decision whose hash differs was taken on other words: it is shown as stale, never dropped."""
    basis = f"{norm(claim['quote'])}\0{norm(claim['response_quote'])}"
    return hashlib.sha256(basis.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _claim_problems(path: Path, tables: dict) -> Iterator[str]:
    seen = {}
    for line, row in tables["claims"]:
        at = f"{path / 'claims.csv'}, line {line}: "
        cid = row["claim_id"]
        if not SAFE_ID.fullmatch(cid):
            yield (
                at
                + f"claim_id {cid!r} must be letters, digits, - and _; an id is never changed, restore the old one"
            )
        if cid in seen:
            yield (
                at
                + f"claim_id {cid} is already on line {seen[cid]}; delete the copy (ids are unique)"
            )
        seen.setdefault(cid, line)
        for column in INTEGERS:
            if not re.fullmatch(r"-1|\d{1,12}", row[column]):
                yield at + f"{column} {row[column]!r} is no whole number; -1 stands for none"
        if not row["article_id"] or not row["quote"] or not row["registered_by"]:
            yield at + "article_id, quote and registered_by must not be empty"
        yield from _not_in(at, row, "text_status", "status", optional=True)
        if row["machine_status"] and row["machine_status"] not in scales.machine_statuses():
            yield at + (
                f"machine_status {row['machine_status']!r} is none that a machine may give "
                f"({', '.join(scales.machine_statuses())}); a person's finding belongs into decisions.csv"
            )
        yield from _not_in(at, row, "anchor", "anchor")


def _decision_problems(path: Path, tables: dict) -> Iterator[str]:
    claims = {row["claim_id"] for _, row in tables["claims"]}
    evidence = {row["evidence_id"] for _, row in tables["evidence"]}
    seen = {}
    for line, row in tables["decisions"]:
        at = f"{path / 'decisions.csv'}, line {line}: "
        if not SAFE_ID.fullmatch(row["decision_id"]) or row["decision_id"] in seen:
            yield (
                at
                + f"decision_id {row['decision_id']!r} is empty, odd or used above; give the row an id of its own"
            )
        yield from decision_problems(row, at, claims, evidence, seen)
        seen[row["decision_id"]] = row


def decision_problems(
    row: dict, at: str, claims: set[str], evidence: set[str], earlier: dict[str, dict]
) -> Iterator[str]:
    """What is wrong with one decision, given what it may refer to."""
    if row["claim_id"] not in claims:
        yield (
            at
            + f"claim_id {row['claim_id']!r} is not in claims.csv; correct the id (claims are never deleted)"
        )
    if row["withdraws"]:
        target = earlier.get(row["withdraws"])
        if target is None or target["claim_id"] != row["claim_id"] or target["withdraws"]:
            yield (
                at
                + f"withdraws {row['withdraws']!r} is no earlier decision on this claim; name one"
            )
    else:
        yield from _not_in(at, row, "status", "status")
    for column in ("scope", "source_reliability", "info_credibility", "likelihood", "confidence"):
        yield from _not_in(at, row, column, column, optional=True)
    if not row["reviewer"].strip() or not row["reason"].strip():
        yield at + "a decision needs the reviewer's name and a reason"
    if not is_time(row["date"]):
        yield at + f"date {row['date']!r}: write it as 2026-11-22 or 2026-11-22T09:30:00+00:00"
    if not re.fullmatch(r"\d*", row["independent_origins"]):
        yield (
            at
            + f"independent_origins {row['independent_origins']!r}: write a whole number or nothing"
        )
    if row["event_date"] and not all(
        DATE.fullmatch(part) for part in row["event_date"].split("/", 1)
    ):
        yield (
            at
            + f"event_date {row['event_date']!r}: write a day (2025-11-21), a month, or from/to with a slash"
        )
    for eid in row["evidence_ids"].split():
        if eid not in evidence:
            yield at + f"evidence {eid!r} is not in evidence.csv; correct the id"
    if not BASIS.fullmatch(row["seen_basis_hash"]):
        yield (
            at
            + "seen_basis_hash must be 16 hexadecimal digits; decisions are written by the panel or add_decision"
        )


def _evidence_problems(path: Path, tables: dict) -> Iterator[str]:
    claims = {row["claim_id"] for _, row in tables["claims"]}
    seen = set()
    for line, row in tables["evidence"]:
        at = f"{path / 'evidence.csv'}, line {line}: "
        if not SAFE_ID.fullmatch(row["evidence_id"]) or row["evidence_id"] in seen:
            yield (
                at
                + f"evidence_id {row['evidence_id']!r} is empty, odd or used above; give the row an id of its own"
            )
        seen.add(row["evidence_id"])
        yield from evidence_problems(row, at, claims)


def evidence_problems(row: dict, at: str, claims: set[str]) -> Iterator[str]:
    """What is wrong with one row of evidence."""
    if row["claim_id"] not in claims:
        yield at + f"claim_id {row['claim_id']!r} is not in claims.csv; correct the id"
    yield from _not_in(at, row, "stance", "stance")
    yield from _not_in(at, row, "lineage", "lineage")
    if not row["finding"].strip() or not row["added_by"].strip():
        yield at + "a finding in your own words and the name of who adds it must not be empty"
    if row["url"] and not safe_url(row["url"]):
        yield at + f"url {row['url'][:80]!r} must begin with http:// or https:// and hold no spaces"
    if row["published"] and not DATE.fullmatch(row["published"]):
        yield (
            at
            + f"published {row['published']!r}: write it as 2025, 2025-11 or 2025-11-29, or leave it empty"
        )
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["accessed"]) or not is_time(row["accessed"]):
        yield at + f"accessed {row['accessed']!r}: write the day as 2026-11-22"


def is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return len(text) >= 10


def _not_in(at: str, row: dict, column: str, scale: str, optional: bool = False) -> Iterator[str]:
    if row[column] not in scales.values(scale) and not (optional and not row[column]):
        yield at + f"{column} {row[column]!r} is not one of: {', '.join(scales.values(scale))}"


WHOLE = {
    "claims": lambda row: row["last_run"] in ("", "found", "not found"),
    "decisions": lambda row: bool(BASIS.fullmatch(row["seen_basis_hash"])),
    "evidence": lambda row: len(row["accessed"]) == 10,
}
