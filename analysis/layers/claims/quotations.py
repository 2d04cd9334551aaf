"""Quotations as propositions: a short quotation is one claim, a long one a claim a sentence."""

from ...text.parse import Parsed
from ...text.quotes import Quote
from .claim_words import VERBAL, is_finite, reporting, subject
from .units import Unit
from .voices import Voice, Voices

ONE_CLAIM = 45  # words up to which a quotation stays one claim
MAIN = frozenset({"ROOT", "ccomp", "parataxis"})
PRECEDES = frozenset(',:"“”-—–')


def quotation_units(parsed: Parsed, voices: Voices) -> list[Unit]:
    """Units for quotations that stand as clauses of their own; terms and broken-off pieces in marks are left to the clause."""
    units = []
    before: tuple[int, Voice] | None = None  # (paragraph, voice) of the last quotation
    for quote in parsed.quotes:
        if quote.kind != "speech" or not _stands_alone(parsed, quote):
            continue
        for start, end, head in _pieces(parsed, quote):
            sentence = parsed.sentence_of(start)
            row = voices.holding(start, end)
            voice = voices.of(row) if row is not None else _speaker(parsed, quote, voices)
            if voice is None and before is not None and sentence.paragraph - before[0] <= 1:
                voice = before[1]
            voice = voice or Voice("", -1, -1, "unattributed", "", "direct")
            before = (sentence.paragraph, voice)
            units.append(
                Unit(start, end, head, "quote", voice, sentence.sentence_id, sentence.paragraph)
            )
    return units


def _stands_alone(parsed: Parsed, quote: Quote) -> bool:
    copy = parsed.article.text
    before = (
        copy[: quote.start].rstrip()[-1:]
        if quote.start < 40
        else copy[quote.start - 40 : quote.start].rstrip()[-1:]
    )
    begins_line = "\n" in copy[max(0, quote.start - 2) : quote.start] or quote.start == 0
    return (
        begins_line
        or before in PRECEDES
        or before in ".!?"
        or copy[quote.inner_start : quote.inner_start + 1].isupper()
    )


def _pieces(parsed: Parsed, quote: Quote):
    """(start, end, head) of the quotation, without an address ('To all airlines: …'), or of each of its sentences."""
    sentences = [s for s in _within(parsed, quote.inner_start, quote.inner_end)]
    if not sentences:
        return
    whole = len(parsed.text(quote.inner_start, quote.inner_end).split()) <= ONE_CLAIM
    groups = [sentences] if whole else [[s] for s in sentences]
    for group in groups:
        start, end = max(quote.inner_start, group[0].start), min(quote.inner_end, group[-1].end)
        tokens = [t for s in group for t in parsed.tokens[s.first : s.last] if start <= t.idx < end]
        tokens = _without_address(tokens)
        heads = [
            t
            for t in tokens
            if t.pos_ in VERBAL and is_finite(t) and t.dep_ not in ("aux", "auxpass")
        ]
        asked = all(
            parsed.text(start, min(end, s.end)).rstrip("\"”' ").endswith("?") for s in group
        )
        if not heads or asked:
            continue
        if tokens[0].pos_ in VERBAL and is_finite(tokens[0]) and tokens[0].text[:1].islower():
            continue  # '“is whether …”': the sentence goes on inside the marks
        start = tokens[0].idx
        text = parsed.text(start, end)
        if len(text.split()) >= 3:
            yield (
                start,
                start + len(text.rstrip(', \n"”')),
                next((t for t in heads if t.dep_ in MAIN), heads[0]),
            )


def _within(parsed: Parsed, start: int, end: int):
    first, last = parsed.sentence_of(start), parsed.sentence_of(end - 1)
    if first is None:
        return []
    last = last or first
    return parsed.sentences[first.sentence_id : last.sentence_id + 1]


def _without_address(tokens: list) -> list:
    """'To all airlines and pilots: the airspace …' → 'the airspace …'."""
    if tokens and tokens[0].lower_ in ("to", "dear"):
        for n, token in enumerate(tokens[:30]):
            if token.text == ":" and n + 3 < len(tokens):
                return tokens[n + 1 :]
    return tokens


def _speaker(parsed: Parsed, quote: Quote, voices: Voices) -> Voice | None:
    """Subject of the nearest verb that brings the quotation in: same sentence, or the one before that ends in a colon."""
    sentences = _within(parsed, quote.start, quote.end)
    if not sentences:
        return None
    verbs = [
        t
        for s in {
            sentences[0].sentence_id: sentences[0],
            sentences[-1].sentence_id: sentences[-1],
        }.values()
        for t in parsed.tokens[s.first : s.last]
        if not quote.start <= t.idx < quote.end
        and t.pos_ == "VERB"
        and any(t.lemma_ in reporting(g) for g in ("speech", "address", "factive"))
    ]
    if not verbs:
        return None
    verb = min(verbs, key=lambda t: min(abs(t.idx - quote.start), abs(t.idx - quote.end)))
    noun = subject(verb)
    return None if noun is None else voices.of_subject(noun, verb.text, "direct")
