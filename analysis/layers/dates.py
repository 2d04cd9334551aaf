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
ABSOLUTE = frozenset(("iso date", "range", "date", "month and year", "year", "decade"))


def date_of(
    parsed: Parsed, offset: int, published: date | None = None, planned: bool = False
) -> tuple[str, str, str]:
    """(start, end, rule) of what is told at this character: ISO days, '' where left open.

    The nearest time expression of the act's own clause counts; a sentence without one that starts
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
        own, past = _clause(parsed, sentence, offset)
        tense = "planned" if planned else "past" if past else ""
        found = [f for f in expressions(text, published, tense) if own(sentence.start + f[1] - 1)]
        if found:
            return min(found, key=lambda f: max(f[0] - at, at - f[1]))[2:]
    if POINTS_BACK.match(text) and sentence.sentence_id:
        before = parsed.sentences[sentence.sentence_id - 1]
        tense = "planned" if planned else ""
        found = [] if before.is_heading else expressions(_lower(parsed, before), published, tense)
        return (*found[-1][2:4], "sentence before: " + found[-1][4]) if found else ("", "", "")
    return "", "", ""


def _lower(parsed: Parsed, sentence: Sentence) -> str:
    return normalise(parsed.text(sentence.start, sentence.end)).lower()


def _apart(verb: Token) -> bool:
    """Whether a clause has a time of its own: "three days after Pelmora fired"."""
    above = verb.head.lower_ if verb.dep_ == "pcomp" else ""
    marks = {k.lower_ for k in verb.children if k.dep_ == "mark"}
    return bool({above, *marks} & {"after", "before", "since", "until"})


def _clause(parsed: Parsed, sentence: Sentence, offset: int) -> tuple[Callable[[int], bool], bool]:
    """(whether a character belongs to the clause of the word at `offset`, whether it is past).

    A clause shares the dates of the verb that it is joined to, completes or follows from ("fired on
    Monday, killing two"), not those of who says so.
    """
    tokens = parsed.tokens[sentence.first : sentence.last]
    trigger = max((t for t in tokens if t.idx <= offset), key=lambda t: t.idx, default=tokens[0])
    joined = {"conj", "xcomp", "pcomp", "acl", "advcl", "prep"}
    above, node, past = {trigger.i}, trigger, False
    for _ in range(len(tokens)):
        if node.pos_ in ("VERB", "AUX"):
            own_clause = len(above) == 1 or not past
            past = past or (own_clause and node.tag_ in ("VBD", "VBN"))
            if node.dep_ not in joined or _apart(node):
                break
        if node.head.i == node.i:
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

    return own, past


@lru_cache(maxsize=512)
def expressions(text: str, published: date | None, tense: str = "") -> list[Found]:
    """(start, end, first day, last day, rule) of every time expression in a lower-case text.

    Dates that do not exist are left out.  tense : past, planned or "".
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
    if counted := AFTER.search(text[:a]):
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
    edge = EDGE.search(text[:a])
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
