"""How sure is a number? Intervals for shares, rates and sums over articles.

And the words that carry them.
"""

from scipy.special import gammaincinv

SMALL = 10  # fewer cases than this are called "few" wherever a share is put into words


def wilson(k: int, n: int) -> tuple[float, float]:
    """95 % interval of a share k/n (Wilson 1927): never leaves [0, 1], and holds for small n.

    With n = 0 nothing is known: (0.0, 1.0). Raises ValueError unless 0 <= k <= n.

    >>> [round(end, 3) for end in wilson(3, 11)]
    [0.097, 0.566]
    """
    from scipy.stats import binomtest  # takes a second to load

    if not 0 <= k <= n:
        raise ValueError(f"a share needs 0 <= k <= n, not k={k}, n={n}")
    if n == 0:
        return 0.0, 1.0
    ends = binomtest(k, n).proportion_ci(method="wilson")
    return float(ends.low), float(ends.high)


def difference(k: int, n: int, later_k: int, later_n: int) -> tuple[float, float, float]:
    """How much a later share is above an earlier one, with its 95 % interval (Newcombe 1998).

    The tenth method of that paper, from the two Wilson intervals.

    >>> [round(value, 3) for value in difference(48, 80, 56, 70)]
    [0.2, 0.052, 0.334]
    """
    one, two = k / n, later_k / later_n
    (low, high), (later_low, later_high) = wilson(k, n), wilson(later_k, later_n)
    down = ((two - later_low) ** 2 + (high - one) ** 2) ** 0.5
    up = ((later_high - two) ** 2 + (one - low) ** 2) ** 0.5
    return two - one, two - one - down, two - one + up


def poisson(k: int, exposure: float, per: float = 1000) -> tuple[float, float]:
    """95 % interval of a rate of k events in `exposure` words, per 1,000 words.

    Exact (Garwood 1936).
    With no exposure nothing is known: (0.0, inf). Raises ValueError for less than none.

    >>> [round(end, 1) for end in poisson(5, 400)]
    [4.1, 29.2]
    """
    if k < 0 or exposure < 0:
        raise ValueError(f"a rate needs k >= 0 and exposure >= 0, not {k} and {exposure}")
    if not exposure:
        return 0.0, float("inf")
    low = float(gammaincinv(k, 0.025)) if k else 0.0
    return low / exposure * per, float(gammaincinv(k + 1, 0.975)) / exposure * per


def share(k: int, n: int) -> str:
    """A share in words, with its Wilson interval; without cases "0 of 0".

    >>> share(3, 11)
    '3 of 11 (27 %, 95 % interval 10–57)'
    """
    if n == 0:
        return "0 of 0"
    low, high = wilson(k, n)
    return f"{k:,} of {n:,} ({100 * k / n:.0f} %, 95 % interval {100 * low:.0f}–{100 * high:.0f})"


def rate(k: int, exposure: float) -> str:
    """A rate in words, with its exact interval.

    >>> rate(5, 400)
    '12.5 per 1,000 words (95 % interval 4.1–29.2, 5 in 400 words)'
    """
    if not exposure:
        return "no words to count in"
    low, high = poisson(k, exposure)
    return (
        f"{1000 * k / exposure:.1f} per 1,000 words (95 % interval {low:.1f}–{high:.1f}, {k:,} in "
        f"{exposure:,.0f} words)"
    )
