"""Statements inside statements: what the trained model, which never nests, leaves out.

"Dole said [the army had denied [it]]", "denied [reports that [the dam broke]]".
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from ...text.article import Span
from ...text.parse import Parsed
from ...text.plain import fold
from ...text.terms import HUMAN_ENDING, read_terms, term_sets
from ..actors.antecedents import saying
from .statements import Quoted

NESTED_SCORE = 0.5  # share of right ones among them is not known; shown as even odds
SUBJECT = frozenset(("nsubj", "nsubjpass"))
QUOTED = frozenset(("dobj", "nsubjpass"))
CITING = frozenset(("citing", "quoting"))
SPOKEN = frozenset("say tell ask".split())  # in a quotation: "They say that …"
OWN = SPOKEN | frozenset(  # of somebody else, or at another time: "He said he had warned them"
    "accuse allege believe claim deny fear insist promise state think warn".split()
)
THIRD = frozenset("he she they it".split())
SELF = THIRD | frozenset("i we you".split())
NOBODY = frozenset("it that this which what there who whoever nobody nothing none anybody".split())
UNREAL = frozenset("would could might should can".split())  # "he would tell" is no telling
HELPERS = frozenset(("aux", "auxpass", "advmod", "prt", "dobj", "dative"))
NOUNS = frozenset(
    "accusation admission allegation assertion belief charge claim complaint conclusion criticism "
    "denial estimate fear finding hope notice opinion pledge promise report rumor rumour statement "
    "suggestion suspicion threat view warning".split()
)
TAILS = NOUNS | frozenset("account charge something version".split())


def add_nested(parsed: Parsed, found: list[Quoted]) -> list[Quoted]:
    """`found` and the statements within their contents that a clause or a noun of saying tells."""
    found = _relayed(parsed, _tails(parsed, found))
    cues = _Spans(span for s in found for span in s.cue)
    contents = _Spans(span for s in found for span in s.content)
    added = []
    for token in parsed.tokens:
        outer = contents.around(token.idx, _end(token))
        if outer is None or cues.around(token.idx, _end(token)) is not None:
            continue
        statement = _by_verb(token) or _by_noun(token) or _by_according(token)
        if statement is not None:
            spans = statement.source + statement.cue + statement.content
            if not _kept(parsed, statement, token):
                continue
            held = all(outer[0] <= a and b <= outer[1] for a, b in spans)
            added += [statement] if held else []
    return found + added


def _kept(parsed: Parsed, statement: Quoted, word: Token) -> bool:
    """Which statements within another become rows: of somebody else than the one who speaks.

    Nouns ("reports that"), and what people, bodies and media say. "I think", "you know" stay parts
    of the statement they stand in.
    """
    if word.pos_ == "NOUN" or word.lower_ == "according":
        return parsed.quote_of(word.idx) is None
    source = words_of(parsed, statement.source)
    if source[0].lower_ in SELF:
        quoted = word.lemma_ in SPOKEN and parsed.quote_of(word.idx) is not None
        third = word.lemma_ in OWN and source[0].lower_ in THIRD
        return third or (quoted and source[0].lower_ != "you")
    return may_speak(next((t for t in source if t.head not in source), source[0]))


def words_of(parsed: Parsed, spans: Sequence[Sequence[int]]) -> list[Token]:
    """The words of some spans of the text."""
    return [t for a, b in spans for t in parsed.touched(a, b) if not t.is_space]


def _by_according(word: Token) -> Quoted | None:
    """As in "Dole said that, [according to] [intelligence reports], [P]"."""
    if word.lower_ != "according" or word.head.dep_ != "ccomp":
        return None
    to = next((c for c in word.children if c.lower_ == "to"), None)
    whom = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    if to is None or whom is None:
        return None
    below = set(word.subtree)
    words = _trimmed([t for t in word.head.subtree if t not in below and not t.is_space])
    if not words or words[0].i < word.i < words[-1].i:
        return None
    source = [(whom.left_edge.idx, _end(whom.right_edge))]
    return Quoted(span_of(words), source, span_of([word, to]), NESTED_SCORE)


def span_of(tokens: list[Token]) -> list[Span]:
    """One span over some words, none for no word."""
    return [(tokens[0].idx, _end(tokens[-1]))] if tokens else []


def _tails(parsed: Parsed, found: list[Quoted]) -> list[Quoted]:
    """What another says of it is no part of a statement: "it fell, [a claim] [Orlan] [denied]"."""
    for verb in parsed.tokens:
        if verb.dep_ != "relcl" or verb.lemma_ not in saying() or verb.head.lemma_ not in TAILS:
            continue
        first, subject = verb.head.left_edge, _subject(verb)
        if subject is None or subject.tag_[0] == "W" or not first.i or first.nbor(-1).text != ",":
            continue
        end = first.nbor(-1).idx
        for s in [s for s in found if any(a < end < b for a, b in s.content)]:
            kept = [(a, min(b, end)) for a, b in s.content if a < end]
            found = [replace(s, content=kept) if f is s else f for f in found]
        if all(not a <= verb.idx < b for s in found for a, b in s.cue):
            helpers = [c for c in verb.children if c.dep_ in HELPERS and subject.i < c.i < verb.i]
            source = [(subject.left_edge.idx, _end(subject.right_edge))]
            thing = [(first.idx, _end(verb.head))]
            found = [*found, Quoted(thing, source, span_of([*helpers, verb]), NESTED_SCORE)]
    return found


def _subject(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in SUBJECT), None)


def _relayed(parsed: Parsed, found: list[Quoted]) -> list[Quoted]:
    """P is the officials' in "the agency reported P, citing two officials", in its words."""
    for token in (t for t, word in zip(parsed.tokens, parsed.lower, strict=True) if word in CITING):
        whom = next((c for c in token.children if c.dep_ == "dobj"), None)
        if whom is None or whom.tag_ == "PRP" or not may_speak(whom):
            continue
        own = [s for s in found if any(a <= token.idx < b for a, b in s.cue)]
        sentence = parsed.sentence_of_token(token.i)
        said = [
            s
            for s in found
            if s not in own and sentence and sentence.start <= s.content[0][0] < sentence.end
        ]
        if said:
            relay = min(said, key=lambda s: abs(s.content[0][0] - token.idx))
            named = [(whom.left_edge.idx, _end(whom.right_edge))]
            cue = [(token.idx, _end(token))]
            found = [s for s in found if s not in own]
            found.append(Quoted(relay.content, named, cue, NESTED_SCORE, relay))
    return found


