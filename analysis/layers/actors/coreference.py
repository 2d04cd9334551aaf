"""Offices and pronouns → the actor they stand for, where one candidate is left.

Where two are, nobody is named.
"""

from bisect import bisect_left
from collections.abc import Container

from spacy.tokens import Token

from ...text.parse import Parsed
from ...text.plain import fold
from ...text.terms import term_sets
from .antecedents import antecedent, speaks
from .names import Mention
from .standing import descriptions, offices

PRONOUNS = {
    "he": "m",
    "him": "m",
    "his": "m",
    "himself": "m",
    "she": "f",
    "her": "f",
    "hers": "f",
    "herself": "f",
    "it": "n",
    "its": "n",
    "itself": "n",
}
REPORTED = frozenset(("he", "she", "it", "they"))
SPEAKING = frozenset(("he", "she", "it"))
MODIFIERS = frozenset("det compound amod poss case punct".split())
BESIDE = 8  # tokens: two holders named so near each other leave the office open
DEFINITE = frozenset("the its his her their this".split())
UNDER = frozenset(("ccomp", "xcomp", "conj", "advcl", "parataxis"))
SUBJECT = frozenset(("nsubj", "nsubjpass"))
CORE = frozenset(("nsubj", "nsubjpass", "dobj", "attr", "dative"))
FORMER = frozenset("former ex late then next future".split())
IMPERSONAL = frozenset(
    "be seem appear rain snow turn look happen take become remain mean matter sound follow".split()
)
OF_THINGS = frozenset(
    "include contain cost last cover consist".split()
)  # what lists and sums do, states do not


def resolve(parsed: Parsed, mentions: list[Mention], titles: dict) -> list[Mention]:
    """`mentions` plus those by office and by pronoun; sorted, without overlaps."""
    found = _titles_alone(parsed, mentions, titles)
    inside = {i for m in found for i in range(m.first, m.last)}
    mentions = sorted([m for m in mentions if inside.isdisjoint(range(m.first, m.last))] + found)
    return _add_speakers(parsed, _add_pronouns(parsed, mentions))


def _add_speakers(parsed: Parsed, mentions: list[Mention]) -> list[Mention]:
    """Pronouns that speak ("he said") and are still open: by `antecedent`, where it has a name."""
    people = [m for m in mentions if m.actor_kind in ("person", "") and m.kind != "pronoun"]
    named = {i: m for m in people for d in descriptions(parsed, m) for i in range(d.first, d.last)}
    named |= {i: m for m in mentions for i in range(m.first, m.last)}
    added = []
    for token in parsed.tokens:
        if token.lower_ in SPEAKING and token.i not in named and speaks(token):
            noun = antecedent(parsed, named, token)
            m = named.get(noun.i) if noun is not None else None
            if m is not None and m.kind != "demonym":
                end = token.idx + len(token)
                place = {"start": token.idx, "end": end, "first": token.i, "last": token.i + 1}
                gender = m.gender or PRONOUNS[token.lower_]
                named[token.i] = m._replace(kind="pronoun", gender=gender, **place)
                added.append(named[token.i])
    return sorted(mentions + added)


def stands_for(token: Token, named: Container[int] = ()) -> Token:
    """The noun that a pronoun stands for by the grammar of its sentence.

    The token itself otherwise.

    "The minister, who said": the noun that the clause describes. "The ministry said it would":
    the subject of the verb above, if it agrees in number and kind and no name stands there. Names
    are given to pronouns by `resolve` alone: what it leaves open stays open.

    named : tokens that belong to a mention
    """
    if token.tag_ in ("WP", "WDT"):
        clause = next((t for t in token.ancestors if t.dep_ in ("relcl", "acl")), None)
        return token if clause is None else clause.head
    if token.lower_ not in REPORTED or token.dep_ not in SUBJECT or token.i in named:
        return token
    verb = token.head
    while verb.dep_ in UNDER and verb.head.i != verb.i:
        verb = verb.head
        for noun in verb.children:
            if noun.dep_ == "nsubj" and noun.pos_ in ("NOUN", "PROPN") and _agrees(token, noun):
                return token if noun.i in named and token.lower_ != "they" else noun
    return token


