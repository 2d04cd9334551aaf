"""Sources: whose words fill the articles, side by side, quoted or told in the outlet's words."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from ..measures import intervals
from ..measures.lanes import NAMELESS
from ..measures.sides import side_of, side_of_body
from ..vocabulary import in_line
from . import palette, style
from .chart import Chart
from .style import count

MOST_VOICES = 5  # of one side; the rest is one bar, so that no word is left out
MANY, FEWER = 30, 3  # voices in all from which on fewer of each side have a bar of their own
SMALL = 2.0  # per cent; sides that supply less are one group
SMALLER = "smaller sides"
GROUPS = {"media": "media", "anonymous": "unnamed people", "unattributed": "no source said"}
OTHERS = "no side known"
FIRST = frozenset(("i", "we"))  # of a columnist
PRONOUNS = FIRST | set("he she it they who which that this these those you one both some".split())
WRITER = "the article's writer"
UNKNOWN = "he, she, it, they …: not known who"
LAST = (OTHERS, *GROUPS.values())
QUOTED = re.compile(r"(?<!\w)[\"“‘«„](.+?)(?:[\"”»]|’(?!\w)|$)")


@style.house
def voices(
    attributions: pd.DataFrame,
    names: Mapping[str, str] | None = None,
    sides: Mapping[str, str] | None = None,
) -> Chart:
    """Voices by their share of the attributed words, grouped by side; the thick part is quoted.

    names : article_id → what to call it (`Case.names`) · sides : actor → side (`Case.sides`)
    """
    table = voice_table(attributions, sides or {})
    total = int(table.words.sum())
    foot = (
        f"n = {count(len(attributions), 'attribution')}, {total:,} attributed words, "
        f"{style.held(attributions, names)}. What is said is not thereby true."
    )
    if not total:
        return style.nothing("No statement is attributed to anybody", table)
    weak = int(attributions.source_type.isin(NAMELESS).sum())
    subtitle = (
        "Share of the attributed words in %, and how many statements. Statements for which no "
        f"named source answers: {intervals.share(weak, len(attributions))}"
    )
    headline = _headline(table)
    most_voices = MOST_VOICES if len(table) <= MANY else FEWER
    by_group = table.groupby("under", sort=False)
    groups = [(str(name), _few(rows, most_voices)) for name, rows in by_group]
    lines = sum(len(rows) + 1 for _, rows in groups)
    figure, (axes,) = style.sheet(
        headline,
        subtitle,
        foot,
        height=0.27 * lines + 0.1,
        left=3.5,
        right=0.6,
        bottom=0.0,
        entries=[
            ("thick: quoted word for word", palette.INK, "s"),
            ("thin: told in the outlet's words", palette.INK, "-"),
        ],
    )
    colors = palette.side_colors(sides or {})
    y, labels = 0, []
    for group, rows in groups:
        axes.text(-0.01, y, f"{group}: {rows.share.sum():.0f} %", va="center", ha="right",
                  fontweight="bold", fontsize=palette.SMALL,
                  transform=axes.get_yaxis_transform())  # fmt: skip
        for line, row in enumerate(rows.itertuples(), y + 1):
            rest = row.voice.endswith(" more voices")
            color = palette.PALE if rest else colors.get(group, palette.GREY)
            share = f"{row.share:.0f} %" if row.share >= 0.5 else "under 1 %"
            axes.barh(line, row.share, height=0.16, color=color)
            style.at_end(axes, row.share, line, f"{share}, {row.statements}×")
            axes.barh(line, row.share * row.quoted / max(row.words, 1), height=0.6, color=color)
            labels.append((line, style.lines_of(style.short(row.voice, 52), 3.35, 2)))
        y += len(rows) + 1
    most = max(float(rows.share.max()) for _, rows in groups)
    axes.set(xlim=(0, max(most * 1.12, 5)), ylim=(lines - 0.4, -0.6), xticks=[])
    axes.set_yticks(*zip(*labels, strict=True))
    axes.tick_params(axis="y", length=0)
    style.bare(axes, "bottom")
    rows = "; ".join(
        f"{r.voice} ({group}) {r.share:.0f} %" for group, own in groups for r in own.itertuples()
    )
    alt = f"Bars of attributed words by voice and side. {headline}. {rows}. {subtitle}."
    return Chart(figure, headline, table, alt)


def _headline(table: pd.DataFrame) -> str:
    """The shares of the sides, the largest first; without two sides, those of the voices."""
    sums = table.groupby("group", sort=False).share.sum()
    share, by = sums.drop(list(LAST), errors="ignore"), "side"
    nobody = sums.get(OTHERS, 0.0)
    rest = f"; {OTHERS} {nobody:.0f} %" if nobody > share.min() else ""  # no small remainder
    if len(share) > 1 and nobody > share.sum():
        side, most = share.idxmax(), share.max()
        return (
            f"No side is known for {nobody:.0f} % of the attributed words; {side} has {most:.0f} %"
        )
    if len(share) < 2:
        named = table[~table.group.isin(GROUPS.values()) & (table.voice != UNKNOWN)]
        share, by, rest = named.set_index("voice").share, "voice", ""
    if share.empty:
        return "No attributed word comes from anybody named"
    ranked = share.sort_values(ascending=False, kind="stable")
    said = [f"{name} {value:.0f} %" for name, value in ranked.items()]
    return f"Attributed words by {by}: {style.listed(said, 3)}{rest}"


def _few(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """The voices of a side, those beyond the first few as one."""
    if len(rows) <= most + 1:
        return rows
    rest = rows.iloc[most:]
    sums = rest[["statements", "words", "quoted", "share"]].sum()
    others = pd.DataFrame([{"voice": f"{len(rest):,} more voices", **sums}])
    return pd.concat([rows.iloc[:most], others.astype({"statements": int})])


def voice_table(attributions: pd.DataFrame, sides: Mapping[str, str]) -> pd.DataFrame:
    """One row a voice (speaker, else source), the largest groups first, those without a side last.

    Columns: group (side, else kind of source), voice, statements, words, quoted, share in %, under
    (the group; of sides that say little, all as one).
    """
    rows = attributions.assign(
        voice=_joined(attributions.article_id, [_called(row) for row in attributions.itertuples()]),
        group=[_group(row, sides) for row in attributions.itertuples()],
        words=[len(content.split()) for content in attributions.content],
        quoted=[
            _quoted(kind, content)
            for kind, content in zip(attributions.kind, attributions.content, strict=True)
        ],
    )
    table = rows.groupby("voice", sort=True).agg(
        group=("group", lambda groups: groups.mode().iloc[0]),
        statements=("words", "size"),
        words=("words", "sum"),
        quoted=("quoted", "sum"),
    )
    table = table.reset_index()
    table["share"] = 100 * table.words / max(table.words.sum(), 1)
    little = (table.groupby("group").share.transform("sum") < SMALL) & ~table.group.isin(LAST)
    several = table.group[little].nunique() > 1
    table["under"] = table.group.mask(little & several, SMALLER)
    order = {group: place for place, group in enumerate((SMALLER, *LAST), 1)}
    ordered = table.assign(
        last=table.under.map(order).fillna(0),
        size=-table.groupby("under").words.transform("sum"),
        most=-table.words,
    ).sort_values(["last", "size", "under", "most", "voice"], ignore_index=True)
    return ordered.drop(columns=["last", "size", "most"])


def _called(row: Any) -> str:
    """The voice's name; a pronoun that nobody could resolve is nobody's name."""
    known = style.plain(row.speaker)
    written = style.plain(row.source)
    if known or " " in written:
        return known or written
    if written.lower() in FIRST and not row.inside:
        return WRITER
    if written.lower() in PRONOUNS:
        return UNKNOWN
    return written or "no source said"


def _joined(articles: Iterable[str], voices: Iterable[str]) -> list[str]:
    """“The union” is “the crews' union” where only that voice of its article ends in the word."""
    rows = list(zip(articles, map(in_line, voices), strict=True))
    ends: dict[tuple[str, str], set[str]] = {}
    for article, voice in rows:
        ends.setdefault((article, voice.split()[-1]), set()).add(voice)
    joined = []
    for article, voice in rows:
        the, _, last = voice.partition(" ")
        longer = ends.get((article, last), set()) - {voice} if the == "the" else set()
        joined.append(longer.pop() if len(longer) == 1 else voice)
    return joined


def _group(row: Any, sides: Mapping[str, str]) -> str:
    """The side of the voice, of all of several or of the body it names; else its kind."""
    if _called(row) == WRITER:
        return OTHERS
    side = side_of(row.speaker, sides)
    if not side and row.source_type == "institution":
        side = side_of_body(row.source, sides)
    return style.plain(side) or GROUPS.get(row.source_type, OTHERS)


def _quoted(kind: str, content: str) -> int:
    """Words inside quotation marks; all words of a direct statement."""
    if kind == "mixed":
        return sum(len(words.split()) for words in QUOTED.findall(content))
    return len(content.split()) if kind == "direct" else 0
