"""Which claims does an answer answer? A trained yes or no for each of those told before."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import islice

import numpy as np
from spacy.tokens import Token

from ...text.encoder import token_vectors
from ...text.linear import Floats, load_heads, running_sums, sigmoid
from ...text.parse import Parsed
from .answers import OUTLETS, Answer
from .grammar import subject_of
from .units import Claim
from .voices import NARRATOR, Voices, same_voice
from .words import answers, groups

MODEL = "answers.npz"
NAMED, OPEN = 0.33, 0.38  # least probabilities of a link shown
DENYING = frozenset({"denies", "neither", "no_evidence"})
OPPOSING = frozenset("contradict dispute rebut refute challenge disagree reject belie".split())
BACK = 60  # earlier claims that an answer is weighed against
LOOK = 600  # claims among which they are looked for, so that time stays linear
LAYERS, WIDTH = 3, 384  # lower layers of the encoder, and how wide each is
PLAIN = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})


class Meanings:
    """Mean vectors of the content words of any span, one a layer, about the article's own mean."""

    def __init__(self, parsed: Parsed) -> None:
        kept = [t.i for t in parsed.tokens if t.pos_ in PLAIN and not t.is_stop]
        vectors = token_vectors(parsed)[kept].astype(np.float64)
        vectors -= vectors.mean(0) if kept else 0
        self._starts = np.array([parsed.tokens[i].idx for i in kept], np.int64)
        self._sums = running_sums(vectors)

    def of(self, start: int, end: int) -> Floats:
        """(layers, width), each of length 1; zeros where a span has no content word."""
        i, j = np.searchsorted(self._starts, [start, end])
        mean = (self._sums[j] - self._sums[i]).reshape(LAYERS, WIDTH)
        unit: Floats = mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), 1e-6)
        return unit.astype(np.float32)


def link(parsed: Parsed, found: Sequence[Answer], claims: Sequence[Claim], voices: Voices) -> None:
    """Give every answer the claims that it answers, as far as that is likely enough."""
    if not found or not claims:
        return
    meanings = Meanings(parsed)
    for answer in found:
        if _against_a_denial(answer, claims):
            continue
        answer.claims = inside(answer, claims)
        if answer.claims and answer.response in ("no_evidence", "declined"):
            continue
        near, names, dense = pairs(parsed, answer, claims, voices, meanings)
        if near:
            chances = sigmoid(load_heads(MODEL)["link"].scores(names, dense)[:, 0])
            likely = [(p, n) for n, p in enumerate(chances) if p > least(answer)]
            if answer.claims:  # "denied that P" says what is denied: others only by its words
                likely = [(p, n) for p, n in likely if answer.words & near[n].words]
            if answer.noun is not None and answer.noun.tag_ == "NN":  # "a charge", not "charges"
                likely = [max(likely)] if likely else []
            answer.claims += [near[n] for _, n in likely]
        answer.claims = answer.claims or inside(answer, claims, "event")  # "any part in the raid"


def least(a: Answer) -> float:
    """The probability from which a link is shown: less where an answer names what it answers."""
    return NAMED if a.target in ("noun", "pronoun") else OPEN


def _against_a_denial(a: Answer, claims: Sequence[Claim]) -> bool:
    """Does it go against a denial: "He denied that P. The union contradicted him"?

    It denies no claim then, but says that P holds.
    """
    if a.response != "denies" or a.verb.lemma_ not in OPPOSING or a.target == "content":
        return False
    told = [c for c in claims if c.end <= max(a.head.idx, a.sentence.start)]
    last = told[-1].sentence if told else a.sentence
    denied = any(c.denier is not None for c in told if c.sentence is last)
    near = 0 < a.sentence.sentence_id - last.sentence_id <= 1
    return denied and near and (a.target != "noun" or not a.words & told[-1].words)


def inside(a: Answer, claims: Sequence[Claim], target: str = "content") -> list[Claim]:
    """The claim that an answer itself tells: "denied that P", "rejected the charge of a delay"."""
    told = a.sure and a.response in DENYING
    inner = [c for c in claims if told and a.head.idx < c.start < a.end]
    if a.response == "declined":  # "declined to comment on reports that P"
        after = [c for c in claims if a.head.idx < c.start < a.sentence.end]
        named = (c for c in after if c.head.head.lemma_.lower() in answers("noun"))
        return [c for c in named if c.head.dep_ in ("acl", "ccomp") and a.head in c.head.ancestors]
    if target == "content" and a.target == "noun" and a.noun is not None:
        of = any(t.lower_ == "of" for t in a.noun.children)
        below = range(a.noun.left_edge.i, a.noun.right_edge.i + 1) if of else ()
        return [c for c in inner if c.head.i in below and c.head.dep_ != "relcl"][:1]
    inner = inner if a.target == target else []
    return [c for c in inner if target == "content" or c.kind == "denied" or c.head == a.noun][:1]


