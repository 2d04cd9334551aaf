"""Which runs of words does the tagger take for a source, a cue, a content?"""

import math
from operator import add
from typing import NamedTuple

import numpy as np

from ...text.encoder import LABELS, Window

START, INSIDE = {1: "source", 3: "cue", 5: "content"}, {2, 4, 6}


class Run(NamedTuple):
    """Words of one role: `first` and `last` are the pieces where its first and last word begin."""

    role: str
    first: int
    last: int
    score: float
    least: float


def find_runs(window: Window, outside: float = 0.0) -> list[Run]:
    """The best sequence of labels under the rules of BIO (Viterbi), as runs in text order.

    outside: added to the log-probability of "no role"; below zero more words are tagged.
    score, least: mean and lowest probability of the run's role over its words.
    """
    at = np.flatnonzero(window.first)
    if not len(at):
        return []
    tags = np.asarray(window.tags)[at]
    labels = _viterbi(np.log(tags + 1e-9) + np.array([outside] + [0.0] * 6, np.float32))
    runs, opened = [], None
    for i, label in enumerate([*labels, 0]):
        if opened is not None and label not in INSIDE:
            begin, role = opened
            k = labels[begin]
            words = tags[begin:i, k : k + 2].sum(1)
            runs.append(
                Run(role, int(at[begin]), int(at[i - 1]), float(words.mean()), float(words.min()))
            )
            opened = None
        if label in START:
            opened = (i, START[label])
    return runs


def _viterbi(scores: np.ndarray) -> list[int]:
    """Likeliest labels, where an inside label only continues its own span; in plain floats.

    For seven labels they take a fifth of numpy's time. No content is one word long where the next
    begins beside it: "hinting that …" is a cue and what it introduces.
    """
    best, back = [0.0] + [-math.inf] * (len(LABELS) - 1), []
    for row in scores.tolist():
        top, (_, b1, i1, b2, i2, b3, i3) = best.index(max(best)), best
        other = best.index(max(best[:5] + best[6:])) if top == 5 else top
        before = [top, top, 2 - (b1 >= i1), top, 4 - (b2 >= i2), other, 6 - (b3 >= i3)]
        back.append(before)
        best = list(map(add, map(best.__getitem__, before), row))
    path = [best.index(max(best))]
    for before in reversed(back[1:]):
        path.append(before[path[-1]])
    return path[::-1]
