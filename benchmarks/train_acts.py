"""Train the weights of the acts layer and report five-fold figures.

    python benchmarks/train_acts.py PLOVER.csv [--ship]     (extra `train`; columns sentence, source, target, act)

The corpus names a pair and a code, not the word that carries the act: that word is latent. It starts as the ladder's trigger of
the right code nearest to both names and is chosen anew, three times, as the one that the weights find most likely. A phrase
of a sentence is a positive example of a role when it overlaps the gold name. Writes benchmarks/results/acts.json from the
folds, and with --ship analysis/models/acts.npz from all rows.
"""

import argparse
import csv
import json
import re
import time
from collections import Counter
from pathlib import Path

import numpy as np
from seal import seal
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from analysis import Article
from analysis.layers.acts.act_triggers import carrier, find_triggers
from analysis.layers.acts.decode import may_be_actor, read, role_candidates
from analysis.layers.acts.roles import PERSONAL
from analysis.layers.acts.tree import Tree
from analysis.layers.acts.weights import (
    code_features,
    code_probabilities,
    keep_features,
    probability,
)
from analysis.paths import MODELS, PROJECT
from analysis.text import parse

SAME = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
FEWEST = 2  # a feature seen in fewer examples is left out


def words(name):
    """The words by which a name is recognised: four letters or a capital."""
    return {w.lower() for w in re.findall(r"[^\W\d_]+", name) if len(w) > 3 or w[:1].isupper()} - {
        "the",
        "a",
        "an",
    }


class Example:
    """A row of the corpus with its parse, triggers and candidates (made once)."""

    def __init__(self, row, parsed, tree):
        self.row, self.act, self.tree = row, row["act"], tree
        self.gold = {"actor": words(row["source"]), "target": words(row["target"])}
        self.inside = {
            "actor": self._range(parsed, row["source"]),
            "target": self._range(parsed, row["target"]),
        }
        self.sentences, self.triggers = [(s.first, s.last) for s in parsed.sentences], []
        for first, last in self.sentences:
            triggers, roots = find_triggers(tree, first, last)
            for t in triggers:
                pairs = role_candidates(tree, t, first, last)
                self.triggers.append(
                    (t, roots, pairs, code_features(tree, t.i, t.frame, t.lines, roots))
                )
        self.latent = self._first_guess()

    def _range(self, parsed, name):
        at = parsed.article.text.find(name)
        return {t.i for t in parsed.doc if at <= t.idx < at + len(name)} if at >= 0 else set()

    def fits(self, i, role):
        return (
            i in self.inside[role] if self.inside[role] else bool(self.surface(i) & self.gold[role])
        )

    def surface(self, i):
        return words(" ".join(self.tree.text[slice(*self.tree.phrase(i))]))

    def _first_guess(self):
        def cost(n):
            t, _, pairs, _ = self.triggers[n]
            near = {
                role: min((len(s) for i, _, s in pairs if self.fits(i, role)), default=9)
                for role in self.gold
            }
            right = SAME.get(t.lines[0].plover, t.lines[0].plover) == self.act
            return sum(near.values()) + (0 if right else 6)

        best = min(range(len(self.triggers)), key=cost, default=None)
        return best if best is not None and cost(best) < 16 else None


def fit(features, labels, c):
    counts = Counter(f for fs in features for f in set(fs))
    kept = [{f: 1.0 for f in fs if counts[f] >= FEWEST} for fs in features]
    vectorizer = DictVectorizer()
    x = vectorizer.fit_transform(kept)
    model = LogisticRegression(C=c, max_iter=400, fit_intercept=False).fit(x, labels)
    return vectorizer.get_feature_names_out().tolist(), model


def train(examples, c=(0.3, 0.3, 0.5, 0.2), rounds=3):
    """Weights in the form of analysis.layers.acts.weights.load."""
    for e in examples:
        e.latent = e._first_guess()
    for _ in range(rounds):
        weights = {}
        for role, strength in zip(("actor", "target"), c):
            features, labels = [], []
            for e in examples:
                if e.latent is not None:
                    for i, fs, _ in e.triggers[e.latent][2]:
                        if (
                            role == "target"
                            and e.fits(i, "actor")
                            or e.tree.lower[i] in PERSONAL
                            and not e.fits(i, role)
                        ):
                            continue  # the corpus has no pronouns for names: their absence there teaches nothing
                        features.append(fs)
                        labels.append(e.fits(i, role))
            names, model = fit(features, labels, strength)
            weights[role] = dict(zip(names, model.coef_[0].tolist()))
        chosen = [e for e in examples if e.latent is not None]
        names, model = fit([e.triggers[e.latent][3] for e in chosen], [e.act for e in chosen], c[2])
        weights["code"], weights["classes"] = (
            dict(zip(names, model.coef_.T)),
            tuple(model.classes_.tolist()),
        )
        for e in examples:
            choose(e, weights)
    features, labels = [], []
    for e in examples:
        for n, (t, _, pairs, code) in enumerate(e.triggers):
            p_actor = max(
                (probability(weights["actor"], fs) for _, fs, s in pairs if may_be_actor(t, s)),
                default=0.0,
            )
            p_target = max((probability(weights["target"], fs) for _, fs, _ in pairs), default=0.0)
            p_code = float(code_probabilities(weights, code).max())
            features.append(
                keep_features(
                    e.tree, t.i, t.lines, p_actor, p_target, p_code, carrier(e.tree, t.i) >= 0
                )
            )
            labels.append(n == e.latent)
    names, model = fit(features, labels, c[3])
    weights["keep"] = dict(zip(names, model.coef_[0].tolist()))
    return weights


