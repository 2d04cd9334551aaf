"""One file → the articles in it: one reader a format, and one clear error where that fails."""

import email
import email.policy
import logging
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from pathlib import Path

from .document import SPLIT, Document, entries_of, headed, without_furniture
from .encodings import decode
from .furniture import describe, find_furniture
from .office import read_docx, read_pdf, read_rtf
from .problems import InputError, unforeseen
from .records import TABLES, read_date

MAX_FILE = 200_000_000  # bytes of one document; tables are read row by row and may be larger
MAX_CHARACTERS = 20_000_000
BLOCKS = frozenset("p div br li tr td h1 h2 h3 h4 ul ol table".split())


Reader = Callable[[Path, bytes], list[Document]]


def read_documents(path: Path) -> list[Document]:
    """The articles of one file, by its suffix; `READERS` lists them. Most hold one.

    Raises InputError for a file that is empty, binary, encrypted, damaged, too large, of an
    unknown kind, no regular file, or holds no text.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        what = f"{path.suffix} files" if path.suffix else "files without a suffix"
        raise InputError(
            path,
            f"cannot read {what}",
            f"save it as one of {', '.join(sorted(READERS))}, a table as {', '.join(TABLES)}",
        )
    data = read_bytes(path)
    if not data.strip():
        raise InputError(path, "is empty", "remove it or put the article's text into it")
    try:
        with _quiet():
            documents = [d for d in reader(path, data) if d.text.strip()]
    except InputError:
        raise
    except Exception as error:
        raise unforeseen(path, error) from error
    if not documents:
        raise InputError(
            path, "holds no text", "if it is a scan, run it through text recognition (OCR) first"
        )
    if sum(len(d.text) for d in documents) > MAX_CHARACTERS:
        raise InputError(path, f"holds more than {MAX_CHARACTERS:,} characters", SPLIT)
    return documents


@contextmanager
def _quiet() -> Iterator[None]:
    """What libraries log about a broken file is said once, in the table of problems."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def read_bytes(path: Path) -> bytes:
    """A regular file's bytes; a pipe would wait for ever and a device never end."""
    refuse_special(path)
    if path.stat().st_size > MAX_FILE:
        raise InputError(path, f"is larger than {MAX_FILE:,} bytes", SPLIT)
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror})", "check its rights") from error


def refuse_special(path: Path) -> None:
    """Raises InputError for whatever is no regular file, and for one that cannot be looked at."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(
            path, f"cannot be read ({why})", "check the name and its rights"
        ) from error
    if not stat.S_ISREG(mode):
        raise InputError(path, "is no regular file", "give a file, not a folder, pipe or device")


def read_text(path: Path, data: bytes) -> list[Document]:
    """Plain text, untouched: every offset points into the file as the reader sees it."""
    text, flags = decode(path, data)
    if entries := entries_of(text, flags):
        return entries
    if found := find_furniture(text):
        flags.append(f"no prose, in the text: {describe(found)}")
    return [Document(text, flags=flags)]


def read_markdown(path: Path, data: bytes) -> list[Document]:
    """Markdown, untouched but for front matter, which is metadata.

    That is lines `key: value` between `---`, or `key = value` between `+++`.
    """
    text, flags = decode(path, data)
    matter = re.match(
        r"(?:---|\+\+\+)[^\S\n]*\r?\n((?:[^\n]*\n){0,60}?)"
        r"(?:---|\.\.\.|\+\+\+)[^\S\n]*(?:\r?\n|$)",
        text,
    )
    pairs = re.findall(r"^([\w-]+)\s*[:=]\s*(\S.*?)?\s*$", matter[1], re.M) if matter else []
    if not pairs or matter is None:
        return read_text(path, data)
    about = {key.lower(): value.strip("\"'\r ") for key, value in pairs if value.strip("\"'\r ")}
    documents = read_text(path, text[matter.end() :].encode("utf-8"))
    value = about.get("date") or about.get("published") or ""
    published = read_date(value)
    if value and not published:
        flags.append(f"the date {value!r} of the front matter is not understood")
    outlet = about.get("outlet") or about.get("source") or about.get("publication")
    flags.append("front matter read as metadata: offsets count from behind it")
    return [
        replace(
            document,
            title=about.get("title"),
            outlet=outlet,
            published=published,
            url=about.get("url") or about.get("link"),
            language=about.get("lang") or about.get("language"),
            flags=[*flags, *document.flags],
        )
        for document in documents
    ]


def read_html(path: Path, data: bytes) -> list[Document]:
    """The main text of a page by trafilatura (Barbaresi 2021), or the articles of an export."""
    html, flags = decode(path, data)
    marked = re.search(r"End of Document|of \d+ DOCUMENT|Do[ck]ument[oe]?\s+[A-Z]\w{14}", html)
    entries = entries_of(_lines_of(html), flags) if marked else []
    return entries or [_page(html, flags)]


def _page(html: str, flags: list[str]) -> Document:
    import trafilatura

    page = trafilatura.bare_extraction(
        html, with_metadata=True, include_comments=False, include_tables=False
    )
    if not isinstance(page, trafilatura.settings.Document) or not (page.text or "").strip():
        flag = "no main text found in the page: all of its text is taken, menus included"
        return Document(trafilatura.html2txt(html) or "", flags=[*flags, flag])
    text, dropped = without_furniture(page.text or "")
    published = date.fromisoformat(page.date) if page.date else None
    flags = [*flags, *dropped, *(["date read from the page: check it"] if published else [])]
    text = headed(page.title, text)
    return Document(text, page.title, page.sitename, published, page.url, flags=flags)


def _lines_of(html: str) -> str:
    """The text of a page with a line for each block, as an export's articles are told apart."""
    from lxml import html as lxml_html

    tree = lxml_html.fromstring(html)
    for element in tree.iter():
        if element.tag in ("script", "style"):
            element.text = None
        elif element.tag in BLOCKS:
            element.text = f"\n{element.text or ''}"
            element.tail = f"\n{element.tail or ''}"
    return str(tree.text_content())


def read_mail(path: Path, data: bytes) -> list[Document]:
    """A mail (a newsletter, an alert): subject, sender, date, and the text or else the page."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    part = message.get_body(("plain", "html")) if isinstance(message, EmailMessage) else None
    if part is None:
        return []
    raw = part.get_payload(decode=True)
    content = raw if isinstance(raw, bytes) else b""
    charset = part.get_content_charset()
    flags: list[str] = []
    try:
        text = content.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        text, flags = decode(path, content)
    subject = str(message["subject"] or "").strip() or None
    if part.get_content_type() == "text/html":
        document = _page(text, flags)
    else:
        text, dropped = without_furniture(text.replace("\r\n", "\n"))
        document = Document(text, flags=[*flags, *dropped])
    sender = re.sub(r"\s*<[^>]*>|\"", "", str(message["from"] or "")).strip() or None
    return [
        replace(
            document,
            text=headed(subject, document.text) if document.text.strip() else "",
            title=subject,
            outlet=sender,
            published=read_date(str(message["date"] or "")),
        )
    ]


READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".rtf": read_rtf,
    ".eml": read_mail,
}
