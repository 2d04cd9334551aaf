"""How sure the text is, and whose hedge it is.

Hedge cues in ten classes with strength and holder.
"""

import re
from typing import Any

from ...text.parse import Parsed
from ...text.phrases import Words
from ..attribution.voice import Contents
from .cues import CLASSES, Cue, Model, find_cues, load_lexicon, load_model
from .evidential import find_evidential
from .vagueness import find_vagueness

__all__ = ["CLASSES", "find_hedges", "find_vagueness"]

Row = dict[str, Any]
# put by the reporter around what somebody states
DISTANCE = re.compile(
    r"alleg-marks|hear-rumour|(?:alleg|hear)-\w+:(?:alleg|so - called|reported|self|purported)"
)


def find_hedges(parsed: Parsed, attributions: list[Row], model: Model | None = None) -> list[Row]:
    """Rows of the table `hedges`, one per cue, sorted by start.

    category : one of `CLASSES` (see the design's section 6)
    strength : 1 (almost certain) to 4 (undecided, or no answer)
    voice    : attribution_id of the statement in whose content the cue stands, "" for the outlet's
    holder   : attribution_id of the statement whose source is in doubt, "" when the outlet is:
        the voice, but for "X believes that" the doubt is X's, and the words that hold a statement
        at a distance are whoever's report it is
    rule     : class, how it was decided (the model or a context note) and the pattern of the
        lexicon
    """
    words = parsed.words
    cues = [*find_cues(parsed, words, load_lexicon(), model or load_model())]
    taken = [(c.first, c.last) for c in cues]
    cues += [
        c
        for c in find_evidential(parsed, attributions)
        if not any(a < c.last and b > c.first for a, b in taken)
    ]
    contents = Contents(attributions)
    return [_row(parsed, words, cue, contents) for cue in sorted(cues, key=lambda c: c.first)]


def _row(parsed: Parsed, words: Words, cue: Cue, contents: Contents) -> Row:
    last = parsed.doc[cue.last - 1]
    start, end = words.start[cue.first], last.idx + len(last)
    sentence = parsed.sentence_of(start)
    # by its first letter: in "declined to comment" the content "to comment" is most of the cue
    voice = contents.voice(start, start + 1)
    return {
        "article_id": parsed.article.article_id,
        "sentence_id": sentence.sentence_id if sentence else 0,
        "start": start,
        "end": end,
        "text": parsed.text(start, end),
        "category": cue.category,
        "strength": cue.strength,
        "voice": voice,
        "holder": _holder(parsed, cue, start, voice, contents),
        "rule": cue.rule,
    }


def _holder(parsed: Parsed, cue: Cue, start: int, voice: str, contents: Contents) -> str:
    """Whose doubt a cue is."""
    if cue.category in ("BEL", "PROB") and not any(
        k.dep_ in ("nsubjpass", "auxpass") for k in parsed.doc[cue.first].children
    ):  # "X fears P", "X expects P": the believer's own, whoever tells of it
        for row in contents.rows.values():
            if any(a <= start < b for a, b in row.get("cue_spans", ())):
                return str(row["attribution_id"])
    if not voice:
        return ""
    row = contents.rows[voice]
    kept_out = row["start"] == start and cue.category == "OPEN"  # "did not say whether"
    distanced = DISTANCE.match(cue.rule) and not parsed.quote_of(start)
    return str(row.get("inside", "")) if kept_out or distanced else voice
