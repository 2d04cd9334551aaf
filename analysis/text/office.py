"""PDF, Word and rich-text files → the articles in them."""

import re
import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from .document import SPLIT, Document, entries_of, without_furniture
from .pages import LIGATURES, in_columns, join_lines, without_running_heads
from .problems import InputError

if TYPE_CHECKING:
    from pypdf import PageObject

MAX_UNPACKED = 300_000_000  # bytes of a Word file's parts together
MAX_PART = 60_000_000  # … and of one of its XML parts
MAX_PAGES = 3_000
# What programs write as the title of a document that nobody gave one.
NO_TITLE = re.compile(
    r"(microsoft word|microsoft powerpoint)\b.*|powerpoint presentation|word document"
    r"|(untitled|document|dokument|documento|doc|draft"
    r"|template|title|normal|blank|slide|presentation|new|scan|print)[\s_-]*\d*"
    r"|.*\.(docx?|rtf|odt|txt|pdf|indd|qxp|tex|pptx?|html?)|[\W\d_]*|\S+_\S+",
    re.I,
)


def _single_or_export(
    text: str, title: str | None, path: Path, flags: Iterable[str]
) -> list[Document]:
    """What a word processor's file holds: an export's articles, or one without page furniture."""
    flags = list(flags)
    if entries := entries_of(text, flags):
        return entries
    text, dropped = without_furniture(text)
    return [Document(text, real_title(title, path), flags=[*flags, *dropped])]


def real_title(title: str | None, path: Path) -> str | None:
    """The title that a file claims, unless a program made it up."""
    title = re.sub(r"\s+", " ", str(title or "")).strip()
    made_up = NO_TITLE.fullmatch(title) or title.lower() == path.stem.lower()
    return None if made_up else title


def read_pdf(path: Path, data: bytes) -> list[Document]:
    """The text of all pages in reading order; columns are told apart, cut lines joined again.

    By pypdf, whose layout mode shows where columns part, so that no second library is needed.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(BytesIO(data))
        locked = reader.is_encrypted and not _opens(reader.decrypt)
        lines = [] if locked or len(reader.pages) > MAX_PAGES else list(map(_lines, reader.pages))
        title = None if locked or not reader.metadata else reader.metadata.title
    except (DependencyError, NotImplementedError):  # a cipher that pypdf knows not, or by a library
        locked = True
    if locked:
        raise InputError(path, "is protected by a password", "print it to a new PDF without one")
    if len(reader.pages) > MAX_PAGES:
        raise InputError(path, f"has more than {MAX_PAGES:,} pages", SPLIT)
    ordered = list(map(in_columns, lines))
    pages = [[line.translate(LIGATURES) for line in lines] for lines, _ in ordered]
    columns = [n for _, n in ordered if n > 1]
    kept, heads = without_running_heads(pages)
    flags = ["from a PDF: lines cut by the layout were joined, check the paragraphs"]
    if columns:
        where = f"{len(columns)} of {len(pages)} pages"
        flags.append(f"{max(columns)} columns on {where}: check the reading order")
    if heads:
        flags.append(f"{len(heads)} running heads and page numbers left out")
    # Each page of an export may begin with an outlet and end as its articles do.
    text = "\n".join(line for page in pages for line in [*page, ""])
    if entries := entries_of(text, flags, lambda body: join_lines([_others(body, {*heads})])):
        return entries
    return _single_or_export(join_lines(kept), title, path, flags)


def _lines(page: "PageObject") -> list[str]:
    try:
        return page.extract_text(extraction_mode="layout").splitlines()
    except Exception:  # fonts without widths: the order of the file is all there is
        return page.extract_text().splitlines()


def _others(body: str, heads: set[str]) -> list[str]:
    return [line for line in body.splitlines() if line not in heads]


def _opens(decrypt: Callable[[str], int]) -> bool:
    try:
        return bool(decrypt(""))
    except Exception:  # a cipher whose library is not installed: protected all the same
        return False


def read_docx(path: Path, data: bytes) -> list[Document]:
    """Paragraphs and table cells of a Word file in reading order."""
    import docx
    from docx.table import Table

    try:
        parts = zipfile.ZipFile(BytesIO(data)).infolist()
        xml = max((p.file_size for p in parts if p.filename.endswith((".xml", ".rels"))), default=0)
        if sum(p.file_size for p in parts) > MAX_UNPACKED or xml > MAX_PART:
            raise InputError(path, "unpacks to far more than an article", SPLIT)
        file = docx.Document(BytesIO(data))
    except InputError:
        raise
    except Exception as error:  # python-docx raises whatever the damaged XML led to
        raise InputError(
            path, "is damaged or no Word file", "open it and save it again, or as text"
        ) from error
    blocks = [
        text
        for block in file.iter_inner_content()
        for text in (
            [cell.text for row in block.rows for cell in row.cells]
            if isinstance(block, Table)
            else [block.text]
        )
    ]
    text = "\n\n".join(text for text in blocks if text.strip())
    return _single_or_export(text, file.core_properties.title, path, [])


def read_rtf(path: Path, data: bytes) -> list[Document]:
    """The text of a rich-text file by striprtf; its links lose their address."""
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise InputError(path, "is damaged or no RTF file", "save it again, or as text")
    source = re.sub(r"\{\\\*\\fldinst\b[^{}]*(?:\{[^{}]*\}[^{}]*)*\}", "", data.decode("latin-1"))
    text = str(rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]
    text = re.sub(r"[^\S\n]*\n\s*", "\n\n", text.replace("\xad", "")).strip()
    return _single_or_export(text, None, path, [])
