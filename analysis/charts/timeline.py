"""The calendar: public steps by week, words and deeds apart.

And below them the text's dated acts.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

import pandas as pd

from ..measures.calendar import names, week
from . import style
from .chart import Chart
from .style import count

MOST_ACTS = 16
OTHERS = "others"
COLUMNS = (
    "what",
    "date_start",
    "date_end",
    "actor",
    "side",
    "target",
    "kind",
    "event",
    "rung",
    "rule",
)


@style.house
def calendar(
    acts: pd.DataFrame,
    steps: pd.DataFrame,
    articles: pd.DataFrame,
    sides: Mapping[str, str] | None = None,
) -> Chart:
    """Public steps and the acts of the articles on one time axis.

    What the text leaves open is drawn as a bar.

    steps : `measures.calendar.load_calendar`
    sides : actor → side, for steps whose side_actor is not given; the sides are the colours
    """
    table = calendar_table(acts, steps)
    appeared = sorted(date.fromisoformat(d) for d in articles.published if d)
    dated = table[table.what == "act"]
    public = table[table.what == "step"]
    foot = (
        f"n = {count(len(public), 'public step')} (calendar.csv) and {len(dated)} dated of "
        f"{count(len(acts), 'act')} in the text, as told. A bar is the span within which the text "
        "puts an act. Squares: deeds."
    )
    if table.empty:
        return style.nothing("Neither a public step nor a dated act is held", table, foot)
    headline = _headline(public, dated, len(acts), appeared)
    shown = dated.sort_values(["date_start", "date_end"], kind="stable").head(MOST_ACTS)
    first, last = (
        date.fromisoformat(table.date_start.min()),
        date.fromisoformat(table.date_end.max()),
    )
    last = max([last, *appeared])
    if len(shown) and date.fromisoformat(shown.date_start.iloc[0]) < first + timedelta(days=20):
        first -= timedelta(days=31)  # room for the words before the first bar
    span = (first.replace(day=1), _next_month(max(last, first + timedelta(days=60))))
    weeks = _weekly(public, sides)
    most = {
        kind: max([n for (_, k), n in weeks.high.items() if k == kind], default=0)
        for kind in ("words", "deed")
    }
    tall = 0.155 * (most["words"] + most["deed"] + 2) if len(public) else 0.1
    figure, (top, low) = style.sheet(
        headline,
        "Public steps by week, and the text's own acts where it dates them",
        foot,
        height=(tall, max(0.3 * len(shown), 0.1)),
        left=2.35,
        right=0.25,
        bottom=0.5,
        gap=0.3,
        top=style.KEY_ROW * (1 + len(weeks.colors) // 4),
    )
    for axes in (top, low):
        axes.set_xlim(span[0].toordinal(), span[1].toordinal())
        for day in appeared:
            axes.axvline(
                day.toordinal(),
                color=style.VERMILLION,
                linewidth=1.2,
                linestyle=(0, (4, 3)),
                zorder=0,
            )
    for x, y, kind, side in weeks.dots:
        top.scatter(
            x,
            y if kind == "words" else -y,
            s=62,
            marker="o" if kind == "words" else "s",
            color=weeks.colors.get(side, style.GREY),
            edgecolor=style.PAPER,
            linewidth=0.6,
        )
    top.axhline(0, color=style.GREY, linewidth=0.8)
    top.set(
        ylim=(-most["deed"] - 1, most["words"] + 1),
        xticks=[],
        yticks=[most["words"] / 2 + 0.5, -most["deed"] / 2 - 0.5] if len(public) else [],
    )
    if len(public):
        top.set_yticklabels(
            [
                f"public steps: words ({int((public.kind == 'words').sum())})",
                f"deeds ({int((public.kind == 'deed').sum())})",
            ]
        )
    for y, act in enumerate(shown.itertuples()):
        days = (
            date.fromisoformat(act.date_start).toordinal(),
            date.fromisoformat(act.date_end).toordinal(),
        )
        color = style.RAMP(act.rung / 10)
        if days[1] > days[0]:
            low.plot(days, [y, y], color=color, linewidth=5, alpha=0.85)
        else:
            low.scatter(
                days[0], y, s=62, marker="s" if act.kind == "deed" else "o", color=color, zorder=3
            )
        before = days[0] - span[0].toordinal() > 0.22 * (span[1] - span[0]).days
        low.text(
            days[0] - 4 if before else days[1] + 4,
            y,
            f"rung {act.rung}",
            ha="right" if before else "left",
            va="center",
            fontsize=style.SMALL,
            color=style.GREY,
        )
    low.set(ylim=(max(len(shown) - 0.4, 0.6), -0.6))
    low.set_yticks(
        range(len(shown)),
        [
            style.lines_of(figure, f"“{style.short(r.event, 27)}”", 2.2, 1)
            for r in shown.itertuples()
        ],
    )
    months = _months(*span)
    low.set_xticks(
        [m.toordinal() for m in months],
        [f"{m:%b}" + (f"\n{m:%Y}" if m.month == 1 or i == 0 else "") for i, m in enumerate(months)],
    )
    for axes in (top, low):
        axes.tick_params(axis="y", length=0)
        style.bare(axes, "left")
    style.bare(top, "bottom")
    entries = [(style.short(side, 20), color, "o") for side, color in weeks.colors.items() if side]
    style.key(
        top,
        entries
        + [
            (
                "the article appeared" if len(appeared) == 1 else "articles appeared",
                style.VERMILLION,
                "-",
            )
        ]
        * bool(appeared),
        4,
    )
    more = (
        f" The first {MOST_ACTS} of {len(dated)} dated acts are drawn."
        if len(dated) > MOST_ACTS
        else ""
    )
    return Chart(
        figure,
        headline,
        table,
        f"Time line of public steps and of the text's acts. {headline}.{more}",
    )


def calendar_table(acts: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """Steps and dated acts as one table, by date: `COLUMNS`; what is "step" or "act"."""
    acts = style.named(acts)
    dated = acts[(acts.date_start != "") & (acts.date_end != "")]
    of_acts = dated.assign(
        what="act", kind=dated.words_or_deed, event=dated.trigger, side="", rule=dated.date_rule
    )
    of_steps = steps.assign(
        what="step", date_start=steps.date, date_end=steps.date, side=steps.side_actor, rule=""
    )
    both = [part[list(COLUMNS)] for part in (of_steps, of_acts) if len(part)]
    if not both:
        return of_acts[list(COLUMNS)]
    table = pd.concat(both, ignore_index=True)
    return table.sort_values(["date_start", "date_end", "what"], kind="stable", ignore_index=True)


def _headline(public: pd.DataFrame, dated: pd.DataFrame, n_acts: int, appeared: list[date]) -> str:
    if len(appeared) == 1 and len(public):
        day = appeared[0]
        days = [date.fromisoformat(d) for d in public.date_start]
        close = sum(day - timedelta(days=14) <= d < day for d in days)
        return (
            f"{sum(d < day for d in days)} of {count(len(days), 'public step')} came before the "
            f"article, {close} of them in its last two weeks; {sum(d > day for d in days)} followed"
        )
    if len(public):
        return (
            f"{count(len(public), 'public step')} from {public.date_start.min()} to "
            f"{public.date_start.max()} frame the text's acts"
        )
    return f"The text dates {len(dated)} of its {count(n_acts, 'act')}"


class Weeks(NamedTuple):
    """Dots stacked by week (x, height, kind, side), heights of the stacks, the sides' colours."""

    dots: list[tuple[int, int, str, str]]
    high: dict[tuple[str, str], int]
    colors: dict[str, str]


