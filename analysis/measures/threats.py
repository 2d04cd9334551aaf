"""Threat to deed: what was threatened, announced or offered, what followed, and after how long."""

import pandas as pd

from .calendar import days_between, names
from .lanes import SURE

KINDS = {  # root code and rung of a step → what it is; the rest that has an outcome is an offer
    ("THREATEN", 6): "other threat",
    ("THREATEN", 7): "threat of force or ultimatum",
    ("MOBILIZE", 8): "announced measure",
    ("SANCTION", 8): "announced measure",
}
COLUMNS = (
    "what",
    "words_or_deed",
    "score",
    "id",
    "article_id",
    "date",
    "until",
    "side_actor",
    "actor",
    "target",
    "kind",
    "event",
    "outcome",
    "deed_id",
    "days",
    "deed_kind",
    "deed_fact",
    "fact",
    "dated",
    "coarse",
    "tellings",
)


def ledger(calendar: pd.DataFrame) -> pd.DataFrame:
    """Every threat, ultimatum, announced measure and offer of a calendar, and what became of it.

    calendar : `load_calendar`

    One row a step that threatens or announces in words, or whose outcome is given; by date.
    kind : "threat of force or ultimatum", "other threat", "announced measure" or "offer"
    outcome : as coded: carried_out, partly, withdrawn, not_by_DAY; "not coded" where nobody looked
    fact : established, neither only reported nor disputed
    deed_id, days, deed_kind, deed_fact : the first step that carries it out (or, if withdrawn, with
    which its own side takes it back), and the days to it. One deed may carry out several. Where the
    calendar links none, these are "" and missing; none is guessed.

    Threats and deeds are coded by people who know how it ended. The share that was carried out is
    no estimate of how often threats come true.
    """
    links = calendar.assign(follows=[names(cell) for cell in calendar.follows]).explode("follows")
    stepwise = dict(list(links.groupby("follows")))
    rows = []
    for step in calendar.to_dict("records"):
        kind = KINDS.get((step["plover"], step["rung"]), "offer")
        spoken = step["kind"] == "words" and kind != "offer"
        if not spoken and not step["outcome"]:
            continue
        after = stepwise.get(step["id"], calendar.iloc[:0])
        deeds = after[after.relation == "carries_out"]
        if step["outcome"] == "withdrawn":
            deeds = after[(after.relation == "answers") & (after.side_actor == step["side_actor"])]
        rows.append(
            {
                **{column: step[column] for column in COLUMNS if column in step},
                "what": "step",
                "words_or_deed": step["kind"],
                "score": 1.0,
                "article_id": "",
                "until": step["date"],
                "dated": True,
                "coarse": False,
                "tellings": 1,
                "fact": step["certainty"] == "established",
                "kind": kind,
                "outcome": step["outcome"] or "not coded",
                "deed_id": deeds.id.iloc[0] if len(deeds) else "",
                "deed_kind": deeds.kind.iloc[0] if len(deeds) else "",
                "deed_fact": not len(deeds) or deeds.certainty.iloc[0] == "established",
                "days": days_between(step["date"], deeds.date.iloc[0]) if len(deeds) else pd.NA,
            }
        )
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype({"days": "Int64"})


def of_acts(events: pd.DataFrame) -> pd.DataFrame:
    """The threats and announced measures that articles tell of: `ledger`'s columns, none coded.

    events : `happened.of_acts`. Those under `SURE` are left out. A target is named where it is on a
    side: of others it is too often not the one that was threatened.
    """
    known = [KINDS.get(key, "") for key in zip(events.plover, events.rung, strict=True)]
    table = events.assign(
        kind=known,
        side_actor=events.side,
        event=events.said,
        target=events.target.where(events.target_side != "", ""),
        outcome="not coded",
        days=pd.NA,
        deed_id="",
        deed_kind="",
        deed_fact=True,
    )
    spoken = (events.words_or_deed == "words") & (events.score >= SURE) & (table.kind != "")
    return table.loc[spoken, list(COLUMNS)].astype({"days": "Int64"})
