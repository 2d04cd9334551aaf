"""The ladder as the articles tell it: how many events of each side stand on each rung."""

from collections.abc import Mapping

import pandas as pd

from ..measures.happened import by_rung, of_acts, sided
from ..measures.lanes import HIGH_MEANS, LANES, RUNGS, SURE, gravest, is_high
from . import palette, style
from .chart import Chart
from .style import count
from .two_sided_timeline import colors_of_two


@style.house
def ladder(
    acts: pd.DataFrame,
    articles: pd.DataFrame,
    sides: Mapping[str, str] | None = None,
    names: Mapping[str, str] | None = None,
) -> Chart:
    """Each rung of words, and of deeds, a row; each side a column of bars; n at their ends.

    Events count once (`measures.tellings`). articles : article_id and, where known, published
    sides : `Case.sides` · names : `Case.names`
    """
    if "published" not in articles:
        articles = acts[["article_id"]].drop_duplicates().assign(published="")
    events, two = sided(of_acts(acts, articles, sides), sides)
    sure = events[(events.score >= SURE) & events.done]
    table = by_rung(sure, two)
    if table.empty:
        return style.nothing("No act was found that is told as said or done", table)
    headline = _finding(sure)
    rows = list(dict.fromkeys(zip(table.words_or_deed, table.rung, strict=True)))
    gap = {lane: n for n, lane in enumerate(dict(rows))}  # a free row between words and deeds
    at = {row: n + gap[row[0]] for n, row in enumerate(rows)}
    whose = list(dict.fromkeys(table.who))
    figure, panels = style.sheet(
        headline,
        "Events by rung: of words above, of deeds below. A deed is not “higher” than a word",
        f"{style.told_times(sure)}, {style.held(acts, names)}. Left out: "
        f"{count(len(events) - len(sure), 'event')} scored under {SURE:g} or not told as done, and "
        "what is negated. Beside a bar: events, and how often they are told where that is more. "
        "The program misses some.",
        height=0.24 * (len(rows) + len(gap) - 1) + 0.1,
        left=2.1,
        right=0.75,
        bottom=0.0,
        top=0.4,
        columns=(1,) * len(whose),
        column_gap=0.75,
    )
    colors = colors_of_two(two, sides)
    most = max(int(table.n.max()), 4)
    for n, (axes, who) in enumerate(zip(panels, whose, strict=True)):
        for row in table[table.who == who].itertuples():
            y = at[row.words_or_deed, row.rung]
            axes.barh(y, row.n, height=0.62, color=colors.get(who, palette.GREY))
            style.at_end(axes, row.n, y, f"{row.n}" + f", {row.told}×" * (row.told > row.n))
        axes.set(xlim=(0, most), ylim=(max(at.values()) + 0.5, -0.5), xticks=[])
        axes.set_title(style.lines_of(who, 1.2, 2), loc="left", fontweight="bold")
        style.listed_rows(axes, [])
        axes.set_yticks(list(at.values()), [f"{RUNGS[r]} {r}, {LANES[w]}" for w, r in rows])
        axes.tick_params(labelleft=n == 0)
        style.bare(axes, "bottom")
        axes.spines["left"].set_visible(True)
    said = "; ".join(
        f"{who}, {LANES[lane]} on rung {rung} {RUNGS[rung]}: {n}"
        for lane, rung, who, n, _ in table.itertuples(index=False)
    )
    return Chart(figure, headline, table, f"Ladder of events. {headline}. {said}.")


def _finding(sure: pd.DataFrame) -> str:
    words, deeds = (sure[sure.words_or_deed == lane] for lane in LANES)
    high = int(is_high(deeds).sum())
    said = [f"{count(len(words), 'word event')}, up to “{gravest(words)}”"] if len(words) else []
    if len(deeds):
        said.append(
            f"{count(len(deeds), 'deed')}" + f", {high} to {HIGH_MEANS['deed']}" * bool(high)
        )
    return f"Found: {'; '.join(said)}"
