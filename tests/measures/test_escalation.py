"""Escalation: profiles and dyads of any number of acts, first movers and trends only where the numbers carry them."""

import pandas as pd
import pytest

from analysis.measures import escalation, trends

SIDES = {"A": "one", "B": "two"}


def acts(*rows):
    """Rows (article, actor, target, rung, lane, modality, day)."""
    columns = [
        "article_id",
        "actor_name",
        "target_name",
        "rung",
        "words_or_deed",
        "modality",
        "date_start",
    ]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(
        date_end=table.date_start,
        trigger="t" + table.rung.astype(str),
        sentence_id=range(len(table)),
        start=range(len(table)),
        end=range(1, len(table) + 1),
        act_id=[f"x{n}" for n in range(len(table))],
    )


def exchange(n):
    """One side acts every ten days, the other answers three days later, two rungs higher."""
    day = pd.Timestamp("2025-01-01")
    rows = []
    for k in range(n):
        rows.append(
            (
                f"a{k}",
                "A",
                "B",
                5,
                "words",
                "asserted",
                (day + pd.Timedelta(days=10 * k)).strftime("%Y-%m-%d"),
            )
        )
        rows.append(
            (
                f"b{k}",
                "B",
                "A",
                7,
                "words",
                "asserted",
                (day + pd.Timedelta(days=10 * k + 3)).strftime("%Y-%m-%d"),
            )
        )
    return acts(*rows)


def articles(table):
    return pd.DataFrame(
        {
            "article_id": table.article_id.unique(),
            "outlet": "o",
            "published": [
                table.date_start[table.article_id == a].iloc[0] for a in table.article_id.unique()
            ],
        }
    )


def test_profile_keeps_words_and_deeds_apart():
    """One row an actor and lane with number, median and highest rung; negated acts do not count."""
    table = escalation.profile(
        acts(
            ("a", "A", "B", 7, "words", "asserted", ""),
            ("a", "A", "B", 5, "words", "hedged", ""),
            ("a", "A", "B", 10, "deed", "negated", ""),
            ("a", "B", "A", 8, "deed", "asserted", ""),
        )
    )
    assert table[
        ["actor", "words_or_deed", "acts", "plain", "median_rung", "highest_rung", "highest"]
    ].values.tolist() == [["A", "words", 2, 1, 6.0, 7, "t7"], ["B", "deed", 1, 1, 8.0, 8, "t8"]]


def test_dyads_count_coordinated_names_each():
    """ "A and B condemned C" is one act of A and one of B towards C; without a target there is no dyad."""
    table = escalation.dyads(
        acts(
            ("a", "A; B", "C", 3, "words", "asserted", ""),
            ("a", "A", "C", 9, "deed", "asserted", ""),
            ("a", "A", "", 9, "deed", "asserted", ""),
        )
    )
    assert table[
        ["actor", "target", "acts", "words", "deeds", "median_rung", "highest_rung"]
    ].values.tolist() == [["A", "C", 2, 1, 1, 6.0, 9], ["B", "C", 1, 1, 0, 3.0, 3]]


def test_empty_acts_keep_columns():
    """No acts: empty tables with their columns."""
    none = acts(("a", "A", "B", 7, "words", "asserted", "")).iloc[:0]
    assert len(escalation.profile(none)) == len(escalation.dyads(none)) == 0
    assert "highest_rung" in escalation.profile(none) and "deeds" in escalation.dyads(none)


def test_first_mover_is_found():
    """Where one side is always answered after three days, two rungs higher, the table says so with an interval."""
    table = exchange(8)
    one, two = escalation.first_mover(
        trends.reply_lags(table, articles(table), SIDES, "one", "two"), "one", "two"
    ).to_dict("records")
    assert (one["acts"], one["answered"], one["median_days"], one["median_change"]) == (
        8,
        8,
        3.0,
        2.0,
    )
    assert two["answered"] == 7 and two["median_days"] == 7.0 and 0 < one["low"] < 1 == one["high"]


def test_first_mover_refused_for_few_acts():
    """Asked on eight acts, the function says no and why."""
    table = exchange(4)
    with pytest.raises(ValueError, match="8 dated acts between one and two; at least 10"):
        escalation.first_mover(
            trends.reply_lags(table, articles(table), SIDES, "one", "two"), "one", "two"
        )


def test_twelve_acts_of_one_article_carry_no_trend():
    """Asked for a trend on twelve acts of one article, the refusal names the number and the reason."""
    table = acts(*[("a", "A", "B", n % 11, "words", "asserted", "2025-01-01") for n in range(12)])
    assert "12 acts of one article" in trends.refusal(table, articles(table))
    with pytest.raises(ValueError):
        trends.rung_by_week(table, articles(table))


def test_planted_change_point_is_found_from_a_hundred_acts():
    """Sixty acts on rung 3, then sixty on rung 8: one change, on the right day; below a hundred acts a refusal."""
    days = pd.date_range("2025-01-01", periods=120).strftime("%Y-%m-%d")
    table = acts(
        *[
            (f"a{n:03}", "A", "B", (3 if n < 60 else 8) + n % 2, "words", "asserted", day)
            for n, day in enumerate(days)
        ]
    )
    found = trends.change_points(table, articles(table))
    assert list(found.published) == [days[60]]
    few = table.head(99)
    with pytest.raises(ValueError, match="at least 100"):
        trends.change_points(few, articles(few))
