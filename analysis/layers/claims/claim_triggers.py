"""Clauses that answer a claim: confirmations, denials, silence, refusals, missing evidence, with what they answer."""

from dataclasses import dataclass

from spacy.tokens import Token

from ...text.parse import Parsed, Sentence
from .claim_words import VERBAL, has_phrase, lemmas, lexicon, negated, own_subject, subject
from .clauses import Clause
from .voices import NARRATOR, Voice, Voices

KINDS = ("unverified", "neither", "no_evidence", "declined", "silent")
ALWAYS = frozenset({"deny", "confirm", "acknowledge", "admit", "verify", "corroborate"})
EVIDENCE = frozenset({"evidence", "proof", "indication"})
SHOWING = frozenset(
    {
        "provide",
        "offer",
        "present",
        "show",
        "give",
        "produce",
        "find",
        "see",
        "have",
        "publish",
        "release",
        "be",
        "cite",
        "supply",
    }
)
OBJECTS = frozenset({"dobj", "nsubjpass", "ccomp", "xcomp", "pobj", "attr"})


@dataclass(slots=True)
class Trigger:
    """A response before it is linked. target: pronoun, noun, event, clause, relative or none; `lemmas` name what is answered."""

    response: str
    head: Token
    start: int
    end: int
    voice: Voice
    target: str
    lemmas: frozenset[str]
    sentence_id: int
    paragraph: int
    owner: str = ""  # 'the North's claims' → north
    several: bool = False  # 'either account', 'both claims'
    noun: str = ""  # what is answered is called: accusation, rumour, report …


def find_trigger(
    parsed: Parsed, clause: Clause, sentence: Sentence, voices: Voices
) -> Trigger | None:
    """The response that a clause gives, or None."""
    relative = clause.kind == "relative"
    noun = clause.head.head
    if relative:  # '…, a charge his office called “pure invention”', '…, which Moscow denies'
        called = noun.lemma_.lower() in lexicon(
            "responses", "cue", "response", kind="noun", response="object"
        )
        if not called and not (
            noun.pos_ in VERBAL
            or any(c.lower_ == "which" and c.dep_ == "dobj" for c in clause.head.children)
        ):
            return None
        clause = Clause(
            clause.head,
            clause.kind,
            min(clause.first, max(noun.left_edge.i, noun.i - 3)) if called else clause.first,
            clause.last,
        )
    padded = lemmas(parsed, clause.first, clause.last)
    kind, verb = _kind(clause.head, padded)
    if not kind:
        return None
    target, words = ("relative", frozenset()) if relative else _target(parsed, verb)
    if (
        verb.lemma_ in lexicon("responses", "cue", "kind", kind="verb")
        and verb.lemma_ not in ALWAYS
        and target not in ("pronoun", "noun", "relative")
        and kind != "neither"
    ):
        return None
    if kind == "no_evidence" and target in ("event", "none"):
        noun = next(
            (t for t in parsed.tokens[clause.first : clause.last] if t.lemma_ in EVIDENCE), None
        )
        holds = noun is not None and any(
            c.dep_ in ("acl", "relcl", "ccomp") and own_subject(c) is not None
            for c in noun.children
        )
        loose = noun is not None and any(
            t.lower_ == "that" for t in parsed.tokens[noun.i + 1 : min(noun.i + 8, clause.last)]
        )
        target, words = (
            ("clause", _words(parsed, noun)) if holds or loose else ("none", frozenset())
        )
    start = parsed.tokens[clause.first].idx
    end = parsed.tokens[clause.last - 1].idx + len(parsed.tokens[clause.last - 1])
    several = (
        kind == "unverified"
        and any(
            f" {n} "
            in parsed.text(
                parsed.tokens[clause.first].idx, parsed.tokens[clause.last - 1].idx + 1
            ).lower()
            for n in ("claims", "accounts", "versions")
        )
        or any(
            f" {w} {n} " in padded
            for w in ("either", "both", "neither")
            for n in ("account", "claim", "version", "report")
        )
    )
    return Trigger(
        kind,
        verb,
        start,
        end,
        _voice(voices, clause.head, verb),
        target,
        words,
        sentence.sentence_id,
        sentence.paragraph,
        _owner(parsed, clause),
        several,
        next(
            (c.lemma_.lower() for c in verb.children if c.dep_ in OBJECTS and c.pos_ == "NOUN"), ""
        ),
    )


def without_evidence(parsed: Parsed, sentence: Sentence) -> Trigger | None:
    """'…, without offering evidence': who says it gives no proof; answers what the sentence said before."""
    tokens = parsed.tokens
    for i in range(sentence.first + 3, sentence.last - 1):
        if tokens[i].lower_ != "without":
            continue
        noun = next(
            (t for t in tokens[i + 1 : min(i + 7, sentence.last)] if t.lemma_ in EVIDENCE), None
        )
        if noun is None or any(c.dep_ in ("acl", "ccomp", "relcl") for c in noun.children):
            continue
        return Trigger(
            "no_evidence",
            tokens[i],
            tokens[i].idx,
            noun.idx + len(noun),
            NARRATOR,
            "relative",
            frozenset(),
            sentence.sentence_id,
            sentence.paragraph,
        )
    return None


