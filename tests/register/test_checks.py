"""What may stand in a register's rows: every rule of the checks is broken once, and says so."""

import csv

import pytest

from analysis.paths import REGISTER
from analysis.register import RegisterError, checks, claim_of, is_program, load_register
from analysis.register.columns import CLAIMS
from tests.cases import load_cases

CLAIM = {
    **dict.fromkeys(CLAIMS, ""),
    "claim_id": "c-1",
    **dict.fromkeys(("n", "start", "end", "n_sources", "n_independent"), "1"),
    **{"response_start": "-1", "response_end": "-1", "article_id": "port", "quote": "40 ships"},
    **{"registered_by": "Ana", "text_status": "", "machine_status": "asserted", "anchor": "exact"},
}
CORRECTION = {
    **{"correction_id": "k-2", "withdraws": "", "what": "claims", "field": "source", "to": "Bo"},
    **{"key": "3-9", "words": "ships", "who": "Ana", "why": "read again", "when": "2031-05-05"},
    "basis_hash": "0" * 16,
}
EARLIER = {"k-1": {"withdraws": "", "who": "Ana", "key": "3-9"}}
EARLIER["k-0"] = EARLIER["k-1"] | {"withdraws": "k-1"}


def first(name: str) -> dict[str, str]:
    with (REGISTER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return next(csv.DictReader(file))


DECISION, EVIDENCE = first("decisions"), first("evidence")
THEIRS = {"withdraws": "", "reviewer": "Bo", "claim_id": DECISION["claim_id"]}
KNOWN = {
    "d-theirs": THEIRS,
    "d-other": THEIRS | {"claim_id": "c-other", "reviewer": DECISION["reviewer"]},
    "d-gone": THEIRS | {"withdraws": "d-x", "reviewer": DECISION["reviewer"]},
}

SOUND = {
    "claims": CLAIM,
    "decisions": DECISION,
    "evidence": EVIDENCE,
    "corrections": CORRECTION,
}


def complaints(kind: str, **change: str) -> list[str]:
    """What the checks say of a sound row with some cells changed."""
    known = {
        "claims": {DECISION["claim_id"]: {}, EVIDENCE["claim_id"]: {}},
        "decisions": KNOWN,
        "evidence": {key: {} for key in DECISION["evidence_ids"].split()},
        "corrections": EARLIER,
    }
    return list(checks.row_problems(kind, SOUND[kind] | change, "line 2: ", known))


@pytest.mark.parametrize("kind", list(SOUND))
def test_a_sound_row_has_no_problem(kind):
    """Else the tests below would show nothing."""
    assert complaints(kind) == []


@pytest.mark.parametrize(
    ("kind", "change", "said"),
    [
        ("claims", {"start": "-2"}, "start '-2' is no whole number"),
        ("claims", {"article_id": ""}, "must not be empty"),
        ("claims", {"quote": ""}, "must not be empty"),
        ("claims", {"registered_by": ""}, "is no person's name"),
        ("claims", {"text_status": "true"}, "text_status"),
        ("claims", {"machine_status": "refuted"}, "none that a machine may give"),
        ("claims", {"anchor": "lost"}, "anchor"),
        ("decisions", {"claim_id": "c-none"}, "is not in claims.csv"),
        ("decisions", {"withdraws": "d-none"}, "which is none on this claim_id"),
        ("decisions", {"withdraws": "d-other"}, "which is none on this claim_id"),
        ("decisions", {"withdraws": "d-gone"}, "which is none on this claim_id"),
        ("decisions", {"withdraws": "d-theirs"}, "Bo's own to withdraw"),
        ("decisions", {"saying": "so"}, "saying"),
        ("decisions", {"matter": ""}, "matter"),
        ("decisions", {"adjudicates": "d-other"}, "adjudicates 'd-other'"),
        ("decisions", {"confidence": "very"}, "confidence"),
        ("decisions", {"reviewer": ""}, "reviewer"),
        ("decisions", {"reason": " "}, "reason"),
        ("decisions", {"date": "soon"}, "date"),
        ("decisions", {"independent_origins": "two"}, "write a whole number or nothing"),
        ("decisions", {"event_date": "2025-11-21/x"}, "write a day"),
        ("decisions", {"evidence_ids": "e-none"}, "is not in evidence.csv"),
        ("decisions", {"seen_basis_hash": "0" * 15}, "16 hexadecimal digits"),
        ("evidence", {"claim_id": "c-none"}, "is not in claims.csv"),
        ("evidence", {"stance": "likes"}, "stance"),
        ("evidence", {"lineage": "maybe"}, "lineage"),
        ("evidence", {"finding": " "}, "must not be empty"),
        ("evidence", {"added_by": ""}, "is no person's name"),
        ("evidence", {"added_by": "Sources Say"}, "is no person's name"),
        ("evidence", {"original_wording": "palabras", "url": ""}, "without the address"),
        ("evidence", {"url": "ftp://a.example"}, "must begin with http"),
        ("evidence", {"archive_url": "https://a b"}, "must begin with http"),
        ("evidence", {"published": "soon"}, "write it as 2025"),
        ("evidence", {"published": "2031-19-45"}, "write it as 2025"),
        ("evidence", {"accessed": "2026-13-01"}, "write the day as"),
        ("evidence", {"accessed": "2026-11"}, "write the day as"),
        ("evidence", {"finding": "half \ud83d"}, "holds half a character"),
        ("corrections", {"withdraws": "k-none"}, "which is none on this key"),
        ("corrections", {"withdraws": "k-0"}, "which is none on this key"),
        ("corrections", {"withdraws": "k-1", "who": "Bo"}, "Ana's own to withdraw"),
        ("corrections", {"field": "colour"}, "colour"),
        ("corrections", {"key": "3"}, "write the span as"),
        ("corrections", {"words": ""}, "must not be empty"),
        ("corrections", {"why": ""}, "why"),
        ("corrections", {"basis_hash": "0" * 17}, "16 hexadecimal digits"),
    ],
)
def test_a_broken_cell_is_named(kind, change, said):
    """One problem or more, at its line, with what is wrong."""
    found = complaints(kind, **change)
    assert found and all(line.startswith("line 2: ") for line in found)
    assert said in " ".join(found)


def test_an_unknown_claim_is_named():
    """Whoever asks for one that is not registered is told which, and where ids stand."""
    with pytest.raises(RegisterError, match=r"no claim 'c-none' .* claims\.csv"):
        claim_of(load_register(), "c-none")


@pytest.mark.parametrize(
    ("name", "person"),
    [(name, case["person"]) for case in load_cases("reviewers") for name in case["names"]],
)
def test_only_a_named_person_or_desk_decides(name, person):
    """The program under any spelling, and words for machines, sign nothing.

    That holds wherever somebody signs: decisions, corrections, evidence and claims.
    """
    assert is_program(name) is not person
    for kind, who in (
        ("decisions", "reviewer"),
        ("corrections", "who"),
        ("evidence", "added_by"),
        ("claims", "registered_by"),
    ):
        assert bool(complaints(kind, **{who: name})) is not person, kind
