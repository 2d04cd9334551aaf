"""What the commands on a case do: report, claims, check, new-case, benchmark."""

import argparse
import subprocess  # nosec B404
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from pathlib import Path
from typing import TYPE_CHECKING, cast

from .commands import DONE, WRONG, message, report_left_out
from .paths import called
from .vocabulary import count, listed, wording

if TYPE_CHECKING:
    import pandas as pd

    from .text.article import Article
    from .text.problems import InputError

CLAIM_KINDS = tuple("all open decided stale in-conflict orphans".split())


def report(options: argparse.Namespace) -> int:
    """The brief of a case: every article with its claims, charts and text, as one page."""
    from . import cases, output
    from . import export as exporter

    case = cases.load_case(options.case)
    if not case.articles:
        raise ValueError(f"{case.path}: there is no article to report on")
    if options.out.resolve().parent == case.path.resolve():
        there = case.path / "out" / options.out.name
        raise ValueError(f"{options.out}: would be read as an article of the case; write {there}")
    page = exporter.report(case.articles, case.annotate(), case.register, case.name, case.sides)
    with output.staged(options.out.parent) as stage:
        (stage / options.out.name).write_bytes(page.encode("utf-8", "replace"))
    print(f"{options.out}: {count(len(case.articles), 'article')}")
    return DONE


def claims(options: argparse.Namespace) -> int:
    """The claims of a case, one line each: id, what they are, status, who says what."""
    from . import cases, register
    from .text.problems import one_line

    case = cases.load_case(options.case)
    book = case.book(case.annotate())  # read anew: an edited article makes a decision stale
    n = 0
    known = {a.article_id for a in case.articles}
    for row in register.displayed(book).to_dict("records"):
        differ = row["conflict"] and not row["adjudicated"]  # then nothing is decided
        decided = row["decided_by"] == "reviewer"
        kinds = {"in-conflict" if differ else "decided" if decided else "open"}
        kinds |= {"stale"} if row["stale"] else set()
        kinds |= {"orphans"} if row["start"] < 0 or row["article_id"] not in known else set()
        if options.which != "all" and options.which not in kinds:
            continue
        n += 1
        named = ", ".join(kind.removesuffix("s") for kind in CLAIM_KINDS if kind in kinds)
        says = f"{wording('source', row['source'] or 'nobody named')}: {row['quote']}"
        print(one_line(f"{row['claim_id']}  {named}  {row['label'] or '-'}  {says}"))
    print(f"{case.path}: {count(n, 'claim')} ({options.which})")
    print("\n".join(book.repairs), end="\n" * bool(book.repairs), file=sys.stderr)
    if len(book.claims) and not len(case.register.claims):
        print("Nothing is registered yet: a first decision in 07_review registers them.")
    return DONE


def check(options: argparse.Namespace) -> int:
    """Look at every part of a case even when another one is broken; say what it lacks."""
    from . import paths, register
    from .layers.actors import actor_list
    from .measures import calendar
    from .text import articles

    seeds = options.folder or paths.CASE
    people, dates = seeds / "actors.csv", seeds / "calendar.csv"  # either may be missing
    if not seeds.is_dir():
        raise ValueError(f"{seeds}: no such folder")
    parts: dict[str, Callable[[], Sized]] = {
        "article": lambda: (
            articles.load_articles(seeds, strict=True) if articles.documents_of(seeds) else []
        ),
        "actor": lambda: actor_list.load_actors(people) if people.exists() else [],
        "dated step": lambda: calendar.load_calendar(dates) if dates.exists() else [],
        "claim": lambda: register.load_register(seeds / "register").claims,
    }
    wrong = 0
    held: list[Article] = []
    for name, load in parts.items():
        try:
            found = load()
        except (ValueError, OSError) as error:
            wrong += 1
            print("\n".join(f"error: {line}" for line in message(error)), file=sys.stderr)
            continue
        print(f"{seeds}: {count(len(found), name)}")
        if name == "article" and not len(found):
            print("note: there is no article yet: put text files into the folder")
        if isinstance(found, articles.Articles):
            held = list(found)
            for line in _lacks(seeds, found):
                print(f"note: {line}")
        if name == "claim":
            for line in _homeless(cast("pd.DataFrame", found), held):
                print(f"note: {line}")
    return WRONG if wrong else DONE


def _homeless(claims: "pd.DataFrame", held: "Iterable[Article]") -> Iterator[str]:
    """Registered claims whose article is away; one that only bears another name is not."""
    known = {x for article in held for x in (article.article_id, article.sha256)}
    away = ~claims["article_id"].isin(known) & ~claims["text_sha256"].isin(known)
    if names := sorted(set(claims["article_id"][away])):
        yield f"{count(int(away.sum()), 'claim')} of articles not at hand: {listed(names, 9)}"


def _lacks(folder: Path, found: "Sequence[Article]") -> Iterator[str]:
    """What a reader may want to know of a case's articles, or to fill in."""
    from .text.articles import METADATA, documents_of
    from .text.records import load_metadata

    known = load_metadata(folder / METADATA)
    without = {
        "line": [path.name for path in documents_of(folder) if path.name not in known],
        "outlet": [article.article_id for article in found if not article.outlet],
        "day of publication": [article.article_id for article in found if not article.published],
    }
    for article in found:
        yield from (f"{article.article_id}: {flag}" for flag in article.flags)
    for what, names in without.items():
        if names:
            yield f"{METADATA} has no {what} for {listed(names, 9)}"


def upgrade(options: argparse.Namespace) -> int:
    """A register of an earlier version, carried over; every change is shown."""
    from . import paths, register
    from .text.articles import load_articles
    from .text.problems import one_line

    folder = options.case or paths.CASE
    changes = register.upgrade(
        folder / "register", load_articles(folder), write=not options.dry_run
    )
    for row in changes.itertuples():
        print(one_line(f"{row.file} {row.id}: {row.column} {row.was!r} is now {row.now!r}"))
    print(f"{folder}: {count(len(changes), 'change')}{' (not written)' * options.dry_run}")
    return DONE


def new_case(options: argparse.Namespace) -> int:
    """A folder laid out like seeds/, with copies of the articles."""
    from . import cases

    problems: list[InputError] = []
    folder = cases.new_case(options.folder, options.paths, None if options.strict else problems)
    put = "" if options.paths else "put articles into it, "
    print(f"{folder}: {put}fill in articles.csv and actors.csv, then: {called()} check {folder}")
    return report_left_out(problems)


def benchmark(options: argparse.Namespace) -> int:
    """One of the scripts that a checkout has."""
    from . import paths

    folder = paths.PROJECT / "benchmarks"
    names = sorted(p.stem.removeprefix("bench_") for p in folder.glob("bench_*.py"))
    if options.name not in names:
        there = f"choose from {', '.join(names)}" if names else "they come with a checkout only"
        raise ValueError(f"no benchmark {options.name!r}: {there}")
    return subprocess.run(  # noqa: S603  # nosec B603
        [sys.executable, str(folder / f"bench_{options.name}.py")], cwd=paths.PROJECT, check=False
    ).returncode
