"""Whose voice a span stands in, and which statement stands inside which."""

from collections.abc import Iterable
from typing import Any


def find_voice(start: int, end: int, attributions: Iterable[dict[str, Any]]) -> str:
    """attribution_id of the innermost statement whose content covers most of a span.

    "" stands for the outlet's own voice, also where exactly half is covered. A word in the cue
    belongs to whoever wrote the sentence: the reporter chose "claims" over "says". A cue inside
    another statement's content is that statement's word.

    >>> row = {"attribution_id": "a#a0", "start": 10, "end": 40, "content_spans": [[10, 40]]}
    >>> find_voice(12, 20, [row]), find_voice(0, 20, [row])
    ('a#a0', '')
    """
    best, size = "", 0
    for row in attributions:
        if row["end"] <= start or row["start"] >= end:
            continue
        spans = row["content_spans"]
        covered = sum(max(0, min(b, end) - max(a, start)) for a, b in spans)
        extent = sum(b - a for a, b in spans)
        if 2 * covered > end - start and (not best or extent < size):
            best, size = row["attribution_id"], extent
    return best


def nest(attributions: list[dict[str, Any]]) -> None:
    """Fill `inside`: the attribution_id of the innermost other content that holds a statement.

    It must hold content and cue: content alone is the same words read twice, not a statement about
    a statement ("X said that Y believes that P": "Y believes that P" holds cue and content of Y's).
    """
    for row in attributions:
        spans = row["content_spans"] + row["cue_spans"]
        around = [
            other
            for other in attributions
            if other is not row
            and all(any(a <= s and e <= b for a, b in other["content_spans"]) for s, e in spans)
            and other["content_spans"] != row["content_spans"]
        ]
        row["inside"] = find_voice(row["start"], row["end"], around)
