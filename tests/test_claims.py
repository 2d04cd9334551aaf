"""Claims, responses and suggested status."""
import json
import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Article, claims
from analysis.actors import find_mentions, load_actors
from analysis.attribution import find_attributions
from analysis.claims import status
from analysis.claims.types import TYPES
from analysis.hedging import find_hedges
from analysis.parse import parse
from analysis.tables import SCHEMAS, frame
from tests.cases import cases, load_cases

SAME = 0.6


@cache
def actors():
    return load_actors()


def read(text: str, article_id: str = "case") -> tuple[list[dict], list[dict]]:
    """(claims, responses) of a text, through every layer below."""
    parsed = next(parse([Article(article_id, text)]))
    attributions = find_attributions(parsed, find_mentions(parsed, actors()))
    return claims.find_claims_and_responses(parsed, attributions, find_hedges(parsed, attributions))


def dice(a: str, b: str) -> float:
    mine, theirs = (re.findall(r"\w+", text.lower()) for text in (a, b))
    left = list(theirs)
    shared = sum(1 for word in mine if word in left and not left.remove(word))
    return 2 * shared / max(1, len(mine) + len(theirs))


@pytest.mark.parametrize("case", cases("claims"))
def test_claims_responses_and_status(case):
    """Every expected claim is found with its type, source and status, every response with its claim, and nothing more."""
    rows, responses = read(case["text"])
    for wanted in case["claims"]:
        row = max(rows, key=lambda r: dice(r["quote"], wanted["quote"]), default=None)
        assert row is not None and dice(row["quote"], wanted["quote"]) >= SAME, (wanted["quote"], [r["quote"] for r in rows])
        assert {k: row[k] for k in wanted if k != "quote"} == {k: v for k, v in wanted.items() if k != "quote"}, row
    if case["count"] is not None:
        assert len(rows) == case["count"], [r["quote"] for r in rows]
    for text in case.get("not_claims", ()):
        assert not any(text in r["quote"] for r in rows), [r["quote"] for r in rows]
    quotes = {r["claim_id"]: r["quote"] for r in rows}
    for wanted in case.get("responses", ()):
        assert any(r["response"] == wanted["response"] and wanted["quote"] in r["quote"] and wanted["claim"] in quotes[r["claim_id"]]
                   for r in responses), [(r["response"], r["quote"], quotes[r["claim_id"]]) for r in responses]
