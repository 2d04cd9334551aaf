"""Which sentences of the narrator can be checked at all: figures of speech, moods and judgements are left out."""

from spacy.tokens import Token

from ...text.parse import Parsed
from .claim_words import VERBAL, has_phrase, is_finite, lemmas, modal, own_subject, rhetoric
from .clauses import Clause

NOT_EVENTFUL = frozenset(
    {"be", "remain", "become", "seem", "appear", "feel", "sound", "look", "stay", "grow", "turn"}
)
MIND = frozenset({"mean", "represent", "be", "constitute", "mark", "amount", "imply"})
SKIPPED = frozenset({"DET", "PRON", "ADJ", "ADV", "PUNCT", "PART", "AUX"})


def why_not(parsed: Parsed, clause: Clause) -> str:
    """Why a clause in the narrator's own voice is no claim; '' when it is one.

    Criteria, made from what the desk left out of its register: no finite verb; a figure of speech; a mood, relation or
    atmosphere as subject without a figure or a name in what is said of it; a judgement by adjective alone; how
    something was 'seen' by nobody; a sentence that only announces the next; a thought experiment.
    """
    head, doc = clause.head, parsed.tokens
    subject = own_subject(head)
    if head.pos_ not in VERBAL or not is_finite(head):
        return "no finite verb"
    if subject is None:
        return "no subject"
    if clause.last - clause.first < 3:
        return "too short"
    tokens = doc[clause.first : clause.last]
    plain = f" {' '.join(t.lemma_.lower() for t in tokens if t.pos_ not in SKIPPED)} "
    if has_phrase(lemmas(parsed, clause.first, clause.last), rhetoric("idiom")) or has_phrase(
        plain, rhetoric("idiom")
    ):
        return "figure of speech"
    topic = _topic(head, subject)
    predicate = [
        t
        for t in tokens
        if t.i > head.i and not (subject.left_edge.i <= t.i <= subject.right_edge.i)
    ]
    firm = any(t.like_num or t.pos_ == "PROPN" for t in predicate)
    if head.lemma_ == "do" and any(
        c.lower_ in ("so", "it", "this", "that") for c in head.children if c.i > head.i
    ):
        return "points back only"
    if subject.lower_ in ("this", "that", "it") and head.lemma_ in NOT_EVENTFUL and not firm:
        return "pronoun without an event"
    if (
        topic.lemma_.lower() in rhetoric("subject")
        and not _denies_existence(head)
        and not (firm and _eventful(head))
    ):
        return "abstract subject"
    if topic.lemma_.lower() in rhetoric("deixis") and _pointing(topic) and not firm:
        return "comment on what was just told"
    if head.lemma_ in NOT_EVENTFUL and not firm and _judgement(head):
        return "judgement"
    if (
        head.lemma_ in rhetoric("reading")
        and _agentless_passive(head)
        and any(c.lower_ == "as" for c in head.children)
    ):
        return "reading by nobody named"
    if head.lemma_ in rhetoric("cataphor") and not firm and _announces(parsed, clause):
        return "announces what follows"
    if modal(head) == "would" and head.lemma_ in MIND and _indefinite(subject):
        return "thought experiment"
    return ""


def is_figure_of_speech(parsed: Parsed, first: int, last: int) -> bool:
    return bool(has_phrase(lemmas(parsed, first, last), rhetoric("idiom")))


def _topic(head: Token, subject: Token) -> Token:
    if subject.dep_ == "expl":
        return next((c for c in head.children if c.dep_ in ("attr", "dobj", "nsubj")), subject)
    return subject


def _denies_existence(head: Token) -> bool:
    return any(
        c.dep_ == "attr" and any(g.lower_ == "no" for g in c.children) for c in head.children
    )


def _eventful(head: Token) -> bool:
    return head.lemma_ not in NOT_EVENTFUL


def _pointing(noun: Token) -> bool:
    return any(
        c.lower_ in ("this", "that", "these", "those", "such", "the", "a", "another")
        for c in noun.children
    )


def _judgement(head: Token) -> bool:
    """'was more direct', 'is a delicate matter': an adjective of worth and nothing that could be looked up."""
    complement = next((c for c in head.children if c.dep_ in ("acomp", "attr", "oprd")), None)
    if complement is None:
        return False
    if complement.pos_ in ("ADJ", "ADV"):
        return complement.lemma_.lower() in rhetoric("evaluative") and not any(
            c.dep_ in ("prep", "npadvmod", "ccomp") for c in complement.children
        )
    return any(
        c.pos_ == "ADJ" and c.lemma_.lower() in rhetoric("evaluative") for c in complement.children
    )


def _agentless_passive(head: Token) -> bool:
    return any(c.dep_ == "auxpass" for c in head.children) and not any(
        c.dep_ == "agent" for c in head.children
    )


def _announces(parsed: Parsed, clause: Clause) -> bool:
    return clause.last < len(parsed.doc) and parsed.tokens[clause.last].text == ":"


def _indefinite(noun: Token) -> bool:
    return any(c.lower_ in ("a", "an", "any", "such") for c in noun.children)
