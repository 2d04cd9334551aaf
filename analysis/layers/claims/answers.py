"""Who answers a claim, and how: denials, confirmations, silence, refusals, missing evidence."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from ...text.parse import Parsed, Sentence
from ..attribution.voice import Row
from .grammar import own_subject, subject_of
from .spans import clause_heads, own_range, trim
from .units import Claim
from .voices import NARRATOR, Voice, Voices, same_voice
from .words import answers, events

LOOK = ("neither", "not_verified", "declined", "silent")
OUTLETS = frozenset(
    {"no_evidence", "not_verified"}
)  # remarks of the writer unless somebody says so
CERTAIN = frozenset({"deny", "confirm", "admit"})
NEGATIONS = frozenset(
    "no not n't never without nothing little nobody none nor neither lack fail".split()
)
CLAUSES = frozenset({"acl", "relcl", "ccomp", "pcomp"})
LABELS = frozenset({"be", "call", "describe", "brand", "label"})
NEITHER = re.compile(r" confirm .*\b(?:deny|denial)\b| deny .*\bconfirm\b")
OBJECTS = frozenset({"dobj", "nsubjpass", "ccomp", "xcomp", "pobj", "attr"})
POINTING = frozenset({"it", "this", "that", "he", "she", "they"})
SILENT = frozenset({"silent", "declined"})
NEAR, FAR = 2, 10  # sentences that a pronoun, a noun points back over
ENOUGH = 1.0  # a claim with a lower score is not what is answered


@dataclass(slots=True)
class Answer:
    """A response: kind, characters, who gives it, what it names.

    target : content (a clause or charge inside it), pronoun, noun, event or none
    words  : lemmas of what it names · owner : whose claims it answers ("the firm's claims")
    """

    response: str
    head: Token
    start: int
    end: int
    voice: Voice
    target: str
    words: frozenset[str]
    owner: str
    sentence: Sentence
    noun: Token | None = None
    claims: list[Claim] = field(default_factory=list)


def find_answers(parsed: Parsed, sentence: Sentence, voices: Voices) -> Iterator[Answer]:
    """The responses that one sentence gives, before they are linked."""
    heads = clause_heads(parsed, sentence, participles=True)
    whole = _padded(parsed.tokens[sentence.first : sentence.last])
    both = NEITHER.search(whole) is not None and bool(NEGATIONS.intersection(whole.split()))
    for head in heads.values():
        if both and head.lemma_ in ("confirm", "deny"):
            response, verb = "neither", head
        else:
            first, last = own_range(head, heads, sentence)
            response, verb = _kind(head, _padded(parsed.tokens[first:last]))
        target, noun = _evidence(head) if response == "no_evidence" else _target(verb)
        if response and (response not in ("denies", "confirms") or _answers(verb, target)):
            yield _answer(parsed, sentence, voices, response, head, verb, target, noun, heads)
            if both and response == "neither":
                return


def _padded(tokens: Iterable[Token]) -> str:
    return f" {' '.join(t.lemma_.lower() for t in tokens if not t.is_space)} "


def _answer(
    parsed: Parsed,
    sentence: Sentence,
    voices: Voices,
    response: str,
    head: Token,
    verb: Token,
    target: str,
    noun: Token | None,
    heads: dict[int, Token],
) -> Answer:
    first, last = own_range(head, heads, sentence)
    reach = max([last, *(t.right_edge.i + 1 for t in (noun, *_joined(verb)[1:]) if t is not None)])
    low, high = trim(parsed, first, min(reach, sentence.last))
    end = parsed.tokens[max(high, low + 1) - 1]
    span = parsed.tokens[low].idx, end.idx + len(end)
    row = voices.contents.rows.get(voices.contents.voice(head.idx, head.idx + len(head)))
    voice = _respondent(voices, response, head, verb, row)
    if row is not None and sentence.start <= voice.start < sentence.end:
        span = min(span[0], voice.start), max(span[1], voice.end)
    words = _words(noun) if noun is not None else frozenset()
    return Answer(response, head, *span, voice, target, words, _owner(noun), sentence, noun)


def _kind(head: Token, padded: str) -> tuple[str, Token]:
    """(response, its verb) of a clause; ("", head) for none."""
    lemmas, verbs = set(padded.split()), answers("verb")
    lacks = NEGATIONS & lemmas or head.head.lower_ == "without"
    if lacks and any(f" {n} " in padded for n in answers("evidence")):
        return "no_evidence", head
    phrases = {k for p, k in answers("phrase").items() if f" {p} " in padded}
    if found := next((kind for kind in LOOK if kind in phrases), ""):
        return found, head
    with_verb = (c for c in head.children if c.dep_ == "xcomp" and c.lemma_ in verbs)
    verb = head if head.lemma_ in verbs else next(with_verb, head)
    if verb.lemma_ in verbs and verb.pos_ == "VERB":
        near = [*verb.children, *head.children]
        refused = verb is not head and head.lemma_ in ("refuse", "decline", "fail")
        if refused or any(c.dep_ == "neg" or c.lower_ in NEGATIONS for c in near):
            return ("declined" if verbs[verb.lemma_] == "confirms" and refused else ""), verb
        return verbs[verb.lemma_], verb
    return ("denies" if "denies" in phrases else ""), head


def _evidence(head: Token) -> tuple[str, Token | None]:
    """("content", its clause) where a sentence says what there is no evidence for."""
    for noun in head.subtree:
        if noun.lemma_.lower() in answers("evidence"):
            for c in noun.children:
                if c.dep_ in CLAUSES and c.i > noun.i and own_subject(c) is not None:
                    return "content", c
    late = [c for c in head.children if c.dep_ in ("ccomp", "advcl") and c.i > head.i]
    marked = [c for c in late if any(m.lower_ == "that" for m in c.children)]
    return ("content", marked[0]) if marked else ("none", None)


def _joined(verb: Token) -> list[Token]:
    """A verb and the verbs of answering that are coordinated with it: "confirm nor deny"."""
    return [verb, *(v for v in verb.conjuncts if v.lemma_ in answers("verb"))]


def _target(verb: Token) -> tuple[str, Token | None]:
    """(kind of thing, its noun or clause) that a verb of answering takes."""
    subject, nouns = subject_of(verb), answers("noun")
    if verb.lemma_ == "be":  # "the firm's claims were nonsense"
        named = subject is not None and subject.lemma_.lower() in nouns
        return ("noun", subject) if named else ("none", None)
    if verb.dep_ == "relcl" and verb.head.lemma_.lower() in nouns:
        return "pronoun", None  # "…, a charge his office called invention"
    objects = [
        c
        for v in _joined(verb)
        for c in v.children
        if c.dep_ in OBJECTS and (c.i > v.i or c.dep_ == "nsubjpass")
    ]
    objects += [
        g
        for c in verb.children
        if c.dep_ in ("prep", "prt") and c.lower_ not in ("by", "as")
        for g in c.children
        if g.dep_ in ("pobj", "pcomp")
    ]
    for c in objects:
        if c.dep_ in ("ccomp", "pcomp") or (c.dep_ == "xcomp" and c.tag_ == "VBG"):
            return ("pronoun" if c.lemma_ == "do" else "content"), c
        if c.lower_ in answers("pronoun"):
            return "pronoun", None
    for c in objects:
        if c.lemma_.lower() in nouns:
            inner = [g for g in c.subtree if g.dep_ in CLAUSES and g.i > c.i]
            return ("content", inner[0]) if inner else ("noun", c)
        if c.pos_ in ("NOUN", "PROPN"):
            return "event", c
    return "none", None


def _answers(verb: Token, target: str) -> bool:
    """Is it a claim that is denied or confirmed, not an offer that is rejected?"""
    if verb.lemma_ in CERTAIN:
        return target != "none" or verb.lemma_ == "deny"
    if verb.lemma_ in answers("verb"):
        return target in ("content", "pronoun", "noun")
    subject = subject_of(verb)
    pointing = subject is not None and subject.lower_ in POINTING and verb.lemma_ == "be"
    return pointing or (verb.lemma_ in LABELS and target in ("noun", "pronoun"))


def _respondent(voices: Voices, response: str, head: Token, verb: Token, row: Row | None) -> Voice:
    if row is not None and row["source_spans"]:
        return voices.of(row)
    agents = [g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
    noun = agents[0] if agents else subject_of(head)
    passive = not agents and any(c.dep_ in ("nsubjpass", "auxpass") for c in head.children)
    if noun is None or noun.dep_ == "expl" or passive or response in OUTLETS:
        return NARRATOR
    return voices.of_noun(noun, verb.text)


def _owner(noun: Token | None) -> str:
    """As in "the firm's claims" → firm."""
    owners = [
        c
        for c in (noun.children if noun is not None else ())
        if c.dep_ == "poss" and c.pos_ != "PRON"
    ]
    return owners[0].lemma_.lower() if owners else ""


def _words(token: Token) -> frozenset[str]:
    """Lemmas of the content words below a token; long tails are cut so that time stays linear."""
    low = token.left_edge.i
    owner = _owner(token)
    return frozenset(
        t.lemma_.lower()
        for t in token.doc[low : min(token.right_edge.i + 1, low + 25)]
        if (t.pos_ in ("NOUN", "PROPN", "NUM", "VERB", "ADJ"))
        and not t.is_stop
        and t.lemma_.lower() not in answers("noun")
        and t.lemma_.lower() != owner
    )


def link(answers_: Sequence[Answer], claims: Sequence[Claim]) -> None:
    """Give every answer the claims that it answers; nobody answers a claim of their own."""
    for answer in answers_:
        inside = [
            c
            for c in claims
            if answer.target in ("content", "event")
            and answer.response != "confirms"
            and answer.head.idx < c.start < answer.end
        ][:1]
        answer.claims = inside + _earlier(answer, claims)


def _earlier(answer: Answer, claims: Sequence[Claim]) -> list[Claim]:
    """The claim told before that fits best, with others of the same sentence and source."""
    reach = FAR if answer.target in ("noun", "event", "content") or answer.owner else NEAR
    before = [
        c
        for c in claims
        if 0 <= answer.sentence.sentence_id - c.sentence.sentence_id <= reach
        and (c.start if answer.response == "no_evidence" else c.end) <= answer.head.idx
        and (answer.response in OUTLETS or not same_voice(c.voice, answer.voice))
    ]
    if answer.owner:
        before = [c for c in before if answer.owner in _name(c.voice)] or before
    scored = [(_fit(answer, c), c) for c in before]
    best = max((score for score, _ in scored), default=0.0)
    if best < ENOUGH:
        return []
    found = max((c for score, c in scored if score == best), key=lambda c: c.start)
    return [
        c
        for score, c in scored
        if c is found
        or (
            score >= best - 0.3
            and c.sentence is found.sentence
            and same_voice(c.voice, found.voice)
        )
    ]


def _one_event(answer: Answer, claim: Claim) -> bool:
    """Does a noun name what the verb of a claim tells: the visit, flew?"""
    told = events().get(claim.head.lemma_.lower(), frozenset())
    return any(events().get(w, frozenset()) & told for w in answer.words)


def _name(voice: Voice) -> str:
    return f"{voice.source} {voice.actor}".lower()


def _fit(answer: Answer, claim: Claim) -> float:
    """How well a claim fits as what is answered; 1 is enough."""
    apart = answer.sentence.sentence_id - claim.sentence.sentence_id
    shared = len(answer.words & claim.words)
    share = shared / max(len(answer.words), 1)
    who = (name.split()[-1] for name in (answer.voice.actor, answer.voice.source) if name)
    about = answer.voice is not NARRATOR and any(w.lower() in claim.text.lower() for w in who)
    if answer.target in ("content", "event"):
        same = shared >= min(2, len(answer.words)) or (apart <= NEAR and _one_event(answer, claim))
        charged = about and claim.claim_type == "accusation" and answer.response == "denies"
        return max(2.0 * max(share, 0.6) * same, 1.4 * (charged and apart <= 3)) - 0.03 * apart
    if answer.response == "no_evidence" and not apart:
        return 1.5
    if answer.response in SILENT:
        return 2.0 * about - 0.4 * apart + 1.2 * (claim.claim_type == "accusation" and apart < 2)
    score = 1.4 - 0.25 * apart + share + 0.4 * (claim.voice is not NARRATOR)
    score += 0.6 * about + 0.4 * (claim.claim_type == "accusation")
    score += 1.0 * bool(answer.owner and answer.owner in _name(claim.voice))
    return score
