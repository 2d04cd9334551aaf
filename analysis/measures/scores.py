"""How well does the attribution layer do, beside others, and what is known to go wrong?

The results on disk → tidy tables. Nothing is measured here: `make benchmark` does that.
"""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from ..paths import PROJECT
from .intervals import wilson

BENCHMARKS = PROJECT / "benchmarks"
OURS = "Sources Say"
COLUMNS = ["name", "match", "match_source", "low", "high", "test"]


def systems(folder: Path = BENCHMARKS) -> pd.DataFrame:
    """Who says what: F1 of statements found (match), and found with their source, in percent.

    One row a tool or pair of people (`peers.csv`) and one for this program, the best first. low,
    high : 95 % interval of match_source, where computed; test : the corpus of this program's row.
    What is not on disk has no row.
    """
    rows = [pd.read_csv(path)] if (path := folder / "peers.csv").is_file() else []
    results = _attribution(folder)
    own = {row["measure"]: row for row in results.get("f1", []) if row["kind"] == "all"}
    if own:
        with_source = own["match_source"]
        ours = {"name": OURS, "match": own["match"]["f1"], "match_source": with_source["f1"]}
        ends = {"low": with_source["low"], "high": with_source["high"]}
        rows.append(pd.DataFrame([ours | ends | {"test": results["corpus"]}]))
    table = pd.concat(rows) if rows else pd.DataFrame()
    order = ["match_source", "name"]
    return table.reindex(columns=COLUMNS).sort_values(
        order, ascending=[False, True], ignore_index=True
    )


def reliability(folder: Path = BENCHMARKS) -> pd.DataFrame:
    """How often statements of a given score were right, statement and source both.

    Columns: mean_score, statements, right, share, low, high (share and its Wilson interval, 95 %);
    may be empty.
    """
    bins = _attribution(folder).get("reliability", [])
    rows = []
    for row in bins:
        right = round(row["n"] * row["observed_precision"])
        rows.append(
            (row["mean_score"], row["n"], right, right / row["n"], *wilson(right, row["n"]))
        )
    return pd.DataFrame(rows, columns=["mean_score", "statements", "right", "share", "low", "high"])


def known_failures(path: Path = PROJECT / "tests" / "known_failures.json") -> pd.DataFrame:
    """What the tests hold to be wrong today: layer, what goes wrong, of how many; may be empty."""
    layers = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    rows = []
    for layer, cases in layers.items():
        tried = path.parent / "cases" / f"{layer}.json"
        n = len(json.loads(tried.read_text(encoding="utf-8"))) if tried.is_file() else len(cases)
        rows += [(layer, why, n) for why in cases.values()]
    return pd.DataFrame(rows, columns=["layer", "what goes wrong", "of"])


def _attribution(folder: Path) -> dict[str, Any]:
    path = folder / "results" / "attribution.json"
    held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return held
