"""Human coding of articles: show a text, check a sheet, compile to offsets, compare two coders.

    python benchmarks/coding.py show TEXTFILE
    python benchmarks/coding.py check SHEET TEXTFILE
    python benchmarks/coding.py compile SHEETS_DIR TEXTS_DIR OUT_DIR [--no-text]
    python benchmarks/coding.py agree DIR_A DIR_B [--draws 1000] [--save]

`agree` compares two folders of compiled articles, or two folders of such folders: then each apart.

What to code and how a line of a sheet looks stands in `crisis/GUIDELINES.md`.  A sheet and its
text have the same file name without ending.  Offsets are code points, half-open.
"""

import argparse
import calendar
import hashlib
import json
import math
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

Span = tuple[int, int]

SOURCE_TYPES = [
    "named_official",
    "named_person",
    "institution",
    "media",
    "anonymous",
    "unattributed",
]
STATUSES = [
    "asserted",
    "reported",
    "unattributed",
    "hinted",
    "several_sources",
    "denied",
    "disputed",
    "neither_confirmed_nor_denied",
    "no_conclusive_evidence",
    "not_checkable",
]
CLAIM_TYPES = [
    "event",
    "figure",
    "declaration",
    "accusation",
    "prediction",
    "position",
    "interpretation",
    "causal",
    "absence",
]
RESPONSES = ["denies", "confirms", "neither", "declined", "silent", "no_evidence", "not_verified"]
OLD_RESPONSES = {"denied": "denies", "confirmed": "confirms", "unverified": "not_verified"}
HEDGES = ["POSS", "PROB", "INF", "BEL", "HEAR", "ALLEG", "ANON", "COND", "OPEN", "NOCONF"]
LOADED = ["belittling", "catastrophic", "dehumanising", "inflammatory", "militaristic", "praising"]
MODALITIES = ["asserted", "hedged", "conditional", "negated", "planned", "alleged"]
ROOTS = {  # rungs that a root may stand on, and its lanes
    "AGREE": ("0", "words"),
    "CONSULT": ("0", "words"),
    "SUPPORT": ("0", "words"),
    "COOPERATE": ("0", "deed"),
    "AID": ("0", "deed words"),
    "CONCEDE": ("0", "deed words"),
    "RETREAT": ("0", "deed words"),
    "REQUEST": ("1 2", "words"),
    "ACCUSE": ("3 5", "words"),
    "REJECT": ("4", "words"),
    "THREATEN": ("6 7", "words"),
    "PROTEST": ("8", "deed"),
    "SANCTION": ("8", "deed words"),
    "MOBILIZE": ("8", "deed words"),
    "COERCE": ("9", "deed"),
    "ASSAULT": ("10", "deed"),
}
FIELDS = {
    "T": "id s source cue content kind source_type speaker inside",
    "C": "id s quote source source_actor chain source_type machine_status claim_type",
    "R": "claim_id s quote response source respondent_actor",
    "H": "s cue category holder",
    "A": "s trigger actor target actor_name target_name plover rung words_or_deed modality "
    "date_start date_end event_id mutual voice place",
    "L": "s text loaded_class about",
    "M": "s text actor",
    "X": "claim_id group",
}
MAIN = {"T": "content", "C": "quote", "R": "quote", "H": "cue", "A": "trigger"}
MAIN |= {"L": "text", "M": "text"}
LAYERS = {"T": "attributions", "C": "claims", "R": "responses", "H": "hedges", "A": "acts"}
LAYERS |= {"L": "loaded", "M": "mentions", "X": "groups"}
ALLOWED = {
    "kind": ["direct", "indirect", "mixed"],
    "source_type": SOURCE_TYPES,
    "machine_status": STATUSES,
    "claim_type": CLAIM_TYPES,
    "response": RESPONSES,
    "category": HEDGES,
    "loaded_class": LOADED,
    "modality": MODALITIES,
    "words_or_deed": ["words", "deed"],
    "plover": list(ROOTS),
    "mutual": ["", "m"],
}
WORDS = {"T": ["source", "cue"], "C": ["source"], "R": ["source"]}
WORDS |= {"A": ["actor", "target", "place"]}
AGREEMENT = Path(__file__).with_name("results") / "agreement.json"
NOBODY = ("", "narrator", "outlet")
OUTLET = "outlet"
DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Capt|Maj|Rep|Reps|Sen|Sens|Gov|Rev|Prof|St|Jr|Sr"
    r"|No|vs|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|Inc|Corp|Co|Ltd|etc)|[a-zA-Z]\.[a-zA-Z])\.$"
)
BREAK = re.compile(r"""[.!?…]+["'”’)\]]*(?=\s+["'“‘(\[]*[A-Z0-9])|\s*\n\s*""")
PAIRS = (('"', '"'), ("“", "”"), ("‘", "’"))


