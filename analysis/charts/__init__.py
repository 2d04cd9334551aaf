"""Tables → charts. `charts.save(charts.completeness(notes.articles), "fig1-intake")` draws, writes and shows one.

Every function takes tables and returns a `Chart`; its headline states what these very tables say. One module answers
one question: intake, tone, hedging, sources, escalation, timeline, claims, trust; style holds the house style, labels
keeps texts apart, save writes the files.
"""

from .chart import Chart
from .claim_matrix import reports_and_origins, respondents, status_matrix
from .completeness import completeness
from .hedge_dots import hedge_rates, strength_along_text
from .ladder_lanes import actor_lanes, dyads, ladder
from .save import save
from .score_dots import against_peers, by_layer, reliability, speed
from .timeline import calendar
from .voice_bars import direct_or_indirect, source_types, voices
from .word_dots import loaded_by_actor, tone_against_rung, tone_along_text

__all__ = [
    "Chart",
    "actor_lanes",
    "against_peers",
    "by_layer",
    "calendar",
    "completeness",
    "direct_or_indirect",
    "dyads",
    "hedge_rates",
    "ladder",
    "loaded_by_actor",
    "reliability",
    "reports_and_origins",
    "respondents",
    "save",
    "source_types",
    "speed",
    "status_matrix",
    "strength_along_text",
    "tone_against_rung",
    "tone_along_text",
    "voices",
]
