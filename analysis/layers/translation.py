"""Signs that a text was translated or spells a name in two ways.

Warnings beside every other layer.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from rapidfuzz.distance import Levenshtein
from spacy.tokens import Token

from ..paths import LEXICONS
from ..text.parse import Parsed
from ..text.phrases import PhraseBook, Words, read_lexicon
from ..text.plain import fold
from .hedging.candidate import make_candidate
from .hedging.context import rumour

COLUMNS = ("pattern", "flag", "reason", "unless", "provenance")
# Flags after which a hedge or a tone may be the translator's rather than the author's.
WEAKENING = frozenset(
    {
        "calque",
        "false_friend",
        "odd_collocation",
        "mistranslation",
        "rumour_conditional",
        "agent_noun",
        "missing_article",
    }
)
NOMINALISED = frozenset(
    "detained implicated affected denounced investigated disappeared sanctioned interviewed "
    "kidnapped "
    "arrested imputed interrogated".split()
)
COUNTABLE = frozenset(
    "president minister spokesman spokeswoman government ambassador embassy ministry attorney "
    "senator army "
    "navy leader deputy mayor governor country meeting operation".split()
)
CHAIN = 4  # nouns hung on one another by "of": rare in English, common in Romance languages
FOREIGN_MARKS = re.compile(r"[¿¡«»]")
FOREIGN_NUMBERS = re.compile(
    r"(?<![\d.,$])\d{1,3}(?:\.000|(?:\.\d{3}){2,})(?![\d,.]*\d)"
    r"|(?<![\d.,$])\d{1,3},\d{1,2}(?=\s?(?:%|percent|per cent|million|billion))"
)


@cache
def load_lexicon(
    path: Path = LEXICONS / "translationese.csv",
) -> tuple[PhraseBook, list[dict[str, str]]]:
    """Patterns and lines of the signs of translation."""
    lines = read_lexicon(path, COLUMNS)
    return PhraseBook([line["pattern"] for line in lines]), lines


def find_flags(parsed: Parsed) -> list[dict[str, Any]]:
    """Rows of the table `flags`, sorted by start.

    A line of the lexicon is left out when the article has one of its words of `unless` ('Nordic
    country' in a text on Norway).
    flag : calque, false_friend, odd_collocation, mistranslation (lexicon); rumour_conditional,
        agent_noun, missing_article,
           of_chain, foreign_punctuation, number_format, name_variant (rules below)
    reason : why, in a few words; a flag is a hint that a reader should check the original, never a
        finding
    """
    words = parsed.words
    found: dict[tuple[int, int, str], str] = {}
    for finder in (
        _phrases,
        _rumours,
        _agent_nouns,
        _missing_articles,
        _chains,
        _marks,
        _name_variants,
    ):
        for start, end, flag, reason in finder(parsed, words):
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


def _phrases(parsed: Parsed, words: Words) -> Found:
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


def _rumours(parsed: Parsed, words: Words) -> Found:
    for sentence in parsed.sentences:
        for i in range(sentence.first, sentence.last):
            if words.lower[i] == "would" and rumour(
                make_candidate(parsed, words, sentence, i, i + 1, "would", False)
            ):
                verb = parsed.tokens[i].head
                yield (
                    words.start[i],
                    max(verb.idx + len(verb), words.start[i] + 5),
                    "rumour_conditional",
                    "'would' as the conditional of rumour: what a source holds to be so, not "
                    "what depends on something",
                )


def _agent_nouns(parsed: Parsed, words: Words) -> Found:
    for i, word in enumerate(words.lower):
        if (
            word in NOMINALISED
            and i
            and words.lower[i - 1] == "the"
            and (
                i + 1 == len(words.lower)
                or words.pos[i + 1] not in ("NOUN", "PROPN", "ADJ", "PUNCT")
            )
        ):
            yield (
                words.start[i - 1],
                words.start[i] + len(word),
                "agent_noun",
                "a participle used as a noun for people",
            )


def _missing_articles(parsed: Parsed, words: Words) -> Found:
    """A countable singular noun, subject of a verb in prose, without article or name beside it."""
    for sentence in parsed.sentences:
        if sentence.is_heading:
            continue
        for i in range(sentence.first, sentence.last):
            if (
                words.lemma[i] in COUNTABLE
                and words.lower[i] == words.lemma[i]
                and words.pos[i] == "NOUN"
            ):
                token = parsed.tokens[i]
                if (
                    token.dep_ == "nsubj"
                    and not any(True for _ in token.lefts)
                    and token.head.pos_ in ("VERB", "AUX")
                    and not _named(token, words)
                ):
                    yield (
                        token.idx,
                        token.idx + len(token),
                        "missing_article",
                        "a countable noun without an article",
                    )


def _named(token: Token, words: Words) -> bool:
    after = token.i + 1
    return (
        any(k.dep_ in ("appos", "conj", "compound", "prep") for k in token.children)
        or token.dep_ == "conj"
        or (after < len(words.pos) and words.pos[after] in ("PROPN", "PUNCT"))
    )


def _chains(parsed: Parsed, words: Words) -> Found:
    """'the suspension of the permits of the companies of the country of …'."""
    for i, word in enumerate(words.lower):
        if word == "of":
            token, depth = parsed.tokens[i], 1
            if token.head.dep_ == "pobj" and token.head.head.lower_ == "of":
                continue  # only from the head of the chain
            last = token
            while True:
                noun = next((k for k in last.children if k.dep_ == "pobj"), None)
                below = (
                    next((k for k in noun.children if k.lower_ == "of" and k.dep_ == "prep"), None)
                    if noun
                    else None
                )
                if below is None:
                    break
                last, depth = below, depth + 1
            if depth >= CHAIN and noun is not None:
                yield (
                    token.head.idx,
                    noun.idx + len(noun),
                    "of_chain",
                    f"{depth} nouns hung on one another by 'of'",
                )


def _marks(parsed: Parsed, words: Words) -> Found:
    for match in FOREIGN_MARKS.finditer(parsed.article.text):
        yield *match.span(), "foreign_punctuation", "a punctuation mark of another language"
    for match in FOREIGN_NUMBERS.finditer(parsed.article.text):
        yield (
            *match.span(),
            "number_format",
            "a number in another language's style: check thousands and decimals",
        )


def _name_variants(parsed: Parsed, words: Words) -> Found:
    """The same name spelt in two ways.

    By accents, or by one letter in six or more (the rarer spelling is flagged).
    """
    places = defaultdict(list)
    for i, pos in enumerate(words.pos):
        text = parsed.article.text[words.start[i] : words.start[i] + len(words.lower[i])]
        if (
            pos == "PROPN"
            and len(text) > 4
            and text[0].isupper()
            and not text.isupper()
            and text.isalpha()
        ):
            places[text].append(words.start[i])
    spellings = sorted(places, key=lambda s: (-len(places[s]), s))
    # Words that begin alike are compared, so that long texts stay fast.
    by_start: defaultdict[str, list[str]] = defaultdict(list)
    for name in spellings:
        for other in by_start[fold(name)[:2]]:
            if _same_name(other, name):
                for start in places[name]:
                    yield (
                        start,
                        start + len(name),
                        "name_variant",
                        f"also spelt {other!r} in this article",
                    )
                break
        else:
            by_start[fold(name)[:2]].append(name)


def _same_name(a: str, b: str) -> bool:
    x, y = fold(a), fold(b)
    if x == y:
        return True
    if min(len(x), len(y)) < 6 or x.startswith(y) or y.startswith(x):
        return False  # Venezuela, Venezuelan
    return Levenshtein.distance(x, y, score_cutoff=1) == 1 and x[-2:] == y[-2:]
