"""The analyst's notes of the shipped case say what its register, calendar and article say."""

import json
import re

import pytest

from analysis import load_case
from analysis.paths import SEEDS
from tests.notebooks.guards import PROJECT

FACTS = json.loads((PROJECT / "tests/cases/notes.json").read_text(encoding="utf-8"))
CASE = load_case(SEEDS)
NOTES = {name: text for name, text in CASE.notes.items() if name.isdigit()}


def grounds(claim: str) -> str:
    """What people wrote on a claim, decision and findings; or the events of the calendar."""
    if claim == "calendar":
        return "\n".join(CASE.calendar.event)
    book = CASE.register
    reasons = book.decisions.reason[book.decisions.claim_id == claim]
    return "\n".join([*reasons, *book.evidence.finding[book.evidence.claim_id == claim]])


def invented(note: str, texts: str) -> list[str]:
    """Numbers in a note that no table fills in and no article holds."""
    bare = re.sub(r"\{\w+\}", "", note)
    return [n for n in re.findall(r"\d[\d.,]*\d|\d", bare) if not re.search(rf"\b{n}\b", texts)]


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact['note']} {fact['claim']}")
def test_a_fact_of_a_note_has_its_grounds(fact):
    """Whoever changes either finds the other."""
    assert fact["says"] in NOTES[fact["note"]]
    assert fact["because"] in grounds(fact["claim"])


@pytest.mark.parametrize("name", NOTES)
def test_no_number_of_a_note_is_typed(name):
    """It comes from a table by its name, or stands in the article."""
    assert invented(NOTES[name], "\n".join(a.text for a in CASE.articles)) == []


def test_a_typed_number_is_found():
    """The test above can fail."""
    assert invented("At least 83 of {n_acts} acts, 17 of them late.", "at least 83 people") == [
        "17"
    ]


def test_every_name_of_a_note_is_given_by_a_table():
    """And days are those of the calendar."""
    numbers = CASE.numbers(CASE.annotate())
    asked = {name for note in NOTES.values() for name in re.findall(r"\{(\w+)\}", note)}
    assert asked <= numbers.keys() and len(asked) > 20
    step = CASE.calendar.iloc[0]
    assert numbers[f"day_{step.id}"].split()[0] == str(int(step.date[8:]))
