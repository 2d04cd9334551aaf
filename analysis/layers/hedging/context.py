"""Context notes: the tests by which a line of the lexicon says where its words are a hedge."""

from collections.abc import Callable

from .candidate import PERSONS, Candidate, subject_kind
from .charges import charged, contested, emerged, heard, some, speaking, undone
from .open_clauses import condition, inversion, proviso, question, question_verb

CLAUSES = ("ccomp", "xcomp", "acl", "relcl", "advcl", "pcomp", "oprd")
PERSONAL = ("i", "we", "you", "he", "they", "who", "name", "person")
SENSES = frozenset("see hear smell feel taste sense".split())
REMARKS = frozenset("recall note remember mention add".split())
ASIDES = frozenset("ask imagine expect guess recall remember".split())  # "you might ask"
STATES = frozenset("be remain seem look hang leave put throw call place".split())
COURT = frozenset("main prime another co- - fellow other".split())
DEFINITE = frozenset("the this these those all".split())


def always(c: Candidate) -> bool:
    """No condition."""
    return True


def sure(c: Candidate) -> bool:
    """No condition, and no second opinion of the model: 'depending on'."""
    return True


def advised(c: Candidate) -> bool:
    """'should be considered closed', 'nobody should think that': advice, whatever the verb."""
    return any(k.lower_ in ("should", "must") for k in c.children) and any(
        k.dep_ in ("auxpass", "nsubjpass") or k.lower_ in ("nobody", "none") for k in c.children
    )


def modal(c: Candidate) -> bool:
    """A modal verb: not the month of May, not 'might' the noun, not 'a can'.

    Nor 'smoke could be seen', 'it may be recalled', 'could not possibly have known'.
    """
    word, verb = c.words.lower[c.first], c.clause.lemma_
    return (
        c.head.tag_ == "MD"
        and c.head.head.tag_ not in ("VBZ", *(("VBD",) if c.head.is_title else ()))
        and c.head.dep_ not in ("nsubj", "nsubjpass", "pobj")
        and not (word in ("could", "can") and verb in SENSES)
        and not (word == "may" and verb in REMARKS and any(k.dep_ == "auxpass" for k in c.siblings))
        and not (word in ("may", "might") and verb in ASIDES and subject_kind(c.siblings) == "you")
        and c.words.lower[c.last : c.last + 2] not in (["not", "possibly"], ["n't", "possibly"])
    )


def modifies(c: Candidate) -> bool:
    """An adjective said of something: 'a possible sale', 'a sale is possible'."""
    return c.head.dep_ in ("amod", "acomp", "attr", "oprd", "ccomp", "compound")


def possible(c: Candidate) -> bool:
    """Not 'all possible measures', 'as soon as possible', 'it is not possible that he lied'."""
    denied = any(k.dep_ == "neg" for k in (*c.children, *c.siblings))
    return modifies(c) and not denied and _before(c) not in ("all", "every", "as", "best")


def not_denied(c: Candidate) -> bool:
    """Not 'could not possibly'."""
    return _before(c) not in ("not", "n't")


def _before(c: Candidate) -> str:
    return c.words.lower[c.first - 1] if c.first > c.sentence.first else ""


def before_noun(c: Candidate) -> bool:
    """An adjective before its noun: 'the apparent suicide', not 'it is apparent that'."""
    return c.head.dep_ == "amod"


def suspected(c: Candidate) -> bool:
    """'a suspected arsonist', 'is suspected of arson'."""
    return c.head.dep_ == "amod" or any(k.lower_ == "of" or k.dep_ == "xcomp" for k in c.children)


def noun(c: Candidate) -> bool:
    """A noun with what it is about: 'fears of war', 'the belief that …'."""
    return c.head.pos_ == "NOUN" and any(
        k.dep_ in ("acl", "ccomp", "relcl")
        or (k.dep_ == "prep" and k.lower_ in ("of", "that", "over", "about", "for"))
        for k in c.children
    )


def clause(c: Candidate) -> bool:
    """A verb or adjective with a clause.

    'believes that', 'seems to', 'thought it a joke', or in passing: 'I think, …'.
    """
    return (
        any(
            k.dep_ in CLAUSES and (k.dep_ != "xcomp" or c.head.lemma_ not in ("think", "hope"))
            for k in c.children
        )
        or c.head.dep_ == "parataxis"
        or (c.head.head.dep_ == "ccomp" and c.head.dep_ == "ccomp")
    )


def deems(c: Candidate) -> bool:
    """'considers the offer an insult', 'consider that it is': not 'considers leaving'."""
    return any(k.dep_ in ("ccomp", "oprd") and k.tag_ != "VBG" for k in c.children) and not any(
        k.dep_ in ("auxpass", "nsubjpass") for k in c.children
    )


def likely(c: Candidate) -> bool:
    """Not the 'likely voters' of a pollster."""
    return c.words.lower[c.last : c.last + 1] != ["voter"] and not (
        c.head.dep_ == "amod" and c.head.head.lemma_ in ("voter", "electorate", "sample")
    )


def passive(c: Candidate) -> bool:
    """An expectation without its holder: 'is expected to', 'the ruling, expected on Monday'."""
    return (
        any(k.dep_ in ("nsubjpass", "auxpass") for k in c.children)
        or (c.head.tag_ == "VBN" and c.head.dep_ in ("acl", "amod"))
    ) and not any(k.dep_ == "agent" for k in c.children)


def looks(c: Candidate) -> bool:
    """'looks like', 'sounds as if', 'look to increase': not looking at something."""
    return c.last - c.first > 1 or any(
        k.dep_ in ("xcomp", "acomp", "oprd") or k.lower_ in ("like", "as") for k in c.children
    )


