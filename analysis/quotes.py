"""Where quotations begin and end: curly and straight marks alike, several sentences in one, paragraphs that go on."""
import re
from typing import NamedTuple

from .article import Span

SPEECH_WORDS = 5            # fewer words without a verb of speech beside them: a term in quotation marks
DOUBLED = re.compile(r"``|''")


class Quote(NamedTuple):
    """start, end include the marks; inner_start, inner_end do not. kind: 'speech' or 'scare' (a term held at a distance)."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    kind: str


def find_quotes(text: str, paragraphs: list[Span]) -> list[Quote]:
    """Quotations of a text whose marks were made straight (`parse.normalise`).

    A mark opens before a letter and after a space, and closes otherwise; a paragraph that ends inside a quotation and is
    followed by one that begins with a mark is a quotation that goes on (one Quote a paragraph). A mark that never
    closes is a quotation only in that case: a lone mark elsewhere (inches, a typing slip) is none.
    """
    quotes: list[Quote] = []
    for n, (a, b) in enumerate(paragraphs):
        marks = [(m.start(), m.end()) for m in re.finditer(r'"|``|\'\'', text[a:b])]
        opened = None
        for s, e in marks:
            s, e = s + a, e + a
            if opened is None:
                if e < b and not text[e].isspace():
                    opened = (s, e)
            elif _closes(text, s, e, b):
                quotes.append(_quote(text, opened, (s, e)))
                opened = None
            # else: a mark inside a quotation that opens another one; the outer quotation goes on
        if opened is not None and n + 1 < len(paragraphs) and text[paragraphs[n + 1][0]] == '"':
            quotes.append(_quote(text, opened, (b, b)))
    return quotes


def _closes(text: str, start: int, end: int, stop: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < stop else " "
    return not (before.isspace() or before in "(—–[") or after.isspace() and not before.isspace()


def _quote(text: str, opening: Span, closing: Span) -> Quote:
    inner = text[opening[1]:closing[0]]
    sentence_like = bool(re.search(r"[.!?,]$", inner.strip())) and len(inner.split()) > 2
    kind = "speech" if len(inner.split()) >= SPEECH_WORDS or sentence_like else "scare"
    return Quote(opening[0], closing[1], opening[1], closing[0], kind)
