"""Claims of a new run → the register.

The same claim keeps its id, its words are found again, nothing is dropped.
"""

import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from ..paths import REGISTER
from ..tables import SCHEMAS
from ..text import anchors
from ..text.article import Article
from ..text.overlaps import OVERLAP, one_to_one, shared
from ..text.plain import norm
from ..vocabulary import count, listed
from . import checks, ledger
from .basis import basis_hash
from .columns import CLAIMS, Register, table
from .decisions import now
from .displayed import standing
from .scales import MACHINE
from .stored import load_register

Claim = dict[str, Any]
SUGGESTED = (
    "source source_type attribution cue hedges claim_type n_sources n_independent response_quote "
    "response_start response_end response_source flags"
).split()
READING = ("machine_status", "source", "source_type", "response_quote")
MINE = frozenset(SCHEMAS["claims"].columns)  # what a machine may say of a claim: no person's word
CORRECTED = "corrected"  # a claim's flag: a person corrected what the machine read


def update(
    machine_claims: pd.DataFrame, articles: Iterable[Article], path: str | Path = REGISTER
) -> Register:
    """`merge` a run into the register on disk: claims.csv is rewritten in one step, under the lock.

    Raises RegisterError, with nothing written, as `merge` and for halves of characters.
    """
    path = Path(path)
    with ledger.lock(path):
        merged = merge(load_register(path), machine_claims, articles)
        ledger.replace(path / "claims.csv", CLAIMS, merged.claims.to_dict("records"))
    return merged


def merge(
    register: Register, machine_claims: pd.DataFrame, articles: Iterable[Article]
) -> Register:
    """The register with the claims of a run taken in; nothing is written.

    Registered claims of these articles are found again in their text (`anchors`), then matched with
    the machine's by place and id, by place and words, by overlap of at least half. A match keeps
    its id and its span.

    What the machine suggests is taken over, unless a person registered the claim or decided on it:
    then the description that this person saw stays, and `reading` tells what the machine reads now.
    The machine's other claims are added. Claims that the run did not find stay, with last_run "not
    found"; claims of other articles stay as they are. An article that is registered under another
    id is known by the hash of its text, with a warning that says so. Raises RegisterError when the
    table holds a status that no machine may give; all columns that are a person's, and any others
    that are not in `tables.SCHEMAS["claims"]`, are left aside.
    """
    found: list[Claim] = machine_claims.astype(object).fillna("").to_dict("records")
    articles = list(articles)
    checks.refuse(_refused(found, {a.article_id: a.text for a in articles}))
    before = register.claims.to_dict("records")
    rows: list[Claim] = [dict(row) for row in before]
    said = _renamed(rows, articles)
    texts = {a.article_id: a for a in articles}
    known, new = defaultdict(list), defaultdict(list)
    for row in rows:
        if row["article_id"] in texts:
            known[row["article_id"]].append(row)
            row.update(_again(row, texts[row["article_id"]]))
    for claim in found:
        new[claim["article_id"]].append(claim)
    decided = set(standing(register.decisions)["claim_id"])
    ids = {row["claim_id"] for row in rows}
    for article_id, article in texts.items():
        pairs = _match(known[article_id], new[article_id])
        for i, row in enumerate(known[article_id]):
            match = new[article_id][pairs[i]] if i in pairs else None
            row.update(_taken_over(row, match, row["claim_id"] in decided))
        for j, claim in enumerate(new[article_id]):
            if j not in pairs.values():
                rows.append(_registered(claim, article, ids))
                ids.add(rows[-1]["claim_id"])
    for row in rows:
        if row["article_id"] in texts and row["start"] >= 0:
            row["basis_hash"] = basis_hash(row, texts[row["article_id"]].text)
    _date(rows, before)
    return replace(
        register,
        claims=table(rows, CLAIMS),
        repairs=tuple(dict.fromkeys((*register.repairs, *said))),
    )


def without_text(register: Register, articles: Iterable[Article]) -> Register:
    """The register with the claims whose article is not at hand marked as having lost their words.

    register : as `merge` gives it · Of it nothing is written; `merge` finds the words again when
    the article is back. `repairs` names these articles.
    """
    gone = ~register.claims["article_id"].isin([a.article_id for a in articles])
    if not gone.any():
        return register
    claims = register.claims.copy()
    claims.loc[gone, "anchor"] = "orphan"
    claims.loc[gone, "anchor_note"] = "its article is not at hand"
    claims.loc[gone, ["start", "end", "response_start", "response_end"]] = -1
    named = listed(sorted(set(claims["article_id"][gone])), 9)
    said = f"{count(int(gone.sum()), 'registered claim')} of articles not at hand: {named}."
    return replace(register, claims=claims, repairs=(*register.repairs, said))


def _refused(found: Sequence[Claim], texts: Mapping[str, str]) -> Iterable[str]:
    for row in found:
        text = texts.get(row["article_id"])
        if text is not None and text[row["start"] : row["end"]] != row["quote"]:
            yield (
                f"claims of a run, {row['claim_id']}: {row['start']} to {row['end']} are not its "
                f"words in article {row['article_id']}; annotate the article again"
            )
        told = {c: v for c, v in row.items() if c in MINE and isinstance(v, str)}
        yield from checks.cell_problems("claims", told, f"claims of a run, {row['claim_id']}: ")


