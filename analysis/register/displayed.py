"""What to show of each claim: what people found, else what the machine reads in the text."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..measures.origins import KNOWN_LINEAGE
from ..vocabulary import wording
from .columns import Register
from .ledger import RegisterError

Claim = Mapping[str, Any]
Decision = Mapping[str, Any]
QUESTIONS = ("saying", "matter")
IN_CONFLICT = "in_conflict"  # shown where reviewers differ; no value that anybody may give
JUDGED = frozenset({"corroborated", "in_part", "disputed", "refuted", "unsupported"})
OF_CLAIM = (
    "claim_id article_id n quote start end source source_type claim_type anchor text_status "
    "machine_status rule_id"
).split()
OF_DECISION = (
    "decision_id date reason note likelihood confidence source_reliability info_credibility "
    "independent_origins event_date"
).split()
STANCES = ("supports", "qualifies", "contradicts")
FLAGS = ("conflict", "adjudicated", "stale", "read_differently")
NUMBERS = ("n", "start", "end", "n_decisions", *STANCES)
PEOPLE = ("label", "decided_by", "reviewer", "reviewers")
COLUMNS = (*OF_CLAIM, *QUESTIONS, *PEOPLE, *OF_DECISION, *FLAGS, "n_decisions", *STANCES)


def standing(decisions: pd.DataFrame) -> pd.DataFrame:
    """The decisions that were not withdrawn, oldest first."""
    gone = set(decisions["withdraws"]) - {""}
    return decisions[(decisions["withdraws"] == "") & ~decisions["decision_id"].isin(gone)]


def current(decisions: pd.DataFrame) -> pd.DataFrame:
    """The newest standing decision of each reviewer on each claim, oldest first.

    Newest by date and id, never by line.
    """
    return standing(decisions).drop_duplicates(["claim_id", "reviewer"], keep="last")


def displayed(register: Register) -> pd.DataFrame:
    """One row per claim, in reading order, with what people found, else the machine's reading.

    Of the claim: claim_id, article_id, n, quote, start, end, source, source_type, claim_type,
    anchor, text_status (a person's reading of the text alone), machine_status, rule_id.
    saying, matter : the value on which the reviewers agree or that an adjudication gave;
        "in_conflict" where they differ; "" without a decision
    label          : both in words, else the machine's status, in words too
    decided_by     : reviewer, machine (a suggestion only) or nobody
    reviewer, date, reason, note, confidence, likelihood, Admiralty grades, independent_origins,
        event_date, decision_id : of the newest decision, or of the adjudication that settles it
    reviewers      : all who have a current decision, in the order of these, joined by "; "
    conflict       : reviewers differ; adjudicated: they did, and it was settled
    stale          : the words decided on have changed or cannot be found (see `basis`)
    read_differently : the machine reads the words otherwise than when the decision was taken
    n_decisions (standing, by anybody), supports, qualifies, contradicts (findings): counts
    """
    by_claim: dict[str, list[Decision]] = {}
    for row in current(register.decisions).to_dict("records"):
        by_claim.setdefault(str(row["claim_id"]), []).append(row)
    counts = Counter(standing(register.decisions)["claim_id"])
    stances = Counter(zip(register.evidence["claim_id"], register.evidence["stance"], strict=True))
    rows = []
    for claim in register.claims.to_dict("records"):
        cid = str(claim["claim_id"])
        rows.append(
            {
                **{c: claim[c] for c in OF_CLAIM},
                **_found(by_claim.get(cid, []), claim),
                "n_decisions": counts[cid],
                **{s: stances[cid, s] for s in STANCES},
            }
        )
    types = dict.fromkeys(COLUMNS, "str") | dict.fromkeys(NUMBERS, "int64")
    types |= dict.fromkeys(FLAGS, "bool")
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(types)


def heard(register: Register, claim_id: str) -> pd.DataFrame:
    """The decisions on a claim that a reader is told of, oldest first.

    The current one of each reviewer, and those that an adjudication among them has settled.
    """
    mine = standing(register.decisions[register.decisions["claim_id"] == claim_id])
    now = current(mine)
    settled = set(" ".join(now["adjudicates"]).split())
    return mine[mine["decision_id"].isin({*now["decision_id"], *settled})]


def conflicting(register: Register, claim_id: str) -> pd.DataFrame:
    """The current decisions on a claim on which reviewers differ, oldest first.

    Empty when they do not.
    """
    found = current(register.decisions[register.decisions["claim_id"] == claim_id])
    weighed = _weigh(found.to_dict("records"))
    return found if any(len(values) > 1 for values in weighed.values.values()) else found[:0]


def findings(register: Register, claim_id: str | None = None) -> pd.DataFrame:
    """The evidence (of one claim, if named).

    `known` tells whether the page says who it has its report from.
    """
    rows = register.evidence
    if claim_id is not None:
        rows = rows[rows["claim_id"] == claim_id]
    return rows.assign(known=rows["lineage"].isin(KNOWN_LINEAGE)).reset_index(drop=True)


def is_stale(decision: Decision, claim: Claim) -> bool:
    """Whether the words have changed, or cannot be found, since the decision.

    A claim whose article was not at hand since the register was carried over has no hash: nothing
    is known against it.
    """
    moved = claim["basis_hash"] not in ("", decision["seen_basis_hash"])
    return moved or claim["anchor"] in ("review", "orphan")


def read_differently(decision: Decision, claim: Claim) -> bool:
    """Whether the machine reads the claim otherwise than when the decision was taken.

    False where it had no reading, or where a person has corrected it.
    """
    own = decision["seen_reading"] and "corrected" not in claim["flags"].split(";")
    return bool(own) and decision["seen_reading"] != claim["reading"]


def claim_of(register: Register, claim_id: str) -> dict[str, Any]:
    """The claim's row as a dict; raises RegisterError when the register does not know it."""
    rows = register.claims[register.claims["claim_id"] == claim_id]
    if rows.empty:
        raise RegisterError(
            f"no claim {claim_id!r} in the register {register.path}; claim ids are in claims.csv"
        )
    return {str(column): value for column, value in rows.iloc[0].to_dict().items()}


def in_words(value: str) -> str:
    """A value as a reader sees it.

    >>> in_words("not_assessed")
    'not assessed'
    """
    return value.replace("_", " ")


def answers(row: Mapping[str, Any]) -> str:
    """What a decision, or a claim that is displayed, answers to both questions."""
    return f"said: {in_words(str(row['saying']))}; so: {in_words(str(row['matter']))}"


@dataclass(frozen=True)
class _Weighed:
    """What the current decisions on one claim come to."""

    values: dict[str, set[str]]  # question → what is held
    shown: Decision
    adjudicated: bool


def _weigh(decisions: Sequence[Decision]) -> _Weighed:
    """An adjudication stands for the decisions it names.

    Whoever decided anew after it is heard again.
    """
    if not decisions:
        return _Weighed({q: set() for q in QUESTIONS}, {}, False)
    last = next((d for d in reversed(decisions) if d["adjudicates"]), None)
    settled = set(str(last["adjudicates"]).split()) if last else set()
    heard = [d for d in decisions if d["decision_id"] not in settled]
    values = {q: {str(d[q]) for d in heard} for q in QUESTIONS}
    agreed = all(len(held) == 1 for held in values.values())
    return _Weighed(values, last if last and agreed else decisions[-1], bool(last and agreed))


def _found(decisions: Sequence[Decision], claim: Claim) -> dict[str, object]:
    weighed = _weigh(decisions)
    found = {
        q: IN_CONFLICT if len(held) > 1 else next(iter(held), "")
        for q, held in weighed.values.items()
    }
    decision, status = weighed.shown, claim["machine_status"]
    return {
        **found,
        "label": answers(found) if decision else wording("machine_status", status),
        "decided_by": "reviewer" if decision else "machine" if status else "nobody",
        "reviewer": decision.get("reviewer", ""),
        "reviewers": "; ".join(str(d["reviewer"]) for d in decisions),
        **{c: decision.get(c, "") for c in OF_DECISION},
        "conflict": IN_CONFLICT in found.values(),
        "adjudicated": weighed.adjudicated,
        "stale": bool(decision) and is_stale(decision, claim),
        "read_differently": bool(decision) and read_differently(decision, claim),
    }
