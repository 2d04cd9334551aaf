"""Findings on the program itself in words: what to rely on, what to check."""

import pandas as pd

RELIABLE, DOUBTFUL = 80, 50  # per cent right, below which a reader is warned


def trust(results: pd.DataFrame) -> str:
    """What to rely on and what to check, by the worst result on real articles never seen before.

    results : `measures.held_out.held_out`
    """
    real = results[~results.articles.str.startswith("invented") & results.value.notna()]
    if real.empty:
        return "No results on real articles are on disk."
    worst = real.groupby("question", sort=False).value.min()
    bands = {
        "Good enough to count": worst[worst >= RELIABLE],
        "To be checked row by row before it is counted": worst[
            (worst >= DOUBTFUL) & (worst < RELIABLE)
        ],
        "Nothing to build on yet": worst[worst < DOUBTFUL],
    }
    said = {
        words: [f"{q.replace(' (F1)', '')} {value:.0f} %".lower() for q, value in found.items()]
        for words, found in bands.items()
    }
    people = results.readers.dropna()
    lines = [f"{words}: {'; '.join(those)}." for words, those in said.items() if those]
    if len(people):
        lines.append(
            f"Two people who read the same articles agree on {people.min():.0f} to "
            f"{people.max():.0f} %."
        )
    return "\n\n".join(lines)
