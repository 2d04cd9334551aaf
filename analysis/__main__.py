"""sources-say annotate | view | figures | report | export | claims | check | new-case | benchmark.

The package without a notebook. argparse, not Typer: it is in the standard library, starts in a
tenth of Typer's time, and prints errors as they are; what Typer would spare is a few lines here.
"""

import argparse
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from . import __version__, case_commands, commands, paths
from .case_commands import CLAIM_KINDS
from .commands import COLUMN_OPTIONS, DONE, STOPPED, TERMINATED, WRONG

EPILOG = """PATH is a file (txt, md, html, pdf, docx, rtf, eml; an export of Nexis or Factiva
holds many articles), a folder of such files, or a table of texts (csv, tsv, jsonl, parquet).

exit codes: 0 done · 1 nothing done, the input is wrong · 2 wrong usage · 3 done, but some of the
input was left out (a table at the end says what, why, and what to do) · 130, 143 stopped"""
# What a command does, and one example that can be typed.
COMMANDS = {
    "annotate": (
        "write all tables of annotations, as Parquet in parts and as CSV; a second run does only "
        "what changed, a stopped one goes on",
        "annotate seeds -o out/tables",
    ),
    "view": (
        "write each article with its annotations highlighted as a page for the browser",
        "view seeds -o out/pages --layers sources cues contents",
    ),
    "figures": ("draw every chart that the articles can carry", "figures seeds -o out/charts"),
    "report": (
        "write the brief of a case as one page that prints well; its title is the heading of the "
        "case's README.md",
        "report -o out/brief.html",
    ),
    "export": (
        "write the annotations in a format of other tools",
        "export seeds -o out/export --format brat jsonld",
    ),
    "claims": (
        "list the claims of a case: open, decided, stale, in-conflict, orphans",
        "claims open",
    ),
    "check": (
        "look through a case; name file and line of whatever is wrong",
        "check",
    ),
    "upgrade": (
        "carry a register of an earlier version over; shows every change, loses nothing",
        "upgrade --dry-run",
    ),
    "new-case": ("begin a case in a new folder", "new-case strike --from seeds"),
    "benchmark": ("measure speed beside other packages (in a checkout)", "benchmark"),
}
OUT = {  # what a command writes
    "annotate": "folder for the tables",
    "view": "an .html file for one article, a folder for several",
    "figures": "folder for the pictures, each beside its numbers",
    "report": "the .html file",
    "export": "folder to write into",
}
FORMATS = (
    "jsonld (W3C Web Annotation), hypothesis (the same for Hypothes.is), claimreview, brat, csv, "
    "parquet, html (a brief of each)"
)


class Terminated(KeyboardInterrupt):
    """SIGTERM: the same clean end as Ctrl-C."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit codes are those of the help."""
    options = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.command
    try:
        with _said_in_lines(), _ended_by_sigterm():
            return run(options)
    except KeyboardInterrupt as stop:
        print(str(stop) or "stopped; nothing was written", file=sys.stderr)
        return TERMINATED if isinstance(stop, Terminated) else STOPPED
    except BrokenPipeError:  # the reader of our output has seen enough
        return DONE
    except (ValueError, OSError, RuntimeError) as error:  # bad input, disks, damaged installs
        print("\n".join(f"error: {line}" for line in commands.message(error)), file=sys.stderr)
        return WRONG


@contextmanager
def _said_in_lines() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.showwarning = lambda message, *_: print(f"warning: {message}", file=sys.stderr)
        yield


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise Terminated

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not in the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def parser() -> argparse.ArgumentParser:
    """All commands with their options."""
    called = paths.called()
    examples = "\n".join(f"  {called} {example}" for _, example in COMMANDS.values())
    top = argparse.ArgumentParser(
        prog=called,
        description="Read news about a crisis: who says what, how surely, and which claims stand.",
        epilog=f"examples:\n{examples}\n\n{EPILOG}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"sources-say {__version__}")
    group = top.add_subparsers(metavar="COMMAND", required=True)
    for name, (what, example) in COMMANDS.items():
        sub = group.add_parser(
            name,
            help=what,
            description=what,
            epilog=f"example: {called} {example}\n\n{EPILOG}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        run, add = PARTS[name]
        add(sub)
        if name in OUT:
            sub.add_argument("-o", "--out", type=Path, required=True, help=OUT[name])
        sub.set_defaults(command=run)
    return top


def _add_articles(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("paths", nargs="*", metavar="PATH", help="what to read (default: the case)")
    sub.add_argument("--actors", type=Path, metavar="FILE", help="list of actors (default: case's)")
    sub.add_argument("--strict", action="store_true", help="stop before any work if a file is bad")
    still = not sys.stderr.isatty()
    sub.add_argument(
        "--quiet", action="store_true", default=still, help="no progress bar; a log has none"
    )
    _add_case(sub)
    columns = sub.add_argument_group("what a table calls its columns")
    for option, column in COLUMN_OPTIONS.items():
        columns.add_argument(f"--{option}", metavar="COLUMN", help=f"column of the {column}")


def _add_annotate(sub: argparse.ArgumentParser) -> None:
    _add_articles(sub)
    sub.add_argument(
        "--force", action="store_true", help="write even where the folder holds other files"
    )
    sub.add_argument("--workers", type=int, default=1, metavar="N", help="processes (by Dask)")
    sub.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler whose workers to use")
    sub.add_argument("--no-csv", action="store_true", help="Parquet only")


def _add_view(sub: argparse.ArgumentParser) -> None:
    _add_articles(sub)
    sub.add_argument(
        "--layers",
        nargs="+",
        metavar="LAYER",
        help="contents, claims, acts, loaded, hedges, sources, cues (default: all)",
    )


def _add_export(sub: argparse.ArgumentParser) -> None:
    _add_articles(sub)
    sub.add_argument("--format", nargs="+", required=True, metavar="FORMAT", help=FORMATS)
    sub.add_argument("--site", help="address of the page where a claimreview will stand")


def _add_case(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--case", type=Path, metavar="DIR", help="folder of the case (default: seeds)")


def _add_claims(sub: argparse.ArgumentParser) -> None:
    _add_case(sub)
    sub.add_argument("which", nargs="?", choices=CLAIM_KINDS, default="all")


def _add_check(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("folder", nargs="?", type=Path, help="folder of the case (default: seeds)")


def _add_upgrade(sub: argparse.ArgumentParser) -> None:
    _add_case(sub)
    sub.add_argument("--dry-run", action="store_true", help="show the changes, write nothing")


def _add_new_case(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("folder", type=Path, metavar="DIR", help="a folder that is new or empty")
    sub.add_argument(
        "--from", nargs="+", default=[], dest="paths", metavar="PATH", help="articles to copy"
    )
    sub.add_argument("--strict", action="store_true", help="begin nothing if a file is bad")


def _add_benchmark(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("name", nargs="?", default="speed", help="speed (default), hedges_acts, …")


Part = tuple[Callable[[argparse.Namespace], int], Callable[[argparse.ArgumentParser], None]]
PARTS: dict[str, Part] = {
    "annotate": (commands.annotate, _add_annotate),
    "view": (commands.view, _add_view),
    "figures": (commands.figures, _add_articles),
    "report": (case_commands.report, _add_case),
    "export": (commands.export, _add_export),
    "claims": (case_commands.claims, _add_claims),
    "check": (case_commands.check, _add_check),
    "upgrade": (case_commands.upgrade, _add_upgrade),
    "new-case": (case_commands.new_case, _add_new_case),
    "benchmark": (case_commands.benchmark, _add_benchmark),
}


if __name__ == "__main__":
    sys.exit(main())
