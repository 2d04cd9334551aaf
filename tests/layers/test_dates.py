"""Dates: intervals of days from what the sentence says, counted from the article's own date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Article
from analysis.layers.dates import date_of, expressions
from analysis.text import parse
from tests.cases import cases

PUBLISHED = date(2025, 11, 29)  # a Saturday


def dated(case):
    published = case.get("published", "2025-11-29")
    article = Article(
        "a", case["text"], published=date.fromisoformat(published) if published else None
    )
    parsed = next(parse.parse([article]))
    return date_of(parsed, case["text"].index(case["at"]), planned=case.get("planned", False))


@pytest.mark.parametrize("case", cases("dates"))
def test_expression_gives_its_interval(case):
    """Each kind of time expression gives the days it covers, open where the text leaves it open."""
    assert dated(case)[:2] == (case["start"], case["end"])


def test_rule_names_the_words():
    """The rule column tells which words dated the act, so that a reader can check it."""
    assert (
        dated({"text": "Troops have massed since September.", "at": "massed"})[2]
        == "since month: since september"
    )


def test_undated_article_says_why_the_date_is_open():
    """A relative date in an article without a date stays open, and the rule says why."""
    assert (
        "article's date is unknown"
        in dated({"text": "They spoke last week.", "at": "spoke", "published": None})[2]
    )


@given(
    st.dates(date(1980, 1, 1), date(2060, 12, 31)),
    st.sampled_from(
        [
            "last week",
            "yesterday",
            "since september",
            "on monday",
            "last month",
            "last year",
            "thanksgiving",
            "two weeks ago",
            "in october",
            "recent days",
            "last friday",
            "february 29",
            "over the past three months",
            "last winter",
            "this weekend",
        ]
    ),
)
def test_intervals_are_ordered_and_near(published, words):
    """Whatever the day of publication, an interval never ends before it starts, and the past stays in the past."""
    for _, _, start, end, _ in expressions(words, published):
        assert start <= end
        assert date.fromisoformat(start) <= published or words in (
            "thanksgiving",
            "in october",
            "february 29",
            "this weekend",
        )


@given(st.text(max_size=80), st.one_of(st.none(), st.dates()))
def test_any_text_is_survived(text, published):
    """No text and no date of publication, however odd, raises."""
    for a, b, start, end, _ in expressions(text.lower(), published):
        assert 0 <= a < b <= len(text.lower())
