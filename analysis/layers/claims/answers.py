"""Who answers a claim, and how: denials, confirmations, silence, refusals, missing evidence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from ...text.parse import Parsed, Sentence
from ..attribution.voice import Row
from .grammar import is_finite, own_subject, owner_of, padded_lemmas, subject_of
from .spans import clause_heads, own_range, trim
from .units import Claim
from .voices import NARRATOR, Voice, Voices
from .words import LABELS, answers, joined, named_words

LOOK = ("neither", "not_verified", "declined", "silent")
OUTLETS = frozenset(
    {"no_evidence", "not_verified"}
)  # remarks of the writer unless somebody says so
CERTAIN = frozenset({"deny", "confirm", "admit"})
NEGATIONS = frozenset(
    "no not n't never without nothing little nobody none nor neither lack fail".split()
)
REFUSING = frozenset("decline refuse".split())
SHOWING = frozenset("show offer provide produce present submit supply publish display".split())
ABLE = frozenset("could can able unable possible impossible be independently mean way".split())
CLAUSES = frozenset({"acl", "relcl", "ccomp", "pcomp"})
CLAUSAL = frozenset({"ccomp", "advcl", "conj", "parataxis"})
NEITHER = re.compile(r" confirm .*\b(?:deny|denial)\b| deny .*\bconfirm\b")
OBJECTS = frozenset({"dobj", "nsubjpass", "ccomp", "xcomp", "pobj", "attr"})
PRAISE = frozenset(
    "accurate constructive correct credible fair fruitful good grave helpful positive productive "
    "right serious true useful welcome".split()
)
POINTING = frozenset({"it", "this", "that", "he", "she", "they"})


@dataclass(slots=True)
class Answer:
    """A response: kind, characters, who gives it, what it names.

    target : content (a clause or charge inside it), pronoun, noun, event or none
    words  : lemmas of what it names · owner : whose claims it answers ("the firm's claims")
    """

    response: str
    head: Token
    verb: Token
    start: int
    end: int
    voice: Voice
    target: str
    words: frozenset[str]
    owner: str
    sentence: Sentence
    noun: Token | None = None
    sure: bool = True
    claims: list[Claim] = field(default_factory=list)


def find_answers(parsed: Parsed, sentence: Sentence, voices: Voices) -> Iterator[Answer]:
    """The responses that one sentence gives, before they are linked."""
    heads = clause_heads(parsed, sentence, participles=True)
    whole = padded_lemmas(parsed.tokens[sentence.first : sentence.last])
    both = NEITHER.search(whole) is not None and bool(NEGATIONS.intersection(whole.split()))
    for head in heads.values():
        if both and head.lemma_ in ("confirm", "deny"):
            response, verb = "neither", head
        else:
            first, last = own_range(head, heads, sentence)
            opening = last < sentence.last and parsed.tokens[last].tag_ in ("WRB", "IN", "WP")
            response, verb = _kind(head, parsed.tokens[first : last + opening])
        if response:
            target, noun = _evidence(head) if response == "no_evidence" else _target(verb)
        if response and not _refuses(response, verb, target, noun):
            answer = _answer(parsed, sentence, voices, response, head, verb, target, noun, heads)
            answer.sure = response not in ("denies", "confirms") or _answers(verb, target, noun)
            yield answer
            if both and response == "neither":
                return


def _refuses(response: str, verb: Token, target: str, noun: Token | None) -> bool:
    """Is no claim meant, but a request or a person ("denied a visa", "was confirmed 98-0")?"""
    if verb.lemma_ == "rule" and not any(c.lower_ == "out" for c in verb.children):
        return True
    if response == "not_verified" and (subject := subject_of(verb)) is not None:
        words = {c.lower_ for c in subject.children}
        told = subject.lemma_.lower() in answers("noun") | answers("evidence")
        if "no" in words and "such" not in words and not told:
            return True  # "no deaths have been confirmed" is news of its own
    if target != "event" or noun is None or verb.lemma_ not in answers("verb"):
        return False
    if response == "confirms" and any(c.pos_ == "NUM" for c in noun.children):
        return True  # "three cases were confirmed": likewise
    asked = answers("verb")[verb.lemma_] == "denies" and noun.lemma_.lower() in answers("request")
    return asked or noun.pos_ == "PROPN"


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
    reach = max([last, *(t.right_edge.i + 1 for t in (noun, *joined(verb)[1:]) if t is not None)])
    low, high = trim(parsed, first, min(reach, sentence.last))
    end = parsed.tokens[max(high, low + 1) - 1]
    span = parsed.tokens[low].idx, end.idx + len(end)
    row = voices.contents.rows.get(voices.contents.voice(head.idx, head.idx + len(head)))
    voice = _respondent(voices, response, head, verb, row)
    if row is not None and sentence.start <= voice.start < sentence.end:
        span = min(span[0], voice.start), max(span[1], voice.end)
    words = named_words(noun) if noun is not None else frozenset()
    return Answer(response, head, verb, *span, voice, target, words, owner_of(noun), sentence, noun)


def _kind(head: Token, tokens: Sequence[Token]) -> tuple[str, Token]:
    """(response, its verb) of a clause; ("", head) for none."""
    padded, verbs = padded_lemmas(tokens), answers("verb")
    words = frozenset(padded.split())
    lacks = bool(NEGATIONS & words) or head.head.lower_ == "without" or " yet to " in padded
    shown = lacks and words & SHOWING and not words.isdisjoint(answers("paper"))
    if shown or (lacks and any(f" {n} " in padded for n in answers("evidence"))):
        return "no_evidence", head
    phrases = {
        kind
        for phrase, kind in answers("phrase").items()
        if phrase in padded
        and f" {phrase} " in padded
        and not (kind == "silent" and _broken(phrase, words))
    }
    if found := next((kind for kind in LOOK if kind in phrases), ""):
        return found, head
    if found := _unsaid(tokens, words):
        return found, head
    with_verb = (c for c in head.children if c.dep_ == "xcomp" and c.lemma_ in verbs)
    verb = head if head.lemma_ in verbs else next(with_verb, head)
    if verb.lemma_ in verbs and verb.pos_ == "VERB":
        near = [*verb.children, *head.children]
        near += [c for c in verb.head.children if verb.dep_ == "conj" and c.lower_ == "neither"]
        negated = any(c.dep_ == "neg" or c.lower_ in NEGATIONS | {"longer"} for c in near)
        return ("" if negated or REFUSING & words else verbs[verb.lemma_]), verb
    labels = head.lemma_ in LABELS and head.pos_ == "VERB" and not words & PRAISE
    labels &= all(c.dep_ != "prt" for c in head.children)  # "called off talks"
    if labels and any(c.lemma_.lower() in answers("noun") for c in head.children):
        return "denies", head  # "called such charges “not worthy of an answer”"
    return next((kind for kind in ("denies", "confirms") if kind in phrases), ""), head


def _unsaid(tokens: Sequence[Token], words: frozenset[str]) -> str:
    """What a clause says is refused, left unanswered or could not be checked."""
    telling = answers("tells").keys() | answers("checks").keys() | answers("hears").keys()
    for t in tokens:
        lemma = t.lemma_.lower()
        if lemma not in telling:
            continue
        lacks = _lacks(t)
        willing = lacks and any(c.lower_ in ("will", "would") for c in t.children)
        active = all(c.dep_ != "auxpass" for c in t.children) and own_subject(t) is not None
        willing |= lacks and lemma == "confirm" and active and not words & ABLE
        if lemma in answers("tells") and (t.head.lemma_ in REFUSING or willing):
            return "declined"
        unable = lacks or _lacks(t.head) or not words.isdisjoint({"unable", "impossible"})
        if lemma in answers("checks") and t.pos_ == "VERB" and words & ABLE and unable:
            alone = lemma == "confirm" and not words & (ABLE - {"could", "can"})
            return "declined" if alone else "not_verified"
        if lemma in answers("hears") and lacks:
            has = lemma == "comment" and t.head.lemma_ in ("have", "offer")
            return "declined" if has and "immediate" not in words else "silent"
    return ""


def _lacks(t: Token) -> bool:
    """Is a word denied, or its subject or object nobody or nothing?"""
    copula = t.head.children if t.dep_ == "acomp" else ()
    near = [c for c in (*t.children, *copula) if c.dep_ not in CLAUSAL]
    near += [g for c in near for g in c.children]
    return any(c.lower_ in NEGATIONS for c in near)


def _broken(phrase: str, words: frozenset[str]) -> bool:
    """Is a silence denied: "will not remain silent", "will not go unanswered"?"""
    own = NEGATIONS.intersection(phrase.split())
    return not own and "nothing" not in phrase and bool(words & {"not", "n't", "never"})


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


def _target(verb: Token) -> tuple[str, Token | None]:
    """(kind of thing, its noun or clause) that a verb of answering takes."""
    subject, nouns = subject_of(verb), answers("noun")
    if verb.lemma_ == "be":  # "the firm's claims were nonsense", "it is not true that it sank"
        clauses = [c for c in verb.subtree if c.dep_ in ("ccomp", "acl") and c.i > verb.i]
        late = next((c for c in clauses if any(m.lower_ == "that" for m in c.children)), None)
        if late is not None and subject is not None and subject.lower_ == "it":
            return "content", late
        if subject is None or subject.lemma_.lower() not in nouns:
            return "none", None
        inner = [c for c in subject.children if c.dep_ in CLAUSES and is_finite(c)]
        return ("content", inner[0]) if inner else ("noun", subject)
    if verb.dep_ == "relcl" and verb.head.lemma_.lower() in nouns:
        return "pronoun", None  # "…, a charge his office called invention"
    objects = [
        c
        for v in joined(verb)
        for c in v.children
        if c.dep_ in OBJECTS and (c.i > v.i or c.dep_ == "nsubjpass")
    ]
    skipped = ("by", "as", "for")
    led = [c for c in verb.children if c.dep_ in ("prep", "prt") and c.lower_ not in skipped]
    objects += [g for c in led for g in c.children if g.dep_ in ("pobj", "pcomp")]
    if verb.lemma_ in LABELS:  # "called the comments “inaccurate”"
        small = [own_subject(c) for c in objects if c.dep_ == "ccomp"]
        objects += [c for c in small if c is not None]
    for c in objects:
        told = is_finite(c) or verb.lemma_ in CERTAIN or c.dep_ == "pcomp"
        told &= not any(t.text == ":" for t in c.doc[verb.i : c.left_edge.i])  # own words follow
        if told and (c.dep_ in ("ccomp", "pcomp") or (c.dep_ == "xcomp" and c.tag_ == "VBG")):
            return ("pronoun" if c.lemma_ == "do" else "content"), c
        if c.lower_ in answers("pronoun"):
            return "pronoun", None
    for c in objects:
        if c.lemma_.lower() in nouns:
            inner = [
                g
                for g in c.subtree
                if g.dep_ in CLAUSES
                and g.i > c.i
                and (own_subject(g) is not None or g.dep_ == "pcomp" or g.tag_ == "VBG")
                and not any(t.tag_ in ("WDT", "WP") for t in g.children)
            ]
            return ("content", inner[0]) if inner else ("noun", c)
        if c.pos_ in ("NOUN", "PROPN"):
            return "event", c
    return "none", None


def _answers(verb: Token, target: str, noun: Token | None) -> bool:
    """Is it a claim that is denied or confirmed, not an offer that is rejected?"""
    if verb.lemma_ in CERTAIN:
        return target != "none" or verb.lemma_ == "deny"
    if verb.lemma_ == "rule" or target == "noun":
        return True
    if verb.lemma_ in answers("verb"):
        part = noun is not None and noun.lemma_.lower() in answers("part")
        return part or target in ("content", "pronoun", "noun")
    subject = subject_of(verb)
    pointing = subject is not None and subject.lower_ in POINTING and verb.lemma_ == "be"
    named = target in ("content", "noun", "pronoun")
    return pointing or (named and (verb.lemma_ == "be" or verb.lemma_ in LABELS))


def _respondent(voices: Voices, response: str, head: Token, verb: Token, row: Row | None) -> Voice:
    if row is not None and row["source_spans"]:
        return voices.of(row)
    agents = [g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
    noun = agents[0] if agents else subject_of(head)
    passive = not agents and any(c.dep_ in ("nsubjpass", "auxpass") for c in head.children)
    passive &= verb.lemma_ != "draw"  # "would not be drawn"
    passive &= all(c.dep_ != "nsubj" for c in head.children)  # "a charge Orr denied", misparsed
    if noun is None or noun.dep_ == "expl" or passive or response in OUTLETS:
        return NARRATOR
    return voices.of_noun(noun, verb.text)
