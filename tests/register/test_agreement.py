"""Krippendorff's alpha is the published one, abstains where it is not defined, and sees only standing decisions."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.register import Register, load_register, values
from analysis.register.agreement import agreement, alpha, ratings
from analysis.register.columns import CLAIMS, CORRECTIONS, DECISIONS, EVIDENCE, table


def decisions(*rows: dict) -> pd.DataFrame:
    return table(
        [
            {**dict.fromkeys(DECISIONS, ""), "decision_id": f"d-{i}", **row}
            for i, row in enumerate(rows)
        ],
        DECISIONS,
    )


def by_hand(pairs: list[tuple[str, str]], distance) -> float:
    """Alpha of two raters without missing values, from the definition.

    1 − observed / expected disagreement.
    """
    observed = np.mean([distance(a, b) for a, b in pairs])
    pool = [v for pair in pairs for v in pair]
    expected = np.mean(
        [distance(pool[i], pool[j]) for i in range(len(pool)) for j in range(len(pool)) if i != j]
    )
    return 1 - observed / expected


PAIRS = [
    ("not_assessed", "not_assessed"),
    ("disputed", "not_assessed"),
    ("corroborated", "corroborated"),
    ("corroborated", "refuted"),
    ("disputed", "disputed"),
    ("not_assessed", "not_assessed"),
    ("refuted", "refuted"),
    ("in_part", "unsupported"),
    ("not_assessed", "disputed"),
    ("corroborated", "corroborated"),
    ("in_part", "in_part"),
]


def test_alpha_follows_its_definition():
    """On two complete raters, alpha equals 1 − observed/expected disagreement, worked out the long way."""
    got = alpha(pd.DataFrame(PAIRS, columns=["Ana", "Bo"]), "matter")
    assert got["alpha"] == pytest.approx(by_hand(PAIRS, lambda a, b: a != b))
    assert got["low"] < got["alpha"] < got["high"] and got["claims"] == 11 and not got["note"]


def test_an_ordered_scale_forgives_near_misses():
    """One step apart costs less than five steps apart."""
    bands = values("likelihood")
    same = [(b, b) for b in bands]
    near, far = same + [(bands[0], bands[1])], same + [(bands[0], bands[5])]
    assert (
        alpha(pd.DataFrame(near), "likelihood")["alpha"]
        > alpha(pd.DataFrame(far), "likelihood")["alpha"] + 0.1
    )


@pytest.mark.parametrize(
    ("frame", "note"),
    [
        (pd.DataFrame({"Ana": ["not_assessed"]}), "needs two reviewers"),
        (
            pd.DataFrame({"Ana": ["not_assessed", None], "Bo": [None, "not_assessed"]}),
            "no claim was rated by two",
        ),
        (pd.DataFrame({"Ana": ["not_assessed"] * 3, "Bo": ["not_assessed"] * 3}), "not defined"),
        (pd.DataFrame(PAIRS[:5], columns=["Ana", "Bo"]), "no interval"),
    ],
)
def test_it_abstains_and_says_why(frame, note):
    """One reviewer, nothing in common, a single value, few claims.

    No number that would look like one.
    """
    got = alpha(frame, "matter")
    assert note in got["note"] and np.isnan(got["low"])


def test_only_standing_decisions_count():
    """Withdrawn decisions and earlier words of the same reviewer are out.

    Grades that cannot be judged are missing.
    """
    rows = decisions(
        {"claim_id": "c", "matter": "not_assessed", "reviewer": "Ana", "source_reliability": "F"},
        {"claim_id": "c", "matter": "corroborated", "reviewer": "Ana", "source_reliability": "F"},
        {"claim_id": "c", "matter": "refuted", "reviewer": "Bo", "source_reliability": "B"},
        {"claim_id": "c", "reviewer": "Bo", "withdraws": "d-2"},
    )
    register = Register(table([], CLAIMS), rows, table([], EVIDENCE), table([], CORRECTIONS))
    got = agreement(register).set_index("scale")
    assert got.loc["matter", "reviewers"] == 1 and got.loc["source_reliability", "reviewers"] == 0
    assert ratings(rows[:3], "matter").loc["c"].to_dict() == {
        "Ana": "corroborated",
        "Bo": "refuted",
    }


def test_the_desk_alone_gives_no_number():
    """The shipped decisions are one reviewer's: the package says so instead of giving a number."""
    register = load_register()
    desk = register.decisions[register.decisions["reviewer"] == "desk"]
    got = agreement(replace(register, decisions=desk))
    assert got["alpha"].isna().all() and set(got["note"]) == {"needs two reviewers"}


@pytest.mark.filterwarnings("error")
def test_without_draws_there_is_no_interval_and_no_warning():
    """The panel asks for alpha alone, also from ten claims on."""
    pairs = [("refuted", "refuted"), ("corroborated", "disputed")] * 6
    got = alpha(pd.DataFrame(pairs, columns=["Ana", "Bo"]), "matter", draws=0)
    assert np.isfinite(got["alpha"]) and np.isnan(got["low"])
