"""Where do the words of a claim stand now? Found again in an edited text, never in a lookalike.

The anchor is the quotation with the words before and after it (W3C Web Annotation,
TextQuoteSelector). The same words count as found when their surroundings agree too; changed words
only when nothing but a slip was mended.
"""

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz

from .article import Span
from .wording import AROUND, SAME_CHARACTER, differs, other_voice

FUZZY = 0.85  # likeness from which an edited quotation may count as the same
REWRITTEN = 0.55  # below: gone. Between the two: a person judges, if the surroundings stayed
RAISED = ("<super>", "<sub>", "<fraction>", "<circle>")  # another sign and no typesetting: 8³
SIDE_AGREES = 0.75  # likeness from which one side of the surroundings counts as the same


@dataclass(frozen=True)
class Found:
    """state: exact, moved, edited, review or orphan (`lexicons/scales.csv`).

    start, end: -1 in the last two. score: likeness 0–1 of the best place. reason: in words, for a
    person, when the state is edited, review or orphan.
    """

    state: str
    start: int = -1
    end: int = -1
    score: float = 1.0
    reason: str = ""


def surroundings(text: str, start: int, end: int) -> tuple[str, str]:
    """(prefix, suffix): up to 32 characters before and after a span."""
    return text[max(0, start - AROUND) : start], text[end : end + AROUND]


def find(quote: str, prefix: str, suffix: str, start: int, text: str) -> Found:
    """Find a quotation again.

    start : where it began when it was last seen; a help among equals, never a proof
    Identical words are accepted where one side of their surroundings agrees (quotation marks,
    dashes, line breaks and white space may differ). Words that changed are accepted when the
    likeness is at least 0.85, numbers, negations, modals and names are identical, and only small
    words or spelling differ; otherwise the state is `review`.

    >>> text = "Yes. The port is shut, the mayor said."
    >>> find("port is shut", prefix="The ", suffix=", the mayor", start=4, text=text)
    Found(state='moved', start=9, end=21, score=1.0, reason='')
    >>> find("port is open", "The ", ", the mayor", 4, text).state
    'orphan'
    """
    wanted, end = _plain(quote)[0].strip(), start + len(quote)
    if not wanted:
        return Found("orphan", score=0.0, reason="the claim has no words")
    around = surroundings(text, start, end)
    if start >= 0 and text[start:end] == quote and around == (prefix, suffix):
        return Found("exact", start, end)
    if spots := places(quote, text):
        return _among(quote, prefix, suffix, start, text, spots)
    return _changed(quote, prefix, suffix, text, wanted)


def places(words: str, text: str) -> list[Span]:
    """Where these words stand, whatever the quotation marks, dashes and line breaks in them."""
    plain, at = _plain(text)
    wanted = _plain(words)[0].strip()
    found = (m.start() for m in re.finditer(f"(?={re.escape(wanted)})", plain)) if wanted else ()
    spans = [(a, a + len(wanted)) for a in found]
    return [_original(text, at, a, b) for a, b in spans if _whole_words(plain, a, b)]


def _among(
    quote: str, prefix: str, suffix: str, start: int, text: str, places: list[Span]
) -> Found:
    near = {place: _sides(text, *place, prefix, suffix) for place in places}
    best, *others = sorted(near, key=lambda place: -sum(near[place]))
    stand = f"the same words stand at {best[0]}"
    if other := other_voice(text, *best, prefix, suffix):
        return Found("review", reason=f"{stand}, but {other}")
    if max(near[best]) < SIDE_AGREES:
        why = f"{stand}, with other words around them: a lookalike or a moved passage"
        return Found("review", reason=why)
    if others and sum(near[best]) - sum(near[others[0]]) < 0.15:
        if others[0][0] == start:
            best = others[0]
        elif best[0] != start:
            why = f"{stand} and at {others[0][0]}, and nothing tells which"
            return Found("review", reason=why)
    same = best[0] == start and text[slice(*best)] == quote
    return Found("exact" if same else "moved", *best)


