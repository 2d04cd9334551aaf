"""A marked article: its text with annotations where they stand, readable in grey."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd

from .inert import PLAIN, Shown, document, inert, words
from .pipeline import Annotations
from .text.article import Article, names
from .vocabulary import wording

# Only what JupyterLab's sanitiser keeps in a notebook that is not trusted yet: no classes, ids,
# scripts or style sheets, no wavy lines. Colours by Okabe and Ito; they stand on a light and on a
# dark page, and each mark has a form of its own.
STYLES = {
    "contents": ("said by a source", "background-color: rgba(86, 180, 233, 0.2)"),
    "claims": ("claim", "border-bottom: 1px solid #56b4e9; padding-bottom: 7px"),
    "acts": ("act", "border-top: 2px solid #d55e00; padding-top: 1px"),
    "loaded": ("loaded word", "border-bottom: 2px dashed #cc79a7; padding-bottom: 4px"),
    "hedges": ("hedge", "border-bottom: 3px dotted #009e73; padding-bottom: 1px"),
    "sources": ("source", "font-weight: bold"),
    "cues": ("cue", "font-style: italic; text-decoration: underline"),
}
LAYERS = tuple(STYLES)
LABEL = "font-size: 70%; font-weight: normal; opacity: 0.75; white-space: nowrap"


@dataclass(frozen=True)
class Mark:
    """A span to be marked: its layer, a sentence for the tooltip, a short label behind it."""

    start: int
    end: int
    layer: str
    tip: str
    label: str = ""


@dataclass(frozen=True)
class View(Shown):
    """A marked article: `html` is its text with the marks; `save` writes a page for the browser."""

    title: str

    def save(self, path: str | Path) -> Path:
        """Write a page that stands alone and that no script can run in."""
        path = Path(path)
        path.write_text(document(self.title, self.html), encoding="utf-8")
        return path


def view(
    article: Article | None,
    notes: Annotations,
    layers: Iterable[str] | str = LAYERS,
    labels: bool = True,
    linked: Iterable[int] = (),
) -> View:
    """Show an article with its annotations; without an article, a sentence that says so.

    layers : any of contents, claims, acts, loaded, hedges, sources, cues (one name or several)
    labels : put short labels behind the marks (who speaks, class of hedge, rung of the act)
    linked : offsets that links of the same page lead to (`place`)

    Hold the pointer over a mark to read what it means. Raises ValueError for an unknown layer, and
    when the notes were not made from this very text.
    """
    if article is None:
        nothing = words("There is no article to show yet.")
        return View(nothing.html, nothing.text, "")
    layers = [layers] if isinstance(layers, str) else list(layers)
    if unknown := set(layers) - set(LAYERS):
        raise ValueError(
            f"unknown layer {', '.join(sorted(unknown))}: choose from {', '.join(LAYERS)}"
        )
    mine = notes.articles[notes.articles.article_id == article.article_id]
    if mine.empty or mine.sha256.iloc[0] != article.sha256:
        raise ValueError(
            f"these notes were not made from the text of {article.article_id!r}: annotate it first"
        )
    marks = [mark for layer in layers for mark in MARKS[layer](notes, article.article_id)]
    present = [layer for layer in LAYERS if any(mark.layer == layer for mark in marks)]
    spots = {start: place(article.sha256, start) for start in linked}
    text = render(article.text, marks, labels, spots)
    body = "white-space: pre-wrap; line-height: 2.2; max-width: 46rem"
    lang = escape(article.language, quote=True)
    called = names([article])[article.article_id]
    html = f'{_legend(called, present)}\n<div lang="{lang}" style="{body}">{text}</div>'
    return View(
        f'<div class="{PLAIN}">{html}</div>',
        f"<marked article {called}>",
        article.title or called,
    )


def place(sha256: str, start: int) -> str:
    """The name of a place in a text, for links within one page."""
    return f"p{sha256[:12]}-{start}"


def render(
    text: str,
    marks: Iterable[Mark],
    labels: bool = False,
    spots: Mapping[int, str] | None = None,
) -> str:
    """The text as inert HTML, cut where marks begin or end, each piece inside its marks.

    Marks may overlap in any way. Labels stand in <sup> behind the last piece of their mark;
    without them, the text content of the HTML is the text, hidden characters apart, which are
    shown by one visible character each. spots : offset → the name by which a link finds it
    """
    spots = spots or {}
    marks = sorted(
        (m for m in marks if m.start < m.end),
        key=lambda m: (m.start, -m.end, LAYERS.index(m.layer)),
    )
    edges = sorted({0, len(text), *spots, *(m.start for m in marks), *(m.end for m in marks)})
    opens, active, html = 0, [], []
    for start, end in pairwise(edges):
        while opens < len(marks) and marks[opens].start <= start:
            active.append(marks[opens])
            opens += 1
        active = [m for m in active if m.end > start]
        html += [f'<a id="{spots[start]}"></a>'] if start in spots else []
        html.append(_piece(text[start:end], active))
        if labels:
            html += [
                f'<sup style="{LABEL}"> {inert(m.label)}</sup>'
                for m in active
                if m.end == end and m.label
            ]
    return "".join(html)


def _piece(text: str, active: list[Mark]) -> str:
    shown = {layer: STYLES[layer][1] for layer in LAYERS if any(m.layer == layer for m in active)}
    html = inert(text)
    for style in reversed(shown.values()):
        html = f'<span style="{style}">{html}</span>'
    if active:
        tip = "\n".join(dict.fromkeys(m.tip for m in active))
        html = f'<span title="{inert(tip, tagged=False)}">{html}</span>'
    return html


def _legend(article: str, layers: list[str]) -> str:
    marks = " &nbsp; ".join(
        f'<span style="{STYLES[layer][1]}">{STYLES[layer][0]}</span>' for layer in layers
    )
    called = f'<span style="font-weight: bold">{inert(article)}</span>'
    return f'<div style="line-height: 2.2">{called} &nbsp; Marks: {marks or "none"}</div>'


def _attribution_marks(part: str, notes: Annotations, article_id: str) -> Iterator[Mark]:
    for row in _rows(notes.attributions, article_id):
        who = row.speaker or row.source or "nobody named"
        tip, spans = {
            "contents": (f"said by {who} ({row.source_type}; {row.kind}; {row.stance})", "content"),
            "sources": (f"source: {who} ({row.source_type})", "source"),
            "cues": (f"cue of what {who} says ({row.stance})", "cue"),
        }[part]
        places = getattr(row, f"{spans}_spans")
        for n, (start, end) in enumerate(places, 1):
            label = f"[{who}]" if part == "contents" and n == len(places) else ""
            yield Mark(start, end, part, tip, label)


def _marks(layer: str, notes: Annotations, article_id: str) -> Iterator[Mark]:
    who = speakers(notes.attributions)
    for r in _rows(getattr(notes, layer), article_id):
        yield Mark(r.start, r.end, layer, *TIPS[layer](r, who))


def _rows(rows: pd.DataFrame, article_id: str) -> Iterator[Any]:
    yield from rows[rows.article_id == article_id].itertuples()


# What the tooltip of a row says, and the label behind it.
TIPS: dict[str, Callable[[Any, dict[str, str]], tuple[str, str]]] = {
    "hedges": lambda r, who: (
        f"hedge {r.category}, strength {r.strength} of 4, held by "
        f"{who.get(r.holder, 'the outlet')}",
        r.category,
    ),
    "loaded": lambda r, who: (
        f"loaded: {r.loaded_class}{', metaphor' if r.metaphor else ''}"
        f"{', about ' + r.about if r.about else ''}",
        "",
    ),
    "acts": lambda r, who: (
        f"{r.words_or_deed}: {r.actor or 'somebody'} → {r.target or 'nobody named'}, "
        f"{wording('plover', r.plover)}, rung {r.rung} of 10, {r.modality}",
        f"▲{r.rung}",
    ),
    "claims": lambda r, who: (
        f"claim {r.claim_id}: {r.machine_status}, suggested by rule {r.rule_id}",
        "",
    ),
}
MARKS: dict[str, Callable[[Annotations, str], Iterator[Mark]]] = {
    **{part: partial(_attribution_marks, part) for part in ("contents", "sources", "cues")},
    **{layer: partial(_marks, layer) for layer in TIPS},
}


def speakers(attributions: pd.DataFrame) -> dict[str, str]:
    """Whose voice each attribution_id is: speaker, else source; "" is the outlet's own."""
    return {"": "the outlet"} | {
        row.attribution_id: row.speaker or row.source or "a source without a name"
        for row in attributions.itertuples()
    }
