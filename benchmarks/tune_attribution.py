"""Thresholds of the linking and calibration of the score, on the dev part of PolNeAR, for the weights that are shipped.

    python benchmarks/tune_attribution.py --polnear ../shared/data/polnear

Settings are changed one after the other as long as the mean of match, match+source and the three roles' F1 grows.  The
score is a logistic regression on the log-odds of the evidence (Platt scaling); 1 stands for a statement whose content
and source are those of the annotator.  Writes analysis/models/attribution.json.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace

import numpy as np
import polnear
from score_attribution import MEASURES, f1, score_article
from seal import seal
from sklearn.linear_model import LogisticRegression

from analysis.layers.attribution.statements import Settings, Statement, find_statements, log_odds
from analysis.paths import MODELS
from analysis.text import encoder

STEPS = {
    "join_cue": (0.1, 0.2, 0.3),
    "join": (0.5, 0.6, 0.7, 0.8),
    "outside": (0.0, 0.2, 0.4, 0.6),
    "none": (0.5, 0.6, 0.7),
    "cue": (0.1, 0.2),
    "word": (0.4, 0.5, 0.6),
}
MIN_GAIN = (
    0.03  # of the mean F1, in percent points: less than that is noise, the earlier value stays
)
LEAST = 0.2  # statements less likely to be right than this are dropped; readers may ask for more with `threshold`


def rows_of(window, statements: list[Statement], score=None) -> list[dict]:
    """Statements as the scorer wants them."""
    rows = []
    for s in statements:
        row = {
            role: [window.span(*run) for run in runs if run]
            for role, runs in (("content", s.content), ("source", [s.source]), ("cue", [s.cue]))
        }
        rows.append({**row, "score": score(s.evidence) if score else 0.0, "evidence": s.evidence})
    return rows


def measure(articles, windows, settings, score=None, least=0.0):
    """(F1 by measure, [(row, right)])"""
    total, scored = {}, []
    for article in articles:
        rows = [
            r
            for w in windows[article["name"]]
            for r in rows_of(w, find_statements(w, settings), score)
        ]
        rows = [r for r in rows if r["score"] >= least]
        counts, right = score_article(
            article["text"], article["attributions"], rows, article["discard"]
        )
        for key, values in counts.items():
            total[key] = total.get(key, 0) + values
        scored += [(row["evidence"], ok) for row, ok in right]
    return {m: f1(total[m]) for m in (*MEASURES, "match.indirect")}, scored


def tune(root) -> None:
    articles = polnear.load(root, "dev")
    windows = {
        a["name"]: [
            encoder.run(w) for w in encoder.windows(a["text"], a["paragraphs"], encoder.tokenizer())
        ]
        for a in articles
    }
    goal = lambda result: float(np.mean([result[m] for m in ("match", "match_source", *MEASURES)]))
    best = Settings()
    value = goal(measure(articles, windows, best)[0])
    for name, values in STEPS.items():
        for candidate in values:
            tried = replace(best, **{name: candidate})
            if (
                tried != best
                and (found := goal(measure(articles, windows, tried)[0])) > value + MIN_GAIN
            ):
                best, value = tried, found
        print(name, getattr(best, name), round(value, 2), flush=True)
    _, scored = measure(articles, windows, best)
    x, y = (
        np.array([[log_odds(p) for p in e] for e, _ in scored]),
        np.array([right for _, right in scored]),
    )
    fitted = LogisticRegression().fit(x, y)
    weights = [round(float(w), 4) for w in (fitted.intercept_[0], *fitted.coef_[0])]

    best = replace(best, least=LEAST)
    (MODELS / "attribution.json").write_text(
        json.dumps({"settings": asdict(best), "score": weights}, indent=1) + "\n", encoding="utf-8"
    )
    seal()


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--polnear", default="../shared/data/polnear")
    tune(p.parse_args().polnear)
