"""What grammar knows better than the trained model about the edges of a statement."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from ...text.article import Span
from ...text.lexicon import read_rows
from ...text.parse import Parsed
from ...text.plain import SENTENCE_ENDS
from ...text.terms import term_sets
from ..actors.antecedents import saying
from .nested import NOUNS, span_of, words_of
from .statements import Quoted

NO_ONE = frozenset("no nobody none".split())
SECTIONS = frozenset(  # what stands before the colon of a headline and is nobody
    "analysis column comment commentary editorial essay exclusive explained explainer feature "
    "interview letter letters live obituary opinion podcast portrait profile recap review timeline "
    "update video watch".split()
)
THINKING = frozenset("think imagine dream expect believe suppose guess".split())
KNOWING = frozenset("know realise realize understand see".split())
# verbs that are no verbs of saying, and yet tell ("identified the dead as …"), or give no answer
TOLD = frozenset(
    "call describe brand label term dub accord cite identify rule correct fault decline refuse "
    "respond reply react confirm comment answer return reach".split()
)
LIKELY = 0.4  # "plans to leave", less likely than that, is seldom a statement in coded texts
THING = 0.5  # the same of a thing: "quarrelled over the bank"
DONE = frozenset("AID ASSAULT COERCE COOPERATE MOBILIZE PROTEST RETREAT SANCTION".split())
FIGHTS = ("lemma", "event_class")
WORDS = frozenset("ACCUSE AGREE CONSULT REJECT REQUEST".split())
LONGEST = 16  # words that a source is lengthened by
REFUSING = frozenset("refuse decline".split())
GESTURES = frozenset("nod smile grin shrug sigh wink frown grimace".split())
DENIALS = frozenset("deny reject dismiss refute rebut dispute".split())
LOOSE = frozenset(("ADP", "CCONJ", "SCONJ", "PUNCT"))
NOW = frozenset(("VBZ", "VBP"))
JOINING = frozenset("and but yet while".split())
SUBJECT = frozenset(("nsubj", "nsubjpass"))


def repair(parsed: Parsed, found: list[Quoted]) -> list[Quoted]:
    """`found` with each statement's edges put right; what nobody said is left out."""
    kept = []
    for statement in found:
        if not _said_by_nobody(parsed, statement) and _has_words(parsed, statement.content):
            for mend in MENDS:
                statement = mend(parsed, statement)
            kept.append(statement)
    return kept


def _said_by_nobody(parsed: Parsed, s: Quoted) -> bool:
    """No statement: "no group has claimed the blast", "Analysis: …"."""
    words = words_of(parsed, s.source[:1])
    cue = words_of(parsed, s.cue)
    verbs = {t.lemma_ for t in cue if t.pos_ == "VERB"}
    cues = {t.lower_ for t in cue}
    guessed = "never" in cues or ("must" in cues and verbs & KNOWING)  # "she must know that"
    unnamed = verbs == {"name"} and cues & {"not", "n't"}  # "did not name the minister"
    nobody = bool(words) and words[0].lower_ in NO_ONE
    genre = not verbs and bool(words) and words[0].lower_ in SECTIONS
    content = words_of(parsed, s.content)
    people = any(t.lemma_.lower() in term_sets().office for t in content) and verbs <= deeds()
    deed = (people or not verbs & (saying() | TOLD)) and _done(verbs, content, s.score)
    return bool(nobody or guessed or unnamed or genre or deed)


def _done(verbs: set[str], content: list[Token], score: float) -> bool:
    """Is it told that something was done, not what was said: "signed a treaty"?"""
    if any(t.is_quote or t.dep_ in SUBJECT for t in content):
        return False
    thing = all(t.pos_ not in ("VERB", "AUX") for t in content)
    return score < (THING if thing else LIKELY) or (thing and bool(verbs) and verbs <= deeds())


@cache
def deeds() -> frozenset[str]:
    """Verbs that the ladder knows as deeds, not as words about what is said too; of fighting."""
    classes: dict[str, set[str]] = {}
    for _, row in read_rows("ladder.csv", ("trigger", "pos", "plover")):
        if row["pos"] == "VERB":
            classes.setdefault(row["trigger"], set()).add(row["plover"])
    fights = {r["lemma"] for _, r in read_rows("events.csv", FIGHTS) if r["event_class"] == "fight"}
    return frozenset(fights) | {
        v for v, found in classes.items() if found & DONE and not found & WORDS
    }


def _has_words(parsed: Parsed, content: list[Span]) -> bool:
    return any(t.pos_ not in LOOSE and t.pos_ != "PART" for t in words_of(parsed, content))


def _own_subject(parsed: Parsed, s: Quoted) -> Quoted:
    """The subject says it: "…, the navy was quoted as saying", "[It] accused Orlan of P"."""
    subjects = [c for t in words_of(parsed, s.cue) for c in t.children if c.dep_ in SUBJECT]
    if s.source or not subjects:
        return s
    whom = subjects[0]
    source = (whom.left_edge.idx, whom.right_edge.idx + len(whom.right_edge))
    quoted = whom.dep_ == "nsubjpass" and whom.head.lemma_ in ("quote", "cite")
    content = [(a, b) for a, b in s.content if b <= source[0] or source[1] <= a]
    active = whom.dep_ == "nsubj" and whom.pos_ == "PRON" and source in s.content
    fits = content and (quoted or active)
    return replace(s, source=[source], content=content) if fits else s


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
    """A source does not end in a preposition."""
    words = words_of(parsed, s.source[:1])
    if not words or len(s.source) > 1:
        return s
    while len(words) > 1 and words[-1].pos_ in LOOSE and words[-1].text != ".":
        words = words[:-1]
    return (
        replace(s, source=span_of(words)) if words[-1].idx + len(words[-1]) < s.source[0][1] else s
    )


