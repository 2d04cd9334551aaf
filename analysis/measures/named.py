"""Which numbers and days may an analyst's note ask for by name?"""

from datetime import date

import pandas as pd

from ..pipeline import Annotations
from .lanes import NAMELESS


def numbers(
    notes: Annotations, shown: pd.DataFrame, calendar: pd.DataFrame, evidence: pd.DataFrame
) -> dict[str, str]:
    """What an analyst's note may ask for by name, as words.

    How many rows each table has, {n_hedges} and the like, some counts besides, and the day of each
    step of the calendar, {day_s004} for the step whose id is s004.

    shown : `Case.claims` · calendar, evidence : those of the case
    """
    said, own = notes.attributions, notes.loaded.voice == ""
    counts = {name: len(table) for name, table in notes.tables().items()} | {
        "words": int(notes.articles.n_words.sum()),
        "loaded_own": int(own.sum()),
        "loaded_sources": int((~own).sum()),
        "statements": len(said),
        "statements_nameless": int(said.source_type.isin(NAMELESS).sum()),
        "claims": len(shown),
        "decided": int((shown.decided_by == "reviewer").sum()),
        "findings": len(evidence),
        "steps": len(calendar),
    }
    for column in ("saying", "matter"):
        if column in shown:
            values = shown[column][shown.decided_by == "reviewer"].value_counts()
            counts |= {f"{column}_{value}": int(n) for value, n in values.items()}
    days = {
        f"day_{step.id}": f"{day.day} {day:%B}"
        for step in calendar.itertuples()
        if step.id and (day := date.fromisoformat(step.date))
    }
    return {f"n_{name}": f"{n:,}" for name, n in counts.items()} | days
