"""The values a register field may hold, and what they mean (`lexicons/scales.csv`)."""

from functools import cache

from ..text.lexicon import read_rows


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(row for _, row in read_rows("scales.csv", ("scale", "value", "meaning")))


def values(scale: str) -> tuple[str, ...]:
    """The values of a scale (status, scope, source_reliability, info_credibility, likelihood, confidence, stance,
    lineage, anchor), in their order."""
    return tuple(row["value"] for row in _rows() if row["scale"] == scale)


def meaning(scale: str, value: str) -> str:
    """What a value means, in words; "" when the scale does not know it."""
    return next(
        (row["meaning"] for row in _rows() if (row["scale"], row["value"]) == (scale, value)), ""
    )


def machine_statuses() -> tuple[str, ...]:
    """The statuses that a machine may suggest; the others are for people only."""
    return tuple(
        row["value"] for row in _rows() if row["scale"] == "status" and row["set_by"] == "both"
    )
