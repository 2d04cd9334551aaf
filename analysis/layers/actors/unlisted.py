"""Names that no list knows: people and bodies as the text introduces them, their offices."""

from spacy.tokens import Token

from ...text.parse import Parsed
from ...text.plain import fold
from ...text.terms import given_names, read_terms, term_sets
from .names import CALLED, Mention
from .short_forms import ACTING, PARTICLES, follow

DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
MEDIA_FIRST = frozenset("radio tv canal rádio televisión diario periódico".split())
LINKS = frozenset("of for to and the".split())
JOINS = frozenset("for of the from without against".split())
FAMILY_NAMES = frozenset(
    "pandit acharya baba swami king prince pope judge major dean marshal bishop lord cardinal "
    "duke baron".split()
)


Taken = list["Mention | None"]  # by token


def find_names(parsed: Parsed, known: list[Mention]) -> list[Mention]:
    """`known` mentions plus the names that no list holds and later short forms, with offices.

    Sorted, without overlaps.
    """
    doc = parsed.tokens
    taken: Taken = [None] * len(doc)
    for m in known:
        taken[m.first : m.last] = [m] * (m.last - m.first)
    capital = [t.text[0].isupper() for t in parsed.tokens]
    mentions: list[Mention] = []
    dropped: set[int] = set()
    surnames: set[str] = set()
    bodies: set[tuple[str, ...]] = set()  # told as such: "the charity Bread for All"
    for s in parsed.sentences:
        i = s.first
        while i < s.last:
            known_here = taken[i]
            if known_here is not None and known_here.actor_kind == "person":
                surnames.add(fold(doc[known_here.last - 1].text))
            if taken[i] is None and capital[i] and (last := _called(doc, i, s.last, bodies)):
                bodies.add(tuple(t.text for t in doc[i:last]))
                mentions.append(_mention(parsed, i, last, "name", "institution", "n"))
                dropped.update(id(taken[k]) for k in range(i, last) if taken[k])
                i = last
            elif taken[i] is None and capital[i] and doc[i].pos_ == "PROPN":
                first, last = _chain(doc, taken, i, s.last)
                while first - 1 > s.first and _leads(doc[first - 1]) and not taken[first - 1]:
                    first -= 1
                surnames.add(fold(doc[last - 1].text))
                if not s.is_heading:
                    mentions += _name(parsed, first, last)
                    dropped.update(id(taken[k]) for k in range(first, last) if taken[k])
                i = last
            elif (
                taken[i] is None
                and capital[i]
                and fold(doc[i].text) in surnames
                and doc[i - 1].pos_ != "DET"
            ):
                mentions.append(
                    _mention(parsed, i, i + 1, "short?", "")
                )  # a surname that the tagger took for a word
            i += 1
    people = sorted([m for m in known if id(m) not in dropped] + mentions)
    return follow(parsed, people)


def _called(doc: list[Token], i: int, stop: int, bodies: set[tuple[str, ...]]) -> int:
    """End of a body's name with small words, after what it is or told before, else 0."""
    again = (i + len(b) for b in bodies if tuple(t.text for t in doc[i : i + len(b)]) == b)
    if end := max(again, default=0):
        return end
    before = doc[i - 1] if i else doc[i]
    if before.pos_ not in ("NOUN", "PROPN") or before.lower_ not in CALLED:
        return 0
    last, joined = i + 1, False
    while last < stop:
        k = last
        while k < min(stop - 1, last + 2) and doc[k].lower_ in JOINS and doc[k].is_lower:
            k += 1
        if not doc[k].text[0].isupper():
            break
        joined, last = joined or k > last or doc[k].lower_ in JOINS, k + 1
    return last if joined else 0


def _leads(token: Token) -> bool:
    """An initial or a first name that the tagger took for a word: "I D Swami", "Per Lund"."""
    first = len(token.text.rstrip(".")) == 1 or token.lower_ in given_names()
    return first and token.text[0].isupper()


def _is_name(token: Token) -> bool:
    return bool(token.pos_ == "PROPN" and token.text[0].isupper())


