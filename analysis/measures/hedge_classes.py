"""How often does each class of hedge stand, and whose doubt is it?"""

import pandas as pd

from . import intervals
from .rates import words_of_articles

HEDGE_CLASSES = tuple("POSS PROB INF BEL HEAR ALLEG ANON COND OPEN NOCONF".split())
VOICES = {"outlet": "own_words", "sources": "source_words"}


def hedge_classes(
    hedges: pd.DataFrame, tokens: pd.DataFrame, attributions: pd.DataFrame
) -> pd.DataFrame:
    """Hedges of each class by whose doubt it is, the outlet's or its sources'.

    Columns: category, voice (outlet or sources), cues, words (of that voice), rate per
    1,000 words, low, high (exact Poisson interval, 95 %).
    """
    words = words_of_articles(tokens, attributions).sum()
    holders = hedges.holder.eq("").map({True: "outlet", False: "sources"})
    cells = pd.MultiIndex.from_product([HEDGE_CLASSES, VOICES], names=["category", "voice"])
    counts = hedges.groupby(["category", holders]).size().reindex(cells, fill_value=0)
    table = counts.rename("cues").reset_index()
    table["words"] = table.voice.map(VOICES).map(words).astype("int64")
    pairs = list(zip(table.cues, table.words, strict=True))
    ends = [intervals.poisson(k, n) for k, n in pairs]
    rate = [1000 * k / n if n else 0.0 for k, n in pairs]
    return table.assign(rate=rate, low=[low for low, _ in ends], high=[high for _, high in ends])
