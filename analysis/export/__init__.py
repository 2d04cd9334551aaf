"""Annotations and register → formats of other tools, all files or none.

export.write(articles, notes, "out/brat", "brat")
export.write(articles, notes, "out/all", ["jsonld", "claimreview", "brat", "csv", "html"])
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow.parquet as parquet

from .. import register as reg
from ..output import staged, to_arrow, write_csv
from ..pipeline import Annotations
from ..text.article import Article
from ..text.building import file_names
from . import annotation_jsonld, brat, brief, claimreview
from .annotation_reading import read as read_annotations
from .brat import read as read_brat
from .card import card, cards
from .differences import differences

__all__ = [
    "FORMATS",
    "card",
    "cards",
    "differences",
    "read_annotations",
    "read_brat",
    "report",
    "write",
]


@dataclass(frozen=True)
class Material:
    """All that an exporter may use.

    The articles with their file names, their annotations and their register.
    """

    articles: dict[str, Article]  # file name without ending → article
    notes: Annotations
    register: reg.Register
    site: str | None = None
    lost: int = 0  # decided claims of the register that belong to no article that is here

    def of(self, article: Article) -> tuple[Article, Annotations, reg.Register]:
        """The article with what belongs to it alone."""
        only = _only(self, {article.article_id})
        return article, only.notes, only.register


def write(
    articles: Article | Iterable[Article],
    notes: Annotations,
    out: str | Path,
    formats: str | Iterable[str],
    register: reg.Register | None = None,
    site: str | None = None,
) -> list[Path]:
    """Write one or several formats into a folder; returns the files, sorted.

    formats  : jsonld (W3C Web Annotation), hypothesis (the same for Hypothes.is), claimreview
               (schema.org), brat (standoff), csv, parquet (every table, the register's too), html
               (a brief of each article in one page that opens without network)
    site     : address of the page where reviews will stand (see `claimreview`)
    register : by default the project's, with the claims of `notes` merged in; only what concerns
               these articles is written

    File names are made from article ids and never leave the folder. Raises ValueError for an
    unknown format and for articles that `notes` does not know; nothing is left in the folder when
    something goes wrong.
    """
    formats = list(dict.fromkeys([formats] if isinstance(formats, str) else formats))
    refuse_unknown(formats)
    material = replace(_material(articles, notes, register), site=site)
    out = Path(out)
    with staged(out) as stage:
        names = sorted({path.name for name in formats for path in FORMATS[name](material, stage)})
    return [out / name for name in names]


def report(
    articles: Article | Iterable[Article],
    notes: Annotations,
    register: reg.Register | None = None,
    name: str = "",
    sides: Mapping[str, str] | None = None,
) -> str:
    """The briefs of all articles as one HTML page that prints well; arguments as for `write`.

    name : what to call the whole (`Case.name`) · sides : actor → side (`Case.sides`)
    """
    material = _material(articles, notes, register)
    parts = [material.of(article) for article in material.articles.values()]
    return brief.report(parts, name, sides, material.lost if name else 0)


def _material(
    articles: Article | Iterable[Article], notes: Annotations, register: reg.Register | None
) -> Material:
    articles = [articles] if isinstance(articles, Article) else list(articles)
    hashes = dict(zip(notes.articles["article_id"], notes.articles["sha256"], strict=False))
    for article in articles:
        if hashes.get(article.article_id) != article.sha256:
            raise ValueError(
                f"these notes were not made from the text of {article.article_id!r}: "
                "annotate it first"
            )
    # merged before it is cut: an article may be registered under an earlier name
    book = reg.merge(register or reg.load_register(), notes.claims, articles)
    found = _only(
        Material(dict(file_names(articles)), notes, book), {a.article_id for a in articles}
    )
    decided = (held.decisions["claim_id"].nunique() for held in (book, found.register))
    return replace(found, lost=next(decided) - next(decided))


def refuse_unknown(formats: Iterable[str]) -> None:
    """Raises ValueError for a format that there is not, and for none at all."""
    unknown = sorted(set(formats) - set(FORMATS))
    if unknown or not list(formats):
        named = ", ".join(unknown) or "(none)"
        raise ValueError(f"unknown format {named}: choose from {', '.join(FORMATS)}")


def _only(material: Material, ids: set[str]) -> Material:
    """What concerns these articles alone."""

    def mine(table: pd.DataFrame, column: str, among: Collection[str]) -> pd.DataFrame:
        return table[table[column].isin(list(among))].reset_index(drop=True)

    book, notes = material.register, material.notes.tables()
    claims = mine(book.claims, "article_id", ids)
    return replace(
        material,
        notes=Annotations(**{name: mine(t, "article_id", ids) for name, t in notes.items()}),
        register=replace(
            book,
            claims=claims,
            corrections=mine(book.corrections, "article_id", ids),
            decisions=mine(book.decisions, "claim_id", claims["claim_id"]),
            evidence=mine(book.evidence, "claim_id", claims["claim_id"]),
        ),
    )


def _each(
    make: Callable[..., str | None], ending: str, material: Material, folder: Path
) -> list[Path]:
    """One file an article, none where there is nothing to write.

    Lone surrogates, which no file can hold, become question marks, as long as what they stand for.
    """
    paths = []
    for name, article in material.articles.items():
        if (made := make(*material.of(article))) is not None:
            paths.append(folder / f"{name}{ending}")
            paths[-1].write_bytes(made.encode("utf-8", "replace"))
    return paths


def _reviews(material: Material, folder: Path) -> list[Path]:
    graph = partial(claimreview.graph, site=material.site)
    return _each(graph, ".claimreview.jsonld", material, folder)


def _brat(material: Material, folder: Path) -> list[Path]:
    conf = folder / "annotation.conf"
    conf.write_text(brat.configuration(), encoding="utf-8")
    return [
        conf,
        *_each(brat.text, ".txt", material, folder),
        *_each(brat.standoff, ".ann", material, folder),
    ]


def _tables(ending: str, material: Material, folder: Path) -> list[Path]:
    tables = {
        **material.notes.tables(),
        "displayed": reg.displayed(material.register),
        **{
            f"register_{name}": getattr(material.register, name)
            for name in ("claims", "decisions", "evidence", "corrections")
        },
    }
    paths = [folder / f"{name}.{ending}" for name in tables]
    for path, table in zip(paths, tables.values(), strict=True):
        if ending == "csv":
            write_csv(table, path)
        else:
            parquet.write_table(to_arrow(table), path)
    return paths


FORMATS: dict[str, Callable[[Material, Path], list[Path]]] = {
    "jsonld": partial(_each, annotation_jsonld.collection, ".jsonld"),
    "hypothesis": partial(_each, annotation_jsonld.hypothesis, ".hypothesis.json"),
    "claimreview": _reviews,
    "brat": _brat,
    "csv": partial(_tables, "csv"),
    "parquet": partial(_tables, "parquet"),
    "html": partial(_each, brief.page, ".html"),
}
