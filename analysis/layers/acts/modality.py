"""How an act is put: negated, alleged, conditional, hedged, planned or asserted."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from ...text.linear import load_heads
from ...text.parse import Parsed
from .act_features import MODEL, word_class
from .act_words import classes_of, words
from .tree import Tree

NEGATIVE = frozenset("no not n't never neither nor hardly nobody none nothing".split())
CONTENT = frozenset("dobj pobj prep pcomp ccomp acl compound nmod".split())
FINITE = frozenset(("VBD", "VBZ", "VBP"))
HEDGING = words("hedging modifier")
SPOKEN = frozenset("aux neg advmod det amod mark acomp npadvmod prt auxpass preconj".split())
PARTS = frozenset(("nsubj", "nsubjpass", "dobj", "attr"))
IFS = frozenset(("if", "unless"))
NEAR = 3  # steps up to which a word's surroundings are read


def hedge_cues(parsed: Parsed, hedges: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """Token index → category of the hedge cue that stands there (rows of the table `hedges`)."""
    spans = [(h["start"], h["end"], h["category"]) for h in hedges]
    cues: dict[int, str] = {}
    n = 0
    for token in parsed.tokens if spans else ():
        while n < len(spans) and spans[n][1] <= token.idx:
            n += 1
        if n < len(spans) and spans[n][0] <= token.idx:
            cues[token.i] = spans[n][2]
    return cues


def modality_of(tree: Tree, i: int, act: str, cues: Mapping[int, str]) -> str:
    """The likeliest of asserted, hedged, conditional, negated, planned and alleged."""
    verb = tree.head[i]
    if tree.dep[i] == "nsubj" and tree.pos[i] == "NOUN" and _supposed(tree, i, verb):
        return "conditional"
    head = load_heads(MODEL)["modality"]
    scores = head.scores([modality_features(tree, i, act, cues)], np.zeros((1, 1), np.float32))
    found = head.classes[int(scores[0].argmax())]
    if found == "planned" and any(tree.dep[k] == "neg" for k in tree.kids[i]):
        return "negated"  # "we will not apologise" is no apology to come
    return found


def _supposed(tree: Tree, i: int, verb: int) -> bool:
    """Whether a noun tells what is only thought of: "an attack would drown the valley"."""
    any_ = any(tree.lower[k] in ("a", "an", "any", "another") for k in tree.kids[i])
    return any_ and any(tree.lower[k] in ("would", "could", "'d") for k in tree.kids[verb])


def modality_features(tree: Tree, i: int, act: str, cues: Mapping[int, str]) -> list[str]:
    """What the head of modality sees of an act: the words above it and what hangs on them.

    act : root code and rung · cues : `hedge_cues`
    """
    root, kind, chain = act.rstrip("0123456789"), word_class(tree, i), _above(tree, i)
    found = ["b", "root " + root, f"root {root} {kind}", f"tag {tree.tag[i]}"]
    found += [f"lemma {tree.lemma[i]}", f"dep {tree.dep[i]} {kind}", _content_of(tree, chain)]
    for step, n in enumerate(chain):
        where = "own" if not step else "up" if step < NEAR else "far"
        below = [k for k in tree.kids[n] if k not in chain]
        parts = [j for k in below if tree.dep[k] in PARTS for j in range(tree.left_edge(k), k)]
        negative = any(tree.lower[k] in NEGATIVE for k in [*below, *parts])
        if negative or (step and tree.lower[n] in (*NEGATIVE, "without")):
            above = tree.lemma[n] if step else ""
            found += [f"negative {where} {more}" for more in ("", above, kind)]
        if step:
            dep = tree.dep[chain[step - 1]]
            found += [f"{where} {tree.lemma[n]}", f"{where} {dep} {tree.lemma[n]}"]
            found += [f"{where} {dep} {tree.tag[n]}"]
            of, places = classes_of(tree.lemma[n]), (where, f"{where} {dep}")
            found += [f"{name} {place}" for name in of for place in places]
        if n in cues:
            found.append(f"cue {where} {cues[n]}")
        if where != "far":
            found += [part for k in below for part in _beside(tree, k, where, kind, cues)]
    return found


def _above(tree: Tree, i: int) -> list[int]:
    """The word and four above it, less the verb that a verb with a tense of its own is joined to.

    "did not withdraw and shelled the port", "denied the charge and said its drones had struck"
    """
    chain = tree.up(i, 6)
    joined = {
        above
        for n, above in pairwise(chain)
        if tree.dep[n] == "conj" and tree.pos[above] in ("VERB", "AUX") and _own_tense(tree, n)
    }
    return [n for n in chain if n not in joined][:5]


def _content_of(tree: Tree, chain: list[int]) -> str:
    """The verb whose object or content it is: "denied any part in the [killing]"."""
    for n, above in pairwise(chain):
        if tree.dep[n] not in CONTENT:
            break
        if tree.pos[above] == "VERB":
            return f"content {tree.lemma[above]}"
    return "content"


def _own_tense(tree: Tree, n: int) -> bool:
    return tree.tag[n] in FINITE or any(tree.dep[k] in ("aux", "auxpass") for k in tree.kids[n])


def _beside(tree: Tree, k: int, where: str, kind: str, cues: Mapping[int, str]) -> list[str]:
    """What one word under the act, or under a word above it, says of it."""
    dep, word = tree.dep[k], tree.lower[k]
    found = [f"{where} {dep}"]
    if dep in SPOKEN:
        found += [f"{word} {dep}", f"{where} {word} {dep}", f"{where} {word} {dep} {kind}"]
        found += [f"modifier {where}"] * (word in HEDGING)
    if k in cues:
        found += ["cue " + cues[k], f"cue {where} {dep} {cues[k]}"]
    if dep in ("advcl", "xcomp", "ccomp"):  # "unless it withdrew"
        words_ = {tree.lower[m] for j in (k, *tree.kids[k]) for m in tree.kids[j]
                  if tree.dep[m] in ("mark", "aux", "advmod")}  # fmt: skip
        found += [f"clause {dep} {joint}" for joint in sorted(words_)]
    return found


def leaves_open(tree: Tree, i: int) -> bool:
    """Whether it denies no more than it confirms: "neither confirmed nor denied", "or deny"."""
    first = tree.lemma[tree.head[i]]
    return tree.lemma[i] == "deny" and tree.dep[i] == "conj" and first == "confirm"


def looks_ahead(tree: Tree, i: int) -> bool:
    """Whether a modal or a condition puts it ahead: "may recall", "if it went on"."""
    near = tree.up(i, 3)
    verb = next((n for n in near if tree.pos[n] in ("VERB", "AUX")), i)
    modal = any(tree.tag[k] == "MD" for k in tree.kids[verb])
    done = any(tree.lemma[k] == "have" and tree.dep[k] == "aux" for k in tree.kids[verb])
    return (modal and not done) or any(tree.lower[k] in IFS for n in near for k in tree.kids[n])
