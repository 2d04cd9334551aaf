"""Linear models over named features and vectors, as the training writes them to an .npz."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..paths import model_file
from .encoder import Window

Floats = NDArray[np.float32]
WIDTH = 384  # of the encoder's vectors


@dataclass(frozen=True, slots=True)
class Head:
    """Scores = weights of the features that are there + vector times `dense`, one a class."""

    rows: dict[str, int]
    sparse: Floats  # features × classes
    dense: Floats  # vector × classes
    classes: tuple[str, ...]

    def scores(self, features: Sequence[list[str]], vectors: Floats) -> Floats:
        """(examples, classes): logits; vectors : one row an example."""
        out = vectors @ self.dense
        for n, names in enumerate(features):
            out[n] += self.sparse[[self.rows[f] for f in set(names) if f in self.rows]].sum(0)
        return out


@cache
def load_heads(name: str) -> dict[str, Head]:
    """The heads of one file of `analysis/models` by name; no pickles are read."""
    with np.load(model_file(name), allow_pickle=False) as file:
        names = [key.removesuffix("_classes") for key in file.files if key.endswith("_classes")]
        return {
            head: Head(
                {feature: n for n, feature in enumerate(file[head + "_names"].tolist())},
                file[head + "_sparse"].astype(np.float32),
                file[head + "_dense"].astype(np.float32),
                tuple(file[head + "_classes"].tolist()),
            )
            for head in names
        }


def sigmoid(scores: Floats) -> Floats:
    """Logits → probabilities."""
    return (1 / (1 + np.exp(-scores))).astype(np.float32)


class SpanVectors:
    """Mean vector of the word pieces of any span, from one pass of the encoder."""

    def __init__(self, windows: Sequence[Window]) -> None:
        held = [(w.start >= 0, w.start, w.hidden) for w in windows if w.hidden is not None]
        kept = [(start[known], hidden[known]) for known, start, hidden in held]
        self._starts = np.concatenate([np.zeros(0, np.int64), *(s for s, _ in kept)])
        hidden = np.concatenate([np.zeros((1, WIDTH), np.float32), *(h for _, h in kept)])
        self._sums = np.cumsum(hidden, 0, dtype=np.float64)

    def mean(self, start: int, end: int) -> Floats:
        """Mean over the pieces that begin in [start, end); zeros where none does."""
        i, j = np.searchsorted(self._starts, [start, end])
        mean: Floats = ((self._sums[j] - self._sums[i]) / max(j - i, 1)).astype(np.float32)
        return mean
