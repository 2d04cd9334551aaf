r"""Train the scorer of loaded words and report five-fold figures.

    python benchmarks/train_loaded.py BABE.jsonl [--spans BASIL.jsonl] \
        [--coded LABELS TEXTS] [--ship]

BABE.jsonl  : {id, text, biased, words, outlet, annotators: [{words}]}; a word's label is the share
              of annotators who marked it
BASIL.jsonl : {id, text, spans: [{start, end, kind}]}; words of lexical spans
LABELS      : folder of compiled codings (benchmarks/coding.py), TEXTS that of their articles
The folds hold whole outlets of BABE and whole articles of the others apart. No text goes into the
model: it holds weights of a vector, of grammar and of single lemmas seen three times or more.
Writes benchmarks/results/loaded.json and with --ship analysis/models/loaded.npz.
"""

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.stats import mannwhitneyu
from seal import seal

from analysis import Article
from analysis.layers import loaded, loaded_score
from analysis.paths import MODELS, PROJECT
from analysis.text import encoder, parse

FEWEST, FOLDS, STEPS = 3, 5, 40
PENALTY = 300.0, 5.0  # on the vector, on named features
CUTS = (0.09, 0.12, 0.15, 0.2, 0.25, 0.3)
Spans = list[tuple[int, int]]


class Text(NamedTuple):
    """One text with what people marked: by the majority, and by each annotator."""

    corpus: str
    group: str
    text: str
    biased: int | None
    marks: Spans
    votes: list[Spans]
    weight: float


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def babe(path: Path) -> list[Text]:
    return [
        Text(
            "babe",
            r["outlet"],
            r["text"],
            r["biased"],
            _pairs(r["words"]),
            [_pairs(a["words"]) for a in r["annotators"]],
            1.0,
        )
        for r in rows(path)
    ]


def _pairs(words: list[list[int]]) -> Spans:
    return [(start, end) for start, end, *_ in words]


def basil(path: Path) -> list[Text]:
    found = []
    for r in rows(path):
        marks = [(s["start"], s["end"]) for s in r["spans"] if s["kind"] == "lexical"]
        found.append(Text("basil", r["id"], r["text"], None, marks, [marks], 1.0))
    return found


