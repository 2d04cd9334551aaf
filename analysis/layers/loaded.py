"""Loaded words found: which, of what kind, in whose voice, about whom.

A list of words, never a verdict of bias.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from spacy.tokens import Token

from ..paths import LEXICONS
from ..text.parse import Parsed
from ..text.phrases import Match, PhraseBook, Words, read_lexicon
from . import loaded_score
from .actors.names import Mention
from .attribution.voice import Contents
from .hedging.candidate import cue_head
from .loaded_about import Named

CLASSES = ("inflammatory", "dehumanising", "catastrophic", "militaristic", "belittling", "praising")
COLUMNS = ("pattern", "loaded_class", "weight", "metaphor", "provenance")
JUDGING = "judging"
Row = dict[str, Any]
NEGATORS = frozenset("not n't no never neither nor without hardly".split())
TURNING_TO = frozenset("thank greet congratulate honour honor salute welcome receive".split())
ENOUGH = 0.2  # share of readers from which a word that the lexicon lacks is shown
OFTEN = 3  # a noun that comes so often in an article is what it is about
PLAIN = 0.04  # below it a word of the lexicon is read as meant literally ('mobilized troops') …
SURE = 0.8  # … but not a judgement whose line has this weight ('dictator')
JUDGEMENTS = ("inflammatory", "dehumanising", "belittling", "praising")


@cache
def load_lexicon(path: Path = LEXICONS / "loaded.csv") -> tuple[PhraseBook, list[Row]]:
    """Patterns and lines; ValueError names file and pattern when a line cannot be read."""
    lines: list[Row] = list(read_lexicon(path, COLUMNS))
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


def find_loaded(parsed: Parsed, attributions: list[Row], mentions: Iterable[Mention]) -> list[Row]:
    """Rows of the table `loaded`, one per word or set phrase, sorted by start.

    Words of the lexicon, the longest phrase at each place, unless the scorer reads a single word as
    meant literally; and words that the lexicon lacks and the scorer takes for loaded.

    found_by : lexicon or scorer
    loaded_class : the lexicon's; JUDGING for the scorer's words, whose kind nobody wrote down
    weight   : 0 to 1, share of readers who would mark the word, as the scorer estimates it
        (`loaded_score`); of set phrases that of their strongest word
    metaphor : the word is a figure of speech here by the lexicon ('boiling point')
    negated  : a negation governs it; quoted: it stands in quotation marks
    voice    : attribution_id of the statement in whose content it stands, "" for the outlet's own
    about    : canonical actor that it is most likely about, of those its sentence names; "" where
        none is likely enough (`loaded_about`)
    """
    named = Named(parsed, mentions)
    # "she sniffed" is about the speaker, whom attribution may know where the grammar has a pronoun
    speakers = {a: r.get("speaker", "") for r in attributions for a, _ in r.get("cue_spans", ())}
    words, contents, rows = parsed.words, Contents(attributions), []
    for place in _places(parsed, words):
        head = cue_head(parsed.doc, place.first, place.last)
        last = parsed.tokens[place.last - 1]
        start, end = words.start[place.first], last.idx + len(last)
        sentence = parsed.sentence_of(start)
        voice = _voice(parsed, contents, head, start, end)
        speaker = contents.rows[voice].get("speaker", "") if voice else ""
        rows.append(
            {
                "article_id": parsed.article.article_id,
                "sentence_id": sentence.sentence_id if sentence else -1,
                "start": start,
                "end": end,
                "text": parsed.text(start, end),
                "lemma": " ".join(words.lemma[i] for i in range(place.first, place.last)),
                "loaded_class": place.loaded_class,
                "weight": round(place.weight, 2),
                "found_by": place.found_by,
                "metaphor": place.metaphor,
                "negated": is_negated(parsed, head, range(place.first, place.last)),
                "quoted": parsed.quote_of(start) is not None,
                "voice": voice,
                "about": named.about(head, speaker, place.loaded_class)
                or speakers.get(head.idx, ""),
            }
        )
    return rows


def _voice(parsed: Parsed, contents: Contents, head: Token, start: int, end: int) -> str:
    """Whose word it is.

    'X thanked the brave workers', without marks: whom X turned to is the narrator's description.
    """
    voice = contents.voice(start, end)
    if voice and parsed.quote_of(start) is None:
        row = contents.rows[voice]
        for token in (head, *head.ancestors):
            verb = token.head
            told = any(a <= verb.idx < b for a, b in row.get("cue_spans", ()))
            if told and token.dep_ == "dobj" and verb.lemma_ in TURNING_TO:
                return str(row.get("inside", ""))
    return voice


class Place(NamedTuple):
    """Token range (half-open) of a loaded word and what is known of it."""

    first: int
    last: int
    loaded_class: str
    weight: float
    found_by: str
    metaphor: bool


def _places(parsed: Parsed, words: Words) -> list[Place]:
    """Where loaded words stand, in text order and without overlap."""
    lines = load_lexicon()[1]
    matches = _matches(parsed, words)
    classes = classes_at(parsed, matches)
    scores = loaded_score.score_words(parsed, classes)
    found: list[Place] = []
    taken: set[int] = set()
    for m in matches:
        line = lines[m.line]
        weight = max((scores[i] for i in range(m.first, m.last) if i in scores), default=0.0)
        metaphor, kind = line["metaphor"] == "1", line["loaded_class"]
        sure = kind in JUDGEMENTS and line["weight"] >= SURE
        if weight >= PLAIN or metaphor or sure or m.last - m.first > 1:
            found.append(Place(m.first, m.last, kind, weight, "lexicon", metaphor))
        taken.update(range(m.first, m.last))
    often = Counter(words.lemma)
    found += [
        Place(i, i + 1, JUDGING, weight, "scorer", False)
        for i, weight in scores.items()
        if i not in taken
        and weight >= ENOUGH
        and not (words.pos[i] == "NOUN" and often[words.lemma[i]] >= OFTEN)
    ]
    return sorted(found)


def _matches(parsed: Parsed, words: Words) -> list[Match]:
    """Matches of the lexicon, the longest at each place."""
    book, found = load_lexicon()[0], list[Match]()
    for sentence in parsed.sentences:
        for match in book.find(words, sentence.first, sentence.last):
            if not found or match.first >= found[-1].last:
                found.append(match)
    return found


def classes_at(parsed: Parsed, matches: list[Match] | None = None) -> dict[int, str]:
    """Token index → class of the lexicon's line that the word belongs to."""
    lines = load_lexicon()[1]
    matches = _matches(parsed, parsed.words) if matches is None else matches
    return {i: lines[m.line]["loaded_class"] for m in matches for i in range(m.first, m.last)}


def is_negated(parsed: Parsed, head: Token, own: range) -> bool:
    """A negation of the word, of its copula, or of the noun it modifies ('no brutal act').

    own : the phrase's tokens: what 'no angel' denies is part of what it says
    """
    places = [head]
    if head.dep_ in ("acomp", "attr", "oprd", "amod"):
        places.append(head.head)
    return any(
        k.lower_ in NEGATORS and k.dep_ in ("neg", "det", "advmod", "preconj", "cc")
        for p in places
        for k in p.children
        if k.i not in own and parsed.quote_of(k.idx) == parsed.quote_of(p.idx)
    )
