"""Small questions to a parse, asked by every step of this layer."""

from collections.abc import Iterable

from spacy.tokens import Token

from ...text.parse import Parsed, Sentence

SUBJECT = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
TENSED = frozenset({"VBD", "VBP", "VBZ"})


def own_subject(verb: Token) -> Token | None:
    """The subject of this very verb, the nearest one when the parser hangs two on it."""
    found = [c for c in verb.children if c.dep_ in SUBJECT]
    return next((c for c in reversed(found) if c.i < verb.i), found[0] if found else None)


def is_finite(verb: Token) -> bool:
    """A verb with tense or a modal: a clause that can be true or false."""
    return verb.tag_ in TENSED or any(
        c.dep_ in ("aux", "auxpass", "cop") and (c.tag_ in TENSED or c.tag_ == "MD")
        for c in verb.children
    )


def token_range(parsed: Parsed, start: int, end: int) -> tuple[int, int]:
    """Tokens that a span of characters touches, half-open."""
    touched = parsed.touched(start, end)
    return (touched[0].i, touched[-1].i + 1) if touched else (0, 0)


def is_question(parsed: Parsed, sentence: Sentence) -> bool:
    """Does the sentence ask?"""
    return parsed.text(sentence.start, sentence.end).rstrip("\"'”’» )").endswith("?")


def subject_of(verb: Token) -> Token | None:
    """Subject of a verb, or of the verb it is coordinated with or hangs on as a participle."""
    for _ in range(6):
        if (own := own_subject(verb)) is not None:
            return own
        if verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return verb.head
        if verb.dep_ not in ("conj", "advcl", "xcomp", "dep", "pcomp", "prep"):
            return None
        verb = verb.head
    return None


def content_words(tokens: Iterable[Token]) -> frozenset[str]:
    """Lemmas of nouns, names, numbers, and of verbs and adjectives that are no stop words."""
    return frozenset(
        t.lemma_.lower()
        for t in tokens
        if t.pos_ in ("NOUN", "PROPN", "NUM") or (t.pos_ in ("VERB", "ADJ") and not t.is_stop)
    )


def padded_lemmas(tokens: Iterable[Token]) -> str:
    """Lemmas between spaces, so that a phrase is found by whole words."""
    kept = (t.lemma_.lower() for t in tokens if not t.is_space and t.tag_ != "PRP$")
    return f" {' '.join(kept)} "


def owner_of(noun: Token | None) -> str:
    """As in "the firm's claims" → firm."""
    below = noun.children if noun is not None else ()
    owners = [c for c in below if c.dep_ == "poss" and c.pos_ != "PRON"]
    return owners[0].lemma_.lower() if owners else ""
