"""Tone: TextBlob's own numbers, the words behind them in their places, and whose sentence it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textblob import TextBlob

from analysis import tables
from analysis.layers import tone
from analysis.text import parse
from analysis.text.article import Article
from tests.cases import cases

TEXTS = [
    "The rescue was a great success.",
    "It isn't great!",
    "Not really a good plan, she said.",
    "STOP THIS TERRIBLE WAR :-( !!!",
    "He was very, very happy. The rest were not amused.",
    "İSTANBUL is a wonderful city",
    "Big news\n\nThe “small” man came back. 🙂",
]


def score(text: str, attributions=(), loaded=()) -> list[dict]:
    return tone.score_tone(
        next(parse.parse([Article("t", text)])), list(attributions), list(loaded)
    )


@pytest.mark.parametrize("text", TEXTS)
def test_values_equal_textblobs_own(text):
    """Polarity and subjectivity of each sentence are what TextBlob says of that sentence."""
    rows = score(text)
    assert rows
    for row in rows:
        own = TextBlob(text[row["start"] : row["end"]]).sentiment
        assert (row["polarity"], row["subjectivity"]) == (own.polarity, own.subjectivity)


@given(
    st.lists(
        st.sampled_from(
            "great terrible not very n't really good bad ! :-) the war İ is. So \n".split(" ")
        ),
        max_size=20,
    ).map(" ".join)
    | st.text(max_size=50)
)
def test_values_and_places_hold_on_any_text(text):
    """On any text the values are TextBlob's and every term found lies inside its sentence."""
    rows = score(text)
    for row in rows:
        own = TextBlob(text[row["start"] : row["end"]]).sentiment
        assert (row["polarity"], row["subjectivity"]) == (own.polarity, own.subjectivity)
        for term in row["evidence"]:
            assert (
                term["start"] == term["end"] == -1
                or row["start"] <= term["start"] < term["end"] <= row["end"]
            )
    tables.frame("tone", rows)


def test_evidence_points_at_its_words():
    """A term's offsets give its words; one of several words runs from the first to the last."""
    text = "Yesterday was fine. The very good plan met a terrible end."
    terms = [text[t["start"] : t["end"]] for row in score(text) for t in row["evidence"]]
    assert terms == ["fine", "very good", "terrible"]


def test_evidence_of_a_repeated_word_moves_on():
    """The second 'good' is the second one in the text."""
    text = "A good man and a good plan."
    assert [t["start"] for t in score(text)[0]["evidence"]] == [2, 17]


def test_the_voice_is_the_statement_that_covers_most_of_the_sentence():
    """A sentence mostly in somebody's words is theirs; a short quotation leaves it the narrator's."""
    text = "“The road is open and it will stay open,” Ana Ruiz said. The mayor called it “fine”."
    rows = [
        {
            "attribution_id": "t#a0",
            "speaker": "Ana Ruiz",
            "source": "Ana Ruiz",
            "start": 0,
            "end": 41,
            "content_spans": [[0, 41]],
        },
        {
            "attribution_id": "t#a1",
            "speaker": "",
            "source": "The mayor",
            "start": text.index("“fine"),
            "end": len(text) - 1,
            "content_spans": [[text.index("“fine"), len(text) - 1]],
        },
    ]
    assert [r["voice"] for r in score(text, rows)] == ["t#a0", ""]


def test_loaded_words_are_counted_by_sentence():
    """The count of each sentence is that of the rows given."""
    rows = score("It rains. The tyrant left.", (), [{"sentence_id": 1}, {"sentence_id": 1}])
    assert [r["loaded"] for r in rows] == [0, 2]


@pytest.mark.parametrize("case", cases("tone"))
def test_the_sign_a_reader_would_give(case):
    """TextBlob's sign agrees with a reader's; where it does not, the failure is listed with its reason."""
    polarity = score(case["text"])[0]["polarity"]
    assert (polarity > 0) - (polarity < 0) == case["sign"]


@pytest.mark.parametrize("text", ["", " ", "War", "WAR!!!", "🙂", "“”"])
def test_poor_input_gives_a_table(text):
    """Empty, one-word, shouted and smiling texts give a table with its columns."""
    tables.frame("tone", score(text))
