"""Tables → charts. `charts.save(charts.completeness(notes.articles), "fig1-intake")` draws, writes and shows one.

Every function takes tables and returns a `Chart`; its headline states what these very tables say. One module answers
one question: intake, tone, hedging, sources, escalation, timeline, claims, trust; style holds the house style, labels
keeps texts apart, save writes the files.
"""

from .chart import Chart
from .claim_ledger import claim_ledger
from .completeness import completeness
from .ladder_lanes import dyads, ladder
from .save import save
from .score_dots import against_peers, reliability
from .stance_bars import stances
from .timeline import calendar
from .voice_bars import voices
from .word_dots import loaded_by_actor, tone_against_rung, tone_along_text

__all__ = [
    "Chart",
    "against_peers",
    "calendar",
    "claim_ledger",
    "completeness",
    "dyads",
    "ladder",
    "loaded_by_actor",
    "reliability",
    "save",
    "stances",
    "tone_against_rung",
    "tone_along_text",
    "voices",
]
