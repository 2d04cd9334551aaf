"""The register's four tables: which columns they have, and what each may hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from ..paths import REGISTER

# Each column, and after a colon what must stand in it (`checks.KINDS`); with "?" it may be empty.
SPECS = {
    "claims": "claim_id:id n:whole article_id:filled text_sha256 quote:filled start:whole "
    "end:whole prefix suffix source source_type attribution cue hedges claim_type n_sources:whole "
    "n_independent:whole text_status:scale? machine_status:machine? rule_id response_quote "
    "response_start:whole response_end:whole response_source flags note registered_by:registrar "
    "registered_quote anchor:scale anchor_note reading basis_hash updated last_run:run?",
    "decisions": "decision_id:id claim_id saying:scale? matter:scale? note original_status "
    "old_status old_scope source_reliability:scale? info_credibility:scale? likelihood:scale? "
    "confidence:scale? independent_origins:count event_date:period? reviewer:person date:time "
    "reason:filled evidence_ids withdraws adjudicates seen_reading seen_basis_hash:hash",
    "evidence": "evidence_id:id claim_id stance:scale finding:filled original_wording origin "
    "lineage:scale url:link? archive_url:link? outlet page_kind language published:date? "
    "added_by:person accessed:day",
    "corrections": "correction_id:id what article_id key:span words:filled prefix suffix field "
    "from to who:person when:time why:filled withdraws basis_hash:hash",
}
# table → column → what it must hold, "" where anything may
HOLDS = {
    name: {column: kind for column, _, kind in (part.partition(":") for part in spec.split())}
    for name, spec in SPECS.items()
}
TABLES = {name: tuple(columns) for name, columns in HOLDS.items()}
CLAIMS, DECISIONS, EVIDENCE, CORRECTIONS = TABLES.values()
INTEGERS = frozenset(column for column, kind in HOLDS["claims"].items() if kind == "whole")


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


def table(rows: Iterable[Mapping[str, object]], columns: tuple[str, ...]) -> pd.DataFrame:
    """Rows → DataFrame with declared columns.

    Offsets and counts are whole numbers, everything else text.
    """
    texts = [[str(row[column]) for column in columns] for row in rows]
    types = {column: "int64" if column in INTEGERS else "str" for column in columns}
    return pd.DataFrame(texts, columns=list(columns), dtype="str").astype(types)


def moment(date: str) -> datetime:
    """A day or a time as a point in time that sorts; without a zone it is read as UTC.

    Raises ValueError otherwise.
    """
    if len(date) < len("2026-11-22"):
        raise ValueError(f"{date!r} is no day")
    found = datetime.fromisoformat(date)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
