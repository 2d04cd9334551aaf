"""Which words of a text tell an act, which act, and which phrases take part in it."""

import re
from dataclasses import dataclass, replace

import numpy as np

from ...text.encoder import softmax
from ...text.linear import Floats, Head, load_heads
from ...text.parse import Parsed, Sentence
from ..actors.names import Mention
from .act_features import (
    DEEDS,
    Around,
    around,
    candidates,
    carrier,
    may_tell,
    role_features,
    rungs,
)
from .act_phrases import phrase_act
from .act_words import words
from .bystanders import (
    DYING,
    hows,
    mishap,
    of_press,
    of_work,
    only_tells,
    over,
    told_beside,
    undergoes,
)
from .ladder import plover
from .modality import accused, leaves_open
from .parties import can_act, coordinated, invited, is_place, sides
from .tree import ACTORS, Tree
from .trigger_features import act_features

MODEL = "acts.npz"
LEAST = 0.33  # readings below are none
NOUN_LEAST = 0.26  # the same for nouns, of which more are missed
SOMEBODY = 0.8  # by so much must nobody be likelier, in logits
SCORE = re.compile(r"\d+[-–]\d+")
ALONE = 0.42  # the surest word of a sentence must reach this, or its other words tell nothing
OPEN_LEAST = 0.42  # the same for words that the ladder does not hold
NO_AGENT, NO_ANSWER, AMMUNITION = map(words, ("no agent", "no answer", "ammunition"))
WISHES = frozenset(("REQUEST", "AGREE", "THREATEN"))
OF_WORK = {"ASSAULT10": "PROTEST8", "THREATEN7": "THREATEN6"}  # a strike of workers
SPOKEN = frozenset(("REQUEST1", "REQUEST2", "THREATEN6", "THREATEN7"))
ENDINGS = frozenset(("CONCEDE", "RETREAT"))  # "dropped her threat", "lifted sanctions"
CONTENT_AFTER = frozenset(("for", "with", "to", "against", "of"))
CONTENT_OF = {  # what these acts ask, offer, threaten or refuse is no act of its own
    "xcomp": WISHES | {"REJECT"} | ENDINGS,
    "ccomp": WISHES,
    "dobj": WISHES | {"REJECT"} | ENDINGS,
    "nsubjpass": ENDINGS | {"REJECT"},
    "pobj": WISHES,
    "pcomp": WISHES,
    "acl": WISHES,
    "advcl": ENDINGS,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One act as tokens: heads of phrases, empty where the sentence names nobody."""

    trigger: int
    sentence: Sentence
    act: str
    actors: list[int]
    targets: list[int]
    place: list[int]
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
    likely[:, none] = 0
    for n, (i, _) in enumerate(tellers):  # "accepted the offer" refuses nothing
        agrees = "AGREE0" in rungs(tree, i) and "REJECT4" not in rungs(tree, i)
        if agrees and not any(tree.dep[k] == "neg" for k in tree.kids[i]):
            likely[n, head.classes.index("REJECT4")] = 0
    surest: dict[int, float] = {}
    for (_, s), own in zip(tellers, score, strict=True):
        surest[s.first] = max(surest.get(s.first, 0.0), float(own))
    strikes = {i for i, s in tellers if of_work(tree, i, s.first, s.last)}
    found = {
        i: (s, OF_WORK.get(told, told) if i in strikes else told, float(score[n]))
        for n, (i, s) in enumerate(tellers)
        for told in (head.classes[likely[n].argmax()],)
        if score[n] >= _least(tree, i) and surest[s.first] >= ALONE
    }
    for n, (i, s) in enumerate(tellers):
        act, sure = phrase_act(tree, i)
        sure = sure or any(k in found or tree.pos[k] == "ADJ" for k in tree.kids[i])
        told = act == "THREATEN7" or (sure and score[n] >= LEAST / 2)
        if act and (i in found or told):
            found[i] = (s, act, float(max(score[n], LEAST)))
    _one_act_each(tree, found)
    roles = {role: vectors @ heads[role].dense for role in ("actor", "target")}
    readings = [
        _reading(tree, i, told, named, heads, roles, near) for i, told in sorted(found.items())
    ]
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
        nouns = [k for k in hows(tree, i) if k in told and told[k].act == reading.act]
        if nouns and not reading.actors:
            return replace(reading, actors=told[nouns[0]].actors)
        above = tree.head[tree.head[i]]
        if not reading.targets and i in hows(tree, above):
            return replace(reading, targets=_fallen(tree, above, told))
    if reading.act.startswith("ACCUSE") and tree.pos[i] == "VERB":
        for k in tree.kids[i]:
            deed = tree.dep[k] in ("dobj", "nsubjpass") and k in told
            if deed and tree.pos[k] == "NOUN" and told[k].act.endswith(DEEDS):
                return replace(reading, targets=told[k].actors)
    return reading


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
    """Leave out light verbs ("carried out a strike") and contents ("rejected talks")."""
    for i in [i for i in found if tree.pos[i] == "NOUN"]:
        light = carrier(tree, i)
        if light in found and found[light][1][:-1] not in ENDINGS:
            own = rungs(tree, light) and found[light][2] >= found[i][2]
            found.pop(i if own else light)
    told = dict(found)
    for i in told:
        above, dep = tree.head[i], tree.dep[i]
        if dep in ("pobj", "pcomp") and tree.lemma[above] in CONTENT_AFTER:
            above = tree.head[above]
        root = told[above][1].rstrip("0123456789") if above in told and above != i else ""
        ends = root in ENDINGS and above not in found  # "demanded that it lift the ban"
        if dep in ("acl", "advcl") and not _to(tree, i):
            root = ""
        if (root in CONTENT_OF.get(dep, ()) and not ends) or _nobody(tree, i, told):
            found.pop(i)


def _nobody(tree: Tree, i: int, found: dict[int, tuple[Sentence, str, float]]) -> bool:
    """Weather and accidents do not act; "declined to comment" is no refusal; one blow is one act.

    "shelled Kell, killing four" is told by its first verb.
    """
    kids = tree.kids[i]
    shared = tree.kids[tree.head[i]] if tree.dep[i] == "conj" else []
    doers = {tree.lemma[k] for k in (*kids, *shared) if tree.dep[k] == "nsubj"}
    doers |= {tree.lemma[j] for k in kids if tree.dep[k] == "agent" for j in tree.kids[k]}
    said = {tree.lemma[k] for k in kids if tree.dep[k] == "xcomp"}
    head = tree.head[i]
    result = tree.dep[i] == "advcl" and tree.tag[i] == "VBG" and head in found
    aim = tree.dep[i] == "acl" and _to(tree, i)  # "an order to shell Kell"
    return bool(
        doers & NO_AGENT
        or leaves_open(tree, i)
        or any(SCORE.fullmatch("".join(tree.text[k : k + 3])) for k in kids)  # "beat Borduria 3-1"
        or (aim and plover()[found[i][1].rstrip("0123456789")].words_or_deed == "deed")
        or (tree.lemma[i] in ("decline", "refuse") and said & NO_ANSWER)
        or (result and {found[i][1], found[head][1]} == {"ASSAULT10"})
        or (found[i][1] == "ASSAULT10" and mishap(tree, i))
        or over(tree, i)
        or told_beside(tree, i, {k: told[1] for k, told in found.items()})
        or (found[i][1][:7] == "REQUEST" and of_press(tree, i))
    )  # fmt: skip


def _reading(
    tree: Tree,
    i: int,
    told: tuple[Sentence, str, float],
    named: dict[int, Mention],
    heads: dict[str, Head],
    roles: dict[str, Floats],
    near: Around,
) -> Reading:
    sentence, act, score = told
    pairs = candidates(tree, i, sentence.first, sentence.last)
    features = role_features(tree, i, act, pairs, near)
    at = [k for k, _ in pairs]
    actor = _best(heads["actor"], features, roles["actor"][at], at, set())
    actor = _told_doer(tree, i, act, actor)
    seized = act == "COERCE9" and actor >= 0 and undergoes(tree, i, actor)
    actors = coordinated(tree, actor, i) if actor >= 0 and not seized else []
    taken = set().union(*(tree.whole(k) for k in actors)) if actors else set()
    target = _best(heads["target"], features, roles["target"][at], at, taken)
    if seized:
        target = actor
    elif target >= 0 and plover()[act.rstrip("0123456789")].words_or_deed == "words":
        asked = {rung for rung in rungs(tree, target) if rung.endswith(DEEDS)}
        if asked and tree.lemma[target] not in ACTORS and target not in named:
            target = -1  # "warned of reprisals": what is told, nobody who is addressed
    targets = [k for k in coordinated(tree, target, i) if k not in taken] if target >= 0 else []
    if both := sides(tree, i):
        actors, targets = both[:1], both[1:]
    if act in ("ASSAULT10", "MOBILIZE8"):  # what is fired is not what is hit
        targets = [k for k in targets if tree.lemma[k] not in AMMUNITION]
    targets = invited(tree, i, targets)
    place = []
    if targets and target in dict(pairs) and is_place(tree, target, dict(pairs)[target], named):
        targets, place = [], [target]
    return Reading(i, sentence, act, actors, targets, place, score)


def _told_doer(tree: Tree, i: int, act: str, chosen: int) -> int:
    """Who acts where the grammar leaves no choice, else who was chosen.

    Whoever is charged, "by Varnia", the subject of its own clause ("said, and the army warned");
    not who tells of it ("Varnia said that four had been killed", "condemned the raid").
    """
    fault = accused(tree, i)
    if fault is not None:
        return -1 if tree.lemma[fault] in NO_AGENT else fault
    kids = {tree.dep[k]: k for k in tree.kids[i]}
    if "agent" in kids:
        by = [k for k in tree.kids[kids["agent"]] if can_act(tree, k)]
        return by[0] if by else chosen
    of_speaker = tree.dep[i] == "ccomp" and act in SPOKEN  # "said that Varnia must leave"
    own = kids.get("nsubj", -1) if tree.dep[i] in ("conj", "ccomp") and not of_speaker else -1
    outside = chosen < 0 or i not in tree.up(chosen)
    if own >= 0 and outside and can_act(tree, own):
        return own
    return -1 if chosen >= 0 and act.endswith(DEEDS) and only_tells(tree, i, chosen) else chosen


def _to(tree: Tree, i: int) -> bool:
    return any(tree.dep[k] == "aux" and tree.lower[k] == "to" for k in tree.kids[i])


def _best(
    head: Head, features: list[list[str]], dense: Floats, at: list[int], taken: set[int]
) -> int:
    """The likeliest phrase for a role; -1 where nobody is likelier, which `features` begin with."""
    scores = head.onto(np.vstack([np.zeros((1, 1), np.float32), dense]), features)[:, 0]
    free = [n for n, k in enumerate(at, 1) if k not in taken]
    best = max(free, key=lambda n: (scores[n], -n), default=0)
    return at[best - 1] if best and scores[best] > scores[0] - SOMEBODY else -1
