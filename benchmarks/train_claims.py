"""Train the choice of claims and of their kinds: python benchmarks/train_claims.py CODED TEXTS

CODED : folder with one folder a corpus, each with the JSON that `coding.py compile` writes
TEXTS : folder with one folder a corpus, each with the texts

The invented passages of tests/cases/claims.json, where all is coded, and the desk's claims of the
shipped article are trained on as well.

Two logistic models over named features and the encoder's vectors (`claims.select`, `claims.types`).
A candidate counts as right as far as its span is the coded one: Dice 0.5 is nothing, 0.95 is all.
Writes analysis/models/claims.npz and, with --folds, what cross-validation by article finds.
"""

from __future__ import annotations

import argparse
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import coding
import numpy as np
from scipy.sparse import csr_matrix, hstack, vstack
from seal import seal
from sklearn.linear_model import LogisticRegression

from analysis import Article, load_actors, load_case
from analysis.layers import attribution
from analysis.layers.actors.mentions import find_mentions
from analysis.layers.attribution.voice import Contents
from analysis.layers.claims import evidence
from analysis.layers.claims.grammar import token_range
from analysis.layers.claims.select import choose, place
from analysis.layers.claims.spans import Candidate, candidates
from analysis.layers.claims.types import TYPES, type_features
from analysis.paths import MODELS
from analysis.text import encoder, parse, whitespace
from analysis.text.linear import SpanVectors

CASES = Path(__file__).parent.parent / "tests" / "cases" / "claims.json"
DESK = 10.0  # the shipped article is where every claim must be found
STRENGTH, RARE, SCALE = 0.3, 3, 0.3  # chosen by cross-validation on the training part
NOTHING, ALL = 0.5, 0.95  # Dice with the coded span: what counts as wrong, as right


@dataclass
class Example:
    """Rows of one article: features, vectors, how right each candidate is, the coded types."""

    name: str
    spans: list[tuple[int, int]]
    found: list[Candidate]
    names: list[list[str]]
    vectors: np.ndarray
    right: np.ndarray
    coded: list[dict]
    type_names: list[list[str]] = field(default_factory=list)
    type_vectors: list[np.ndarray] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    figurative: list[bool] = field(default_factory=list)  # coded not_checkable
    weight: float = 1.0


def sentences(path: Path) -> Iterator[tuple[Article, dict]]:
    """The invented passages of the tests of which every claim is coded, each as an article."""
    for case in json.loads(path.read_text("utf-8")):
        text, claims = case["text"], []
        for claim in case["claims"]:
            start = text.find(claim["quote"])
            if start >= 0:
                place = {"start": start, "end": start + len(claim["quote"])}
                claims.append(place | {"claim_type": claim.get("claim_type", "")})
        if case["count"] == len(claims) == len(case["claims"]):
            yield Article(case["id"], text), {"claims": claims}


def desk() -> Example:
    """The desk's claims of the shipped article, and only the candidates that overlap one of them.

    The desk chose among the claims, so that what it left out says nothing.
    """
    case = load_case()
    rows = [r for r in case.register.claims.to_dict("records") if r["registered_by"] == "desk"]
    claims = [r | {"start": int(r["start"]), "end": int(r["end"])} for r in rows]
    example = read(case.articles[0], {"claims": claims}, case.actors)
    near = [any(a < c["end"] and c["start"] < b for c in claims) for a, b in example.spans]
    kept = [n for n, inside in enumerate(near) if inside]
    example.names = [example.names[n] for n in kept]
    example.vectors, example.right = example.vectors[kept], example.right[kept]
    example.weight = DESK
    return example


def narrowed_claims(claims: list[dict], places: Sequence[int] | None) -> list[dict]:
    """Coded claims with their place in the copy with single spaces that the parser reads."""
    if places is None:
        return claims
    ends = [place + 1 for place in places]
    return [
        claim
        | {"start": bisect_left(places, claim["start"]), "end": bisect_left(ends, claim["end"]) + 1}
        for claim in claims
    ]


def read(article: Article, coded: dict, actors) -> Example:
    """One article's candidates with how right they are, and its coded claims with their types."""
    narrowed, places = whitespace.narrow(article)
    claims = narrowed_claims(coded["claims"], places)
    parsed = next(parse.parse([narrowed]))
    contents = Contents(attribution.find_attributions(parsed, find_mentions(parsed, actors)))
    everything = [(c, s) for s in parsed.sentences for c in candidates(parsed, s, contents)]
    means = SpanVectors(encoder.encode(parsed))
    names, vectors = evidence(parsed, everything, contents, means)
    spans = [place(parsed, c) for c, _ in everything]
    right = [
        max((coding.dice(g, {"start": a, "end": b}) for g in claims), default=0.0) for a, b in spans
    ]
    example = Example(
        article.article_id,
        spans,
        [c for c, _ in everything],
        names,
        vectors,
        np.clip((np.array(right) - NOTHING) / (ALL - NOTHING), 0, 1),
        claims,
    )
    for claim in claims:
        if not claim["claim_type"]:
            continue
        first, last = token_range(parsed, claim["start"], claim["end"])
        row = contents.rows.get(contents.voice(claim["start"], claim["end"]))
        root = parsed.doc[first:last].root
        example.type_names.append(type_features(parsed, first, last, root, row))
        example.type_vectors.append(means.means([(claim["start"], claim["end"])])[0])
        example.types.append(claim["claim_type"])
        example.figurative.append(claim.get("machine_status") == "not_checkable")
    return example


def index(rows: list[list[str]], least: int) -> dict[str, int]:
    """Features seen often enough, by place."""
    seen = Counter(name for names in rows for name in set(names))
    return {name: n for n, name in enumerate(k for k, count in seen.items() if count >= least)}


