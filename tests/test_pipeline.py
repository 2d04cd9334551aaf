"""pipeline.py: every layer over one parse; tables that keep what they declare."""

import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis import Article, annotate
from analysis.tables import SCHEMAS, frame

STORY = (
    "Harbour talks resume\n\nThe minister said on Monday that the port would open again. "
    "“Nobody wants a strike,” she told reporters in the capital.\n\n"
    "The union may not agree, two sources close to it said.\n"
)
words = st.sampled_from(
    [
        "said",
        "“",
        "”",
        '"',
        "Trump",
        "may",
        ".",
        "\n\n",
        "he",
        "accused",
        "of",
        "the",
        "—",
        "\u202e",
        "\x00",
        "é",
        "🙂",
        "  ",
        "\t",
        " \n ",
        "e\u0301",
        "\r\n",
        "not",
        "Caracas",
        "according to",
        "?",
        "'",
        "\u00a0",
        "<b>",
        "=1+1",
    ]
)
texts = st.text(max_size=120) | st.lists(words, max_size=40).map(" ".join)


def spans(table, name):
    """Every (start, end, stored text) of a table."""
    if "text" in table:
        yield from zip(table.start, table.end, table.text, strict=True)
    for row in table.itertuples():
        if name == "attributions":
            for part in ("source", "cue", "content"):
                for start, end in getattr(row, f"{part}_spans"):
                    yield start, end, None
        elif name == "claims":
            yield row.start, row.end, row.quote
            if row.response_start >= 0:
                yield row.response_start, row.response_end, row.response_quote


@settings(max_examples=40)
@given(texts)
def test_every_offset_points_at_the_stored_words_of_any_text(text):
    """All tables, arbitrary Unicode: article.text[start:end] is what is stored, in bounds and not
    empty.
    """
    notes = annotate(Article("a", text))
    for name, table in notes.tables().items():
        for start, end, stored in spans(table, name) if name != "articles" else ():
            assert 0 <= start < end <= len(text), name
            assert stored is None or text[start:end] == stored, name


def test_every_table_has_the_declared_columns_types_and_order(notes):
    """What `tables.SCHEMAS` says is what a reader gets, on the real article."""
    for name, table in notes.tables().items():
        assert {column: str(dtype) for column, dtype in table.dtypes.items()} == SCHEMAS[
            name
        ].columns
        assert not table.duplicated(list(SCHEMAS[name].keys)).any()
        assert table.equals(
            table.sort_values(list(SCHEMAS[name].order), kind="stable", ignore_index=True)
        )


@pytest.mark.parametrize("text", ["", "   \n", "."])
def test_an_empty_text_gives_empty_tables_with_all_columns(text):
    """Nothing is found in nothing, and every column is still there with its type."""
    for name, table in annotate(Article("a", text)).tables().items():
        assert {column: str(dtype) for column, dtype in table.dtypes.items()} == SCHEMAS[
            name
        ].columns
        assert len(table) <= 1


def test_no_articles_give_empty_tables():
    """A corpus of none is no error."""
    assert all(table.empty for table in annotate([]).tables().values())


def test_an_article_gives_the_same_rows_in_any_company(article):
    """A corpus may be cut into any parts: nothing an article gets depends on its neighbours."""
    alone, other = annotate(article), annotate(Article("other", STORY))
    together = annotate([Article("other", STORY), article])
    for name, table in together.tables().items():
        for part in (alone, other):
            mine = part.tables()[name]
            ids = part.articles.article_id[0]
            got = table[table.article_id == ids].reset_index(drop=True)
            pd.testing.assert_frame_equal(got, mine)


def test_two_runs_give_the_same_tables(article, notes):
    """No order of sets, no chance."""
    for name, table in annotate(article).tables().items():
        pd.testing.assert_frame_equal(table, notes.tables()[name])


def test_another_language_gets_sentences_and_tokens_only():
    """The layers are made for English and say nothing about anything else; the article's flags say
    why.
    """
    notes = annotate(
        Article(
            "es",
            "El ministro dijo el lunes que “nadie quiere una huelga”. El sindicato calló.",
            language="es",
        )
    )
    assert (
        len(notes.sentences)
        and len(notes.tokens)
        and "made for English" in notes.articles["flags"][0]
    )
    for name in ("mentions", "attributions", "hedges", "loaded", "tone", "acts", "claims"):
        assert notes.tables()[name].empty


def test_two_articles_with_one_id_are_refused():
    """Their rows could not be told apart."""
    with pytest.raises(ValueError, match="two articles have the id 'a'"):
        annotate([Article("a", "One."), Article("a", "Two.")])


def test_rows_with_unknown_or_missing_columns_are_refused():
    """A layer that drifts from its schema fails at once."""
    with pytest.raises(ValueError, match="missing .*unknown"):
        frame("flags", [{"article_id": "a", "smell": 1}])


def test_importing_the_package_loads_little():
    """No spaCy, pandas, encoder or plots until they are needed: fewer than sixty modules in all."""
    code = "import sys; old = set(sys.modules); import analysis; print(*set(sys.modules) - old)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "analysis" in loaded and len(loaded) < 60, loaded
    assert not loaded & {"spacy", "pandas", "numpy", "onnxruntime", "matplotlib", "torch"}


def test_every_public_name_leads_somewhere():
    """`analysis.X` works for each name that the package promises, and any other name is an
    AttributeError.
    """
    for name in analysis.__all__:
        assert callable(getattr(analysis, name))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        getattr(analysis, "nothing")  # noqa: B009  (an attribute alone looks useless)
