"""Articles → partitioned Parquet, a part at a time: flat memory, resumable, only what changed.

annotate_to(iter_articles("corpus/", problems), "out/tables")

The folder holds <table>.parquet/part-….parquet (a folder a table, which pandas, DuckDB and Spark
read as one), <table>.csv, columns.csv, problems.csv and manifest.csv: which article lies in which
part, and the key it was made under. A second run annotates only articles whose key changed (text,
metadata, actors, and the code, models and lexicons of this package) and drops those that are gone.
Parts of a run that was stopped wait in .unfinished/ for the next one; what the folder showed
before stays until all is done.
"""

import contextlib
import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, field
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow.parquet as parquet
from filelock import FileLock, Timeout

from . import paths
from .output import (
    COLUMNS_FILE,
    column_table,
    from_arrow,
    held_signals,
    make_folder,
    refuse_foreign,
    write_csv,
)
from .parts import (
    Entry,
    People,
    Tables,
    Task,
    add_to_manifest,
    annotate_one,
    by_part,
    part_folder,
    part_name,
    read_manifest,
    with_parts,
    write_part,
)
from .tables import SCHEMAS
from .text.article import Article
from .text.problems import InputError, problem_table

PART_ARTICLES, PART_CHARACTERS = 100, 300_000  # what a part holds at most; memory holds one
UNFINISHED, MANIFEST, PROBLEMS = ".unfinished", "manifest.csv", "problems.csv"
OURS = {
    UNFINISHED,
    MANIFEST,
    PROBLEMS,
    COLUMNS_FILE,
    *(f"{name}.{ending}" for name in SCHEMAS for ending in ("parquet", "csv")),
}

Tick = Callable[[Article], None]


@dataclass
class Done:
    """What a run did: articles annotated now, kept from earlier, dropped because they are gone."""

    folder: Path
    annotated: int = 0
    kept: int = 0
    dropped: int = 0
    rows: dict[str, int] = field(default_factory=dict)


def key_of(article: Article, context: str) -> str:
    """What the rows of an article depend on: the article itself and `context` (code and actors)."""
    whole = json.dumps([*map(str, astuple(article)), context])
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:16]


def context_of(actors: pd.DataFrame, corrections: pd.DataFrame | None = None) -> str:
    """Hash of the code, models, lexicons, actors and corrections that annotate."""
    known = "" if corrections is None else corrections.to_csv(index=False)
    whole = actors.to_csv(index=False) + known + paths.fingerprint()
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()


