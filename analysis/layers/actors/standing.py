"""Does a person hold an office? What the text says of a name, over the whole article.

The words before a name ("defence minister Ana Dole") and beside it ("Ana Dole, the defence
minister"; "Ana Dole, who commands the fleet") are its descriptions.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Token

from ...text.parse import Parsed
from ...text.plain import fold
from ...text.terms import HUMAN_ENDING, read_terms, term_sets
from .names import Cast, Mention

FORMER = frozenset(
    "former ex late onetime erstwhile retired deposed ousted disgraced then until was were had "
    "resigned served once pension".split()
)
KIN = frozenset("wife husband widow widower son daughter brother sister mother father".split())
LEADS = {  # words for an office → its name
    "commands": "commander",
    "heads": "head",
    "chairs": "chairman",
    "governs": "governor",
    "pres.": "president",
    "gov.": "governor",
    "sen.": "senator",
}
MARKS = ',;:()[]"“”‘—–'
CLOSE = frozenset(",;:.()[]—–")
OPENS = frozenset(",(—–")
CANDIDATES = frozenset(
    "candidate nominee hopeful contender frontrunner runner polls elect designate incoming".split()
)
PARTY_AND_STATE = re.compile(r"[rdi]-[a-z]")  # a legislator's, "R-Ohio"
PRIVATE = frozenset(("company", "group", "media"))
BREAKS = frozenset(("VERB", "AUX", "SCONJ", "PRON"))
LONGEST = 14  # tokens of a description
ENOUGH = 25  # mentions of one person that are read


class Description(NamedTuple):
    """Tokens (half-open) that describe a person; `quoted`: somebody else's courtesy."""

    first: int
    last: int
    words: tuple[str, ...]
    quoted: bool


class Standing(NamedTuple):
    """official or person, and the words that decided."""

    official: bool
    words: str


def standing(parsed: Parsed, mentions: Cast, actor: str) -> Standing:
    """Official or not: an office held now, in state or party, that the text gives the person.

    A former office counts only against the same office ("former minister, now ambassador" holds
    one). The analyst's own title, where the list gives one, decides unless the text tells another
    time: of a candidate, of somebody without an office. A courtesy in a quotation ("Secretary
    Dole") makes no official of a candidate.
    """
    if actor not in mentions.standings:
        mentions.standings[actor] = _standing(parsed, mentions, actor)
    found: Standing = mentions.standings[actor]
    return found


def _standing(parsed: Parsed, mentions: Cast, actor: str) -> Standing:
    named = mentions.by_actor.get(actor, [])[:ENOUGH]
    found = [d for m in named for d in descriptions(parsed, m)]
    own = [d for d in found if not d.quoted]
    candidate = any(not CANDIDATES.isdisjoint(d.words) for d in own)
    title = next((m.title.split(";")[0] for m in named if m.title), "")
    if candidate:
        found = own
    judged = [(_judge(d.words, _of_private(d, mentions)), d.words) for d in found]
    kinds = {kind for kind, _ in judged if kind}
    if title and not candidate and ("official" in kinds or not kinds):
        return Standing(_judge(_words(title.split()), False) == "official", title)
    former = {w for kind, words in judged if kind == "former" for w in offices(words)}
    current = [words for kind, words in judged if kind == "official"]
    former |= read_terms()["post"].keys() if former else set()
    still = (w for w in current if not offices(w) or not set(offices(w)) <= former)
    held = next(still, None)
    said = held or next((words for kind, words in judged if kind), ())
    return Standing(held is not None, " ".join(said))


def _of_private(d: Description, mentions: Cast) -> bool:
    held = (mentions.by_token.get(i) for i in range(d.first, d.last))
    return any(m is not None and m.actor_kind in PRIVATE for m in held)


def offices(words: tuple[str, ...]) -> list[str]:
    """The words of a description, single or in pairs, that name an office."""
    listed = term_sets().office
    plain = [w for w in words if w not in ("of", "the")]  # "a member of the parliament"
    pairs = [f"{a} {b}" for a, b in pairwise(plain)]
    return [w for w in (*words, *pairs) if w in listed]


def _judge(words: tuple[str, ...], of_private: bool) -> str:
    """official, former, private or "" of one description, which may name a private body."""
    terms = read_terms()
    if any(PARTY_AND_STATE.match(w) for w in words):
        return "official"
    held = offices(words)
    if not held:
        return "private" if not term_sets().human.isdisjoint(words) else ""
    if not KIN.isdisjoint(words[: words.index(held[0].split()[0])]):
        return "private"  # "the wife of Captain Dole"
    if not FORMER.isdisjoint(words):
        return "former"
    if not CANDIDATES.isdisjoint(words):
        return "private"
    if any(w not in terms["post"] for w in held):
        return "official"
    if of_private or not terms["private_body"].keys().isdisjoint(words):
        return "private"
    public = not terms["public_body"].keys().isdisjoint(words)
    return "official" if public or any(w not in terms["needs_body"] for w in held) else "private"


def descriptions(parsed: Parsed, m: Mention) -> Iterator[Description]:
    """What stands before a name or beside it."""
    if m.kind == "title":
        yield _description(parsed, m.first, m.last)
        return
    for first, last in (_before(parsed, m), _apposed(parsed, m), _after(parsed, m)):
        if first < last:
            yield _description(parsed, first, last)


