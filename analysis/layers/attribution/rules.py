"""What no corpus of single reports teaches.

Transcripts, and quotations that go on without a word on who speaks.
"""

import re
from bisect import bisect_right

from ...text.article import Span
from ...text.parse import Parsed
from .statements import Quoted

# "MARÍA PÉREZ: …", "Q: …", "Minister Okoye: …" at the beginning of a line
TURN = re.compile(
    r"(?P<name>[A-Z][\w.'’-]*"
    r"(?: (?:(?:de|la|del|van|von|bin|al|of|the) )*[A-Z][\w.'’()-]*){0,4}):[ \t]+(?=\S)"
)
MIN_TURNS = 3  # fewer lines of that form: headings and lists, no transcript
RULE_SCORE = 0.5  # share of right ones among such additions is not known; shown as even odds


def complete(parsed: Parsed, found: list[Quoted]) -> list[Quoted]:
    """The statements found by the model, kept apart by the turns of a transcript.

    And those that only the layout tells of.
    """
    turns = _turns(parsed)
    found = (
        [part for statement in found for part in _by_turn(parsed, statement, turns)]
        if turns
        else found
    )
    covered = sorted(span for statement in found for span in statement.content)
    added = [turn for turn in turns.values() if not _overlaps(covered, turn.content[0])]
    return (
        found
        + added
        + _continued(parsed, found, sorted(covered + [s for t in added for s in t.content]))
    )


def _overlaps(covered: list[Span], span: Span) -> bool:
    i = bisect_right(covered, (span[1], 0))
    return any(covered[k][1] > span[0] for k in range(max(0, i - 3), i))


def _turns(parsed: Parsed) -> dict[int, Quoted]:
    """Number of a paragraph → the turn it is in a transcript.

    The name before the colon says what follows.
    """
    text = parsed.article.text
    lines = [
        (n, m, end)
        for n, (start, end) in enumerate(parsed.paragraphs)
        if (m := TURN.match(text, start, end))
    ]
    if len(lines) < MIN_TURNS:
        return {}
    return {n: Quoted([(m.end(), end)], [m.span("name")], [], RULE_SCORE) for n, m, end in lines}


def _by_turn(parsed: Parsed, statement: Quoted, turns: dict[int, Quoted]) -> list[Quoted]:
    """A statement that runs over several turns becomes one of each.

    The first keeps its source, the others have theirs.
    """
    starts = [start for start, _ in parsed.paragraphs]
    parts: dict[int, list[Span]] = {}
    for start, end in statement.content:
        for n in range(bisect_right(starts, start) - 1, bisect_right(starts, end - 1)):
            low, high = max(start, parsed.paragraphs[n][0]), min(end, parsed.paragraphs[n][1])
            if n in turns:
                low = max(low, turns[n].content[0][0])
            if low < high:
                parts.setdefault(n if n in turns else -1, []).append((low, high))
    if len(parts) < 2:
        return [statement]
    first, *others = parts
    kept = Quoted(parts[first], statement.source, statement.cue, statement.score)
    return [
        kept,
        *(
            Quoted(parts[n], turns[n].source, [], statement.score)
            if n in turns
            else Quoted(parts[n], statement.source, statement.cue, statement.score)
            for n in others
        ),
    ]


def _continued(parsed: Parsed, found: list[Quoted], covered: list[Span]) -> list[Quoted]:
    """Quotations that open a paragraph without a source: by the speaker of the one before."""
    speakers = {}  # paragraph -> source of its last quotation
    starts = [start for start, _ in parsed.paragraphs]
    quoted = sorted((q.start, q.end) for q in parsed.quotes)
    for statement in sorted(found, key=lambda s: s.content[-1]):
        if statement.source and _overlaps(quoted, statement.content[-1]):
            speakers[bisect_right(starts, statement.content[-1][1] - 1) - 1] = statement.source
    added = []
    for quote in parsed.quotes:
        here = bisect_right(starts, quote.start) - 1
        opens = here >= 0 and quote.start == starts[here]
        if (
            quote.kind == "speech"
            and opens
            and here - 1 in speakers
            and not _overlaps(covered, (quote.start, quote.end))
        ):
            speakers[here] = speakers[here - 1]
            added.append(Quoted([(quote.start, quote.end)], speakers[here], [], RULE_SCORE))
    return added
