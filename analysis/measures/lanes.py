"""Words and deeds are two lanes.

What is high in each, the quad class of a step, and other classes that count as one.

The rungs of `lexicons/plover.csv` order words among words (0 to 7, 8 when a measure is announced)
and deeds among deeds (0, and 8 to 10 by construction). A deed is never "higher" than a word, so no
number here spans both lanes. `lexicons/plover.csv` ties rungs to root codes and quad classes of
PLOVER (Halterman et al. 2023, PLOVER and POLECAT) and to values of Goldstein's scale (1992, Journal
of Conflict Resolution 36), by way of the CAMEO codes that bear them (Schrodt 2012, codebook 1.1b3).
"""

from functools import cache

import pandas as pd

from ..layers.acts import SURE as SURE  # a lower score: drawn pale, counted in no sentence
from ..layers.acts.ladder import crosswalk

RUNGS = (
    "conciliate",
    "appeal",
    "demand",
    "disapprove",
    "reject",
    "accuse",
    "threaten",
    "threaten force",
    "posture, penalise",
    "coerce",
    "use force",
)
LANES = {"words": "words", "deed": "deeds"}  # value of words_or_deed → its name in a sentence
HIGH = {"words": 6, "deed": 9}  # first rung of a lane that counts as high
HIGH_MEANS = {"words": "threaten or announce measures", "deed": "coerce or use force"}
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
COOPERATIVE = 1  # last rung that is cooperation: conciliate, appeal

NEUTRAL = 0.05  # a polarity nearer to zero than this is called neutral
NAMELESS = ("anonymous", "media", "unattributed")  # nobody named answers for these statements


def is_high(acts: pd.DataFrame) -> pd.Series:
    """Whether each act is high in its own lane: words from rung 6, deeds from rung 9.

    acts : words_or_deed ("words" or "deed"), rung (0 to 10)

    >>> acts = pd.DataFrame({"words_or_deed": ["words", "deed", "deed"], "rung": [6, 8, 9]})
    >>> is_high(acts).tolist()
    [True, False, True]
    """
    return acts.rung >= acts.words_or_deed.map(HIGH).astype("int64")


def below(deeds: pd.DataFrame) -> str:
    """What stands beside a number of high deeds: how many stand one rung below them.

    >>> below(pd.DataFrame({"rung": [8, 9, 0]}))
    'that posture or penalise: 1'
    """
    return f"that posture or penalise: {int((deeds.rung == 8).sum())}"


def gravest(words: pd.DataFrame) -> str:
    """What the most serious of some words do; rung 8 is a measure that is only announced.

    >>> gravest(pd.DataFrame({"rung": [0, 8]}))
    'announce measures'
    """
    return RUNGS[top] if (top := int(words.rung.max())) < 8 else "announce measures"


def quad(plover: str, rung: int, words_or_deed: str) -> str:
    """Quad class of an act: verbal or material, cooperation or conflict.

    After the quad classes of CAMEO and PLOVER, by lane: words and every CONSULT are verbal, other
    deeds material; rungs 0 and 1 cooperate, 2 to 10 are conflict unless the code only ever
    cooperates. `lexicons/plover.csv` gives the
    class of each code on each of its rungs.

    >>> quad("CONSULT", 0, "deed"), quad("CONCEDE", 0, "deed"), quad("REQUEST", 2, "words")
    ('verbal cooperation', 'material cooperation', 'verbal conflict')
    """
    how = "verbal" if words_or_deed == "words" or plover == "CONSULT" else "material"
    calm = rung <= COOPERATIVE or plover in _calm()
    return f"{how} {'cooperation' if calm else 'conflict'}"


@cache
def _calm() -> frozenset[str]:
    """The codes that only cooperate: no rung given to a pull-back makes it a conflict."""
    lines = crosswalk().values()
    return frozenset(
        {line.plover for line in lines if line.rung <= COOPERATIVE}
        - {line.plover for line in lines if line.rung > COOPERATIVE}
    )


def quads(acts: pd.DataFrame) -> list[str]:
    """`quad` of each act, in their order. acts : plover, rung, words_or_deed."""
    return list(map(quad, acts.plover, acts.rung, acts.words_or_deed))
