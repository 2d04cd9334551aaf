"""output.py: the files hold what the tables hold, do nothing in a spreadsheet, and come all
together or not at all.
"""

import csv
import dataclasses
import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Annotations, Article, annotate
from analysis.output import FORMULA, column_table, safe_cell, staged, to_arrow
from analysis.tables import SCHEMAS, frame
from tests.written import write_tables


def test_parquet_gives_back_every_table(notes, tmp_path):
    """Values and types come back as they were, spans as lists of pairs."""
    write_tables(notes, tmp_path / "out")
    for name, table in notes.tables().items():
        read = pd.read_parquet(tmp_path / "out" / f"{name}.parquet")
        assert list(read.columns) == list(table.columns) and len(read) == len(table)
        for column in table.columns:
            if column.endswith("_spans"):
                assert [[list(span) for span in spans] for spans in read[column]] == [
                    [list(span) for span in spans] for spans in table[column]
                ]
            elif SCHEMAS[name].columns[column] == "object":
                assert [json.loads(value) for value in read[column]] == json.loads(
                    json.dumps(table[column].tolist())
                )
            else:
                pd.testing.assert_series_equal(read[column], table[column])  # nan is nan


def test_csv_gives_back_the_offsets(notes, article, tmp_path):
    """Whoever reads the CSV finds the words in the article."""
    write_tables(notes, tmp_path / "out")
    for row in csv.DictReader(
        (tmp_path / "out" / "sentences.csv").open(encoding="utf-8", newline="")
    ):
        assert safe_cell(article.text[int(row["start"]) : int(row["end"])]) == row["text"]
    for row in csv.DictReader(
        (tmp_path / "out" / "attributions.csv").open(encoding="utf-8", newline="")
    ):
        assert all(len(span) == 2 for span in json.loads(row["content_spans"]))


def test_the_columns_of_every_table_are_explained():
    """columns.csv names the grain and every column."""
    listed = column_table()
    assert set(zip(listed.table, listed.column, strict=True)) == {
        (n, c) for n, s in SCHEMAS.items() for c in s.columns
    }
    assert listed.one_row_per.notna().all()


@given(st.text() | st.text("=+-@\t\r\n '1A(\x00"))
def test_no_cell_is_a_formula(text):
    """Whatever an article says, a spreadsheet computes nothing; all else is left as it was."""
    cell = safe_cell(text)
    assert not cell.lstrip(" ").startswith(FORMULA) and "\x00" not in cell
    assert cell.removeprefix("'") == text.replace("\x00", "\u2400") or cell == text.replace(
        "\x00", "\u2400"
    )


def test_formulas_of_an_article_are_inert_in_the_files(tmp_path):
    """From the text to the file."""
    text = '=HYPERLINK("http://example.org","click") was the headline.\n\n'
    text += "@SUM(1) said the minister. -2+3 was the answer.\n"
    write_tables(annotate(Article("=1+1", text)), tmp_path)
    for path in tmp_path.glob("*.csv"):
        for row in csv.reader(path.open(encoding="utf-8", newline="")):
            for cell in row:
                number = cell.lstrip("-").replace(".", "", 1).isdigit()
                assert number or not cell.startswith(FORMULA), (path.name, cell)


def test_empty_tables_keep_their_columns_and_types():
    """The files of a run that found nothing can be read together with those of one that did."""
    for name in SCHEMAS:
        table = to_arrow(frame(name, []))
        assert table.column_names == list(SCHEMAS[name].columns) and "null" not in map(
            str, table.schema.types
        )


def test_nothing_is_left_when_writing_fails(notes, tmp_path):
    """Neither half of the tables nor the folder they were prepared in."""
    broken = dataclasses.replace(notes, tone=pd.DataFrame({"evidence": [object()]}))
    with pytest.raises(TypeError):
        write_tables(broken, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_run_survives_a_failed_one(notes, tmp_path):
    """The old tables stay whole until the new ones are."""
    write_tables(notes, tmp_path / "out")
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}
    with pytest.raises(TypeError):
        write_tables(
            dataclasses.replace(notes, tone=pd.DataFrame({"evidence": [object()]})),
            tmp_path / "out",
        )
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before


def test_two_runs_write_the_same_bytes(article, tmp_path):
    """So that a change in a file is a change in the findings."""
    for run in "ab":
        write_tables(annotate(article), tmp_path / run)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_a_file_in_the_way_is_named(tmp_path):
    """`-o` wants a folder."""
    (tmp_path / "out").touch()
    with pytest.raises(FileExistsError, match="is a file"), staged(tmp_path / "out"):
        pass


def test_a_folder_that_takes_no_files_is_named(tmp_path, monkeypatch):
    """It, and not the scratch folder that could not be made in it."""
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(PermissionError, match="out: you may not write"), staged(tmp_path / "out"):
        pass


def test_annotations_are_what_is_written(notes):
    """No table is forgotten."""
    assert set(notes.tables()) == set(SCHEMAS) == {f.name for f in dataclasses.fields(Annotations)}
