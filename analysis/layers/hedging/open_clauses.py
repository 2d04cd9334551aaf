"""Does a word open a condition or a question?"""

from .candidate import Candidate

ASKING = frozenset(
    "ask wonder know see question inquire doubt determine decide check investigate examine debate "
    "consider assess".split()
)
PHRASE = ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM")  # a clause may begin with it
REFUSING = frozenset("decline refuse".split())


def condition(c: Candidate) -> bool:
    """Opens a condition: 'if they go', not 'asked if'."""
    return c.head.dep_ in ("mark", "advmod", "advcl", "prep", "aux") and c.clause.dep_ in (
        "advcl",
        "ROOT",
        "conj",
        "pcomp",
        "dep",
        "relcl",
        "acl",
        "parataxis",
    )


def proviso(c: Candidate) -> bool:
    """'provided (that) the audit ends': what must be so, in a clause; not 'coal provided by'."""
    named = any(k.dep_ in ("nsubj", "nsubjpass", "auxpass", "agent") for k in c.children)
    if condition(c) and any(k.dep_ in ("ccomp", "pcomp") for k in c.children):
        return True
    opens = (
        c.head.tag_ in ("VBN", "VBG") and c.words.pos[min(c.last, c.sentence.last - 1)] in PHRASE
    )
    above = [c.head, *c.head.ancestors] if opens and not named else []
    return any(k.dep_ == "ccomp" and k.i > c.last for a in above for k in a.children)


def inversion(c: Candidate) -> bool:
    """A condition without 'if': 'should they fail, …', '… should the talks fail'; no question."""
    subject = next((k for k in c.siblings if k.dep_ in ("nsubj", "nsubjpass")), None)
    return (
        c.head.dep_ == "aux"
        and subject is not None
        and subject.i > c.head.i
        and c.clause.dep_ in ("advcl", "conj", "ccomp")
        and c.words.lower[c.sentence.last - 1] != "?"
        and c.words.lower[max(0, c.first - 1)] not in ("why", "how", "what", "who", "when", "where")
    )


def question(c: Candidate) -> bool:
    """Opens what is asked: 'whether they go', 'asked if they go'.

    Not 'whether they like it or not, they go'.
    """
    above = c.clause.head
    if c.pattern.startswith("whether"):
        return (
            c.clause.dep_ != "advcl"
            or above.pos_ in ("ADJ", "NOUN", "AUX")
            or above.lemma_ in ASKING
        )
    return c.head.dep_ == "mark" and (
        above.lemma_ in ASKING
        or (above.lemma_ == "say" and above.head.lemma_ in REFUSING)
        or (c.clause.dep_ in ("ccomp", "pcomp", "csubj") and above.lemma_ not in ("be", "say"))
    )


def question_verb(c: Candidate) -> bool:
    """A verb of asking with its question: 'investigate whether'."""
    return any(
        k.dep_ in ("ccomp", "pcomp")
        and any(
            m.lower_ in ("whether", "if", "how", "who", "what", "why", "where") for m in k.subtree
        )
        for k in c.children
    )
