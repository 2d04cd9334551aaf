"""How sure the text is, and whose hedge it is.

Hedge cues in ten classes with strength and holder.
"""

import re
from typing import Any

from ...text import encoder
from ...text.linear import Scorer, load_scorer
from ...text.parse import Parsed
from ...text.phrases import Words
from ..attribution.voice import Contents
from .cues import CLASSES, Cue, find_cues, load_lexicon
from .evidential import find_evidential
from .vagueness import find_vagueness

__all__ = ["CLASSES", "find_hedges", "find_vagueness"]

Row = dict[str, Any]
# put by the reporter around what somebody states
DISTANCE = re.compile(
    r"alleg-marks|hear-rumour|alleg-always:what"
    r"|(?:alleg|hear)-\w+:(?:alleg|so - called|reported|self|purported)"
)
HINTING = re.compile(r"\b(?:hint|insinuat|imply|implie)")
SEEMING = re.compile(r"\b(?:seem|appear|expect|ask|said|report|believ|thought)")


def find_hedges(parsed: Parsed, attributions: list[Row], model: Scorer | None = None) -> list[Row]:
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
    words, vectors = parsed.words, encoder.token_vectors(parsed)
    model = model or load_scorer("hedging.npz")
    cues = [*find_cues(parsed, words, load_lexicon(), model, vectors)]
    taken = [(c.first, c.last) for c in cues]
    cues += [
        c
        for c in find_evidential(parsed, attributions, vectors)
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
    verb = parsed.doc[cue.first]
    if (cue.category == "BEL" or (cue.category == "PROB" and verb.pos_ == "VERB")) and not any(
        k.dep_ in ("nsubjpass", "auxpass") for k in verb.children
    ):  # "X fears P", "X expects P": the believer's own, whoever tells of it
        for row in contents.rows.values():
            if any(a <= start < b for a, b in row.get("cue_spans", ())):
                return str(row["attribution_id"])
    if not voice:
        return ""
    row = contents.rows[voice]
    if (
        _is_kept_out(parsed, cue, start, row)
        or _is_whole(parsed, cue, row)
        or _is_nobodys(parsed, row)
    ):
        return str(row.get("inside", ""))
    return voice


def _is_kept_out(parsed: Parsed, cue: Cue, start: int, row: Row) -> bool:
    """The outlet's word about a statement: 'did not say whether', 'the alleged'."""
    quote = parsed.quote_of(start)
    told = DISTANCE.match(cue.rule) or cue.category == "NOCONF"
    opens = cue.category == "OPEN" and any(start == a for a, _ in row["content_spans"])
    return opens or bool(told and (quote is None or quote.start >= start))


def _is_whole(parsed: Parsed, cue: Cue, row: Row) -> bool:
    """'Rejected X's claim that', 'dismissed fears of': the statement is the doubt, told of."""
    if cue.category not in ("ALLEG", "BEL") or parsed.doc[cue.first].pos_ != "NOUN":
        return False
    span = parsed.doc.char_span(row["start"], row["end"], alignment_mode="expand")
    return span is not None and span.root.i == cue.first


def _is_nobodys(parsed: Parsed, row: Row) -> bool:
    """The outlet's reading: 'is expected to rise if', 'an answer seems likely', 'hinting that'."""
    said = " ".join(parsed.text(a, b) for a, b in row.get("cue_spans", ()))
    seems = not row.get("source_spans") and SEEMING.search(said)
    return bool(seems or HINTING.search(said))
