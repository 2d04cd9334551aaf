"""Mentions of people, states and organisations → canonical actors (seeds/actors.csv.

Then a built-in list of states and bodies).
"""

from functools import lru_cache
from typing import NamedTuple

import pandas as pd
from spacy.tokens import Token

from ...paths import LEXICONS
from ...text.parse import Parsed, split_words
from ...text.plain import fold
from ...text.terms import term_sets
from . import coreference
from .actor_list import COLUMNS, FORMS, load_actors, split_cell, titles_on, with_outlets
from .names import Entry, Mention
from .unlisted import find_names

GOVERNMENT = frozenset("government administration authorities regime cabinet".split())
MOTION = frozenset(
    "fly travel go come return arrive move drive head bring send flight trip visit flee depart "
    "leave".split()
)
LOCATIVE = frozenset(
    "in at near outside around across through inside within throughout over".split()
)
STATELESS = "alias without its state"  # the built-in "Coast Guard" counts where the state is named
TOWN = frozenset(
    "city street capital mayor outskirts suburb north south east west airport center centre "
    "district resident people inhabitant native neighborhood neighbourhood port area part region "
    "road".split()
)


def find_mentions(parsed: Parsed, actors: pd.DataFrame) -> list[Mention]:
    """Every place where an actor is named or meant, sorted by start; no two overlap.

    Names of the list are matched longest first, by whole words, with or without accents, capitals
    respected; a capital city counts only where it acts ("Kell denies"), not where things happen
    ("in Kell"). People and bodies that no list knows keep the form in which they first appear;
    later surnames follow them. Pronouns and offices ("the attorney general") are given to an actor
    only where one candidate is left, else to nobody.
    """
    listed = with_outlets(actors, [parsed.article]) if "aliases" in actors else actors
    if "years" in listed and "title" in listed:
        listed = listed.assign(title=titles_on(listed, parsed.article.published))
    index = _index(tuple(tuple(listed[c]) if c in listed else ("",) * len(listed) for c in COLUMNS))
    known = _find_known(parsed, index)
    mentions = find_names(parsed, known)
    return coreference.resolve(parsed, mentions)


class Index(NamedTuple):
    """The spellings of a list: names by first word, states by actor."""

    by_first: dict[str, list[Entry]]
    states: dict[str, Entry]


@lru_cache(maxsize=64)
def _index(columns: tuple[tuple[str, ...], ...]) -> Index:
    """Look-up by the first word of a name, built once a list.

    The analyst's spellings come before the built-in ones.
    """
    rows = tuple(zip(*columns, strict=False))
    spellings: dict[tuple[str, ...], Entry] = {}
    owners: dict[tuple[str, ...], str] = {}
    listed = {row[0]: row for row in rows}
    for n, row in enumerate((*rows, *_defaults())):
        record = dict(zip(COLUMNS, row, strict=False))
        mine = dict(zip(COLUMNS, listed.get(row[0], row), strict=False))
        forms = [
            (record["actor"], "name"),
            *((s, form) for c, form in FORMS.items() for s in split_cell(record[c])),
        ]
        for spelling, form in forms:
            if n >= len(rows) and record["side"] and record["actor"].endswith(f" {spelling}"):
                form = STATELESS
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
    for entry in spellings.values():
        by_first.setdefault(entry.folded[0], []).append(entry)
    for entries in by_first.values():
        entries.sort(key=lambda e: -len(e.folded))
    states = {e.actor: e for e in spellings.values() if e.actor_kind in ("state", "government")}
    return Index(by_first, states)


@lru_cache(maxsize=1)
def _defaults() -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, load_actors(LEXICONS / "actors.csv").to_numpy().tolist()))


def _find_known(parsed: Parsed, index: Index) -> list[Mention]:
    doc, found = parsed.tokens, []
    stateless: dict[int, str] = {}  # first token of "Coast Guard" → whose it would be
    named: set[str] = set()
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
            not heading[i]
            and (last - first == 1 or entry.actor_kind == "media")
            and _in_longer_name(doc, first, last, entry)
        ):
            i += 1
            continue
        if form != "metonym" or not _is_place(doc, last):
            if form == STATELESS:
                stateless[first], form = entry.side, "alias"
            else:
                named |= {entry.actor, entry.side}
            found.append(
                Mention(
                    doc[first].idx,
                    doc[last - 1].idx + len(doc[last - 1]),
                    entry.actor,
                    first,
                    last,
                    form,
                    entry.actor_kind,
                    entry.title if entry.actor_kind == "person" else "",
                    entry.gender,
                )
            )
        i = last
    return [m for m in found if m.first not in stateless or stateless[m.first] in named]


def _sentence_ends(parsed: Parsed, n: int) -> tuple[list[int], list[bool]]:
    ends, heading = [n] * n, [False] * n
    for s in parsed.sentences:
        ends[s.first : s.last] = [s.last] * (s.last - s.first)
        heading[s.first : s.last] = [s.is_heading] * (s.last - s.first)
    return ends, heading


def _fits(doc: list[Token], folded: list[str], i: int, entry: Entry, stop: int) -> bool:
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


def _government(
    folded: list[str], last: int, stop: int, entry: Entry, index: Index
) -> tuple[Entry, int, str] | None:
    """The state, not the person: "the Venezuelan government", "Trump's administration"."""
    after = last + 1 if last < stop and folded[last] in ("'s", "'") else last
    if after >= stop or folded[after] not in GOVERNMENT or entry.form == "metonym":
        return None
    state = index.states.get(entry.side if entry.actor_kind == "person" else entry.actor)
    return state and (state, after + 1, "alias")


def _in_longer_name(doc: list[Token], first: int, last: int, entry: Entry) -> bool:
    """Does the word belong to another name ("Denzel Washington")?"""
    terms = term_sets()
    if entry.actor_kind == "media" and doc[last - 1].lower_ not in terms.media:
        return last < len(doc) and doc[last].is_title and doc[last].lower_ in terms.media
    if entry.actor_kind not in ("person", "state", "place", "group"):
        return False
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
    return head.dep_ in ("compound", "nmod", "amod") and last <= head.head.i < run


def _is_place(doc: list[Token], last: int) -> bool:
    """The capital as a place where something happens, not as the government that acts."""
    token = doc[last - 1]
    if token.dep_ in ("compound", "nmod"):
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
    return top.dep_ == "npadvmod" or (top.dep_ == "appos" and top.head.lemma_.lower() in TOWN)
