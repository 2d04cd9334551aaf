"""Acts that a verb tells together with another word: rows of the ladder, and what is stopped."""

from .act_features import rungs
from .act_words import words
from .ladder import ladder
from .tree import Tree

STOPS, TRAFFIC, BLOWS = words("stopping"), words("traffic"), words("blow")
ANY = frozenset(("any", "every", "each"))
QUESTIONS = frozenset(("question", "call", "letter", "query", "demand", "need", "criticism"))
STOPPED = {  # what a stopped object does or is, and what stopping it is then
    "AID0": "SANCTION8",
    "COOPERATE0": "SANCTION8",
    "CONSULT0": "REJECT4",
    "ASSAULT10": "RETREAT0",
    "MOBILIZE8": "RETREAT0",
    "SANCTION8": "CONCEDE0",
    "COERCE9": "CONCEDE0",
}


def phrase_act(tree: Tree, i: int) -> tuple[str, bool]:
    """(act, whether the words alone are enough) of a verb and a word under it; ("", False).

    "called off", "held responsible", "used tear gas", "removed troops", "suspended aid". Of two
    acts of one row the second is meant where the object is what brings both sides together.
    """
    if tree.pos[i] != "VERB":
        return "", False
    kids = tree.kids[i]
    objects = [k for k in kids if tree.dep[k] in ("dobj", "nsubjpass")]
    after = [j for k in objects for j in tree.kids[k] if j > k and tree.pos[j] == "ADJ"]
    for k in [*kids, *after]:  # "held the militia responsible"
        acts = ladder().get((f"{tree.lemma[i]} {tree.lemma[k]}", "VERB"), ())
        if acts:
            joint = any({"CONSULT0", "AGREE0"} & set(rungs(tree, j)) for j in objects)
            return acts[-1 if joint else 0], tree.pos[k] in ("NOUN", "ADJ")
    if tree.lemma[i] in ("meet", "answer") and _would_be_met(tree, i):
        return "THREATEN7", True
    if tree.lemma[i] in STOPS and any(tree.lemma[k] in TRAFFIC for k in objects):
        return "SANCTION8", False
    for k in objects if tree.lemma[i] in STOPS else ():
        for j in (k, *sorted(tree.below(k))):
            for rung in rungs(tree, j):
                if rung in STOPPED and tree.pos[j] == "NOUN":
                    return STOPPED[rung], rung == "AID0"
    return "", False


def _would_be_met(tree: Tree, i: int) -> bool:
    """Whether it says what a deed would bring: "any attack would be met", "answer every blow"."""
    kids = tree.kids[i]
    done = "nsubjpass" if any(tree.dep[k] == "auxpass" for k in kids) else "dobj"
    deeds = [k for k in kids if tree.dep[k] == done and tree.lemma[k] not in QUESTIONS]
    ahead = {tree.lower[k] for k in kids if tree.dep[k] == "aux"} & {"will", "would", "'ll"}
    blows = {tree.lemma[j] for k in kids if tree.lower[k] == "with" for j in tree.kids[k]} & BLOWS
    any_ = any(tree.lower[j] in ANY for k in deeds for j in tree.kids[k])
    return bool(deeds and ahead and (blows or (any_ and tree.lemma[i] == "answer")))
