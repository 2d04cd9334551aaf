"""Files, folders and tables → Articles; what cannot be read is one line in a table of problems."""

import hashlib
import os
import re
import warnings
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from ..paths import PROJECT
from .article import Article
from .building import build, cell, from_row, safe_id
from .problems import InputError, LeftOut, problem_table, refuse, unforeseen
from .readers import READERS, read_bytes, read_documents, refuse_special
from .records import TABLES, Record, Row, load_metadata, table_rows

METADATA = "articles.csv"
OWN_FOLDERS = tuple("register notes notebooks figures coding out".split())  # of a case
ABOUT = ("readme", "license", "guidelines")  # documents about the folder, not articles
WORDED = frozenset(("text", "body", "content", "full_text", "fulltext"))
SHOWN = 10  # problems named in the warning; the table has all
Source: TypeAlias = "str | Path | pd.DataFrame | Article | Iterable[Source]"
Columns = Mapping[str, str]
Problems = list[InputError]


class Articles(list[Article]):
    """A list of articles, and in `problems` what could not be read (file, reason, what_to_do)."""

    problems: pd.DataFrame

    def __init__(self, articles: Iterable[Article] = (), problems: Iterable[InputError] = ()):
        """`problems` become a table."""
        super().__init__(articles)
        self.problems = problem_table(problems)


def load_articles(
    source: Source = "seeds", strict: bool = False, columns: Columns | None = None
) -> Articles:
    """Load articles: those of a folder sorted by file name, all others in the order given.

    source  : a file (txt, md, html, pdf, docx, rtf, eml; an export of Nexis or Factiva gives many
              articles), a folder of such files, a table (csv, tsv, jsonl, parquet) or DataFrame
              with a column `text` and, where known, `article_id` and the metadata columns of
              `articles.csv`, one Article, or any iterable of all these. A relative path is looked
              up in the current folder, then in the project's.
    strict  : True raises one InputError that names every bad file; False (default) leaves bad
              files out, warns, and lists them in `.problems` of the result
    columns : what a table calls its columns, e.g. {"text": "body", "published": "pubdate"}

    Beside the files of a folder, `articles.csv` may give `file, article_id, title, outlet,
    published, url, language, note, sha256`; whatever is missing is inferred (title: a first line
    that is a heading; language: detected) or left blank. Oddities that do not prevent reading are
    put into `Article.flags`. Raises InputError where nothing at all can be read.
    """
    problems: Problems = []
    articles = list(iter_articles(source, problems, columns))
    if strict or not articles:
        refuse(problems)
    if problems:
        more = f"\n… and {len(problems) - SHOWN} more" if len(problems) > SHOWN else ""
        warnings.warn("\n".join(map(str, problems[:SHOWN])) + more, stacklevel=2)
    return Articles(articles, problems)


def iter_articles(
    source: Source, problems: Problems, columns: Columns | None = None
) -> Iterator[Article]:
    """The articles of a source (as for `load_articles`) one by one, in flat memory.

    problems : takes an InputError for everything left out
    Raises InputError only for a path that is not there and for what is no source at all.
    """
    taken: set[str] = set()
    for article in _items(source, problems, columns or {}):
        if article.article_id in taken:
            problems.append(
                InputError(
                    article.article_id,
                    f"two articles have the id {article.article_id!r}",
                    f"rename one of the files, or give it an article_id of its own in {METADATA}",
                )
            )
        else:
            taken.add(article.article_id)
            yield article


def _items(source: Source, problems: Problems, columns: Columns) -> Iterator[Article]:
    if isinstance(source, Article):
        yield source
    elif isinstance(source, pd.DataFrame):
        records = zip(source.index, source.to_dict("records"), strict=True)
        named = ((f"DataFrame row {i}", row) for i, row in records)
        yield from _rows(named, "article", columns, problems)
    elif isinstance(source, (str, Path)):
        path = _find(source)
        if not path.is_dir():
            yield from _file(path, columns, problems)
        elif parts := sorted(p for p in path.rglob("part*.parquet") if p.is_file()):
            for part in parts:  # one table in many files, as Spark and Dask write it
                yield from _file(part, columns, problems)
        else:
            yield from _folder(path, problems)
    elif isinstance(source, Iterable) and not isinstance(source, (bytes, Mapping)):
        for item in source:
            yield from _items(item, problems, columns)
    else:
        raise InputError(
            "source",
            f"cannot load articles from {type(source).__name__}",
            "give a path, a DataFrame or Articles",
        )


def _guarded(
    read: Callable[[], list[Article]], place: str | Path, problems: Problems
) -> list[Article]:
    """What `read` gives, or nothing and a problem: one bad file does not hide the next."""
    try:
        return read()
    except InputError as error:
        problems.append(error)
    except Exception as error:  # hostile input finds an exception that nobody thought of
        problems.append(unforeseen(place, error))
    return []


def _find(source: str | Path) -> Path:
    path = Path(source).expanduser()
    for candidate in (path, PROJECT / path):
        try:
            if candidate.exists():
                return candidate
        except (OSError, ValueError):  # a name too long, or with a null byte
            continue
    places = " and in ".join(dict.fromkeys(map(str, (Path.cwd(), PROJECT))))
    raise InputError(source, f"no such file or folder (looked in {places})", "check the path")


