"""A case's folder → its articles, actors, calendar, register and notes; any may be missing.

case = load_case()                       # SOURCES_SAY_CASE, else seeds/
notes = case.annotate()                  # every layer, kept in out/ until texts or code change
case.names["some_article_id"]            # "The Harbour Post, 3 May 2024"
new_case("strike", ["texts/"])           # a folder to begin with
"""

import json
import os
import re
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import pandas as pd

from . import parts, paths, stream
from .layers.actors import actor_list
from .measures import calendar, named
from .pipeline import Annotations, annotate
from .register import Register, corrections, displayed, load_register, merge, without_text
from .tables import frame
from .text.article import Article, names
from .text.articles import METADATA, documents_of, load_articles
from .text.encodings import decode
from .text.gathering import gather, line_of
from .text.problems import InputError, refuse
from .text.records import COLUMNS
from .vocabulary import count

ACTORS, CALENDAR, REGISTER, NOTES = "actors.csv", "calendar.csv", "register", "notes"
SEVERAL = 6  # articles named one by one
T = TypeVar("T")


@dataclass(frozen=True)
class Case:
    """One crisis: what its folder holds.

    articles : in the order of their days, those without a day last
    register : claims, decisions and evidence
    actors, calendar : tables as `load_actors` and `load_calendar` give them
    notes : {"05": the analyst's reading for notebook 05, in Markdown} · path : the folder
    name : what to call the case · missing : one sentence for each part that is not there
    """

    articles: list[Article]
    actors: pd.DataFrame
    calendar: pd.DataFrame
    register: Register
    notes: Mapping[str, str]
    path: Path
    name: str
    missing: tuple[str, ...] = field(default=())

    @cached_property
    def names(self) -> dict[str, str]:
        """What to call each article, by id: outlet and day where known, else its file's name."""
        return names(self.articles)

    @cached_property
    def sides(self) -> dict[str, str]:
        """The side each actor is on, by name, for those that have one."""
        return sides_of(self.actors)

    @property
    def summary(self) -> str:
        """What the case holds and what it lacks, in sentences."""
        n, called = len(self.articles), list(self.names.values())
        listed = f" ({'; '.join(called)})" if 0 < n <= SEVERAL else ""
        return " ".join([f"{self.name}: {count(n, 'article')}{listed}.", *self.missing])

    def article(self, name: str = "") -> Article | None:
        """The article of this name or id; without one the first, or None while there is none.

        Raises ValueError for a name that no article bears, listing those that there are.
        """
        for article in self.articles:
            if name in ("", article.article_id, self.names[article.article_id]):
                return article
        if name:
            raise ValueError(
                f"no article is called {name!r}; there are: {'; '.join(self.names.values())}"
            )
        return None

    def book(self, notes: Annotations) -> Register:
        """The register with these claims taken in, oddities in `repairs`; nothing is written."""
        with warnings.catch_warnings(category=UserWarning, action="ignore"):
            return without_text(merge(self.register, notes.claims, self.articles), self.articles)

    def claims(self, notes: Annotations) -> pd.DataFrame:
        """Every claim of the case with what people decided, else with what the text alone says."""
        return displayed(self.book(notes))

    def numbers(self, notes: Annotations) -> dict[str, str]:
        """The numbers that the analyst's notes may ask for by name (`measures.named`)."""
        return named.numbers(notes, self.claims(notes), self.calendar, self.register.evidence)

    @property
    def out(self) -> Path:
        """Where runs leave what can be made again."""
        return paths.home_of(self.path) / "out"

    def annotate(self) -> Annotations:
        """The annotations of all articles; from `out/` where these texts met this code before."""
        kept = self.out / "annotations" / f"{self._key()}.json"
        if kept.is_file():
            tables = json.loads(kept.read_bytes())
        else:
            corrected = corrections(self.register)
            known = actor_list.with_outlets(self.actors, self.articles)
            made = annotate(self.articles, known, corrections=corrected)
            tables = {name: table.to_dict("list") for name, table in made.tables().items()}
            with suppress(OSError):  # a disk that takes no files only costs the next run its time
                kept.parent.mkdir(parents=True, exist_ok=True)
                paths.write_whole(kept, json.dumps(tables).encode())
        return Annotations(**{name: _table(name, columns) for name, columns in tables.items()})

    def _key(self) -> str:
        context = stream.context_of(self.actors, corrections(self.register))
        return parts.part_name(stream.key_of(article, context) for article in self.articles)


def many_articles() -> tuple[Case, str]:
    """The case of SOURCES_SAY_CASE, or the invented one, and how its headlines begin."""
    if os.environ.get("SOURCES_SAY_CASE"):
        return load_case(), ""
    return load_case(paths.PROJECT / "benchmarks" / "crisis"), "Invented crisis: "


