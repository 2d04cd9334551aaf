"""What people decided: adding, withdrawing and reading decisions and evidence. Rows are added, never changed or removed."""

import secrets
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pandas as pd

from . import columns, ledger
from .columns import CLAIMS, DECISIONS, EVIDENCE, WHOLE, Register, basis_hash, load_register
from .ledger import RegisterError

SHOWN = [
    "claim_id",
    "article_id",
    "n",
    "quote",
    "start",
    "end",
    "source",
    "source_type",
    "claim_type",
]


def add_decision(
    register: Register,
    claim_id: str,
    status: str,
    *,
    reviewer: str,
    reason: str,
    scope: str = "",
    source_reliability: str = "",
    info_credibility: str = "",
    likelihood: str = "",
    confidence: str = "",
    independent_origins: int | str = "",
    event_date: str = "",
    evidence_ids=(),
    date: str = "",
) -> Register:
    """Write a person's decision on a claim to disk, at once; returns the register with it.

    The claim is taken as it stands in `register`, which is what the reviewer saw: its words are hashed into the row,
    and a claim that is new to the disk (found by the machine, or found again in an edited text) is written with it.
    scope "part": the status holds for the main part of the claim, and the reason says for which part it does not.
    Raises RegisterError, with nothing written, when a value is not in its scale or name or reason is missing.
    """
    row = {
        "status": status,
        "scope": scope,
        "source_reliability": source_reliability,
        "info_credibility": info_credibility,
        "likelihood": likelihood,
        "confidence": confidence,
        "independent_origins": str(independent_origins),
        "event_date": event_date,
        "reviewer": reviewer.strip(),
        "reason": reason.strip(),
        "evidence_ids": " ".join(evidence_ids),
        "date": date or now(),
    }
    return _decide(register, claim_id, row)


def undo(
    register: Register, reviewer: str, claim_id: str = "", reason: str = "withdrawn by the reviewer"
) -> Register:
    """Withdraw the reviewer's last standing decision (on one claim, if named) by a row that says so.

    The decision stays in the file; the status shown is that of the decision before it, else the machine's.
    Raises RegisterError when there is nothing of this reviewer's to withdraw.
    """
    mine = standing(register.decisions)
    mine = mine[
        (mine["reviewer"] == reviewer.strip())
        & (mine["claim_id"] == claim_id if claim_id else True)
    ]
    if mine.empty:
        raise RegisterError(
            f"{reviewer or 'a reviewer without a name'} has no decision {f'on {claim_id} ' if claim_id else ''}"
            "that could be withdrawn; only one's own decisions are"
        )
    last = mine.iloc[-1]
    row = {
        "reviewer": reviewer.strip(),
        "reason": reason.strip(),
        "withdraws": last["decision_id"],
        "date": now(),
    }
    return _decide(register, last["claim_id"], row)


def add_evidence(
    register: Register,
    claim_id: str,
    stance: str,
    finding: str,
    *,
    added_by: str,
    url: str = "",
    origin: str = "",
    lineage: str = "",
    outlet: str = "",
    page_kind: str = "",
    language: str = "",
    published: str = "",
    accessed: str = "",
) -> Register:
    """Write a finding to disk: what a page says about a claim, in your own words. Returns the register with it.

    origin : who the page has it from (an agency, a document, a person), which is what independence is counted by
    lineage: stated, inferred, not shown or not independent; without an origin it is "not shown"
    Raises RegisterError, with nothing written, for a link that is not http(s), an unknown stance, or an empty finding.
    """
    row = {
        "claim_id": claim_id,
        "stance": stance,
        "finding": finding.strip(),
        "origin": origin.strip(),
        "url": url.strip(),
        "lineage": lineage or ("stated" if origin.strip() else "not shown"),
        "outlet": outlet,
        "page_kind": page_kind,
        "language": language,
        "published": published,
        "added_by": added_by.strip(),
        "accessed": accessed or now()[:10],
        "evidence_id": _new_id("e"),
    }
    with ledger.lock(register.path):
        disk = load_register(register.path)
        _refuse(
            columns.evidence_problems(
                row,
                "not saved: ",
                set(disk.claims["claim_id"]) | {claim_of(register, claim_id)["claim_id"]},
            )
        )
        _save_claim(disk, claim_of(register, claim_id))
        ledger.append(register.path / "evidence.csv", EVIDENCE, row, WHOLE["evidence"])
    return _reread(register)


def standing(decisions: pd.DataFrame) -> pd.DataFrame:
    """The decisions that were not withdrawn, oldest first."""
    gone = set(decisions["withdraws"]) - {""}
    return decisions[(decisions["withdraws"] == "") & ~decisions["decision_id"].isin(gone)]


