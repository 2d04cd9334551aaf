"""What the acts of one article or a corpus allow to be said: profile, who addresses whom, who moves first.

Trends over time (rungs by week with intervals, change points, reply lags) and the refusal to give them for few acts are in
`trends`; nothing here orders acts in time, except by the lags that `trends.reply_lags` has measured.
"""

import pandas as pd

from .intervals import wilson
from .trends import FOR_INTERVALS

NOT_TOLD = ("negated",)


def profile(acts: pd.DataFrame) -> pd.DataFrame:
    """One row an actor and lane: what a single article can carry, without any order in time.

    Columns: actor, words_or_deed, acts, plain (asserted outright), median_rung, highest_rung, highest (trigger of the highest),
    first_sentence. Negated acts are left out; the actor is the canonical name, "" where nobody is named. Sorted by number.
    """
    told = acts[~acts.modality.isin(NOT_TOLD)]
    rows = []
    for (actor, lane), group in told.groupby(["actor_name", "words_or_deed"], sort=True):
        top = group.sort_values(["rung", "start"], ascending=[False, True], kind="stable").iloc[0]
        rows.append(
            {
                "actor": actor,
                "words_or_deed": lane,
                "acts": len(group),
                "plain": int((group.modality == "asserted").sum()),
                "median_rung": float(group.rung.median()),
                "highest_rung": int(top.rung),
                "highest": top.trigger,
                "first_sentence": int(group.sentence_id.min()),
            }
        )
    columns = [
        "actor",
        "words_or_deed",
        "acts",
        "plain",
        "median_rung",
        "highest_rung",
        "highest",
        "first_sentence",
    ]
    return pd.DataFrame(rows, columns=columns).sort_values(
        ["acts", "highest_rung", "actor", "words_or_deed"],
        ascending=[False, False, True, True],
        kind="stable",
        ignore_index=True,
    )


def dyads(acts: pd.DataFrame) -> pd.DataFrame:
    """One row an (actor, target) by canonical names: acts, words, deeds, median_rung, highest_rung; coordinated names count each.

    Negated acts, and acts without actor or target, are left out.
    """
    rows = []
    for act in acts[~acts.modality.isin(NOT_TOLD)].itertuples():
        for actor in filter(None, act.actor_name.split("; ")):
            for target in filter(None, act.target_name.split("; ")):
                rows.append(
                    {
                        "actor": actor,
                        "target": target,
                        "rung": act.rung,
                        "deed": act.words_or_deed == "deed",
                    }
                )
    table = pd.DataFrame(rows, columns=["actor", "target", "rung", "deed"]).astype(
        {"rung": "int64", "deed": "bool"}
    )
    table = (
        table.groupby(["actor", "target"])
        .agg(
            acts=("rung", "size"),
            deeds=("deed", "sum"),
            median_rung=("rung", "median"),
            highest_rung=("rung", "max"),
        )
        .reset_index()
    )
    table.insert(3, "words", table.acts - table.deeds)
    return table.sort_values(
        ["acts", "median_rung", "actor", "target"],
        ascending=[False, False, True, True],
        ignore_index=True,
    )


def first_mover(lags: pd.DataFrame, one: str, two: str) -> pd.DataFrame:
    """Which of two sides acts and which answers, from `trends.reply_lags`: one row a side.

    Columns: side, acts, answered, share (of its acts that the other side answered), low, high (95 % Wilson interval), median_days
    to the answer, median_change (rung of the answer minus rung of the act). Raises ValueError below 10 acts: who began is
    then a matter of which article one happens to hold.
    """
    if len(lags) < FOR_INTERVALS:
        raise ValueError(
            f"No first mover: {len(lags)} dated acts between {one} and {two}; at least {FOR_INTERVALS} are needed."
        )
    rows = []
    for side in (one, two):
        own = lags[lags.side == side]
        answered = own[own.reply_date != ""]
        low, high = wilson(len(answered), len(own))
        rows.append(
            {
                "side": side,
                "acts": len(own),
                "answered": len(answered),
                "share": len(answered) / len(own) if len(own) else float("nan"),
                "low": low,
                "high": high,
                "median_days": float(answered.days.median()),
                "median_change": float((answered.reply_rung - answered.rung).median()),
            }
        )
    return pd.DataFrame(rows)
