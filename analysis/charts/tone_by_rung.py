"""Does tone follow escalation? Each act at its rung and the polarity of its sentence."""

import pandas as pd

from ..measures.lanes import LANES, NEUTRAL, SURE, is_high
from ..measures.tellings import told
from . import labels, palette, style
from .chart import Chart
from .style import count

FEWEST = 5  # acts of a chart


@style.house
def tone_by_rung(acts: pd.DataFrame, tone: pd.DataFrame) -> Chart:
    """TextBlob's polarity of the sentence of each act, by rung, words and deeds apart.

    acts, tone : the tables; acts under `SURE` or not told as said or done stay out
    """
    keys = ["article_id", "sentence_id"]
    table = told(acts[acts.score >= SURE]).merge(tone[[*keys, "polarity"]], on=keys)
    table = table.fillna({"polarity": 0.0})
    high = table[is_high(table)]
    calm = style.part(int((~(high.polarity <= -NEUTRAL)).sum()), len(high))
    headline = f"TextBlob sees nothing bad in the sentences of {calm} acts of threat or force"
    if len(table) < FEWEST or high.empty:
        none = "No act of threat or force is told"
        return style.nothing(none if high.empty else headline, table, few=len(high) > 0)
    figure, panels = style.sheet(
        headline,
        "Each act by rung and by the polarity of its sentence. If tone followed escalation, what "
        "stands higher would stand farther left",
        f"n = {count(len(table), 'act')} told as said or done, scored {SURE:g} or more; hollow: by "
        "a source, or not as fact. Of many, marks cover each other. A general word list is no "
        "measure of escalation.",
        height=3.6,
        left=1.75,
        columns=(1, 1),
        top=0.25,
    )
    for axes, (lane, name) in zip(panels, LANES.items(), strict=True):
        own = table[table.words_or_deed == lane]
        style.rungs(axes)
        axes.set(xlim=(-1.08, 1.08), xticks=[-1, 0, 1], xlabel="polarity, from −1 to 1")
        axes.tick_params(axis="y", labelleft=lane == "words")
        axes.set_title(f"{name} ({len(own)})", loc="left", fontweight="bold")
        ys = own.rung + labels.swarm(own.polarity, own.rung, 0.08, 0.22)
        for y, act in zip(ys, own.itertuples(), strict=True):
            fact = act.modality == "asserted" and not act.voice
            style.mark(axes, act.polarity, y, palette.INK, deed=lane == "deed", fact=fact, size=20)
    return Chart(figure, headline, table, f"Polarity by rung. {headline}.")
