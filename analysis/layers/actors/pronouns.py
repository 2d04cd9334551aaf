"""Third-person pronouns → the actor they stand for, where one candidate is left."""

from spacy.tokens import Token

from ...text.parse import Parsed
from ...text.terms import term_sets
from .names import SUBJECT, Mention

PRONOUNS = (
    dict.fromkeys("he him his himself".split(), "m")
    | dict.fromkeys("she her hers herself".split(), "f")
    | dict.fromkeys("it its itself".split(), "n")
)
CORE = frozenset(("nsubj", "nsubjpass", "dobj", "attr", "dative"))
IMPERSONAL = frozenset(
    "be seem appear rain snow turn look happen take become remain mean matter sound follow".split()
)
OF_THINGS = frozenset(
    "include contain cost last cover consist".split()
)  # what lists and sums do, states do not


def add_pronouns(parsed: Parsed, mentions: list[Mention]) -> list[Mention]:
    """Third-person singular pronouns, from left to right.

    So that a pronoun once resolved can carry the next one.

    Looked at: the same sentence before the pronoun, then the sentence before (headings skipped),
    outside quotations for a pronoun outside, inside the same quotation for one inside. Needed:
    gender known from the list, a form of address or an office; exactly one actor left.
    """
    by_sentence: dict[int, list[Mention]] = {}
    for m in mentions:
        if s := parsed.sentence_of_token(m.first):
            by_sentence.setdefault(s.sentence_id, []).append(m)
    found: list[Mention] = []
    previous = -1
    doubtful: set[tuple[int, str]] = set()  # sentence and gender of a pronoun that stayed open
    for s in parsed.sentences:
        if s.is_heading:
            continue
        for i in range(s.first, s.last):
            gender = PRONOUNS.get(parsed.lower[i])
            if gender is None:
                continue
            token = parsed.tokens[i]
            here = by_sentence.setdefault(s.sentence_id, [])
            before = by_sentence.get(previous, [])
            open_before = (previous, gender) in doubtful
            if gender == "n":
                chosen = _thing(parsed, token, here, before, s.first, open_before)
            else:
                chosen = _person(parsed, token, gender, here, before, open_before)
            if chosen is None:
                doubtful.add((s.sentence_id, gender))
                continue
            end = token.idx + len(token)
            found.append(
                chosen._replace(
                    start=token.idx, end=end, first=token.i, last=token.i + 1, kind="pronoun"
                )
            )
            here.append(found[-1])
        previous = s.sentence_id
    return sorted(mentions + found)


def _person(
    parsed: Parsed,
    token: Token,
    gender: str,
    here: list[Mention],
    before: list[Mention],
    doubtful: bool,
) -> Mention | None:
    quote = parsed.quote_of(token.idx)
    pool = [
        m
        for m in here
        if _may_be(m, gender) and parsed.quote_of(m.start) == quote and not _bound(parsed, m, token)
    ]
    earlier = [m for m in pool if m.first < token.i]
    candidates = earlier
    if not earlier:
        candidates = [m for m in before if _may_be(m, gender) and parsed.quote_of(m.start) == quote]
        if doubtful:
            return None
        if not candidates and token.lower_ in ("his", "her") and not quote:
            # "In his call with the troops, Trump said": the pronoun leads, the subject follows.
            candidates = [
                m
                for m in pool
                if m.first > token.i
                and _heads(parsed, m).dep_ in SUBJECT
                and token.head.i < m.first
                and _clause(token) == _clause(_heads(parsed, m))
            ]
    elif not (_governs(parsed, earlier[-1], token) and len({m.actor for m in earlier}) == 1):
        # One candidate here, but another one just before: the text leaves it open.
        candidates = earlier + [
            m
            for m in before
            if _may_be(m, gender)
            and parsed.quote_of(m.start) == quote
            and _heads(parsed, m).dep_ in SUBJECT
        ]
    actors = {m.actor for m in candidates}
    if actors and _unnamed_person(parsed, token, candidates[-1], here + before):
        return None
    return candidates[-1] if len(actors) == 1 and candidates[-1].gender == gender else None


def _may_be(m: Mention, gender: str) -> bool:
    """Persons of that gender, and persons of unknown gender, who keep the pronoun open."""
    return m.actor_kind in ("person", "") and m.gender in (gender, "") and m.kind != "demonym"


