"""Who acts and who is acted upon: phrases as written, their canonical names, and the place."""

import re
from dataclasses import dataclass

from ...text.parse import Parsed
from ..actors.coreference import stands_for
from ..actors.names import Mention
from .act_features import TIMES, carrier
from .tree import NOMINAL, Tree

FIRST_PERSON = frozenset(("i", "we", "us", "me"))
THERE = frozenset("in at near off outside inside around across along over on".split())
BESIDE = frozenset(("prep_near", "prep_off", "prep_outside", "prep_around"))
WATERS = frozenset("strait straits bay gulf river sea ocean lake channel coast".split())
SITES = WATERS | frozenset("port harbour harbor dam bridge".split())
WHOLES = frozenset(("state", "government", "military", "institution", "company", "group"))
FOLDED = ("amod", "compound", "poss", "nmod", "prep")


@dataclass(frozen=True)
class Namer:
    """Names the phrases of one article. named : token index → mention."""

    parsed: Parsed
    tree: Tree
    named: dict[int, Mention]

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
            if self.tree.tag[i] in ("WP", "WDT"):
                i = stands
            name = speaker if self.tree.lower[i] in FIRST_PERSON else self.name(stands)
            words = self.phrase(i)
            if words not in written:
                written.append(words)
                names.append(name)
        return "; ".join(written), "; ".join(dict.fromkeys(filter(None, names)))

    def place(self, trigger: int, taken: set[int]) -> str:
        """Where it happened, in the text's words: "near the port of Kell"; "" without a name.

        A noun alone is seldom a place: "in the back", "in turn", "at any level".
        """
        tree = self.tree
        for node in (trigger, max(carrier(tree, trigger), -1)):
            for k in tree.kids[node] if node >= 0 else ():
                if tree.dep[k] != "prep" or tree.lemma[k] not in THERE:
                    continue
                for j in tree.kids[k]:
                    where = self.named.get(j)
                    place = "PROPN" in tree.pos[slice(*tree.phrase(j))]
                    person = where is not None and where.actor_kind == "person"
                    timed = tree.lemma[j] in TIMES or tree.lower[j][:1].isdigit()
                    if j not in taken and place and not person and not timed:
                        return self.phrase(j)
        return ""


def coordinated(tree: Tree, i: int, trigger: int) -> list[int]:
    """A phrase and what is joined to it by "and", without the trigger itself."""
    return [k for k in tree.conjuncts(i) if k != trigger and tree.pos[k] in (*NOMINAL, "ADJ")]


def is_place(tree: Tree, i: int, step: str, named: dict[int, Mention]) -> bool:
    """Whether it says where: "near Kell", "the port of Kell", "the river"; no target then."""
    if tree.lemma[i] in WATERS:
        return True
    if tree.pos[i] != "PROPN" or (i in named and named[i].actor_kind != "place"):
        return False
    return step in BESIDE or tree.lemma[tree.head[tree.head[i]]] in SITES
