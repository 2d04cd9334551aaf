"""The values a register field may hold, and what they mean (`lexicons/scales.csv`)."""

import unicodedata
from functools import cache

from ..text.lexicon import read_rows

MACHINE = "machine"  # `registered_by` of a claim that no person registered


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(row for _, row in read_rows("scales.csv", ("scale", "value", "meaning")))


def values(scale: str) -> tuple[str, ...]:
    """The values of a scale, in their order.

    The scales: text_status, saying, matter, source_reliability, info_credibility, likelihood,
    confidence, stance, lineage, anchor, source_type. A scale that is not there has none.
    """
    return tuple(row["value"] for row in _rows() if row["scale"] == scale)


def meaning(scale: str, value: str) -> str:
    """What a value means, in words; "" when the scale does not know it."""
    return next((r["meaning"] for r in _rows() if (r["scale"], r["value"]) == (scale, value)), "")


def is_program(name: str) -> bool:
    """Whether a name is the program's own or says that no person bears it.

    >>> is_program("Sources-Say 0.2"), is_program("Ada Machinist")
    (True, False)
    """
    letters = _letters(name)
    return not letters or letters in {_letters(value) for value in values("program_name")}


def _letters(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalpha())
