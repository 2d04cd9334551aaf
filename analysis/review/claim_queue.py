"""Which claims are to be decided, and in which order."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from .. import register as reg
from ..claim_findings import deciders
from ..vocabulary import wording

SHOW = ("open", "decided", "stale", "in conflict", "mine", "all")
MATTERS, TEXT = "what matters first", "as in the text"
ORDERS = (MATTERS, TEXT)
DIFFER = "the reviewers differ"
UNSURE = 0.5  # a score below it: the machine is not sure that it read the claim right
# filter of the panel → column of the claims
FIELDS = {
    "article": "article_id",
    "kind": "claim_type",
    "status": "machine_status",
    "source": "speaker",
}


@dataclass(frozen=True)
class Wanted:
    """What to go through.

    show : one of SHOW · words : each must occur in wording, source, reason or id, in any case
    article, kind, status, source : the one to keep, "" for any · order : one of ORDERS
    """

    show: str = "open"
    words: str = ""
    article: str = ""
    kind: str = ""
    status: str = ""
    source: str = ""
    order: str = MATTERS


def select(claims: pd.DataFrame, wanted: Wanted, mine: Collection[str]) -> set[str]:
    """Ids of the claims of `register.displayed` that are wanted.

    mine : ids of the claims that are decided for this reviewer (by anybody, without a name)
    """
    decided = claims.claim_id.isin(set(mine))
    keep = {
        "open": ~decided,
        "decided": claims.n_decisions > 0,
        "stale": claims.stale,
        "in conflict": claims.conflict,
        "mine": decided,
        "all": claims.n.notna(),
    }
    kept = claims[keep[wanted.show].astype(bool)]
    for field, column in FIELDS.items():
        if value := getattr(wanted, field):
            kept = kept[kept[column] == value]
    parts = kept[["claim_id", "quote", "source", "speaker", "reason"]].itertuples(index=False)
    text = pd.Series([" ".join(row).casefold() for row in parts], kept.index, dtype="str")
    for word in wanted.words.casefold().split():
        kept = kept[text[kept.index].str.contains(word, regex=False)]
    return set(kept.claim_id)


def ordered(claims: pd.DataFrame, order: str) -> list[str]:
    """Ids of claims by article and place, the lost ones last; first those with more reasons.

    claims : `register.displayed`, with `why`
    """
    rows = claims.assign(lost=claims.start < 0, urgent=-claims.why.map(len))
    keys = ["article_id", "lost", "start", "n"]
    keys = ["urgent", *keys] if order == MATTERS else keys
    return list(rows.sort_values(keys, kind="stable").claim_id)


def reasons(
    shown: pd.DataFrame, claims: pd.DataFrame, scores: Mapping[tuple[str, int], float]
) -> list[tuple[str, ...]]:
    """For each displayed claim why it matters, in words; () for one like any other.

    claims : `register.claims` · scores : (article_id, start) → the machine's score of the claim
    """
    answered = set(claims.claim_id[claims.response_quote != ""])
    found = []
    for row in shown.itertuples():
        silent = row.claim_type == "accusation" and row.claim_id not in answered
        there = {
            DIFFER: row.conflict,
            "origins disagree": row.supports and row.contradicts,
            "an accusation without answer": silent,
            "the machine is not sure": scores.get((row.article_id, row.start), 1.0) < UNSURE,
        }
        found.append(tuple(words for words, holds in there.items() if holds))
    return found


def choices(claims: pd.DataFrame, names: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """For each filter what may be chosen: (words with their count, value), the empty one first."""
    return {
        field: [("any", ""), *_counted(claims[column], names)] for field, column in FIELDS.items()
    }


def _counted(values: pd.Series, names: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """Values with their counts: articles by their names, others as a reader sees them."""
    column = "source" if values.name == "speaker" else str(values.name)
    for value, n in values[values != ""].value_counts().sort_index().items():
        told = names.get(value, value) if column == "article_id" else wording(column, value)
        yield f"{reg.in_words(told)} ({n})", value


def in_words(shown: pd.DataFrame) -> str:
    """What a table of displayed statuses amounts to, in sentences."""
    if shown.empty:
        return "Nothing is registered and no claim was found: there is nothing to decide yet."
    gone = shown.anchor.isin(["review", "orphan"])
    stale, lost = int((shown.stale & ~gone).sum()), int(gone.sum())
    return (
        f"{deciders(shown)} Decided on other words than stand there now: {stale or 'none'}. "
        f"Claims whose words are missing from the text or in doubt: {lost or 'none'}."
    )
