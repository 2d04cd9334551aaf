"""What a reader hands over: the text of an article with what the file says about it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from .exports import split_export
from .furniture import describe, find_furniture, without

SPLIT = "split it into smaller files"


@dataclass
class Document:
    """What a reader found: the text of an article, and metadata where the format carries it."""

    text: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    language: str | None = None
    flags: list[str] = field(default_factory=list)


def headed(title: str | None, text: str) -> str:
    """The headline belongs to the article; above it, unless it stands there."""
    return f"{title}\n\n{text}" if title and title not in text[: len(title) + 200] else text


def without_furniture(text: str) -> tuple[str, list[str]]:
    """The text without page furniture, and a flag where some was left out."""
    found = find_furniture(text)
    if not found:
        return text, []
    return without(text, found), [f"left out: {describe(found)}"]


def entries_of(
    text: str, flags: list[str], mend: Callable[[str], str] = lambda body: body
) -> list[Document]:
    """Documents of an export; none where the text is none."""
    documents = []
    for title, outlet, published, body in split_export(text):
        body, dropped = without_furniture(mend(body))
        notes = [*flags, *dropped, "from a database's export: title, outlet and date read from it"]
        if published is None:
            notes.append("no date found in the export: give one in articles.csv")
        document = Document(headed(title, body), title, outlet, published, flags=notes)
        documents.append(document)
    return documents
