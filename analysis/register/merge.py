"""Claims of a new run → the register: the same claim keeps its id, its words are found again, nothing is dropped."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from ..paths import REGISTER
from ..text import anchors
from ..text.article import Article
from . import ledger
from .columns import CLAIMS, Register, load_register, norm, table

SUGGESTED = (
    "source",
    "source_type",
    "attribution",
    "cue",
    "hedges",
    "claim_type",
    "n_sources",
    "n_independent",
    "response_quote",
    "response_start",
    "response_end",
    "response_source",
    "flags",
)
OVERLAP = 0.5  # shared part of two spans (of their union) from which they are the same claim


def update(
    machine_claims: pd.DataFrame, articles: Iterable[Article], path: str | Path = REGISTER
) -> Register:
    """`merge` a run into the register on disk: claims.csv is rewritten in one step, under the lock."""
    path = Path(path)
    with ledger.lock(path):
        merged = merge(load_register(path), machine_claims, articles)
        ledger.replace(path / "claims.csv", CLAIMS, merged.claims.to_dict("records"))
    return merged


def merge(
    register: Register, machine_claims: pd.DataFrame, articles: Iterable[Article]
) -> Register:
    """The register with the claims of a run taken in; nothing is written.

    Registered claims of these articles are found again in their text (`anchors`), then matched with the machine's by
    place and id, by place and words, by overlap of at least half. A match keeps its id and its span and takes over the
    machine's suggestion; claims that a person registered keep that person's description. The machine's other claims
    are added. Claims that the run did not find stay, with last_run "not found"; claims of other articles stay as they are.
    """
    rows = register.claims.to_dict("records")
    texts = {a.article_id: a for a in articles}
    by_article = defaultdict(list)
    for row in rows:
        if row["article_id"] in texts:
            by_article[row["article_id"]].append(row)
            row.update(_again(row, texts[row["article_id"]]))
    ids = {row["claim_id"] for row in rows}
    new = defaultdict(list)
    for claim in machine_claims.to_dict("records"):
        new[claim["article_id"]].append(claim)
    added = []
    for article_id, article in texts.items():
        known, found = by_article[article_id], new[article_id]
        pairs = _match(known, found)
        for i, row in enumerate(known):
            row.update(
                _taken_over(row, found[pairs[i]], article)
                if i in pairs
                else {"last_run": "not found"}
            )
        for j, claim in enumerate(found):
            if j not in pairs.values():
                added.append(_registered(claim, article, ids))
                ids.add(added[-1]["claim_id"])
    return replace(register, claims=table(rows + added, CLAIMS))


def reanchor(register: Register, articles: Iterable[Article]) -> Register:
    """The register with every claim of these articles found again in their text, without a run of the machine."""
    texts = {a.article_id: a for a in articles}
    rows = register.claims.to_dict("records")
    for row in rows:
        if row["article_id"] in texts:
            row.update(_again(row, texts[row["article_id"]]))
    return replace(register, claims=table(rows, CLAIMS))


def _again(row: dict, article: Article) -> dict:
    """Where the claim and the response to it stand now. Compared with the words first registered, so that small
    changes do not add up; the surroundings kept are the latest that were sure."""
    if row["text_sha256"] == article.sha256 and row["anchor"] not in ("review", "orphan"):
        return {}
    place = anchors.find(
        row["registered_quote"] or row["quote"],
        row["prefix"],
        row["suffix"],
        row["start"],
        article.text,
    )
    out = {
        "text_sha256": article.sha256,
        "anchor": place.state,
        "anchor_note": place.reason,
        "start": place.start,
        "end": place.end,
    }
    if place.start >= 0:
        prefix, suffix = anchors.surroundings(article.text, place.start, place.end)
        out |= {"quote": article.text[place.start : place.end], "prefix": prefix, "suffix": suffix}
    return out | _response_again(
        row, article, place.start - row["start"] if min(place.start, row["start"]) >= 0 else 0
    )


def _response_again(row: dict, article: Article, shift: int) -> dict:
    """A response has no surroundings of its own on record: its words must stand once, or where the claim's shift says."""
    words = row["response_quote"]
    if not words:
        return {}
    at = row["response_start"] + shift if row["response_start"] >= 0 else -1
    if at >= 0 and article.text[at : at + len(words)] == words:
        return {"response_start": at, "response_end": at + len(words)}
    place = anchors.find(words, "", "", at, article.text)
    if place.start < 0 and place.state == "review" and article.text.count(words) == 1:
        first = article.text.index(words)
        return {"response_start": first, "response_end": first + len(words)}
    return {"response_start": -1, "response_end": -1}


def _match(known: list[dict], found: list[dict]) -> dict[int, int]:
    """Position of a registered claim → position of the machine's claim, one to one, best first."""
    scored = []
    for i, row in enumerate(known):
        for j, claim in enumerate(found):
            shared = _shared(row, claim) if row["start"] >= 0 else 0.0
            same_words = norm(row["quote"]) == norm(claim["quote"])
            if shared > 0 and row["claim_id"] == claim["claim_id"]:
                scored.append((3 + shared, -i, -j))
            elif shared > 0 and same_words:
                scored.append((2 + shared, -i, -j))
            elif shared >= OVERLAP:
                scored.append((shared, -i, -j))
    pairs, taken = {}, set()
    for _, i, j in sorted(scored, reverse=True):
        if -i not in pairs and -j not in taken:
            pairs[-i] = -j
            taken.add(-j)
    return pairs


def _shared(a: dict, b: dict) -> float:
    both = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return both / (max(a["end"], b["end"]) - min(a["start"], b["start"])) if both > 0 else 0.0


def _taken_over(row: dict, claim: dict, article: Article) -> dict:
    out = {
        "machine_status": claim["machine_status"],
        "rule_id": claim["rule_id"],
        "last_run": "found",
    }
    if row["registered_by"] == "machine":
        out |= {column: claim[column] for column in SUGGESTED} | {"n": claim["n"]}
    return out


def _registered(claim: dict, article: Article, ids: set[str]) -> dict:
    prefix, suffix = anchors.surroundings(article.text, claim["start"], claim["end"])
    cid, repeat = claim["claim_id"], 1
    while cid in ids:
        repeat += 1
        cid = f"{claim['claim_id']}-{repeat}"
    given = {column: claim[column] for column in CLAIMS if column in claim}
    return {
        **dict.fromkeys(CLAIMS, ""),
        **given,
        "claim_id": cid,
        "prefix": prefix,
        "suffix": suffix,
        "text_sha256": article.sha256,
        "registered_by": "machine",
        "registered_quote": claim["quote"],
        "anchor": "exact",
        "last_run": "found",
    }
