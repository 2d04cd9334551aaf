"""Where quotations begin and end.

Curly and straight marks alike, several sentences in one, paragraphs that go on.
"""

import re
from typing import NamedTuple

from .article import Span

SPEECH_WORDS = 5  # fewer words without the end of a sentence: a term in quotation marks
MARK = re.compile(r'"|``|\'\'')
SINGLE_OPEN = re.compile(r"(?<![^\s(\[—–-])'(?=[^\W_])")
SINGLE_CLOSE = re.compile(r"(?<=[,.!?…])'(?!\w)")
OPENS, CLOSES = frozenset("“„«"), frozenset("”»")


class Quote(NamedTuple):
    """start, end include the marks; kind: 'speech' or 'scare' (a term held at a distance)."""

    start: int
    end: int
    kind: str


def find_quotes(text: str, paragraphs: list[Span], original: str | None = None) -> list[Quote]:
    """Quotations of a text whose marks were made straight (`parse.normalise`).

    Sorted, none inside another.

    original : the untouched text of the same length, whose curly marks say whether they open or
        close; straight marks
               open before a word and close after one.
    Marks inside a quotation belong to it, however deep. A paragraph that ends inside a quotation
    and is followed by one that begins with a mark is a quotation that goes on (one Quote a
    paragraph). A mark that never closes is a quotation only in that case: a lone mark elsewhere
    (inches, a typing slip) is none. A text without any double mark is read for single ones, as some
    British newspapers print them; there a closing mark must follow a comma or a full stop.

    >>> quote = find_quotes('"We waited all night," she said.', [(0, 32)])[0]
    >>> quote.start, quote.end, quote.kind
    (0, 22, 'speech')
    """
    original = text if original is None else original
    quotes: list[Quote] = []
    for n, (a, b) in enumerate(paragraphs):
        after = paragraphs[n + 1] if n + 1 < len(paragraphs) else None
        goes_on = after is not None and MARK.match(text, after[0]) is not None
        quotes += [_quote(text, *pair) for pair in _pairs(text, original, a, b, goes_on)]
    if not MARK.search(text):
        for a, b in paragraphs:
            quotes += [_quote(text, *pair) for pair in _single_pairs(text, a, b)]
    return quotes


def _pairs(text: str, original: str, a: int, b: int, goes_on: bool) -> list[tuple[Span, Span]]:
    """(opening mark, closing mark) of the outermost quotations of one paragraph."""
    pairs: list[tuple[Span, Span]] = []
    stack: list[Span] = []
    closed_inside: Span | None = (
        None  # the last mark that closed something while a quotation stayed open
    )
    for m in MARK.finditer(text, a, b):
        mark = m.span()
        if stack and _closes(text, mark, b):
            opening = stack.pop()
            closed_inside = mark if stack else None
            if not stack:
                pairs.append((opening, mark))
        elif _opens(text, original, mark, a, b):
            stack.append(mark)
    if stack and goes_on:
        pairs.append((stack[0], (b, b)))
    elif closed_inside:  # one mark too many opened: it ends where the last one closed
        pairs.append((stack[0], closed_inside))
    return pairs


def _opens(text: str, original: str, mark: Span, a: int, b: int) -> bool:
    if original[mark[0]] in OPENS:
        return True
    if original[mark[0]] in CLOSES or mark[1] >= b or text[mark[1]].isspace():
        return False
    return mark[0] == a or not text[mark[0] - 1].isalnum()


def _closes(text: str, mark: Span, b: int) -> bool:
    before, after = text[mark[0] - 1], text[mark[1] : min(mark[1] + 1, b)]
    if before.isspace() or before in "(—–[":
        return False
    # After a colon a mark before a letter begins an inner quotation: He said: "She told me:"go"."
    return not (before == ":" and after.isalnum())


def _single_pairs(text: str, a: int, b: int) -> list[tuple[Span, Span]]:
    pairs, at = [], a
    while opening := SINGLE_OPEN.search(text, at, b):
        closing = SINGLE_CLOSE.search(text, opening.end(), b)
        if closing is None:
            break
        pairs.append((opening.span(), closing.span()))
        at = closing.end()
    return pairs


def _quote(text: str, opening: Span, closing: Span) -> Quote:
    inner = text[opening[1] : closing[0]]
    sentence_like = bool(re.search(r"[.!?,]$", inner.strip())) and len(inner.split()) > 2
    kind = "speech" if len(inner.split()) >= SPEECH_WORDS or sentence_like else "scare"
    return Quote(opening[0], closing[1], kind)
