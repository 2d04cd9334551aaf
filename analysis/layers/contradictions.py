"""Places inside one article that do not go together: suggestions with both spans, for a person to look at."""

from dataclasses import dataclass

from spacy.tokens import Token

from ..text.parse import Parsed
from .claims.claim_words import event_classes, own_subject, token_range
from .claims.counts import conflicting

KINDS = ("fact_and_open", "reversed_roles", "absence_and_presence", "figures", "polarity")
OPEN_MODALS = frozenset({"could", "may", "might", "would"})
GENERIC = frozenset(
    {"talk", "deploy", "transfer", "suspend", "offer", "vote"}
)  # too broad to be one event by class alone
STATES = frozenset({"close", "closed", "shut", "seal", "block"})


@dataclass(slots=True)
class Told:
    """A claim with what the comparison needs."""

    start: int
    end: int
    first: int
    last: int
    sentence_id: int
    head: Token
    source: str
    words: frozenset[str]
    acts: list[tuple[Token, frozenset[str]]]  # tokens that name an event, with its classes


def find_contradictions(parsed: Parsed, claims: list[dict]) -> list[dict]:
    """Rows article_id, start, end, other_start, other_end, kind, reason; start lies before other_start.

    kind: fact_and_open (the same event told as fact and left open elsewhere), reversed_roles (the same act given to
    another doer), absence_and_presence ('no warnings' and 'the warning'), figures (two counts of one thing), polarity
    (the same said and denied, both by the narrator). Rules on event classes (`lexicons/events.csv`) and shared words.
    """
    told = [_told(parsed, row) for row in claims]
    rows = [
        *_fact_and_open(parsed, told),
        *_reversed_roles(parsed, told),
        *_absence_and_presence(parsed, told),
        *_figures(parsed, told),
        *_polarity(parsed, told),
    ]
    unique = {(r["start"], r["end"], r["other_start"], r["other_end"]): r for r in reversed(rows)}
    return sorted(
        unique.values(), key=lambda r: (r["start"], r["end"], r["other_start"], r["other_end"])
    )


def _told(parsed: Parsed, row: dict) -> Told:
    first, last = token_range(parsed, row["start"], row["end"])
    sentence = parsed.sentence_of(row["start"])
    tokens = parsed.tokens[first:last]
    lemmas = [t.lemma_.lower() for t in tokens]
    words = frozenset(
        w
        for t, w in zip(tokens, lemmas)
        if t.pos_ in ("NOUN", "PROPN") or t.pos_ == "VERB" and not t.is_stop
    )
    acts = [(t, classes) for t, w in zip(tokens, lemmas) if (classes := event_classes(w))]
    head = next((t for t in tokens if not first <= t.head.i < last or t.head.i == t.i), tokens[0])
    return Told(
        row["start"],
        row["end"],
        first,
        last,
        sentence.sentence_id if sentence else 0,
        head,
        row["source"],
        words,
        acts,
    )


def _row(parsed: Parsed, a: Told, b: Told, kind: str, reason: str) -> dict:
    a, b = sorted((a, b), key=lambda t: (t.start, t.end))
    return {
        "article_id": parsed.article.article_id,
        "start": a.start,
        "end": a.end,
        "other_start": b.start,
        "other_end": b.end,
        "kind": kind,
        "reason": reason,
    }


def _classes(token: Token) -> frozenset[str]:
    return event_classes(token.lemma_.lower())


def _events(told: Told) -> list[tuple[Token, frozenset[str], bool]]:
    """(token, classes, open) of the events that a claim is about: its verb, or the subject of a light verb
    ('the call took place', 'the conversation would be welcome'). open: under could, may, might, would."""
    head = told.head
    open_ = any(c.dep_ == "aux" and c.lower_ in OPEN_MODALS for c in head.children)
    found = []
    if _classes(head):
        found.append((head, _classes(head), open_))
    noun = own_subject(head)
    if (
        noun is not None
        and noun.pos_ == "NOUN"
        and _classes(noun)
        and head.lemma_ in ("be", "take", "happen", "occur", "have", "last", "follow")
    ):
        found.append((noun, _classes(noun), open_))
    return found


