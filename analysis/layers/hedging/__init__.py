"""How sure the text is, and whose hedge it is.

Hedge cues in ten classes with strength and holder.
"""

from ...text.parse import Parsed
from ...text.phrases import Words
from ..attribution.voice import Contents
from .cues import CLASSES, Model, find_cues, load_lexicon, load_model
from .evidential import find_evidential
from .vagueness import find_vagueness

__all__ = ["CLASSES", "find_hedges", "find_vagueness"]


def find_hedges(parsed: Parsed, attributions: list[dict], model: Model | None = None) -> list[dict]:
    """Rows of the table `hedges`, one per cue, sorted by start.

    category : one of `CLASSES` (see the design's section 5)
    strength : 1 (almost certain) to 4 (undecided, or no answer)
    voice    : attribution_id of the statement in whose content the cue stands, "" for the outlet's
    holder   : attribution_id of the statement whose source is in doubt, "" when the outlet is
    rule     : class, how it was decided (the model or a context note) and the pattern of the
        lexicon
    """
    words = Words(parsed.doc)
    cues = [*find_cues(parsed, words, load_lexicon(), model or load_model())]
    taken = [(c.first, c.last) for c in cues]
    cues += [
        c
        for c in find_evidential(parsed, words)
        if not any(a < c.last and b > c.first for a, b in taken)
    ]
    contents, rows = Contents(attributions), []
    for cue in sorted(cues, key=lambda c: c.first):
        last = parsed.doc[cue.last - 1]
        start, end = words.start[cue.first], last.idx + len(last)
        sentence = parsed.sentence_of(start)
        # by its first letter: in "declined to comment" the content "to comment" is most of the cue
        voice = contents.voice(start, start + 1)
        rows.append(
            {
                "article_id": parsed.article.article_id,
                "sentence_id": sentence.sentence_id,
                "start": start,
                "end": end,
                "text": parsed.text(start, end),
                "category": cue.category,
                "strength": cue.strength,
                "voice": voice,
                "holder": voice,
                "rule": cue.rule,
            }
        )
    return rows
