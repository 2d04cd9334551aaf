"""Hedges: class, exact words and holder of cues in sentences of our own, and what holds for any text."""

import csv
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import tables
from analysis.layers import attribution, hedging
from analysis.layers.actors import mentions
from analysis.layers.actors.actor_list import load_actors
from analysis.layers.hedging import cues
from analysis.layers.hedging.context import NOTES
from analysis.paths import LEXICONS, MODELS
from analysis.text import encoder, parse
from analysis.text.article import Article
from analysis.text.linear import load_scorer
from tests.cases import cases

WORDS = (
    "may might could would if unless whether reportedly claims believes think alleged likely seems unclear declined to comment "
    'sources say the a minister said that it is not “ ” " . , ? \n 🙂 May IF UNCLEAR'
).split(" ")


def parsed(text: str) -> parse.Parsed:
    return next(parse.parse([Article("t", text)]))


def find(text: str, attributions: list[dict] | None = None) -> list[dict]:
    document = parsed(text)
    if attributions is None:
        found = mentions.find_mentions(document, load_actors())
        attributions = attribution.find_attributions(document, found)
    return hedging.find_hedges(document, attributions)


def check(text: str, rows: list[dict]) -> None:
    """Offsets give the stored text, rows are in order and none lies inside another, values are allowed ones."""
    assert [r["start"] for r in rows] == sorted(r["start"] for r in rows)
    for row, after in zip(rows, [*rows[1:], None]):
        assert text[row["start"] : row["end"]] == row["text"] != ""
        assert after is None or row["end"] <= after["start"]
        assert row["category"] in hedging.CLASSES and 1 <= row["strength"] <= 4
    tables.frame("hedges", rows)


@pytest.mark.parametrize("case", cases("hedging"))
def test_cues_of_a_sentence(case):
    """Exactly the marked words are hedges, each of its class; a word that only looks like a hedge is none."""
    rows = find(case["text"])
    check(case["text"], rows)
    assert [(r["text"], r["category"]) for r in rows] == [
        (case["text"][a:b], c) for a, b, c in case["cues"]
    ]


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join) | st.text(max_size=60))
def test_offsets_hold_on_any_text(text):
    """Whatever the text, hedges and vague numbers point at their own words."""
    check(text, find(text))
    for row in hedging.find_vagueness(parsed(text)):
        assert text[row["start"] : row["end"]] == row["text"]


@pytest.mark.parametrize(
    "text", ["", " \n ", "May", "perhaps", "STOP THE WAR, PERHAPS!!! 🙂🙂", "“”", "?!", "would"]
)
def test_poor_input_gives_a_table(text):
    """Empty, one-word, shouted and smiling texts give a table, with all its columns, and no error."""
    check(text, find(text))


def test_holder_is_the_statement_whose_content_holds_the_cue():
    """A cue in the content is the source's; the cue of the attribution itself is the reporter's own word."""
    text = "The mayor claims that the bridge may fall."
    content = [text.index("that"), text.index(".")]
    row = {
        "attribution_id": "t#a0",
        "start": content[0],
        "end": content[1],
        "content_spans": [content],
        "cue_spans": [[10, 16]],
    }
    assert {r["text"]: r["holder"] for r in find(text, [row])} == {
        "claims": "",
        "may": "t#a0",
    }


def test_a_cue_that_runs_into_the_content_is_the_reporters():
    """ "Declined to comment" is told by the outlet, though "to comment" may be taken for a content."""
    text = "The envoy declined to comment."
    content = [text.index("to comment"), text.index(".")]
    row = {"attribution_id": "t#a0", "start": content[0], "end": content[1]}
    (hedge,) = find(text, [row | {"content_spans": [content]}])
    assert (hedge["category"], hedge["voice"], hedge["holder"]) == ("NOCONF", "", "")


@pytest.mark.parametrize(
    "text, cue, content, source",
    [
        ("Prices are expected to rise if the ban lasts.", "are expected", "to rise if", ""),
        ("She left early, hinting that Kell may yield.", "hinting", "Kell may yield", "She"),
        ("Dole rejected the claim that he fled.", "rejected", "the claim that he fled", "Dole"),
        ("Dole condemned the alleged raid.", "condemned", "the alleged raid", "Dole"),
    ],
)
def test_what_the_outlet_makes_of_a_statement_is_its_own_doubt(text, cue, content, source):
    """An expectation of nobody's, a hint, a claim told of as such, "alleged": the outlet's."""
    place = [text.index(content), len(text) - 1]
    row = {
        "attribution_id": "t#a0",
        "start": place[0],
        "end": place[1],
        "content_spans": [place],
        "cue_spans": [[text.index(cue), text.index(cue) + len(cue)]],
        "source_spans": [[text.index(source), text.index(source) + len(source)]] if source else [],
    }
    rows = [r for r in find(text, [row]) if r["start"] >= place[0]]
    assert [r["holder"] for r in rows] == [""]


