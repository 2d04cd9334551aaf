"""Which rows of `acts` tell one event? The one place that joins tellings, for charts and sentences.

A headline, its lead and the next day's article tell one seizure three times: that is one event with
three tellings. Whatever counts or draws events takes them from `once`.
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise

import numpy as np
import pandas as pd

from .calendar import days_between
from .lanes import SURE
from .same_event import COARSE, keys_of, words_in
from .sides import side_of, tidy

ALONE = 28  # days
NEVER_ISO = "9999"


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
        event=keys_of(acts, days, articles is not None, sides),
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
        doers.setdefault(key, set()).update(words_in(actor))
    inside = [word.lower() in doers[key] for key, word in zip(keys, acts.trigger, strict=True)]
    return pd.Series(inside, index=acts.index, dtype=bool)
