"""Trends: refused for few acts, intervals from articles, change points where there is one and not elsewhere, replies."""

import pandas as pd
import pytest

from analysis.measures import trends


def corpus(days: int, acts_a_day: int, rung) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One article a day of one outlet, each with so many acts; `rung` gives the rung of an act by day and number."""
    dates = pd.date_range("2031-01-06", periods=days).strftime("%Y-%m-%d")
    articles = pd.DataFrame(
        {
            "article_id": [f"a{d:03}" for d in range(days)],
            "outlet": "The Gazette",
            "published": dates,
        }
    )
    acts = pd.DataFrame(
        [
            {
                "article_id": f"a{d:03}",
                "start": n,
                "rung": rung(d, n),
                "words_or_deed": "words",
                "modality": "asserted",
                "actor_name": "Freedonia" if d % 2 == 0 else "Sylvania",
                "target_name": "Sylvania" if d % 2 == 0 else "Freedonia",
                "date_start": "",
                "date_end": "",
            }
            for d in range(days)
            for n in range(acts_a_day)
        ]
    )
    return acts, articles


def test_twelve_acts_of_one_article_carry_no_trend():
    """Asked for a trend on one article, every function says no and why."""
    acts, articles = corpus(1, 12, lambda d, n: n % 10)
    assert "one observation in time" in trends.refusal(acts, articles)
    for function in (trends.rung_by_week, trends.change_points):
        with pytest.raises(ValueError, match="12 acts of one article"):
            function(acts, articles)


def test_nine_acts_and_undated_articles_are_refused():
    """Fewer than ten acts in dated articles, or one day only, carry no trend."""
    acts, articles = corpus(9, 1, lambda d, n: 3)
    assert "at least 10" in trends.refusal(acts, articles)
    acts, articles = corpus(5, 5, lambda d, n: 3)
    assert "0 acts in dated articles" in trends.refusal(acts, articles.assign(published=""))
    assert "all of 2031-01-06" in trends.refusal(acts, articles.assign(published="2031-01-06"))


def test_negated_acts_do_not_count():
    """ "Did not threaten" moves no mean and makes no quorum."""
    acts, articles = corpus(5, 5, lambda d, n: 3)
    assert trends.refusal(acts.assign(modality="negated"), articles)


def test_weeks_carry_means_and_intervals_from_articles():
    """Seven articles a week: the mean is the week's, the interval holds it; a week with nine acts has none."""
    acts, articles = corpus(14, 3, lambda d, n: 2 if d < 7 else 6 + n % 2)
    weeks = trends.rung_by_week(acts, articles, draws=100)
    assert weeks.week.tolist() == ["2031-01-06", "2031-01-13"] and weeks.acts.tolist() == [21, 21]
    assert (
        weeks.mean_rung.round(2).tolist() == [2.0, 6.33]
        and (weeks.low <= weeks.mean_rung).all()
        and (weeks.mean_rung <= weeks.high).all()
    )
    few = trends.rung_by_week(*corpus(10, 3, lambda d, n: 2), draws=50)
    assert few.acts.tolist() == [21, 9] and few.low.isna().tolist() == [False, True]


def test_a_change_point_is_found_where_there_is_one():
    """A step from rung 2 to 7 on day 30 is dated to that day; a level line and 99 acts give none or a refusal."""
    acts, articles = corpus(60, 4, lambda d, n: (2 if d < 30 else 7) + n % 2)
    found = trends.change_points(acts, articles)
    assert found.published.tolist() == ["2031-02-05"] and found.before[0] < 3 < 7 <= found.after[0]
    assert trends.change_points(*corpus(60, 4, lambda d, n: 3 + n % 2)).empty
    with pytest.raises(ValueError, match="99 acts.*100"):
        trends.change_points(*corpus(33, 3, lambda d, n: 3))


def test_replies_are_the_next_act_back():
    """Two sides that alternate day by day answer each other after one day; the last act has no reply."""
    lags = trends.reply_lags(
        *corpus(4, 1, lambda d, n: d), {"Freedonia": "F", "Sylvania": "S"}, "F", "S"
    )
    assert lags.days.tolist()[:3] == [1, 1, 1] and lags.days.isna().tolist() == [
        False,
        False,
        False,
        True,
    ]
    assert lags.reply_rung.tolist()[:3] == [1, 2, 3]
