"""Tables, sentences and marked text as HTML: inert whatever they hold, readable in grey.

show.table(notes.hedges, "text", notes=notes)      # each row beside its sentence
show.words(findings.hedging(...))                  # sentences, nothing in them is code
show.reading(case.notes.get("03"), case.numbers(notes))   # the analyst's own reading
show.view(article, notes)                          # the text with its marks
"""

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import mistune
import pandas as pd

from .paths import LEXICONS
from .pipeline import Annotations
from .text.article import Article, names, safe_url

# JupyterLab sets $…$ as mathematics, in HTML too, except in what bears this class: money stays
# money.
PLAIN = "mathjax_ignore"
FOLD = 40  # rows shown at once; the rest is folded, none is left out
CELL = "vertical-align: top; padding: 4px 8px; overflow-wrap: break-word; text-align: "
NEW = 'rel="noopener noreferrer"'  # a page that is opened learns nothing of this one
TABLE = "border-collapse: collapse; table-layout: auto; margin: 0; max-width: 100%"
# What places a row for the machine, and is no matter for a reader.
PLACES = {"article_id", "sentence_id", "token_id", "start", "end"}
# Only what JupyterLab's sanitiser keeps in a notebook that is not trusted yet: no classes, ids,
# scripts or style sheets,
# no wavy lines. Colours by Okabe and Ito; they stand on a light and on a dark page, and each mark
# has a form of its own.
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
# Characters that no reader sees, or that turn the direction of what follows: shown as one
# character each, so that the
# shown text is as long as the stored one. HTML has no place for control characters and lone
# surrogates at all.
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
    """A span to be marked: its layer, a sentence for the tooltip, a short label behind it."""

    start: int
    end: int
    layer: str
    tip: str
    label: str = ""


@dataclass(frozen=True)
class Shown:
    """What a notebook shows: `html`, also where nothing is trusted; `text` for others."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        """What stands where no HTML is shown."""
        return self.text


def table(
    rows: pd.DataFrame,
    *columns: str,
    notes: Annotations | None = None,
    sentence: bool = True,
    none: str = "There is nothing to list.",
) -> Shown:
    """A table as one reads it: plain words, text left, numbers right, no row left out.

    columns  : those to show, in this order; by default all but ids and offsets
    notes    : the annotations the rows come from: they give articles and voices their names, and
    each row that
               knows its sentence shows it in the last column (unless `sentence` is False)
    none     : the sentence that stands where there is no row

    More than forty rows are folded. Links are made of http and https addresses only. All words are
    escaped.
    """
    if rows.empty:
        return words(none)
    shown = pd.DataFrame(index=rows.index)
    if notes is not None and "article_id" in rows and len(notes.articles) > 1:
        shown["article"] = rows.article_id.map(names(notes.articles.itertuples()))
    who = speakers(notes.attributions) if notes is not None else {}
    for column in columns or [c for c in rows if c not in PLACES and not c.endswith("_spans")]:
        voiced = column in ("voice", "holder")
        shown[column] = rows[column].replace(who) if voiced else rows[column]
    if notes is not None and sentence and "sentence_id" in rows:
        said = notes.sentences.set_index(["article_id", "sentence_id"]).text
        places = zip(rows.article_id, rows.sentence_id, strict=True)
        shown["sentence"] = [said.get(place, "") for place in places]
    lines = [_line(shown.columns, row) for row in shown.itertuples(index=False, name=None)]
    head = "".join(
        f'<th scope="col" style="{CELL}{_side(shown[column])}">{inert(wording(column))}</th>'
        for column in shown
    )
    html = _grid(head, lines[:FOLD])
    if rest := lines[FOLD:]:
        more = f"{len(rest):,} more of {len(lines):,}"
        html += f"<details><summary>{more}</summary>{_grid(head, rest)}</details>"
    heads = ", ".join(wording(column) for column in shown)
    return Shown(f'<div class="{PLAIN}">{html}</div>', f"<table of {len(lines):,} rows: {heads}>")


def _grid(head: str, lines: list[str]) -> str:
    body = "\n".join(f"<tr>{line}</tr>" for line in lines)
    return f'<table style="{TABLE}"><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>'


def _side(values: pd.Series) -> str:
    numeric = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    return "right" if numeric else "left"


def _line(columns: Iterable[str], row: tuple[object, ...]) -> str:
    return "".join(_cell(column, value) for column, value in zip(columns, row, strict=True))


def _cell(column: str, value: object) -> str:
    if isinstance(value, bool) or value.__class__.__name__ == "bool_":
        return f'<td style="{CELL}left">{"yes" if value else "no"}</td>'
    if isinstance(value, (list, tuple)):
        value = "; ".join(map(str, value))
    if value is None or value is pd.NA or value != value:
        return f'<td style="{CELL}left"></td>'
    if not isinstance(value, str):
        return f'<td style="{CELL}right; white-space: nowrap">{_number(value)}</td>'
    parts = value.split(";") if "://" in value else []
    if parts and all(safe_url(part.strip()) for part in parts):
        return f'<td style="{CELL}left">{"<br>".join(_link(part.strip()) for part in parts)}</td>'
    said = wording(column, value) if value else ""
    return f'<td style="{CELL}left">{inert(said)}</td>'


def _number(value: object) -> str:
    whole = isinstance(value, int) or float(str(value)).is_integer()
    text = f"{int(str(value).split('.')[0]):,}" if whole else f"{value:,.2f}"
    return text.replace("-", "\u2212")


def _link(url: str) -> str:
    host = urlsplit(url).netloc.removeprefix("www.")
    return f'<a href="{escape(url)}" {NEW} title="{inert(url, False)}">{inert(host)}</a>'


@cache
def _lexicon() -> dict[tuple[str, str], str]:
    with (LEXICONS / "words.csv").open(encoding="utf-8", newline="") as file:
        return {(row["column"], row["value"]): row["words"] for row in csv.DictReader(file)}


def wording(column: str, value: str = "") -> str:
    """The plain words for a column or one of its values, as `lexicons/words.csv` has them."""
    return _lexicon().get((column, value), value or column.replace("_", " "))


def speakers(attributions: pd.DataFrame) -> dict[str, str]:
    """Whose voice each attribution_id is: speaker, else source; "" is the outlet's own."""
    return {"": "the outlet"} | {
        row.attribution_id: row.speaker or row.source or "a source without a name"
        for row in attributions.itertuples()
    }


