"""Loaded words by the actor they are about and by voice, under the name of their class."""

from collections.abc import Mapping

import pandas as pd
from matplotlib.figure import Figure

from ..measures import intervals
from . import palette, style
from .chart import Chart
from .style import count

OPEN = "left open"
MOST_ACTORS, MOST_WORDS = 8, 40
LEFT, LINE = 1.6, 0.152  # inches, with lines 1.1 apart
HALF = (palette.WIDTH - LEFT - 0.15) / 2


@style.house
def loaded_by_actor(loaded: pd.DataFrame, names: Mapping[str, str] | None = None) -> Chart:
    """Loaded words by actor, the outlet's own to the left, those of its sources to the right.

    loaded : the table `loaded`; `voice` is the id of an attribution or ""
    Under each class its words stand in the order of the text, repeated ones once with their number.
    """
    table = loaded_table(loaded)
    foot = (
        f"n = {count(len(loaded), 'loaded word')}, {style.held(loaded, names)}, "
        f"{int((loaded.found_by == 'scorer').sum())} of them found by the scorer, the rest in the "
        "lexicon. Loaded words found, not bias; whom a word is about is named only where grammar "
        "says so."
    )
    if table.empty:
        return style.nothing("No loaded word was found", table)
    headline = _headline(loaded, table)
    named = table[table.about != OPEN]
    shown = pd.concat([named.head(MOST_ACTORS), table[table.about == OPEN]])
    left = named.iloc[MOST_ACTORS:]
    if len(left):
        n = int(left.narrator.sum() + left.sources.sum())
        foot = f"{count(len(left), 'more actor')} with {count(n, 'word')} not drawn. {foot}"
    laid = [[_lay(words) for words in _by_voice(loaded, actor)] for actor in shown.about]
    tall = [LINE * max(cell.count("\n") + 1 for cell in row) + 0.12 for row in laid]
    own = int((loaded.voice == "").sum())
    figure, (axes,) = style.sheet(
        headline,
        "By the actor they are about and whose voice uses them. The outlet's own: "
        f"{intervals.share(own, len(loaded))}",
        foot,
        height=sum(tall),
        left=LEFT,
        right=0.15,
        bottom=0.1,
        top=0.25,
    )
    axes.set(xlim=(0, 2 * HALF), ylim=(sum(tall), 0), xticks=[])
    tops = [sum(tall[:row]) for row in range(len(shown))]
    for top, row in zip(tops, laid, strict=True):
        axes.axhline(top, color=palette.RULE, linewidth=0.8)
        for side, cell in enumerate(row):
            place = side * HALF + 0.06, top + 0.06
            axes.text(*place, cell, va="top", fontsize=palette.SMALL, linespacing=1.1)
    axes.set_yticks(
        [top + 0.12 for top in tops],
        [style.lines_of(figure, style.short(actor, 24), LEFT - 0.2, 1) for actor in shown.about],
    )
    axes.axvline(HALF, color=palette.GREY, linewidth=0.8)
    axes.tick_params(length=0)
    style.bare(axes, "left", "bottom")
    for x, said in ((0.06, "the outlet's own words"), (HALF + 0.06, "words of its sources")):
        axes.text(x, -0.05, said, va="bottom", fontweight="bold")
    rows = "; ".join(
        f"{r.about}: {r.narrator} by the outlet, {r.sources} by sources ({r.words})"
        for r in shown.itertuples()
    )
    return Chart(figure, headline, table, f"Words by actor and voice. {headline}. {rows}.")


def _headline(loaded: pd.DataFrame, table: pd.DataFrame) -> str:
    """How many are the outlet's own, whom most are about, how many are about nobody named."""
    own = int((loaded.voice == "").sum())
    told = table[table.about != OPEN].assign(all=lambda t: t.narrator + t.sources)
    unnamed = len(loaded) - int(told["all"].sum())
    named = len(told) and told["all"].max() > 1 and (told["all"] == told["all"].max()).sum() == 1
    about = [f"about {told.about.iloc[0]}: {told['all'].max()}"] if named else []
    about += [f"about nobody that grammar names: {unnamed}"] if unnamed else []
    whose = "the outlet's" if loaded.article_id.nunique() < 2 else "the articles'"
    first = f"Loaded words in {whose} own voice: {style.part(own, len(loaded))}"
    return "; ".join([first, *about])


def _lay(words: pd.DataFrame) -> str:
    """The classes of a cell, each with its words, in lines of half a sheet."""
    lines = []
    for kind, rows in words.groupby("loaded_class", sort=False):
        said = rows.text.map(style.plain).map(str.lower).value_counts(sort=False)
        each = [f"{word} ×{n}" if n > 1 else word for word, n in said.items()]
        rest = [f"and {len(each) - MOST_WORDS:,} more"] * (len(each) > MOST_WORDS)
        every = f"{kind}: {', '.join(each[:MOST_WORDS] + rest)}"
        lines.append(style.wrap(Figure(), every, palette.SMALL, HALF - 0.15))
    return "\n".join(lines)


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
