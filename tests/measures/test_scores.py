"""Benchmark results → tables: this program among others, its scores, absent files."""

import json

import pytest

from analysis import charts
from analysis.measures import scores


def test_systems_and_scores_are_read(tmp_path):
    """The row of all statements is ours, the peers stand beside it, the best first."""
    own = {"kind": "all", "low": 60.0, "high": 85.0}
    results = {
        "corpus": "a test",
        "f1": [
            {"measure": "match", "f1": 84.0, **own},
            {"measure": "match_source", "f1": 74.7, **own},
            {"measure": "match", "f1": 99.0, **own, "kind": "direct"},
        ],
        "reliability": [{"bin": "0.9-1.0", "n": 4, "mean_score": 0.9, "observed_precision": 0.75}],
    }
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "attribution.json").write_text(json.dumps(results))
    (tmp_path / "peers.csv").write_text("name,match,match_source\ntool,40,30\nother tool,90,80\n")
    table = scores.systems(tmp_path)
    assert table.name.tolist() == ["other tool", scores.OURS, "tool"]
    ours = table[table.name == scores.OURS].iloc[0]
    assert [*ours] == [scores.OURS, 84.0, 74.7, 60.0, 85.0, "a test"]
    bins = scores.reliability(tmp_path)
    assert bins[["mean_score", "statements", "right", "share"]].values.tolist() == [
        [0.9, 4, 3, 0.75]
    ]
    assert "off by 15 points on average, which may" in charts.reliability(bins).headline


def test_scores_that_mislead_are_named():
    """The bin whose interval leaves its promise out, farthest off."""
    bins = scores.reliability()
    astray = bins[(bins.low > bins.mean_score) | (bins.high < bins.mean_score)]
    said = charts.reliability(bins).headline
    if len(astray):
        worst = astray.loc[(astray.share - astray.mean_score).abs().idxmax()]
        assert f"statements of {worst.mean_score:.2f} are right {100 * worst.share:.0f} %" in said


def test_an_empty_folder_gives_empty_tables(tmp_path):
    """Nothing measured is nothing shown, with all columns."""
    assert scores.systems(tmp_path).empty and list(scores.systems(tmp_path)) == scores.COLUMNS
    assert scores.reliability(tmp_path).empty
    assert charts.reliability(scores.reliability(tmp_path)).headline.startswith("No reliability")


def test_the_committed_results_are_read():
    """What `make benchmark` left here has this program with an interval, and peers."""
    table = scores.systems()
    own = table[table.name == scores.OURS].iloc[0]
    assert own.low <= own.match_source <= own.high and own.match_source < own.match
    assert len(table) > 3 and table.match_source.between(0, 100).all()
    assert scores.reliability().share.to_numpy() == pytest.approx(
        (scores.reliability().right / scores.reliability().statements).to_numpy()
    )
