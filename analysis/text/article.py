"""An article: the untouched text and what is known about it."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

Span = tuple[int, int]


@dataclass(frozen=True)
class Article:
    """One article. `text` is the untouched original, headline included.

    Every offset in this package is a half-open range of code points into `text`, so that
    `article.text[start:end]` is exactly what an annotation covers.

    published : date of publication, or None when unknown (relative dates then stay open)
    language  : ISO 639-1 code; layers made for English leave other languages alone
    flags     : notes about the text that a reader of any number should know
    """

    article_id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    language: str = "en"
    note: str | None = None
    flags: tuple[str, ...] = field(default=())

    @cached_property
    def sha256(self) -> str:
        """Hash of the text in UTF-8: tells whether an annotation was made on this very text."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
