"""Which claims does an answer answer? A trained yes or no for each of those told before."""

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import islice

import numpy as np

from ...text.linear import Floats
from ...text.parse import Parsed
from ...text.trees import probabilities
from ..actors.names import Cast
from ..actors.standing import descriptions
from .answers import OUTLETS, Answer
from .grammar import content_words, subject_of
from .types import TYPES
from .units import Claim, negated
from .voices import NARRATOR, Voices, same_voice
from .words import answers, groups

MODEL = "answers.npz"
OPEN, NAMED, ALONE = 0.5, 0.45, 0.4  # probabilities from which a link is shown
DENYING = frozenset({"denies", "neither", "no_evidence"})
OPPOSING = frozenset("contradict dispute rebut refute challenge disagree reject belie".split())
BACK = 60  # earlier claims that an answer is weighed against
LOOK = 600  # claims among which they are looked for, so that time stays linear
RESPONSES = ("denies", "confirms", "declined", "silent", "neither", "no_evidence", "not_verified")
TARGETS = ("content", "pronoun", "noun", "event", "none")
SOURCES = ("named_official", "named_person", "institution", "media", "anonymous", "unattributed")
CLAUSES = ("ROOT", "ccomp", "conj", "relcl", "advcl", "acl")
NAMING = ("subject", "named", "kin", "narrator", "no")
NOUNS = ("charge accusation allegation", "figure number toll count", "report account story")


def link(parsed: Parsed, found: Sequence[Answer], claims: Sequence[Claim], voices: Voices) -> None:
    """Give every answer the claims that it answers, as far as that is likely enough."""
    if not found or not claims:
        return
    weights = rarity(parsed)
    for answer in found:
        if _against_a_denial(answer, claims):
            continue
        answer.claims = inside(answer, claims)
        if answer.claims and answer.response in ("no_evidence", "declined"):
            continue
        near, rows = pairs(parsed, answer, claims, voices, weights)
        if near:
            least = NAMED if answer.target in ("noun", "pronoun") else OPEN
            least = min(least, ALONE) if len(near) == 1 else least
            likely = [(p, n) for n, p in enumerate(probabilities(MODEL, rows)) if p > least]
            if answer.claims:  # "denied that P" says what is denied: others only by its words
                likely = [(p, n) for p, n in likely if answer.words & near[n].words]
            if answer.noun is not None and answer.noun.tag_ == "NN":  # "a charge", not "charges"
                likely = [max(likely)] if likely else []
            answer.claims += [near[n] for _, n in likely]
        answer.claims = answer.claims or inside(answer, claims, "event")  # "any part in the raid"


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


def rarity(parsed: Parsed) -> dict[str, float]:
    """Content words of an article → how few of its sentences hold them."""
    held = Counter(
        w for s in parsed.sentences for w in content_words(parsed.tokens[s.first : s.last])
    )
    return {w: math.log(max(len(parsed.sentences), 2) / n) for w, n in held.items()}


def pairs(
    parsed: Parsed, a: Answer, claims: Sequence[Claim], voices: Voices, weights: dict[str, float]
) -> tuple[list[Claim], Floats]:
    """(earlier claims, numbers): what the choice is trained on, one row a claim."""
    told = bisect_right(claims, a.sentence.sentence_id, key=lambda c: c.sentence.sentence_id)
    looked = reversed(claims[max(told - LOOK, 0) : told])
    near = [*islice((c for c in looked if _before(a, c)), BACK)]
    if not near:
        return [], np.zeros((0, 0), np.float32)
    tokens = parsed.touched(a.start, a.end)
    said, names = content_words(tokens), _kin(parsed, a, voices)
    own = [
        *_of_answer(parsed, a, [t.lemma_.lower() for t in tokens]),
        bool(inside(a, claims)),
        len(near),
    ]
    rows, seen = [], Counter[str]()
    for n, c in enumerate(near):
        about = _about(a, c, voices, names)
        shared = [
            sum(weights.get(w, 0) for w in said & c.words),
            sum(weights.get(w, 0) for w in a.words & c.words),
            len(a.words & c.words) / (1 + len(a.words)),
        ]
        place = [n, seen["about"], seen["told"], c.sentence is near[0].sentence]
        seen.update(about=about in NAMING[:3], told=c.voice is not NARRATOR)
        rows.append(
            [*shared, *own, *place, NAMING.index(about), *_of_claim(parsed, c), *_between(a, c)]
        )
    x = np.array(rows, np.float32)
    return near, np.hstack([x, x[:, :3] - x[:, :3].max(0)])


