"""What kind of claim a proposition is; what the trained choice sees."""

import re

from spacy.tokens import Token

from ...text.parse import Parsed
from ...text.plain import NUMBERS
from ..attribution.voice import Row
from .words import events, groups

TYPES = (
    "accusation",
    "absence",
    "declaration",
    "prediction",
    "position",
    "causal",
    "figure",
    "interpretation",
    "event",
)
COUNTED = re.compile(
    rf"\b(\d[\d,.]*|{'|'.join(w for w in NUMBERS if w != 'one')}|"
    r"dozens?|scores|hundreds?|thousands?|tens of thousands|millions?|billions?|half|percent)\b",
    re.I,
)
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
ABSENT = frozenset("no none nobody nothing never neither nor without n't not".split())


def type_features(parsed: Parsed, first: int, last: int, head: Token, row: Row | None) -> list[str]:
    """Words of a claim, its verb with what hangs on it, its figures, and whose it is."""
    tokens = parsed.tokens[first:last]
    lemma = head.lemma_.lower()
    found = ["bias", f"head {lemma}", f"tag {head.tag_}", f"first {tokens[0].lower_}"]
    found += [f"group {g}" for g in groups().get(head.lemma_, ())]
    for t in tokens:
        if t.pos_ in ("NUM", "PROPN") or t.is_punct or t.is_space:
            continue
        found.append(f"w {t.lemma_.lower()}")
        found += [f"event {kind}" for kind in events().get(t.lemma_.lower(), ())]
    for c in head.children:
        if c.dep_ in ("aux", "auxpass", "neg", "mark"):
            found.append(f"with {c.lower_}")
        elif c.dep_ in ("dobj", "attr", "acomp", "nsubj", "xcomp"):
            found.append(f"pair {lemma} {c.lemma_.lower()}")
    text = parsed.text(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
    found.append(f"counts {min(len(counted(text)), 3)}")
    found += [f"count of {t.head.lemma_.lower()}" for t in tokens if t.pos_ == "NUM"]
    found += [f"absent {t.lower_} {t.dep_}" for t in tokens if t.lower_ in ABSENT]
    if row is None:
        return [*found, "own voice"]
    found += [f"cue {w}" for w in row["cue"].lower().split()]
    return [*found, f"voice {row['source_type']}", f"stance {row['stance']}", f"cut {row['kind']}"]


def counted(text: str) -> list[str]:
    """Figures of a text that are no years, ages or parts of words."""
    return [
        m.group()
        for m in COUNTED.finditer(text)
        if not YEAR.fullmatch(m.group()) and text[m.end() : m.end() + 1] != "-"
    ]
