"""What a run brought that the register did not have."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..text.plain import norm
from ..vocabulary import wording
from .columns import Register


def new_since(before: Register, after: Register) -> pd.DataFrame:
    """What a run brought: claims, figures, answers and other readings that the register lacked.

    before, after : the register as loaded, and merged with the run
    Columns: what (claim, figure, answer or reading), claim_id, article_id, source, quote, was, now
    (the answer or the machine's reading; "" for a new claim). Without any claim before there is
    nothing to compare with, and no row.
    """
    known = {row["claim_id"]: row for row in before.claims.to_dict("records")}
    rows = []
    for claim in after.claims.to_dict("records") if known else ():
        old = known.get(claim["claim_id"])
        given = {c: claim[c] for c in ("claim_id", "article_id", "source", "quote")}
        if old is None:
            kind = "figure" if claim["claim_type"] == "figure" else "claim"
            rows.append({"what": kind, **given, "was": "", "now": ""})
            continue
        if norm(claim["response_quote"]) not in ("", norm(old["response_quote"])):
            answers = {"was": old["response_quote"], "now": claim["response_quote"]}
            rows.append({"what": "answer", **given, **answers})
        if old["reading"] and claim["reading"] != old["reading"]:
            read = {"was": _in_words(old), "now": _in_words(claim)}
            rows.append({"what": "reading", **given, **read})
    columns = ("what", "claim_id", "article_id", "source", "quote", "was", "now")
    return pd.DataFrame({c: pd.Series([r[c] for r in rows], dtype="str") for c in columns})


def _in_words(claim: Mapping[str, Any]) -> str:
    """A machine's reading of a claim as one reads it, with names as the claim writes them."""
    status, source, kind, answer = [*claim["reading"].split(" | "), "", "", ""][:4]
    written = {norm(claim[column]): claim[column] for column in ("source", "response_quote")}
    told = (
        wording("machine_status", status),
        wording("source", written.get(source, source)),
        wording("source_type", kind) if kind != "unattributed" else "",
        f"answered: “{written.get(answer, answer)}”" if answer else "",
    )
    return "; ".join(filter(None, told))
