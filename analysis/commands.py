"""What the commands on articles do: annotate, view, figures, export.

A command takes the parsed options, prints what a person should know, and returns the exit code.
Libraries are imported where they are needed, so that `--help` loads none.
"""

import argparse
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .vocabulary import count

if TYPE_CHECKING:
    import pandas as pd

    from .pipeline import Annotations
    from .text.article import Article
    from .text.problems import InputError

DONE, WRONG, USAGE, LEFT_OUT, STOPPED, TERMINATED = 0, 1, 2, 3, 130, 143
# option → what it names a table's column of
COLUMN_OPTIONS = {
    "text": "text",
    "date": "published",
    "title": "title",
    "outlet": "outlet",
    "id": "article_id",
    "url": "url",
    "language": "language",
}


def message(error: Exception) -> list[str]:
    """An error as lines for a terminal."""
    from .text.problems import one_line

    if isinstance(error, OSError) and error.strerror and error.filename:
        return [one_line(f"{error.filename}: {error.strerror}")]
    return [one_line(line) for line in str(error).splitlines()] or [type(error).__name__]


def annotate(options: argparse.Namespace) -> int:
    """Stream the articles into parts; memory holds one."""
    from . import output, stream
    from .text.articles import iter_articles
    from .text.problems import InputError, refuse

    output.refuse_foreign(options.out, stream.OURS, options.force)  # before any work
    source, columns = _source(options), _columns(options)
    problems: list[InputError] = []
    n = characters = 0
    if options.strict or not options.quiet:  # once through, to know how much and how sound
        for article in iter_articles(source, problems, columns):
            n, characters = n + 1, characters + len(article.text)
        if options.strict:
            refuse(problems)
        problems.clear()
    articles = _some(iter_articles(source, problems, columns), problems)
    with _bar(n, characters, options.quiet) as tick, _spread(options) as spread:
        done = stream.annotate_to(
            articles,
            options.out,
            _actors(options),
            _corrections(options),
            problems,
            options.force,
            not options.no_csv,
            tick,
            spread,
        )
    counts = ", ".join(f"{n} {name}" for name, n in done.rows.items())
    print(
        f"{options.out}: {count(done.annotated, 'article')} annotated, {done.kept} kept, "
        f"{done.dropped} dropped: {counts}"
    )
    return report_left_out(problems)


@contextmanager
def _spread(options: argparse.Namespace) -> "Iterator[Any]":
    """One process, or as many as are asked for."""
    if options.workers <= 1 and options.scheduler is None:
        yield map
        return
    from . import scale

    with scale.spread(options.workers, options.scheduler) as each:
        yield each


def _source(options: argparse.Namespace) -> list[Path]:
    from . import paths

    return [Path(p) for p in options.paths] or [options.case or paths.CASE]


def _columns(options: argparse.Namespace) -> dict[str, str]:
    given = {column: getattr(options, option) for option, column in COLUMN_OPTIONS.items()}
    return {column: name for column, name in given.items() if name}


def _actors(options: argparse.Namespace) -> "pd.DataFrame | None":
    """The list that is named, else that of the case that is read, else that of the case at hand."""
    from .layers.actors import actor_list

    own = _case(options) / "actors.csv"
    path = options.actors or (own if own.is_file() else None)
    return actor_list.load_actors(path) if path else None


def _case(options: argparse.Namespace) -> Path:
    """The case that is named, else the folder that is read; by default the case at hand."""
    [source, *more] = _source(options)
    if options.case:
        return Path(options.case)
    return Path() / "no case" if more or not source.is_dir() else source


def _corrections(options: argparse.Namespace) -> "pd.DataFrame | None":
    """What people corrected in the case that is read."""
    from . import register

    folder = _case(options) / "register"
    return register.corrections(register.load_register(folder)) if folder.is_dir() else None


def _some(articles: "Iterator[Article]", problems: "list[InputError]") -> "Iterator[Article]":
    """The articles; an error where there is none at all."""
    from .text.problems import InputError

    first = next(articles, None)
    if first is None:
        raise InputError("\n".join(map(str, problems)) or "there are no articles")
    yield first
    yield from articles


@contextmanager
def _bar(n: int, characters: int, quiet: bool) -> "Iterator[Callable[[Article], None]]":
    """A bar over all text: characters a second and the time left, articles counted beside it.

    It moves inside a long article too, where this process works on it.
    """
    if quiet:
        yield lambda article: None
        return
    from tqdm import tqdm

    from .text.headway import heard

    done, read = 0, 0
    with tqdm(total=characters, unit=" characters", unit_scale=True, file=sys.stderr) as bar:

        def tick(article: "Article") -> None:
            nonlocal done, read
            done, read = done + 1, read + len(article.text)
            bar.set_description(f"{done}/{n} articles", refresh=False)
            bar.update(read - bar.n)

        with heard(bar.update):
            yield tick


