"""Tables → charts. `figures.save(figures.completeness(notes.articles), "fig1-intake")` draws, writes and shows one.

Every function takes tables and returns a `Chart`; its headline states what these very tables say. One module answers
one question: intake, tone, hedging, sources, escalation, timeline, claims, trust; style holds the house style, labels
keeps texts apart, save writes the files.
"""
from .chart import Chart
from .claims import reports_and_origins, respondents, status_matrix
from .escalation import actor_lanes, dyads, ladder
from .hedging import hedge_rates, strength_along_text
from .intake import completeness
from .save import save
from .sources import direct_or_indirect, source_types, voices
from .timeline import calendar
from .tone import loaded_by_actor, tone_against_rung, tone_along_text
from .trust import against_peers, by_layer, reliability, speed

__all__ = ["Chart", "actor_lanes", "against_peers", "by_layer", "calendar", "completeness", "direct_or_indirect", "dyads", "hedge_rates", "ladder",
           "loaded_by_actor", "reliability", "reports_and_origins", "respondents", "save", "source_types", "speed", "status_matrix",
           "strength_along_text", "tone_against_rung", "tone_along_text", "voices"]
