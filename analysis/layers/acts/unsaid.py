"""Who acts, or is acted upon, where the sentence names nobody: an actor of the article, or none."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...text.encoder import softmax
from ...text.linear import load_heads
from ..actors.names import Mention
from .act_features import MODEL
from .tree import Tree

Row = dict[str, Any]
ROLES = ("actor", "target")
OTHER = {"actor": "target", "target": "actor"}
NEAR, MANY = 60, 40  # acts looked back at; actors that are asked about
LEAST = {"actor": 0.5, "target": 0.4}  # a name less sure is none


@dataclass(slots=True)
class Standing:
    """One actor in the article: where it is mentioned, what it is, what offices it holds."""

    starts: list[int] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    titles: set[str] = field(default_factory=set)

    @property
    def kind(self) -> str:
        """What most of its mentions say it is, pronouns least."""
        return self.kinds.most_common(1)[0][0]


class Scene:
    """The acts of one article beside its actors.

    rows : acts with start, plover, modality, words_or_deed, voice, actor, target and their names
    speakers : for each row, the canonical speaker of the statement that tells it, or ""
    """

    def __init__(
        self, tree: Tree, rows: Sequence[Row], mentions: Sequence[Mention],
        sentences: Sequence[int], speakers: Sequence[str],
    ) -> None:  # fmt: skip
        self.tree, self.rows, self.sentences, self.speakers = tree, rows, sentences, speakers
        self.cast: dict[str, Standing] = {}
        named = {k: m.actor for m in mentions for k in range(m.first, m.last)}
        for m in sorted(mentions, key=lambda m: m.start):
            own = self.cast.setdefault(m.actor, Standing())
            own.starts.append(m.start)
            own.kinds[m.actor_kind or "unknown"] += 1 + 9 * (m.kind != "pronoun")
            own.titles |= {m.title} - {""}
            if m.actor_kind in ("person", ""):  # "President Ana Dole of Varnia"
                own.titles |= {named[k] for k in tree.whole(m.last - 1) if k in named}
        often = sorted(self.cast, key=lambda name: -len(self.cast[name].starts))
        self.states = [name for name in often if self.cast[name].kind == "state"]
        self.words = [bisect_right(tree.idx, row["start"]) - 1 for row in rows]
        asked = set(often[:MANY])
        self.known = [name for name in self.cast if name in asked]
        self.before: Counter[tuple[str, str]] = Counter()  # (role, actor) in the acts told so far
        self.every = Counter(part for row in rows for part in _parts(row))

    def tell(self, n: int) -> None:
        """Row n is told: the rows after it come next."""
        self.before.update(_parts(self.rows[n]))

    def bound(self, names: set[str]) -> set[str]:
        """These and the states and bodies that their offices name."""
        titles = {t for name in names if name in self.cast for t in self.cast[name].titles}
        return names | {name for name in self.cast if any(name in t for t in titles)}

    def _sentence(self, place: int) -> int:
        return bisect_right(self.sentences, place) - 1

    def choices(self, n: int, role: str = "target") -> tuple[list[str], list[list[str]]]:
        """Actors that may take the role in row n; what the head sees: of nobody, then of each."""
        row, i, speaker = self.rows[n], self.words[n], self.speakers[n]
        root, tree = row["plover"], self.tree
        other = OTHER[role]
        against = self.bound(_names(row, other))
        told = _Told(self, n, against, role)
        speaking = self.bound({speaker}) if speaker else set()
        sides = [name for name in self.states if name not in against]
        names = [name for name in self.known if name not in against]
        pos = "N" if tree.pos[i] in ("NOUN", "PROPN") else "V"
        passive = any(tree.dep[k] in ("nsubjpass", "auxpass") for k in tree.kids[i])
        definite = any(tree.lower[k] in ("the", "that", "this", "these") for k in tree.kids[i])
        facing = f"{bool(against)} {bool(row[other])}"
        nobody = [
            *(root, f"{pos}{passive}", f"{root} {pos}", f"of {tree.lemma[i]}", f"facing {facing}"),
            *(f"{root} facing {facing}", f"the {definite} {pos}", f"in {tree.dep[i]} {pos}"),
            *(f"voice {bool(row['voice'])} {bool(speaker)}", f"{root} {row['words_or_deed']}"),
            *(f"{row['modality']} {root}", f"sides {min(len(sides), 3)} {root}"),
            *(f"sides {min(len(sides), 3)}", f"against {bool(told.against)}"),
            f"word {bool(told.word and _names(told.word, role))} {bool(told.word)} {pos}",
        ]
        found = [["b", "nobody", *(f"nobody {part}" for part in nobody)]]
        for name in names:
            kind, side = self.cast[name].kind, min(_rank(sides, name), 4)
            own = name in speaking
            far = self._distance(name, row["start"])
            found.append([
                "b", f"kind {kind}", f"kind {kind} {root}", f"far {far}", f"far {far} {kind}",
                f"side {side}", f"side {side} {len(sides) == 1} {bool(against)}",
                f"side {side} {root}", f"side {side} {bool(against)} {own} {bool(speaking)}",
                f"speaks {own} {bool(speaking)} {kind}", f"speaks {own} {bool(speaking)} {root}",
                f"speaks {own} {row['words_or_deed']} {row['modality']}",
                *told.parts(name, kind, root, f"{pos}{definite}"),
            ])  # fmt: skip
        return names, found

    def _distance(self, name: str, place: int) -> str:
        """Sentences since the actor was named last."""
        starts = self.cast[name].starts
        before = bisect_left(starts, place)
        if not before:
            return "after"
        return _size(self._sentence(place) - self._sentence(starts[before - 1]))


class _Told:
    """What the article tells beside one act: acts before it, and who takes which part in all."""

    def __init__(self, scene: Scene, n: int, against: set[str], role: str) -> None:
        self.role, self.other = role, OTHER[role]
        rows, lemma = scene.rows, scene.tree.lemma
        stem = lemma[scene.words[n]][:5]
        self.scene, self.row = scene, rows[n]
        near = range(n - 1, max(n - 1 - NEAR, -1), -1)
        before = [rows[k] for k in near]
        self.last = before[0] if before else None
        same = (rows[k] for k in near if lemma[scene.words[k]][:5] == stem)
        self.word = next((r for r in same if r["actor_name"] + r["target_name"]), None)
        self.against = next(
            (r for r in before if against & _names(r, self.other) and r[f"{role}_name"]), None
        )
        self.mirror = next(
            (r for r in before if against & _names(r, role) and r[f"{self.other}_name"]), None
        )

    def parts(self, name: str, kind: str, root: str, form: str) -> list[str]:
        """What part an actor takes in the acts around."""
        role, other, found = self.role, self.other, []
        if self.word:
            found.append(f"word {name in _names(self.word, role)} {form}")
            found.append(f"word other {name in _names(self.word, other)} {form}")
        if self.against:
            same = name in _names(self.against, role)
            found += [f"against {same}", f"against {same} {root}"]
        if self.mirror:
            found.append(f"mirror {name in _names(self.mirror, other)}")
        if self.last:
            found.append(f"last {name in _names(self.last, role)}")
            found.append(f"last other {name in _names(self.last, other)}")
        before, every = self.scene.before, self.scene.every
        found += [
            f"before {_size(before[role, name])}",
            f"before other {_size(before[other, name])}",
        ]
        mine = every[role, name] - (name in _names(self.row, role))
        theirs = every[other, name] - (name in _names(self.row, other))
        found += [f"all {_size(mine)}", f"all other {_size(theirs)}"]
        acts = mine + theirs
        share = round(6 * acts / max(len(self.scene.rows) - 1, 1))
        return [*found, f"acts {_size(acts)} {kind}", f"acts {_size(acts)} {root}",
                f"share {share} {kind}"]  # fmt: skip


def name_unsaid(scene: Scene) -> None:
    """Give the rows the parties that an empty role must have, as far as the heads are sure."""
    heads = load_heads(MODEL)
    for n, row in enumerate(scene.rows):
        for role in ROLES:
            if row[role] or row[f"{role}_name"] or row["mutual"]:
                continue
            names, features = scene.choices(n, role)
            zeros = np.zeros((len(features), 1), np.float32)
            likely = softmax(heads[f"unsaid {role}"].onto(zeros, features).T)[0, 1:]
            if len(names) and likely.max() >= LEAST[role]:
                row[f"{role}_name"] = names[int(likely.argmax())]
                scene.every[role, row[f"{role}_name"]] += 1
        scene.tell(n)


def _names(row: Row, role: str) -> set[str]:
    return set(row[role + "_name"].split("; ")) - {""}


def _parts(row: Row) -> list[tuple[str, str]]:
    return [(role, name) for role in ROLES for name in _names(row, role)]


def _rank(names: list[str], name: str) -> int:
    return names.index(name) if name in names else 9


def _size(n: int) -> str:
    return str(n) if n < 2 else "2-3" if n < 4 else "4-7" if n < 8 else "8+"
