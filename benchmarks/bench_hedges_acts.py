"""Score hedges and acts of `annotate` against files a user holds, through the public API only.

    python benchmarks/bench_hedges_acts.py [--data FOLDER] [--hedging FILE.jsonl …] [--acts FILE.csv …] [--limit N]

FOLDER (by default ../shared/data) is searched for hedging/*.jsonl and acts/*.csv; files can be named instead.
hedging : a line is {"id", "text", "cues": [[start, end, class], …]}. Words and single signs are the units of `token`; `cue`
          asks for the exact span; `sentence` asks whether a line holds any cue. Lines drawn from Szeged's corpora are scored
          against the classes that its guidelines mark.
acts    : columns sentence, source, target, act (PLOVER root). Shares of the rows for which some act of the sentence has an
          actor, and a target, that share a word with those named (four letters or more, or a capital), and the root; `best`
          asks for the root alone. YIELD stands for CONCEDE and RETREAT.
A file whose name ends in _train, and politics_dev, served to fit the shipped weights: their figures say how well the layer fits,
not how well it does on new text; for that see the folds in hedging.json and acts.json. Writes benchmarks/results/hedges_acts.json.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import defaultdict
from datetime import date
from pathlib import Path

import analysis

RESULTS = Path(__file__).parent / "results"
UNIT = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")
NAME = re.compile(r"[^\W\d_]+")
SZEGED = frozenset(("POSS", "PROB", "INF", "BEL", "COND", "OPEN"))
ONE_ROOT = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def rows_by_text(texts: list[str], table: str) -> list[list[dict]]:
    """The rows of one table for each text, every text annotated as an article of its own."""
    found = defaultdict(list)
    notes = analysis.annotate(
        [analysis.Article(f"t{n}", text) for n, text in enumerate(texts)], progress=True
    )
    for row in notes.tables()[table].to_dict("records"):
        found[row["article_id"]].append(row)
    return [found[f"t{n}"] for n in range(len(texts))]


def shares(right: int, found: int, wanted: int) -> dict[str, float]:
    precision, recall = right / found if found else 0.0, right / wanted if wanted else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return {
        "precision": round(100 * precision, 1),
        "recall": round(100 * recall, 1),
        "f1": round(100 * f1, 1),
    }


def score_hedges(lines: list[dict], only: frozenset[str] | None = None) -> dict:
    """Precision, recall and F1 by token, exact cue and sentence."""
    guesses = rows_by_text([line["text"] for line in lines], "hedges")
    counts = {level: [0, 0, 0] for level in ("token", "cue", "sentence")}  # right, found, wanted
    for line, rows in zip(lines, guesses):
        wanted = {(start, end) for start, end, _ in line["cues"]}
        found = {
            (row["start"], row["end"]) for row in rows if only is None or row["category"] in only
        }
        units = [m.span() for m in UNIT.finditer(line["text"])]

        def covered(spans):
            return {u for u in units if any(u[0] < end and start < u[1] for start, end in spans)}

        for level, f, w in (
            ("token", covered(found), covered(wanted)),
            ("cue", found, wanted),
            ("sentence", {0} if found else set(), {0} if wanted else set()),
        ):
            for place, n in enumerate((len(f & w), len(f), len(w))):
                counts[level][place] += n
    return {level: shares(*n) for level, n in counts.items()}


def score_acts(lines: list[dict]) -> dict:
    """Shares of rows (percent) found by actor, by actor and target, with the root, and by the root alone."""
    sentences = list(dict.fromkeys(line["sentence"] for line in lines))
    acts = dict(zip(sentences, rows_by_text(sentences, "acts")))
    found = dict.fromkeys(("actor", "actor+target", "actor+target+act", "actor+act", "best"), 0)
    for line in lines:
        rows = acts[line["sentence"]]
        by_actor = [r for r in rows if name_words(r["actor"]) & name_words(line["source"])]
        by_pair = [r for r in by_actor if name_words(r["target"]) & name_words(line["target"])]
        root = ONE_ROOT.get(line["act"], line["act"])
        for measure, hit in (
            ("actor", bool(by_actor)),
            ("actor+target", bool(by_pair)),
            ("actor+target+act", root in roots(by_pair)),
            ("actor+act", root in roots(by_actor)),
            ("best", root in roots(rows)),
        ):
            found[measure] += hit
    return {measure: round(100 * n / len(lines), 1) for measure, n in found.items()} | {
        "acts_per_sentence": round(sum(map(len, acts.values())) / len(sentences), 2)
    }


def name_words(text: str) -> set[str]:
    return {w.lower() for w in NAME.findall(text or "") if len(w) > 3 or w[0].isupper()} - {
        "the",
        "a",
        "an",
    }


def roots(rows: list[dict]) -> set[str]:
    return {ONE_ROOT.get(r["plover"], r["plover"]) for r in rows}


def main(args) -> None:
    hedging = args.hedging or sorted((args.data / "hedging").glob("*.jsonl"))
    acts = args.acts or sorted((args.data / "acts").glob("*.csv"))
    if not hedging and not acts:
        print(
            f"Hedges and acts are not scored: no hedging/*.jsonl and no acts/*.csv under {args.data}; "
            "point --data to a folder that holds them, or name files with --hedging and --acts."
        )
        return
    result = {}
    for path in hedging:
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][
            : args.limit
        ]
        szeged = SZEGED if re.match("factbank|wiki", path.name) else None
        result[path.stem] = {"layer": "hedges", "n": len(lines)} | score_hedges(lines, szeged)
    for path in acts:
        with path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))[: args.limit]
        result[path.stem] = {"layer": "acts", "n": len(lines)} | score_acts(lines)
    for stem, row in result.items():
        row["seen_in_training"] = stem.endswith("_train") or stem == "politics_dev"
        print(stem, json.dumps(row))
    if args.limit is None:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "hedges_acts.json").write_text(
            json.dumps({"date": date.today().isoformat()} | result, indent=1) + "\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--hedging", type=Path, nargs="*")
    parser.add_argument("--acts", type=Path, nargs="*")
    parser.add_argument("--limit", type=int, help="first lines of each file only; writes nothing")
    main(parser.parse_args())
