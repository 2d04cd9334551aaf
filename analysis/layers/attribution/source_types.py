"""What kind of source speaks, with which stance the cue presents the statement.

And which actor the speaker is.
"""

from bisect import bisect_left

from ...text.parse import Parsed
from ...text.plain import fold
from ...text.terms import read_terms, term_sets
from ..actors.coreference import stands_for
from ..actors.names import Mention
from .source_kinds import INSTITUTIONS, Source, kind_of_source
from .stance import stance_of

RELAYS = frozenset(("for", "of", "from", "by", "in", "at", "with"))


def describe(
    parsed: Parsed, mentions: list[Mention], source_spans, cue_spans, content_spans, kind: str
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
    stance, stance_rule = stance_of(_tokens(parsed, cue_spans))
    return {
        "source_type": source_type,
        "type_rule": type_rule,
        "speaker": speaker,
        "stance": stance,
        "stance_rule": stance_rule,
    }


def _tokens(parsed: Parsed, spans) -> list:
    found = []
    for start, end in spans:
        if span := parsed.doc.char_span(start, end, alignment_mode="expand"):
            found += [t for t in parsed.tokens[span.start : span.end] if not t.is_space]
    return found


def describe_source(parsed: Parsed, mentions: list[Mention], spans) -> tuple[str, str, str]:
    """(source_type, rule, speaker) of a source, given its spans; the first of several counts."""
    tokens = _tokens(parsed, spans[:1])
    if not any(c.isalnum() for t in tokens for c in t.text):
        return "unattributed", "no source in the text", ""
    if len(tokens) == 1 and (noun := stands_for(tokens[0])) is not tokens[0]:
        tokens = [t for t in noun.subtree if t.i <= noun.i and not t.is_space]
    inside = {t.i for t in tokens}
    near = mentions[
        bisect_left(mentions, (tokens[0].idx - 60,)) : bisect_left(mentions, (tokens[-1].idx + 1,))
    ]
    by_token = {i: m for m in near for i in range(m.first, m.last) if i in inside}
    head = _head(tokens, inside)
    mention = _mention_of(parsed, head, by_token, inside)
    several = _several(head, mention, by_token, inside)
    source_type, rule = kind_of_source(Source(parsed, tokens, head, mention, mentions))
    speaks = (
        mention
        if mention and source_type not in ("anonymous", "unattributed") and not several
        else None
    )
    if source_type in ("institution", "media") and speaks is None and not several:
        speaks = _body_of(head, by_token, inside, source_type)
    return source_type, rule, speaks.actor if speaks else ""


def _head(tokens: list, inside: set):
    """The word that the rest of the source hangs on; "according to X", "one of X" lead to X."""
    roots = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    nominal = [
        t for t in roots if t.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")
    ] or roots
    head = nominal[0]
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


def _mention_of(parsed: Parsed, head, by_token: dict, inside: set) -> Mention | None:
    """The actor that the head names: by itself, its apposition, or as a compound's last name."""
    if (m := by_token.get(head.i)) and m.kind != "demonym":
        return m
    people = [
        m
        for i, m in sorted(by_token.items())
        if m.actor_kind in ("person", "") and i == m.first and i > head.i
    ]
    for m in people:
        before = parsed.tokens[m.first - 1]
        apposed = (
            parsed.tokens[m.last - 1].dep_ == "appos" and parsed.tokens[m.last - 1].head == head
        )
        comma = before.text == "," and (
            m.last not in inside or parsed.tokens[m.last].text in (",", ";")
        )
        if (
            apposed
            or (comma and fold(head.lemma_) in term_sets().human)
            or (before == head and head.pos_ == "PROPN")
        ):
            return m
    return None


def _several(head, mention: Mention | None, by_token: dict, inside: set) -> bool:
    """Two actors joined by "and" speak together: no single speaker."""
    others = [c for c in head.children if c.dep_ == "conj" and c.i in inside]
    return any(
        c.i not in by_token or mention is None or by_token[c.i].actor != mention.actor
        for c in others
    )


def _body_of(head, by_token: dict, inside: set, source_type: str) -> Mention | None:
    """Whom "a Pentagon spokesman" speaks for; the medium of "the X newspaper"."""
    kinds = ("media",) if source_type == "media" else INSTITUTIONS
    near = {
        m.actor: m
        for c in head.subtree
        if c.i in inside
        and (m := by_token.get(c.i))
        and m.actor_kind in kinds
        and m.kind != "demonym"
        and (
            (c.dep_ in ("compound", "poss", "nmod", "appos") and c.head == head)
            or (c.dep_ == "pobj" and c.head.head == head and c.head.lower_ in RELAYS)
        )
    }
    speaks = source_type == "media" or fold(head.lemma_) in read_terms()["spokesperson"]
    return next(iter(near.values())) if len(near) == 1 and speaks else None
