"""Whatever comes in: no traceback, nothing lost without a word, nothing that runs on the way out.

FUZZ=100000 (make fuzz) tries more than the 2,000 of the slow tests.
"""

import csv
import os
import warnings

import pytest
from lxml import html

from analysis import annotate
from analysis.marked import view
from analysis.output import FORMULA
from analysis.text.articles import load_articles
from analysis.text.problems import InputError
from tests.text import hostile
from tests.written import write_tables

N = int(os.environ.get("FUZZ", "2000"))


def running(page):
    """Elements of a page that would do something."""
    for element in html.fromstring(page).iter():
        links = (element.get("href", ""), element.get("src", "data:"))
        handlers = any(name.lower().startswith("on") for name in element.attrib)
        if (
            element.tag in ("script", "iframe", "object", "embed", "form", "base")
            or handlers
            or any("javascript:" in link.lower() for link in links)
        ):
            yield element


@pytest.mark.slow
def test_every_hostile_file_is_an_article_or_a_problem(tmp_path):
    """Never a traceback, never neither."""
    for seed in range(N):
        ending, data = hostile.file(seed)
        path = tmp_path / f"x{ending}"
        path.write_bytes(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                found = load_articles(path)
                assert len(found) + len(found.problems) >= 1, seed
            except InputError as error:
                assert all(line.isprintable() for line in str(error).splitlines()), seed


@pytest.mark.slow
def test_hostile_text_runs_nowhere(tmp_path):
    """Through all layers into page and tables: escaped, inert, whole."""
    for seed in range(0, N, 40):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            path = tmp_path / "a.jsonl"
            path.write_bytes(hostile.WHOLE[".jsonl"]("The port opened. " + hostile.text(seed)))
            [article] = load_articles(path)
        notes = annotate(article)
        page = view(article, notes).html
        assert not list(running(page)), seed
        for row in notes.sentences.itertuples():
            assert article.text[row.start : row.end] == row.text, seed
        write_tables(notes, tmp_path / "out")
        for name in ("sentences", "attributions", "articles"):
            with (tmp_path / "out" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
                for cell in (cell for row in csv.reader(file) for cell in row):
                    number = cell.lstrip("-").replace(".", "", 1).isdigit()
                    assert number or not cell.startswith(FORMULA), (seed, cell)
