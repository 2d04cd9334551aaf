"""A candidate cue → what the disambiguator looks at.

Names of features, each true of the candidate.
"""

from collections.abc import Iterator

from .candidate import Candidate

SEEN = "bias"  # with a pattern: the model has weights for it, and decides
SMALL = ("prep", "neg", "aux", "auxpass", "advmod", "det", "poss", "agent")  # told with the word
COMPLEMENTS = ("ccomp", "xcomp", "acl", "relcl", "advcl", "pcomp", "csubj", "oprd", "acomp", "attr")


def features(c: Candidate, category: str) -> list[str]:
    """Features alone, with the family (class and part of speech) and with the cue itself.

    A rare cue leans on its family, a frequent one has weights of its own: the penalty of the model
    strikes the balance.
    category : class of the cue's first line in the lexicon
    """
    plain = [SEEN, *_word(c), *_neighbours(c), *_siblings(c)]
    family = f"{category}:{c.head.pos_}"
    return [*plain, *(f"{family}&{f}" for f in plain), *(f"{c.pattern}&{f}" for f in plain)]


def _word(c: Candidate) -> Iterator[str]:
    head = c.head
    yield from (f"tag={head.tag_}", f"dep={head.dep_}", f"form={head.lower_}")
    if c.first == c.sentence.first:
        yield "first"
    if c.quoted:
        yield "quoted"
    if head.head.i != head.i:
        yield from (f"gp={head.head.tag_}", f"gd={head.head.dep_}")
    for k in c.children:
        yield f"k={k.dep_}"
        if k.dep_ in SMALL:
            yield f"kl={k.dep_}:{k.lower_}"


def _neighbours(c: Candidate) -> Iterator[str]:
    """The words around the cue; a name counts as a name, whosever it is."""
    words = c.words

    def solid(places: range) -> list[int]:
        return [i for i in places if not words.space[i]][:2]

    for side, places in (
        ("-", solid(range(c.first - 1, c.sentence.first - 1, -1))[:1]),
        ("+", solid(range(c.last, c.sentence.last))),
    ):
        word = words.lower[places[0]] if places else side
        yield f"w{side}1=" + ("NAME" if places and words.pos[places[0]] == "PROPN" else word)
        for n, i in enumerate(places, 1):
            yield f"p{side}{n}={words.pos[i]}"


def _siblings(c: Candidate) -> Iterator[str]:
    """What else hangs on the word that the cue bears on."""
    for k in c.siblings if c.clause.i != c.head.i else ():
        dep = k.dep_
        if dep in SMALL and k.i != c.head.i:
            yield f"s={dep}:{k.lower_}"
        elif dep in ("advcl", "mark"):
            opens = k.children if dep == "advcl" else [k]
            marks = [m.lower_ for m in opens if m.dep_ in ("mark", "advmod")]
            yield f"s={dep}:{marks[0] if marks else ''}:{'-' if k.i < c.first else '+'}"
        elif dep in COMPLEMENTS:
            yield f"s={dep}"
