"""Which rows of `acts` tell one event? The one place that joins tellings, for charts and sentences.

A headline, its lead and the next day's article tell one seizure three times: that is one event with
three tellings. Whatever counts or draws events takes them from `once`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd

from .calendar import days_between, names
from .lanes import SURE, quad
from .sides import side_of, tidy

COARSE = 27  # days from which an interval is a month, a year or a "since": no day
ALONE = 28  # days
FAR = 21  # days that an undated telling of a deed may lie behind it
STEM = 4  # letters that "seized" and "seizure" share
OPEN = frozenset(("planned", "conditional"))
NOBODY = frozenset(
    "i me we us you he him she her it they them this that these those who which its their his "
    "both all anybody somebody nobody everybody anyone someone a an the of and in on to by at "
    "for from with".split()
)
NUMBER = re.compile(
    r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?)\b"
)
Span = tuple[int, int] | None
NEVER, NEVER_ISO = (0, 0), "9999"


def told(acts: pd.DataFrame) -> pd.DataFrame:
    """The acts that count: words not negated, and deeds only where they are told as done.

    "Did not threaten" is no threat; a deed that is denied, planned, possible or on a condition is
    none either.
    """
    done = (acts.modality == "asserted") | (acts.words_or_deed == "words")
    return acts[done & (acts.modality != "negated")]


def once(
    acts: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    sides: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """One row an event: of all its tellings the clearest, with their number.

    acts : rows that may be joined, so without the negated · articles : article_id, published;
    without it each article is taken by itself · sides : actor → side

    Added columns: tellings (rows of `acts`), n_articles (that tell it), first (the day on which the
    first of them appeared, "" for none), as_fact (one tells it as plain fact, in the outlet's own
    voice). The clearest is sure before unsure, plain fact before the rest, told by a verb, names
    parties that are on a side; the day is that of the telling that gives it most exactly. Nothing
    is joined across lanes, nor what is planned with what was done. What is no act but part of the
    name of one who acts ("patrol boats fired") is left out, and a threat that is only looked back
    on ("carried out its threat").
    """
    acts = _without_borrowed_days(acts[~_in_a_name(acts)])
    known = articles if articles is not None else pd.DataFrame({"article_id": [], "published": []})
    days, sides = dict(zip(known.article_id, known.published, strict=True)), sides or {}
    acts = acts.assign(
        actor_name=_called(acts.actor_name, acts.actor, sides),
        target_name=_called(acts.target_name, acts.target, sides),
    )
    table = acts.assign(
        event=_keys(acts, days, articles is not None, sides),
        first=[days.get(one) or NEVER_ISO for one in acts.article_id],
        as_fact=(acts.modality == "asserted") & (acts.voice == ""),
        unsure=acts.score < SURE,
        open=acts.modality != "asserted",
        noun=acts.rule.str.contains("/NOUN"),
        nameless=_strange(acts.actor_name, sides),
        aimless=_strange(acts.target_name, sides),
        wide=_width(acts.date_start, acts.date_end).fillna(np.inf),
        surest=-acts.score,
        place_in=range(len(acts)),
    )
    grouped = table.groupby("event", sort=False)
    table = table.assign(
        tellings=grouped.act_id.transform("size"),
        n_articles=grouped.article_id.transform("nunique"),
        first=grouped["first"].transform("min").astype("str").replace(NEVER_ISO, ""),
        as_fact=grouped.as_fact.transform("any"),
    )
    ranks = ["unsure", "open", "noun", "nameless", "aimless", "wide", "surest"]
    table = table[~table.assign(back=_looks_back(table)).groupby("event").back.transform("all")]
    best = table.sort_values(ranks, kind="stable").drop_duplicates("event")
    exact = table.sort_values("wide", kind="stable").drop_duplicates("event").set_index("event")
    given = ["date_start", "date_end", "date_rule"]
    best[given] = exact.loc[best.event, given].to_numpy()
    return best.sort_values("place_in").drop(columns=[*ranks, "place_in"])


def to_the_day(first: pd.Series, last: pd.Series, rule: pd.Series) -> "pd.Series[bool]":
    """Which have a day, or a few: "in April", "in 1987" and "since January" give none.

    first, last, rule : date_start, date_end, date_rule
    """
    return (_width(first, last) < COARSE) & ~rule.str.contains("since (?:month|year)")


def first_of_run(days: Iterable[str]) -> str:
    """The first of those ISO days that an axis can hold: none stands far before the others.

    Far is more than `ALONE` days, and more than all later days span.

    >>> first_of_run(["2033-03-05", "2031-01-01", "2033-03-01"])
    '2033-03-01'
    """
    order = sorted(set(days), reverse=True)
    for later, earlier in pairwise(order):
        gap = days_between(earlier, later)
        if gap > ALONE and gap > days_between(later, order[0]):
            return later
    return order[-1] if order else ""


def _width(first: pd.Series, last: pd.Series) -> "pd.Series[float]":
    """Days from the first to the last, NaN where either is not given."""
    start, end = (pd.to_datetime(days.replace("", None)) for days in (first, last))
    return (end - start).dt.days.astype("float64")


def _strange(called: pd.Series, sides: Mapping[str, str]) -> list[int]:
    """0 for who is on a side, 1 for another name, 2 for none."""
    return [2 - bool(name) - bool(side_of(name, sides)) for name in called]


def _called(known: pd.Series, words: pd.Series, sides: Mapping[str, str]) -> list[str]:
    """The names of parties, also where the parser's debris hid that of a state."""
    states = set(sides.values())
    return [
        name or (said if (said := tidy(phrase)) in states else "")
        for name, phrase in zip(known, words, strict=True)
    ]