def report_left_out(problems: "Iterable[InputError]") -> int:
    """The table at the end: file, reason, what to do; and the exit code."""
    rows = [p.parts for p in problems]
    if not rows:
        return DONE
    print(f"left out: {len(rows)} (file | reason | what to do)", file=sys.stderr)
    for row in rows:
        print("  " + " | ".join(row), file=sys.stderr)
    return LEFT_OUT


def _annotated(
    options: argparse.Namespace,
) -> "tuple[list[Article], Annotations, list[InputError]]":
    """All articles in memory with their annotations, for what shows them together."""
    from . import pipeline
    from .text.articles import iter_articles
    from .text.problems import InputError, refuse

    problems: list[InputError] = []
    articles = list(_some(iter_articles(_source(options), problems, _columns(options)), problems))
    if options.strict:
        refuse(problems)
    notes = pipeline.annotate(
        articles,
        _actors(options),
        progress=not options.quiet,
        corrections=_corrections(options),
    )
    return articles, notes, problems


def view(options: argparse.Namespace) -> int:
    """A page for each article."""
    from . import marked, output
    from .text import problems
    from .text.building import file_names

    layers = options.layers or marked.LAYERS
    if unknown := set(layers) - set(marked.LAYERS):
        raise ValueError(
            f"unknown layer {', '.join(sorted(unknown))}: choose from {', '.join(marked.LAYERS)}"
        )
    articles, notes, left_out = _annotated(options)
    if options.out.suffix.lower() in (".html", ".htm"):
        if len(articles) != 1:
            raise problems.InputError(
                options.out, f"one page for {len(articles)} articles", "give a folder instead"
            )
        with output.staged(options.out.parent) as stage:
            marked.view(articles[0], notes, layers).save(stage / options.out.name)
    else:
        with output.staged(options.out) as stage:
            for name, article in file_names(articles):
                marked.view(article, notes, layers).save(stage / f"{name}.html")
    print(f"{options.out}: {count(len(articles), 'article')}")
    return report_left_out(left_out)


def figures(options: argparse.Namespace) -> int:
    """Each chart that asks for nothing but tables that are there."""
    from . import charts, output

    articles, notes, left_out = _annotated(options)
    tables = _tables(_case(options), articles, notes)
    drawn = 0
    with output.staged(options.out) as stage:
        for name in charts.__all__:
            draw = getattr(charts, name)
            wanted = inspect.signature(draw).parameters.values()
            if any(p.name not in tables for p in wanted if p.default is p.empty):
                continue
            made = draw(**{p.name: tables[p.name] for p in wanted if p.name in tables})
            several = isinstance(made, list)  # pages, which bear a number
            for n, chart in enumerate(made if several else [made], 1):
                if chart.empty:  # a chart declines what it cannot carry, and says why
                    print(f"{name}: not drawn ({chart.headline})")
                    continue
                charts.save(chart, name.replace("_", "-") + f"-{n}" * several, stage)
                drawn += 1
    print(f"{options.out}: {count(drawn, 'figure')} of {count(len(articles), 'article')}")
    return report_left_out(left_out)


def _tables(folder: Path, articles: "list[Article]", notes: "Annotations") -> dict[str, object]:
    """What charts may ask for: the annotations, and what the case that is read adds to them."""
    from . import cases, register
    from .text.article import names

    book = register.merge(register.load_register(folder / "register"), notes.claims, articles)
    shown = register.displayed(book)
    return {
        **notes.tables(),
        "names": names(articles),
        "calendar": cases.calendar_of(folder / "calendar.csv"),
        "sides": cases.sides_of(cases.actors_of(folder / "actors.csv")),
        "shown": shown,
        "claims": shown,
        "found": register.findings(book),
    }


def export(options: argparse.Namespace) -> int:
    """The formats of other tools."""
    from . import export as exporter
    from . import register

    exporter.refuse_unknown(options.format)
    articles, notes, left_out = _annotated(options)
    book = register.load_register(_case(options) / "register")
    files = exporter.write(articles, notes, options.out, options.format, book, site=options.site)
    print(f"{options.out}: {count(len(files), 'file')} ({', '.join(options.format)})")
    return report_left_out(left_out)
