"""Named official, named person, institution, media, anonymous or unattributed?

What is known of a source is asked in steps; the first that knows decides. The last step is the
table `lexicons/source_rules.csv` over the words of `lexicons/source_types.csv`.
"""

import re
from collections.abc import Callable
from functools import cache

from spacy.tokens import Token

from ...text.lexicon import read_rows
from ...text.plain import fold
from ...text.terms import PARTIES, given_names, is_human, read_terms, term_sets
from ..actors.antecedents import introduced_unnamed
from ..actors.names import Mention
from ..actors.naming import kind_of_name
from ..actors.standing import CANDIDATES, FORMER, standing
from .source_words import Source

INSTITUTIONS = frozenset("state government institution military company group place".split())
PARTITIVE = frozenset(
    "one some many several most none all number part majority handful dozen hundred thousand lot "
    "plenty couple half first second third last".split()
)
CROWDS = frozenset("group band crowd team pair trio gang section".split())
ABSTRACT = re.compile(r"(?:ness|ship|hood|ism|ance|ence|ancy|ency|ity|ing)$")
CORPS = frozenset("coast border national home presidential republican civil revolutionary".split())
OTHERS = frozenset("his her their my our".split())
PEOPLE = frozenset("he she him her his i me".split())
PRONOUNS = PEOPLE | frozenset("it its they their we you".split())
MADE_UP = re.compile(r"(?!Ma?c|De|La|Fitz|Van)[A-Z][a-z]+[A-Z]\w+$")  # "WikiLeaks", no McAvoy
NO_SPEAKER = "a thing, not a speaker"  # rule of sources that are none: "the fighting shows"

Kind = tuple[str, str]  # source type and the rule that decided


def kind_of_source(source: Source) -> Kind:
    """(source_type, rule) of a source; the rule names the step and the word that decided."""
    steps = (_place, _phrase, _actor, _person, _name, _pronoun, _part)
    return next((kind for step in steps if (kind := step(source))), None) or _listed(source)


def _place(s: Source) -> Kind | None:
    """Where something is told of: "clashes were reported from Wadi"."""
    of = s.head.head
    told = s.head.dep_ == "pobj" and of.lower_ in ("from", "in") and of.head.tag_ == "VBN"
    place = told and not is_human(s.lemma)
    return ("unattributed", f"{NO_SPEAKER}: in {s.word}") if place else None


def _phrase(s: Source) -> Kind | None:
    """Somebody close: "a person familiar with the talks"."""
    text = " ".join(s.parsed.lower[t.i] for t in s.tokens)
    close = next((p for p in read_terms()["anonymous_phrase"] if p in text), None)
    return ("anonymous", _rule("unnamed", "anonymous_phrase", close)) if close else None


def _actor(s: Source) -> Kind | None:
    m = s.mention
    if m is None:  # what a medium owns and is no person: "the Beacon's investigative unit"
        names = ((o, s.parsed.tokens[o.last - 1]) for o in s.inner())
        held = (o for o, t in names if s.head in (t.head, t.head.head if t.dep_ == "pobj" else t))
        owner = next((o.actor for o in held if o.actor_kind == "media"), "")
        return ("media", f"part of a medium: {owner}") if owner and not is_human(s.lemma) else None
    if m.actor_kind == "media":
        return "media", f"actor is media: {m.actor}"
    named = kind_of_name(s.parsed, m) if m.actor_kind in ("person", "institution", "") else None
    if m.actor_kind == "institution" and named and named[0] == "media":
        return named
    if m.actor_kind in INSTITUTIONS:
        return "institution", f"{m.kind} of {m.actor_kind}: {m.actor}"
    if known := _of_a_medium(s, m) or _in_office(s, m) or named:
        return known
    if m.actor_kind == "" and (m.actor.isupper() or MADE_UP.match(m.actor)):
        return "institution", f"abbreviation: {m.actor}"
    if " " not in m.actor and _of_itself(s.head):
        return "institution", f"speaks of itself as it: {m.actor}"
    return "named_person", f"person: {m.actor}"


def _of_itself(name: Token) -> bool:
    """As in "Orlan said it had sunk two boats": who does something and is "it" is nobody."""
    said = (c for c in name.head.children if c.dep_ == "ccomp" and name.dep_ == "nsubj")
    deeds = (c for c in said if any(o.dep_ == "dobj" for o in c.children))
    return any(t.dep_ == "nsubj" and t.lower_ == "it" for c in deeds for t in c.children)