def _looks_back(acts: pd.DataFrame) -> "pd.Series[bool]":
    """Nouns that make no threat of their own: "carried out the threat", "warning shots"."""
    return acts.rule.str.match("(?:threat|warning)/NOUN") & (acts.plover == "THREATEN")


def _without_borrowed_days(acts: pd.DataFrame) -> pd.DataFrame:
    """A noun looks back: "carried out its threat on Tuesday" gives no day of the threat."""
    nouns = acts.rule.str.contains("/NOUN") & (acts.words_or_deed == "words")
    nouns &= acts.plover != "CONSULT"  # "talks on Thursday"
    days = {c: acts[c].mask(nouns, "") for c in ("date_start", "date_end", "date_rule")}
    return acts.assign(**days)


def _in_a_name(acts: pd.DataFrame) -> "pd.Series[bool]":
    """Acts whose word is part of the name of who does another: "patrols" that "stopped ships"."""
    doers: dict[tuple[str, int], set[str]] = {}
    keys = list(zip(acts.article_id, acts.sentence_id, strict=True))
    for key, actor in zip(keys, acts.actor, strict=True):
        doers.setdefault(key, set()).update(_words(actor))
    inside = [word.lower() in doers[key] for key, word in zip(keys, acts.trigger, strict=True)]
    return pd.Series(inside, index=acts.index, dtype=bool)


@dataclass(frozen=True)
class _Party:
    names: frozenset[str]
    side: str
    words: frozenset[str]
    proper: bool  # the words are a name
    number: frozenset[str]

    @property
    def open(self) -> bool:
        return not self.names and not self.words


@dataclass(frozen=True)
class _Telling:
    article: str
    sentence: int
    event_id: str
    root: str
    rung: int
    stem: str
    actor: _Party
    target: _Party
    day: Span  # days that the text gives
    coarse: bool
    appeared: int | None
    words: bool
    noun: bool


@dataclass
class _Event:
    key: str
    tellings: list[_Telling] = field(default_factory=list)


def _keys(
    acts: pd.DataFrame, days: Mapping[str, str], across: bool, sides: Mapping[str, str]
) -> list[str]:
    """The event of each act, named after the first act that tells it."""
    rows = acts.to_dict("records")
    tellings = [_telling(row, days, sides) for row in rows]
    order = sorted(
        range(len(rows)),
        key=lambda n: (
            tellings[n].appeared or 0,
            tellings[n].article,
            tellings[n].day is None,
            n,
        ),
    )
    found: dict[tuple[object, ...], list[_Event]] = {}
    keys = [""] * len(rows)
    for n in order:
        row, one = rows[n], tellings[n]
        lane = row["words_or_deed"]
        how = quad(row["plover"], row["rung"], lane), lane, row["modality"] in OPEN
        known = found.setdefault((*how, "" if across else one.article), [])
        fits = [(rank, event) for event in known if (rank := _rank(one, event))]
        event = max(fits, key=lambda fit: fit[0])[1] if fits else _Event(row["act_id"])
        if not fits:
            known.append(event)
        event.tellings.append(one)
        keys[n] = event.key
    return keys


def _rank(one: _Telling, event: _Event) -> tuple[int, ...]:
    """How well a telling fits an event; () where it does not."""
    if any(_apart(one, other) for other in event.tellings):
        return ()
    fits = [_alike(one, other) for other in event.tellings]
    return max(fits, default=())


def _apart(one: _Telling, other: _Telling) -> bool:
    """Whether nothing can make these two one event: other days, doers or things done to."""
    if one.article == other.article:
        if _given(one, other):
            return False
        if one.sentence == other.sentence:
            return True
    if one.day and other.day and (one.coarse != other.coarse or not _meet(one, other)):
        return True
    return _other(one.actor, other.actor, True) or _other(one.target, other.target, False)


