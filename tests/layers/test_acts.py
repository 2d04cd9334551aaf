"""Acts: every rung and every hard frame on sentences of our own, and what must hold for any text."""

import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Article, tables
from analysis.layers.acts import find_acts, ladder
from analysis.layers.acts.readings import MODEL
from analysis.paths import LEXICONS
from analysis.text import parse
from analysis.text.linear import load_heads
from tests.cases import cases, load_cases

SHOWN = ("trigger", "actor", "target", "plover", "rung", "modality", "words_or_deed")
WORDS = (
    "Ruritania Borduria the rebels general threatened attacked to invade accused of did not rule out sanctions will if may and , . “ ” "
    "he they government's by against with troops ceasefire talks 🙂 \n no \u00a0 agreed"
).split(" ")


def acts_of(text, mentions=(), attributions=(), hedges=(), **article):
    parsed = next(parse.parse([Article("a", text, **article)]))
    return find_acts(parsed, mentions, attributions, hedges)


def statement(text, content, source="Hale", speaker="", kind="direct"):
    """An attribution row with what the acts layer reads of it."""
    start = text.index(content)
    return {
        "attribution_id": "a#a0",
        "start": start,
        "end": start + len(content),
        "content_spans": [[start, start + len(content)]],
        "source": source,
        "speaker": speaker,
        "kind": kind,
    }


@pytest.mark.parametrize("case", cases("acts"))
def test_sentence_gives_its_acts(case):
    """Actor, act, target, rung, modality and lane of every act of the sentence, and no act besides."""
    assert [{k: row[k] for k in SHOWN} for row in acts_of(case["text"])] == case["acts"]


def test_cases_cover_the_ladder():
    """The cases hold at least 150 sentences, every rung, every root code and every modality."""
    expected = [act for case in load_cases("acts") for act in case["acts"]]
    assert len(load_cases("acts")) >= 150
    assert {act["rung"] for act in expected} == set(range(11))
    assert {act["plover"] for act in expected} == set(ladder.plover())
    assert {act["modality"] for act in expected} == {
        "asserted",
        "hedged",
        "conditional",
        "negated",
        "planned",
        "alleged",
    }


def test_quoted_threat_belongs_to_its_speaker():
    """ "We will strike …" is a threat of force by who said it, not by the outlet."""
    text = "He stressed, “We will strike the smugglers at sea.”"
    (row,) = acts_of(
        text,
        attributions=[statement(text, "We will strike the smugglers at sea.", "He", "Ann Hale")],
    )
    assert (row["actor"], row["actor_name"], row["voice"]) == ("We", "Ann Hale", "a#a0")
    assert (row["plover"], row["rung"], row["words_or_deed"]) == ("THREATEN", 7, "words")


@pytest.mark.parametrize(
    ("text", "rung"),
    [
        ("Freedonia promised new tariffs on Sylvania.", 6),
        ("Freedonia did not rule out a boycott.", 6),
        ("Freedonia vowed to suspend all flights.", 6),
        ("Freedonia did not rule out an invasion of Sylvania.", 7),
    ],
)
def test_a_veiled_threat_stands_where_its_content_puts_it(text, rung):
    """A penalty is threatened on rung 6, force on rung 7."""
    (row,) = acts_of(text)
    assert (row["plover"], row["rung"]) == ("THREATEN", rung)


def test_one_event_told_twice_has_one_id():
    """Two tellings of one deed share `event_id`; another deed has its own."""
    rows = acts_of(
        "Borduria shelled the harbour. Borduria shelled the harbour, a witness said. "
        "Syldavia arrested nine sailors."
    )
    ids = [row["event_id"] for row in rows]
    assert len(ids) == 3 and ids[0] == ids[1] != ids[2]


def test_back_reference_has_the_parties_by_name():
    """ "The strike" is the one told before: its parties by canonical name, no words made up."""
    from analysis.layers.actors.mentions import Mention

    text = "Borduria attacked Syldavia on Monday. The attack lasted an hour."
    names = [
        Mention(0, 8, "Borduria", 0, 1, "name", "state"),
        Mention(18, 26, "Syldavia", 2, 3, "name", "state"),
    ]
    first, second = acts_of(text, mentions=names)
    assert (second["actor"], second["target"]) == ("", "")
    assert (second["actor_name"], second["target_name"]) == ("Borduria", "Syldavia")
    assert first["actor_name"] == "Borduria"


