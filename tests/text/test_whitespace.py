"""whitespace.py: what is found does not hang on the width of gaps, and every offset points into the untouched original."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Article, annotate
from analysis.text.parse import normalise
from analysis.text.whitespace import carry_back, narrow

PIECES = st.sampled_from(
    ["a", "bc", " ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u200b", "“", "🙂", "."]
)
DOUBLED = {
    "double spaces": lambda text: re.sub(r"(?<=\S) (?=\S)", "  ", text),
    "tabs and spaces": lambda text: re.sub(r"(?<=\S) (?=\S)", "\t ", text),
    "fixed spaces": lambda text: text.replace(" ", "\u00a0"),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "indented lines": lambda text: re.sub(r"^(?=\S)", "    ", text, flags=re.MULTILINE),
}


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60))
def test_the_copy_has_no_wide_gap_and_every_character_keeps_its_place(text):
    """Each character of the copy stands in the original where `places` says, or is a blank there; only blanks are left out."""
    copy, places = narrow(Article("a", text))
    plain = normalise(text)
    if places is None:
        places = range(len(text))
    for i, c in zip(places, copy.text, strict=True):
        assert text[i] == c or (c, plain[i]) == (" ", " ")
    assert all(plain[i] == " " for i in set(range(len(text))) - set(places)) and sorted(
        set(places)
    ) == list(places)
    assert not re.search(r"[ \t\u00a0\u200b]{2}|[ \t]\n|\n[ \t]", copy.text)
    assert narrow(copy) == (copy, None)


@pytest.mark.parametrize("how", DOUBLED)
def test_the_real_article_gives_the_same_findings_however_its_words_are_spaced(article, notes, how):
    """Every table has the same rows, each at the same words, when all gaps of the seed article are made wide."""
    wide = Article(
        article.article_id,
        DOUBLED[how](article.text),
        article.title,
        article.outlet,
        article.published,
    )
    places = narrow(wide)[1]
    assert places is not None and narrow(wide)[0].text.split() == article.text.split()
    found = annotate(wide)
    for name, table in found.tables().items():
        mine = notes.tables()[name]
        assert len(table) == len(mine), name
        for row, own in zip(table.to_dict("records"), mine.to_dict("records")):
            for column, value in own.items():
                if isinstance(value, str) and column not in (
                    "sha256",
                    "text_sha256",
                    "prefix",
                    "suffix",
                    "claim_id",
                ):
                    assert row[column].split() == value.split(), (name, column)
            if "start" in row and name != "articles":
                assert (
                    wide.text[row["start"] : row["end"]].split()
                    == article.text[own["start"] : own["end"]].split()
                )
    assert set(found.claims.text_sha256) == {wide.sha256} and list(found.articles.sha256) == [
        wide.sha256
    ]
    assert list(found.claims.claim_id) == list(notes.claims.claim_id)


def test_a_row_is_carried_back_with_all_its_spans():
    """Spans, lists of spans, quoted words, surroundings and evidence of one row all point into the original again."""
    original = Article("a", "Nobody  knows,\tshe  said.\r\nAt  last.")
    copy, places = narrow(original)
    assert copy.text == "Nobody knows, she said.\nAt last."
    row = carry_back(
        {
            "start": 0,
            "end": 12,
            "quote": "Nobody knows",
            "prefix": "",
            "suffix": "",
            "response_start": -1,
            "response_end": -1,
            "response_quote": "",
            "source_spans": [[14, 17]],
            "source": "she",
            "text_sha256": copy.sha256,
            "evidence": [
                {"term": "last", "start": 27, "end": 31},
                {"term": "none", "start": -1, "end": -1},
            ],
        },
        original,
        places,
    )
    assert (
        row["quote"] == "Nobody  knows" and original.text[row["start"] : row["end"]] == row["quote"]
    )
    assert row["suffix"] == ",\tshe  said.\r\nAt  last." and row["text_sha256"] == original.sha256
    assert (
        row["source_spans"] == [[15, 18]] and row["source"] == "she" and row["response_start"] == -1
    )
    assert (
        original.text[row["evidence"][0]["start"] : row["evidence"][0]["end"]] == "last"
        and row["evidence"][1]["start"] == -1
    )
