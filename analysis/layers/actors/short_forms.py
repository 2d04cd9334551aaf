"""A single name follows the one person who bears it: "Maria Lopez … Lopez"."""

from spacy.tokens import Token

from ...text.parse import Parsed
from ...text.plain import fold
from ...text.terms import given_names, term_sets
from .names import Mention

PARTICLES = frozenset(
    "de del da dos la las los van von der den bin ibn al el di du le st. &".split()
)
SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())
ACTING = frozenset("nsubj nsubjpass poss".split())


def follow(parsed: Parsed, mentions: list[Mention]) -> list[Mention]:
    """A single name follows the one person who bears it: "Maria Lopez … Lopez".

    Two bearers: nobody.
    """
    doc, terms = parsed.tokens, term_sets()
    bearers: dict[str, dict[str, Mention]] = {}  # surname → canonical name → first mention
    given: dict[str, dict[str, Mention]] = {}  # the same by first name
    later = _bearers(parsed, mentions)  # whom a headline names in short, before the full name
    spelled: dict[str, str] = {}  # folded name → first surface form
    gender: dict[str, str] = {}
    result = []
    for m in mentions:
        words = [fold(t.text) for t in doc[m.first : m.last]]
        address = fold(doc[m.first - 1].text) if m.first else ""
        said = terms.gender.get(address, m.gender)
        if m.actor_kind == "person" and {said, m.gender} == {"m", "f"}:
            continue  # "Mrs. Trump" is not the Trump of the list
        if m.kind in ("metonym", "demonym", "alias") or m.actor_kind not in ("person", ""):
            if m.actor_kind == "person":
                bearers.setdefault(_surname(fold(m.actor).split()), {}).setdefault(m.actor, m)
            result.append(m)
            continue
        if words[0] in PARTICLES and (owner := _with_particle(words, later)):
            m = m._replace(
                actor=owner.actor, kind="alias", actor_kind="person", gender=owner.gender
            )
        elif len(words) > 1 or (m.kind == "name" and _surname(fold(m.actor).split()) != words[0]):
            actor = spelled.setdefault(fold(m.actor), m.actor)
            m = m._replace(actor=actor)
            bearers.setdefault(_surname(words), {}).setdefault(actor, m)
            if m.actor_kind == "person":
                given.setdefault(words[0], {}).setdefault(actor, m)
        elif owners := {
            a: o
            for a, o in (
                bearers.get(words[0]) or _given(doc, m, given) or later.get(words[0], {})
            ).items()
            if not (said and gender.get(a, o.gender)) or gender.get(a, o.gender) == said
        }:
            if len(owners) > 1:
                continue
            owner = next(iter(owners.values()))
            m = m._replace(
                actor=owner.actor, kind="alias", actor_kind="person", gender=owner.gender
            )
        elif m.kind == "short?" or words[0] in bearers:
            continue
        else:
            m = m._replace(actor=spelled.setdefault(fold(m.actor), m.actor))
        if said and said != "n" and m.actor_kind == "person":
            gender.setdefault(m.actor, said)
        result.append(m)
    return [
        m._replace(gender=gender.get(m.actor, m.gender))
        if m.actor_kind == "person" and not m.gender
        else m
        for m in result
    ]


def _bearers(parsed: Parsed, mentions: list[Mention]) -> dict[str, dict[str, Mention]]:
    """Family name, or usual first name → who bears it by a longer name, anywhere in the text."""
    found: dict[str, dict[str, Mention]] = {}
    for m in mentions:
        words = [fold(t.text) for t in parsed.tokens[m.first : m.last]]
        if m.actor_kind == "person" and len(words) > 1:
            for word in {_surname(words), *given_names().keys() & words[:1]}:
                found.setdefault(word, {}).setdefault(m.actor, m)
    return found


def _with_particle(words: list[str], bearers: dict[str, dict[str, Mention]]) -> Mention | None:
    """The one person whose name ends so: "De Blasio" is "Bill de Blasio"."""
    owners = bearers.get(words[-1], {})
    ends = [m for a, m in owners.items() if fold(a).endswith(" " + " ".join(words))]
    return ends[0] if len(ends) == 1 else None


def _given(
    doc: list[Token], m: Mention, given: dict[str, dict[str, Mention]]
) -> dict[str, Mention]:
    """Who bears a first name, where it acts: "Paris said", not "in Paris"."""
    return given.get(fold(doc[m.first].text), {}) if doc[m.first].dep_ in ACTING else {}


def _surname(words: list[str]) -> str:
    words = [w for w in words if w not in SUFFIXES]
    return words[-1] if words else ""