def _chain(doc: list[Token], taken: Taken, i: int, stop: int) -> tuple[int, int]:
    """The run of capitalised names from token i.

    "of" only within the name of a body ("Ministry of Defense").
    """
    last = i + 1
    body = fold(doc[i].text) in term_sets().institution
    while last < stop:
        word = fold(doc[last].text)
        firm = word in term_sets().institution and doc[last].text[0].isupper()
        firm |= doc[last].is_upper and doc[last - 1].is_upper  # a label, "VANCE HOLT:"
        if taken[last] is None and (firm or _is_name(doc[last])):
            body = body or word in term_sets().institution
            last += 1
        elif (after := _after_particles(doc, last, stop)) and not any(taken[last:after]):
            last = after
        elif word == "of" and body and last + 1 < stop and _is_name(doc[last + 1]):
            last += 2
        else:
            break
    return i, last


def _after_particles(doc: list[Token], i: int, stop: int) -> int:
    """Index after "von der Leyen", "-Luc", "al-Rashid", when they follow at i; else 0."""
    k = i
    while k < min(stop, i + 3) and (
        doc[k].lower_ in PARTICLES
        or (doc[k].text == "-" and not doc[k].whitespace_ and not doc[k - 1].whitespace_)
    ):
        k += 1
    return k + 1 if i < k < stop and _is_name(doc[k]) else 0


def _name(parsed: Parsed, first: int, last: int) -> list[Mention]:
    """A mention of the chain without the offices before it, or nothing when it names no actor."""
    doc, terms = parsed.tokens, term_sets()
    while last - first > 2 and doc[last - 1].text in DAYS:
        last -= 1
    if last - first > 1 and doc[first].text in DAYS:
        first += 1
    words = [fold(t.text) for t in doc[first:last]]
    lead = max((k + 1 for k, w in enumerate(words) if w in terms.before_name), default=0)
    lead = max(lead, len(words) > 2 and words[0] in terms.human)  # "Investigator Lena Krol"
    if lead < len(words) - 2 and _post_of(doc, first):  # "Chief of the General Staff Milo Arden"
        rest = range(lead, len(words) - 2)
        lead = next((k for k in rest if words[k] in given_names()), len(words) - 2)
    if lead == len(words):  # an office alone, unless it is somebody's family name ("Stephen King")
        if words[-1] not in FAMILY_NAMES or (len(words) > 1 and words[-2] in terms.office):
            return []
        lead = len(words) - 1 if words[0] in terms.before_name else 0
    address, first, words = words[:lead], first + lead, words[lead:]
    head = doc[last - 1]
    article = first and doc[first - 1].lower_ in ("the", "a", "an") and not address
    if any(w in terms.institution for w in words):
        kind = "institution"
    elif (
        words[-1] in terms.not_actor
        or (first and not address and fold(doc[first - 1].text) in terms.not_actor)
        or (len(words) == 1 and head.tag_ == "NNPS")
    ):
        return []
    elif (words[-1] in terms.media and (len(words) > 1 or article)) or (
        words[0] in MEDIA_FIRST and len(words) > 1
    ):
        kind = "media"
    elif address or (
        2 <= len([w for w in words if w not in PARTICLES and w != "-"]) <= 4 and not article
    ):
        kind = "person"
    elif (
        len(words) == 1
        and head.dep_ not in ACTING
        and not (head.dep_ == "pobj" and head.head.dep_ == "agent")
    ):
        return [_mention(parsed, first, last, "short?", "")]  # kept only when it proves a surname
    else:
        kind = "institution" if (doc[first].text.isupper() and len(words) == 1) or article else ""
    gender = "n" if kind else ""
    if kind == "person":
        said = next((terms.gender[w] for w in address if w in terms.gender), "")
        gender = said or (given_names().get(words[0], "") if len(words) > 1 else "")
    return [_mention(parsed, first, last, "name", kind, gender)]


def _post_of(doc: list[Token], first: int) -> bool:
    """Does an office stand before token `first` and what it is for: "Minister for Home and …"?"""
    k = first - 1
    while k > 0 and (doc[k].lower_ in LINKS or (k < first - 1 and doc[k].text[:1].isupper())):
        k -= 1
        word = fold(doc[k].text)
        if doc[k].text[:1].isupper() and (
            word in term_sets().office or word in read_terms()["post"]
        ):
            return True
    return False


def _mention(
    parsed: Parsed, first: int, last: int, kind: str, actor_kind: str, gender: str = ""
) -> Mention:
    final = parsed.tokens[last - 1]
    start, end = parsed.tokens[first].idx, final.idx + len(final)
    return Mention(start, end, parsed.text(start, end), first, last, kind, actor_kind, "", gender)
