"""Parts of a run's output: the rows of articles, and which lies in which file under which key."""

import csv
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet

from .output import to_arrow
from .tables import SCHEMAS
from .text.article import Article
from .text.problems import InputError

Tables = Mapping[str, pa.Table]
Entry = tuple[str, str]  # key, part
People = tuple[pd.DataFrame, pd.DataFrame | None]  # actors, corrections
Task = tuple[Article, str]  # an article and its key
PROBE = Article("probe", 'The army may strike Brenn on Monday, a spokesman said. "No," said Orr.')


def annotate_one(people: People, task: Task) -> tuple[Article, str, Tables | InputError]:
    """All tables of one article as files hold them, or the problem where a layer fails on it.

    Where a harmless text fails too, the installation is at fault (a cut model, a broken lexicon):
    its error is raised, so that no article is dropped for it.
    """
    from .pipeline import annotate  # the models are loaded when the first article needs them

    article, key = task
    actors, corrections = people
    try:
        made = annotate([article], actors, corrections=corrections).tables()
        return article, key, {name: to_arrow(table) for name, table in made.items()}
    except Exception as error:
        annotate([PROBE], actors, corrections=None)
        what = f"could not be annotated ({type(error).__name__}: {error})"
        remedy = "please report it, with the text if you may"
        return article, key, InputError(article.article_id, what, remedy)


def part_name(keys: Iterable[str]) -> str:
    """The same articles under the same code make the same part."""
    return "part-" + hashlib.sha256("\n".join(keys).encode()).hexdigest()[:16]


def write_part(folder: Path, part: str, batch: list[Tables]) -> None:
    """One file a table with the rows of several articles."""
    for name in SCHEMAS:
        whole = pa.concat_tables([tables[name] for tables in batch])
        parquet.write_table(whole, part_folder(folder, name) / f"{part}.parquet")


def part_folder(folder: Path, name: str) -> Path:
    """Where the parts of a table lie."""
    path = folder / f"{name}.parquet"
    path.mkdir(exist_ok=True)
    return path


def read_manifest(path: Path) -> dict[str, Entry]:
    """{article_id: (key, part)}; a missing or broken manifest is an empty one."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {row["article_id"]: (row["key"], row["part"]) for row in csv.DictReader(file)}
    except (OSError, KeyError, UnicodeDecodeError, csv.Error):
        return {}


def with_parts(entries: dict[str, Entry], folder: Path) -> dict[str, Entry]:
    """The articles of a manifest whose part is there in every table."""
    there = [{p.stem for p in (folder / f"{name}.parquet").glob("*.parquet")} for name in SCHEMAS]
    whole = set.intersection(*there)
    return {i: entry for i, entry in entries.items() if entry[1] in whole}


def by_part(entries: Mapping[str, Entry]) -> dict[str, set[str]]:
    """{part: the articles in it}."""
    parts: dict[str, set[str]] = {}
    for article_id, (_, part) in entries.items():
        parts.setdefault(part, set()).add(article_id)
    return parts


def add_to_manifest(path: Path, entries: Mapping[str, Entry]) -> None:
    """Rows at the end; one that a kill cuts off names no part and counts for nothing."""
    new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if new:
            writer.writerow(("article_id", "key", "part"))
        writer.writerows((i, key, part) for i, (key, part) in entries.items())
