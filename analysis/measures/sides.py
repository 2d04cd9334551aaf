"""Whom does a phrase name, and whose side is an actor, or a body that a text names, on?"""

import re
from collections.abc import Mapping

from ..text.terms import read_terms
from .calendar import names

STRAY = re.compile(r"[()\[\]{}“”\"«»„]")
ENDS = re.compile(
    r"^[\s,;:.–—-]+|[\s,;:.–—-]+$|^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:19|20)\d\d|"
    r"and|or|of|by|that|which|who)\b\s*|\s+(?:and|or|of|by|the|a|an|in|on|to|with)$",
    re.IGNORECASE,
)
PRONOUN = re.compile(
    r"i|me|we|us|you|s?he|him|her|it|they|them|th(?:is|at|ese|ose)|who|which|both|all|one|"
    r"(?:any|some|no|every)(?:body|one|thing)|its|their|his|others?|the|an?",
    re.IGNORECASE,
)
AWAY = re.compile(  # "the embassy in Sylvania" is not Sylvania's
    r"\b(?:in|at|near|against|on|to|with|for|from|over|inside|outside)(?: the)? (?:[A-Z]\S* ?)+"
)


def tidy(words: str) -> str:
    """A phrase for a party as a reader may take it; "" for a pronoun or mere debris.

    Days, numbers of years, stray brackets and quotation marks at its ends fall away.

    >>> [tidy(words) for words in ("Friday Ostrane", "2029 Talvian aircraft", "(the fleet", "it")]
    ['Ostrane', 'Talvian aircraft', 'the fleet', '']
    """
    parts = []
    for part in words.split(";"):
        part = STRAY.sub("", part)
        while (shorter := ENDS.sub("", part)) != part:
            part = shorter
        if part and not PRONOUN.fullmatch(part):
            parts.append(part)
    return "; ".join(dict.fromkeys(parts))


def side_of(cell: str, sides: Mapping[str, str]) -> str:
    """The side of those names in a cell that have one; "" for none, or for more than one side.

    >>> side_of("Navy; crew", {"Navy": "Freedonia", "Crown": "Sylvania"})
    'Freedonia'
    >>> side_of("Navy; Crown", {"Navy": "Freedonia", "Crown": "Sylvania"})
    ''
    """
    found = {sides[name] for name in names(cell) if sides.get(name)}
    return found.pop() if len(found) == 1 else ""


def side_of_body(source: str, sides: Mapping[str, str]) -> str:
    """The side of a public body that a source names by a side's own word; "" for none or several.

    source : as it is written · sides : `Case.sides`, which holds states by every word for them

    >>> sides = {"Freedonia": "F", "Freedonian": "F", "Sylvania": "S"}
    >>> [side_of_body(body, sides) for body in ("the Freedonian border command", "Sylvania's navy",
    ...     "the embassy in Sylvania", "the Union of Freedonian Bakers", "a Freedonian official")]
    ['F', 'S', '', '', '']
    """
    words, terms = re.findall(r"\w+", source.lower()), read_terms()
    body = set(words) & terms["institution"].keys() and set(words) & terms["public_body"].keys()
    if not body or "party" in words or "opposition" in words:
        return ""
    found = {
        sides[name]
        for name in sides
        if re.search(rf"(?<!\w)(?<!-){re.escape(name)}(?!\w)", AWAY.sub(" ", source))
    }
    return found.pop() if len(found) == 1 else ""
