"""Benchmark results → tables.

Every kind of score is read, absent files are named, broken ones refused.
"""

import json

import pytest

from analysis.measures import scores


def test_scores_of_every_shape_are_read(tmp_path):
    """F1 with intervals, hits of n, bare numbers, AUC: one row each.

    Settings and cases are no scores.
    """
    (tmp_path / "attribution.json").write_text(
        json.dumps(
            {
                "corpus": "a test",
                "articles": 3,
                "f1": [
                    {
                        "measure": "match",
                        "kind": "direct",
                        "n_gold": 9,
                        "precision": 80.0,
                        "recall": 70.0,
                        "f1": 74.7,
                        "low": 60.0,
                        "high": 85.0,
                    }
                ],
                "reliability": [
                    {"bin": "0.9-1.0", "n": 4, "mean_score": 0.9, "observed_precision": 0.75}
                ],
            }
        )
    )
    (tmp_path / "claims.json").write_text(
        json.dumps(
            {
                "desk_claims": 4,
                "found": {"hits": 3, "n": 4},
                "claims": [{"claim_id": "c-1", "found": True}],
            }
        )
    )
    (tmp_path / "tone.json").write_text(
        json.dumps({"auc": {"lexicon": {"a reading": {"auc": 0.9, "interval95": [0.8, 0.95]}}}})
    )
    table = scores.load_scores(tmp_path).set_index(["layer", "measure"])
    assert table.loc[("attribution", "match"), ["test", "kind", "value", "low", "n"]].tolist() == [
        "a test",
        "direct",
        74.7,
        60.0,
        9,
    ]
    assert table.loc[("claims", "found"), "value"] == 75 and table.loc[
        ("claims", "found"), "low"
    ] == pytest.approx(30.06, abs=0.01)
    assert table.loc[
        ("tone", "AUC of lexicon by a reading"), ["value", "low", "high"]
    ].tolist() == pytest.approx([90, 80, 95])
    assert len(table) == 3
    assert scores.missing(tmp_path) == ["hedging", "acts", "speed"]
    assert scores.load_reliability(tmp_path).n.tolist() == [4]


def test_an_empty_folder_gives_empty_tables(tmp_path):
    """Nothing measured is nothing shown, with all columns."""
    assert (
        scores.load_scores(tmp_path).empty and list(scores.load_scores(tmp_path)) == scores.COLUMNS
    )
    assert scores.load_peers(tmp_path / "none.csv").empty
    assert scores.load_reliability(tmp_path).empty


def test_a_broken_file_is_named(tmp_path):
    """A results file cut in the middle is refused by name."""
    (tmp_path / "acts.json").write_text('{"half": ')
    with pytest.raises(ValueError, match="acts.json.*not valid JSON"):
        scores.load_scores(tmp_path)


def test_the_committed_results_are_read():
    """What `make benchmark` left here has attribution's five measures with intervals, and peers."""
    table = scores.load_scores()
    own = table[(table.layer == "attribution") & (table.kind == "all")]
    assert (
        {"content", "source", "cue", "match", "match_source"} <= set(own.measure)
        and (own.low <= own.value).all()
        and (own.value <= own.high).all()
    )
    assert scores.load_peers().match_source.between(0, 100).all()
