"""Which words would readers mark as loaded, where the lexicon ends?  A linear score for each word.

The encoder's vector of the word, its grammar, ending, line in the lexicon and TextBlob entry →
the share of readers that would mark it (`models/loaded.npz`, made by `benchmarks/train_loaded.py`).
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
from spacy.tokens import Token

from ..paths import model_file
from ..text import encoder
from ..text.parse import Parsed
from .tone import lexicon

SCORED = frozenset(("NOUN", "VERB", "ADJ", "ADV", "PROPN"))
ENDINGS = tuple(
    "ly ism ist ous ful less ing ed able ive al ic y tion er ness ity en est".split()
)  # how English makes adverbs, adjectives and names of attitudes
BEGINNINGS = ("un", "anti", "far", "ultra", "mis", "dis", "over", "non")


class Model(NamedTuple):
    """Weights of the vector (768,) and of the named features, and the constant."""

    vector: np.ndarray
    named: dict[str, float]
    constant: float


@cache
def load() -> Model:
    """The weights, read once; no pickles."""
    with np.load(model_file("loaded.npz"), allow_pickle=False) as file:
        return Model(
            file["vector"].astype(np.float32),
            dict(zip(file["names"].tolist(), file["named"].tolist(), strict=True)),
            float(file["constant"]),
        )


def word_vectors(parsed: Parsed) -> dict[int, np.ndarray]:
    """Start of each word → the mean of its pieces' vectors, float32 (768,).

    The last layer, which knows the statement, beside the fourth, which knows the word.
    """
    found: dict[int, np.ndarray] = {}
    for window in encoder.encode(parsed):
        pieces = np.flatnonzero(window.start >= 0)
        first = np.flatnonzero(window.first[pieces])
        if window.hidden is None or window.vectors is None or not len(first):
            continue
        layers = np.hstack([window.hidden, window.vectors[:, -window.hidden.shape[1] :]])
        sums = np.add.reduceat(layers[pieces], first, axis=0)
        sizes = np.diff(np.append(first, len(pieces)))
        means = sums / sizes[:, None]
        found.update(zip(window.start[pieces][first].tolist(), means, strict=True))
    return found


def opinion(token: Token) -> tuple[float, float] | None:
    """Polarity and subjectivity of the word in TextBlob's list."""
    entry = lexicon().get(token.lower_) or lexicon().get(token.lemma_.lower())
    return (entry[None][0], entry[None][1]) if entry else None


def features(token: Token, quoted: bool, loaded_class: str) -> dict[str, float]:
    """Named features of a word; loaded_class is that of its line in the lexicon, or ""."""
    lower, pos, dep = token.lower_, token.pos_, token.dep_
    names = [f"pos={pos}", f"dep={dep}", f"pos+dep={pos}{dep}"]
    names += [f"end={x}" for x in ENDINGS if lower.endswith(x)]
    names += [f"begin={x}" for x in BEGINNINGS if lower.startswith(x)]
    if pos != "PROPN":  # a name is never loaded because of whom it names
        names.append(f"lemma={token.lemma_.lower()}")
    if quoted:
        names.append("quoted")
    if loaded_class:
        names += ["lexicon", f"class={loaded_class}"]
    found = dict.fromkeys(names, 1.0)
    known = opinion(token)
    if known:
        polarity, subjectivity = known
        found |= {
            "textblob": 1.0,
            "polarity": abs(polarity),
            "negative": max(0.0, -polarity),
            "subjectivity": subjectivity,
        }
    return found


def candidates(parsed: Parsed, classes: Mapping[int, str]) -> list[tuple[int, dict[str, float]]]:
    """Content words that can be scored, by token index, with their named features."""
    return [
        (token.i, features(token, parsed.quote_of(token.idx) is not None, classes.get(token.i, "")))
        for sentence in parsed.sentences
        for token in parsed.tokens[sentence.first : sentence.last]
        if token.pos_ in SCORED and any(map(str.isalpha, token.text))
    ]


def score_words(parsed: Parsed, classes: Mapping[int, str]) -> dict[int, float]:
    """Token index → share of readers that would mark the word, 0 to 1.

    classes : token index → class of the lexicon's line that the word belongs to
    """
    model, vectors, found = load(), word_vectors(parsed), {}
    for i, named in candidates(parsed, classes):
        vector = vectors.get(parsed.words.start[i])
        if vector is not None:
            z = float(vector @ model.vector) + model.constant
            z += sum(model.named.get(name, 0.0) * value for name, value in named.items())
            found[i] = float(1 / (1 + np.exp(-z)))
    return found
