"""Vague numbers: 'about 30', 'at least 83', 'more than twenty', 'dozens of'.

A warning about precision, not a hedge.
"""

import re
from typing import Any

from ...text.parse import Parsed, normalise
from ...text.plain import TEENS, TENS, UNITS

WORD = "|".join(UNITS[1:] + TEENS + TENS)
NUMBER = (
    r"(?:[$€£]\s?)?\d[\d.,]*(?:\s?(?:%|percent|per cent|million|billion|thousand))?"
    r"|(?:an? )?(?:hundred|thousand|million|billion|dozen|half|quarter|third)"
    rf"|(?:{WORD})(?:[- ](?:{'|'.join(UNITS)}|hundred|thousand))?"
)
APPROXIMATE = (
    "about|around|roughly|approximately|nearly|almost|some|close to|circa|an estimated"
    "|in the region of|on the order of|give or take|more or less"
)
BOUND = (
    "at least|at most|more than|less than|fewer than|over|under|up to|as many as|as much as"
    "|as few as|no more than|no fewer than|upwards of|well over|well under|just over|just under"
    "|not less than|a minimum of|a maximum of"
)
MANY = (
    "dozens|scores|hundreds|thousands|tens of thousands|hundreds of thousands|millions|billions"
    "|a handful|a number|a couple|a majority"
)
VAGUE = re.compile(
    rf"\b(?:(?P<about>{APPROXIMATE})|(?P<bound>{BOUND}))\s+(?:{NUMBER})\b(?!\s+(?:of those|other))"
    rf"|\b(?P<many>(?:{MANY})\s+of)\b(?=\s+\w)"
    r"|\b(?P<order>\d+[- ]?(?:odd|something|plus)\b|\d+\+(?=\s+\w))",
    re.IGNORECASE,
)
REASONS = {
    "about": "an approximate number",
    "bound": "a bound, not a count",
    "many": "a quantity without a number",
    "order": "an order of magnitude",
}


def find_vagueness(parsed: Parsed) -> list[dict[str, Any]]:
    """Rows of their table, one per vague quantity, sorted by start."""
    rows = []
    for match in VAGUE.finditer(normalise(parsed.article.text)):
        sentence = parsed.sentence_of(match.start())
        if sentence:
            rows.append(
                {
                    "article_id": parsed.article.article_id,
                    "sentence_id": sentence.sentence_id,
                    "start": match.start(),
                    "end": match.end(),
                    "text": parsed.text(*match.span()),
                    "reason": REASONS[match.lastgroup or ""],
                }
            )
    return rows
