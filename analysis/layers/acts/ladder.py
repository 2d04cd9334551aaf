"""The ladder as data: which word, in which frame, is which act on which rung (lexicons/ladder.csv)."""

from functools import cache
from typing import NamedTuple

from ...text.lexicon import read_rows
from .act_words import words
from .tree import ACTORS, Tree

VERBS, OBJECTS = {"VERB", "AUX"}, {"dobj", "nsubjpass", "attr", "dative"}


class Rung(NamedTuple):
    """One line of the ladder. `frame`: conditions joined by ";", each "what" or "what=lemma|lemma|@object_class"."""

    trigger: str
    pos: str
    frame: str
    plover: str
    rung: int
    goldstein: float
    words_or_deed: str
    conditions: tuple = ()


class Frame(NamedTuple):
    """What hangs on a trigger: lemmas of its objects, prepositions, particles and so on, with token indices."""

    objects: list[int]
    preps: dict[str, list[int]]  # preposition → heads of its noun phrases
    particles: list[str]
    clauses: list[int]  # infinitives and clauses that complete it
    oprd: list[int]
    adjectives: list[str]
    modals: list[str]
    modifiers: list[str]
    subject: list[int]
    passive: bool


@cache
def crosswalk() -> dict[tuple[str, int, str], Rung]:
    """(root code, rung, words or deed) → its line of plover.csv; a root's default comes first."""
    columns = ("plover", "rung", "goldstein", "words_or_deed")
    lines = [
        Rung("", "", "", r["plover"], int(r["rung"]), float(r["goldstein"]), r["words_or_deed"])
        for _, r in read_rows("plover.csv", columns)
    ]
    return {(line.plover, line.rung, line.words_or_deed): line for line in lines}


@cache
def plover() -> dict[str, Rung]:
    """Root code → its rung, Goldstein value and kind when no line of the ladder says otherwise."""
    defaults: dict[str, Rung] = {}
    for line in crosswalk().values():
        defaults.setdefault(line.plover, line)
    return defaults


def goldstein(root: str, rung: int, words_or_deed: str) -> float:
    """Goldstein value (−10 to 10) of a root code on a rung, of its default where the rung is new."""
    return crosswalk().get((root, rung, words_or_deed), plover()[root]).goldstein


@cache
def ladder() -> dict[tuple[str, str], tuple[Rung, ...]]:
    """(lemma, part of speech) → lines of the ladder, the most demanding frame first."""
    lines: dict[tuple, list] = {}
    columns = ("trigger", "pos", "frame", "plover", "rung", "goldstein", "words_or_deed")
    for n, r in read_rows("ladder.csv", columns):
        if r["plover"] not in plover():
            raise ValueError(
                f"ladder.csv, line {n}: {r['plover']!r} is no PLOVER root code of plover.csv"
            )
        rung = Rung(
            r["trigger"],
            r["pos"],
            r["frame"],
            r["plover"],
            int(r["rung"]),
            float(r["goldstein"]),
            r["words_or_deed"],
            _conditions(r["frame"]),
        )
        lines.setdefault((rung.trigger, rung.pos), []).append(rung)
    return {
        key: tuple(sorted(rungs, key=lambda r: -len(r.conditions))) for key, rungs in lines.items()
    }


def _conditions(frame: str) -> tuple:
    conditions = []
    for condition in filter(None, frame.split(";")):
        what, _, values = condition.partition("=")
        lemmas: set[str] = set()
        for value in filter(None, values.split("|")):
            lemmas |= words(value[1:]) if value[0] == "@" and value != "@hostile" else {value}
        conditions.append((what, frozenset(lemmas)))
    return tuple(conditions)


