"""Loaded words: found by lemma and phrase, with class, negation, quotation, voice and target."""

import csv
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import tables
from analysis.layers import loaded
from analysis.layers.actors.mentions import Mention
from analysis.paths import LEXICONS
from analysis.text import parse
from analysis.text.article import Article
from tests.cases import cases

KINDS = {
    "Venezuela": "state",
    "Karvia": "state",
    "Varnia": "state",
    "Tarnak": "state",
    "Harbour Party": "group",
}


def find(text: str, attributions=(), actors: dict[str, str] | None = None) -> list[dict]:
    """Loaded words of a text; actors: {words in the text: canonical name}."""
    document = next(parse.parse([Article("t", text)]))
    mentions = []
    for name, actor in (actors or {}).items():
        start = text.index(name)
        inside = [t.i for t in document.doc if start <= t.idx < start + len(name)]
        place, kind = (inside[0], inside[-1] + 1), KINDS.get(actor, "person")
        mentions.append(Mention(start, start + len(name), actor, *place, "name", kind))
    return loaded.find_loaded(document, list(attributions), mentions)


@pytest.mark.parametrize(
    "text, found, kind",
    [
        ("Tensions reached a boiling point.", "boiling point", "catastrophic"),
        ("The order fell like a bomb.", "fell like a bomb", "catastrophic"),
        ("They denounced an act of state terrorism.", "state terrorism", "inflammatory"),
        ("The tyrants fled.", "tyrants", "inflammatory"),
        ("They called the refugees vermin.", "vermin", "dehumanising"),
        ("It is a war of words.", "war of words", "militaristic"),
        ("That clown signed the bill.", "clown", "belittling"),
        ("The heroic crew came home.", "heroic", "praising"),
    ],
)
def test_words_and_phrases(text, found, kind):
    """Any form of a word and whole set phrases are found, with their class."""
    rows = find(text)
    known = [(r["text"], r["loaded_class"]) for r in rows if r["found_by"] == "lexicon"]
    assert known == [(found, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "The parliament adopted the budget by 84 votes to 31.",
        "The museum lent four paintings to Vienna.",
        "The ship left port at noon.",
    ],
)
def test_plain_sentences_hold_none(text):
    """A plain sentence has no loaded words."""
    assert find(text) == []


@pytest.mark.parametrize(
    "text, negated",
    [
        ("He is a tyrant.", False),
        ("He is not a tyrant.", True),
        ("There was no massacre.", True),
        ("It was never heroic.", True),
        ("The heroic crew did not sleep.", False),
        ("“Never,” the premier snarled.", False),
    ],
)
def test_negation(text, negated):
    """A negation of the word, or of the verb that says it of somebody, is known; one elsewhere in the sentence is not taken for it."""
    assert [r["negated"] for r in find(text)] == [negated]


def test_quotation_and_voice():
    """A word in marks is quoted, and in a statement's content it is that statement's."""
    text = "“The tyrant must go,” Ana Ruiz said of the brutal ruler."
    row = {"attribution_id": "t#a0", "start": 0, "end": 21, "content_spans": [[0, 21]]}
    known = [r for r in find(text, [row]) if r["found_by"] == "lexicon"]
    assert [(r["text"], r["quoted"], r["voice"]) for r in known] == [
        ("tyrant", True, "t#a0"),
        ("brutal", False, ""),
    ]


def test_a_manner_of_speaking_is_about_the_speaker():
    """'She snarled' is about her whom attribution names, where the parse has a pronoun."""
    text = "“We will go,” she snarled."
    row = {"attribution_id": "t#a0", "start": 0, "end": 12, "content_spans": [[0, 12]]}
    row |= {"cue_spans": [[18, 25]], "speaker": "Ana Ravel"}
    assert [r["about"] for r in find(text, [row])] == ["Ana Ravel"]


