"""Tone: TextBlob's polarity and subjectivity of every sentence, in whose voice.

And the words that made them.

The only caller of TextBlob. Its numbers are shown for what they are: averages of a general word
list, weak on news and blind to words of conflict. They are never a measure of escalation.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from ..text.parse import Parsed, normalise
from .attribution.voice import Contents, Row

Assessment = tuple[list[str], float, float, str | None]  # words, polarity, subjectivity, label


@cache
def lexicon() -> Any:
    """TextBlob's word list and its way of reading it, the part behind `TextBlob.sentiment`.

    Loaded when first asked for.
    """
    from textblob.en import sentiment

    return sentiment


def assess(text: str) -> tuple[float, float, list[Assessment]]:
    """(polarity, subjectivity, assessments) as `TextBlob(text).sentiment_assessments` has them."""
    score = lexicon()(text)  # TextBlob's own property runs it twice to get both
    polarity, subjectivity = score
    return polarity, subjectivity, score.assessments


def score_tone(parsed: Parsed, attributions: list[Row], loaded_rows: list[Row]) -> list[Row]:
    """Rows of the table `tone`, one per sentence or heading.

    polarity     : −1 to 1; subjectivity: 0 to 1 (TextBlob's own values for the sentence's text)
    evidence     : list of {term, start, end, polarity, subjectivity}; offsets into the article, −1
        where TextBlob's term is not
                   in the sentence as such (a smiley it replaced)
    voice        : attribution_id of the statement whose content covers most of the sentence, or ""
    loaded       : loaded words in the sentence
    """
    per_sentence = Counter(row["sentence_id"] for row in loaded_rows)
    contents, rows = Contents(attributions), []
    for s in parsed.sentences:
        text = parsed.text(s.start, s.end)
        polarity, subjectivity, assessments = assess(text)
        rows.append(
            {
                "article_id": parsed.article.article_id,
                "sentence_id": s.sentence_id,
                "start": s.start,
                "end": s.end,
                "voice": contents.voice(s.start, s.end),
                "polarity": polarity,
                "subjectivity": subjectivity,
                "evidence": align(text, s.start, assessments),
                "loaded": per_sentence[s.sentence_id],
            }
        )
    return rows


def align(text: str, offset: int, assessments: Iterable[Assessment]) -> list[Row]:
    """TextBlob's terms (in the order of the text) → their places.

    A term of several words spans from its first to its last.
    """
    lowered = normalise(text).lower()
    if len(lowered) != len(text):  # a few capitals grow when lowered: compare letter by letter
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in normalise(text))
    at, found = 0, []
    for terms, polarity, subjectivity, _ in assessments:
        start, end, position = -1, -1, at
        for term in terms:
            place = _find_word(lowered, term, position)
            if place < 0:
                continue
            start = place if start < 0 else start
            end = position = place + len(term)
        at = max(at, position)
        found.append(
            {
                "term": " ".join(terms),
                "start": offset + start if start >= 0 else -1,
                "end": offset + end if start >= 0 else -1,
                "polarity": polarity,
                "subjectivity": subjectivity,
            }
        )
    return found


def _find_word(text: str, term: str, position: int) -> int:
    """Next place of the term as a whole word, else as any run of characters."""
    place = text.find(term, position)
    while place >= 0 and (
        (place and text[place - 1].isalnum() and term[0].isalnum())
        or (text[place + len(term) : place + len(term) + 1].isalnum() and term[-1].isalnum())
    ):
        place = text.find(term, place + 1)
    return place if place >= 0 else text.find(term, position)
