"""Which candidates are claims? What the trained score sees, and the best set without overlaps."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from spacy.tokens import Token

from ...text.parse import Parsed, Sentence
from ..attribution.voice import Row
from .grammar import is_finite, is_question, own_subject
from .spans import Candidate
from .words import groups

WORTH = 0.45  # a candidate whose score is lower costs more than it brings
LABEL = 0.85  # and for what somebody calls it
FREE = 0.25  # and in "what X called a reprisal"
NESTED = 0.5  # the same for a relative clause inside a chosen one
PRONOUNS = frozenset("i we you he she it they this that these those there who which".split())
PLAIN = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "NUM"))
TIMES = frozenset(("before", "after", "since", "until"))
CLAUSES = frozenset(("conj", "relcl", "ccomp", "advcl", "parataxis"))
FINITE = CLAUSES | {"ROOT"}


def features(parsed: Parsed, c: Candidate, sentence: Sentence, cues: dict[int, Row]) -> list[str]:
    """What tells whether a candidate is a claim: its verb, its edges, its voice, how it was cut.

    cues : tokens that bring a statement in → the statement
    """
    return [
        "bias",
        *_verb(c, cues),
        *_edges(parsed, c, cues),
        *_inside(parsed, c),
        *_voice(parsed, c),
        *_place(parsed, c, sentence),
    ]


def _verb(c: Candidate, cues: dict[int, Row]) -> list[str]:
    head, kind = c.head, f"{c.kind}/{c.head.dep_}"
    subject, lemma = own_subject(head), head.lemma_.lower()
    found = [f"kind {c.kind}", f"dep {kind}", f"tag {head.tag_}", f"lemma {lemma}"]
    found += [f"finite {is_finite(head)} {c.kind}", f"head in cue {head.i in cues} {c.kind}"]
    found.append(f"subject {subject.dep_ if subject is not None else '-'} {kind}")
    for group in groups().get(head.lemma_, ()):
        found += [f"verb {group}", f"verb {group} {c.row is not None}", f"verb {group} {c.kind}"]
    if (row := cues.get(head.i)) is not None:
        size = min(len(row["content"].split()).bit_length(), 5)
        carried = f"{c.kind} {row['kind']} {row['stance']}"
        found += [f"carries {carried}", f"carries {size} {c.kind}", f"carries {size} {lemma}"]
        found.append(f"carries source {bool(row['source_spans'])} {c.kind}")
    for child in head.children:
        if child.dep_ in ("aux", "neg", "mark", "expl"):
            found.append(f"word {child.lower_}")
        elif child.dep_ in ("xcomp", "acomp", "prt"):
            found.append(f"with {child.lemma_} {child.dep_}")
    if subject is not None:
        pronoun = subject.lower_ in PRONOUNS
        found.append(f"subject {subject.lower_ if pronoun else subject.pos_}")
        found.append(f"holds subject {c.first <= subject.i < c.last}")
        found += [f"person {subject.lower_} {lemma}"] * pronoun
    return found


def _edges(parsed: Parsed, c: Candidate, cues: dict[int, Row]) -> list[str]:
    tokens, kind = parsed.tokens, f"{c.kind}/{c.head.dep_}"
    first, last = tokens[c.first], tokens[c.last - 1]
    before = _mark(tokens[c.first - 1] if c.first else None)
    after = _mark(tokens[c.last] if c.last < len(tokens) else None)
    found = [
        f"before {before}",
        f"before {before} {kind}",
        f"after {after}",
        f"after {after} {kind}",
    ]
    found += [f"first {first.pos_} {c.kind}", f"first dep {first.dep_}"]
    found += [f"first tag {first.tag_} {c.kind}", f"last {last.pos_}"]
    found += [f"first word {first.lower_}"] * (first.pos_ not in PLAIN)
    found += [f"last word {last.lower_}"] * (last.pos_ in ("VERB", "AUX", "ADP"))
    found += [f"second {token.tag_}" for token in tokens[c.first + 1 : min(c.first + 2, c.last)]]
    found.append(f"cue first {first.i in cues} last {last.i in cues}")
    return found


def _inside(parsed: Parsed, c: Candidate) -> list[str]:
    tokens = parsed.tokens
    size = min((c.last - c.first).bit_length(), 6)
    found = [f"length {size}", f"length {size} {c.kind}"]
    verbs = [t for t in tokens[c.first : c.last] if t.dep_ in FINITE and is_finite(t)]
    found.append(f"verbs {min(len(verbs), 3)}")
    found += [
        f"holds {t.dep_} {_mark(tokens[t.left_edge.i - 1])}"
        for t in verbs
        if t is not c.head and t.i > c.first and t.dep_ in CLAUSES
    ]
    return found


def _voice(parsed: Parsed, c: Candidate) -> list[str]:
    start, end = place(parsed, c)
    found = [f"quoted {parsed.quote_of(start) is not None} {c.row is not None}"]
    if c.row is None:
        return [*found, "own voice", f"own voice {c.kind}"]
    spans = c.row["content_spans"]
    covered = sum(max(0, min(b, end) - max(a, start)) for a, b in spans)
    out = end - start - covered > 2
    cue = any(a < end and b > start for a, b in c.row["cue_spans"])
    share = covered / max(sum(b - a for a, b in spans), 1)
    found += [
        f"voice {c.row['kind']} out {out} cue {cue}",
        f"voice {c.kind} out {out} cue {cue}",
        f"share {min(int(10 * share), 9) // 2}",
        f"score {int(5 * c.row['score'])}",
        f"stance {c.row['stance']} out {out}",
        f"no source {not c.row['source_spans']} no cue {not c.row['cue_spans']}",
    ]
    words = c.row["cue"].lower().split()
    return found + [f"cue {g} out {out}" for w in words for g in groups().get(w, ())]


def _place(parsed: Parsed, c: Candidate, sentence: Sentence) -> list[str]:
    tokens = parsed.tokens[c.first : c.last]
    capitals = sum(t.is_title or t.is_upper for t in tokens) * 4 // len(tokens)
    return [
        f"heading {sentence.is_heading} {c.kind}",
        f"capitals {capitals} {sentence.is_heading}",
        f"question {is_question(parsed, sentence)}",
        f"whole {c.first - sentence.first < 2} {sentence.last - c.last < 2}",
    ]


def _mark(token: Token | None) -> str:
    if token is None or token.is_space:
        return "edge"
    if token.is_quote:
        return "quote"
    if token.is_punct or token.pos_ in ("CCONJ", "SCONJ"):
        return str(token.lower_)
    return str(token.pos_)


def place(parsed: Parsed, c: Candidate) -> tuple[int, int]:
    """Characters of a candidate."""
    last = parsed.tokens[c.last - 1]
    return parsed.tokens[c.first].idx, last.idx + len(last)


def choose(found: Sequence[Candidate], scores: Sequence[float]) -> list[int]:
    """Positions of the set that scores best without overlaps, and relative clauses inside it."""
    order = sorted(range(len(found)), key=lambda n: (found[n].last, found[n].first))
    ends = [found[n].last for n in order]
    best: list[tuple[float, int, bool]] = [(0.0, 0, False)]
    for k, n in enumerate(order):
        j = bisect_right(ends, found[n].first, hi=k)
        gain = best[j][0] + (0.0 if _declares(found[n]) else scores[n]) - WORTH
        best.append((gain, j, True) if gain > best[k][0] else (best[k][0], k, False))
    chosen, k = [], len(order)
    while k:
        _, before, taken = best[k]
        if taken:
            chosen.append(order[k - 1])
        k = before
    return sorted([*chosen, *_nested(found, scores, chosen)])


def is_label(row: Row | None) -> bool:
    """Is it what somebody calls something: "what X called a reprisal"?"""
    return row is not None and row["content"].startswith("what ")


def _least(c: Candidate) -> float:
    """The score from which a claim stands inside another."""
    return NESTED if c.head.dep_ == "relcl" else FREE if is_label(c.row) else LABEL


def _nests(outer: Candidate, c: Candidate) -> bool:
    """Does a chosen claim hold a second one: a relative clause, or what somebody calls it?"""
    if not outer.first < c.first or c.last > outer.last:
        return False
    return (
        (c.head.dep_ == "relcl" and c.last < outer.last)
        or (c.row is not None and outer.row is None and c.kind in ("label", "content"))
        or _declares(c)
    )


def _declares(c: Candidate) -> bool:
    """What a clause of time takes for granted: "before Orlan declared the league unlawful"."""
    verb = c.head
    past = verb.tag_ in ("VBD", "VBN") and "declaration" in groups().get(verb.lemma_, ())
    dated = verb.dep_ == "advcl" and any(t.lower_ in TIMES and t.i < c.first for t in verb.children)
    named = any(t.dep_ == "nsubj" and c.first <= t.i for t in verb.children)
    return past and dated and named and any(t.dep_ == "dobj" for t in verb.children)


def _nested(found: Sequence[Candidate], scores: Sequence[float], chosen: list[int]) -> list[int]:
    """Relative clauses in the middle of a chosen claim: ", which has claimed 700 lives, "."""
    outer = sorted((found[n] for n in chosen), key=lambda c: c.first)
    begins = [c.first for c in outer]
    inner = [
        n
        for n, c in enumerate(found)
        if (around := bisect_left(begins, c.first))
        and (_declares(c) or scores[n] > _least(c))
        and _nests(outer[around - 1], c)
    ]
    best: dict[int, int] = {}
    for n in inner:
        i = found[n].head.i
        best[i] = max(best.get(i, n), n, key=lambda m: scores[m])
    return list(best.values())
