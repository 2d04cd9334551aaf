"""What kind of source speaks, with which stance the cue presents the statement, and which actor the speaker is."""

import re
from bisect import bisect_left
from functools import cache

from ...text.lexicon import read_rows
from ...text.parse import Parsed
from ...text.plain import fold
from ...text.terms import read_terms, term_sets
from ..actors.coreference import stands_for
from ..actors.names import Mention
from ..actors.naming import kind_of_name
from .stance import stance_of

INSTITUTIONS = frozenset("state government institution military company group place".split())
RELAYS = frozenset(("for", "of", "from", "by", "in", "at", "with"))
PARTITIVE = frozenset(
    "one some many several most none all number part majority handful dozen hundred thousand lot plenty couple half".split()
)
HUMAN_ENDING = re.compile(
    r"(?:er|or|ist|ian|ant|ee|man|woman|men|women|folk|goer|crat|logue|lete|vist)s?$"
)
PUBLIC = frozenset(
    ("district", "us", "u.s.", "state", "special", "city", "county")
)  # attorneys who hold an office
FORMER = frozenset(("former", "ex", "late", "then", "onetime"))


def describe(
    parsed: Parsed, mentions: list[Mention], source_spans, cue_spans, content_spans, kind: str
) -> dict[str, str]:
    """source_type, type_rule, speaker, stance, stance_rule of one attribution.

    mentions : all mentions of the article, sorted (`actors.find_mentions`)
    *_spans  : lists of [start, end) into the article's text; source and cue may be empty
    kind     : direct, indirect or mixed; a quotation without a cue is shown as neutral

    source_type is one of named_official, named_person, institution, media, anonymous, unattributed; stance one of
    neutral, factive, distancing, accusing, denying, confirming, declining. The rules name what decided: a rule and,
    after a colon, the word or the line of `lexicons/source_types.csv` or `lexicons/stance.csv` (header is line 1).
    speaker is a canonical actor, or "" where the text names none or leaves two.
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
    source_type, rule = _type(parsed, tokens, inside, head, mention, mentions)
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
    """The actor that the head names: by itself, by its apposition, or as the compound's last name."""
    if m := by_token.get(head.i):
        if m.kind != "demonym":
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
            or comma
            and fold(head.lemma_) in term_sets().human
            or before == head
            and head.pos_ == "PROPN"
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
    """The body that an unnamed spokesman speaks for ("a Pentagon spokesman"), the medium of "the X newspaper"."""
    kinds = ("media",) if source_type == "media" else INSTITUTIONS
    near = {
        m.actor: m
        for c in head.subtree
        if c.i in inside
        and (m := by_token.get(c.i))
        and m.actor_kind in kinds
        and m.kind != "demonym"
        and (
            c.dep_ in ("compound", "poss", "nmod", "appos")
            and c.head == head
            or c.dep_ == "pobj"
            and c.head.head == head
            and c.head.lower_ in RELAYS
        )
    }
    speaks = source_type == "media" or fold(head.lemma_) in read_terms()["spokesperson"]
    return next(iter(near.values())) if len(near) == 1 and speaks else None


def _type(
    parsed: Parsed, tokens, inside, head, mention: Mention | None, mentions
) -> tuple[str, str]:
    terms, words = read_terms(), {fold(t.lemma_) for t in tokens} | {fold(t.text) for t in tokens}
    word, lemma = fold(head.text), fold(head.lemma_)
    plural = lemma[:-1] if lemma.endswith("s") else ""
    if plural in terms["anonymous"] or plural in terms["office"] and head.pos_ == "NOUN":
        return "anonymous", _rule(
            "unnamed", "anonymous" if plural in terms["anonymous"] else "office", plural
        )
    if mention is not None:
        return _type_of_actor(parsed, tokens, head, mention)
    named = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    if (
        named is not None
        and lemma in term_sets().human
        and lemma not in terms["office"]
        and lemma not in terms["spokesperson"]
    ):
        return "named_person", f"{lemma} with a name: {named.text}"
    if head.pos_ == "PROPN" and any(
        m.actor_kind == "person" and fold(m.actor).split()[-1] == word for m in mentions
    ):
        return "named_person", f"surname of several: {word}"
    indefinite = any(c.lower_ in ("a", "an") for c in head.children)
    if (
        not indefinite  # "an adviser to President Hale"
        and {word, word + "."} & terms["office"].keys()
        and any(m.actor_kind == "person" and m.first in inside for m in mentions)
    ):
        return "named_official", _rule(
            "offices before names", "office", word if word in terms["office"] else word + "."
        )
    name = _name_in(tokens, inside, head)
    if name:
        return name
    if lemma in terms["impersonal"] and word != "it" and head.pos_ == "PRON":
        return "unattributed", _rule("nobody speaks", "impersonal", lemma)
    if head.pos_ == "PRON" or word in ("he", "she", "it", "they", "we", "i", "you"):
        return _type_of_pronoun(word)
    if lemma in PARTITIVE or head.pos_ == "NUM":
        below = [c for p in head.children if p.lower_ == "of" for c in p.children if c.i in inside]
        if below and fold(below[0].lemma_) in terms["media"]:
            return "media", _rule("media noun", "media", fold(below[0].lemma_))
        if head.pos_ == "NUM" or lemma not in terms["institution"]:
            return "anonymous", f"unnamed: {word}"
    phrase = " ".join(parsed.lower[t.i] for t in tokens)
    for close in terms["anonymous_phrase"]:
        if close in phrase:
            return "anonymous", _rule("unnamed", "anonymous_phrase", close)
    if lemma in terms["spokesperson"]:
        body = any(
            c.dep_ in ("compound", "poss", "nmod")
            and c.pos_ in ("NOUN", "PROPN")
            or c.dep_ == "prep"
            and c.lower_ in ("for", "of")
            for c in head.children
            if c.i in inside
        )
        return (
            ("institution", _rule("spokesperson of a body", "spokesperson", lemma))
            if body
            else ("anonymous", _rule("unnamed", "spokesperson", lemma))
        )
    if _is_media(head, lemma, words):
        return "media", _rule(
            "media noun", "media" if lemma in terms["media"] else "document", lemma
        )
    if lemma in terms["impersonal"] and not any(c.dep_ in ("poss",) for c in head.children):
        return "unattributed", _rule("nobody speaks", "impersonal", lemma)
    definite = any(c.lower_ in ("the", "its") or c.dep_ == "poss" for c in head.children)
    if (
        lemma in terms["office"]
        and head.tag_ in ("NN", "NNP")
        and definite
        and not words & {"senior", "top", "anonymous"}
        and lemma
        not in (
            "officer",
            "prosecutor",
            "attorney",
            "adviser",
            "advisor",
            "lawmaker",
            "inspector",
            "detective",
        )
    ):
        return "named_official", _rule("holder of an office", "office", lemma)
    if lemma in ("nominee", "candidate") and definite and head.tag_ == "NN":
        return "named_person", _rule("known by the part played", "occupation", lemma)
    if lemma in terms["institution"]:
        return "institution", _rule("body", "institution", lemma)
    if head.pos_ in ("PROPN", "ADJ", "NOUN") and any(
        m.kind == "demonym" and m.first == head.i for m in mentions
    ):
        return "anonymous", f"people of a country: {word}"
    if lemma in terms["anonymous"]:
        return "anonymous", _rule("unnamed", "anonymous", lemma)
    if lemma in terms["office"]:
        return "anonymous", _rule("holders of an office without a name", "office", lemma)
    if lemma in terms["document"]:
        return "institution", _rule("document", "document", lemma)
    if head.pos_ == "PROPN":
        return "institution", f"proper name: {word}"
    if HUMAN_ENDING.search(lemma) or head.pos_ in ("ADJ", "NUM", "DET"):
        return "anonymous", f"people by their ending: {word}"
    return "unattributed", f"a thing, not a speaker: {word}"


