"""How often does each class of hedge stand, and whose doubt is it?"""

import pandas as pd

from . import intervals
from .rates import words_of_articles

HEDGE_CLASSES = tuple("POSS PROB INF BEL HEAR ALLEG ANON COND OPEN NOCONF".split())


def hedge_classes(
    hedges: pd.DataFrame, tokens: pd.DataFrame, attributions: pd.DataFrame
) -> pd.DataFrame:
    """Hedges of each class by whose doubt it is, the outlet's or its sources'.

    Columns: category, voice (outlet or sources), cues, words (of that voice), rate per
    1,000 words, low, high (exact Poisson interval, 95 %).
    """
    words = words_of_articles(tokens, attributions).sum()
    of = {"outlet": int(words.own_words), "sources": int(words.source_words)}
    holders = hedges.holder.eq("").map({True: "outlet", False: "sources"})
    counts = hedges.groupby(["category", holders]).size().to_dict()
    rows = [
        {
            "category": category,
            "voice": voice,
            "cues": counts.get((category, voice), 0),
            "words": n,
        }
        for category in HEDGE_CLASSES
        for voice, n in of.items()
    ]
    table = pd.DataFrame(rows)
    table["rate"] = [
        1000 * k / n if n else 0.0 for k, n in zip(table.cues, table.words, strict=True)
    ]
    found = [intervals.poisson(k, n) for k, n in zip(table.cues, table.words, strict=True)]
    return table.assign(low=[low for low, _ in found], high=[high for _, high in found])
