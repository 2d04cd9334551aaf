"""Near-copies, joined claims, and origins of findings."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Article
from analysis.measures import origins
from analysis.paths import REGISTER
from tests.cases import cases, load_cases

SPAN = {"start": 0, "end": 0}


def articles_of(case: dict) -> list[Article]:
    return [
        Article(
            a["article_id"],
            a["text"],
            outlet=a["outlet"],
            published=date.fromisoformat(a["published"]) if a["published"] else None,
        )
        for a in case["articles"]
    ]


def claims_of(case: dict) -> pd.DataFrame:
    return pd.DataFrame([{**SPAN, **c} for c in case["claims"]])


def test_cases_cover_both_questions():
    """The case file asks for copies and for joined claims.

    Each more than five times.
    """
    for key in ("copies", "joins"):
        assert sum(key in case for case in load_cases("origins")) > 5


@pytest.mark.parametrize("case", cases("origins"))
def test_copies_and_joins(case):
    """Copies and joined claims are those of the case, and nothing else is joined."""
    if "copies" in case:
        found = origins.near_copies(articles_of(case))
        assert found[["article_id", "other_id"]].values.tolist() == case["copies"], found
    if "joins" in case:
        found = origins.join_claims(claims_of(case))
        assert found[["claim_id", "other_claim_id"]].values.tolist() == case["joins"], found


def told(*quotes: str) -> pd.DataFrame:
    """Claims with these words, each in an article of its own."""
    rows = [{**SPAN, "claim_id": str(n), "article_id": str(n)} for n in range(len(quotes))]
    return pd.DataFrame(rows).assign(quote=quotes)


def test_a_joined_pair_tells_which_claim_says_more():
    """Twelve is 12; the claim with the day says all that the other says and more."""
    pairs = origins.join_claims(
        told(
            "Twelve miners died in the Lusk pit",
            "12 miners died in the Lusk pit on Monday",
            "Two ferries left the Lusk quay",
            "Left were two ferries at the Lusk quay",
        )
    )
    assert pairs[["claim_id", "other_claim_id", "says_more"]].values.tolist() == [
        ["0", "1", "1"],
        ["2", "3", ""],
    ]


def test_short_claims_are_joined_to_their_like_alone():
    """Two words in common make no pair, the same two words do."""
    for quotes in (
        ("Six of them", "They kidnap six of them", "six of them"),
        ("A mine exploded", "There was a mine", "a mine exploded"),
    ):
        pairs = origins.join_claims(told(*quotes))
        assert pairs[["claim_id", "other_claim_id"]].values.tolist() == [["0", "2"]]


def test_actors_of_the_mentions_decide_before_capital_letters():
    """Two names of one actor are the same actor when the mentions say so.

    Two actors keep claims apart.
    """
    one, two = (
        "the forces of Ostria crossed the river at night",
        "the forces of Ostrian crossed the river at night",
    )
    claims = pd.DataFrame(
        [
            {"claim_id": "c1", "article_id": "a", "quote": one, "start": 0, "end": len(one)},
            {"claim_id": "c2", "article_id": "b", "quote": two, "start": 0, "end": len(two)},
        ]
    )
    mentions = pd.DataFrame(
        [
            {"article_id": "a", "start": 14, "end": 20, "actor": "Ostria"},
            {"article_id": "b", "start": 14, "end": 21, "actor": "Ostria"},
        ]
    )
    assert origins.join_claims(claims).empty
    assert len(origins.join_claims(claims, mentions)) == 1
    others = pd.DataFrame(
        [
            {"article_id": "a", "start": 0, "end": 10, "actor": "Ostria"},
            {"article_id": "b", "start": len(two) - 5, "end": len(two), "actor": "Vestia"},
        ]
    )
    assert origins.join_claims(claims, others).empty  # the first and the last word count
    outside = others.assign(start=others.start + len(two), end=others.end + len(two))
    assert len(origins.join_claims(claims, outside)) == 1


@pytest.mark.parametrize(
    ("word", "stem"),
    [("attacks", "attack"), ("attacked", "attack"), ("buses", "buse"), ("king", "king")],
)
def test_endings_come_off_where_a_word_is_left(word, stem):
    """At least four letters stay."""
    assert origins._stem(word) == stem


def test_unknown_lineage_in_the_register_is_never_an_origin():
    """The desk's pages marked as inferred, not shown or not independent do not count as origins."""
    evidence = pd.DataFrame(
        [
            ("c", "A", "stated"),
            ("c", "A", "stated"),
            ("c", "B", "inferred"),
            ("c", "", "not shown"),
            ("c", "D", "not independent"),
        ],
        columns=["claim_id", "origin", "lineage"],
    )
    row = origins.evidence_origins(evidence).iloc[0]
    assert (row.n_pages, row.n_origins, row.n_unknown, row.n_not_independent) == (5, 1, 2, 1)


def test_the_desks_evidence_adds_up():
    """For every claim of the register pages are at least origins.

    And all pages are accounted for.
    """
    evidence = pd.read_csv(REGISTER / "evidence.csv", dtype=str, keep_default_na=False)
    counted = origins.evidence_origins(evidence)
    assert counted.n_pages.sum() == len(evidence)
    assert (
        counted.n_origins + counted.n_unknown + counted.n_not_independent <= counted.n_pages
    ).all()


def test_nothing_in_nothing_out():
    """No articles and no claims give empty tables with their columns."""
    empty = pd.DataFrame(
        {
            c: []
            for c in (
                "claim_id",
                "article_id",
                "quote",
                "start",
                "end",
                "source",
                "source_type",
                "attribution",
            )
        }
    )
    assert list(origins.near_copies([])) == list(origins.COPIES)
    assert list(origins.join_claims(empty)) == list(origins.JOINS)


@given(st.lists(st.text(alphabet="ab c", max_size=60), min_size=2, max_size=5))
def test_pairs_are_exact_and_named_once(texts):
    """Whatever is proposed, a pair is reported once, never with itself.

    And with shares between 0 and 1.
    """
    found = origins.near_copies([Article(str(n), text) for n, text in enumerate(texts)])
    pairs = list(zip(found.article_id, found.other_id, strict=True))
    assert len(set(pairs)) == len(pairs) and all(a != b for a, b in pairs)
    assert found.jaccard.between(0, 1).all() and found.containment.between(0, 1).all()
    for a, b in pairs:
        one, other = (origins._shingles(texts[int(x)]) for x in (a, b))
        assert (
            round(len(one & other) / len(one | other), 3)
            == found[(found.article_id == a) & (found.other_id == b)].jaccard.iloc[0]
        )
