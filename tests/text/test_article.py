"""Article: the untouched text and its hash."""

import dataclasses
import hashlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Article, annotate


def test_an_article_cannot_be_changed_after_it_was_made():
    """Offsets stay true only if the text does."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        Article("a", "Text.").text = "Other text."


def test_the_hash_is_that_of_the_file():
    """`sha256sum` on a UTF-8 file and `Article.sha256` agree."""
    assert (
        Article("a", "Él dijo: “no”.\r\n").sha256
        == hashlib.sha256("Él dijo: “no”.\r\n".encode()).hexdigest()
    )


@given(st.text(st.characters()), st.text(st.characters()))
def test_two_texts_share_a_hash_only_when_they_are_the_same(one, other):
    """Any text can be hashed, lone surrogates included, and a different text gives a different hash."""
    assert (Article("a", one).sha256 == Article("b", other).sha256) == (one == other)


def test_what_is_unknown_stays_unknown():
    """No date, outlet or title is made up."""
    article = Article("a", "Text.")
    assert (article.title, article.outlet, article.published, article.url, article.flags) == (
        None,
        None,
        None,
        None,
        (),
    )


@pytest.mark.parametrize(
    "given",
    [
        "2031-05-05",
        " 2031-05-05T23:10:00+02:00 ",
        date(2031, 5, 5),
        datetime(2031, 5, 5, 9, tzinfo=UTC),
    ],
)
def test_a_day_may_come_as_iso_text(given):
    """A string, a moment and a day give the same day, and every layer works on it."""
    article = Article("a", "The mayor threatened to resign on Friday.", published=given)
    assert article.published == date(2031, 5, 5)
    assert annotate(article).articles.published.tolist() == ["2031-05-05"]


@pytest.mark.parametrize("wrong", ["5 May", "2031-13-01", 20310505, ["2031-05-05"]])
def test_what_is_no_day_is_named(wrong):
    """The error says which article and how to write a day."""
    with pytest.raises(ValueError, match="'a'.*no day; write it as 2031-05-31"):
        Article("a", "Text.", published=wrong)
    assert Article("a", "Text.", published=" ").published is None


def test_a_text_of_another_kind_is_refused():
    """Bytes and lists are no text."""
    for text in (b"Text.", ["Text."], None):
        with pytest.raises(TypeError, match="'a'.*no string"):
            Article("a", text)
