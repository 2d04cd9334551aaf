"""A brief of one article: claims, charts and the highlighted text on one page.

It needs no network and runs no script.
"""

import base64
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from .. import register as reg
from ..inert import inert
from ..marked import view
from ..pipeline import Annotations
from ..text.article import Article, names
from .card import cards

if TYPE_CHECKING:
    from ..charts import Chart

POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'"
)
STYLE = """:root { color-scheme: light dark }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font-family: sans-serif;
  line-height: 1.45 }
figure { margin: 1rem 0; background: #fff } figure img { max-width: 100%; height: auto }
.ss-claim ul { margin: 0.3rem 0; padding-left: 1.3rem } .ss-claim p { margin: 0.4rem 0 }
@media print { body { max-width: none; margin: 0; font-size: 10pt }
  article + article { break-before: page } .ss-claim, figure { break-inside: avoid }
  h2, h2 + p { break-after: avoid } .ss-claim a::after { content: " <" attr(href) ">" } }"""


def page(article: Article, notes: Annotations, register: reg.Register) -> str:
    """The brief as a whole HTML document; text of articles, pages and people is only ever text."""
    return _document(article.title or article.article_id, _brief(article, notes, register))


def report(parts: Sequence[tuple[Article, Annotations, reg.Register]]) -> str:
    """The briefs of several articles as one document, each on a page of its own when printed."""
    names = [article.title or article.article_id for article, _, _ in parts]
    title = names[0] if len(parts) == 1 else f"Brief of {len(parts)} articles"
    links = "".join(f'<li><a href="#a{n}">{inert(x)}</a></li>' for n, x in enumerate(names))
    contents = f"<h1>{inert(title)}</h1>\n<ol>{links}</ol>\n" if len(parts) > 1 else ""
    briefs = (f'<article id="a{n}">\n{_brief(*part)}\n</article>' for n, part in enumerate(parts))
    return _document(title, contents + "\n".join(briefs))


def _document(title: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{inert(title, tagged=False)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"{body}\n</body>\n</html>\n"
    )


def _brief(article: Article, notes: Annotations, register: reg.Register) -> str:
    shown = reg.displayed(register)
    about = " · ".join(
        inert(x)
        for x in (article.outlet or "", str(article.published or "no date"), article.note or "")
        if x
    )
    decided = int((shown["decided_by"] == "reviewer").sum())
    parts = [
        f"<h1>{inert(article.title or article.article_id)}</h1>\n<p>{about}</p>",
        _flags(notes),
        "<h2>Claims</h2>",
        f"<p>{len(shown)} claims, {decided} of them decided by people; a machine’s suggestion is "
        "no finding. A claim is what its source says; that somebody says it does not make it "
        "so.</p>",
        _claims(register, shown),
        *_charts(article, notes, register),
        "<h2>Text</h2>",
        view(article, notes, labels=False).html,
    ]
    return "\n".join(p for p in parts if p)


def _flags(notes: Annotations) -> str:
    flags = [inert(f) for value in notes.articles["flags"] for f in value.split("; ") if f]
    return f"<p>To know about this text: {'; '.join(flags)}.</p>" if flags else ""


def _claims(register: reg.Register, shown: pd.DataFrame) -> str:
    if shown.empty:
        return "<p>No checkable claims were found.</p>"
    return cards(register, shown.sort_values("start", kind="stable")).html


def _charts(article: Article, notes: Annotations, register: reg.Register) -> Iterator[str]:
    """The charts that one article can carry; a layer without rows has none."""
    from .. import charts  # matplotlib is loaded only for pages with charts

    called = names([article])
    wanted: list[tuple[pd.DataFrame, Callable[[], Chart]]] = [
        (notes.attributions, lambda: charts.voices(notes.attributions, called)),
        (
            notes.acts,
            lambda: charts.ladder(notes.acts, notes.sentences, article.article_id, names=called),
        ),
    ]
    drawn = [make() for table, make in wanted if len(table)]
    if drawn:
        yield "<h2>Charts</h2>"
    for chart in drawn:
        data = base64.b64encode(chart.png()).decode()
        yield (
            f'<figure><img alt="{inert(chart.alt, tagged=False)}" '
            f'src="data:image/png;base64,{data}">'
            f"<figcaption>{inert(chart.headline)}</figcaption></figure>"
        )
