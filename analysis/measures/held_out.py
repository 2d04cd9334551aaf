"""How often is each layer right on articles that nobody tuned it for?"""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from ..paths import PROJECT

RESULTS = PROJECT / "benchmarks" / "results" / "held_out.json"
# What a reader asks, where it stands in the results, and which number answers it.
QUESTIONS = (
    ("Claims found (F1)", "claims", "f1_dice", "f1"),
    ("Claims: right kind of source", "claims", "source_type", "same"),
    ("Claims: right text status", "claims", "machine_status", "same"),
    ("Answers linked to the right claim", "answers linked to the right claim", "", "share"),
    ("Statements found (F1)", "attributions", "f1_dice", "f1"),
    ("Nested statements found", "nested statements", "", "share"),
    ("Hedges found (F1)", "hedges", "f1_overlap", "f1"),
    ("Acts found (F1)", "acts", "f1_overlap", "f1"),
    ("Acts: who did what to whom, all right", "triples", "", "share"),
    ("Acts: right rung", "acts", "rung", "same"),
    ("Acts told by nouns found", "noun triggers found", "", "share"),
    ("Loaded words found (F1)", "loaded", "f1_overlap", "f1"),
)


def held_out(path: Path = RESULTS) -> pd.DataFrame:
    """Scores on articles kept apart from all tuning, with what two readers reach on such texts.

    Columns: question, articles (which set), value, low, high in percent (95 %, by article), n
    (coded cases), readers (two readers against each other on a fifth; nan where not measured). No
    file gives no rows.
    """
    columns = ["question", "articles", "value", "low", "high", "n", "readers"]
    if not path.is_file():
        return pd.DataFrame(columns=columns)
    results = json.loads(path.read_text(encoding="utf-8"))
    readers = results.pop("two readers", {})
    rows = [
        {
            "question": question,
            "articles": f"{name} ({scores['articles']})",
            **_score(scores, layer, measure, value),
            "readers": _score(readers, layer, measure, value)["value"],
        }
        for question, layer, measure, value in QUESTIONS
        for name, scores in results.items()
    ]
    return pd.DataFrame(rows, columns=columns)


def _score(scores: dict[str, Any], layer: str, measure: str, value: str) -> dict[str, float]:
    part = scores.get(layer, {})
    row = part.get(measure, {}) if measure else part
    low, high = row.get("interval") or (float("nan"), float("nan"))
    found = row.get(value)
    if value == "same":  # the interval beside it belongs to alpha
        low = high = float("nan")
    n = row.get("coded", row.get("rows", row.get("a", 0)))
    return {
        "value": 100 * found if found is not None else float("nan"),
        "low": 100 * low,
        "high": 100 * high,
        "n": n,
    }
