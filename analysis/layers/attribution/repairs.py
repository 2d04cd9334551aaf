"""What grammar knows better than the trained model about the edges of a statement."""

from dataclasses import replace

from ...text.article import Span
from ...text.parse import Parsed
from ..actors.antecedents import saying
from .nested import NOUNS, span_of, words_of
from .statements import Quoted

NO_ONE = frozenset("no nobody none".split())
WATCHING = frozenset("monitor track await".split())
GESTURES = frozenset("nod smile grin shrug sigh wink frown grimace".split())
DENIALS = frozenset("deny reject dismiss refute rebut dispute".split())
LOOSE = frozenset(("ADP", "CCONJ", "SCONJ", "PUNCT"))
SUBJECT = frozenset(("nsubj", "nsubjpass"))


def repair(parsed: Parsed, found: list[Quoted]) -> list[Quoted]:
    """`found` with each statement's edges put right; what nobody said is left out."""
    kept = []
    for statement in found:
        if not _said_by_nobody(parsed, statement) and _has_words(parsed, statement.content):
            for mend in (_subject_of_passive, _speaker_behind, _denied_noun, _gesture, _loose_ends):
                statement = mend(parsed, statement)
            kept.append(statement)
    return kept


def _said_by_nobody(parsed: Parsed, s: Quoted) -> bool:
    """No statement: "no group has claimed the blast", "the forces are monitoring a conflict"."""
    words = words_of(parsed, s.source[:1])
    watches = any(t.lemma_ in WATCHING and t.pos_ == "VERB" for t in words_of(parsed, s.cue))
    return (bool(words) and words[0].lower_ in NO_ONE) or watches


def _has_words(parsed: Parsed, content: list[Span]) -> bool:
    return any(t.pos_ not in LOOSE and t.pos_ != "PART" for t in words_of(parsed, content))


def _subject_of_passive(parsed: Parsed, s: Quoted) -> Quoted:
    """The navy says it: "…, the navy was quoted as saying"."""
    cue = words_of(parsed, s.cue)
    quoted = next((t for t in cue if t.lemma_ in ("quote", "cite")), None)
    whom = next((c for c in quoted.children if c.dep_ == "nsubjpass"), None) if quoted else None
    if s.source or whom is None:
        return s
    source = (whom.left_edge.idx, whom.right_edge.idx + len(whom.right_edge))
    content = [(a, b) for a, b in s.content if b <= source[0] or source[1] <= a]
    return replace(s, source=[source], content=content) if content else s


def _speaker_behind(parsed: Parsed, s: Quoted) -> Quoted:
    """Whoever stands behind the verb speaks, not the subject of the next sentence."""
    cue = words_of(parsed, s.cue)
    verb = next((t for t in cue if t.lemma_ in saying()), None)
    if verb is None or not s.source:
        return s
    sentence = parsed.sentence_of_token(verb.i)
    if sentence is None or not s.source[0][0] >= sentence.end:
        return s
    name = []
    for t in parsed.tokens[verb.i + 1 : sentence.last]:
        if not t.text[:1].isupper():
            break
        name.append(t)
    return replace(s, source=span_of(name), cue=span_of([verb])) if name else s


def _denied_noun(parsed: Parsed, s: Quoted) -> Quoted:
    """What is denied begins at its noun: "rejected [reports that it had sold the mine]"."""
    cue = words_of(parsed, s.cue)
    noun = next((t for t in cue if t.lemma_ in NOUNS and t.pos_ == "NOUN"), None)
    if noun is None or cue[0].lemma_ not in DENIALS or s.content[0][0] < noun.idx:
        return s
    verb = [t for t in cue if t.i < noun.left_edge.i]
    content = [(noun.left_edge.idx, s.content[0][1]), *s.content[1:]]
    return replace(s, cue=span_of(verb), content=content) if verb else s


def _gesture(parsed: Parsed, s: Quoted) -> Quoted:
    """Who nods after a quotation need not have spoken it."""
    verbs = [t.lemma_ for t in words_of(parsed, s.cue) if t.pos_ == "VERB"]
    only = bool(verbs) and GESTURES.issuperset(verbs)
    return replace(s, source=[], cue=[]) if only else s


def _loose_ends(parsed: Parsed, s: Quoted) -> Quoted:
    """A source neither ends in a preposition nor holds the verb ("he thought")."""
    words = words_of(parsed, s.source[:1])
    if not words or len(s.source) > 1:
        return s
    verb = next((t for t in words if t.lemma_ in saying() and t.pos_ == "VERB"), None)
    subject = verb and next((c for c in verb.children if c.dep_ in SUBJECT and c in words), None)
    if subject and words[-1] == verb:
        words = [t for t in words if t.i <= subject.right_edge.i]
    while len(words) > 1 and words[-1].pos_ in LOOSE and words[-1].text != ".":
        words = words[:-1]
    return (
        replace(s, source=span_of(words)) if words[-1].idx + len(words[-1]) < s.source[0][1] else s
    )
