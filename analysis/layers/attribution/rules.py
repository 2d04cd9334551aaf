"""What no corpus of single reports teaches.

Transcripts, and quotations that go on without a word on who speaks.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from ...text.article import Span
from ...text.parse import Parsed
from .nested import may_speak, span_of, words_of
from .statements import Quoted

# "MARÍA PÉREZ: …", "Q: …", "Minister Okoye: …" at the beginning of a line
TURN = re.compile(
    r"[\"“]?(?P<name>[A-Z][\w.'’-]*"
    r"(?: (?:(?:de|la|del|van|von|bin|al|of|the) )*[A-Z][\w.'’()-]*){0,4}):[ \t]+(?=\S)"
)
HOST = re.compile(
    r"\b(?:presenter|host|interviewer)\W+(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)", re.I
)
MIN_TURNS = 3  # fewer lines of that form: headings and lists, no transcript
RULE_SCORE = 0.5  # share of right ones among such additions is not known; shown as even odds
MARKS = frozenset('"“')
SELF = frozenset(("i", "we", "you"))
TELLING = frozenset(  # verbs that stand behind what is said
    "say tell admit concede acknowledge confirm announce report claim add state warn stress insist "
    "explain reveal disclose estimate".split()
)
TENSED = frozenset(("VBD", "VBZ", "VBP"))


def complete(parsed: Parsed, found: list[Quoted]) -> list[Quoted]:
    """The statements found by the model, kept apart by the turns of a transcript.

    And those that only the layout tells of: a turn is its speaker's statement, whole; the
    presenter speaks for the outlet.
    """
    if turns := _turns(parsed):
        parts = (part for statement in found for part in _by_turn(parsed, statement, turns))
        others = [s for s in parts if not _speaks_in_turn(parsed, s, turns)]
        return others + [t for t in turns if not _is_host(parsed, parsed.text(*t.source[0]))]
    told = (s for s in found if not _after_a_dateline(parsed, s) or _has_word(parsed, s.cue))
    found = [_by_subject(parsed, s) for s in told]
    return _add_behind(parsed, found + _continued(parsed, found))


def _behind(parsed: Parsed) -> Iterator[Quoted]:
    """Who says it stands behind the sentence: "P and Q, the ship's owner Orr admitted on Friday".

    Behind the verb come only whom it is told to and when.
    """
    for sentence in parsed.sentences:
        words = parsed.tokens[sentence.first : sentence.last]
        verb = next((t for t in reversed(words) if t.tag_ in TENSED), None)
        noun = _teller(verb) if verb is not None and not sentence.is_heading else None
        if verb is None or noun is None:
            continue
        comma = noun.left_edge.i - 1
        said = parsed.tokens[_opening(words) : comma]
        after = parsed.tokens[verb.i + 1 : sentence.last]
        ended = all(t.pos_ not in ("VERB", "AUX") and t.text != "," for t in after)
        if (
            not ended
            or not any(t.tag_ in TENSED or t.tag_ == "VBN" for t in said)
            or parsed.tokens[comma].text != ","
        ):
            continue
        end = parsed.tokens[min(noun.right_edge.i, verb.i - 1)]
        source = (noun.left_edge.idx, end.idx + len(end))
        yield Quoted(span_of(said), [source], span_of([verb]), RULE_SCORE)


def _teller(verb: Token) -> Token | None:
    """The person or body before a verb of telling."""
    if verb.lemma_ not in TELLING:
        return None
    nouns = [c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i]
    noun = nouns[-1] if nouns else None
    named = noun is not None and any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in noun.children)
    return noun if noun is not None and (named or may_speak(noun)) else None


def _opening(words: list[Token]) -> int:
    """First token after a dateline that ends in a dash."""
    dash = next((t.i for t in words[1:6] if t.text in ("—", "–", "--", "-")), words[0].i - 1)
    return dash + 1


def _add_behind(parsed: Parsed, found: list[Quoted]) -> list[Quoted]:
    """`found` with what the model overlooked, or took for the second of two clauses only."""
    for s in _behind(parsed):
        start, end = s.content[0]
        cues = [f for f in found if any(a < s.cue[0][1] and s.cue[0][0] < b for a, b in f.cue)]
        held = [f for f in found if any(a < end and start < b for a, b in f.content)]
        if not cues and not held:
            found = [*found, s]
        elif cues == held and len(cues) == 1 and len(cues[0].content) == 1:
            low = cues[0].content[0][0]
            word = parsed.doc.char_span(low, low + 1, alignment_mode="expand")
            bare = "," not in parsed.text(start, max(low, start))
            joined = start < low < end and word is not None and (word[0].tag_ == "VBG" or bare)
            joined |= low == start and cues[0].content[0][1] < end  # "[Another pier] burned, …"
            if joined or (low >= start and cues[0].content[0][1] > end):  # or into the source
                whole = replace(cues[0], content=s.content, source=s.source)
                found = [whole if f is cues[0] else f for f in found]
    return found


def _after_a_dateline(parsed: Parsed, s: Quoted) -> bool:
    """No statement: "Brenn: The mill burned", a place before a sentence of the body."""
    if not s.source:
        return False
    start, end = s.source[0]
    sentence = parsed.sentence_of(start)
    ends = next((last for first, last in parsed.paragraphs if start == first), -1)
    single = parsed.article.text[end : end + 1] == ":" and " " not in parsed.text(start, end)
    if sentence is None or sentence.is_heading or not single:
        return False
    return ends > sentence.end or (ends >= 0 and sentence.sentence_id > 0)  # else a headline


def _has_word(parsed: Parsed, spans: list[Span]) -> bool:
    return any(t.is_alpha for t in words_of(parsed, spans))


def _by_subject(parsed: Parsed, s: Quoted) -> Quoted:
    """Not by the place of the dateline, but by the subject of the word of saying."""
    if not _after_a_dateline(parsed, s):
        return s
    said = (c for t in words_of(parsed, s.cue) for c in t.children if c.dep_ == "nsubj")
    source = [(c.left_edge.idx, c.right_edge.idx + len(c.right_edge)) for c in said]
    return replace(s, source=source[:1] or s.source)


def _overlaps(covered: list[Span], span: Span) -> bool:
    i = bisect_right(covered, (span[1], 0))
    return any(covered[k][1] > span[0] for k in range(max(0, i - 3), i))


def _turns(parsed: Parsed) -> list[Quoted]:
    """The turns of a transcript; the name before the colon says what follows.

    Elsewhere than in a text of turns alone, a name that comes once and that the text knows from
    nowhere else is a label ("PICTURED: …").
    """
    text = parsed.article.text
    lines = [
        (m.group("name"), m, end)
        for start, end in parsed.paragraphs
        if (m := TURN.match(text, start, end))
    ]
    times, alone = Counter(name for name, _, _ in lines), len(lines) == len(parsed.paragraphs)
    turns = [
        Quoted([(m.end(), end)], [m.span("name")], [], RULE_SCORE)
        for name, m, end in lines
        if alone or times[name] > 1 or (name.isupper() and name.split()[-1].title() in text)
    ]
    if len(turns) < MIN_TURNS:
        return []
    starts = [t.source[0][0] for t in turns]
    for start, end in parsed.paragraphs:  # a quoted turn goes on in paragraphs that open so again
        k = bisect_right(starts, start + 1) - 1
        mark = text[start : start + 2]
        if k >= 0 and start > turns[k].content[0][0] and mark[0] in MARKS and mark[1].isalnum():
            turns[k].content.append((start, end))
    return turns


def _is_host(parsed: Parsed, name: str) -> bool:
    """Does the text present the programme's own voice: "Presenter: Ana Dole", "Q"?"""
    if name in ("Q", "QUESTION"):
        return True
    return any(
        m.group("name").split()[-1].upper() == name.split()[-1].upper()
        for m in HOST.finditer(parsed.article.text)
    )