def _changed(quote: str, prefix: str, suffix: str, text: str, wanted: str) -> Found:
    """The words as such are gone: look for the likest passage."""
    plain, at = _plain(text)
    hit = fuzz.partial_ratio_alignment(wanted, plain, score_cutoff=100 * REWRITTEN)
    longer = len(plain) >= len(wanted)  # else it is the text that is found in the words
    spans = [_widen(plain, hit.dest_start, hit.dest_end)] if hit and longer else []
    spans += _between(plain, _plain(prefix)[0], _plain(suffix)[0], len(wanted))
    gone = "the words are gone from the text"
    if not spans:
        return Found("orphan", score=0.0, reason=gone)
    score, a, b = max((fuzz.ratio(wanted, plain[a:b]) / 100, a, b) for a, b in spans)
    start, end = _original(text, at, a, b)
    sides = sum(side >= SIDE_AGREES for side in _sides(text, start, end, prefix, suffix))
    if score < REWRITTEN or (score < FUZZY and sides < 2) or (sides == 0 and score < 0.95):
        return Found("orphan", score=score, reason=gone)
    why = differs(quote, text[start:end])
    if sides == 0:
        why = why or "the words around it are others"
    if score < FUZZY:
        why = why or "the passage was rewritten"
    if why:
        reads = "the text now reads" if sides else "a passage elsewhere reads"
        return Found("review", score=score, reason=f"{why}; {reads} “{text[start:end]}”")
    return Found("edited", start, end, score, "a slip was mended")


def _plain(text: str) -> tuple[str, list[int]]:
    """A copy for comparing (straight marks, single spaces, no case), and where each letter was."""
    chars, at, space = [], [], True
    for i, char in enumerate(text):
        if char.isspace():
            if not space:
                chars.append(" ")
                at.append(i)
            space = True
            continue
        if unicodedata.category(char) == "Cf":  # soft hyphens and marks of no width
            continue
        raised = unicodedata.decomposition(char).startswith(RAISED)
        same = char if raised else unicodedata.normalize("NFKD", char.translate(SAME_CHARACTER))
        for c in same.casefold():
            chars.append(c)
            at.append(i)
        space = False
    return "".join(chars), at


def _original(text: str, at: list[int], a: int, b: int) -> tuple[int, int]:
    start, end = at[a], at[b - 1] + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return start, end


def _whole_words(plain: str, a: int, b: int) -> bool:
    return not (a and plain[a - 1].isalnum() and plain[a].isalnum()) and not (
        b < len(plain) and plain[b - 1].isalnum() and plain[b].isalnum()
    )


def _widen(plain: str, a: int, b: int) -> tuple[int, int]:
    """To whole words, without white space at the ends."""
    while a and plain[a - 1].isalnum() and a < len(plain) and plain[a].isalnum():
        a -= 1
    while b < len(plain) and plain[b].isalnum() and plain[b - 1].isalnum():
        b += 1
    while b > a + 1 and plain[a] == " ":
        a += 1
    while b > a + 1 and plain[b - 1] == " ":
        b -= 1
    return a, b


def _between(plain: str, prefix: str, suffix: str, length: int) -> list[tuple[int, int]]:
    """What stands between the old words before and after, when both are still there."""
    if len(prefix.strip()) < 8 or len(suffix.strip()) < 8:
        return []
    out = []
    for before in re.finditer(re.escape(prefix.strip()), plain):
        end = plain.find(suffix.strip(), before.end(), before.end() + 3 * length + len(suffix))
        if end > before.end() + 1:
            out.append(_widen(plain, before.end(), end))
    return out


def _sides(text: str, start: int, end: int, prefix: str, suffix: str) -> tuple[float, float]:
    """How far each side of the surroundings is like the old one, 0–1.

    A side at the very edge of the old text agrees at an edge only.
    """
    before, after = text[max(0, start - 2 * AROUND) : start], text[end : end + 2 * AROUND]
    return _side(prefix[::-1], before[::-1]), _side(suffix, after)


def _side(old: str, now: str) -> float:
    old, now = _plain(old)[0].strip(), _plain(now)[0].strip()
    return fuzz.ratio(old, now[: len(old)]) / 100 if old else float(not now)
