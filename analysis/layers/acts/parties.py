"""Who acts and who is acted upon: phrases as written, their canonical names, and the place."""

import re
from dataclasses import dataclass
from functools import cached_property

from ...text.parse import Parsed
from ..actors.coreference import stands_for
from ..actors.names import Mention
from .act_features import TIMES, carrier
from .tree import ACTORS, NOMINAL, Tree

FIRST_PERSON = frozenset(("i", "we", "us", "me"))
OPEN = frozenset(("this", "that", "these", "those", "it", "what", "which", "one", "both", "there"))
THERE = frozenset("in at near off outside inside around across along over on".split())
WHOLES = frozenset(("state", "government", "military", "institution", "company", "group"))
SITES = frozenset("strait bay gulf port harbour harbor river dam bridge coast".split())
FOLDED = ("amod", "compound", "poss", "nmod", "prep")


@dataclass(frozen=True)
class Namer:
    """Names the phrases of one article. named : token index → mention."""

    parsed: Parsed
    tree: Tree
    named: dict[int, Mention]

    @cached_property
    def called(self) -> dict[str, str]:
        """Names of one word that the article uses → their actor."""
        alone = [m for m in self.named.values() if m.last == m.first + 1]
        return {self.tree.text[m.first]: m.actor for m in alone if m.kind != "pronoun"}

    def phrase(self, i: int) -> str:
        """The phrase with this head in the text's own words."""
        tree = self.tree
        first, last = tree.phrase(i)
        words = self.parsed.text(tree.idx[first], tree.idx[last - 1] + len(tree.text[last - 1]))
        return re.sub(r"\s+", " ", words)

    def name(self, i: int) -> str:
        """Canonical actor of a phrase: its own, or of the state or body whose people it names."""
        if i in self.named:
            return self.named[i].actor
        if self.tree.pos[i] == "PROPN" and self.tree.text[i] in self.called:
            return self.called[self.tree.text[i]]  # seen as a name elsewhere in the article
        first, last = self.tree.phrase(i)
        owners = {
            m.actor
            for k in range(first, last)
            if (m := self.named.get(k)) and m.actor_kind in WHOLES and self._below(k, i)
        }
        return owners.pop() if len(owners) == 1 else ""

    def _below(self, k: int, i: int) -> bool:
        """Whether k belongs to the phrase itself and to no clause or phrase beside it."""
        for node in self.tree.up(k):
            if node == i:
                return True
            if self.tree.dep[node] not in (*FOLDED, "pobj"):
                return False
        return False

    def party(self, heads: list[int], speaker: str) -> tuple[str, str]:
        """(as written, canonical name) of coordinated phrases; several are joined by "; ".

        speaker : canonical actor whose "we" it is. "who" stands for the noun before it; other
        pronouns stay as written and are named where the text leaves one reading.
        """
        written, names = [], []
        for i in heads:
            stands = i
            if self.tree.pos[i] in ("PRON", "DET") and i not in self.named:
                stands = stands_for(self.parsed.tokens[i], self.named).i
            bare = not self.tree.kids[i]  # "those arrested" says who
            if self.tree.lower[i] in OPEN and bare and stands == i and i not in self.named:
                continue
            if self.tree.tag[i] in ("WP", "WDT"):
                i = stands
            name = speaker if self.tree.lower[i] in FIRST_PERSON else self.name(stands)
            words = self.phrase(i)
            if words not in written:
                written.append(words)
                names.append(name)
        return "; ".join(written), "; ".join(dict.fromkeys(filter(None, names)))

    def place(self, trigger: int, taken: set[int]) -> str:
        """Where it happened, in the text's words: "in Kell", "near the strait"; "" where unsaid."""
        tree = self.tree
        for node in (trigger, max(carrier(tree, trigger), -1)):
            for k in tree.kids[node] if node >= 0 else ():
                if tree.dep[k] != "prep" or tree.lemma[k] not in THERE:
                    continue
                for j in tree.kids[k]:
                    where = self.named.get(j)
                    place = tree.pos[j] == "PROPN" or tree.tag[j] in ("NN", "NNS")
                    person = where is not None and where.actor_kind == "person"
                    timed = tree.lemma[j] in TIMES or tree.lower[j][:1].isdigit()
                    if j not in taken and place and not person and not timed:
                        return self.phrase(j)
        return ""


def coordinated(tree: Tree, i: int, trigger: int) -> list[int]:
    """A phrase and what is joined to it by "and", without the trigger itself."""
    return [k for k in tree.conjuncts(i) if k != trigger and tree.pos[k] in (*NOMINAL, "ADJ")]


def is_place(tree: Tree, i: int, steps: tuple[str, ...], named: dict[int, Mention]) -> bool:
    """Whether it says where ("near Kell"): a place is a target only as its state or body.

    Who can act is no place ("fired at the crowd, at them").
    """
    if tree.pos[i] == "PRON" or (i not in named and tree.lemma[i] in ACTORS):
        return False
    kind = named[i].actor_kind if i in named else "place" if tree.pos[i] == "PROPN" else ""
    water = any(tree.lower[k] == "the" for k in tree.kids[i]) and tree.lemma[i] not in ACTORS
    if water and steps[-1] == "prep_on" and kind == "place":  # "on the Sael"
        return True
    if water and steps == ("conj", "nsubj"):  # "will respond, and the Sael may rise"
        return kind not in ("state", "person", "government")
    if tree.dep[i] == "pobj" and tree.lemma[tree.head[tree.head[i]]] in SITES:  # "strait of Kell"
        return kind in ("place", "")
    return kind in ("place", "") and steps[-1] in {f"prep_{word}" for word in THERE - {"on"}}


def invited(tree: Tree, i: int, targets: list[int]) -> list[int]:
    """Who is invited, not where to: "invited Varnia to Kell"."""
    guests = [k for k in tree.kids[i] if tree.dep[k] == "dobj" and can_act(tree, k)]
    return coordinated(tree, guests[0], i) if tree.lemma[i] == "invite" and guests else targets


def sides(tree: Tree, i: int) -> list[int]:
    """Both sides of a noun: "clashes between A and B"."""
    for k in tree.kids[i]:
        if tree.lemma[k] == "between" and tree.dep[k] == "prep":
            return [j for n in tree.kids[k] if tree.dep[n] == "pobj" for j in tree.conjuncts(n)]
    return []


def can_act(tree: Tree, i: int) -> bool:
    """Whether a word names somebody who may act: a name, or a word for people and bodies."""
    return tree.pos[i] == "PROPN" or tree.lemma[i] in ACTORS