def _type_of_actor(parsed: Parsed, tokens, head, m: Mention) -> tuple[str, str]:
    if m.actor_kind == "media":
        return "media", f"actor is media: {m.actor}"
    if m.actor_kind in INSTITUTIONS:
        return "institution", f"{m.kind} of {m.actor_kind}: {m.actor}"
    if m.actor_kind == "person":
        before = [
            fold(t.text) for t in parsed.tokens[max(0, m.first - 6) : m.first] if t.i >= tokens[0].i
        ]
        title = [fold(w) for w in m.title.replace("-", " ").split()]
        lawyer = title[-1:] in (["attorney"], ["counsel"]) and not PUBLIC & {*title, *before}
        head_office = fold(head.lemma_) if head.i < m.first else ""
        if (
            head_office in term_sets().office
            and not FORMER & {*before, *title}
            and head_office not in ("attorney", "counsel", "lawyer")
        ):
            return "named_official", f"office: {head_office}"
        if (
            m.title
            and not lawyer
            and not FORMER & {*title, *before}
            and any(w in term_sets().office for w in title)
        ):
            return "named_official", f"office: {m.title}"
        named = None if m.title else kind_of_name(parsed, m)
        return named or ("named_person", f"person: {m.actor}")
    if named := kind_of_name(parsed, m):
        return named
    if m.actor.isupper() and len(m.actor) < 6:
        return "institution", f"abbreviation: {m.actor}"
    return "named_person", f"name, taken for a person's: {m.actor}"


def _name_in(tokens, inside, head) -> tuple[str, str] | None:
    """A name in apposition that no mention covers (a heading in capitals, a transcript's "SMITH:")."""
    if head.pos_ != "PROPN" or len(tokens) > 4:
        return None
    words = [fold(t.text) for t in tokens if t.pos_ == "PROPN"]
    terms = term_sets()
    if any(w in terms.institution for w in words):
        return "institution", f"name of a body: {' '.join(words)}"
    if words[-1] in terms.media and len(words) > 1:
        return "media", f"name of a medium: {' '.join(words)}"
    if len(words) > 1 or any(w in terms.honorific for w in words):
        office = any(w in terms.office for w in words[:-1])
        return ("named_official" if office else "named_person"), f"name: {' '.join(words)}"
    return None


def _type_of_pronoun(word: str) -> tuple[str, str]:
    if word in ("he", "she", "him", "her", "i", "me"):
        return "named_person", f"pronoun left open: {word}"
    if word in ("it", "this", "that", "which", "what", "there"):
        return "unattributed", f"pronoun left open: {word}"
    return "anonymous", f"pronoun left open: {word}"


def _is_media(head, lemma: str, words: set) -> bool:
    terms = read_terms()
    if lemma in terms["media"]:
        return True
    # "Press reports", "media accounts", "multiple reports": what the media say; "the report" may be anybody's.
    return lemma in ("report", "account", "coverage") and (
        bool(words & set(terms["media"])) or head.tag_ == "NNS"
    )


@cache
def _line_numbers() -> dict[tuple[str, str], int]:
    rows = read_rows("source_types.csv", ("term", "category"))
    return {(row["category"], fold(row["term"])): n for n, row in rows}


def _rule(rule: str, category: str, term: str) -> str:
    return f"{rule}: {term} (line {_line_numbers().get((category, term), 0)})"
