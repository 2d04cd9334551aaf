"""The tables this package hands out.

Their columns, types, grain and keys, checked whenever one is made.
"""

from collections import Counter
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

INT, FLOAT, TEXT, BOOL, OBJECT = "int64", "float64", "str", "bool", "object"


@dataclass(frozen=True)
class Schema:
    """grain: what one row stands for. keys: columns that name a row.

    Every table is sorted by `order`.
    """

    grain: str
    columns: dict[str, str]
    keys: tuple[str, ...]
    order: tuple[str, ...] = ("article_id", "start", "end")


# Where tables keep places in the article's text: what shifts or checks offsets reads it here.
SPAN_PAIRS = (("start", "end"), ("other_start", "other_end"), ("response_start", "response_end"))
SPAN_LISTS = {"source_spans": "source", "cue_spans": "cue", "content_spans": "content"}
SPAN_TEXTS = {  # columns that hold the very words of a span
    "text": ("start", "end"),
    "quote": ("start", "end"),
    "trigger": ("start", "end"),
    "response_quote": ("response_start", "response_end"),
}
SPAN_ITEMS = ("evidence",)  # columns that hold dicts with start and end
HASHES = ("sha256", "text_sha256")  # of the article's text
SPAN = {"start": INT, "end": INT}
PLACE = {"article_id": TEXT, "sentence_id": INT, **SPAN}

SCHEMAS = {
    "articles": Schema(
        "article",
        {
            "article_id": TEXT,
            "title": TEXT,
            "outlet": TEXT,
            "published": TEXT,
            "url": TEXT,
            "language": TEXT,
            "sha256": TEXT,
            "n_words": INT,
            "flags": TEXT,
        },
        ("article_id",),
        ("article_id",),
    ),
    "sentences": Schema(
        "sentence or heading",
        {
            "article_id": TEXT,
            "sentence_id": INT,
            "paragraph": INT,
            **SPAN,
            "text": TEXT,
            "is_heading": BOOL,
        },
        ("article_id", "sentence_id"),
    ),
    "tokens": Schema(
        "token",
        {
            "article_id": TEXT,
            "sentence_id": INT,
            "token_id": INT,
            **SPAN,
            "text": TEXT,
            "lemma": TEXT,
            "pos": TEXT,
        },
        ("article_id", "token_id"),
    ),
    "mentions": Schema(
        "mention of an actor",
        {**PLACE, "text": TEXT, "actor": TEXT, "kind": TEXT},
        ("article_id", "start", "end"),
    ),
    "attributions": Schema(
        "statement that the text gives to somebody",
        {
            "article_id": TEXT,
            "attribution_id": TEXT,
            "inside": TEXT,
            "sentence_id": INT,
            **SPAN,
            "source_spans": OBJECT,
            "cue_spans": OBJECT,
            "content_spans": OBJECT,
            "source": TEXT,
            "cue": TEXT,
            "content": TEXT,
            "kind": TEXT,
            "source_type": TEXT,
            "speaker": TEXT,
            "stance": TEXT,
            "score": FLOAT,
            "type_rule": TEXT,
            "stance_rule": TEXT,
        },
        ("attribution_id",),
    ),
    "hedges": Schema(
        "hedge cue",
        {
            **PLACE,
            "text": TEXT,
            "category": TEXT,
            "strength": INT,
            "voice": TEXT,
            "holder": TEXT,
            "rule": TEXT,
        },
        ("article_id", "start", "end", "category"),
    ),
    "loaded": Schema(
        "loaded word or phrase",
        {
            **PLACE,
            "text": TEXT,
            "lemma": TEXT,
            "loaded_class": TEXT,
            "weight": FLOAT,
            "found_by": TEXT,
            "metaphor": BOOL,
            "negated": BOOL,
            "quoted": BOOL,
            "voice": TEXT,
            "about": TEXT,
        },
        ("article_id", "start", "end"),
    ),
    "tone": Schema(
        "sentence",
        {
            **PLACE,
            "voice": TEXT,
            "polarity": FLOAT,
            "subjectivity": FLOAT,
            "evidence": OBJECT,
            "loaded": INT,
        },
        ("article_id", "sentence_id"),
    ),
    "acts": Schema(
        "act of one actor towards another",
        {
            "article_id": TEXT,
            "act_id": TEXT,
            "sentence_id": INT,
            **SPAN,
            "trigger": TEXT,
            "actor": TEXT,
            "target": TEXT,
            "actor_name": TEXT,
            "target_name": TEXT,
            "mutual": BOOL,
            "place": TEXT,
            "plover": TEXT,
            "rung": INT,
            "goldstein": FLOAT,
            "words_or_deed": TEXT,
            "voice": TEXT,
            "modality": TEXT,
            "date_start": TEXT,
            "date_end": TEXT,
            "date_rule": TEXT,
            "event_id": TEXT,
            "rule": TEXT,
            "score": FLOAT,
        },
        ("act_id",),
    ),
    "claims": Schema(
        "claim",
        {
            "claim_id": TEXT,
            "n": INT,
            "article_id": TEXT,
            "text_sha256": TEXT,
            "quote": TEXT,
            **SPAN,
            "prefix": TEXT,
            "suffix": TEXT,
            "voice": TEXT,
            "source": TEXT,
            "source_actor": TEXT,
            "chain": TEXT,
            "source_type": TEXT,
            "attribution": TEXT,
            "cue": TEXT,
            "hedges": TEXT,
            "claim_type": TEXT,
            "n_sources": INT,
            "n_independent": INT,
            "machine_status": TEXT,
            "rule_id": TEXT,
            "score": FLOAT,
            "response_quote": TEXT,
            "response_start": INT,
            "response_end": INT,
            "response_source": TEXT,
            "flags": TEXT,
        },
        ("claim_id",),
    ),
    "responses": Schema(
        "answer to a claim",
        {
            "article_id": TEXT,
            "claim_id": TEXT,
            "response": TEXT,
            "quote": TEXT,
            **SPAN,
            "source": TEXT,
            "respondent_actor": TEXT,
            "target": TEXT,
        },
        ("claim_id", "start", "end", "response"),
    ),
    "contradictions": Schema(
        "pair of spans that do not go together",
        {
            "article_id": TEXT,
            **SPAN,
            "other_start": INT,
            "other_end": INT,
            "kind": TEXT,
            "reason": TEXT,
        },
        ("article_id", "start", "end", "other_start", "other_end"),
    ),
    "vague_numbers": Schema(
        "number that is a bound or an approximation",
        {**PLACE, "text": TEXT, "reason": TEXT},
        ("article_id", "start", "end"),
    ),
    "flags": Schema(
        "warning about a span",
        {**PLACE, "text": TEXT, "flag": TEXT, "reason": TEXT},
        ("article_id", "start", "end", "flag"),
    ),
}
EMPTY = {INT: 0, FLOAT: 0.0, TEXT: "", BOOL: False, OBJECT: None}


