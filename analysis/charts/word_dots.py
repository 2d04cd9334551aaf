"""Loaded words in the order of the text, by the actor they are about and by voice."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from ..measures import intervals
from . import style
from .chart import Chart
from .style import count

CLASSES = {
    "inflammatory": style.VERMILLION,
    "militaristic": style.PURPLE,
    "dehumanising": style.INK,
    "catastrophic": style.ORANGE,
    "belittling": style.BLUE,
    "praising": style.GREEN,
    "judging": style.GREY,
}
OPEN = "left open"
MOST_ACTORS, MOST_WORDS = 10, 60
LEFT, LINE = 1.5, 0.17  # inches
HALF = (style.WIDTH - LEFT - 0.15) / 2


@style.house
def loaded_by_actor(loaded: pd.DataFrame, names: Mapping[str, str] | None = None) -> Chart:
    """Loaded words in the order of the text, by the actor they are about.

    The outlet's own to the left, those of its sources to the right.

    loaded : the table `loaded`; `voice` is the id of an attribution or ""
    """
    table = loaded_table(loaded)
    scored = int((loaded.found_by == "scorer").sum())
    foot = (
        f"n = {count(len(loaded), 'loaded word')}, {style.held(loaded, names)}; bold: in the "
        f"lexicon; plain ({scored}): found by the scorer; italic: "
        "metaphor. Loaded words found, not bias; whom a word is about is named only where grammar "
        "says so."
    )
    if table.empty:
        return style.nothing("No loaded word was found", table, foot)
    own = int((loaded.voice == "").sum())
    told = table[table.about != OPEN].assign(all=lambda t: t.narrator + t.sources)
    unnamed = len(loaded) - int(told["all"].sum())
    headline = f"{own} of {count(len(loaded), 'loaded word')} stand in the outlet's own voice"
    named = len(told) and told["all"].max() > 1 and (told["all"] == told["all"].max()).sum() == 1
    about = [f"{told['all'].max()} are about {told.about.iloc[0]}"] if named else []
    about += [f"{unnamed} are about nobody that grammar names"] if unnamed else []
    headline = "; ".join([headline, ", ".join(about)] if about else [headline])
    subtitle = (
        "Loaded words in the order of the text, by the actor they are about and whose voice uses "
        f"them. The outlet's own: {intervals.share(own, len(loaded))}"
    )
    shown = table.head(MOST_ACTORS)
    present = [(k, color, "s") for k, color in CLASSES.items() if (loaded.loaded_class == k).any()]
    laid = [[_lay(words) for words in _by_voice(loaded, actor)] for actor in shown.about]
    tall = [LINE * max(1, *(place[-1].line + 1 if place else 0 for place in row)) + 0.12
            for row in laid]  # fmt: skip
    figure, (axes,) = style.sheet(
        headline,
        subtitle,
        foot,
        height=sum(tall),
        left=LEFT,
        right=0.15,
        bottom=0.1,
        top=0.3 + style.KEY_ROW * (len(present) // 4 + 1),
    )
    axes.set(xlim=(0, 2 * HALF), ylim=(sum(tall), 0), xticks=[])
    tops = [sum(tall[:row]) for row in range(len(shown))]
    for top, row in zip(tops, laid, strict=True):
        axes.axhline(top, color=style.RULE, linewidth=0.8)
        for side, placed in enumerate(row):
            for word in placed:
                x, y = side * HALF + 0.06 + word.x, top + 0.04 + word.line * LINE
                axes.text(x, y, word.text, color=word.color, va="top", **_font(word))
    axes.set_yticks(
        [top + 0.12 for top in tops],
        [style.lines_of(figure, actor, LEFT - 0.25, 1) for actor in shown.about],
    )
    axes.axvline(HALF, color=style.GREY, linewidth=0.8)
    axes.tick_params(length=0)
    style.bare(axes, "left", "bottom")
    for x, said, color in (
        (0.06, "the outlet's own words", style.INK),
        (HALF + 0.06, "words of its sources", style.SOURCES),
    ):
        axes.text(x, -0.05, said, va="bottom", fontweight="bold", color=color)
    style.key(axes, present, 4, lift=0.3)
    rows = "; ".join(
        f"{r.about}: {r.narrator} by the outlet, {r.sources} by sources ({r.words})"
        for r in shown.itertuples()
    )
    return Chart(figure, headline, table, f"Words by actor and voice. {headline}. {rows}.")


class Laid(NamedTuple):
    """A word where it is printed: inches from the left of its column, number of its line."""

    text: str
    x: float
    line: int
    color: str
    metaphor: bool
    known: bool


def _font(word: Laid) -> dict[str, Any]:
    return {
        "fontsize": style.SMALL,
        "fontstyle": "italic" if word.metaphor else "normal",
        "fontweight": "bold" if word.known else "normal",
    }


def _lay(words: pd.DataFrame) -> list[Laid]:
    """Words one after another in lines of half a sheet, none cut; beyond MOST_WORDS a count."""
    placed: list[Laid] = []
    x, line = 0.0, 0
    for row in words.head(MOST_WORDS).itertuples():
        color = CLASSES.get(row.loaded_class, style.GREY)
        text = style.short(row.text, 40)
        known = row.found_by == "lexicon"
        for part in style.wrap(Figure(), text, style.SMALL, HALF - 0.3, "bold").splitlines():
            word = Laid(part, 0.0, 0, color, row.metaphor, known)
            wide = _width(word)
            if x and x + wide > HALF - 0.12:
                x, line = 0.0, line + 1
            placed.append(word._replace(x=x, line=line))
            x += wide + 0.1
    if len(words) > MOST_WORDS:
        more = f"and {len(words) - MOST_WORDS:,} more"
        placed.append(Laid(more, 0.0, line + 1, style.GREY, False, False))
    return placed


def _width(word: Laid) -> float:
    """Inches of a printed word."""
    font = {key.removeprefix("font"): value for key, value in _font(word).items()}
    renderer = FigureCanvasAgg(Figure(dpi=72)).get_renderer()  # type: ignore[no-untyped-call]
    width = renderer.get_text_width_height_descent(word.text, FontProperties(**font), False)[0]
    return float(width / 72) + 0.03


def loaded_table(loaded: pd.DataFrame) -> pd.DataFrame:
    """One row an actor: loaded words about it, the outlet's own and its sources', most first."""
    about = loaded.about.replace("", OPEN)
    own = loaded.voice.eq("")
    table = pd.DataFrame(
        {"narrator": own.groupby(about).sum(), "sources": (~own).groupby(about).sum()}
    ).astype("int64")
    table = table.rename_axis("about").reset_index()
    table["words"] = [
        ", ".join(dict.fromkeys(style.plain(w) for w in loaded.text[about == a]))
        for a in table.about
    ]
    table["all"] = -(table.narrator + table.sources)
    table["last"] = table.about == OPEN
    return table.sort_values(["last", "all", "about"], ignore_index=True)[
        ["about", "narrator", "sources", "words"]
    ]


def _by_voice(loaded: pd.DataFrame, actor: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The loaded words about an actor: the outlet's own, and those of its sources."""
    about = loaded[loaded.about.replace("", OPEN) == actor]
    return about[about.voice == ""], about[about.voice != ""]
