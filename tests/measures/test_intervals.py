"""Intervals: known values, edges, and what they refuse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures import intervals


def test_wilson_gives_the_published_values():
    """Newcombe (1998), table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    for k, n, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert intervals.wilson(k, n) == pytest.approx((low, high), abs=1e-4)


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_lies_in_its_interval_and_the_interval_in_0_to_1(k, extra):
    """Whatever the counts, 0 <= low <= k/n <= high <= 1."""
    n = k + extra
    low, high = intervals.wilson(k, n)
    assert 0 <= low <= (k / n if n else 0) <= high <= 1


@given(st.integers(0, 200), st.floats(1, 1e6))
def test_a_rate_lies_in_its_interval(k, exposure):
    """The exact Poisson interval holds the rate and never goes below zero."""
    low, high = intervals.poisson(k, exposure)
    assert 0 <= low <= 1000 * k / exposure <= high


def test_poisson_gives_the_published_values():
    """Garwood's exact limits for 0, 1 and 10 events: 0–3.69, 0.0253–5.57, 4.80–18.39."""
    for k, low, high in ((0, 0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.391)):
        assert intervals.poisson(k, 1000) == pytest.approx((low, high), abs=1e-3)


def test_what_is_no_share_is_refused():
    """More hits than cases, or fewer than none, raise instead of giving a number."""
    for k, n in ((3, 2), (-1, 5)):
        with pytest.raises(ValueError, match="share"):
            intervals.wilson(k, n)
    with pytest.raises(ValueError, match="rate"):
        intervals.poisson(-1, 10)


def test_shares_and_rates_in_words():
    """The words carry k, n, percent and the interval, and survive n = 0."""
    assert intervals.share(3, 11) == "3 of 11 (27 %, 95 % interval 10–57)"
    assert intervals.share(0, 0) == "0 of 0"
    assert intervals.rate(5, 400).startswith("12.5 per 1,000 words (95 % interval 4.1–29.2")
    assert intervals.rate(0, 0) == "no words to count in"
