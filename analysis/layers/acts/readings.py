"""Which words of a text tell an act, which act, and which phrases take part in it."""

from dataclasses import dataclass, replace

import numpy as np

from ...text.encoder import softmax
from ...text.linear import Floats, load_heads, side_by_side
from ...text.parse import Parsed, Sentence
from ..actors.names import Mention
from .act_features import (
    DEEDS,
    MODEL,
    Around,
    Steps,
    around,
    candidates,
    carrier,
    may_tell,
    role_features,
    rungs,
)
from .act_phrases import phrase_act
from .act_words import words
from .modality import leaves_open
from .parties import coordinated, is_place
from .tree import Tree
from .trigger_features import act_features

LEAST = 0.17  # readings below are none
NOUN_LEAST = 0.13  # the same for nouns, of which more are missed
SOMEBODY = {"actor": 0.4, "target": 0.8}  # by so much must nobody be likelier, in logits
IDLE = 0.4  # where it is likelier than this that no word of a sentence tells an act, none does
OPEN_LEAST = 0.21  # the same for words that the ladder does not hold
DYING = frozenset(("die", "perish", "succumb"))
HOW = frozenset(("in", "by", "during"))
MEANS = HOW | {"after", "from", "of"}
STOPPING = words("stopping")
AMMUNITION, HURLING = words("ammunition"), words("hurling")
NO_AGENT, MISHAPS, UNANSWERED = words("no agent"), words("mishap"), words("no answer")
ENDINGS = frozenset(("CONCEDE", "RETREAT"))  # "dropped her threat", "lifted sanctions"
CLEAR = 0.45  # "the sanctions" that are lifted, "the offer" that is refused must be as sure as this
# What these ask for or vow ("did not rule out an invasion") is no act, nor what they refuse to do.
WISHES = frozenset(("REQUEST", "AGREE", "THREATEN"))
OPENINGS = WISHES | ENDINGS | {"REJECT"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One act as tokens: heads of phrases, empty where the sentence names nobody."""

    trigger: int
    sentence: Sentence
    act: str
    actors: list[int]
    targets: list[int]
    score: float


def read(parsed: Parsed, tree: Tree, named: dict[int, Mention], vectors: Floats) -> list[Reading]:
    """The acts of a text in the order of their words."""
    heads = load_heads(MODEL)
    tellers = [
        (i, s) for s in parsed.sentences for i in range(s.first, s.last) if may_tell(tree, i)
    ]
    if not tellers:
        return []
    at = [i for i, _ in tellers]
    head = heads["act"]
    quotes = [parsed.quote_of(at) for at in tree.idx]
    near = around(
        tree,
        {i: m.actor_kind or "unknown" for i, m in named.items()},
        [quote is not None and quote.kind == "speech" for quote in quotes],
        at,
    )
    features = [act_features(tree, i, s.first, s.last, near) for i, s in tellers]
    word, sentence = np.split(head.dense, 2)  # of the word's own vector, of its sentence's mean
    means = {s.first: vectors[s.first : s.last].mean(0) @ sentence for s in parsed.sentences}
    around_it = np.array([means[s.first] for _, s in tellers])
    likely = softmax(head.onto(vectors[at] @ word + around_it, features))
    none = head.classes.index("-")
    score = 1 - likely[:, none]
    idle: dict[int, float] = {}  # first token of a sentence → how likely none of its words tells
    for n, (_, s) in enumerate(tellers):
        idle[s.first] = idle.get(s.first, 1.0) * float(likely[n, none])
    likely[:, none] = 0
    found = {
        i: (s, head.classes[likely[n].argmax()], float(score[n]))
        for n, (i, s) in enumerate(tellers)
        if score[n] >= _least(tree, i) and idle[s.first] <= IDLE
    }
    for n, (i, s) in enumerate(tellers):
        act, sure = phrase_act(tree, i)
        sure = sure or any(k in found or tree.pos[k] == "ADJ" for k in tree.kids[i])
        if act and (i in found or (sure and score[n] >= LEAST / 2)):
            found[i] = (s, act, float(max(score[n], LEAST)))
    _one_act_each(tree, found)
    readings = _readings(tree, dict(sorted(found.items())), named, vectors, near)
    told = {reading.trigger: reading for reading in readings}
    return [_shared(tree, reading, told) for reading in readings]


def _least(tree: Tree, i: int) -> float:
    if not rungs(tree, i):
        return OPEN_LEAST
    return NOUN_LEAST if tree.pos[i] == "NOUN" else LEAST


def _shared(tree: Tree, reading: Reading, told: dict[int, Reading]) -> Reading:
    """The same with parties that the act beside it names.

    Who fires in the noun that tells how, and whom it hits ("two were killed in police firing");
    whose deed is judged, not its victims ("condemned the killing of farmers by Varnia").
    """
    i = reading.trigger
    if reading.act == "ASSAULT10":
        nouns = [k for k in _hows(tree, i) if k in told and told[k].act == reading.act]
        if nouns and not reading.actors:
            return replace(reading, actors=told[nouns[0]].actors)
        above = tree.head[tree.head[i]]
        if i in _hows(tree, above):
            fallen = _fallen(tree, above, told)
            doers = [k for k in reading.actors if k not in fallen]
            return replace(reading, actors=doers, targets=reading.targets or fallen)
    if reading.act.startswith("ACCUSE") and tree.pos[i] == "VERB":
        for k in tree.kids[i]:
            deed = tree.dep[k] in ("dobj", "nsubjpass") and k in told
            if deed and tree.pos[k] == "NOUN" and told[k].act.endswith(DEEDS):
                return replace(reading, targets=told[k].actors)
    return reading


def _hows(tree: Tree, verb: int) -> list[int]:
    """Words that tell how: "in police firing", "by shelling"."""
    ways = [k for k in tree.kids[verb] if tree.lemma[k] in HOW and tree.dep[k] in ("prep", "agent")]
    return [j for k in ways for j in tree.kids[k]]


def _fallen(tree: Tree, verb: int, told: dict[int, Reading]) -> list[int]:
    """Who was killed or hurt by this verb, or died."""
    if verb in told and told[verb].act == "ASSAULT10":
        return told[verb].targets
    if tree.lemma[verb] not in DYING:
        return []
    if tree.dep[verb] == "relcl":
        return [tree.head[verb]]
    return [k for k in tree.kids[verb] if tree.dep[k] == "nsubj"]


def _one_act_each(tree: Tree, found: dict[int, tuple[Sentence, str, float]]) -> None:
    """Leave out light verbs ("carried out a strike"), contents ("vowed to shut") and mishaps."""
    for i in [i for i in found if tree.pos[i] == "NOUN"]:
        light = carrier(tree, i)
        ending = light in found and found[light][1][:-1] in ENDINGS
        if light in found and not (ending and found[light][2] >= CLEAR):
            own = rungs(tree, light) and found[light][2] >= found[i][2]
            found.pop(i if own else light)
    told = dict(found)
    for i in told:
        root = told[tree.head[i]][1][:-1] if tree.head[i] in told else ""
        doubtful = root in WISHES or told[i][2] < CLEAR
        content = tree.dep[i] == "xcomp" or (tree.dep[i] == "dobj" and doubtful)
        if (content and root in OPENINGS) or leaves_open(tree, i) or _mishap(tree, i):
            found.pop(i)


def _mishap(tree: Tree, i: int) -> bool:
    """Whether weather or an accident did it ("hurt when a wave broke"), or nobody does anything.

    "fighting for their lives", "a request for comment"
    """
    if tree.lower[tree.head[tree.head[i]]] == "short" and tree.dep[i] == "pcomp":
        return True  # "stopped short of condemning it"
    for k in tree.kids[i]:
        if tree.lower[k] == "short" and tree.lemma[i] in STOPPING:
            return True
        after = tree.dep[k] == "advcl"
        doers = [k] if not after else tree.kids[k]
        causes = [k] if after else tree.kids[k] if tree.lemma[k] in MEANS else []
        if any(tree.dep[j] == "nsubj" and tree.lemma[j] in NO_AGENT for j in doers):
            return True
        idle = tree.lower[k] == "for" and any(tree.lemma[j] in UNANSWERED for j in tree.kids[k])
        if idle or any(tree.lemma[j] in MISHAPS for j in causes):
            return True
    return False


def _readings(
    tree: Tree,
    found: dict[int, tuple[Sentence, str, float]],
    named: dict[int, Mention],
    vectors: Floats,
    near: Around,
) -> list[Reading]:
    """Who takes part in each act: the heads score the phrases of all acts at once."""
    pairs = [candidates(tree, i, s.first, s.last) for i, (s, *_) in found.items()]
    features = [
        row
        for (i, (_, act, _)), own in zip(found.items(), pairs, strict=True)
        for row in role_features(tree, i, act, own, near)
    ]
    if not features:
        return []
    phrases = [k for own in pairs for k in (-1, *(k for k, _ in own))]  # before each act's, nobody
    head = side_by_side(MODEL, "actor", "target")
    dense = np.where(np.array(phrases)[:, None] < 0, 0, (vectors @ head.dense)[phrases])
    scores = head.onto(dense, features).T.tolist()
    readings, n = [], 0
    for (i, told), own in zip(found.items(), pairs, strict=True):
        actor, target = (score[n : n + len(own) + 1] for score in scores)
        readings.append(_reading(tree, i, told, named, dict(own), actor, target))
        n += len(own) + 1
    return readings


def _reading(
    tree: Tree,
    i: int,
    told: tuple[Sentence, str, float],
    named: dict[int, Mention],
    phrases: dict[int, Steps],
    as_actor: list[float],
    as_target: list[float],
) -> Reading:
    at = list(phrases)
    actor = _best(as_actor, at, set(), "actor")
    actors = coordinated(tree, actor, i) if actor >= 0 else []
    taken = set().union(*(tree.whole(k) for k in actors)) if actors else set()
    if tree.lemma[i] in HURLING and not any(tree.dep[k] == "prt" for k in tree.kids[i]):
        taken |= {k for k in at if tree.lemma[k] in AMMUNITION}  # "fired shells at the town"
    target = _best(as_target, at, taken, "target")
    targets = [k for k in coordinated(tree, target, i) if k not in taken] if target >= 0 else []
    if targets and is_place(tree, target, phrases[target][-1], named):
        targets = []
    sentence, act, score = told
    return Reading(i, sentence, act, actors, targets, score)


def _best(scores: list[float], at: list[int], taken: set[int], role: str) -> int:
    """The likeliest phrase for a role; -1 where nobody is likelier, whose score comes first."""
    free = [n for n, k in enumerate(at, 1) if k not in taken]
    best = max(free, key=lambda n: (scores[n], -n), default=0)
    return at[best - 1] if best and scores[best] > scores[0] - SOMEBODY[role] else -1
