"""Figures that do not go together: two counts of the same thing in one article."""

import re
from typing import NamedTuple

from ...text.parse import Parsed
from ...text.plain import NUMBERS, SCALES
from .claim_words import event_classes
from .types import YEAR

COUNTED_CLASSES = frozenset(
    {
        "kill",
        "wound",
        "arrest",
        "displace",
        "release",
        "attack",
        "deploy",
        "suspend",
        "vote",
        "transfer",
    }
)
LOWER = re.compile(
    r"\b(?:at least|more than|over|no fewer than|not less than|upwards of)\s+$", re.I
)
UPPER = re.compile(r"\b(?:at most|up to|no more than|fewer than|less than)\s+$", re.I)
CONTRAST = re.compile(
    r"\b(?:but|however|while|whereas|although|instead|by contrast|contradict|dispute|only|other|put the|puts the|"
    r"rival|different|yet)\b",
    re.I,
)
BARE = re.compile(
    r"^(?:it|that) at\b|\b(?:speaks? of|talks? of|spoke of|counts?|counted|tall(?:y|ies)|puts? .* at|says?|said)\b",
    re.I,
)
TIME = frozenset(
    {
        "year",
        "month",
        "week",
        "day",
        "hour",
        "minute",
        "percent",
        "chance",
        "century",
        "decade",
        "age",
        "mile",
        "kilometer",
        "kilometre",
        "meter",
        "metre",
        "foot",
        "dollar",
        "euro",
        "time",
        "o'clock",
        "crown",
        "mark",
        "peso",
        "franc",
        "lira",
        "ruble",
        "rouble",
        "dinar",
        "yen",
        "yuan",
        "shilling",
        "rupee",
        "krone",
        "krona",
        "zloty",
        "crore",
        "lakh",
    }
)
COUNTING = frozenset(
    {
        "put",
        "speak",
        "talk",
        "count",
        "tally",
        "place",
        "number",
        "estimate",
        "cite",
        "give",
        "measure",
        "record",
        "report",
        "register",
        "log",
        "show",
    }
)
COUNT = frozenset({"", "figure", "number", "toll", "total", "count", "tally"})
NEAR = 4  # sentences over which a bare figure points back
REACH = 8  # sentences within which two counts are taken to be of one event


class Figure(NamedTuple):
    """A count: value, bound ('' exact, '>' at least, '<' at most), what is counted, event classes, places and days."""

    value: float
    bound: str
    noun: str
    classes: frozenset[str]
    setting: frozenset[str]


def figures_of(parsed: Parsed, first: int, last: int) -> list[Figure]:
    """Counts in a token range: '83 people died' → 83, people, {kill}."""
    doc, found = parsed.tokens, []
    numbers = [i for i in range(first, last) if doc[i].pos_ == "NUM"]
    if not numbers:
        return found
    classes = (
        frozenset().union(*(event_classes(t.lemma_.lower()) for t in doc[first:last]))
        & COUNTED_CLASSES
    )
    setting = frozenset(
        t.lemma_.lower()
        for t in doc[first:last]
        if t.dep_ in ("pobj", "npadvmod", "compound") and t.pos_ == "PROPN"
    )
    for i in numbers:
        token = doc[i]
        if (
            (value := _value(token)) is None
            or YEAR.fullmatch(token.text)
            or _age(token)
            or _clock(doc, i)
        ):
            continue
        noun = token.head if token.dep_ in ("nummod", "quantmod", "compound") else token
        for _ in range(3):
            if noun.pos_ == "NUM" and noun.dep_ in ("nummod", "compound"):
                noun = noun.head
        before = parsed.text(max(0, token.idx - 16), token.idx)
        bound = ">" if LOWER.search(before) else "<" if UPPER.search(before) else ""
        found.append(
            Figure(
                value,
                bound,
                noun.lemma_.lower() if noun.pos_ in ("NOUN", "PROPN") else "",
                classes,
                setting,
            )
        )
    return found


def _age(token) -> bool:
    """'a 24-year-old man': no count."""
    return (
        token.head.lower_ in ("year", "old")
        or token.i + 2 < len(token.doc)
        and token.nbor().text == "-"
        and token.nbor(2).lower_ in ("year", "month", "day", "old")
    )


def _clock(doc, i: int) -> bool:
    """'half past five', 'at 5.27', and the age in 'Hasp, 58, …': no counts."""
    before, after = doc[i - 1].text if i else "", doc[i + 1].text if i + 1 < len(doc) else ""
    return (
        before in ("past", "to")
        and i > 1
        and doc[i - 2].lower_ in ("half", "quarter")
        or before == "at"
        and re.fullmatch(r"\d{1,2}[.:]\d{2}", doc[i].text) is not None
        or before == after == ","
    )


