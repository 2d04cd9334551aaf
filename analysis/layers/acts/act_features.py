"""What the heads of roles see: phrases that may take part in an act; which words may tell one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .act_words import classes_of, words
from .tree import ACTORS, NOMINAL, WORD_CLASS, Tree

Steps = tuple[str, ...]
MODEL = "acts.npz"
LONGEST = 7  # steps from a trigger to a phrase
CARRIED = {"dobj", "nsubjpass", "pobj", "prep", "conj", "attr"}
LIGHT, LIGHT_IN, TIMES = words("light verb"), words("light verb with in"), words("time")
MEASURES = words("measure of acts")
DEEDS = ("8", "9", "10")  # rungs
# Steps that lead from a word to the one that shares its subject or object.
JOINTS = {"conj", "xcomp"} | {"^conj", "^light", "^xcomp", "^advcl", "^ccomp", "^relcl", "^acl"}


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around the words of a text.

    kinds : token → kind of the actor named there, "unknown" where its kind is not known
    quoted : for each token, whether it stands in a quotation
    listed : for each token, whether the ladder holds it
    heat : how many of the words that may tell an act may tell a deed of conflict, in eighteenths
    company : first token of a sentence → what all its words are told of it, once asked
    """

    kinds: Mapping[int, str]
    quoted: Sequence[bool]
    listed: Sequence[bool]
    heat: int
    company: dict[int, tuple[bool, bool, list[str], int]] = field(default_factory=dict)


def around(
    tree: Tree, kinds: Mapping[int, str], quoted: Sequence[bool], tellers: Sequence[int]
) -> Around:
    """What stands around the words of a text; `tellers` are those that may tell an act."""
    hot = sum(any(r.endswith(DEEDS) for r in rungs(tree, i)) for i in tellers)
    listed = [bool(rungs(tree, i)) for i in range(len(tree.text))]
    return Around(kinds, quoted, listed, round(18 * hot / max(len(tellers), 1)))


def word_class(tree: Tree, i: int) -> str:
    """VERB for auxiliaries too and NOUN for names too: the classes of the ladder."""
    return WORD_CLASS.get(tree.pos[i], tree.pos[i])


def rungs(tree: Tree, i: int) -> tuple[str, ...]:
    """What the ladder says that this word may do."""
    return tree.rungs[i]


def may_tell(tree: Tree, i: int) -> bool:
    """Verbs and nouns, and what else the ladder holds; no helping verbs."""
    pos = tree.pos[i]
    if pos == "VERB":
        return tree.dep[i] != "amod"  # "the besieged town"
    if pos == "NOUN":
        return True
    return (
        pos in ("AUX", "ADJ", "PROPN")
        and tree.dep[i] not in ("aux", "auxpass")
        and bool(rungs(tree, i))
    )


def carrier(tree: Tree, i: int) -> int:
    """The light verb that carries this noun out, or -1: "made a threat", "took part in attacks"."""
    node = i
    for _ in range(4):
        dep, head = tree.dep[node], tree.head[node]
        if dep not in CARRIED or head == node:
            return -1
        if tree.pos[head] in ("VERB", "AUX"):
            return head if tree.lemma[head] in (LIGHT_IN if dep == "prep" else LIGHT) else -1
        if dep == "prep" and tree.lemma[head] not in MEASURES:
            return -1
        node = head
    return -1


def candidates(tree: Tree, trigger: int, first: int, last: int) -> list[tuple[int, Steps]]:
    """(head of a noun phrase, path from the trigger) for every phrase that may take part.

    "^xcomp", "nsubj" reads up through an infinitive, down to its subject. A light verb ("made" of
    "made a threat") is one step away however it is reached; a preposition and its object make one
    step ("prep_against"); an adjective of origin counts ("Israeli strikes").
    """
    above: dict[int, Steps] = {trigger: ()}
    light = carrier(tree, trigger) if word_class(tree, trigger) == "NOUN" else -1
    node = trigger
    path: Steps = ()
    while tree.head[node] != node and len(path) < LONGEST:
        edge = _edge(tree, node)
        node = tree.head[node]
        path = ("^light",) if node == light else (*path, "^" + edge) if edge else path
        above.setdefault(node, path)
    pronoun = -1
    if tree.dep[trigger] in ("relcl", "acl") and tree.pos[tree.head[trigger]] in NOMINAL:
        above[tree.head[trigger]], pronoun = _relative(tree, trigger)
    memo: dict[int, Steps | None] = dict(above)
    found = []
    for i in range(first, last):
        if i in (trigger, pronoun) or not _may_take_part(tree, trigger, i):
            continue
        steps = _path(tree, i, memo)
        if steps and len(steps) <= LONGEST:
            found.append((i, steps))
    return found


def _relative(tree: Tree, verb: int) -> tuple[tuple[str, ...], int]:
    """The part of a noun in the clause that describes it; the pronoun that stands for it."""
    for k in tree.kids[verb]:
        if tree.tag[k] in ("WDT", "WP") and tree.dep[k] in ("nsubj", "nsubjpass", "dobj"):
            return (tree.dep[k],), k
    if tree.dep[verb] == "acl":
        return ({"VBN": "dobj", "VBG": "nsubj"}.get(tree.tag[verb], "^acl"),), -1
    return ("dobj" if any(tree.dep[k] == "nsubj" for k in tree.kids[verb]) else "^relcl",), -1


def _may_take_part(tree: Tree, trigger: int, i: int) -> bool:
    pos, dep = tree.pos[i], tree.dep[i]
    if dep in ("compound", "amod", "nmod"):
        named = tree.text[i][0].isupper() and pos in ("PROPN", "ADJ")
        return tree.head[i] == trigger and (named or (pos == "NOUN" and tree.lemma[i] in ACTORS))
    return (
        pos in NOMINAL
        and dep not in ("nummod", "quantmod", "npadvmod", "expl", "appos")
        and tree.lemma[i] not in TIMES
    )


def _path(tree: Tree, i: int, memo: dict[int, Steps | None]) -> Steps | None:
    climbed: list[int] = []
    node = i
    while node not in memo and len(climbed) < LONGEST + 2:
        climbed.append(node)
        if tree.head[node] == node:
            break
        node = tree.head[node]
    known = memo.get(node)
    for k in reversed(climbed):
        if known is not None and (edge := _edge(tree, k)):
            known = (*known, edge)
        memo[k] = known
    return memo[i]


def _edge(tree: Tree, i: int) -> str:
    dep = tree.dep[i]
    if dep in ("prep", "dative") and tree.pos[i] == "ADP":
        return "prep_" + tree.lemma[i]
    if dep in ("pobj", "pcomp") and tree.dep[tree.head[i]] in ("prep", "agent", "dative"):
        return ""
    return dep


def kind_of(tree: Tree, i: int) -> str:
    """name, pronoun, actor (a noun of the list), name in it, thing."""
    if tree.pos[i] == "PRON":
        return "pronoun"
    if tree.pos[i] in ("PROPN", "ADJ"):
        return "name"
    if tree.lemma[i] in ACTORS:
        return "actor"
    return "name in it" if any(tree.pos[k] == "PROPN" for k in tree.kids[i]) else "thing"


def role_features(
    tree: Tree, trigger: int, act: str, found: Sequence[tuple[int, Steps]], around: Around
) -> list[list[str]]:
    """What the heads of actor and target see: first of nobody, then of each candidate.

    act : root code and rung of the trigger · found : `candidates`
    """
    rows = [_nobody(tree, trigger, act, found, around)]
    before = sum(k < trigger for k, _ in found)
    shortest = min((len(steps) for _, steps in found), default=0)
    direct = {steps for _, steps in found if len(steps) == 1}
    for n, (k, steps) in enumerate(found):
        rank = before - 1 - n if k < trigger else n - before
        row = _pair_features(tree, trigger, act, k, steps, around)
        rows.append(row + _among(tree, trigger, act, (k, steps), rank, around))
        rows[-1] += [f"alone {len(found) == 1}", f"shortest {len(steps) == shortest}"]
        rows[-1] += [
            f"has {dep} not {steps[-1]} {len(steps)}"
            for dep in ("nsubj", "dobj", "agent", "nsubjpass")
            if (dep,) in direct and steps != (dep,)
        ]
    return rows


def _passive(tree: Tree, trigger: int) -> bool:
    return bool({tree.dep[k] for k in tree.kids[trigger]} & {"nsubjpass", "auxpass", "agent"})


def _nobody(
    tree: Tree, trigger: int, act: str, found: Sequence[tuple[int, Steps]], around: Around
) -> list[str]:
    """What speaks for an empty role."""
    kind, kids = word_class(tree, trigger), tree.kids[trigger]
    parts = [act, kind, f"{kind} {act.rstrip('0123456789')}", f"tag {tree.tag[trigger]}"]
    parts += [f"lemma {tree.lemma[trigger]}", f"dep {tree.dep[trigger]} {kind}"]
    parts += [f"quoted {around.quoted[trigger]}", f"of {min(len(found), 4)}"]
    parts += [f"kid {dep} {kind}" for dep in {tree.dep[k] for k in kids}]
    parts += [f"prep {tree.lemma[k]}" for k in kids if tree.dep[k] == "prep"]
    parts += [f"has {steps[0]} {kind}" for steps in {s for _, s in found} if len(steps) == 1]
    return ["nobody", *(f"nobody {part}" for part in parts)]


def _among(
    tree: Tree, trigger: int, act: str, one: tuple[int, Steps], rank: int, around: Around
) -> list[str]:
    """One candidate beside the others, and by the root of the act."""
    k, steps = one
    pos, root = word_class(tree, trigger), act.rstrip("0123456789")
    past = tree.tag[trigger] == "VBN" and tree.dep[trigger] in ("acl", "relcl")
    passive = _passive(tree, trigger) or past
    form = tree.tag[trigger] if pos == "VERB" and not passive else ""
    mode = f"{pos}{'P' * passive}{form if form in ('VBG', 'VB', 'VBN') else ''}"
    plain = ">".join("prep" if s.startswith("prep_") else s for s in steps)
    core = ">".join(s for s in steps if s not in JOINTS)
    who = around.kinds.get(k, "") or kind_of(tree, k)
    side = "before" if k < trigger else "after"
    found = [
        *(f"m {mode} {core}", f"M {mode} {plain}", f"r {root} {core}", f"r {root} {mode} {plain}"),
        *(f"w {tree.lemma[k]}", f"w {root} {tree.lemma[k]}", f"tag {tree.tag[k]} {side}"),
        *(f"rank {side} {min(rank, 3)} {pos}", f"rank {side} {min(rank, 3)} {who}"),
        *(f"who {who} {root}", f"who {who} {mode} {steps[-1]}"),
        f"capital {tree.text[k][0].isupper()} {mode} {core}",
    ]
    if steps[-1].startswith("prep_"):
        found += [f"pp {steps[-1]} {pos} {root}", f"pp {steps[-1]} {who} {pos}"]
        found.append(f"pp {tree.lemma[trigger]} {steps[-1]}")
    return found


def _pair_features(
    tree: Tree, trigger: int, act: str, i: int, steps: Steps, around: Around
) -> list[str]:
    """One candidate by itself: the way to it, its kind, its distance."""
    path = ">".join(steps)
    plain = ">".join("prep" if s.startswith("prep_") else s for s in steps)
    ups = sum(s[0] == "^" for s in steps)
    kind, named = kind_of(tree, i), around.kinds.get(i, "")
    voice = "passive" if _passive(tree, trigger) else "active"
    deps = {tree.dep[k] for k in tree.kids[trigger]}
    objects = "object" if deps & {"dobj", "dative"} else "no object"
    side = "before" if i < trigger else "after"
    pos = word_class(tree, trigger)
    return [
        "b",
        "p " + path,
        f"v {voice} {pos} {plain}",
        f"l {tree.lemma[trigger]} {plain}",
        f"c {act} {plain}",
        f"a {act} {side}",
        f"k {kind} {side} {pos}",
        f"n {named or kind} {plain}",
        f"s {side} {len(steps)}",
        f"u {ups} {len(steps) - ups}",
        f"e {steps[-1]} {named}",
        f"f {steps[0]} {voice} {side}",
        f"o {plain} {objects} {kind}",
        f"d {min(abs(i - trigger) // 3, 8)} {side}",
        f"q {around.quoted[trigger] != around.quoted[i]}",
        f"of {tree.lemma[tree.head[i]]} {plain}",
        *(f"class {name} {plain}" for name in classes_of(tree.lemma[i])),
        *(f"of {name} {plain}" for name in classes_of(tree.lemma[tree.head[i]])),
    ]
