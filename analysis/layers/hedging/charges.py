"""Is a charge, a rumour or a report one that somebody holds?  Context notes of the lexicon."""

from .candidate import Candidate

TALKS = frozenset("speak talk say tell describe discuss agree explain".split())
CONTESTING = frozenset("deny reject refute dismiss dispute contest rebut".split())


def contested(c: Candidate) -> bool:
    """'denied the charge', 'refuted the claim': what one holds and another denies."""
    return c.head.dep_ == "dobj" and c.head.head.lemma_ in CONTESTING


def some(c: Candidate) -> bool:
    """'two blasts were reported': not 'no injuries were reported'."""
    return not any(
        k.dep_ == "nsubjpass" and (k.lower_ == "none" or any(m.lower_ == "no" for m in k.children))
        for k in c.children
    )


def emerged(c: Candidate) -> bool:
    """'It emerged last night that': not 'it emerged from the fog'."""
    places = ("from", "as", "into", "out", "under", "between", "with", "through")
    return not any(k.dep_ == "prep" and k.lower_ in places for k in c.children)


def heard(c: Candidate) -> bool:
    """A rumour that says something: not 'rumour-mongering' and not 'spreading rumours'."""
    return c.head.dep_ != "compound" and not (
        c.head.dep_ == "dobj" and c.head.head.lemma_ == "spread"
    )


def undone(c: Candidate) -> bool:
    """'has not made up its mind'."""
    return any(k.dep_ == "neg" or k.lower_ in ("yet", "never") for k in c.children)


def charged(c: Candidate) -> bool:
    """To charge that something is so: not to charge a fee, a phone or a person in court."""
    acts = any(k.dep_ == "dobj" for k in c.children)
    return any(
        k.dep_ == "ccomp"
        or k.lower_ == "of"
        or (acts and k.lower_ == "with" and any(m.dep_ == "pcomp" for m in k.children))
        for k in c.children
    )


def speaking(c: Candidate) -> bool:
    """On condition that no name is named: of somebody who speaks."""
    return c.clause.lemma_ in TALKS or c.clause.head.lemma_ in TALKS