def frame(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows of one table → DataFrame with its declared columns, types and order.

    Empty input keeps all columns.

    Raises ValueError when a column is missing or unknown, or when two rows share a key.

    >>> list(frame("contradictions", []))
    ['article_id', 'start', 'end', 'other_start', 'other_end', 'kind', 'reason']
    """
    schema = SCHEMAS[name]
    known = set(schema.columns)
    for row in rows:
        if row.keys() != known:
            raise ValueError(
                f"table {name}: missing {sorted(known - row.keys())}, unknown "
                f"{sorted(row.keys() - known)}"
            )
    rows = sorted(rows, key=itemgetter(*schema.order)) if len(rows) > 1 else rows
    if len(rows) > 1:
        seen = Counter(map(itemgetter(*schema.keys), rows))
        if len(seen) < len(rows):
            twice = seen.most_common(1)[0][0]
            twice = twice if len(schema.keys) > 1 else (twice,)
            raise ValueError(
                f"table {name}: two rows with the key {dict(zip(schema.keys, twice, strict=False))}"
            )
    return pd.DataFrame(
        {
            column: _column([row[column] for row in rows], dtype)
            for column, dtype in schema.columns.items()
        },
        index=pd.RangeIndex(len(rows)),
    )


def _column(values: list[Any], dtype: str) -> Any:
    """One column as an array: pandas takes arrays as they are.

    Where it would look at every list element anew.
    """
    if dtype == TEXT:
        try:
            return pd.array(values, dtype="str")
        except (
            UnicodeEncodeError
        ):  # half a surrogate pair, as broken JSON brings: Arrow takes no such text, Python does
            return pd.array(values, dtype=pd.StringDtype("python", na_value=np.nan))
    if dtype == OBJECT:
        array = np.empty(len(values), dtype=object)
        array[:] = values
        return array
    return np.array(values, dtype=dtype)
