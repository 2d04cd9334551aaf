"""What could not be used, why, and what to do: one line each, however bad the input was."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

COLUMNS = ("file", "reason", "what_to_do")
LONGEST = 300  # characters of a reason: a library's message may quote the whole file


class InputError(ValueError):
    """Something given to the package cannot be used.

    place  : the file, with line or row where there is one; or the whole message, several lines of
             "file: reason; remedy" perhaps
    reason : what is wrong with it
    remedy : what a person can do about it
    """

    def __init__(self, place: str | Path, reason: str = "", remedy: str = "") -> None:
        """`place` may be a path."""
        super().__init__(str(place), reason, remedy)

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the message, without the calls that led to it."""
        return [
            "This cannot be read; mend it, then run the notebook again:",
            *str(self).split("\n"),
        ]

    @property
    def parts(self) -> tuple[str, str, str]:
        """(file, reason, what to do), each on one line without control characters."""
        place, reason, remedy = map(one_line, self.args)
        if not reason:
            place, _, reason = place.partition(": ")
            reason, _, remedy = reason.partition("; ")
        return place, reason if len(reason) <= LONGEST else reason[:LONGEST] + "…", remedy

    def __str__(self) -> str:
        """The line that a person reads."""
        if not self.args[1]:
            return "\n".join(map(one_line, self.args[0].splitlines()))
        place, reason, remedy = self.parts
        return f"{place}: {reason}{'; ' + remedy if remedy else ''}"


class LeftOut(InputError):
    """Something that lies beside the articles and is none: said, and no error even when strict."""


def refuse(problems: Iterable[InputError]) -> None:
    """Raises one InputError that names every problem but what merely lies beside the articles."""
    if wrong := [str(p) for p in problems if not isinstance(p, LeftOut)]:
        raise InputError("\n".join(wrong))


def one_line(text: str) -> str:
    """Text that a terminal shows and does not obey: no line breaks, escapes or half characters."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def unforeseen(place: str | Path, error: Exception) -> InputError:
    """Libraries raise whatever a hostile file led them to: named, and never a traceback."""
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return InputError(
        place, f"is damaged ({what})", "open it in its program and save it again, or as text"
    )


def problem_table(problems: Iterable[InputError]) -> pd.DataFrame:
    """Columns file, reason, what_to_do; one row a problem, in the order met."""
    return pd.DataFrame([p.parts for p in problems], columns=list(COLUMNS), dtype="str")
