"""Annotations as brat standoff: text, annotations, and the configuration that names their types."""

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from .. import register as reg
from ..corrections import VALUES
from ..layers.hedging.cues import CLASSES as HEDGES
from ..layers.loaded import CLASSES as LOADED
from ..layers.loaded import JUDGING
from ..pipeline import Annotations
from ..text.article import Article
from .annotation_reading import span_row
from .layer_marks import Mark, layer_marks

BREAKS = re.compile(
    "[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+"
)  # a fragment may not run over one of these
ENTITY = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
RELATION = re.compile(r"R\d+\t(\S+) Arg1:(T\d+) Arg2:(T\d+)\s*")
ATTRIBUTE = re.compile(r"[AM]\d+\t(\S+) (T\d+)(?: (\S+))?\s*")
ENTITIES = tuple("Source Cue Content Claim Act Hedge Loaded".split())
RELATIONS = {"Source": "SaidBy", "Cue": "SaidWith"}  # what a content has to a part of its statement
ATTRIBUTES = {
    "SourceType": ("Source", VALUES["source_type"]),
    "Kind": ("Content", VALUES["kind"]),
    "Stance": ("Content", VALUES["stance"]),
    "Category": ("Hedge", HEDGES),
    "Strength": ("Hedge", "1234"),
    "LoadedClass": ("Loaded", (*LOADED, JUDGING)),
    "Rung": ("Act", tuple(map(str, range(11)))),
    "Modality": ("Act", VALUES["modality"]),
    "Suggested": ("Claim", reg.values("text_status")),
    "Saying": ("Claim", (*reg.values("saying"), reg.IN_CONFLICT)),
    "Matter": ("Claim", (*reg.values("matter"), reg.IN_CONFLICT)),
}


def text(article: Article, notes: Annotations, register: reg.Register) -> str:
    """The untouched text: brat's offsets are code points, as ours are."""
    return article.text


def standoff(article: Article, notes: Annotations, register: reg.Register) -> str:
    """Text-bound annotations (T), relations (R), attributes (A) and notes (#) of one article."""
    out = _Writer(article.text)
    for mark in layer_marks(notes):
        out.mark(mark)
    for (kind, name), number in [*out.named.items()]:
        content = out.named.get(("Content", name))
        if content and kind in RELATIONS:
            out.add("R", f"{RELATIONS[kind]} Arg1:{content} Arg2:{number}")
    for row in reg.displayed(register).to_dict("records"):
        if row["start"] >= 0:
            out.mark(_claim(row))
    return "".join(f"{line}\n" for line in out.lines)


def configuration() -> str:
    """annotation.conf: the types, relations, and the values that an attribute may have."""
    lines = [
        *("[entities]", *ENTITIES, "", "[relations]"),
        *(f"{name}\tArg1:Content, Arg2:{kind}" for kind, name in RELATIONS.items()),
        "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
        *("", "[events]", "", "[attributes]"),
    ]
    lines += [f"{name}\tArg:{kind}, Value:{'|'.join(v)}" for name, (kind, v) in ATTRIBUTES.items()]
    return "\n".join([*lines, ""])


def _claim(row: Mapping[str, Any]) -> Mark:
    values, note = {"Suggested": row["machine_status"]}, ""
    if row["decided_by"] == "reviewer":
        values |= {"Saying": row["saying"], "Matter": row["matter"]}
        stale = " (stale)" * row["stale"]
        note = f"{row['label']}, {row['reviewer']}, {row['date']}{stale}: {row['reason']}"
    return Mark("Claim", row["claim_id"], [(row["start"], row["end"])], values, note)


def read(standoff: str, article: Article) -> pd.DataFrame:
    """Brat's standoff on an article as spans, one row a text-bound annotation.

    Columns: article_id, key (T1 …), kind (Claim, Content, Source …), start, end (of all fragments
    together), quote, values (attributes by name), links (relations by name → the key they lead to).
    Raises ValueError, naming the line, for offsets outside the text, words that do not stand there
    and lines of no known form.
    """
    entities: dict[str, dict[str, Any]] = {}
    for n, line in enumerate(standoff.splitlines(), 1):
        if not line.strip() or line[0] in "#E*NM":
            continue
        if entity := ENTITY.fullmatch(line):
            key, kind, where, words = entity.groups()
            spans = [tuple(map(int, pair.split())) for pair in where.split(";")]
            start, end = spans[0][0], spans[-1][1]
            if " ".join(article.text[a:b] for a, b in spans) != words:
                raise ValueError(f"line {n}: the text does not read {words[:80]!r} there")
            entities[key] = span_row(article, key, kind, start, end, {}, {})
        elif relation := RELATION.fullmatch(line):
            name, one, two = relation.groups()
            entities[one]["links"][name] = two
        elif attribute := ATTRIBUTE.fullmatch(line):
            name, key, value = attribute.groups()
            entities[key]["values"][name] = value or "yes"
        else:
            raise ValueError(f"line {n}: {line[:80]!r} is no line of brat's standoff")
    columns = ("article_id", "key", "kind", "start", "end", "quote", "values", "links")
    return pd.DataFrame(list(entities.values()), columns=list(columns))


class _Writer:
    """Collects lines and hands out brat's numbers."""

    def __init__(self, text: str):
        self.text = text
        self.lines: list[str] = []
        self.named: dict[tuple[str, str], str] = {}
        self.counts = dict.fromkeys("TRA#", 0)

    def mark(self, mark: Mark) -> None:
        """A text-bound annotation with its attributes and note; none where it covers nothing."""
        fragments = [f for span in sorted(mark.spans) for f in self._fragments(*span)]
        if not fragments:
            return
        where = ";".join(f"{a} {b}" for a, b in fragments)
        words = " ".join(self.text[a:b] for a, b in fragments)
        number = self.add("T", f"{mark.kind} {where}\t{words}")
        self.named[mark.kind, mark.name] = number
        for name, value in mark.values.items():
            if value:
                self.add("A", f"{name} {number} {value}")
        if mark.note:
            self.add("#", f"AnnotatorNotes {number}\t{' '.join(mark.note.split())}")

    def add(self, kind: str, rest: str) -> str:
        """A line of one kind; its number."""
        self.counts[kind] += 1
        self.lines.append(f"{kind}{self.counts[kind]}\t{rest}")
        return f"{kind}{self.counts[kind]}"

    def _fragments(self, start: int, end: int) -> list[tuple[int, int]]:
        """The span without line breaks and tabs, and without spaces next to them."""
        out, at = [], start
        for gap in [*BREAKS.finditer(self.text, start, end), None]:
            stop = gap.start() if gap else end
            piece = self.text[at:stop]
            if piece.strip():
                left = at + len(piece) - len(piece.lstrip())
                out.append((left, left + len(piece.strip())))
            at = gap.end() if gap else end
        return out