def choose(e, weights):
    """The word that carries the act: right names and right code at once most likely."""

    def likelihood(n):
        _, _, pairs, code = e.triggers[n]
        p = code_probabilities(weights, code)[weights["classes"].index(e.act)]
        for role in ("actor", "target"):
            p *= max(
                (probability(weights[role], fs) for i, fs, _ in pairs if e.fits(i, role)),
                default=0.02,
            )
        return p

    best = max(range(len(e.triggers)), key=likelihood, default=None)
    e.latent = best if best is not None and likelihood(best) > 1e-4 else None


def predict(e, weights):
    found = []
    for first, last in e.sentences:
        for r in read(e.tree, first, last, weights):
            actor, target = (
                set().union(*(e.surface(i) for i in heads)) for heads in (r.actors, r.targets)
            )
            found.append((actor, target, SAME.get(r.line.plover, r.line.plover), r))
    return found


def score(examples, predictions):
    """The measures of the scorer that the project was given: rows of which each holds (hits) of all rows (n), and acts per 100 rows."""
    n, confused = Counter(), Counter()
    for e, got in zip(examples, predictions):
        src = [g for g in got if g[0] & e.gold["actor"]]
        both = [g for g in src if g[1] & e.gold["target"]]
        n["actor"] += bool(src)
        n["actor+target"] += bool(both)
        n["actor+target+act"] += e.act in {g[2] for g in both}
        n["actor+act"] += e.act in {g[2] for g in src}
        n["best"] += e.act in {g[2] for g in got}
        n["acts"] += len(got)
        if e.act not in {g[2] for g in got}:
            confused[e.act, got[0][2] if got else ""] += 1
    acts = n.pop("acts")
    return {k: {"hits": v, "n": len(examples)} for k, v in n.items()} | {
        "acts": round(100 * acts / len(examples), 1)
    }, confused


def load(path):
    rows = list(csv.DictReader(open(path, encoding="utf-8", newline="")))
    sentences = list(dict.fromkeys(r["sentence"] for r in rows))
    parses = {
        s: p
        for s, p in zip(
            sentences, parse.parse(Article(f"s{i}", s) for i, s in enumerate(sentences))
        )
    }
    trees = {s: Tree(p.doc) for s, p in parses.items()}
    return [Example(r, parses[r["sentence"]], trees[r["sentence"]]) for r in rows]


def cross_validate(examples, folds=5):
    groups = [e.row["sentence"] for e in examples]
    predictions = [None] * len(examples)
    for learn, test in GroupKFold(folds).split(examples, groups=groups):
        weights = train([examples[i] for i in learn])
        for i in test:
            predictions[i] = predict(examples[i], weights)
    return predictions


def ship(weights, path=MODELS / "acts.npz"):
    """Arrays of names and float32 weights, weights near nothing left out; no pickles."""
    arrays = {"classes": np.array(weights["classes"])}
    for role in ("actor", "target", "keep"):
        kept = {f: w for f, w in weights[role].items() if abs(w) >= 0.01}
        arrays[role + "_names"], arrays[role] = (
            np.array(list(kept)),
            np.array(list(kept.values()), dtype=np.float32),
        )
    kept = {f: w for f, w in weights["code"].items() if np.abs(w).max() >= 0.02}
    arrays["code_names"], arrays["code"] = (
        np.array(list(kept)),
        np.array(list(kept.values()), dtype=np.float32),
    )
    new = path.with_suffix(".new.npz")
    np.savez_compressed(new, **arrays)
    new.replace(path)  # whoever loads the weights meanwhile gets the old ones whole
    seal(path.parent)


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("corpus", type=Path)
    ap.add_argument("--ship", action="store_true")
    a = ap.parse_args()
    began = time.time()
    examples = load(a.corpus)
    print(
        len(examples),
        "rows,",
        sum(e.latent is None for e in examples),
        "without a trigger,",
        round(time.time() - began),
        "s",
    )
    figures, confused = score(examples, cross_validate(examples))
    print(figures, confused.most_common(25), round(time.time() - began), "s")
    out = PROJECT / "benchmarks" / "results" / "acts.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    known = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    known["plover_train, five folds"] = figures
    out.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    if a.ship:
        ship(train(examples))
