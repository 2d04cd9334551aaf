"""The trained part: linear weights over the parse's features (models/acts.npz, made by benchmarks/train_acts.py)."""

from functools import cache
from math import exp

import numpy as np

from ...paths import model_file
from .ladder import Frame, Rung
from .tree import Tree

ROLES = ("actor", "target", "keep")


@cache
def load() -> dict:
    """{"actor" | "target" | "keep": {feature: weight}, "code": {feature: weights by class}, "classes": (...)}."""
    with np.load(model_file("acts.npz"), allow_pickle=False) as file:
        weights = {
            role: dict(zip(file[role + "_names"].tolist(), file[role].tolist())) for role in ROLES
        }
        weights["code"] = dict(zip(file["code_names"].tolist(), file["code"].astype(np.float64)))
        weights["classes"] = tuple(file["classes"].tolist())
    return weights


def probability(weights: dict[str, float], features: list[str]) -> float:
    total = 0.0
    for f in features:
        total += weights.get(f, 0.0)
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


def code_probabilities(weights: dict, features: list[str]) -> np.ndarray:
    """Probability of each class of `weights["classes"]` for one trigger."""
    known = weights["code"]
    total = np.sum(
        [known[f] for f in features if f in known] or [np.zeros(len(weights["classes"]))], axis=0
    )
    total = np.exp(total - total.max())
    return total / total.sum()


def _word(tree: Tree, i: int) -> str:
    """The lemma, but no names: what an actor is called shall not decide what it did."""
    return (
        "NAME"
        if tree.pos[i] == "PROPN" or tree.pos[i] == "ADJ" and tree.text[i][0].isupper()
        else tree.lemma[i]
    )


def code_features(
    tree: Tree, i: int, frame: Frame, lines: list[Rung], roots: dict[int, str]
) -> list[str]:
    """What the kind of act is read from. `roots`: root code that the ladder gives to other words of the sentence."""
    lemma, pos = tree.lemma[i], tree.pos[i]
    features = [
        "bias",
        "r " + lines[0].plover,
        f"r0 {lines[0].plover} {bool(lines[0].conditions)}",
        f"w {lemma}",
    ]
    features += [f"any {line.plover}" for line in lines[1:]]
    for j in frame.objects:
        features += [f"o {_word(tree, j)}", f"wo {lemma} {_word(tree, j)}"]
        if j in roots:
            features += [f"ro {lines[0].plover} {roots[j]}", f"wro {lemma} {roots[j]}"]
        for k in tree.kids[j]:
            if tree.dep[k] in ("amod", "compound"):
                features.append(f"om {_word(tree, k)}")
                if k in roots:
                    features.append(f"rom {lines[0].plover} {roots[k]}")
            elif tree.dep[k] == "prep" or tree.dep[k] == "acl":
                for m in tree.kids[k]:
                    if m in roots:
                        features.append(f"rop {lines[0].plover} {roots[m]}")
    for preposition, heads in frame.preps.items():
        features += [f"p {preposition}", f"wp {lemma} {preposition}"]
        for j in heads:
            features.append(f"po {_word(tree, j)}")
            if j in roots:
                features.append(f"rp {lines[0].plover} {preposition} {roots[j]}")
    for j in frame.clauses:
        features += [f"x {tree.lemma[j]}", f"wx {lines[0].plover} {tree.dep[j]}"]
        if j in roots:
            features.append(f"rx {lines[0].plover} {roots[j]}")
        for k in tree.kids[j]:
            if tree.dep[k] == "dobj":
                features.append(f"xo {_word(tree, k)}")
                if k in roots:
                    features.append(f"rxo {lines[0].plover} {roots[k]}")
    features += (
        ["m " + m for m in frame.modals]
        + ["a " + m for m in frame.modifiers]
        + ["t " + p for p in frame.particles]
    )
    head = tree.head[i]
    if head != i:
        features += [f"h {tree.dep[i]} {_word(tree, head)}", f"d {tree.dep[i]} {pos}"]
        if head in roots:
            features.append(f"rh {tree.dep[i]} {roots[head]} {lines[0].plover}")
    for j in frame.subject:
        features.append(f"s {_word(tree, j)}")
    return features


def keep_features(
    tree: Tree,
    i: int,
    lines: list[Rung],
    p_actor: float,
    p_target: float,
    p_code: float,
    done: bool,
    main: bool = False,
) -> list[str]:
    """What tells the acts a sentence is about from words that merely name one."""
    line = lines[0]
    while (
        tree.dep[i] in ("conj", "xcomp") and tree.pos[i] == "VERB"
    ):  # "raided and arrested", "began arresting": as good as the first verb
        i = tree.head[i]
    dep, pos = tree.dep[i], tree.pos[i]
    if main:
        dep = "ROOT"
    if pos == "NOUN":
        dep = "done" if done else "named"
    return [
        "bias",
        f"pos {pos} {dep}",
        f"cond {min(len(line.conditions), 2)}",
        f"r {line.plover}",
        f"rp {line.plover} {pos}",
        f"w {line.trigger} {pos}",
        f"a {int(5 * p_actor)}",
        f"t {int(5 * p_target)}",
        f"c {int(5 * p_code)}",
        f"at {int(3 * p_actor)} {int(3 * p_target)}",
    ]
