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
from .names import SUBJECT, Mention
from .pronouns import PRONOUNS, add_pronouns
from .standing import descriptions, offices

REPORTED = frozenset(("he", "she", "it", "they"))
SPEAKING = frozenset(("he", "she", "it"))
MODIFIERS = frozenset("det compound amod poss case punct".split())
BESIDE = 8  # tokens: two holders named so near each other leave the office open
MANY = 200  # mentions before an office that may be of its holder
RANKS = frozenset("prime vice deputy assistant".split())
DEFINITE = frozenset("the its his her their this".split())
UNDER = frozenset(("ccomp", "xcomp", "conj", "advcl", "parataxis"))


Holders = dict[str, dict[str, set[str]]]  # office → actor → words of its descriptions


def resolve(parsed: Parsed, mentions: list[Mention]) -> list[Mention]:
    """`mentions` plus those by office and by pronoun; sorted, without overlaps."""
    found = _titles_alone(parsed, mentions)
    inside = {i for m in found for i in range(m.first, m.last)}
    mentions = sorted([m for m in mentions if inside.isdisjoint(range(m.first, m.last))] + found)
    return _add_speakers(parsed, add_pronouns(parsed, mentions))


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
                gender = m.gender or PRONOUNS[token.lower_]
                m = m._replace(start=token.idx, end=end, kind="pronoun", gender=gender)
                named[token.i] = m._replace(first=token.i, last=token.i + 1)
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
            before = noun.i < token.i  # "They shot at us, Vale said"
            nominal = noun.pos_ in ("NOUN", "PROPN")
            if before and noun.dep_ == "nsubj" and nominal and _agrees(token, noun):
                return token if noun.i in named and token.lower_ != "they" else noun
    return token


def _agrees(pronoun: Token, noun: Token) -> bool:
    terms, word = term_sets(), fold(noun.lemma_)
    human = word in terms.human
    several = noun.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in noun.children)
    if pronoun.lower_ == "they":
        return several or (not human and noun.pos_ == "NOUN")  # "Vale said they shot at us"
    if several or human != (pronoun.lower_ != "it"):
        return False
    return terms.gender.get(word) in (None, PRONOUNS[pronoun.lower_])


def _titles_alone(parsed: Parsed, mentions: list[Mention]) -> list[Mention]:
    """Offices alone. "The attorney general said": the one whom the text or the list calls so."""
    doc, terms = parsed.tokens, term_sets()
    holders: dict[str, dict[str, set[str]]] = {}
    first_of: dict[str, Mention] = {}
    named: set[int] = set()
    for m in mentions:
        if m.actor_kind in ("person", ""):
            named.update(range(m.first, m.last))
            first_of.setdefault(m.actor, m)
            said = [d.words for d in descriptions(parsed, m)]
            said += [tuple(fold(title).split()) for title in m.title.split(";")]
            for words in said:
                own = words[: words.index("of")] if "of" in words else words
                called = [w for w in own if w in terms.human][-1:]
                for office in {*offices(words), _initials(words), *called}:
                    holders.setdefault(office, {}).setdefault(m.actor, set()).update(words)
    found = []
    for i, word in enumerate(parsed.lower):
        if i in named or (word not in terms.office and word not in holders):
            continue
        token = doc[i]
        if token.pos_ not in ("NOUN", "PROPN"):
            continue
        if (token.i + 1 < len(doc) and token.i + 1 in named) or token.dep_ in ("compound", "appos"):
            continue
        if any(c.dep_ == "appos" and c.i in named for c in token.children):
            continue
        span = _attached(doc, token, holders, mentions)
        if span:
            first, last, actor = span
            m, end = first_of[actor], doc[last - 1].idx + len(doc[last - 1])
            found.append(
                m._replace(start=doc[first].idx, end=end, first=first, last=last, kind="title")
            )
    return found


def _initials(words: tuple[str, ...]) -> str:
    """The first letters of a title, or "" of a short one: "dgp", director general of police."""
    parts = (part for word in words for part in word.split("-"))
    letters = [w[0] for w in parts if w[:1].isalpha() and w not in ("of", "the", "and", "for")]
    return "".join(letters) if len(letters) > 2 else ""


def _attached(
    doc: list[Token], token: Token, holders: Holders, mentions: list[Mention]
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
    # "the minister" is no prime minister, "the president" no vice president
    owners = {
        a for a, said in holders.get(word, {}).items() if fits(said) and not said & RANKS - words
    }
    if not definite or not owners:
        return None
    here = bisect_left(mentions, (token.idx,))
    near = [m for m in mentions[max(0, here - MANY) : here] if m.actor in owners]
    beside = {m.actor for m in near if near[-1].first - m.first < BESIDE}
    last = beside if near else owners
    return (first, token.i + 1, min(last)) if len(last) == 1 else None
