"""Who towards whom: pairs by lane, weeks by quad class, both directions; nothing is dropped."""

import pandas as pd

from analysis.measures import dyads
from analysis.measures.calendar import load_calendar
from analysis.paths import SEEDS

SIDES = {"Rufus": "F", "The Fleet": "F", "Sylvania": "S"}


def acts(*rows) -> pd.DataFrame:
    """Rows (actor, target, plover, rung, lane, modality, date_start)."""
    columns = ["actor", "target", "plover", "rung", "words_or_deed", "modality", "date_start"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(
        article_id="a",
        actor_name=table.actor,
        target_name=table.target,
        date_end=table.date_start,
        goldstein=-table.rung.astype(float),
    )


ACTS = acts(
    ("Rufus", "Sylvania", "ACCUSE", 5, "words", "asserted", ""),
    ("Rufus", "Sylvania", "THREATEN", 7, "words", "conditional", ""),
    ("Rufus", "Sylvania", "ASSAULT", 10, "deed", "asserted", "2031-01-20"),
    ("Sylvania", "The Fleet", "ACCUSE", 3, "words", "asserted", ""),
    ("", "", "ACCUSE", 3, "words", "asserted", ""),
    ("Rufus", "Sylvania", "ASSAULT", 10, "deed", "negated", ""),
)
ARTICLES = pd.DataFrame({"article_id": ["a"], "published": ["2031-01-08"]})


def test_pairs_keep_words_and_deeds_apart():
    """One row a pair and lane, the busiest pair first; medians stay within the lane."""
    table = dyads.pairs(ACTS)
    assert table.values.tolist() == [
        ["Rufus", "Sylvania", "words", 2, 1, 6.0, 7],
        ["Rufus", "Sylvania", "deed", 1, 1, 10.0, 10],
        ["", "", "words", 1, 1, 3.0, 3],
        ["Sylvania", "The Fleet", "words", 1, 1, 3.0, 3],
    ]


def test_an_act_has_its_own_day_or_its_articles():
    """Negated acts are no events; all others are, also those of nobody."""
    events = dyads.of_acts(ACTS, ARTICLES)
    assert events.date.tolist() == ["2031-01-08"] * 2 + ["2031-01-20"] + ["2031-01-08"] * 2
    assert (
        events.quad.tolist()
        == ["verbal conflict"] * 2 + ["material conflict"] + ["verbal conflict"] * 2
    )


def test_weeks_count_every_event_in_one_class():
    """Goldstein means stay within a quad class; the sum of n is the number of events."""
    weekly = dyads.by_week(dyads.of_acts(ACTS, ARTICLES), SIDES)
    assert weekly.n.sum() == 5
    assert weekly.values.tolist() == [
        ["2031-01-06", "", "", "verbal conflict", 1, -3.0],
        ["2031-01-06", "F", "S", "verbal conflict", 2, -6.0],
        ["2031-01-06", "S", "F", "verbal conflict", 1, -3.0],
        ["2031-01-20", "F", "S", "material conflict", 1, -10.0],
    ]


def test_both_directions_stand_side_by_side():
    """Quiet weeks are there with zeros; a mean of nothing is missing."""
    weekly = dyads.by_week(dyads.of_acts(ACTS, ARTICLES), SIDES)
    table = dyads.side_by_side(weekly, "F", "S")
    assert table.week.unique().tolist() == ["2031-01-06", "2031-01-13", "2031-01-20"]
    assert len(table) == 12 and table.n_one.sum() == 3 and table.n_two.sum() == 1
    row = table[(table.week == "2031-01-06") & (table.quad == "verbal conflict")].iloc[0]
    assert (row.n_one, row.goldstein_one, row.n_two, row.goldstein_two) == (2, -6, 1, -3)
    assert table.goldstein_one.notna().sum() == 2
    undated = dyads.by_week(dyads.of_acts(ACTS, ARTICLES.assign(published="")), SIDES)
    assert dyads.side_by_side(undated, "F", "S").week.unique().tolist() == ["2031-01-20", ""]
    assert dyads.side_by_side(weekly, "F", "X").empty
    for other in ("A", "Z"):
        third = weekly.assign(target=weekly.target.replace("S", other))
        assert dyads.side_by_side(third, "F", "S").n_one.sum() == 0


def test_every_step_of_the_calendar_is_counted():
    """Steps set apart with "none" and steps towards nobody are counted like all others."""
    events = dyads.of_steps(load_calendar(SEEDS / "calendar.csv"))
    assert len(events) == 176 == dyads.by_week(events).n.sum()
    assert events.goldstein.between(-10, 9).all()
    assert events.goldstein[events.quad == "verbal cooperation"].mean() > 0
    assert (events.goldstein[events.quad == "material conflict"] < 0).all()
