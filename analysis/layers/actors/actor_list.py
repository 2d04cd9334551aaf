"""The analyst's list of actors, read and checked."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pandas as pd

from ...paths import SEEDS
from ...text.article import Article
from ...text.plain import fold
from ...text.problems import InputError, refuse
from ...text.records import csv_rows

COLUMNS = tuple("actor aliases side kind title gender metonyms demonyms note years".split())
YEARS = re.compile(r"(\d{4})-(\d{4})?")
KINDS = tuple("person state government institution military media company group place".split())
FORMS = {"aliases": "alias", "metonyms": "metonym", "demonyms": "demonym"}


def load_actors(path: Path | str = SEEDS / "actors.csv") -> pd.DataFrame:
    """The analyst's list of actors, one a row; all columns text, lists separated by semicolons.

    actor : canonical name · aliases : other names, abbreviations, nicknames · side : the camp in
        charts
    kind : person, state, government, institution, military, media, company, group or place
    title : offices ("Venezuelan attorney general"); one that several people hold ("foreign
        minister") stands for none of them alone · gender : m, f, n or empty, for pronouns
    metonyms : places that stand for the actor where they act ("Washington accused …") · demonyms :
        "American", "Americans" · years : when the title is held ("2017-2021; 2025-"); at other
        times, and in an article without a day, the text alone says who holds which office

    States, their capitals and demonyms, international bodies and well-known media are built in
    (`lexicons/actors.csv`); a line here adds to them or, under the same spelling, overrules them.
    A built-in body without its state's name ("Coast Guard") counts only where the text names it.

    Raises FileNotFoundError or ValueError that name the file, every line and what to do.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(
            f"{path}: there is no list of actors here; make one with the columns "
            + ", ".join(COLUMNS)
        )
    actors: list[dict[str, str]] = []
    owner: dict[str, tuple[int, str]] = {}
    wrong: list[InputError] = []
    for line, row in csv_rows(path, COLUMNS[:4], wrong):
        record = {column: row.get(column, "") for column in COLUMNS}
        try:
            _check(record, f"{path} line {line}", line, owner)
        except InputError as error:
            wrong.append(error)
        actors.append(record)
    refuse(wrong)
    return pd.DataFrame(actors, columns=list(COLUMNS), dtype=str)


def _check(
    record: dict[str, str], place: str, line: int, owner: dict[str, tuple[int, str]]
) -> None:
    """`owner` remembers which line claimed a spelling, so that no name stands for two actors."""
    if not record["actor"]:
        raise InputError(f"{place}: the column actor is empty; give the canonical name")
    if record["kind"] not in KINDS:
        raise InputError(f"{place}: kind is {record['kind']!r}; use one of {', '.join(KINDS)}")
    if record["gender"] not in ("", "m", "f", "n"):
        raise InputError(f"{place}: gender is {record['gender']!r}; use m, f, n or leave it empty")
    if bar := next((column for column in ("side", "title", *FORMS) if "|" in record[column]), ""):
        raise InputError(f"{place}: a bar stands in the column {bar}; put semicolons between names")
    if wrong := next((s for s in split_cell(record["years"]) if not YEARS.fullmatch(s)), ""):
        raise InputError(f"{place}: years is {wrong!r}; write 2017-2021 or 2025-")
    for spelling in [record["actor"], *(s for c in FORMS for s in split_cell(record[c]))]:
        first = owner.setdefault(fold(spelling), (line, record["actor"]))
        if first[1] != record["actor"] or (spelling == record["actor"] and first[0] != line):
            raise InputError(
                f"{place}: {spelling!r} already stands for {first[1]!r} (line "
                f"{first[0]}); a spelling can name one actor only: take it out of one of the lines"
            )


def split_cell(cell: str) -> list[str]:
    """The parts of a cell that semicolons separate."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def titles_on(actors: pd.DataFrame, day: date | None) -> pd.Series:
    """The titles that the list's people hold on a day; "" outside of the years of a row."""

    def held(years: str) -> bool:
        terms = [YEARS.fullmatch(part) for part in split_cell(years)]
        spans = [(int(t[1]), int(t[2] or 9999)) for t in terms if t]
        return not spans or (day is not None and any(a <= day.year <= b for a, b in spans))

    return actors.title.where(actors.years.map(held), "")


def with_outlets(actors: pd.DataFrame, articles: Iterable[Article]) -> pd.DataFrame:
    """The list, and as media the outlets of the articles that it does not know."""
    known = {fold(s) for c in ("actor", "aliases") for cell in actors[c] for s in split_cell(cell)}
    names = {(a.outlet or "").split(" (")[0].strip() for a in articles}
    new = sorted(n for n in names if n and fold(n) not in known)
    if not new:
        return actors
    own = {"actor": new, "kind": "media", "gender": "n"}
    own["aliases"] = [f"the{n[3:]}" if n.startswith("The ") else "" for n in new]
    rows = pd.DataFrame(own).reindex(columns=list(COLUMNS), fill_value="")
    return pd.concat([actors, rows], ignore_index=True).fillna("")
