"""Claims that cannot both be true: other figures, other days, the same said and denied."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from ...text.lexicon import read_rows
from ...text.parse import Parsed
from ...text.plain import NUMBERS, SCALES
from .grammar import own_subject
from .types import YEAR
from .units import DAYS, MONTHS, Claim, elsewhere, mood, negated, states, subject_noun
from .voices import same_voice
from .words import events

REACH = 30  # claims that are looked back over, so that time stays linear
NEAR = 2  # sentences over which "puts it at 40" points back
SAME = 0.6  # Dice of the content words from which two claims are about the same
BOUNDS = {"least": ">", "than": ">", "over": ">", "most": "<", "up": "<", "under": "<"}
MEASURES = frozenset(
    "year month week day hour minute second percent century decade age mile kilometer kilometre km "
    "meter metre time o'clock am pm".split()
)
PART = re.compile(
    rf"\b(?:of (?:them|whom|these|those)|(?:\d+|{'|'.join(NUMBERS)}|some|many|most|none) of the|"
    r"another|other|more(?! than)|first|last|each|every)\b",
    re.I,
)
CORRECTED = re.compile(
    r"\b(?:correct(?:ed|s|ion)|revis(?:ed|es|ion)|(?:earlier|initial) (?:count|toll|figure))", re.I
)
EARLIER = re.compile(
    r"\b(?:earlier|initially|previously|at first|the day before|"
    r"had (?:put|given|counted|said|reported|estimated|spoken|announced|told))\b",
    re.I,
)
FLATLY = re.compile(r"\b(?:in (?:fact|reality|truth)|actually)\b", re.I)
AGES = frozenset("man woman boy girl son daughter child aged age".split())
GROWING = re.compile(r"\b(?:ris(?:en|es|ing)|rose|climb\w*|gr[eo]wn?|now|later|updated?)\b", re.I)
WHEN = frozenset("after before until till within".split())
TOLL = frozenset("figure number toll total count tally sum".split())
COUNTING = frozenset("put place estimate count speak set total number".split())
PEOPLE = frozenset(["", "people", "person", "injured", "wounded", "dead", "casualty", "victim"])
POINTING = frozenset("it there they that".split()) | TOLL


class Figure(NamedTuple):
    """A count: value, bound ("" exact), what is counted, classes of what happened to it."""

    value: float
    bound: str
    noun: str
    classes: frozenset[str]


class Conflict(NamedTuple):
    """Two claims that exclude each other, or the later of which replaces the earlier one.

    kind : figures, dates, polarity, or update
    """

    earlier: Claim
    later: Claim
    kind: str
    reason: str


def conflicts(parsed: Parsed, claims: Sequence[Claim]) -> Iterator[Conflict]:
    """Pairs of claims that exclude or replace each other, as far as the words show.

    Figures conflict only for the same count of the same event told by two voices; a growing toll is
    an update; a part beside its total and a bound that the other figure keeps are no conflict.
    """
    figures = [figures_of(parsed, c) for c in claims]
    days = [[t.text for t in parsed.tokens[c.first : c.last] if t.lower_ in DAYS] for c in claims]
    subjects = [subject_noun(c) for c in claims]
    for n, b in enumerate(claims):
        for m in range(max(0, n - REACH), n):
            a = claims[m]
            if values := _clash(a, b, figures[m], figures[n]):
                if kind := _differ(parsed, a, b, values):
                    yield Conflict(a, b, kind, f"{values[0]:,.12g} here, {values[1]:,.12g} there")
            elif shares := _put_right(parsed, a, b):
                yield Conflict(a, b, "figures", f"{shares[0]} here, {shares[1]} there")
            elif not subjects[n] or subjects[m] != subjects[n]:
                continue
            elif a.sentence is not b.sentence and (words := _opposite(a, b)):
                yield Conflict(a, b, "polarity", words)
            elif _other_day(a, b, days[m], days[n]):
                yield Conflict(a, b, "dates", f"{days[m][0]} here, {days[n][0]} there")


def figures_of(parsed: Parsed, claim: Claim) -> list[Figure]:
    """Counts in a claim; dates, clock times, ages and measures of time are none."""
    found = []
    for t in parsed.tokens[claim.first : claim.last]:
        value = _value(t) if t.pos_ == "NUM" and not _no_count(t) else None
        if value is None:
            continue
        noun = t.head
        for _ in range(3):
            noun = noun.head if noun.pos_ == "NUM" else noun
        if noun.lemma_.lower() in MEASURES or {noun.head.lower_, t.head.lower_} & WHEN:
            continue
        before = [x.lower_ for x in parsed.tokens[max(t.i - 2, 0) : t.i]]
        bound = next((BOUNDS[w] for w in before if w in BOUNDS), "")
        name = noun.lemma_.lower() if noun.pos_ in ("NOUN", "PROPN") else ""
        found.append(Figure(value, bound, name, _classes(t, noun)))
    return found


def _classes(number: Token, noun: Token) -> frozenset[str]:
    """What happened to the counted: classes of its adjective and the nearest verb."""
    after = [number.nbor(k) for k in (1, 2) if number.i + k < len(number.doc)]
    own = next((t for t in after if t.pos_ in ("VERB", "ADJ") and noun.pos_ != "NOUN"), None)
    if own is not None and (told := events().get(own.lemma_.lower())):  # "100 wounded"
        return told
    near = [c for c in noun.children if c.pos_ in ("VERB", "ADJ")]
    near += [noun] * (noun.lemma_.lower() in PEOPLE)  # "14 dead"
    near += [t for _, t in zip(range(4), noun.ancestors, strict=False) if t.pos_ == "VERB"][:1]
    return frozenset().union(*(events().get(t.lemma_.lower(), frozenset()) for t in near))


def _no_count(t: Token) -> bool:
    after = t.nbor() if t.i + 1 < len(t.doc) else t
    before = t.nbor(-1) if t.i else t
    return bool(
        YEAR.fullmatch(t.text)
        or after.text == "-"
        or re.fullmatch(r"\d{1,2}[.:]\d{2}", t.text)
        or {before.lower_, after.lower_} & MONTHS
        or (before.text == "," and after.text in (",", ".") and t.head.pos_ == "PROPN")
        or before.text == after.text == ","
        or before.lower_ == "aged"
        or (before.lower_ == "of" and before.head.tag_ == "NN" and before.head.lemma_ in AGES)
        or (t.lower_ in ("one", "1") and after.lower_ == "of")
    )


def _value(token: Token) -> float | None:
    text = token.lower_.replace(",", "")
    scale = SCALES.get(token.nbor().lower_, 1) if token.i + 1 < len(token.doc) else 1
    if text in NUMBERS:
        return float(NUMBERS[text] * scale)
    return float(text) * scale if re.fullmatch(r"\d+(\.\d+)?", text, re.A) else None


def _clash(
    a: Claim, b: Claim, mine: list[Figure], theirs: list[Figure]
) -> tuple[float, float] | None:
    """The two values of one count that do not go together, None where there are none."""
    if not mine or not theirs or PART.search(a.text) or PART.search(b.text):
        return None
    apart = b.sentence.sentence_id - a.sentence.sentence_id
    bare = not any(f.classes for f in theirs)
    named = _told_of(b) if bare else ()  # "the toll" is of the dead, not "the number of wounded"
    mine = [
        f for f in mine if not named or f.classes.intersection(named) or (not f.classes and f.noun)
    ]
    bare = apart <= NEAR and len(mine) == len(theirs) == 1 and _points_back(b)
    once = [[f for f in fs if sum(f.noun == g.noun for g in fs) == 1] for fs in (mine, theirs)]
    for x in once[0]:
        for y in once[1]:
            one = _one_noun(x, y) and bool(x.classes & y.classes)
            one |= x.noun == y.noun != "" and a.head.lemma_ == b.head.lemma_ and _alike(a, b)
            if not _fits(x, y) and (bare or (one and not elsewhere(a, b))):
                return x.value, y.value
    return None


def _put_right(parsed: Parsed, a: Claim, b: Claim) -> list[str]:
    """The figures of "has fallen by 40 percent", "In fact it has fallen by 12 percent", or []."""
    apart = b.sentence.sentence_id - a.sentence.sentence_id
    if apart > NEAR or a.head.lemma_ != b.head.lemma_ or same_voice(a.voice, b.voice):
        return []
    if not FLATLY.search(parsed.text(b.sentence.start, b.sentence.end)):
        return []
    numbers = [[t.text for t in parsed.tokens[c.first : c.last] if t.pos_ == "NUM"] for c in (a, b)]
    one = len(numbers[0]) == len(numbers[1]) == 1 and numbers[0] != numbers[1]
    return [*numbers[0], *numbers[1]] if one else []


def _one_noun(x: Figure, y: Figure) -> bool:
    """Are the same counted: "4 injured", "eleven people"?"""
    return x.noun == y.noun != "" or (x.noun != y.noun and {x.noun, y.noun} <= PEOPLE)


def _differ(parsed: Parsed, a: Claim, b: Claim, values: tuple[float, float]) -> str:
    """Figures of two voices, or an update: a count that has grown or was corrected since; or "".

    Two figures of one voice, or of none that is named, are parts of one account.
    """
    sentence = parsed.text(b.sentence.start, b.sentence.end)
    days = [_days(parsed, c) for c in (a, b)]
    later = GROWING.search(sentence) or (all(days) and days[0] != days[1])
    first = parsed.text(a.sentence.start, a.sentence.end)
    before = values[1] < values[0] and (EARLIER.search(sentence) or GROWING.search(first))
    if CORRECTED.search(sentence) or (values[1] > values[0] and later):
        return "update"
    told = any(c.voice.attribution != "none" and c.voice.source for c in (a, b))
    open_ = b.voice.source.lower() in POINTING  # "it had put the dead at two": who is not known
    apart = told and not before and not open_ and not same_voice(a.voice, b.voice)
    return "figures" if apart else ""


def _days(parsed: Parsed, claim: Claim) -> set[str]:
    """Days named in the sentence of a claim."""
    tokens = parsed.tokens[claim.sentence.first : claim.sentence.last]
    return {t.lower_ for t in tokens if t.lower_ in DAYS}


def _told_of(claim: Claim) -> frozenset[str]:
    """What happened to those whom a bare figure counts, where the claim's own words say so."""
    words = [w.lower() for w in re.findall(r"[A-Za-z]+", claim.text)]
    lemmas = ["die"] * ("toll" in words) + ["wound"] * ("wounded" in words or "injured" in words)
    return frozenset().union(*(events().get(w, frozenset()) for w in lemmas + words))


