"""Which tellings are one event: cases as data, and what is kept of them."""

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import happened, tellings
from analysis.measures.sides import tidy

CASES = json.loads(Path(__file__).with_name("tellings.json").read_text(encoding="utf-8"))
DAYS = {"a": "2033-03-01", "b": "2033-03-02", "c": "2033-03-03", "d": "2033-03-08"}
ARTICLES = pd.DataFrame({"article_id": [*DAYS], "published": [*DAYS.values()]})
SIDES = {"Talvia": "Talvia", "Aren Dusk": "Talvia", "Lev Osk": "Talvia", "Ostrane": "Ostrane"}
NAMES = {*SIDES, "Brisa Azul"}


def acts(lines: list[str]) -> pd.DataFrame:
    """Rows of acts: article, sentence, word, doer|target, code and rung, lane, day, modality."""
    rows = []
    for n, line in enumerate(lines):
        article, sentence, word, rest = line.split(" ", 3)
        *parties, code, lane, day = rest.removesuffix(" planned").split(" ")
        actor, target = " ".join(parties).split("|")
        first, _, last = day.strip("-").partition("/") if day != "-" else ("", "", "")
        rows.append(
            {
                "article_id": article,
                "act_id": f"{article}#x{n}",
                "event_id": f"{article}#e{n}",
                "sentence_id": int(sentence),
                "trigger": word.split("/")[0],
                "rule": word,
                "actor": actor,
                "target": target.strip(),
                "actor_name": actor if actor in NAMES else "",
                "target_name": target if target in NAMES else "",
                "plover": code.rstrip("0123456789"),
                "rung": int(code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")),
                "words_or_deed": lane,
                "date_start": first,
                "date_end": last or first,
                "date_rule": "since month: since january" if last else "",
                "modality": "planned" if line.endswith(" planned") else "asserted",
                "voice": "",
                "score": 0.9,
                "mutual": False,
                "goldstein": 0.0,
            }
        )
    return pd.DataFrame(rows)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_tellings_of_one_event_are_joined_and_others_are_not(case):
    """A row an event, with the number of its tellings; the order of the acts changes nothing."""
    given = acts(case["acts"])
    known = [event for event in case["events"] if event is not None]
    for rows in (given, given[::-1]):
        found = tellings.once(rows, ARTICLES, SIDES)
        assert len(found) == len(set(known)) and found.tellings.sum() == len(known), case["why"]


def test_an_event_has_the_day_that_any_telling_gives():
    """And stands on the day of the first article that tells it."""
    found = tellings.once(acts(CASES[0]["acts"]), ARTICLES, SIDES)
    assert found[["date_start", "first", "n_articles"]].to_numpy().tolist() == [
        ["2033-03-01", "2033-03-01", 2]
    ]


def test_a_year_a_month_and_since_are_no_days():
    """Such events stay in the table and out of every axis of days."""
    lines = ["a 1 stop/VERB Talvia|ships COERCE9 deed 2033-01-01/2033-03-01"]
    lines += ["a 2 bomb/VERB Talvia|rebels ASSAULT10 deed 2029-01-01/2029-12-31"]
    lines += ["a 3 seize/VERB Talvia|Ostrane COERCE9 deed 2033-03-01"]
    table = happened.of_acts(acts(lines), ARTICLES, SIDES)
    assert table.coarse.tolist() == [True, True, False] and table.dated.tolist() == [0, 0, 1]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Wednesday Ostrane", "Ostrane"),
        ("2029 Talvian aircraft", "Talvian aircraft"),
        ("(the fleet", "the fleet"),
        ("corvette “Bahadrun", "corvette Bahadrun"),
        ("it", ""),
        ("he; the crew of", "the crew"),
        ("those", ""),
        ("the Monday Club", "the Monday Club"),
    ],
)
def test_debris_of_the_parser_is_no_actor(words, shown):
    """Where no name is known the text's words stand, tidied; a pronoun is nobody."""
    assert tidy(words) == shown
