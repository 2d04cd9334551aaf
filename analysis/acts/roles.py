"""Who acts on whom: noun phrases around a trigger, told apart by the path that leads to them."""
from .ladder import Frame, Rung
from .tree import NOMINAL, Tree

LONGEST = 7
TIMES = set("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
            "october november december today yesterday tomorrow tonight week month year day hour minute morning afternoon evening "
            "night weekend decade century time date moment percent part".split())
ACTORS = set("government president minister official force army troop police military rebel court authority leader parliament "
             "administration group party union state country nation ministry spokesman spokeswoman spokesperson militant soldier "
             "fighter protester activist worker student coalition congress senate commission council organization organisation "
             "company airline bank regime cartel gang militia opposition chancellor king prince mayor judge prosecutor lawmaker "
             "senator governor diplomat ambassador envoy people citizen refugee migrant resident civilian victim journalist "
             "prisoner detainee hostage suspect community agency department embassy mission team premier pope church cleric "
             "candidate general commander chief committee bloc alliance terrorist insurgent gunman he she they who".split())


def candidates(tree: Tree, trigger: int, first: int, last: int) -> list[tuple[int, tuple[str, ...]]]:
    """(head of a noun phrase, path from the trigger): "^xcomp", "nsubj" reads up through an infinitive, down to its subject.

    A preposition and its object make one step ("prep_against"); an adjective of origin counts ("Israeli strikes").
    """
    above = {trigger: ()}
    node, path = trigger, ()
    while tree.head[node] != node and len(path) < LONGEST:
        path += ("^" + _edge(tree, node),)
        node = tree.head[node]
        above[node] = path
    found, memo = [], dict(above)
    for i in range(first, last):
        if i == trigger or not _may_act(tree, i):
            continue
        steps = _path(tree, i, memo)
        if steps is not None and len(steps) <= LONGEST and not (i in above and tree.pos[i] not in NOMINAL):
            found.append((i, steps))
    return found


def _may_act(tree: Tree, i: int) -> bool:
    pos, dep = tree.pos[i], tree.dep[i]
    if dep in ("compound", "amod", "nmod"):
        return tree.text[i][0].isupper() and pos in ("PROPN", "ADJ")
    return pos in NOMINAL and dep not in ("nummod", "quantmod", "npadvmod", "expl") and tree.lemma[i] not in TIMES


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
        return "person" if tree.lower[i] in ("i", "we", "he", "she", "they", "who") else "pron"
    if pos in ("PROPN", "ADJ"):
        return "name"
    if tree.lemma[i] in ACTORS:
        return "actor"
    return "name in it" if any(tree.pos[k] == "PROPN" for k in tree.kids[i]) else "thing"


def pair_features(tree: Tree, trigger: int, line: Rung, frame: Frame, i: int, steps: tuple) -> list[str]:
    """What the weights of a role see of one candidate."""
    path = ">".join(steps)
    ups = sum(1 for s in steps if s[0] == "^")
    plain = ">".join("prep" if s.startswith("prep_") else s for s in steps)
    kind = kind_of(tree, i)
    voice = "passive" if frame.passive else "active"
    side = "before" if i < trigger else "after"
    pos = tree.pos[trigger]
    return ["bias", "p " + path, f"v {voice} {pos} {plain}", f"l {line.trigger} {plain}", f"c {line.plover} {plain}",
            "k " + kind, f"ks {kind} {side} {pos}", f"s {side} {len(steps)}", f"u {ups} {len(steps) - ups}",
            "e " + (steps[-1] if steps else ""), f"f {steps[0] if steps else ''} {voice} {side}",
            f"d {min(abs(i - trigger) // 3, 8)} {side}", f"ke {kind} {plain}"]