def sentences(text: str) -> list[Span]:
    """Sentences by punctuation and line breaks: good enough to number them, no more."""
    found, start = [], 0
    for cut in [*BREAK.finditer(text), None]:
        end = cut.end() if cut else len(text)
        if cut and cut.group().strip() and ABBREVIATION.search(text[start : cut.start() + 1]):
            continue
        piece = text[start:end]
        if piece.strip():
            left = start + len(piece) - len(piece.lstrip())
            found.append((left, start + len(piece.rstrip())))
        start = end
    return found


def read_text(path: Path) -> str:
    """The text as it stands, line ends included."""
    return path.read_bytes().decode("utf-8")


# ---------------------------------------------------------------- reading a sheet


@dataclass
class Coding:
    """One sheet read against its text: rows by letter, and what is wrong with them."""

    text: str
    rows: dict[str, list[dict]] = field(default_factory=lambda: {letter: [] for letter in FIELDS})
    faults: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.sentences = sentences(self.text)


def read_sheet(sheet: str, text: str) -> Coding:
    """Rows of a sheet with spans; `faults` names each line that does not hold."""
    coding = Coding(text)
    for number, line in enumerate(sheet.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            faults = _read_line(coding, line)
            coding.faults += [f"line {number}: {fault}   [{line.strip()[:70]}]" for fault in faults]
    coding.faults += _dangling(coding)
    return coding


def _read_line(coding: Coding, line: str) -> list[str]:
    letter, *values = (v.strip().replace("\\|", "|") for v in re.split(r"(?<!\\)\|", line))
    if letter not in FIELDS:
        return [f"unknown letter {letter!r}"]
    names = FIELDS[letter].split()
    if len(values) > len(names):
        return [f"{len(values)} fields, {letter} has {len(names)}: {FIELDS[letter]}"]
    row = dict(zip(names, values + [""] * (len(names) - len(values)), strict=True))
    if "response" in row:
        row["response"] = OLD_RESPONSES.get(row["response"], row["response"])
    coding.rows[letter].append(row)
    faults = [
        f"{name} {row[name]!r} is none of: {', '.join(filter(None, allowed))}"
        for name, allowed in ALLOWED.items()
        if name in row and row[name] not in allowed
    ]
    if letter != "X":
        faults += _place(coding, letter, row)
    if letter == "A":
        faults += _act(row)
    if letter in "CR":
        faults += _edges(row["quote"])
    return faults


def _act(row: dict) -> list[str]:
    faults = []
    rungs, lanes = ROOTS.get(row["plover"], ("", ""))
    if rungs and row["rung"] not in rungs.split():
        faults.append(f"{row['plover']} stands on rung {rungs.replace(' ', ' or ')}")
    if lanes and row["words_or_deed"] not in lanes.split():
        faults.append(f"{row['plover']} is {lanes.replace(' ', ' or ')}")
    for name in ("date_start", "date_end"):
        try:
            row[name] = _day(row[name], last=name == "date_end")
        except ValueError:
            faults.append(f"{name} {row[name]!r} is no date (2024, 2024-05, 2024-05-09)")
    if row["date_start"] > row["date_end"] > "":
        faults.append("the dates run backwards")
    if not row["event_id"]:
        faults.append("no event id")
    return faults


def _day(value: str, last: bool) -> str:
    """First or last day that a date of year, month or day precision covers."""
    if not value:
        return ""
    found = DATE.fullmatch(value)
    if not found:
        raise ValueError(value)
    year, month, day = (int(v) if v else None for v in found.groups())
    month = month or (12 if last else 1)
    length = calendar.monthrange(year, month)[1]  # raises on a month that does not exist
    day = day or (length if last else 1)
    if not 1 <= day <= length:
        raise ValueError(value)
    return f"{year:04}-{month:02}-{day:02}"


def _edges(quote: str) -> list[str]:
    faults = ["the quote ends with a full stop"] if re.search(r"(?<!\b\w)\.$", quote) else []
    for left, right in PAIRS:
        inner = quote[1:-1]
        whole = quote.startswith(left) and quote.endswith(right) and left not in inner
        opened = quote.startswith(left) and right not in quote[1:]
        closed = quote.endswith(right) and left not in quote[:-1] and right != "’"  # apostrophe
        if whole or opened or closed:
            faults.append("quotation mark at the edge")
    return faults


def _place(coding: Coding, letter: str, row: dict) -> list[str]:
    if not row["s"].isdigit() or not 1 <= int(row["s"]) <= len(coding.sentences):
        return [f"no sentence {row['s']!r}"]
    main = row[MAIN[letter]]
    try:
        row["spans"] = locate(coding, main, int(row["s"]))
        for name in WORDS.get(letter, []):
            spans = [] if row[name] in NOBODY else near(coding, row[name], row["spans"])
            row[f"{name}_spans"] = spans
        if letter == "C":
            outer = [words for words in row["chain"].split(" < ") if words]
            row["chain_spans"] = [near(coding, words, row["spans"]) for words in outer]
    except LookupError as fault:
        return [str(fault)]
    return []


def locate(coding: Coding, quote: str, sentence: int) -> list[Span]:
    """Spans of a quote that begins in the sentence; parts joined by ' ... ' follow each other."""
    parts, _, nth = _reference(quote)
    left, right = coding.sentences[sentence - 1]
    found = []
    for part in parts:
        places = [p for p in occurrences(coding.text, part) if p[0] >= left]
        if not found:
            places = [p for p in places if p[0] < right][nth - 1 :]
        if not places:
            raise LookupError(f"{part!r} not found in sentence {sentence}")
        found.append(places[0])
        left = places[0][1]
    return found


def near(coding: Coding, quote: str, anchor: list[Span]) -> list[Span]:
    """Spans of words beside the anchor: the nearest place outside it, else one inside it."""
    parts, sentence, nth = _reference(quote)
    if sentence or nth > 1:
        home = sentence or _sentence_of(coding, anchor[0][0])
        return locate(coding, f"{' ... '.join(parts)}#{nth}", home)
    found = []
    for part in parts:
        places = occurrences(coding.text, part)
        if not places:
            raise LookupError(f"{part!r} not found")
        found.append(min(places, key=lambda place: _apart(coding, place, anchor)))
    return found


def occurrences(text: str, words: str) -> list[Span]:
    """Places of the words as whole words; any white space and any form of quotation mark fits."""
    shape = re.escape(" ".join(words.split())).replace("\\ ", r"\s+")
    shape = re.sub("['‘’]", "['‘’]", shape)
    shape = re.sub('["“”]', '["“”]', shape)
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    after = r"(?!\w)" if words[-1:].isalnum() else ""
    return [m.span() for m in re.finditer(before + shape + after, text)] if words else []


def _reference(quote: str) -> tuple[list[str], int, int]:
    """Parts, sentence ('words@7', else 0) and which one ('words#2', else 1) of a quote."""
    words, sentence, nth = re.fullmatch(r"(.*?)(?:@(\d+))?(?:#(\d+))?", quote).groups()
    return re.split(r"\s+\.\.\.\s+", words), int(sentence or 0), int(nth or 1)


def _sentence_of(coding: Coding, offset: int) -> int:
    return sum(start <= offset for start, _ in coding.sentences)


def _apart(coding: Coding, place: Span, anchor: list[Span]) -> tuple:
    inside = any(place[0] < end and start < place[1] for start, end in anchor)
    same = _sentence_of(coding, place[0]) in {_sentence_of(coding, a[0]) for a in anchor}
    gap = min(max(start - place[1], place[0] - end, 0) for start, end in anchor)
    return inside, not same, gap


def _dangling(coding: Coding) -> list[str]:
    rows, faults = coding.rows, []
    for letter, layer in (("T", "attribution"), ("C", "claim")):
        counts = Counter(row["id"] for row in rows[letter])
        faults += [f"{layer} id {i!r} stands {n} times" for i, n in counts.items() if n > 1]
        faults += [f"{layer} without an id" for i in counts if not i]
    voices = {row["id"] for row in rows["T"]}
    claims = {row["id"] for row in rows["C"]}
    wanted = [(row["inside"], voices | {""}) for row in rows["T"]]
    wanted += [(row["holder"], voices | {OUTLET}) for row in rows["H"]]
    wanted += [(row["voice"], voices | {""}) for row in rows["A"]]
    wanted += [(row["claim_id"], claims) for letter in "RX" for row in rows[letter]]
    faults += [f"id {ident!r} is declared nowhere" for ident, known in wanted if ident not in known]
    faults += [f"{row['id']} is inside itself" for row in rows["T"] if row["id"] == row["inside"]]
    return faults


def hints(coding: Coding) -> list[str]:
    """What is possible but seldom meant: printed by `check`, no fault."""
    answers = {(row["claim_id"], row["response"]) for row in coding.rows["R"]}
    found = []
    for row in coding.rows["C"]:
        ident, status = row["id"], row["machine_status"]
        if status == "denied" and (ident, "denies") not in answers:
            found.append(f"{ident} is denied, by no R line")
        if status == "neither_confirmed_nor_denied" and (ident, "neither") not in answers:
            found.append(f"{ident} is neither confirmed nor denied, by no R line")
        if (row["source_type"] == "unattributed") and status in ("asserted", "reported"):
            found.append(f"{ident} is {status}, by nobody")
        if row["source"] == "narrator" and row["source_type"] != "unattributed":
            found.append(f"{ident} is the narrator's, source_type should be unattributed")
    events: dict[str, set] = {}
    for row in coding.rows["A"]:
        events.setdefault(row["event_id"], set()).add(row["plover"])
    found += [f"event {e} has roots {sorted(r)}" for e, r in events.items() if len(r) > 1]
    return found


# ---------------------------------------------------------------- sheets to offsets


def compile_coding(coding: Coding, article_id: str, digest: str, words: bool = True) -> dict:
    """One article's coding as plain rows, sorted by place; without the text's words on request."""
    article = {"article_id": article_id, "sha256": digest}
    for letter, layer in LAYERS.items():
        rows = [_compiled(coding, letter, row, words) for row in coding.rows[letter]]
        article[layer] = sorted(rows, key=lambda row: (row.get("start", 0), row.get("end", 0)))
    return article


def _compiled(coding: Coding, letter: str, row: dict, words: bool) -> dict:
    if letter == "X":
        return dict(row)
    spans = row["spans"]
    out = {"start": spans[0][0], "end": spans[-1][1]}
    if letter == "T":
        out["content_spans"] = spans
    elif len(spans) > 1:
        out["spans"] = spans
    textual = {MAIN[letter], "chain", *WORDS.get(letter, [])}
    for name, value in row.items():
        if name in ("s", "spans") or name in textual:
            continue
        out[name] = value
    out |= {"rung": int(row["rung"]), "mutual": row["mutual"] == "m"} if letter == "A" else {}
    if words:
        out |= _quoted(coding.text, letter, row)
    return out


def _quoted(text: str, letter: str, row: dict) -> dict:
    def say(spans):
        return " ... ".join(text[start:end] for start, end in spans)

    out = {MAIN[letter]: say(row["spans"])}
    for name in WORDS.get(letter, []):
        out[name] = say(row[f"{name}_spans"]) or (row[name] if row[name] in NOBODY else "")
    if letter == "C":
        out["chain"] = [say(spans) for spans in row["chain_spans"]]
    return out


# ---------------------------------------------------------------- two coders


def pairs(left: list[dict], right: list[dict], weight, least: float) -> list[tuple[dict, dict]]:
    """One-to-one pairs, best weight first, none below `least`."""
    scored = [(weight(a, b), -i, -j) for i, a in enumerate(left) for j, b in enumerate(right)]
    used_left, used_right, found = set(), set(), []
    for score, i, j in sorted(scored, reverse=True):
        if score >= least and score > 0 and i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            found.append((left[-i], right[-j]))
    return found


def dice(a: dict, b: dict) -> float:
    """Overlap of two rows: twice the shared characters over both lengths."""
    shared = min(a["end"], b["end"]) - max(a["start"], b["start"])
    return max(0, 2 * shared / (a["end"] - a["start"] + b["end"] - b["start"]))


def exact(a: dict, b: dict) -> float:
    return float((a["start"], a["end"]) == (b["start"], b["end"]))


def same_party(a: dict, b: dict, role: str) -> bool:
    """Both name nobody, the same canonical actor, or overlapping words."""
    left, right = a[f"{role}_spans"], b[f"{role}_spans"]
    if not left or not right:
        return not left and not right and a[f"{role}_name"] == b[f"{role}_name"]
    if a[f"{role}_name"] and a[f"{role}_name"] == b[f"{role}_name"]:
        return True
    return any(s < f and t < e for s, e in left for t, f in right)


def same_triple(a: dict, b: dict) -> bool:
    parties = all(same_party(a, b, role) for role in ("actor", "target"))
    mirrored = a["mutual"] and b["mutual"] and _crossed(a, b)
    return a["plover"] == b["plover"] and (parties or mirrored)


def _crossed(a: dict, b: dict) -> bool:
    turned = dict(b)
    for part in ("spans", "name"):
        turned[f"actor_{part}"], turned[f"target_{part}"] = b[f"target_{part}"], b[f"actor_{part}"]
    return all(same_party(a, turned, role) for role in ("actor", "target"))


SPAN_SCORES = {  # layer: name of the score -> (weight, least)
    "attributions": {"dice": (dice, 0.5), "exact": (exact, 1)},
    "claims": {"dice": (dice, 0.5), "exact": (exact, 1)},
    "responses": {"dice": (dice, 0.5), "exact": (exact, 1)},
    "hedges": {"overlap": (dice, 0), "exact": (exact, 1)},
    "acts": {"overlap": (dice, 0), "exact": (exact, 1)},
    "loaded": {"overlap": (dice, 0), "exact": (exact, 1)},
    "mentions": {"overlap": (dice, 0), "exact": (exact, 1)},
}
VALUES = {  # values compared on matched rows
    "attributions": ["source_type", "kind"],
    "claims": ["source_type", "machine_status", "claim_type"],
    "responses": ["response"],
    "hedges": ["category", "outlet_holds"],
    "acts": ["plover", "rung", "modality", "words_or_deed"],
    "loaded": ["loaded_class"],
    "mentions": ["actor"],
}
ORDINAL = {"rung"}


def compare(first: dict, second: dict) -> tuple[dict, dict]:
    """Counts (matched, in A, in B) per score, and value pairs of matched rows, of one article."""
    counts, values = {}, {}
    for layer, scores in SPAN_SCORES.items():
        a, b = _rows(first, layer), _rows(second, layer)
        for name, (weight, least) in scores.items():
            matched = pairs(a, b, weight, least)
            counts[layer, name] = (len(matched), len(a), len(b))
            if name == next(iter(scores)):
                for value in VALUES[layer]:
                    values[layer, value] = [(x[value], y[value]) for x, y in matched]
                if layer == "acts":
                    agreed = sum(same_triple(x, y) for x, y in matched)
                    counts[layer, "triple"] = (agreed, len(a), len(b))
    return counts, values


def _rows(article: dict, layer: str) -> list[dict]:
    rows = article[layer]
    if layer == "responses":  # one answer to several claims is one span
        rows = list({(r["start"], r["end"], r["response"]): r for r in rows}.values())
    if layer == "hedges":
        rows = [r | {"outlet_holds": str(r["holder"] == OUTLET)} for r in rows]
    return rows


def f1(counts: list[tuple[int, int, int]]) -> float | None:
    matched, a, b = (sum(column) for column in zip(*counts, strict=True))
    return 2 * matched / (a + b) if a + b else None


def alpha(observed: list[tuple], ordinal: bool = False) -> float | None:
    """Krippendorff's alpha of two coders; None where fewer than two values occur."""
    import krippendorff
    import numpy as np

    domain = sorted({value for pair in observed for value in pair})
    if len(domain) < 2:
        return None
    place = {value: i for i, value in enumerate(domain)}
    units = np.zeros((len(observed), len(domain)), dtype=int)
    for row, pair in enumerate(observed):
        for value in pair:
            units[row, place[value]] += 1
    level = "ordinal" if ordinal else "nominal"
    scale = domain if ordinal else list(range(len(domain)))
    return float(
        krippendorff.alpha(value_counts=units, value_domain=scale, level_of_measurement=level)
    )


def agree(first: dict[str, dict], second: dict[str, dict], draws: int = 1000) -> dict:
    """Agreement per layer, with 95 % intervals from a bootstrap over articles."""
    import numpy as np

    ids = sorted(first.keys() & second.keys())
    compared = [compare(first[i], second[i]) for i in ids]
    rng = np.random.default_rng(7)
    samples = [rng.integers(0, len(ids), len(ids)) for _ in range(draws)] if len(ids) > 1 else []
    result = {"articles": len(ids), "only_in_one": sorted(first.keys() ^ second.keys())}
    for key in compared[0][0] if compared else ():
        tables = [counts[key] for counts, _ in compared]
        totals = [int(sum(column)) for column in zip(*tables, strict=True)]
        interval = _interval([f1([tables[i] for i in sample]) for sample in samples])
        scores = result.setdefault(key[0], {})
        scores[f"f1_{key[1]}"] = {
            "f1": _round(f1(tables)),
            "interval": interval,
            "matched": totals[0],
            "a": totals[1],
            "b": totals[2],
        }
    for key in compared[0][1] if compared else ():
        ordinal = key[1] in ORDINAL
        lists = [values[key] for _, values in compared]
        pooled = [pair for pairs_ in lists for pair in pairs_]
        drawn = [alpha([p for i in sample for p in lists[i]], ordinal) for sample in samples]
        result[key[0]][key[1]] = {
            "alpha": _round(alpha(pooled, ordinal)),
            "interval": _interval(drawn),
            "same": _round(sum(x == y for x, y in pooled) / len(pooled)) if pooled else None,
            "rows": len(pooled),
            "differ": [
                [*map(str, pair), n]
                for pair, n in Counter(p for p in pooled if p[0] != p[1]).most_common(8)
            ],
        }
    return result


def agree_folders(first: Path, second: Path, draws: int = 1000) -> dict:
    """Agreement of two folders of compiled articles; of folders of them, by their names."""
    corpora = sorted(p.name for p in first.iterdir() if p.is_dir())
    if not corpora:
        return agree(read_folder(first), read_folder(second), draws)
    return {c: agree(read_folder(first / c), read_folder(second / c), draws) for c in corpora}


def _interval(drawn: list[float | None]) -> list[float] | None:
    import numpy as np

    known = [value for value in drawn if value is not None and not math.isnan(value)]
    return [_round(float(q)) for q in np.quantile(known, (0.025, 0.975))] if known else None


def _round(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else round(value, 3)


# ---------------------------------------------------------------- command line


def show(path: Path) -> None:
    text = read_text(path)
    for number, (start, end) in enumerate(sentences(text), 1):
        print(f"[{number}] {' '.join(text[start:end].split())}")


def check(sheet: Path, path: Path) -> int:
    coding = read_sheet(sheet.read_text(encoding="utf-8"), read_text(path))
    for fault in coding.faults:
        print(fault)
    for hint in hints(coding):
        print("look again:", hint)
    counts = ", ".join(f"{len(rows)} {LAYERS[letter]}" for letter, rows in coding.rows.items())
    print(f"{'clean' if not coding.faults else f'{len(coding.faults)} faults'}: {counts}")
    return bool(coding.faults)


def compile_all(sheets: Path, texts: Path, out: Path, words: bool) -> int:
    out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for sheet in sorted(p for p in sheets.iterdir() if p.suffix in (".txt", ".sheet")):
        path = texts / f"{sheet.stem}.txt"
        coding = read_sheet(sheet.read_text(encoding="utf-8"), read_text(path))
        if coding.faults:
            failed += 1
            print(f"{sheet.name}: {len(coding.faults)} faults, not compiled", file=sys.stderr)
            continue
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        article = compile_coding(coding, sheet.stem, digest, words)
        target = out / f"{sheet.stem}.json"
        target.write_text(one_row_a_line(article), "utf-8")
    return bool(failed)


def one_row_a_line(article: dict) -> str:
    """JSON that is small and that a diff can show: every annotation on a line of its own."""
    parts = [
        f"{json.dumps(key)}: "
        + (
            "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in value) + "\n]"
            if isinstance(value, list) and value
            else json.dumps(value, ensure_ascii=False)
        )
        for key, value in article.items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def read_folder(folder: Path) -> dict[str, dict]:
    """Compiled articles by file name."""
    return {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in folder.glob("*.json")}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name, arguments in {
        "show": ["text"],
        "check": ["sheet", "text"],
        "compile": ["sheets", "texts", "out"],
        "agree": ["first", "second"],
    }.items():
        command = commands.add_parser(name)
        for argument in arguments:
            command.add_argument(argument, type=Path)
        if name == "compile":
            command.add_argument("--no-text", action="store_true", help="offsets and values only")
        if name == "agree":
            command.add_argument("--draws", type=int, default=1000)
            command.add_argument("--save", action="store_true", help=f"to {AGREEMENT.name}")
    args = parser.parse_args()
    if args.command == "show":
        show(args.text)
        return 0
    if args.command == "check":
        return check(args.sheet, args.text)
    if args.command == "compile":
        return compile_all(args.sheets, args.texts, args.out, not args.no_text)
    found = agree_folders(args.first, args.second, args.draws)
    print(json.dumps(found, indent=1))
    if args.save:
        AGREEMENT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
