"""Which line breaks only end a line, and which end a paragraph, a heading, an item of a list?"""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .article import Span

FULL_STOP = re.compile(r"[.!?…][\"')\]]*(?:\s|$)")
ENDS = re.compile(r"[.!?…:][\"')\]]*$")
# "5 p.m." and "Mrs." end no sentence, and no heading ends in "of the"
SHORTENED = r"(?:[ap]\.m|[A-Z]\.[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Capt|Sgt|Prof)\."
GOES_ON = re.compile(
    rf"\b(?:the|an?|of|and|or|from|with|by|at|over|its|his|her|their|{SHORTENED})$"
)
# an item, a time, a name that speaks: "- bread", "2) bread", "14.32 GMT", "Q: Why?"
ITEM = re.compile(r"(?:[-*•·–—‣▪]|\(?(?:\d{1,2}|[a-z])[.)])\s")
OPENING = re.compile(r"\d{1,2}[:.]\d\d\b|[A-Z][\w.' -]{0,24}:(?:\s|$)")
# A line that begins in one of these goes on with a sentence, or begins one if in a capital.
SMALL = frozenset(
    "a about after against all also although among an and any are as at be because been before "
    "being between both but by can could did do does during each either few for from had has have "
    "he her here his how however if in into is it its many most must neither nor of on once one "
    "only or other our over she should since so some such than that the their them then there "
    "these they this those though through to too two under until up upon us was we were what when "
    "where whether which while who whom whose why with within without would you your".split()
)
RAGGED = 0.75  # of the widest line: how full a line is that was broken by eye


def find_paragraphs(text: str) -> list[Span]:
    r"""Blocks of text between line breaks, without the white space around them.

    A text whose lines may be broken by hand is to be given through `unwrap`.

    >>> find_paragraphs("One. \n\nTwo.")
    [(0, 4), (7, 11)]
    """
    return [m.span() for m in re.finditer(r"\S(?:[^\n]*\S)?", text)]


def unwrap(text: str) -> str:
    r"""A copy of equal length in which lines broken inside a paragraph are joined.

    A line goes on in the next where that begins in small letters, or where it ends in the middle of
    a phrase. Only beside such a break are others taken for one: those after a full line. Items of
    lists, times, speakers and headings stay on lines of their own; so do verses, which begin in
    capitals.

    >>> unwrap("A title\n\nThe port was\nshut. It rained.")
    'A title\n\nThe port was shut. It rained.'
    """
    spans = find_paragraphs(text)
    blocks: list[list[Span]] = [spans[:1]]
    for before, span in pairwise(spans):
        if text.count("\n", before[1], span[0]) > 1:
            blocks.append([])
        blocks[-1].append(span)
    lines = [[text[a:b] for a, b in block] for block in blocks]
    sure = [_surely(block) for block in lines]
    usual = max(
        (_width(own) for own, runs in zip(lines, sure, strict=True) if any(runs)), default=0
    )
    copy = list(text)
    for block, own, runs in zip(blocks, lines, sure, strict=True):
        for n in _joined(own, runs, usual):
            copy[text.index("\n", block[n][1])] = " "
    return "".join(copy)


def _width(lines: Sequence[str]) -> int:
    return max(map(len, lines), default=0)


def _joined(lines: Sequence[str], sure: Sequence[bool], usual: int) -> Iterator[int]:
    """Positions of the lines of a block that go on in the next one.

    sure : the breaks that need no other evidence
    usual : how wide the text's broken lines are, 0 where there are none
    """
    few = _width(lines) <= usual
    if not any(sure) and not few:
        return
    exact = all(_full(a, b, usual) for (a, b), s in zip(pairwise(lines), sure, strict=True) if s)
    least, marks = usual if exact else RAGGED * usual, 0
    for n, (a, b) in enumerate(pairwise(lines)):
        marks += a.count('"')
        after = lines[n + 2] if n + 2 < len(lines) else ""
        ended = ENDS.search(b) or not after or _full(b, after, least)
        within = marks % 2 == 1 and not b.startswith('"')
        full = ended and _full(a, b, least)
        if sure[n] or ((within or (few and b[0].islower()) or full) and not _apart(a, b)):
            yield n


def _surely(lines: Sequence[str]) -> list[bool]:
    """For each line but the last: does its sentence surely run into the next one?"""
    width, prose = _width(lines), any(map(FULL_STOP.search, lines))
    return [_goes_on(a, b, RAGGED * width if prose else math.inf) for a, b in pairwise(lines)]


def _goes_on(a: str, b: str, least: float) -> bool:
    if ITEM.match(b):
        return False
    if GOES_ON.search(a):
        return True
    if ENDS.search(a) or b[0].isupper() or OPENING.match(b):
        return False
    return _word(b) in SMALL or _full(a, b, least)


def _full(a: str, b: str, width: float) -> bool:
    """Had the next word no room in the line?"""
    return len(a) + 1 + len(b.partition(" ")[0]) > width


def _apart(a: str, b: str) -> bool:
    """Does `b` open something new: an item, a time, a speaker, a sentence below a heading?"""
    heading = not ENDS.search(a) and _word(b) in SMALL
    return bool(ITEM.match(b) or OPENING.match(b)) or heading


def _word(line: str) -> str:
    return re.split(r"[^\w]", line, maxsplit=1)[0].lower()
