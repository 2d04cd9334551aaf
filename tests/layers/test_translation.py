"""Signs of translation: what is flagged, what is left alone, and which sentences become weak evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import tables
from analysis.layers import hedging, translation
from analysis.text import parse
from analysis.text.article import Article
from tests.cases import cases


def find(text: str) -> list[dict]:
    parsed = next(parse.parse([Article("t", text)]))
    return translation.find_flags(parsed, hedging.find_hedges(parsed, []))


@pytest.mark.parametrize("case", cases("translation"))
def test_flags_of_a_text(case):
    """Each sign is flagged with its kind and a reason; plain English is left alone."""
    rows = find(case["text"])
    assert sorted({r["flag"] for r in rows}) == sorted(case["flags"])
    assert all(r["reason"] for r in rows)


def test_the_seed_article_is_seen_as_translated(notes):
    """The user's article, a back-translation, has its well-known traps flagged."""
    found = {(r.text, r.flag) for r in notes.flags.itertuples()}
    assert found >= {
        ("Nordic country", "mistranslation"),
        ("Aragua train", "mistranslation"),
        ("with the utmost harshness", "calque"),
        ("raised all alarms", "calque"),
        ("put the airline industry on red alert", "calque"),
    }
    assert any(flag == "rumour_conditional" for _, flag in found)


def test_weak_sentences_are_those_with_a_sign_of_translation():
    """A calque weakens its sentence, a spelling of a name does not; without flags the table has its columns and no row."""
    rows = find("The storm put the coast on red alert. Nicolás Rondón spoke. Nicolas Rondón left.")
    assert {r["flag"] for r in rows} == {"calque", "name_variant"}
    weak = translation.weak_sentences(tables.frame("flags", rows))
    assert weak.to_dict("records") == [
        {"article_id": "t", "sentence_id": 0, "doubtful_wording": "put the coast on red alert"}
    ]
    none = translation.weak_sentences(tables.frame("flags", []))
    assert none.empty and list(none.columns) == list(weak.columns)


@given(
    st.lists(
        st.sampled_from(
            "Nordic country it is about a the would of ¿ 1.200.000 Maduro Madura detained are red alert put on . \n 🙂".split(
                " "
            )
        ),
        max_size=25,
    ).map(" ".join)
    | st.text(max_size=60)
)
def test_offsets_hold_on_any_text(text):
    """On any text the flags point at their own words."""
    rows = find(text)
    assert all(text[r["start"] : r["end"]] == r["text"] != "" for r in rows)
    tables.frame("flags", rows)


@pytest.mark.parametrize("text", ["", " ", "Government", "PUT ON RED ALERT", "🙂", "“”"])
def test_poor_input_gives_a_table(text):
    """Empty, one-word, shouted and smiling texts give a table with its columns."""
    tables.frame("flags", find(text))
