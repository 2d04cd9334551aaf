"""Where do the words of a claim stand now? Quotations found again in a text that was edited.

And never in a lookalike.

The anchor is the quotation with the words before and after it (W3C Web Annotation,
TextQuoteSelector). The same words count as found when their surroundings agree too; changed words
only when nothing but a slip was mended.
"""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from .lexicon import read_rows

FUZZY = 0.85  # likeness from which an edited quotation may count as the same
REWRITTEN = 0.55  # below: gone. Between the two: a person judges, if the surroundings stayed
AROUND = 32  # characters of context kept on each side
REACH = 400  # characters in which the words of the claim's own sentence are looked for
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s|\n\s*\n")
RAISED = ("<super>", "<sub>", "<fraction>", "<circle>")  # another sign and no typesetting: 8³
SIDE_AGREES = 0.75  # likeness from which one side of the surroundings counts as the same
SAME_CHARACTER = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "«": '"',
        "»": '"',
        "’": "'",
        "‘": "'",
        "‚": "'",
        "`": "'",
        "´": "'",
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "−": "-",
        "―": "-",
    }
)
TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|%")
SMALL_WORDS = frozenset(
    "a an the of to in on at by for from and that this its their his her as is was are were".split()
)
POLARITY = ("un", "in", "im", "il", "ir", "dis", "non", "anti", "mis", "de")


