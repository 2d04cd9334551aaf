"""What people corrected, applied to the rows of a layer before the next layer reads them.

A correction names a span by its words and what stands around them, so that it holds in every later
run: numbers of rows change with the model, words do not. `register.corrections` gives those that
stand; `annotate` takes them.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from .layers.acts.ladder import plover
from .layers.claims.ids import claim_id
from .layers.claims.status import STATUSES
from .layers.claims.types import TYPES
from .tables import EMPTY, SCHEMAS
from .text import anchors
from .text.article import Article, Span
from .text.overlaps import OVERLAP, shared
from .text.parse import Parsed

Row = dict[str, Any]
MARK = "corrected"
# field → what it may be corrected to, where not any words will do
VALUES = {
    "status": STATUSES,
    "kind": ("direct", "indirect", "mixed"),
    "source_type": tuple(
        "named_official named_person institution media anonymous unattributed".split()
    ),
    "stance": tuple("neutral factive distancing accusing denying confirming declining".split()),
    "claim_type": TYPES,
    "modality": tuple("asserted hedged conditional negated planned alleged".split()),
}
SPANS = re.compile(r"\d{1,12}-\d{1,12}( \d{1,12}-\d{1,12})*"), "write spans as 120-163 170-190"
# field → how it is written, where any value of a form will do
FORMS = {
    "split": SPANS,
    "join": SPANS,
    "span": SPANS,
    "rung": (re.compile(r"0?\d|10"), "a rung is a number from 0 to 10"),
}
# table → fields of a row that a person may correct
FIELDS = {
    "attributions": ("source", "speaker", "kind", "source_type", "stance"),
    "claims": ("status", "source", "source_type", "claim_type"),
    "acts": tuple("actor target rung root date modality".split()),
}
# field → the columns that take its value, where they are not called so
COLUMNS = {
    "status": ("machine_status",),
    "actor": ("actor", "actor_name"),
    "target": ("target", "target_name"),
    "date": ("date_start", "date_end"),
}
SPEAKER = {"attributions": "speaker", "claims": "source_actor"}
WHOLE_OF = {
    "attributions": ("drop", "span"),
    "claims": ("drop", "split", "join", "add"),
    "acts": ("drop", "add"),
}
RULE_OF = {"attributions": "type_rule", "acts": "rule"}  # the column that says why


def value_problem(what: str, field: str, to: str) -> str:
    """What is wrong with a correction of this field to this value, in words; "" when nothing is."""
    if what not in FIELDS:
        return f"what {what!r} is not one of: {', '.join(FIELDS)}"
    known = (*FIELDS[what], *WHOLE_OF[what])
    if field not in known:
        return f"field {field!r} of {what} is not one of: {', '.join(known)}"
    if field in FORMS:
        form, remedy = FORMS[field]
        return "" if form.fullmatch(to) else f"to {to!r}: {remedy}"
    if field == "date" and to and not _is_day(to):
        return f"to {to!r}: write a day as 2031-05-02, or leave it empty"
    if what == "acts" and field in ("root", "add") and to not in plover():
        return f"to {to!r} is no PLOVER root code: {', '.join(plover())}"
    allowed = STATUSES if what == "claims" and field == "add" else VALUES.get(field, ())
    if allowed and to not in allowed and (to or field not in ("status", "add")):
        return f"to {to!r} is not one of: {', '.join(allowed)}"
    return ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def apply(
    what: str, rows: Sequence[Row], corrections: Iterable[Row], parsed: Parsed
) -> tuple[list[Row], list[Row]]:
    """(rows, flags): rows with their corrections, and a warning for each that found no row.

    what        : attributions, claims or acts
    rows        : as the layer made them; they are not changed, corrected ones are new and marked
    corrections : rows of `corrections.csv` on this article, oldest first: a later one of the same
                  field wins

    A correction whose words are gone, or stand among other words, is not applied and becomes a
    flag, as is one whose row the layer no longer makes. Rows of `flags` have that table's columns.
    """
    out, flags = [dict(row) for row in rows], []
    for correction in corrections:
        if correction["what"] == what:
            span = _place(correction, parsed.article)
            changed = _changed(out, correction, span, parsed) if span else None
            if changed is None:
                flags.append(_flag(correction, span, parsed))
            else:
                out = changed
    return sorted(out, key=lambda row: (row["start"], row["end"])), flags


def follow(before: Sequence[Row], after: Sequence[Row], answers: Iterable[Row]) -> list[Row]:
    """The answers to claims that were split or joined, with the id that has their words now.

    Answers to claims that were dropped go with them.
    """
    known = {row["claim_id"] for row in after}
    old = {row["claim_id"]: (row["start"], row["end"]) for row in before}
    out = []
    for answer in answers:
        if answer["claim_id"] in known:
            out.append(answer)
            continue
        span = old[answer["claim_id"]]
        holds = max(after, key=lambda row: shared((row["start"], row["end"]), span), default=None)
        if holds and shared((holds["start"], holds["end"]), span) > 0:
            out.append(answer | {"claim_id": holds["claim_id"]})
    return out


def _place(correction: Row, article: Article) -> Span | None:
    start = int(correction["key"].split("-")[0])
    found = anchors.find(
        correction["words"], correction["prefix"], correction["suffix"], start, article.text
    )
    return (found.start, found.end) if found.start >= 0 else None


def _changed(rows: list[Row], correction: Row, span: Span, parsed: Parsed) -> list[Row] | None:
    """The rows with one correction; None when there is no row for it."""
    what, field, to = correction["what"], correction["field"], correction["to"]
    if field == "add":
        return [*rows, _added(what, rows, to, span, parsed)]
    at = _row_at(rows, span)
    if at is None:
        return None
    gone, new = {at}, [rows[at]]
    if field == "drop":
        new = []
    elif field in ("span", "split", "join"):
        spans = _spans(to, correction, span)
        if field == "span":
            new = [_respan(rows[at], spans, parsed.article)]
        elif field == "split":
            new = [_claim_at(rows[at], part, parsed.article) for part in spans]
        else:
            other = _row_at(rows, spans[0])
            if other in (None, at):
                return None
            gone.add(other)
            ends = [rows[i][end] for i in gone for end in ("start", "end")]
            new = [_claim_at(rows[at], (min(ends), max(ends)), parsed.article)]
    elif field == "root":
        new = [rows[at] | _root(to)]
    else:
        value = int(to) if field == "rung" else to
        new = [rows[at] | dict.fromkeys(COLUMNS.get(field, (field,)), value)]
        if field == "source":  # who the old one was is not who this one is
            new[0][SPEAKER[what]] = ""
    kept = [row for i, row in enumerate(rows) if i not in gone]
    taken = {row.get("claim_id") for row in kept}
    return kept + [_own_id(_marked(what, row), taken) for row in new]


def _row_at(rows: Sequence[Row], span: Span) -> int | None:
    """The row whose span is likest, if it shares half of the union."""
    scored = [(shared((row["start"], row["end"]), span), -i) for i, row in enumerate(rows)]
    best = max(scored, default=(0.0, 0))
    return -best[1] if best[0] >= OVERLAP else None


def _spans(to: str, correction: Row, span: Span) -> list[Span]:
    """Spans written against the text as it was, moved with the words that were corrected."""
    shift = span[0] - int(correction["key"].split("-")[0])
    pairs = (part.split("-") for part in to.split())
    return [(int(a) + shift, int(b) + shift) for a, b in pairs]


def _respan(row: Row, spans: Sequence[Span], article: Article) -> Row:
    words = " … ".join(article.text[a:b] for a, b in spans)
    new = {"content_spans": [list(s) for s in spans], "content": words}
    return row | new | {"start": spans[0][0], "end": spans[-1][1]}


def _claim_at(row: Row, span: Span, article: Article) -> Row:
    """A claim's row with another span: words, surroundings and id follow."""
    quote = article.text[slice(*span)]
    prefix, suffix = anchors.surroundings(article.text, *span)
    return row | {
        "claim_id": claim_id(article.article_id, quote),
        "text_sha256": article.sha256,
        "quote": quote,
        "start": span[0],
        "end": span[1],
        "prefix": prefix,
        "suffix": suffix,
    }


