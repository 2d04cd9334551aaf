"""Does joining claims across articles find the claims that a reader found to be one?

    python benchmarks/score_groups.py [--part test] [--save]

Reads the coded claims of the invented crisis (`crisis/coding`), joins them with
`measures/origins.join_claims`, and compares the pairs with those of `crisis/groups.csv`: two claims
of different articles in one group, `same` or `copy` (an `update` is a later figure, so another
claim). Precision and recall count pairs, with intervals by a bootstrap over the articles of the
pairs' first claims. The part `development` holds the pairs of train and dev articles, `test` those
of which one claim at least stands in a test article: not to be looked at while rules are changed.
JSON goes to standard output, with `--save` to `results/groups.json`.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import coding

from analysis.measures.origins import join_claims

CRISIS = Path(__file__).with_name("crisis")
RESULTS = Path(__file__).with_name("results") / "groups.json"
Pair = tuple[str, str]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of the crisis."""
    with open(CRISIS / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def coded_claims() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Coded claims and mentions of all articles, in the form of the machine's tables."""
    claims, mentions = [], []
    for name, article in sorted(coding.read_folder(CRISIS / "coding").items()):
        text = coding.read_text(CRISIS / f"{name}.txt")
        for row in article["claims"]:
            quote = text[row["start"] : row["end"]]
            claims.append(row | {"claim_id": f"{name}:{row['id']}", "quote": quote})
            claims[-1]["article_id"] = name
        mentions += [row | {"article_id": name} for row in article["mentions"]]
    return pd.DataFrame(claims).drop(columns="id"), pd.DataFrame(mentions)


def coded_pairs() -> dict[Pair, str]:
    """Pairs of claims of different articles that are one: `copy` if one of them is, else `same`."""
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for row in rows("groups.csv"):
        if row["relation"] != "update":
            ident = f"{row['article_id']}:{row['claim_id']}"
            groups.setdefault(row["group"], []).append((ident, row["article_id"], row["relation"]))
    return {
        (min(a, b), max(a, b)): "copy" if "copy" in (first, second) else "same"
        for members in groups.values()
        for (a, one, first), (b, other, second) in combinations(members, 2)
        if one != other
    }


def score(coded: dict[Pair, str], joined: set[Pair], draws: int = 1000) -> dict[str, object]:
    """Precision and recall of pairs; recall apart for copies and for claims told anew."""
    articles = sorted({pair[0].split(":")[0] for pair in {*coded, *joined}})
    place = {name: i for i, name in enumerate(articles)}
    counts = np.zeros((len(articles), 3))
    for pair in {*coded, *joined}:
        counts[place[pair[0].split(":")[0]]] += (
            pair in coded and pair in joined,
            pair in coded,
            pair in joined,
        )
    right, known, made = (int(n) for n in counts.sum(axis=0))
    rng = np.random.default_rng(7)
    drawn = np.array(
        [counts[rng.integers(0, len(counts), len(counts))].sum(axis=0) for _ in range(draws)]
    )
    hits = {
        relation: [p in joined for p, r in coded.items() if r == relation]
        for relation in ("copy", "same")
    }
    return {
        "pairs_coded": known,
        "pairs_joined": made,
        "right": right,
        "precision": round(right / made, 3) if made else None,
        "precision_interval": coding._interval(list(drawn[:, 0] / drawn[:, 2])),
        "recall": round(right / known, 3) if known else None,
        "recall_interval": coding._interval(list(drawn[:, 0] / drawn[:, 1])),
        **{f"recall_{r}": round(sum(h) / len(h), 3) for r, h in hits.items() if h},
    }


def in_part(pair: Pair, part: str, test: set[str]) -> bool:
    """`test`: one of the two claims stands in a test article."""
    return any(claim.split(":")[0] in test for claim in pair) == (part == "test")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=("development", "test"), default="development")
    parser.add_argument("--save", action="store_true", help=f"to {RESULTS.name}")
    args = parser.parse_args()
    claims, mentions = coded_claims()
    joined = join_claims(claims, mentions)
    ids = zip(joined.claim_id, joined.other_claim_id, strict=True)
    test = {row["article_id"] for row in rows("splits.csv") if row["split"] == "test"}
    coded = {p: r for p, r in coded_pairs().items() if in_part(p, args.part, test)}
    pairs = {p for a, b in ids if in_part(p := (min(a, b), max(a, b)), args.part, test)}
    found = score(coded, pairs)
    print(json.dumps(found, indent=1))
    if args.save:
        saved = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
        RESULTS.write_text(json.dumps(saved | {args.part: found}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
