"""Who stands beside a deed and did not do it: whoever counts, condemns, suffers or looks on."""

from collections.abc import Mapping

from ..actors.antecedents import saying
from .act_features import rungs
from .act_words import words
from .modality import accused
from .tree import ACTORS, Tree

COUNTING, ONLOOKERS = words("counting"), words("onlooker")
NO_AGENT, MISHAPS, LABOUR = words("no agent"), words("mishap"), words("labour")
NO_ANSWER, AMMUNITION = words("no answer"), words("ammunition")
HOW = frozenset(("in", "by", "during"))
AFTER = frozenset((*HOW, "after", "from", "of"))
WHEN = frozenset(("when", "after", "as", "because", "while", "since"))
BLAMELESS = frozenset(("fight", "battle", "combat"))
OVER = frozenset(("end", "finish", "cease", "conclude", "be"))
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


def mishap(tree: Tree, i: int) -> bool:
    """Whether weather or an accident did it: "hurt when a wave broke in", "killed in a crash"."""
    if tree.lemma[i] in BLAMELESS:  # "fought the flames"
        after = {j for k in tree.kids[i] if tree.lemma[k] == "for" for j in tree.kids[k]}
        if any(tree.lemma[j] in ("life", "survival") for j in after):  # "fighting for their lives"
            return True
        return any(tree.dep[k] == "dobj" and tree.lemma[k] in NO_AGENT for k in tree.kids[i])
    for k in tree.kids[i]:
        below = tree.kids[k]
        if tree.dep[k] == "advcl" and {tree.lower[j] for j in below} & WHEN:
            doers = {tree.lemma[j] for j in below if tree.dep[j] in ("nsubj", "nsubjpass")}
            if doers & (NO_AGENT | MISHAPS) or tree.lemma[k] in MISHAPS:
                return not {tree.dep[j] for j in tree.kids[i]} & {"nsubj", "agent"}
        if tree.dep[k] in ("prep", "agent") and tree.lemma[k] in AFTER:
            causes = {tree.lemma[j] for j in below}
            if causes & MISHAPS:
                return True
    return False


def of_work(tree: Tree, i: int, first: int, last: int) -> bool:
    """Whether a word, or what it threatens, is a strike of workers: of work, not force."""
    strikes = [k for k in (i, *tree.kids[i]) if tree.lemma[k] == "strike"]
    kinds = {tree.lemma[j] for k in strikes for j in tree.kids[k] if tree.dep[j] == "compound"}
    if not strikes or kinds - LABOUR - ACTORS:  # "air strike"
        return False
    span = range(first, last)
    force = any(rungs(tree, k) == ("ASSAULT10",) or tree.lemma[k] in AMMUNITION for k in span)
    return not force and any(tree.pos[k] == "NOUN" and tree.lemma[k] in LABOUR for k in span)


def over(tree: Tree, i: int) -> bool:
    """Whether a strike is said to be at its end: "the strike ended", "the strike is over"."""
    verb = tree.head[i]
    if (
        tree.lemma[i] not in ("strike", "walkout")
        or tree.dep[i] not in ("nsubj", "nsubjpass")
        or tree.lemma[verb] not in OVER
    ):
        return False
    return tree.lemma[verb] != "be" or any(tree.lower[k] == "over" for k in tree.kids[verb])


def of_press(tree: Tree, i: int) -> bool:
    """Whether a medium asks: "a request for comment"."""
    asked = [j for k in tree.kids[i] if tree.lemma[k] == "for" for j in tree.kids[k]]
    return tree.pos[i] == "NOUN" and any(tree.lemma[j] in NO_ANSWER for j in asked)


def told_beside(tree: Tree, i: int, acts: Mapping[int, str]) -> bool:
    """Whether another word tells the same, or none of its own.

    "The strike [shut] the port", "arrested [pickets]", "no [shot] was fired", "[warning] shots".
    """
    act, above, dep = acts[i], tree.head[i], tree.dep[i]
    if act == "SANCTION8":
        return any(tree.dep[k] == "nsubj" and acts.get(k) == "PROTEST8" for k in tree.kids[i])
    if dep in ("compound", "amod"):
        return tree.lemma[above] in AMMUNITION
    people = tree.pos[i] == "NOUN" and tree.lemma[i] in ACTORS
    if people and any(tree.dep[k] == "relcl" and acts.get(k) == "COERCE9" for k in tree.kids[i]):
        return True
    if tree.pos[i] != "NOUN" or dep not in ("dobj", "nsubj", "nsubjpass"):
        return False
    shot = act == acts.get(above) == "ASSAULT10" and tree.lemma[i] in AMMUNITION
    return shot or (people and acts.get(above) == "COERCE9")
