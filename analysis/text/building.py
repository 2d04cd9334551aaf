"""A document or a row of a table → an Article: metadata checked, oddities flagged."""

import re
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from .article import Article
from .dateline import dateline_agency, dateline_day
from .document import Document
from .language import detect
from .masthead import masthead, names_day
from .plain import SENTENCE_ENDS
from .problems import InputError
from .records import COLUMNS, Row, to_date
from .wrapped import unwrap

HEADLINE_WORDS = 20
VERY_LONG = 300_000  # characters: the longest reportage is a third of this
TAKEN = " read from the text"
MAX_NAME = 120  # bytes of a file name before its ending; disks take 255
TABLE_COLUMNS = ("text", *(c for c in COLUMNS if c not in ("file", "sha256")))


def from_row(row: Row, place: str, default_id: str, columns: Mapping[str, str]) -> Article:
    """One row of a table; InputError where it has no text, or a cell is no text at all."""
    named = {name: row.get(columns.get(name, name)) for name in TABLE_COLUMNS}
    column = columns.get("text", "text")
    if column not in row:
        there = ", ".join(name for name in map(str, row) if name)
        what = f"no text; there is no column {column} among {there}"
        raise InputError(place, what, "name the column that holds the text")
    text = cell(named, "text", place)
    if text is None or not text.strip():
        raise InputError(place, "no text", f"the column {column} must be filled in every row")
    article_id = cell(named, "article_id", place) or default_id
    if not article_id.isprintable():
        raise InputError(
            place,
            f"the article_id {article_id!r} holds control characters",
            "use letters, digits and ._-",
        )
    return build(article_id, Document(text, flags=_notes(row)), named, place)


def _notes(row: Row) -> list[str]:
    """The reader's own remark on a row, which has no column of its own."""
    return [str(row[""])] if row.get("") else []


def cell(row: Row, column: str, place: str) -> str | None:
    """A cell as text: cells come as text, dates, numbers or one of several kinds of nothing."""
    value = row.get(column)
    if not pd.api.types.is_scalar(value) or isinstance(value, bytes):
        raise InputError(place, f"{column} is {type(value).__name__}, no text", "give text")
    return None if pd.isna(value) else str(value)


def build(article_id: str, document: Document, row: Row, place: str) -> Article:
    """An Article of a document; what `row` gives goes before what the file says of itself."""

    def given(column: str) -> str | None:
        value = cell(row, column, place)
        return _whole(value) if value else None

    text = _whole(document.text)
    flags = [*document.flags, *_oddities(text)]
    if text != document.text:
        flags.append(
            "halves of characters in the text, replaced by question marks: get a clean copy"
        )
    language, more = _language(text, given("language") or document.language)
    day = to_date(given("published"), place) or document.published
    outlet = given("outlet") or document.outlet
    named, printed = (None, None) if outlet and day else masthead(text)
    if not outlet and (outlet := named):
        flags.append(f"outlet{TAKEN} at its head: check it")
    if not outlet and (outlet := dateline_agency(text) or None):
        flags.append(f"outlet{TAKEN} in its dateline: check it")
    if not day and (day := printed):
        flags.append(f"date{TAKEN} at its head: check it")
    if not day and (day := to_date(dateline_day(text), place)):
        flags.append(f"date{TAKEN} in its dateline: check it")
    return Article(
        _whole(article_id),
        text,
        given("title") or (document.title and _whole(document.title)) or infer_title(text),
        outlet,
        day,
        given("url") or document.url,
        language,
        given("note"),
        (*flags, *more),
    )


def _whole(text: str) -> str:
    """JSON, file names and broken fonts can hold half a character, files cannot."""
    return text.encode("utf-8", "replace").decode()


def _language(text: str, given: str | None) -> tuple[str, list[str]]:
    flags, found = [], detect(text)
    declared = given.lower().split("-")[0] if given else None
    if declared and found and declared != found:
        flags.append(f"declared as {declared}, reads like {found}: check the language")
    language = declared or found or "en"
    if language != "en":
        flags.append(
            f"language {language}: only sentences and tokens, the other layers are made for English"
        )
    elif not declared and not found:
        flags.append("too little text to tell its language: taken as English")
    return language, flags


def _oddities(text: str) -> Iterator[str]:
    lines = (line.strip() for line in text.splitlines())
    if not any(SENTENCE_ENDS.search(line[-20:]) for line in lines):
        yield "no line ends like a sentence: only headlines, or a text cut short"
    if len(text) > VERY_LONG:
        yield (
            f"very long ({len(text.split()):,} words): "
            "if it holds several articles, give each a file of its own"
        )
    if "\x00" in text:
        yield "null bytes in the text: get a clean copy"
    if re.search("[\u202a-\u202e\u2066-\u2069]", text):
        yield (
            "hidden characters that turn the direction of writing: "
            "what is shown may differ from what is stored"
        )


def infer_title(text: str) -> str | None:
    r"""The first line, if it is short, stands alone and does not end like a sentence or a clause.

    A line above it that names outlet and day is passed over.

    >>> infer_title("Crews stop work over\nnew rota\n\nThe port is shut.")
    'Crews stop work over new rota'
    """
    first, _, rest = unwrap(text.strip().replace("\r\n", " \n")).partition("\n")
    while rest and names_day(first):
        first, _, rest = rest.lstrip().partition("\n")
    first = " ".join(first.lstrip("#").split())
    ends = re.search(r"[.,;:][\"'”’)\]]*$", first[-20:])
    heading = 0 < len(first.split()) <= HEADLINE_WORDS and not ends
    return first if heading and rest.strip() else None


def file_names(articles: Iterable[Article]) -> Iterator[tuple[str, Article]]:
    """(name without ending, article): names that no other has, whatever a disk takes for the same.

    A name stays in its folder and within 120 bytes, so that an ending fits behind it; upper and
    lower case count as one.
    """
    taken: set[str] = set()
    for article in articles:
        stem = _cut(safe_id(article.article_id))
        name, n = stem, 1
        while name.lower() in taken:
            n += 1
            name = f"{stem}-{n}"
        taken.add(name.lower())
        yield name, article


def _cut(name: str) -> str:
    short = name.encode("utf-8", "replace")[:MAX_NAME].decode("utf-8", "ignore")
    return short.rstrip(" .") or "article"


def safe_id(stem: str) -> str:
    """A file's stem as an id: anything but letters, digits, space, `_`, `.` and `-` becomes `_`."""
    return re.sub(r"[^\w .-]|^\.+", "_", stem) or "article"
