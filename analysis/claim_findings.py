"""Findings on claims in words: who decided what, what was found, what is new.

All registered claims are counted and none is drawn, so that no count here has an interval.
"""

from collections.abc import Iterable

import pandas as pd

from .measures.origins import evidence_origins
from .vocabulary import count, listed

STANCES = {"supports": "for", "qualifies": "qualifying", "contradicts": "against"}
NEW = {
    "claim": ("claim", "claims"),
    "figure": ("claim with a figure", "claims with figures"),
    "answer": ("answer", "answers"),
    "reading": ("other reading", "other readings"),
}


def claims(
    shown: pd.DataFrame, found: pd.DataFrame, responses: pd.DataFrame, contradictions: pd.DataFrame
) -> str:
    """What people decided and on what; what the text answers, and where it contradicts itself.

    shown : `register.displayed` · found : `register.findings`
    """
    if shown.empty:
        return "No claim is registered."
    decided = shown[shown.decided_by == "reviewer"]
    lines = [deciders(shown)]
    if len(decided):
        lines.append(
            f"Was it said, so? {_counted(decided.saying)}. Is it so? {_counted(decided.matter)}."
        )
    lines.append(_found(decided, found))
    answered = responses.claim_id.nunique()
    lines.append(
        f"The text itself answers {count(answered, 'claim')} and contradicts itself in "
        f"{count(len(contradictions), 'place')}, as far as the rules see."
        + (" Both are suggestions." if answered or len(contradictions) else "")
    )
    return "\n\n".join(line for line in lines if line)


def answers(claims: pd.DataFrame, responses: pd.DataFrame) -> pd.DataFrame:
    """Who answers whom: the answers with `claim` and `said_by`, the words and source of the claim.

    claims, responses : the tables of `annotate`. What the outlet notes on its own claims, that
    proof lacks say, stays in `responses` and is no answer here.
    """
    asked = claims.set_index("claim_id")[["quote", "source", "source_actor"]]
    asked.columns = ["claim", "said_by", "said_by_actor"]
    told = responses.join(asked, on="claim_id")
    actor = told.respondent_actor
    own = (told.source == told.said_by) | ((actor != "") & (actor == told.said_by_actor))
    return told[~own].reset_index(drop=True)


def deciders(shown: pd.DataFrame) -> str:
    """Who decided how many of the claims, by name: one reviewer is not called reviewers."""
    n_open = int((shown.decided_by != "reviewer").sum())
    names = sorted({name for line in shown.reviewers if line for name in line.split("; ")})
    still = f"{count(n_open, 'claim')} {'is' if n_open == 1 else 'are'} open."
    if not names:
        return f"Nobody has decided on a claim yet; {still}"
    per = [
        f"{name} decided {sum(name in line.split('; ') for line in shown.reviewers)}"
        for name in names
    ]
    conflict = int(shown.conflict.sum())
    return (
        f"{count(len(names), 'reviewer')} decided {len(shown) - n_open} of "
        f"{count(len(shown), 'claim')} ({listed(per, 9)}); {still}"
        + (f" On {count(conflict, 'claim')} the reviewers differ." if conflict else "")
    )


def news(new: pd.DataFrame, registered: pd.DataFrame) -> str:
    """What a run brought that the register did not have (`register.new_since`).

    registered : the claims that it had
    """
    if registered.empty:
        return (
            "There is nothing to compare with yet: no claim is registered. The first decision in "
            "07_review registers those of today."
        )
    if new.empty:
        return "Nothing is new since the register was last written."
    kinds = new.what.value_counts()
    said = [count(int(kinds[kind]), *words) for kind, words in NEW.items() if kind in kinds]
    return f"New since the register was last written: {listed(said)}."


def _counted(values: Iterable[str]) -> str:
    """Values with their counts, the most frequent first: "8 in part, 3 refuted"."""
    counts = pd.Series(values).value_counts().sort_index()
    ranked = counts.sort_values(ascending=False, kind="stable")
    return listed([f"{n} {value.replace('_', ' ')}" for value, n in ranked.items()], 9)


def _found(decided: pd.DataFrame, found: pd.DataFrame) -> str:
    """How many findings speak for and against; how many verdicts rest on too few origins."""
    if found.empty:
        return "No finding is on record."
    sums = [f"{int((found.stance == stance).sum())} {word}" for stance, word in STANCES.items()]
    line = f"{count(len(found), 'finding')}: {listed(sums)} their claim."
    borne = decided[decided.matter == "corroborated"]
    if len(borne):
        origins = evidence_origins(found[found.stance == "supports"]).set_index("claim_id")
        known = borne.claim_id.map(origins.n_origins).fillna(0)
        thin = int((known < 2).sum())
        line += (
            f" Of {count(len(borne), 'claim')} called corroborated, {thin or 'none'} "
            f"rest{'s' * (thin == 1)} on fewer than two known origins."
        )
    return line
