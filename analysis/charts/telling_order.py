"""Order of telling against order of events: place in the text, and the date of what is told."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ..measures.chronology import said_when, told_in_order
from ..measures.lanes import SURE
from ..measures.tellings import first_of_run, to_the_day
from ..text.article import in_order
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

    Of several each has a panel, from its first line to its last; beyond twelve those with the most
    dates. claims : `Case.claims`, with the event dates that people gave
    """
    every = told_in_order(acts, claims, sentences)
    dated = every[every.date != ""]
    if dated.empty:
        return style.nothing("No act and no claim has a date", every)
    dated = dated.assign(exact=to_the_day(dated.date, dated.until, dated.rule))
    days = dated.groupby("article_id").exact.sum()
    if (days >= FEWEST).sum() > 1:
        return _panels(dated, every, articles, names or {})
    one = style.peaks(days + 1)[0]
    table = dated[dated.article_id == one].reset_index(drop=True)
    published = next(iter(articles.published[articles.article_id == one]), "")
    order = "; ".join(f"{_when(row)}, {_said(row)}" for row in table.itertuples())
    if (exact := int(table.exact.sum())) < FEWEST:
        most = f"more than {exact} of its acts and claims" if exact else "any act or claim"
        few = f"No text dates {most} to the day: {order}"
        return style.nothing(few, table, few=True)
    others = len(days) - 1
    headline = _finding(table, f" in {(names or {}).get(one, one)}," * bool(others))
    of = int((every.article_id == one).sum())
    said = [style.lines_of(_said(row), WORDS - 0.05, 4) for row in table.itertuples()]
    figure, (axes,) = style.sheet(
        headline,
        "In the order of the text (per cent of its length), and when it happened",
        f"n = {len(table)} of {count(of, 'act or claim', 'acts and claims')} have a date, "
        f"{style.held(table, names)}; a bar is an interval, an arrow where it goes on; what lies "
        "beyond the axis stands in words. Acts by the text's own words (pale: "
        f"scored under {SURE:g}), claims where a person gave the day."
        + f" Not drawn: {count(others, 'article')} with fewer than {FEWEST} days."
        * bool(others),
        height=sum(labels.tall(said)),
        left=WORDS + palette.MARGIN,
        right=0.25,
        bottom=0.5,
        entries=[
            *((words, palette.INK, form) for form, words in KEY.items() if form in _forms(table)),
            *[("appeared", palette.INK, "--")] * bool(published),
        ],
    )
    near = table[table.exact]
    ends = [date.fromisoformat(day) for day in (*near.date, *near.until, published) if day]
    style.date_axis(axes, min(ends), max(ends), 0.03)
    _marks(axes, table, labels.column(axes, said))
    if published:
        axes.axvline(style.day(published), color=palette.INK, linewidth=1.1, linestyle=(0, (4, 3)))
    return Chart(figure, headline, table, f"Order of telling. {headline}. In its order: {order}.")


def _panels(
    dated: pd.DataFrame, every: pd.DataFrame, articles: pd.DataFrame, names: Mapping[str, str]
) -> Chart:
    """A panel an article: place in the text from left to right, days upwards."""
    appeared = dict(zip(articles.article_id, articles.published, strict=True))
    near = dated[dated.exact & (dated.date >= first_of_run([*dated.date[dated.exact]]))]
    fullest = set(near.article_id.value_counts().index[: style.MOST_PANELS])
    ids = [one for one in in_order(articles.itertuples()) if one in fullest]
    table = near[near.article_id.isin(ids)].reset_index(drop=True)
    back = table.groupby("article_id").apply(_steps_back, include_groups=False).map(len)
    some = "the " * (len(ids) < near.article_id.nunique())
    some += f"{len(ids)} texts" + " with most days" * bool(some)
    headline = f"Of {some}, {int((back > 0).sum())} step back in time"
    if back.any():
        often = [names.get(one, one) for one in style.peaks(back)]
        most = count(int(back.max()), "time")
        few = len(often) < 3  # where many tie, none is named
        headline += f", most often {style.listed(often)} ({most})" if few else f", up to {most}"
    left = [
        f"{len(dated) - len(near)} told by a month, a year or “since”, or long before",
        f"{len(near) - len(table)} in {count(near.article_id.nunique() - len(ids), 'article')} "
        "with fewer dates" * (len(near) > len(table)),
    ]
    figure, panels = style.multiples(
        headline,
        "Each text from its first line to its last; the days of what it tells, upwards",
        f"n = {len(table)} of {count(len(every), 'act or claim', 'acts and claims')} have a day. "
        f"Not drawn: {style.listed([one for one in left if not one.startswith('0 ')])}. A line "
        f"that falls goes back in time. Pale: scored under {SURE:g}. Claims where a person gave "
        "the day.",
        ids,
        names,
        1.2,
        [
            *((words, palette.INK, form) for form, words in KEY.items() if form in _forms(table)),
            ("appeared", palette.INK, "--"),
        ],
        left=0.65,
    )
    days = [style.day(day) for day in (*table.date, *filter(None, map(appeared.get, ids)))]
    low, high = min(days), max(days)
    for axes, one in zip(panels, ids, strict=True):
        own = table[table.article_id == one]
        axes.plot(own.place, [style.day(day) for day in own.date], color=palette.PALE, zorder=1)
        for row in own.itertuples():
            _mark(axes, row.place, style.day(row.date), row, 26)
        if day := appeared.get(one):
            axes.axhline(style.day(day), color=palette.INK, linewidth=1, linestyle=(0, (4, 3)))
        axes.set(ylim=(low - 0.06 * (high - low) - 0.5, high + 0.06 * (high - low) + 0.5))
        axes.set_yticks(
            [low, high],
            [f"{(when := style.dates.num2date(at)).day} {when:%b}" for at in (low, high)],
        )
    return Chart(figure, headline, table, f"Order of telling, by article. {headline}.")


def _forms(table: pd.DataFrame) -> set[str]:
    """The forms of marks that are drawn."""
    return {"D" if r.what == "claim" else "s" if r.words_or_deed == "deed" else "o"
            for r in table[table.exact].itertuples()}  # fmt: skip


def _mark(axes: Axes, x: float, y: float, row: Any, size: float) -> None:
    fine = {"deed": row.words_or_deed == "deed", "person": row.what == "claim"}
    style.mark(axes, x, y, palette.INK, sure=row.score >= SURE, size=size, **fine)


def _steps_back(table: pd.DataFrame) -> list[Any]:
    """The rows that lie before what is told before them; what lasts is no step back.

    A month or a year is one where all of it lies before.
    """
    every = list(table.itertuples())
    rows = [row for row in every if "since" not in row.rule] or every
    return [b for a, b in pairwise(rows) if (b.until or b.date) < a.date]


def _when(row: Any) -> str:
    return said_when(row.date, row.until, row.rule)


def _said(row: Any) -> str:
    who = f" ({row.actor})" if row.actor else ""
    return f"{row.place:.0f} %: “{style.plain(row.said)}”{who}"


def _finding(table: pd.DataFrame, where: str) -> str:
    """How often the telling steps back in time, and what it opens with. where : article, or ""."""
    every = list(table.itertuples())
    rows = [row for row in every if "since" not in row.rule] or every
    back = _steps_back(table)
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
            _mark(axes, x, y, row, 46)
    axes.set_xlim(low, high)
    axes.grid(axis="x")
