"""What may stand in the register's rows.

Every slip of the hand named with file, line and remedy.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from ..text.article import safe_url
from . import scales
from .columns import INTEGERS, moment
from .ledger import HALF, RegisterError, Row, Rows, encode

SAFE_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")
BASIS = re.compile(r"[0-9a-f]{16}")
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
KEY = re.compile(r"\d{1,12}-\d{1,12}")
SHOWN = 20  # problems listed in one message
GRADES = ("source_reliability", "info_credibility", "likelihood", "confidence")
WHOLE: dict[str, Callable[[Row], bool]] = {
    "claims": lambda row: row["last_run"] in ("", "found", "not found"),
    "decisions": lambda row: bool(BASIS.fullmatch(row["seen_basis_hash"])),
    "evidence": lambda row: len(row["accessed"]) == len("2026-11-22"),
    "corrections": lambda row: bool(BASIS.fullmatch(row["basis_hash"])),
}


def problems(path: Path, found: Mapping[str, Rows]) -> Iterator[str]:
    """What is wrong with the rows of a register, file by file."""
    claims = {row["claim_id"] for _, row in found["claims"]}
    evidence = {row["evidence_id"] for _, row in found["evidence"]}
    decisions = {row["decision_id"]: row for _, row in found["decisions"]}
    corrections = {row["correction_id"]: row for _, row in found["corrections"]}
    each: dict[str, tuple[str, Callable[[Row, str], Iterator[str]]]] = {
        "claims": ("claim_id", claim_problems),
        "decisions": (
            "decision_id",
            lambda row, at: decision_problems(row, at, claims, evidence, decisions),
        ),
        "evidence": ("evidence_id", lambda row, at: evidence_problems(row, at, claims)),
        "corrections": (
            "correction_id",
            lambda row, at: correction_problems(row, at, corrections),
        ),
    }
    for name, (key, check) in each.items():
        seen: dict[str, int] = {}
        for line, row in found[name]:
            at = f"{path / name}.csv, line {line}: "
            if not SAFE_ID.fullmatch(row[key]):
                yield f"{at}{key} {row[key]!r} must be letters, digits, - and _; restore it"
            if row[key] in seen:
                yield (
                    f"{at}{key} {row[key]} is already on line {seen[row[key]]}; "
                    "delete the copy (ids are unique)"
                )
            seen.setdefault(row[key], line)
            yield from check(row, at)


def refuse(found: Iterable[str]) -> None:
    """Raise RegisterError when there are problems; its message lists the first twenty."""
    if listed := list(found):
        more = f"\n… and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
        raise RegisterError("\n".join(listed[:SHOWN]) + more)


def claim_problems(row: Row, at: str) -> Iterator[str]:
    """What is wrong with one claim."""
    for column in INTEGERS:
        if not re.fullmatch(r"-1|\d{1,12}", row[column]):
            yield at + f"{column} {row[column]!r} is no whole number; -1 stands for none"
    if not row["article_id"] or not row["quote"] or not row["registered_by"]:
        yield at + "article_id, quote and registered_by must not be empty"
    elif row["registered_by"] != scales.MACHINE:
        yield from _a_persons(row, at, "registered_by")
    yield from _not_in(at, row, "text_status", "text_status", optional=True)
    yield from machine_problems(row, at)
    yield from _not_in(at, row, "anchor", "anchor")


def machine_problems(row: Mapping[str, str], at: str) -> Iterator[str]:
    """A status that no machine may give."""
    allowed = scales.values("text_status")
    if row["machine_status"] and row["machine_status"] not in allowed:
        yield at + (
            f"machine_status {row['machine_status']!r} is none that a machine may give "
            f"({', '.join(allowed)}); a person's finding belongs into decisions.csv"
        )


def decision_problems(
    row: Row, at: str, claims: set[str], evidence: set[str], known: Mapping[str, Row]
) -> Iterator[str]:
    """What is wrong with one decision, given what it may refer to."""
    yield from half_problems(row, at)
    if row["claim_id"] not in claims:
        yield (
            at + f"claim_id {row['claim_id']!r} is not in claims.csv; correct the id "
            "(claims are never deleted)"
        )
    if row["withdraws"]:
        target = known.get(row["withdraws"])
        if target is None or target["claim_id"] != row["claim_id"] or target["withdraws"]:
            yield at + f"withdraws {row['withdraws']!r} is no decision on this claim; name one"
        elif target["reviewer"] != row["reviewer"]:
            yield (
                at
                + f"withdraws {row['withdraws']}, which is {target['reviewer']}'s own to withdraw"
            )
    else:
        yield from _not_in(at, row, "saying", "saying")
        yield from _not_in(at, row, "matter", "matter")
    for other in row["adjudicates"].split():
        if known.get(other, {"claim_id": ""})["claim_id"] != row["claim_id"]:
            yield (
                at + f"adjudicates {other!r}, which is no decision on this claim; name those on it"
            )
    for column in GRADES:
        yield from _not_in(at, row, column, column, optional=True)
    yield from _signed(row, at, "reviewer", "date", "reason")
    if not re.fullmatch(r"\d*", row["independent_origins"]):
        yield (
            at
            + f"independent_origins {row['independent_origins']!r}: write a whole number or nothing"
        )
    dates = row["event_date"].split("/", 1) if row["event_date"] else []
    if not all(DATE.fullmatch(part) for part in dates):
        yield (
            at + f"event_date {row['event_date']!r}: write a day (2025-11-21), a month, "
            "or from/to with a slash"
        )
    for eid in row["evidence_ids"].split():
        if eid not in evidence:
            yield at + f"evidence {eid!r} is not in evidence.csv; correct the id"
    if not BASIS.fullmatch(row["seen_basis_hash"]):
        yield (
            at
            + "seen_basis_hash must be 16 hexadecimal digits; decisions are written by the panel "
            "or add_decision"
        )


def evidence_problems(row: Row, at: str, claims: set[str]) -> Iterator[str]:
    """What is wrong with one row of evidence."""
    yield from half_problems(row, at)
    if row["claim_id"] not in claims:
        yield at + f"claim_id {row['claim_id']!r} is not in claims.csv; correct the id"
    yield from _not_in(at, row, "stance", "stance")
    yield from _not_in(at, row, "lineage", "lineage")
    if not row["finding"].strip() or not row["added_by"].strip():
        yield at + "a finding in your own words and the name of who adds it must not be empty"
    yield from _a_persons(row, at, "added_by")
    if row["original_wording"] and not row["url"]:
        yield at + "original_wording without the address of the page that has it; give the url"
    for column in ("url", "archive_url"):
        if row[column] and not safe_url(row[column]):
            yield (
                at + f"{column} {row[column][:80]!r} must begin with http:// or https:// "
                "and hold no spaces"
            )
    if row["published"] and not DATE.fullmatch(row["published"]):
        yield (
            at + f"published {row['published']!r}: write it as 2025, 2025-11 or 2025-11-29, "
            "or leave it empty"
        )
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["accessed"]) or not is_time(row["accessed"]):
        yield at + f"accessed {row['accessed']!r}: write the day as 2026-11-22"


def correction_problems(row: Row, at: str, known: Mapping[str, Row]) -> Iterator[str]:
    """What is wrong with one correction.

    Which fields there are stands with those who apply them.
    """
    from ..corrections import value_problem

    yield from half_problems(row, at)
    if row["withdraws"]:
        target = known.get(row["withdraws"])
        if target is None or target["withdraws"]:
            yield at + f"withdraws {row['withdraws']!r} is no correction; name one"
        elif target["who"] != row["who"]:
            yield at + f"withdraws {row['withdraws']}, which is {target['who']}'s own to withdraw"
    elif problem := value_problem(row["what"], row["field"], row["to"]):
        yield at + problem
    if not KEY.fullmatch(row["key"]) or not row["words"]:
        yield (
            at + f"key {row['key']!r}: write the span as 120-163, and its words in the column words"
        )
    yield from _signed(row, at, "who", "when", "why")
    if not BASIS.fullmatch(row["basis_hash"]):
        yield (
            at
            + "basis_hash must be 16 hexadecimal digits; corrections are written by add_correction"
        )


def half_problems(row: Mapping[str, str], at: str) -> Iterator[str]:
    """Halves of characters, which would make the file unreadable."""
    for column, value in row.items():
        if HALF.search(value):
            yield at + (
                f"{column} holds half a character ({encode(value)[:80]!r}); "
                "write the whole character or leave it out"
            )


def is_time(text: str) -> bool:
    """Whether a text is a day or a time."""
    try:
        moment(text)
    except ValueError:
        return False
    return True


def _signed(row: Row, at: str, who: str, when: str, why: str) -> Iterator[str]:
    if not row[who].strip() or not row[why].strip():
        yield at + f"{who} and {why} must not be empty: it needs somebody's name and a reason"
    yield from _a_persons(row, at, who)
    if not is_time(row[when]):
        yield at + f"date {row[when]!r}: write it as 2026-11-22 or 2026-11-22T09:30:00+00:00"


def _a_persons(row: Row, at: str, who: str) -> Iterator[str]:
    if row[who].strip() and scales.is_program(row[who]):
        yield at + (
            f"{who} {row[who]!r} is no person's name; only people decide: write your own, "
            "or that of your desk"
        )


def _not_in(at: str, row: Row, column: str, scale: str, optional: bool = False) -> Iterator[str]:
    if row[column] not in scales.values(scale) and not (optional and not row[column]):
        yield at + f"{column} {row[column]!r} is not one of: {', '.join(scales.values(scale))}"
