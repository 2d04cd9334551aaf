r"""Train the score that says whom a loaded word is about, and report five-fold figures.

    python benchmarks/train_about.py [--spans BASIL.jsonl] [--coded LABELS TEXTS] ... [--ship]

Own sentences stand in `labels/about.json` (text, word, names, the one it is about or ""). BASIL
gives the target of each span of lexical bias; LABELS is a folder of compiled codings with the
actor of each loaded word, TEXTS that of their articles. The folds hold whole articles apart. No
name goes into the weights. Writes benchmarks/results/about.json, with --ship models/about.npz.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize
from train_loaded import FOLDS, rows, save

from analysis import Article, load_actors
from analysis.layers import loaded
from analysis.layers.actors.mentions import Mention, find_mentions
from analysis.layers.attribution import find_attributions
from analysis.layers.attribution.voice import Contents
from analysis.layers.hedging.candidate import cue_head
from analysis.layers.loaded_about import ENOUGH, Candidate, Named
from analysis.paths import MODELS, PROJECT
from analysis.text import parse

OWN = PROJECT / "benchmarks" / "labels" / "about.json"
INVENTED = PROJECT / "benchmarks" / "crisis" / "actors.csv"
LONGEST = 60  # characters of a span that is a word or a phrase
STATES, GROUPS = ("Orlan", "Varnia"), ("Reform", "Coast")  # in our own sentences; else persons
PARTIES = ("democrat", "republican")
PENALTY, FEWEST, CUTS = (600.0, 2.0), 2, (0.5, 0.6, ENOUGH, 0.8)  # on vectors, on features


class Case(NamedTuple):
    """A loaded word: where it is from, whom it is about, and the names with their features."""

    corpus: str
    group: str
    about: str
    names: list[Candidate]


def own() -> Iterator[Case]:
    for text, word, names, about in json.loads(OWN.read_text(encoding="utf-8")):
        parsed = next(parse.parse([Article("", text)]))
        mentions = []
        for name in names:
            start = text.index(name)
            inside = [t.i for t in parsed.doc if start <= t.idx < start + len(name)]
            place = inside[0], inside[-1] + 1
            kind = "group" if name.startswith(GROUPS) else "person"
            kind = "state" if name.startswith(STATES) else kind
            mentions.append(Mention(start, start + len(name), name, *place, "name", kind))
        yield from cases("own", text, parsed, mentions, [(text.index(word), len(word), about)])


def basil(path: Path) -> Iterator[Case]:
    for row in rows(path):
        spans = [
            (s["start"], s["end"], s["target"]) for s in row["spans"] if s["kind"] == "lexical"
        ]
        yield from article("basil", Article(row["id"], row["text"]), spans)


def coded(labels: Path, texts: Path) -> Iterator[Case]:
    for path in sorted(labels.glob("*.json")):
        marks = json.loads(path.read_text(encoding="utf-8"))["loaded"]
        text = (texts / f"{path.stem}.txt").read_text(encoding="utf-8")
        spans = [(r["start"], r["end"], r["about"]) for r in marks]
        yield from article(labels.name, Article(path.stem, text), spans)


def article(corpus: str, article: Article, spans: list[tuple[int, int, str]]) -> Iterator[Case]:
    if spans:
        actors = load_actors(INVENTED) if corpus == "crisis" else load_actors()
        parsed = next(parse.parse([article]))
        mentions = find_mentions(parsed, actors)
        said = find_attributions(parsed, mentions)
        places = [(a, b - a, about or "") for a, b, about in spans if b - a < LONGEST]
        yield from cases(corpus, article.article_id, parsed, mentions, places, said)


def cases(
    corpus: str,
    group: str,
    parsed: parse.Parsed,
    mentions: list[Mention],
    places: list[tuple[int, int, str]],
    said: list[dict[str, Any]] | None = None,
) -> Iterator[Case]:
    named, contents = Named(parsed, mentions), Contents(said or [])
    classes = loaded.classes_at(parsed)
    for start, length, about in places:
        span = parsed.doc.char_span(start, start + length, alignment_mode="expand")
        if span:
            voice = contents.voice(start, start + length)
            speaker = contents.rows[voice].get("speaker", "") if voice else ""
            word = cue_head(parsed.doc, span.start, span.end)
            kind = next((classes[t.i] for t in span if t.i in classes), loaded.JUDGING)
            yield Case(corpus, group, about, list(named.candidates(word, speaker, kind)))


def same(one: str, other: str) -> bool:
    """'Trump' and 'Donald Trump': the last word decides, or the party; nobody is nobody."""
    a, b = one.lower(), other.lower()
    party = any(name in a and name in b for name in PARTIES)
    return bool(a and b) and (party or a.split()[-1] == b.split()[-1])


class Pairs:
    """Every name of every case: features and vectors, and whether the word is about it."""

    def __init__(self, cases: list[Case]) -> None:
        self.cases = cases
        pairs = [(n, *name) for n, case in enumerate(cases) for name in case.names]
        self.of = np.array([n for n, *_ in pairs])
        self.actors = [actor for _, actor, *_ in pairs]
        self.right = np.array([same(actor, cases[n].about) for n, actor, *_ in pairs])
        counts = Counter(name for _, _, names, _ in pairs for name in set(names))
        kept = [name for name, n in counts.items() if n >= FEWEST]
        self.names = {name: k for k, name in enumerate(kept)}
        cells = [
            (row, self.names[name])
            for row, (_, _, names, _) in enumerate(pairs)
            for name in set(names)
            if name in self.names
        ]
        row, column = zip(*cells, strict=True)
        vectors = np.array([vector for *_, vector in pairs])
        self.mean, self.spread = vectors.mean(0), vectors.std(0) + 1e-6
        self.x = np.hstack([(vectors - self.mean) / self.spread, np.zeros((len(pairs), len(kept)))])
        self.x[np.array(row), vectors.shape[1] + np.array(column)] = 1

    def shares(self, z: np.ndarray) -> np.ndarray:
        """Scores of names → probability of each among those of its case and nobody (score 0)."""
        odds = np.exp(z)
        return odds / (1 + np.bincount(self.of, odds, len(self.cases))[self.of])

    def fit(self, learn: np.ndarray) -> np.ndarray:
        """Weights, with them the names of a case compete; learn : which names are seen."""
        x, size = self.x[learn], self.x.shape[1]
        of, right = self.of[learn], self.right[learn]
        penalty = np.repeat(PENALTY, (len(self.mean), size - len(self.mean)))

        def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
            odds = np.exp(x @ w)
            total = 1 + np.bincount(of, odds, len(self.cases))
            found = np.bincount(of, odds * right, len(self.cases))
            wanted = np.where(found > 0, found, 1.0)  # where nobody is right: the share of nobody
            after = np.where(right, odds / wanted[of], 0.0)
            slope = x.T @ (odds / total[of] - after) + penalty * w
            return float(np.log(total / wanted).sum() + penalty @ w**2 / 2), slope

        return minimize(loss, np.zeros(size), jac=True, method="L-BFGS-B").x

    def cross_validate(self) -> np.ndarray:
        groups = {g: k % FOLDS for k, g in enumerate(sorted({c.group for c in self.cases}))}
        fold = np.array([groups[self.cases[n].group] for n in self.of])
        scores = np.zeros(len(fold))
        for k in range(FOLDS):
            test = fold == k
            scores[test] = self.x[test] @ self.fit(~test)
        return self.shares(scores)

    def figures(self, scores: np.ndarray, cut: float) -> dict[str, dict[str, int]]:
        """By corpus: words, those that the coders give somebody, those named here, and rightly."""
        sums: dict[int, Counter[str]] = defaultdict(Counter)
        for n, score, actor in zip(self.of, scores, self.actors, strict=True):
            sums[n][actor] += score
        table: dict[str, Counter[str]] = {}
        for n, case in enumerate(self.cases):
            actor, most = max(sums[n].items(), key=lambda x: x[1], default=("", 0.0))
            actor = actor if most >= cut else ""
            found = {"words": 1, "about somebody": bool(case.about)}
            found |= {"named": bool(actor), "right": same(actor, case.about)}
            table.setdefault(case.corpus, Counter()).update(found)
        return {corpus: dict(counts) for corpus, counts in table.items()}

    def ship(self) -> None:
        weights = self.fit(np.ones(len(self.of), bool))
        vector = weights[: len(self.mean)] / self.spread
        named = {name: float(weights[len(vector) + k]) for name, k in self.names.items()}
        save(MODELS / "about.npz", vector, named, float(-vector @ self.mean))


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--spans", type=Path)
    ap.add_argument("--coded", type=Path, nargs=2, action="append", default=[])
    ap.add_argument("--ship", action="store_true")
    a = ap.parse_args()
    known = [*own(), *(basil(a.spans) if a.spans else [])]
    pairs = Pairs([*known, *(case for pair in a.coded for case in coded(*pair))])
    scores = pairs.cross_validate()
    result = {f"five folds, named from {cut}": pairs.figures(scores, cut) for cut in CUTS}
    print(json.dumps(result, indent=1))
    if a.ship:
        pairs.ship()
        out = PROJECT / "benchmarks" / "results" / "about.json"
        out.write_text(json.dumps({"shipped from": ENOUGH} | result, indent=1) + "\n", "utf-8")
