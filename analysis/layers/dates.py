"""When an act happened, as far as the text says: an interval of days, and what gave it."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from spacy.tokens import Token

from ..text.parse import Parsed, Sentence, normalise
from .time_words import (
    COUNT,
    HOLIDAYS,
    MONTHS,
    ONE,
    PATTERNS,
    UNIT,
    UNIT_DAYS,
    Clock,
    Days,
    count,
    shift,
)

Found = tuple[int, int, str, str, str]
Span = tuple[int, int, Days | None, str]
MERGED = re.compile(r"\s*(?:to|and|until|till|through|[–—-])?\s*(?:the\s+)?$")
RANGE_CLOSES = re.compile(r"\b(?:from|between)\b.{2,30}\b(?:to|and|until|till|through)\s+$")
RANGE_OPENS = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$")
ANY = re.compile(
    r"\d{4}|\d{1,2}-|\bago\b|today|tonight|yesterday|tomorrow|overnight|morning|night|week|month"
    r"|year|decade|spring|summer|autumn|fall|winter|day|"
    + "|".join(m[:3] for m in MONTHS)
    + "|"
    + "|".join(HOLIDAYS)
)
EDGE = re.compile(
    r"\b(since|until|till|before|by|after|from)\s+(?:at least\s+|the\s+|last\s+|this\s+)?$"
)
POINTS_BACK = re.compile(r"[\"']?(?:he|she|they|it|there|then|at the time|the same day)\b")
NEEDS_WORD = re.compile(
    r"^(?:in|since|until|till|by|before|after|during|from|last|this|next|of|early|late|mid|the)\b"
)
AFTER = re.compile(rf"\b{COUNT} {UNIT} (after|before|later than)\b[^,;.]{{0,60}}$")
COUNTED = re.compile(rf"\b{COUNT} {UNIT} (after|before|later|earlier)\b[^;.,]{{0,80}}$")
LATER = re.compile(rf"\b{COUNT} {UNIT} (?:later|earlier)\b[^;.,]{{0,80}}$")
ENDS = ("until", "till", "before", "by")  # "The offer stands until Friday." dates no other sentence
ABSOLUTE = frozenset(("iso date", "range", "date", "month and year", "year", "decade"))


def date_of(
    parsed: Parsed, offset: int, planned: bool = False, published: date | None = None
) -> tuple[str, str, str]:
    """(start, end, rule) of what is told at this character: ISO days, '' where left open.

    The nearest time expression of the act's own clause counts, else what it is counted from ("three
    days after the raid"); a plan has that of whoever tells it; a sentence without one that starts
    by pointing back ("He", "There") takes that of the sentence before. The width of the interval is
    its precision: a day for "on Monday", a week for "last week", open to the article's day for
    "since September". Relative expressions are counted from `published` (by default the article's);
    without it they stay open and the rule says so. The tense decides between last and next May, and
    what is told as past never lies after publication; `planned` acts look ahead. No expression:
    ('', '', '').
    """
    sentence, published = parsed.sentence_of(offset), published or parsed.article.published
    if sentence is None:
        return "", "", ""
    at, text = offset - sentence.start, _lower(parsed, sentence)
    if ANY.search(text):
        own, past, teller = _clause(parsed, sentence, offset)
        tense = "past" if past else "planned" if planned else ""
        found = [f for f in expressions(text, published, tense) if own(sentence.start + f[1] - 1)]
        later = LATER.search(text[:at])  # "on Monday …; two days later it fired"
        if found and not (later and all(f[1] <= later.start() for f in found)):
            return min(found, key=lambda f: max(f[0] - at, at - f[1]))[2:]
        if counted := _counted(text[:at], published):
            return counted
        if planned and teller is not None:
            return date_of(parsed, teller, published=published)
    if POINTS_BACK.match(text) and sentence.sentence_id:
        before = parsed.sentences[sentence.sentence_id - 1]
        found = [] if before.is_heading else expressions(_lower(parsed, before), published)
        if found and not found[-1][4].startswith(ENDS):
            return *found[-1][2:4], "sentence before: " + found[-1][4]
    return "", "", ""


def _counted(text: str, published: date | None) -> tuple[str, str, str] | None:
    """The day of "fired" in "replied on Friday, three days after Varnia [fired]"."""
    m = COUNTED.search(text)
    before = expressions(text[: m.start()], published, "past") if m else []
    if not (m and before and before[-1][2] and before[-1][3]):
        return None
    n = count(m[1]) * (-1 if m[3] == "after" else 1)
    days = [shift(date.fromisoformat(day), m[2], n) for day in before[-1][2:4]]
    width = UNIT_DAYS[m[2]] // 2 * ONE if m[2] != "day" else 0 * ONE
    rule = f"{m[1]} {m[2]} {m[3]} {before[-1][4]}"
    return (days[0] - width).isoformat(), (days[1] + width).isoformat(), rule


def _lower(parsed: Parsed, sentence: Sentence) -> str:
    return normalise(parsed.text(sentence.start, sentence.end)).lower()


def _apart(word: Token) -> bool:
    """Whether it has a time of its own: "after Varnia fired", "accused on Monday of firing"."""
    above = word.head.lower_ if word.dep_ in ("pcomp", "pobj") else ""
    marks = {k.lower_ for k in word.children if k.dep_ == "mark"}
    charged = word.dep_ == "pcomp" and above in ("of", "for")
    return charged or bool({above, *marks} & {"after", "before", "since", "until", "if", "unless"})


def _past(verb: Token) -> bool:
    """Whether it is told as done: "fired", "has fired", "was shut"; not "will be shut"."""
    helps = {k.tag_ for k in verb.children if k.lemma_ in ("have", "be") and k.dep_[:3] == "aux"}
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and (not helps or bool(helps - {"VB"})))


def _clause(
    parsed: Parsed, sentence: Sentence, offset: int
) -> tuple[Callable[[int], bool], bool, int | None]:
    """Whether a character is in the clause of the word at `offset`; whether it is past; who tells.

    A clause shares the dates of the verb that it is joined to, completes or follows from ("fired on
    Monday, killing two"), not those of who says so, whose verb begins at the third value.
    """
    tokens = parsed.tokens[sentence.first : sentence.last]
    trigger = max((t for t in tokens if t.idx <= offset), key=lambda t: t.idx, default=tokens[0])
    joined = {"conj", "xcomp", "pcomp", "acl", "advcl", "prep"}
    above, node, past = {trigger.i}, trigger, False
    for _ in range(len(tokens)):
        if node.pos_ in ("VERB", "AUX"):
            own_clause = len(above) == 1 or not past
            past = past or (own_clause and _past(node))
            if node.dep_ not in joined and node.dep_ != "relcl":
                break
        if node.dep_ == "relcl" and any(k.lower_ == "when" for k in node.children):
            above.add(node.head.i)
        if node.dep_ == "relcl" or node.head.i == node.i or _apart(node):
            break
        node = node.head
        above.add(node.i)

    def own(at: int) -> bool:
        word = max((t for t in tokens if t.idx <= at), key=lambda t: t.idx, default=tokens[0])
        for _ in range(len(tokens)):
            if word.i in above:
                return True
            if word.pos_ in ("VERB", "AUX") and word.dep_ in ("relcl", "ccomp", "advcl", "acl"):
                return False
            if word.head.i == word.i:
                return False
            word = word.head
        return False

    return own, past, node.head.idx if node.dep_ == "ccomp" else None


@lru_cache(maxsize=512)
def expressions(text: str, published: date | None, tense: str = "") -> list[Found]:
    """(start, end, first day, last day, rule) of every time expression in a lower-case text.

    Dates that do not exist are left out.  tense : past, planned or "".

    >>> expressions("shut since early 2030", date(2031, 3, 20))
    [(11, 21, '2030-01-01', '2031-03-20', 'since year: early 2030')]
    """
    if not ANY.search(text):
        return []
    clock = None if published is None else Clock(published, tense)
    spans: list[Span] = []
    for rule, pattern, reader in PATTERNS:
        for m in pattern.finditer(text):
            if any(a < m.end() and m.start() < b for a, b, _, _ in spans):
                continue
            if rule in ("month", "year") and not _introduced(text, m):
                continue
            try:
                days = reader(m, clock) if clock or rule in ABSOLUTE else None  # type: ignore[arg-type]
            except (ValueError, OverflowError, TypeError):
                continue
            spans.append((*m.span(), days, f"{rule}: {m.group()}"))
    return [_opened(text, span, published, tense) for span in _merged(text, sorted(spans, key=_at))]


def _introduced(text: str, m: re.Match[str]) -> bool:
    """Whether a word introduces a bare month or year: "in May", "from 2011 to 2014"."""
    if NEEDS_WORD.match(m.group()):
        return True
    number = m.start() + len(m.group()) - len(m.group().split()[-1])
    return bool(RANGE_OPENS.search(text[:number]) or RANGE_CLOSES.search(text[:number]))


def _at(span: Span) -> int:
    return span[0]


def _merged(text: str, spans: list[Span]) -> list[Span]:
    """Join "from 3 March to 5 April" into one expression."""
    out: list[Span] = []
    for span in spans:
        if out:
            a, b, days, _ = out[-1]
            between = text[b : span[0]]
            opened = RANGE_OPENS.search(text[:a]) or re.match(r"(?:from|between)\b", text[a:b])
            if days and span[2] and MERGED.fullmatch(between) and (opened or "–" in between):
                first, last = days[0], span[2][1]
                if first <= last:
                    out[-1] = (a, span[1], (first, last), f"range: {text[a : span[1]]}")
                    continue
        out.append(span)
    return out


def _opened(text: str, span: Span, published: date | None, tense: str) -> Found:
    """Open or shut the interval after a preposition (since, until, by), or count from it."""
    a, b, days, rule = span
    if days is None:
        return a, b, "", "", rule + " (the article's date is unknown)"
    first: date | None = days[0]
    last: date | None = days[1]
    # "before Friday's raid", "since Friday, when they raided": the day of the raid itself
    own_event = rule.endswith("'s") or text[b:].startswith((", when ", " when "))
    if not own_event and (counted := AFTER.search(text[:a])):
        n = count(counted[1]) * (-1 if counted[3] == "before" else 1)
        width = UNIT_DAYS[counted[2]] // 2 * ONE if counted[2] != "day" else 0 * ONE
        try:
            first = shift(days[0], counted[2], n) - width
            last = shift(days[1], counted[2], n) + width
        except (ValueError, OverflowError):
            first = last = None
        rule = f"{counted[0].split(counted[3])[0]}{counted[3]} {rule}"
        return (
            counted.start(),
            b,
            first.isoformat() if first else "",
            last.isoformat() if last else "",
            rule,
        )
    edge = None if own_event else EDGE.search(text[:a])
    word = edge[1] if edge else text[a:b].split()[0]
    if rule.startswith("range") and word in ("from", "after"):
        word = ""
    if word in ("since", "after", "from"):
        last = published if published and published >= days[0] else None
        rule = f"{word} {rule}"
    elif word in ("until", "till", "before", "by"):
        first, last, rule = None, days[1] if word == "by" else days[0], f"{word} {rule}"
    if (
        tense == "past"
        and published
        and last
        and last > published
        and (not first or first <= published)
    ):
        last = published
    return a, b, first.isoformat() if first else "", last.isoformat() if last else "", rule
