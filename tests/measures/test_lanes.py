"""Lanes and classes: what is high in each lane.

And the quad class of every line of the crosswalk.
"""

import csv

import pandas as pd
import pytest

from analysis.layers.acts.ladder import goldstein, ladder, plover
from analysis.measures import lanes
from analysis.paths import LEXICONS

CROSSWALK = list(csv.DictReader((LEXICONS / "plover.csv").open(encoding="utf-8")))


@pytest.mark.parametrize(
    ("lane", "rung", "high"),
    [
        *(("words", rung, rung >= 6) for rung in (5, 6, 8)),
        *(("deed", rung, rung >= 9) for rung in (8, 9, 10)),
    ],
)
def test_each_lane_has_its_own_height(lane, rung, high):
    """A rung 8 in deeds is no more than posture, a rung 6 in words is a threat."""
    acts = pd.DataFrame({"words_or_deed": [lane], "rung": [rung]})
    assert lanes.is_high(acts).tolist() == [high]


def test_the_crosswalk_agrees_with_the_rule():
    """Every line of plover.csv has the quad class of its lane and rung, and a name for its rung."""
    for line in CROSSWALK:
        assert line["quad"] == lanes.quad(
            line["plover"], int(line["rung"]), line["words_or_deed"]
        ), line
        assert line["quad"] in lanes.QUADS and int(line["rung"]) < len(lanes.RUNGS)
    assert {line["quad"] for line in CROSSWALK} == set(lanes.QUADS)


def test_a_pull_back_is_no_conflict_on_any_rung_and_a_warning_no_material_one():
    """A calendar may give any code any rung of its lane."""
    for code in ("COOPERATE", "RETREAT", "AID", "CONCEDE"):
        assert {lanes.quad(code, rung, "deed") for rung in (0, 2, 8, 10)} == {
            "material cooperation"
        }
    assert lanes.quad("THREATEN", 6, "words") == lanes.quad("REQUEST", 2, "words")
    assert lanes.quad("THREATEN", 6, "words") == "verbal conflict"
    assert lanes.quad("COERCE", 8, "deed") == "material conflict"


def test_every_rung_of_the_ladder_stands_in_the_crosswalk():
    """No line of ladder.csv uses a code and rung that the crosswalk does not place."""
    placed = {(line["plover"], int(line["rung"]), line["words_or_deed"]) for line in CROSSWALK}
    assert len(placed) == len(CROSSWALK)
    used = {act for acts in ladder().values() for act in acts}
    assert used - {f"{root}{rung}" for root, rung, _ in placed} == set()


def test_a_root_has_one_default_and_a_value_on_each_rung():
    """The first line of a root is its default; an unknown rung falls back on it."""
    assert (plover()["THREATEN"].rung, plover()["REQUEST"].rung) == (6, 1)
    assert goldstein("THREATEN", 7, "words") == -7.0 != goldstein("THREATEN", 6, "words")
    assert goldstein("THREATEN", 3, "words") == plover()["THREATEN"].goldstein