def load_case(path: str | Path | None = None) -> Case:
    """Read a case: the folder named, else that of the variable SOURCES_SAY_CASE, else `seeds/`.

    The folder is laid out like `seeds/`: articles and `articles.csv`, `actors.csv`, `calendar.csv`,
    `register/`, `notes/NN.md`. What is not there is an empty table and a sentence in `missing`.

    Raises InputError where the folder is missing or a part is broken, naming file and line of
    everything wrong.
    """
    folder = paths.CASE if path is None else paths.resolved(path)
    if not folder.is_dir():
        raise InputError(
            f"{folder}: no such folder; make one with: {paths.called()} new-case {folder}"
        )
    problems: list[str] = []
    articles = _part(_articles, folder, problems)
    actors = _part(actors_of, folder / ACTORS, problems)
    dates = _part(calendar_of, folder / CALENDAR, problems)
    register = _part(load_register, folder / REGISTER, problems)
    notes = _part(_notes, folder / NOTES, problems)
    if articles is None or actors is None or dates is None or register is None or notes is None:
        raise InputError("\n".join(problems))
    missing = tuple(
        sentence
        for there, sentence in (
            (articles, "There is no article yet: put text files into the folder of the case."),
            (len(actors), f"No actors are listed ({ACTORS}), so that nobody has a side."),
            (len(dates), f"There is no calendar of events ({CALENDAR})."),
            (len(register.claims), f"Nothing is registered yet ({REGISTER}/)."),
        )
        if not there
    )
    name = _name(folder)
    return Case(articles, actors, dates, register, notes, folder, name, missing)


def new_case(
    folder: str | Path,
    articles: Iterable[str | Path | Article] = (),
    problems: list[InputError] | None = None,
) -> Path:
    """Begin a case: tables with headings only, and copies of the articles; returns the folder.

    articles : files, folders or tables as `load_articles` takes them, or Articles
    problems : takes what cannot be read, and the rest is copied; without it nothing is

    Outlet, date and title stand in `articles.csv` as far as they are known, for the analyst to
    complete; what was read from the text itself is a suggestion, and its `note` says so. Nothing is
    ever overwritten: raises FileExistsError when the folder holds anything, InputError that names
    every article that cannot be read.
    """
    wrong: list[InputError] = []
    folder = Path(folder).expanduser()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(f"{folder}: is there already; name a folder that is new or empty")
    files = gather(articles, wrong)
    if problems is None or not files:
        refuse(wrong)
    (problems if problems is not None else []).extend(wrong)
    rows = [line_of(article, name, data) for name, data, article in files]
    folder.parent.mkdir(parents=True, exist_ok=True)
    stage = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, data, _ in files:
            (stage / name).write_bytes(data)
        _write(stage / METADATA, COLUMNS, rows)
        _write(stage / ACTORS, actor_list.COLUMNS)
        _write(stage / CALENDAR, calendar.COLUMNS)
        for part in (REGISTER, NOTES):
            (stage / part).mkdir()
        stage.chmod(0o755)
        if folder.exists():
            folder.rmdir()  # empty, or this fails and nothing is lost
        stage.rename(folder)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    return folder


def _part(load: Callable[[Path], T], path: Path, problems: list[str]) -> T | None:
    """A part, or None and one problem more: a broken file does not hide the next."""
    try:
        return load(path)
    except (ValueError, OSError) as error:
        problems.append(str(error))
        return None


def _articles(folder: Path) -> list[Article]:
    held = load_articles(folder, strict=True) if documents_of(folder) else []
    return sorted(held, key=lambda article: str(article.published or "9999"))


def actors_of(path: Path) -> pd.DataFrame:
    """The actors of a case, none where there is no list."""
    if path.exists():
        return actor_list.load_actors(path)
    return pd.DataFrame(columns=list(actor_list.COLUMNS), dtype="str")


def sides_of(actors: pd.DataFrame) -> dict[str, str]:
    """The side of each actor that has one, by name; of states and people by all their names."""
    sided = actors[actors.side != ""]
    sides = dict(zip(sided.actor, sided.side, strict=True))
    built_in = actor_list.load_actors(paths.LEXICONS / "actors.csv")
    known = pd.concat([sided, built_in[built_in.actor.isin(sides)]])
    for row in known[known.kind.isin(["state", "person"])].itertuples():
        for word in actor_list.split_cell(f"{row.aliases};{row.demonyms}"):
            sides.setdefault(word, sides[row.actor])
    return sides


def calendar_of(path: Path) -> pd.DataFrame:
    """The calendar of a case, empty where there is none."""
    return calendar.load_calendar(path) if path.exists() else calendar.steps([])


def _notes(folder: Path) -> dict[str, str]:
    return {p.stem: _text(p) for p in sorted(folder.glob("*.md"))}


def _text(path: Path) -> str:
    text, flags = decode(path, path.read_bytes())
    if flags:
        raise InputError(f"{path}: is not UTF-8; save it again as UTF-8")
    return text


def _name(folder: Path) -> str:
    """The heading of the case's README, else the folder's name."""
    readme = folder / "README.md"
    title = re.match(r"# +(.+)", _text(readme)) if readme.is_file() else None
    return title[1].strip() if title else folder.name


def _table(name: str, columns: dict[str, list[object]]) -> pd.DataFrame:
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return frame(name, rows)


def _write(path: Path, columns: Iterable[str], rows: Sequence[dict[str, str]] = ()) -> None:
    pd.DataFrame(rows, columns=list(columns)).to_csv(path, index=False, lineterminator="\n")
