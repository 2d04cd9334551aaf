"""Train which claims an answer answers: python benchmarks/train_answers.py CODED TEXTS

CODED : folder with one folder a corpus, each with the JSON that `coding.py compile` writes
TEXTS : folder with one folder a corpus, each with the texts

Trained on these, on the invented passages of `labels/answers.json` and `tests/cases/claims.json`
and on the invented articles of `labels/recoded`. Boosted trees (`claims.links`): does an answer
answer a claim told before? Learned from the machine's answers and claims, and from the coded ones.
Writes analysis/models/answers.npz and, with --folds, what cross-validation by article finds.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import coding
import numpy as np
from score_layers import RESPONSES
from seal import seal
from sklearn.ensemble import HistGradientBoostingClassifier
from train_claims import CASES, narrowed_claims

from analysis import Article, load_actors
from analysis.layers import attribution, claims
from analysis.layers.actors.mentions import find_mentions
from analysis.layers.attribution.voice import Contents
from analysis.layers.claims import answers as answers_module
from analysis.layers.claims import links
from analysis.layers.claims.grammar import token_range
from analysis.layers.claims.spans import Candidate, clause_heads
from analysis.layers.claims.units import Claim
from analysis.layers.claims.voices import Voices
from analysis.paths import MODELS
from analysis.text import encoder, parse, whitespace
from analysis.text.linear import SpanVectors

HERE = Path(__file__).parent
TESTED = 4.0  # passages of two sentences, in which nothing may be missed
OLD = ("claims_development.json", "claims_heldout.json", "../tests/cases/claims_articles.json")


@dataclass
class Example:
    """One article: pairs of answer and claim, and what is coded."""

    name: str
    corpus: str
    coded: list[tuple[int, int, str, str]]  # start, end, kind, claim
    places: list[tuple[int, int, str, str]] = field(default_factory=list)  # of the machine's pairs
    ids: list[int] = field(default_factory=list)  # claims of the pairs
    told: list[tuple[tuple, int]] = field(default_factory=list)  # linked by rule: "denied that P"
    rows: list[np.ndarray] = field(default_factory=list)
    more: list[np.ndarray] = field(default_factory=list)  # pairs with coded answers and claims
    right: list[bool] = field(default_factory=list)  # of rows and then of more
    weight: float = 1.0

    def linked(self, a: answers_module.Answer, claim: str) -> bool:
        """Is a pair coded: the passages overlap, and the claim is the coded one?"""
        return any(c == claim and s < a.end and a.start < e for s, e, _, c in self.coded)


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


def tested() -> Iterator[tuple[Article, dict]]:
    """The passages of the tests that say which answers they hold."""
    for row in json.loads(CASES.read_text("utf-8")):
        if "responses" in row or "no_responses" in row:
            yield Article(row["id"], row["text"]), of_case(row)


def of_case(row: dict) -> dict:
    """The same of a passage of the tests, whose answers tell a part of a claim."""
    claims = []
    for n, claim in enumerate(row["claims"]):
        if (start := row["text"].find(claim["quote"])) >= 0:
            claims.append({"id": n, "start": start, "end": start + len(claim["quote"])})
    responses = []
    for answer in row.get("responses", ()):
        start = row["text"].index(answer["quote"])
        told = row["text"].index(answer["claim"])
        name = next((c["id"] for c in claims if c["start"] <= told < c["end"]), "")
        place = {"claim_id": name, "start": start, "end": start + len(answer["quote"])}
        responses.append(place | {"response": answer["response"]})
    return {"claims": claims, "responses": responses}


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
    weights = links.rarity(parsed)
    for a in answers:
        told = links.inside(a, found)
        near, measured = links.pairs(parsed, a, found, voices, weights)
        here = [(a.start, a.end, a.response, same.get(numbers[id(c)], "")) for c in (*told, *near)]
        ids = [numbers[id(c)] for c in (*told, *near)]
        example.told += zip(here[: len(told)], ids, strict=False)
        example.places += here[len(told) :]
        example.ids += ids[len(told) :]
        example.rows += list(measured)
        example.right += [example.linked(a, claim) for *_, claim in here[len(told) :]]
    real, names = coded_claims(parsed, coded["claims"], contents, voices)
    missed = list(coded_answers(parsed, example.coded, answers, voices))
    named = {id(c): name for c, name in zip(real, names, strict=True)}
    named |= {id(c): same.get(n, "") for n, c in enumerate(found)}
    for some, among in (([*answers, *missed], real), (missed, found)):
        for a in some:
            near, measured = links.pairs(parsed, a, among, voices, weights)
            example.more += list(measured)
            example.right += [example.linked(a, named[id(c)]) for c in near]
    return example


def coded_claims(
    parsed: parse.Parsed, coded: Sequence[dict], contents: Contents, voices: Voices
) -> tuple[list[Claim], list[str]]:
    """The coded claims as the layer would have them, with their ids."""
    found, names = [], []
    for row in sorted(coded, key=lambda c: (c["start"], c["end"])):
        first, last = token_range(parsed, row["start"], row["end"])
        head = parsed.doc[first:last].root if first < last else None
        sentence = parsed.sentence_of(head.idx) if head is not None else None
        if sentence is not None:
            voice = contents.rows.get(contents.voice(head.idx, head.idx + len(head)))
            cut = Candidate(first, last, head, "full", voice)
            found.append(claims._claim(parsed, cut, sentence, 0.7, voices))
            names.append(row["id"])
    claims._give_types(parsed, found, contents, SpanVectors(encoder.encode(parsed)))
    return found, names


def coded_answers(
    parsed: parse.Parsed,
    coded: Sequence[tuple[int, int, str, str]],
    known: Sequence[answers_module.Answer],
    voices: Voices,
) -> Iterator[answers_module.Answer]:
    """The coded answers of which no rule knows."""
    for start, end, kind in sorted({place[:3] for place in coded}):
        first, last = token_range(parsed, start, end)
        missed = first < last and not any(a.start < end and start < a.end for a in known)
        head = parsed.doc[first:last].root if missed else None
        sentence = parsed.sentence_of(head.idx) if head is not None else None
        if sentence is None:
            continue
        heads = {**clause_heads(parsed, sentence, participles=True), head.i: head}
        evidence, target = answers_module._evidence, answers_module._target
        names = evidence(head) if kind == "no_evidence" else target(head)
        a = answers_module._answer(parsed, sentence, voices, kind, head, head, *names, heads)
        a.start, a.end = start, end
        yield a


def fit(examples: list[Example]) -> HistGradientBoostingClassifier:
    model = HistGradientBoostingClassifier(
        max_iter=150,
        learning_rate=0.05,
        max_leaf_nodes=12,
        min_samples_leaf=15,
        l2_regularization=5,
        max_features=0.3,
        random_state=0,
    )
    rows = [row for e in examples for row in (*e.rows, *e.more)]
    right = np.concatenate([e.right for e in examples if e.right])
    weight = np.concatenate([[e.weight] * len(e.right) for e in examples])
    return model.fit(np.array(rows), right, sample_weight=weight)


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


def validate(examples: list[Example], folds: int) -> list[str]:
    """Precision and recall of links on the machine's claims at several limits, by article."""
    order = np.random.default_rng(1).permutation(len(examples))
    given = {i: np.zeros(0) for i, e in enumerate(examples) if e.told}
    for fold in range(folds):
        test = {int(i) for i in order[fold::folds]}
        model = fit([e for i, e in enumerate(examples) if i not in test])
        rows = {i: np.array(examples[i].rows) for i in test if examples[i].rows}
        given |= {i: model.predict_proba(x)[:, 1] for i, x in rows.items()}
    lines = []
    for part in ("", *sorted({e.corpus for e in examples})):
        chosen = [i for i, e in enumerate(examples) if not part or part == e.corpus]
        coded = sum(len(examples[i].coded) for i in chosen)
        lines.append(f"{part or 'all'}: {len(chosen)} articles, {coded} coded")
        for limit in (0.3, 0.4, 0.45, 0.5, 0.55, 0.6):
            pairs = [counts(examples[i], given[i] > limit) for i in chosen if i in given]
            hits, shown = (sum(column) for column in zip(*pairs, strict=True))
            r, p = hits / coded, hits / max(shown, 1)
            f = 2 * p * r / max(p + r, 1e-9)
            lines.append(f"  {limit}: recall {r:.2f} precision {p:.2f} F {f:.3f} ({shown})")
    return lines


