"""Files, folders and tables → Articles. One missing line of metadata is no error; a broken one is named."""

import hashlib
import re
import warnings
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from ..paths import PROJECT
from .article import Article
from .language import detect
from .readers import READERS, Document, InputError, read_document
from .records import csv_rows, json_rows, load_metadata, to_date

METADATA = "articles.csv"
TABLES = (".csv", ".jsonl", ".ndjson", ".parquet")
HEADLINE_WORDS = 20
VERY_LONG = 300_000  # characters: the longest reportage is a third of this

Source = str | Path | pd.DataFrame | Article | Iterable


def load_articles(source: Source = "seeds", on_error: str = "raise") -> list[Article]:
    """Load articles: those of a folder sorted by file name, all others in the order given.

    source   : a file (txt, md, html, pdf, docx), a folder of such files, a table (csv, jsonl, parquet) or DataFrame with
               a column `text` and, where known, `article_id` and the metadata columns of `articles.csv`, one Article, or
               any iterable of all these. A relative path is looked up in the current folder, then in the project's.
    on_error : "raise" (default) names every bad file in one InputError; "skip" warns about each and goes on

    Beside the files of a folder, `articles.csv` may give `file, article_id, title, outlet, published, url, language,
    note, sha256`; whatever is missing is inferred (title: a first line that is a heading; language: detected) or left blank.
    Oddities that do not prevent reading are put into `Article.flags`.
    """
    if on_error not in ("raise", "skip"):
        raise ValueError(f"on_error must be 'raise' or 'skip', not {on_error!r}")
    articles, problems = [], []
    for item in _items(source, problems):
        try:
            articles.append(item if isinstance(item, Article) else item())
        except InputError as error:
            problems.append(str(error))
    articles = _refuse_duplicates(articles, problems)
    if problems and on_error == "raise":
        raise InputError("\n".join(problems))
    for problem in problems:
        warnings.warn(problem, stacklevel=2)
    return articles


def _items(source: Source, problems: list[str]) -> Iterator:
    """Articles, or functions that read one: so that one bad file does not hide the next."""
    if isinstance(source, Article):
        yield source
    elif isinstance(source, pd.DataFrame):
        yield from _rows(source.to_dict("records"), [f"DataFrame row {i}" for i in source.index])
    elif isinstance(source, (str, Path)):
        path = _find(source)
        try:
            yield from _folder(path) if path.is_dir() else _file(path)
        except InputError as error:
            problems.append(str(error))
    elif isinstance(source, Iterable):
        for item in source:
            yield from _items(item, problems)
    else:
        raise InputError(
            f"cannot load articles from {type(source).__name__}: give a path, a DataFrame or Articles"
        )


def _find(source: str | Path) -> Path:
    path = Path(source).expanduser()
    for candidate in (path, PROJECT / path):
        if candidate.exists():
            return candidate
    places = " and in ".join(dict.fromkeys(map(str, (Path.cwd(), PROJECT))))
    raise InputError(f"{source}: no such file or folder (looked in {places})")


def _folder(folder: Path) -> Iterator:
    files = sorted(
        p
        for p in folder.iterdir()
        if p.is_file() and p.name[0] not in "._" and p.stem.lower() != "readme"
    )
    documents = [p for p in files if p.suffix.lower() in READERS]
    for path in files:
        if path not in documents and path.suffix.lower() not in (*TABLES, ".json"):
            warnings.warn(
                f"{path}: left out, {path.suffix or 'a file without a suffix'} cannot be read as an article",
                stacklevel=5,
            )
    metadata = load_metadata(folder / METADATA)
    for name in metadata.keys() - {p.name for p in documents}:
        warnings.warn(
            f"{folder / METADATA}: names {name!r}, which is not in the folder", stacklevel=5
        )
    if not documents:
        raise InputError(f"{folder}: holds no articles ({', '.join(sorted(READERS))})")
    for path in documents:
        yield lambda path=path: _article(path, metadata.get(path.name, {}))


def _file(path: Path) -> Iterator:
    if path.suffix.lower() not in TABLES:
        yield lambda: _article(path, load_metadata(path.parent / METADATA).get(path.name, {}))
    elif path.suffix.lower() == ".parquet":
        try:
            table = pd.read_parquet(path)
        except Exception as error:  # pyarrow raises several kinds of its own
            raise InputError(f"{path}: is damaged or no Parquet file; write it again") from error
        yield from _rows(table.to_dict("records"), [f"{path} row {n}" for n in range(len(table))])
    else:
        rows = list(csv_rows(path) if path.suffix.lower() == ".csv" else json_rows(path))
        yield from _rows([row for _, row in rows], [f"{path} line {line}" for line, _ in rows])


