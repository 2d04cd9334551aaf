"""Acts: every rung and every hard frame on sentences of our own, and what must hold for any text."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Article, tables
from analysis.layers.acts import find_acts, ladder, weights
from analysis.layers.acts.tree import Tree
from analysis.paths import LEXICONS
from analysis.text import parse
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
    }


def test_quoted_threat_belongs_to_its_speaker():
    """ "We will begin arresting …" is a threat of force by who said it, not by the outlet."""
    text = "He stressed, “We will begin arresting the smugglers by land.”"
    (row,) = acts_of(
        text,
        attributions=[
            statement(text, "We will begin arresting the smugglers by land.", "He", "Ann Hale")
        ],
    )
    assert (
        row["actor"],
        row["voice"],
        row["plover"],
        row["rung"],
        row["words_or_deed"],
        row["modality"],
    ) == ("Ann Hale", "a#a0", "THREATEN", 7, "words", "planned")


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


def test_announced_closure_is_the_speakers():
    """A closure announced in a quotation without naming who closes is its speaker's announcement."""
    text = "Hale posted: “The airspace over Freedonia will remain completely closed.”"
    rows = acts_of(
        text,
        attributions=[
            statement(text, "The airspace over Freedonia will remain completely closed.")
        ],
    )
    assert [(r["actor"], r["words_or_deed"], r["modality"]) for r in rows] == [
        ("Hale", "words", "planned")
    ]


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
    (row,) = acts_of(text, mentions=[Mention(0, 10, "United States", 0, 1, "metonym")])
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
    assert ("Venezuela", "REJECT", "denies") in kinds and (
        "Venezuela",
        "ACCUSE",
        "accuses",
        "Donald Trump",
    ) in found
    assert ("US Department of Defense", "MOBILIZE", "mobilized") in kinds
    assert ("United States", "SANCTION", "declared") in kinds
    assert ("Donald Trump", "CONSULT", "spoke", "Nicolás Maduro") in found
    assert any(code == "THREATEN" and trigger == "arresting" for _, code, trigger in kinds)
    assert ("", "ACCUSE", "accused", "Nicolás Maduro") in found


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
        assert r["words_or_deed"] in ("words", "deed") and (r["actor"] or r["target"])


def test_ladder_is_sound():
    """Every line names a known root code, a rung, a lane, a Goldstein value within bounds and where it comes from."""
    with open(LEXICONS / "ladder.csv", encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    seen = set()
    for line in lines:
        assert (
            line["plover"] in ladder.plover()
            and 0 <= int(line["rung"]) <= 10
            and -10 <= float(line["goldstein"]) <= 10
        )
        assert (
            line["words_or_deed"] in ("words", "deed")
            and line["provenance"]
            and line["pos"] in ("VERB", "NOUN", "ADJ")
        )
        assert (key := (line["trigger"], line["pos"], line["frame"], line["plover"])) not in seen
        seen.add(key)
    assert {int(line["rung"]) for line in lines} == set(range(11))


def test_every_frame_condition_is_understood():
    """No line of the ladder has a condition that the code does not know (it would raise when first met)."""
    tree = Tree(next(parse.parse([Article("a", "Rebels attacked the base.")])).doc)
    frame = ladder.frame_of(tree, 1)
    for lines in ladder.ladder().values():
        for line in lines:
            for what, lemmas in line.conditions:
                assert ladder._holds(tree, 1, frame, what, lemmas) in (True, False)


def test_weights_are_plain_numbers():
    """The trained file loads without pickles and holds finite numbers for the classes of the ladder."""
    loaded = weights.load()
    assert set(loaded["classes"]) <= set(ladder.plover()) | {"YIELD"}
    assert all(abs(w) < 50 for role in weights.ROLES for w in loaded[role].values())
