"""Context notes: the tests by which a line of the lexicon says where its words are a hedge.

They decide where the model has seen too little, and of which class a word of two classes is.
"""

from collections.abc import Callable

from .candidate import Candidate

CLAUSES = ("ccomp", "xcomp", "acl", "relcl", "advcl", "pcomp", "oprd")
DEFINITE = frozenset("the this these those".split())
ASKING = frozenset(
    "ask wonder know see question inquire doubt determine decide check investigate examine debate "
    "consider assess".split()
)


def always(c: Candidate) -> bool:
    """No condition."""
    return True


def sure(c: Candidate) -> bool:
    """No condition, and the model is not asked: it has seen the words in another sense."""
    return True


def before_noun(c: Candidate) -> bool:
    """An adjective before its noun: 'the apparent suicide', not 'it is apparent that'."""
    return c.head.dep_ == "amod"


def noun(c: Candidate) -> bool:
    """A noun with what it is about: 'fears of war', 'the belief that …'."""
    return c.head.pos_ == "NOUN" and any(
        k.dep_ in ("acl", "ccomp", "relcl") or k.lower_ in ("of", "that", "over", "about", "for")
        for k in c.children
    )


def clause(c: Candidate) -> bool:
    """A verb or adjective with a clause: 'believes that', 'seems to', or in passing: 'I think, …'.

    Not what one thinks or hopes to do.
    """
    own = c.head.lemma_ in ("think", "hope")
    return c.head.dep_ == "parataxis" or any(
        k.dep_ in CLAUSES and not (own and k.dep_ == "xcomp") for k in c.children
    )


def passive(c: Candidate) -> bool:
    """An expectation without its holder: 'is expected to', 'the ruling, expected on Monday'."""
    return c.head.tag_ == "VBN" and not any(k.dep_ in ("nsubj", "agent") for k in c.children)


def reports(c: Candidate) -> bool:
    """'reports that …', 'citing reports': not a report somebody wrote and signed."""
    return c.head.tag_ == "NNS" and (
        c.head.head.lemma_ in ("cite", "amid")
        or any(k.dep_ in ("acl", "ccomp") or k.lower_ in ("of", "that") for k in c.children)
    )


def rumour(c: Candidate) -> bool:
    """The rumour conditional of translated text.

    'for the police, he would be responsible', 'would have fled, according to'.

    'would' with a state or a perfect, in a main clause that names whose word it is, and without a
    condition.
    """
    stative = c.clause.lemma_ == "be" or any(k.lemma_ == "have" for k in c.siblings)
    marks = {m.lower_ for k in c.siblings if k.dep_ == "advcl" for m in k.children}
    if c.head.dep_ != "aux" or not stative or {"if", "unless"} & marks:
        return False
    voice = any(
        k.dep_ == "prep" and (k.lower_ == "according" or (k.lower_ == "for" and k.i < c.first))
        for k in c.siblings
    )
    aside = c.clause.dep_ == "advcl" and not any(k.dep_ == "mark" for k in c.siblings)
    return voice and (aside or c.clause.dep_ in ("ROOT", "ccomp", "conj", "parataxis"))


def accuses(c: Candidate) -> bool:
    """'accuse somebody of', 'blamed on', 'the accused clerk'; not 'the accused' in court."""
    alone = c.words.pos[min(c.last, c.sentence.last - 1)] not in ("NOUN", "PROPN", "ADJ")
    before = c.parsed.tokens[max(c.first - 1, c.sentence.first)]
    in_court = c.head.pos_ in ("NOUN", "PROPN") or before.lower_ in DEFINITE or before.pos_ == "NUM"
    return not (alone and in_court and c.words.lower[c.first] == "accused")


def charged(c: Candidate) -> bool:
    """To charge that something is so: not to charge a fee, a phone or a person in court."""
    return any(k.dep_ == "ccomp" or k.lower_ == "of" for k in c.children)


def inversion(c: Candidate) -> bool:
    """A condition without 'if': 'should they fail, …', '… had the talks failed'; no question."""
    subject = next((k for k in c.siblings if k.dep_ in ("nsubj", "nsubjpass")), c.head)
    opens = (
        c.clause.dep_ in ("advcl", "conj", "ccomp") and c.words.lower[c.sentence.last - 1] != "?"
    )
    return subject.i > c.head.i and opens and not any(k.tag_ in ("WRB", "WP") for k in c.siblings)


def question(c: Candidate) -> bool:
    """Opens what is asked: 'whether they go', 'asked if they go'.

    Not 'whether they like it or not, they go'.
    """
    above = c.clause.head
    if c.pattern.startswith("whether"):
        return c.clause.dep_ != "advcl" or above.lemma_ in ASKING or above.pos_ != "VERB"
    return c.head.dep_ == "mark" and (
        above.lemma_ in ASKING
        or (c.clause.dep_ in ("ccomp", "pcomp", "csubj") and above.lemma_ != "be")
    )


NOTES: dict[str, Callable[[Candidate], bool]] = {
    note.__name__: note
    for note in (
        always,
        sure,
        before_noun,
        noun,
        clause,
        passive,
        reports,
        rumour,
        accuses,
        charged,
        inversion,
        question,
    )
}
