"""Where the clauses of a sentence begin and end: the spans that claims are made of."""

from dataclasses import dataclass

from spacy.tokens import Token

from ...text.parse import Parsed, Sentence
from .claim_words import SUBJECT, VERBAL, is_finite, own_subject, reporting

CONCESSIVE = frozenset({"while", "although", "though", "whereas", "but"})
TEMPORAL = frozenset({"before", "after", "when", "since", "as", "once", "until"})
CONTENT_NOUNS = frozenset(
    {
        "accusation",
        "allegation",
        "claim",
        "report",
        "evidence",
        "proof",
        "charge",
        "suspicion",
        "rumor",
        "rumour",
        "assertion",
        "suggestion",
        "indication",
    }
)
TRIM_FRONT = frozenset(
    {"and", "but", "or", "that", "although", "while", "though", "whereas", "so", "yet", "because"}
)
SYMBOLS = frozenset("%‰$€£¥#&@°")


@dataclass(slots=True)
class Clause:
    """A clause: its head token, its token range (half-open), and how it hangs in the sentence.

    kind: main, content (of a reporting verb or noun), concessive, temporal, relative, participle, accusation
    """

    head: Token
    kind: str
    first: int
    last: int


def find_clauses(parsed: Parsed, sentence: Sentence) -> list[Clause]:
    """Clauses of a sentence in the order of their heads, cut so that none holds another that speaks for itself."""
    doc = parsed.tokens
    kinds: dict[int, str] = {}
    for token in doc[sentence.first : sentence.last]:
        if (
            token.pos_ in VERBAL
            or token.dep_ == "ROOT"
            or token.pos_ == "ADJ"
            and own_subject(token) is not None
        ):
            kind = _kind(token)
            if kind:
                kinds[token.i] = kind
    clauses = {i: Clause(doc[i], kind, *_edges(doc[i], sentence)) for i, kind in kinds.items()}
    for i, clause in clauses.items():
        if clause.kind in ("temporal", "relative"):
            continue  # these stay inside the clause they belong to
        left, right = _outer_edges(clause, sentence)
        for outer in _enclosing(clause.head, clauses):
            if left > outer.head.i:
                outer.last = min(outer.last, left)
            elif right < outer.head.i:
                outer.first = max(outer.first, right)
    for clause in clauses.values():
        _trim(parsed, clause)
    return [c for c in clauses.values() if c.first <= c.head.i < c.last]


def after_dateline(parsed: Parsed, sentence: Sentence) -> int:
    """First token after 'KARSTAN, June 4 (Agency) —' at the beginning of a paragraph."""
    tokens = parsed.tokens
    if tokens[sentence.first].text.isupper() or sentence.sentence_id <= 2:
        for i in range(sentence.first, min(sentence.first + 14, sentence.last - 3)):
            if tokens[i].text in ("—", "–", "--", "-") and (
                i == sentence.first or tokens[i - 1].whitespace_
            ):
                return i + 1
            if tokens[i].pos_ in ("VERB", "AUX"):
                break
    return sentence.first


def _kind(token: Token) -> str:
    dep, head = token.dep_, token.head
    if dep == "ROOT":
        return "main"
    own = own_subject(token)
    if dep == "conj":
        if (
            any(c.lower_ == "neither" for c in head.children)
            or any(c.lower_ == "nor" for c in token.children)
            or own is None
            and {head.lemma_, token.lemma_} == {"confirm", "deny"}
        ):
            return ""  # 'neither confirmed nor denied' is one answer
        if own is not None and is_finite(token):
            return "main"
        return (
            "participle"
            if any(token.lemma_ in reporting(g) for g in ("accuse", "suspect", "deny"))
            else ""
        )
    if dep in ("ccomp", "parataxis"):
        if own is None or _asks(token):
            return ""
        if dep == "ccomp" and (
            _in_passing(head)
            or token.i > head.i
            and not _after_colon(token)
            and not _is_reporting(head)
            and head.lemma_ not in reporting("deny")
            and not _said_before(token)
        ):
            return ""
        return "content" if _is_content(token) else "main"
    if dep == "acl" and own is not None and head.lemma_ in CONTENT_NOUNS:
        return "content"
    if dep == "advcl":
        mark = next(
            (
                c.lower_
                for c in token.children
                if c.dep_ in ("mark", "advmod")
                and c.i < token.i
                and c.lower_ in CONCESSIVE | TEMPORAL
            ),
            "",
        )
        if mark in CONCESSIVE and own is not None:
            return "concessive"
        if mark in TEMPORAL and own is not None and is_finite(token):
            return "temporal"
        if (
            own is not None
            and is_finite(token)
            and not any(c.dep_ == "mark" for c in token.children)
            and _after_colon(token)
        ):
            return "main"
        return "participle" if token.tag_ == "VBG" and own is None and _is_reporting(token) else ""
    if dep == "acl" and token.tag_ in ("VBG", "VBN") and _is_reporting(token):
        return "participle"
    if (
        dep == "acl"
        and token.tag_ == "VBN"
        and token.lemma_ in reporting("deny")
        and head.lemma_ in CONTENT_NOUNS
    ):
        return "relative"  # 'a claim denied by Moscow'
    return "relative" if dep == "relcl" and (is_finite(token) or own is not None) else ""