def annotate_to(
    articles: Iterable[Article],
    folder: str | Path,
    actors: pd.DataFrame | None = None,
    corrections: pd.DataFrame | None = None,
    problems: list[InputError] | None = None,
    force: bool = False,
    csv_too: bool = True,
    tick: Tick = lambda article: None,
    spread: Callable[..., Iterable[tuple[Article, str, Tables | InputError]]] = map,
) -> Done:
    """Annotate a stream of articles into `folder`; memory holds one part at a time.

    articles : read as they are needed, e.g. by `iter_articles`
    actors   : canonical actors (`load_actors`); by default those of the case
    corrections : what people corrected (`register.corrections`)
    problems : takes what could not be annotated, and is written to problems.csv
    force    : write even where the folder holds other files
    csv_too  : write each table as one CSV file beside its Parquet parts
    tick     : called after each article
    spread   : `map`, or what works on several at once and keeps their order (`scale.spread`)

    Raises FileExistsError for a foreign folder or one that another run writes into; a
    KeyboardInterrupt says whether the folder holds what it held before or what is new.
    """
    from .layers.actors import actor_list

    folder = Path(folder)
    problems = [] if problems is None else problems
    actors = actor_list.load_actors() if actors is None else actors
    refuse_foreign(folder, OURS, force)
    with _alone(folder):
        made = make_folder(folder)
        people = actors, corrections
        run = _Run(folder, people, problems, csv_too)
        try:
            tasks = run.wanted(articles, tick)
            for article, key, found in spread(partial(annotate_one, people), tasks):
                run.add(article, key, found)
                tick(article)
            run.finish()
        except KeyboardInterrupt as stop:
            raise type(stop)(run.state()) from None
        finally:
            run.leave(made)
    return run.done


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two runs never write into one folder."""
    name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "replace")).hexdigest()[:16]
    lock = FileLock(Path(tempfile.gettempdir()) / f"sources-say-{name}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise FileExistsError(f"{folder}: another run is writing into it; wait for it") from error
    try:
        yield
    finally:
        lock.release()


class _Run:
    """One run into one folder: what is there, what is new, and the moment of exchange."""

    def __init__(
        self, folder: Path, people: People, problems: list[InputError], csv_too: bool
    ) -> None:
        self.folder, self.problems, self.csv_too = folder, problems, csv_too
        self.stage = folder / UNFINISHED
        self.stage.mkdir(exist_ok=True)
        self.context = context_of(*people)
        self.old = with_parts(read_manifest(folder / MANIFEST), folder)
        self.waiting = with_parts(read_manifest(self.stage / MANIFEST), self.stage)
        self.manifest: dict[str, Entry] = {}
        self.batch: list[tuple[str, str, Tables]] = []
        self.characters = 0
        self.done = Done(folder)
        self.committed = False

    def wanted(self, articles: Iterable[Article], tick: Tick) -> Iterator[Task]:
        """The articles to annotate with their keys; those whose rows are there are kept."""
        for article in articles:
            key = key_of(article, self.context)
            entries = (known.get(article.article_id) for known in (self.old, self.waiting))
            there = next((entry for entry in entries if entry and entry[0] == key), None)
            if there is None:
                yield article, key
                continue
            self.manifest[article.article_id] = there
            self.done.kept += 1
            tick(article)

    def add(self, article: Article, key: str, found: Tables | InputError) -> None:
        """The rows of an article; a full part is written."""
        if isinstance(found, InputError):
            self.problems.append(found)
            return
        self.done.annotated += 1
        self.batch.append((article.article_id, key, found))
        self.characters += len(article.text)
        if len(self.batch) >= PART_ARTICLES or self.characters >= PART_CHARACTERS:
            self.flush()

    def flush(self) -> None:
        """The articles in memory become a part, which a later run finds even after a stop."""
        if not self.batch:
            return
        part = part_name(key for _, key, _ in self.batch)
        write_part(self.stage, part, [tables for _, _, tables in self.batch])
        entries = {article_id: (key, part) for article_id, key, _ in self.batch}
        add_to_manifest(self.stage / MANIFEST, entries)
        self.manifest |= entries
        self.batch, self.characters = [], 0

    def finish(self) -> None:
        """All articles were seen: prepare what is new, then exchange it at once."""
        self.flush()
        self.done.dropped = len(self.old.keys() - self.manifest.keys())
        self._thin_out()
        changed = self.manifest != self.old or not (self.folder / MANIFEST).exists()
        if changed:
            scratch = self.stage / "all.csv"
            scratch.unlink(missing_ok=True)
            add_to_manifest(scratch, self.manifest)
            scratch.replace(self.stage / MANIFEST)
            write_csv(column_table(), self.stage / COLUMNS_FILE)
        parts = list(dict.fromkeys(part for _, part in self.manifest.values()))
        csv_missing = self.csv_too and not (self.folder / "articles.csv").exists()
        for name in SCHEMAS:
            self.done.rows[name] = self._count(name, parts)
            if self.csv_too and (changed or csv_missing):
                self._write_csv(name, parts)
        write_csv(problem_table(self.problems), self.stage / PROBLEMS)
        with held_signals():
            self._exchange(parts)
            self.committed = True

    def _thin_out(self) -> None:
        """A part that holds an article which is gone or changed is written anew without it."""
        held = by_part(self.old) | by_part(self.waiting)
        wanted = by_part(self.manifest)
        for part in sorted(held.keys() & wanted.keys()):
            ids = wanted[part]
            if ids == held[part]:
                continue
            new = part_name(self.manifest[i][0] for i in sorted(ids))
            for name in SCHEMAS:
                path = self._path(name, part)
                rows = parquet.read_table(path, filters=[("article_id", "in", ids)])
                parquet.write_table(rows, part_folder(self.stage, name) / f"{new}.parquet")
            self.manifest |= {i: (self.manifest[i][0], new) for i in ids}

    def _path(self, name: str, part: str) -> Path:
        staged = self.stage / f"{name}.parquet" / f"{part}.parquet"
        return staged if staged.exists() else self.folder / f"{name}.parquet" / f"{part}.parquet"

    def _count(self, name: str, parts: list[str]) -> int:
        return sum(parquet.read_metadata(self._path(name, part)).num_rows for part in parts)

    def _write_csv(self, name: str, parts: list[str]) -> None:
        path = self.stage / f"{name}.csv"
        write_csv(pd.DataFrame(columns=list(SCHEMAS[name].columns)), path)
        for part in parts:
            write_csv(from_arrow(parquet.ParquetFile(self._path(name, part)).read()), path, True)

    def _exchange(self, parts: list[str]) -> None:
        """Only renames and removals, so that it takes no time; the manifest goes last."""
        wanted = {f"{part}.parquet" for part in parts}
        for name in SCHEMAS:
            target = self.folder / f"{name}.parquet"
            if target.is_file():  # of a table written whole
                target.unlink()
            target.mkdir(exist_ok=True)
            for path in (self.stage / f"{name}.parquet").glob("*.parquet"):
                if path.name in wanted:
                    path.replace(target / path.name)
        for path in sorted(p for p in self.stage.iterdir() if p.is_file()):
            path.replace(self.folder / path.name)
        for name in SCHEMAS:
            for path in (self.folder / f"{name}.parquet").glob("part-*.parquet"):
                if path.name not in wanted:
                    path.unlink()
            if not self.csv_too:
                (self.folder / f"{name}.csv").unlink(missing_ok=True)
        shutil.rmtree(self.stage, ignore_errors=True)

    def state(self) -> str:
        """What a stop left behind."""
        if self.committed:
            return f"stopped; {self.folder} holds the new tables, whole"
        n = len(with_parts(self.manifest, self.stage))
        kept = f"; {n} articles of this run are kept for the next" if n else ""
        held = "what it held before" if self.old else "nothing new"
        return f"stopped; {self.folder} holds {held}{kept}"

    def leave(self, made: bool) -> None:
        """Nothing is left of a run that came to nothing."""
        if not (self.stage / MANIFEST).exists():
            shutil.rmtree(self.stage, ignore_errors=True)
            if made and not any(self.folder.iterdir()):
                self.folder.rmdir()
