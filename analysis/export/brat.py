"""Annotations as brat standoff: text, annotations, and the configuration that names their types."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from .. import register as reg
from ..pipeline import Annotations
from ..text.article import Article
from .annotation_reading import span_row

BREAKS = re.compile(
    "[\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+"
)  # a fragment may not run over one of these
ENTITY = re.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t(.*)")
RELATION = re.compile(r"R\d+\t(\S+) Arg1:(T\d+) Arg2:(T\d+)\s*")
ATTRIBUTE = re.compile(r"[AM]\d+\t(\S+) (T\d+)(?: (\S+))?\s*")
ENTITIES = ("Source", "Cue", "Content", "Claim", "Act", "Hedge", "Loaded")


def text(article: Article, notes: Annotations, register: reg.Register) -> str:
    """The untouched text: brat's offsets are code points, as ours are."""
    return article.text


def standoff(article: Article, notes: Annotations, register: reg.Register) -> str:
    """Text-bound annotations (T), relations (R), attributes (A) and notes (#) of one article."""
    out = _Writer(article.text)
    for row in notes.attributions.itertuples():
        content = out.entity("Content", row.content_spans)
        source, cue = out.entity("Source", row.source_spans), out.entity("Cue", row.cue_spans)
        out.relation("SaidBy", content, source)
        out.relation("SaidWith", content, cue)
        out.attribute("SourceType", source, row.source_type)
        out.attribute("Kind", content, row.kind)
        out.attribute("Stance", content, row.stance)
    for row in notes.hedges.itertuples():
        hedge = out.entity("Hedge", [(row.start, row.end)])
        out.attribute("Category", hedge, row.category)
        out.attribute("Strength", hedge, str(row.strength))
    for row in notes.loaded.itertuples():
        out.attribute("LoadedClass", out.entity("Loaded", [(row.start, row.end)]), row.loaded_class)
    for row in notes.acts.itertuples():
        act = out.entity("Act", [(row.start, row.end)])
        out.attribute("Rung", act, str(row.rung))
        out.attribute("Modality", act, row.modality)
        out.note(
            act,
            f"{row.actor or 'nobody named'} → {row.target or 'nobody named'}, "
            f"{row.plover}, {row.words_or_deed}",
        )
    for row in reg.displayed(register).itertuples():
        if row.start >= 0:
            claim = out.entity("Claim", [(row.start, row.end)])
            out.attribute("Suggested", claim, row.machine_status)
            if row.decided_by == "reviewer":
                out.attribute("Saying", claim, row.saying)
                out.attribute("Matter", claim, row.matter)
                out.note(
                    claim,
                    f"{row.claim_id}: {row.label}, {row.reviewer}, "
                    f"{row.date}{' (stale)' * row.stale}: {row.reason}",
                )
    return "".join(f"{line}\n" for line in out.lines)


def configuration(notes: Annotations) -> str:
    """annotation.conf: the types, relations, and attribute values in use."""

    def values(column: Iterable[object]) -> str:
        return "|".join(sorted({_word(str(v)) for v in column} - {""})) or "none"

    attributes = {
        "SourceType": ("Source", values(notes.attributions["source_type"])),
        "Kind": ("Content", values(notes.attributions["kind"])),
        "Stance": ("Content", values(notes.attributions["stance"])),
        "Category": ("Hedge", values(notes.hedges["category"])),
        "Strength": ("Hedge", "1|2|3|4"),
        "LoadedClass": ("Loaded", values(notes.loaded["loaded_class"])),
        "Rung": ("Act", "|".join(map(str, range(11)))),
        "Modality": ("Act", values(notes.acts["modality"])),
        "Suggested": ("Claim", "|".join(reg.values("text_status"))),
        "Saying": ("Claim", "|".join((*reg.values("saying"), reg.IN_CONFLICT))),
        "Matter": ("Claim", "|".join((*reg.values("matter"), reg.IN_CONFLICT))),
    }
    return "\n".join(
        [
            "[entities]",
            *ENTITIES,
            "",
            "[relations]",
            "SaidBy\tArg1:Content, Arg2:Source",
            "SaidWith\tArg1:Content, Arg2:Cue",
            "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
            "",
            "[events]",
            "",
            "[attributes]",
            *(f"{name}\tArg:{arg}, Value:{vals}" for name, (arg, vals) in attributes.items()),
            "",
        ]
    )


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
        self.counts = dict.fromkeys("TRA#", 0)

    def entity(self, kind: str, spans: Iterable[Sequence[int]]) -> str:
        """A text-bound annotation; its number, or "" when it covers nothing."""
        fragments = [
            f for start, end in sorted(map(tuple, spans)) for f in self._fragments(start, end)
        ]
        if not fragments:
            return ""
        where = ";".join(f"{a} {b}" for a, b in fragments)
        return self._add("T", f"{kind} {where}\t{' '.join(self.text[a:b] for a, b in fragments)}")

    def relation(self, kind: str, one: str, two: str) -> None:
        if one and two:
            self._add("R", f"{kind} Arg1:{one} Arg2:{two}")

    def attribute(self, kind: str, entity: str, value: str) -> None:
        if entity and _word(value):
            self._add("A", f"{kind} {entity} {_word(value)}")

    def note(self, entity: str, words: str) -> None:
        if entity:
            self._add("#", f"AnnotatorNotes {entity}\t{' '.join(words.split())}")

    def _add(self, kind: str, rest: str) -> str:
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


def _word(value: str) -> str:
    return re.sub(r"[^\w-]+", "_", value).strip("_")
