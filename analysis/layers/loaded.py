"""Loaded words found: which, of what kind, in whose voice, about whom.

A list of words, never a verdict of bias.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from spacy.tokens import Token

from ..paths import LEXICONS
from ..text.parse import Parsed
from ..text.phrases import PhraseBook, Words, read_lexicon
from .attribution.voice import Contents
from .hedging.candidate import cue_head

CLASSES = ("inflammatory", "dehumanising", "catastrophic", "militaristic", "belittling", "praising")
COLUMNS = ("pattern", "loaded_class", "weight", "metaphor", "provenance")
NEGATORS = frozenset("not n't no never neither nor without hardly".split())
# Words whose object they are hurled at; the others reach an actor through the noun they modify or
# the subject they are said of.


@cache
def load_lexicon(path: Path = LEXICONS / "loaded.csv") -> tuple[PhraseBook, list[dict]]:
    """Patterns and lines; ValueError names file and pattern when a line cannot be read."""
    lines = read_lexicon(path, COLUMNS)
    for line in lines:
        try:
            line["weight"] = float(line["weight"])
            ok = (
                line["loaded_class"] in CLASSES
                and 0 <= line["weight"] <= 1
                and line["metaphor"] in ("0", "1")
            )
        except ValueError:
            ok = False
        if not ok:
            raise ValueError(
                f"{path}: {line['pattern']!r} needs a class of {', '.join(CLASSES)}, a weight "
                "from 0 to 1 "
                "and metaphor 0 or 1"
            )
    return PhraseBook([line["pattern"] for line in lines]), lines


def find_loaded(parsed: Parsed, attributions: list[dict], mentions: Iterable) -> list[dict]:
    """Rows of the table `loaded`, one per word or set phrase, sorted by start.

    The longest phrase at each place.

    weight   : 0 to 1, how strongly the word is loaded in news prose (set by hand, see the lexicon)
    metaphor : the word is a figure of speech here by the lexicon ('boiling point')
    negated  : a negation governs it; quoted: it stands in quotation marks
    voice    : attribution_id of the statement in whose content it stands, "" for the outlet's own
    about    : canonical actor that it modifies, is said of or is aimed at, by the parse; "" where
        the parse does not say
    """
    book, lines = load_lexicon()
    words = Words(parsed.doc)
    actors = {
        i: m.actor
        for m in sorted(mentions, key=lambda m: m.first - m.last)
        for i in range(m.first, m.last)
    }
    contents = Contents(attributions)
    rows, done = [], -1
    for sentence in parsed.sentences:
        for match in book.find(words, sentence.first, sentence.last):
            if match.first < done:
                continue
            done = match.last
            line = lines[match.line]
            head = cue_head(parsed.doc, match.first, match.last)
            last = parsed.doc[match.last - 1]
            start, end = words.start[match.first], last.idx + len(last)
            rows.append(
                {
                    "article_id": parsed.article.article_id,
                    "sentence_id": sentence.sentence_id,
                    "start": start,
                    "end": end,
                    "text": parsed.text(start, end),
                    "lemma": " ".join(words.lemma[i] for i in range(match.first, match.last)),
                    "loaded_class": line["loaded_class"],
                    "weight": line["weight"],
                    "metaphor": line["metaphor"] == "1",
                    "negated": is_negated(head),
                    "quoted": any(q.start <= start < q.end for q in parsed.quotes),
                    "voice": contents.voice(start, end),
                    "about": find_target(head, actors),
                }
            )
    return rows


def is_negated(head: Token) -> bool:
    """A negation of the word, of its copula, or of the noun it modifies ('no brutal act')."""
    places = [head]
    if head.dep_ in ("acomp", "attr", "oprd", "amod"):
        places.append(head.head)
    return any(
        k.lower_ in NEGATORS and k.dep_ in ("neg", "det", "advmod", "preconj", "cc")
        for p in places
        for k in p.children
    )


def find_target(head: Token, actors: dict[int, str]) -> str:
    """The actor the word is about, by noun, subject, object, possessor, 'of' or 'against'."""
    return next((actors[t.i] for t in _targets(head) if t.i in actors), "")


def _targets(head: Token) -> Iterable[Token]:
    if head.pos_ == "VERB" and head.dep_ != "amod":
        objects = [k for k in head.children if k.dep_ in ("dobj", "nsubjpass")]
        objects += [
            g
            for k in head.children
            if k.dep_ == "prep" and k.lower_ in ("against", "at", "on", "into", "with")
            for g in k.children
            if g.dep_ == "pobj"
        ]
        # 'Maduro exploded': without an object the word is about who did it.
        yield from _with_possessors(objects or [k for k in head.children if k.dep_ == "nsubj"])
        return
    if head.dep_ in ("amod", "compound", "nmod"):
        yield from _with_possessors([head.head])
        yield from _said_of(head.head)
        return
    yield from _said_of(head)
    for k in head.children:
        if k.dep_ == "appos":
            yield from _with_possessors([k])
        elif k.dep_ == "prep" and k.lower_ in ("of", "by", "against", "between", "with"):
            yield from _with_possessors([g for g in k.children if g.dep_ == "pobj"])
        elif k.dep_ in ("poss", "compound", "amod"):
            yield k
        elif k.dep_ == "acl" and k.tag_ == "VBN":  # 'terror promoted by X'
            yield from _with_possessors(
                [g for a in k.children if a.dep_ == "agent" for g in a.children if g.dep_ == "pobj"]
            )
    if head.dep_ == "appos":
        yield from _with_possessors([head.head])
    if (
        head.dep_ == "prep" and head.head.pos_ == "VERB"
    ):  # 'responded with the utmost harshness', the phrase whole
        yield from _with_possessors([k for k in head.head.children if k.dep_ == "nsubj"])
    if head.dep_ in ("dobj", "pobj") and not any(k.dep_ == "prep" for k in head.children):
        yield from _accused(head)


def _said_of(head: Token) -> Iterable[Token]:
    """'X is a tyrant', 'called X a tyrant', 'X as a tyrant', 'accuses X of treason'."""
    above = head.head
    if head.dep_ in ("attr", "acomp") and above.lemma_ in (
        "be",
        "become",
        "remain",
        "seem",
        "look",
    ):
        yield from _with_possessors([k for k in above.children if k.dep_ in ("nsubj", "nsubjpass")])
    if head.dep_ in ("oprd", "attr", "ccomp"):
        yield from _with_possessors(
            [k for k in above.children if k.dep_ in ("dobj", "nsubjpass", "oprd") and k.i != head.i]
        )
        yield from _with_possessors([k for k in head.children if k.dep_ == "nsubj"])
    if (
        head.dep_ in ("pobj", "pcomp")
        and above.dep_ == "prep"
        and above.lower_ in ("of", "as", "with", "for")
    ):
        verb = above.head
        if verb.lemma_ in (
            "accuse",
            "blame",
            "describe",
            "brand",
            "denounce",
            "condemn",
            "portray",
            "label",
            "charge",
            "see",
            "view",
            "dismiss",
            "suspect",
            "convict",
            "cast",
            "hail",
            "praise",
        ):
            yield from _with_possessors(
                [k for k in verb.children if k.dep_ in ("dobj", "nsubjpass")]
            )


ACCUSING = frozenset("accuse blame suspect convict charge denounce condemn acquit".split())


def _accused(head: Token) -> Iterable[Token]:
    """'X is accused of imposing a blockade', 'X responded with harshness'.

    The doer of the deed, or whose manner it is.
    """
    above = head.head
    if (
        head.dep_ == "pobj"
        and above.lower_ in ("with", "in")
        and above.head.pos_ == "VERB"
        and above.head.lemma_ != "be"
    ):
        yield from _with_possessors([k for k in above.head.children if k.dep_ == "nsubj"])
    elif head.dep_ == "dobj" and above.dep_ == "pcomp" and above.head.head.lemma_ in ACCUSING:
        yield from _with_possessors(
            [k for k in above.head.head.children if k.dep_ in ("dobj", "nsubjpass")]
        )


def _with_possessors(tokens: list[Token]) -> Iterable[Token]:
    """'Maduro's inner circle' is Maduro's; 'the Venezuelan government' is Venezuela's."""
    for token in tokens:
        yield token
        for k in token.children:
            if k.dep_ in ("poss", "compound", "amod", "appos", "conj"):
                yield k