def _unnamed_person(
    parsed: Parsed, token: Token, candidate: Mention, mentions: list[Mention]
) -> bool:
    """Does somebody without a name stand in between ("the minister said he")?"""
    human, named = term_sets().human, {i for m in mentions for i in range(m.first, m.last)}
    return any(
        t.lower_ in human
        and t.tag_ == "NN"
        and t.i not in named
        and t.dep_ not in ("appos", "attr", "compound")
        for t in parsed.tokens[min(candidate.first, token.i) : token.i]
    )


def _heads(parsed: Parsed, m: Mention) -> Token:
    return parsed.tokens[m.last - 1]


def _clause(token: Token) -> Token:
    """The verb (or root) under which a token stands."""
    while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


def _governs(parsed: Parsed, m: Mention, token: Token) -> bool:
    """The mention is the subject of the verb above the pronoun's clause.

    "Trump said he would go".
    """
    head = _heads(parsed, m)
    return head.dep_ in SUBJECT and (head.head in token.ancestors)


def _bound(parsed: Parsed, m: Mention, token: Token) -> bool:
    """Subject and object of one verb are two actors ("Trump called him"), save -self."""
    if token.dep_ == "poss" or token.lower_.endswith("self"):
        return False
    head = _heads(parsed, m)
    return head.dep_ != "poss" and bool(_clause(head) == _clause(token)) and head.i != token.i


def _thing(
    parsed: Parsed,
    token: Token,
    here: list[Mention],
    before: list[Mention],
    begins: int,
    doubtful: bool,
) -> Mention | None:
    """What "it" and "its" stand for: states and bodies.

    Only back to a subject, with no other thing named in between.
    """
    doc = parsed.tokens
    if token.dep_ not in SUBJECT and token.dep_ != "poss":
        return None
    if token.dep_ in SUBJECT and (
        (
            token.head.lemma_ in IMPERSONAL
            and any(
                c.dep_ in ("ccomp", "acomp", "xcomp", "csubj", "advcl", "attr")
                for c in token.head.children
            )
        )
        or token.head.dep_ == "relcl"
    ):
        return None
    if token.dep_ in SUBJECT and token.head.lemma_ in OF_THINGS:
        return None
    quote = parsed.quote_of(token.idx)
    subjects = {}
    for m in (*before, *here):
        head = _heads(parsed, m)
        top = head.head if head.dep_ == "poss" else head
        if (
            m.first < token.i
            and top.dep_ in SUBJECT
            and head.dep_ != "poss"
            and parsed.quote_of(m.start) == quote
            and m.gender == "n"
            and m.actor_kind not in ("person", "place")
            and m.kind != "demonym"
        ):
            subjects[head.i] = m
    here_first = {i: m for i, m in subjects.items() if i >= begins}
    if here_first:
        subjects = {
            i: m
            for i, m in here_first.items()
            if doc[i].head in token.ancestors or _conjoined(doc[i].head, token)
        }
    elif any(t.dep_ in SUBJECT and t.pos_ in ("NOUN", "PROPN") for t in doc[begins : token.i]):
        return None
    if any(c.dep_ == "conj" for i in subjects for c in doc[i].children):
        return None  # "Russia and China objected": they, not it
    if len({m.actor for m in subjects.values()}) != 1 or (doubtful and not here_first):
        return None
    at, m = max(subjects.items())
    roles = CORE if token.dep_ == "poss" else SUBJECT | {"dobj"}
    above = set(token.ancestors)
    people = {
        i for x in (*before, *here) if x.actor_kind == "person" for i in range(x.first, x.last)
    }
    between = any(
        t.tag_ in ("NN", "NNP") and t.dep_ in roles and t not in above and t.i not in people
        for t in doc[max(at + 1, m.last) : token.i]
    )
    return None if between else m


def _conjoined(verb: Token, token: Token) -> bool:
    """Two clauses side by side: "The White House did not deny it, but it …"."""
    clause = _clause(token)
    while clause.dep_ in ("conj", "parataxis", "ccomp", "advcl") and clause.head.i != clause.i:
        clause = clause.head
        if clause == verb:
            return True
    return verb.dep_ in ("ccomp", "parataxis", "conj") and bool(verb.head == clause)
