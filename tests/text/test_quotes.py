"""Quotation marks in pairs: curly, straight, nested, unbalanced, single, across paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.parse import find_paragraphs, normalise
from analysis.text.quotes import find_quotes


def quotes_of(text):
    copy = normalise(text)
    return [text[q.start : q.end] for q in find_quotes(copy, find_paragraphs(copy), text)]


@pytest.mark.parametrize(
    "text",
    [
        "He said, “We stay here for the night,” and left.",
        "“One,” “two” and “three of them, no more.”",
        "“He told me “go home” and I went,” she said. “Good.”",
        "“A paragraph that goes on.\n\n“And ends here.”",
        "No quotation in here at all.",
    ],
)
def test_straight_marks_are_read_as_curly_ones(text):
    """The same text with straight marks has the same quotations, mark for mark."""
    straight = text.translate({ord("“"): '"', ord("”"): '"'})
    assert [q.translate({ord("“"): '"', ord("”"): '"'}) for q in quotes_of(text)] == quotes_of(
        straight
    )


@pytest.mark.parametrize("depth", [1, 2, 3, 6])
def test_nesting_makes_one_quotation(depth):
    """However deep marks are nested, the outermost pair is the quotation."""
    inner = "and so on "
    for _ in range(depth):
        inner = f"“she said {inner.strip()}” he said "
    assert quotes_of("Then " + inner) == [
        "“" + inner.strip().split("“", 1)[1].rsplit("”", 1)[0] + "”"
    ]


def test_an_opening_mark_too_many_does_not_swallow_the_paragraph():
    """A stray inner opening mark ends where the last closing mark stands."""
    assert quotes_of("“Hello, “my friends of the port,” he said. Then he left for good.") == [
        "“Hello, “my friends of the port,”"
    ]


def test_a_quotation_that_never_closes_stops_at_its_paragraph():
    """Three paragraphs that each open are three quotations, and a fourth without marks is none."""
    assert quotes_of("“One goes on\n\n“Two goes on\n\n“Three ends.”\n\nFour is prose.") == [
        "“One goes on",
        "“Two goes on",
        "“Three ends.”",
    ]


def test_a_quotation_that_goes_on_ends_with_its_words():
    """start and end hold the marks; one without a closing mark ends with its words."""
    text = "“We stay the night\n\n“and go.”"
    first, second = find_quotes(normalise(text), find_paragraphs(normalise(text)), text)
    assert text[first.start : first.end] == "“We stay the night"
    assert text[second.start : second.end] == "“and go.”"


def test_kind_parts_speech_from_terms():
    """Five words, or three and the end of a sentence, are speech; fewer are a term held at a distance."""
    text = "The “state terrorism” and “We will not go.” and “Very soon.” and “a plan of five words”"
    assert [q.kind for q in find_quotes(normalise(text), [(0, len(text))], text)] == [
        "scare",
        "speech",
        "scare",
        "speech",
    ]


@given(
    st.lists(
        st.sampled_from(
            ['"', "“", "”", "‘", "’", "''", "``", "word", " ", ", ", ". ", "\n", "(", ")", ":", "5"]
        ),
        max_size=60,
    )
)
def test_any_row_of_marks_gives_sound_quotations(parts):
    """Whatever marks follow each other: sorted, disjoint, within one paragraph, beginning with a mark."""
    text = "".join(parts)
    copy = normalise(text)
    paragraphs = find_paragraphs(copy)
    quotes = find_quotes(copy, paragraphs, text)
    assert all(a.end <= b.start for a, b in zip(quotes, quotes[1:]))
    for q in quotes:
        assert any(a <= q.start < q.end <= b for a, b in paragraphs)
        assert copy[q.start] in "\"'`"
