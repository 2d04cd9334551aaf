"""Acts that a verb tells together with another word: rows of the ladder."""

from .act_features import rungs
from .ladder import ladder
from .tree import Tree


def phrase_act(tree: Tree, i: int) -> tuple[str, bool]:
    """(act, whether the words alone are enough) of a verb and a word under it; ("", False).

    "called off", "held responsible", "used tear gas", "removed troops". Of two acts of one row the
    second is meant where the object is what brings both sides together.
    """
    if tree.pos[i] != "VERB":
        return "", False
    objects = [k for k in tree.kids[i] if tree.dep[k] in ("dobj", "nsubjpass")]
    after = [j for k in objects for j in tree.kids[k] if j > k and tree.pos[j] == "ADJ"]
    for k in [*tree.kids[i], *after]:  # "held the militia responsible"
        acts = ladder().get((f"{tree.lemma[i]} {tree.lemma[k]}", "VERB"), ())
        if acts:
            joint = any({"CONSULT0", "AGREE0"} & set(rungs(tree, j)) for j in objects)
            return acts[-1 if joint else 0], tree.pos[k] in ("NOUN", "ADJ")
    return "", False
