"""Words about people: offices, forms of address, callings, unnamed sources, given names."""

import re
from functools import cache
from typing import NamedTuple

from .lexicon import read_rows
from .plain import fold

PARTIES = frozenset(
    "republican democrat democratic republicans democrats conservative labour team state "
    "sen".split()
)

# what people are called who stand in no list: "miller", "technician"
HUMAN_ENDING = re.compile(
    r"(?:er|or|ist|ian|ant|ee|man|woman|men|women|folk|goer|crat|logue|lete|vist)s?$"
)


class Terms(NamedTuple):
    """Folded words by what they say about a name; gender of those that tell it."""

    office: frozenset[str]
    honorific: frozenset[str]
    before_name: frozenset[str]
    institution: frozenset[str]
    media: frozenset[str]
    not_actor: frozenset[str]
    human: frozenset[str]
    gender: dict[str, str]


@cache
def read_terms() -> dict[str, dict[str, str]]:
    """lexicons/source_types.csv: category → term → gender (empty for most)."""
    terms: dict[str, dict[str, str]] = {}
    for _, row in read_rows("source_types.csv", ("term", "category", "gender")):
        terms.setdefault(row["category"], {})[fold(row["term"])] = row["gender"]
    return terms


@cache
def given_names() -> dict[str, str]:
    """lexicons/given_names.csv: first names that settle whether "he" or "she" may follow."""
    rows = read_rows("given_names.csv", ("name", "gender"))
    return {fold(row["name"]): row["gender"] for _, row in rows}


@cache
def term_sets() -> Terms:
    """The categories of lexicons/source_types.csv as sets, read once."""
    t = read_terms()
    office, honorific, occupation = (frozenset(t[c]) for c in ("office", "honorific", "occupation"))
    gender = {w: g for c in ("office", "honorific", "occupation") for w, g in t[c].items() if g}
    return Terms(
        office,
        honorific,
        office | honorific | occupation | PARTIES,
        frozenset(t["institution_name"]),
        frozenset(t["media_name"]),
        frozenset(t["not_actor"]),
        office | occupation | frozenset(t["anonymous"]),
        gender,
    )


def is_human(word: str) -> bool:
    """Does a folded lemma name people: by the lists, or by its ending ("miller")?"""
    return word in term_sets().human or bool(HUMAN_ENDING.search(word))
