"""The calendar of public steps beside the text's own acts: which dates agree and which differ."""

from collections.abc import Mapping

import pandas as pd

from .calendar import days_between, names

COMPARED = (
    "act_id",
    "article_id",
    "sentence_id",
    "start",
    "end",
    "trigger",
    "actor_name",
    "plover",
    "date_start",
    "date_end",
    "event",
    "event_date",
    "days",
    "verdict",
)
NOT_DONE = ("negated", "planned", "conditional")


def compare(
    acts: pd.DataFrame, calendar: pd.DataFrame, sides: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Dated acts of the text beside the nearest step of the calendar that may be the same one.

    A step may be the same when it has the act's root code and its actor, or (with `sides`: actor →
    side) an actor of the same side. days : how far the step lies outside the act's interval,
    negative when the calendar is earlier ·
    verdict : "agrees" when it lies inside, else "differs". Acts that are negated, planned or
    conditional, undated ones and those without such a step are left out. A question to the reader,
    which decides nothing: the text may mean another event.
    """
    sides = sides or {}
    dated = acts[(acts.date_start != "") & (acts.date_end != "") & ~acts.modality.isin(NOT_DONE)]
    known = calendar.to_dict("records")
    rows = []
    for act in dated.to_dict("records"):
        own = _named(act["actor_name"], sides)
        steps = [
            (_outside(step["date"], act["date_start"], act["date_end"]), step)
            for step in known
            if step["plover"] == act["plover"] and own & _named(step["actor"], sides)
        ]
        if steps:
            days, near = min(steps, key=lambda pair: abs(pair[0]))
            rows.append(
                {
                    **{column: act[column] for column in COMPARED if column in act},
                    "event": near["event"],
                    "event_date": near["date"],
                    "days": days,
                    "verdict": "differs" if days else "agrees",
                }
            )
    return pd.DataFrame(rows, columns=list(COMPARED))


def _named(actors: str, sides: Mapping[str, str]) -> set[tuple[str, str]]:
    """The actors of a cell, and their sides."""
    known = names(actors.replace(",", ";"))
    return {("actor", name) for name in known} | {
        ("side", sides[name]) for name in known if sides.get(name)
    }


def _outside(day: str, first: str, last: str) -> int:
    """Days from the interval to a day: 0 inside, negative before it."""
    return min(days_between(first, day), 0) or max(days_between(last, day), 0)
