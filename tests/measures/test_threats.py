"""Threat to deed: the ledger of the shipped calendar beside one made by hand.

And its small rules.
"""

import csv
from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import threats
from analysis.measures.calendar import load_calendar, steps
from analysis.paths import SEEDS

BY_HAND = Path(__file__).parent.parent / "cases" / "calendar_ledger.csv"


@pytest.fixture(scope="module")
def shipped() -> pd.DataFrame:
    return threats.ledger(load_calendar(SEEDS / "calendar.csv")).set_index("id")


@pytest.fixture(scope="module")
def by_hand() -> pd.DataFrame:
    with BY_HAND.open(encoding="utf-8") as file:
        return pd.DataFrame(csv.DictReader(file)).set_index("id")


def test_every_threat_of_the_hand_made_ledger_is_there_with_its_outcome(shipped, by_hand):
    """And beside them only threats that nobody coded an outcome for."""
    assert shipped.outcome.reindex(by_hand.index).tolist() == by_hand.outcome.tolist()
    rest = shipped[~shipped.index.isin(by_hand.index)]
    assert len(by_hand) == 40 and len(rest) == 3 and set(rest.outcome) == {"not coded"}


def test_no_deed_differs_from_the_hand_made_ledger(shipped, by_hand):
    """Each linked deed and its lag is the one found by hand, also where a deed has several."""
    linked = shipped[shipped.deed_id != ""].join(by_hand.add_suffix("_by_hand"))
    assert linked.deed_id.tolist() == linked.deed_id_by_hand.tolist()
    assert linked.days.astype(str).tolist() == linked.lag_days_by_hand.tolist()
    assert len(linked) == (by_hand.deed_id != "").sum() == 34


def test_kinds_are_those_found_by_hand(shipped, by_hand):
    """Threats are threats and offers are offers; two announcements were found in other codes."""
    same = {
        "threat of force": "threat of force or ultimatum",
        "ultimatum": "threat of force or ultimatum",
        "offer or announced concession": "offer",
    }
    kinds = by_hand.kind_of_step.replace(same)
    differ = kinds.index[kinds != shipped.kind.reindex(kinds.index)]
    assert len(differ) <= 2 and set(by_hand.kind_of_step[differ]) <= {
        "announced measure",
        "other threat",
    }


def step(name, day, **changes) -> dict[str, str]:
    """A threat of Freedonia, unless changed."""
    given = {
        "id": name,
        "date": day,
        "side_actor": "F",
        "kind": "words",
        "rung": "7",
        "plover": "THREATEN",
        "relation": "none",
        "certainty": "established",
    }
    return given | changes


def deed(name, day, follows, **changes):
    """A deed of Freedonia that carries out a step."""
    links = {"follows": follows, "relation": "carries_out", "kind": "deed", "rung": "10"}
    return step(name, day, plover="ASSAULT", **(links | changes))


def test_the_first_deed_counts():
    """Two deeds carry a threat out: the lag is that of the first; an answer is no deed."""
    table = threats.ledger(
        steps(
            [
                step("a", "2031-01-01", outcome="carried_out"),
                deed("c", "2031-01-09", "a"),
                deed("d", "2031-01-05", "a", certainty="reported"),
                deed("e", "2031-01-03", "a", relation="answers", side_actor="S"),
            ]
        )
    )
    (row,) = table.to_dict("records")
    assert (row["deed_id"], row["days"]) == ("d", 4)


def test_one_deed_carries_out_several_threats():
    """Each of them is dated by it."""
    rows = [
        step("a", "2031-01-01", outcome="carried_out"),
        step("b", "2031-01-03", outcome="carried_out"),
        deed("c", "2031-01-05", "a; b"),
    ]
    table = threats.ledger(steps(rows))
    assert table.deed_id.tolist() == ["c", "c"] and table.days.tolist() == [4, 2]


def test_a_withdrawn_threat_is_dated_by_its_own_sides_step():
    """The other side's answer withdraws nothing."""
    back = {"relation": "answers", "kind": "words", "rung": "0"}
    rows = [
        step("a", "2031-01-01", outcome="withdrawn"),
        deed("b", "2031-01-02", "a", side_actor="S", **back) | {"plover": "REJECT"},
        deed("c", "2031-01-04", "a", **back) | {"plover": "RETREAT"},
    ]
    (row,) = threats.ledger(steps(rows)).to_dict("records")
    assert (row["deed_id"], row["days"]) == ("c", 3)


def test_what_is_not_linked_stays_open_and_what_is_no_threat_stays_out():
    """Carried out by a deed that is not linked: no deed is guessed. An accusation is no threat."""
    rows = [
        step("a", "2031-01-01", outcome="carried_out"),
        step("b", "2031-01-02", plover="ACCUSE", rung="5"),
        deed("c", "2031-01-03", "b") | {"follows": "", "relation": "none"},
        step("d", "2031-01-04", plover="AGREE", rung="0", outcome="partly"),
        step("e", "2031-01-05", kind="deed", plover="MOBILIZE", rung="8"),
        step("f", "2031-01-06", plover="SANCTION", rung="8"),
    ]
    table = threats.ledger(steps(rows))
    assert table.id.tolist() == ["a", "d", "f"] and table.days.isna().all()
    assert table.kind.tolist() == ["threat of force or ultimatum", "offer", "announced measure"]
    assert table.outcome.tolist() == ["carried_out", "partly", "not coded"]


def test_an_empty_calendar_gives_an_empty_ledger():
    """With all columns and types."""
    table = threats.ledger(steps([]))
    assert table.empty and list(table) == list(threats.COLUMNS)


def test_of_the_articles_acts_only_sure_words_that_threaten_or_announce_stand_there():
    """A deed, an unsure reading and an accusation are no threat; a threat short of force is one."""
    told = [
        ("threat", "THREATEN", 6, "words", 0.9),
        ("deed", "MOBILIZE", 8, "deed", 0.9),
        ("unsure", "THREATEN", 7, "words", 0.1),
        ("charge", "ACCUSE", 5, "words", 0.9),
        ("call-up", "MOBILIZE", 8, "words", 0.9),
    ]
    events = pd.DataFrame(told, columns=["id", "plover", "rung", "words_or_deed", "score"])
    events = events.assign(article_id="a", fact=True, date="2031-03-07", until="2031-03-07")
    events = events.assign(side="F", actor="F", target="S", target_side="S", said="so")
    events = events.assign(what="act", dated=True, coarse=False, tellings=1)
    found = threats.of_acts(events)
    assert found[["id", "kind"]].to_numpy().tolist() == [
        ["threat", "other threat"],
        ["call-up", "announced measure"],
    ]
    assert set(found.outcome) == {"not coded"} and found.days.isna().all()
