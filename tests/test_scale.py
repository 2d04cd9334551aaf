"""scale.py: several workers write what one process writes, whatever happens to a worker."""

import os
import signal
from functools import partial

import pytest

from analysis import Article, stream
from analysis.scale import spread
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
