"""The calendar of public steps beside the text's own acts: which dates agree and which differ."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ..vocabulary import said_day
from .calendar import days_between, names
from .lanes import quad
from .tellings import once

COMPARED = (
    "verdict",
    "code",
    "act_id",
    "article_id",
    "sentence_id",
    "start",
    "end",
    "trigger",
    "actor_name",
    "words_or_deed",
    "score",
    "date_start",
    "date_end",
    "date_rule",
    "days",
    "step_id",
    "event",
    "event_date",
)
NO_ACT = {"sentence_id": -1, "start": -1, "end": -1, "score": 1.0, "days": pd.NA}
FAR = 21  # days beyond which a step is taken for another event
TOLD = (
    "article_id",
    "what",
    "start",
    "date",
    "until",
    "rule",
    "words_or_deed",
    "score",
    "actor",
    "said",
)
_Known = tuple[Mapping[str, Any], set[tuple[str, str]], set[tuple[str, str]]]
NOT_DONE = ("negated", "planned", "conditional")


def compare(
    acts: pd.DataFrame,
    calendar: pd.DataFrame,
    articles: pd.DataFrame,
    sides: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Dated acts of the text beside the steps of the calendar: columns `COMPARED`.

    verdict : "agrees", "differs", "text only" (no step of its kind within `FAR` days), "no date"
    (an undated act of the article's last `FAR` days that may tell of a step which no dated act
    tells of) or "not matched" (a step up to the last article's day beside no act: the text may
    still tell of it); of the last, the columns of acts are empty (−1 for places) · days : how far
    the step lies outside the act's interval, negative when the calendar is earlier

    A step may be the same when it has the act's actor, or (with `sides`: actor → side) one of the
    same side, no other target, and the act's root code; on a day that the text gives also where
    only the code differs: the same quad class, at most one rung away (`code` then names both
    codes, else it is ""). Of several the nearest counts; but "since September" says when something
    began, so that the first such step is looked for in September. Acts that are negated, planned
    or conditional are not compared; one whose actor the text leaves open can only be a step of its
    code on its very day, or since it; an event is compared once.
    A question to the reader, which decides nothing: the text may mean another event.
    """
    sides = sides or {}
    able = acts[~acts.modality.isin(NOT_DONE)]
    able = once(able, articles, sides)
    has = (able.date_start != "") & (able.date_end != "")
    known = [
        (step, _named(step["actor"], sides), _named(step["target"], sides))
        for step in calendar.sort_values("date").to_dict("records")
    ]
    rows = []
    for act in able[has].to_dict("records"):
        days, step = _same_step(act, known, sides)
        sure_who = act["actor_name"] or not days or "since" in act["date_rule"]
        told_of = abs(days) <= FAR and sure_who
        verdict = ("differs" if days else "agrees") if told_of else "text only"
        rows.append(_row(verdict, act, step if told_of else {}, days if told_of else pd.NA))
    met = {row["step_id"] for row in rows}
    appeared = dict(zip(articles.article_id, articles.published, strict=True))
    for act in able[~has & (able.actor_name != "")].to_dict("records"):
        of_act = [step for step in _may(act, known, sides) if step["id"] not in met]
        if step := _in_reach(act, of_act, appeared.get(act["article_id"], "")):
            rows.append(_row("no date", act, step))
    met = {row["step_id"] for row in rows}
    until = max((day for day in articles.published if day), default="9999")
    for step, *_ in known:
        if step["id"] not in met and step["date"] <= until:
            rows.append(_row("not matched", {}, step))
    return pd.DataFrame(rows, columns=list(COMPARED)).astype({"days": "Int64", "score": "float64"})


def _row(
    verdict: str, act: Mapping[str, Any], step: Mapping[str, Any], days: Any = pd.NA
) -> dict[str, Any]:
    other = act and step and step["plover"] != act["plover"]
    return (
        dict.fromkeys(COMPARED, "")
        | NO_ACT
        | {column: act[column] for column in COMPARED if column in act}
        | {
            "verdict": verdict,
            "days": days,
            "code": f"{act['plover']}, calendar: {step['plover']}" if other else "",
            "words_or_deed": act["words_or_deed"] if act else step["kind"],
            "step_id": step.get("id", ""),
            "event": step.get("event", ""),
            "event_date": step.get("date", ""),
        }
    )


def _may(
    act: Mapping[str, Any], known: Sequence[_Known], sides: Mapping[str, str]
) -> list[Mapping[str, Any]]:
    """The steps of the act's actor or side that have no other target."""
    doer, target = _named(act["actor_name"], sides), _named(act["target_name"], sides)
    return [
        step
        for step, who, whom in known
        if (not doer or doer & who) and not (target and whom and not target & whom)
    ]


def _in_reach(
    act: Mapping[str, Any], steps: Sequence[Mapping[str, Any]], published: str
) -> Mapping[str, Any]:
    """The last step before an article that an undated act of it may tell of, {} for none."""
    near = [
        step
        for step in steps
        if published
        and 0 <= days_between(step["date"], published) <= FAR
        and step["kind"] == act["words_or_deed"]
        and (step["plover"] == act["plover"] or _alike(act, step))
    ]
    same = [step for step in near if step["plover"] == act["plover"]]
    return [{}, *near, *same][-1]


