"""What kind of claim a proposition is: event, figure, declaration, accusation, prediction, position, interpretation, causal, absence."""

import re

from ...text.parse import Parsed
from ...text.plain import NUMBERS
from .claim_words import event_classes, has_phrase, lemmas, lexicon, token_range
from .units import Unit

TYPES = (
    "event",
    "figure",
    "declaration",
    "accusation",
    "prediction",
    "position",
    "interpretation",
    "causal",
    "absence",
)
COUNTED = re.compile(
    rf"\b(\d[\d,.]*|{'|'.join(w for w in NUMBERS if w != 'one')}|"
    r"dozens?|scores|hundreds?|thousands?|tens of thousands|millions?|billions?|half|percent)\b",
    re.I,
)
HARM = frozenset({"kill", "wound", "arrest", "displace"})
FEW = frozenset({"two", "three", "four", "half", "2", "3", "4"})
YEAR = re.compile(r"(?:19|20)\d\d")


def claim_type(parsed: Parsed, unit: Unit) -> str:
    """One of TYPES; the first rule that fits: accusation, absence, declaration, prediction, position, causal, figure,
    interpretation, else event. Cues in `lexicons/claim_types.csv`."""
    head = unit.head
    first, last = _tokens(parsed, unit)
    padded = lemmas(parsed, first, last)
    if (
        unit.kind in ("accusation", "accused", "evidence")
        or unit.voice.stance == "accusing"
        and unit.kind != "statement"
    ):
        return "accusation"
    if unit.kind == "hint":
        return "interpretation"
    if _absence(padded, head):
        return "absence"
    if unit.kind in ("statement", "presupposed", "position") and head.lemma_ in _lemmas(
        "declaration"
    ):
        return "declaration"
    attributed = unit.voice.attribution != "none"
    if attributed and (has_phrase(padded, _phrases("accusation"))):
        return "accusation"
    own = [t for t in parsed.tokens[first:last] if t.dep_ == "aux" and t.head.i == head.i]
    if any(t.lower_ in ("will", "'ll", "shall") for t in own):
        order = unit.kind == "quote" and any(
            t.lower_ in ("closed", "banned", "forbidden", "suspended", "lifted", "open")
            for t in parsed.tokens[first:last]
        )
        return "declaration" if order else "prediction"
    if (
        " be go to " in padded
        and attributed
        or head.lemma_ in _lemmas("prediction")
        or has_phrase(padded, _phrases("prediction"))
    ):
        return "prediction"
    if attributed and (
        head.lemma_ in _lemmas("position")
        or any(t.lower_ in ("should", "must") for t in own)
        or has_phrase(padded, _phrases("position"))
    ):
        return "position"
    if head.lemma_ in _lemmas("causal") and _leads(head) or has_phrase(padded, _phrases("causal")):
        return "causal"
    if any(
        m.lower() not in FEW for m in counted(parsed.text(unit.start, unit.end))
    ) or _people_counted(parsed, first, last):
        return "figure"
    if head.lemma_ in _lemmas("interpretation") or has_phrase(padded, _phrases("interpretation")):
        return "interpretation"
    return "event"


def counted(text: str) -> list[str]:
    """Figures of a text that are not years."""
    return [
        m.group()
        for m in COUNTED.finditer(text)
        if not YEAR.fullmatch(m.group()) and text[m.end() : m.end() + 1] != "-"
    ]


def _tokens(parsed: Parsed, unit: Unit) -> tuple[int, int]:
    first, last = token_range(parsed, unit.start, unit.end)
    return (first, last) if first < last else (unit.head.i, unit.head.i + 1)


def _people_counted(parsed: Parsed, first: int, last: int) -> bool:
    """'two people were killed': a small number is the point only where lives or people are counted."""
    return any(
        t.pos_ == "NUM"
        and any(event_classes(w) & HARM for w in (t.head.lemma_, t.head.head.lemma_))
        for t in parsed.tokens[first:last]
    )


def _absence(padded: str, head) -> bool:
    return (
        " there be no " in padded
        or padded.startswith(" no ")
        or " there be not " in padded
        or head.lemma_ == "have"
        and " have no " in padded
    )


def _leads(head) -> bool:
    if head.lemma_ in ("lead", "result", "stem", "contribute"):
        return any(c.dep_ == "prep" and c.lower_ in ("to", "in", "from") for c in head.children)
    return any(c.dep_ in ("dobj", "ccomp", "xcomp") for c in head.children)


def _lemmas(kind: str):
    return lexicon("claim_types", "cue", "claim_type", kind="lemma", claim_type=kind)


def _phrases(kind: str):
    return lexicon("claim_types", "cue", "claim_type", kind="phrase", claim_type=kind)