def test_whom_somebody_thanks_the_narrator_describes():
    """'Thanked the brave workers' praises in the outlet's own voice; quoted, in the speaker's."""
    for text, voice in (
        ("Dole thanked the brave crew.", ""),
        ("Dole thanked “the brave crew”.", "t#a0"),
        ("Dole said the brave crew slept.", "t#a0"),
    ):
        cue = text.split()[1]
        row = {"attribution_id": "t#a0", "start": 5, "end": len(text), "inside": ""}
        row |= {"cue_spans": [[5, 5 + len(cue)]], "content_spans": [[6 + len(cue), len(text)]]}
        assert [r["voice"] for r in find(text, [row])] == [voice]


@pytest.mark.parametrize("case", cases("loaded_about"))
def test_whom_a_word_is_about(case):
    """The actor the word modifies, is said of or is aimed at; nobody where none is likely enough."""
    assert find(case["text"], actors=case["actors"])[0]["about"] == case["about"]


def test_the_scorer_goes_on_where_the_lexicon_ends():
    """A judging word that no line has is found with a score; a plain sentence has none."""
    rows = find("Those gullible fanatics swallowed his preposterous fairy tale.")
    assert "scorer" in {r["found_by"] for r in rows}
    assert all(r["weight"] >= loaded.ENOUGH for r in rows if r["found_by"] == "scorer")
    assert find("The council meets on the second Tuesday of each month.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The ministry mobilized troops near the border on Monday.",
        "The attack killed four soldiers, the army said.",
        "Troops were deployed along the river on Tuesday.",
        "The missile hit a depot and two lorries.",
        "The army shelled the village for two hours.",
        "The reaction in the port was remarkably calm.",
    ],
)
def test_literal_words_of_war_are_not_loaded(text):
    """What an army does, said plainly, judges nobody."""
    assert find(text) == []


@pytest.mark.parametrize(
    "text, judging",
    [
        ("The regime's cronies emptied the bank.", "cronies"),
        ("It was a shameful betrayal.", "shameful"),
        ("The disgraced minister clung to his post.", "disgraced"),
        ("The coward fled in the night.", "coward"),
        ("Her bigoted remarks drew applause.", "bigoted"),
    ],
)
def test_words_that_judge_are_loaded(text, judging):
    """Nouns, labels and adjectives that judge are found, in the lexicon or beyond it."""
    assert judging in [r["text"] for r in find(text)]


@pytest.mark.parametrize("case", cases("loaded_words"))
def test_plain_reporting_and_loaded_words(case):
    """Plain words of a crisis are not shown; clearly loaded ones stay."""
    found = [r["text"] for r in find(case["text"])]
    assert set(case["loaded"]) <= set(found)
    assert case["loaded"] or not found


@given(
    st.lists(
        st.sampled_from(
            "tyrant brutal not heroic war of words state terrorism the Trump is a “ ” . , \n 🙂 MASSACRE".split(
                " "
            )
        ),
        max_size=20,
    ).map(" ".join)
    | st.text(max_size=50)
)
def test_offsets_hold_on_any_text(text):
    """On any text the rows point at their own words, in order and without overlap."""
    rows = find(text)
    for row, after in zip(rows, [*rows[1:], None]):
        assert text[row["start"] : row["end"]] == row["text"] != ""
        assert after is None or row["end"] <= after["start"]
    tables.frame("loaded", rows)


def test_the_lexicon_is_whole():
    """At least 400 lines in all six classes, each once, with weight, metaphor flag and provenance."""
    with open(LEXICONS / "loaded.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 400 and max(Counter(r["pattern"] for r in rows).values()) == 1
    assert {r["loaded_class"] for r in rows} == set(loaded.CLASSES)
    assert all(
        0 < float(r["weight"]) <= 1 and r["metaphor"] in "01" and r["provenance"] for r in rows
    )


def test_a_wrong_line_is_named(tmp_path):
    """A line with an unknown class stops the run with the file and the pattern."""
    path = tmp_path / "loaded.csv"
    path.write_text(
        "pattern,loaded_class,weight,metaphor,provenance\nword,rude,0.5,0,test\n", encoding="utf-8"
    )
    with pytest.raises(ValueError, match="loaded.csv.*word"):
        loaded.load_lexicon(path)
