"""Contradictions inside one article: suggestions with both spans."""

import pytest

from analysis import Article
from analysis.layers import contradictions
from analysis.layers.actors.actor_list import load_actors
from analysis.layers.actors.mentions import find_mentions
from analysis.layers.attribution import find_attributions
from analysis.layers.claims import find_claims
from analysis.text.parse import parse
from tests.cases import cases, load_cases


def read(text: str) -> tuple[Article, list[dict]]:
    article = Article("case", text)
    parsed = next(parse([article]))
    attributions = find_attributions(parsed, find_mentions(parsed, load_actors()))
    return article, contradictions.find_contradictions(
        parsed, find_claims(parsed, attributions, [])
    )


@pytest.mark.parametrize("case", cases("contradictions"))
def test_contradictions_of_a_passage(case):
    """Each expected pair is found with its kind and in text order, and nothing else is suggested."""
    article, rows = read(case["text"])
    shown = [
        (
            r["kind"],
            article.text[r["start"] : r["end"]],
            article.text[r["other_start"] : r["other_end"]],
        )
        for r in rows
    ]
    assert len(rows) == len(case["contradictions"]), shown
    for wanted in case["contradictions"]:
        assert any(
            kind == wanted["kind"] and wanted["one"] in one and wanted["other"] in other
            for kind, one, other in shown
        ), shown


def test_every_kind_has_cases():
    """All kinds of contradiction are tried, and half of the cases are texts that hold none."""
    loaded = load_cases("contradictions")
    assert {c["kind"] for case in loaded for c in case["contradictions"]} == set(
        contradictions.KINDS
    )
    assert sum(not case["contradictions"] for case in loaded) >= 10


def test_the_trap_of_the_seed_article(article, notes):
    """'No warnings' against 'the warning' is found; what only may have happened opens nothing."""
    rows = notes.contradictions
    pairs = {
        (r.kind, article.text[r.start : r.end][:12], article.text[r.other_start : r.other_end][:12])
        for r in rows.itertuples()
    }
    assert ("absence_and_presence", "There are no", "The American") in pairs
    assert (rows.start < rows.other_start).all() and (rows.reason != "").all()
