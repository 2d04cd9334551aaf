"""Read a user's own copy of the PolNeAR corpus (brat stand-off) for training and scoring.

A folder holds train/ and dev/, each with text/*.txt and attributions/*_<annotator>.ann.  Where several annotators read
an article the first by name counts.  The corpus is not part of this project.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

SPAN = re.compile(r"(T\d+)\t(\w[\w-]*) ([\d ;]+)\t")
EVENT = re.compile(r"E\d+\t(\S.*)")
ROLES = ("source", "cue", "content")


def read_brat(path: Path) -> tuple[list[dict], list[tuple[int, int]]]:
    """(attributions, spans to leave out of scoring); an attribution maps each role to sorted [start, end) pairs."""
    spans, events = {}, []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if found := SPAN.match(line):
            ident, label, ranges = found.groups()
            spans[ident] = (label, [tuple(map(int, r.split())) for r in ranges.split(";")])
        elif found := EVENT.match(line):
            events.append([argument.split(":") for argument in found.group(1).split()[1:]])
    rows = []
    for arguments in events:
        row = {role: [] for role in ROLES}
        for role, ident in arguments:
            role = role.rstrip("0123456789").lower()
            if role in row and ident in spans:
                row[role] += spans[ident][1]
        if row["content"]:
            rows.append({role: sorted(pairs) for role, pairs in row.items()})
    return rows, sorted(
        pair for label, pairs in spans.values() if label == "Discard" for pair in pairs
    )


def load(root, split: str) -> list[dict]:
    """Articles of one split: name, text, paragraphs, attributions (each with head: offset of its source's head), discard."""
    root = Path(root)
    if not (root / split / "text").is_dir():
        raise FileNotFoundError(
            f"No PolNeAR {split} part under {root}: point --polnear to a folder that holds "
            f"{split}/text and {split}/attributions."
        )
    cached = root / f"heads_{split}.json"
    heads = json.loads(cached.read_text()) if cached.exists() else {}
    articles = []
    for path in sorted((root / split / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        annotators = sorted((root / split / "attributions").glob(path.stem + "_*.ann"))
        annotators = [a for a in annotators if "_" not in a.stem[len(path.stem) + 1 :]]
        if not annotators:
            continue
        rows, discard = read_brat(annotators[0])
        for row in rows:
            row["head"] = heads.get(path.stem, {}).get(repr(row["source"]))
            if row["head"] is None and row["source"]:
                row["head"] = head_of(text, row["source"])
        articles.append(
            {
                "name": path.stem,
                "text": text,
                "paragraphs": paragraphs(text),
                "attributions": rows,
                "discard": discard,
            }
        )
    return articles


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Lines that hold something, as [start, end)."""
    return [(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*", text)]


def head_of(text: str, spans) -> int:
    """Offset of the syntactic root of a source phrase, by spaCy's small model."""
    from analysis.text.parse import model, normalise

    start, end = spans[0]
    root = next(iter(model()(normalise(text[start:end])).sents)).root
    return start + root.idx
