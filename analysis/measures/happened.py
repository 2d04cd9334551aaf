"""What happened when: the calendar's steps, or without one the acts of the articles, as events."""

from collections.abc import Mapping, Sequence

import pandas as pd

from ..layers.acts.ladder import goldstein
from .calendar import names
from .lanes import SURE, is_high, quads
from .sides import side_of, tidy
from .tellings import once, to_the_day

EVERYBODY, OTHERS, ENOUGH = "all actors", "others, nobody named", 0.4
EVENTS = (
    "what",
    "id",
    "article_id",
    "sentence_id",
    "date",
    "until",
    "dated",
    "coarse",
    "actor",
    "target",
    "side",
    "target_side",
    "words_or_deed",
    "rung",
    "plover",
    "quad",
    "goldstein",
    "fact",
    "done",
    "mutual",
    "score",
    "tellings",
    "n_articles",
    "first",
    "said",
)


def events(
    acts: pd.DataFrame,
    calendar: pd.DataFrame,
    articles: pd.DataFrame,
    sides: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The steps of a calendar; where it is empty, the acts of the articles: columns `EVENTS`.

    acts : `Annotations.acts` · calendar : `load_calendar` · articles : `Annotations.articles`
    sides : actor → side

    One row a step or event, by date. The rest as in `of_steps` and `of_acts`.
    """
    table = of_steps(calendar, sides) if len(calendar) else of_acts(acts, articles, sides)
    return table.sort_values(["date", "id"], kind="stable", ignore_index=True)


def of_acts(
    acts: pd.DataFrame, articles: pd.DataFrame, sides: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """The acts of articles as events, the negated ones left out: a row an event (`tellings.once`).

    date, until : the interval that the text gives; without one the day on which the first article
    that tells it appeared, or "" · dated : the text gives a day, or a few · coarse : it gives a
    month, a year or a "since", which is no day · mutual : both do it
    fact : an outlet tells it as plain fact, in its own voice · done : words, or a deed told as
    done, whoever tells it (`tellings.told`) · tellings, n_articles : how often it is told, in how
    many articles · first : the day of the first of them
    actor, target : by name, else in the text's words · score : the layer's, 0 to 1
    said : the trigger · side, target_side : of their actors
    (`side_of`), "" for none; where no actor of any act has a side, each actor stands for itself
    """
    rows = once(acts[acts.modality != "negated"], articles, sides)
    given = (rows.date_start != "") & (rows.date_end != "")
    exact = to_the_day(rows.date_start, rows.date_end, rows.date_rule)
    table = rows.assign(
        what="act",
        id=rows.act_id,
        date=rows.date_start.where(given, rows["first"]),
        until=rows.date_end.where(given, rows["first"]),
        dated=exact,
        coarse=given & ~exact,
        actor=called(rows.actor_name, rows.actor),
        target=called(rows.target_name, rows.target),
        quad=quads(rows),
        fact=rows.as_fact,
        done=(rows.modality == "asserted") | (rows.words_or_deed == "words"),
        said=rows.trigger,
        **_sides(rows.actor_name, rows.target_name, sides or {}),
    )
    return table[list(EVENTS)]


def called(names: pd.Series, words: pd.Series) -> pd.Series:
    """Who acts or is acted on, by name; who has no name in the text's words, tidied (`tidy`)."""
    return names.where(names != "", words.map(tidy))


def in_sentences(events: pd.DataFrame, sentences: pd.DataFrame | None) -> pd.DataFrame:
    """The events of acts with their sentence beside their verb, where `sentences` is given."""
    if sentences is None or (events.what == "step").any():
        return events
    said = sentences.set_index(["article_id", "sentence_id"]).text
    places = pd.MultiIndex.from_frame(events[["article_id", "sentence_id"]])
    return events.assign(said=events.said + "” in “" + said.reindex(places).to_numpy())


def of_steps(calendar: pd.DataFrame, sides: Mapping[str, str] | None = None) -> pd.DataFrame:
    """The steps of `load_calendar` as events: one row a step, quad "none" included.

    side : the step's own side_actor, else that of its actors · fact : established, neither only
    reported nor disputed · done : words, or an established deed · score : 1 · goldstein : of the
    step's code on its rung and lane in `lexicons/plover.csv` · said : the event
    """
    found = _sides(calendar.actor, calendar.target, sides or {})
    table = calendar.assign(
        what="step",
        article_id="",
        sentence_id=-1,
        words_or_deed=calendar.kind,
        until=calendar.date,
        dated=True,
        coarse=False,
        tellings=1,
        n_articles=0,
        first=calendar.date,
        side=calendar.side_actor.where(calendar.side_actor != "", found["side"]),
        target_side=found["target_side"],
        goldstein=[goldstein(s.plover, s.rung, s.kind) for s in calendar.itertuples()],
        fact=calendar.certainty == "established",
        done=(calendar.certainty == "established") | (calendar.kind == "words"),
        mutual=False,
        score=1.0,
        said=calendar.event,
    )
    return table[list(EVENTS)]


def _sides(actors: pd.Series, targets: pd.Series, sides: Mapping[str, str]) -> dict[str, pd.Series]:
    if not any(side_of(cell, sides) for cell in actors):
        sides = {name: name for cell in [*actors, *targets] for name in names(cell)}
    cells = {"side": actors, "target_side": targets}
    return {
        column: pd.Series([side_of(cell, sides) for cell in of], index=of.index, dtype="str")
        for column, of in cells.items()
    }


def two_sides(table: pd.DataFrame, sides: Mapping[str, str] | None = None) -> list[str]:
    """The two sides with most events, of equals those with more high ones; fewer if few are known.

    sides : actor → side; their order, so that all charts of a case put the same side first. Without
    it they stand in alphabetical order.

    >>> told = pd.DataFrame({"side": ["F", "S", "", "T", "F"], "rung": [1, 1, 9, 6, 1]})
    >>> two_sides(told.assign(words_or_deed="words"))
    ['F', 'T']
    """
    known = table[table.side != ""]
    ranked = known.assign(high=is_high(known)).groupby("side").high.agg(["size", "sum"])
    ranked = ranked.sort_values(["size", "sum"], ascending=False, kind="stable")
    two = [str(side) for side in ranked.index[:2]]
    order = list(dict.fromkeys((sides or {}).values()))
    return sorted(two, key=lambda side: (order.index(side) if side in order else len(order), side))


def sided(
    table: pd.DataFrame, sides: Mapping[str, str] | None = None
) -> tuple[pd.DataFrame, list[str]]:
    """The events and their two sides; where these did too little, all as one: `EVERYBODY`.

    table : `events`. Without a list of actors most acts have nobody's side, and two that are named
    once say nothing: below `ENOUGH` of the events, or, of actors without a side, three events of
    each, the sides are not told apart.
    """
    two = two_sides(table, sides)
    own = table.side.value_counts()[two]
    named = set(two) <= set((sides or {}).values())
    if len(table) and (own.sum() < ENOUGH * len(table) or (not named and own.min() < 3)):
        return table.assign(side=EVERYBODY), [EVERYBODY]
    return table, two


def by_rung(events: pd.DataFrame, two: Sequence[str]) -> pd.DataFrame:
    """The ladder as a table: words_or_deed, rung, who, n (events), told (how often they are told).

    two : the sides that are named (`sided`); all others are "others, nobody named". Words stand
    before deeds, the highest rung first, who in the order of `two`.
    """
    order = [*two, OTHERS]
    whose = events.side.where(events.side.isin(two), OTHERS)
    rows = events.assign(who=pd.Categorical(whose, order))
    table = rows.groupby(["words_or_deed", "rung", "who"], observed=True, as_index=False)
    counted = table.tellings.agg(n="size", told="sum")
    ranks = ["words_or_deed", "rung", "who"]
    ordered = counted.sort_values(ranks, ascending=[False, False, True], ignore_index=True)
    return ordered.astype({"who": "str"})


def turning_points(table: pd.DataFrame) -> pd.Series:
    """Which dated events stand higher in their lane than any before them of the same side.

    table : `events`. From rung 6 on for words and 8 for deeds; and the highest deed of the day with
    most events. Acts under `SURE` and what is not told as fact turn nothing.
    """
    able = table[table.dated & table.fact & (table.score >= SURE) & (table.side != "")]
    ranks = ["date", "rung", "tellings"]  # of two as high on one day the one that is told more
    able = able.sort_values(ranks, ascending=[True, False, False], kind="stable")
    lanes = [able.side, able.words_or_deed]
    before = able.rung.groupby(lanes).cummax().groupby(lanes).shift(fill_value=-1)
    least = able.words_or_deed.map({"words": 6, "deed": 8}).astype("int64")
    turning = set(able.index[(able.rung > before) & (able.rung >= least)])
    deeds = able[(able.words_or_deed == "deed") & (able.rung >= 8)]
    if len(deeds):
        crowd = able.date.map(able.date.value_counts())
        busiest = deeds[deeds.date == able.date[crowd == crowd.max()].iloc[0]]
        turning |= {busiest.rung.idxmax()} if len(busiest) else set()
    return pd.Series(table.index.isin(turning), index=table.index)