@dataclass(frozen=True)
class Found:
    """state: exact, moved, edited, review or orphan (`lexicons/scales.csv`).

    Start/end are -1 in the last two.

    score: likeness 0–1 of the best place. reason: in words, for a person, when the state is edited,
    review or orphan.
    """

    state: str
    start: int
    end: int
    score: float
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
    """
    if not quote:
        return Found("orphan", -1, -1, 0.0, "the claim has no words")
    if (
        start >= 0
        and text[start : start + len(quote)] == quote
        and (surroundings(text, start, start + len(quote)) == (prefix, suffix))
    ):
        return Found("exact", start, start + len(quote), 1.0)
    plain, at = _plain(text)
    wanted = _plain(quote)[0].strip()
    if not wanted:
        return Found("orphan", -1, -1, 0.0, "the claim has no words")
    places = [
        (m.start(), m.start() + len(wanted)) for m in re.finditer(f"(?={re.escape(wanted)})", plain)
    ]
    places = [_original(text, at, a, b) for a, b in places if _whole_words(plain, a, b)]
    if places:
        return _among(quote, prefix, suffix, start, text, places)
    return _changed(quote, prefix, suffix, text, plain, at, wanted)


def _among(quote, prefix, suffix, start, text, places) -> Found:
    ranked = sorted(places, key=lambda p: _closeness(text, *p, prefix, suffix), reverse=True)
    best = ranked[0]
    sides = _context(text, *best, prefix, suffix)
    if other := _other_voice(text, *best, prefix, suffix):
        return Found("review", -1, -1, 1.0, f"the same words stand at {best[0]}, but {other}")
    if sides == 0:
        return Found(
            "review",
            -1,
            -1,
            1.0,
            f"the same words stand at {best[0]}, with other words around them: "
            "a lookalike or a moved passage",
        )
    rival = (
        len(ranked) > 1
        and _closeness(text, *best, prefix, suffix) - _closeness(text, *ranked[1], prefix, suffix)
        < 0.15
    )
    if rival and not (best[0] == start or ranked[1][0] == start):
        return Found(
            "review",
            -1,
            -1,
            1.0,
            f"the same words stand at {best[0]} and at {ranked[1][0]}, and nothing tells which",
        )
    if rival and ranked[1][0] == start:
        best = ranked[1]
    return Found(
        "exact" if best[0] == start and text[slice(*best)] == quote else "moved", *best, 1.0
    )


def _other_voice(text: str, start: int, end: int, prefix: str, suffix: str) -> str:
    """What tells that the same words stand in another sentence, in words; "" when nothing does.

    A name or number that is gone from it, a negation that came or went. Only what the old
    surroundings hold of the claim's own sentence counts.
    """
    old = [t for side in _own_sentence(prefix, suffix) for t in _whole_tokens(side, prefix, suffix)]
    around = text[max(0, start - REACH) : start], text[end : end + REACH]
    now = [t for side in _own_sentence(*around) for t in _tokens(side)]
    near = [
        t for side in _own_sentence(around[0][-AROUND:], around[1][:AROUND]) for t in _tokens(side)
    ]
    guard = _guards()
    for name, told in (
        ("name", lambda tokens: [t for t in tokens if t[:1].isupper()]),
        ("number", lambda tokens: _of(tokens, "number", guard)),
        ("negation", lambda tokens: _of(tokens, "negation", guard)),
    ):
        present = {t.casefold() for t in told(now)}
        if gone := [t for t in told(old) if t.casefold() not in present]:
            return f"in another sentence: the {name} “{gone[0]}” is gone from it"
    if came := set(_of(near, "negation", guard)) - set(_of(old, "negation", guard)):
        return f"in another sentence: “{min(came)}” came into it"
    return ""


def _own_sentence(before: str, after: str) -> tuple[str, str]:
    """What stands before and after a span in its own sentence."""
    return SENTENCE_END.split(before)[-1], SENTENCE_END.split(after)[0]


def _whole_tokens(side: str, prefix: str, suffix: str) -> list[str]:
    """The words of a side of the surroundings, without one that their edge cuts."""
    tokens = _tokens(side)
    if side and len(prefix) >= AROUND and side == prefix:
        return tokens[1:]
    return tokens[:-1] if side and len(suffix) >= AROUND and side == suffix else tokens


def _changed(quote, prefix, suffix, text, plain, at, wanted) -> Found:
    """The words as such are gone: look for the likest passage."""
    hit = (
        fuzz.partial_ratio_alignment(wanted, plain, score_cutoff=100 * REWRITTEN)
        if len(plain) >= len(wanted)
        else None
    )
    spans = [_widen(plain, hit.dest_start, hit.dest_end)] if hit else []
    spans += _between(plain, _plain(prefix)[0], _plain(suffix)[0], len(wanted))
    if not spans:
        return Found("orphan", -1, -1, 0.0, "the words are gone from the text")
    score, a, b = max((fuzz.ratio(wanted, plain[a:b]) / 100, a, b) for a, b in spans)
    start, end = _original(text, at, a, b)
    sides = _context(text, start, end, prefix, suffix)
    if score < REWRITTEN or (score < FUZZY and sides < 2) or (sides == 0 and score < 0.95):
        return Found("orphan", -1, -1, score, "the words are gone from the text")
    why = _differs(quote, text[start:end])
    if sides == 0:
        why = why or "the words around it are others"
    if score < FUZZY:
        why = why or "the passage was rewritten"
    if why:
        reads = "the text now reads" if sides else "a passage elsewhere reads"
        return Found("review", -1, -1, score, f"{why}; {reads} “{text[start:end]}”")
    return Found("edited", start, end, score, "a slip was mended")


def _differs(old: str, new: str) -> str:
    """What stands against taking the new words for the old claim.

    "" when only spelling or small words differ.
    """
    ours, theirs = _tokens(old), _tokens(new)
    guard = _guards()
    for group, name in (
        ("number", "numbers"),
        ("negation", "negations"),
        ("modal", "modal words"),
        ("comparison", "comparisons"),
        ("order", "words of order"),
        ("quantity", "quantities"),
    ):
        if _of(ours, group, guard) != _of(theirs, group, guard):
            return f"{name} differ"
    changes = SequenceMatcher(
        None, [t.casefold() for t in ours], [t.casefold() for t in theirs], autojunk=False
    )
    for kind, a, b, c, d in changes.get_opcodes():
        if kind == "equal" or all(t.casefold() in SMALL_WORDS for t in [*ours[a:b], *theirs[c:d]]):
            continue
        if b - a != d - c:
            return "words were added or taken away"
        for one, two in zip(ours[a:b], theirs[c:d], strict=False):
            if not _same_word(one, two):
                return f"“{one}” became “{two}”"
    return ""


def _same_word(one: str, two: str) -> bool:
    a, b = one.casefold(), two.casefold()
    if any(a == p + b or b == p + a for p in POLARITY):
        return False
    named = one[:1].isupper() or two[:1].isupper()
    if min(len(a), len(b)) < (6 if named else 4):
        return a == b
    return OSA.distance(a, b) <= (2 if min(len(a), len(b)) >= 8 else 1)


def _of(tokens: list[str], group: str, guard: dict[str, str]) -> list[str]:
    out = []
    for token in tokens:
        word = token.casefold().replace("’", "'")
        if word.endswith("n't") and group == "negation":
            out.append("not")
        elif group == "number" and word[0].isdigit():
            out.append(re.sub(r"(?<=\d),(?=\d{3})", "", word))
        elif guard.get(word) == group or (group == "number" and word == "%"):
            out.append(word)
    return out


@cache
def _guards() -> dict[str, str]:
    rows = read_rows("anchor_guards.csv", ("word", "group"))
    return {row["word"]: row["group"] for _, row in rows}


def _tokens(text: str) -> list[str]:
    return TOKEN.findall(unicodedata.normalize("NFC", text.translate(SAME_CHARACTER)))


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


def _context(text: str, start: int, end: int, prefix: str, suffix: str) -> int:
    """How many sides of the surroundings agree (0–2).

    A side at the very edge of the old text agrees at an edge only.
    """
    return sum(_side(*side) >= SIDE_AGREES for side in _sides(text, start, end, prefix, suffix))


def _closeness(text: str, start: int, end: int, prefix: str, suffix: str) -> float:
    return sum(_side(*side) for side in _sides(text, start, end, prefix, suffix))


def _sides(text, start, end, prefix, suffix):
    reach = 2 * AROUND
    return (
        (prefix[::-1], text[max(0, start - reach) : start][::-1]),
        (suffix, text[end : end + reach]),
    )


def _side(old: str, now: str) -> float:
    old, now = _plain(old)[0].strip(), _plain(now)[0].strip()
    if not old:
        return 1.0 if not now else 0.0
    return fuzz.ratio(old, now[: len(old)]) / 100
