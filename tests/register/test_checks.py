"""What may stand in a register's rows: every rule of the checks is broken once, and says so."""

import csv

import pytest

from analysis.paths import REGISTER
from analysis.register import RegisterError, checks, claim_of, is_program, load_register
from tests.cases import load_cases

CLAIM = {
    **dict.fromkeys(("n", "start", "end", "n_sources", "n_independent"), "1"),
    **{"response_start": "-1", "response_end": "-1", "article_id": "port", "quote": "40 ships"},
    **{"registered_by": "Ana", "text_status": "", "machine_status": "asserted", "anchor": "exact"},
}
CORRECTION = {
    **{"correction_id": "k-2", "withdraws": "", "what": "claims", "field": "source", "to": "Bo"},
    **{"key": "3-9", "words": "ships", "who": "Ana", "why": "read again", "when": "2031-05-05"},
    "basis_hash": "0" * 16,
}
EARLIER = {"k-1": {"withdraws": "", "who": "Ana"}, "k-0": {"withdraws": "k-1", "who": "Ana"}}


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


def complaints(kind: str, **change: str) -> list[str]:
    """What the checks say of a sound row with some cells changed."""
    claims = {DECISION["claim_id"], EVIDENCE["claim_id"]}
    found = {
        "claim": lambda: checks.claim_problems(CLAIM | change, "line 2: "),
        "decision": lambda: checks.decision_problems(
            DECISION | change, "line 2: ", claims, set(DECISION["evidence_ids"].split()), KNOWN
        ),
        "evidence": lambda: checks.evidence_problems(EVIDENCE | change, "line 2: ", claims),
        "correction": lambda: checks.correction_problems(CORRECTION | change, "line 2: ", EARLIER),
    }
    return list(found[kind]())


@pytest.mark.parametrize("kind", ["claim", "decision", "evidence", "correction"])
def test_a_sound_row_has_no_problem(kind):
    """Else the tests below would show nothing."""
    assert complaints(kind) == []


@pytest.mark.parametrize(
    ("kind", "change", "said"),
    [
        ("claim", {"start": "-2"}, "start '-2' is no whole number"),
        ("claim", {"article_id": ""}, "must not be empty"),
        ("claim", {"quote": ""}, "must not be empty"),
        ("claim", {"registered_by": ""}, "must not be empty"),
        ("claim", {"text_status": "true"}, "text_status"),
        ("claim", {"machine_status": "refuted"}, "none that a machine may give"),
        ("claim", {"anchor": "lost"}, "anchor"),
        ("decision", {"claim_id": "c-none"}, "is not in claims.csv"),
        ("decision", {"withdraws": "d-none"}, "is no decision on this claim"),
        ("decision", {"withdraws": "d-other"}, "is no decision on this claim"),
        ("decision", {"withdraws": "d-gone"}, "is no decision on this claim"),
        ("decision", {"withdraws": "d-theirs"}, "Bo's own to withdraw"),
        ("decision", {"saying": "so"}, "saying"),
        ("decision", {"matter": ""}, "matter"),
        ("decision", {"adjudicates": "d-other"}, "adjudicates 'd-other'"),
        ("decision", {"confidence": "very"}, "confidence"),
        ("decision", {"reviewer": ""}, "reviewer"),
        ("decision", {"reason": " "}, "reason"),
        ("decision", {"date": "soon"}, "date"),
        ("decision", {"independent_origins": "two"}, "write a whole number or nothing"),
        ("decision", {"event_date": "2025-11-21/x"}, "write a day"),
        ("decision", {"evidence_ids": "e-none"}, "is not in evidence.csv"),
        ("decision", {"seen_basis_hash": "0" * 15}, "16 hexadecimal digits"),
        ("evidence", {"claim_id": "c-none"}, "is not in claims.csv"),
        ("evidence", {"stance": "likes"}, "stance"),
        ("evidence", {"lineage": "maybe"}, "lineage"),
        ("evidence", {"finding": " "}, "must not be empty"),
        ("evidence", {"added_by": ""}, "must not be empty"),
        ("evidence", {"added_by": "Sources Say"}, "is no person's name"),
        ("evidence", {"original_wording": "palabras", "url": ""}, "without the address"),
        ("evidence", {"url": "ftp://a.example"}, "must begin with http"),
        ("evidence", {"archive_url": "https://a b"}, "must begin with http"),
        ("evidence", {"published": "soon"}, "write it as 2025"),
        ("evidence", {"accessed": "2026-13-01"}, "write the day as"),
        ("evidence", {"accessed": "2026-11"}, "write the day as"),
        ("evidence", {"finding": "half \ud83d"}, "holds half a character"),
        ("correction", {"withdraws": "k-none"}, "is no correction"),
        ("correction", {"withdraws": "k-0"}, "is no correction"),
        ("correction", {"withdraws": "k-1", "who": "Bo"}, "Ana's own to withdraw"),
        ("correction", {"field": "colour"}, "colour"),
        ("correction", {"key": "3"}, "write the span as"),
        ("correction", {"words": ""}, "write the span as"),
        ("correction", {"why": ""}, "why"),
        ("correction", {"basis_hash": "0" * 17}, "16 hexadecimal digits"),
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
        ("decision", "reviewer"),
        ("correction", "who"),
        ("evidence", "added_by"),
        ("claim", "registered_by"),
    ):
        assert bool(complaints(kind, **{who: name})) is not person, kind
