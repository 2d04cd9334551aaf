"""Which candidates of the lexicon are hedges, and of which class.

The trained model, or else the context note.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ...paths import LEXICONS
from ...text.linear import Floats, Scorer
from ...text.parse import Parsed
from ...text.phrases import PhraseBook, Words, read_lexicon
from .candidate import Candidate, make_candidate
from .context import NOTES
from .features import SEEN, features

Line = dict[str, str]  # of the lexicon
COLUMNS = ("pattern", "category", "strength", "context", "provenance")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Patterns without repetition, each with its lines in the order of the file."""

    book: PhraseBook
    patterns: list[str]
    lines: list[list[Line]]


@dataclass(frozen=True, slots=True)
class Cue:
    """A hedge cue: token range (half-open), class, strength 1 to 4, and what decided."""

    first: int
    last: int
    category: str
    strength: int
    rule: str


@cache
def load_lexicon(path: Path = LEXICONS / "hedges.csv") -> Lexicon:
    """Raises ValueError naming file, pattern and what is allowed when a line cannot be used."""
    lines: dict[str, list[Line]] = {}
    for row in read_lexicon(path, COLUMNS):
        if row["context"] not in NOTES:
            raise ValueError(
                f"{path}: {row['pattern']!r} has the context note {row['context']!r}; known are "
                f"{', '.join(sorted(NOTES))}"
            )
        if (
            row["category"] not in (*CLASSES, NONE)
            or not row["strength"].isdigit()
            or not 1 <= int(row["strength"]) <= 4
        ):
            raise ValueError(
                f"{path}: {row['pattern']!r} needs a class of {', '.join(CLASSES)} and a "
                "strength from 1 to 4"
            )
        lines.setdefault(row["pattern"], []).append(row)
    return Lexicon(PhraseBook(list(lines)), list(lines), list(lines.values()))


CLASSES = ("POSS", "PROB", "INF", "BEL", "HEAR", "ALLEG", "ANON", "COND", "OPEN", "NOCONF")
NONE = "NONE"  # lines of this class say which phrases are no hedge: 'likely voters'


def find_candidates(
    parsed: Parsed, words: Words, lexicon: Lexicon
) -> Iterator[tuple[Candidate, list[Line]]]:
    """Every place where a pattern of the lexicon fits, with the lines of that pattern."""
    none = -1
    for sentence in parsed.sentences:
        for first, last, number in lexicon.book.find(words, sentence.first, sentence.last):
            lines = lexicon.lines[number]
            if first < none:
                continue
            if lines[0]["category"] == NONE:
                none = last
                continue
            quoted = parsed.quote_of(words.start[first]) is not None
            pattern = lexicon.patterns[number]
            yield make_candidate(parsed, words, sentence, first, last, pattern, quoted), lines


def find_cues(
    parsed: Parsed, words: Words, lexicon: Lexicon, model: Scorer, vectors: Floats
) -> Iterator[Cue]:
    """Cues in the order of the text, none inside another; vectors : of the encoder, by token."""
    done = -1
    for candidate, lines in find_candidates(parsed, words, lexicon):
        if candidate.first < done:
            continue
        cue = decide(candidate, lines, model, vectors)
        if cue:
            done = cue.last
            yield cue


def decide(candidate: Candidate, lines: list[Line], model: Scorer, vectors: Floats) -> Cue | None:
    """The model says whether, the first line whose context note holds says of which class.

    The note says whether, too, where the model has not seen the pattern often enough.
    """
    line = next((line for line in lines if NOTES[line["context"]](candidate)), None)
    if f"{candidate.pattern}&{SEEN}" in model.named:
        names = features(candidate, lines[0]["category"])
        if model(vectors[candidate.head.i], names) < 0.5:
            return None
        line, rule = line or lines[-1], "model"
    elif line is None:
        return None
    else:
        rule = line["context"]
    return Cue(
        candidate.first,
        candidate.last,
        line["category"],
        int(line["strength"]),
        f"{line['category'].lower()}-{rule}:{candidate.pattern}",
    )
