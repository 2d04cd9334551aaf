"""What a run brought that neither the register nor the run before it had."""

import json
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

import pandas as pd

from ..paths import write_whole
from ..text.plain import norm
from ..vocabulary import count, wording
from . import ledger
from .columns import Register


class Run(NamedTuple):
    """The texts (hashes) and claims (ids) of a run."""

    texts: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()


def last_run(after: Register) -> Run | None:
    """The last run on other texts than those of `after`, a register merged with a run.

    None before there was one. Kept in the register's `out/`, so that the same articles read again
    have the same news; where nothing can be written, nothing is remembered.
    """
    file = after.path / "out" / "runs.json"
    columns = ("text_sha256", "claim_id")
    now = Run(*(frozenset(after.claims[column]) for column in columns))
    try:
        runs = [Run(*map(frozenset, run)) for run in json.loads(file.read_bytes())]
    except (OSError, ValueError, TypeError):
        runs = []
    if not runs or runs[-1].texts != now.texts:
        runs = [*runs[-1:], now]
        with suppress(OSError):
            kept = [[sorted(part) for part in run] for run in runs]
            write_whole(file, json.dumps(kept).encode())
            ledger.tell_git(after.path)
    return runs[0] if len(runs) > 1 else None


def new_since(before: Register, after: Register, last: Run | None = None) -> pd.DataFrame:
    """What a run brought: claims, figures, answers and other readings that were not there.

    before, after : the register as loaded, and merged with the run · last : see `last_run`
    Columns: what (article, claim, figure, answer or reading), claim_id, article_id, source, quote,
    was, now (the answer or the machine's reading; of an article, how many claims). A decision
    registers its own claim alone: of a text that is registered as it stands no claim is new, of a
    text that has changed since those are that were not there. Of an article that neither register
    nor last run knows all are; without a last run it is one row. Without any claim before there is
    nothing to compare with, and no row.
    """
    known = {row["claim_id"]: row for row in before.claims.to_dict("records")}
    texts, ids = last or Run()
    seen, held = texts | {*before.claims["text_sha256"]}, {*before.claims["article_id"]}
    fresh = Counter(after.claims["article_id"][~after.claims["text_sha256"].isin(seen)])
    rows = []
    for claim in after.claims.to_dict("records") if known or last else ():
        old = known.get(claim["claim_id"])
        given = {c: claim[c] for c in ("claim_id", "article_id", "source", "quote")}
        if old is None and (claim["text_sha256"] in seen or claim["claim_id"] in ids):
            continue
        if old is None:
            if last or claim["article_id"] in held:
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
