"""Which words share the time of a word: its clause, whether that is past, and who tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from ..text.lexicon import read_rows

JOINED = frozenset("conj xcomp pcomp acl advcl prep".split())
CLAUSES = frozenset(("relcl", "ccomp", "advcl", "acl"))


def _apart(word: Token) -> bool:
    """Whether it has a time of its own: "after Varnia fired", "accused on Monday of firing"."""
    above = word.head.lower_ if word.dep_ in ("pcomp", "pobj") else ""
    marks = {k.lower_ for k in word.children if k.dep_ == "mark"}
    charged = word.dep_ == "pcomp" and above in ("of", "for", "with")
    return charged or bool({above, *marks} & {"after", "before", "since", "until", "if", "unless"})


def _if(verb: Token) -> bool:
    """A condition, which lies ahead whatever its tense: "if the strike went on"."""
    return any(k.lower_ in ("if", "unless") and k.dep_ == "mark" for k in verb.children)


def _infinitive(verb: Token) -> bool:
    return any(k.lower_ == "to" and k.dep_ == "aux" for k in verb.children)


def _which(word: Token) -> bool:
    """A relative pronoun that is the subject: "a blockade that has lasted since May"."""
    return word.dep_ == "nsubj" and word.tag_ in ("WDT", "WP")


def _looks_ahead(verb: Token) -> bool:
    """Whether what governs it comes before it: "agreed to meet", "flew to attend"."""
    return _infinitive(verb) and verb.head.lemma_ in ahead_of_time()


@cache
def ahead_of_time() -> frozenset[str]:
    """Lemmas whose infinitive lies ahead: "plan to", "order to", "fly to"."""
    rows = read_rows("act_objects.csv", ("object_class", "lemma"))
    return frozenset(r["lemma"] for _, r in rows if r["object_class"] == "ahead")


def _past(verb: Token) -> bool:
    """Whether it is told as done: "fired", "has fired", "was shut"; not "will be shut"."""
    helps = {k.tag_ for k in verb.children if k.lemma_ in ("have", "be") and k.dep_[:3] == "aux"}
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and (not helps or bool(helps - {"VB"})))


@dataclass(frozen=True, slots=True)
class Clause:
    """What shares the dates of a word: the word itself and those above it, nearest first.

    past : told as done · ahead : the rank up to which it is planned, -1 for nothing
    teller : where the verb of whoever says so begins
    """

    tokens: Sequence[Token]
    above: dict[int, int]
    past: bool
    ahead: int
    teller: int | None

    def tense(self, rank: int) -> str:
        """Of what stands so far above the word: "offered on Monday to meet on Friday"."""
        return "planned" if rank <= self.ahead else "past" if self.past else ""

    def rank(self, at: int) -> int:
        """How far above the word the character's own verb stands; -1 in another clause."""
        word = _token_at(self.tokens, at)
        for _ in range(len(self.tokens)):
            if word.i in self.above:
                return self.above[word.i]
            if word.pos_ in ("VERB", "AUX") and (
                word.dep_ in CLAUSES or _apart(word) or _looks_ahead(word)
            ):
                made = word.dep_ == "acl" and word.tag_ == "VBN"  # "a threat made on Monday"
                made |= word.dep_ == "relcl" and any(map(_which, word.children))
                return 0 if made and self.above.get(word.head.i) == 0 else -1
            if word.head.i == word.i:
                return -1
            word = word.head
        return -1


def _token_at(tokens: Sequence[Token], at: int) -> Token:
    return max((t for t in tokens if t.idx <= at), key=_offset, default=tokens[0])


def _offset(token: Token) -> int:
    return token.idx


def clause_of(tokens: Sequence[Token], offset: int, planned: bool) -> Clause:
    """The clause of the word at `offset`.

    It shares the dates of the verb that it is joined to, completes or follows from ("fired on
    Monday, killing two"), not those of who says so. What looks ahead ("came to attend") does not
    become past by the verb above it.
    """
    node = _token_at(tokens, offset)
    above, past, aim = {node.i: 0}, False, -1
    for _ in range(len(tokens)):
        if node.pos_ in ("VERB", "AUX"):
            own_clause = len(above) == 1 or not past
            if (planned and _infinitive(node)) or _looks_ahead(node):
                aim = len(above) - 1
            past = past or (own_clause and _past(node) and not (planned and _if(node)))
            if node.dep_ not in JOINED and node.dep_ != "relcl":
                break
        if node.dep_ == "relcl" and any(k.lower_ == "when" for k in node.children):
            above[node.head.i] = len(above)
        if node.dep_ == "relcl" or node.head.i == node.i or _apart(node):
            break
        node = node.head
        above[node.i] = len(above)
    ahead = len(tokens) if planned and not past else aim
    return Clause(tokens, above, past, ahead, node.head.idx if node.dep_ == "ccomp" else None)