def _same_step(
    act: Mapping[str, Any], known: Sequence[_Known], sides: Mapping[str, str]
) -> tuple[int, Mapping[str, Any]]:
    """The step that an act may tell of, and how many days it lies outside the act's interval."""
    may = _may(act, known, sides)
    first, last = act["date_start"], act["date_end"]
    same = [step for step in may if step["plover"] == act["plover"]]
    if "since" in act["date_rule"]:
        last, may = _end_of_unit(first, act["date_rule"]), same[:1]
    near = [
        (_outside(step["date"], first, last), step)
        for step in may
        if step in same
        or (act["actor_name"] and not _outside(step["date"], first, last) and _alike(act, step))
    ]
    return min(
        near,
        key=lambda pair: (abs(pair[0]), pair[1]["plover"] != act["plover"]),
        default=(FAR + 1, {}),
    )


def _alike(act: Mapping[str, Any], step: Mapping[str, Any]) -> bool:
    """Whether an act and a step are of one quad class and at most one rung apart."""
    one, other = (
        quad(row["plover"], int(row["rung"]), row[lane])
        for row, lane in ((act, "words_or_deed"), (step, "kind"))
    )
    return one == other and abs(int(act["rung"]) - int(step["rung"])) <= 1


def _end_of_unit(day: str, rule: str) -> str:
    """The last day of the month or year that "since" names; a day is its own."""
    unit = "M" if "since month" in rule else "Y" if "since year" in rule else "D"
    return f"{pd.Period(day, unit).end_time:%Y-%m-%d}"


def _named(actors: str, sides: Mapping[str, str]) -> set[tuple[str, str]]:
    """The actors of a cell, and their sides."""
    known = names(actors.replace(",", ";"))
    return {("actor", name) for name in known} | {
        ("side", sides[name]) for name in known if sides.get(name)
    }


def _outside(day: str, first: str, last: str) -> int:
    """Days from the interval to a day: 0 inside, negative before it."""
    return min(days_between(first, day), 0) or max(days_between(last, day), 0)


def told_in_order(
    acts: pd.DataFrame, claims: pd.DataFrame, sentences: pd.DataFrame
) -> pd.DataFrame:
    """Acts and claims of each article in the order of telling, with the days of what they tell.

    acts : not the negated ones · claims : with event_date (a day, month, year, or two with "/"
    between) if people gave one, as `Case.claims` · sentences : give the length of each text

    Columns: article_id, what ("act" or "claim"), start, place (per cent of the text), date, until
    ("" without a date), rule (that gave it; "" of claims), words_or_deed ("" of claims), score (1
    where a person gave the day), actor (of acts), said.
    """
    events = claims.event_date if "event_date" in claims else pd.Series("", index=claims.index)
    rows = acts[acts.modality != "negated"]
    parts = [
        rows.assign(
            what="act",
            date=rows.date_start,
            until=rows.date_end,
            rule=rows.date_rule,
            actor=rows.actor_name.where(rows.actor_name != "", rows.actor),
            said=rows.trigger,
        ),
        claims.assign(
            what="claim",
            date=[_days(cell)[0] for cell in events],
            until=[_days(cell)[1] for cell in events],
            rule="",
            words_or_deed="",
            score=1.0,
            actor="",
            said=claims.quote,
        ),
    ]
    table = pd.concat([part[list(TOLD)] for part in parts if len(part)] or [parts[0][list(TOLD)]])
    length = sentences.groupby("article_id").end.max()
    place = 100 * table.start.astype("float64") / table.article_id.map(length).astype("float64")
    return table.assign(place=place).sort_values(
        ["article_id", "start", "what"], kind="stable", ignore_index=True
    )


def said_when(first: str, last: str, rule: str = "") -> str:
    """When something happened between two ISO days, as exactly as the text says and no more.

    A day, a month, a year, "since" one of them, or two days. rule : `date_rule` of an act

    >>> said_when("1987-01-01", "1987-12-31"), said_when("2031-05-03", "2031-05-03")
    ('1987', '3 May 2031')
    >>> said_when("2031-09-01", "2031-11-29", "since month: since september")
    'since Sep 2031'
    """
    last = last or first
    unit = next((u for u in ("month", "year") if f"since {u}" in rule), "")
    for name, many, form in (("month", "M", "%b %Y"), ("year", "Y", "%Y")):
        whole = pd.Period(first, many)
        if unit == name or (
            f"{whole.start_time:%Y-%m-%d}" == first and f"{whole.end_time:%Y-%m-%d}" == last
        ):
            return f"since {whole:{form}}" if unit else f"{whole:{form}}"
    return " to ".join(dict.fromkeys(said_day(day) for day in (first, last)))


def _days(cell: str) -> tuple[str, str]:
    """First and last day of a day, month or year, or of two of them with "/" between.

    >>> _days("2031-04/2031-05-02"), _days("")
    (('2031-04-01', '2031-05-02'), ('', ''))
    """
    if not cell:
        return "", ""
    first, _, last = cell.partition("/")
    ends = pd.Period(first).start_time, pd.Period(last or first).end_time
    return f"{ends[0]:%Y-%m-%d}", f"{ends[1]:%Y-%m-%d}"