def _points_back(claim: Claim) -> bool:
    """As in "it at 28,400", "the toll at 52", "speaks of eleven", "there were two"."""
    doc = claim.head.doc
    words = {t.lower_ for t in doc[claim.first : claim.last]}
    for t in doc[claim.first : claim.last]:
        if t.pos_ != "NUM" or t.head.pos_ in ("NOUN", "PROPN") or _no_count(t):
            continue
        verbs = {v.lemma_ for _, v in zip(range(3), t.ancestors, strict=False)}
        told = t.dep_ == "attr" and (own_subject(t.head) or t).lower_ in POINTING
        if told or words & TOLL or verbs & COUNTING:
            return True
    return False


def _fits(a: Figure, b: Figure) -> bool:
    """Can both be true: "at least 12" and 14?"""
    high, low = (a, b) if a.value > b.value else (b, a)
    return a.value == b.value or low.bound == ">" or high.bound == "<"


@cache
def _opposites() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for _, row in read_rows("opposites.csv", ("one", "other")):
        for one, other in ((row["one"], row["other"]), (row["other"], row["one"])):
            found[one] = found.get(one, frozenset()) | {other}
    return found


def _opposite(a: Claim, b: Claim) -> str:
    """How two claims on one subject exclude each other: a negation, or a word and its opposite."""
    if mood(a) != mood(b) or elsewhere(a, b):
        return ""
    if negated(a) == negated(b):
        mine, theirs = states(a), states(b)
        pair = next(((x, y) for x in mine for y in theirs if y in _opposites().get(x, ())), None)
        return f"“{pair[0]}” here, “{pair[1]}” there" if pair else ""
    if a.head.lemma_ != b.head.lemma_ or not _alike(a, b):
        return ""
    return f"“{a.head.text}” once with and once without a negation"


