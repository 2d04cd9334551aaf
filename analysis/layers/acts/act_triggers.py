"""Which words of a sentence tell of an act of their own, and which only name one or say what another is about."""

from typing import NamedTuple

from .act_words import words
from .ladder import Frame, Rung, frame_of, ladder, match
from .tree import Tree

COMPLETED = {"xcomp", "ccomp", "pcomp", "acl", "conj"}
CONTENT_OF = {"AGREE", "REJECT", "THREATEN", "REQUEST", "ACCUSE", "CONCEDE", "COERCE", "SUPPORT"}
LIGHT = words("light verb")
LIGHT_IN = {
    "participate",
    "engage",
    "take",
    "join",
    "respond",
    "go",
    "be",
    "lead",
    "resort",
    "result",
}
MEASURES = {
    "part",
    "series",
    "number",
    "wave",
    "round",
    "campaign",
    "hundred",
    "dozen",
    "lot",
    "spate",
    "string",
}
DIRECTED = {
    "by",
    "against",
    "on",
    "with",
    "between",
    "from",
    "at",
    "toward",
    "towards",
    "to",
    "of",
    "in",
    "into",
    "over",
}


class Trigger(NamedTuple):
    i: int
    frame: Frame
    lines: list[Rung]


def find_triggers(tree: Tree, first: int, last: int) -> tuple[list[Trigger], dict[int, str]]:
    """Triggers of a sentence that are acts of their own, and the root code of every word on the ladder.

    What completes another trigger is its content: "threatened to invade" is a threat, "accused him of stealing" an accusation.
    """
    found, known = [], ladder()
    for i in range(first, last):
        pos = "VERB" if tree.pos[i] == "AUX" else tree.pos[i]
        if (tree.lemma[i], pos) in known and tree.dep[i] != "amod":
            frame = frame_of(tree, i)
            lines = match(tree, i, frame)
            if lines:
                found.append(Trigger(i, frame, lines))
    roots = {t.i: t.lines[0].plover for t in found}
    lines = {t.i: t.lines[0] for t in found}
    return [
        t for t in found if not swallowed(tree, t.i, roots, lines) and anchored(tree, t.i)
    ], roots


def anchored(tree: Tree, i: int) -> bool:
    """Whether a noun tells of an act: somebody's ("Iran's threat"), done ("made a threat") or aimed at somebody ("attack on X").

    "The talks dragged on" and "words of war" name an act without telling one.
    """
    if tree.pos[i] not in ("NOUN", "PROPN"):
        return True
    if carrier(tree, i) >= 0:
        return True
    for k in tree.kids[i]:
        if tree.dep[k] == "poss" or tree.dep[k] in ("prep", "agent") and tree.lemma[k] in DIRECTED:
            return True
        if (
            tree.dep[k] in ("amod", "compound")
            and tree.text[k][0].isupper()
            and tree.pos[k] in ("PROPN", "ADJ")
            and k > 0
            and tree.dep[i] not in ("pobj",)
        ):
            return True
    return False


def carrier(tree: Tree, i: int) -> int:
    """The light verb that carries this noun out, or -1: "made a threat", "took part in attacks"."""
    node = i
    for _ in range(4):
        dep, head = tree.dep[node], tree.head[node]
        if dep not in ("dobj", "nsubjpass", "pobj", "prep", "conj", "attr") or head == node:
            return -1
        if tree.pos[head] in ("VERB", "AUX"):
            return head if tree.lemma[head] in (LIGHT_IN if dep == "prep" else LIGHT) else -1
        if dep == "prep" and tree.lemma[head] not in MEASURES:
            return -1
        node = head
    return -1


def swallowed(tree: Tree, i: int, roots: dict[int, str], lines: dict[int, Rung]) -> bool:
    """Whether this word only says what another act is about."""
    node = i
    for _ in range(5):
        dep, head = tree.dep[node], tree.head[node]
        if head == node:
            return False
        if (
            dep in ("dobj", "nsubjpass", "oprd", "attr")
            and node == i
            and head in roots
            and tree.pos[head] in ("VERB", "AUX")
        ):
            return True
        if dep == "compound" and node == i and head in roots:
            return True
        if (
            dep == "pobj"
            and node == i
            and any(
                what == "pobj"
                for line in (lines.get(tree.head[head]),)
                if line
                for what, _ in line.conditions
            )
        ):
            return True
        if dep in ("xcomp", "pcomp", "ccomp") and _content(tree, head, roots, dep):
            return True
        if dep == "acl" and head in roots and tree.tag[node] == "VB":
            return True
        if dep not in COMPLETED and not (dep in ("dobj", "pobj", "prep") and tree.pos[i] == "NOUN"):
            return False
        if dep == "pobj" and head in roots:
            return False
        node = head
    return False


def _content(tree: Tree, head: int, roots: dict[int, str], dep: str) -> bool:
    """ "accuse X of doing", "threaten to do", "agree to do": the preposition stands between for the first."""
    if dep == "pcomp":
        verb = tree.head[head]
        return tree.lemma[head] in ("of", "for", "from", "with") and roots.get(verb) in CONTENT_OF
    return roots.get(head) in CONTENT_OF and not (
        dep == "ccomp" and roots[head] in ("ACCUSE", "CONCEDE", "SUPPORT")
    )