def _of_a_medium(s: Source, m: Mention) -> Kind | None:
    """Who speaks for the outlet that owns the name: "the Beacon's Ana Dole"."""
    for named in s.mentions.by_actor.get(m.actor, ()):
        owner = s.mentions.by_token.get(named.first - 2)
        if owner and owner.actor_kind == "media" and s.parsed.tokens[named.first - 1].tag_ == "POS":
            return "media", f"of a medium: {owner.actor}"
    return None


def _in_office(s: Source, m: Mention) -> Kind | None:
    """By what the article says of the person; a person whom it describes is no body or medium."""
    official, words = standing(s.parsed, s.mentions, m.actor)
    if official:
        return "named_official", f"office: {words}"
    return ("named_person", f"no office now: {words}") if words else None


def _person(s: Source) -> Kind | None:
    """A person or a party whom no single mention covers."""
    name = next((c for c in s.head.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    if name is not None and s.lemma in term_sets().human and not s.one_of("office"):
        return "named_person", f"{s.lemma} with a name: {name.text}"
    if s.head.text[:1].isupper():
        named = s.mentions.by_actor.items()
        bearers = [
            m[0] for a, m in named if m[0].actor_kind == "person" and fold(a).split()[-1] == s.word
        ]
        if bearers:
            last = max(bearers, key=lambda m: (m.first < s.head.i, m.first))
            return _in_office(s, last) or ("named_person", f"surname of several: {s.word}")
    if s.lemma.removesuffix("s") not in PARTIES or s.one_of("institution"):
        return None
    if s.head.tag_ in ("NN", "NNP"):  # "the Arizona Republican"
        placed = _definite(s) and any(c.pos_ == "PROPN" for c in s.head.children)
        return ("named_official", f"a legislator by party: {s.word}") if placed else None
    counted = any(c.dep_ in ("amod", "nummod") or c.lower_ in PARTITIVE for c in s.head.children)
    return None if counted else ("institution", f"a party: {s.word}")


def _name(s: Source) -> Kind | None:
    """A name that no mention covers (a heading in capitals, "Rep. Ana Dole, D-Ohio")."""
    words = [fold(t.text) for t in s.tokens if t.pos_ == "PROPN"]
    if s.head.pos_ != "PROPN" or len(s.tokens) > 6:
        return None
    terms, lead, first = term_sets(), set(words[:-1]), given_names().keys()
    office = lead & terms.office
    if office and words and words[0] in terms.institution and words[1] in office:
        return "named_official", f"name: {' '.join(words)}"  # "Congress MP from Kell Raju Dole"
    if terms.institution.intersection(words):
        return "institution", f"name of a body: {' '.join(words)}"
    called = terms.honorific.intersection(words) or lead & (terms.before_name | first)
    if not called or (lead and terms.before_name.issuperset(words)):  # "The Defence Minister"
        return None
    return "named_official" if office else "named_person", f"name: {' '.join(words)}"


def _pronoun(s: Source) -> Kind | None:
    """What nobody is found for; he and she are most likely of the kind of the last one named."""
    if s.word not in PRONOUNS:
        return None
    open_kind = "institution" if s.word in ("it", "its") else "anonymous"
    if s.word in PEOPLE:
        people = {i: m for i, m in s.mentions.by_token.items() if m.actor_kind in ("person", "")}
        last = people.get(max((i for i in people if i < s.head.i), default=-1))
        known = _in_office(s, last) if last is not None else None
        open_kind = known[0] if known else "named_person"
    return open_kind, f"pronoun left open: {s.word}"


def _part(s: Source) -> Kind | None:
    """Some of a kind: "one of the witnesses", "dozens of people"."""
    of = (p for p in s.head.children if p.lower_ == "of")
    whole = [fold(c.lemma_) for p in of for c in p.children if c.i in s.inside]
    some = s.head.pos_ == "NUM" or (s.lemma in PARTITIVE and not s.one_of("institution"))
    crowd = s.lemma in CROWDS and any(map(is_human, whole))
    return ("anonymous", f"unnamed: {s.word}") if some or crowd else None


def _listed(s: Source) -> Kind:
    """The first row of `lexicons/source_rules.csv` whose category and condition fit."""
    for category, condition, source_type, rule in _rules():
        if (not category or s.one_of(category)) and condition(s):
            if source_type == "anonymous" and (known := _known(s, category)):
                return known, f"one whom the text names: {s.word}"
            word = _rule(rule, category, s.lemma) if category else f"{rule}: {s.word}"
            return source_type, word
    raise ValueError("source_rules.csv: the last row must fit every source")


def _known(s: Source, category: str) -> str:
    """The kind of a person who is told of by an office or a calling that is one person's here.

    "the defence chief", "the Florida senator", "the nominee": definite, one, and never "a senator",
    in an article that names officials (or candidates) at all.
    """
    titled = s.head.pos_ == "PROPN" and s.head.tag_ != "NNPS"
    if not (s.head.tag_ == "NN" and _definite(s)) and not titled:
        return ""
    said = {fold(c.text) for c in s.head.children}
    if said & OTHERS or introduced_unnamed(s.parsed, s.head):
        return ""
    people = [m[0] for m in s.mentions.by_actor.values() if m[0].actor_kind in ("person", "")]
    held = [k for m in people if (k := _in_office(s, m))]
    if said & FORMER:  # "the former president", of a former president whom the text names
        left = any(kind == "named_person" and s.lemma in words.split() for kind, words in held)
        return "named_person" if left else ""
    if category == "office":
        return "named_official" if any(kind == "named_official" for kind, _ in held) else ""
    placed = any(c.pos_ == "PROPN" and c.dep_ == "compound" for c in s.head.children)
    return "named_person" if people and (placed or s.lemma in CANDIDATES) else ""


@cache
def _rules() -> tuple[tuple[str, Callable[[Source], bool], str, str], ...]:
    columns = ("category", "when", "source_type", "rule")
    rules = []
    for line, row in read_rows("source_rules.csv", columns):
        if row["when"] not in CONDITIONS:
            raise ValueError(f"source_rules.csv, line {line}: unknown condition {row['when']!r}")
        condition = CONDITIONS[row["when"]]
        rules.append((row["category"], condition, row["source_type"], row["rule"]))
    return tuple(rules)


def _by_the_media(s: Source) -> bool:
    media = read_terms()["media"]
    owner = next((fold(c.lemma_) for c in s.head.children if c.dep_ == "compound"), "news")
    by_others = owner not in media and owner != "news"
    return (s.head.tag_ == "NNS" and not by_others) or not s.words.isdisjoint(media)


def _in_the_media(s: Source) -> bool:
    below = {fold(t.lemma_) for c in s.head.children if c.lower_ in ("in", "on") for t in c.subtree}
    return not below.isdisjoint((*read_terms()["media"], "news"))


def _definite(s: Source) -> bool:
    return any(c.lower_ in ("the", "its") or c.dep_ == "poss" for c in s.head.children)


def _corps(s: Source) -> bool:
    """A guard in the singular that is a body: "the coast guard"."""
    kinds = {fold(c.text) for c in s.head.children if c.dep_ in ("compound", "amod", "nmod")}
    return s.lemma == "guard" and s.head.tag_ in ("NN", "NNP") and not kinds.isdisjoint(CORPS)


def _abstract(s: Source) -> bool:
    """Something that happens or is felt: it tells nothing."""
    return s.head.tag_ == "VBG" or bool(ABSTRACT.search(s.lemma))


def _of_a_country(s: Source) -> bool:
    return s.head.pos_ in ("PROPN", "ADJ", "NOUN") and any(
        m.kind == "demonym" and m.first == s.head.i for m in s.inner()
    )


CONDITIONS: dict[str, Callable[[Source], bool]] = {
    "": lambda s: True,
    "by the media": _by_the_media,
    "in the media": _in_the_media,
    "unowned": lambda s: all(c.dep_ != "poss" for c in s.head.children),
    "of a country": _of_a_country,
    "proper name": lambda s: s.head.pos_ == "PROPN",
    "corps": _corps,
    "of news": lambda s: not s.words.isdisjoint(("news", "press", "wire")),
    "plural": lambda s: s.head.tag_ == "NNS",
    "abstract": _abstract,
    "human": lambda s: is_human(s.lemma) or s.head.pos_ in ("ADJ", "NUM", "DET", "PRON"),
}


@cache
def _line_numbers() -> dict[tuple[str, str], int]:
    rows = read_rows("source_types.csv", ("term", "category"))
    return {(row["category"], fold(row["term"])): n for n, row in rows}


def _rule(rule: str, category: str, term: str) -> str:
    return f"{rule}: {term} (line {_line_numbers().get((category, term), 0)})"
