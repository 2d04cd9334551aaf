"""How well the layers do: the benchmark results on disk → tidy tables. Nothing is measured here.

`make benchmark` does that.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from ..paths import PROJECT
from .intervals import wilson

BENCHMARKS = PROJECT / "benchmarks"
LAYERS = ("attribution", "hedging", "acts", "claims", "tone")
COLUMNS = ["layer", "test", "measure", "kind", "precision", "recall", "value", "low", "high", "n"]
NO_SCORES = (
    "claims",
    "reliability",
    "n_candidates",
    "loaded",
    "C",
    "threshold",
    "n",
    "desk_claims",
    "machine_claims",
    "articles",
    "words_per_second",
    "times_spacy",
    "measured_beside",
    "layers",
)  # cases, settings, speed

Row = dict[str, Any]  # of the results: names, numbers and lists of such


def load_scores(folder: Path = BENCHMARKS / "results") -> pd.DataFrame:
    """Every score in the results files, one a row.

    Layer, test, measure, kind, precision, recall, value, low, high, n.

    value : F1, share or AUC in percent (or what the measure's name says), low and high its 95 %
    interval where one was computed, n the cases. A layer whose file is absent has no rows
    (`missing` names it). Raises ValueError with the file's name when one cannot be read.
    """
    rows = []
    for layer in LAYERS:
        if (content := _read(Path(folder), layer)) is not None:
            corpus = (
                (content["corpus"],) if isinstance(content, dict) and "corpus" in content else ()
            )
            rows += [
                {**dict.fromkeys(COLUMNS), "layer": layer, **row}
                for row in _scores(content, corpus)
            ]
    return pd.DataFrame(rows, columns=COLUMNS)


def missing(folder: Path = BENCHMARKS / "results") -> list[str]:
    """Layers for which no results are on disk."""
    return [layer for layer in (*LAYERS, "speed") if not (Path(folder) / f"{layer}.json").exists()]


def load_reliability(folder: Path = BENCHMARKS / "results") -> pd.DataFrame:
    """How often attributions of a given score are right.

    Columns bin, n, mean_score, observed_precision; may be empty.
    """
    found = _find(_read(Path(folder), "attribution"), "reliability")
    return pd.DataFrame(found or [], columns=["bin", "n", "mean_score", "observed_precision"])


def load_peers(path: Path = BENCHMARKS / "peers.csv") -> pd.DataFrame:
    """Other tools and human annotators on the same task.

    Name, match, match_source, words_s, source; may be empty.
    """
    columns = ["name", "match", "match_source", "words_s", "source"]
    return pd.read_csv(path)[columns] if Path(path).exists() else pd.DataFrame(columns=columns)


def known_failures(path: Path = PROJECT / "tests" / "known_failures.json") -> pd.DataFrame:
    """What the tests hold to be wrong today: layer, what goes wrong, of how many; may be empty."""
    layers = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    rows = []
    for layer, cases in layers.items():
        tried = path.parent / "cases" / f"{layer}.json"
        n = len(json.loads(tried.read_text(encoding="utf-8"))) if tried.is_file() else len(cases)
        rows += [(layer, why, n) for why in cases.values()]
    return pd.DataFrame(rows, columns=["layer", "what goes wrong", "of"])


def _read(folder: Path, layer: str) -> Any:
    path = folder / f"{layer}.json"
    if not path.exists():
        return None
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValueError(f"{path}: not valid JSON ({error}); run the benchmark again") from None


def _scores(node: Any, path: tuple[str, ...]) -> Iterator[Row]:
    """Walk the results: a dict with f1, with hits and n, or with auc is a score.

    Other numbers are scores under their own names.
    """
    if isinstance(node, list):
        for part in node:
            yield from _scores(part, path)
    elif isinstance(node, dict) and isinstance(node.get("f1"), list):
        yield from _scores(node["f1"], path)
    elif isinstance(node, dict) and ("f1" in node or "hits" in node):
        yield _score(node, path)
    elif isinstance(node, dict) and "auc" in node and "interval95" in node:
        low, high = node["interval95"]
        yield {
            "test": "",
            "measure": f"AUC of {' by '.join(path[1:])}",
            "kind": "all",
            "value": 100 * node["auc"],
            "low": 100 * low,
            "high": 100 * high,
        }
    elif isinstance(node, dict):
        for key, part in node.items():
            if key in NO_SCORES:
                continue
            if isinstance(part, (int, float)) and not isinstance(part, bool):
                yield {
                    "test": " / ".join(path),
                    "measure": key,
                    "kind": "all",
                    "value": float(part),
                }
            else:
                yield from _scores(part, (*path, key))


def _score(node: Row, path: tuple[str, ...]) -> Row:
    name, test = (
        (node["measure"], path) if "measure" in node else (path[-1] if path else "", path[:-1])
    )
    row = {"test": " / ".join(test), "measure": name, "kind": node.get("kind", "all")}
    if "hits" in node:
        low, high = wilson(node["hits"], node["n"])
        return {
            **row,
            "value": 100 * node["hits"] / max(node["n"], 1),
            "low": 100 * low,
            "high": 100 * high,
            "n": node["n"],
        }
    return {
        **row,
        **{key: node.get(key) for key in ("precision", "recall", "low", "high")},
        "value": node["f1"],
        "n": node.get("n", node.get("n_gold")),
    }


def _find(node: Any, key: str) -> list[Any] | None:
    """The first list under `key`, wherever it stands."""
    if isinstance(node, dict):
        if isinstance(rows := node.get(key), list):
            return rows
        return next(
            (found for part in node.values() if (found := _find(part, key)) is not None), None
        )
    return None
