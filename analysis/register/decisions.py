"""Deciding: decisions, their withdrawal, adjudication, and evidence.

Rows are added, never changed or removed.
"""

import secrets
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from . import checks
from .columns import DECISIONS, Register, moment
from .displayed import claim_of, conflicting, standing
from .ledger import RegisterError, Row
from .stored import save

ONE_DAY = timedelta(days=1)  # what is today somewhere on earth is not yet to come


def add_decision(
    register: Register,
    claim_id: str,
    saying: str,
    matter: str,
    *,
    reviewer: str,
    reason: str,
    note: str = "",
    source_reliability: str = "",
    info_credibility: str = "",
    likelihood: str = "",
    confidence: str = "",
    independent_origins: int | str = "",
    event_date: str = "",
    evidence_ids: Iterable[str] = (),
    date: str = "",
    adjudicates: Iterable[str] = (),
) -> Register:
    """Write a person's decision on a claim to disk, at once; returns the register with it.

    saying, matter : did the source say it, so? is it so? (`values("saying")`, `values("matter")`)
    adjudicates    : ids of decisions on this claim that this one settles (see `adjudicate`)
    The claim is taken as it stands in `register`, which is what the reviewer saw: the hash of its
    words and the machine's reading go into the row, and a claim that is new to the disk, or stands
    there otherwise, is written with it. Raises RegisterError, with nothing written, when a value is
    not in its scale, name or reason is missing, the name is the program's, the date is yet to
    come, or a text holds half a character.
    """
    row = {
        "saying": saying,
        "matter": matter,
        "note": note,
        "source_reliability": source_reliability,
        "info_credibility": info_credibility,
        "likelihood": likelihood,
        "confidence": confidence,
        "independent_origins": str(independent_origins),
        "event_date": event_date,
        "reviewer": reviewer,
        "reason": reason,
        "evidence_ids": " ".join(evidence_ids),
        "date": date or now(),
        "adjudicates": " ".join(adjudicates),
    }
    return _decide(register, claim_id, row)


def adjudicate(
    register: Register, claim_id: str, saying: str, matter: str, *, reviewer: str, reason: str
) -> Register:
    """Settle a claim on which reviewers differ: a decision that names the decisions it has weighed.

    The conflict is over until one of the reviewers decides anew and otherwise. Raises
    RegisterError, with nothing written, when the reviewers do not differ, and as `add_decision`.
    """
    ids = conflicting(register, claim_id)["decision_id"].tolist()
    if not ids:
        raise RegisterError(f"not saved: the reviewers do not differ on {claim_id}")
    return add_decision(
        register, claim_id, saying, matter, reviewer=reviewer, reason=reason, adjudicates=ids
    )


def undo(
    register: Register, reviewer: str, claim_id: str = "", reason: str = "withdrawn by the reviewer"
) -> Register:
    """Withdraw the reviewer's last standing decision by a row that says so.

    claim_id : only a decision on this claim
    The decision stays in the file; shown is the decision before it, else the machine's reading.
    Raises RegisterError when there is nothing of this reviewer's to withdraw.
    """
    mine = standing(register.decisions)
    mine = mine[mine["reviewer"] == reviewer.strip()]
    mine = mine[mine["claim_id"] == claim_id] if claim_id else mine
    if mine.empty:
        raise RegisterError(
            f"{reviewer or 'a reviewer without a name'} has no decision "
            f"{f'on {claim_id} ' if claim_id else ''}"
            "that could be withdrawn; only one's own decisions are"
        )
    last = mine.iloc[-1]
    row = {
        "reviewer": reviewer,
        "reason": reason,
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
    archive_url: str = "",
    origin: str = "",
    lineage: str = "",
    outlet: str = "",
    page_kind: str = "",
    language: str = "",
    published: str = "",
    accessed: str = "",
    original_wording: str = "",
) -> Register:
    """Write a finding to disk: what a page says about a claim, in your own words.

    Returns the register with it.

    origin      : who the page has it from (an agency, a document, a person), which is what
        independence is counted by
    lineage     : stated, inferred, not shown or not independent; without an origin it is "not
        shown"
    archive_url : a lasting copy of the page; accessed: the day the page was read (default: today)
    original_wording : where the claim is a translation, what it was in the words of its source, as
        the page at `url` has them
    Raises RegisterError, with nothing written, for a link that is not http(s), an unknown stance,
    an empty finding or half a character.
    """
    row = {
        "evidence_id": new_id("e"),
        "claim_id": claim_of(register, claim_id)["claim_id"],
        "stance": stance,
        "finding": finding.strip(),
        "origin": origin.strip(),
        "url": url.strip(),
        "archive_url": archive_url.strip(),
        "original_wording": original_wording.strip(),
        "lineage": lineage or ("stated" if origin.strip() else "not shown"),
        "outlet": outlet,
        "page_kind": page_kind,
        "language": language,
        "published": published,
        "added_by": added_by.strip(),
        "accessed": accessed or now()[:10],
    }
    return save(register, "evidence", row)


def now() -> str:
    """The time, so finely that two decisions of one reviewer do not fall together."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def new_id(kind: str) -> str:
    """An id that no other clone gives, and that sorts after those given before."""
    return f"{kind}-{time.time_ns():x}{secrets.token_hex(3)}"


def _decide(register: Register, claim_id: str, given: Row) -> Register:
    claim = claim_of(register, claim_id)
    if checks.is_time(given["date"]) and moment(given["date"]) > datetime.now(UTC) + ONE_DAY:
        raise RegisterError(
            f"not saved: the date {given['date']} is yet to come, and a later decision could not "
            "take its place; give the day of the decision or leave it out"
        )
    row = {
        **dict.fromkeys(DECISIONS, ""),
        **{column: "" if value is None else str(value).strip() for column, value in given.items()},
        "claim_id": claim_id,
        "decision_id": new_id("d"),
        "seen_reading": str(claim["reading"]),
        "seen_basis_hash": str(claim["basis_hash"]),
    }
    return save(register, "decisions", row)
