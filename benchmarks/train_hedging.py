"""Train the hedge disambiguator.

    python benchmarks/train_hedging.py CORPORA [--polnear TEXTS] [--coded CODED TEXTS]
                                       [--sentences TEXTS]

Needs the extra `train`; some minutes on one core. CORPORA is a folder with factbank_train.jsonl,
wiki_train.jsonl (Szeged Uncertainty 3.0) and politics_dev.jsonl. CODED holds what `coding.py`
compiles, as CORPUS/ID.json, and TEXTS the articles, as CORPUS/ID.txt; labels/splits.csv and
crisis/splits.csv say which are train, dev or, left out, test. --sentences adds the single sentences
of `labels/hedges.json`. A logistic model over all candidate cues, the mean of one with the
encoder's vectors and one without; the encyclopedia gets a second copy of every feature, so that its
habits are learned apart and only what it shares with news reaches the shipped weights. The last
fifth of the documents of factbank_train, the coded part dev, and dev and test of the sentences are
never trained on. A second model chooses unnamed sources, from the coded texts and the sentences of
tests/cases/hedging.json. Writes hedging.npz and unnamed.npz of analysis/models, and
benchmarks/results/hedging.json.
"""

import argparse
import csv
import json
import math
from bisect import bisect_left
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from hedge_sentences import read_sentences, read_text
from scipy.sparse import csr_matrix
from train_loaded import fit as fit_logistic
from train_loaded import save

from analysis.layers import attribution, hedging
from analysis.layers.actors import mentions
from analysis.layers.hedging import cues, evidential
from analysis.layers.hedging.features import SEEN, features
from analysis.paths import MODELS, PROJECT
from analysis.text import encoder, parse, whitespace
from analysis.text.article import Article
from analysis.text.linear import WIDTH, Scorer, load_scorer
from analysis.text.phrases import Words

SZEGED = ("POSS", "PROB", "INF", "BEL", "COND", "OPEN")  # our classes that Szeged's guidelines mark
RARE, WEIGHTS = 2, {"news": 3.0, "politics": 2.0, "coded": 3.0, "wiki": 0.6}
PENALTIES = (5.0,)  # on the features, tried by cross-validation
THRESHOLDS = (0.38, 0.44)
# What follows from a condition: labelled in these corpora, no hedge in our guideline.
CONSEQUENCE = frozenset({"would", "will", "'d", "'ll", "wo n't", "won't"})
VECTORS, UNNAMED = 450.0, 6.0  # penalties on vectors, and on features of unnamed sources
SMALL = 0.03  # weights below this are not shipped
ALONE = ("sure", "inversion")  # notes beside which the model is not asked
ENOUGH = 8  # places of a pattern from which the model decides
Document = tuple[dict, parse.Parsed, list[dict]]  # a coded text, its parse, its attributions
MEASURES = ("overlap", "sentence")
RESULTS = PROJECT / "benchmarks" / "results" / "hedging.json"
LEXICON = cues.load_lexicon()
LABELS = Path(__file__).with_name("hedging_labels.json")
CASES = PROJECT / "tests" / "cases" / "hedging.json"


