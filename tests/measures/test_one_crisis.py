"""Two crises in one folder are told apart, one crisis is not."""

import pandas as pd
import pytest

from analysis.measures.calendar import steps
from analysis.measures.one_crisis import two_crises


def tables(*told):
    """Articles (day, pairs of actors): their acts and the table of articles."""
    acts = [
        {"article_id": f"a{n}", "actor_name": one, "target_name": two}
        for n, (_, pairs) in enumerate(told)
        for one, two in pairs
    ]
    articles = [{"article_id": f"a{n}", "published": day} for n, (day, _) in enumerate(told)]
    columns = ["article_id", "actor_name", "target_name"]
    return (
        pd.DataFrame(acts, columns=columns),
        pd.DataFrame(articles, columns=["article_id", "published"]),
    )


NORTH, SOUTH = [("Freedonia", "Sylvania")], [("Osterlich", "Klopstokia")]


@pytest.mark.parametrize(
    ("told", "two"),
    [
        ([("2031-01-01", NORTH), ("2033-01-01", SOUTH)], True),  # a year lies between them
        ([("2031-01-01", NORTH), ("2031-02-01", SOUTH)], False),  # one article may be badly read
        ([("2031-01-01", NORTH * 5), ("2031-01-02", NORTH * 5)] * 2, False),
        (
            [("2031-01-01", NORTH * 5)] * 2 + [("2031-01-01", SOUTH * 5)] * 2,
            True,  # several articles and ten acts each
        ),
        (
            [
                ("2031-01-01", NORTH),
                ("2033-01-01", SOUTH),
                ("2033-01-01", [("Sylvania", "Osterlich")]),
            ],
            False,  # a third joins them
        ),
        ([("", NORTH), ("", SOUTH)], False),
        ([], False),
    ],
)
def test_articles_without_a_common_actor_are_two_crises(told, two):
    """If a year lies between them, or both groups are large enough not to be chance."""
    why = two_crises(*tables(*told))
    assert bool(why) == two
    assert not why or "a0 and of a" in why


def test_a_calendar_of_another_crisis_frames_no_article():
    """It shares neither an actor nor the time; one of the two is enough to stand beside it."""

    def calendar(day, actor):
        return steps([{"date": day, "actor": actor, "target": "", "rung": "8", "id": "s1"}])

    told = tables(("2031-01-01", NORTH))
    assert "calendar" in two_crises(*told, calendar("2025-01-01", "Osterlich"))
    assert two_crises(*told, calendar("2025-01-01", "Sylvania")) == ""
    assert two_crises(*told, calendar("2031-01-05", "Osterlich")) == ""


def test_articles_that_share_one_power_at_most_are_several_crises():
    """One state in many quarrels joins nothing; two actors in common do."""
    own = [f"{who}{n}" for n in range(6) for who in ("Ana", "Ben")]
    acts = pd.DataFrame({"article_id": [f"a{n // 2}" for n in range(12)], "actor_name": own})
    articles = pd.DataFrame({"article_id": [f"a{n}" for n in range(6)], "published": "2031-05-01"})
    apart = acts.assign(target_name="Power")
    assert two_crises(apart, articles).startswith("Several crises in one series: of 6 articles")
    assert two_crises(apart.assign(actor_name="Ana"), articles) == ""
    assert two_crises(apart[apart.article_id < "a4"], articles) == ""  # of four nobody asks
