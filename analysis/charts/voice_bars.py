"""Sources: whose words fill the article, of which type, directly or indirectly."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.patches import Rectangle

from ..measures import intervals
from ..measures.lanes import NAMELESS
from . import style
from .chart import Chart
from .style import count

TYPES = {
    "named_official": "named official",
    "named_person": "named person",
    "institution": "institution",
    "media": "media",
    "anonymous": "unnamed",
    "unattributed": "no source said",
}
COLORS = dict(
    zip(
        TYPES,
        (style.BLUE, style.GREEN, style.SKY, style.PURPLE, style.VERMILLION, style.ORANGE),
        strict=True,
    )
)
KINDS = ("direct", "mixed", "indirect")
MOST_VOICES, MOST_ARTICLES = 12, 8


@style.house
def voices(attributions: pd.DataFrame, names: Mapping[str, str] | None = None) -> Chart:
    """Voices by their share of the attributed words; what is darker is quoted directly."""
    table = voice_table(attributions)
    total = int(table.words.sum())
    foot = (
        f"n = {count(len(attributions), 'attribution')}, {total:,} attributed words, "
        f"{style.held(attributions, names)}. Word for word: inside quotation marks. "
        "Said does not mean "
        "true."
    )
    if not total:
        return style.nothing("No statement is attributed to anybody", table, foot)
    first = table.iloc[0]
    headline = f"{first.voice} supplies {100 * first.words / total:.0f} % of the attributed words"
    weak = int(attributions.source_type.isin(NAMELESS).sum())
    subtitle = (
        "Statements resting on unnamed, media or no source: "
        f"{intervals.share(weak, len(attributions))}"
    )
    shown = table.head(MOST_VOICES)
    figure, (axes,) = style.sheet(
        headline,
        subtitle,
        foot,
        height=0.15 + 0.4 * len(shown),
        left=2.6,
        right=0.75,
        bottom=0.5,
        top=style.KEY_ROW * 2.1,
    )
    for y, row in enumerate(shown.itertuples()):
        axes.barh(y, row.share, height=0.62, color=_light(COLORS[row.source_type]))
        axes.barh(
            y,
            row.share * row.quoted / row.words if row.words else 0,
            height=0.62,
            color=COLORS[row.source_type],
        )
        axes.text(
            row.share + 0.6,
            y,
            f"{row.share:.0f} %, {row.statements}×",
            va="center",
            fontsize=style.SMALL,
        )
    axes.set(
        xlim=(0, max(shown.share.max() * 1.12, 5)),
        ylim=(len(shown) - 0.4, -0.6),
        xlabel="share of the attributed words in %; × how many statements",
    )
    axes.set_yticks(
        range(len(shown)),
        [style.lines_of(figure, style.short(voice, 30), 2.4, 1) for voice in shown.voice],
    )
    axes.tick_params(axis="y", length=0)
    style.bare(axes, "left")
    present = [t for t in TYPES if (shown.source_type == t).any()]
    style.key(
        axes,
        [(TYPES[t], COLORS[t], "s") for t in present]
        + [("pale: reported, not quoted", style.RULE, "s")],
        4,
    )
    rows = "; ".join(f"{r.voice} {r.share:.0f} %" for r in shown.itertuples())
    return Chart(
        figure,
        headline,
        table,
        f"Bars of attributed words by voice. {headline}. {rows}. {subtitle}.",
    )


def voice_table(attributions: pd.DataFrame) -> pd.DataFrame:
    """One row a voice (speaker, else source): type, statements, words, quoted, share in %."""
    rows = attributions.assign(
        voice=[
            style.plain(speaker or source) or "no source said"
            for speaker, source in zip(attributions.speaker, attributions.source, strict=True)
        ],
        words=[len(content.split()) for content in attributions.content],
        quoted=[
            _quoted(kind, content)
            for kind, content in zip(attributions.kind, attributions.content, strict=True)
        ],
    )
    table = (
        rows.groupby("voice", sort=True)
        .agg(
            source_type=("source_type", lambda types: types.mode().iloc[0]),
            statements=("words", "size"),
            words=("words", "sum"),
            quoted=("quoted", "sum"),
        )
        .reset_index()
    )
    table["share"] = 100 * table.words / max(table.words.sum(), 1)
    return table.sort_values(["words", "voice"], ascending=[False, True], ignore_index=True)


@style.house
def source_types(attributions: pd.DataFrame) -> Chart:
    """Heat map of source types by article: how many statements each type carries."""
    table = (
        attributions.groupby(["article_id", "source_type"])
        .size()
        .rename("statements")
        .reset_index()
        if len(attributions)
        else pd.DataFrame({"article_id": [], "source_type": [], "statements": []})
    )
    foot = (
        f"n = {count(len(attributions), 'attribution')}, {style.held(attributions)}. Each column "
        "adds up to 100 %; the number of statements stands in the cell."
    )
    if table.empty:
        return style.nothing("No statement is attributed to anybody", table, foot)
    weak = int(attributions.source_type.isin(NAMELESS).sum())
    headline = (
        f"{weak} of {count(len(attributions), 'statement')} rest on unnamed sources, other media "
        "or no source at all"
    )
    ids = list(dict.fromkeys(attributions.article_id))
    columns = ids[:MOST_ARTICLES] + (["all articles"] if len(ids) > 1 else [])
    figure, (axes,) = style.sheet(
        headline,
        "Statements by type of source"
        + (" and article" if len(ids) > 1 else "")
        + f"; no name answers for {intervals.share(weak, len(attributions))}",
        foot,
        height=0.42 * len(TYPES),
        left=1.7,
        right=0.2 if len(columns) > 2 else 2.6,
        bottom=0.55,
    )
    for x, column in enumerate(columns):
        rows = (
            attributions
            if column == "all articles"
            else attributions[attributions.article_id == column]
        )
        for y, kind in enumerate(TYPES):
            k = int((rows.source_type == kind).sum())
            axes.add_patch(_tile(x, y, k / len(rows)))
            axes.text(
                x,
                y,
                (f"{k} ({100 * k / len(rows):.0f} %)" if len(columns) < 5 else str(k))
                if k
                else "–",
                ha="center",
                va="center",
                color=style.PAPER if k / len(rows) > 0.55 else style.INK if k else style.GREY,
            )
    axes.set(xlim=(-0.5, len(columns) - 0.5), ylim=(len(TYPES) - 0.5, -0.5))
    axes.set_xticks(
        range(len(columns)), [style.short(c, 20 if len(columns) < 4 else 7) for c in columns]
    )
    axes.set_yticks(range(len(TYPES)), list(TYPES.values()))
    axes.tick_params(length=0)
    style.bare(axes, "left", "bottom")
    counts = "; ".join(
        f"{name}: {int((attributions.source_type == kind).sum())}" for kind, name in TYPES.items()
    )
    return Chart(
        figure,
        headline,
        table,
        f"Heat map of statements by type of source and article. {headline}. {counts}.",
    )


@style.house
def direct_or_indirect(attributions: pd.DataFrame) -> Chart:
    """Share of statements quoted word for word, by type of source, with Wilson intervals."""
    rows = []
    for kind in TYPES:
        these = attributions[attributions.source_type == kind]
        k = int((these.kind != "indirect").sum())
        low, high = intervals.wilson(k, len(these))
        rows.append(
            {
                "source_type": kind,
                "statements": len(these),
                "quoted": k,
                "share": k / len(these) if len(these) else None,
                "low": low,
                "high": high,
                **{name: int((these.kind == name).sum()) for name in KINDS},
            }
        )
    table = pd.DataFrame(rows)
    n = len(attributions)
    foot = (
        f"n = {count(n, 'attribution')}, {style.held(attributions)}. Bars: 95 % Wilson intervals. "
        "Quoted: wholly or in part."
    )
    if not n:
        return style.nothing("No statement is attributed to anybody", table, foot)
    paraphrased = int((attributions.kind == "indirect").sum())
    headline = (
        f"{paraphrased} of {count(n, 'statement')} reach the reader in the outlet's words, not the "
        "speaker's"
    )
    shown = table[table.statements > 0].reset_index(drop=True)
    figure, (axes,) = style.sheet(
        headline,
        "Share of statements quoted word for word; all together "
        f"{intervals.share(n - paraphrased, n)}",
        foot,
        height=0.15 + 0.42 * len(shown),
        left=1.7,
        right=0.95,
        bottom=0.5,
    )
    for y, row in enumerate(shown.itertuples()):
        axes.plot(
            [100 * row.low, 100 * row.high], [y, y], color=COLORS[row.source_type], linewidth=2.2
        )
        axes.scatter(100 * row.share, y, s=60, color=COLORS[row.source_type], zorder=3)
        axes.text(103, y, f"{row.quoted} of {row.statements}", va="center", fontsize=style.SMALL)
    axes.set(
        xlim=(-2, 102),
        ylim=(len(shown) - 0.5, -0.5),
        xlabel="quoted, in % of the statements of this type of source",
    )
    axes.set_yticks(range(len(shown)), [TYPES[kind] for kind in shown.source_type])
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    style.bare(axes, "left")
    words = "; ".join(
        f"{TYPES[r.source_type]} {r.quoted} of {r.statements}" for r in shown.itertuples()
    )
    return Chart(
        figure,
        headline,
        table,
        f"Dots with intervals of direct quotation by type of source. {headline}. Quoted: {words}.",
    )


def _quoted(kind: str, content: str) -> int:
    """Words inside quotation marks; all words of a direct statement."""
    if kind != "mixed":
        return len(content.split()) if kind == "direct" else 0
    inside, words = False, 0
    for word in content.split():
        inside = inside or word[0] in '"“‘«„'
        words += inside
        closed = len(word) > 1 and word.rstrip(".,;:!?").endswith('"')
        inside = inside and not closed and not any(mark in word for mark in ("”", "’’", "»"))
    return words


def _light(color: str) -> tuple[float, ...]:
    from matplotlib.colors import to_rgb

    return tuple(1 - 0.38 * (1 - part) for part in to_rgb(color))


def _tile(x: int, y: int, share: float) -> Rectangle:
    return Rectangle(
        (x - 0.48, y - 0.46),
        0.96,
        0.92,
        facecolor=style.SHADES(share) if share else style.PAPER,
        edgecolor=style.RULE,
        linewidth=0.8,
    )
