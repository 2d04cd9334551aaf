"""Tables, sentences and marked text as HTML: inert whatever they hold, readable in grey.

case, notes = show.start(analysis.load_case())    # how each notebook begins
show.table(notes.hedges, "text", notes=notes)      # each row beside its sentence
show.words(findings.hedging(...))                  # sentences, nothing in them is code
show.reading(case.notes.get("03"), case.numbers(notes))   # the analyst's own reading
show.view(article, notes)                          # the text with its marks
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from html import escape
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

import mistune
import pandas as pd

from .inert import PLAIN, Shown, document, inert, visible
from .inert import words as words
from .marked import speakers
from .marked import view as view
from .paths import NOTEBOOKS
from .pipeline import Annotations
from .text.article import in_order, names, safe_url
from .vocabulary import wording

FOLD = 40  # rows shown at once; the rest is folded, none is left out
LONG = 150_000  # characters of folded rows, beyond which they lie on a page beside the notebook
READING = "The analyst’s own reading of this case"
PAGES = "rows"  # the folder of these pages
CELL = "vertical-align: top; text-align: "
NEW = 'rel="noopener noreferrer"'  # a page that is opened learns nothing of this one
TABLE = (
    "border-collapse: collapse; table-layout: auto; margin: 0; max-width: 100%; "
    "overflow-wrap: break-word"
)
ALIKE = {"label": "machine_status"}  # where nobody has decided, the label is that status
# What places a row for the machine, and is no matter for a reader.
PLACES = {"article_id", "sentence_id", "token_id", "start", "end"}


class Held(Protocol):
    """What a notebook begins with: a case."""

    @property
    def summary(self) -> str:
        """What it holds and lacks, in sentences."""

    def annotate(self) -> Annotations:
        """The annotations of its articles."""


C = TypeVar("C", bound=Held)


def start(case: C) -> tuple[C, Annotations]:
    """How each notebook begins: the case, its annotations, and in sentences what it holds."""
    from IPython.display import display  # only notebooks need it

    display(words(case.summary))  # type: ignore[no-untyped-call]
    return case, case.annotate()


def table(
    rows: pd.DataFrame,
    *columns: str,
    notes: Annotations | None = None,
    sentence: bool = True,
    fold: bool = True,
    none: str = "There is nothing to list.",
) -> Shown:
    """A table as one reads it: plain words, text left, numbers right, no row left out.

    columns  : those to show, in this order; by default all but ids and offsets
    notes    : the annotations the rows come from: they give articles and voices their names, and
               each row that knows its sentence shows it last (unless `sentence` is False)
    fold     : more than forty rows are folded (`folded`); on paper nothing can be unfolded
    none     : the sentence that stands where there is no row

    Links are made of http and https addresses only. All words are escaped, but for a cell that is
    `Shown` already.
    """
    if rows.empty:
        return words(none)
    held = notes.articles if notes is not None and "article_id" in rows else rows.head(0)
    several = len(held) > 1
    if several and rows.article_id.is_monotonic_increasing:  # in the order of ids, and of no other
        place = {one: n for n, one in enumerate(in_order(held.itertuples()))}
        rows = rows.sort_values("article_id", key=lambda ids: ids.map(place), kind="stable")
    shown = pd.DataFrame(index=rows.index)
    if several:
        shown["article"] = rows.article_id.map(names(held.itertuples()))
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
    heads = ", ".join(wording(column) for column in shown)
    html = folded(lines, partial(_grid, head), heads) if fold else _grid(head, lines)
    return Shown(f'<div class="{PLAIN}">{html}</div>', f"<table of {len(lines):,} rows: {heads}>")


def folded(parts: Sequence[str], grid: Callable[[Sequence[str]], str], name: str) -> str:
    """Rows or cards as HTML: the first forty, and the others folded below them.

    Where the others are long, all lie on a page beside the notebook, under `name`, and a link leads
    there, so that a notebook stays small; on a disk that takes no file they are folded as well.
    """
    first, rest = grid(parts[:FOLD]), parts[FOLD:]
    if not rest:
        return first
    more, whole = f"{len(rest):,} more of {len(parts):,}", grid(rest)
    if len(whole) > LONG:
        file = f"{re.sub('[^a-z0-9]+', '-', name.lower())[:80].strip('-')}.html"
        try:
            folder = NOTEBOOKS / PAGES
            folder.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(document(name, grid(parts)), encoding="utf-8")
        except OSError:
            pass
        else:
            link = f'<a href="{PAGES}/{file}">all on a page of their own</a>'
            return f"{first}<p>{more}: {link}, notebooks/{PAGES}/{file}</p>"
    return f"{first}<details><summary>{more}</summary>{whole}</details>"


def _grid(head: str, lines: Sequence[str]) -> str:
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
    if isinstance(value, Shown):
        return f'<td style="{CELL}left">{value.html}</td>'
    if value is None or value is pd.NA or value != value:
        return f'<td style="{CELL}left"></td>'
    if not isinstance(value, str):
        return f'<td style="{CELL}right; white-space: nowrap">{_number(value)}</td>'
    parts = value.split(";") if "://" in value else []
    if parts and all(safe_url(part.strip()) for part in parts):
        return f'<td style="{CELL}left">{"<br>".join(_link(part.strip()) for part in parts)}</td>'
    said = wording(ALIKE.get(column, column), value) if value else ""
    return f'<td style="{CELL}left">{inert(said)}</td>'


def _number(value: object) -> str:
    whole = isinstance(value, int) or float(str(value)).is_integer()
    text = f"{int(str(value).split('.')[0]):,}" if whole else f"{value:,.2f}"
    return text.replace("-", "\u2212")


def _link(url: str) -> str:
    host = urlsplit(url).netloc.removeprefix("www.")
    return f'<a href="{escape(url)}" {NEW} title="{inert(url, False)}">{inert(host)}</a>'


def reading(text: str | None, numbers: Mapping[str, object]) -> Shown | None:
    """The analyst's own reading: Markdown in which {names} stand for numbers of the tables.

    Nothing is shown where there is none, not even the heading. HTML and pictures in it are not
    taken over, and links lead to web pages only. Raises ValueError for a name that `numbers` does
    not hold, listing those it does.
    """
    if not (text or "").strip():
        return None

    def filled(match: re.Match[str]) -> str:
        if match[1] not in numbers:
            held = ", ".join(sorted(numbers)) or "none"
            raise ValueError(f"a note asks for {match[0]}, which no table gives; there are: {held}")
        return re.sub(r"([\\`*_{}\[\]<>#|!])", r"\\\1", str(numbers[match[1]]))

    full = visible(re.sub(r"\{(\w+)\}", filled, text or ""))
    html = mistune.create_markdown(renderer=_Inert(escape=True))(full)
    box = "max-width: 46rem; border-left: 3px solid #5f5f5f; padding-left: 12px"
    head = f"<p><strong>{READING}</strong></p>"
    return Shown(f'<div class="{PLAIN}" style="{box}">{head}{html}</div>', f"{READING}\n\n{full}")


class _Inert(mistune.HTMLRenderer):
    """Markdown without pictures, and with links to web pages only."""

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return f'<a href="{escape(url)}" {NEW}>{text}</a>' if safe_url(url) else text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return text


def picker(names: Iterable[str], draw: Callable[[str], object]) -> object:
    """A list to choose an article from, and below it what `draw` gives for the name chosen.

    With one name or none there is nothing to choose, and nothing is shown.
    """
    from ipywidgets import Dropdown, interactive  # loaded only where a widget is wanted

    choices = list(names)
    return interactive(draw, name=Dropdown(options=choices)) if len(choices) > 1 else None
