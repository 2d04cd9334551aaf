"""The cue lists of the claims layer, read once, and small questions to a parse."""

from functools import cache
from types import MappingProxyType

from spacy.tokens import Token

from ...text.lexicon import read_rows
from ...text.parse import Parsed, Sentence

SUBJECT = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
VERBAL = frozenset({"VERB", "AUX"})
MODALS = frozenset({"may", "might", "could", "would"})


@cache
def lexicon(name: str, key: str, column: str, **where: str) -> MappingProxyType:
    """One column of a cue list → {cue: value}; `where` keeps the lines with these values in other columns.

    Raises ValueError, naming the file, when a column is missing.
    """
    rows = read_rows(f"{name}.csv", (key, column, *where))
    return MappingProxyType(
        {row[key]: row[column] for _, row in rows if all(row[k] == v for k, v in where.items())}
    )


def reporting(group: str) -> MappingProxyType:
    """Verbs of one group of `reporting.csv`: speech, factive, cognition, hint, deny, accuse, declaration, address."""
    return lexicon("reporting", "lemma", "group", group=group)


def rhetoric(kind: str) -> MappingProxyType:
    """Terms of one kind of `rhetoric.csv`: subject, deixis, idiom, evaluative, reading, cataphor."""
    return lexicon("rhetoric", "term", "kind", kind=kind)


def event_classes(lemma: str) -> frozenset[str]:
    """Classes of events that a verb or a noun names: strike → attack; empty for most words."""
    return _events().get(lemma, frozenset())


@cache
def _events() -> MappingProxyType:
    classes: dict[str, frozenset[str]] = {}
    for _, row in read_rows("events.csv", ("lemma", "event_class")):
        classes[row["lemma"]] = classes.get(row["lemma"], frozenset()) | {row["event_class"]}
    return MappingProxyType(classes)


def lemmas(parsed: Parsed, first: int, last: int) -> str:
    """Lemmas of a token range as one padded string, to look phrases up in: ' the call take place '."""
    return f" {' '.join(t.lemma_.lower() for t in parsed.tokens[first:last] if not t.is_space)} "


def has_phrase(padded: str, phrases) -> str:
    """First phrase (in the order of the list) that stands in a padded lemma string, else ''."""
    return next((p for p in phrases if f" {p} " in padded), "")


def subject(verb: Token) -> Token | None:
    """Subject of a verb; that of the verb it is coordinated with or hangs on as a participle when it has none."""
    for _ in range(6):
        own = own_subject(verb)
        if own is not None:
            return own
        if (
            verb.dep_ == "conj"
            or verb.dep_ in ("advcl", "xcomp", "acl", "dep")
            and verb.tag_ in ("VBG", "VB", "VBN")
        ):
            if verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
                return verb.head
            verb = verb.head
        else:
            return None
    return None


def own_subject(verb: Token) -> Token | None:
    """The subject of this very verb, the nearest one when the parser hangs two on it."""
    found = [c for c in verb.children if c.dep_ in SUBJECT]
    return next((c for c in reversed(found) if c.i < verb.i), found[0] if found else None)


def is_finite(verb: Token) -> bool:
    """A verb with tense or a modal: a clause that can be true or false."""
    return verb.tag_ in ("VBD", "VBP", "VBZ") or any(
        c.dep_ in ("aux", "auxpass", "cop") and (c.tag_ in ("VBD", "VBP", "VBZ", "MD"))
        for c in verb.children
    )


def negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in ("never", "neither") for c in verb.children)


def modal(verb: Token) -> str:
    """The modal of possibility that a verb stands under ('could'), else ''."""
    return next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.lower_ in MODALS), "")


def sentence_text(parsed: Parsed, sentence: Sentence) -> str:
    return parsed.text(sentence.start, sentence.end)


def is_question(parsed: Parsed, sentence: Sentence) -> bool:
    return sentence_text(parsed, sentence).rstrip("\"'”’» )").endswith("?")


def token_range(parsed: Parsed, start: int, end: int) -> tuple[int, int]:
    """Tokens that a span of characters touches, half-open."""
    span = parsed.doc.char_span(start, end, alignment_mode="expand")
    return (span.start, span.end) if span is not None else (0, 0)


def content_words(parsed: Parsed, start: int, end: int) -> frozenset[str]:
    """Lemmas of nouns, names, verbs, adjectives and numbers in a span, without stop words."""
    first, last = token_range(parsed, start, end)
    return frozenset(
        t.lemma_.lower()
        for t in parsed.tokens[first:last]
        if t.pos_ in ("NOUN", "PROPN", "NUM") or t.pos_ in ("VERB", "ADJ") and not t.is_stop
    )
