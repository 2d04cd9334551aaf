"""Claims of an article: what it says that could be true or false, in whose voice, how answered.

candidates (`spans`) → which of them are claims (`select`, trained) → whose (`voices`) → what kind
(`types`, trained) → who answers (`answers`) → what goes against it (`conflicts`) → `status`.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from spacy.tokens import Token

from ...text import encoder
from ...text.linear import SpanVectors, load_heads, sigmoid
from ...text.parse import Parsed, Sentence
from ..actors.names import Mention
from ..attribution.repairs import THINKING
from ..attribution.voice import Contents, Row
from . import answers as answers_module
from . import conflicts as conflicts_module
from . import links
from .claim_rows import claim_row, response_row
from .grammar import content_words, is_finite, own_subject, token_range
from .ids import claim_id
from .select import choose, features, place
from .spans import Candidate, candidates, trim
from .status import reason
from .types import type_features
from .units import Claim
from .voices import ADVICE, Voices
from .words import labels

__all__ = ["claim_id", "find_claims", "find_claims_and_responses", "reason"]

MODEL = "claims.npz"
TITLE = 0.3  # the score from which the first headline is a claim
UNSAYING = frozenset("not n't never neither nobody no".split())
FIGURATIVE = 0.25  # the probability from which three in four are figures of speech


def find_claims(
    parsed: Parsed,
    attributions: list[Row],
    hedges: list[Row],
    mentions: Sequence[Mention] = (),
) -> list[Row]:
    """Rows of the table `claims`, sorted by start.

    A trained choice among the clauses of the text, the contents of the attributions and labels;
    score is the calibrated probability that a reader would mark this very claim (0 … 1);
    machine_status is a suggestion with the id of its rule (`reason(rule_id)` says it in words).
    """
    return find_claims_and_responses(parsed, attributions, hedges, mentions)[0]


def find_claims_and_responses(
    parsed: Parsed,
    attributions: list[Row],
    hedges: list[Row],
    mentions: Sequence[Mention] = (),
) -> tuple[list[Row], list[Row]]:
    """(claims, responses): both tables from one reading of the article."""
    contents = Contents(attributions)
    voices = Voices(parsed, contents, mentions)
    found, answers = _read(parsed, contents, voices)
    for pair in conflicts_module.conflicts(parsed, found):
        if conflicts_module.disputed(pair):
            pair.earlier.conflicts = pair.later.conflicts = True
        pair.earlier.updated |= pair.kind == "update"
    for earlier, later in conflicts_module.agreeing(found):
        earlier.agreeing.append(later.voice)
        later.agreeing.append(earlier.voice)
    taken: dict[str, int] = {}
    rows, responses = [], []
    for n, claim in enumerate(found, 1):
        given = [a for a in answers if claim in a.claims]
        row, others = claim_row(parsed, claim, given, hedges, n, taken, contents)
        rows.append(row)
        responses += [response_row(parsed, row, answer) for answer in others]
    return rows, sorted(responses, key=lambda r: (r["start"], r["end"], r["claim_id"]))


def _read(
    parsed: Parsed, contents: Contents, voices: Voices
) -> tuple[list[Claim], list[answers_module.Answer]]:
    """Claims and answers of an article, linked."""
    found, answers = read(parsed, contents, voices)
    links.link(parsed, answers, found, voices)
    kept = {id(c) for a in answers for c in a.claims}
    inside = [
        (a.start, a.end if a.target in ("noun", "pronoun") else -1, a.head.i)
        for a in answers
        if a.claims
    ]
    found = [
        c
        for c in found
        if id(c) in kept
        or not any(c.head.i == i or (start < c.start and c.end <= end) for start, end, i in inside)
    ]
    return found, answers


def read(
    parsed: Parsed, contents: Contents, voices: Voices
) -> tuple[list[Claim], list[answers_module.Answer]]:
    """Claims and what may answer one, before they are linked."""
    vectors = SpanVectors(encoder.encode(parsed))
    picked = list(choose_claims(parsed, contents, vectors))
    answers = [a for s in parsed.sentences for a in answers_module.find_answers(parsed, s, voices)]
    sure = [a for a in answers if a.sure]
    bare = {a.head.i for a in sure if a.response not in ("denies", "confirms")}
    picked = [c for c in picked if c[0].head.i not in bare and not _claims_nothing(parsed, *c[:2])]
    picked = sorted([*picked, *_denied(parsed, sure, picked, contents)], key=lambda p: p[0][:2])
    claims = (_claim(parsed, *one, voices) for one in picked)
    found = list({(c.start, c.end): c for c in claims}.values())  # two cuts may come to one span
    _give_types(parsed, found, contents, vectors)
    return found, answers


def _claims_nothing(parsed: Parsed, c: Candidate, sentence: Sentence) -> bool:
    """Advice, wishes, what nobody thinks or says: "must wait", "let it run", "never thought P"."""
    head = c.head
    words = {t.lower_ for t in (head, *head.children)}
    guessed = "must" in words and "have" in words  # "it must have sunk"
    if c.row is None and ((words & ADVICE and not guessed) or _asked(head, sentence)):
        return True
    above = head.head if head.dep_ == "ccomp" or c.kind == "label" else head
    if above is head or parsed.quote_of(above.idx) is not None:
        return False
    denied = {t.lower_ for k in above.children for t in (k, k.left_edge)} & UNSAYING
    open_ = parsed.tokens[c.first].tag_ in ("WRB", "WP", "WDT") or words & {"whether", "if"}
    refused = above.head.lemma_ in ("refuse", "decline")
    nobody = (own_subject(above) or above).lower_ == "nobody"  # "let nobody say that P"
    thought = nobody or bool(denied and above.lemma_ in THINKING)
    unnamed = above.lemma_ == "name" and denied  # "did not name the minister"
    let = above.lemma_ == "let" and _asked(above, sentence)
    return let or thought or bool(unnamed or (open_ and (denied or refused)))


def _asked(head: Token, sentence: Sentence) -> bool:
    """Is somebody told to do something: "First, open two gates"?"""
    kinds = {t.dep_ for t in head.children}
    before = all(t.dep_ in ("advmod", "punct", "npadvmod") for t in head.children if t.i < head.i)
    bare = head.dep_ == "ROOT" and own_subject(head) is None and before and not sentence.is_heading
    return bare and (head.tag_ == "VB" or (head.tag_ == "JJ" and "dobj" in kinds))


def _denied(
    parsed: Parsed,
    answers: Sequence[answers_module.Answer],
    picked: Sequence[tuple[Candidate, Sentence, float]],
    contents: Contents,
) -> Iterator[tuple[Candidate, Sentence, float]]:
    """What somebody denies makes a claim even where the choice left it out: "any part in it"."""
    taken = [(c.first, c.last) for c, _, _ in picked if c.head.i not in {a.head.i for a in answers}]
    for a in answers:
        if a.noun is None or a.response not in ("denies", "no_evidence", "neither"):
            continue
        after = [c for c in a.verb.children if c.i == a.noun.i + 1 and a.target == "event"]
        kids = [*a.noun.children, *after]
        tails = [c for c in kids if c.dep_ in ("prep", "acl", "relcl")]  # "any part in the raid"
        if a.target != "content" and not tails:
            continue
        end = max(c.right_edge.i for c in (a.noun, *tails)) + 1
        first, last = trim(parsed, a.noun.left_edge.i, end)
        if first < last and not any(low < last and first < high for low, high in taken):
            row = contents.rows.get(contents.voice(a.noun.idx, a.noun.idx + len(a.noun)))
            yield Candidate(first, last, a.noun, "denied", row), a.sentence, 0.5


def choose_claims(
    parsed: Parsed, contents: Contents, vectors: SpanVectors
) -> Iterator[tuple[Candidate, Sentence, float]]:
    """The candidates that are claims, with their sentence and score, in text order."""
    everything = [(c, s) for s in parsed.sentences for c in candidates(parsed, s, contents)]
    if not everything:
        return
    scores = sigmoid(
        load_heads(MODEL)["claim"].scores(*evidence(parsed, everything, contents, vectors))
    )[:, 0]
    chosen = choose([c for c, _ in everything], scores.tolist())
    title = [n for n, (_, s) in enumerate(everything) if s.sentence_id == 0 and s.is_heading]
    if title and not set(title).intersection(chosen):  # capitals hide a title's verb
        chosen = [n for n in [max(title, key=scores.__getitem__)] if scores[n] > TITLE] + chosen
    for n in chosen:
        yield *everything[n], float(scores[n])


def evidence(
    parsed: Parsed,
    everything: Sequence[tuple[Candidate, Sentence]],
    contents: Contents,
    vectors: SpanVectors,
) -> tuple[list[list[str]], np.ndarray]:
    """Features and vectors of candidates: what the choice is trained on."""
    cues = {
        token.i: row
        for row in contents.rows.values()
        for start, end in row["cue_spans"]
        for token in parsed.touched(start, end)
    }
    whole = vectors.means([place(parsed, c) for c, _ in everything])
    heads = vectors.means([(c.head.idx, c.head.idx + len(c.head)) for c, _ in everything])
    return [features(parsed, c, s, cues) for c, s in everything], np.hstack([whole, heads])


def _claim(parsed: Parsed, c: Candidate, sentence: Sentence, score: float, voices: Voices) -> Claim:
    start, end = place(parsed, c)
    said = voices.told(start, end, c.head) if c.row is None else None
    if said is not None:  # "Dole said P" was chosen whole: only P is claimed
        inside = [(max(a, start), min(b, end)) for a, b in said["content_spans"] if a < end]
        first, last = trim(parsed, *token_range(parsed, *max(inside, key=lambda s: s[1] - s[0])))
        root = parsed.doc[first:last].root if last - first > 1 else c.head
        behind = first < c.head.i and any(t.is_punct for t in parsed.tokens[last : last + 1])
        sure = behind or said["stance"] == "accusing" or labels(c.head)
        named = any(t.dep_ == "dobj" and t.i > c.head.i for t in c.head.children)
        whole = c.head.lemma_ == "blame" and not named  # "a raid which X blamed on Y"
        if (sure or is_finite(root)) and root is not c.head and not whole:
            c = c._replace(first=first, last=last, head=root)
            start, end = place(parsed, c)
        if sure or any(is_finite(t) for t in parsed.doc[first:last]):
            c = c._replace(row=said)  # else the writer tells of it: "he promised to go"
    voice, denier = voices.of_claim(c.row, c.head, c.kind)
    words = content_words(parsed.tokens[c.first : c.last])
    text = parsed.text(start, end)
    return Claim(
        start, end, c.first, c.last, text, c.head, c.kind, voice, denier, sentence, score, words
    )


def _give_types(
    parsed: Parsed, found: Sequence[Claim], contents: Contents, vectors: SpanVectors
) -> None:
    if not found:
        return
    heads = load_heads(MODEL)
    names = [
        type_features(
            parsed, c.first, c.last, c.head, contents.rows.get(contents.voice(c.start, c.end))
        )
        for c in found
    ]
    means = vectors.means([(c.start, c.end) for c in found])
    best = heads["type"].scores(names, means).argmax(1)
    riddles = sigmoid(heads["figurative"].scores(names, means))[:, 0] > FIGURATIVE
    for claim, kind, riddle in zip(found, best, riddles, strict=True):
        claim.claim_type, claim.figurative = heads["type"].classes[kind], bool(riddle)