def _speaks_in_turn(parsed: Parsed, s: Quoted, turns: list[Quoted]) -> bool:
    """Is it a part of what the one whose turn it is says ("I think …"), or said by a name alone?"""
    names = [t.source[0] for t in turns]
    source = parsed.text(*s.source[0]) if s.source else ""
    by_name = any(s.source and s.source[0] == name for name in names)
    within = any(a <= s.content[0][0] < b for t in turns for a, b in t.content)
    return by_name or (within and source.lower() in SELF | {""})


def _by_turn(parsed: Parsed, statement: Quoted, turns: list[Quoted]) -> Iterator[Quoted]:
    """A statement that runs over several turns ends with the first."""
    starts = [t.source[0][0] for t in turns]
    end = next((start for start in starts if start > statement.content[0][0]), None)
    content = [(a, min(b, end)) if end else (a, b) for a, b in statement.content]
    content = [(a, b) for a, b in content if a < b]
    if content:
        yield replace(statement, content=content)


def _continued(parsed: Parsed, found: list[Quoted]) -> list[Quoted]:
    """Quotations that open a paragraph without a source: by the speaker of the one before."""
    covered = sorted(span for statement in found for span in statement.content)
    speakers = {}  # paragraph -> source of its last quotation
    starts = [start for start, _ in parsed.paragraphs]
    quoted = sorted((q.start, q.end) for q in parsed.quotes)
    for statement in sorted(found, key=lambda s: s.content[-1]):
        if statement.source and _overlaps(quoted, statement.content[-1]):
            speakers[bisect_right(starts, statement.content[-1][1] - 1) - 1] = statement.source
    added = []
    for quote in parsed.quotes:
        here = bisect_right(starts, quote.start) - 1
        opens = here >= 0 and quote.start == starts[here]
        if (
            quote.kind == "speech"
            and opens
            and here - 1 in speakers
            and not _overlaps(covered, (quote.start, quote.end))
        ):
            speakers[here] = speakers[here - 1]
            added.append(Quoted([(quote.start, quote.end)], speakers[here], [], RULE_SCORE))
    return added
