"""One sentence's parse → its acts: triggers by the ladder, roles and kinds by the weights."""
from typing import NamedTuple

from .ladder import Frame, Rung, frame_of, ladder, match, plover
from .modality import modality_of, reread
from .roles import candidates, may_act, may_be_target, pair_features
from .tree import ACTORS, NOMINAL, ROLES, Tree
from .weights import code_features, code_probabilities, keep_features, probability

COMPLETED = {"xcomp", "ccomp", "pcomp", "acl", "conj"}
CONTENT_OF = {"AGREE", "REJECT", "THREATEN", "REQUEST", "ACCUSE", "CONCEDE", "COERCE", "SUPPORT"}
LIGHT = set("have hold make take give issue launch begin start carry conduct stage mount impose put send deliver receive face sign "
            "reach express voice announce declare order join lead open close continue end stop resume wage use commit perform do "
            "participate engage suffer undertake file pursue renew repeat step escalate unleash respond lift expand extend prepare plan "
            "seek demand threaten offer provide pledge promise host attend organise organize be open urge propose claim suspend halt reiterate repeat lodge reissue post publish".split())
DIRECTED = {"by", "against", "on", "with", "between", "from", "at", "toward", "towards", "to", "of", "in", "into", "over"}
KEEP, FRAMED, ACTOR, TARGET = 0.20, 0.06, 0.20, 0.10      # below these: no act (FRAMED: with a frame of its own, or sure of both names), nobody named
AGAINST = 0.5                                # the weights overrule the ladder only when they are at least this sure
MOST = 4                                     # acts of one sentence


INWARD = {"compound", "amod", "nmod", "conj"}
OUTWARD = INWARD | {"poss", "appos", "of"}   # who acts in "Maduro's government" or "the Ministry of Defence" is the whole
PLACES = {"city", "town", "village", "port", "province", "region", "camp", "coast", "capital", "island", "tanker", "ship"}
WITH = {"prep_with", "prep_to"}
SURE = 0.5


class Trigger(NamedTuple):
    i: int
    frame: Frame
    lines: list[Rung]


class Reading(NamedTuple):
    """One act as token indices (heads of phrases); actors or targets are empty where the sentence names none."""

    trigger: Trigger
    line: Rung
    actors: list[int]
    targets: list[int]
    modality: str
    score: float


def find_triggers(tree: Tree, first: int, last: int) -> tuple[list[Trigger], dict[int, str]]:
    """Triggers of a sentence that are acts of their own, and the root code of every word on the ladder.

    What completes another trigger is its content: "threatened to invade" is a threat, "accused him of stealing" an accusation.
    """
    found, known = [], ladder()
    for i in range(first, last):
        pos = "VERB" if tree.pos[i] == "AUX" else tree.pos[i]
        if (tree.lemma[i], pos) in known and tree.dep[i] != "amod":
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
    if carrier(tree, i) >= 0:
        return True
    for k in tree.kids[i]:
        if tree.dep[k] == "poss" or tree.dep[k] in ("prep", "agent") and tree.lemma[k] in DIRECTED:
            return True
        if tree.dep[k] in ("amod", "compound") and tree.text[k][0].isupper() and tree.pos[k] in ("PROPN", "ADJ") and k > 0 \
                and tree.dep[i] not in ("pobj",):
            return True
    return False


