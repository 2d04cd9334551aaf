"""Named official, named person, institution, media, anonymous or unattributed?

What is known of a source is asked in steps; the first that knows decides. The last step is the
table `lexicons/source_rules.csv` over the words of `lexicons/source_types.csv`.
"""

import re
from collections.abc import Callable
from functools import cache

from ...text.lexicon import read_rows
from ...text.plain import fold
from ...text.terms import HUMAN_ENDING, PARTIES, read_terms, term_sets
from ..actors.antecedents import introduced_unnamed
from ..actors.names import Mention
from ..actors.naming import kind_of_name, speaks_as_body
from ..actors.standing import CANDIDATES, FORMER, standing
from .source_words import Source

INSTITUTIONS = frozenset("state government institution military company group place".split())
PARTITIVE = frozenset(
    "one some many several most none all number part majority handful dozen hundred thousand lot "
    "plenty couple half first second third last".split()
)
BY = frozenset(("by", "in", "from", "of"))
OWNING = frozenset(("poss", "compound", "appos", "nmod", "prep", "agent"))
CROWDS = frozenset("group band crowd team pair trio gang section".split())
ABSTRACT = re.compile(r"(?:ness|ship|hood|ism|ance|ence|ancy|ency|ity|ing)$")
CORPS = frozenset("coast border national home presidential republican civil revolutionary".split())
OTHERS = frozenset("his her their my our".split())
PEOPLE = frozenset("he she him her i me".split())
ALL = frozenset(("everything", "something", "all"))
NO_SPEAKER = "a thing, not a speaker"  # rule of sources that are none: "the fighting shows"
PLACES = frozenset("area district town village city province region state suburb".split())
THINGS = frozenset("this that which what there".split())
PRONOUNS = frozenset("he she it they we i you".split())

Kind = tuple[str, str]  # source type and the rule that decided


def kind_of_source(source: Source) -> Kind:
    """(source_type, rule) of a source; the rule names the step and the word that decided."""
    steps = (_place, _phrase, _plural, _actor, _person, _name, _pronoun, _part)
    return next((kind for step in steps if (kind := step(source))), None) or _listed(source)


def _plural(s: Source) -> Kind | None:
    """Plurals that the lemmatiser left: "officials"."""
    terms, one = read_terms(), s.lemma.removesuffix("s")
    body = s.mention and s.mention.actor_kind in INSTITUTIONS and s.mention.first == s.head.i
    if one == s.lemma or one in PARTIES or body:  # "Friends of the Missing"
        return None
    if one in terms["anonymous"]:
        return "anonymous", _rule("unnamed", "anonymous", one)
    if one in terms["office"] and s.head.pos_ == "NOUN":
        return "anonymous", _rule("unnamed", "office", one)
    return None


def _part_of_a_medium(s: Source) -> Kind | None:
    """What a medium owns and is no person: "the Beacon's investigative unit"."""
    if s.lemma in term_sets().human or HUMAN_ENDING.search(s.lemma):
        return None
    for m in s.inner():
        if m.actor_kind == "media":
            name = s.parsed.tokens[m.last - 1]
            owner = name.head if name.dep_ == "pobj" and name.head.lower_ in BY else name
            if owner.head == s.head and owner.dep_ in OWNING:
                return "media", f"part of a medium: {m.actor}"
    return None


def _actor(s: Source) -> Kind | None:
    m = s.mention
    if m is None:
        return _part_of_a_medium(s)
    if m.actor_kind == "media":
        return "media", f"actor is media: {m.actor}"
    if m.actor_kind == "institution" and (named := kind_of_name(s.parsed, m)):
        return named
    if m.actor_kind in INSTITUTIONS:
        return "institution", f"{m.kind} of {m.actor_kind}: {m.actor}"
    if m.actor_kind == "person":
        return (
            _in_office(s, m) or kind_of_name(s.parsed, m) or ("named_person", f"person: {m.actor}")
        )
    held = _in_office(s, m)
    if held and held[0] == "named_person":
        held = kind_of_name(s.parsed, m) or held
    if named := held or kind_of_name(s.parsed, m):
        return named
    if m.actor.isupper() and len(m.actor) < 6:
        return "institution", f"abbreviation: {m.actor}"
    if body := speaks_as_body(s.parsed, m):
        return "institution", body
    return "named_person", f"name, taken for a person's: {m.actor}"


def _in_office(s: Source, m: Mention) -> Kind | None:
    """By what the article says of the person; a person whom it describes is no body or medium."""
    official, words = standing(s.parsed, s.mentions, m.actor)
    if official:
        return "named_official", f"office: {words}"
    return ("named_person", f"no office now: {words}") if words else None


