"""Person, medium or body? What the text itself says about a name that no list knows."""

import re

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
WHERE = frozenset("in into inside within across near outside".split())


def kind_of_name(parsed: Parsed, mention: Mention) -> tuple[str, str] | None:
    """(source type, rule) of a name, or None when nothing speaks against a person.

    The noun beside it ("the newspaper Il Faro", "the operator, TransKarst", "Interocean, the news
    agency of Port Ellery"), an ampersand ("Brandt & Sohl"), or its use as a medium, a state, a
    place.
    """
    terms, tokens = read_terms(), parsed.tokens
    k = mention.first - 1
    if k > 1 and tokens[k].text == "," and tokens[k - 1].is_lower:
        k -= 1
    beside = [tokens[k]] if k >= 0 and tokens[k].dep_ != "pobj" else []
    for i in parsed.named.get(tokens[mention.last - 1].text, ())[:ENOUGH]:
        beside += [c for c in tokens[i].children if c.dep_ == "appos" and c.i > i]
    for noun in beside:
        word, news = fold(noun.lemma_), noun.i and tokens[noun.i - 1].lower_ in NEWS
        if word in terms["media"] or (news and word in terms["institution"]):
            return "media", f"called a medium: {word}"
        if word in terms["institution"]:
            return "institution", f"called a body: {word}"
    if medium := _used_as_medium(parsed, mention):
        return "media", f"told or reports: {medium}"
    if "&" in mention.actor:
        return "institution", f"name of a firm: {mention.actor}"
    use = _used_as_state(parsed, mention.actor) if mention.last - mention.first == 1 else ""
    return ("institution", f"used as a state or place: {use}") if use else None


def _used_as_medium(parsed: Parsed, mention: Mention) -> str:
    """The words by which the article treats a name as a medium ("told the Beacon"), or ""."""
    tokens, length = parsed.tokens, mention.last - mention.first
    last = tokens[mention.last - 1]
    words = {fold(t.text) for t in tokens[mention.first : mention.last]}
    if words & term_sets().institution:
        return ""
    may_report = words & term_sets().media or (length == 1 and not last.is_upper)
    for i in parsed.named.get(last.text, ())[:ENOUGH]:
        token = tokens[i]
        told = token.dep_ in ("dobj", "dative") and token.head.lemma_ == "tell"
        reports = may_report and token.dep_ == "nsubj" and token.head.lemma_ in REPORTS
        if (told or reports) and i >= length and tokens[i - length].lower_ == "the":
            return f"{token.head.text} the {mention.actor}"
    return ""


def _used_as_state(parsed: Parsed, name: str) -> str:
    """What the article says of a place or a state only: "in Karsk", "Karsk's army", "Karsk denied".

    A name with others before it ("Ana Karsk") and a usual first name are somebody's.
    """
    # A pattern that begins with the name is looked for five times as fast as one with a boundary.
    word = re.escape(name)
    if people := re.search(rf"{word}(?<=\b{word}){PEOPLE} (?=[a-z])", parsed.article.text):
        return people.group()
    for i in parsed.named.get(name, ())[:ENOUGH]:
        token, before = parsed.tokens[i], parsed.tokens[i - 1] if i else None
        if fold(name) in given_names() or (before is not None and before.pos_ == "PROPN"):
            return ""
        if before is not None and before.lower_ in WHERE and token.dep_ == "pobj":
            return f"{before.text} {name}"
        owned = token.dep_ == "poss" and fold(token.head.lemma_)
        stately = token.dep_ == "nsubj" and token.head.lemma_ in STATELY
        if stately or (owned in read_terms()["institution"] and owned not in OWN):
            return f"{name} … {token.head.text}"
    return ""
