"""Which words would readers mark as loaded, where the lexicon ends?  A linear score for each word.

The encoder's vector of the word, its grammar, lemma and line in the lexicon → the share of readers
that would mark it (`models/loaded.npz`, made by `benchmarks/train_loaded.py`).
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
from spacy.tokens import Token

from ..paths import model_file
from ..text import encoder
from ..text.parse import Parsed

SCORED = frozenset(("NOUN", "VERB", "ADJ", "ADV", "PROPN"))


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
        layers = np.hstack([window.hidden, window.vectors[:, -window.hidden.shape[1] :]])[pieces]
        sizes = np.diff(np.append(first, len(pieces)))
        means = layers[first]
        for n in np.flatnonzero(sizes > 1):
            means[n] = layers[first[n] : first[n] + sizes[n]].sum(0) / sizes[n]
        found.update(zip(window.start[pieces][first].tolist(), means, strict=True))
    return found


def features(token: Token, quoted: bool, loaded_class: str) -> list[str]:
    """Named features of a word; loaded_class is that of its line in the lexicon, or ""."""
    names = [f"pos={token.pos_}", f"dep={token.dep_}"]
    if token.pos_ != "PROPN":  # a name is never loaded because of whom it names
        names.append(f"lemma={token.lemma_.lower()}")
    if quoted:
        names.append("quoted")
    return [*names, "lexicon", f"class={loaded_class}"] if loaded_class else names


def candidates(parsed: Parsed, classes: Mapping[int, str]) -> list[tuple[int, list[str]]]:
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
            z += sum(model.named.get(name, 0.0) for name in named)
            found[i] = float(1 / (1 + np.exp(-z)))
    return found
