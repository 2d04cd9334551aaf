"""How near do the layers come to coded articles? One score per layer, with intervals by article.

    python benchmarks/score_layers.py CODED_DIR TEXTS_DIR [--articles articles.csv] [--actors CSV]
                                      [--ids ID …] [--split test] [--brief] [--save DIR]

CODED_DIR holds the JSON that `coding.py compile` writes; texts are found by their name and must
have the hash the coding was made on. JSON goes to standard output. Spans are matched one to one
as in `coding.py agree`; "same" is the share of matched rows with the coded value.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import coding

import analysis
from analysis import Annotations, Article

RESPONSES = coding.OLD_RESPONSES | {"no evidence": "no_evidence", "not_confirmed": "not_verified"}


def machine_rows(article: Article, notes: Annotations, matched_text: str) -> dict:
    """The tables of one article in the form of a compiled coding."""
    out: dict[str, list[dict]] = {layer: [] for layer in coding.SPAN_SCORES}
    for row in notes.attributions.to_dict("records"):
        spans = [tuple(span) for span in row["content_spans"]]
        if spans:
            start, end = min(s for s, _ in spans), max(e for _, e in spans)
            out["attributions"].append(row | {"start": start, "end": end})
    out["claims"] = notes.claims.to_dict("records")
    for row in notes.responses.to_dict("records"):
        row["response"] = RESPONSES.get(row["response"], row["response"])
        out["responses"].append(row)
    for row in notes.hedges.to_dict("records"):
        row["holder"] = row["holder"] or coding.OUTLET
        out["hedges"].append(row)
    for row in notes.acts.to_dict("records"):
        for role in ("actor", "target"):
            row[f"{role}_spans"] = nearest(matched_text, row[role], row["start"])
        out["acts"].append(row | {"mutual": bool(row.get("mutual", False))})
    out["loaded"] = notes.loaded.to_dict("records")
    out["mentions"] = notes.mentions.to_dict("records")
    return out


def nearest(text: str, words: str, place: int) -> list[list[int]]:
    """The place of the words that is nearest to an offset, of each of several parts; none for none.

    >>> nearest("the army said he fled", "he; army", 15)
    [[14, 16], [4, 8]]
    """
    found = []
    for part in filter(None, words.split("; ")):
        spans = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(part)}(?!\w)", text)]
        if spans:
            found.append(list(min(spans, key=lambda span: abs(span[0] - place))))
    return found


def answers(gold: dict, ours: dict) -> dict[str, tuple[int, int, int]]:
    """(right, coded, ours): answers of the right kind, linked to the right claim."""
    same = {
        m["claim_id"]: g["id"]
        for g, m in coding.pairs(gold["claims"], ours["claims"], coding.dice, 0.5)
    }

    def keys(rows: list[dict], ids: dict | None) -> list[tuple]:
        return [
            (
                r["start"],
                r["end"],
                r["response"],
                ids.get(r["claim_id"]) if ids is not None else r["claim_id"],
            )
            for r in rows
        ]

    left, right = keys(gold["responses"], None), keys(ours["responses"], same)
    used: set[int] = set()
    hits = linked = 0
    for start, end, kind, claim in right:
        best = [
            i
            for i, (s, e, k, c) in enumerate(left)
            if i not in used and s < end and start < e and c == claim
        ]
        if best:
            used.add(best[0])
            linked += 1
            hits += left[best[0]][2] == kind
    return {
        "answers linked to the right claim": (linked, len(left), len(right)),
        "answers linked and of the right kind": (hits, len(left), len(right)),
    }


def act_shares(gold: dict, ours: dict, notes: Annotations) -> dict[str, tuple[int, int, int]]:
    """Coded triples found, nouns and verbs among triggers found, false acts per empty sentence."""
    matched = coding.pairs(gold["acts"], ours["acts"], coding.dice, 0)
    triples = sum(coding.same_triple(g, m) for g, m in matched)
    found = {(g["start"], g["end"]) for g, _ in matched}
    pos = notes.tokens.set_index("start")["pos"].to_dict()
    nouns = [a for a in gold["acts"] if pos.get(a["start"]) in ("NOUN", "PROPN")]
    verbs = [a for a in gold["acts"] if pos.get(a["start"]) not in ("NOUN", "PROPN")]
    sentences = list(zip(notes.sentences["start"], notes.sentences["end"], strict=True))

    def hit(acts: list[dict], s: int, e: int) -> int:
        return sum(s <= a["start"] < e for a in acts)

    empty = [(s, e) for s, e in sentences if not hit(gold["acts"], s, e)]
    false = sum(hit(ours["acts"], s, e) > 0 for s, e in empty)
    return {
        "triples": (triples, len(gold["acts"]), 0),
        "noun triggers found": (sum((a["start"], a["end"]) in found for a in nouns), len(nouns), 0),
        "verb triggers found": (sum((a["start"], a["end"]) in found for a in verbs), len(verbs), 0),
        "sentences without an act that get one": (false, len(empty), 0),
    }


def inside(gold: dict, ours: dict) -> dict[str, tuple[int, int, int]]:
    """Nested statements: a pair (outer, inner) whose contents both match."""
    same = {
        m["attribution_id"]: g["id"]
        for g, m in coding.pairs(gold["attributions"], ours["attributions"], coding.dice, 0.5)
    }
    left = {(a["inside"], a["id"]) for a in gold["attributions"] if a["inside"]}
    right = [
        (same.get(a["inside"]), same.get(a["attribution_id"]))
        for a in ours["attributions"]
        if a["inside"]
    ]
    return {"nested statements": (sum(pair in left for pair in right), len(left), len(right))}


def ratio(counts: list[tuple[int, int, int]]) -> float | None:
    hits, n, _ = (sum(column) for column in zip(*counts, strict=True))
    return hits / n if n else None


def score(
    gold: dict[str, dict], articles: dict[str, Article], actors: pd.DataFrame | None, draws: int
) -> tuple[dict, dict[str, dict]]:
    """Scores of all layers on coded articles, and the machine's rows in the coding's form."""
    ours: dict[str, dict] = {}
    extra: dict[str, list[tuple[int, int, int]]] = {}
    for name in sorted(gold):
        notes = analysis.annotate([articles[name]], actors=actors)
        ours[name] = machine_rows(articles[name], notes, articles[name].text)
        for part in (
            answers(gold[name], ours[name]),
            act_shares(gold[name], ours[name], notes),
            inside(gold[name], ours[name]),
        ):
            for key, counts in part.items():
                extra.setdefault(key, []).append(counts)
    result = coding.agree(gold, ours, draws)
    rng = np.random.default_rng(7)
    for key, counts in extra.items():
        hits, coded, made = (sum(column) for column in zip(*counts, strict=True))
        drawn = [
            ratio([counts[i] for i in rng.integers(0, len(counts), len(counts))])
            for _ in range(draws)
        ]
        result[key] = {
            "share": coding._round(ratio(counts)),
            "hits": hits,
            "coded": coded,
            "interval": coding._interval(drawn),
        }
        if made:
            result[key] |= {"ours": made, "precision": round(hits / made, 3)}
    for layer in coding.SPAN_SCORES:
        for key, row in result.get(layer, {}).items():
            if key.startswith("f1") and row["b"]:
                row["precision"] = round(row["matched"] / row["b"], 3)
                row["recall"] = round(row["matched"] / row["a"], 3) if row["a"] else None
    return result, ours


def load(
    folder: Path, texts: Path, metadata: Path | None, ids: set[str], split: str
) -> tuple[dict[str, dict], dict[str, Article]]:
    """Coded articles and their texts; a text whose hash differs stops the run."""
    rows = {}
    if metadata:
        with open(metadata, encoding="utf-8", newline="") as file:
            table = list(csv.DictReader(file))
            rows = {row.get("article_id") or row["id"]: row for row in table}
    gold, articles = {}, {}
    for name, coded in coding.read_folder(folder).items():
        row = rows.get(name, {})
        if (ids and name not in ids) or (split and row.get("split") != split):
            continue
        path = next(texts.rglob(f"{name}.txt"), None)
        if path is None:
            raise SystemExit(f"{name}.txt is not in {texts}")
        if hashlib.sha256(path.read_bytes()).hexdigest() != coded["sha256"]:
            raise SystemExit(f"{path.name} is not the text that was coded: its hash differs")
        gold[name] = coded
        articles[name] = Article(
            name,
            coding.read_text(path),
            published=date.fromisoformat(day) if (day := row.get("published")) else None,
            outlet=row.get("outlet"),
        )
    return gold, articles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("coded", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--articles", type=Path, help="articles.csv or splits.csv with `split`")
    parser.add_argument("--actors", type=Path)
    parser.add_argument("--ids", nargs="*", default=[])
    parser.add_argument("--split", default="")
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--brief", action="store_true", help="one line a score")
    parser.add_argument("--save", type=Path, help="folder for the machine's rows")
    args = parser.parse_args()
    gold, articles = load(args.coded, args.texts, args.articles, set(args.ids), args.split)
    actors = analysis.load_actors(args.actors) if args.actors else None
    result, ours = score(gold, articles, actors, args.draws)
    if args.save:
        args.save.mkdir(parents=True, exist_ok=True)
        for name, rows in ours.items():
            path = args.save / f"{name}.json"
            path.write_text(json.dumps(rows, ensure_ascii=False, default=str, indent=1), "utf-8")
    print("\n".join(brief(result)) if args.brief else json.dumps(result, indent=1))


def brief(result: dict) -> list[str]:
    """One line a score, for the eye."""
    lines = [f"articles: {result['articles']}"]
    for key, row in result.items():
        if not isinstance(row, dict):
            continue
        if "share" in row:
            lines.append(
                f"{key}: {row['hits']} of {row['coded']} = {row['share']} "
                f"{row['interval']} precision {row.get('precision')}"
            )
            continue
        for name, value in row.items():
            if "f1" in value:
                lines.append(
                    f"{key} {name}: {value['f1']} {value['interval']} "
                    f"P {value.get('precision')} R {value.get('recall')} n {value['a']}"
                )
            else:
                lines.append(
                    f"{key} {name}: same {value['same']} alpha {value['alpha']} "
                    f"differ {value['differ'][:4]}"
                )
    return lines


if __name__ == "__main__":
    main()
