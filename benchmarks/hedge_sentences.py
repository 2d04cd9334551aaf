"""Hedges of single sentences: compile two readers' sheets to offsets, compare the readers, score.

    python benchmarks/hedge_sentences.py compile TEXTS SHEET [SHEET ...]  → labels/hedges.json
    python benchmarks/hedge_sentences.py agree
    python benchmarks/hedge_sentences.py score TEXTS [--split dev] [--split test] [--save]

A sheet is a table (id, cue, class, holder) parted by tabs; a sentence without a hedge has one row
with nothing after its id. Which sentences, and of which part, stands in `labels/hedge_splits.csv`.
TEXTS holds the articles as CORPUS/ID.txt. The layer reads whole articles, and what it finds in the
sentence is scored. Sentences that a later sheet codes again are its `second` reading.
"""

import argparse
import csv
import hashlib
import json
from collections import defaultdict
from pathlib import Path

import numpy as np

LABELS = Path(__file__).with_name("labels")
CODED = LABELS / "hedges.json"
RESULTS = Path(__file__).with_name("results") / "hedge_sentences.json"
CLASSES = ("POSS", "PROB", "INF", "BEL", "HEAR", "ALLEG", "ANON", "COND", "OPEN", "NOCONF")
Counts = tuple[int, int, int]  # right, wrong, missed


def read_text(texts: Path, row: dict) -> str:
    """The article of a sentence; ValueError when it is not the one that was coded."""
    text = (texts / row["corpus"] / f"{row['article_id']}.txt").read_bytes().decode("utf-8")
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != row["hash"]:
        raise ValueError(f"{row['corpus']}/{row['article_id']}: not the text that was coded")
    return text


def read_sentences() -> dict[str, dict]:
    """The sentences by id, with their cues where they are coded."""
    with open(LABELS / "hedge_splits.csv", encoding="utf-8", newline="") as file:
        sentences = {row["id"]: row for row in csv.DictReader(file)}
    for row in sentences.values():
        row |= {"start": int(row["start"]), "end": int(row["end"])}
    for row in json.loads(CODED.read_text(encoding="utf-8")) if CODED.exists() else ():
        sentences[row["id"]] |= row
    return sentences


def compile_sheets(texts: Path, sheets: list[Path]) -> list[dict]:
    """One row a sentence: id, cues and `second`; prints the cues that are not found."""
    sentences, coded = read_sentences(), {}
    for sheet in sheets:
        by_id = defaultdict(list)
        with open(sheet, encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                by_id[line["id"]].append(line)
        for name, lines in by_id.items():
            row = coded.setdefault(name, {"id": name})
            cues = place(read_text(texts, sentences[name]), sentences[name], lines)
            row["second" if "cues" in row else "cues"] = cues
    return [coded[name] for name in sorted(coded)]


def place(text: str, row: dict, lines: list[dict]) -> list[list]:
    """[start, end, class, holder] of each cue: its first place not yet taken by the same words.

    As in the sheets of articles, `words#2` is their second place in the sentence.
    """
    found: list[list] = []
    taken: dict[str, int] = {}
    lower = text.lower()
    for line in lines:
        if not line["cue"]:
            continue
        if line["class"] not in CLASSES:
            raise ValueError(f"{row['id']}: no class {line['class']!r}")
        words = line["cue"].strip().lower().removesuffix("#2")
        start = lower.find(words, taken.get(words, row["start"]), row["end"])
        if start < 0:
            print(f"{row['id']}: {line['cue']!r} does not stand in the sentence")
            continue
        taken[words] = start + len(words)
        found.append([start, start + len(words), line["class"], line["holder"]])
    return sorted(found)


def overlapping(gold: list, got: list) -> Counts:
    """Spans that share a character with one of the other side."""

    def meets(span, spans):
        return any(span[0] < s[1] and s[0] < span[1] for s in spans)

    right = sum(meets(g, gold) for g in got)
    return right, len(got) - right, sum(not meets(g, got) for g in gold)


def compare(rows: list[tuple[dict, list, list]]) -> dict[str, dict]:
    """(sentence, gold, found) → precision, recall, F1, n and 95 % interval by article."""
    counts: dict = defaultdict(lambda: defaultdict(lambda: np.zeros(3, int)))
    for row, gold, got in rows:
        article = row["article_id"]
        counts["sentence"][article] += (
            bool(gold and got),
            bool(got and not gold),
            bool(gold and not got),
        )
        counts["overlap"][article] += overlapping(gold, got)
        for name in CLASSES:
            counts[name][article] += overlapping(
                [c for c in gold if c[2] == name], [c for c in got if c[2] == name]
            )
    return {name: figures(list(by_article.values())) for name, by_article in counts.items()}


def figures(parts: list[np.ndarray], draws: int = 2000) -> dict:
    """Counts by article → precision, recall, F1 and its interval, cues to find."""
    right, wrong, missed = (int(n) for n in sum(parts))
    table = np.array(parts)
    drawn = table[np.random.default_rng(0).integers(0, len(table), (draws, len(table)))].sum(1)
    f1 = 200 * drawn[:, 0] / np.maximum(1, 2 * drawn[:, 0] + drawn[:, 1] + drawn[:, 2])
    return {
        "precision": round(100 * right / max(1, right + wrong), 1),
        "recall": round(100 * right / max(1, right + missed), 1),
        "f1": round(200 * right / max(1, 2 * right + wrong + missed), 1),
        "low": round(float(np.quantile(f1, 0.025)), 1),
        "high": round(float(np.quantile(f1, 0.975)), 1),
        "n": right + missed,
    }


def score(rows: list[dict], texts: Path) -> dict:
    """What the layer finds in the sentences, with the halves `random` and `enriched` apart."""
    from analysis import Article, annotate

    by_article: dict[tuple, list] = defaultdict(list)
    for row in rows:
        by_article[row["corpus"], row["article_id"]].append(row)
    found = []
    for inside in by_article.values():
        article = Article(inside[0]["article_id"], read_text(texts, inside[0]))
        hedges = annotate(article).hedges
        spans = list(zip(hedges.start, hedges.end, hedges.category, strict=True))
        for row in inside:
            got = [s for s in spans if s[0] < row["end"] and row["start"] < s[1]]
            found.append((row, row["cues"], got))
    halves = {
        half: compare([x for x in found if x[0]["sampled"] == half])
        for half in ("random", "enriched")
    }
    return {"n_sentences": len(found), "all": compare(found), **halves}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("compile", "agree", "score"))
    parser.add_argument("paths", type=Path, nargs="*")
    parser.add_argument("--split", nargs="+", default=["dev"])
    parser.add_argument("--save", action="store_true")
    options = parser.parse_args()
    if options.what == "compile":
        coded = compile_sheets(options.paths[0], options.paths[1:])
        lines = ",\n".join(json.dumps(row) for row in coded)
        CODED.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
        return
    rows = list(read_sentences().values())
    saved = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    if options.what == "agree":
        saved["two_readers"] = compare([(r, r["cues"], r["second"]) for r in rows if "second" in r])
        print(json.dumps(saved["two_readers"]))
    else:
        for split in options.split:
            saved[split] = score([r for r in rows if r["split"] == split], options.paths[0])
            print(split, json.dumps(saved[split]["all"]))
    if options.save:
        RESULTS.write_text(json.dumps(saved, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
