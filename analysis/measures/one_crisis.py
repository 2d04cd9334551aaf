"""Do these articles and this calendar tell of one crisis? Two never share a series."""

from collections.abc import Callable, Mapping

import pandas as pd

from .calendar import days_between, names

FAR = 365  # days between the articles of two groups
FEWEST, MOST = 5, 200  # articles of which it is asked whether half share their actors
MANY = 10  # acts of named actors in each of two groups of several articles


def two_crises(
    acts: pd.DataFrame,
    articles: pd.DataFrame,
    calendar: pd.DataFrame | None = None,
    called: Mapping[str, str] | None = None,
) -> str:
    """Why these articles make no series, in one sentence; "" where nothing speaks against it.

    acts : article_id, actor_name, target_name · articles : article_id, published · called : what
    to call an article (`Case.names`)

    Articles belong together that share an actor who acts or is acted on, by canonical name, also
    through others. Where less than half of them are joined by two actors, or by half of those of
    the shorter list, they are several crises. Two groups are two crises if a year or more lies
    between them, or if both have several articles and `MANY` acts. A calendar is of another crisis
    if it names no actor of the articles and ends a year before them, or begins a year after.
    """
    of_article = {
        article_id: {name for cell in (*rows.actor_name, *rows.target_name) for name in names(cell)}
        for article_id, rows in acts.groupby("article_id", sort=False)
    }
    acting = {one: who for one, who in of_article.items() if who}
    groups = _groups(acting, lambda one, two: not one.isdisjoint(two))
    days = dict(zip(articles.article_id, articles.published, strict=True))
    n = acts.article_id[(acts.actor_name + acts.target_name) != ""].value_counts()
    for i, one in enumerate(groups):
        for two in groups[i + 1 :]:
            able = all(len(group) > 1 and n[group].sum() >= MANY for group in (one, two))
            if able or _apart([days.get(a, "") for a in one], [days.get(a, "") for a in two]):
                told = " and of ".join(
                    f"{(called or {}).get(group[0], group[0])}" for group in (one, two)
                )
                return f"Two crises in one series: the articles of {told} share no actor"
    if FEWEST <= len(acting) <= MOST:
        close = max(map(len, _groups(acting, _close)))
        if 2 * close < len(acting):
            return (
                f"Several crises in one series: of {len(acting)} articles that name who acts, no "
                f"more than {close} share their actors"
            )
    if calendar is None or calendar.empty or not groups:
        return ""
    known = {name for cell in (*calendar.actor, *calendar.target) for name in names(cell)}
    apart = _apart(list(calendar.date), list(articles.published))
    if apart and not known & set().union(*of_article.values()):
        return "The calendar is of another crisis: it shares no actor and no year with the articles"
    return ""


def _groups(
    actors: Mapping[str, set[str]], alike: Callable[[set[str], set[str]], bool]
) -> list[list[str]]:
    """Articles joined by their actors, in their order."""
    groups: list[list[str]] = []
    for one, who in actors.items():
        joined = [g for g in groups if any(alike(who, actors[other]) for other in g)]
        groups = [g for g in groups if g not in joined]
        groups.append([one, *(other for g in joined for other in g)])
    return [sorted(group, key=list(actors).index) for group in groups]


def _close(one: set[str], two: set[str]) -> bool:
    """Whether two articles share two actors, or half of those of the shorter list."""
    shared = len(one & two)
    return shared > 1 or 2 * shared >= min(len(one), len(two))


def _apart(one: list[str], two: list[str]) -> bool:
    """Whether a year or more lies between two sets of days."""
    one, two = ([day for day in days if day] for days in (one, two))
    if not one or not two:
        return False
    return max(days_between(max(one), min(two)), days_between(max(two), min(one))) >= FAR
