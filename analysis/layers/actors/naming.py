"""Person, medium or body? What the text itself says about a name that no list knows."""

import re

from spacy.tokens import Token

from ...text.parse import Parsed
from ...text.plain import fold
from ...text.terms import given_names, read_terms, term_sets
from .names import Mention

ENOUGH = 40  # places of a name that are looked at, so that time grows with the text
REPORTS = frozenset("report publish broadcast print air".split())
NEWS = frozenset(("news", "press", "wire"))
OWN = frozenset("campaign administration office team staff".split())  # a person's as well
PEOPLE = "(?:n|an|ian|i|ese|ish)"  # endings that make a state's people of its name
STATELY = frozenset(
    "accuse deny condemn announce reject denounce blame expel recall impose suspend vow threaten "
    "summon retaliate protest declare insist warn".split()
)
CAMEL = re.compile(r"[a-z][a-z](?<!Mac)(?<!Van)[A-Z]")
WHERE = frozenset("in into inside within across near outside".split())


def kind_of_name(parsed: Parsed, mention: Mention) -> tuple[str, str] | None:
    """(source type, rule) of a name, or None when nothing speaks against a person.

    The noun beside it: "the newspaper Il Faro", "the operator, TransKarst"; an ampersand: "Brandt &
    Sohl"; or its use elsewhere in the article as a place or a state: "in Karsk", "Karsk's army",
    "the ambassador of Karsk".
    """
    terms, tokens = read_terms(), parsed.tokens
    k = mention.first - 1
    if k > 1 and tokens[k].text == "," and tokens[k - 1].is_lower:
        k -= 1
    noun = k >= 0 and tokens[k].pos_ in ("NOUN", "PROPN", "ADJ") and tokens[k].dep_ != "pobj"
    beside = fold(tokens[k].lemma_) if noun else ""
    news = k > 0 and noun and tokens[k - 1].lower_ in NEWS
    if beside in terms["media"] or (news and beside in terms["institution"]):
        return "media", f"called a medium: {beside}"
    if beside in terms["institution"]:
        return "institution", f"called a body: {beside}"
    if explained := _explained(parsed, mention):
        return explained
    if medium := _used_as_medium(parsed, mention):
        return "media", f"told or reports: {medium}"
    if "&" in mention.actor:
        return "institution", f"name of a firm: {mention.actor}"
    if mention.last - mention.first == 1 and (use := _used_as_place(parsed, mention.actor)):
        return "institution", f"used as a state, place or body: {use}"
    return None


def _explained(parsed: Parsed, mention: Mention) -> tuple[str, str] | None:
    """What an apposition calls the name: "Interocean, the news agency of Port Ellery"."""
    terms, last = read_terms(), parsed.tokens[mention.last - 1]
    for i in parsed.named.get(last.text, ())[:ENOUGH]:
        for noun in parsed.tokens[i].children:
            if noun.dep_ != "appos" or noun.i < i:
                continue
            word = fold(noun.lemma_)
            news = any(c.lower_ in NEWS for c in noun.children)
            if word in terms["media"] or (news and word in terms["institution"]):
                return "media", f"called a medium: {noun.text}"
            if word in terms["institution"]:
                return "institution", f"called a body: {noun.text}"
    return None


def _used_as_medium(parsed: Parsed, mention: Mention) -> str:
    """The words by which the article treats a name as a medium ("told the Beacon"), or ""."""
    tokens, last = parsed.tokens, mention.last - 1
    words = [fold(t.text) for t in tokens[mention.first : last + 1]]
    if not term_sets().institution.isdisjoint(words):
        return ""
    single = len(words) == 1 and not tokens[last].is_upper
    may_report = single or not term_sets().media.isdisjoint(words)
    for i in parsed.named.get(tokens[last].text, ())[:ENOUGH]:
        token, first = tokens[i], i - (last - mention.first)
        if first < 1 or tokens[first - 1].lower_ != "the":
            continue
        told = token.dep_ in ("dobj", "dative") and token.head.lemma_ == "tell"
        reports = may_report and token.dep_ == "nsubj" and token.head.lemma_ in REPORTS
        if told or reports:
            return (
                f"{token.head.text} the {mention.actor}" if told else f"the {mention.actor} reports"
            )
    return ""


def _used_as_place(parsed: Parsed, name: str) -> str:
    """The words by which the article treats a single name as a state, a place or a body, or ""."""
    terms, tokens = read_terms(), parsed.tokens
    people = re.search(rf"\b{re.escape(name)}{PEOPLE} (?=[a-z])", parsed.article.text)
    if people:
        return people.group()
    for i in parsed.named.get(name, ())[:ENOUGH]:
        token = tokens[i]
        before = tokens[i - 1] if i else token
        beside = (
            fold(tokens[i - 2].lemma_)
            if i > 1 and before.text == "," and tokens[i - 2].is_lower
            else ""
        )
        if beside in terms["institution"]:
            return f"{beside}, {name}"
        if before.lower_ in WHERE and token.dep_ == "pobj":
            return f"{before.text} {name}"
        office = before.lower_ == "of" and i > 1 and fold(tokens[i - 2].lemma_)
        if office and (office in terms["office"] or office == "embassy"):
            return f"{tokens[i - 2].text} of {name}"
        owned = fold(token.head.lemma_) if token.dep_ == "poss" else ""
        if owned not in OWN and (owned in terms["institution"] or owned in terms["office"]):
            return f"{name}'s {owned}"
        if own := _its_body(parsed, token):
            return f"{name} … its {own}"
    return ""


def _its_body(parsed: Parsed, name: Token) -> str:
    """The army of a state: "Norland said its navy …", with no other subject between."""
    terms = read_terms()
    if name.dep_ != "nsubj":
        return ""
    for t in name.head.subtree:
        if t.i > name.i and t.lower_ == "its" and fold(t.head.lemma_) in terms["institution"]:
            return t.head.text
    return ""


def speaks_as_body(parsed: Parsed, m: Mention) -> str:
    """The rule by which a bare name that nobody bears is a body's, or "".

    Its letters ("WikiLeaks"), or a verb that states speak by ("Norland denied").
    """
    if CAMEL.search(m.actor):
        return f"written as a body: {m.actor}"
    if " " in m.actor or fold(m.actor) in given_names() or m.gender in ("m", "f"):
        return ""
    for i in parsed.named.get(m.actor, ())[:ENOUGH]:
        token = parsed.tokens[i]
        if i and parsed.tokens[i - 1].pos_ == "PROPN" and token.dep_ != "conj":
            return ""
        if token.dep_ == "nsubj" and token.head.lemma_ in STATELY:
            return f"speaks as a state does: {token.head.text}"
    return ""