def _weekly(public: pd.DataFrame, sides: Mapping[str, str] | None) -> Weeks:
    of = [_side(step, sides or {}) for step in public.itertuples()]
    sided = [side for side in of if side]
    names = sorted(set(sided), key=lambda side: (-sided.count(side), side))[:3]
    colors = dict(zip(names, (style.BLUE, style.ORANGE, style.GREEN), strict=False))
    if names:
        colors[OTHERS] = style.GREY
    high: dict[tuple[str, str], int] = {}
    dots = []
    for monday, kind, side in sorted(zip(week(public.date_start), public.kind, of, strict=True)):
        high[monday, kind] = high.get((monday, kind), 0) + 1
        middle = date.fromisoformat(monday).toordinal() + 3
        dots.append((middle, high[monday, kind], kind, side if side in colors else OTHERS))
    return Weeks(dots, high, colors)


def _side(step: Any, sides: Mapping[str, str]) -> str:
    """The side of a step: its own, else that of its first actor that has one; "" for none."""
    own = names(step.side) or [sides[name] for name in names(step.actor) if sides.get(name)]
    return own[0] if own else ""


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _months(first: date, last: date) -> list[date]:
    months = [first]
    while months[-1] < last:
        months.append(_next_month(months[-1]))
    step = -(-len(months) // 9)
    return months[:-1:step]