def _value(token) -> float | None:
    text = token.lower_.replace(",", "")
    scale = SCALES.get(token.nbor().lower_, 1) if token.i + 1 < len(token.doc) else 1
    if text in NUMBERS:
        return float(NUMBERS[text] * scale)
    try:
        return float(text) * scale
    except ValueError:
        return None


def conflicting(parsed: Parsed, claims: list) -> list[tuple]:
    """Pairs of claims (objects with first, last, start, end, sentence_id, source) that count the same thing differently.

    The same thing: an event class or a counted noun in common, no two different names of places or days, at most
    8 sentences apart. A lower bound goes with every larger figure unless a word of contrast stands in the later sentence.
    Two figures of one source, or of the narrator, conflict only beside such a word.
    """
    pairs = []
    told = [(c, figures_of(parsed, c.first, c.last)) for c in claims]
    figured = [(c, fs) for c, fs in told if fs]
    for n, (claim, bare) in enumerate(figured):
        if not (_counts(parsed, claim) or BARE.search(parsed.text(claim.start, claim.end))):
            continue
        for before, known in reversed(figured[max(0, n - 3) : n]):
            apart = claim.sentence_id - before.sentence_id
            things = [f for f in known if f.noun not in TIME] or (known if apart <= 1 else [])
            if (
                apart > NEAR
                or claim.source == before.source
                or len(things) != 1
                or not _same_count(parsed, before, claim, things[0], bare[0])
            ):
                continue
            if not _fits(things[0], bare[0]):
                pairs.append(
                    (before, claim)
                )  # 'the debt could exceed six billion … the ministry puts it at two billion'
            if not bare[0].noun:
                bare[0] = bare[0]._replace(
                    noun=things[0].noun,
                    classes=bare[0].classes or things[0].classes,
                    setting=frozenset(),
                )
            break
    told = [(c, fs) for c, fs in told if fs]
    for n, (later, theirs) in enumerate(told):
        for earlier, mine in reversed(told[max(0, n - 12) : n]):
            if later.sentence_id - earlier.sentence_id > REACH:
                break
            sentence = parsed.sentences[later.sentence_id]
            contrast = bool(CONTRAST.search(parsed.text(sentence.start, sentence.end)))
            if earlier.source == later.source and not contrast:
                continue
            if any(_clash(a, b, contrast) for a in mine for b in theirs):
                pairs.append((earlier, later))
    return pairs


def _counts(parsed: Parsed, claim) -> bool:
    """Does a verb of counting stand in the claim or bring it in ('puts' before 'the toll at 52')?"""
    first = max(claim.first - 3, parsed.sentences[claim.sentence_id].first)
    return any(t.pos_ == "VERB" and t.lemma_ in COUNTING for t in parsed.tokens[first : claim.last])


def _same_count(parsed: Parsed, before, claim, known: Figure, bare: Figure) -> bool:
    """Is a bare figure of the one count before: 'puts it at 40', 'the toll at 52', 'speaks of eleven', 'withdrawals' after 'withdrew'?"""
    if bare.noun in COUNT or bare.noun == known.noun:
        return True
    if (
        claim.sentence_id - before.sentence_id <= 1
        and known.noun not in TIME
        and bare.noun not in TIME
        and _counts(parsed, claim)
    ):
        return True  # '64 people in hospital. The union had counted 110 admissions.'
    stems = {t.lemma_.lower()[:5] for t in parsed.tokens[before.first : before.last]} - {""}
    return any(
        t.dep_ == "dobj"
        and (
            t.lower_ in ("it", "that", "this")
            or t.lemma_.lower() in COUNT
            or t.lemma_.lower()[:5] in stems
        )
        for t in parsed.tokens[claim.first : claim.last]
    )


def _clash(a: Figure, b: Figure, contrast: bool) -> bool:
    if (
        a.value == b.value
        or a.noun in TIME
        or b.noun in TIME
        or not (
            a.classes & b.classes or a.noun and a.noun == b.noun and not (a.classes or b.classes)
        )
    ):
        return False
    if a.noun != b.noun and not (a.classes & b.classes):
        return False
    if a.setting and b.setting and not a.setting & b.setting:
        return False
    return not _fits(a, b) or contrast


def _fits(a: Figure, b: Figure) -> bool:
    """Can both be true: 'at least 12' and 14?"""
    return (
        a.value == b.value
        or a.bound == ">"
        and b.value > a.value
        or b.bound == ">"
        and a.value > b.value
        or a.bound == "<"
        and b.value < a.value
        or b.bound == "<"
        and a.value < b.value
    )
