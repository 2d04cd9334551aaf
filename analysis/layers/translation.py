"""Signs that a text was translated or spells a name in two ways.

Warnings beside every other layer.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from rapidfuzz.distance import Levenshtein

from ..paths import LEXICONS
from ..text.parse import Parsed
from ..text.phrases import PhraseBook, read_lexicon
from ..text.plain import fold

COLUMNS = ("pattern", "flag", "reason", "unless", "provenance")
# Flags after which a hedge or a tone may be the translator's rather than the author's.
WEAKENING = frozenset(
    "calque false_friend odd_collocation mistranslation rumour_conditional agent_noun "
    "missing_article".split()
)
RUMOUR = (
    "'would' as the conditional of rumour: what a source holds to be so, not what depends on "
    "something"
)
FOREIGN = {
    "foreign_punctuation": (
        re.compile(r"[¿¡«»]"),
        "a punctuation mark of another language",
    ),
    "number_format": (
        re.compile(
            r"(?<![\d.,$])\d{1,3}(?:\.000|(?:\.\d{3}){2,})(?![\d,.]*\d)"
            r"|(?<![\d.,$])\d{1,3},\d{1,2}(?=\s?(?:%|percent|per cent|million|billion))"
        ),
        "a number in another language's style: check thousands and decimals",
    ),
}


@cache
def load_lexicon(
    path: Path = LEXICONS / "translationese.csv",
) -> tuple[PhraseBook, list[dict[str, str]]]:
    """Patterns and lines of the signs of translation."""
    lines = read_lexicon(path, COLUMNS)
    return PhraseBook([line["pattern"] for line in lines]), lines


def find_flags(parsed: Parsed, hedges: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of the table `flags`, sorted by start.

    hedges : rows of `hedges`, which hold the rumour conditionals

    A line of the lexicon is left out when the article has one of its words of `unless` ('Nordic
    country' in a text on Norway).
    flag : calque, false_friend, odd_collocation, mistranslation, agent_noun, missing_article
        (lexicon); rumour_conditional, foreign_punctuation, number_format, name_variant
    reason : why, in a few words; a flag is a hint that a reader should check the original, never a
        finding
    """
    found: dict[tuple[int, int, str], str] = {
        (h["start"], h["end"], "rumour_conditional"): RUMOUR
        for h in hedges
        if h["rule"].startswith("hear-rumour:")
    }
    for finder in (_phrases, _marks, _name_variants):
        for start, end, flag, reason in finder(parsed):
            found.setdefault((start, end, flag), reason)
    rows = []
    for (start, end, flag), reason in sorted(found.items()):
        sentence = parsed.sentence_of(start)
        if sentence:
            rows.append(
                {
                    "article_id": parsed.article.article_id,
                    "sentence_id": sentence.sentence_id,
                    "start": start,
                    "end": end,
                    "text": parsed.text(start, end),
                    "flag": flag,
                    "reason": reason,
                }
            )
    return rows


def weak_sentences(flags: pd.DataFrame) -> pd.DataFrame:
    """Sentences whose hedges and tone are weak evidence: the wording may be the translator's.

    flags : the table `flags`. Columns article_id, sentence_id, doubtful_wording (the flagged words,
        joined by "; "), one row a sentence.
    """
    weak = flags[flags.flag.isin(WEAKENING)].groupby(["article_id", "sentence_id"], sort=True).text
    return (
        weak.agg(lambda words: "; ".join(dict.fromkeys(words)))
        .rename("doubtful_wording")
        .reset_index()
    )


Found = Iterator[tuple[int, int, str, str]]


def _phrases(parsed: Parsed) -> Found:
    words = parsed.words
    book, lines = load_lexicon()
    seen = set(words.lower)
    for sentence in parsed.sentences:
        done: dict[str, int] = {}  # a long phrase may hold a sign of another kind
        for match in book.find(words, sentence.first, sentence.last):
            line = lines[match.line]
            flag = line["flag"]
            if match.first >= done.get(flag, -1) and seen.isdisjoint(line["unless"].split()):
                done[flag] = match.last
                last = parsed.tokens[match.last - 1]
                yield words.start[match.first], last.idx + len(last), flag, line["reason"]


def _marks(parsed: Parsed) -> Found:
    for flag, (pattern, reason) in FOREIGN.items():
        for match in pattern.finditer(parsed.article.text):
            yield *match.span(), flag, reason


def _name_variants(parsed: Parsed) -> Found:
    """The same name spelt in two ways.

    By accents, or by one letter in six or more (the rarer spelling is flagged).
    """
    places = defaultdict(list)
    for token in parsed.tokens:
        name = token.text
        if (
            token.pos_ == "PROPN"
            and len(name) > 4
            and name.isalpha()
            and name[0].isupper()
            and not name.isupper()
        ):
            places[name].append(token.idx)
    # Words that begin alike are compared, so that long texts stay fast.
    by_start: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(places, key=lambda name: (-len(places[name]), name)):
        alike = by_start[fold(name)[:2]]
        other = next((other for other in alike if _same_name(other, name)), None)
        if other is None:
            alike.append(name)
            continue
        for start in places[name]:
            reason = f"also spelt {other!r} in this article"
            yield start, start + len(name), "name_variant", reason


def _same_name(a: str, b: str) -> bool:
    x, y = fold(a), fold(b)
    if x == y:
        return True
    if min(len(x), len(y)) < 6 or x.startswith(y) or y.startswith(x):
        return False  # Venezuela, Venezuelan
    return Levenshtein.distance(x, y, score_cutoff=1) == 1 and x[-2:] == y[-2:]
