"""Do two rows of `acts` tell one event? By who, on whom, by which word and when."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from ..text.plain import NUMBERS
from .calendar import names
from .lanes import quad
from .sides import side_of

COARSE = 27  # days from which an interval is a month, a year or a "since": no day
FAR = 21  # days that an undated telling of a deed may lie behind it
STEM = 4  # letters that "seized" and "seizure" share
OPEN = frozenset(("planned", "conditional"))
NOBODY = frozenset(
    "i me we us you he him she her it they them this that these those who which its their his "
    "both all anybody somebody nobody everybody anyone someone a an the of and in on to by at "
    "for from with".split()
)
Span = tuple[int, int] | None
NEVER = (0, 0)


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


def keys_of(
    acts: pd.DataFrame, days: Mapping[str, str], across: bool, sides: Mapping[str, str]
) -> list[str]:
    """The event of each act, named after the first act that tells it.

    days : article → the day on which it appeared · across : whether articles may tell the same one
    """
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
    said = frozenset(words_in(words))
    capital = [w for w in re.findall(r"\w+", words) if w.lower() in said]
    return _Party(
        names=own,
        side=side_of(called, sides),
        words=said,
        proper=bool(capital) and all(w[0].isupper() for w in capital),
        number=frozenset(str(NUMBERS.get(w, w)) for w in said if w in NUMBERS or w[0].isdigit()),
    )


def words_in(phrase: str) -> set[str]:
    """The words of a phrase that say who or what it is, in lower case."""
    return set(re.findall(r"\w+", phrase.lower())) - NOBODY


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