def _folder(folder: Path, problems: Problems) -> Iterator[Article]:
    metadata, documents = _metadata(folder, problems), documents_of(folder)
    problems += unusable_in(folder)
    for name in sorted(metadata.keys() - {p.name for p in documents}):
        problems.append(
            LeftOut(
                folder / METADATA, f"names {name!r}, which is not in the folder", "add the file"
            )
        )
    if not documents:
        kinds = ", ".join(sorted(READERS))
        problems.append(InputError(folder, f"holds no articles ({kinds})", "put some into it"))
    for path in documents:
        yield from _documents(path, metadata.get(path.name, {}), problems)


def documents_of(folder: Path) -> list[Path]:
    """The files of a folder that are read as articles, by name."""
    return [
        path
        for path in sorted(folder.iterdir())
        if not _unusable(path, folder)
        and path.is_file()
        and path.suffix.lower() in READERS
        and not _aside(path)
    ]


def unusable_in(folder: Path) -> list[InputError]:
    """A problem for each entry of a folder that is left out, where that must be said."""
    found = (_unusable(path, folder) for path in sorted(folder.iterdir()))
    return [problem for problem in found if problem]


def _aside(path: Path) -> bool:
    return path.name[0] in "._" or path.stem.lower() in ABOUT


def _unusable(path: Path, folder: Path) -> InputError | None:
    if path.name.startswith(("~$", ".~lock.")):
        return LeftOut(path, "is the lock file of an open document", "close it there")
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(folder.resolve()):
        return InputError(path, "is a link that leaves the folder", "copy the file into it")
    if path.is_dir() and path.name not in OWN_FOLDERS and not _aside(path):
        if any(p.suffix.lower() in READERS for p in path.iterdir()):
            return LeftOut(path, "is a folder in the folder, and not read", "give it by its name")
        return None
    if path.is_dir() or _aside(path):
        return None
    if not path.is_file():
        return InputError(path, "is no regular file", "remove the pipe, device or broken link")
    if path.suffix.lower() in TABLES[1:] or _holds_articles(path):
        return LeftOut(path, "is a table, and not read with a folder", "give it by its name")
    if path.suffix.lower() not in (*READERS, ".csv"):
        what = path.suffix or "a file without a suffix"
        kinds = ", ".join(sorted(READERS))
        return LeftOut(path, f"{what} cannot be read as an article", f"save it as {kinds}")
    return None


def _holds_articles(path: Path) -> bool:
    """Whether a csv names a column of texts; others belong to the case (actors, calendar)."""
    if path.suffix.lower() != ".csv" or not os.access(path, os.R_OK):
        return False
    with path.open("rb") as file:
        header = file.readline(4096).decode("utf-8-sig", "replace").lower()
    return not WORDED.isdisjoint(name.strip('" \r\n') for name in re.split(r"[,;\t|]", header))


def _file(path: Path, columns: Columns, problems: Problems) -> Iterator[Article]:
    if path.suffix.lower() in TABLES:
        try:
            refuse_special(path)
            n = yield from _rows(table_rows(path), safe_id(path.stem), columns, problems)
            if not n:
                raise InputError(path, "holds no rows", "put articles into it")
        except InputError as error:
            problems.append(error)
        except Exception as error:  # Arrow raises several kinds of its own
            problems.append(unforeseen(path, error))
        return
    yield from _documents(path, _metadata(path.parent, problems).get(path.name, {}), problems)


def _metadata(folder: Path, problems: Problems) -> dict[str, Row]:
    try:
        return load_metadata(folder / METADATA)
    except InputError as error:
        problems.append(error)
        return {}


def _documents(path: Path, row: Row, problems: Problems) -> list[Article]:
    return _guarded(lambda: _articles(path, row), path, problems)


def _articles(path: Path, row: Row) -> list[Article]:
    documents = read_documents(path)
    expected = str(row.get("sha256") or "").lower()
    changed = expected and hashlib.sha256(read_bytes(path)).hexdigest() != expected
    stem = cell(row, "article_id", str(path)) or safe_id(path.stem)
    articles = []
    for n, document in enumerate(documents, 1):
        if changed:
            document.flags.append(
                "sha256 differs from articles.csv: the file was changed since it was registered"
            )
        article_id = stem if len(documents) == 1 else f"{stem}-{n:03}"
        articles.append(build(article_id, document, row, str(path)))
    return articles


def _rows(
    records: Iterable[Record], stem: str, columns: Columns, problems: Problems
) -> Generator[Article, None, int]:
    """The articles of a table; returns how many rows were seen."""
    n = -1
    for n, (place, row) in enumerate(records):
        if isinstance(row, InputError):
            problems.append(row)
            continue
        default = f"{stem}-{n:05}"
        yield from _guarded(
            lambda row=row, place=place, default=default: [  # type: ignore[misc]
                from_row(row, place, default, columns)
            ],
            place,
            problems,
        )
    return n + 1
