"""Sources: whose words fill the article, of which type, directly or indirectly."""

from collections.abc import Mapping

import pandas as pd

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
MOST_VOICES = 12


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