def _alike(one: _Telling, other: _Telling) -> tuple[int, ...]:
    near = one.article == other.article
    if near and _given(one, other):
        return (9,)
    if _nobody(one) or _nobody(other):
        return ()
    same_word, root = one.stem == other.stem, one.root == other.root
    dated = bool(one.day and other.day)
    doer, whom = _same(one.actor, other.actor), _same(one.target, other.target)
    if not dated and not (near or _in_reach(one, other)):
        return ()
    loose = one.target.open or other.target.open or (near and not min(one.sentence, other.sentence))
    if same_word and (root or abs(one.rung - other.rung) <= 1):
        sure = dated or whom or loose
        able = sure and (doer or ((one.actor.open or other.actor.open) and (near or whom)))
    else:  # told in another word: only where all else is the same
        able = dated and doer and whom and abs(one.rung - other.rung) <= 1
    at = max((other.day or one.day or (0, 0))[0], 0)
    return (1, near, same_word, dated, doer, whom, at) if able else ()


def _given(one: _Telling, other: _Telling) -> bool:
    """Whether the layer takes them for one event, and not for lack of anything to tell them by."""
    told = one.stem == other.stem or one.day or not one.target.open
    return one.event_id == other.event_id and not _nobody(one) and bool(told)


def _nobody(one: _Telling) -> bool:
    """It names neither party: nothing says that two such acts are the same."""
    return one.actor.open and one.target.open


def _meet(one: _Telling, other: _Telling) -> bool:
    (first, last), (start, end) = one.day or NEVER, other.day or NEVER
    return first == start if one.coarse else first <= end and start <= last


def _in_reach(one: _Telling, other: _Telling) -> bool:
    """Whether an undated telling may look back on an event told with a day, or as fresh as it."""
    if one.coarse or other.coarse or one.appeared is None or other.appeared is None:
        return False
    if not one.day and not other.day:
        return abs(one.appeared - other.appeared) <= 1
    undated = other if one.day else one
    first, last = one.day or other.day or NEVER
    far = 1 if undated.words and not undated.noun else FAR
    return first <= (undated.appeared or 0) <= last + far


def _same(one: _Party, other: _Party) -> bool:
    if one.names and other.names:
        state = {one.side, other.side} == {one.side} and one.side
        return bool(one.names & other.names) or bool(
            state and ({state} == one.names or {state} == other.names)
        )
    return bool(one.words & other.words)


def _other(one: _Party, other: _Party, doer: bool) -> bool:
    """Whether two are certainly not the same: other names, or other numbers of people or things."""
    if one.open or other.open or _same(one, other):
        return False
    if one.number and other.number and one.number != other.number:
        return True
    if doer or (one.names and other.names):
        owner = one.side in one.names or other.side in other.names  # of "the Freedonian ship"
        return doer or not owner or bool(one.side and other.side and one.side != other.side)
    return one.proper and other.proper


def _telling(
    row: Mapping[str, object], days: Mapping[str, str], sides: Mapping[str, str]
) -> _Telling:
    start, end = str(row["date_start"]), str(row["date_end"])
    day = (_ordinal(start), _ordinal(end)) if start and end else None
    published = days.get(str(row["article_id"]), "")
    lemma, _, rest = str(row["rule"]).partition("/")
    word = (lemma if rest else str(row["trigger"])).lower()
    since = "since " in str(row["date_rule"])
    return _Telling(
        article=str(row["article_id"]),
        sentence=int(str(row["sentence_id"])),
        event_id=str(row["event_id"]),
        root=str(row["plover"]),
        rung=int(str(row["rung"])),
        stem=word[:STEM],
        actor=_party(str(row["actor"]), str(row["actor_name"]), sides),
        target=_party(str(row["target"]), str(row["target_name"]), sides),
        day=day,
        coarse=bool(day and (since or day[1] - day[0] >= COARSE)),
        appeared=_ordinal(published) if published else None,
        words=row["words_or_deed"] == "words",
        noun=rest.startswith("NOUN"),
    )


def _party(words: str, called: str, sides: Mapping[str, str]) -> _Party:
    own = frozenset(names(called))
    said = frozenset(_words(words))
    capital = [w for w in re.findall(r"\w+", words) if w.lower() in said]
    return _Party(
        names=own,
        side=side_of(called, sides),
        words=said,
        proper=bool(capital) and all(w[0].isupper() for w in capital),
        number=frozenset(NUMBER.findall(words.lower())),
    )


def _words(phrase: str) -> Iterable[str]:
    return set(re.findall(r"\w+", phrase.lower())) - NOBODY


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
