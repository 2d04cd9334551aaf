"""The ladder as data: root codes on their rungs, and the words that may name them."""

from functools import cache
from typing import NamedTuple

from ...text.lexicon import read_rows


class Rung(NamedTuple):
    """One line of lexicons/plover.csv: a root code on a rung, in words or as a deed."""

    plover: str
    rung: int
    goldstein: float
    words_or_deed: str


@cache
def crosswalk() -> dict[tuple[str, int, str], Rung]:
    """(root code, rung, words or deed) → its line of plover.csv; a root's default comes first."""
    columns = ("plover", "rung", "goldstein", "words_or_deed")
    lines = [
        Rung(r["plover"], int(r["rung"]), float(r["goldstein"]), r["words_or_deed"])
        for _, r in read_rows("plover.csv", columns)
    ]
    return {(line.plover, line.rung, line.words_or_deed): line for line in lines}


@cache
def plover() -> dict[str, Rung]:
    """Root code → its rung, Goldstein value and lane when nothing says otherwise."""
    defaults: dict[str, Rung] = {}
    for line in crosswalk().values():
        defaults.setdefault(line.plover, line)
    return defaults


def goldstein(root: str, rung: int, words_or_deed: str) -> float:
    """Goldstein value (−10 to 10) of a root on a rung; of its default where the rung is new."""
    return crosswalk().get((root, rung, words_or_deed), plover()[root]).goldstein


@cache
def ladder() -> dict[tuple[str, str], tuple[str, ...]]:
    """(lemma, part of speech) → what the word may do, as root code and rung: "REQUEST2"."""
    lines: dict[tuple[str, str], tuple[str, ...]] = {}
    for n, r in read_rows("ladder.csv", ("trigger", "pos", "plover", "rung")):
        if r["plover"] not in plover():
            raise ValueError(
                f"ladder.csv, line {n}: {r['plover']!r} is no PLOVER root code of plover.csv"
            )
        key = r["trigger"], r["pos"]
        lines[key] = (*lines.get(key, ()), r["plover"] + r["rung"])
    return lines
