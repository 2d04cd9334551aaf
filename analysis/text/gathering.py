"""Files, folders, tables and Articles → the files of a new case, and their lines of metadata."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from ..paths import resolved
from .article import Article
from .articles import documents_of, iter_articles, unusable_in
from .building import TAKEN, safe_id
from .problems import InputError
from .readers import READERS
from .records import COLUMNS

File = tuple[str, bytes, Article]  # name, bytes, and the article in it


def _of(source: str | Path | Article, problems: list[InputError]) -> list[File]:
    """(file name, bytes, article) of each: a document as it is, a row of a table as text."""
    if isinstance(source, Article):
        return [(f"{safe_id(source.article_id)}.txt", source.text.encode(), source)]
    path = resolved(source)
    if path.is_dir():
        problems += unusable_in(path)
        return [pair for p in documents_of(path) for pair in _of(p, problems)]
    found = list(iter_articles(path, problems))
    if path.suffix.lower() in READERS and len(found) == 1:  # an export holds many
        return [(path.name, path.read_bytes(), article) for article in found]
    return [pair for article in found for pair in _of(article, problems)]


def gather(sources: Iterable[str | Path | Article], problems: list[InputError]) -> list[File]:
    """The files that a case is begun with: none whose name or id another one has.

    sources : files, folders, tables or Articles · problems : takes an error for what is left out
    """
    files = [file for source in sources for file in _of(source, problems)]
    kept: dict[str, File] = {}
    ids: set[str] = set()
    for file in files:
        name, _, article = file
        if name.lower() in kept or article.article_id in ids:
            problems.append(
                InputError(
                    name,
                    "another article has this name or id already",
                    "rename one of the two, or leave out the copy",
                )
            )
        else:
            kept[name.lower()] = file
            ids.add(article.article_id)
    return list(kept.values())


def line_of(article: Article, name: str, data: bytes) -> dict[str, str]:
    """The line of `articles.csv` for a file; its note says what was read from the text itself."""
    known = {column: str(getattr(article, column, None) or "") for column in COLUMNS}
    notes = [known["note"], *(flag for flag in article.flags if TAKEN in flag)]
    known["note"] = "; ".join(filter(None, notes))
    return known | {"file": name, "sha256": hashlib.sha256(data).hexdigest()}