def _of_answer(parsed: Parsed, a: Answer, lemmas: Sequence[str]) -> list[float]:
    """Numbers that all pairs of one answer share."""
    asked = [any(w in lemmas for w in kind.split()) for kind in NOUNS]
    begins = a.sentence.start == parsed.paragraphs[a.sentence.paragraph][0]
    return [
        *(RESPONSES.index(a.response), TARGETS.index(a.target), a.sure, a.voice is NARRATOR),
        *(bool(a.voice.actor), a.sentence.sentence_id, a.sentence.is_heading, begins),
        *(a.noun is not None and a.noun.tag_ in ("NNS", "NNPS"), len(lemmas), a.verb is a.head),
        *(not answers("noun").keys().isdisjoint(lemmas), *asked, a.verb.lemma_ in answers("verb")),
    ]


def _of_claim(parsed: Parsed, c: Claim) -> list[float]:
    kind = TYPES.index(c.claim_type) if c.claim_type in TYPES else -1
    clause = CLAUSES.index(c.head.dep_) if c.head.dep_ in CLAUSES else -1
    counts = any(t.pos_ == "NUM" for t in parsed.tokens[c.first : c.last])
    return [
        *(c.voice is NARRATOR, kind, SOURCES.index(c.voice.source_type), c.score, clause, counts),
        *(c.sentence.is_heading, c.sentence.paragraph, c.figurative, negated(c), c.last - c.first),
        *(c.denier is not None, " < " in c.voice.chain),
    ]


def _between(a: Answer, c: Claim) -> list[float]:
    who = f"{c.voice.source} {c.voice.actor}".lower()
    return [
        a.sentence.sentence_id - c.sentence.sentence_id,
        a.sentence.paragraph - c.sentence.paragraph,
        math.log1p(max(a.start - c.end, 0)),
        same_voice(a.voice, c.voice),
        (1 if a.owner in who else -1) if a.owner else 0,
    ]


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


def _actors(voices: Voices, start: int, end: int) -> dict[str, int]:
    """Actors that a span names, with where."""
    return {m.actor: m.first for m in voices.mentions if start <= m.start < end}


def _kin(parsed: Parsed, a: Answer, voices: Voices) -> set[str]:
    """Actors named in the words of who answers, and in what the article calls them."""
    spans = [(a.voice.start, a.voice.end)] if a.voice.start >= 0 else []
    for m in Cast.of(voices.mentions).by_actor.get(a.voice.actor, ()):
        for d in descriptions(parsed, m):
            spans.append((parsed.tokens[d.first].idx, parsed.tokens[d.last - 1].idx + 1))
    return {actor for span in spans for actor in _actors(voices, *span)}


def _about(a: Answer, c: Claim, voices: Voices, kin: set[str]) -> str:
    """Does a claim name who answers: as its subject, elsewhere, by another of their names?"""
    if a.voice is NARRATOR:
        return "narrator"
    names = _actors(voices, c.start, c.end)
    if a.voice.actor and a.voice.actor in names:
        return "subject" if names[a.voice.actor] < c.head.i else "named"
    who = {w.lower() for name in (a.voice.actor, a.voice.source) if name for w in name.split()[-1:]}
    if any(w in c.text.lower() for w in who):
        return "named"
    return "kin" if kin & names.keys() else "no"
