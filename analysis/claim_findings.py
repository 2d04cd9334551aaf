"""Findings on claims in words: who decided what, what was found, what is new.

All registered claims are counted and none is drawn, so that no count here has an interval.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from .measures.origins import evidence_origins
from .vocabulary import count, in_line, listed, wording

Claim = Mapping[str, Any]

STANCES = {"supports": "for", "qualifies": "qualifying", "contradicts": "against"}
NEW = {
    "claim": ("claim in a text that is new or changed", "claims in texts that are new or changed"),
    "figure": (
        "claim with a figure in a text that is new or changed",
        "claims with figures in texts that are new or changed",
    ),
    "answer": ("answer", "answers"),
    "reading": ("other reading", "other readings"),
}


OUTLET = "the outlet’s own voice"
OF_NAME = re.compile(r"\b[^\W\d_a-z][\w’'-]+")


def said_by(claim: Claim, outlet: str = "") -> str:
    """Who says it, how and how surely, in words: a claim never stands without its source.

    claim : a row of `register.claims` · outlet : the name of the article's
    """
    if teller(claim) == OUTLET:
        return f"told in {OUTLET}{f' ({outlet})' if outlet else ''}"
    kind, cue, hedges = claim["source_type"], claim["cue"], claim["hedges"]
    who, known = in_line(teller(claim)), wording("source_type", kind)
    told = (
        known if kind != "unattributed" and f"({known})" not in who else "",
        f"“{cue}”" if cue else "",
        f"hedged: {hedges}" if hedges not in ("", cue) else "",
    )
    how = ", ".join(filter(None, told))
    return f"said by {who}{f' ({how})' if how else ''}"


def teller(claim: Claim) -> str:
    """Who says a claim, by the name the text gives; of the outlet's own claims, the outlet."""
    if str(claim["source"]).startswith("narrator"):
        return OUTLET
    denied = claim["machine_status"] == "denied"  # `X denied that P`: nobody in the text says P
    return str(claim["source"] or ("nobody in the text" if denied else "nobody named"))


def answered_by(claim: Claim) -> str:
    """Who answers a claim in the text; "" where nobody does, or only its own source."""
    own = same_speaker(str(claim["source"]), str(claim["response_source"]))
    if own or not claim["response_quote"]:
        return ""
    return in_line(wording("source", str(claim["response_source"] or "somebody")))


def answering(claim: Claim) -> str:
    """How a claim is answered in the text and by whom, to be followed by the words; "" if not."""
    who = answered_by(claim)
    if not who:
        return ""
    if str(claim["response_source"]).startswith("narrator"):
        return "the outlet adds"
    silent = "not_answered" in str(claim["flags"]).split(";")  # what it gives is that there is none
    return f"{'no answer, says the text, from' if silent else 'answered in the text by'} {who}"


def same_speaker(one: str, other: str) -> bool:
    """Whether two sources are one person or body by their names: "Piet Holt, director", "Holt"."""
    heads = _head(one), _head(other)
    short, long = sorted(map(OF_NAME.findall, heads), key=len)
    same = heads[0].casefold() == heads[1].casefold()
    return same or (bool(short) and long[-len(short) :] == short)


def caller(source: str, actor: str) -> str:
    """One name for each person or body, for lists: the actor's, else what the text calls them."""
    return actor or _head(source) or "nobody named"


def _head(source: str) -> str:
    """What somebody is called, without article and description: "Piet Holt, who runs the dam"."""
    return re.split(r",| \(", re.sub("^(?:[Tt]he|[Aa]n?) ", "", source))[0]


def claims(
    shown: pd.DataFrame, found: pd.DataFrame, responses: pd.DataFrame, contradictions: pd.DataFrame
) -> str:
    """What people decided and on what; what the text answers, and what in it cannot both be true.

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
    given = f"{count(len(responses), 'answer')} to {count(answered, 'claim')}"
    lines.append(
        f"The text itself gives {given if answered else 'no answer'} and holds "
        f"{count(len(contradictions), 'pair')} of statements that cannot both be true, as far as "
        "the rules see." + " Both are suggestions." * bool(answered or len(contradictions))
    )
    return "\n\n".join(line for line in lines if line)


def answers(claims: pd.DataFrame, responses: pd.DataFrame) -> pd.DataFrame:
    """Who answers whom: the answers with `claim` and `said_by`, the words and source of the claim.

    claims, responses : the tables of `annotate`. What the outlet notes on its own claims, that
    proof lacks say, stays in `responses` and is no answer here.
    """
    by_id = {row["claim_id"]: row for row in claims.to_dict("records")}
    asked = [by_id[claim_id] for claim_id in responses.claim_id]
    rows = [
        claim | {"response_start": r.start, "response_quote": r.quote, "response_source": r.source}
        for claim, r in zip(asked, responses.itertuples(), strict=True)
    ]
    told = responses.assign(
        claim=[c["quote"] for c in rows],
        said_by=[_meant(teller(c), c["source_actor"]) for c in rows],
        source=list(map(_meant, responses.source, responses.respondent_actor)),
    )
    others = [
        bool(answered_by(claim)) and not (actor and actor == claim["source_actor"])
        for claim, actor in zip(rows, told.respondent_actor, strict=True)
    ]
    return told[pd.Series(others, index=told.index, dtype=bool)].reset_index(drop=True)


def _meant(written: str, actor: str) -> str:
    """Who speaks as the text has it, and, where that does not name them, who is meant: "It (…)"."""
    known = any(word in written for word in OF_NAME.findall(actor))
    return written if known or not actor else f"{written} ({actor})"


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
    """What a run brought that was not there (`register.new_since`).

    registered : the claims that the register had
    """
    if registered.empty and new.empty:
        return (
            "There is nothing to compare with yet: no claim is registered. A decision in "
            "07_review registers its claim."
        )
    if new.empty:
        return "Nothing is new since last time."
    kinds = new.what.value_counts()
    said = [count(int(kinds[kind]), *words) for kind, words in NEW.items() if kind in kinds]
    whole = int(kinds.get("article", 0))
    rest = f" Nothing is registered yet of {count(whole, 'article')}." if whole else ""
    if not said:
        return f"Nothing is new in what is registered.{rest}"
    return f"New since last time: {listed(said)}.{rest}"


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
    whose = "its" if len(found) == 1 else "their"
    line = f"{count(len(found), 'finding')}: {listed(sums)} {whose} claim."
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
