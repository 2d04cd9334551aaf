"""The cue lists of this layer, read once."""

from functools import cache

from spacy.tokens import Token

from ...text.lexicon import read_rows
from .grammar import owner_of

LABELS = frozenset("call label name brand describe term deem dub denounce liken compare".split())
AWAY = frozenset("for on upon off up out in to".split())  # "called for calm"


def labels(verb: Token) -> bool:
    """Does it call something a name: "called it a betrayal", not "called for calm"?"""
    if verb.lemma_ not in LABELS or verb.pos_ != "VERB":
        return False
    return verb.doc[verb.i + 1 : verb.i + 2].text.lower() not in AWAY


@cache
def groups() -> dict[str, tuple[str, ...]]:
    """Verb → its groups in `reporting.csv`: speech, factive, cognition, deny, accuse and others."""
    found: dict[str, tuple[str, ...]] = {}
    for _, row in read_rows("reporting.csv", ("lemma", "group")):
        found[row["lemma"]] = (*found.get(row["lemma"], ()), row["group"])
    return found


@cache
def answers(kind: str) -> dict[str, str]:
    """Cue → response, of one kind of row: verb, phrase, noun, pronoun, evidence."""
    rows = read_rows("responses.csv", ("cue", "kind", "response"))
    return {row["cue"]: row["response"] for _, row in rows if row["kind"] == kind}


@cache
def events() -> dict[str, frozenset[str]]:
    """Verb or noun → the classes of events it names (`events.csv`): strike → attack."""
    found: dict[str, frozenset[str]] = {}
    for _, row in read_rows("events.csv", ("lemma", "event_class")):
        found[row["lemma"]] = found.get(row["lemma"], frozenset()) | {row["event_class"]}
    return found


def joined(verb: Token) -> list[Token]:
    """A verb and the verbs of answering that share its object: "confirm nor deny it"."""
    if any(c.i > verb.i and c.dep_ in ("dobj", "ccomp", "xcomp") for c in verb.children):
        return [verb]  # "denied the theft but confirmed that P" denies no P
    return [verb, *(v for v in verb.conjuncts if v.lemma_ in answers("verb"))]


def named_words(token: Token) -> frozenset[str]:
    """Lemmas of the content words below a token; long tails are cut so that time stays linear."""
    low = token.left_edge.i
    owner = owner_of(token)
    return frozenset(
        t.lemma_.lower()
        for t in token.doc[low : min(token.right_edge.i + 1, low + 25)]
        if (t.pos_ in ("NOUN", "PROPN", "NUM", "VERB", "ADJ"))
        and not t.is_stop
        and t.lemma_.lower() not in answers("noun")
        and t.lemma_.lower() != owner
    )
