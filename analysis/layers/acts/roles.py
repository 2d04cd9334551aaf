"""Who acts on whom: noun phrases around a trigger, told apart by the path that leads to them."""

from .act_words import words
from .ladder import Frame, Rung
from .tree import ACTORS, NOMINAL, Tree

LONGEST = 7
OUTSIDE = {"^advcl", "^ccomp", "^parataxis"}
UNTARGETED = {
    "alert",
    "strike",
    "work",
    "custody",
    "emergency",
    "state",
    "place",
    "office",
    "power",
    "way",
    "part",
    "order",
}
ABSTRACT = words("abstract")
ORIGIN = ("an", "ese", "ish", "i", "ch")
PERSONAL = {
    "i",
    "we",
    "he",
    "she",
    "they",
    "it",
    "us",
    "him",
    "her",
    "them",
    "me",
}  # stand for names and are read like names
TIMES = words("time")


def candidates(
    tree: Tree, trigger: int, first: int, last: int, carrier: int = -1
) -> list[tuple[int, tuple[str, ...]]]:
    """(head of a noun phrase, path from the trigger): "^xcomp", "nsubj" reads up through an infinitive, down to its subject.

    carrier : the light verb of a noun ("made" of "made a threat"), one step away however it is reached ("took part in attacks")
    A preposition and its object make one step ("prep_against"); an adjective of origin counts ("Israeli strikes").
    """
    above = {trigger: ()}
    node, path = trigger, ()
    while tree.head[node] != node and len(path) < LONGEST:
        edge = _edge(tree, node)
        node = tree.head[node]
        path = ("^light",) if node == carrier else path + ("^" + edge,) if edge else path
        above.setdefault(node, path)
    head, pronoun = tree.head[trigger], None
    if tree.dep[trigger] in ("relcl", "acl") and tree.pos[head] in NOMINAL:
        above[head], pronoun = _relative(tree, trigger)
    found, memo = [], dict(above)
    for i in range(first, last):
        if i in (trigger, pronoun) or not _may_act(tree, i):
            continue
        steps = _path(tree, i, memo)
        if (
            steps is not None
            and len(steps) <= LONGEST
            and not (i in above and tree.pos[i] not in NOMINAL)
        ):
            found.append((i, steps))
    return found


def _relative(tree: Tree, verb: int) -> tuple[tuple[str], int | None]:
    """The part that a noun plays in the clause that describes it, and the pronoun that stands for it there."""
    for k in tree.kids[verb]:
        if tree.tag[k] in ("WDT", "WP") and tree.dep[k] in ("nsubj", "nsubjpass", "dobj"):
            return (tree.dep[k],), k
    if tree.dep[verb] == "acl":
        return (
            "dobj" if tree.tag[verb] == "VBN" else "nsubj" if tree.tag[verb] == "VBG" else "^acl",
        ), None
    return ("dobj" if any(tree.dep[k] == "nsubj" for k in tree.kids[verb]) else "^relcl",), None


def _may_act(tree: Tree, i: int) -> bool:
    pos, dep = tree.pos[i], tree.dep[i]
    if dep in ("compound", "amod", "nmod"):
        return (
            tree.text[i][0].isupper()
            and pos in ("PROPN", "ADJ")
            and not (i in tree.opening and pos == "ADJ" and not tree.lower[i].endswith(ORIGIN))
        )
    return (
        pos in NOMINAL
        and dep not in ("nummod", "quantmod", "npadvmod", "expl")
        and tree.lemma[i] not in TIMES
    )


def _path(tree: Tree, i: int, memo: dict):
    if i in memo:
        return memo[i]
    climbed, node = [], i
    while node not in memo and len(climbed) < LONGEST + 2:
        climbed.append(node)
        if tree.head[node] == node:
            break
        node = tree.head[node]
    known = memo.get(node)
    for k in reversed(climbed):
        if known is not None:
            edge = _edge(tree, k)
            known = known if edge == "" else known + (edge,)
        memo[k] = known
    return memo[i]


def _edge(tree: Tree, i: int) -> str:
    dep = tree.dep[i]
    if dep in ("prep", "dative") and tree.pos[i] == "ADP":
        return "prep_" + tree.lemma[i]
    if dep == "agent":
        return "agent"
    if dep in ("pobj", "pcomp") and tree.dep[tree.head[i]] in ("prep", "agent", "dative"):
        return ""
    return dep


def kind_of(tree: Tree, i: int) -> str:
    pos = tree.pos[i]
    if pos == "PRON":
        return "name" if tree.lower[i] in PERSONAL else "pron"
    if pos in ("PROPN", "ADJ"):
        return "name"
    if tree.lemma[i] in ACTORS:
        return "actor"
    return "name in it" if any(tree.pos[k] == "PROPN" for k in tree.kids[i]) else "thing"


def may_act(tree: Tree, i: int) -> bool:
    """Measures, words and states of affairs do not act, though sentences make them do so."""
    return tree.lemma[i] not in ABSTRACT and tree.lower[i] not in (
        "this",
        "these",
        "those",
        "what",
        "there",
    )


def may_be_target(tree: Tree, trigger: int, line: Rung, frame: Frame, i: int, steps: tuple) -> bool:
    """Whoever stands outside the trigger's own clause is not acted on in it; "its" points back to the actor.

    "threatened the city with a boycott", "charged him with fraud": the means is no target beside an object.
    """
    if not steps:  # the trigger itself, as in a verb that is also listed as a word for actors
        return False
    if (
        "advcl" in steps
        and "nsubj" in steps[steps.index("advcl") :]
        or steps[0] == "conj"
        and any(tree.dep[k] == "dobj" for k in tree.kids[trigger])
    ):
        return False
    own = any(tree.tag[k] == "PRP$" for k in tree.kids[i])
    if own and (line.plover in ("RETREAT", "MOBILIZE") or line.trigger == "recall"):
        return False  # "recalled its ambassador", "withdrew its troops": its own, not the other's
    if (
        steps[-1] in ("prep_near", "prep_at", "prep_outside", "prep_along")
        and kind_of(tree, i) == "thing"
    ):
        return False
    if (
        steps[-1] == "prep_with"
        and len(steps) < 3
        and frame.objects
        and not frame.passive
        and line.plover in ("THREATEN", "ACCUSE", "COERCE", "ASSAULT")
    ):
        return False
    return steps[0] not in OUTSIDE and tree.tag[i] != "PRP$" and tree.lemma[i] not in UNTARGETED


def pair_features(
    tree: Tree, trigger: int, line: Rung, frame: Frame, i: int, steps: tuple
) -> list[str]:
    """What the weights of a role see of one candidate."""
    path = ">".join(steps)
    ups = sum(1 for s in steps if s[0] == "^")
    plain = ">".join("prep" if s.startswith("prep_") else s for s in steps)
    kind = kind_of(tree, i)
    voice = "passive" if frame.passive else "active"
    side = "before" if i < trigger else "after"
    pos = tree.pos[trigger]
    return [
        "bias",
        "p " + path,
        f"v {voice} {pos} {plain}",
        f"l {line.trigger} {plain}",
        f"c {line.plover} {plain}",
        "k " + kind,
        f"ks {kind} {side} {pos}",
        f"s {side} {len(steps)}",
        f"u {ups} {len(steps) - ups}",
        "e " + (steps[-1] if steps else ""),
        f"f {steps[0] if steps else ''} {voice} {side}",
        f"o {plain} {kind_of(tree, frame.objects[0]) if frame.objects else 'none'} {kind}",
        f"d {min(abs(i - trigger) // 3, 8)} {side}",
        f"ke {kind} {plain}",
    ]
