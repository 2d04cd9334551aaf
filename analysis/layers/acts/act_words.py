"""Word classes that frames and roles ask about (lexicons/act_objects.csv).

Aid, forces, light verbs, actors and so on.
"""

from functools import cache

from ...text.lexicon import read_rows


@cache
def classes() -> dict[str, frozenset[str]]:
    """Class → lemmas; those up to "territory" may be used as @class in the ladder's frames."""
    found: dict[str, set[str]] = {}
    for _, row in read_rows("act_objects.csv", ("object_class", "lemma")):
        found.setdefault(row["object_class"], set()).add(row["lemma"])
    return {name: frozenset(lemmas) for name, lemmas in found.items()}


def words(name: str) -> frozenset[str]:
    """Lemmas of one class; KeyError when the file lacks it."""
    return classes()[name]


@cache
def classes_of(lemma: str) -> tuple[str, ...]:
    """The classes that hold a lemma, for features of what stands beside a word."""
    return tuple(name for name, lemmas in classes().items() if lemma in lemmas)
