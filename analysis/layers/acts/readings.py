"""Which words of a text tell an act, which act, and which phrases take part in it."""

from dataclasses import dataclass, replace

import numpy as np

from ...text.parse import Parsed, Sentence
from ..actors.names import Mention
from .act_features import Around, act_features, candidates, carrier, may_tell, role_features, rungs
from .act_heads import Floats, Head, load, softmax
from .act_words import words
from .parties import THERE, coordinated
from .tree import Tree

LEAST = 0.4  # readings below are none
OPEN_LEAST = 0.5  # the same for words that the ladder does not hold
NO_AGENT, NO_ANSWER = words("no agent"), words("no answer")
WISHES = frozenset(("REQUEST", "AGREE", "THREATEN"))
CONTENT_OF = {  # what these acts ask, offer, threaten or refuse is no act of its own
    "xcomp": WISHES | {"REJECT"},
    "ccomp": WISHES,
    "dobj": WISHES | {"REJECT"},
    "pobj": WISHES,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One act as tokens: heads of phrases, empty where the sentence names nobody."""

    trigger: int
    sentence: Sentence
    act: str
    actors: list[int]
    targets: list[int]
    place: list[int]
    score: float


def read(parsed: Parsed, tree: Tree, named: dict[int, Mention], vectors: Floats) -> list[Reading]:
    """The acts of a text in the order of their words."""
    heads = load()
    tellers = [
        (i, s) for s in parsed.sentences for i in range(s.first, s.last) if may_tell(tree, i)
    ]
    if not tellers:
        return []
    at = [i for i, _ in tellers]
    head = heads["act"]
    quotes = [parsed.quote_of(at) for at in tree.idx]
    around = Around(
        {i: m.actor_kind or "unknown" for i, m in named.items()},
        [quote is not None and quote.kind == "speech" for quote in quotes],
    )
    features = [act_features(tree, i) for i in at]
    likely = softmax(head.scores(features, vectors[at] @ head.dense))
    none = head.classes.index("-")
    score = 1 - likely[:, none]
    likely[:, none] = 0
    found = {
        i: (s, head.classes[likely[n].argmax()], float(score[n]))
        for n, (i, s) in enumerate(tellers)
        if score[n] >= (LEAST if rungs(tree, i) else OPEN_LEAST)
    }
    _one_act_each(tree, found)
    roles = {role: vectors @ heads[role].dense for role in ("actor", "target")}
    readings = [_reading(tree, i, told, named, heads, roles, around) for i, told in found.items()]
    return [_with_doer(tree, reading, readings) for reading in readings]


def _with_doer(tree: Tree, reading: Reading, others: list[Reading]) -> Reading:
    """The same with who acts in the noun that tells how: "two were killed in police firing"."""
    if reading.actors or reading.act != "ASSAULT10":
        return reading
    for other in others:
        how = tree.head[other.trigger]
        inside = tree.dep[other.trigger] == "pobj" and tree.lemma[how] in ("in", "by", "during")
        if inside and tree.head[how] == reading.trigger and other.act == reading.act:
            return replace(reading, actors=other.actors)
    return reading


def _one_act_each(tree: Tree, found: dict[int, tuple[Sentence, str, float]]) -> None:
    """Leave out light verbs ("carried out a strike") and contents ("rejected talks")."""
    for i in [i for i in found if tree.pos[i] == "NOUN"]:
        light = carrier(tree, i)
        if light in found:
            own = rungs(tree, light) and found[light][2] >= found[i][2]
            found.pop(i if own else light)
    for i in list(found):
        above, dep = tree.head[i], tree.dep[i]
        if _nobody(tree, i, found):
            found.pop(i)
            continue
        if dep == "pobj" and tree.lemma[above] in ("for", "with", "to"):
            above = tree.head[above]
        root = found[above][1].rstrip("0123456789") if above in found and above != i else ""
        if root in CONTENT_OF.get(dep, ()):
            found.pop(i)


def _nobody(tree: Tree, i: int, found: dict[int, tuple[Sentence, str, float]]) -> bool:
    """Weather and accidents do not act; "declined to comment" is no refusal; one blow is one act.

    "shelled Kell, killing four" is told by its first verb.
    """
    kids = tree.kids[i]
    shared = tree.kids[tree.head[i]] if tree.dep[i] == "conj" else []
    doers = {tree.lemma[k] for k in (*kids, *shared) if tree.dep[k] == "nsubj"}
    doers |= {tree.lemma[j] for k in kids if tree.dep[k] == "agent" for j in tree.kids[k]}
    said = {tree.lemma[k] for k in kids if tree.dep[k] == "xcomp"}
    head = tree.head[i]
    result = tree.dep[i] == "advcl" and tree.tag[i] == "VBG" and head in found
    return bool(
        doers & NO_AGENT
        or (tree.lemma[i] in ("decline", "refuse") and said & NO_ANSWER)
        or (result and {found[i][1], found[head][1]} == {"ASSAULT10"})
    )  # fmt: skip


def _reading(
    tree: Tree,
    i: int,
    told: tuple[Sentence, str, float],
    named: dict[int, Mention],
    heads: dict[str, Head],
    roles: dict[str, Floats],
    around: Around,
) -> Reading:
    sentence, act, score = told
    pairs = candidates(tree, i, sentence.first, sentence.last)
    features = role_features(tree, i, act, pairs, around)
    at = [k for k, _ in pairs]
    actor = _best(heads["actor"], features, roles["actor"][at], at, set())
    actors = coordinated(tree, actor, i) if actor >= 0 else []
    taken = set().union(*(tree.whole(k) for k in actors)) if actors else set()
    target = _best(heads["target"], features, roles["target"][at], at, taken)
    targets = [k for k in coordinated(tree, target, i) if k not in taken] if target >= 0 else []
    if sides := _sides(tree, i):
        actors, targets = sides[:1], sides[1:]
    place = []
    if targets and target in dict(pairs) and _is_place(tree, target, dict(pairs)[target], named):
        targets, place = [], [target]
    return Reading(i, sentence, act, actors, targets, place, score)


def _sides(tree: Tree, i: int) -> list[int]:
    """Both sides of a noun: "clashes between A and B"."""
    for k in tree.kids[i]:
        if tree.lemma[k] == "between" and tree.dep[k] == "prep":
            return [j for n in tree.kids[k] if tree.dep[n] == "pobj" for j in tree.conjuncts(n)]
    return []


def _is_place(tree: Tree, i: int, steps: tuple[str, ...], named: dict[int, Mention]) -> bool:
    """Whether it says where ("near Kell"): a place is a target only as its state or body."""
    kind = named[i].actor_kind if i in named else "place" if tree.pos[i] == "PROPN" else ""
    return kind in ("place", "") and steps[-1] in {f"prep_{word}" for word in THERE - {"on"}}


def _best(
    head: Head, features: list[list[str]], dense: Floats, at: list[int], taken: set[int]
) -> int:
    """The likeliest phrase for a role; -1 where nobody is likelier, which `features` begin with."""
    scores = head.scores(features, np.vstack([np.zeros((1, 1), np.float32), dense]))[:, 0]
    free = [n for n, k in enumerate(at, 1) if k not in taken]
    best = max(free, key=lambda n: (scores[n], -n), default=0)
    return at[best - 1] if best and scores[best] > scores[0] else -1
