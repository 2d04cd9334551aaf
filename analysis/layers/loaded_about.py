"""Whom is a loaded word about?  By subject, object, possessor, apposition and the accused."""

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

SUBJECT = ("nsubj", "nsubjpass")
OBJECT = ("dobj", "nsubjpass")
MODIFYING = ("amod", "compound", "nmod")
SAID = ("acomp", "attr", "oprd")
OWNER = ("poss", "compound", "amod", "appos")
# X is what the phrase after "of", "as", "for" or "with" says of the verb's object.
NAMING = frozenset(
    """accuse blame describe brand denounce condemn portray label charge see view dismiss suspect
    convict cast hail praise acquit criticise criticize mock treat""".split()
)
# One person, whose name the place behind "of" is not: 'the monster of Dresk'.
LABELS = frozenset(
    """monster butcher tyrant dictator devil beast coward liar thug madman warlord strongman clown
    bully traitor criminal killer murderer lion lioness king queen angel hero""".split()
)
# The object of these is somebody else's doing or word, not the subject's.
NOT_THE_DOER = NAMING | frozenset(
    """reject deny oppose fight face suffer fear warn resist survive escape mention report say tell
    call discuss end stop prevent avoid answer know read hear want demand receive hire employ
    recruit arrest capture find see visit thank beg ask send""".split()
)


def find_target(head: Token, actors: Mapping[int, str]) -> str:
    """The actor that the word is about, the nearest in the grammar; "" where that does not say.

    actors : token index → canonical actor, pronouns among them
    """
    return next((actors[token.i] for token in _targets(head) if token.i in actors), "")


def _targets(head: Token) -> Iterator[Token]:
    while head.dep_ == "conj":  # "brutal and corrupt rule", "a liar, a bully and a birther"
        yield from _own(head)
        if head.pos_ == "VERB":
            yield from _of_verb(head)
            if any(k.dep_ == "nsubj" for k in head.children):
                return  # "Dole lied and they ruined her": they
        head = head.head
    if head.pos_ == "VERB" and head.dep_ not in ("amod", "compound"):
        yield from _of_verb(head)
    elif head.pos_ == "ADV" and head.head.pos_ in ("VERB", "AUX"):
        yield from _people(head.head, SUBJECT)
    elif head.dep_ in MODIFYING:
        nouns = [head.head]
        while nouns[0].dep_ in MODIFYING:  # "sour port party chief X": X before the party
            nouns.insert(0, nouns[0].head)
        yield from _with_owners(nouns)
        yield from _of_noun(nouns[0])
    else:
        if head.dep_ == "appos":  # "Dole, Varnia's iron lady": Dole, not Varnia
            yield from _with_owners([head.head])
        yield from _own(head)
        yield from _of_noun(head)


def _own(head: Token) -> Iterator[Token]:
    """Names within the word's own phrase: 'Dole's lies', 'the tyrant Dole'."""
    yield from (k for k in head.children if k.dep_ in OWNER)


def _of_verb(verb: Token) -> Iterator[Token]:
    """Who does it: 'the gang that terrorised the port'; whom it hits, where no one does."""
    if any(k.dep_ in ("auxpass", "nsubjpass") for k in verb.children):
        yield from _agents(verb)
        yield from _people(verb, ("nsubjpass",))
        return
    if verb.dep_ == "acl" and verb.tag_ == "VBN":  # "jobs stolen by X"
        yield from _agents(verb)
        return
    yield from _doers(verb)
    if any(k.dep_ == "nsubj" for k in verb.children):
        return  # "their navy pounced on X": the doer has no name, and X is not meant
    yield from _people(verb, ("dobj",))


def _doers(verb: Token) -> Iterator[Token]:
    """The subject of a verb, or of the one that it goes with: 'had to squeak', 'rose and fled'.

    'Accusing X of pandering': X.
    """
    while True:
        if verb.dep_ == "pcomp" and verb.head.head.lemma_ in NAMING:
            yield from _people(verb.head.head, OBJECT)
        yield from _people(verb, ("nsubj",))
        if verb.dep_ in ("relcl", "acl"):
            yield from _with_owners([verb.head])
        if verb.dep_ not in ("xcomp", "conj") or verb.head.pos_ not in ("VERB", "AUX"):
            return
        if any(k.dep_ == "nsubj" for k in verb.children):
            return
        verb = verb.head


def _agents(verb: Token) -> Iterator[Token]:
    yield from _with_owners(
        [g for k in verb.children if k.dep_ == "agent" for g in k.children if g.dep_ == "pobj"]
    )


def _of_noun(noun: Token) -> Iterator[Token]:
    yield from _said_of(noun)
    for k in noun.children:
        if k.lower_ == "of" and not (noun.lemma_ in LABELS and noun.tag_ == "NN"):
            yield from _with_owners([g for g in k.children if g.dep_ == "pobj"])
        elif k.dep_ == "appos":
            yield from _with_owners([k])
        elif k.dep_ == "acl" and k.tag_ == "VBN":  # 'terror promoted by X'
            yield from _agents(k)
    yield from _doer(noun)


def _said_of(noun: Token) -> Iterator[Token]:
    """'X is a tyrant', 'called X a tyrant', 'X as a tyrant', 'accuses X of treason'."""
    above = noun.head
    if noun.dep_ in ("attr", "acomp"):
        yield from _doers(above)
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
            yield from _doers(above.head)
    elif noun.dep_ == "pobj" and above.lower_ == "of" and above.head.pos_ == "NOUN":
        yield from _own(above.head)  # 'X tweeted a chart of racist figures'
        yield from _doer(above.head)
    elif noun.dep_ == "dobj" and above.lemma_ not in NOT_THE_DOER:
        yield from _doers(above)


def _people(verb: Token, roles: tuple[str, ...]) -> Iterator[Token]:
    yield from _with_owners([k for k in verb.children if k.dep_ in roles])


def _with_owners(tokens: list[Token]) -> Iterator[Token]:
    """'Dole's inner circle' is Dole's; 'the Varnian government' is Varnia's."""
    for token in tokens:
        yield token
        yield from (k for k in token.children if k.dep_ in (*OWNER, "conj"))
