"""What kind of source speaks, with which stance the cue presents the statement.

And which actor the speaker is.
"""

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from ...text.parse import Parsed
from ...text.plain import fold
from ...text.terms import is_human, read_terms
from ..actors.antecedents import antecedent
from ..actors.coreference import stands_for
from ..actors.names import CALLED, Cast, Mention
from ..actors.standing import descriptions
from .nested import words_of
from .source_kinds import kind_of_source
from .source_words import Source
from .stance import stance_of

NAMED_BODIES = frozenset("institution military company group media government".split())
TITLES = frozenset("NOUN PROPN ADJ DET PART PUNCT NUM".split())
NOMINAL = frozenset("NOUN PROPN PRON NUM ADJ".split())


Spans = Sequence[Sequence[int]]


def describe(
    parsed: Parsed,
    mentions: Iterable[Mention],
    source_spans: Spans,
    cue_spans: Spans,
    content_spans: Spans,
    kind: str,
) -> dict[str, str]:
    """source_type, type_rule, speaker, stance, stance_rule of one attribution.

    mentions : all mentions of the article, sorted (`actors.find_mentions`)
    *_spans  : lists of [start, end) into the article's text; source and cue may be empty
    kind     : direct, indirect or mixed; a quotation without a cue is shown as neutral

    source_type is one of named_official, named_person, institution, media, anonymous, unattributed;
    stance one of neutral, factive, distancing, accusing, denying, confirming, declining. The rules
    name what decided: a rule and, after a colon, the word or the line of
    `lexicons/source_types.csv` or `lexicons/stance.csv` (header is line 1). speaker is a canonical
    actor, or "" where the text names none or leaves two.
    """
    source_type, type_rule, speaker = describe_source(parsed, mentions, source_spans)
    stance, stance_rule = stance_of(words_of(parsed, cue_spans))
    return {
        "source_type": source_type,
        "type_rule": type_rule,
        "speaker": speaker,
        "stance": stance,
        "stance_rule": stance_rule,
    }


def describe_source(
    parsed: Parsed, mentions: Iterable[Mention], spans: Spans
) -> tuple[str, str, str]:
    """(source_type, rule, speaker) of a source, given its spans; the first of several counts."""
    cast, tokens = Cast.of(mentions), words_of(parsed, spans[:1])
    if not any(c.isalnum() for t in tokens for c in t.text):
        return "unattributed", "no source in the text", ""
    if len(tokens) == 1:
        tokens = _meant(parsed, cast, tokens[0])
    inside = {t.i for t in tokens}
    by_token = {i: cast.by_token[i] for i in inside if i in cast.by_token}
    head = _head(tokens, inside)
    mention = _mention_of(parsed, tokens, head, by_token) or _body_named(parsed, head, cast)
    several = _several(head, mention, by_token, inside)
    source_type, rule = kind_of_source(Source(parsed, tokens, head, mention, cast))
    if several or source_type in ("anonymous", "unattributed"):
        return source_type, rule, ""
    if mention is None and source_type == "media":  # "the X newspaper", "a Y photographer"
        media = {m.actor for m in by_token.values() if m.actor_kind == "media"}
        return source_type, rule, media.pop() if len(media) == 1 else ""
    return source_type, rule, mention.actor if mention else ""


def _meant(parsed: Parsed, cast: Cast, token: Token) -> list[Token]:
    """The words that a source of one word stands for: a pronoun's noun phrase, else itself."""
    if token.i in cast.by_token:
        return [token]
    noun = stands_for(token, cast.by_token)
    if noun is token:
        noun = antecedent(parsed, cast.by_token, token) or token
    return [t for t in noun.subtree if not t.is_space]


def _head(tokens: list[Token], inside: set[int]) -> Token:
    """The word that the rest of the source hangs on; "according to X", "one of X" lead to X."""
    roots = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    head = next((t for t in roots if t.pos_ in NOMINAL), None)
    if head is None and roots[0].pos_ == "VERB" and roots[0].dep_ != "ROOT":
        head = next((t for t in tokens if t.dep_ in ("nsubj", "nsubjpass")), None)
    head = head or roots[0]
    while head.pos_ in ("ADP", "VERB", "SCONJ", "PUNCT", "PART"):
        below = [
            c
            for c in head.children
            if c.i in inside and c.dep_ in ("pobj", "pcomp", "prep", "nsubj", "dobj", "agent")
        ]
        if not below:
            break
        head = below[0]
    return head


def _mention_of(
    parsed: Parsed, tokens: list[Token], head: Token, by_token: dict[int, Mention]
) -> Mention | None:
    """The actor that the head names: by itself, or the name that its words lead up to."""
    if (m := by_token.get(head.i)) and m.kind != "demonym":
        return m
    m = by_token.get(head.i + 1)
    if m and m.actor_kind in NAMED_BODIES and fold(head.lemma_) in CALLED:
        return m
    if fold(head.lemma_) in read_terms()["institution"]:  # "a bench of Justice Dole"
        return None
    people = {m for m in by_token.values() if m.actor_kind in ("person", "") and m.first > head.i}
    for m in sorted(m for m in people if parsed.tokens[m.last - 1].dep_ != "poss"):
        if _leads_up(parsed.tokens[tokens[0].i : m.first]):
            return m
        if any(d.first <= head.i < d.last for d in descriptions(parsed, m)):
            return m
    return None


def _several(
    head: Token, mention: Mention | None, by_token: dict[int, Mention], inside: set[int]
) -> bool:
    """Two actors joined by "and" speak together: no single speaker."""
    named = range(mention.first, mention.last) if mention else ()
    others = [
        c
        for i in {head.i, *named}
        for c in head.doc[i].children
        if c.dep_ == "conj" and c.i in inside and c.i not in named
    ]
    return any(
        c.i not in by_token or mention is None or by_token[c.i].actor != mention.actor
        for c in others
    )


def _leads_up(before: list[Token]) -> bool:
    """Nothing but a title stands before the name ("the minister of trade Ana Dole").

    For what it is follows in capitals: "Envoy for the Sahel Ana Dole", no "aide to Ana Dole".
    """
    last = before[-1:]
    named = all(t.text[:1].isupper() and not is_human(fold(t.lemma_)) for t in last)
    joins = ("of", "for", "to", "and") if named else ("of",)
    return all(t.pos_ in TITLES or t.lower_ in joins for t in before)


def _body_named(parsed: Parsed, head: Token, cast: Cast) -> Mention | None:
    """The one body of the article that the words name in short: "the ministry", "the bureau".

    By the end of its name, or by what the article calls a medium ("Interocean, a news agency").
    """
    if not any(c.lower_ in ("the", "its") or c.dep_ == "poss" for c in head.children):
        return None
    said = [c for c in head.children if c.dep_ in ("compound", "amod")]
    words = [fold(t.text) for t in (*said, head)]
    named = {a: m[0] for a, m in cast.by_actor.items() if m[0].actor_kind in NAMED_BODIES}
    bodies = [m for a, m in named.items() if fold(a).split()[-len(words) :] == words]
    if not bodies:
        media = [m for m in named.values() if m.actor_kind == "media"]
        bodies = [m for m in media if any(words[-1] in d.words for d in descriptions(parsed, m))]
    return bodies[0] if len(bodies) == 1 else None