def matrix(rows: list[list[str]], vectors: np.ndarray, places: dict[str, int]) -> csr_matrix:
    at = [(n, places[f]) for n, names in enumerate(rows) for f in set(names) if f in places]
    sparse = csr_matrix((np.ones(len(at)), tuple(zip(*at, strict=True))), (len(rows), len(places)))
    return hstack([sparse, csr_matrix(vectors * SCALE)]).tocsr()


def fit_claims(examples: list[Example]) -> tuple[dict[str, int], np.ndarray, np.ndarray]:
    """(places, weights, bias) of the choice: each candidate is right and wrong by its share."""
    rows = [names for e in examples for names in e.names]
    places = index(rows, RARE)
    x = matrix(rows, np.concatenate([e.vectors for e in examples]), places)
    right = np.concatenate([e.right for e in examples])
    worth = np.concatenate([np.full(len(e.right), e.weight) for e in examples])
    weight = np.r_[worth * right, worth * (1 - right)]
    kept = weight > 0
    model = LogisticRegression(C=STRENGTH, max_iter=500)
    model.fit(
        vstack([x, x])[kept],
        np.r_[np.ones(len(right)), np.zeros(len(right))][kept],
        sample_weight=weight[kept],
    )
    return places, model.coef_, model.intercept_


def fit_types(
    examples: list[Example], coded: str = "types"
) -> tuple[dict[str, int], np.ndarray, np.ndarray, list[str]]:
    """The same for the kinds of claims, or for coded="figurative"."""
    rows = [names for e in examples for names in e.type_names]
    places = index(rows, 2)
    x = matrix(rows, np.array([v for e in examples for v in e.type_vectors]), places)
    model = LogisticRegression(C=STRENGTH, max_iter=500).fit(
        x, [t for e in examples for t in getattr(e, coded)]
    )
    return places, model.coef_, model.intercept_, list(model.classes_)


def packed(places: dict[str, int], weights: np.ndarray, bias: np.ndarray) -> tuple:
    """(names, sparse, dense) as `linear.Head` wants them; the bias joins the feature "bias"."""
    sparse, dense = weights[:, : len(places)].T.copy(), weights[:, len(places) :].T * SCALE
    sparse[places["bias"]] += bias
    kept = np.abs(sparse).max(1) > 0.01
    names = [name for name, n in places.items() if kept[n]]
    return np.array(names), sparse[kept].astype(np.float16), dense.astype(np.float16)


def write(examples: list[Example]) -> None:
    names, sparse, dense = packed(*fit_claims(examples))
    places, weights, bias, classes = fit_types(examples)
    type_names, type_sparse, type_dense = packed(places, weights, bias)
    riddle_names, riddle_sparse, riddle_dense = packed(*fit_types(examples, "figurative")[:3])
    assert set(classes) <= set(TYPES)
    np.savez_compressed(
        MODELS / "claims.npz",
        claim_names=names,
        claim_sparse=sparse,
        claim_dense=dense,
        claim_classes=np.array(["claim"]),
        type_names=type_names,
        type_sparse=type_sparse,
        type_dense=type_dense,
        type_classes=np.array(classes),
        figurative_names=riddle_names,
        figurative_sparse=riddle_sparse,
        figurative_dense=riddle_dense,
        figurative_classes=np.array(["figurative"]),
    )
    seal()


def validate(examples: list[Example], invented: list[Example], folds: int) -> dict:
    """Cross-validation by article: F1 of spans at three overlaps, share of types right."""
    order = np.random.default_rng(1).permutation(len(examples))
    results: list[tuple[list[dict], list[dict]]] = []
    hits = n = 0
    for fold in range(folds):
        test = {int(i) for i in order[fold::folds]}
        train = [e for i, e in enumerate(examples) if i not in test] + invented
        places, weights, bias = fit_claims(train)
        type_places, type_weights, type_bias, classes = fit_types(train)
        for i in sorted(test):
            e = examples[i]
            z = matrix(e.names, e.vectors, places) @ weights.T + bias
            kept = choose(e.found, (1 / (1 + np.exp(-z)))[:, 0].tolist())
            ours = [{"start": e.spans[k][0], "end": e.spans[k][1]} for k in kept]
            results.append((e.coded, ours))
            if e.types:
                x = matrix(e.type_names, np.array(e.type_vectors), type_places)
                best = (x @ type_weights.T + type_bias).argmax(1)
                hits += sum(classes[b] == t for b, t in zip(best, e.types, strict=True))
                n += len(e.types)
    scores = {}
    for least in (0.5, 0.7, 0.95):
        matched = sum(len(coding.pairs(g, o, coding.dice, least)) for g, o in results)
        total = sum(len(g) + len(o) for g, o in results)
        scores[f"f1 at dice {least}"] = round(2 * matched / total, 3)
    return {"articles": len(examples), "claims": n, **scores, "type": round(hits / n, 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("coded", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--crisis-actors", type=Path, help="actors of the corpus named crisis")
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    shipped, crisis = load_actors(), None
    if args.crisis_actors:
        crisis = load_actors(args.crisis_actors)
    examples: list[Example] = []
    for path in sorted(args.coded.rglob("*.json")):
        corpus = path.parent.name
        text = coding.read_text(args.texts / corpus / f"{path.stem}.txt")
        actors = crisis if corpus == "crisis" and crisis is not None else shipped
        coded = json.loads(path.read_text("utf-8"))
        examples.append(read(Article(path.stem, text), coded, actors))
    read_cases = (read(*case, shipped) for case in sentences(CASES) if case[0].text)
    invented = [example for example in read_cases if example.found]
    invented.append(desk())
    if args.folds:
        print(json.dumps(validate(examples, invented, args.folds), indent=1))
    write(examples + invented)


if __name__ == "__main__":
    main()