def test_holder_is_the_innermost_statement():
    """A statement inside a statement takes the cue."""
    text = "He said that she said that it may rain."
    rows = [
        {
            "attribution_id": f"t#a{n}",
            "start": a,
            "end": len(text) - 1,
            "content_spans": [[a, len(text) - 1]],
        }
        for n, a in enumerate([8, 22])
    ]
    assert find(text, rows)[0]["holder"] == "t#a1"


def test_a_new_line_of_the_lexicon_counts_without_training(tmp_path):
    """An analyst's cue, unknown to the model, is used by its context note alone."""
    path = tmp_path / "hedges.csv"
    lines = (LEXICONS / "hedges.csv").read_text(
        encoding="utf-8"
    ) + "word on the quay is,HEAR,2,always,test\n"
    path.write_text(lines, encoding="utf-8")
    text = "Word on the quay is that the strike is over."
    document = parsed(text)
    words, lexicon = cues.Words(document.doc), cues.load_lexicon(path)
    model, vectors = load_scorer("hedging.npz"), encoder.token_vectors(document)
    found = list(cues.find_cues(document, words, lexicon, model, vectors))
    assert [(c.category, c.rule) for c in found] == [("HEAR", "hear-always:word on the quay is")]
    assert not list(cues.find_cues(document, words, cues.load_lexicon(), model, vectors))


@pytest.mark.parametrize(
    "line, complaint",
    [
        ("word,WRONG,2,always,test", "class"),
        ("word,POSS,9,always,test", "strength"),
        ("word,POSS,2,sometimes,test", "sometimes"),
        ("..,POSS,2,always,test", "pattern"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, line, complaint):
    """A line that cannot be used stops the run with the file and what is wrong."""
    path = tmp_path / "hedges.csv"
    path.write_text(
        "pattern,category,strength,context,provenance\n" + line + "\n", encoding="utf-8"
    )
    with pytest.raises(ValueError, match=complaint) as error:
        cues.load_lexicon(path)
    assert "hedges.csv" in str(error.value)


def test_every_line_of_the_lexicon_is_whole():
    """Known class and context note, strength of its class's scale, a provenance; no line twice."""
    with open(LEXICONS / "hedges.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 400
    assert all(
        r["category"] in (*hedging.CLASSES, cues.NONE) and r["context"] in NOTES and r["provenance"]
        for r in rows
    )
    keys = [(r["pattern"], r["category"], r["context"]) for r in rows]
    assert len(set(keys)) == len(keys)
    assert {r["category"] for r in rows} >= set(hedging.CLASSES)


def test_the_model_is_plain_data_with_a_card():
    """Weights are numbers in arrays without objects; the card names data, use and limits."""
    model = load_scorer("hedging.npz")
    assert np.isfinite([model.constant, *model.named.values()]).all()
    assert any(name.endswith("&bias") for name in model.named)
    card = (MODELS / "hedging.md").read_text(encoding="utf-8")
    assert all(re.search(word, card, re.I) for word in ("trained on", "licence", "not for", "F1"))


@pytest.mark.parametrize(
    "text, expected",
    [
        ("At least 83 people died.", ["At least 83"]),
        ("more than twenty attacks", ["more than twenty"]),
        ("About 30 ships and roughly $2 million.", ["About 30", "roughly $2 million"]),
        ("Thousands of passengers waited.", ["Thousands of"]),
        ("It is about a crime.", []),
        ("The 83 people left.", []),
        ("They came from over the hill.", []),
    ],
)
def test_vague_numbers(text, expected):
    """Approximations and bounds are flagged, exact numbers are not."""
    rows = hedging.find_vagueness(parsed(text))
    assert [r["text"] for r in rows] == expected
    tables.frame("vague_numbers", rows)


def test_the_seed_article(notes):
    """The hedges that the user's article is known for, with their classes."""
    found = {(r.text, r.category) for r in notes.hedges.itertuples()}
    assert found >= {
        ("could have", "POSS"),
        ("may", "POSS"),
        ("hinting", "INF"),
        ("claims", "ALLEG"),
        ("alleged", "ALLEG"),
        ("would", "HEAR"),
        ("“air blockade,”", "ALLEG"),
        ("two sources", "ANON"),
        ("chose to remain silent", "NOCONF"),
        ("not provided conclusive evidence", "OPEN"),
        ("Everything indicates", "INF"),
    }
    assert any(
        text.startswith("did not deny this, but it did not confirm it") and c == "NOCONF"
        for text, c in found
    )
    assert any("accused" in text and c == "ALLEG" for text, c in found)
