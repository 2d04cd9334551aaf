"""Measure loaded language: python benchmarks/score_tone.py   (extra `benchmark` for VADER; a few seconds)

Sentences of `tests/cases/loaded.json`, each read twice under a written guideline:
  word reading     : 1 when the sentence holds a word that a news agency would replace by a plainer one or attribute, wherever it stands
                     and whether or not it is negated or quoted; 0 for technical and literal use ("cancer" in a hospital)
  sentence reading : 1 when the sentence as a whole stirs, judges or glorifies beyond what it reports, with or without such a word
The sentences and both readings are one author's, as is the lexicon: alpha says how far the two guidelines agree, not two people, and
the areas under the curve say how the scores differ on the same sentences, not how well any of them does on news at large.
Writes benchmarks/results/tone.json.
"""

import json
from pathlib import Path

import krippendorff
import numpy as np
from textblob import TextBlob
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis.layers import loaded
from analysis.paths import PROJECT
from analysis.text import parse
from analysis.text.article import Article

CASES = PROJECT / "tests" / "cases" / "loaded.json"
ROUNDS = 2000


def area(gold: np.ndarray, score: np.ndarray) -> float:
    """Area under the ROC curve: how often a loaded sentence outranks a plain one, ties counting half."""
    plus, minus = score[gold == 1][:, None], score[gold == 0][None, :]
    return float((plus > minus).mean() + (plus == minus).mean() / 2)


def interval(gold: np.ndarray, score: np.ndarray) -> list[float]:
    """95 % bootstrap interval over sentences (percentiles, fixed seed)."""
    draw = np.random.default_rng(20251129)
    n, areas = len(gold), []
    while len(areas) < ROUNDS:
        i = draw.integers(0, n, n)
        if 0 < gold[i].sum() < n:
            areas.append(area(gold[i], score[i]))
    return [round(float(x), 3) for x in np.percentile(areas, [2.5, 97.5])]


def loaded_score(parsed: parse.Parsed) -> float:
    """Sum of the weights of the loaded words that are not negated."""
    return sum(row["weight"] for row in loaded.find_loaded(parsed, [], []) if not row["negated"])


def main() -> None:
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    texts = [case["text"] for case in cases]
    words, sentences = (
        np.array([case[k] for case in cases]) for k in ("word_reading", "sentence_reading")
    )
    vader = SentimentIntensityAnalyzer()
    scores = {
        "loaded_weight": [
            loaded_score(p) for p in parse.parse(Article(str(n), t) for n, t in enumerate(texts))
        ],
        "textblob_subjectivity": [TextBlob(t).sentiment.subjectivity for t in texts],
        "textblob_polarity_strength": [abs(TextBlob(t).sentiment.polarity) for t in texts],
        "vader_compound_strength": [abs(vader.polarity_scores(t)["compound"]) for t in texts],
    }
    result = {
        "n": len(cases),
        "loaded": {"word_reading": int(words.sum()), "sentence_reading": int(sentences.sum())},
        "krippendorff_alpha": round(
            float(krippendorff.alpha(np.array([words, sentences]), level_of_measurement="nominal")),
            3,
        ),
        "auc": {
            name: {
                reading: {
                    "auc": round(area(gold, np.array(score)), 3),
                    "interval95": interval(gold, np.array(score)),
                }
                for reading, gold in (("word_reading", words), ("sentence_reading", sentences))
            }
            for name, score in scores.items()
        },
        "note": "one author's sentences, readings and lexicon: see benchmarks/score_tone.py",
    }
    path = Path(PROJECT / "benchmarks" / "results" / "tone.json")
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
