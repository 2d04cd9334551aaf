"""Tagged runs and the linker's answers → statements.

Content with its source and cue, fragments joined.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np

from ...paths import model_file
from ...text.article import Span
from ...text.encoder import Window
from .link import Answer, link
from .tags import Run, find_runs

Pieces = tuple[int, int]  # first and last piece of a run
SOURCE, CUE, CONTENT = 1, 2, 3  # columns of Answer.roles


@dataclass(frozen=True)
class Settings:
    """Thresholds, tuned on the dev part of the corpus."""

    outside: float = 0.0  # tagger: bias towards "no role"
    none: float = 0.5  # at least this probability: no source is said
    join: float = 0.5  # at least this probability: two fragments are one statement
    join_cue: float = 0.5  # the same for fragments that name the same cue
    cue: float = 0.3  # a tagged cue is this statement's at no less
    word: float = 0.5  # an untagged word is its source or cue at no less
    least: float = 0.0  # statements with a lower score are dropped


@cache
def tuned() -> tuple[Settings, tuple[float, ...]]:
    """Thresholds and the weights of the score, as the training wrote them beside the model."""
    saved = json.loads(model_file("attribution.json").read_text(encoding="utf-8"))
    return Settings(**saved["settings"]), tuple(saved["score"])


@dataclass
class Quoted:
    """A statement as offsets into the article's text.

    score  : calibrated probability of being right, 0 … 1
    within : the statement that relays this one in the same words ("reported P, citing …")
    """

    content: list[Span]
    source: list[Span]
    cue: list[Span]
    score: float
    within: "Quoted | None" = None


@dataclass
class Statement:
    """Pieces (first, last) of each role in one window.

    And what the score is computed from (each 0 … 1).
    """

    content: list[tuple[int, int]]
    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    evidence: tuple[float, ...]

    def in_text(self, window: Window) -> Quoted:
        """The statement with offsets into the article's text."""
        content, source, cue = (
            [window.span(*run) for run in runs if run]
            for runs in (self.content, [self.source], [self.cue])
        )
        return Quoted(content, source, cue, score_of(self.evidence))


def score_of(evidence: Iterable[float]) -> float:
    """Logistic regression on the log-odds of each piece of evidence (Platt scaling, on dev)."""
    intercept, *weights = tuned()[1]
    z = intercept + sum(w * log_odds(p) for w, p in zip(weights, evidence, strict=False))
    return 1 / (1 + math.exp(-z))


def log_odds(p: float) -> float:
    """ln(p / (1 − p)), with p kept within 0.001 … 0.999."""
    p = min(max(p, 0.001), 0.999)
    return math.log(p / (1 - p))


def find_statements(window: Window, settings: Settings | None = None) -> list[Statement]:
    """Statements of one window in text order of their content."""
    settings = settings or tuned()[0]
    runs = find_runs(window, settings.outside)
    contents = [r for r in runs if r.role == "content"]
    answers = link(window, [(r.first, r.last) for r in contents])
    cues = [_cue(window, runs, a.roles[:, CUE], settings)[0] for a in answers]
    groups = _groups(contents, answers, cues, settings)
    roles = [np.mean([answers[i].roles for i in group], 0) for group in groups]
    shared = _share_out(window, runs, roles, settings)
    out = []
    for group, words, (cue, cue_score) in zip(groups, roles, shared, strict=False):
        heads = np.mean([answers[i].heads for i in group], 0)
        none = float(np.mean([answers[i].none for i in group]))
        source, head = _source(window, runs, heads, words[:, SOURCE], none, settings)
        members = [contents[i] for i in group]
        evidence = (
            float(np.mean([r.score for r in members])),
            min(r.least for r in members),
            cue_score,
            max(head, none),
        )
        if not settings.least or score_of(evidence) >= settings.least:
            out.append(Statement([(r.first, r.last) for r in members], source, cue, evidence))
    return out


