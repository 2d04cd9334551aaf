"""Trends: refused for few acts, intervals from articles.

Change points where there is one and not elsewhere, replies.
"""

import numpy as np
import pandas as pd

from analysis.measures import rates, trends


def corpus(days: int, acts_a_day: int, rung) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One article a day of one outlet, each with so many acts.

    `rung` gives the rung of an act by day and number.
    """
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
                "sentence_id": n,
                "trigger": f"{n:04}",
                "rule": f"{n:04}/VERB",
                "plover": "ACCUSE",
                "voice": "",
                "date_rule": "",
                "rung": rung(d, n),
                "words_or_deed": "words",
                "modality": "asserted",
                "score": 0.9,
                "act_id": f"a{d:03}#{n}",
                "event_id": f"a{d:03}#{n}",
                "actor": "",
                "target": "",
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
    """Asked for a trend on one article, the answer is no, and why."""
    acts, articles = corpus(1, 12, lambda d, n: n % 10)
    assert "one observation in time" in trends.refusal(acts, articles)


def test_nine_acts_and_undated_articles_are_refused():
    """Fewer than ten acts in dated articles, or one day only, carry no trend."""
    acts, articles = corpus(9, 1, lambda d, n: 3)
    assert "at least 10" in trends.refusal(acts, articles)
    acts, articles = corpus(5, 5, lambda d, n: 3)
    assert "no sure acts in dated articles" in trends.refusal(acts, articles.assign(published=""))
    one = "all of one week (6 Jan 2031)"
    assert one in trends.refusal(acts, articles.assign(published="2031-01-06"))
    assert "(6 Jan 2031 to 12 Jan 2031)" in trends.refusal(*corpus(7, 5, lambda d, n: 3))
    assert "all of 2 weeks" in trends.refusal(*corpus(10, 1, lambda d, n: 3))
    assert trends.refusal(*corpus(28, 1, lambda d, n: 3)) == ""


def test_negated_acts_do_not_count():
    """ "Did not threaten" moves no mean and makes no quorum; no more does a deed not done."""
    acts, articles = corpus(28, 1, lambda d, n: 3)
    assert trends.refusal(acts.assign(modality="negated"), articles)
    for told in ("asserted", "conditional", "hedged", "planned"):
        assert trends.refusal(acts.assign(modality=told), articles) == ""
        deeds = acts.assign(modality=told, words_or_deed="deed")
        assert bool(trends.refusal(deeds, articles)) == (told != "asserted")


SIDES = {"Freedonia": "F", "Sylvania": "S", "The Fleet": "F", "Ruritania": "Z", "Albion": "A"}


def waits(acts, articles) -> list[float]:
    """Days from each act of F or S towards the other to the other's next act back."""
    moves = trends.moves(acts, articles, SIDES, "F", "S")
    days = moves.date.to_numpy("datetime64[D]")
    found = []
    for day, side in zip(days, moves.side, strict=True):
        found += list(trends.next_days(np.array([day]), days[moves.side != side]) - day)
    return pd.Series(found, dtype="timedelta64[s]").dt.days.tolist()


def test_replies_are_the_next_act_back():
    """Two sides that alternate day by day answer each other after one day.

    The last has no reply.
    """
    given = corpus(4, 1, lambda d, n: d)
    assert trends.moves(*given, SIDES, "F", "S").side.tolist() == ["F", "S", "F", "S"]
    assert waits(*given)[:3] == [1, 1, 1] and pd.isna(waits(*given)[3])


def test_an_act_on_the_same_day_is_no_reply():
    """Who came first on one day nobody knows; the next later day counts."""
    acts, articles = corpus(3, 1, lambda d, n: 5)
    days = articles.assign(published=["2031-01-06", "2031-01-06", "2031-01-09"])
    first, second, _ = waits(acts, days)
    assert pd.isna(first) and second == 3


def test_an_act_counts_on_its_own_day_and_for_its_side_only():
    """Its own single day goes before the article's.

    Allies, third parties, negations are no reply.
    """
    acts, articles = corpus(2, 1, lambda d, n: 5)
    own = acts.assign(date_start=["2031-01-01", "2031-01-20"])
    own["date_end"] = own.date_start
    assert waits(own, articles)[0] == 19
    span = own.assign(date_end="2031-02-01")
    assert waits(span, articles)[0] == 1
    for changes in (
        {"actor_name": "The Fleet; Freedonia", "target_name": "Freedonia"},
        {"actor_name": ["Freedonia", "Ruritania"]},
        {"actor_name": ["Freedonia", "Albion"]},
        {"target_name": ["Sylvania", "Ruritania"]},
        {"target_name": ["Sylvania", "Albion"]},
        {"modality": ["asserted", "negated"]},
    ):
        assert all(map(pd.isna, waits(acts.assign(**changes), articles))), changes
    joint = acts.assign(actor_name=["Freedonia", "Sylvania; crew"])
    assert waits(joint, articles)[0] == 1


def test_two_articles_that_are_alike_give_no_interval():
    """ "50 % (95 % interval 50–50)" would claim what two articles cannot know."""
    acts, articles = corpus(2, 10, lambda d, n: 6 + n % 2 if n < 5 else 1)
    shares = rates.high_shares({"acts": acts, "articles": articles}, "week")
    assert shares.value.tolist() == [50] and shares.low.isna().all()