@pytest.mark.parametrize(
    "text",
    [
        "They beat people with rifle butts, Holt said.",
        "They burned our houses and looted the shops, Khatun recalled.",
        "Ortega said they shot at the bus.",
        "He shot three villagers at the checkpoint, Anders Lind said.",
        "They arrested my brother, Vale told reporters.",
    ],
)
def test_a_narrator_is_not_the_doer_of_what_is_told(text):
    """ "They" is not whoever tells it, and the deed stands in that voice."""
    from analysis import annotate

    deeds = annotate(Article("a", text)).acts.query("words_or_deed == 'deed'")
    assert len(deeds) and (deeds.actor_name == "").all() and (deeds.voice != "").all()


def test_talks_are_mutual():
    """Talks of two sides are one row with `mutual`."""
    (row,) = acts_of("Ruritania held talks with Borduria in Zenda.")
    assert row["mutual"] and (row["actor"], row["target"]) == ("Ruritania", "Borduria")


def test_people_of_a_state_have_its_name():
    """ "Bordurian gunners" keep their words and get the name of the state whose people they are."""
    from analysis.layers.actors.mentions import Mention

    text = "Bordurian gunners shelled the ferry."
    (row,) = acts_of(text, mentions=[Mention(0, 9, "Borduria", 0, 1, "demonym", "state")])
    assert (row["actor"], row["actor_name"]) == ("Bordurian gunners", "Borduria")


def test_told_deed_has_the_narrators_voice():
    """An act outside every attributed statement is told by the narrator."""
    assert acts_of("Rebels attacked the military base.")[0]["voice"] == ""


def test_statement_without_source_is_unattributed():
    """A statement that nobody is said to have made keeps its acts from being the narrator's."""
    text = "It was said that rebels attacked the military base."
    assert (
        acts_of(
            text,
            attributions=[statement(text, "rebels attacked the military base", "", "", "indirect")],
        )[0]["voice"]
        == "a#a0"
    )


def test_names_are_canonical_beside_the_words_of_the_text():
    """`actor` keeps what the text says, `actor_name` the mention's canonical name, or nothing."""
    from analysis.layers.actors.mentions import Mention

    text = "Washington accused the militia of smuggling."
    row, *_ = acts_of(text, mentions=[Mention(0, 10, "United States", 0, 1, "metonym")])
    assert (row["actor"], row["actor_name"], row["target"], row["target_name"]) == (
        "Washington",
        "United States",
        "militia",
        "",
    )


def test_hedge_rows_hedge_an_act():
    """A hedge cue at the verb that governs the act's clause makes the act hedged, by the hedges layer alone."""
    text = "It appears that Borduria attacked the tanker."
    cue = {"start": 3, "end": 10, "category": "INF"}
    assert acts_of(text, hedges=[cue])[0]["modality"] == "hedged"


def test_acts_are_dated():
    """An act takes the interval that its sentence gives."""
    from datetime import date

    (row,) = acts_of("Borduria bombed the port last week.", published=date(2025, 11, 29))
    assert (row["date_start"], row["date_end"]) == ("2025-11-17", "2025-11-23")


def test_users_article(notes):
    """The article that the package was made for: its main acts, by canonical names."""
    found = {(r.actor_name, r.plover, r.trigger, r.target_name) for r in notes.acts.itertuples()}
    kinds = {(actor, code, trigger) for actor, code, trigger, _ in found}
    assert {("Venezuela", "REJECT", "denies"), ("Venezuela", "ACCUSE", "accuses")} <= kinds
    assert any(code == "MOBILIZE" for _, code, _ in kinds)
    assert any(code == "SANCTION" for _, code, _ in kinds)
    assert any(code == "THREATEN" for _, code, _ in kinds)


def test_empty_and_odd_texts():
    """Nothing in, nothing out; the table keeps its columns."""
    for text in ("", " \n ", "…", "“”", "42"):
        assert acts_of(text) == []
    assert list(tables.frame("acts", []).columns) == list(tables.SCHEMAS["acts"].columns)


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_rows_fit_table_and_text(text):
    """Whatever the text: valid rows, sorted, triggers cut exactly from it, values from the declared sets."""
    rows = acts_of(text)
    tables.frame("acts", rows)
    assert [r["start"] for r in rows] == sorted(r["start"] for r in rows)
    for r in rows:
        assert text[r["start"] : r["end"]] == r["trigger"] and r["trigger"]
        assert r["plover"] in ladder.plover() and 0 <= r["rung"] <= 10 and 0 <= r["score"] <= 1
        assert r["words_or_deed"] in ("words", "deed")


def test_lanes_stand_on_their_rungs_by_construction():
    """Words end at 7 (8 for an announced sanction or mobilisation); deeds are on 0 and 8 to 10."""
    for root, rung, lane in ladder.crosswalk():
        if lane == "words":
            assert rung <= 7 or (root in ("SANCTION", "MOBILIZE") and rung == 8)
        else:
            assert rung in (0, 8, 9, 10)


