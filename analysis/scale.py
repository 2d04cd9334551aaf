"""The same as `stream` on several processes or machines, by Dask: the extra `scale`.

with spread(workers=4) as each:
    annotate_to(iter_articles("corpus/", problems), "out/tables", spread=each)

Articles are read and parts are written here, in order; only the annotation of each article is
spread, one model a worker. So the files are those of a single process to the byte, the workers
need no common disk, memory holds a few articles a worker, and a worker that is killed costs a
second try and no row.

What was written is measured without loading it whole: `select` asks all parts by DuckDB, `by_part`
reads one after the other.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pandas as pd
import pyarrow.parquet as parquet

from .tables import SCHEMAS

if TYPE_CHECKING:
    from distributed import Client

AHEAD = 4  # articles sent ahead to each worker, so that none waits
RETRIES = 5  # times an article is tried again when its worker is lost
T = TypeVar("T")
R = TypeVar("R")
MISSING = 'this needs Dask and DuckDB: pip install "sources-say[scale]"'


@contextmanager
def spread(
    workers: int = 2, scheduler: str | None = None, memory: str = "2GiB"
) -> Iterator[Callable[[Callable[[T], R], Iterable[T]], Iterator[R]]]:
    """A `map` over Dask workers that keeps the order and asks for its input as it goes.

    workers   : processes on this machine, one thread and one model each
    scheduler : address of a running scheduler, e.g. "tcp://10.0.0.1:8786"; its workers are used
    memory    : what a local worker may hold before it is started anew

    Raises RuntimeError with the command to run where Dask is not installed.
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise RuntimeError(MISSING) from error
    if scheduler is not None:
        with Client(scheduler) as client:
            yield lambda function, items: _ordered(client, function, items)
        return
    with (
        dask.config.set({"distributed.worker.profile.enabled": False}),  # it asks every 10 ms
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            memory_limit=memory,
            dashboard_address=None,
        ) as cluster,
        Client(cluster) as client,
    ):
        yield lambda function, items: _ordered(client, function, items)


def _ordered(client: "Client", function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    window = AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
    under_way: deque[object] = deque()
    for item in items:
        under_way.append(client.submit(function, item, pure=False, retries=RETRIES))
        if len(under_way) >= window:
            yield under_way.popleft().result()  # type: ignore[attr-defined]
    while under_way:
        yield under_way.popleft().result()  # type: ignore[attr-defined]


def select(folder: str | Path, sql: str) -> pd.DataFrame:
    """What a question in SQL finds in all parts of a folder that `annotate_to` wrote.

    Each table of `tables.SCHEMAS` is a view of its name. DuckDB reads the columns that are asked
    for, a piece at a time.

    Raises RuntimeError where DuckDB is not installed, FileNotFoundError for a folder without
    tables, and DuckDB's own error for a question that cannot be answered.
    """
    try:
        import duckdb
    except ImportError as error:
        raise RuntimeError(MISSING) from error
    with duckdb.connect() as base:
        for name in SCHEMAS:
            base.read_parquet([str(path) for path in _parts(folder, name)]).create_view(name)
        return base.sql(sql).df()


def by_part(
    folder: str | Path, names: Iterable[str], measure: Callable[..., pd.DataFrame]
) -> pd.DataFrame:
    """The rows that a measure gives for the articles of one part after the other.

    measure : function(table, …) → a row or several an article, its tables in the order of `names`.
    For measures that look at articles one by one (`rates.words_of_articles`): the rows are those of
    all tables at once, and memory holds one part. An article lies in one part.

    Raises FileNotFoundError for a folder without tables.
    """
    columns = [_parts(folder, name) for name in names]
    read = (
        [parquet.read_table(path).to_pandas() for path in paths]
        for paths in zip(*columns, strict=True)
    )
    return pd.concat([measure(*tables) for tables in read])


def _parts(folder: str | Path, name: str) -> list[Path]:
    found = sorted((Path(folder) / f"{name}.parquet").glob("part-*.parquet"))
    if not found:
        raise FileNotFoundError(f"{folder}: no tables of `sources-say annotate` lie here")
    return found