def _description(parsed: Parsed, first: int, last: int) -> Description:
    last = min(last, first + LONGEST)
    tokens = parsed.tokens
    said = parsed.text(tokens[first].idx, tokens[last - 1].idx + len(tokens[last - 1]))
    quoted = parsed.quote_of(tokens[first].idx) is not None
    return Description(first, last, _words(said.split()), quoted)


def _words(words: Iterable[str]) -> tuple[str, ...]:
    """Folded; compounds with a hyphen in their parts, unless they name an office or a seat."""
    listed = term_sets().office
    out: list[str] = []
    for word in (fold(word.strip(MARKS)) for word in words):
        word = LEADS.get(word, word)
        whole = word in listed or PARTY_AND_STATE.match(word)
        parts = [word] if whole else re.split(r"-|(?=['’]s?$)", word)
        out += [p[:-1] if p not in listed and p[:-1] in listed else p for p in parts if p]
    return tuple(out)


def _before(parsed: Parsed, m: Mention) -> tuple[int, int]:
    """The run of nouns that leads up to a name: "deputy superintendent of police Raju Dole"."""
    tokens, k = parsed.tokens, m.first
    while k and m.first - k < LONGEST:
        t = tokens[k - 1]
        if t.text == ")":  # "assistant commissioner (crime) Raju Dole"
            near = range(k - 1, max(k - 7, 0), -1)
            if (opened := next((i for i in near if tokens[i].text == "("), 0)) == 0:
                break
            k = opened
            continue
        if t.text in CLOSE and not (t.text == "." and _abbreviates(tokens[k - 2])):
            break
        if t.is_space or t.is_quote or (t.pos_ in BREAKS and t.is_lower):
            break
        if t.pos_ == "ADP" and not _post_of(tokens, k - 1, m.first - 1):
            break
        fields = k < m.first and tokens[k - 2].text[:1].isupper() and tokens[k].text[:1].isupper()
        if t.pos_ == "CCONJ" and not fields and not _human(tokens[k - 2]):
            break
        k -= 1
        if t.pos_ == "DET" and not (k > 1 and tokens[k - 1].lower_ in ("of", "for")):
            break
    titled = m.last - m.first > 1 and fold(tokens[m.first].text) in term_sets().office
    return k, m.first + titled


def _abbreviates(t: Token) -> bool:
    return len(t.text) < 5 and t.text[:1].isupper()


def _post_of(tokens: list[Token], k: int, last: int) -> bool:
    """Does an office go on with preposition k: "chief of the port", "minister for trade"?"""
    if tokens[k].lower_ == "for" and k < last and tokens[max(0, k - 2)].lower_ == "of":
        k -= 2
    word = fold(tokens[k - 1].text)
    fits = tokens[k].lower_ == "of" or (tokens[k].lower_ == "for" and k < last)
    return fits and word in term_sets().office and word not in read_terms()["spokesperson"]


def _human(t: Token) -> bool:
    words = {fold(t.text), fold(t.lemma_)}
    if words & (term_sets().human | term_sets().office):
        return True
    return t.pos_ == "NOUN" and bool(HUMAN_ENDING.search(t.lemma_))


def _apposed(parsed: Parsed, m: Mention) -> tuple[int, int]:
    """The noun phrase that a name explains: "the harbour master of Tulgan, Farid Nolgun"."""
    name = parsed.tokens[m.last - 1]
    noun = name.head
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        noun = noun.head.head
    explains = name.dep_ == "appos" and noun.i < m.first
    return (noun.left_edge.i, m.first - 1) if explains else (0, 0)


def _after(parsed: Parsed, m: Mention) -> tuple[int, int]:
    """What stands beside a name: ", the defence minister", ", who is mayor", "(R-Ohio)"."""
    tokens, k = parsed.tokens, m.last
    if k + 1 < len(tokens) and tokens[k].lower_ == "of" and tokens[k + 1].pos_ in ("DET", "PROPN"):
        return k, _close(parsed, k)
    if k + 2 >= len(tokens) or tokens[k].text not in OPENS:
        return 0, 0
    k += 1
    if tokens[k].like_num and k + 2 < len(tokens) and tokens[k + 1].text in CLOSE:
        k += 2  # an age
    first = tokens[k]
    if first.lower_ == "who":
        holds = tokens[k + 1].lemma_ == "be" or parsed.lower[k + 1] in LEADS
        return (k, _close(parsed, k)) if holds else (0, 0)
    if first.pos_ in ("DET", "NOUN", "ADJ", "ADV", "NUM", "PRON"):
        return k, _close(parsed, k)
    if first.pos_ == "PROPN":
        last = _close(parsed, k)
        names = sum(_human(t) for t in tokens[k:last]) or PARTY_AND_STATE.match(
            fold(parsed.text(first.idx, first.idx + 3))
        )
        return (k, last) if names else (0, 0)
    return 0, 0


def _close(parsed: Parsed, k: int) -> int:
    """Where a phrase after a name ends: at the next comma, or before a verb not under "who"."""
    tokens, who = parsed.tokens, parsed.lower[k] == "who"
    last = k
    while last < len(tokens) and last - k < LONGEST:
        t = tokens[last]
        if t.text in CLOSE and not (t.text == "." and len(tokens[last - 1].text) < 2):
            break
        if t.is_space or t.is_quote or (t.pos_ in ("VERB", "AUX") and not who and last > k):
            break
        last += 1
    return last
