"""Many articles: high words and deeds by week and outlet, two sides, hedges, unnamed sources."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
from matplotlib.axes import Axes

from ..measures.lanes import HIGH_MEANS, LANES
from . import style
from .chart import Chart
from .style import count

SOURCE = "Source: PolNeAR train and dev parts."
STYLES = (("words", style.BLUE, "o"), ("deed", style.VERMILLION, "s"))
BARS = "95 % intervals from drawing whole articles"


@style.house
def high_by_week(table: pd.DataFrame, source: str = SOURCE) -> Chart:
    """Share of high words and of high deeds week by week, a panel each, and days of change.

    table : `rates.weeks_and_changes`, from `rates.high_shares(tables, "week")` and `rates.changes`
    """
    rows = table[table.what == "week"]
    weeks, found = rows[rows.week.fillna("") != ""], table[table.what == "change"]
    foot = (
        f"n = {_cases(weeks, 'act')}, as told, without negated ones, in "
        f"{count(weeks.week.nunique(), 'week')}{_undated(rows)}. Bands: {BARS}; none below 10 "
        f"acts. {source}"
    )
    if weeks.empty:
        return style.nothing("No act stands in a dated article", table, foot)
    headline = _weeks_headline(weeks, found)
    lanes = [entry for entry in STYLES if (weeks.words_or_deed == entry[0]).any()]
    figure, panels = style.sheet(
        headline,
        "Share of words that threaten or more, and of deeds that coerce or use force",
        foot,
        height=[1.9] * len(lanes),
        left=0.75,
        right=0.2,
        bottom=0.5,
        gap=0.4,
        top=style.KEY_ROW,
    )
    for axes, (lane, color, marker) in zip(panels, lanes, strict=True):
        own = weeks[weeks.words_or_deed == lane].sort_values("week")
        x = [date.fromisoformat(monday).toordinal() + 3 for monday in own.week]
        low, high = own.low.astype(float), own.high.astype(float)
        axes.fill_between(x, low, high, color=color, alpha=0.18, linewidth=0)
        axes.plot(x, own.value, color=color, linewidth=1.4, marker=marker, markersize=4)
        for change in found[found.words_or_deed == lane].itertuples():
            at = date.fromisoformat(change.week).toordinal()
            axes.axvline(at, color=color, linewidth=1.2, linestyle=(0, (4, 3)))
        _percent(axes)
        _month_ticks(axes, weeks.week)
        axes.set_title(f"{LANES[lane]} that {HIGH_MEANS[lane]}", loc="left", color=color)
    for axes in panels[:-1]:
        axes.set_xticklabels([])
    if len(found):
        style.key(panels[0], [("dashed: the share changes", style.GREY, "-")], 1, 0.75, 0.2)
    return Chart(figure, headline, table, f"Lines of shares by week. {headline}.")


@style.house
def high_by_outlet(table: pd.DataFrame, source: str = SOURCE) -> Chart:
    """Share of high words and of high deeds of each outlet.

    table : `rates.high_shares(tables, "outlet")`
    """
    foot = (
        f"n = {_cases(table, 'act')}, as told, without negated ones. Bars: {BARS}. At the right: "
        f"number of acts. {source}"
    )
    if table.empty:
        return style.nothing("No act stands in these articles", table, foot)
    headline = "As told, " + "; ".join(
        _apart(
            table[table.words_or_deed == lane], f"{LANES[lane]} that {HIGH_MEANS[lane]}", 0, " %"
        )
        for lane, *_ in STYLES
        if (table.words_or_deed == lane).any()
    )
    return _forest(
        table,
        "words_or_deed",
        STYLES,
        headline,
        "Words among words, deeds among deeds: each lane is measured against itself",
        foot,
        "share of the lane's acts that are high, in %",
    )


@style.house
def high_by_month(table: pd.DataFrame, source: str = SOURCE, lane: str = "words") -> Chart:
    """Share of high acts of one lane month by month, one strip an outlet; dashed its own share.

    table : `rates.high_shares(tables, "outlet", "month")`
    """
    rows = table[(table.words_or_deed == lane) & (table.month.fillna("") != "")]
    name = f"{LANES[lane]} that {HIGH_MEANS[lane]}"
    foot = (
        f"n = {_cases(rows, 'act')} in {LANES[lane]}, as told. Bars: {BARS}; hollow: below 10 acts "
        f"or one article. Dashed: the outlet's own share. {source}"
    )
    if rows.empty:
        return style.nothing(f"No act in {LANES[lane]} stands in a dated article", table, foot)
    outlets, months = sorted(rows.outlet.unique()), sorted(rows.month.unique())
    own = {
        outlet: float((part.value * part.cases).sum() / part.cases.sum())
        for outlet, part in rows.groupby("outlet")
    }
    off = rows[(rows.low > rows.outlet.map(own)) | (rows.high < rows.outlet.map(own))]
    tested = int(rows.low.notna().sum())
    headline = (
        f"{len(off)} of {count(tested, 'monthly interval')} leave out their outlet's share; chance "
        f"alone gives at least {0.05 * tested:.0f}"
    )
    figure, panels = style.sheet(
        headline,
        f"Share of {name} by month and outlet, in %",
        foot,
        height=[0.62] * len(outlets),
        left=1.8,
        bottom=0.45,
        gap=0.14,
    )
    span = _span(rows, 3)
    for axes, outlet in zip(panels, outlets, strict=True):
        for row in rows[rows.outlet == outlet].itertuples():
            x, sure = months.index(row.month), row.low == row.low
            beyond = sure and not row.low <= own[outlet] <= row.high
            color = style.VERMILLION if beyond else style.BLUE
            if sure:
                axes.plot([x, x], [row.low, row.high], color=color, linewidth=1.8)
            face = color if sure else style.PAPER
            axes.scatter(x, row.value, s=26, facecolor=face, edgecolor=color, zorder=3)
        axes.axhline(own[outlet], color=style.GREY, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
        axes.set(xlim=(-0.6, len(months) - 0.4), ylim=span, yticks=[round(own[outlet])], xticks=[])
        axes.text(
            -0.42 / 5.2,
            0.5,
            style.lines_of(figure, outlet, 1.2),
            transform=axes.transAxes,
            ha="right",
            va="center",
        )
    panels[-1].set_xticks(
        range(len(months)), [_month(month, i == 0) for i, month in enumerate(months)]
    )
    told = "; ".join(f"{outlet} {share:.0f} %" for outlet, share in own.items())
    return Chart(
        figure,
        headline,
        table,
        f"Strips of the share of {name} by month, one an outlet. {headline}. Shares: {told}.",
    )


@style.house
def exchanges(table: pd.DataFrame, source: str = SOURCE) -> Chart:
    """Acts of two sides towards each other by week, mirrored.

    Below them stands how soon each side is answered, beside chance.

    table : `rates.weeks_and_lags` of `rates.exchanges`
    """
    weeks, lags = table[table.what == "week"], table[table.what == "lag"]
    foot = (
        f"n = {count(int(weeks.acts.sum()), 'act')} of one side towards the other, as told, by the "
        "day the article appeared, a day and side counted once for the waiting times. Grey: what "
        f"2,000 permutations of these days give (95 % for both sides together). {source}"
    )
    if len(lags) < 2:
        return style.nothing("The two sides do not both act towards each other", table, foot)
    one, two = sorted(lags.side, key=lambda side: -float(lags.acts[lags.side == side].iloc[0]))
    headline = _lags_headline(lags, one, two)
    figure, (top, low) = style.sheet(
        headline,
        f"Acts of the {one} side towards the {two} side, and back, by week; below, days to the "
        "other side's next act",
        foot,
        height=(2.3, 0.8),
        left=1.65,
        right=0.3,
        bottom=0.5,
        gap=0.65,
    )
    colors = {one: style.VERMILLION, two: style.BLUE}
    for side, sign in ((one, 1), (two, -1)):
        rows = weeks[weeks.side == side]
        top.bar(
            [date.fromisoformat(w).toordinal() + 3 for w in rows.week],
            sign * rows.acts.astype(float),
            width=6,
            color=colors[side],
        )
    most = {side: float(weeks.acts[weeks.side == side].max()) for side in (one, two)}
    top.axhline(0, color=style.GREY, linewidth=0.8)
    top.set(ylim=(-most[two] * 1.1, most[one] * 1.1), yticks=[most[one], 0, -most[two]])
    top.set_yticklabels([f"{most[one]:.0f} acts", "0", f"{most[two]:.0f} acts"])
    _month_ticks(top, weeks.week)
    for side, other, at in ((one, two, 0.97), (two, one, 0.03)):
        n = int(weeks.acts[weeks.side == side].sum())
        top.text(
            0.01,
            at,
            f"{side} → {other} ({n})",
            transform=top.transAxes,
            color=colors[side],
            va="top" if at > 0.5 else "bottom",
            fontweight="bold",
        )
    for y, side in enumerate((one, two)):
        row = lags[lags.side == side].iloc[0]
        low.plot([row.chance_low, row.chance_high], [y, y], color=style.PALE, linewidth=9)
        low.scatter(row.days, y, s=60, color=colors[side], zorder=3)
        low.annotate(
            f"{row.days:.1f}",
            (row.days, y),
            (0, 8),
            textcoords="offset points",
            ha="center",
            fontsize=style.SMALL,
        )
    ends = float(max(lags.days.max(), lags.chance_high.max()))
    low.set(
        xlim=(0, ends * 1.1),
        ylim=(1.6, -0.75),
        xlabel="mean days until the other side is next told to act back",
    )
    low.set_yticks((0, 1), [f"after {one}", f"after {two}"])
    low.tick_params(axis="y", length=0)
    style.bare(low, "left")
    told = "; ".join(
        f"after {r.side}: {r.days:.2f} days, chance {r.chance_low:.2f} to {r.chance_high:.2f}"
        for r in lags.itertuples()
    )
    return Chart(
        figure,
        headline,
        table,
        f"Mirrored bars of acts by week and dots of days to the answer. {headline}. {told}.",
    )


@style.house
def hedges_by_outlet(table: pd.DataFrame, source: str = SOURCE) -> Chart:
    """Hedges per 1,000 words of each outlet, its own and those of its sources.

    table : `rates.hedge_rates`
    """
    foot = f"n = {_cases(table, 'hedge cue')}. Bars: {BARS}. At the right: number of cues. {source}"
    if table.empty:
        return style.nothing("No hedge cue was found", table, foot)
    lanes = (("the outlet", style.NARRATOR, "o"), ("its sources", style.SOURCES, "s"))
    headline = "Hedging: " + _apart(
        table[table.lane == "the outlet"], "outlets' own hedges per 1,000 words", 1
    )
    return _forest(
        table,
        "lane",
        lanes,
        headline,
        "Hedge cues per 1,000 words of the article, by whose hedge it is",
        foot,
        "hedge cues per 1,000 words",
    )


@style.house
def unnamed_by_outlet(table: pd.DataFrame, source: str = SOURCE) -> Chart:
    """Share of statements whose source stays unnamed.

    table : `rates.unnamed_shares`
    """
    foot = (
        f"n = {_cases(table, 'statement')} with an unnamed source. Bars: {BARS}. At the right: "
        f"their number. {source}"
    )
    if table.empty:
        return style.nothing("No statement is attributed to anybody", table, foot)
    headline = _apart(table, "statements from unnamed sources", 0, " %")
    return _forest(
        table,
        "lane",
        (("unnamed", style.VERMILLION, "o"),),
        headline[0].upper() + headline[1:],
        "Share of all attributed statements",
        foot,
        "statements from unnamed sources in %",
    )


def _forest(
    table: pd.DataFrame,
    lane: str,
    lanes: Sequence[tuple[str, str, str]],
    headline: str,
    subtitle: str,
    foot: str,
    label: str,
) -> Chart:
    """Outlets as rows, sorted by the first lane; a dot and an interval for each lane."""
    present = [entry for entry in lanes if (table[lane] == entry[0]).any()]
    first = table[table[lane] == present[0][0]]
    outlets = list(first.sort_values(["value", "outlet"], ascending=[False, True]).outlet)
    outlets += [o for o in sorted(table.outlet.unique()) if o not in outlets]
    figure, (axes,) = style.sheet(
        headline,
        subtitle,
        foot,
        height=0.2 + 0.46 * len(outlets),
        left=1.65,
        right=0.85,
        bottom=0.5,
        top=style.KEY_ROW * (len(present) > 1),
    )
    low, high = (
        float(table[["low", "value"]].min().min()),
        float(table[["high", "value"]].max().max()),
    )
    for at, (name, color, marker) in enumerate(present):
        shift = 0.26 * (at - (len(present) - 1) / 2)
        for row in table[table[lane] == name].itertuples():
            y = outlets.index(row.outlet) + shift
            axes.plot([row.low, row.high], [y, y], color=color, linewidth=2)
            axes.scatter(row.value, y, s=46, marker=marker, color=color, zorder=3)
            axes.annotate(
                f"{row.cases:,}",
                (1, y),
                (6, 0),
                xycoords=("axes fraction", "data"),
                textcoords="offset points",
                va="center",
                color=color,
                fontsize=style.SMALL,
            )
    room = 0.06 * (high - low or 1)
    axes.set(xlim=(low - room, high + room), ylim=(len(outlets) - 0.4, -0.6), xlabel=label)
    axes.set_yticks(
        range(len(outlets)), [style.lines_of(figure, style.short(o, 40), 1.45) for o in outlets]
    )
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    style.bare(axes, "left")
    if len(present) > 1:
        style.key(
            axes,
            [(LANES.get(name, name), color, marker) for name, color, marker in present],
            3,
            1.65,
        )
    told = "; ".join(
        f"{r.outlet}, {LANES.get(getattr(r, lane), getattr(r, lane))}: {r.value:.2f} ({r.low:.2f} "
        f"to {r.high:.2f})"
        for r in table.itertuples()
    )
    return Chart(figure, headline, table, f"Dots with intervals by outlet. {headline}. {told}.")


def _apart(rows: pd.DataFrame, what: str, digits: int, unit: str = "") -> str:
    """Whether the outlets at both ends differ beyond their intervals, in words."""
    top, bottom = rows.loc[rows.value.idxmax()], rows.loc[rows.value.idxmin()]
    ends = (
        f"from {bottom.value:.{digits}f} ({bottom.outlet}) to {top.value:.{digits}f}{unit} "
        f"({top.outlet})"
    )
    return f"{what} {ends}" + ("" if top.low > bottom.high else ", intervals overlap")


def _weeks_headline(weeks: pd.DataFrame, found: pd.DataFrame) -> str:
    said = []
    for lane, *_ in STYLES:
        rows, marks = weeks[weeks.words_or_deed == lane], found[found.words_or_deed == lane]
        if rows.empty:
            continue
        share = float((rows.value * rows.cases).sum() / rows.cases.sum())
        moves = [
            f"{'rise' if m.after > m.before else 'fall'} from {m.before:.0f} to {m.after:.0f} % on "
            f"{m.week}"
            for m in marks.itertuples()
        ]
        said.append(
            f"{LANES[lane]} that {HIGH_MEANS[lane]} "
            + (", then ".join(moves) or f"stay near {share:.0f} %")
        )
    none = f"No change found in {count(weeks.week.nunique(), 'week')}: " if found.empty else ""
    return none + "; ".join(said)


def _lags_headline(lags: pd.DataFrame, one: str, two: str) -> str:
    beyond = [
        f"answers to {r.side} come {'sooner' if r.days < r.chance_low else 'later'} than by chance "
        f"({r.days:.1f} days)"
        for r in lags.itertuples()
        if not r.chance_low <= r.days <= r.chance_high
    ]
    if beyond:
        said = "; ".join(beyond)
        return said[0].upper() + said[1:]
    return f"No first mover found: the waits of {one} and {two} lie within what chance gives"


def _cases(rows: pd.DataFrame, noun: str) -> str:
    return count(int(rows.cases.sum()) if len(rows) else 0, noun)


def _span(rows: pd.DataFrame, room: float) -> tuple[float, float]:
    return (
        float(rows[["low", "value"]].min().min()) - room,
        float(rows[["high", "value"]].max().max()) + room,
    )


def _undated(rows: pd.DataFrame) -> str:
    left = _cases(rows[rows.week.fillna("") == ""], "act")
    return "" if left.startswith("no ") else f"; {left} of undated articles not drawn"


def _percent(axes: Axes) -> None:
    axes.set(ylim=(-4, 104), yticks=[0, 50, 100])
    axes.set_yticklabels(["0 %", "50 %", "100 %"])
    axes.grid(axis="y")
    axes.tick_params(axis="y", length=0)
    style.bare(axes, "left")


def _month(month: str, first: bool) -> str:
    """A month under an axis, the year where it begins."""
    year = f"\n{month[:4]}" if first or month.endswith("-01") else ""
    return f"{date.fromisoformat(month + '-01'):%b}{year}"


def _month_ticks(axes: Axes, weeks: pd.Series) -> None:
    first = date.fromisoformat(weeks.min())
    last = date.fromisoformat(weeks.max()) + timedelta(days=7)
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= date(year, month, 1) <= last
    ]
    months = months[:: -(-len(months) // 13) or 1]
    axes.set_xlim(first.toordinal() - 3, last.toordinal() + 3)
    axes.set_xticks(
        [month.toordinal() for month in months],
        [_month(f"{month:%Y-%m}", i == 0) for i, month in enumerate(months)],
    )
