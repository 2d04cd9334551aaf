"""Whose words are these, and by which cue? The linker.

One content span → the role of every other word in its statement.
"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from ...text.encoder import Window, load_session, softmax


class Answer(NamedTuple):
    """For one content span. roles (n, 4).

    Probability that a piece plays no part in the statement, is its source, its cue, its content;
    heads (n,): probability of being the head of its source; none: that no source is said.
    """

    roles: np.ndarray
    heads: np.ndarray
    none: float


def places(paragraph: np.ndarray, span: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Where every piece of a window stands to a content span of pieces (first, last).

    Distance bucket 0-16: 0 inside, 1-8 before and 9-16 after at 1, 2, 3-4, 5-8, … 65 and more
    pieces. Place 0-2: same paragraph as the span's beginning, an earlier, a later one (special
    pieces count as earlier).
    """
    first, last = span
    at = np.arange(len(paragraph))
    gap = np.maximum(first - at, at - last)
    bucket = np.clip(np.ceil(np.log2(np.maximum(gap, 1))).astype(int), 0, 7)
    distance = np.where(gap <= 0, 0, 1 + bucket + 8 * (at > last))
    place = np.where(paragraph == paragraph[first], 0, np.where(paragraph < paragraph[first], 1, 2))
    return distance, place


@cache
def session() -> Any:
    """The linker, loaded once."""
    return load_session("attribution-linker.onnx")


def link(window: Window, spans: list[tuple[int, int]]) -> list[Answer]:
    """One answer for each content span (first and last piece), all from one call."""
    if not spans:
        return []
    distance, place = zip(*(places(window.paragraph, span) for span in spans), strict=False)
    roles, heads = session().run(
        ["roles", "heads"],
        {
            "hidden": window.hidden,
            "tags": window.tags,
            "span": np.array(spans, np.int64),
            "distance": np.array(distance, np.int64),
            "place": np.array(place, np.int64),
        },
    )
    roles = softmax(roles)
    heads = softmax(np.where(np.append(True, window.first), heads, -1e4))
    return [Answer(r, h[1:], float(h[0])) for r, h in zip(roles, heads, strict=False)]
