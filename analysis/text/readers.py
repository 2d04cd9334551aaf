"""One file → its text and what it says about itself: txt, md, html, pdf, docx. One clear error where that fails."""

import codecs
import re
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
BINARY = 0.02  # a larger share of control characters is no text
GUESS_SAMPLE = 200_000  # bytes shown to the encoding detector


class InputError(ValueError):
    """Something given to the package cannot be used; the message names the file (and line) and what to do."""


@dataclass
class Document:
    """What a reader found: the text, and metadata where the file format carries it."""

    text: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    flags: list[str] = field(default_factory=list)


def read_document(path: Path) -> Document:
    """Read one file by its suffix; `READERS` lists them.

    Raises InputError for a file that is empty, binary, encrypted, damaged, of an unknown kind, or holds no text.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(
            f"{path}: cannot read {path.suffix or 'files without a suffix'}; "
            f"save it as one of {', '.join(sorted(READERS))}"
        )
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    if not data.strip():
        raise InputError(f"{path}: is empty; remove it or put the article's text into it")
    document = reader(path, data)
    if not document.text.strip():
        raise InputError(
            f"{path}: holds no text; if it is a scan, run it through text recognition (OCR) first"
        )
    return document


def decode(path: Path, data: bytes) -> tuple[str, list[str]]:
    """Bytes → the untouched text (line ends as they are), and a flag where the encoding had to be guessed.

    Raises InputError for binary data.
    """
    encoding = next((name for bom, name in BOMS if data.startswith(bom)), "utf-8")
    flags = []
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text, encoding = _guess(path, data)
        flags = [
            f"encoding {encoding} guessed: check accents and quotation marks, or save the file as UTF-8"
        ]
    if len(CONTROL.findall(text)) > BINARY * len(text):
        raise InputError(
            f"{path}: is not a text file (control characters); save the article as plain text in UTF-8"
        )
    if "\ufffd" in text:
        flags.append("damaged characters (U+FFFD) in the text: get a clean copy")
    return text, flags


def _guess(path: Path, data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    sample = data[:GUESS_SAMPLE]
    binary = len(CONTROL.findall(sample.decode("latin-1"))) > BINARY * len(sample)
    matches = [] if binary else list(from_bytes(sample))
    # Several code pages often fit alike, and the first by name wins then: the commonest one is the better guess.
    match = next(
        (m for m in matches if m.encoding == "cp1252" and m.chaos <= matches[0].chaos),
        matches[0] if matches else None,
    )
    if match is None:
        raise InputError(
            f"{path}: is not a text file in any known encoding; save the article as plain text in UTF-8"
        )
    return data.decode(match.encoding, errors="replace"), match.encoding


def read_text(path: Path, data: bytes) -> Document:
    """Plain text and Markdown: as they are, since every offset points into the file as the reader sees it."""
    text, flags = decode(path, data)
    return Document(text, flags=flags)


def read_html(path: Path, data: bytes) -> Document:
    """The main text of a page by trafilatura (Barbaresi 2021), without menus, comments and scripts."""
    import trafilatura

    html, flags = decode(path, data)
    page = trafilatura.bare_extraction(
        html, with_metadata=True, include_comments=False, include_tables=False
    )
    if page is None or not (page.text or "").strip():
        return Document(
            trafilatura.html2txt(html) or "",
            flags=[
                *flags,
                "no main text found in the page: all of its text is taken, menus included",
            ],
        )
    published = date.fromisoformat(page.date) if page.date else None
    if published:
        flags.append("date read from the page: check it")
    text = page.text
    if page.title and page.title not in text[: len(page.title) + 200]:
        text = f"{page.title}\n\n{text}"  # the headline belongs to the article
    return Document(text, page.title, page.sitename, published, page.url, flags)


def read_pdf(path: Path, data: bytes) -> Document:
    """The text of all pages; lines cut by the layout are joined again."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(f"{path}: is protected by a password; save it without one")
        lines = [line for page in reader.pages for line in [*page.extract_text().splitlines(), ""]]
        title = reader.metadata.title if reader.metadata else None
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            f"{path}: is damaged or no PDF ({error}); open it in a viewer and save it again, or as text"
        ) from error
    return Document(
        join_lines(lines),
        title,
        flags=["from a PDF: lines cut by the layout were joined, check the paragraphs"],
    )


def join_lines(lines: list[str]) -> str:
    """Paragraphs from lines cut at the width of a column: a line nearly as wide as the widest goes on in the next one,
    unless it ends a sentence; a word hyphenated at its end becomes one again.
    """
    width = sorted(len(line) for line in lines if line.strip())
    nearly = 0.75 * width[int(0.9 * (len(width) - 1))] if width else 0
    paragraphs, goes_on = [], False
    for line in lines:
        stripped = line.strip()
        if not stripped:
            goes_on = goes_on and bool(paragraphs) and not re.search(r"[.!?”\"]$", paragraphs[-1])
            continue
        if goes_on and re.search(r"\w-$", paragraphs[-1]) and stripped[0].islower():
            paragraphs[-1] = paragraphs[-1][:-1] + stripped
        elif goes_on:
            paragraphs[-1] += " " + stripped
        else:
            paragraphs.append(stripped)
        goes_on = len(stripped) >= nearly and len(stripped.split()) > 2
    return "\n\n".join(paragraphs)


def read_docx(path: Path, data: bytes) -> Document:
    """Paragraphs and table cells of a Word file in reading order."""
    import docx
    from docx.table import Table

    try:
        file = docx.Document(BytesIO(data))
        blocks = [
            text
            for block in file.iter_inner_content()
            for text in (
                [cell.text for row in block.rows for cell in row.cells]
                if isinstance(block, Table)
                else [block.text]
            )
        ]
    except Exception as error:  # python-docx raises whatever the damaged zip or XML led to
        raise InputError(
            f"{path}: is damaged or no Word file; open it and save it again, or as text"
        ) from error
    return Document(
        "\n\n".join(text for text in blocks if text.strip()), file.core_properties.title or None
    )


READERS = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
}