def pairs(
    parsed: Parsed, a: Answer, claims: Sequence[Claim], voices: Voices, meanings: Meanings
) -> tuple[list[Claim], list[list[str]], Floats]:
    """(earlier claims, features, measures): what the choice is trained on, one row a claim."""
    told = bisect_right(claims, a.sentence.sentence_id, key=lambda c: c.sentence.sentence_id)
    looked = reversed(claims[max(told - LOOK, 0) : told])
    near = [*islice((c for c in looked if _before(a, c)), BACK)][::-1]
    if not near:
        return [], [], np.zeros((0, 0), np.float32)
    said = meanings.of(a.start, a.end)
    named = meanings.of(a.noun.left_edge.idx, _end(a.noun)) if a.noun is not None else 0 * said
    own = np.array([meanings.of(c.start, c.end) for c in near])
    shared = [len(a.words & c.words) / (1 + len(a.words)) for c in near]
    dense = np.c_[(own * said).sum(2), (own * named).sum(2), np.array(shared)]
    dense = np.c_[dense, dense - dense.max(0)]
    names = [_features(a, c, voices, len(near) - n) for n, c in enumerate(near)]
    return near, names, dense.astype(np.float32)


def _end(noun: Token) -> int:
    return noun.right_edge.idx + len(noun.right_edge)


def _before(a: Answer, c: Claim) -> bool:
    """May an answer point back to a claim? Nobody answers a claim of their own."""
    told = (c.start if a.response == "no_evidence" else c.end) <= max(a.head.idx, a.sentence.start)
    aside = c.head.dep_ == "relcl" and c.sentence is a.sentence and a.head in c.head.ancestors
    asked = c.voice is NARRATOR and "demand" in groups().get(c.head.lemma_, ())
    if not told or aside:  # "the navy, which lost two ships, denied it"
        return False
    if asked and a.response == "denies":  # what is asked for may be refused, not denied
        return False
    if (counts := _counts(a)) and not counts & c.words:  # "the $50m is fiction" is of no $12m
        return False
    own = a.response == "confirms" and a.target in ("content", "none")  # "P, Dole confirmed"
    if own and len(a.words & c.words) < 2:
        return False
    return a.response in OUTLETS or a.voice is NARRATOR or not same_voice(c.voice, a.voice)


def _counts(a: Answer) -> set[str]:
    """Figures in the subject of an answer."""
    subject = subject_of(a.verb) if a.response == "denies" and a.verb.lemma_ == "be" else None
    return {t.lemma_.lower() for t in subject.subtree if t.pos_ == "NUM"} if subject else set()


def _features(a: Answer, c: Claim, voices: Voices, place: int) -> list[str]:
    """What links an answer and an earlier claim, beside how alike they are."""
    kind, target = a.response, a.target
    apart = a.sentence.sentence_id - c.sentence.sentence_id
    gap = min(int(2 * math.log2(1 + max(apart, 0))), 9)
    far = min(a.sentence.paragraph - c.sentence.paragraph, 4)
    own = c.voice is NARRATOR
    near = min(place, 6)
    about = _about(a, c, voices)
    found = ["bias"]
    for name in (f"gap {gap}", f"far {far}", f"place {near}", f"about {about}", f"own {own}"):
        found += [name, f"{name} {target}", f"{name} {kind}"]
    found += [
        f"told {c.voice.source_type} {kind}",
        f"sure {a.sure} {kind}",
        f"heading {c.sentence.is_heading}",
        f"answer heading {a.sentence.is_heading}",
        f"narrator {a.voice is NARRATOR} {kind}",
        f"place {near} about {about} {c.claim_type}",
        f"place {near} own {own} {kind}",
        f"clause {c.head.dep_}",
        f"clause {c.head.dep_} {own}",
        f"cut {c.kind} {own}",
        f"figurative {c.figurative}",
        f"type {c.claim_type} {kind}",
        f"type {c.claim_type} {target}",
        f"sure {a.sure} {kind} {target} gap {min(gap, 3)} own {own}",
        f"chance {int(4 * c.score)} {own}",
    ]
    if a.owner:
        found.append(f"owner {a.owner in f'{c.voice.source} {c.voice.actor}'.lower()}")
    return found


def _actors(voices: Voices, start: int, end: int) -> dict[str, int]:
    """Actors that a span names, with where."""
    return {m.actor: m.first for m in voices.mentions if start <= m.start < end}


def _about(a: Answer, c: Claim, voices: Voices) -> str:
    """Does a claim name who answers: as its subject, elsewhere, by another of their names?"""
    if a.voice is NARRATOR:
        return "narrator"
    names = _actors(voices, c.start, c.end)
    if a.voice.actor and a.voice.actor in names:
        return "subject" if names[a.voice.actor] < c.head.i else "named"
    who = {w.lower() for name in (a.voice.actor, a.voice.source) if name for w in name.split()[-1:]}
    if any(w in c.text.lower() for w in who):
        return "named"
    kin = _actors(voices, a.voice.start, a.voice.end) if a.voice.start >= 0 else {}
    return "kin" if kin.keys() & names.keys() else "no"
