"""The calendar: public steps by week, words and deeds apart, and below them the text's acts where it dates them."""

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

from . import style
from .chart import Chart
from .style import count

MOST_ACTS = 16
OTHERS = "others"


@style.house
def calendar(
    acts: pd.DataFrame,
    steps: pd.DataFrame,
    articles: pd.DataFrame,
    sides: Mapping[str, str] | None = None,
) -> Chart:
    """Public steps and the acts of the articles on one time axis; what the text leaves open is drawn as a bar.

    steps : seeds/calendar.csv: date (ISO), event, actor, kind "words" or "deed"
    sides : actor → side, for the colours; without it all steps have one colour
    """
    table = calendar_table(acts, steps)
    appeared = sorted(date.fromisoformat(d) for d in articles.published if d)
    dated = table[(table.what == "act")]
    public = table[table.what == "step"]
    foot = (
        f"n = {count(len(public), 'public step')} (seeds/calendar.csv) and {len(dated)} dated of {count(len(acts), 'act')} "
        "in the text, as told. A bar is the span within which the text puts an act. Squares: deeds."
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
        kind: max([n for (_, k), n in weeks["high"].items() if k == kind], default=0)
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
        top=style.KEY_ROW * (1 + len(weeks["colors"]) // 4),
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
    for x, y, kind, side in weeks["dots"]:
        top.scatter(
            x,
            y if kind == "words" else -y,
            s=62,
            marker="o" if kind == "words" else "s",
            color=weeks["colors"].get(side, style.GREY),
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
    entries = [
        (style.short(side, 20), color, "o") for side, color in weeks["colors"].items() if side
    ]
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
    """Steps and dated acts as one table: what (step or act), date_start, date_end, actor, target, kind, event, rung."""
    acts = style.named(acts)
    dated = acts[(acts.date_start != "") & (acts.date_end != "")]
    of_acts = pd.DataFrame(
        {
            "what": "act",
            "date_start": dated.date_start,
            "date_end": dated.date_end,
            "actor": dated.actor,
            "target": dated.target,
            "kind": dated.words_or_deed,
            "event": dated.trigger,
            "rung": dated.rung,
            "rule": dated.date_rule,
        }
    )
    known = steps[[_is_date(d) for d in steps.date]] if len(steps) else steps
    of_steps = pd.DataFrame(
        {
            "what": "step",
            "date_start": known.date,
            "date_end": known.date,
            "actor": known.actor,
            "target": known.target,
            "kind": known.kind,
            "event": known.event,
            "rung": None,
            "rule": "",
        }
    )
    both = [part for part in (of_steps, of_acts) if len(part)]
    if not both:
        return of_acts
    table = pd.concat([part.astype(object) for part in both], ignore_index=True)
    return table.sort_values(["date_start", "date_end", "what"], kind="stable", ignore_index=True)


def _headline(public: pd.DataFrame, dated: pd.DataFrame, n_acts: int, appeared: list[date]) -> str:
    if len(appeared) == 1 and len(public):
        day = appeared[0]
        days = [date.fromisoformat(d) for d in public.date_start]
        close = sum(day - timedelta(days=14) <= d < day for d in days)
        return (
            f"{sum(d < day for d in days)} of {count(len(days), 'public step')} came before the article, "
            f"{close} of them in its last two weeks; {sum(d > day for d in days)} followed"
        )
    if len(public):
        return f"{count(len(public), 'public step')} from {public.date_start.min()} to {public.date_start.max()} frame the text's acts"
    return f"The text dates {len(dated)} of its {count(n_acts, 'act')}"


def _weekly(public: pd.DataFrame, sides: Mapping[str, str] | None) -> dict:
    """Dots stacked by week: (x, height, kind, side), the height of each stack and the colours of the sides."""
    of = [_side(actor, sides) for actor in public.actor]
    names = sorted({s for s in of if s not in ("", OTHERS)}, key=lambda s: (-of.count(s), s))[:3]
    colors = {
        **dict(zip(names, (style.BLUE, style.ORANGE, style.GREEN))),
        **({OTHERS: style.GREY} if names else {}),
    }
    high, dots = {}, []
    for (day, kind), side in sorted(
        zip(zip(public.date_start, public.kind), of), key=lambda row: (row[0], row[1])
    ):
        d = date.fromisoformat(day)
        week = d - timedelta(days=d.weekday()) + timedelta(days=3)
        high[week, kind] = high.get((week, kind), 0) + 1
        dots.append((week.toordinal(), high[week, kind], kind, side if side in colors else OTHERS))
    return {"dots": dots, "high": high, "colors": colors}


def _side(actor: str, sides: Mapping[str, str] | None) -> str:
    if not sides:
        return ""
    return next(
        (sides[name.strip()] for name in actor.split(";") if sides.get(name.strip())), OTHERS
    )


def _is_date(text: object) -> bool:
    try:
        return bool(date.fromisoformat(str(text)))
    except ValueError:
        return False


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _months(first: date, last: date) -> list[date]:
    months = [first]
    while months[-1] < last:
        months.append(_next_month(months[-1]))
    step = -(-len(months) // 9)
    return months[:-1:step]