def _refusal(parsed: Parsed, s: Quoted) -> Quoted:
    """What is refused is part of the cue: "refused to say [where they were]"."""
    cue, words = words_of(parsed, s.cue), words_of(parsed, s.content[:1])
    if len(words) < 3 or not cue or cue[-1].lemma_ not in REFUSING or words[0].lower_ != "to":
        return s
    left = 3 if words[2].pos_ == "ADP" and len(words) > 3 else 2
    if cue[-1].i + 1 != words[0].i or words[1].lemma_ not in saying() | {"comment", "name"}:
        return s
    content = span_of(words[left:])
    return replace(s, cue=span_of([*cue, *words[:left]]), content=content + s.content[1:])


def _cut_short(parsed: Parsed, s: Quoted) -> Quoted:
    """A content does not end before the noun of its last word: "a request for [comment]"."""
    last = words_of(parsed, s.content[-1:])[-1:]
    if not last or last[0].pos_ not in ("ADP", "DET"):
        return s
    word = last[0]
    held = [c for c in word.children if c.dep_ == "pobj"] if word.pos_ == "ADP" else [word.head]
    if not held or held[0].i <= word.i:
        return s
    end = held[0].idx + len(held[0])
    free = all(b <= s.content[-1][1] or end <= a for a, b in s.source + s.cue)
    return replace(s, content=[*s.content[:-1], (s.content[-1][0], end)]) if free else s


def _cited_aside(parsed: Parsed, s: Quoted) -> Quoted:
    """What follows is said, not whom they cite: "According to Dole, who cited the port, [P]"."""
    words = words_of(parsed, s.content[:1])
    above = (words[0], *words[0].ancestors) if words else ()
    clause = next((t for t in above if t.dep_ == "relcl"), None)
    to = clause.head.head if clause is not None else None
    if clause is None or to is None or to.lower_ != "to" or not to.i:
        return s
    by, comma = to.nbor(-1), clause.left_edge.nbor(-1)
    said = [t for t in words if t.i > clause.right_edge.i]
    while said and said[0].is_punct:
        said = said[1:]
    if by.text != "According" or comma.text != "," or not said:
        return s
    name = parsed.tokens[to.i + 1 : comma.i]
    content = span_of(said) + s.content[1:]
    return replace(s, source=span_of(name), cue=span_of([by, to]), content=content)


def _own_sentence(parsed: Parsed, s: Quoted) -> Quoted:
    """What is not quoted ends with the sentence of its cue."""
    here = parsed.sentence_of(s.cue[0][0]) if s.cue else None
    content: list[Span] = []
    for span in s.content if here else ():
        near = [p for p in _sentences(parsed, *span) if parsed.sentence_of(p[0]) is here]
        content += near or [span]
    return replace(s, content=content or s.content)


def _sentences(parsed: Parsed, start: int, end: int) -> Iterator[Span]:
    """A span without quotation cut where paragraphs begin, and sentences behind a mark."""
    words = parsed.touched(start, end)
    for t in () if any(w.is_quote for w in words) else words[1:]:
        before = t.nbor(-1)
        ended = SENTENCE_ENDS.search(before.text) and not before.text[0].isupper()
        if t.is_sent_start and (ended or before.is_space):
            yield start, before.idx + len(before)
            start = t.idx
    yield start, end


def _told_on(parsed: Parsed, s: Quoted) -> Quoted:
    """A clause that is so now is the outlet's: "he would go, and he has since sent troops"."""
    words, cue = words_of(parsed, s.content[-1:]), words_of(parsed, s.cue)
    now = next((t for t in words if t.tag_ in NOW), None)
    if now is None or any(t.is_quote for t in words) or all(t.tag_ != "VBD" for t in cue):
        return s
    verb = now.head if now.dep_ in ("aux", "auxpass") else now
    subject = next((c.left_edge.i for c in verb.children if c.dep_ in SUBJECT), words[0].i)
    said = [t for t in words if t.i < subject - 1]
    joined = said and said[-1].text == "," and parsed.lower[subject - 1] in JOINING
    shifted = any(t.tag_ in ("VBD", "MD") for t in said)
    return replace(s, content=[*s.content[:-1], *span_of(said[:-1])]) if joined and shifted else s


def _whole_name(parsed: Parsed, s: Quoted) -> Quoted:
    """A source begins with the first word of its noun phrase."""
    words = words_of(parsed, s.source)
    root = next((t for t in words if t.head not in words), None)
    if len(s.source) != 1 or root is None or root.pos_ not in ("NOUN", "PROPN"):
        return s
    start = root.left_edge.idx
    between = parsed.touched(start, s.source[0][0])
    free = all(b <= start or s.source[0][0] <= a for a, b in s.content + s.cue)
    plain = all(t.pos_ not in ("PUNCT", "VERB", "CCONJ", "SPACE") for t in between)
    return replace(s, source=[(start, s.source[0][1])]) if free and plain else s


MENDS = (
    *(_own_subject, _speaker_behind, _denied_noun, _gesture, _loose_ends),
    *(_refusal, _cut_short, _cited_aside),
    *(_own_sentence, _told_on, _whole_name),
)