def _renamed(rows: Sequence[Claim], articles: Sequence[Article]) -> list[str]:
    """Give the claims of an article that has another id now that id.

    What was found so, in words.
    """
    registered = {row["article_id"] for row in rows}
    given = {a.article_id for a in articles}
    by_hash = {a.sha256: a for a in articles if a.article_id not in registered}
    said = []
    for row in rows:
        article = by_hash.get(row["text_sha256"])
        if article and row["article_id"] not in given:
            old = row["article_id"]
            said.append(
                f"article {old} has the very text of {article.article_id}: its claims and "
                "decisions are shown there"
            )
            row.update(article_id=article.article_id, anchor_note=f"registered in article {old}")
    said = list(dict.fromkeys(said))
    for words in said:
        warnings.warn(words, stacklevel=3)
    return said


def _date(rows: Sequence[Claim], before: Sequence[Mapping[Any, Any]]) -> None:
    """Mark what changed with the time, so that a merge of two clones keeps the newest.

    The rest keeps its own.
    """
    old = {row["claim_id"]: row for row in before}
    time = now()
    for row in rows:
        if row != old.get(row["claim_id"]):
            row["updated"] = time


def _again(row: Claim, article: Article) -> Claim:
    """Where the claim and the response to it stand now.

    Compared with the words first registered, so that small changes do not add up; the surroundings
    kept are the latest that were sure.
    """
    if row["text_sha256"] == article.sha256 and row["anchor"] not in ("review", "orphan"):
        return {}
    place = anchors.find(
        row["registered_quote"] or row["quote"],
        row["prefix"],
        row["suffix"],
        row["start"],
        article.text,
    )
    out: Claim = {
        "text_sha256": article.sha256,
        "anchor": place.state,
        "anchor_note": place.reason,
        "start": place.start,
        "end": place.end,
    }
    if place.start >= 0:
        prefix, suffix = anchors.surroundings(article.text, place.start, place.end)
        out |= {"quote": article.text[place.start : place.end], "prefix": prefix, "suffix": suffix}
    shift = place.start - row["start"] if min(place.start, row["start"]) >= 0 else 0
    return out | _response_again(row, article, shift)


def _response_again(row: Claim, article: Article, shift: int) -> Claim:
    """A response has no surroundings on record.

    Its words must stand somewhere; of several places the one that the claim's shift points to.
    """
    words = row["response_quote"]
    if not words:
        return {}
    at = row["response_start"] + shift if row["response_start"] >= 0 else -1
    if at >= 0 and article.text[at : at + len(words)] == words:
        return {"response_start": at, "response_end": at + len(words)}
    found = anchors.places(words, article.text)
    if not found or (at < 0 and len(found) > 1):
        return {"response_start": -1, "response_end": -1}
    start, end = min(found, key=lambda span: abs(span[0] - at))
    return {
        "response_quote": article.text[start:end],
        "response_start": start,
        "response_end": end,
    }


def _match(known: Sequence[Claim], found: Sequence[Claim]) -> dict[int, int]:
    """Position of a registered claim → position of the machine's claim, one to one, best first."""
    scored = []
    for i, row in enumerate(known):
        for j, claim in enumerate(found):
            share = shared((row["start"], row["end"]), (claim["start"], claim["end"]))
            if share <= 0:
                continue
            if row["claim_id"] == claim["claim_id"]:
                share += 3
            elif norm(row["quote"]) == norm(claim["quote"]):
                share += 2
            if share >= OVERLAP:
                scored.append((share, i, j))
    return one_to_one(scored)


def _taken_over(row: Claim, claim: Claim | None, decided: bool) -> Claim:
    if claim is None:
        return {"last_run": "not found", "reading": "not found"}
    out = {
        "machine_status": claim["machine_status"],
        "rule_id": claim["rule_id"],
        "reading": _reading(claim),
        "last_run": "found",
    }
    theirs = row["registered_by"] == MACHINE and not decided
    if theirs or CORRECTED in claim["flags"].split(";"):
        out |= {column: claim[column] for column in SUGGESTED} | {"n": claim["n"]}
    return out


def _reading(claim: Claim) -> str:
    """What the machine makes of a claim, in one line, to be compared with a later reading."""
    return " | ".join(norm(str(claim[column])) for column in READING)


def _registered(claim: Claim, article: Article, ids: set[str]) -> Claim:
    prefix, suffix = anchors.surroundings(article.text, claim["start"], claim["end"])
    cid, repeat = claim["claim_id"], 1
    while cid in ids:
        repeat += 1
        cid = f"{claim['claim_id']}-{repeat}"
    return {
        **dict.fromkeys(CLAIMS, ""),
        **{column: claim[column] for column in MINE & claim.keys() & set(CLAIMS)},
        "claim_id": cid,
        "prefix": prefix,
        "suffix": suffix,
        "text_sha256": article.sha256,
        "registered_by": MACHINE,
        "registered_quote": claim["quote"],
        "anchor": "exact",
        "reading": _reading(claim),
        "last_run": "found",
    }
