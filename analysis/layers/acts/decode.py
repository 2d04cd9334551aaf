"""One sentence's parse → its acts: triggers by the ladder, roles and kinds by the weights."""

from functools import cache
from typing import NamedTuple

from .act_triggers import Trigger, carrier, find_triggers
from .act_words import words
from .ladder import Rung, plover
from .modality import modality_of, reread
from .roles import UNTARGETED, candidates, may_act, may_be_target, pair_features
from .tree import ACTORS, NOMINAL, ROLES, Tree
from .weights import code_features, code_probabilities, keep_features, probability

KEEP, FRAMED, ACTOR, TARGET = (
    0.20,
    0.06,
    0.20,
    0.10,
)  # below these: no act (FRAMED: with a frame of its own, or sure of both names), nobody named
AGAINST = 0.7  # the weights overrule the ladder only when they are at least this sure
MOST = 4  # acts of one sentence
INWARD = {"compound", "amod", "nmod", "conj"}
OUTWARD = INWARD | {
    "poss",
    "appos",
    "of",
}  # who acts in "Maduro's government" or "the Ministry of Defence" is the whole
PLACES = words("place")
WITH = {"prep_with", "prep_to"}
BY = {("prep_by",), ("agent",), ("prep_of", "prep_by")}
SURE = 0.5  # a name at least this likely
MEANS = (
    "aid",
    "force",
    "relation",
    "talks",
    "pact",
    "measure",
    "attack",
    "demand",
    "legal",
    "permit",
    "support",
    "criticism",
    "terror",
    "protestact",
    "arms",
    "info",
    "threatact",
    "exercise",
    "order",
)


class Reading(NamedTuple):
    """One act as token indices (heads of phrases); actors or targets are empty where the sentence names none."""

    trigger: Trigger
    line: Rung
    actors: list[int]
    targets: list[int]
    modality: str
    score: float


def read(
    tree: Tree, first: int, last: int, weights: dict, quotes: list[tuple[int, int]] = ()
) -> list[Reading]:
    """Acts of one sentence (token range), best score first, at most MOST.

    quotes : token ranges of its quotations; an act told in one has its actor and target there
    """
    triggers, roots = find_triggers(tree, first, last)
    readings = []
    for trigger in triggers:
        pairs = role_candidates(tree, trigger, first, last)
        main = False
        for a, b in quotes:
            if a <= trigger.i < b:
                main = not a <= tree.head[trigger.i] < b
                pairs = [p for p in pairs if a <= p[0] < b]
        actor, p_actor = _best(
            [p for p in pairs if may_be_actor(trigger, p[2])],
            weights["actor"],
            set(),
            tree.pos[trigger.i] == "NOUN" or trigger.frame.passive,
        )
        actors = tree.conjuncts(_head(tree, actor, trigger.i, OUTWARD)) if p_actor >= ACTOR else []
        if actors and not may_act(tree, actors[0]):
            continue
        taken = tree.whole(actors[0]) - {trigger.i} if actors else set()
        target, p_target = _best(
            [
                p
                for p in pairs
                if may_be_target(tree, trigger.i, trigger.lines[0], trigger.frame, p[0], p[2])
            ],
            weights["target"],
            taken,
        )
        if p_target < TARGET:
            target = plain_object(tree, trigger, taken)
        targets = tree.conjuncts(_head(tree, target, trigger.i, INWARD)) if target >= 0 else []
        line, p_code = choose_line(tree, trigger, roots, weights)
        score = probability(
            weights["keep"],
            keep_features(
                tree,
                trigger.i,
                trigger.lines,
                p_actor,
                p_target,
                p_code,
                carrier(tree, trigger.i) >= 0,
                main,
            ),
        )
        line, modality = reread(tree, trigger.i, line, modality_of(tree, trigger.i), roots)
        if (
            len(actors) > 1
            and mutual(line)
            and not WITH & set(next((s for i, _, s in pairs if i == target), ()))
        ):
            actors, targets = actors[:1], actors[1:]
        sure = (
            trigger.lines[0].conditions
            or p_actor >= SURE
            and targets
            or tree.pos[trigger.i] == "NOUN"
            and actors
            and (targets or tree.dep[actors[0]] == "poss")
        )
        if score >= (FRAMED if sure else KEEP) and (actors or targets):
            readings.append(Reading(trigger, line, actors, targets, modality, score))
    return sorted(readings, key=lambda r: -r.score)[:MOST]