def coded(labels: Path, texts: Path) -> list[Text]:
    """Without articles that lack mentions: these were coded for other layers alone."""
    found = []
    for path in sorted(labels.glob("*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        if not article["mentions"]:
            continue
        marks = [(r["start"], r["end"]) for r in article["loaded"]]
        text = (texts / f"{path.stem}.txt").read_bytes().decode("utf-8")
        found.append(Text(labels.name, path.stem, text, None, marks, [marks], 1.0))
    return found


class Examples:
    """All words of all texts that can be scored."""

    def __init__(self, texts: list[Text]) -> None:
        self.texts = texts
        self.of: list[int] = []  # which text each word stands in
        self.least: list[float] = []  # score from which the word is shown, as the layer has it
        self.spans: Spans = []
        self.lexicon: list[str] = []
        vectors, named = [], []
        articles = (Article(str(n), t.text) for n, t in enumerate(texts))
        for n, parsed in enumerate(parse.parse(articles)):
            classes, where = loaded.classes_at(parsed), encoder.word_vectors(parsed)
            for i, features in loaded_score.candidates(parsed, classes):
                token = parsed.doc[i]
                if token.idx in where:
                    span = (token.idx, token.idx + len(token))
                    self.of.append(n)
                    self.spans.append(span)
                    self.lexicon.append(classes.get(i, ""))
                    self.least.append(loaded.PLAIN if classes.get(i) else loaded.ENOUGH)
                    vectors.append(where[token.idx])
                    named.append(features)
        self.vectors = np.array(vectors, np.float32)
        counts = Counter(name for features in named for name in features)
        self.names = {x: k for k, x in enumerate(x for x, c in counts.items() if c >= FEWEST)}
        cells = [
            (row, self.names[name], 1.0)
            for row, features in enumerate(named)
            for name in features
            if name in self.names
        ]
        row, column, value = zip(*cells, strict=True)
        self.named = csr_matrix((value, (row, column)), shape=(len(named), len(self.names)))
        self.share = np.array([
            np.mean([any(touch(m, span) for m in vote) for vote in texts[n].votes])
            for n, span in zip(self.of, self.spans, strict=True)
        ])  # fmt: skip
        self.weight = np.array([texts[n].weight for n in self.of])


def touch(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


class Weights(NamedTuple):
    vector: np.ndarray
    named: np.ndarray
    constant: float

    def __call__(self, vectors: np.ndarray, named: csr_matrix) -> np.ndarray:
        return 1 / (1 + np.exp(-(vectors @ self.vector + named @ self.named + self.constant)))


def fit(
    vectors: np.ndarray,
    named: csr_matrix,
    share: np.ndarray,
    weight: np.ndarray,
    l2: tuple[float, float] = PENALTY,
) -> Weights:
    """Logistic regression on shares (L2; the vector standardised first, then folded back)."""
    mean, spread = vectors.mean(0), vectors.std(0) + 1e-6
    x, turned = ((vectors - mean) / spread).astype(np.float32), named.T.tocsr()
    d = x.shape[1]
    penalty = np.concatenate([np.full(d, l2[0]), np.full(named.shape[1], l2[1]), [0.0]])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w[:d].astype(np.float32) + named @ w[d:-1] + w[-1]
        wrong = weight * (1 / (1 + np.exp(-z)) - share)
        slope = (
            np.concatenate([x.T @ wrong.astype(np.float32), turned @ wrong, [wrong.sum()]])
            + penalty * w
        )
        return float((weight * (np.logaddexp(0, z) - share * z)).sum() + penalty @ w**2 / 2), slope

    start = np.zeros(len(penalty))
    w = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    vector = w[:d] / spread
    return Weights(vector, w[d:-1], float(w[-1] - vector @ mean))


def cross_validate(e: Examples) -> np.ndarray:
    groups = {g: k % FOLDS for k, g in enumerate(sorted({t.group for t in e.texts}))}
    fold = np.array([groups[e.texts[n].group] for n in e.of])
    scores = np.zeros(len(fold))
    for k in range(FOLDS):
        learn, test = fold != k, fold == k
        weights = fit(e.vectors[learn], e.named[learn], e.share[learn], e.weight[learn])
        scores[test] = weights(e.vectors[test], e.named[test])
    return scores


def figures(e: Examples, scores: np.ndarray) -> dict[str, Any]:
    """Precision, recall and F1 of words by corpus, and BABE's sentence AUC, at several cuts."""
    in_lexicon = np.array([bool(x) for x in e.lexicon])
    settings = {"lexicon": np.where(in_lexicon, 0.5, 0.0)}
    settings |= {f"scorer {cut}": np.where(scores >= cut, scores, 0) for cut in CUTS}
    for cut in CUTS:
        kept = (scores >= cut) | (in_lexicon & (scores >= loaded.PLAIN))
        settings[f"both {cut}"] = np.where(kept, scores, 0)
    settings["the cuts of the layer"] = np.where(scores >= np.array(e.least), scores, 0)
    return {
        name: {c: measure(e, kept, c) for c in sorted({t.corpus for t in e.texts})}
        for name, kept in settings.items()
    }


def measure(e: Examples, kept: np.ndarray, corpus: str) -> dict[str, float]:
    found: dict[int, Spans] = defaultdict(list)
    for row in np.flatnonzero(kept > 0):
        found[e.of[row]].append(e.spans[row])
    n = Counter[str]()
    for number, text in enumerate(e.texts):
        if text.corpus == corpus:
            here = found[number]
            n["found"] += len(here)
            n["right"] += sum(any(touch(s, m) for m in text.marks) for s in here)
            n["marked"] += len(text.marks)
            n["recalled"] += sum(any(touch(s, m) for s in here) for m in text.marks)
    p, r = n["right"] / max(n["found"], 1), n["recalled"] / max(n["marked"], 1)
    out = {"precision": p, "recall": r, "f1": 2 * p * r / max(p + r, 1e-9)}
    if corpus == "babe":
        sums = np.bincount(e.of, weights=kept, minlength=len(e.texts))
        judged = [k for k, t in enumerate(e.texts) if t.biased is not None]
        biased = np.array([e.texts[k].biased for k in judged], bool)
        wins = mannwhitneyu(sums[judged][biased], sums[judged][~biased]).statistic
        out["auc"] = wins / (biased.sum() * (~biased).sum())
    return {k: round(100 * v, 1) for k, v in out.items()}


def ship(e: Examples, weights: Weights) -> None:
    kept = {name: weights.named[k] for name, k in e.names.items() if abs(weights.named[k]) >= 0.02}
    save(MODELS / "loaded.npz", weights.vector, kept, weights.constant)


def save(path: Path, vector: np.ndarray, named: dict[str, float], constant: float) -> None:
    """What `analysis.text.linear.load_scorer` reads."""
    new = path.with_suffix(".new.npz")
    np.savez_compressed(
        new,
        vector=vector.astype(np.float32),
        names=np.array(list(named)),
        named=np.array(list(named.values()), np.float32),
        constant=np.float64(constant),
    )
    new.replace(path)  # whoever loads the weights meanwhile gets the old ones whole
    seal(path.parent)


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("babe", type=Path)
    ap.add_argument("--spans", type=Path)
    ap.add_argument("--coded", type=Path, nargs=2, action="append", default=[])
    ap.add_argument("--ship", action="store_true")
    a = ap.parse_args()
    texts = babe(a.babe) + (basil(a.spans) if a.spans else [])
    examples = Examples(texts + [t for pair in a.coded for t in coded(*pair)])
    if a.ship:
        everything = (examples.vectors, examples.named, examples.share, examples.weight)
        ship(examples, fit(*everything))
    result = {"texts": Counter(t.corpus for t in examples.texts), "words": len(examples.of)}
    result["five folds, by outlet and article"] = figures(examples, cross_validate(examples))
    out = PROJECT / "benchmarks" / "results" / "loaded.json"
    out.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    for name, by in result["five folds, by outlet and article"].items():
        print(name, by)