def _agrees(pronoun: Token, noun: Token) -> bool:
    terms, word = term_sets(), fold(noun.lemma_)
    human = word in terms.human
    several = noun.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in noun.children)
    if pronoun.lower_ == "they":
        return several or not human
    if several or human != (pronoun.lower_ != "it"):
        return False
    return terms.gender.get(word) in (None, PRONOUNS[pronoun.lower_])


def _titles_alone(parsed: Parsed, mentions: list[Mention], titles: dict) -> list[Mention]:
    """Offices alone. "The attorney general said": the one person to whom the text gave that office.

    "the Venezuelan president": by the list, where the text names that person.
    """
    doc, terms = parsed.tokens, term_sets()
    holders: dict[str, dict[str, set[str]]] = {}
    first_of: dict[str, Mention] = {}
    named = set()
    for m in mentions:
        if m.actor_kind == "person":
            named.update(range(m.first, m.last))
            first_of.setdefault(m.actor, m)
            said = [d.words for d in descriptions(parsed, m)] + [tuple(fold(m.title).split())]
            for words in said:
                for office in (*offices(words), _initials(words)):
                    holders.setdefault(office, {}).setdefault(m.actor, set()).update(words)
    found = []
    for i, word in enumerate(parsed.lower):
        if (word not in terms.office and (word,) not in titles) or i in named:
            continue
        token = doc[i]
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        if (token.i + 1 < len(doc) and token.i + 1 in named) or token.dep_ in ("compound", "appos"):
            continue
        if any(c.dep_ == "appos" and c.i in named for c in token.children):
            continue
        span = _listed(doc, token.i, titles, first_of) or _attached(doc, token, holders, mentions)
        if span:
            first, last, actor = span
            m, end = first_of[actor], doc[last - 1].idx + len(doc[last - 1])
            found.append(
                m._replace(start=doc[first].idx, end=end, first=first, last=last, kind="title")
            )
    return found


def _listed(doc, i: int, titles: dict, named: dict) -> tuple[int, int, str] | None:
    for first in range(max(0, i - 3), i + 1):
        for last in range(min(len(doc), i + 5), i, -1):
            entry = titles.get(tuple(fold(t.text) for t in doc[first:last]))
            if (
                entry is not None
                and entry.actor in named
                and not (first and fold(doc[first - 1].text) in FORMER)
            ):
                return first, last, entry.actor
    return None


def _initials(words: tuple[str, ...]) -> str:
    """The first letters of a title, or "" of a short one: "dgp", director general of police."""
    parts = (part for word in words for part in word.split("-"))
    letters = [w[0] for w in parts if w[:1].isalpha() and w not in ("of", "the", "and", "for")]
    return "".join(letters) if len(letters) > 2 else ""


def _attached(
    doc, token: Token, holders: dict, mentions: list[Mention]
) -> tuple[int, int, str] | None:
    """The holder of an office whom the words describe: "the VHP leader", "its minister".

    Of several, the one who was named last.
    """
    if token.tag_ not in ("NN", "NNP") or any(
        c.dep_ not in MODIFIERS and c.lower_ not in ("himself", "herself") for c in token.children
    ):
        return None
    first = token.i
    while first and doc[first - 1].dep_ in ("compound", "amod") and doc[first - 1].head == token:
        first -= 1
    definite = first and (doc[first - 1].lower_ in DEFINITE or doc[first - 1].tag_ == "POS")
    words = {fold(t.text) for t in doc[first : token.i + 1]}
    word = fold(token.text)
    fits = (lambda said: True) if token.is_upper and len(words) == 1 else words.issubset
    owners = {a for a, said in holders.get(word, {}).items() if fits(said)}
    if not definite or not owners:
        return None
    before = mentions[: bisect_left(mentions, (token.idx,))]
    near = [m for m in before if m.actor in owners]
    beside = {m.actor for m in near if near[-1].first - m.first < BESIDE}
    last = beside if near else owners
    return (first, token.i + 1, min(last)) if len(last) == 1 else None