def role_candidates(tree: Tree, trigger: Trigger, first: int, last: int) -> list[tuple]:
    """(head of a phrase, its features, path) for every phrase that may be actor or target of this trigger.

    A noun that nobody carries out has only what hangs on it: "the American warning led the airlines to …".
    """
    light = carrier(tree, trigger.i) if tree.pos[trigger.i] == "NOUN" else -1
    own = tree.pos[trigger.i] == "NOUN" and light < 0
    return [
        (i, pair_features(tree, trigger.i, trigger.lines[0], trigger.frame, i, steps), steps)
        for i, steps in candidates(tree, trigger.i, first, last, light)
        if steps and (not own or steps[0][0] != "^") and i not in trigger.frame.oprd
    ]


def may_be_actor(trigger: Trigger, steps: tuple) -> bool:
    """A passive without "by …" has no actor, unless a prepositional phrase names one."""
    return (
        not trigger.frame.passive
        or "by" in trigger.frame.preps
        or steps[0] in ("agent", "prep_by", "prep_in", "prep_at", "prep_from")
    )


def plain_object(tree: Tree, trigger: Trigger, taken: set[int]) -> int:
    """The object of an active verb when no phrase is likely enough as target: whoever it is, unless it is a means or a measure."""
    frame, means = trigger.frame, means_and_measures()
    verb = (
        next((k for k in frame.clauses if tree.dep[k] == "xcomp"), trigger.i)
        if not frame.objects
        else trigger.i
    )
    if tree.pos[verb] != "VERB" or frame.passive:
        return -1
    objects = (k for k in tree.kids[verb] if tree.dep[k] == "dobj")
    return next(
        (
            k
            for k in objects
            if k not in taken
            and tree.tag[k] in ("NN", "NNS", "NNP", "NNPS")
            and tree.lemma[k] not in means
        ),
        -1,
    )


@cache
def means_and_measures() -> frozenset[str]:
    return frozenset().union(*(words(name) for name in MEANS)) | UNTARGETED


def mutual(line: Rung) -> bool:
    """Whether those who do this do it to each other: "Trump and Maduro spoke", "A and B signed a treaty"."""
    return (
        line.plover in ("CONSULT", "AGREE", "COOPERATE")
        or line.plover == "SUPPORT"
        and ("@pact" in line.frame or "@relation" in line.frame)
    )


def _head(tree: Tree, i: int, trigger: int, steps: set[str]) -> int:
    """The phrase that a word stands for: "Iranian" in "Iranian police", the first of several coordinated names."""
    for _ in range(6):
        head = tree.head[i]
        if (
            tree.dep[i] == "pobj"
            and tree.lower[head] == "of"
            and ("of" in steps or tree.lemma[tree.head[head]] in ACTORS | ROLES | PLACES)
        ):
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
            p = max(probability(weights, features), 0.9 if by and steps in BY else 0)
            if p > top:
                best, top = i, p
    return best, top


def choose_line(
    tree: Tree, trigger: Trigger, roots: dict[int, str], weights: dict
) -> tuple[Rung, float]:
    """The ladder's line for the most probable root code; without one, the code's own place on the ladder."""
    p = code_probabilities(
        weights, code_features(tree, trigger.i, trigger.frame, trigger.lines, roots)
    )
    code = weights["classes"][p.argmax()]
    wanted = ("CONCEDE", "RETREAT") if code == "YIELD" else (code,)
    for line in trigger.lines:
        if line.plover in wanted:
            return line, float(p.max())
    if p.max() < AGAINST:
        return trigger.lines[0], float(p.max())
    default = plover()[wanted[0]]
    return default._replace(
        trigger=trigger.lines[0].trigger, pos=trigger.lines[0].pos, frame="weights"
    ), float(p.max())
