"""Test cases as data: `tests/cases/<stem>.json`, with the known failures of
`tests/known_failures.json` under strict xfail.

    from tests.cases import cases

    @pytest.mark.parametrize("case", cases("hedging"))
    def test_every_cue_gets_its_class(case): ...

A case file is a JSON list of objects, each with an "id" of its own. A known failure that starts to
pass fails the run,
so that the list cannot outlive what it excuses.
"""

import json
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
FOLDER = TESTS / "cases"
KNOWN_FAILURES = TESTS / "known_failures.json"


def load_cases(stem: str) -> list[dict]:
    """The cases of one file, checked: a list of objects whose ids are there and differ."""
    path = FOLDER / f"{stem}.json"
    loaded = json.loads(path.read_text(encoding="utf-8"))
    ids = [case.get("id") for case in loaded]
    if not loaded or None in ids or len(set(ids)) < len(ids):
        raise ValueError(
            f"{path.name}: every case needs an id of its own, and there must be at least one case"
        )
    return loaded


def known_failures() -> dict[str, dict[str, str]]:
    """{case file: {case id: why it fails}}"""
    return json.loads(KNOWN_FAILURES.read_text(encoding="utf-8")) if KNOWN_FAILURES.exists() else {}


def cases(stem: str) -> list:
    """The cases of `tests/cases/<stem>.json` as pytest parameters, known failures marked as strict
    xfail.
    """
    reasons = known_failures().get(stem, {})
    return [
        pytest.param(
            case,
            id=str(case["id"]),
            marks=[pytest.mark.xfail(reason=reasons[case["id"]], strict=True)]
            if case["id"] in reasons
            else [],
        )
        for case in load_cases(stem)
    ]
