"""Boosted trees, as the training writes them to an .npz: rows of numbers → probabilities."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from ..paths import model_file
from .linear import Floats, sigmoid


@cache
def _load(name: str) -> tuple[NDArray[np.int64], Floats, Floats, float]:
    """(column and both ways on of each node, its limit, its value, the constant); no pickles."""
    with np.load(model_file(name), allow_pickle=False) as file:
        nodes, limits, values = file["nodes"].astype(np.int64), file["limits"], file["values"]
        return nodes, limits, values, float(file["constant"])


def probabilities(name: str, rows: Floats) -> Floats:
    """One probability a row; a leaf leads back to itself, so that every tree takes equal steps."""
    nodes, limits, values, constant = _load(name)
    trees = np.arange(len(limits))
    each = np.arange(len(rows))[:, None]
    at = np.zeros((len(rows), len(trees)), np.int64)
    for _ in range(limits.shape[1] // 2):  # no tree is deeper
        column, low, high = nodes[trees, at].transpose(2, 0, 1)
        at = np.where(rows[each, column] <= limits[trees, at], low, high)
    return sigmoid(values[trees, at].sum(1) + constant)
