"""Train which claims an answer answers: python benchmarks/train_answers.py CODED TEXTS

CODED : folder with one folder a corpus, each with the JSON that `coding.py compile` writes
TEXTS : folder with one folder a corpus, each with the texts

Trained on these, on the invented passages of `labels/answers.json` and on the invented articles of
`labels/recoded`. A logistic model (`claims.links`): does an answer that the rules propose answer a
claim that the machine found? Writes analysis/models/answers.npz and, with --folds, what
cross-validation by article finds.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import coding
import numpy as np
from score_layers import RESPONSES
from seal import seal
from sklearn.linear_model import LogisticRegression
from train_claims import SCALE, index, matrix, narrowed_claims, packed

from analysis import Article, load_actors
from analysis.layers import attribution, claims
from analysis.layers.actors.mentions import find_mentions
from analysis.layers.attribution.voice import Contents
from analysis.layers.claims import links
from analysis.layers.claims.voices import Voices
from analysis.paths import MODELS
from analysis.text import parse, whitespace
from analysis.text.linear import sigmoid

HERE = Path(__file__).parent
OLD = ("claims_development.json", "claims_heldout.json", "../tests/cases/claims_articles.json")
STRENGTH, RARE = 0.1, 3  # chosen by cross-validation


@dataclass
class Example:
    """One article: pairs of answer and claim, and what is coded."""

    name: str
    corpus: str
    coded: list[tuple[int, int, str, str]]  # start, end, kind, claim
    places: list[tuple[int, int, str, str]] = field(default_factory=list)  # of the machine's pairs
    ids: list[int] = field(default_factory=list)  # claims of the pairs
    least: list[float] = field(default_factory=list)  # probabilities from which they are shown
    told: list[tuple[tuple, int]] = field(default_factory=list)  # linked by rule: "denied that P"
    names: list[list[str]] = field(default_factory=list)
    dense: list[np.ndarray] = field(default_factory=list)

    def right(self) -> np.ndarray:
        """Which pairs are coded: the passages overlap, and the claim is the coded one."""
        return np.array(
            [
                any(c == claim and s < end and start < e for s, e, _, claim in self.coded)
                for start, end, _, c in self.places
            ],
            float,
        )


def find(text: str, quote: str) -> tuple[int, int]:
    """Place of a coded quote, "words#2" the second; parts of a broken one joined by " ... "."""
    words, _, nth = quote.rpartition("#") if quote.rpartition("#")[2].isdigit() else (quote, "", 1)
    first, *rest = words.split(" ... ")
    start = -1
    for _ in range(int(nth)):
        start = text.index(first, start + 1)
    end = start + len(first)
    for part in rest:
        end = text.index(part, end) + len(part)
    return start, end


def written() -> Iterator[tuple[Article, dict]]:
    """The invented passages and articles in the form of a compiled coding."""
    for row in json.loads((HERE / "labels" / "answers.json").read_text("utf-8")):
        coded: dict[str, list[dict]] = {"claims": [], "responses": []}
        for claim in row["claims"]:
            start, end = find(row["text"], claim["quote"])
            coded["claims"].append({"id": claim["id"], "start": start, "end": end})
        for answer in row["responses"]:
            start, end = find(row["text"], answer["quote"])
            place = {"claim_id": answer["claim"], "start": start, "end": end}
            coded["responses"].append(place | {"response": answer["response"]})
        yield Article(row["id"], row["text"]), coded
    for name in OLD:
        for row in json.loads((HERE / name).read_text("utf-8")):
            path = HERE / "labels" / "recoded" / f"{row['id']}.json"
            if path.exists():
                yield Article(row["id"], row["text"]), json.loads(path.read_text("utf-8"))


def read(article: Article, coded: dict, actors, corpus: str) -> Example:
    narrowed, places = whitespace.narrow(article)
    coded = {k: narrowed_claims(coded[k], places) for k in ("claims", "responses")}
    parsed = next(parse.parse([narrowed]))
    mentions = find_mentions(parsed, actors)
    contents = Contents(attribution.find_attributions(parsed, mentions))
    voices = Voices(parsed, contents, mentions)
    found, answers = claims.read(parsed, contents, voices)
    kinds = ((r, RESPONSES.get(r["response"], r["response"])) for r in coded["responses"])
    example = Example(
        article.article_id,
        corpus,
        [(r["start"], r["end"], kind, r["claim_id"]) for r, kind in kinds],
    )
    rows = [{"start": c.start, "end": c.end, "n": n} for n, c in enumerate(found)]
    same = {m["n"]: g["id"] for g, m in coding.pairs(coded["claims"], rows, coding.dice, 0.5)}
    numbers = {id(c): n for n, c in enumerate(found)}
    meanings = links.Meanings(parsed) if found else None
    for a in answers if meanings is not None else ():
        told = links.inside(a, found)
        near, names, dense = links.pairs(parsed, a, found, voices, meanings)
        here = [(a.start, a.end, a.response, same.get(numbers[id(c)], "")) for c in (*told, *near)]
        ids = [numbers[id(c)] for c in (*told, *near)]
        example.told += zip(here[: len(told)], ids, strict=False)
        example.places += here[len(told) :]
        example.ids += ids[len(told) :]
        example.least += [links.least(a)] * len(near)
        example.names += names
        example.dense += list(dense)
    return example


def fit(examples: list[Example], strength: float = STRENGTH) -> tuple:
    """(places, weights, bias) of the choice."""
    examples = [e for e in examples if e.names]
    names = [row for e in examples for row in e.names]
    places = index(names, RARE)
    x = matrix(names, np.array([d for e in examples for d in e.dense]) / SCALE, places)
    model = LogisticRegression(C=strength, max_iter=500)
    model.fit(x, np.concatenate([e.right() for e in examples]))
    return places, model.coef_, model.intercept_


def predicted(e: Example, model: tuple) -> np.ndarray:
    places, weights, bias = model
    return sigmoid(matrix(e.names, np.array(e.dense) / SCALE, places) @ weights[0] + bias)


def counts(e: Example, kept: np.ndarray) -> tuple[int, int]:
    """(right, shown) links as the benchmark counts them: each coded answer once."""
    shown: list[tuple] = []
    rows = zip(e.places, e.ids, kept, strict=True)
    for (start, end, kind, claim), n in [*e.told, *((p, n) for p, n, keep in rows if keep)]:
        again = any(n == m and kind == k and start < t and s < end for s, t, k, _, m in shown)
        if not again:
            shown.append((start, end, kind, claim, n))
    used: set[int] = set()
    for start, end, _, claim, _ in shown:
        hits = (i for i, (s, t, _, c) in enumerate(e.coded) if c == claim and s < end and start < t)
        used |= set([i for i in hits if i not in used][:1])
    return len(used), len(shown)


def validate(examples: list[Example], folds: int, strength: float) -> list[str]:
    """Precision and recall of links on the machine's claims about the least scores, by article."""
    order = np.random.default_rng(1).permutation(len(examples))
    given = {i: np.zeros(0) for i, e in enumerate(examples) if e.told}
    for fold in range(folds):
        test = {int(i) for i in order[fold::folds]}
        model = fit([e for i, e in enumerate(examples) if i not in test], strength)
        given |= {i: predicted(examples[i], model) for i in test if examples[i].names}
    lines = []
    for part in ("", *sorted({e.corpus for e in examples})):
        chosen = [i for i, e in enumerate(examples) if not part or part == e.corpus]
        coded = sum(len(examples[i].coded) for i in chosen)
        lines.append(f"{part or 'all'}: {len(chosen)} articles, {coded} coded")
        for times in (0.7, 0.85, 1.0, 1.15, 1.5, 2.0):
            pairs = [
                counts(examples[i], given[i] > times * np.array(examples[i].least))
                for i in chosen
                if i in given
            ]
            hits, shown = (sum(column) for column in zip(*pairs, strict=True))
            r, p = hits / coded, hits / max(shown, 1)
            f = 2 * p * r / max(p + r, 1e-9)
            lines.append(
                f"  {times} of the least: recall {r:.2f} precision {p:.2f} F {f:.3f} ({shown})"
            )
    return lines


def write(examples: list[Example]) -> None:
    names, sparse, dense = packed(*fit(examples))
    np.savez_compressed(
        MODELS / links.MODEL,
        link_names=names,
        link_sparse=sparse,
        link_dense=dense / np.float16(SCALE),
        link_classes=np.array(["link"]),
    )
    seal()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("coded", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--crisis-actors", type=Path, help="actors of the corpus named crisis")
    parser.add_argument("--folds", type=int, default=0)
    args = parser.parse_args()
    shipped = load_actors()
    crisis = load_actors(args.crisis_actors) if args.crisis_actors else shipped
    examples = [read(*case, shipped, "written") for case in written()]
    for path in sorted(args.coded.rglob("*.json")):
        corpus = path.parent.name
        article = Article(path.stem, coding.read_text(args.texts / corpus / f"{path.stem}.txt"))
        actors = crisis if corpus == "crisis" else shipped
        coded = json.loads(path.read_text("utf-8"))
        examples.append(read(article, coded, actors, corpus if corpus == "crisis" else "real"))
    if args.folds:
        print("\n".join(validate(examples, args.folds, STRENGTH)))
    write(examples)


if __name__ == "__main__":
    main()
