"""How an act is put: negated, alleged, conditional, hedged, planned or asserted."""

from collections.abc import Iterable, Mapping
from typing import Any

from ...text.parse import Parsed
from .act_words import words
from .tree import Tree

FUTURE = {"will", "shall", "'ll", "wo", "sha", "gonna"}
INTENTION = words("intention")
MAYBE = {"may", "might", "could", "would", "can"}
HEDGES = words("hedging modifier")
UNSURE = {"POSS", "PROB", "INF", "BEL", "HEAR", "ALLEG", "ANON", "OPEN", "NOCONF"}
SEEMING = words("seeming verb")
NEGATIVE = {"no", "not", "n't", "never", "neither", "nor", "without", "hardly", "nobody", "none"}
CHARGES = words("charge")
ALLEGED = frozenset("alleged suspected allegedly accused purported supposed".split())


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


def spine(tree: Tree, i: int) -> list[int]:
    """The trigger and the words above it that carry its tense, modals and negation.

    Light verbs, infinitives, first conjuncts.
    """
    chain = [i]
    for _ in range(5):
        node = chain[-1]
        dep, head = tree.dep[node], tree.head[node]
        if head == node:
            break
        nominal = tree.pos[node] in ("NOUN", "PROPN")
        if (
            (
                dep == "xcomp"
                or (
                    nominal
                    and dep in ("dobj", "nsubjpass", "attr", "nsubj", "pobj", "prep")
                    and node == i
                )
            )
            or (dep == "prep" and len(chain) > 1)
            or (
                dep == "conj"
                and not any(tree.dep[k] in ("nsubj", "nsubjpass", "aux") for k in tree.kids[node])
            )
        ):
            chain.append(head)
        elif dep in ("pcomp", "acomp") and (
            dep == "acomp" or tree.lemma[tree.head[head]] in ("responsible", "capable")
        ):
            chain += [head, tree.head[head]] if dep == "pcomp" else [head]
        else:
            break
    return chain


def modality_of(
    tree: Tree, i: int, hedges: dict[int, str] | None = None, of_content: bool = False
) -> str:
    """The first that fits of negated, alleged, conditional, hedged, planned; else asserted.

    hedges : token index → category of the hedge cue that stands there (rows of the table `hedges`)
    of_content : conditions of what is said count too: "threatened to strike if …"
    """
    chain, hedges = spine(tree, i), hedges or {}
    verb = next((n for n in chain if tree.pos[n] in ("VERB", "AUX")), i)
    kids = [k for n in chain for k in tree.kids[n]]
    lower = {
        tree.lower[k]
        for k in kids
        if tree.dep[k] in ("aux", "neg", "advmod", "det", "amod", "mark", "preconj")
    }
    if any(tree.dep[k] == "neg" and tree.lower[k] in NEGATIVE for k in kids) or _no(tree, chain):
        return "negated"
    if _alleged(tree, chain, lower):
        return "alleged"
    content = [k for k in tree.kids[i] if of_content and tree.dep[k] in ("xcomp", "ccomp")]
    if _conditional(tree, chain + content, verb):
        return "conditional"
    above = {tree.lemma[n] for n in chain[1:]}
    near = [
        k for k in kids if tree.dep[k] in ("aux", "advmod", "amod", "mark", "acomp", "npadvmod")
    ]
    if tree.dep[verb] == "ccomp":
        near.append(tree.head[verb])
    seen = {hedges[k] for k in [*near, *chain[1:]] if k in hedges and k not in (i, verb)}
    if lower & (MAYBE | HEDGES) or above & SEEMING or seen & UNSURE:
        return "hedged"
    going = any(tree.lower[n] == "going" for n in chain[1:])
    if lower & FUTURE or going or above & INTENTION or _to_be(tree, verb):
        return "planned"
    return "conditional" if "COND" in seen else "asserted"


def _alleged(tree: Tree, chain: list[int], lower: set[str]) -> bool:
    """The content of a charge: "alleged raids", "accused the firm of bombing", "for mining"."""
    if lower & ALLEGED:
        return True
    for node in chain:
        above = tree.head[node]
        if tree.dep[node] in ("pcomp", "pobj") and tree.lemma[above] in ("of", "for", "with"):
            above = tree.head[above]
            if tree.lemma[above] in CHARGES and above != node:
                return True
        elif tree.dep[node] == "ccomp" and tree.lemma[above] in ("allege", "accuse"):
            return True
    return False


def _no(tree: Tree, chain: list[int]) -> bool:
    for n in chain:
        if (tree.dep[n] == "pcomp" and tree.lower[tree.head[n]] == "without") or (
            tree.dep[n] == "pobj" and tree.lower[tree.head[n]] == "without"
        ):
            return True
        for k in tree.kids[n]:
            if tree.dep[k] == "det" and tree.lower[k] in ("no", "neither") and n == chain[0]:
                return True
            if tree.dep[k] in ("nsubj", "nsubjpass") and (
                tree.lower[k] in ("nobody", "none", "neither")
                or any(
                    tree.lower[d] in ("no", "neither") and tree.dep[d] == "det"
                    for d in tree.kids[k]
                )
            ):
                return True
    return False


def _conditional(tree: Tree, chain: list[int], verb: int) -> bool:
    for n in [*chain, verb]:
        if any(
            tree.dep[k] == "mark" and tree.lower[k] in ("if", "unless", "lest", "whether")
            for k in tree.kids[n]
        ):
            return True
        for k in tree.kids[n]:
            if tree.dep[k] == "advcl" and any(
                (tree.dep[m] in ("mark", "aux", "advmod") and tree.lower[m] in ("if", "unless"))
                or (
                    tree.lower[m] == "should"
                    and m < k
                    and tree.dep[m] == "aux"
                    and m == min(tree.kids[k])
                )
                for m in tree.kids[k]
            ):
                return True
    return False


def _to_be(tree: Tree, verb: int) -> bool:
    """As in "is to visit", "are set to meet": an infinitive under a form of be."""
    kids = tree.kids[verb]
    return (
        any(tree.dep[k] == "aux" and tree.lower[k] == "to" for k in kids)
        and tree.dep[verb] == "xcomp"
        and tree.lemma[tree.head[verb]] in ("be", "set", "about")
    )
