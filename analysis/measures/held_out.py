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


def by_question(results: pd.DataFrame) -> pd.DataFrame:
    """The table of `held_out` as it is read: one row a question, one column a set of articles.

    A cell is "89 (86–92), n 453", all in percent but n; without an interval only value and n.
    """
    if results.empty:
        return results
    cells = results.assign(
        cell=[
            f"{r.value:.0f}"
            + (f" ({r.low:.0f}–{r.high:.0f})" if r.low == r.low else "")
            + f", n {r.n}"
            for r in results.itertuples()
        ]
    )
    table = cells.pivot(index="question", columns="articles", values="cell")
    table = table.loc[results.question.unique(), results.articles.unique()]
    readers = results.groupby("question").readers.first()
    table["two people"] = [
        f"{readers[q]:.0f}" if readers[q] == readers[q] else "" for q in table.index
    ]
    return table.reset_index()


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
