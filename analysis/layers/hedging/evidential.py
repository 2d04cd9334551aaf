"""Cues that no word list holds: unnamed sources and words held at a distance by quotation marks."""

from collections.abc import Iterator

from spacy.tokens import Token

from ...text.parse import Parsed
from ...text.phrases import Words
from .cues import Cue

# Heads of a source without a name; the second group is a source only when nothing says which ones.
ALWAYS_UNNAMED = frozenset("source insider observer whistleblower leaker".split())
GROUPS = frozenset(
    "official analyst expert critic diplomat aide adviser advisor operative strategist "
    "lawmaker conservative liberal "
    "democrat republican person people commentator pundit watcher opponent supporter skeptic "
    "activist economist "
    "scientist researcher historian scholar investigator lawyer executive ally voter fan rival "
    "donor staffer "
    "agent witness resident neighbor neighbour political other friend colleague associate veteran "
    "leader".split()
)
VAGUE_DETERMINERS = frozenset(
    "some many several most a an one two three four multiple numerous various certain other few "
    "another".split()
)
SAYING = frozenset(
    "say tell add note believe think claim argue warn fear worry suspect report suggest see "
    "maintain contend describe "
    "predict speculate estimate insist confirm reveal expect call complain consider wonder "
    "whisper view".split()
)
PLAIN = frozenset(
    "say tell note add report".split()
)  # 'observers say' is one cue; in 'some believe' the verb is another
ANONYMOUS_MODIFIERS = frozenset("unnamed unidentified anonymous undisclosed".split())


def find_evidential(parsed: Parsed, words: Words) -> Iterator[Cue]:
    """Unnamed sources and scare quotes, as cues of ANON and ALLEG."""
    yield from _unnamed_sources(parsed, words)
    yield from _scare_quotes(parsed, words)


def _unnamed_sources(parsed: Parsed, words: Words) -> Iterator[Cue]:
    """'a source said', 'observers say', 'two sources close to the port', 'some who thought'."""
    doc, lemma = parsed.doc, words.lemma
    for i, word in enumerate(lemma):
        if (
            word in ALWAYS_UNNAMED
            or word in GROUPS
            or (word == "some" and words.lower[i] == "some")
        ):
            cue = _unnamed(doc[i], words, word)
            if cue:
                yield cue


def _unnamed(head: Token, words: Words, lemma: str) -> Cue | None:
    if head.pos_ not in ("NOUN", "PRON", "DET") and not (
        head.pos_ in ("ADJ", "PROPN") and head.dep_ == "nsubj"
    ):
        return None
    children = list(head.children)
    determiners = [
        k for k in children if k.dep_ in ("det", "nummod", "poss", "amod") and k.i < head.i
    ]
    named = any(k.dep_ == "appos" or k.dep_ == "poss" for k in children) or any(
        k.dep_ == "compound" and k.pos_ == "PROPN" and k.ent_type_ for k in children
    )
    definite = any(
        k.lower_
        in ("the", "this", "that", "these", "those", "his", "her", "their", "its", "our", "my")
        for k in determiners
    )
    vague = any(k.lower_ in VAGUE_DETERMINERS for k in determiners) or lemma == "some"
    anonymous = any(k.lower_ in ANONYMOUS_MODIFIERS for k in determiners)
    if named or (definite and not anonymous):
        return None
    plural = head.tag_ in ("NNS", "NNPS") or lemma == "people"
    bare = plural and not determiners
    says, after = _speech(head)
    if not says:
        return None
    if lemma in ALWAYS_UNNAMED:
        allowed = plural or vague or anonymous
    elif lemma == "some":
        allowed = any(k.dep_ == "relcl" for k in children) or says.dep_ in (
            "ROOT",
            "relcl",
            "ccomp",
            "parataxis",
            "advcl",
        )
    else:
        allowed = (
            (vague and plural)
            or anonymous
            or (
                bare and lemma in ("critic", "analyst", "expert", "observer", "opponent", "skeptic")
            )
        )
        relation = any(k.lower_ in ("close", "familiar") for k in head.subtree)
        allowed = allowed or relation
    if not allowed:
        return None
    first = min([head.i, *(k.i for k in determiners)])
    last = head.i + 1
    close = [
        k
        for k in children
        if k.dep_ in ("amod", "acl", "relcl", "prep") and k.lower_ in ("close", "familiar")
    ]
    if close:
        last = min(max(t.i for t in close[0].subtree) + 1, close[0].i + 2)
    if after == "said":
        if says.i == last and says.lemma_ in PLAIN:
            last += 1
    elif after == "according":
        first = says.i
    elif after == "who" and last < len(words.lower) and words.lower[last] in ("who", "that"):
        last += 1
    return Cue(first, last, "ANON", 2, f"anon-{after}:{lemma}")


def _speech(head: Token) -> tuple[Token | None, str]:
    """The verb of saying or thinking whose subject this is, and how it is joined to it."""
    above = head.head
    if head.dep_ in ("nsubj", "nsubjpass") and above.lemma_ in SAYING and above.pos_ == "VERB":
        return above, "said"
    for k in head.children:
        if (
            k.dep_ == "relcl"
            and k.lemma_ in SAYING
            and head.lower_ in ("some", "many", "others", "those", "people")
        ):
            return k, "who"
    if head.dep_ == "pobj" and above.lower_ == "to" and above.head.lower_ == "according":
        return above.head, "according"
    return None, ""


def _scare_quotes(parsed: Parsed, words: Words) -> Iterator[Cue]:
    """A term of one to three words in marks: 'the alleged “state terrorism”'.

    Not a title, a motto, or a word somebody said.
    """
    for quote in parsed.quotes:
        if quote.kind != "scare":
            continue
        inside = [
            t
            for t in parsed.doc.char_span(quote.start, quote.end, alignment_mode="expand") or ()
            if not t.is_space
        ]
        terms = [t for t in inside if t.is_alpha or "-" in t.text]
        if not 1 <= len(terms) <= 3 or not _distanced(inside, terms):
            continue
        yield Cue(inside[0].i, inside[-1].i + 1, "ALLEG", 3, "alleg-marks:scare quotes")


def _distanced(inside: list[Token], terms: list[Token]) -> bool:
    """The marks stand around a noun phrase in lower case that something is done to or said about.

    Not around what somebody is called ('as a "con artist"'), a coined name, a verb, or the end of
    a quotation that began as speech.
    """
    if all(t.text[0].isupper() for t in terms):
        return False  # a title or a name
    head = next(
        (t for t in inside if not inside[0].i <= t.head.i <= inside[-1].i and not t.is_punct),
        terms[-1],
    )
    if head.pos_ not in ("NOUN", "ADJ", "PROPN") or head.dep_ not in (
        "dobj",
        "pobj",
        "nsubj",
        "nsubjpass",
    ):
        return False
    if head.dep_ == "pobj" and head.head.lower_ in ("as", "like"):
        return False
    return not (
        head.dep_ == "dobj"
        and head.head.lemma_
        in ("say", "write", "call", "read", "shout", "chant", "reply", "sing", "entitle")
    )