def carrier(tree: Tree, i: int) -> int:
    """The light verb that carries this noun out, or -1: "made a threat", "took part in attacks"."""
    node = i
    for _ in range(4):
        dep, head = tree.dep[node], tree.head[node]
        if dep not in ("dobj", "nsubjpass", "pobj", "prep", "conj", "attr") or head == node:
            return -1
        node = head
        if tree.pos[node] in ("VERB", "AUX"):
            return node if tree.lemma[node] in LIGHT else -1
    return -1


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
    for trigger in triggers:
        pairs = role_candidates(tree, trigger, first, last)
        actor, p_actor = _best([p for p in pairs if may_be_actor(trigger, p[2])], weights["actor"], set(), True)
        actors = tree.conjuncts(antecedent(tree, _head(tree, actor, trigger.i, OUTWARD))) if p_actor >= ACTOR else []
        if actors and not may_act(tree, actors[0]):
            continue
        taken = tree.whole(actors[0]) - {trigger.i} if actors else set()
        target, p_target = _best([p for p in pairs if may_be_target(tree, trigger.lines[0], trigger.frame, p[0], p[2])], weights["target"], taken)
        targets = tree.conjuncts(_head(tree, target, trigger.i, INWARD)) if p_target >= TARGET else []
        line, p_code = choose_line(tree, trigger, roots, weights)
        score = probability(weights["keep"], keep_features(tree, trigger.i, trigger.lines, p_actor, p_target, p_code,
                                                                  carrier(tree, trigger.i) >= 0))
        line, modality = reread(tree, trigger.i, line, modality_of(tree, trigger.i), roots)
        if len(actors) > 1 and mutual(line) and not WITH & set(next((s for i, _, s in pairs if i == target), ())):
            actors, targets = actors[:1], actors[1:]
        sure = trigger.lines[0].conditions or p_actor >= SURE and targets or tree.pos[trigger.i] == "NOUN" and actors and targets
        if score >= (FRAMED if sure else KEEP) and (actors or targets):
            readings.append(Reading(trigger, line, actors, targets, modality, score))
    return sorted(readings, key=lambda r: -r.score)[:MOST]


def role_candidates(tree: Tree, trigger: Trigger, first: int, last: int) -> list[tuple]:
    """(head of a phrase, its features, path) for every phrase that may be actor or target of this trigger.

    A noun that nobody carries out has only what hangs on it: "the American warning led the airlines to …".
    """
    light = carrier(tree, trigger.i) if tree.pos[trigger.i] == "NOUN" else -1
    own = tree.pos[trigger.i] == "NOUN" and light < 0
    return [(i, pair_features(tree, trigger.i, trigger.lines[0], trigger.frame, i, steps), steps)
            for i, steps in candidates(tree, trigger.i, first, last, light) if (not own or steps[0][0] != "^") and i not in trigger.frame.oprd]


def may_be_actor(trigger: Trigger, steps: tuple) -> bool:
    """A passive without "by …" has no actor, unless a prepositional phrase names one."""
    return not trigger.frame.passive or "by" in trigger.frame.preps or steps[0].startswith(("agent", "prep_"))


def antecedent(tree: Tree, i: int) -> int:
    """The subject that a pronoun in its own report stands for: "Germany said it would leave". Other pronouns stay."""
    if tree.lower[i] not in ("it", "he", "she", "they"):
        return i
    node = tree.head[i]
    for _ in range(4):
        dep, node = tree.dep[node], tree.head[node]
        if dep not in ("ccomp", "xcomp", "conj", "advcl", "parataxis"):
            break
        for k in tree.kids[node]:
            plural = tree.tag[k] in ("NNS", "NNPS") or len(tree.conjuncts(k)) > 1
            if tree.dep[k] == "nsubj" and tree.pos[k] in ("NOUN", "PROPN") and (not plural or tree.lower[i] == "they"):
                return k
    return i


def mutual(line: Rung) -> bool:
    """Whether those who do this do it to each other: "Trump and Maduro spoke", "A and B signed a treaty"."""
    return line.plover in ("CONSULT", "AGREE", "COOPERATE") or line.plover == "SUPPORT" and ("@pact" in line.frame or "@relation" in line.frame)


def _head(tree: Tree, i: int, trigger: int, steps: set[str]) -> int:
    """The phrase that a word stands for: "Iranian" in "Iranian police", the first of several coordinated names."""
    for _ in range(6):
        head = tree.head[i]
        if tree.dep[i] == "pobj" and tree.lower[head] == "of" and ("of" in steps or tree.lemma[tree.head[head]] in ACTORS | ROLES | PLACES):
            head = tree.head[head]
        elif tree.dep[i] not in steps:
            break
        if head in (i, trigger) or tree.pos[head] not in NOMINAL or tree.dep[i] == "ROOT":
            break
        i = head
    return i


def _best(pairs, weights: dict, taken: set, by: bool = False) -> tuple[int, float]:
    best, top = -1, 0.0
    for i, features, steps in pairs:
        if i not in taken:
            p = max(probability(weights, features), 0.9 if by and steps in (("prep_by",), ("agent",)) else 0)
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