def _alike(a: Claim, b: Claim) -> bool:
    shared = len(a.words & b.words)
    return shared >= 2 and 2 * shared >= SAME * (len(a.words) + len(b.words))


def _other_day(a: Claim, b: Claim, mine: list[str], theirs: list[str]) -> bool:
    """The same told of two days: "closed on Monday", "closed on Tuesday"."""
    one = len(mine) == len(theirs) == 1 and mine != theirs
    return one and a.head.lemma_ == b.head.lemma_ and _alike(a, b)


def agreeing(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of claims of two named voices that say the same; a headline repeats the text."""
    told = [c for c in claims if c.voice.attribution != "none" and c.voice.source]
    told = [c for c in told if not c.sentence.is_heading]
    for n, b in enumerate(told):
        for a in told[max(0, n - REACH) : n]:
            same = _alike(a, b) and negated(a) == negated(b) and mood(a) == mood(b)
            if same and not same_voice(a.voice, b.voice):
                numbers = [
                    {t.lower_ for t in c.head.doc[c.first : c.last] if t.pos_ == "NUM"}
                    for c in (a, b)
                ]
                if numbers[0] == numbers[1]:
                    yield a, b


def disputed(pair: Conflict) -> bool:
    """Do two voices differ? Days are told loosely, and nobody disputes himself."""
    return pair.kind in ("figures", "polarity") and not same_voice(
        pair.earlier.voice, pair.later.voice
    )
