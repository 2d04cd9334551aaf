"""The trained part: linear heads over features and vectors (models/acts.npz, see acts.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ...paths import model_file

Floats = NDArray[np.float32]
HEADS = ("act", "actor", "target", "unsaid actor", "unsaid target")


@dataclass(frozen=True, slots=True)
class Head:
    """Scores = weights of the features that are there + vector times `dense`, one a class."""

    rows: dict[str, int]
    sparse: Floats  # features × classes
    dense: Floats  # vector × classes
    classes: tuple[str, ...]

    def scores(self, features: Sequence[list[str]], dense: Floats) -> Floats:
        """(examples, classes): logits. dense : vectors times `self.dense`, one row an example."""
        out: Floats = dense.copy()
        for n, names in enumerate(features):
            known = [self.rows[f] for f in names if f in self.rows]
            out[n] += self.sparse[known].sum(0)
        return out


@cache
def load() -> dict[str, Head]:
    """The heads by name: act (over "-" and the acts); the others give one logit a candidate."""
    with np.load(model_file("acts.npz"), allow_pickle=False) as file:
        return {
            name: Head(
                {feature: n for n, feature in enumerate(file[name + "_names"].tolist())},
                file[name + "_sparse"].astype(np.float32),
                file[name + "_dense"].astype(np.float32),
                tuple(file[name + "_classes"].tolist()),
            )
            for name in HEADS
        }


def softmax(scores: Floats) -> Floats:
    """Probabilities of each row."""
    raised: Floats = np.exp(scores - scores.max(1, keepdims=True))
    raised /= raised.sum(1, keepdims=True)
    return raised