def may_speak(noun: Token) -> bool:
    """People, bodies and media speak; "citing security concerns" names none."""
    terms, word = read_terms(), fold(noun.lemma_)
    listed = word in term_sets().human or word in terms["institution"] or word in terms["media"]
    return listed or noun.pos_ == "PROPN" or bool(HUMAN_ENDING.search(word))


class _Spans:
    """Spans looked up by place; the last one that begins before a place comes first."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def around(self, start: int, end: int) -> Span | None:
        """A span that holds start and end, among the three that begin last before it."""
        last = bisect_right(self._starts, start)
        near = self._spans[max(0, last - 3) : last]
        return next((s for s in reversed(near) if end <= s[1]), None)


def _by_verb(verb: Token) -> Quoted | None:
    """Subject, verb of saying and clause, all three; what is not said is no statement."""
    if verb.pos_ != "VERB" or verb.lemma_ not in saying():
        return None
    by = next((c for c in verb.children if c.dep_ == "agent"), verb)  # "had been warned by Dole"
    spoke = "nsubj" if by is verb else "pobj"  # never who was told
    subject = next((c for c in by.children if c.dep_ == spoke), None)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as":  # "quoted General Rask as saying"
        subject = next((c for c in verb.head.head.children if c.dep_ in QUOTED), subject)
    content = _clause(verb) if subject is not None else []
    unreal = any(c.lower_ in UNREAL for c in verb.children)
    if subject is None or not content or unreal or subject.lower_ in NOBODY:
        return None
    first, last = content[0], content[-1]
    between = range(min(verb.i, subject.i), max(verb.i, subject.i, first.i))
    helpers = [
        c for c in verb.children if c.dep_ in HELPERS and c.i in between and c not in content
    ]
    cue = [verb, *(c for c in helpers if c.dep_ != "dobj" or c.i < first.i)]
    return Quoted(
        [(first.idx, _end(last))],
        [(subject.left_edge.idx, _end(subject.right_edge))],
        [(min(t.idx for t in cue), max(_end(t) for t in cue))],
        NESTED_SCORE,
    )


def _clause(verb: Token) -> list[Token]:
    """The words of what is said: a clause before or behind the verb."""
    clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    if clause is None:
        return []
    behind = clause.i > verb.i
    words = [t for t in clause.subtree if (t.i > verb.i) == behind and not t.is_space]
    return [] if words and words[0].lower_ in ("if", "whether") else _trimmed(words)


def _trimmed(words: list[Token]) -> list[Token]:
    while words and (words[0].lower_ == "that" or words[0].is_punct):
        words = words[1:]
    while words and words[-1].is_punct:
        words = words[:-1]
    return words


def _by_noun(noun: Token) -> Quoted | None:
    """A noun of saying with its clause: "his charge that …"."""
    if noun.lemma_ not in NOUNS or noun.pos_ != "NOUN":
        return None
    clause = next((c for c in noun.children if c.dep_ in ("acl", "relcl", "ccomp")), None)
    if clause is None or all(c.lower_ != "that" or c.dep_ != "mark" for c in clause.children):
        return None
    words = _trimmed([t for t in clause.subtree if not t.is_space])
    said_by = next((c for c in noun.children if c.dep_ == "poss"), None)
    source = [(said_by.left_edge.idx, _end(said_by))] if said_by is not None else []
    return (
        Quoted([(words[0].idx, _end(words[-1]))], source, [(noun.idx, _end(noun))], NESTED_SCORE)
        if words
        else None
    )


def _end(token: Token) -> int:
    return token.idx + len(token)
