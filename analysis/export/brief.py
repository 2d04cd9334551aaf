"""A brief of one article: claims, charts and the highlighted text on one page.

It needs no network and runs no script.
"""

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from .. import register as reg
from ..inert import document, inert
from ..marked import view
from ..measures.held_out import held_out
from ..pipeline import Annotations
from ..text.article import Article, names
from ..trust_findings import caution
from ..vocabulary import count, said_day
from .card import cards

if TYPE_CHECKING:
    from ..charts import Chart

CONTESTED = ("denied", "disputed", "neither_confirmed_nor_denied", "no_conclusive_evidence")


def page(article: Article, notes: Annotations, register: reg.Register) -> str:
    """The brief as a whole HTML document; text of articles, pages and people is only ever text."""
    return report([(article, notes, register)])


def report(
    parts: Sequence[tuple[Article, Annotations, reg.Register]],
    name: str = "",
    sides: Mapping[str, str] | None = None,
    lost: int = 0,
) -> str:
    """The briefs of several articles as one document, each on a page of its own when printed.

    In the order of their days; those without a day last.
    name : what to call the whole, that of the case; else the article's, or how many there are
    sides : actor → side (`Case.sides`), which gives the charts their colours
    lost : how many decided claims of the case belong to no article that is here
    """
    parts = sorted(parts, key=lambda part: str(part[0].published or "~"))
    titles = [article.title or article.article_id for article, _, _ in parts]
    title = name or (titles[0] if len(parts) == 1 else f"Brief of {count(len(parts), 'article')}")
    links = "".join(f'<li><a href="#a{n}">{inert(x)}</a></li>' for n, x in enumerate(titles))
    shown = [reg.displayed(register) for _, _, register in parts]
    gone = f" {count(lost, 'decided claim')} belong to no article that is here." if lost else ""
    held = f"{count(len(parts), 'article')}, {_decided(shown)}.{gone}"
    head = f"<h1>{inert(title)}</h1>\n<p>{held}</p>\n"
    contents = f"{head}<ol>{links}</ol>\n" if name or lost or len(parts) > 1 else ""
    briefs = (
        f'<article id="a{n}">\n{_brief(*part, sides)}\n</article>' for n, part in enumerate(parts)
    )
    return document(title, contents + "\n".join(briefs))


def _decided(shown: Sequence[pd.DataFrame]) -> str:
    """How many claims there are, how many of them people decided, and on how many they differ."""
    total = sum(map(len, shown))
    decided = sum(int((claims["decided_by"] == "reviewer").sum()) for claims in shown)
    differ = sum(int(claims["conflict"].sum()) for claims in shown)
    told = f"{count(total, 'claim')}, {f'{decided:,}' if decided else 'none'} decided by people"
    return told + (f", who differ on {differ:,}" if differ else "")


def _brief(
    article: Article,
    notes: Annotations,
    register: reg.Register,
    sides: Mapping[str, str] | None = None,
) -> str:
    shown = reg.displayed(register)
    day = said_day(str(article.published)) if article.published else "no date"
    about = " · ".join(inert(x) for x in (article.outlet or "", day, article.note or "") if x)
    parts = [
        f"<h1>{inert(article.title or article.article_id)}</h1>\n<p>{about}</p>",
        _flags(notes),
        "<h2>Claims</h2>",
        f"<p>{_decided([shown])}; a machine’s "
        "suggestion is no finding. A claim is what its source says; that somebody says it does "
        "not make it so. Claims that the text denies or disputes stand first, the outlet’s own "
        "last.</p>",
        cards(register, _weighed(shown), names([article]), False).html,
        *_charts(article, notes, sides or {}),
        "<h2>Text</h2>",
        view(article, notes, labels=False, linked=shown.start[shown.start >= 0]).html,
    ]
    return "\n".join(p for p in parts if p)


def _weighed(shown: pd.DataFrame) -> pd.DataFrame:
    """The claims with those first on which the text itself is of two minds, its own last."""
    status = shown["machine_status"]
    weight = 1 - status.isin(CONTESTED).astype(int) + (status == "unattributed")
    return shown.assign(weight=weight).sort_values(["weight", "start"], kind="stable")


def _flags(notes: Annotations) -> str:
    flags = [inert(f) for value in notes.articles["flags"] for f in value.split("; ") if f]
    return f"<p>To know about this text: {'; '.join(flags)}.</p>" if flags else ""


def _charts(article: Article, notes: Annotations, sides: Mapping[str, str]) -> Iterator[str]:
    """The charts that one article can carry; a layer without rows has none."""
    from .. import charts  # matplotlib is loaded only for pages with charts

    called = names([article])
    wanted: list[tuple[pd.DataFrame, Callable[[], Chart]]] = [
        (notes.attributions, lambda: charts.voices(notes.attributions, called, sides)),
        (
            notes.acts,
            lambda: charts.ladder(notes.acts, notes.sentences, sides, called),
        ),
    ]
    drawn = [make() for table, make in wanted if len(table)]
    if drawn:
        warned = caution(held_out(), check="the text below")
        yield f"<h2>Charts</h2>\n<p>{inert(warned)}</p>"
    for chart in drawn:
        data = base64.b64encode(chart.png()).decode()
        yield (
            f'<figure><img alt="{inert(chart.alt, tagged=False)}" '
            f'src="data:image/png;base64,{data}"></figure>'
        )