def _added(what: str, rows: Sequence[Row], to: str, span: Span, parsed: Parsed) -> Row:
    """A row that the layer did not make.

    What is not given stays empty, and further corrections fill it.
    """
    article = parsed.article
    sentence = parsed.sentence_of(span[0])
    empty = {column: EMPTY[dtype] for column, dtype in SCHEMAS[what].columns.items()}
    row = empty | {"article_id": article.article_id, "start": span[0], "end": span[1]}
    if what == "acts":
        row |= {
            "act_id": f"{article.article_id}#+{span[0]}",
            "sentence_id": sentence.sentence_id if sentence else -1,
            "trigger": article.text[slice(*span)],
            **_root(to),
            "modality": "asserted",
        }
    else:
        row |= {
            "n": max((r["n"] for r in rows), default=0) + 1,
            "source_type": "unattributed",
            "attribution": "none",
            "machine_status": to or "unattributed",
            "response_start": -1,
            "response_end": -1,
        }
        row = _claim_at(row, span, article)
    return _own_id(_marked(what, row), {r.get("claim_id") for r in rows})


def _root(code: str) -> Row:
    """A PLOVER root code with the rung, scale and lane that go with it."""
    line = plover()[code]
    return {
        "plover": code,
        "rung": line.rung,
        "goldstein": line.goldstein,
        "words_or_deed": line.words_or_deed,
    }


def _marked(what: str, row: Row) -> Row:
    """The row with a sign that a person corrected it, in its rule or its flags."""
    if what == "claims":
        flags = [f for f in row["flags"].split(";") if f and f != MARK]
        return row | {"flags": ";".join([*flags, MARK])}
    return row | {RULE_OF[what]: MARK}


def _own_id(row: Row, taken: Collection[str | None]) -> Row:
    base, n = row.get("claim_id"), 1
    while base and row["claim_id"] in taken:
        n += 1
        row = row | {"claim_id": f"{base}-{n}"}
    return row


def _flag(correction: Row, span: Span | None, parsed: Parsed) -> Row:
    """Words that were corrected and are not there, or not read so: a person looks again."""
    start, end = span or (0, 0)
    sentence = parsed.sentence_of(start) if span else None
    found = "no row is made of its words now" if span else "its words are gone or stand in others"
    row = f"{correction['what']}, {correction['field']} of “{correction['words'][:80]}”"
    return {
        "article_id": parsed.article.article_id,
        "sentence_id": sentence.sentence_id if sentence else -1,
        "start": start,
        "end": end,
        "text": parsed.article.text[start:end],
        "flag": f"correction {correction['correction_id']} not applied",
        "reason": f"{row}: {found}",
    }