def _fact_and_open(parsed: Parsed, told: list[Told]):
    """'A and B spoke last week' … 'the call could have taken place': definite noun or shared words, one open, one not."""
    events = [(t, *e) for t in told for e in _events(t)]
    facts = [
        e
        for e in events
        if not e[3]
        and e[1].tag_ in ("VBD", "VBN", "VBP", "VBZ", "NN", "NNS")
        and not _future(e[0].head)
    ]
    for t, token, classes, open_ in events:
        if not open_:
            continue
        definite = token.pos_ == "NOUN" and any(
            c.lower_ in ("the", "this", "that") for c in token.children
        )
        for other, fact, fact_classes, _ in facts:
            if (
                other is t
                or not classes & fact_classes
                or abs(other.sentence_id - t.sentence_id) > 40
            ):
                continue
            shared = (t.words & other.words) - {token.lemma_.lower(), fact.lemma_.lower()}
            if definite or len(shared) >= 2:
                yield _row(
                    parsed,
                    other,
                    t,
                    "fact_and_open",
                    f"“{fact.text}” is told as a fact, “{token.text}” is left open ({_modal(t.head)}): the same event?",
                )
                break


def _future(verb: Token) -> bool:
    return any(
        c.dep_ == "aux" and c.lower_ in ("will", "'ll", "shall", *OPEN_MODALS)
        for c in verb.children
    ) or any(c.dep_ == "neg" for c in verb.children)


def _modal(verb: Token) -> str:
    return next(
        (c.lower_ for c in verb.children if c.dep_ == "aux" and c.lower_ in OPEN_MODALS),
        "conditional",
    )


def _reversed_roles(parsed: Parsed, told: list[Told]):
    """The same kind of act over the same thing, given to one side here and to another there."""
    done = []
    for t in told:
        for classes, doer in _doings(t):
            done.append((t, classes, doer))
    for n, (t, classes, doer) in enumerate(done):
        for other, other_classes, other_doer in done[max(0, n - 200) : n]:
            common = (classes & other_classes) - GENERIC
            if other is t or not common or not doer or not other_doer or doer & other_doer:
                continue
            kind = next(iter(sorted(common)))
            if (
                _same_place(t, other, doer | other_doer)
                if kind == "close"
                else len((t.words & other.words) - doer - other_doer) >= 2
                and _swapped(t, other, doer, other_doer)
            ):
                yield _row(
                    parsed,
                    other,
                    t,
                    "reversed_roles",
                    f"the same act ({kind.replace('_', ' ')}) is given to {_names(other_doer)} and to {_names(doer)}",
                )


def _same_place(t: Told, other: Told, names: frozenset) -> bool:
    """What is closed: a word in common, whole or as the beginning of another ('air blockade', 'airspace')."""
    mine, theirs = (
        {w for w in x.words - names if len(w) >= 3 and not event_classes(w)} for x in (t, other)
    )
    return any(a.startswith(b) or b.startswith(a) for a in mine for b in theirs)


def _swapped(t: Told, other: Told, doer: frozenset, other_doer: frozenset) -> bool:
    """Each one's doer is named in the other claim as the one it was done to."""
    return bool(doer & other.words) and bool(other_doer & t.words)


def _doings(told: Told):
    """(event classes, names of the doer) of a claim: its verb with its subject, a closed state with its speaker,
    and the act in 'X is accused of imposing a blockade'."""
    for token, classes in told.acts:
        if token.pos_ in ("VERB", "AUX") and token.lemma_ not in STATES:
            passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children)
            doer = (
                next(
                    (
                        g
                        for c in token.children
                        if c.dep_ == "agent"
                        for g in c.children
                        if g.dep_ == "pobj"
                    ),
                    None,
                )
                if passive
                else own_subject(token) or _accused(token)
            )
        elif token.lemma_.lower() in STATES:
            doer = (
                own_subject(token)
                if token.pos_ == "VERB" and any(c.dep_ == "dobj" for c in token.children)
                else None
            )
            if doer is None:
                yield (
                    classes,
                    _name_words(told.source) if told.source != "narrator" else frozenset(),
                )
                continue
        elif token.dep_ == "dobj":
            doer = own_subject(token.head) or _accused(token.head)
        else:
            continue
        if doer is not None:
            yield (
                classes,
                frozenset(
                    w for t in doer.subtree if t.pos_ == "PROPN" for w in _name_words(t.text)
                ),
            )


