"""Whose voice a span stands in, and which statement stands inside which."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate
from operator import itemgetter
from typing import Any

Row = dict[str, Any]
MOST = 0.6  # share of a span that the content must cover


class Contents:
    """The contents of an article's attributions, looked up by place.

    rows : rows of the table `attributions` by id
    """

    def __init__(self, attributions: Iterable[Row]) -> None:
        self._sorted = sorted(attributions, key=itemgetter("start"))
        self._starts = [row["start"] for row in self._sorted]
        # how far the contents up to each one reach: where to stop looking back
        self._reach = list(accumulate((row["end"] for row in self._sorted), max))
        self.rows = {row["attribution_id"]: row for row in self._sorted}

    def voice(self, start: int, end: int) -> str:
        """attribution_id of the innermost statement whose content covers most of a span.

        "" stands for the outlet's own voice. A word in the cue belongs to whoever wrote the
        sentence: the reporter chose "claims" over "says". A cue inside another statement's content
        is that statement's word.

        >>> row = {"attribution_id": "a#a0", "start": 10, "end": 40, "content_spans": [[10, 40]]}
        >>> contents = Contents([row])
        >>> contents.voice(12, 20), contents.voice(0, 20)
        ('a#a0', '')
        """
        best, size = "", 0
        for row in self.near(start, end):
            spans = row["content_spans"]
            covered = sum(max(0, min(b, end) - max(a, start)) for a, b in spans)
            extent = sum(b - a for a, b in spans)
            if covered >= MOST * (end - start) and (not best or extent <= size):
                best, size = row["attribution_id"], extent
        return best

    def near(self, start: int, end: int) -> Iterator[Row]:
        """Rows whose content may touch a span, last ones first."""
        n = bisect_left(self._starts, end) - 1
        while n >= 0 and self._reach[n] > start:
            yield self._sorted[n]
            n -= 1


def nest(attributions: list[Row]) -> None:
    """Fill `inside`: the attribution_id of the innermost other content that holds a statement.

    It must hold content and cue: content alone is the same words read twice, not a statement about
    a statement ("X said that Y believes that P": "Y believes that P" holds cue and content of Y's).
    """
    contents = Contents(attributions)
    for row in attributions:
        spans = row["content_spans"] + row["cue_spans"]
        around = [
            other
            for other in contents.near(row["start"], row["end"])
            if other is not row
            and all(any(a <= s and e <= b for a, b in other["content_spans"]) for s, e in spans)
            and other["content_spans"] != row["content_spans"]
        ]
        row["inside"] = Contents(around).voice(row["start"], row["end"]) if around else ""