def frame_of(tree: Tree, i: int) -> Frame:
    """Everything the ladder's conditions and the weights ask about one trigger, read in one pass over its children."""
    objects, preps, particles, clauses, oprd, adjectives, modals, modifiers, subject = (
        [],
        {},
        [],
        [],
        [],
        [],
        [],
        [],
        [],
    )
    passive = False
    for k in tree.kids[i]:
        dep = tree.dep[k]
        if dep in OBJECTS:
            objects.append(k)
            passive = passive or dep == "nsubjpass"
        elif dep == "prep":
            preps.setdefault(tree.lemma[k], []).extend(_heads(tree, k))
        elif dep == "agent":
            preps.setdefault("by", []).extend(_heads(tree, k))
            passive = True
        elif dep == "prt":
            particles.append(tree.lemma[k])
        elif (
            dep in ("xcomp", "ccomp")
            and tree.pos[k] == "NOUN"
            and not any(tree.dep[m] in ("aux", "cop") for m in tree.kids[k])
        ):
            oprd.append(k)  # "called the general a liar": a noun that is said of another
            objects += [m for m in tree.kids[k] if tree.dep[m] == "nsubj"]
        elif dep in ("xcomp", "ccomp", "pcomp"):
            clauses.append(k)
        elif dep == "oprd":
            oprd.append(k)
        elif dep == "acomp":
            adjectives.append(tree.lemma[k])
            passive = passive or tree.lemma[k] in ("closed", "shut", "banned")
        elif dep in ("aux", "auxpass"):
            modals.append(tree.lower[k])
            passive = passive or dep == "auxpass"
        elif dep == "nsubj":
            subject.append(k)
        elif dep == "compound" and tree.pos[i] == "NOUN":
            objects.append(k)
        elif dep in ("amod", "advmod", "neg"):
            modifiers.append(tree.lemma[k])
    if tree.dep[i] == "acl" and tree.tag[i] == "VBN" and not objects:
        objects, passive = [tree.head[i]], True  # "the poll released on Monday"
    for j in tuple(
        objects
    ):  # "some of its troops", "hundreds of prisoners": what they consist of counts too
        if tree.pos[j] in ("PRON", "DET", "NUM") or tree.lemma[j] in (
            "number",
            "hundred",
            "thousand",
            "dozen",
            "group",
            "all",
        ):
            objects += [m for k in tree.kids[j] if tree.lemma[k] == "of" for m in _heads(tree, k)]
    if tree.pos[i] == "NOUN":
        objects = objects + preps.get("of", [])
    return Frame(
        objects, preps, particles, clauses, oprd, adjectives, modals, modifiers, subject, passive
    )


def _heads(tree: Tree, preposition: int) -> list[int]:
    heads = []
    for k in tree.kids[preposition]:
        if tree.dep[k] == "pobj":
            heads.append(k)
        elif tree.dep[k] == "prep":
            heads += _heads(tree, k)
    return heads


def match(tree: Tree, i: int, frame: Frame) -> list[Rung]:
    """Lines of the ladder that fit this token, best first; empty when it is no trigger."""
    pos = "VERB" if tree.pos[i] in VERBS else tree.pos[i]
    lines = ladder().get((tree.lemma[i], pos), ())
    return [
        line
        for line in lines
        if all(_holds(tree, i, frame, what, lemmas) for what, lemmas in line.conditions)
    ]


def _holds(tree: Tree, trigger: int, frame: Frame, what: str, lemmas: frozenset) -> bool:
    if what == "obj":
        return bool(frame.objects) and (
            not lemmas
            or any(
                tree.lemma[j] in lemmas
                or any(tree.lemma[c] in lemmas for c in tree.conjuncts(j)[1:])
                for j in frame.objects
            )
        )
    if what == "notobj":
        return not any(tree.lemma[j] in lemmas for j in frame.objects)
    if what == "noobj":
        return not frame.objects
    if what == "prep":
        return not lemmas.isdisjoint(frame.preps)
    if what == "pobj":
        return any(tree.lemma[j] in lemmas for heads in frame.preps.values() for j in heads)
    if what == "prt":
        return not lemmas.isdisjoint(frame.particles)
    if what == "comp":
        return bool(frame.clauses) and (not lemmas or any(hostile(tree, j) for j in frame.clauses))
    if what == "oprd":
        return bool(frame.oprd)
    if what == "acomp":
        return not lemmas.isdisjoint(frame.adjectives)
    if what == "modal":
        return not lemmas.isdisjoint(frame.modals)
    if what == "mod":
        return not lemmas.isdisjoint(frame.modifiers)
    if what == "inf":
        return any(
            tree.lower[k] == "to" and tree.dep[k] == "aux"
            for j in frame.clauses
            for k in tree.kids[j]
        )
    if what == "named":
        return any(
            tree.pos[j] in ("PROPN", "PRON") or tree.lemma[j] in ACTORS for j in frame.objects
        )
    if what == "other":
        return any(tree.dep[k] == "nsubj" for j in frame.clauses for k in tree.kids[j])
    if what == "nothas":
        return lemmas.isdisjoint(tree.lemma[k] for k in tree.below(trigger))
    if what == "has":
        return not lemmas.isdisjoint(tree.lemma[k] for k in tree.below(trigger))
    raise ValueError(f"ladder.csv: unknown frame condition {what!r}")


def hostile(tree: Tree, i: int) -> bool:
    """Whether this verb, in this frame, stands on the ladder's upper rungs (force or the show of it)."""
    lines = match(tree, i, frame_of(tree, i))
    return (
        bool(lines) and lines[0].rung >= 8 and lines[0].plover in ("ASSAULT", "COERCE", "MOBILIZE")
    )
