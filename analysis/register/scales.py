"""The values a register field may hold, and what they mean (`lexicons/scales.csv`)."""

import re
import unicodedata
from functools import cache

from ..text.lexicon import read_rows
from ..text.plain import fold

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
    """Whether a name is the program's own, a word for any machine, or says that nobody bears it.

    Case, accents, signs, figures and words such as "the" or "version" make no name: a person's
    holds at least one word besides.

    >>> is_program("Sources-Say v0.2"), is_program("the review bot"), is_program("Ada Machinist")
    (True, True, False)
    """
    seen = "".join(c for c in name if c != "." and unicodedata.category(c) != "Cf")
    apart = fold(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", seen)))
    words = " ".join(re.findall(r"[^\W\d_]+", apart)).replace("sources say", "sourcessay").split()
    machines, around = _words("program_name"), _words("no_name")
    singular = {
        word.removesuffix("s") if word.removesuffix("s") in machines else word for word in words
    }
    return not words or (singular <= machines | around and bool(singular & machines))


def _words(scale: str) -> set[str]:
    return {word for value in values(scale) for word in value.split()}
