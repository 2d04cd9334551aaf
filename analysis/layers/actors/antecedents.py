"""Whom does a pronoun that speaks stand for? The last one who spoke, or of whom the text spoke."""

from collections.abc import Iterator, Mapping
from functools import cache

from spacy.tokens import Token

from ...text.lexicon import read_rows
from ...text.parse import Parsed, Sentence
from ...text.plain import fold
from ...text.terms import HUMAN_ENDING, read_terms, term_sets
from .names import SUBJECT, Mention
from .naming import kind_of_name

GENDER = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "it": "n", "they": ""}
BACK = 8  # sentences that are looked at before the pronoun's own
SUBORDINATE = frozenset("relcl acl advcl ccomp csubj pcomp xcomp".split())
BODIES = frozenset("state government institution military company group media place".split())


@cache
def saying() -> frozenset[str]:
    """Lemmas of verbs of saying, thinking and accusing (`lexicons/reporting.csv`)."""
    return frozenset(row["lemma"] for _, row in read_rows("reporting.csv", ("lemma", "group")))


def speaks(token: Token) -> bool:
    """Is it the subject of a verb of saying, or named after "according to"?"""
    if token.dep_ in SUBJECT:
        passive = token.dep_ == "nsubjpass" and token.head.lemma_ != "quote"
        return token.head.lemma_ in saying() and not passive
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return token.head.head.lemma_ in saying()
    return (
        token.dep_ == "pobj"
        and token.head.lower_ == "to"
        and "according"
        in (
            token.head.head.lower_,
            token.head.nbor(-1).lower_ if token.head.i else "",
        )
    )


def antecedent(parsed: Parsed, named: Mapping[int, Mention], pronoun: Token) -> Token | None:
    """The noun or name that a third-person pronoun stands for, or None.

    Looked at, from the pronoun's own sentence backwards, outside quotations for a pronoun outside:
    whoever speaks, then the subjects of main clauses; nobody, where somebody else of the same
    gender is named beside one who did not speak.

    named : token index → mention
    """
    here = parsed.sentence_of_token(pronoun.i)
    if pronoun.lower_ not in GENDER or here is None:
        return None
    for sentence in _backwards(parsed, here):
        for t in _subjects(parsed, sentence, pronoun):
            if _fits(parsed, pronoun, t, named):
                gender = GENDER[pronoun.lower_]
                beside = (named.get(c.i) for c in t.children if c.dep_ == "conj")
                if any(m and m.gender in (gender, "") for m in beside):
                    return None
                return t if speaks(t) or not _rival(sentence, t, named, gender) else None
    return None


def _rival(sentence: Sentence, chosen: Token, named: Mapping[int, Mention], gender: str) -> bool:
    """Is somebody else of the same gender named in the sentence?"""
    inside = {named[i] for i in range(sentence.first, sentence.last) if i in named}
    own = {m.actor for m in inside if m.first in {t.i for t in chosen.subtree}}
    return any(m.actor not in own and m.gender == gender and m.kind != "pronoun" for m in inside)


def _backwards(parsed: Parsed, here: Sentence) -> Iterator[Sentence]:
    yield here
    before = parsed.sentences[max(0, here.sentence_id - BACK) : here.sentence_id]
    yield from (s for s in reversed(before) if not s.is_heading)


def _subjects(parsed: Parsed, sentence: Sentence, pronoun: Token) -> list[Token]:
    """Speakers of a sentence, the last one first, then its other main subjects."""
    quote = parsed.quote_of(pronoun.idx)
    stop = min(sentence.last, pronoun.i)
    found = [
        t
        for t in parsed.tokens[sentence.first : stop]
        if ((t.dep_ in SUBJECT and t.head.dep_ not in SUBORDINATE) or speaks(t))
        and t.pos_ in ("NOUN", "PROPN", "NUM")
        and parsed.quote_of(t.idx) == quote
    ]
    return sorted(found, key=lambda t: (not speaks(t), t.head.dep_ in SUBORDINATE, -t.i))


def _fits(parsed: Parsed, pronoun: Token, t: Token, named: Mapping[int, Mention]) -> bool:
    word, m = pronoun.lower_, named.get(t.i)
    several = t.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in t.children)
    if m is not None and m.kind != "demonym":
        body = m.actor_kind in BODIES
        if word in ("it", "they"):
            return body or (word == "they" and several)
        if body or m.gender not in (GENDER[word], ""):
            return False
        return bool(m.actor_kind) or kind_of_name(parsed, m) is None
    terms, lemma = term_sets(), fold(t.lemma_)
    if lemma in read_terms()["impersonal"]:
        return False
    human = lemma in terms.human or lemma.removesuffix("s") in terms.human
    human = human or bool(HUMAN_ENDING.search(lemma) and speaks(t))
    if word == "they":
        return several and (human or t.head.lemma_ in saying())
    if several:
        return False
    listed = read_terms()
    if word == "it":
        bodies = (listed["institution"], listed["document"], listed["media"])
        human = lemma in terms.human or bool(HUMAN_ENDING.search(lemma))
        return any(lemma in words for words in bodies) or (speaks(t) and not human)
    return human and terms.gender.get(lemma, "") in (GENDER[word], "")


def introduced_unnamed(parsed: Parsed, noun: Token) -> bool:
    """Is somebody told of before by the same noun and without a name: "a senator", "senators"?"""
    word = fold(noun.lemma_)
    same = (parsed.tokens[i] for i, w in enumerate(parsed.words.lemma[: noun.i]) if w == word)
    return any(
        t.tag_ == "NNS" or any(c.lower_ in ("a", "an", "one", "another") for c in t.children)
        for t in same
    )
