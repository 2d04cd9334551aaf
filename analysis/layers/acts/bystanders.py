"""Who stands beside a deed and did not do it: whoever counts, condemns, suffers or looks on."""

from ..actors.antecedents import saying
from .act_features import rungs
from .act_words import words
from .modality import accused
from .tree import Tree

COUNTING, ONLOOKERS = words("counting"), words("onlooker")
HOW = frozenset(("in", "by", "during"))
DYING = frozenset(("die", "perish", "succumb"))


def only_tells(tree: Tree, i: int, who: int) -> bool:
    """Whether somebody only counts, condemns or suffers: "X put the number of killed at 9".

    Who says that four were killed may have done it, unless it is one of those who look on.
    """
    verb = tree.head[who]
    if verb == i or tree.dep[who] not in ("nsubj", "nsubjpass"):
        return False
    if i in hows(tree, verb) and ("ASSAULT10" in rungs(tree, verb) or tree.lemma[verb] in DYING):
        return True
    counts = tree.lemma[verb] in COUNTING
    if tree.pos[i] == "NOUN":
        judges = {rung[:6] for rung in rungs(tree, verb)} == {"ACCUSE"}
        judges |= counts and tree.lemma[verb] != "put"  # "put sanctions on"
        return tree.head[i] == verb and tree.dep[i] == "dobj" and judges
    if not any(tree.dep[k] in ("nsubjpass", "auxpass") for k in tree.kids[i]):
        return tree.dep[i] == "acl" and counts
    looks_on = not ONLOOKERS.isdisjoint(tree.lemma[k] for k in (who, *tree.kids[who]))
    return counts or (looks_on and tree.lemma[verb] in saying())


def undergoes(tree: Tree, i: int, who: int) -> bool:
    """Whether somebody is what a passive verb over a noun is done to: "was taken into custody"."""
    verb = tree.head[who]
    over = tree.dep[who] == "nsubjpass" and verb in tree.up(i, 4)
    return tree.pos[i] == "NOUN" and over and accused(tree, i) is None


def hows(tree: Tree, verb: int) -> list[int]:
    """Nouns that tell how: "in police firing", "by shelling"."""
    ways = [k for k in tree.kids[verb] if tree.lemma[k] in HOW and tree.dep[k] in ("prep", "agent")]
    return [j for k in ways for j in tree.kids[k] if tree.pos[j] == "NOUN"]
