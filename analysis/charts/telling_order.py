"""Order of telling against order of events: place in the text, and the date of what is told."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ..measures.chronology import said_when, to_the_day, told_in_order
from ..measures.lanes import SURE
from . import labels, palette, style
from .chart import Chart
from .style import count

FEWEST = 3  # dates of a chart
WORDS = 4.3  # inches for what is told
KEY = {"o": "act, words", "s": "act, deed", "D": "claim, dated by a person"}


@style.house
def telling_order(
    acts: pd.DataFrame,
    claims: pd.DataFrame,
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    names: Mapping[str, str] | None = None,
) -> Chart:
    """One article read downwards: each dated act and claim at the day of what it tells.

    claims : `Case.claims`, with the event dates that people gave. Of several articles that
    with the most dates is drawn (`measures.chronology.told_in_order`), and the others counted.
    """
    every = told_in_order(acts, claims, sentences)
    dated = every[every.date != ""]
    if dated.empty:
        return style.nothing("No act and no claim has a date", every)
    dated = dated.assign(exact=to_the_day(dated))
    one = style.peaks(dated.groupby("article_id").exact.sum() + 1)[0]
    table = dated[dated.article_id == one].reset_index(drop=True)
    published = next(iter(articles.published[articles.article_id == one]), "")
    order = "; ".join(f"{_when(row)}, {_said(row)}" for row in table.itertuples())
    if (exact := int(table.exact.sum())) < FEWEST:
        most = f"more than {exact} of its acts and claims" if exact else "any act or claim"
        few = f"No text dates {most} to the day: {order}"
        return style.nothing(few, table, few=True)
    others = dated.article_id.nunique() - 1
    headline = _finding(table, f" in {(names or {}).get(one, one)}," * bool(others))
    of = int((every.article_id == one).sum())
    forms = table.what.map({"claim": "D"}).fillna(table.words_or_deed.map({"deed": "s"}))
    forms = forms.fillna("o")[table.exact]
    said = [style.lines_of(_said(row), WORDS - 0.05, 4) for row in table.itertuples()]
    figure, (axes,) = style.sheet(
        headline,
        "In the order of the text (per cent of its length), and when it happened",
        f"n = {len(table)} of {count(of, 'act or claim', 'acts and claims')} have a date, "
        f"{style.held(table, names)}; a bar is an interval, an arrow where it goes on; what lies "
        "beyond the axis stands in words. Acts by the text's own words (pale: "
        f"scored under {SURE:g}), claims where a person gave the day."
        + f" {count(others, 'other article')} with dates not drawn."
        * bool(others),
        height=sum(labels.tall(said)),
        left=WORDS + palette.MARGIN,
        right=0.25,
        bottom=0.5,
        entries=[
            *((words, palette.INK, form) for form, words in KEY.items() if form in set(forms)),
            *[("appeared", palette.INK, "--")] * bool(published),
        ],
    )
    near = table[table.exact]
    days = [date.fromisoformat(day) for day in (*near.date, *near.until, published) if day]
    style.date_axis(axes, min(days), max(days), 0.03)
    _marks(axes, table, labels.column(axes, said))
    if published:
        axes.axvline(style.day(published), color=palette.INK, linewidth=1.1, linestyle=(0, (4, 3)))
    return Chart(figure, headline, table, f"Order of telling. {headline}. In its order: {order}.")


def _when(row: Any) -> str:
    return said_when(row.date, row.until, row.rule)


def _said(row: Any) -> str:
    who = f" ({row.actor})" if row.actor else ""
    return f"{row.place:.0f} %: “{style.plain(row.said)}”{who}"


def _finding(table: pd.DataFrame, where: str) -> str:
    """How often the telling steps back in time, and what it opens with. where : article, or "".

    A month or a year is a step back where all of it lies before what is told before.
    """
    every = list(table.itertuples())
    rows = [row for row in every if "since" not in row.rule] or every  # what lasts is no step back
    back = [b for a, b in pairwise(rows) if (b.until or b.date) < a.date]
    if not back:
        return f"The telling{where} follows the order of events, from {_when(rows[0])} on"
    often = count(len(back), "time") if len(back) > 1 else "once"
    first = min(back, key=lambda row: row.date)
    reach = f", as far as {_when(first)}" if first.date < rows[0].date else ""
    return f"The telling{where} opens with {_when(rows[0])} and steps back in time {often}{reach}"


def _marks(axes: Axes, table: pd.DataFrame, rows: Sequence[float]) -> None:
    exact = [n for n, known in enumerate(table.exact) if known]
    days = [style.day(table.date.iloc[n]) for n in exact]
    axes.plot(days, [rows[n] for n in exact], color=palette.PALE, linewidth=1, zorder=1)
    low, high = axes.get_xlim()
    for y, row in zip(rows, table.itertuples(), strict=True):
        sure, x, until = row.score >= SURE, style.day(row.date), style.day(row.until)
        color = palette.INK if sure else palette.pale(palette.INK)
        if until < low or x > high:
            side, at = ("left", low) if until < low else ("right", high)
            said = f" {_when(row)} "
            axes.text(at, y, said, ha=side, va="center", fontsize=palette.SMALL)
            continue
        if until > x:
            axes.plot([x, until], [y, y], color=color, linewidth=1.4, zorder=2)
        for end, beyond, form in ((low, x < low, "<"), (high, until > high, ">")):
            if beyond:
                axes.scatter(end, y, s=30, marker=form, color=color, clip_on=False)
        if row.exact:
            fine = {"deed": row.words_or_deed == "deed", "person": row.what == "claim"}
            style.mark(axes, x, y, palette.INK, sure=sure, size=46, **fine)
    axes.set_xlim(low, high)
    axes.grid(axis="x")
