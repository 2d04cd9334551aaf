"""Linear models over named features and vectors, as the training writes them to an .npz."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..paths import model_file
from .article import Span
from .encoder import Window

Floats = NDArray[np.float32]
WIDTH = 384  # of the encoder's vectors


@dataclass(frozen=True, slots=True)
class Head:
    """Scores = weights of the features that are there + vector times `dense`, one a class."""

    rows: dict[str, int]
    sparse: Floats  # features × classes, and a last row of zeros for features never seen
    dense: Floats  # vector × classes
    classes: tuple[str, ...]

    def scores(self, features: Sequence[list[str]], vectors: Floats) -> Floats:
        """(examples, classes): logits; vectors : one row an example; a feature counts once."""
        return self.onto(vectors @ self.dense, [[*dict.fromkeys(names)] for names in features])

    def onto(self, dense: Floats, features: Sequence[list[str]]) -> Floats:
        """The same on top of vectors times `self.dense`; a feature counts as often as it stands."""
        found = list(map(self.rows.get, chain.from_iterable(features), repeat(-1)))
        begins = np.cumsum([0, *map(len, features[:-1])])
        return dense + np.add.reduceat(self.sparse.take(found, 0), begins)


@cache
def load_heads(name: str) -> dict[str, Head]:
    """The heads of one file of `analysis/models` by name; no pickles are read."""
    with np.load(model_file(name), allow_pickle=False) as file:
        names = [key.removesuffix("_classes") for key in file.files if key.endswith("_classes")]
        return {
            head: Head(
                {feature: n for n, feature in enumerate(file[head + "_names"].tolist())},
                np.pad(file[head + "_sparse"].astype(np.float32), ((0, 1), (0, 0))),
                file[head + "_dense"].astype(np.float32),
                tuple(file[head + "_classes"].tolist()),
            )
            for head in names
        }


@cache
def side_by_side(name: str, *heads: str) -> Head:
    """Several heads of one class each as one of several, so that features are looked up once."""
    own = [load_heads(name)[head] for head in heads]
    rows = {row: n for n, row in enumerate(dict.fromkeys(chain(*(head.rows for head in own))))}
    sparse = np.zeros((len(rows) + 1, len(own)), np.float32)
    for column, head in enumerate(own):
        sparse[[rows[row] for row in head.rows], column] = head.sparse[[*head.rows.values()], 0]
    return Head(rows, sparse, np.hstack([head.dense for head in own]), heads)


class Scorer(NamedTuple):
    """One probability from a vector (of length 0 for none) and named features.

    Their weights, and the constant.
    """

    vector: Floats
    named: dict[str, float]
    constant: float

    def __call__(self, vector: Floats | tuple[()], names: Iterable[str]) -> float:
        """0 to 1; a feature counts once, one never seen not at all."""
        z = self.constant + float(np.dot(vector, self.vector) if len(vector) else 0)
        return 1 / (1 + math.exp(-z - sum(self.named.get(n, 0.0) for n in dict.fromkeys(names))))


@cache
def load_scorer(name: str) -> Scorer:
    """The scorer of one file of `analysis/models`, read once; no pickles."""
    with np.load(model_file(name), allow_pickle=False) as file:
        return Scorer(
            file["vector"].astype(np.float32),
            dict(zip(file["names"].tolist(), file["named"].tolist(), strict=True)),
            float(file["constant"]),
        )


def sigmoid(scores: Floats) -> Floats:
    """Logits → probabilities."""
    return (1 / (1 + np.exp(-scores))).astype(np.float32)


class SpanVectors:
    """Mean vector of the word pieces of any span, from one pass of the encoder."""

    def __init__(self, windows: Sequence[Window]) -> None:
        held = [(w.start >= 0, w.start, w.hidden) for w in windows if w.hidden is not None]
        kept = [(start[known], hidden[known]) for known, start, hidden in held]
        self._starts = np.concatenate([np.zeros(0, np.int64), *(s for s, _ in kept)])
        self._sums = running_sums(np.concatenate([np.zeros((0, WIDTH)), *(h for _, h in kept)]))

    def means(self, spans: Sequence[Span]) -> Floats:
        """(spans, WIDTH): mean over the pieces that begin in [start, end); zeros for none."""
        i, j = np.searchsorted(self._starts, np.array(spans, np.int64).reshape(-1, 2)).T
        sums = self._sums[j] - self._sums[i]
        means: Floats = (sums / np.maximum(j - i, 1)[:, None]).astype(np.float32)
        return means


def running_sums(vectors: NDArray[Any]) -> NDArray[np.float64]:
    """Sums of the first 0, 1, … rows; row by row, which is four times as fast as np.cumsum."""
    sums = np.zeros((len(vectors) + 1, vectors.shape[1]))
    for n, vector in enumerate(vectors):
        np.add(sums[n], vector, out=sums[n + 1])
    return sums