def _add_pronouns(parsed: Parsed, mentions: list[Mention]) -> list[Mention]:
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
    found, previous = [], None
    doubtful: set[tuple[int, str]] = set()  # sentences with a pronoun that stayed open, by gender
    for s in parsed.sentences:
        if s.is_heading:
            continue
        for i in range(s.first, s.last):
            gender = PRONOUNS.get(parsed.lower[i])
            if gender is None:
                continue
            token = parsed.tokens[i]
            here = by_sentence.setdefault(s.sentence_id, [])
            before = by_sentence.get(previous, []) if previous is not None else []
            choose = _thing if gender == "n" else _person
            m = choose(parsed, token, gender, here, before, s, (previous, gender) in doubtful)
            if m is None:
                doubtful.add((s.sentence_id, gender))
                continue
            m = m._replace(
                start=token.idx,
                end=token.idx + len(token),
                first=token.i,
                last=token.i + 1,
                kind="pronoun",
            )
            found.append(m)
            here.append(m)
        previous = s.sentence_id
    return sorted(mentions + found)


def _person(
    parsed: Parsed,
    token,
    gender: str,
    here: list[Mention],
    before: list[Mention],
    sentence,
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


def _unnamed_person(parsed: Parsed, token, candidate: Mention, mentions: list[Mention]) -> bool:
    """Does somebody without a name stand in between ("the minister said he")?"""
    human, named = term_sets().human, {i for m in mentions for i in range(m.first, m.last)}
    return any(
        parsed.lower[i] in human
        and t.tag_ == "NN"
        and i not in named
        and t.dep_ not in ("appos", "attr", "compound")
        for i in range(min(candidate.first, token.i), token.i)
        for t in (parsed.tokens[i],)
    )


def _heads(parsed: Parsed, m: Mention):
    return parsed.tokens[m.last - 1]


def _clause(token):
    """The verb (or root) under which a token stands."""
    while token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
        token = token.head
    return token


def _governs(parsed: Parsed, m: Mention, token) -> bool:
    """The mention is the subject of the verb above the pronoun's clause.

    "Trump said he would go".
    """
    head = _heads(parsed, m)
    return head.dep_ in SUBJECT and (head.head in token.ancestors)


def _bound(parsed: Parsed, m: Mention, token) -> bool:
    """Subject and object of one verb are two actors ("Trump called him"), save -self."""
    if token.dep_ == "poss" or token.lower_.endswith("self"):
        return False
    head = _heads(parsed, m)
    return head.dep_ != "poss" and _clause(head) == _clause(token) and head.i != token.i


def _thing(
    parsed: Parsed,
    token,
    gender: str,
    here: list[Mention],
    before: list[Mention],
    sentence,
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
    here_first = {i: m for i, m in subjects.items() if i >= sentence.first}
    if here_first:
        subjects = {
            i: m
            for i, m in here_first.items()
            if doc[i].head in token.ancestors or _conjoined(doc[i].head, token)
        }
    elif any(
        t.dep_ in SUBJECT and t.pos_ in ("NOUN", "PROPN") for t in doc[sentence.first : token.i]
    ):
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
    for t in doc[at + 1 : token.i]:
        if (
            t.tag_ in ("NN", "NNP")
            and t.dep_ in roles
            and t not in above
            and t.i >= m.last
            and t.i not in people
        ):
            return None
    return m


def _conjoined(verb, token) -> bool:
    """Two clauses side by side: "The White House did not deny it, but it …"."""
    clause = _clause(token)
    while clause.dep_ in ("conj", "parataxis", "ccomp", "advcl") and clause.head.i != clause.i:
        clause = clause.head
        if clause == verb:
            return True
    return verb.dep_ in ("ccomp", "parataxis", "conj") and verb.head == clause
