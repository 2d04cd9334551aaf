"""The machine's claims against the desk's: found, extra, source type, suggested status → benchmarks/results/claims.json.

    python benchmarks/score_claims.py [CLAIMS.csv] [ARTICLE.txt]

CLAIMS.csv : claims registered by people, with quote, start, end, source_type, claim_type and text_status
             (by default the desk's rows of seeds/register/claims.csv)
ARTICLE.txt: the article they were made on (by default the seed article)

A claim is found when the Dice coefficient of the words (by place) of a machine span and its own is 0.5 or more; each machine
span finds one claim at most, best pairs first. The rules of the claims layer were developed on the seed article, so that its
numbers say how well the rules can be made to fit it. So do those on 26 invented articles (claims_development.json,
claims_heldout.json, tests/cases/claims_articles.json), coded by the present guidelines in labels/recoded: all are development now.
"""

import csv
import json
import re
import sys
from pathlib import Path

from analysis.layers import attribution, claims, hedging
from analysis.layers.actors import mentions
from analysis.measures.intervals import wilson
from analysis.paths import PROJECT, REGISTER, SEEDS
from analysis.text import parse
from analysis.text.article import Article

DEVELOPED_ON = "000_ebbbdd795c293d6c"
FOUND = 0.5
DESK = "the desk's article, rules made on it"
INVENTED = {
    "four articles, rules mended on them": PROJECT / "tests" / "cases" / "claims_articles.json",
    "sixteen articles, rules mended on them": Path(__file__).with_name("claims_development.json"),
    "six articles, once held out": Path(__file__).with_name("claims_heldout.json"),
}
RECODED = Path(__file__).parent / "labels" / "recoded"


def words(text: str, start: int, end: int) -> set[int]:
    """Places of the words of a span."""
    return {start + m.start() for m in re.finditer(r"\w+", text[start:end])}


def match(text: str, ours: list[dict], theirs: list[dict]) -> list[tuple[dict, dict, float]]:
    """Pairs (machine, human, Dice), best first, each row used once, Dice >= 0.5."""
    scored = []
    for a in ours:
        mine = words(text, a["start"], a["end"])
        for b in theirs:
            other = words(text, int(b["start"]), int(b["end"]))
            dice = 2 * len(mine & other) / max(1, len(mine) + len(other))
            if dice >= FOUND:
                scored.append((dice, a, b))
    pairs, used = [], set()
    for dice, a, b in sorted(scored, key=lambda s: (-s[0], s[1]["start"])):
        if id(a) not in used and id(b) not in used:
            used |= {id(a), id(b)}
            pairs.append((a, b, dice))
    return pairs


def annotate(article: Article) -> list[dict]:
    parsed = next(parse.parse([article]))
    found = mentions.find_mentions(parsed, mentions.load_actors())
    attributions = attribution.find_attributions(parsed, found)
    hedges = hedging.find_hedges(parsed, attributions)
    return claims.find_claims(parsed, attributions, hedges, found)


def share(hits: int, n: int) -> dict:
    low, high = wilson(hits, n)
    return {
        "hits": hits,
        "n": n,
        "share": round(hits / n, 3) if n else None,
        "low": round(low, 3),
        "high": round(high, 3),
    }


def score(article: Article, gold: list[dict]) -> dict:
    ours = annotate(article)
    pairs = match(article.text, ours, gold)
    found = {b["claim_id"]: (a, dice) for a, b, dice in pairs}
    taken = {id(a) for a, _, _ in pairs}
    rows = []
    for b in sorted(gold, key=lambda r: int(r["start"])):
        a, dice = found.get(b["claim_id"], (None, 0.0))
        rows.append(
            {
                "claim_id": b["claim_id"],
                "found": a is not None,
                "dice": round(dice, 3),
                **{
                    f"{key}_desk": b[name]
                    for key, name in (
                        ("source_type", "source_type"),
                        ("status", "text_status"),
                        ("claim_type", "claim_type"),
                    )
                },
                "source_type_machine": a["source_type"] if a else "",
                "status_machine": a["machine_status"] if a else "",
                "rule_id": a["rule_id"] if a else "",
                "claim_type_machine": a["claim_type"] if a else "",
            }
        )
    hits = [r for r in rows if r["found"]]
    agree = {
        key: share(sum(r[f"{key}_desk"] == r[f"{key}_machine"] for r in hits), len(hits))
        for key in ("source_type", "status", "claim_type")
    }
    return {
        "article_id": article.article_id,
        "developed_on_this_article": article.article_id == DEVELOPED_ON,
        "desk_claims": len(gold),
        "machine_claims": len(ours),
        "found": share(len(hits), len(gold)),
        "extra": len(ours) - len(pairs),
        **agree,
        "claims": rows,
        "extra_spans": [[a["start"], a["end"]] for a in ours if id(a) not in taken],
    }


def score_cases(path: Path) -> dict:
    """Coded articles of our own: the machine's claims against those coded."""
    found = extra = types = statuses = n = 0
    differences = []
    for case in json.loads(path.read_text(encoding="utf-8")):
        text = case["text"]
        coded = json.loads((RECODED / f"{case['id']}.json").read_text(encoding="utf-8"))
        gold = [c | {"quote": text[c["start"] : c["end"]]} for c in coded["claims"]]
        ours = annotate(Article(case["id"], text))
        pairs = match(text, ours, gold)
        used = {id(b) for _, b, _ in pairs}
        differences += [c["quote"] for c in gold if id(c) not in used]
        n, found, extra = n + len(gold), found + len(pairs), extra + len(ours) - len(pairs)
        types += sum(a["source_type"] == b["source_type"] for a, b, _ in pairs)
        statuses += sum(a["machine_status"] == b["machine_status"] for a, b, _ in pairs)
        differences += [
            f"{a['quote'][:60]}: {a['source_type']}, {a['machine_status']} ({a['rule_id']}), coded "
            f"{b['source_type']}, {b['machine_status']}"
            for a, b, _ in pairs
            if (a["source_type"], a["machine_status"]) != (b["source_type"], b["machine_status"])
        ]
    return {
        "claims": n,
        "found": share(found, n),
        "extra": extra,
        "source_type": share(types, found),
        "status": share(statuses, found),
        "differences": differences,
    }


def read_gold(path: Path) -> list[dict]:
    with open(path, encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r.get("registered_by", "desk") != "machine"]
    for row in rows:
        row["text_status"] = row.get("text_status") or row.get("status_text", "")
    return rows


def main(arguments: list[str]) -> None:
    gold = read_gold(Path(arguments[0]) if arguments else REGISTER / "claims.csv")
    path = Path(arguments[1]) if len(arguments) > 1 else SEEDS / f"{DEVELOPED_ON}.txt"
    text = path.read_bytes().decode("utf-8")
    result = score(Article(path.stem, text), [r for r in gold if r["article_id"] == path.stem])
    results = {DESK if result["developed_on_this_article"] else path.stem: result}
    if result["developed_on_this_article"]:
        results |= {name: score_cases(path) for name, path in INVENTED.items()}
        out = PROJECT / "benchmarks" / "results" / "claims.json"
        out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    for name, part in results.items():
        print(
            name,
            json.dumps(
                {k: v for k, v in part.items() if k not in ("claims", "extra_spans", "differences")}
            ),
        )
    for row in result["claims"]:
        if not row["found"] or any(
            row[f"{k}_desk"] != row[f"{k}_machine"] for k in ("source_type", "status", "claim_type")
        ):
            print({k: v for k, v in row.items() if v not in ("", True)})


if __name__ == "__main__":
    main(sys.argv[1:])