def write(examples: list[Example]) -> None:
    """Nodes of every tree by column, limit, ways on and value; a leaf leads back to itself."""
    model = fit(examples)
    trees = [one.nodes for (one,) in model._predictors]
    most = max(map(len, trees))
    nodes = np.zeros((len(trees), most, 3), np.int16)
    limits, values = np.zeros((len(trees), most)), np.zeros((len(trees), most), np.float32)
    for n, tree in enumerate(trees):
        ends, own = tree["is_leaf"].astype(bool), np.arange(len(tree))
        nodes[n, : len(tree), 0] = np.where(ends, 0, tree["feature_idx"])
        nodes[n, : len(tree), 1] = np.where(ends, own, tree["left"])
        nodes[n, : len(tree), 2] = np.where(ends, own, tree["right"])
        limits[n, : len(tree)], values[n, : len(tree)] = tree["num_threshold"], tree["value"]
    constant = np.float64(model._baseline_prediction.item())
    path = MODELS / links.MODEL
    np.savez_compressed(path, nodes=nodes, limits=limits, values=values, constant=constant)
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
    examples = [read(*case, shipped, "tested") for case in tested()]
    for example in examples:
        example.weight = TESTED
    examples += [read(*case, shipped, "written") for case in written()]
    for path in sorted(args.coded.rglob("*.json")):
        corpus = path.parent.name
        article = Article(path.stem, coding.read_text(args.texts / corpus / f"{path.stem}.txt"))
        actors = crisis if corpus == "crisis" else shipped
        coded = json.loads(path.read_text("utf-8"))
        examples.append(read(article, coded, actors, corpus if corpus == "crisis" else "real"))
    if args.folds:
        print("\n".join(validate(examples, args.folds)))
    write(examples)


if __name__ == "__main__":
    main()