def _groups(
    contents: list[Run], answers: list[Answer], cues: list[Pieces | None], settings: Settings
) -> list[list[int]]:
    """Fragments of one statement: both say of each other that they belong together.

    The same cue makes it likelier.
    """
    parent = list(range(len(contents)))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for i in range(len(contents)):
        for j in range(i + 1, len(contents)):
            a, b = contents[i], contents[j]
            together = (
                answers[i].roles[b.first : b.last + 1, CONTENT].mean()
                + answers[j].roles[a.first : a.last + 1, CONTENT].mean()
            ) / 2
            same_cue = cues[i] is not None and cues[i] == cues[j]
            if together >= (settings.join_cue if same_cue else settings.join):
                parent[root(j)] = root(i)
    groups: dict[int, list[int]] = {}
    for i in range(len(contents)):
        groups.setdefault(root(i), []).append(i)
    return list(groups.values())


def _source(
    window: Window,
    runs: list[Run],
    heads: np.ndarray,
    words: np.ndarray,
    none: float,
    settings: Settings,
) -> tuple[Pieces | None, float]:
    """The tagged source that most probably holds the head.

    Else the likely words around the likeliest head.
    """
    if none >= settings.none:
        return None, none
    best = max(
        (r for r in runs if r.role == "source"),
        key=lambda r: heads[r.first : r.last + 1].sum(),
        default=None,
    )
    weight = heads[best.first : best.last + 1].sum() if best else 0.0
    top = int(heads.argmax())
    if best and weight >= heads[top] * 0.999:
        return (best.first, best.last), float(weight)
    return _grow(window, top, _free(words, runs, "source"), settings.word), float(heads[top])


def _share_out(
    window: Window, runs: list[Run], roles: list[np.ndarray], settings: Settings
) -> list[tuple[Pieces | None, float]]:
    """(cue, probability) of every statement.

    A tagged cue goes to the statement that claims it most, and to one only, as long as the others
    find another.
    """
    tagged = [r for r in runs if r.role == "cue"]
    claims = sorted(
        (
            (_mean(window, words[:, CUE], r), -g, -k)
            for g, words in enumerate(roles)
            for k, r in enumerate(tagged)
        ),
        reverse=True,
    )
    given, taken = {}, set()
    for share, g, k in claims:
        if share >= settings.cue and -g not in given and -k not in taken:
            given[-g] = (tagged[-k].first, tagged[-k].last), share
            taken.add(-k)
    return [
        given.get(g) or _cue(window, runs, words[:, CUE], settings) for g, words in enumerate(roles)
    ]


def _cue(
    window: Window, runs: list[Run], words: np.ndarray, settings: Settings
) -> tuple[Pieces | None, float]:
    """The tagged cue that is most probably this content's.

    Else the likely words around the likeliest one; or none.
    """
    best = max(
        (r for r in runs if r.role == "cue"), key=lambda r: _mean(window, words, r), default=None
    )
    score = _mean(window, words, best) if best else 0.0
    if best and score >= settings.cue:
        return (best.first, best.last), score
    top = int(np.where(window.first, words, 0).argmax())
    if words[top] >= settings.word:
        return _grow(window, top, _free(words, runs, "cue"), settings.word), float(words[top])
    return None, max(score, float(words[top]))


def _mean(window: Window, words: np.ndarray, run: Run) -> float:
    """Mean of a probability over the words of a run."""
    inside = words[run.first : run.last + 1][window.first[run.first : run.last + 1]]
    return float(np.add.reduce(inside) / len(inside))  # for so few half the time of their mean


def _free(words: np.ndarray, runs: list[Run], role: str) -> np.ndarray:
    """The probabilities without those of words that are tagged with another role."""
    words = words.copy()
    for run in runs:
        if run.role != role:
            words[run.first : run.last + 1] = 0
    return words


def _grow(window: Window, at: int, words: np.ndarray, threshold: float) -> Pieces:
    """The unbroken run of words around a piece whose probability holds the threshold."""
    begins = np.flatnonzero(window.first)
    k = int(np.searchsorted(begins, at))
    first = last = k
    while first > 0 and words[begins[first - 1]] >= threshold:
        first -= 1
    while last + 1 < len(begins) and words[begins[last + 1]] >= threshold:
        last += 1
    return int(begins[first]), int(begins[last])