def displayed_status(register: Register) -> pd.DataFrame:
    """One row per claim with the status to show: the last standing decision's, else the machine's.

    Columns: those of the claim (claim_id, article_id, n, quote, start, end, source, source_type, claim_type, anchor),
    status, label (status in words, "in part" where it covers a part), scope, decided_by (reviewer, machine, or nobody),
    reviewer, date, reason, likelihood, confidence, source_reliability, info_credibility, independent_origins,
    event_date, decision_id, machine_status, rule_id, n_decisions (standing, by anybody), supports / contradicts /
    qualifies (rows of evidence), stale (the decision was taken on other words than stand there now).
    """
    stand = standing(register.decisions)
    last = {row["claim_id"]: row for row in stand.to_dict("records")}
    counts = Counter(stand["claim_id"])
    stances = Counter(zip(register.evidence["claim_id"], register.evidence["stance"]))
    rows = []
    for claim in register.claims.to_dict("records"):
        cid = claim["claim_id"]
        decision = last.get(cid, {})
        status = decision.get("status") or claim["machine_status"]
        scope = decision.get("scope", "")
        rows.append(
            {
                **{c: claim[c] for c in SHOWN},
                "anchor": claim["anchor"],
                "status": status,
                "label": status.replace("_", " ") + (" in part" if scope == "part" else ""),
                "scope": scope,
                "decided_by": "reviewer" if decision else "machine" if status else "nobody",
                **{
                    c: decision.get(c, "")
                    for c in (
                        "reviewer",
                        "date",
                        "reason",
                        "likelihood",
                        "confidence",
                        "source_reliability",
                        "info_credibility",
                        "independent_origins",
                        "event_date",
                        "decision_id",
                    )
                },
                "machine_status": claim["machine_status"],
                "rule_id": claim["rule_id"],
                "n_decisions": counts[cid],
                **{s: stances[cid, s] for s in ("supports", "contradicts", "qualifies")},
                "stale": bool(decision) and is_stale(decision, claim),
            }
        )
    columns = [
        *SHOWN,
        "anchor",
        "status",
        "label",
        "scope",
        "decided_by",
        "reviewer",
        "date",
        "reason",
        "likelihood",
        "confidence",
        "source_reliability",
        "info_credibility",
        "independent_origins",
        "event_date",
        "decision_id",
        "machine_status",
        "rule_id",
        "n_decisions",
        "supports",
        "contradicts",
        "qualifies",
        "stale",
    ]
    numbers = {"n", "start", "end", "n_decisions", "supports", "contradicts", "qualifies"}
    return pd.DataFrame(
        {
            c: pd.Series(
                [r[c] for r in rows],
                dtype="int64" if c in numbers else "bool" if c == "stale" else "str",
            )
            for c in columns
        }
    )


def is_stale(decision: dict, claim: dict) -> bool:
    """Whether the words have changed, or cannot be found, since the decision."""
    return decision["seen_basis_hash"] != basis_hash(claim) or claim["anchor"] in (
        "review",
        "orphan",
    )


def claim_of(register: Register, claim_id: str) -> dict:
    """The claim's row as a dict; raises RegisterError when the register does not know it."""
    rows = register.claims[register.claims["claim_id"] == claim_id]
    if rows.empty:
        raise RegisterError(
            f"no claim {claim_id!r} in the register {register.path}; claim ids are in claims.csv"
        )
    return rows.iloc[0].to_dict()


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _decide(register: Register, claim_id: str, given: dict) -> Register:
    claim = claim_of(register, claim_id)
    row = {
        **dict.fromkeys(DECISIONS, ""),
        **given,
        "claim_id": claim_id,
        "decision_id": _new_id("d"),
        "seen_basis_hash": basis_hash(claim),
    }
    with ledger.lock(register.path):
        disk = load_register(register.path)
        earlier = {r["decision_id"]: r for r in disk.decisions.to_dict("records")}
        if row["withdraws"] in set(disk.decisions["withdraws"]) - {""}:
            raise RegisterError(
                f"not saved: {row['withdraws']} was already withdrawn; load the register again"
            )
        _refuse(
            columns.decision_problems(
                row, "not saved: ", {claim_id}, set(disk.evidence["evidence_id"]), earlier
            )
        )
        _save_claim(disk, claim)
        ledger.append(register.path / "decisions.csv", DECISIONS, row, WHOLE["decisions"])
    return _reread(register)


def _refuse(problems) -> None:
    if problems := list(problems):
        raise RegisterError("\n".join(problems))


def _save_claim(disk: Register, claim: dict) -> None:
    """Write the claim as the reviewer saw it, if the file has it otherwise or not at all."""
    rows = disk.claims.to_dict("records")
    at = next((i for i, r in enumerate(rows) if r["claim_id"] == claim["claim_id"]), len(rows))
    if at == len(rows) or rows[at] != claim:
        ledger.replace(disk.path / "claims.csv", CLAIMS, [*rows[:at], claim, *rows[at + 1 :]])


def _reread(register: Register) -> Register:
    """The files as they are now, with the claims that so far only this session knows."""
    disk = load_register(register.path)
    return replace(disk, claims=register.claims)


def _new_id(kind: str) -> str:
    return f"{kind}-{secrets.token_hex(5)}"
