"""Score attributions against PolNeAR, as the design defines it, with bootstrap intervals by article.

Words are runs of letters and figures (hyphens and apostrophes inside); a word belongs to a span that holds any character
of it.  content, source, cue: word sets of a role over the whole article.  match: one-to-one, best dice first, at least 0.5
between the content words.  match+source: the same, and the predicted source holds the head word of the gold source (gold
without a source asks for a prediction without one).  direct: gold, or prediction, whose content holds or touches a double
quotation mark; indirect: the rest.  Regions that the annotators discarded count neither way.
"""

from __future__ import annotations

import re
from collections import defaultdict

import numpy as np

WORD = re.compile(r"\w+(?:[-'’.&/]\w+)*")
MARK = re.compile(r"[\"“”„‟«»]|''|``")
ROLES = ("content", "source", "cue")
MEASURES = (*ROLES, "match", "match_source")


class Words:
    """Offsets → numbers of words."""

    def __init__(self, text: str, discard=()):
        self.at = np.full(len(text) + 1, -1)
        for n, m in enumerate(WORD.finditer(text)):
            self.at[m.start() : m.end()] = n
        self.left_out = self._numbers(discard)

    def _numbers(self, spans) -> set[int]:
        return {int(n) for s, e in spans for n in self.at[s:e]} - {-1}

    def __call__(self, spans) -> set[int]:
        return self._numbers(spans) - self.left_out


def is_direct(text: str, spans) -> bool:
    """A double quotation mark stands in one of the spans or at its edge."""

    def marked(s, e):
        wide = 2 if MARK.search(text[max(0, s - 1) : s] + text[e : e + 1]) else 0
        return MARK.search(text[max(0, s - wide) : e + wide])

    return any(marked(s, e) for s, e in spans)


def _one_to_one(pairs):
    gold, guess, kept = set(), set(), []
    for dice, g, p in sorted(pairs, key=lambda x: (-x[0], x[1], x[2])):
        if g not in gold and p not in guess:
            gold.add(g)
            guess.add(p)
            kept.append((g, p))
    return kept


def score_article(
    text: str, gold: list[dict], guess: list[dict], discard=()
) -> tuple[dict, list[tuple[dict, bool]]]:
    """({measure or measure.kind: counts}, [(prediction, right)] of every prediction that counts).

    counts: right among predictions, predictions, right among gold, gold.
    """
    words = Words(text, discard)
    sides = []
    for rows in (gold, guess):
        sets = [{role: words(row[role]) for role in ROLES} for row in rows]
        keep = [i for i, s in enumerate(sets) if s["content"]]
        sides.append(
            (
                [rows[i] for i in keep],
                [sets[i] for i in keep],
                [is_direct(text, rows[i]["content"]) for i in keep],
            )
        )
    (gold, gold_words, gold_direct), (guess, guess_words, guess_direct) = sides
    counts = defaultdict(lambda: np.zeros(4))
    kinds = (("", None), (".direct", True), (".indirect", False))
    for role in ROLES:
        every_gold = set().union(*(g[role] for g in gold_words))
        every_guess = set().union(*(p[role] for p in guess_words))
        for suffix, kind in kinds:
            g = set().union(
                *(w[role] for w, d in zip(gold_words, gold_direct) if kind in (None, d))
            )
            p = set().union(
                *(w[role] for w, d in zip(guess_words, guess_direct) if kind in (None, d))
            )
            counts[role + suffix] += [len(p & every_gold), len(p), len(g & every_guess), len(g)]
    pairs, with_source = [], []
    for i, g in enumerate(gold_words):
        head = int(words.at[gold[i]["head"]]) if gold[i]["source"] else None
        if head == -1:
            head = max(g["source"], default=None)
        for j, p in enumerate(guess_words):
            dice = 2 * len(g["content"] & p["content"]) / (len(g["content"]) + len(p["content"]))
            if dice >= 0.5:
                pairs.append((dice, i, j))
                if head in p["source"] if head is not None else not p["source"]:
                    with_source.append((dice, i, j))
    right = set()
    for name, candidates in (("match", pairs), ("match_source", with_source)):
        kept = _one_to_one(candidates)
        right = {p for _, p in kept}
        for suffix, kind in kinds:
            counts[name + suffix] += [
                sum(kind in (None, guess_direct[p]) for _, p in kept),
                sum(kind in (None, d) for d in guess_direct),
                sum(kind in (None, gold_direct[g]) for g, _ in kept),
                sum(kind in (None, d) for d in gold_direct),
            ]
    return dict(counts), [(row, j in right) for j, row in enumerate(guess)]


def f1(counts) -> float:
    """Percent; harmonic mean of precision and recall, each of its own denominator."""
    precision, recall = counts[0] / max(counts[1], 1), counts[2] / max(counts[3], 1)
    return 100 * 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def summary(per_article: list[dict], draws: int = 1000, seed: int = 7) -> list[dict]:
    """One row a measure and kind: precision, recall, F1 in percent, 95 % interval of F1 from resampled articles."""
    rng = np.random.default_rng(seed)
    picks = rng.integers(0, len(per_article), (draws, len(per_article)))
    rows = []
    for kind in ("", ".direct", ".indirect"):
        for measure in MEASURES:
            table = np.array([a.get(measure + kind, np.zeros(4)) for a in per_article])
            total = table.sum(0)
            low, high = np.percentile([f1(table[p].sum(0)) for p in picks], [2.5, 97.5])
            rows.append(
                {
                    "measure": measure,
                    "kind": kind[1:] or "all",
                    "n_gold": int(total[3]),
                    "n_predicted": int(total[1]),
                    "precision": round(100 * total[0] / max(total[1], 1), 1),
                    "recall": round(100 * total[2] / max(total[3], 1), 1),
                    "f1": round(f1(total), 1),
                    "low": round(low, 1),
                    "high": round(high, 1),
                }
            )
    return rows


def reliability(scored: list[tuple[float, bool]], bins: int = 10) -> list[dict]:
    """Predictions in bins of score: n, mean score, share that was right (content and source)."""
    scores, right = np.array([s for s, _ in scored]), np.array([r for _, r in scored])
    place = np.minimum((scores * bins).astype(int), bins - 1)
    return [
        {
            "bin": f"{b / bins:.1f}-{(b + 1) / bins:.1f}",
            "n": int((place == b).sum()),
            "mean_score": round(float(scores[place == b].mean()), 3),
            "observed_precision": round(float(right[place == b].mean()), 3),
        }
        for b in range(bins)
        if (place == b).any()
    ]
