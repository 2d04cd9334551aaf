"""scale.py: several workers write what one process writes, whatever happens to a worker."""

import os
import signal
from functools import partial

import pytest

from analysis import Article, annotate, stream
from analysis.measures import rates
from analysis.scale import by_part, select, spread
from analysis.stream import annotate_to

pytest.importorskip("distributed", reason="needs the extra scale")
pytestmark = pytest.mark.slow
ARTICLES = [
    Article(f"a{n}", f"Harbour talks, day {n}\n\nThe minister said that the port might close.")
    for n in range(12)
]


def files(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_two_workers_write_what_one_process_writes(tmp_path):
    """To the byte."""
    annotate_to(iter(ARTICLES), tmp_path / "one")
    with spread(workers=2) as each:
        annotate_to(iter(ARTICLES), tmp_path / "two", spread=each)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def killing(mark, people, task):
    """The first worker that meets the sixth article dies with it."""
    if task[0].article_id == "a5" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return stream.annotate_one(people, task)


def test_a_worker_that_is_killed_costs_a_retry_and_no_row(tmp_path):
    """The others, and its successor, do its articles again."""
    annotate_to(iter(ARTICLES), tmp_path / "one")
    mark = tmp_path / "killed"
    with spread(workers=2) as each:

        def with_death(function, tasks):
            return each(partial(killing, mark, *function.args), tasks)

        done = annotate_to(iter(ARTICLES), tmp_path / "two", spread=with_death)
    assert mark.exists() and done.annotated == len(ARTICLES)
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_measures_of_what_was_written_are_those_of_the_tables_in_memory(tmp_path, monkeypatch):
    """Hedges by outlet: DuckDB asks for columns, words are counted part by part."""
    pytest.importorskip("duckdb", reason="needs the extra scale")
    monkeypatch.setattr(stream, "PART_ARTICLES", 5)
    annotate_to(iter(ARTICLES), tmp_path / "out")
    notes = annotate(ARTICLES)
    words = by_part(tmp_path / "out", ["tokens", "attributions"], rates.words_of_articles)
    tables = {
        "hedges": select(tmp_path / "out", "select article_id, holder from hedges"),
        "articles": select(tmp_path / "out", "from articles order by article_id").join(
            words, on="article_id"
        ),
    }
    whole = rates.words_of_articles(notes.tokens, notes.attributions)
    memory = notes.tables() | {"articles": notes.articles.join(whole, on="article_id")}
    assert rates.hedge_rates(tables).equals(rates.hedge_rates(memory))
    counted = select(tmp_path / "out", "select count(*) as n from claims").n.item()
    assert counted == len(notes.claims) > 0


def test_a_folder_without_tables_is_named(tmp_path):
    """Not an empty answer."""
    with pytest.raises(FileNotFoundError, match="no tables of `sources-say annotate`"):
        by_part(tmp_path, ["tokens"], lambda table: table)
