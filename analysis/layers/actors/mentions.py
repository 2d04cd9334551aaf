"""Mentions of people, states and organisations → canonical actors (seeds/actors.csv.

Then a built-in list of states and bodies).
"""

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ...paths import LEXICONS, SEEDS
from ...text.parse import Parsed, split_words
from ...text.plain import fold
from ...text.terms import term_sets
from . import coreference, names
from .names import Mention

COLUMNS = ("actor", "aliases", "side", "kind", "title", "gender", "metonyms", "demonyms", "note")
KINDS = (
    "person",
    "state",
    "government",
    "institution",
    "military",
    "media",
    "company",
    "group",
    "place",
)
FORMS = {"aliases": "alias", "metonyms": "metonym", "demonyms": "demonym", "title": "title"}
GOVERNMENT = frozenset("government administration authorities regime cabinet".split())
MOTION = frozenset(
    "fly travel go come return arrive move drive head bring send flight trip visit flee depart "
    "leave".split()
)
LOCATIVE = frozenset(
    "in at near outside around across through inside within throughout over".split()
)
TOWN = frozenset(
    "city street capital mayor outskirts suburb north south east west airport center centre "
    "district resident people inhabitant native neighborhood neighbourhood port area part region "
    "road".split()
)


class Entry(NamedTuple):
    """One way to write an actor: the words as listed, folded for look-up.

    And what is known about the actor.
    """

    words: tuple[str, ...]
    folded: tuple[str, ...]
    actor: str
    form: str
    actor_kind: str
    gender: str
    side: str
    title: str