def _kind(head: Token, padded: str) -> tuple[str, Token]:
    if _lacks_evidence(head, padded):
        return "no_evidence", _verb(head)
    for kind in KINDS:
        if has_phrase(
            padded, lexicon("responses", "cue", "response", response=kind, kind="phrase")
        ):
            return kind, next(
                (t for t in head.subtree if t.lemma_ in ("verify", "confirm")), _verb(head)
            ) if kind == "unverified" else _verb(head)
    verbs = lexicon("responses", "cue", "response", kind="verb")
    verb = _verb(head)
    if verb.lemma_ in verbs and verb.pos_ == "VERB":
        kind = verbs[verb.lemma_]
        if (
            negated(verb)
            or negated(head)
            or _nobody(head)
            or head.lemma_ in ("refuse", "decline", "fail")
            and verb is not head
        ):
            return "neither", verb
        return kind, verb
    if has_phrase(
        padded, lexicon("responses", "cue", "response", kind="phrase", response="denied")
    ):
        answered = lexicon("responses", "cue", "response", kind="noun", response="object")
        if any(f" {noun} " in padded for noun in answered) or any(
            f" {p} " in padded for p in ("this", "it", "that", "these")
        ):
            return "denied", verb
    return "", verb


def _nobody(verb: Token) -> bool:
    """'Neither government confirmed this', 'no official would confirm it'."""
    noun = own_subject(verb)
    return noun is not None and (
        noun.lower_ in ("neither", "none", "nobody")
        or any(c.lower_ in ("neither", "no") for c in noun.children)
    )


def _lacks_evidence(head: Token, padded: str) -> bool:
    """'has provided no evidence', 'there is no conclusive proof', 'without offering evidence'."""
    if not any(f" {noun} " in padded for noun in EVIDENCE):
        return False
    if any(f" {p} " in padded for p in ("no evidence", "no proof")):
        return True
    for noun in _below(head):
        if noun.lemma_ in EVIDENCE:
            verb = noun.head
            if (
                any(c.lower_ in ("no", "little", "scant") for c in noun.children)
                or verb.lemma_ in SHOWING
                and (
                    negated(verb)
                    or verb.head.lower_ == "without"
                    or verb.head is not verb
                    and negated(verb.head)
                )
            ):
                return True
    return False


def _below(head: Token):
    """Grandchildren included: where the object of a verb of showing can stand."""
    for child in head.children:
        yield child
        for grand in child.children:
            yield grand
            yield from grand.children


def _verb(head: Token) -> Token:
    """The verb that carries the answer: 'refused to confirm' → confirm."""
    verbs = lexicon("responses", "cue", "response", kind="verb")
    if head.lemma_ in verbs:
        return head
    return next((c for c in head.children if c.dep_ == "xcomp" and c.lemma_ in verbs), head)


def _target(parsed: Parsed, verb: Token) -> tuple[str, frozenset[str]]:
    pronouns = lexicon("responses", "cue", "response", kind="pronoun", response="object")
    nouns = lexicon("responses", "cue", "response", kind="noun", response="object")
    objects = [
        c for c in verb.children if c.dep_ in OBJECTS and (c.i > verb.i or c.dep_ == "nsubjpass")
    ]
    objects += [
        g
        for c in verb.children
        if c.dep_ in ("prep", "agent") and c.lower_ in ("of", "to", "on", "about", "for", "over")
        for g in c.children
        if g.dep_ in ("pobj", "pcomp")
    ]
    for c in objects:
        if c.lemma_ == "do" and any(g.lower_ == "so" for g in c.children):
            return "pronoun", frozenset()  # 'denied doing so'
        if c.dep_ in ("ccomp", "pcomp") or c.dep_ == "xcomp" and c.tag_ == "VBG":
            return "clause", _words(parsed, c)
        if c.lower_ in pronouns and c.pos_ in ("PRON", "DET", "ADV", "SCONJ"):
            return "pronoun", frozenset()
    for c in objects:
        words = _words(parsed, c)
        if c.lemma_.lower() in nouns:
            clause = next(
                (
                    g
                    for g in c.children
                    if g.dep_ in ("acl", "relcl") and own_subject(g) is not None
                ),
                None,
            )
            if clause is not None and c.lemma_.lower() != "existence":
                return "clause", _words(parsed, clause)
            rest = words - frozenset(nouns)
            return ("event" if c.lemma_.lower() == "existence" else "noun"), rest
        if c.pos_ in ("NOUN", "PROPN"):
            return "event", words
    return "none", frozenset()


def _owner(parsed: Parsed, clause: Clause) -> str:
    """Whose claims are answered: 'could not confirm whether the North's claims were true' → 'north'."""
    nouns = lexicon("responses", "cue", "response", kind="noun", response="object")
    reach = min(clause.head.right_edge.i + 1, clause.head.i + 30)
    for token in parsed.tokens[clause.head.i + 1 : reach]:
        if token.lemma_.lower() in nouns:
            owner = next((c for c in token.children if c.dep_ == "poss" and c.pos_ != "PRON"), None)
            if owner is not None:
                return owner.lower_
    return ""


def _words(parsed: Parsed, token: Token) -> frozenset[str]:
    """Lemmas of the content words below a token; long tails are cut so that the cost stays linear."""
    last = min(token.right_edge.i + 1, token.left_edge.i + 25)
    return frozenset(
        t.lemma_.lower()
        for t in parsed.tokens[token.left_edge.i : last]
        if t.pos_ in ("NOUN", "PROPN", "NUM") or t.pos_ in ("VERB", "ADJ") and not t.is_stop
    )


def _voice(voices: Voices, head: Token, verb: Token) -> Voice:
    agent = next(
        (g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"),
        None,
    )
    if agent is not None:
        return voices.of_subject(agent, verb.text, "indirect")
    noun = subject(head)
    passive = any(c.dep_ == "auxpass" for c in head.children)
    if (
        noun is None
        or noun.dep_ == "expl"
        or passive
        or noun.lower_ == "it"
        and head.lemma_ == "be"
    ):
        return NARRATOR
    return voices.of_subject(noun, verb.text, "indirect")