def words(text: str) -> Shown:
    """Sentences as paragraphs: plain text, never Markdown, HTML or mathematics."""
    parts = [part for part in text.split("\n\n") if part.strip()]
    html = "".join(f'<p style="max-width: 46rem">{inert(part)}</p>' for part in parts)
    return Shown(f'<div class="{PLAIN}">{html}</div>', "\n\n".join(parts))


def reading(text: str | None, numbers: Mapping[str, object]) -> Shown | None:
    """The analyst's own reading: Markdown in which {names} stand for numbers of the tables.

    Nothing is shown where there is none. HTML and pictures in it are not taken over, and links
    lead to web
    pages only. Raises ValueError for a name that `numbers` does not hold, listing those it does.
    """
    if not text:
        return None

    def filled(match: re.Match[str]) -> str:
        if match[1] not in numbers:
            held = ", ".join(sorted(numbers)) or "none"
            raise ValueError(f"a note asks for {match[0]}, which no table gives; there are: {held}")
        return re.sub(r"([\\`*_{}\[\]<>#|!])", r"\\\1", str(numbers[match[1]]))

    full = re.sub(r"\{(\w+)\}", filled, text)
    html = mistune.create_markdown(renderer=_Inert(escape=True))(full)
    box = "max-width: 46rem; border-left: 3px solid #5f5f5f; padding-left: 12px"
    return Shown(f'<div class="{PLAIN}" style="{box}">{html}</div>', full)


class _Inert(mistune.HTMLRenderer):
    """Markdown without pictures, and with links to web pages only."""

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return f'<a href="{escape(url)}" {NEW}>{text}</a>' if safe_url(url) else text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return text


@dataclass(frozen=True)
class View(Shown):
    """A marked article: `html` is its text with the marks; `save` writes a page for the browser."""

    title: str

    def save(self, path: str | Path) -> Path:
        """Write a page that stands alone and that no script can run in."""
        path = Path(path)
        path.write_text(
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta http-equiv="Content-Security-Policy" '
            "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            f"<title>{inert(self.title)}</title>\n"
            "<style>:root { color-scheme: light dark } "
            "body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; "
            "font-family: sans-serif }</style>\n"
            f"</head>\n<body>\n{self.html}\n</body>\n</html>\n",
            encoding="utf-8",
        )
        return path


def picker(names: Iterable[str], draw: Callable[[str], object]) -> object:
    """A list to choose an article from, and below it what `draw` gives for the name chosen.

    With one name or none there is nothing to choose, and nothing is shown.
    """
    from ipywidgets import Dropdown, interactive  # loaded only where a widget is wanted

    choices = list(names)
    return interactive(draw, name=Dropdown(options=choices)) if len(choices) > 1 else None


def view(
    article: Article | None,
    notes: Annotations,
    layers: Iterable[str] | str = LAYERS,
    labels: bool = True,
) -> View:
    """Show an article with its annotations; without an article, a sentence that says so.

    layers : any of contents, claims, acts, loaded, hedges, sources, cues (one name or several)
    labels : put short labels behind the marks (who speaks, class of hedge, rung of the act)

    Hold the pointer over a mark to read what it means. Raises ValueError for an unknown layer, and
    when the notes
    were not made from this very text.
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
    text = render(article.text, marks, labels)
    body = "white-space: pre-wrap; line-height: 2.2; max-width: 46rem"
    lang = escape(article.language, quote=True)
    html = f'{_legend(present)}\n<div lang="{lang}" style="{body}">{text}</div>'
    return View(
        f'<div class="{PLAIN}">{html}</div>',
        f"<marked article {article.article_id}>",
        article.title or article.article_id,
    )


def render(text: str, marks: Iterable[Mark], labels: bool = False) -> str:
    """The text as inert HTML, cut where marks begin or end, each piece inside its marks.

    Marks may overlap in any way. Labels stand in <sup> behind the last piece of their mark;
    without them, the text
    content of the HTML is the text, hidden characters apart, which are shown by one visible
    character each.
    """
    marks = sorted(
        (m for m in marks if m.start < m.end),
        key=lambda m: (m.start, -m.end, LAYERS.index(m.layer)),
    )
    edges = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    opens, active, html = 0, [], []
    for start, end in pairwise(edges):
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
    """Text as HTML that only is text; hidden characters show (`tagged`: with their names)."""
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


def _rows(rows: pd.DataFrame, article_id: str) -> list[Any]:
    return list(rows[rows.article_id == article_id].itertuples())


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
    who = speakers(notes.attributions)
    return [
        Mark(
            r.start,
            r.end,
            "hedges",
            f"hedge {r.category}, strength {r.strength} of 4, held by "
            f"{who.get(r.holder, 'the outlet')}",
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
            f"{r.words_or_deed}: {r.actor or 'somebody'} → {r.target or 'nobody named'}, "
            f"{wording('plover', r.plover)}, "
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