def _person(s: Source) -> Kind | None:
    """A person whom no single mention covers."""
    offices = read_terms()["office"]
    name = next((c for c in s.head.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    private = s.lemma in term_sets().human and s.lemma not in offices
    if name is not None and private and not s.one_of("spokesperson"):
        return "named_person", f"{s.lemma} with a name: {name.text}"
    if s.head.text[:1].isupper():
        named = s.mentions.by_actor.items()
        people = [
            m[0] for a, m in named if m[0].actor_kind == "person" and fold(a).split()[-1] == s.word
        ]
        if people:
            last = max(people, key=lambda m: (m.first < s.head.i, m.first))
            return _in_office(s, last) or ("named_person", f"surname of several: {s.word}")
    if s.lemma.removesuffix("s") not in PARTIES or s.lemma in ("state", "sen", "team"):
        return None
    if s.word == s.lemma.removesuffix("s"):  # "the Arizona Republican"
        return ("named_official", f"a legislator by party: {s.word}") if _definite(s) else None
    counted = any(c.dep_ in ("amod", "nummod") or c.lower_ in PARTITIVE for c in s.head.children)
    return None if counted else ("institution", f"a party: {s.word}")


def _name(s: Source) -> Kind | None:
    """A name that no mention covers (a heading in capitals, a transcript's "SMITH:")."""
    if s.head.pos_ != "PROPN" or len(s.tokens) > 4:
        return None
    words = [fold(t.text) for t in s.tokens if t.pos_ == "PROPN"]
    terms, name = term_sets(), " ".join(words)
    if terms.institution.intersection(words):
        return "institution", f"name of a body: {name}"
    if words[-1] in terms.media and len(words) > 1:
        return "media", f"name of a medium: {name}"
    if len(words) > 1 and terms.before_name.issuperset(words):  # "The Defence Minister"
        return None
    if len(words) > 1 or terms.honorific.intersection(words):
        office = terms.office.intersection(words[:-1])
        return ("named_official" if office else "named_person"), f"name: {name}"
    return None


def _pronoun(s: Source) -> Kind | None:
    if s.head.pos_ != "PRON" and s.word not in PRONOUNS:
        return None
    if s.word == "it":
        return "institution", "pronoun left open: it"
    if s.word in ALL:
        return "unattributed", f"{NO_SPEAKER}: {s.word}"
    if s.head.pos_ == "PRON" and s.one_of("impersonal") and s.word != "it":
        return "unattributed", _rule("nobody speaks", "impersonal", s.lemma)
    kind = "named_person" if s.word in PEOPLE else "anonymous"
    return "unattributed" if s.word in THINGS else kind, f"pronoun left open: {s.word}"


def _part(s: Source) -> Kind | None:
    """Some of a kind: "one of the newspapers", "dozens of people"."""
    number = s.head.pos_ == "NUM"
    if not number and s.lemma not in PARTITIVE | CROWDS:
        return None
    whole = [
        fold(c.lemma_)
        for p in s.head.children
        if p.lower_ == "of"
        for c in p.children
        if c.i in s.inside
    ]
    if whole and whole[0] in read_terms()["media"]:
        return "media", _rule("media noun", "media", whole[0])
    if s.lemma in CROWDS and not any(_people(word) for word in whole):
        return None
    body = s.one_of("institution") and s.lemma not in CROWDS and not number
    return None if body else ("anonymous", f"unnamed: {s.word}")


def _people(word: str) -> bool:
    return word in term_sets().human or bool(HUMAN_ENDING.search(word))


def _place(s: Source) -> Kind | None:
    """Where something is told of: "clashes were reported from Wadi"."""
    told = s.head.dep_ == "pobj" and s.head.head.lower_ in ("from", "in")
    if not told or s.head.head.head.tag_ != "VBN" or (s.mention and s.mention.actor_kind):
        return None
    place = s.head.pos_ == "PROPN" or s.lemma in PLACES
    return ("unattributed", f"{NO_SPEAKER}: in {s.word}") if place else None


def _phrase(s: Source) -> Kind | None:
    """Somebody close: "a person familiar with the talks"."""
    text = " ".join(s.parsed.lower[t.i] for t in s.tokens)
    close = next((p for p in read_terms()["anonymous_phrase"] if p in text), None)
    return ("anonymous", _rule("unnamed", "anonymous_phrase", close)) if close else None


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
    if said & FORMER or said & OTHERS or introduced_unnamed(s.parsed, s.head):
        return ""
    people = [m[0] for m in s.mentions.by_actor.values() if m[0].actor_kind in ("person", "")]
    if category == "office":
        kinds = (_in_office(s, m) for m in people)
        return "named_official" if any(k and k[0] == "named_official" for k in kinds) else ""
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
    "unowned": lambda s: all(c.dep_ != "poss" for c in s.head.children),
    "of a country": _of_a_country,
    "proper name": lambda s: s.head.pos_ == "PROPN",
    "corps": _corps,
    "of news": lambda s: not s.words.isdisjoint(("news", "press", "wire")),
    "from a body": lambda s: any(c.lower_ == "from" for c in s.head.children),
    "plural": lambda s: s.head.tag_ == "NNS",
    "abstract": _abstract,
    "human ending": lambda s: (
        bool(HUMAN_ENDING.search(s.lemma)) or s.head.pos_ in ("ADJ", "NUM", "DET")
    ),
}


@cache
def _line_numbers() -> dict[tuple[str, str], int]:
    rows = read_rows("source_types.csv", ("term", "category"))
    return {(row["category"], fold(row["term"])): n for n, row in rows}


def _rule(rule: str, category: str, term: str) -> str:
    return f"{rule}: {term} (line {_line_numbers().get((category, term), 0)})"
