"""An article: the untouched text and what is known about it."""

import hashlib
import re
import textwrap
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

Span = tuple[int, int]


@dataclass(frozen=True)
class Article:
    """One article. `text` is the untouched original, headline included.

    Every offset in this package is a half-open range of code points into `text`, so that
    `article.text[start:end]` is exactly what an annotation covers.

    published : date of publication, or None when unknown (relative dates then stay open); a day
        as ISO text ("2025-11-29") becomes a date
    language  : ISO 639-1 code; layers made for English leave other languages alone
    flags     : notes about the text that a reader of any number should know

    Raises ValueError, naming the article, for a day that is none, and TypeError for a text that is
    no string.

    >>> Article("harbour", "The port is shut.", published="2031-05-05").published
    datetime.date(2031, 5, 5)
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

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise TypeError(f"article {self.article_id!r}: its text is no string")
        object.__setattr__(self, "published", _day(self.article_id, self.published))

    @cached_property
    def sha256(self) -> str:
        """Hash of the text in UTF-8: tells whether an annotation was made on this very text."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def _day(article_id: str, published: object) -> date | None:
    if isinstance(published, str):
        try:
            return datetime.fromisoformat(published.strip()).date() if published.strip() else None
        except ValueError:
            raise ValueError(
                f"article {article_id!r}: {published!r} is no day; write it as 2031-05-31"
            ) from None
    if isinstance(published, datetime):
        return published.date()
    if published is None or isinstance(published, date):
        return published
    raise ValueError(f"article {article_id!r}: {published!r} is no day; write it as 2031-05-31")


def names(articles: Iterable[Article]) -> dict[str, str]:
    """What to call each article, by id: "The Harbour Post, 3 May 2024".

    Without an outlet its title stands there, without a day of publication its file's name.

    articles : Articles, or `notes.articles.itertuples()`
    A remark in brackets after the outlet's name is left out. Where outlet and day are shared, the
    id stands behind them, so that no two articles bear one name.
    """
    plain = {article.article_id: _name(article) for article in articles}
    often = Counter(plain.values())
    return {
        article_id: f"{name} ({article_id})" if often[name] > 1 else name
        for article_id, name in plain.items()
    }


def _name(article: Article) -> str:
    outlet = (article.outlet or "").split(" (")[0].strip()
    if not article.published:
        return outlet or article.article_id
    day = date.fromisoformat(str(article.published))
    title = f"“{textwrap.shorten(article.title, 32, placeholder='…')}”" if article.title else ""
    return f"{outlet or title or article.article_id}, {day.day} {day:%b %Y}"


def in_order(articles: Iterable[Article]) -> list[str]:
    """The ids of articles by day, those without a day last. articles : as of `names`."""
    days = [(str(article.published or "9999"), article.article_id) for article in articles]
    return [article_id for _, article_id in sorted(days)]


def safe_url(url: str) -> bool:
    """May it be shown as a link: http or https, a host, nothing that breaks out of an attribute?"""
    return bool(re.fullmatch(r"https?://[^\s/\\\"'<>`]+(?:[/?#][^\s\"<>`]*)?", url, re.IGNORECASE))
