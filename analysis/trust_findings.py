"""Findings on the program itself in words: what to rely on, what to check."""

import re
from collections import Counter

import pandas as pd

from .vocabulary import listed

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


CAUTIONS = {  # of what → the question of `held_out` that tells of it, and its answer in words
    "acts": (
        "Acts: who did what to whom, all right",
        "all of who did what to whom is right in {} of 100 acts (08_trust). The intervals tell of "
        "chance alone.",
    ),
    "answers": (
        "Answers linked to the right claim",
        "{} of 100 answers are found and linked to the right claim (08_trust).",
    ),
    "loaded words": (
        "Loaded words found (F1)",
        "finding loaded words scores {} of 100 (F1; 08_trust). The intervals tell of chance alone.",
    ),
}


def caution(
    results: pd.DataFrame, of: str = "acts", check: str = "the rows of the last table"
) -> str:
    """What a reader must know before a number is printed: how often what it counts is right.

    results : `measures.held_out.held_out` · of : what is counted (`CAUTIONS`) · check : where the
    counted things stand one by one
    """
    real = results[~results.articles.str.startswith("invented")]
    question, answer = CAUTIONS[of]
    right = real.value[real.question == question]
    if right.isna().all():
        return ""
    return (
        f"Before you print any of this, check {check}: on articles never seen before, "
        f"{answer.format(f'{right.min():.0f}')}"
    )


def known(failures: pd.DataFrame) -> str:
    """What goes wrong in the sentences that are known to fail, a paragraph a layer.

    failures : `measures.scores.known_failures`. Wrong cells of acts are counted by what is wrong;
    what has a reason of its own is told with it.
    """
    said = []
    for layer, rows in failures.groupby("layer", sort=False):
        reasons = dict.fromkeys(rows["what goes wrong"])
        counted = Counter(kind for why in rows["what goes wrong"] for kind in _wrong(why))
        parts = [f"{kind} ({n})" for kind, n in counted.most_common()]
        told = [f"the program gives {listed(parts, len(parts))}"] if parts else []
        told += [why for why in reasons if not _wrong(why)]
        head = (
            f"{str(layer).capitalize()}: wrong in {len(rows)} of {rows.of.iloc[0]} test sentences"
        )
        said.append(". ".join([head, *(f"{why[:1].upper()}{why[1:]}" for why in told)]) + ".")
    return "\n\n".join(said) or "No list of known failures is on disk."


KINDS = {  # what is wrong with an act, as tests say it in their shorthand
    "adds": "an act that is none",
    "misses": "no act where there is one",
    "plover": "a wrong kind of act",
    "words_or_deed": "words for a deed or a deed for words",
}


def _wrong(why: str) -> list[str]:
    """What kinds of thing are wrong with an act, where a test says so in its own shorthand."""
    if not why.startswith(("another number of acts", "the heads give")):
        return []
    found = re.findall(r"\b(adds|misses) |(\w+) '[^']*' for '|(rung) \d+ for \d", why)
    return [KINDS.get(kind, f"a wrong {kind}") for kind in dict.fromkeys(map("".join, found))]