def _accused(verb: Token) -> Token | None:
    """'Maduro is accused of imposing …', 'accused Maduro of imposing …' → Maduro."""
    if verb.dep_ != "pcomp":
        return None
    above = verb.head.head
    return next(
        (c for c in above.children if c.dep_ in ("nsubjpass", "dobj")),
        above if above.dep_ == "dobj" else None,
    )


def _name_words(text: str) -> frozenset[str]:
    words = [w.strip(".,'’\"“”") for w in text.split()]
    return frozenset(
        w.removesuffix("'s").removesuffix("’s").lower()
        for w in words
        if w[:1].isupper() and len(w) > 2
    )


def _names(words: frozenset) -> str:
    return " ".join(w.capitalize() for w in sorted(words))


def _absence_and_presence(parsed: Parsed, told: list[Told]):
    """'no warnings' against 'the American warning': a noun denied, and used elsewhere as something that is there."""
    denied = []
    for t in told:
        for token in parsed.tokens[t.first : t.last]:
            if (
                token.pos_ == "NOUN"
                and any(c.dep_ == "det" and c.lower_ == "no" for c in token.children)
                and _exists(token)
            ):
                denied.append((t, token))
    for t, noun in denied:
        for other in told:
            if other is t:
                continue
            hit = next(
                (
                    x
                    for x in parsed.tokens[other.first : other.last]
                    if x.lemma_ == noun.lemma_
                    and x.pos_ == "NOUN"
                    and any(
                        c.dep_ in ("det", "poss")
                        and c.lower_
                        in ("the", "this", "that", "these", "his", "her", "its", "their")
                        or c.dep_ == "poss"
                        for c in x.children
                    )
                ),
                None,
            )
            if hit is not None:
                yield _row(
                    parsed,
                    t,
                    other,
                    "absence_and_presence",
                    f"“no {noun.text}” here, “{parsed.text(hit.left_edge.idx, hit.idx + len(hit))}” there",
                )
                break


def _exists(noun: Token) -> bool:
    """Coordinated or single subject of 'there is', or object of have, give, issue and the like."""
    top = noun
    for _ in range(8):
        if top.dep_ != "conj":
            break
        top = top.head
    return (
        top.dep_ in ("attr", "nsubj", "nsubjpass")
        and any(c.dep_ == "expl" for c in top.head.children)
        or top.dep_ in ("dobj", "nsubjpass")
        and top.head.lemma_ in ("have", "give", "issue", "receive", "provide", "make", "report")
    )


def _figures(parsed: Parsed, told: list[Told]):
    for earlier, later in conflicting(parsed, told):
        yield _row(
            parsed, earlier, later, "figures", "two figures for what looks like the same thing"
        )


def _polarity(parsed: Parsed, told: list[Told]):
    """The same verb with the same words, once negated and once not, both in the narrator's voice."""
    by_verb: dict[str, list[Told]] = {}
    for t in told:
        if t.source != "narrator":
            continue
        for other in by_verb.get(t.head.lemma_, [])[-20:]:
            shared = (t.words & other.words) - {t.head.lemma_.lower()}
            if (
                _negated(t.head) != _negated(other.head)
                and len(shared) >= 2
                and 2 * len(shared) >= min(len(t.words), len(other.words)) - 1
            ):
                yield _row(
                    parsed,
                    other,
                    t,
                    "polarity",
                    f"“{t.head.text}” once with and once without a negation",
                )
        by_verb.setdefault(t.head.lemma_, []).append(t)


def _negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)
