"""With which stance a cue presents a statement.

Neutral, factive, distancing, accusing, denying, confirming, declining.
"""

from functools import cache

from spacy.tokens import Token

from ...paths import LEXICONS
from ...text.phrases import PhraseBook, Words, read_lexicon

PRECEDENCE = ("declining", "denying", "accusing", "confirming", "factive", "distancing", "neutral")
NEGATIONS = frozenset("not n't never nor neither without".split())
NOBODY = frozenset("neither nobody none no".split())  # "neither side has said when"
AVOIDING = frozenset("avoid refrain stop steer fail".split())


@cache
def _stances() -> tuple[list[dict[str, str]], PhraseBook]:
    rows = read_lexicon(LEXICONS / "stance.csv", ("pattern", "stance", "negated", "provenance"))
    return rows, PhraseBook([row["pattern"] for row in rows])


def stance_of(tokens: list[Token]) -> tuple[str, str]:
    """(stance, rule) of a cue, given its tokens in a parsed text.

    No tokens: a quotation without a cue, neutral.

    The longest phrase of `lexicons/stance.csv` counts, among several the first in PRECEDENCE; under
    a negation the column `negated` counts ("did not deny" declines). The rule names the pattern and
    its line (the header is line 1).
    """
    if not tokens:
        return "neutral", "no cue"
    rows, book = _stances()
    words = Words(tokens)
    found = list(book.find(words, 0, len(tokens)))
    found = [
        m
        for m in found
        if not any(o.first <= m.first and m.last <= o.last and o != m for o in found)
    ]
    if not found:
        return "neutral", f"not in the list: {' '.join(t.text for t in tokens)[:40]}"
    best = min(found, key=lambda m: (PRECEDENCE.index(rows[m.line]["stance"]), m.first))
    row, verb = rows[best.line], tokens[best.first : best.last]
    negated = row["stance"] != "declining" and _negated(tokens, verb)
    return row[
        "negated" if negated else "stance"
    ], f"{'not ' if negated else ''}{row['pattern']} (line {best.line + 2})"


def _negated(tokens: list[Token], verb: list[Token]) -> bool:
    """A negation on the cue's verb, or on a helper above it.

    "did not deny", "never confirmed", "would not say whether".
    """
    above = [t.head for t in verb if t.dep_ in ("xcomp", "aux") and t.head in tokens]
    none = any(c.dep_ == "nsubj" and c.left_edge.lower_ in NOBODY for t in verb for c in t.children)
    return (
        none
        or any(
            c.dep_ == "neg" or c.lower_ in NEGATIONS
            for t in (*verb, *above)
            for c in (t, *t.children)
            if c.i < verb[-1].i and verb[-1].i - c.i < 6
        )
        or any(t.lemma_ in AVOIDING and t.pos_ == "VERB" for t in tokens if t.i < verb[0].i)
    )
