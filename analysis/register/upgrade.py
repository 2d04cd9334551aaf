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
from .scales import values

TEXT_STATUS = {"unverified": "hinted", "corroborated": "several_sources"}
RENAMED = {"status": "old_status", "scope": "old_scope"}  # columns of decisions.csv
CHANGES = ("file", "id", "column", "was", "now")


def upgrade(
    path: str | Path,
    articles: Iterable[Article] = (),
    readings: Iterable[Mapping[str, str]] = (),
    write: bool = True,
) -> pd.DataFrame:
    """Carry a register over, under the lock; returns what changes, one row a field.

    File, id, column, was, now.

    articles : the texts; where the text is the one that was decided on, its words are hashed anew,
               so that a decision does not become stale by the upgrade. Without them the old hash
               stays: run it again when they are there.
    readings : rows with claim_id, saying, matter and note that say better than the old word what a
               decision on this claim answered; else `lexicons/old_statuses.csv` tells what each old
               word meant
    write    : False only shows the changes
    The old word and its scope stay in `old_status` and `old_scope`. A register that is up to date
    does not change. Raises RegisterError, with nothing written, for a column or a value that no
    version had.
    """
    path = Path(path)
    if not any((path / f"{name}.csv").exists() for name in TABLES):
        raise RegisterError(f"{path}: no register here; give the folder that holds claims.csv")
    if not write:
        return _carry(path, articles, readings)[1]
    with ledger.lock(path):
        tables, changes = _carry(path, articles, readings)
        for name in dict.fromkeys(changes["file"]):
            ledger.replace(path / f"{name}.csv", TABLES[name], tables[name])
    return changes


def _carry(
    path: Path, articles: Iterable[Article], readings: Iterable[Mapping[str, str]]
) -> tuple[dict[str, list[Row]], pd.DataFrame]:
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
    better = {row["claim_id"]: row for row in readings}
    for decision in new["decisions"]:
        _answer(path, decision, better.get(decision["claim_id"], {}))
        claim = claims.get(decision["claim_id"], {})
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


def _answer(path: Path, decision: Row, better: Mapping[str, str]) -> None:
    """Two answers for the one word of a decision.

    Withdrawals and decisions that have them keep what they have.
    """
    if decision["withdraws"] or decision["saying"]:
        return
    word, scope = decision["old_status"], decision["old_scope"]
    old = read_rows("old_statuses.csv", ("old_status", "old_scope", "saying", "matter"))
    known = {(r["old_status"], r["old_scope"]): r for _, r in old}
    meant = better or known.get((word, scope), {})
    for question in ("saying", "matter"):
        if meant.get(question) not in values(question):
            raise RegisterError(
                f"{path / 'decisions.csv'}: {decision['decision_id']}: no {question} "
                "is known for the old status "
                f"{word!r}{f' ({scope})' if scope else ''}; give it in the table of readings"
            )
        decision[question] = meant[question]
    decision["note"] = decision["note"] or better.get("note", "")


def _old_hash(claim: Mapping[str, str]) -> str:
    """What earlier versions hashed: the claim and its answer."""
    basis = f"{norm(claim['quote'])}\0{norm(claim['response_quote'])}"
    return hashlib.sha256(basis.encode("utf-8", "surrogatepass")).hexdigest()[:16]
