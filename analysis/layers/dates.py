"""When an act happened, as far as the text says: an interval of days, and what gave it."""

import re
from datetime import date
from functools import lru_cache

from ..text.parse import Parsed, Sentence, normalise
from .periods import HOLIDAYS, MONTHS, ONE, UNIT_DAYS, Days, count, shift
from .tenses import clause_of
from .time_words import COUNT, PATTERNS, UNIT, Clock

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
NEEDS_WORD = re.compile(
    r"^(?:in|since|until|till|by|before|after|during|throughout|from|last|this|next|of|early|late"
    r"|mid|the)\b"
)
THE_COUNT = COUNT.replace("(", "(the|", 1)
AFTER = re.compile(rf"\b{THE_COUNT} {UNIT} (after|before|later than)\b[^,;.]{{0,60}}$")
COUNTED = re.compile(rf"\b{THE_COUNT} {UNIT} (after|before|later|earlier)\b[^;.,]{{0,80}}$")
EVE = re.compile(r"\b(?:on )?the eve of\b[^;,.]{0,60}$")
BESIDE = re.compile(
    rf"\b(?:the (?P<way>previous|next|following|same) day|{COUNT} {UNIT} (later|earlier|before))\b"
)
BACK = ("earlier", "before")
DEADLINE = re.compile(  # "has until Friday", "due in court on Monday", "invited to talks on"
    r"\b(?:(?:has|have|gave|gives?|given)\b[^,;.]{0,40}\buntil|(?<!was )(?<!were )(?:due|slated)"
    r"\b[^,;.]{0,50}\bon|(?:invited?|invites|summon(?:s|ed)) [^,;.]{2,50}\bto\b[^,;.]{2,40}\bon)"
    r"\s+(?:the\s+)?$"
)
RECORD = re.compile(  # "the worst fighting since 2019" compares, and dates nothing
    r"\b(?:first|most|least|worst|best|only|\w{3,}est)\b[^,;.]{0,50}\bsince\b.{0,8}$"
)
BRACKET = re.compile(r"\([^()]*\b(?:gmt|utc)\b[^()]*\)")  # the hour once more, for other places
ABSOLUTE = frozenset(("iso date", "range", "date", "month and year", "year", "season", "decade"))


def date_of(
    parsed: Parsed, offset: int, planned: bool = False, published: date | None = None
) -> tuple[str, str, str]:
    """(start, end, rule) of what is told at this character: ISO days, '' where left open.

    The nearest time expression of the act's own clause counts, else what it is counted from ("three
    days after the raid"); a plan has that of whoever tells it. The width of the interval is its
    precision: a day for "on Monday", a week for "last week", open to the article's day for "since
    September". Relative expressions are counted from `published` (by default the article's);
    without it they stay open and the rule says so. The tense decides between last and next May, and
    what is told as past never lies after publication; `planned` acts look ahead. No expression:
    ('', '', '').
    """
    sentence, published = parsed.sentence_of(offset), published or parsed.article.published
    if sentence is None:
        return "", "", ""
    at, text = offset - sentence.start, _lower(parsed, sentence)
    if ANY.search(text):
        tokens = parsed.tokens[sentence.first : sentence.last]
        clause = clause_of(tokens, offset, planned)
        ranked = [  # - 2: before a stop that may shorten a month, "1 July."
            (rank, max(f[0] - at, at - f[1]), f)
            for tense in ("past", "planned", "")
            for f in expressions(text, published, tense)
            if (rank := clause.rank(sentence.start + f[1] - 2)) >= 0 and tense == clause.tense(rank)
        ]
        later = COUNTED.search(text[:at])  # "on Monday …; two days later it fired"
        if ranked and not (later and all(f[1] <= later.start() for *_, f in ranked)):
            return _own(text, min(ranked)[2], at, published)[2:]
        if counted := _counted(text[:at], published) or _beside(parsed, sentence, text, published):
            return counted
        if planned and clause.teller is not None:
            return date_of(parsed, clause.teller, published=published)
    return "", "", ""


