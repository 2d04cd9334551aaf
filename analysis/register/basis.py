"""What a decision rests on in the text: the words that, when they change, make it stale."""

import hashlib
import re
from collections.abc import Mapping
from itertools import pairwise

from ..text.wording import typeset

SHORT_FORM = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Lt|Col|Gov|Prof|No|vs)|\b[A-Z]|\b[a-z]\.[a-z])\.$"
)
STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[^a-z\s])|\n[ \t\r\f\v]*\n")


def plain(text: str) -> str:
    """The words as any typesetter might set them: marks, dashes and spaces alike.

    Letters, case and figures as they are.
    """
    words = " ".join(typeset(text).split())
    return re.sub(r" ?(-+) ?", r"\1", words)


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences by a plain rule on signs, which no retrained model moves.

    >>> sentences("It is over, said Dr. Ames. Who knows?")
    [(0, 26), (26, 37)]
    """
    cuts = [0]
    for stop in STOP.finditer(text):
        if not SHORT_FORM.search(text, max(0, stop.end() - 8), stop.end()):
            cuts.append(stop.end())
    return [(a, b) for a, b in pairwise([*cuts, len(text)]) if text[a:b].strip()]


def passage(text: str, start: int, end: int, neighbours: int = 1) -> tuple[int, int]:
    """Span of the sentences that hold a span, with as many neighbours on each side."""
    spans = sentences(text)
    held = [i for i, (a, b) in enumerate(spans) if a < end and start < b]
    if not held:
        return start, end
    first, last = max(0, held[0] - neighbours), min(len(spans) - 1, held[-1] + neighbours)
    return spans[first][0], spans[last][1]


def basis_hash(claim: Mapping[str, object], text: str) -> str:
    """Hash of the article's own words that a reviewer decides on, as 16 hexadecimal digits.

    The words are the claim's, those of its sentence and both neighbours, and those of the sentence
    that answers it; no name, kind or status that a model gave them. `claim` has start, end,
    response_start, response_end (-1: none).
    """
    start, end, answer, answer_end = (
        int(str(claim[c])) for c in ("start", "end", "response_start", "response_end")
    )
    parts = [text[start:end], text[slice(*passage(text, start, end))]]
    parts.append(text[slice(*passage(text, answer, answer_end, 0))] if answer >= 0 else "")
    words = "\0".join(plain(part) for part in parts)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
