"""Time grows with the length of what is read, not with its square: a ratio within one run."""

import math
import time

import pytest

from analysis import Article, annotate
from analysis.text.boundaries import MAX_SENTENCE
from analysis.text.exports import split_export
from analysis.text.furniture import find_furniture
from analysis.text.pages import in_columns, join_lines, without_running_heads
from analysis.text.parse import find_paragraphs, normalise, unwrap
from analysis.text.quotes import find_quotes

pytestmark = pytest.mark.slow
MOST = 1.35  # exponent: 1 is linear, 2 a square; the rest is the machine's unrest


def exponent(make, run, small, large):
    """How time grows between two sizes; the best of three of each, so that a pause counts once."""
    seconds = []
    for size in (small, large):
        given = make(size)
        run(given)
        tries = []
        for _ in range(3):
            begun = time.process_time()
            run(given)
            tries.append(time.process_time() - begun)
        seconds.append(max(min(tries), 1e-4))
    return math.log(seconds[1] / seconds[0]) / math.log(large / small)


def quotes(text):
    plain = normalise(text)
    return find_quotes(plain, find_paragraphs(plain), text)


@pytest.mark.parametrize(
    ("make", "run", "small"),
    [
        (lambda n: [["a line of a column that goes on without any end"] * n], join_lines, 10_000),
        (lambda n: ["left words here      right words here"] * n, in_columns, 10_000),
        (lambda n: ["left words, right words", "x   y"] * n, in_columns, 5_000),
        (lambda n: [["1", f"{k} x", "a", "2"] for k in range(n)], without_running_heads, 5_000),
        (lambda n: "“word " * n, quotes, 5_000),
        (lambda n: "“a " * n + "b” " * n, quotes, 2_500),
        (lambda n: "he said 'word\n" * n, quotes, 5_000),
        (lambda n: ("word " * 20 + "\n") * n, unwrap, 5_000),
        (lambda n: "one contributed to another and so on\n" * n, find_furniture, 5_000),
        (lambda n: "3 November 2025\nx\n" * n + "End of Document\n", split_export, 5_000),
    ],
    ids=(
        "joined-lines columns crossed heads open-quotes nested single wrapped furniture export"
    ).split(),
)
def test_reading_takes_linear_time(make, run, small):
    """Eight times the text takes about eight times as long, whatever the text is made of."""
    assert exponent(make, run, small, 8 * small) < MOST


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "word, " * (n // 6) + ".",
        lambda n: "He said no. " * (n // 12),
        lambda n: "“word " * (n // 6),
    ],
    ids=["one-sentence", "short-statements", "open-quotes"],
)
def test_annotating_takes_linear_time(make):
    """All layers together."""
    run = lambda text: annotate(Article("a", text))  # noqa: E731
    assert exponent(make, run, 6_000, 24_000) < MOST


def test_a_sentence_without_end_is_cut_and_flagged():
    """At a number of words that no sentence of prose has; offsets and words stay."""
    text = "word " * (3 * MAX_SENTENCE)
    notes = annotate(Article("a", text))
    assert len(notes.sentences) >= 3 and "was cut" in notes.articles["flags"][0]
    assert " ".join(notes.sentences.text).split() == text.split()
    assert "was cut" not in annotate(Article("b", "A word. " * MAX_SENTENCE)).articles["flags"][0]