def _own(text: str, found: Found, at: int, published: date | None) -> Found:
    """The day of the event itself that an expression counts from: of the raid in its own clause.

    "two days after the [raid] of 4 October", "since 2008, when it [shelled] the port"
    """
    first, last = found[:2]
    if first <= at < last:
        inner = expressions(text[at:last], published, "past")
    elif at > last and text[last:].startswith((", when ", " when ")):
        inner = expressions(re.sub(r"^(?:since|until|after) ", "in ", text[first:last]), published)
    else:
        return found
    return inner[-1] if inner else found


def _beside(
    parsed: Parsed, sentence: Sentence, text: str, published: date | None
) -> tuple[str, str, str] | None:
    """The day counted from that of the sentence before: "A day later …", "the previous day"."""
    m = BESIDE.search(text)
    if not (m and sentence.sentence_id) or expressions(text, published, "past"):
        return None
    before = expressions(_lower(parsed, parsed.sentences[sentence.sentence_id - 1]), published)
    if not (before and before[-1][2] and before[-1][2] == before[-1][3]):
        return None
    n = {"previous": -1, "same": 0}.get(m["way"] or "", 1) if m["way"] else count(m[2])
    day = shift(date.fromisoformat(before[-1][2]), m[3] or "day", -n if m[4] in BACK else n)
    return day.isoformat(), day.isoformat(), f"{m.group()}: {before[-1][4]}"


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


@lru_cache(maxsize=512)
def expressions(text: str, published: date | None, tense: str = "") -> list[Found]:
    """(start, end, first day, last day, rule) of every time expression in a lower-case text.

    Dates that do not exist are left out.  tense : past, planned or "".

    >>> expressions("shut since early 2030", date(2031, 3, 20))
    [(11, 21, '2030-01-01', '2031-03-20', 'since year: early 2030')]
    """
    if not ANY.search(text):
        return []
    text = BRACKET.sub(_blank, text)
    spans: list[Span] = []
    for rule, pattern, reader in PATTERNS:
        for m in pattern.finditer(text):
            if any(a < m.end() and m.start() < b for a, b, _, _ in spans):
                continue
            if rule in ("month", "year") and not _introduced(text, m):
                continue
            ahead = bool(DEADLINE.search(text[: m.start()]))
            clock = published and Clock(published, "planned" if ahead else tense)
            counted = clock or rule in ABSOLUTE
            try:
                days = reader(m, clock) if counted else None  # type: ignore[arg-type]
            except (ValueError, OverflowError, TypeError):
                continue
            why = "" if days else " (the article's date is unknown)"
            if tense == "past" and published and days and days[0] > published:
                days, why = None, " (after publication)"
            told = text[m.end() :].startswith((", when ", " when "))
            if told or not RECORD.search(text[: m.start() + 5]):
                spans.append((*m.span(), days, f"{rule}: {m.group()}{why}"))
    return [_opened(text, span, published, tense) for span in _merged(text, sorted(spans, key=_at))]


def _blank(m: re.Match[str]) -> str:
    return " " * len(m.group())


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
        return a, b, "", "", rule
    first: date | None = days[0]
    last: date | None = days[1]
    own_event = rule.endswith("'s")  # "before Friday's raid": the day of the raid itself
    if not own_event and (eve := EVE.search(text[:a])):
        days = days[0] - ONE, days[0] - ONE
        return eve.start(), b, days[0].isoformat(), days[1].isoformat(), f"the eve of {rule}"
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
        first, last, rule = (
            None,
            days[1] if word == "by" or "end of" in rule else days[0],
            f"{word} {rule}",
        )
    if (
        tense == "past"
        and published
        and last
        and last > published
        and (not first or first <= published)
    ):
        last = published
    return a, b, first.isoformat() if first else "", last.isoformat() if last else "", rule
