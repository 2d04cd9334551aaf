r"""Train the score that says whom a loaded word is about, and report five-fold figures.

    python benchmarks/train_about.py [--spans BASIL.jsonl] [--coded LABELS TEXTS] ... [--ship]

Own sentences stand in `labels/about.json` (text, word, names, the one it is about or ""). BASIL
gives the target of each span of lexical bias; LABELS is a folder of compiled codings with the
actor of each loaded word, TEXTS that of their articles. The folds hold whole articles apart. No
name goes into the weights. Writes benchmarks/results/about.json, with --ship models/about.npz.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from train_loaded import FOLDS, fit, rows, save

from analysis import Article, load_actors
from analysis.layers.actors.mentions import Mention, find_mentions
from analysis.layers.attribution import find_attributions
from analysis.layers.attribution.voice import Contents
from analysis.layers.hedging.candidate import cue_head
from analysis.layers.loaded_about import ENOUGH, Named
from analysis.paths import MODELS, PROJECT
from analysis.text import parse

OWN = PROJECT / "benchmarks" / "labels" / "about.json"
INVENTED = PROJECT / "benchmarks" / "crisis" / "actors.csv"
LONGEST = 60  # characters of a span that is a word or a phrase
PENALTY, FEWEST, CUTS = (1.0, 1.0), 2, (0.4, 0.5, 0.6, 0.7)
OUR_WEIGHT = 2.0  # of our own sentences, which show the kinds that are rare in news


class Case(NamedTuple):
    """A loaded word: where it is from, whom it is about, and the names with their features."""

    corpus: str
    group: str
    about: str
    names: list[tuple[str, list[str]]]


def own() -> Iterator[Case]:
    for text, word, names, about in json.loads(OWN.read_text(encoding="utf-8")):
        parsed = next(parse.parse([Article("", text)]))
        mentions = []
        for name in names:
            start = text.index(name)
            inside = [t.i for t in parsed.doc if start <= t.idx < start + len(name)]
            place = inside[0], inside[-1] + 1
            mentions.append(Mention(start, start + len(name), name, *place, "name"))
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
    for start, length, about in places:
        span = parsed.doc.char_span(start, start + length, alignment_mode="expand")
        if span:
            voice = contents.voice(start, start + length)
            speaker = contents.rows[voice].get("speaker", "") if voice else ""
            word = cue_head(parsed.doc, span.start, span.end)
            yield Case(corpus, group, about, list(named.candidates(word, speaker)))


def same(one: str, other: str) -> bool:
    """'Trump' and 'Donald Trump': the last word decides; nobody is nobody."""
    return bool(one and other) and one.split()[-1] == other.split()[-1]


class Pairs:
    """Every name of every case: features, and whether the word is about it."""

    def __init__(self, cases: list[Case]) -> None:
        self.cases = cases
        pairs = [(n, actor, f) for n, case in enumerate(cases) for actor, f in case.names]
        self.of = np.array([n for n, *_ in pairs])
        self.actors = [actor for _, actor, _ in pairs]
        self.right = np.array([same(actor, cases[n].about) for n, actor, _ in pairs], float)
        self.weight = np.array([OUR_WEIGHT if cases[n].corpus == "own" else 1.0 for n in self.of])
        counts = Counter(name for *_, names in pairs for name in set(names))
        kept = [name for name, n in counts.items() if n >= FEWEST]
        self.names = {name: k for k, name in enumerate(kept)}
        cells = [
            (row, self.names[name])
            for row, (*_, names) in enumerate(pairs)
            for name in set(names)
            if name in self.names
        ]
        row, column = zip(*cells, strict=True)
        shape = len(pairs), len(self.names)
        self.x = csr_matrix((np.ones(len(row)), (row, column)), shape=shape)

    def fit(self, learn: np.ndarray) -> Any:
        none = np.zeros((int(learn.sum()), 1), np.float32)
        return fit(none, self.x[learn], self.right[learn], self.weight[learn], PENALTY)

    def cross_validate(self) -> np.ndarray:
        groups = {g: k % FOLDS for k, g in enumerate(sorted({c.group for c in self.cases}))}
        fold = np.array([groups[self.cases[n].group] for n in self.of])
        scores = np.zeros(len(fold))
        for k in range(FOLDS):
            test = fold == k
            none = np.zeros((int(test.sum()), 1), np.float32)
            scores[test] = self.fit(~test)(none, self.x[test])
        return scores

    def figures(self, scores: np.ndarray, cut: float) -> dict[str, dict[str, int]]:
        """By corpus: words, those that the coders give somebody, those named here, and rightly."""
        best: dict[int, tuple[float, str]] = {}
        for n, score, actor in zip(self.of, scores, self.actors, strict=True):
            best[n] = max(best.get(n, (cut, "")), (score, actor))
        table: dict[str, Counter[str]] = {}
        for n, case in enumerate(self.cases):
            actor = best.get(n, (cut, ""))[1]
            found = {"words": 1, "about somebody": bool(case.about)}
            found |= {"named": bool(actor), "right": same(actor, case.about)}
            table.setdefault(case.corpus, Counter()).update(found)
        return {corpus: dict(counts) for corpus, counts in table.items()}


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
        weights = pairs.fit(np.ones(len(pairs.of), bool))
        named = {name: float(weights.named[k]) for name, k in pairs.names.items()}
        save(MODELS / "about.npz", np.zeros(0), named, weights.constant)
        out = PROJECT / "benchmarks" / "results" / "about.json"
        out.write_text(json.dumps({"shipped from": ENOUGH} | result, indent=1) + "\n", "utf-8")
