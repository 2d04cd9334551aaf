"""Do changed words still say the same, and do the same words still stand in the same sentence?

Numbers, negations, modals and names tell (`lexicons/anchor_guards.csv`), not the likeness of
letters.
"""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache

from rapidfuzz.distance import OSA

from .lexicon import read_rows
from .plain import STRAIGHT

AROUND = 32  # characters of context kept on each side of a quotation
SAME_CHARACTER = {**STRAIGHT, **str.maketrans(dict.fromkeys("`´", "'"))}
NO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
SIGNS: dict[int, str | None] = {**SAME_CHARACTER, **dict.fromkeys(map(ord, NO_WIDTH))}
# Forms of a character that typesetting chooses; a raised or circled one is another sign: 8³.
TYPESET = tuple("<compat> <wide> <narrow> <noBreak> <font> <initial> <final>".split())

TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|%")


SMALL_WORDS = frozenset(
    "a an the of to in on at by for from and that this its their his her as is was are were".split()
)


POLARITY = tuple("un in im il ir dis non anti mis de".split())


REACH = 400  # characters in which the words of the claim's own sentence are looked for


SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s|\n\s*\n")


def typeset(text: str) -> str:
    """The text with marks, dashes and letters as any typesetter might set them."""
    signs = (
        unicodedata.normalize("NFKC", c) if unicodedata.decomposition(c).startswith(TYPESET) else c
        for c in unicodedata.normalize("NFC", text.translate(SIGNS))
    )
    return "".join(signs).translate(SIGNS)


def differs(old: str, new: str) -> str:
    """What stands against taking the new words for the old claim.

    "" when only spelling or small words differ.

    >>> differs("83 people died", "83 persons have died") != "", differs("It sank.", "It  sank")
    (True, '')
    >>> differs("It was 83.", "It was 8³.")
    'numbers differ'
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


def other_voice(text: str, start: int, end: int, prefix: str, suffix: str) -> str:
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
    return TOKEN.findall(typeset(text))
