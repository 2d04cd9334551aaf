"""Spans beside one another: how much two share, and which of two lists are one."""

from collections.abc import Iterable

from .article import Span

OVERLAP = 0.5  # shared part of two spans (of their union) from which they are one


def shared(one: Span, other: Span) -> float:
    """The part of their union that two spans share, 0 to 1.

    >>> shared((0, 4), (2, 6)), shared((0, 4), (4, 6))
    (0.3333333333333333, 0.0)
    """
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / (max(one[1], other[1]) - min(one[0], other[0])) if both > 0 else 0.0


def one_to_one(scored: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """Positions in one list → positions in another, each once, from (score, one, other).

    The highest score goes first; of equal ones the earlier in the lists.

    >>> one_to_one([(0.5, 0, 0), (0.9, 0, 1), (0.6, 1, 1)])
    {0: 1}
    """
    pairs: dict[int, int] = {}
    taken = set()
    for _, i, j in sorted(scored, key=lambda pair: (-pair[0], pair[1:])):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs
