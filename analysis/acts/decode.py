"""One sentence's parse → its acts: triggers by the ladder, roles and kinds by the weights."""
from typing import NamedTuple

from .ladder import Frame, Rung, frame_of, ladder, match, plover
from .roles import candidates, pair_features
from .tree import Tree
from .weights import code_features, code_probabilities, keep_features, probability

COMPLETED = {"xcomp", "ccomp", "pcomp", "acl", "conj"}
CONTENT_OF = {"AGREE", "REJECT", "THREATEN", "REQUEST", "ACCUSE", "CONCEDE", "COERCE", "SUPPORT"}
LIGHT = set("have hold make take give issue launch begin start carry conduct stage mount impose put send deliver receive face sign "
            "reach express voice announce declare order join lead open close continue end stop resume wage use commit perform do "
            "participate engage suffer undertake file pursue renew repeat step escalate unleash respond lift expand extend prepare plan "
            "seek demand threaten offer provide pledge promise host attend organise organize be open urge propose claim suspend halt".split())
DIRECTED = {"by", "against", "on", "with", "between", "from", "at", "toward", "towards", "to", "of", "in", "into", "over"}
KEEP, ACTOR, TARGET = 0.20, 0.20, 0.10      # below these probabilities: no act, nobody named
AGAINST = 0.5                                # the weights overrule the ladder only when they are at least this sure
MOST = 4                                     # acts of one sentence


class Trigger(NamedTuple):
    i: int
    frame: Frame
    lines: list[Rung]


class Reading(NamedTuple):
    """One act as token indices; actor or target is -1 where the sentence names none."""

    trigger: Trigger
    line: Rung
    actor: int
    target: int
    score: float


def find_triggers(tree: Tree, first: int, last: int) -> tuple[list[Trigger], dict[int, str]]:
    """Triggers of a sentence that are acts of their own, and the root code of every word on the ladder.

    What completes another trigger is its content: "threatened to invade" is a threat, "accused him of stealing" an accusation.
    """
    found, known = [], ladder()
    for i in range(first, last):
        pos = "VERB" if tree.pos[i] == "AUX" else tree.pos[i]
        if (tree.lemma[i], pos) in known:
            frame = frame_of(tree, i)
            lines = match(tree, i, frame)
            if lines:
                found.append(Trigger(i, frame, lines))
    roots = {t.i: t.lines[0].plover for t in found}
    lines = {t.i: t.lines[0] for t in found}
    return [t for t in found if not swallowed(tree, t.i, roots, lines) and anchored(tree, t.i)], roots


def anchored(tree: Tree, i: int) -> bool:
    """Whether a noun tells of an act: somebody's ("Iran's threat"), done ("made a threat") or aimed at somebody ("attack on X").

    "The talks dragged on" and "words of war" name an act without telling one.
    """
    if tree.pos[i] not in ("NOUN", "PROPN"):
        return True
    for k in tree.kids[i]:
        if tree.dep[k] == "poss" or tree.dep[k] in ("prep", "agent") and tree.lemma[k] in DIRECTED:
            return True
        if tree.dep[k] in ("amod", "compound") and tree.text[k][0].isupper() and tree.pos[k] in ("PROPN", "ADJ") and k > 0 \
                and tree.dep[i] not in ("pobj",):
            return True
    node = i
    for _ in range(4):
        dep, head = tree.dep[node], tree.head[node]
        if dep in ("dobj", "nsubjpass", "pobj", "prep", "conj", "attr"):
            node = head
            if tree.pos[node] in ("VERB", "AUX"):
                return tree.lemma[node] in LIGHT
        else:
            return False
    return False


def swallowed(tree: Tree, i: int, roots: dict[int, str], lines: dict[int, Rung]) -> bool:
    """Whether this word only says what another act is about."""
    node = i
    for _ in range(5):
        dep, head = tree.dep[node], tree.head[node]
        if head == node:
            return False
        if dep in ("dobj", "nsubjpass", "oprd", "attr") and node == i and head in roots and tree.pos[head] in ("VERB", "AUX"):
            return True
        if dep == "compound" and node == i and head in roots:
            return True
        if dep in ("xcomp", "pcomp", "ccomp") and _content(tree, head, roots, dep):
            return True
        if dep == "acl" and head in roots and tree.tag[node] == "VB":
            return True
        if dep not in COMPLETED and not (dep in ("dobj", "pobj", "prep") and tree.pos[i] == "NOUN"):
            return False
        if dep == "pobj" and head in roots:
            return False
        node = head
    return False


def _content(tree: Tree, head: int, roots: dict[int, str], dep: str) -> bool:
    """"accuse X of doing", "threaten to do", "agree to do": the preposition stands between for the first."""
    if dep == "pcomp":
        verb = tree.head[head]
        return tree.lemma[head] in ("of", "for", "from", "with") and roots.get(verb) in CONTENT_OF
    return roots.get(head) in CONTENT_OF and not (dep == "ccomp" and roots[head] in ("ACCUSE", "CONCEDE", "SUPPORT"))


def read(tree: Tree, first: int, last: int, weights: dict) -> list[Reading]:
    """Acts of one sentence (token range), best score first, at most MOST."""
    triggers, roots = find_triggers(tree, first, last)
    readings = []
    for n, trigger in enumerate(triggers):
        pairs = [(i, pair_features(tree, trigger.i, trigger.lines[0], trigger.frame, i, steps), steps)
                 for i, steps in candidates(tree, trigger.i, first, last)]
        passive = trigger.frame.passive and "by" not in trigger.frame.preps
        actor, p_actor = _best([p for p in pairs if not passive or p[2][0][:1] == "p"], weights["actor"], set())
        taken = tree.whole(_head(tree, actor, trigger.i)) if p_actor >= ACTOR else set()
        target, p_target = _best(pairs, weights["target"], taken)
        line, p_code = choose_line(tree, trigger, roots, weights)
        score = probability(weights["keep"], keep_features(tree, trigger.i, trigger.lines, roots, n, p_actor, p_target, p_code))
        actor, target = (_head(tree, k, trigger.i) for k in (actor, target))
        actor, target = actor if p_actor >= ACTOR else -1, target if p_target >= TARGET else -1
        if score >= KEEP and (actor >= 0 or target >= 0):
            readings.append(Reading(trigger, line, actor, target, score))
    return sorted(readings, key=lambda r: -r.score)[:MOST]


def _head(tree: Tree, i: int, trigger: int) -> int:
    """"Iranian" in "Iranian police" stands for the police; in "Iranian threats" it is the one who threatens."""
    while i >= 0 and tree.dep[i] in ("compound", "amod", "nmod") and tree.head[i] != trigger and tree.pos[tree.head[i]] in ("NOUN", "PROPN"):
        i = tree.head[i]
    return i


def _best(pairs, weights: dict, taken: set) -> tuple[int, float]:
    best, top = -1, 0.0
    for i, features, _ in pairs:
        if i not in taken:
            p = probability(weights, features)
            if p > top:
                best, top = i, p
    return best, top


def choose_line(tree: Tree, trigger: Trigger, roots: dict[int, str], weights: dict) -> tuple[Rung, float]:
    """The ladder's line for the most probable root code; without one, the code's own place on the ladder."""
    p = code_probabilities(weights, code_features(tree, trigger.i, trigger.frame, trigger.lines, roots))
    code = weights["classes"][p.argmax()]
    wanted = ("CONCEDE", "RETREAT") if code == "YIELD" else (code,)
    for line in trigger.lines:
        if line.plover in wanted:
            return line, float(p.max())
    if p.max() < AGAINST:
        return trigger.lines[0], float(p.max())
    default = plover()[wanted[0]]
    return default._replace(trigger=trigger.lines[0].trigger, pos=trigger.lines[0].pos, frame="weights"), float(p.max())
