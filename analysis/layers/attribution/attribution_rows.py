"""Statements → rows of the table `attributions`.

Trimmed spans, kind by quotation marks, calibrated score.
"""

import re
from bisect import bisect_right
from operator import itemgetter

import numpy as np

from ...text.article import Span
from ...text.parse import Parsed
from ..actors.names import Cast
from . import source_types
from .source_kinds import NO_SPEAKER
from .statements import Quoted
from .voice import Contents, Row, nest

TRIM = " \t\n\r\u00a0\u200b\u200e\u200f\ufeff,;:–—-"
PEOPLE = frozenset(("named_official", "named_person", "anonymous"))
FIRST_PERSON = frozenset(("i", "we", "me", "us", "my", "our"))
MARKS = '"“”„‟«»'
WORD, WORDS = re.compile(r"\w"), re.compile(r"\w+")


def make_rows(parsed: Parsed, statements: list[Quoted], mentions: Cast) -> list[Row]:
    """One row a statement that holds words, in text order."""
    inside = quoted_characters(parsed)
    rows: list[Row] = []
    of: dict[int, Row] = {}  # identity of a statement → its row
    for statement in statements:
        content = [
            s for s in (_content_span(parsed.article.text, span) for span in statement.content) if s
        ]
        if not content:
            continue
        source = [s for s in (trim(parsed.article.text, span) for span in statement.source) if s]
        cue = [s for s in (trim(parsed.article.text, span) for span in statement.cue) if s]
        spans = (sorted(source), sorted(cue), sorted(content))
        of[id(statement)] = _row(parsed, mentions, spans, inside, statement.score)
        rows.append(of[id(statement)])
    rows.sort(key=itemgetter("start", "end"))
    for n, row in enumerate(rows):
        row["attribution_id"] = f"{parsed.article.article_id}#a{n}"
    nest(rows)
    for statement in statements:
        if statement.within and id(statement) in of and id(statement.within) in of:
            of[id(statement)]["inside"] = of[id(statement.within)]["attribution_id"]
    _carry_on(parsed, mentions, rows)
    _speak_for_themselves(rows, inside)
    return rows


def _carry_on(parsed: Parsed, mentions: Cast, rows: list[Row]) -> None:
    """Kind and speaker of quotations without a word on who speaks; source and cue stay empty.

    They are of the one who spoke before, a paragraph back at most, or of the person whom the
    sentence before is about ("Dole turned to the banks. “…”").
    """
    starts = [start for start, _ in parsed.paragraphs]
    for n, row in enumerate(rows):
        if row["kind"] != "direct" or row["source"] or row["cue"] or row["inside"]:
            continue
        before = rows[n - 1] if n and rows[n - 1]["kind"] != "indirect" else None
        here = bisect_right(starts, row["start"])
        if before and here - bisect_right(starts, before["end"] - 1) < 2:
            said = before["source_type"], before["source"] or before["type_rule"], before["speaker"]
        elif subject := _subject_before(parsed, row["start"]):
            said = source_types.describe_source(parsed, mentions, [subject])
        else:
            continue
        if said[0] in PEOPLE or before:
            row["source_type"], rule, row["speaker"] = said
            row["type_rule"] = f"goes on: {rule}"


def _subject_before(parsed: Parsed, start: int) -> Span | None:
    """The subject of the sentence before a quotation."""
    sentence = parsed.sentence_of(start)
    if sentence is None or sentence.sentence_id == 0:
        return None
    last = parsed.sentences[sentence.sentence_id - 1]
    if last.is_heading:
        return None
    words = parsed.tokens[last.first : last.last]
    subjects = (t for t in words if t.dep_ == "nsubj" and t.head.dep_ == "ROOT")
    noun = next(subjects, None)
    return (noun.left_edge.idx, noun.idx + len(noun)) if noun is not None else None


def _speak_for_themselves(rows: list[Row], inside: np.ndarray) -> None:
    """Inside a statement, "I" and "we" are whoever makes it.

    Elsewhere they are the author, whose voice is the outlet's.
    """
    contents = Contents(rows)
    for row in rows:
        if row["source"].lower() in FIRST_PERSON and not row["speaker"]:
            outer = contents.voice(*row["source_spans"][0])
            if not outer and not inside[row["source_spans"][0][0]]:
                row["source_type"] = "media"
                row["type_rule"] = f"the outlet itself: {row['source']}"
            elif outer and outer != row["attribution_id"]:
                above = contents.rows[outer]
                row["source_type"], row["speaker"] = above["source_type"], above["speaker"]
                row["type_rule"] = f"speaks of itself: {row['source']}"


def _row(
    parsed: Parsed,
    mentions: Cast,
    spans: tuple[list[Span], list[Span], list[Span]],
    inside: np.ndarray,
    score: float,
) -> Row:
    content = spans[2]
    kind = kind_of(parsed.article.text, content, inside)
    start, end = content[0][0], content[-1][1]
    sentence = parsed.sentence_of(start)
    lists = [[list(s) for s in part] for part in spans]
    joined = [" … ".join(parsed.text(*s) for s in part) for part in lists]
    described = source_types.describe(parsed, mentions, lists[0], lists[1], lists[2], kind)
    if described["type_rule"].startswith(NO_SPEAKER):
        lists[0], joined[0] = [], ""
    return {
        "article_id": parsed.article.article_id,
        "attribution_id": "",
        "inside": "",
        "sentence_id": sentence.sentence_id if sentence else -1,
        "start": start,
        "end": end,
        **dict(zip(("source_spans", "cue_spans", "content_spans"), lists, strict=False)),
        **dict(zip(("source", "cue", "content"), joined, strict=False)),
        "kind": kind,
        "score": round(score, 2),
        **described,
    }


def quoted_characters(parsed: Parsed) -> np.ndarray:
    """True for every character between quotation marks, the marks included."""
    inside = np.zeros(len(parsed.article.text) + 1, bool)
    for quote in parsed.quotes:
        inside[quote.start : quote.end] = True
    return inside


def kind_of(text: str, content: list[Span], inside: np.ndarray) -> str:
    """direct: every word of the content stands between quotation marks; mixed: some do.

    Indirect: none.
    """
    words = [inside[m.start()] for s, e in content for m in WORDS.finditer(text, s, e)]
    return "direct" if words and all(words) else "mixed" if any(words) else "indirect"


def trim(text: str, span: Span) -> Span | None:
    """The span without white space, quotation marks and separators at its ends.

    None when no word is left.
    """
    start, end = span
    while start < end and text[start] in TRIM + MARKS:
        start += 1
    while start < end and text[end - 1] in TRIM + MARKS:
        end -= 1
    return (start, end) if WORD.search(text, start, end) else None


def _content_span(text: str, span: Span) -> Span | None:
    """A content span without separators at its ends.

    With the quotation marks that stand at its very ends.
    """
    start, end = span
    while start < end and text[start] in TRIM:
        start += 1
    while start < end and text[end - 1] in TRIM:
        end -= 1
    if not WORD.search(text, start, end):
        return None
    if start and text[start - 1] in MARKS and not text[start].isspace():
        start -= 1
    if end < len(text) and text[end] in MARKS and not text[end - 1].isspace():
        end += 1
    return start, end
