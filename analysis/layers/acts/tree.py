"""The parse as plain lists: walking it costs a tenth of walking spaCy's tokens."""

import numpy as np
from spacy.tokens import Doc

from .act_words import words
from .ladder import ladder

SLIPS = {"stag": "stage"}  # lemmas that the lemmatiser gets wrong
NOMINAL = {"NOUN", "PROPN", "PRON", "NUM"}
STRAY = {"ADP", "ADV", "SCONJ", "VERB", "ADJ", "PROPN"}
LEFT = {
    "compound",
    "amod",
    "det",
    "poss",
    "nummod",
    "nmod",
    "quantmod",
    "predet",
    "advmod",
    "npadvmod",
    "punct",
    "neg",
}
WITHIN = {"of"}  # "the government of Ana Dole" is one name; "a meeting in Washington" is not
IN_COURSE = frozenset(("in", "during", "after"))
ROLES = words("office")
WORD_CLASS = {"AUX": "VERB", "PROPN": "NOUN"}

ACTORS = words("actor")


def _column(doc: Doc, attribute: str) -> list[str]:
    """One attribute of every token at once; to ask each token costs three times as much."""
    values = doc.to_array(attribute).tolist()
    names = {value: doc.vocab.strings[value] for value in set(values)}
    return [names[value] for value in values]


class Tree:
    """Columns of one Doc: lemma, pos, dep, head (index), kids (indices), lower, text, rungs."""

    __slots__ = tuple("dep head idx kids lemma lower opening pos rungs tag text".split())

    def __init__(self, doc: Doc):
        self.text = _column(doc, "ORTH")
        self.lower = list(map(str.lower, self.text))
        self.lemma = [SLIPS.get(lemma, lemma).lower() for lemma in _column(doc, "LEMMA")]
        self.pos, self.tag, self.dep = (_column(doc, name) for name in ("POS", "TAG", "DEP"))
        above = doc.to_array(["HEAD"]).astype(np.int64).ravel()  # relative to the word
        self.head: list[int] = (np.arange(len(above)) + above).tolist()
        self.idx: list[int] = doc.to_array("IDX").tolist()
        for i, word in enumerate(self.text):  # names that the parser does not know
            if word[0].isupper() and self.dep[i] in ("prt", "dobj") and self.pos[i] in STRAY:
                self.pos[i], self.tag[i], self.dep[i] = "PROPN", "NNP", "dobj"
        self._doers_of_nouns()
        self._doers_of_joined()
        starts = doc.to_array("SENT_START").astype(np.int64)
        self.opening = set(np.flatnonzero(starts == 1).tolist())  # their capital says nothing
        kinds = zip(self.lemma, (WORD_CLASS.get(pos, pos) for pos in self.pos), strict=True)
        self.rungs = [ladder().get(kind, ()) for kind in kinds]
        self.kids: list[list[int]] = [[] for _ in self.text]
        for i, head in enumerate(self.head):
            if head != i:
                self.kids[head].append(i)

    def _doers_of_nouns(self) -> None:
        """Read "in police firing" as a noun with its doer: the parser takes it for a clause."""
        objects = {self.head[k] for k, dep in enumerate(self.dep) if dep in ("dobj", "prt")}
        for i in range(2, len(self.tag)):
            before, prep = i - 1, i - 2
            if self.tag[i] != "VBG" or self.dep[i] not in ("acl", "advcl") or i in objects:
                continue
            noun = self.pos[before] == "NOUN" and self.dep[before] == "pobj"
            if noun and self.head[before] == prep and self.lower[prep] in IN_COURSE:
                self.pos[i], self.tag[i], self.dep[i], self.head[i] = "NOUN", "NN", "pobj", prep
                self.dep[before], self.head[before] = "compound", i

    def _doers_of_joined(self) -> None:
        """Read "and Varnia offered" as a clause with its doer: the parser joins the name on."""
        ruled = {self.head[k] for k, dep in enumerate(self.dep) if dep in ("nsubj", "nsubjpass")}
        for i in range(2, len(self.tag)):
            name, joint = i - 1, i - 2
            if self.tag[i] not in ("VBD", "VBZ", "VBP") or self.dep[i] != "conj" or i in ruled:
                continue
            alone = self.tag[name] == "NNP" and self.dep[name] == "conj"
            if alone and self.lower[joint] in ("and", "but"):
                self.dep[name], self.head[name] = "nsubj", i

    def left_edge(self, i: int) -> int:
        """First token of the phrase before its head, relative clauses and the like left out."""
        edge = i
        for k in self.kids[i]:
            if k >= i:
                break
            if self.dep[k] in LEFT and self.dep[k] != "punct":
                edge = min(edge, self.left_edge(k))
        return edge

    def phrase(self, i: int) -> tuple[int, int]:
        """Token range (half-open) of a noun phrase: what stands before its head, and "of …"."""
        first, last = self.left_edge(i), i + 1
        for k in self.kids[i]:
            if (
                k > i
                and self.dep[k] == "prep"
                and k <= last + 1
                and (
                    self.lemma[k] in WITHIN
                    or (self.lemma[k] in ("for", "at", "in") and self.lemma[i] in ROLES)
                )
            ):
                for j in self.kids[k]:
                    bare = (
                        self.tag[j] in ("NN", "VBG")
                        and not self.kids[j]
                        and self.lemma[i] not in ROLES
                    )  # "airlines of sabotage"
                    if self.dep[j] == "pobj" and j - i < 14 and not bare:
                        last = max(last, self.phrase(j)[1])
        while first < last - 1 and (
            self.lower[first] in ("the", "a", "an", "no") or not self.text[first][0].isalnum()
        ):
            first += 1
        return first, last

    def conjuncts(self, i: int) -> list[int]:
        """The head itself and what is coordinated with it: "the U.S. and the European Union"."""
        found, stack = [i], [i]
        while stack:
            for k in self.kids[stack.pop()]:
                if self.dep[k] == "conj" and self.pos[k] in NOMINAL:
                    found.append(k)
                    stack.append(k)
        return found

    def whole(self, i: int) -> set[int]:
        """The token and what its phrase consists of, clauses left out."""
        found, stack = {i}, [i]
        while stack:
            for k in self.kids[stack.pop()]:
                if self.dep[k] not in ("relcl", "acl", "advcl"):
                    found.add(k)
                    stack.append(k)
        return found

    def up(self, i: int, limit: int = 8) -> list[int]:
        """The token and its governors, nearest first."""
        chain = [i]
        while self.head[i] != i and len(chain) < limit:
            i = self.head[i]
            chain.append(i)
        return chain

    def below(self, i: int, limit: int = 40) -> set[int]:
        """Tokens under i, at most about `limit` of them."""
        found: set[int] = set()
        stack = [i]
        while stack and len(found) < limit:
            for k in self.kids[stack.pop()]:
                found.add(k)
                stack.append(k)
        return found