def person_subject(c: Candidate) -> bool:
    """A clause that somebody thinks or says: 'I suspect that …'."""
    return clause(c) and subject_kind(c.children) in PERSONAL


def thing_subject(c: Candidate) -> bool:
    """A clause that a thing brings in: 'the signs suggest that …'."""
    return clause(c) and subject_kind(c.children) not in PERSONAL


def copula(c: Candidate) -> bool:
    """A modal before 'be': 'may be'."""
    return modal(c) and c.head.head.lemma_ == "be"


def reports(c: Candidate) -> bool:
    """'reports that …', 'citing reports': not a report somebody wrote and signed."""
    if c.head.pos_ != "NOUN":
        return False
    plural = c.head.tag_ == "NNS"
    return (
        plural
        and any(
            k.dep_ in ("acl", "ccomp") or (k.dep_ == "prep" and k.lower_ in ("of", "that"))
            for k in c.children
        )
    ) or (plural and c.head.head.lemma_ in ("cite", "amid") and c.head.dep_ in ("dobj", "pobj"))


def rumour(c: Candidate) -> bool:
    """The rumour conditional of translated text.

    'for the police, he would be responsible', 'would have fled, according to'.

    'would' with a state or a perfect, in a main clause that names whose word it is, and without a
    condition.
    """
    if c.words.lower[c.first] != "would" or c.head.tag_ != "MD" or conditional(c):
        return False
    verb = c.clause
    stative = verb.lemma_ == "be" or any(k.dep_ == "aux" and k.lemma_ == "have" for k in c.siblings)
    voice = any(
        k.dep_ == "prep"
        and ((k.lower_ in ("for", "according") and k.i < c.first) or k.lower_ == "according")
        and any(g.pos_ in ("PROPN", "NOUN") or g.dep_ == "prep" for g in k.children)
        for k in c.siblings
    )
    main = verb.dep_ in ("ROOT", "ccomp", "conj", "parataxis") or (
        verb.dep_ == "advcl" and not any(k.dep_ == "mark" for k in c.siblings)
    )
    return stative and voice and main


def accuses(c: Candidate) -> bool:
    """'accuse somebody of', 'blamed on', 'the accused clerk'; not 'the accused' in court."""
    if c.words.lower[c.first] == "accused" and (_in_court(c) or c.head.pos_ == "PROPN"):
        return False
    return c.head.pos_ in ("VERB", "NOUN", "ADJ") and (
        c.head.lemma_ == "accuse"
        or c.head.dep_ == "amod"
        or any(k.dep_ in ("prep", "dobj", "nsubjpass", "acl") for k in c.children)
    )


def _in_court(c: Candidate) -> bool:
    before, after = _before(c), c.words.pos[c.last] if c.last < c.sentence.last else ""
    alone = after not in ("NOUN", "PROPN", "ADJ")
    counted = c.first > 0 and c.words.pos[c.first - 1] == "NUM"
    return before in COURT or (alone and (counted or c.head.pos_ == "NOUN" or before in DEFINITE))


def unowned(c: Candidate) -> bool:
    """To claim that something is so, or what was said.

    Not a victim, a prize or one's rights: 'waters that both claim', 'claimed by the group'.
    """
    return (
        clause(c)
        or _before(c) == "as"
        or not (
            c.head.dep_ in ("relcl", "acl")
            or any(
                k.dep_ == "agent" or (k.dep_ == "dobj" and k.lower_ != "what") for k in c.children
            )
        )
    )


def owned(c: Candidate) -> bool:
    """Somebody's claim, or 'government claims': not 'a wrongful death claim'."""
    of_a_kind = any(k.dep_ == "compound" and k.lemma_ not in PERSONS for k in c.children)
    plural = c.head.tag_ == "NNS" and not of_a_kind
    return noun(c) or plural or contested(c) or any(k.dep_ == "poss" for k in c.children)


def predicate(c: Candidate) -> bool:
    """'the outcome is in question', not 'the quarter of an hour in question'."""
    return c.head.dep_ == "prep" and c.head.head.lemma_ in STATES


def asked(c: Candidate) -> bool:
    """Somebody with a name or an office keeps silent: not frogs, and nobody's 'we shall be'."""
    return subject_kind(c.children) in ("name", "person", "he", "they") and not any(
        k.dep_ == "aux" for k in c.children
    )


def conditional(c: Candidate) -> bool:
    """The consequence of a condition in the same sentence: 'if they go, I would'."""
    return modal(c) and any(
        k.dep_ == "advcl"
        and any(
            (m.dep_ == "mark" and m.lower_ in ("if", "unless"))
            or (m.dep_ == "aux" and m.i < k.i and m.lower_ in ("were", "had", "should"))
            for m in k.children
        )
        for k in c.siblings
    )


NOTES: dict[str, Callable[[Candidate], bool]] = {
    f.__name__: f
    for f in (
        always,
        sure,
        modal,
        modifies,
        possible,
        not_denied,
        before_noun,
        suspected,
        noun,
        clause,
        emerged,
        deems,
        likely,
        passive,
        looks,
        person_subject,
        thing_subject,
        copula,
        reports,
        rumour,
        accuses,
        unowned,
        owned,
        contested,
        some,
        heard,
        undone,
        predicate,
        asked,
        speaking,
        charged,
        condition,
        inversion,
        proviso,
        conditional,
        question,
        question_verb,
    )
}
NOTES |= {"modal_have": always, "person_signal": person_subject}
