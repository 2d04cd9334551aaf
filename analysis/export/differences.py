"""What somebody coded elsewhere against what the machine read.

The corrections that would make them one.
"""

import warnings
from collections.abc import Iterator
from typing import Any

import pandas as pd

from ..corrections import COLUMNS as COLUMNS_OF
from ..pipeline import Annotations
from ..text.article import Article
from ..text.overlaps import OVERLAP, shared
from ..text.plain import norm

Row = dict[str, Any]
COLUMNS = tuple("what start end field was to".split())
SET_ASIDE = {"Source", "Cue", "Hedge", "Loaded", "saying", ""}  # known, and read with others or not
SAID_BESIDE = {"Saying", "Matter"}  # what people decided, which no correction is
# table → kind of mark → its values' names with the fields that they correct
MARKED = {
    "claims": ("Claim", {"Suggested": "status"}),
    "attributions": ("Content", {"Kind": "kind", "Stance": "stance"}),
    "acts": ("Act", {"Rung": "rung", "Modality": "modality"}),
}


def differences(
    spans: pd.DataFrame, notes: Annotations, article: Article, whole: bool = False
) -> pd.DataFrame:
    """Corrections that turn the machine's rows into a coder's, as `add_correction` takes them.

    spans : as `read_brat` or `read_annotations` give them. A claim that the machine lacks is added;
            contents (source, kind, stance) and acts (rung, modality) are compared by their values.
    whole : did the coder mark every claim of the article? Only then is one that they lack dropped.
    Columns: what, start, end, field, was, to.
    """
    mine = spans[spans["article_id"] == article.article_id]
    if lost := int((mine["start"] < 0).sum()):
        warnings.warn(f"words not found in the text, not compared: {lost}", stacklevel=2)
    mine = mine[mine["start"] >= 0]
    coded = {str(r["key"]): {str(k): v for k, v in r.items()} for r in mine.to_dict("records")}
    for kind, fields in MARKED.values():
        used = {name for row in coded.values() if row["kind"] == kind for name in row["values"]}
        if odd := used - set(fields) - SAID_BESIDE:
            told = ", ".join(sorted(odd))
            warnings.warn(f"no value of a {kind} is called so, not compared: {told}", stacklevel=2)
    if unknown := set(mine["kind"]) - {kind for kind, _ in MARKED.values()} - SET_ASIDE:
        named = ", ".join(sorted(unknown))
        warnings.warn(f"nothing here is called so, and is not compared: {named}", stacklevel=2)
    rows: list[tuple[Any, ...]] = []
    for what, (kind, fields) in MARKED.items():
        table = notes.tables()[what]
        ours: list[Row] = table[table["article_id"] == article.article_id].to_dict("records")
        theirs = [row for row in coded.values() if row["kind"] == kind]
        rows += _of_table(what, fields, theirs, ours, coded, whole)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _of_table(
    what: str,
    fields: dict[str, str],
    theirs: list[Row],
    ours: list[Row],
    coded: dict[str, Row],
    whole: bool,
) -> Iterator[tuple[Any, ...]]:
    met = set()
    for row in theirs:
        span = row["start"], row["end"]
        place = what, *span
        share, at = max(
            ((shared((o["start"], o["end"]), span), -i) for i, o in enumerate(ours)),
            default=(0.0, 0),
        )
        at = -at
        if share < OVERLAP:
            if what == "claims":
                yield (*place, "add", "", row["values"].get("Suggested", ""))
            continue
        met.add(at)
        machine = ours[at]
        if what == "claims" and norm(row["quote"]) != norm(machine["quote"]):
            stands = f"{span[0]}-{span[1]}"
            yield (what, machine["start"], machine["end"], "split", machine["quote"], stands)
        for name, field in fields.items():
            was, to = str(machine[COLUMNS_OF.get(field, (field,))[0]]), row["values"].get(name)
            if to is not None and to != was:
                yield (*place, field, was, to)
        source = coded.get(row["links"].get("SaidBy", ""))
        if source and source["quote"] != machine["source"]:
            yield (*place, "source", machine["source"], source["quote"])
    if what == "claims" and whole:
        for at, machine in enumerate(ours):
            if at not in met:
                yield (what, machine["start"], machine["end"], "drop", machine["quote"], "")