def load_actors(path: Path | str = SEEDS / "actors.csv") -> pd.DataFrame:
    """The analyst's list of actors, one a row; all columns text, lists separated by semicolons.

    actor : canonical name · aliases : other names, abbreviations, nicknames · side : the camp in
        charts
    kind : person, state, government, institution, military, media, company, group or place
    title : offices that name this person alone ("Venezuelan attorney general") · gender : m, f, n
        or empty, for pronouns
    metonyms : places that stand for the actor where they act ("Washington accused …") · demonyms :
        "American", "Americans"

    States, their capitals and demonyms, international bodies and well-known media are built in
    (`lexicons/actors.csv`); a line here adds to them or, under the same spelling, overrules them.

    Raises FileNotFoundError or ValueError that name the file, the line and what to do.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(
            f"{path}: there is no list of actors here; make one with the columns "
            + ", ".join(COLUMNS)
        )
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            rows = [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError(
            f"{path}: cannot be read as CSV in UTF-8 ({error}); save it again as UTF-8 CSV"
        ) from None
    header = [name.strip() for name in rows[0][1]] if rows else []
    if missing := [c for c in COLUMNS[:4] if c not in header]:
        raise ValueError(
            f"{path}, line 1: no column {', '.join(missing)}; the first line must name "
            + ", ".join(COLUMNS)
        )
    actors, owner = [], {}
    for line, row in rows[1:]:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            raise ValueError(
                f"{path}, line {line}: {len(row)} cells where the header has {len(header)}; "
                "put quotation marks around a cell that holds a comma"
            )
        record = {c: "" for c in COLUMNS} | {
            c: v.strip() for c, v in zip(header, row, strict=False) if c in COLUMNS
        }
        _check(record, path, line, owner)
        actors.append(record)
    return pd.DataFrame(actors, columns=list(COLUMNS), dtype=str)


def _check(record: dict, path: Path, line: int, owner: dict) -> None:
    """`owner` remembers which line claimed a spelling, so that no name stands for two actors."""
    if not record["actor"]:
        raise ValueError(f"{path}, line {line}: the column actor is empty; give the canonical name")
    if record["kind"] not in KINDS:
        raise ValueError(
            f"{path}, line {line}: kind is {record['kind']!r}; use one of {', '.join(KINDS)}"
        )
    if record["gender"] not in ("", "m", "f", "n"):
        raise ValueError(
            f"{path}, line {line}: gender is {record['gender']!r}; use m, f, n or leave it empty"
        )
    for spelling in [record["actor"], *(s for column in FORMS for s in _split(record[column]))]:
        first = owner.setdefault(fold(spelling), (line, record["actor"]))
        if first[1] != record["actor"] or (spelling == record["actor"] and first[0] != line):
            raise ValueError(
                f"{path}, line {line}: {spelling!r} already stands for {first[1]!r} (line "
                f"{first[0]}); "
                "a spelling can name one actor only"
            )


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def find_mentions(parsed: Parsed, actors: pd.DataFrame) -> list[Mention]:
    """Every place where an actor is named or meant, sorted by start; no two overlap.

    Names of the list are matched longest first, by whole words, with or without accents, capitals
    respected; a capital city counts only where it acts ("Caracas denies"), not where things happen
    ("in Caracas"). People and bodies that no list knows keep the form in which they first appear;
    later surnames follow them. Pronouns and offices ("the attorney general") are given to an actor
    only where one candidate is left, else to nobody.
    """
    index = _index(tuple(tuple(actors[c]) if c in actors else ("",) * len(actors) for c in COLUMNS))
    known = _find_known(parsed, index)
    mentions = names.find_names(parsed, known)
    return coreference.resolve(parsed, mentions, index.titles)


class Index(NamedTuple):
    """The spellings of a list: names by first word, titles by all words, states by actor."""

    by_first: dict[str, list[Entry]]
    titles: dict[tuple[str, ...], Entry]
    states: dict[str, Entry]


@lru_cache(maxsize=8)
def _index(columns: tuple[tuple[str, ...], ...]) -> Index:
    """Look-up by the first word of a name, built once a list.

    The analyst's spellings come before the built-in ones.
    """
    rows = tuple(zip(*columns, strict=False))
    spellings: dict[tuple[str, ...], Entry] = {}
    owners: dict[tuple[str, ...], str] = {}
    listed = {row[0]: row for row in rows}
    for row in (*rows, *_defaults()):
        record = dict(zip(COLUMNS, row, strict=False))
        mine = dict(zip(COLUMNS, listed.get(row[0], row), strict=False))
        forms = [
            (record["actor"], "name"),
            *((s, form) for column, form in FORMS.items() for s in _split(record[column])),
        ]
        for spelling, form in forms:
            words = tuple(split_words(spelling))
            folded = tuple(map(fold, words))
            if folded and owners.setdefault(folded, record["actor"]) == record["actor"]:
                spellings.setdefault(
                    words,
                    Entry(
                        words,
                        folded,
                        record["actor"],
                        form,
                        mine["kind"],
                        mine["gender"],
                        mine["side"],
                        mine["title"],
                    ),
                )
    by_first: dict[str, list[Entry]] = {}
    titles = {}
    for entry in spellings.values():
        if entry.form == "title":
            titles.setdefault(entry.folded, entry)
        else:
            by_first.setdefault(entry.folded[0], []).append(entry)
    for entries in by_first.values():
        entries.sort(key=lambda e: -len(e.folded))
    states = {
        e.actor: e
        for e in spellings.values()
        if e.form == "name" and e.actor_kind in ("state", "government")
    }
    return Index(by_first, titles, states)


@lru_cache(maxsize=1)
def _defaults() -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, load_actors(LEXICONS / "actors.csv").to_numpy().tolist()))


def _find_known(parsed: Parsed, index: Index) -> list[Mention]:
    doc, found = parsed.tokens, []
    folded = list(map(fold, parsed.lower))
    sentence_end, heading = _sentence_ends(parsed, len(doc))
    i = 0
    while i < len(doc):
        entries = index.by_first.get(folded[i])
        entry = entries and next(
            (e for e in entries if _fits(doc, folded, i, e, sentence_end[i])), None
        )
        if not entry:
            i += 1
            continue
        first, last = i, i + len(entry.folded)
        form = entry.form
        if government := _government(folded, last, sentence_end[i], entry, index):
            entry, last, form = government
        elif (
            form != "title"
            and not heading[i]
            and last - first == 1
            and _in_longer_name(doc, first, last, entry)
        ):
            i += 1
            continue
        if form != "metonym" or not _is_place(doc, first, last):
            found.append(
                Mention(
                    doc[first].idx,
                    doc[last - 1].idx + len(doc[last - 1]),
                    entry.actor,
                    first,
                    last,
                    form,
                    entry.actor_kind,
                    entry.title.split(";")[0] if entry.actor_kind == "person" else "",
                    entry.gender,
                )
            )
        i = last
    return found


def _sentence_ends(parsed: Parsed, n: int) -> tuple[list[int], list[bool]]:
    ends, heading = [n] * n, [False] * n
    for s in parsed.sentences:
        ends[s.first : s.last] = [s.last] * (s.last - s.first)
        heading[s.first : s.last] = [s.is_heading] * (s.last - s.first)
    return ends, heading


def _fits(doc, folded: list[str], i: int, entry: Entry, stop: int) -> bool:
    n = len(entry.folded)
    if i + n > stop or tuple(folded[i : i + n]) != entry.folded:
        return False
    for k, listed in enumerate(entry.words):
        text = doc[i + k].text
        if listed[0].isupper() and not text[0].isupper():
            return False
        # An abbreviation must be written as one: "US" is not "Us", "TAP" not "Tap".
        if n == 1 and listed.isupper() and len(listed) > 1 and not text.isupper():
            return False
    return n > 1 or (
        doc[i].pos_ in ("PROPN", "ADJ", "NOUN", "X", "ADV", "VERB")
        and not (doc[i].pos_ == "VERB" and text.isupper())
    )


def _government(folded, last: int, stop: int, entry: Entry, index: Index):
    """The state, not the person: "the Venezuelan government", "Trump's administration"."""
    after = last + 1 if last < stop and folded[last] in ("'s", "'") else last
    if after >= stop or folded[after] not in GOVERNMENT or entry.form == "metonym":
        return None
    state = index.states.get(entry.side if entry.actor_kind == "person" else entry.actor)
    return state and (state, after + 1, "alias")


def _in_longer_name(doc, first: int, last: int, entry: Entry) -> bool:
    """Does the word belong to another name ("Denzel Washington")?"""
    if entry.actor_kind not in ("person", "state", "place", "group"):
        return False
    terms = term_sets()
    before = doc[first - 1] if first else None
    if (
        before is not None
        and before.pos_ == "PROPN"
        and before.dep_ == "compound"
        and before.head.i == last - 1
        and before.text[0].isupper()
        and fold(before.text) not in terms.before_name
    ):
        return True
    head, run = doc[last - 1], last
    while run < len(doc) and doc[run].pos_ == "PROPN" and doc[run].text[0].isupper():
        if fold(doc[run].text) in terms.office:
            return False
        run += 1
    return run > last and head.dep_ in ("compound", "nmod", "amod") and last <= head.head.i < run


def _is_place(doc, first: int, last: int) -> bool:
    """The capital as a place where something happens, not as the government that acts."""
    token = doc[last - 1]
    if (
        token.dep_ in ("compound", "nmod")
        and token.head.lemma_.lower() not in GOVERNMENT
        and token.head.pos_ == "NOUN"
    ):
        return token.head.lemma_.lower() in TOWN
    top = token
    while top.dep_ == "conj":
        top = top.head
    if top.dep_ == "pobj":
        preposition = top.head
        word, head = preposition.lower_, preposition.head.lemma_.lower()
        return (
            word in LOCATIVE
            or (word in ("to", "from", "for", "into", "toward", "towards") and head in MOTION)
            or (word == "of" and head in TOWN)
        )
    return top.dep_ == "npadvmod" or (
        last + 1 < len(doc) and top.dep_ == "appos" and top.head.lemma_.lower() in TOWN
    )
