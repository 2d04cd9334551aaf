"""What the rows of a chart are called, and what they rest on."""

from collections.abc import Iterable, Mapping

import pandas as pd

from ..measures.sides import side_of
from ..vocabulary import count, short
from . import palette


def held(table: pd.DataFrame, names: Mapping[str, str] | None = None) -> str:
    """What the numbers rest on, for the foot: the one article's name, or how many articles.

    names : article_id → what to call the article (`Case.names`)
    """
    ids = list(dict.fromkeys(table["article_id"])) if "article_id" in table else []
    if len(ids) == 1:
        return f"article {short((names or {}).get(ids[0], ids[0]), 40)}"
    return count(len(ids), "article")


def told_times(events: pd.DataFrame, of: int | None = None) -> str:
    """How many events a chart draws, and how often articles tell them; steps are just counted.

    events : of `measures.happened` · of : all that are held, where some are not drawn
    """
    n, steps = len(events), (events.what == "step").any()
    some = f"{n:,}" if of in (None, n) else f"{n:,} of {of:,}"
    said = f"n = {some} {'step' if steps else 'event'}{'s' * (n != 1 or of not in (None, n))}"
    return said if steps else f"{said}, told {count(int(events.tellings.sum()), 'time')}"


def peaks(values: pd.Series) -> list[str]:
    """The names of the highest values of a series: several where they tie, none of nothing."""
    return [str(name) for name in values.index[values == values.max()]] if values.any() else []


def side_entries(
    sides: Mapping[str, str], drawn: Iterable[str], marker: str = "o"
) -> list[tuple[str, str, str]]:
    """The key to the colours of those sides that are drawn, and to grey.

    sides : actor → side · drawn : sides, or actors, of the marks
    """
    shades = palette.side_colors(sides)
    of = [one if one in shades else side_of(one, sides) for one in drawn]
    known = [(short(side, 22), color, marker) for side, color in shades.items() if side in of]
    own = [entry for entry in known if entry[1] != palette.GREY]
    grey = len(own) < len(set(of))
    return own + [("others, unknown", palette.GREY, marker)] * grey
