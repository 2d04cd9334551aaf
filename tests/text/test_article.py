"""Article: the untouched text and its hash."""

import dataclasses
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Article


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
