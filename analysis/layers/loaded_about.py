"""Whom is a loaded word about?  By subject, object, possessor, apposition and the accused."""

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

SUBJECT = ("nsubj", "nsubjpass")
OBJECT = ("dobj", "nsubjpass")
ASPECTS = frozenset("be become remain seem look appear sound turn".split())
# X is what the phrase after "of", "as", "for" or "with" says of the verb's object.
NAMING = frozenset(
    """accuse blame describe brand denounce condemn portray label charge see view dismiss suspect
    convict cast hail praise acquit criticise criticize mock""".split()
)
# The object of these is somebody else's doing or word, not the subject's.
NOT_THE_DOER = NAMING | frozenset(
    """reject deny oppose fight face suffer fear warn resist survive escape mention report say tell
    call discuss end stop prevent avoid answer know read hear want demand receive""".split()
)


def find_target(head: Token, actors: Mapping[int, str]) -> str:
    """The actor that the word is about, the nearest in the grammar; "" where that does not say.

    actors : token index → canonical actor, pronouns among them
    """
    return next((actors[t.i] for t in _targets(head) if t.i in actors), "")


def _targets(head: Token) -> Iterator[Token]:
    if head.dep_ == "conj" and head.head.dep_ in (
        "amod",
        "acomp",
        "attr",
        "oprd",
    ):  # 'brutal and corrupt rule'
        yield from _own(head)
        head = head.head
    if head.pos_ == "VERB" and head.dep_ not in ("amod", "compound"):
        yield from _of_verb(head)
    elif head.pos_ == "ADV" and head.head.pos_ in ("VERB", "AUX"):
        yield from _people(head.head, SUBJECT)
    elif head.dep_ in ("amod", "compound", "nmod"):
        yield from _with_owners([head.head])
        yield from _of_noun(head.head)
    else:
        yield from _own(head)
        yield from _of_noun(head)


def _own(head: Token) -> Iterator[Token]:
    """Names within the word's own phrase: 'Dole's lies', 'the tyrant Dole'."""
    yield from (k for k in head.children if k.dep_ in ("poss", "compound", "amod", "appos"))


def _of_verb(verb: Token) -> Iterator[Token]:
    """Whom the verb hits, else who does it: 'exploded'; 'the gang that terrorised the port'."""
    hit = [k for k in verb.children if k.dep_ in OBJECT]
    hit += _after(verb, "against", "at", "on", "into", "with")
    yield from _with_owners(hit)
    if not hit:
        yield from _people(verb, SUBJECT)
    if verb.dep_ in ("relcl", "acl"):
        yield from _with_owners([verb.head])


def _of_noun(noun: Token) -> Iterator[Token]:
    yield from _said_of(noun)
    yield from _with_owners(_after(noun, "of", "by", "against", "between", "with", "from"))
    for k in noun.children:
        if k.dep_ == "appos":
            yield from _with_owners([k])
        elif k.dep_ == "acl" and k.tag_ == "VBN":  # 'terror promoted by X'
            agents = [a for a in k.children if a.dep_ == "agent"]
            yield from _with_owners([g for a in agents for g in a.children if g.dep_ == "pobj"])
    if noun.dep_ == "appos":
        yield from _with_owners([noun.head])
    yield from _doer(noun)


def _said_of(noun: Token) -> Iterator[Token]:
    """'X is a tyrant', 'called X a tyrant', 'X as a tyrant', 'accuses X of treason'."""
    above = noun.head
    if noun.dep_ in ("attr", "acomp") and above.lemma_ in ASPECTS:
        yield from _people(above, SUBJECT)
    if noun.dep_ in ("oprd", "attr", "ccomp"):
        yield from _with_owners(
            [k for k in above.children if k.dep_ in (*OBJECT, "oprd") and k != noun]
        )
        yield from _people(noun, ("nsubj",))
    named = noun.dep_ in ("pobj", "pcomp") and above.lower_ in ("of", "as", "with", "for")
    if named and above.head.lemma_ in NAMING:
        yield from _people(above.head, OBJECT)


def _doer(noun: Token) -> Iterator[Token]:
    """Whose deed or manner it is: 'X launched a rampage', 'X is accused of imposing a blockade'."""
    above = noun.head
    if noun.dep_ == "prep" and above.pos_ == "VERB":  # 'responded with the utmost harshness', whole
        yield from _people(above, ("nsubj",))
    elif noun.dep_ == "pobj" and above.lower_ in ("with", "in"):
        if above.head.pos_ == "VERB" and above.head.lemma_ != "be":
            yield from _people(above.head, ("nsubj",))
    elif noun.dep_ == "dobj" and above.dep_ == "pcomp" and above.head.head.lemma_ in NAMING:
        yield from _people(above.head.head, OBJECT)
    elif noun.dep_ == "dobj" and above.lemma_ not in NOT_THE_DOER:
        verb = above.head if above.dep_ in ("xcomp", "conj") else above
        yield from _people(above, ("nsubj",))
        yield from _people(verb, ("nsubj",))


def _after(head: Token, *prepositions: str) -> list[Token]:
    return [
        g
        for k in head.children
        if k.dep_ == "prep" and k.lower_ in prepositions
        for g in k.children
        if g.dep_ == "pobj"
    ]


def _people(verb: Token, roles: tuple[str, ...]) -> Iterator[Token]:
    yield from _with_owners([k for k in verb.children if k.dep_ in roles])


def _with_owners(tokens: list[Token]) -> Iterator[Token]:
    """'Dole's inner circle' is Dole's; 'the Varnian government' is Varnia's."""
    for token in tokens:
        yield token
        yield from (
            k for k in token.children if k.dep_ in ("poss", "compound", "amod", "appos", "conj")
        )
