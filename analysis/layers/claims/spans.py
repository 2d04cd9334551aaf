"""Which stretches of a text may each be one claim? Candidates for the selector, clause by clause.

A claim is a proposition that could be true or false by itself, so every finite verb is a candidate,
once with the clauses that hang on it and once without those that may stand alone; beside them stand
the contents of attributions, labels ("what X called a reprisal"), charges and fragments.
"""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from ...text.parse import Parsed, Sentence
from ..attribution.voice import Contents, Row
from .grammar import is_finite, own_subject
from .words import answers, groups, labels

ALONE = frozenset("ROOT conj ccomp parataxis relcl advcl acl dep appos pcomp csubj".split())
COUNTING = frozenset("put place estimate report".split())
LABELLED = frozenset("dobj oprd ccomp dative attr xcomp nsubj acomp".split())
TRIM = frozenset(",;:.!?…—–-()[]") | {"--"}
OPENERS = frozenset("and but or nor that so yet while whereas although though".split())
LOOSE = frozenset("cc mark advmod preconj".split())
LONGEST = 40  # verbs of one sentence that are looked at: time stays linear in the text


class Candidate(NamedTuple):
    """Tokens [first, last) that may be a claim.

    head : token of the verb (or noun) that carries it · kind : how it was cut (full, own, label,
    content, fragment; "cut": to the content of its voice)
    row  : the attribution that holds its head, None in the outlet's own voice
    """

    first: int
    last: int
    head: Token
    kind: str
    row: Row | None


def candidates(parsed: Parsed, sentence: Sentence, contents: Contents) -> list[Candidate]:
    """Every stretch of one sentence that may be a claim, each once, in text order."""
    found: dict[tuple[int, int], Candidate] = {}
    for c in _raw(parsed, sentence, contents):
        first, last = trim(parsed, c.first, c.last)
        if last - first > 1 or (last > first and c.kind == "content"):
            found.setdefault((first, last), c._replace(first=first, last=last))
    return [found[place] for place in sorted(found)]


def _raw(parsed: Parsed, sentence: Sentence, contents: Contents) -> Iterator[Candidate]:
    opening, heads = after_dateline(parsed, sentence), clause_heads(parsed, sentence)
    for h in heads.values():
        row = contents.rows.get(contents.voice(h.idx, h.idx + len(h)))
        for kind, first, last in _cuts(h, heads, sentence, opening):
            yield Candidate(first, last, h, kind, row)
            yield from _cut_to_content(parsed, Candidate(first, last, h, kind, row))
            if h.dep_ == "advcl" and "declaration" in groups().get(h.lemma_, ()):
                yield Candidate(own_start(h, first), last, h, kind, row)  # without its "before"
        yield from _labels(h, sentence, contents)
    if not heads or sentence.is_heading:
        yield from _fragments(parsed, sentence, contents, opening)
    for row in contents.near(sentence.start, sentence.end):
        for start, end in row["content_spans"]:
            low, high = max(start, sentence.start), min(end, sentence.end)
            span = parsed.doc.char_span(low, high, alignment_mode="expand") if low < high else None
            if span:
                yield Candidate(span.start, span.end, span.root, "content", row)


def own_start(verb: Token, first: int) -> int:
    """First token of a clause without the words that open it."""
    return max([first, *(c.i + 1 for c in verb.children if c.dep_ == "mark")])


def clause_heads(parsed: Parsed, sentence: Sentence, participles: bool = False) -> dict[int, Token]:
    """Verbs of a sentence that a proposition may hang on, by token: the finite ones, roots."""
    found: dict[int, Token] = {}
    for token in parsed.tokens[sentence.first : sentence.last]:
        if token.dep_ not in ALONE:
            continue
        subject = token.dep_ in ("ROOT", "ccomp", "parataxis") and own_subject(token) is not None
        other = participles and (token.tag_ in ("VBG", "VBN") or token.dep_ == "ROOT")
        if subject or other or is_finite(token):
            found[token.i] = token
            if len(found) >= LONGEST:
                break
    return found


def _above(token: Token, heads: dict[int, Token]) -> int:
    """The head that a clause hangs on, -1 for none."""
    for n, ancestor in enumerate(token.ancestors):
        if ancestor.i in heads:
            return ancestor.i
        if n > LONGEST:
            break
    return -1


def _left(h: Token) -> int:
    """First token of a clause; a coordinated verb without a subject begins at its own words."""
    if h.dep_ != "conj" or own_subject(h) is not None:
        return h.left_edge.i
    return min([h.i, *(c.left_edge.i for c in h.children if c.i < h.i)])


