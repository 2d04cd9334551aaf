"""An article with its annotations as highlighted HTML: inert whatever the text holds, readable without colours."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

from .pipeline import Annotations
from .text.article import Article

# Only what JupyterLab's sanitiser keeps in a notebook that is not trusted yet: no classes, ids, scripts or style sheets,
# no wavy lines. Colours by Okabe and Ito; they stand on a light and on a dark page, and each mark has a form of its own.
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
# Characters that no reader sees, or that turn the direction of what follows: shown as one character each, so that the
# shown text is as long as the stored one. HTML has no place for control characters and lone surrogates at all.
HIDDEN = {
    *range(9),
    11,
    12,
    *range(14, 32),
    *range(127, 160),
    0xAD,
    0x061C,
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xD800, 0xE000),
    *range(0xE0000, 0xE0080),
}


@dataclass(frozen=True)
class Mark:
    """A span to be highlighted: what it is (`layer`), the sentence for the tooltip, a short label put behind it."""

    start: int
    end: int
    layer: str
    tip: str
    label: str = ""


@dataclass(frozen=True)
class View:
    """What a notebook shows; `html` is the same as text, `save` writes a page for the browser."""

    article_id: str
    title: str
    html: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"<highlighted article {self.article_id}>"

    def save(self, path: str | Path) -> Path:
        """Write a page that stands alone and that no script can run in."""
        path = Path(path)
        path.write_text(
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            f"<title>{inert(self.title)}</title>\n"
            "<style>:root { color-scheme: light dark } body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; "
            "font-family: sans-serif }</style>\n"
            f"</head>\n<body>\n{self.html}\n</body>\n</html>\n",
            encoding="utf-8",
        )
        return path


def view(
    article: Article, notes: Annotations, layers: Iterable[str] | str = LAYERS, labels: bool = True
) -> View:
    """Show an article with its annotations.

    layers : any of contents, claims, acts, loaded, hedges, sources, cues (one name or several)
    labels : put short labels behind the marks (who speaks, class of hedge, rung of the act)

    Hold the pointer over a mark to read what it means. Raises ValueError for an unknown layer, and when the notes
    were not made from this very text.
    """
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
    text = render(article.text, marks, labels)
    return View(
        article.article_id,
        article.title or article.article_id,
        f'<div>{_legend(present)}\n<div lang="{escape(article.language, quote=True)}" style="white-space: pre-wrap; '
        f'line-height: 2.2; max-width: 46rem">{text}</div></div>',
    )


def render(text: str, marks: Iterable[Mark], labels: bool = False) -> str:
    """The text as inert HTML: cut wherever a mark begins or ends, each piece wrapped by the marks that cover it.

    Marks may overlap in any way. Labels stand in <sup> behind the last piece of their mark; without them, the text
    content of the HTML is the text, hidden characters apart, which are shown by one visible character each.
    """
    marks = sorted(
        (m for m in marks if m.start < m.end),
        key=lambda m: (m.start, -m.end, LAYERS.index(m.layer)),
    )
    edges = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    opens, active, html = 0, [], []
    for start, end in zip(edges, edges[1:]):
        while opens < len(marks) and marks[opens].start <= start:
            active.append(marks[opens])
            opens += 1
        active = [m for m in active if m.end > start]
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


def inert(text: str, tagged: bool = True) -> str:
    """Text as HTML that only ever is text, hidden characters made visible (`tagged`: with their name as a tooltip)."""
    if not any(ord(c) in HIDDEN for c in text):
        return escape(text, quote=True).replace("\r", "&#13;")
    return "".join(
        escape(c, quote=True).replace("\r", "&#13;")
        if ord(c) not in HIDDEN
        else _placeholder(c, tagged)
        for c in text
    )


def placeholder(char: str) -> str:
    """The one visible character that stands for a hidden one."""
    code = ord(char)
    return chr(0x2400 + code) if code < 32 else "\u2421" if code == 127 else "\u25af"


def _placeholder(char: str, tagged: bool) -> str:
    if not tagged:
        return placeholder(char)
    name = unicodedata.name(
        char, "CONTROL CHARACTER" if unicodedata.category(char) == "Cc" else "HIDDEN CHARACTER"
    )
    return (
        f'<span title="U+{ord(char):04X} {name}" style="color: #d55e00">{placeholder(char)}</span>'
    )


def _legend(layers: list[str]) -> str:
    names = " &nbsp; ".join(
        f'<span style="{STYLES[layer][1]}">{STYLES[layer][0]}</span>' for layer in layers
    )
    return f'<div style="line-height: 2.2">Marks: {names or "none"}</div>'


def _rows(table, article_id: str) -> list:
    return list(table[table.article_id == article_id].itertuples())


def _attribution_marks(part: str, notes: Annotations, article_id: str) -> list[Mark]:
    marks = []
    for row in _rows(notes.attributions, article_id):
        who = row.speaker or row.source or "nobody named"
        tips = {
            "contents": f"said by {who} ({row.source_type}; {row.kind}; {row.stance})",
            "sources": f"source: {who} ({row.source_type})",
            "cues": f"cue of what {who} says ({row.stance})",
        }
        spans = {"contents": row.content_spans, "sources": row.source_spans, "cues": row.cue_spans}[
            part
        ]
        for n, (start, end) in enumerate(spans, 1):
            label = f"[{who}]" if part == "contents" and n == len(spans) else ""
            marks.append(Mark(start, end, part, tips[part], label))
    return marks


def _hedge_marks(notes: Annotations, article_id: str) -> list[Mark]:
    speakers = dict(
        zip(
            notes.attributions.attribution_id,
            notes.attributions.speaker.where(
                notes.attributions.speaker != "", notes.attributions.source
            ),
        )
    )
    return [
        Mark(
            r.start,
            r.end,
            "hedges",
            f"hedge {r.category}, strength {r.strength} of 4, held by "
            f"{speakers.get(r.holder) or 'the outlet'}",
            r.category,
        )
        for r in _rows(notes.hedges, article_id)
    ]


def _loaded_marks(notes: Annotations, article_id: str) -> list[Mark]:
    return [
        Mark(
            r.start,
            r.end,
            "loaded",
            f"loaded: {r.loaded_class}{', metaphor' if r.metaphor else ''}"
            f"{', about ' + r.about if r.about else ''}",
        )
        for r in _rows(notes.loaded, article_id)
    ]


def _act_marks(notes: Annotations, article_id: str) -> list[Mark]:
    return [
        Mark(
            r.start,
            r.end,
            "acts",
            f"{r.words_or_deed}: {r.actor or 'somebody'} → {r.target or 'nobody named'}, {r.plover}, "
            f"rung {r.rung} of 10, {r.modality}",
            f"▲{r.rung}",
        )
        for r in _rows(notes.acts, article_id)
    ]


def _claim_marks(notes: Annotations, article_id: str) -> list[Mark]:
    return [
        Mark(
            r.start,
            r.end,
            "claims",
            f"claim {r.claim_id}: {r.machine_status}, suggested by rule {r.rule_id}",
        )
        for r in _rows(notes.claims, article_id)
    ]


MARKS: dict[str, Callable[[Annotations, str], list[Mark]]] = {
    **{part: partial(_attribution_marks, part) for part in ("contents", "sources", "cues")},
    "hedges": _hedge_marks,
    "loaded": _loaded_marks,
    "acts": _act_marks,
    "claims": _claim_marks,
}