def _asks(token: Token) -> bool:
    """'what comes next', 'whether it would resume aid': a question inside a sentence is not told as true."""
    return any(
        c.tag_ in ("WP", "WRB", "WDT") or c.lower_ in ("whether", "if") and c.dep_ == "mark"
        for c in (token.left_edge, *token.children)
        if c.i < token.i
    )


def _in_passing(verb: Token) -> bool:
    """'… when they discovered that …': the discovery dates the main clause and is told with it."""
    return (
        verb.dep_ == "advcl"
        and verb.lemma_ not in reporting("speech")
        and any(c.lower_ in TEMPORAL and c.dep_ in ("mark", "advmod") for c in verb.children)
    )


def _said_before(token: Token) -> bool:
    """The word before 'that' reports, whatever the parser hung the clause on."""
    left = token.left_edge
    return left.lower_ == "that" and left.i > 0 and _is_reporting(left.nbor(-1))


def _is_reporting(token: Token) -> bool:
    return any(
        token.lemma_ in reporting(group)
        for group in ("speech", "hint", "accuse", "factive", "cognition")
    )


def _is_content(token: Token) -> bool:
    """Does a clause complete a verb, or is it a neighbour that the parser hung on it ('P: Q', 'P; Q', 'P, Q')?"""
    if any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children):
        return True
    if (
        token.right_edge.i + 1 < len(token.doc)
        and token.right_edge.nbor().text in (":", ";")
        and token.i < token.head.i
    ):
        return False
    if token.i > token.head.i:
        return True
    return _is_reporting(token.head)


def _after_colon(token: Token) -> bool:
    left = token.left_edge
    return left.i > 0 and left.nbor(-1).text in (":", ";", "—", "–")


def _edges(token: Token, sentence: Sentence) -> tuple[int, int]:
    first, last = max(token.left_edge.i, sentence.first), min(token.right_edge.i + 1, sentence.last)
    if token.dep_ == "conj" and not any(c.dep_ in SUBJECT for c in token.children):
        first = max(first, min(c.i for c in (token, *token.children)))
    return first, last


def _outer_edges(clause: Clause, sentence: Sentence) -> tuple[int, int]:
    """Where the enclosing clause must stop: before a reporting phrase that brings the content in, too."""
    left, right = _edges(clause.head, sentence)
    return left, right


def _enclosing(token: Token, clauses: dict[int, Clause]):
    found = 0
    for n, ancestor in enumerate(token.ancestors):
        if ancestor.i in clauses:
            yield clauses[ancestor.i]
            found += 1
        if n > 40 or found > 3:
            return


def _trim(parsed: Parsed, clause: Clause) -> None:
    doc = parsed.tokens
    while clause.first < clause.last and (
        _is_mark(doc, clause, clause.first)
        or doc[clause.first].is_space
        or doc[clause.first].lower_ in TRIM_FRONT
        and doc[clause.first].dep_ in ("cc", "mark")
    ):
        if doc[clause.first].is_quote and _closes_inside(doc, clause):
            break
        clause.first += 1
    while clause.last > clause.first and (
        _is_mark(doc, clause, clause.last - 1)
        or doc[clause.last - 1].is_space
        or doc[clause.last - 1].dep_ in ("cc", "mark")
        and doc[clause.last - 1].i != clause.head.i
    ):
        if (
            doc[clause.last - 1].is_quote
            and sum(t.is_quote for t in doc[clause.first : clause.last]) % 2 == 0
        ):
            break
        clause.last -= 1
    end = doc[clause.last - 1]  # '… in the region and said': the verb of the next content
    if (
        end.i > clause.head.i + 1
        and end.pos_ == "VERB"
        and _is_reporting(end)
        and doc[end.i - 1].dep_ == "cc"
    ):
        clause.last -= 2


def _is_mark(doc, clause: Clause, i: int) -> bool:
    """Punctuation that may be cut off at an end; '%' and a bracket that is opened inside stay."""
    token = doc[i]
    return (
        token.is_punct
        and token.text not in SYMBOLS
        and not (token.text == ")" and any(t.text == "(" for t in doc[clause.first : i]))
    )


def _closes_inside(doc, clause: Clause) -> bool:
    return sum(t.is_quote for t in doc[clause.first : clause.last]) % 2 == 0