def test_ladder_is_sound():
    """Every line names a known root code, a rung and where it comes from; none stands twice."""
    with open(LEXICONS / "ladder.csv", encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    seen = set()
    for line in lines:
        assert line["plover"] in ladder.plover() and 0 <= int(line["rung"]) <= 10
        assert line["provenance"] and line["pos"] in ("VERB", "NOUN", "ADJ")
        assert (key := (line["trigger"], line["pos"], line["plover"], line["rung"])) not in seen
        seen.add(key)
    assert {int(line["rung"]) for line in lines} == set(range(11))


def test_heads_are_plain_numbers():
    """The trained file loads without pickles and holds finite numbers for acts of the ladder."""
    heads = load_heads(MODEL)
    known = {f"{root}{rung}" for root, rung, _ in ladder.crosswalk()}
    assert set(heads["act"].classes) <= known | {"-"}
    for head in heads.values():
        assert all(abs(part).max() < 50 for part in (head.sparse, head.dense))


def test_an_actor_that_the_sentence_lacks_is_named_from_the_article():
    """Who was threatened stands in the sentences before: the row has the name and no phrase."""
    from analysis.layers.actors.mentions import Mention

    text = (
        "Orlan threatened Varnia. Varnia closed the strait to the ships of Orlan. "
        "Orlan accused Varnia of blackmail. Orlan vowed to retaliate."
    )
    tokens = [t.text for t in next(parse.parse([Article("a", text)])).doc]
    places = [i for i, word in enumerate(tokens) if word in ("Orlan", "Varnia")]
    starts = [m.start() for m in re.finditer("Orlan|Varnia", text)]
    names = [
        Mention(start, start + len(tokens[i]), tokens[i], i, i + 1, "name", "state")
        for start, i in zip(starts, places, strict=True)
    ]
    last = acts_of(text, mentions=names)[-1]
    assert (last["trigger"], last["actor_name"]) == ("vowed", "Orlan")
    assert (last["target"], last["target_name"]) == ("", "Varnia")


@pytest.mark.parametrize("kind", ["state", "person", ""])
def test_nobody_acts_on_themselves(kind):
    """An article with one actor gives it as no second party, however often it acts."""
    from analysis.layers.actors.mentions import Mention

    text = "Varnia retaliated. Varnia struck back. Varnia vowed to retaliate again."
    starts = [m.start() for m in re.finditer("Varnia", text)]
    tokens = [t.idx for t in next(parse.parse([Article("a", text)])).doc]
    names = [
        Mention(s, s + 6, "Varnia", tokens.index(s), tokens.index(s) + 1, "name", kind)
        for s in starts
    ]
    rows = acts_of(text, mentions=names)
    assert rows and not any(row["target_name"] for row in rows)


def test_what_a_medium_reports_is_told_as_done():
    """Beside "state television reported" a second deed is as much told as the first."""
    text = "Sylvania shelled the port, state television reported, and deployed two frigates."
    assert {row["trigger"]: row["modality"] for row in acts_of(text)} == {
        "shelled": "asserted",
        "deployed": "asserted",
    }


@pytest.mark.parametrize(("others", "name"), [("teachers", "Police"), ("soldiers", "")])
def test_an_arrest_by_nobody_is_by_police_unless_others_bear_arms(others, name):
    """Where soldiers are named too, the text leaves open who arrested."""
    rows = acts_of(
        f"Police and {others} stood at the gate of the mill. Nine weavers were arrested."
    )
    assert {row["trigger"]: row["actor_name"] for row in rows}["arrested"] == name


def test_a_deadline_at_the_end_of_a_sentence_dates_no_threat():
    """The stop after a month that may be shortened ties the date to no other verb."""
    from datetime import date

    text = "The guild warned that it would shut the mill if no talks began before 1 July."
    (warned, *_) = acts_of(text, published=date(2025, 6, 11))
    assert (warned["trigger"], warned["date_start"], warned["date_end"]) == ("warned", "", "")


@pytest.mark.parametrize(
    ("text", "word", "day"),
    [
        ("Soltek threatened to hire others if the strike went on after Friday.", "strike", 5),
        ("Ruritania said it would recall its envoy on Monday.", "recall", 1),
        ("Sylvania may recall its envoy on Tuesday.", "recall", 2),
        ("If Borduria shells the port on Thursday, Syldavia will respond.", "shells", 4),
        ("Borduria may have shelled the port on Sunday.", "shelled", -7),
    ],
)
def test_what_may_come_is_never_dated_back(text, word, day):
    """A condition or a possibility of the coming days: days counted from 30 November 2025."""
    from datetime import date, timedelta

    rows = acts_of(text, published=date(2025, 11, 29))
    expected = str(date(2025, 11, 30) + timedelta(day))
    assert {row["trigger"]: row["date_start"] for row in rows}[word] == expected
