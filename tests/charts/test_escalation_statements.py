"""Each statement of the charts of 05 is what their tables give, on three cases."""

import re
from itertools import pairwise

import pytest

from analysis import charts, findings
from analysis.measures import chronology, happened, rates
from analysis.measures.calendar import load_calendar
from analysis.measures.lanes import SURE, gravest, is_high
from analysis.paths import PROJECT, SEEDS
from tests.charts import legible, made_up
from tests.charts.test_charts import SIDES, escalation

CASES = {
    "one article and a calendar": (made_up.notes(1, 20), made_up.calendar(12)),
    "many articles, no calendar": (made_up.notes(7, 9), made_up.calendar(0)),
    "many articles and a calendar": (made_up.notes(3, 30), made_up.calendar(40)),
}


@pytest.fixture(scope="module", params=CASES)
def case(request):
    made, steps = CASES[request.param]
    return made, steps, escalation(made, steps)


def numbers(text: str) -> list[int]:
    """The whole numbers of a sentence, "none" as 0."""
    found = re.findall(r"\bnone\b|\d+", text, re.I)
    return [0 if n.lower() == "none" else int(n) for n in found]


def test_two_sides(case):
    """High deeds (or, where there are none, words) of each side and how many it has."""
    _, _, drawn = case
    chart = drawn["two_sided_timeline"]
    table = chart.table[chart.table.score >= SURE]
    lane = "deed" if "Deed" in chart.headline else "words"
    said = re.findall(r"(\w+) of (\d+) by (\w+)", chart.headline)
    assert said
    for high, n, side in said:
        own = table[(table.side == side) & (table.words_or_deed == lane)]
        own = own[own.done & own.drawn]
        assert numbers(high) == [int(is_high(own).sum())] and int(n) == len(own)


def test_order_of_telling(case):
    """How often the telling steps back, and whether before the day it opens with."""
    _, _, drawn = case
    chart = drawn["telling_order"]
    if (texts := chart.table.article_id.nunique()) > 1:
        steps = [
            sum(b.until < a.date for a, b in pairwise(own.itertuples()))
            for _, own in chart.table.groupby("article_id")
        ]
        said = f"Of {texts} texts, {sum(n > 0 for n in steps)} step back in time"
        assert said in chart.headline and f"{max(steps)} time" in chart.headline
        return
    rows = list(chart.table.sort_values("start", kind="stable").itertuples())
    rows = [row for row in rows if "since" not in row.rule]
    back = [b.date for a, b in pairwise(rows) if (b.until or b.date) < a.date]
    assert ("as far as" in chart.headline) == (bool(back) and min(back) < rows[0].date)
    often = "once" if len(back) == 1 else f"{len(back)} times"
    assert (f"steps back in time {often}" in chart.headline) == bool(back)


def test_a_month_or_year_is_never_shown_as_a_day():
    """ "In 1987" and "in April" are shown as such; a whole month before a day is a step back."""
    made = made_up.notes(1, 5)
    acts = made.acts.assign(
        date_start=["1987-01-01", "2031-05-03", "2031-04-01", "2031-05-04", "2031-05-05"],
        date_end=["1987-12-31", "2031-05-03", "2031-04-30", "2031-05-04", "2031-05-05"],
        date_rule=["year: of 1987", "", "month: in april", "", ""],
        modality="asserted",
    )
    four = made.claims.head(0), made.articles.assign(published="2031-05-06"), made.sentences
    chart = charts.telling_order(acts, *four)
    assert chart.headline == "The telling opens with 1987 and steps back in time once"
    assert "1987, 0 %" in chart.alt and "Apr 2031, 47 %" in chart.alt
    written = [text.get_text().strip() for text in chart.figure.axes[0].texts]
    assert {"1987", "Apr 2031"} <= set(written) and legible.problems(chart.figure) == []
    assert "1 Jan" not in chart.alt and "1 Apr" not in chart.alt
    few = charts.telling_order(acts.head(3), *four)
    assert few.empty and few.headline.startswith(
        "No text dates more than 1 of its acts and claims to"
    )


def test_threats(case):
    """How many threats; of the texts' own, and where nobody coded any, nothing is said of deeds."""
    _, steps, drawn = case
    chart = drawn["threat_ledger"]
    held = chart.table[chart.table.kind != "offer"]
    if chart.headline.startswith("No "):
        assert held.empty
    else:
        assert f"{len(held)} threat" in chart.headline
    assert len(steps) or not (chart.table.deed_id != "").any()


@pytest.mark.parametrize("folder", [SEEDS, PROJECT / "benchmarks" / "crisis"], ids=lambda f: f.name)
def test_every_threat_of_a_calendar_ended_in_one_way(folder):
    """The parts of the headline add up to the rows drawn; one coder's threats give no rate."""
    made = made_up.notes(1, 0)
    steps = load_calendar(folder / "calendar.csv")
    chart = charts.threat_ledger(made.acts, steps, made.articles)
    held = chart.table[(chart.table.kind != "offer") & (chart.table.outcome != "not coded")]
    linked = held[(held.outcome == "carried_out") & (held.deed_id != "")]
    first, *rest = chart.headline.split("; ")
    days = [linked.days.min(), linked.days.max()]
    assert numbers(first) == [linked.deed_id.nunique(), len(linked), *days]
    assert sum(numbers(part)[0] for part in rest) + len(linked) == len(held)
    assert " of " not in first