def _rows(rows: list[dict], places: list[str]) -> Iterator:
    for n, (row, place) in enumerate(zip(rows, places)):
        row = {key: _plain(value) for key, value in row.items()}
        yield lambda row=row, place=place, n=n: _from_row(row, place, f"article-{n:05}")


def _plain(value) -> str | None:
    """Table cells come as text, dates, numbers or one of several kinds of nothing."""
    if value is None or value is pd.NaT or value != value:
        return None
    return value if isinstance(value, (str, date)) else str(value)


def _from_row(row: dict, place: str, default_id: str) -> Article:
    if not isinstance(row.get("text"), str) or not row["text"].strip():
        raise InputError(
            f"{place}: no text; the table needs a column text that is filled in every row"
        )
    article_id = row.get("article_id") or default_id
    if not article_id.isprintable():
        raise InputError(
            f"{place}: the article_id {article_id!r} holds control characters; use letters, digits and ._-"
        )
    whole = (
        row["text"].encode("utf-8", "replace").decode()
    )  # JSON can hold half a character, files cannot
    return _build(
        article_id,
        Document(
            whole,
            flags=[]
            if whole == row["text"]
            else ["halves of characters in the text, replaced by question marks: get a clean copy"],
        ),
        row,
        place,
    )


def _article(path: Path, row: dict) -> Article:
    document = read_document(path)
    expected = (row.get("sha256") or "").lower()
    if expected and hashlib.sha256(path.read_bytes()).hexdigest() != expected:
        document.flags.append(
            "sha256 differs from articles.csv: the file was changed since it was registered"
        )
    return _build(row.get("article_id") or safe_id(path.stem), document, row, str(path))


def _build(article_id: str, document: Document, row: dict, place: str) -> Article:
    text = document.text
    flags = [*document.flags, *_oddities(text)]
    found, given = detect(text), (row.get("language") or "").lower() or None
    if given and found and given.split("-")[0] != found:
        flags.append(f"declared as {given}, reads like {found}: check the language")
    language = given.split("-")[0] if given else found or "en"
    if language != "en":
        flags.append(
            f"language {language}: only sentences and tokens, the other layers are made for English"
        )
    elif not given and not found:
        flags.append("too little text to tell its language: taken as English")
    return Article(
        article_id,
        text,
        row.get("title") or document.title or infer_title(text),
        row.get("outlet") or document.outlet,
        to_date(row.get("published"), place) or document.published,
        row.get("url") or document.url,
        language,
        row.get("note") or None,
        tuple(flags),
    )


def _oddities(text: str) -> Iterator[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not any(re.search(r"[.!?…][\"'”’)\]]*$", line) for line in lines):
        yield "no line ends like a sentence: only headlines, or a text cut short"
    if len(text) > VERY_LONG:
        yield f"very long ({len(text.split()):,} words): if it holds several articles, give each a file of its own"
    if "\x00" in text:
        yield "null bytes in the text: get a clean copy"
    if re.search("[\u202a-\u202e\u2066-\u2069]", text):
        yield "hidden characters that turn the direction of writing: what is shown may differ from what is stored"


def infer_title(text: str) -> str | None:
    """The first line, if it is short, stands alone and does not end like a sentence or a clause."""
    first, _, rest = text.strip().partition("\n")
    first = first.strip().lstrip("#").strip()
    heading = 0 < len(first.split()) <= HEADLINE_WORDS and not re.search(
        r"[.,;:][\"'”’)\]]*$", first
    )
    return first if heading and rest.strip() else None


def safe_id(stem: str) -> str:
    """A file's stem as an id: anything but letters, digits, space, `_`, `.` and `-` becomes `_`."""
    return re.sub(r"[^\w .-]|^\.+", "_", stem) or "article"


def _refuse_duplicates(articles: list[Article], problems: list[str]) -> list[Article]:
    kept = {}
    for article in articles:
        if article.article_id in kept:
            problems.append(
                f"two articles have the id {article.article_id!r}: rename one of the files, or give it an "
                f"article_id of its own in {METADATA}"
            )
        else:
            kept[article.article_id] = article
    return list(kept.values())
