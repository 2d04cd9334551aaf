"""Two sources, one statement: claims of an article that say the same and do not go back to one origin, as far as the text shows."""

from ...text.parse import Parsed
from . import lineage
from .claim_words import modal, negated
from .counts import figures_of

ALIKE = 0.6  # share of content words (Dice) from which two claims may be the same statement
COMMON = 2  # content words at least that they share
STEM = 5  # letters by which 'close' and 'closed' are one word
SURE = frozenset({"", "would"})  # 'would' in reported speech is the future, not a doubt
REACH = 8  # sentences between them at most


def agreeing(parsed: Parsed, drafts: list) -> list[tuple]:
    """Pairs of drafts that tell the same thing in two voices of distinct origin, the earlier one first.

    The same thing: most content words in common, the same figures where both give some, both negated or neither, both under a
    modal or neither. A claim in the writer's own voice corroborates nothing: nobody stands behind it.
    """
    told = [d for d in drafts if d.unit.voice.attribution != "none" and d.unit.voice.source]
    pairs = []
    for n, later in enumerate(told):
        for earlier in reversed(told[:n]):
            if later.sentence_id - earlier.sentence_id > REACH:
                break
            if (
                _same(parsed, earlier, later)
                and lineage.count(earlier.unit.voice, [later.unit.voice])[1] >= 2
            ):
                pairs.append((earlier, later))
    return pairs


def _same(parsed: Parsed, a, b) -> bool:
    mine, theirs = ({w[:STEM] for w in d.unit.words} for d in (a, b))
    shared = mine & theirs
    if len(shared) < COMMON or 2 * len(shared) < ALIKE * (len(mine) + len(theirs)):
        return False
    first, second = ({f.value for f in figures_of(parsed, d.first, d.last)} for d in (a, b))
    return (
        not (first and second and first != second)
        and negated(a.unit.head) == negated(b.unit.head)
        and (modal(a.unit.head) in SURE) == (modal(b.unit.head) in SURE)
    )