def test_pairs(case):
    """Conflict of the busiest pair, both ways, of all that it does."""
    _, _, drawn = case
    chart = drawn["dyad_weeks"]
    if chart.empty:
        return
    quad, there = chart.headline.split(":")
    one, other = re.search(r"from (\w+) towards (\w+)", there).groups()
    table = chart.table[chart.table.week != ""]
    k, n, *back = numbers(there)
    for way, said in (((one, other), [k, n]), ((other, one), back)):
        own = table[(table.side == way[0]) & (table.target_side == way[1]) & (table.quad != "none")]
        if said:
            assert said == [own.n[own.quad == quad.lower()].sum(), own.n.sum()]


def test_told_against_happened(case):
    """Agreeing, differing and lacking acts add up; every step is met, left out or later."""
    made, steps, drawn = case
    chart = drawn["told_against_happened"]
    table = chronology.compare(made.acts, steps, made.articles, SIDES)
    sure = table[table.score >= SURE].verdict.value_counts()
    if len(steps):
        told = {"the day": "agrees", "another day": "differs", "beside no": "text only"}
        found = re.findall(r"(\d+) (?:on )?(the day|another day|beside no)", chart.headline)
        assert {told[words]: int(n) for n, words in found} == {
            verdict: n for verdict, n in sure.items() if verdict not in ("not matched", "no date")
        }
        left, of, *undated = numbers(chart.headline.split("matched to no act")[1].split(". ")[0])
        assert left == sure.get("not matched", 0)
        without = set(table.step_id[table.verdict == "no date"])
        assert undated == [len(without)] * bool(without)
        late = (steps.date > made.articles.published.max()).sum()
        later_met = set(steps.id[steps.date > made.articles.published.max()]) & set(table.step_id)
        assert of == len(steps) - late + len(later_met)


def test_weeks(case):
    """The fullest weeks are those of the table."""
    _, _, drawn = case
    chart = drawn["coverage_weeks"]
    if "Most events" in chart.headline:
        told = chart.table[chart.table.series.isin(["words told", "deeds told"])]
        weekly = told.groupby("week").n.sum()
        assert f"({weekly.max()})" in chart.headline


def test_rhetoric(case):
    """High words of each side, of all its words; the marks hold every one that is counted."""
    made, _, drawn = case
    chart = drawn["rhetoric_by_day"]
    words = happened.of_acts(made.acts, made.articles, SIDES)
    words = words[(words.words_or_deed == "words") & (words.score >= SURE)]
    for side, n, threats in chart.table.groupby("side")[["n", "threats"]].sum().itertuples():
        own = words[words.side == side]
        assert own.empty or [n, threats] == [len(own), is_high(own).sum()]
        assert f"{threats} of {n} by {side}" in chart.headline or not threats
    assert chart.table.n.sum() == len(words[words["first"] != ""])


def test_small_ladder(case):
    """The highest word and the high deeds that are told as done and sure, an event once."""
    made, _, _ = case
    chart = charts.ladder(made.acts, made.articles, SIDES)
    table = happened.of_acts(made.acts, made.articles, SIDES)
    table = table[(table.score >= SURE) & table.done]
    assert [chart.table.n.sum(), chart.table.told.sum()] == [len(table), table.tellings.sum()]
    words, deeds = (table[table.words_or_deed == lane] for lane in ("words", "deed"))
    assert f"{len(words)} word events, up to “{gravest(words)}”" in chart.headline
    high = int(is_high(deeds).sum())
    assert f"{len(deeds)} deed" in chart.headline
    assert (f", {high} to coerce or use force" in chart.headline) == bool(high)


@pytest.mark.parametrize("modality", ["conditional", "planned", "hedged", "negated"])
def test_a_deed_that_nobody_did_is_counted_nowhere(modality):
    """One attack that would be answered is no deed, in the chart as in the sentences of 05."""
    made = made_up.notes(1, 2)
    acts = made.acts.assign(rung=10, words_or_deed="deed", modality=["asserted", modality])
    headline = charts.ladder(acts, made.articles).headline
    assert "Found: 1 deed, 1 to coerce or use force" in headline
    said = findings.escalation(acts)
    assert "force: 1 of 1" in said and "1 not told as done" in said
    weekly = rates.high_shares({"acts": acts, "articles": made.articles}, "week")
    assert weekly.cases.tolist() == [1]


def test_each_form_of_mark_has_its_words_where_it_is_drawn():
    """Hollow, pale and small are named in key and foot if, and only if, such marks are there."""
    made = made_up.notes(1, 9)
    acts = made.acts.assign(
        modality="asserted", score=0.9, voice="", actor_name="Freedonia", target_name="Sylvania",
        date_start=[f"2031-03-0{n + 1}" for n in range(9)],
    )  # fmt: skip
    acts["date_end"] = acts.date_start
    changes = {
        "Hollow": {"modality": ["hedged", *8 * ["asserted"]]},
        "Pale": {"score": [0.3, *8 * [0.9]]},
        "Small": {"date_start": ["", *acts.date_start[1:]]},
    }
    for change in ({}, *({name: given} for name, given in changes.items())):
        given = next(iter(change.values()), {})
        chart = charts.two_sided_timeline(
            acts.assign(**given), made_up.calendar(0), made.articles, SIDES
        )
        foot = " ".join(chart.figure.texts[2].get_text().split())
        assert {name for name in changes if f"{name}:" in foot} == set(change)
