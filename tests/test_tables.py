"""Every table has its declared columns, types, order and keys, or is refused."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import tables
from analysis.tables import EMPTY, SCHEMAS, frame


def row(name, **given_cells):
    return {column: EMPTY[dtype] for column, dtype in SCHEMAS[name].columns.items()} | given_cells


@pytest.mark.parametrize("name", SCHEMAS)
def test_an_empty_table_keeps_columns_and_types(name):
    """No rows: all columns, in order, each with its type."""
    table = frame(name, [])
    assert {c: str(t) for c, t in table.dtypes.items()} == SCHEMAS[name].columns
    assert list(table.columns) == list(SCHEMAS[name].columns) and len(table) == 0


@pytest.mark.parametrize("name", SCHEMAS)
def test_one_row_has_the_types_of_an_empty_table(name):
    """The types do not depend on whether there are rows."""
    assert frame(name, [row(name)]).dtypes.equals(frame(name, []).dtypes)


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_names_keys_and_order_that_exist(name):
    """Grain in words, keys and order among the columns."""
    schema = SCHEMAS[name]
    assert schema.grain and set(schema.keys) | set(schema.order) <= set(schema.columns)


def test_missing_and_unknown_columns_are_refused():
    """A layer that forgets a column or adds one is told which."""
    with pytest.raises(ValueError, match=r"table flags: missing \['reason'\]"):
        frame("flags", [{k: v for k, v in row("flags").items() if k != "reason"}])
    with pytest.raises(ValueError, match=r"unknown \['colour'\]"):
        frame("flags", [row("flags") | {"colour": "red"}])


def test_two_rows_with_one_key_are_refused():
    """Keys name one row each; the error shows the key."""
    with pytest.raises(ValueError, match="two rows with the key.*'a#1'"):
        frame("acts", [row("acts", act_id="a#1"), row("acts", act_id="a#1", start=5)])


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 99), st.integers(0, 99)),
        unique=True,
        max_size=30,
    )
)
def test_rows_are_sorted_by_article_and_place(places):
    """Any order in, one order out; text and lists come back as they were given."""
    rows = [
        row("mentions", article_id=a, start=s, end=e, text="=1+1\u202e\x00", actor="é")
        for a, s, e in places
    ]
    table = frame("mentions", rows)
    assert list(zip(table["article_id"], table["start"], table["end"], strict=True)) == sorted(
        places
    )
    assert set(table["text"]) <= {"=1+1\u202e\x00"}


def test_lists_stay_lists():
    """Spans are lists of pairs of ints, not strings."""
    spans = [[0, 4], [8, 9]]
    table = frame("attributions", [row("attributions", attribution_id="x#a0", content_spans=spans)])
    assert table.loc[0, "content_spans"] == spans and isinstance(table, pd.DataFrame)


def test_half_a_character_is_kept_as_it_is():
    """A lone surrogate, which no UTF-8 file holds but broken JSON does, comes back unchanged in a
    column of the same type.
    """
    table = frame("mentions", [row("mentions", text="a\ud800b")])
    assert table.loc[0, "text"] == "a\ud800b" and str(table.dtypes["text"]) == "str"


def test_every_place_in_a_text_is_declared():
    """A column with offsets or with words of a span that `tables` does not name would not be carried back."""
    known = {c for pair in tables.SPAN_PAIRS for c in pair} | {*tables.SPAN_LISTS}
    known |= {*tables.SPAN_TEXTS, *tables.SPAN_ITEMS, *tables.HASHES}
    for schema in SCHEMAS.values():
        for column, kind in schema.columns.items():
            place = kind == "object" or column.endswith(("start", "end", "quote", "sha256"))
            assert not place or column in known or column.startswith("date_"), column
