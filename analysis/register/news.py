"""What a run brought that the register did not have."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..text.plain import norm
from ..vocabulary import count, wording
from .columns import Register


def new_since(before: Register, after: Register) -> pd.DataFrame:
    """What a run brought: claims, figures, answers and other readings that the register lacked.

    before, after : the register as loaded, and merged with the run
    Columns: what (article, claim, figure, answer or reading), claim_id, article_id, source, quote,
    was, now (the answer or the machine's reading; of an article, how many claims). A decision
    registers its own claim alone: of a text that is registered as it stands no claim is new, of a
    text that has changed since those are that were not there, and an article without any claim
    in the register is one row. Without any claim before there is nothing to compare with, and no
    row.
    """
    known = {row["claim_id"]: row for row in before.claims.to_dict("records")}
    seen, held = set(before.claims["text_sha256"]), set(before.claims["article_id"])
    fresh = Counter(after.claims["article_id"][~after.claims["text_sha256"].isin(seen)])
    rows = []
    for claim in after.claims.to_dict("records") if known else ():
        old = known.get(claim["claim_id"])
        given = {c: claim[c] for c in ("claim_id", "article_id", "source", "quote")}
        if old is None and claim["text_sha256"] in seen:
            continue
        if old is None:
            if claim["article_id"] in held:
                kind = "figure" if claim["claim_type"] == "figure" else "claim"
                rows.append({"what": kind, **given, "was": "", "now": _in_words(claim)})
            elif n := fresh.pop(claim["article_id"], 0):
                whole = dict.fromkeys(given, "") | {"article_id": claim["article_id"]}
                rows.append({"what": "article", **whole, "was": "", "now": count(n, "claim")})
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
