"""A register of an earlier version → today's columns and values.

What changes is listed, and nothing is lost.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from ..text.article import Article
from ..text.lexicon import read_rows
from ..text.plain import norm
from . import checks, ledger
from .basis import basis_hash
from .columns import TABLES
from .ledger import RegisterError, Row

TEXT_STATUS = {"unverified": "hinted", "corroborated": "several_sources"}
RENAMED = {"status": "old_status", "scope": "old_scope"}  # columns of decisions.csv
BORNE_OUT = ("corroborated", "in_part")
CHANGES = ("file", "id", "column", "was", "now")


def upgrade(
    path: str | Path,
    articles: Iterable[Article] = (),
    write: bool = True,
) -> pd.DataFrame:
    """Carry a register over, under the lock; returns what changes, one row a field.

    File, id, column, was, now.

    articles : the texts; where the text is the one that was decided on, its words are hashed anew,
               so that a decision does not become stale by the upgrade. Without them the old hash
               stays: run it again when they are there.
    write    : False only shows the changes
    What each old word answered stands in `lexicons/old_statuses.csv`; it and its scope stay in
    `old_status` and `old_scope`. A register that is up to date does not change. Raises
    RegisterError, with nothing written, for a column or a value that no version had.
    """
    path = Path(path)
    if not any((path / f"{name}.csv").exists() for name in TABLES):
        raise RegisterError(f"{path}: no register here; give the folder that holds claims.csv")
    if not write:
        return _carry(path, articles)[1]
    with ledger.lock(path):
        tables, changes = _carry(path, articles)
        for name in dict.fromkeys(changes["file"]):
            ledger.replace(path / f"{name}.csv", TABLES[name], tables[name])
    return changes


def _carry(path: Path, articles: Iterable[Article]) -> tuple[dict[str, list[Row]], pd.DataFrame]:
    old = {name: _read(path / f"{name}.csv") for name in TABLES}
    new = {name: [dict(row) for row in rows] for name, rows in old.items()}
    texts = {a.article_id: a for a in articles}
    for claim in new["claims"]:
        for column in ("text_status", "machine_status"):
            claim[column] = TEXT_STATUS.get(claim[column], claim[column])
        article = texts.get(claim["article_id"])
        if article and article.sha256 == claim["text_sha256"] and int(claim["start"]) >= 0:
            claim["basis_hash"] = basis_hash(claim, article.text)
    claims = {claim["claim_id"]: claim for claim in new["claims"]}
    for decision in new["decisions"]:
        claim = claims.get(decision["claim_id"], {})
        _answer(path, decision, claim)
        if claim.get("basis_hash") and decision["seen_basis_hash"] == _old_hash(claim):
            decision["seen_basis_hash"] = claim["basis_hash"]
    checks.refuse(
        checks.problems(path, {name: [*enumerate(rows, 2)] for name, rows in new.items()})
    )
    changes = [
        {"file": name, "id": next(iter(after.values())), "column": column, "was": was, "now": now}
        for name in TABLES
        for before, after in zip(old[name], new[name], strict=True)
        for column, now in after.items()
        if (was := before.get(column, "")) != now
    ]
    changes += [
        {"file": name, "id": "", "column": column, "was": "no such column", "now": ""}
        for name in TABLES
        if (path / f"{name}.csv").exists()
        for column in _missing(path / f"{name}.csv", TABLES[name])
    ]
    return new, pd.DataFrame(changes, columns=list(CHANGES), dtype="str")


def _read(file: Path) -> list[Row]:
    """Rows with today's columns, in their order; those that a row lacks are empty."""
    rows, remains = ledger.read(file, None)
    if remains:
        raise RegisterError(
            f"{file}, last line: writing was cut off; complete the row or delete it, then upgrade"
        )
    columns = TABLES[file.stem]
    if rows and (unknown := {RENAMED.get(c, c) for c in rows[0][1]} - set(columns)):
        raise RegisterError(
            f"{file}, line 1: no version had the columns {sorted(unknown)}; "
            "keep them in a file of their own"
        )
    return [
        dict.fromkeys(columns, "") | {RENAMED.get(c, c): v for c, v in row.items()}
        for _, row in rows
    ]


def _missing(file: Path, columns: Sequence[str]) -> list[str]:
    header = file.read_text(encoding="utf-8-sig").split("\n", 1)[0].strip().split(",")
    return [column for column in columns if column not in header]


def _answer(path: Path, decision: Row, claim: Mapping[str, str]) -> None:
    """Two answers for the one word of a decision.

    Withdrawals and decisions that have them keep what they have. An accusation that was once called
    corroborated may only have been made: whether it is so is left to a second look.
    """
    if decision["withdraws"] or decision["saying"]:
        return
    asked = {column: decision[column] for column in ("old_status", "old_scope")}
    known = read_rows("old_statuses.csv", (*asked, "saying", "matter"))
    meant = next((row for _, row in known if asked.items() <= row.items()), None)
    if meant is None:
        raise RegisterError(
            f"{path / 'decisions.csv'}: {decision['decision_id']}: no version had the old status "
            f"{' '.join(map(repr, filter(None, asked.values())))}; correct it"
        )
    decision |= {question: meant[question] for question in ("saying", "matter")}
    if claim.get("claim_type") == "accusation" and decision["matter"] in BORNE_OUT:
        decision["matter"] = "not_assessed"


def _old_hash(claim: Mapping[str, str]) -> str:
    """What earlier versions hashed: the claim and its answer."""
    basis = f"{norm(claim['quote'])}\0{norm(claim['response_quote'])}"
    return hashlib.sha256(basis.encode("utf-8", "surrogatepass")).hexdigest()[:16]
