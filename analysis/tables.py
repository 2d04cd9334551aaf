"""The tables this package hands out.

Their columns, types, grain and keys, checked whenever one is made.
"""

from collections import Counter
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

INT, FLOAT, TEXT, BOOL, OBJECT = "int64", "float64", "str", "bool", "object"


# A column is of one type in all tables; those that are not named here hold text.
TYPES = {
    column: dtype
    for dtype, columns in (
        (
            INT,
            "sentence_id paragraph start end token_id n_words strength loaded rung n n_sources "
            "n_independent response_start response_end other_start other_end",
        ),
        (FLOAT, "score weight polarity subjectivity goldstein"),
        (BOOL, "is_heading metaphor negated quoted mutual"),
        (OBJECT, "source_spans cue_spans content_spans evidence"),
    )
    for column in columns.split()
}


class Schema:
    """grain: what one row stands for. keys: columns that name a row. columns: with their types.

    Every table is sorted by `order`.
    """

    def __init__(
        self, grain: str, columns: str, keys: str, order: str = "article_id start end"
    ) -> None:
        self.grain = grain
        self.columns = {column: TYPES.get(column, TEXT) for column in columns.split()}
        self.keys, self.order = tuple(keys.split()), tuple(order.split())


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

SCHEMAS = {
    "articles": Schema(
        "article",
        "article_id title outlet published url language sha256 n_words flags",
        "article_id",
        "article_id",
    ),
    "sentences": Schema(
        "sentence or heading",
        "article_id sentence_id paragraph start end text is_heading",
        "article_id sentence_id",
    ),
    "tokens": Schema(
        "token",
        "article_id sentence_id token_id start end text lemma pos",
        "article_id token_id",
    ),
    "mentions": Schema(
        "mention of an actor",
        "article_id sentence_id start end text actor kind",
        "article_id start end",
    ),
    "attributions": Schema(
        "statement that the text gives to somebody",
        "article_id attribution_id inside sentence_id start end source_spans cue_spans "
        "content_spans source cue content kind source_type speaker stance score type_rule "
        "stance_rule",
        "attribution_id",
    ),
    "hedges": Schema(
        "hedge cue",
        "article_id sentence_id start end text category strength voice holder rule",
        "article_id start end category",
    ),
    "loaded": Schema(
        "loaded word or phrase",
        "article_id sentence_id start end text lemma loaded_class weight found_by metaphor "
        "negated quoted voice about",
        "article_id start end",
    ),
    "tone": Schema(
        "sentence",
        "article_id sentence_id start end voice polarity subjectivity evidence loaded",
        "article_id sentence_id",
    ),
    "acts": Schema(
        "act of one actor towards another",
        "article_id act_id sentence_id start end trigger actor target actor_name target_name "
        "mutual place plover rung goldstein words_or_deed voice modality date_start date_end "
        "date_rule event_id rule score",
        "act_id",
    ),
    "claims": Schema(
        "claim",
        "claim_id n article_id text_sha256 quote start end prefix suffix voice source "
        "source_actor chain source_type attribution cue hedges claim_type n_sources "
        "n_independent machine_status rule_id score response_quote response_start "
        "response_end response_source flags",
        "claim_id",
    ),
    "responses": Schema(
        "answer to a claim",
        "article_id claim_id response quote start end source respondent_actor target",
        "claim_id start end response",
    ),
    "contradictions": Schema(
        "pair of spans that do not go together",
        "article_id start end other_start other_end kind reason",
        "article_id start end other_start other_end",
    ),
    "vague_numbers": Schema(
        "number that is a bound or an approximation",
        "article_id sentence_id start end text reason",
        "article_id start end",
    ),
    "flags": Schema(
        "warning about a span",
        "article_id sentence_id start end text flag reason",
        "article_id start end flag",
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
