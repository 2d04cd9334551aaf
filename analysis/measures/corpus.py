"""Many articles → small tables without any of their text.

Load a corpus, annotate it in pieces, keep the tables for next time.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from ..layers.actors.mentions import load_actors
from ..paths import fingerprint
from ..pipeline import annotate
from ..text.article import Article
from .rates import words_of_articles

PARTS = ("train", "dev")
OUTLETS = {
    "breitbart": "Breitbart",
    "huff-post": "HuffPost",
    "nyt": "New York Times",
    "politico": "Politico",
    "usa-today": "USA Today",
    "wash-post": "Washington Post",
    "west-journal": "Western Journal",
}
# What a question about a whole corpus needs of each table: places, classes, names of actors, dates;
# no sentence, no quote.
VOICES = ("own_words", "source_words")  # words of each voice, counted here: `rates.hedge_rates`
KEEP = {
    "articles": ("article_id", "outlet", "published", "n_words", *VOICES),
    "acts": (
        "article_id",
        "start",
        "actor_name",
        "target_name",
        "plover",
        "rung",
        "goldstein",
        "words_or_deed",
        "modality",
        "date_start",
        "date_end",
    ),
    "hedges": ("article_id", "category", "strength", "holder"),
    "attributions": ("article_id", "kind", "source_type", "stance"),
}


def load_polnear(folder: Path | str, parts: Iterable[str] = PARTS) -> list[Article]:
    """Articles of PolNeAR (Newell et al. 2018) from its folder.

    It holds metadata.tsv and PART/text/*.txt; articles come in the order of their names.

    Outlet, date and headline come from the metadata. Raises FileNotFoundError where the folder, the
    metadata or a part is missing, and ValueError for an article that the metadata does not know or
    gives no day.
    """
    folder = Path(folder)
    listing = folder / "metadata.tsv"
    if not listing.is_file():
        raise FileNotFoundError(
            f"{listing}: not here; give PolNeAR's folder, which holds metadata.tsv, train and dev"
        )
    known = pd.read_csv(listing, sep="\t", dtype=str, keep_default_na=False, quoting=3).set_index(
        "filename"
    )
    articles = []
    for part in parts:
        texts = sorted((folder / part / "text").glob("*.txt"))
        if not texts:
            raise FileNotFoundError(
                f"{folder / part / 'text'}: no *.txt here; PolNeAR keeps the articles of each part "
                "there"
            )
        for path in texts:
            articles.append(_article(path, known, listing))
    return articles


def _article(path: Path, known: pd.DataFrame, listing: Path) -> Article:
    if path.stem not in known.index:
        raise ValueError(
            f"{path}: {listing.name} has no line for it; add one or take the file away"
        )
    row = known.loc[path.stem]
    try:
        published = date.fromisoformat(row.publication_date)
    except ValueError:
        raise ValueError(
            f"{listing}: {path.stem} has the date {row.publication_date!r}; it must be YYYY-MM-DD"
        ) from None
    with path.open(encoding="utf-8", newline="") as file:
        return Article(
            article_id=path.stem,
            text=file.read(),
            title=row.title,
            outlet=OUTLETS.get(row.publisher, row.publisher),
            published=published,
        )


def annotate_tables(
    articles: Iterable[Article],
    actors: pd.DataFrame | None = None,
    keep: Mapping[str, Iterable[str]] = KEEP,
    chunk: int = 50,
) -> dict[str, pd.DataFrame]:
    """Annotate many articles in pieces and keep only the columns asked for: memory stays flat.

    keep : table → columns; by default nothing that holds a sentence of the articles
    chunk : articles in a piece; the result does not depend on it

    An article_id becomes the first twelve digits of its SHA-256, for file names often spell out
    headlines.
    """
    pieces: dict[str, list[pd.DataFrame]] = {table: [] for table in keep}
    for piece in _pieces(articles, chunk):
        tables = annotate(piece, actors).tables()
        words = words_of_articles(tables["tokens"], tables["attributions"])
        counted = words.reindex(tables["articles"].article_id, fill_value=0).to_numpy()
        tables["articles"][list(VOICES)] = counted
        for table, columns in keep.items():
            pieces[table].append(
                tables[table][list(columns)].assign(
                    article_id=tables[table].article_id.map(anonymous)
                )
            )
    return {
        table: pd.concat(found, ignore_index=True)
        if found
        else pd.DataFrame(columns=list(keep[table]))
        for table, found in pieces.items()
    }


def tables(
    articles: list[Article], actors: pd.DataFrame | None = None, cache: Path | str | None = None
) -> dict[str, pd.DataFrame]:
    """`annotate_tables`, kept as Parquet under cache/KEY for the next time.

    KEY depends on the texts, what is known of them, the list of actors and every file of this
    package. Without a cache nothing is written.
    """
    actors = load_actors() if actors is None else actors
    if cache is None:
        return annotate_tables(articles, actors)
    folder = Path(cache) / _key(articles, actors)
    if not folder.is_dir():
        made = annotate_tables(articles, actors)
        folder.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder.parent) as scratch:
            half = Path(scratch) / "tables"
            half.mkdir()
            for name, table in made.items():
                table.to_parquet(half / f"{name}.parquet", index=False)
            half.rename(folder)  # whole or not at all
    return {name: pd.read_parquet(folder / f"{name}.parquet") for name in KEEP}


def _key(articles: list[Article], actors: pd.DataFrame) -> str:
    known = "".join(f"{a.article_id}\t{a.outlet}\t{a.published}\t{a.sha256}\n" for a in articles)
    return anonymous(known + actors.to_csv(index=False) + fingerprint())


def anonymous(article_id: str) -> str:
    """A name for an article that says nothing about it."""
    return hashlib.sha256(article_id.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _pieces(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    rest = iter(articles)
    while piece := list(islice(rest, size)):
        yield piece
