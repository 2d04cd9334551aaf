"""python -m analysis annotate | view | export | check: the package without a notebook."""

import argparse
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

DESCRIPTION = "annotate | view | export | check: the package without a notebook."
EPILOG = """examples:
  python -m analysis annotate seeds -o out/tables
  python -m analysis view seeds/000_ebbbdd795c293d6c.txt -o article.html --layers sources cues contents
  python -m analysis export articles.jsonl -o out/export --format brat jsonld
  python -m analysis check

PATH is a file (txt, md, html, pdf, docx), a folder of such files, or a table with a column text (csv, jsonl, parquet)."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Exit code: 0 done, 1 something is wrong with the input (said on standard error), 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        with warnings.catch_warnings():
            warnings.showwarning = lambda message, *_: print(f"warning: {message}", file=sys.stderr)
            return options.command(options)
    except (
        ValueError,
        OSError,
    ) as error:  # what bad input raises; its message names the file and what to do
        print("\n".join(f"error: {line}" for line in str(error).splitlines()), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; nothing was written", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analysis",
        epilog=EPILOG,
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, run: Callable, help_text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(
            name, help=help_text, description=help_text, epilog=EPILOG.split("\n\n")[1]
        )
        sub.set_defaults(command=run)
        return sub

    def takes_articles(sub: argparse.ArgumentParser) -> None:
        sub.add_argument(
            "paths",
            nargs="*",
            default=["seeds"],
            metavar="PATH",
            help="what to read (default: seeds)",
        )
        sub.add_argument(
            "--actors", type=Path, metavar="FILE", help="list of actors (default: seeds/actors.csv)"
        )
        sub.add_argument(
            "--skip-bad",
            action="store_true",
            help="leave out files that cannot be read, with a warning",
        )
        sub.add_argument("--quiet", action="store_true", help="no progress bar")

    sub = command("annotate", annotate, "write all tables of annotations as Parquet and CSV")
    takes_articles(sub)
    sub.add_argument("-o", "--out", type=Path, required=True, help="folder for the tables")
    sub.add_argument(
        "--force", action="store_true", help="write even where the folder holds other files"
    )
    sub = command(
        "view",
        view,
        "write each article with its annotations highlighted as a page for the browser",
    )
    takes_articles(sub)
    sub.add_argument(
        "-o",
        "--out",
        type=Path,
        required=True,
        help="an .html file for one article, a folder for several",
    )
    sub.add_argument(
        "--layers",
        nargs="+",
        default=None,
        metavar="LAYER",
        help="contents, claims, acts, loaded, hedges, sources, cues (default: all)",
    )
    sub = command("export", export, "write the annotations in a format of other tools")
    takes_articles(sub)
    sub.add_argument("-o", "--out", type=Path, required=True, help="folder to write into")
    sub.add_argument(
        "--format",
        nargs="+",
        required=True,
        metavar="FORMAT",
        help="jsonld (W3C Web Annotation), claimreview, brat, csv, parquet, html (a brief of each article)",
    )
    sub = command(
        "check", check, "look through seeds and register; name file and line of whatever is wrong"
    )
    sub.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=None,
        help="a folder laid out like seeds (default: seeds)",
    )
    return parser


def annotate(options: argparse.Namespace) -> int:
    from . import output

    _, notes = _annotated(options)
    output.write_tables(notes, options.out, options.force)
    counts = ", ".join(f"{len(table)} {name}" for name, table in notes.tables().items())
    print(f"{options.out}: {counts}")
    return 0


def view(options: argparse.Namespace) -> int:
    from . import output, show
    from .text import problems

    articles, notes = _annotated(options)
    layers = options.layers or show.LAYERS
    if options.out.suffix.lower() in (".html", ".htm"):
        if len(articles) != 1:
            raise problems.InputError(
                options.out, f"one page for {len(articles)} articles", "give a folder instead"
            )
        with output.staged(options.out.parent) as stage:
            show.view(articles[0], notes, layers).save(stage / options.out.name)
    else:
        with output.staged(options.out) as stage:
            for name, article in _page_names(articles):
                show.view(article, notes, layers).save(stage / name)
    print(f"{options.out}: {len(articles)} article{'s' * (len(articles) != 1)}")
    return 0


def _page_names(articles) -> Iterator[tuple[str, object]]:
    """A file name for each article that no other has and that stays in its folder, whatever the id says."""
    from .text.articles import safe_id

    taken = set()
    for article in articles:
        stem = name = safe_id(article.article_id)[:100]
        while name.lower() in taken:
            name = f"{stem}-{len(taken)}"
        taken.add(name.lower())
        yield f"{name}.html", article


def export(options: argparse.Namespace) -> int:
    from . import export as exporter

    articles, notes = _annotated(options)
    files = exporter.write(articles, notes, options.out, options.format)
    print(f"{options.out}: {len(files)} files ({', '.join(options.format)})")
    return 0


def check(options: argparse.Namespace) -> int:
    """Every part is looked at even when another one is broken."""
    from . import paths, register
    from .layers.actors import mentions
    from .measures import calendar
    from .text import articles

    seeds = options.folder or paths.SEEDS
    dates = seeds / "calendar.csv"  # a folder without one has no steps
    if not seeds.is_dir():
        raise NotADirectoryError(f"{seeds}: no such folder")
    wrong = 0
    for name, load in {
        "articles": lambda: articles.load_articles(seeds, strict=True),
        "actors": lambda: mentions.load_actors(seeds / "actors.csv"),
        "dated steps": lambda: calendar.load_calendar(dates) if dates.exists() else [],
        "register": lambda: register.load_register(seeds / "register").claims,
    }.items():
        try:
            found = load()
        except (ValueError, OSError) as error:
            wrong += 1
            print("\n".join(f"error: {line}" for line in str(error).splitlines()), file=sys.stderr)
            continue
        print(f"{seeds}: {len(found)} {'claims' if name == 'register' else name}")
        for article in found if name == "articles" else []:
            for flag in article.flags:
                print(f"note: {article.article_id}: {flag}")
    return 1 if wrong else 0


def _annotated(options: argparse.Namespace) -> tuple[list, object]:
    from . import pipeline
    from .layers.actors import mentions
    from .text import articles

    found = articles.load_articles(options.paths, strict=not options.skip_bad)
    known = mentions.load_actors(options.actors) if options.actors else None
    return found, pipeline.annotate(found, known, progress=not options.quiet)


if __name__ == "__main__":
    sys.exit(main())