def read(path: Path, said: bool = False) -> list[Document]:
    """Rows of a corpus with their parse and, if asked for, who says what in them.

    FactBank's text has a second space beside every word whose event its annotators judged:
    `annotated` keeps that for the report, and the text loses it, since it would betray the answer.
    """
    with open(path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    found = []
    for row in rows:
        text, spans = narrow(row["text"], row["cues"])
        spans = [c for c in spans if text[c[0] : c[1]].lower() not in CONSEQUENCE]
        found.append({**row, "text": text, "cues": spans, "annotated": "  " in row["text"]})
    return parsed_rows(found, said)


def parsed_rows(rows: list[dict], said: bool) -> list[Document]:
    """Each row with its parse and its attributions ([] when they are not asked for)."""
    articles = (Article(str(n), row["text"]) for n, row in enumerate(rows))
    actors = mentions.load_actors()
    return [
        (
            row,
            p,
            attribution.find_attributions(p, mentions.find_mentions(p, actors)) if said else [],
        )
        for row, p in zip(rows, parse.parse(articles), strict=True)
    ]


def coded(part: str, folder: Path, texts: Path) -> list[Document]:
    """Whole coded articles of one part, each a document; `holders` says which cues are sources'."""
    parts = {}
    for path in (
        LABELS.with_name("labels") / "splits.csv",
        LABELS.with_name("crisis") / "splits.csv",
    ):
        with open(path, encoding="utf-8", newline="") as file:
            parts |= {r.get("id") or r["article_id"]: r["split"] for r in csv.DictReader(file)}
    rows = []
    for path in sorted(folder.glob("*/*.json")):
        if parts.get(path.stem) != part:
            continue
        article = json.loads(path.read_text(encoding="utf-8"))
        text = (texts / path.parent.name / f"{path.stem}.txt").read_bytes().decode("utf-8")
        spans = [(h["start"], h["end"], h["category"]) for h in article["hedges"]]
        row = {"doc": path.stem, "corpus": path.parent.name, "text": text, "cues": spans}
        row["holders"] = [h["holder"] != "outlet" for h in article["hedges"]]
        rows.append(row)
    return parsed_rows(rows, said=True)


def sentences(texts: Path, split: str) -> list[Document]:
    """Articles in which single sentences are coded: `units` says where."""
    rows: dict[tuple[str, str], dict] = {}
    for s in read_sentences().values():
        if s["split"] == split:
            key = s["corpus"], s["article_id"]
            new = {"doc": s["article_id"], "text": read_text(texts, s), "cues": [], "units": []}
            row = rows.setdefault(key, new)
            row["cues"] += [tuple(cue[:3]) for cue in s["cues"]]
            row["units"].append((s["start"], s["end"]))
    return parsed_rows(list(rows.values()), said=True)


def invented() -> list[Document]:
    """Our own sentences for the tests."""
    rows = json.loads(CASES.read_text(encoding="utf-8"))
    return parsed_rows([{"doc": row["id"], **row} for row in rows], said=True)


def narrow(text: str, spans: list) -> tuple[str, list]:
    """A text as the layers read it, with single spaces, and labelled spans moved to it."""
    article, places = whitespace.narrow(Article("", text))
    if places is None:
        return text, spans
    return article.text, [
        (bisect_left(places, a), bisect_left(places, b - 1) + 1, label) for a, b, label in spans
    ]


def labelled(folder: Path) -> list:
    """Our own labels of single candidates in PolNeAR's training part; [] without the corpus."""
    by_file = defaultdict(list)
    for name, start, end, label in json.loads(LABELS.read_text(encoding="utf-8"))["labels"]:
        by_file[name].append((start, end, label))
    pieces = []
    for name, marks in by_file.items():
        path = folder / name
        if not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        for a, b in parse.find_paragraphs(parse.normalise(text)):
            inside = [(s - a, e - a, label) for s, e, label in marks if a <= s and e <= b]
            if inside:
                pieces.append((name, *narrow(text[a:b], inside)))
    found = []
    for (name, _, inside), parsed in zip(
        pieces, parse.parse(Article(str(n), p[1]) for n, p in enumerate(pieces)), strict=True
    ):
        known = {(s, e): label for s, e, label in inside}
        for names, pattern, span, vector in candidates(parsed):
            if span in known:
                found.append((names, known[span], name, "politics", pattern, vector))
    return found


def unnamed(data: list[Document]) -> list[tuple]:
    """The same of every noun that somebody may be told by: is it coded as an unnamed source?"""
    found = []
    for row, parsed, said in data:
        wanted = [c for c in row["cues"] if c[2] == "ANON"]
        vectors = encoder.token_vectors(parsed)[:, WIDTH:]
        for head, names in evidential.speakers(parsed, said):
            first, last = evidential.phrase(head)
            start, end = parsed.doc[first].idx, parsed.doc[last - 1].idx + len(parsed.doc[last - 1])
            if meets((head.idx, end), row.get("units", [(start, end)])):
                label = int(meets((start, end), wanted))
                found.append((names, label, row["doc"], "coded", "ANON", vectors[head.i]))
    return found


def last_fifth(data: list) -> tuple[list, list]:
    """Documents in the order of the file: four fifths to train on, the last fifth to judge by."""
    documents = list(dict.fromkeys(row["doc"] for row, *_ in data))
    held = set(documents[len(documents) - len(documents) // 5 :])
    return [d for d in data if d[0]["doc"] not in held], [d for d in data if d[0]["doc"] in held]


def candidates(parsed: parse.Parsed):
    """(features, pattern, span, vector) of every candidate that the model is to decide."""
    words, vectors = Words(parsed.doc), None
    for candidate, lines in cues.find_candidates(parsed, words, LEXICON):
        if any(line["category"] in SZEGED for line in lines):
            last = parsed.doc[candidate.last - 1]
            names = features(candidate, lines[0]["category"])
            vectors = encoder.token_vectors(parsed) if vectors is None else vectors
            span = words.start[candidate.first], last.idx + len(last)
            yield names, candidate.pattern, span, vectors[candidate.head.i]


def examples(data: list[Document], domain: str) -> list[tuple]:
    """(features, is a cue, document, domain, pattern, vector) of what the model decides."""
    found = []
    for row, parsed, _ in data:
        wanted = [c[:2] for c in row["cues"] if domain != "coded" or c[2] not in ("ANON", "NOCONF")]
        for names, pattern, (a, b), vector in candidates(parsed):
            if not meets((a, b), row.get("units", [(a, b)])):
                continue
            label = int(any(a < y and b > x for x, y in wanted))
            found.append((names, label, row["doc"], domain, pattern, vector))
    return found


def fit(rows: list, l2: float) -> Scorer:
    """Weights, of vectors too where the rows have them.

    For wiki every feature stands twice, once shared and once its own.

    Of a pattern with weights of its own the model decides; rarer ones keep none.
    """
    counts = Counter(name for names, *_ in rows for name in set(names))
    index: dict[str, int] = {}
    indptr, indices = [0], []
    for names, _, _, domain, *_ in rows:
        kept = [n for n in dict.fromkeys(names) if counts[n] >= RARE]
        columns = kept + [f"wiki|{n}" for n in kept] if domain == "wiki" else kept
        indices += [index.setdefault(n, len(index)) for n in columns]
        indptr.append(len(indices))
    x = csr_matrix((np.ones(len(indices)), indices, indptr), shape=(len(rows), len(index)))
    y = np.array([row[1] for row in rows], float)
    weight = np.array([WEIGHTS[row[3]] for row in rows])
    vectors = np.array([row[5:] or [[0.0]] for row in rows], np.float32)[:, 0]
    found = fit_logistic(vectors, x, y, weight, (VECTORS, l2))
    seen = Counter(row[4] for row in rows)
    rare = {
        p
        for p, lines in zip(LEXICON.patterns, LEXICON.lines, strict=True)
        if lines[0]["context"] in ALONE or seen[p] < ENOUGH
    }
    named = {
        n: float(w)
        for n, w in zip(index, found.named, strict=True)
        if not n.startswith("wiki|")
        and (abs(w) >= SMALL or n.endswith(f"&{SEEN}"))
        and n.partition("&")[0] not in rare
    }
    vector = found.vector if len(rows[0]) > 5 else np.zeros(0)
    return Scorer(vector.astype(np.float32), named, found.constant)


def both(rows: list, l2: float) -> Scorer:
    """The mean of the models with the vectors and without them: either alone is worse somewhere."""
    one, other = fit(rows, l2), fit([row[:5] for row in rows], l2)
    names = one.named | other.named
    named = {n: (one.named.get(n, 0.0) + other.named.get(n, 0.0)) / 2 for n in names}
    return Scorer(one.vector / 2, named, (one.constant + other.constant) / 2)


def at(model: Scorer, threshold: float) -> Scorer:
    """The model moved so that it says yes from one half on where it said from the threshold on."""
    return model._replace(constant=model.constant - math.log(threshold / (1 - threshold)))


def judge(data: list[Document], model: Scorer, only: tuple[str, ...] | None = None) -> dict:
    """Counts (right, wrong, missed) by measure and document.

    Exact and overlapping cue, sentence, class where the classes are ours, and "holder": is the
    doubt a source's where coding and machine have a cue.
    """
    n: dict = defaultdict(lambda: defaultdict(lambda: np.zeros(3, int)))
    for row, parsed, said in data:
        rows = hedging.find_hedges(parsed, said, model)
        got = {(r["start"], r["end"], r["category"]) for r in rows}
        got = {g for g in got if not only or g[2] in only}
        got = {g for g in got if meets(g, row.get("units", [g]))}
        wanted, document = {tuple(c) for c in row["cues"]}, row["doc"]
        n["cue"][document] += counts({g[:2] for g in wanted}, {g[:2] for g in got})
        n["overlap"][document] += overlapping(wanted, got)
        units = row.get("units", [(0, len(row["text"]))])
        if "holders" in row:
            units = [(s.start, s.end) for s in parsed.sentences]
            n["holder"][document] += holders(row, rows)
        for unit in units:
            a, b = meets(unit, wanted), meets(unit, got)
            n["sentence"][document] += (a and b, b and not a, a and not b)
        for name in () if only else hedging.CLASSES:
            a, b = [c for c in wanted if c[2] == name], [c for c in got if c[2] == name]
            n[name][document] += overlapping(a, b)
    return n


def overlapping(wanted, got) -> tuple[int, int, int]:
    """Right, wrong and missed spans, any shared character being enough."""
    right = sum(meets(x, wanted) for x in got)
    return right, len(got) - right, sum(not meets(x, got) for x in wanted)


def holders(row: dict, rows: list[dict]) -> tuple[int, int, int]:
    """Matched cues whose holder (outlet or source) agrees and disagrees; the third is empty."""
    same = [
        of_source == bool(r["holder"])
        for (start, end, _), of_source in zip(row["cues"], row["holders"], strict=True)
        for r in rows
        if r["start"] < end and start < r["end"]
    ]
    return sum(same), len(same) - sum(same), 0


def meets(x, spans) -> bool:
    return any(x[0] < y[1] and x[1] > y[0] for y in spans)


def counts(gold: set, got: set) -> tuple[int, int, int]:
    return len(gold & got), len(got - gold), len(gold - got)


def figures(n: dict, draws: int = 2000) -> dict:
    """Counts → precision, recall, F1 with its 95 % interval (documents drawn anew), n to find."""
    table = {}
    for name, documents in n.items():
        table[name] = dict(
            zip(
                ("precision", "recall", "f1", "n"),
                _figures(sum(documents.values())),
                strict=True,
            )
        )
        parts = np.array(list(documents.values()))
        drawn = parts[np.random.default_rng(0).integers(0, len(parts), (draws, len(parts)))].sum(1)
        f1 = 200 * drawn[:, 0] / np.maximum(1, 2 * drawn[:, 0] + drawn[:, 1] + drawn[:, 2])
        table[name] |= {
            "low": round(float(np.quantile(f1, 0.025)), 1),
            "high": round(float(np.quantile(f1, 0.975)), 1),
        }
    return table


def _figures(counts: np.ndarray) -> tuple[float, float, float, int]:
    tp, fp, fn = map(int, counts)
    f1 = 200 * tp / max(1, 2 * tp + fp + fn)
    return (
        round(100 * tp / max(1, tp + fp), 1),
        round(100 * tp / max(1, tp + fn), 1),
        round(f1, 1),
        tp + fn,
    )


def cross_validate(
    data: list, rows: list, others: list, l2: float, only=None, k: int = 5
) -> dict[float, dict]:
    """Every document judged by a model that did not see it: {threshold: counts}."""
    documents = sorted({row["doc"] for row, *_ in data})
    total = {t: defaultdict(dict) for t in THRESHOLDS}
    for i in range(k):
        held = set(documents[i::k])
        model = both([r for r in rows + others if r[2] not in held], l2)
        part = [d for d in data if d[0]["doc"] in held]
        for t in THRESHOLDS:
            for name, found in judge(part, at(model, t), only).items():
                total[t][name] |= found
    return total


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument(
        "--polnear", type=Path, help="folder of PolNeAR's training texts, for our own labels"
    )
    parser.add_argument("--coded", type=Path, nargs=2, metavar=("CODED", "TEXTS"))
    parser.add_argument("--keep", action="store_true", help="score the shipped weights; write none")
    parser.add_argument("--sentences", type=Path, metavar="TEXTS")
    options = parser.parse_args()
    folder = options.corpora
    politics = read(folder / "politics_dev.jsonl", said=True)
    train, held = last_fifth(read(folder / "factbank_train.jsonl"))
    parts = {
        part: coded(part, *options.coded) if options.coded else [] for part in ("train", "dev")
    }
    single = {
        part: sentences(options.sentences, part) if options.sentences else []
        for part in ("train", "dev")
    }
    whole = {row["doc"] for row, *_ in parts["train"]}
    single["dev"] = [d for d in single["dev"] if d[0]["doc"] not in whole]
    news = {
        "politics": examples(politics, "politics"),
        "news": examples(train, "news"),
        "coded": examples(parts["train"], "coded"),
        "sentences": examples(single["train"], "coded"),
    }
    cross_validated = {
        "news": [d for d in train if d[0]["annotated"]],
        "politics": politics,
        "coded": parts["train"],
        "sentences": single["train"],
    }
    others = labelled(options.polnear or folder.parent / "polnear" / "train" / "text")
    others += examples(read(folder / "wiki_train.jsonl"), "wiki")
    sizes = {name: len(rows) for name, rows in news.items()} | {"own and wiki": len(others)}
    print("candidates:", sizes, flush=True)
    tried = []
    for c in PENALTIES:
        found = {}
        for name, data in cross_validated.items():
            rest = [row for other, rows in news.items() if other != name for row in rows]
            only = SZEGED if name == "news" else None
            found[name] = cross_validate(data, news[name], rest + others, c, only)
        tried += [(c, t, {k: figures(v[t]) for k, v in found.items() if v[t]}) for t in THRESHOLDS]
        for _, t, tables in tried[-len(THRESHOLDS) :]:
            print(c, t, {k: [v[m]["f1"] for m in MEASURES] for k, v in tables.items()}, flush=True)
    c, t, tables = max(
        tried, key=lambda x: sum(v[m]["f1"] for v in x[2].values() for m in MEASURES)
    )
    if options.keep:
        model = load_scorer("hedging.npz")
    else:
        model = at(both([row for rows in news.values() for row in rows] + others, c), t)
        save(MODELS / "hedging.npz", *model)
        told = unnamed(parts["train"] + single["train"] + invented())
        save(MODELS / "unnamed.npz", *fit(told, UNNAMED))
    none = Scorer(np.zeros(0, np.float32), {}, 0.0)
    dev = parts["dev"]
    result = {
        "penalty": c,
        "threshold": t,
        "weights_kept_from_an_earlier_training": options.keep,
        "n_candidates": sizes,
        "factbank_last_fifth_never_trained_on": figures(judge(held, model, SZEGED)),
        "factbank_last_fifth_sentences_with_annotated_events": figures(
            judge([d for d in held if d[0]["annotated"]], model, SZEGED)
        ),
        "factbank_first_four_fifths_annotated_events_cross_validated": tables["news"],
        "politics_dev_cross_validated": tables["politics"],
        "politics_dev_shipped_model_trained_on_it": figures(judge(politics, model)),
        "coded_train_cross_validated_rules_developed_on_it": tables.get("coded", {}),
        "sentences_train_cross_validated": tables.get("sentences", {}),
        "sentences_train_final_model": figures(judge(single["train"], model)),
        "sentences_dev_never_trained_on": figures(judge(single["dev"], model)),
        "coded_dev_never_trained_on": figures(judge(dev, model)),
        "coded_dev_by_corpus": {
            name: figures(judge([d for d in dev if d[0]["corpus"] == name], model))
            for name in sorted({d[0]["corpus"] for d in dev})
        },
        "context_notes_alone": {
            "factbank_last_fifth": figures(judge(held, none, SZEGED)),
            "politics_dev": figures(judge(politics, none)),
            "coded_dev": figures(judge(dev, none)),
        },
    }
    write(RESULTS, result)


def write(path: Path, data: dict) -> None:
    """The whole file or nothing."""
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    temporary.replace(path)
    print("wrote", path)


if __name__ == "__main__":
    main()