def _cuts(
    h: Token, heads: dict[int, Token], sentence: Sentence, opening: int
) -> Iterator[tuple[str, int, int]]:
    """(kind, first, last): with all that hangs on a head, and without what may stand alone."""
    low, high = max(_left(h), opening), min(h.right_edge.i + 1, sentence.last)
    yield "full", low, high
    if sentence.is_heading:
        return
    colon = next((t.i for t in h.doc[low : h.i] if t.text == ":"), -1)
    if colon >= 0:  # "To all pilots: the airspace is closed"
        yield "own", colon + 1, high
    kids = [kid for kid in heads.values() if kid is not h and _above(kid, heads) == h.i]
    first, last = low, high
    after = h.doc[h.i + 2 : h.right_edge.i + 1]
    tails = [t for t in after if t.tag_ == "VBG" and _labels_by(t) and h.is_ancestor(t)]
    for kid in sorted([*kids, *tails], key=lambda k: -k.right_edge.i):
        if _left(kid) > h.i and kid.right_edge.i >= last - 2:
            last = _left(kid)
            yield "own", first, last
    for kid in sorted(kids, key=_left):
        if kid.right_edge.i < h.i and _left(kid) <= first + 1:
            first = kid.right_edge.i + 1
            yield "own", first, last
            yield "own", first, high


def own_range(h: Token, heads: dict[int, Token], sentence: Sentence) -> tuple[int, int]:
    """Tokens of a clause without the clauses that stand at its ends."""
    cuts = list(_cuts(h, heads, sentence, sentence.first))
    return cuts[-1][1], cuts[-1][2]


def _cut_to_content(parsed: Parsed, c: Candidate) -> Iterator[Candidate]:
    """The part of a stretch that lies in the content around its head."""
    tokens, h = parsed.tokens, c.head
    for start, end in c.row["content_spans"] if c.row is not None else ():
        if start <= h.idx < end:
            low, high = c.first, c.last
            while low < h.i and tokens[low].idx < start:
                low += 1
            while high > h.i + 1 and tokens[high - 1].idx >= end:
                high -= 1
            if (low, high) != (c.first, c.last):
                yield Candidate(low, high, h, c.kind + " cut", c.row)


def _labels_by(verb: Token) -> bool:
    """A verb of calling or charging, which makes what follows a claim of its subject."""
    charges = {"accuse", "suspect"}.intersection(groups().get(verb.lemma_, ()))
    return labels(verb) or bool(charges)


def _labels(h: Token, sentence: Sentence, contents: Contents) -> Iterator[Candidate]:
    """What follows a verb of calling or charging: "it a betrayal", "Varnia for the fire"."""
    high = min(h.right_edge.i + 1, sentence.last)
    for verb in h.subtree:
        if verb.pos_ != "VERB" or not (verb.lemma_ in COUNTING or _labels_by(verb)):
            continue
        after = [c for c in verb.children if c.i > verb.i and c.dep_ in LABELLED]
        if verb.lemma_ in COUNTING and not any(t.pos_ == "NUM" for t in verb.subtree):
            continue
        if after:
            row = contents.rows.get(contents.voice(after[0].idx, after[0].idx + len(after[0])))
            named = (t for t in verb.subtree if t.dep_ == "appos" and t.lemma_ in answers("noun"))
            tail = next((t.left_edge.i for t in named), high)  # "…, a charge that he denied"
            last = min(verb.right_edge.i + 1, high, tail)
            yield Candidate(min(c.left_edge.i for c in after), last, after[-1], "label", row)


def _fragments(
    parsed: Parsed, sentence: Sentence, contents: Contents, opening: int
) -> Iterator[Candidate]:
    """A headline or a sentence without a verb, also after the name of its source and a colon."""
    tokens = parsed.tokens[sentence.first : sentence.last]
    root = next((t for t in tokens if t.dep_ == "ROOT"), tokens[0])
    row = contents.rows.get(contents.voice(sentence.start, sentence.end))
    yield Candidate(opening, sentence.last, root, "fragment", row)
    for i in range(opening, min(opening + 9, sentence.last)):
        if parsed.tokens[i].text == ":":
            yield Candidate(i + 1, sentence.last, root, "fragment", row)


def trim(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    """A stretch without conjunctions and marks at its ends; a quotation mark keeps its pair."""
    while first < last and _loose(parsed, first, first, last, OPENERS):
        first += 1
    while last > first and _loose(parsed, last - 1, first, last, frozenset(("and", "but", "or"))):
        last -= 1
    return first, last


def _loose(parsed: Parsed, i: int, first: int, last: int, words: frozenset[str]) -> bool:
    token = parsed.tokens[i]
    if token.is_quote:
        marks = [t.i for t in parsed.tokens[first:last] if t.is_quote]
        return len(marks) % 2 == 1 or marks == [first, last - 1]
    word = token.lower_ in words and token.dep_ in LOOSE
    return token.is_space or token.text in TRIM or word


def after_dateline(parsed: Parsed, sentence: Sentence) -> int:
    """First token after "Indore:" at the head of a paragraph; what ends in a dash is blank."""
    tokens = parsed.tokens
    if sentence.is_heading or sentence.start - parsed.paragraphs[sentence.paragraph][0] > 2:
        return sentence.first
    for i in range(sentence.first + 1, min(sentence.first + 5, sentence.last - 3)):
        if tokens[i].text == ":":
            return i + 1
        if tokens[i].pos_ in ("VERB", "AUX", "PRON") or tokens[i].text == ".":
            break
    return sentence.first
