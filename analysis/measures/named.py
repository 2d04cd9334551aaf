"""Which numbers and days may an analyst's note ask for by name?"""

from datetime import date

import pandas as pd

from ..pipeline import Annotations
from .lanes import NAMELESS


def numbers(
    notes: Annotations, shown: pd.DataFrame, calendar: pd.DataFrame, evidence: pd.DataFrame
) -> dict[str, str]:
    """What an analyst's note may ask for by name, as words.

    Counts, {n_loaded} and the like, and the day of each step of the calendar, {day_s004} for the
    step whose id is s004.

    shown : `Case.claims` · calendar, evidence : those of the case
    """
    said, hedges, acts = notes.attributions, notes.hedges, notes.acts
    counts = {
        "articles": len(notes.articles),
        "words": int(notes.articles.n_words.sum()),
        "sentences": int((~notes.sentences.is_heading.astype(bool)).sum()),
        "flags": len(notes.flags),
        "loaded": len(notes.loaded),
        "loaded_own": int((notes.loaded.voice == "").sum()),
        "loaded_sources": int((notes.loaded.voice != "").sum()),
        "hedges": len(hedges),
        "hedges_strong": int((hedges.strength >= 3).sum()),
        "statements": len(said),
        "statements_quoted": int((said.kind == "direct").sum()),
        "statements_nameless": int(said.source_type.isin(NAMELESS).sum()),
        "acts": len(acts),
        "acts_words": int((acts.words_or_deed == "words").sum()),
        "acts_deeds": int((acts.words_or_deed == "deed").sum()),
        "claims": len(shown),
        "decided": int((shown.decided_by == "reviewer").sum()),
        "answers": len(notes.responses),
        "contradictions": len(notes.contradictions),
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
