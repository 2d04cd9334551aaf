"""Tables → charts.

`charts.save(charts.voices(notes.attributions), "fig4-voices")` draws, writes and shows one.
Every function takes tables and returns a `Chart`; its headline states what these very tables say.
One module answers one question and is named after its picture; style holds the house style, labels
keeps texts apart, save writes the files.
"""

from .chart import Chart
from .claim_ledger import claim_ledger
from .coverage_weeks import coverage_weeks
from .dyad_weeks import dyad_weeks
from .intake_grid import intake_grid
from .ladder_by_side import ladder
from .outlet_dots import hedges_by_outlet, unnamed_by_outlet
from .rhetoric_by_day import rhetoric_by_day
from .save import save
from .score_dots import against_peers, reliability
from .stance_bars import stances
from .telling_order import telling_order
from .threat_ledger import threat_ledger
from .threat_weeks import threats_by_week
from .told_against_happened import told_against_happened
from .tone_along_text import tone_along_text
from .tone_by_rung import tone_by_rung
from .two_sided_timeline import two_sided_timeline
from .voice_bars import voices

__all__ = [
    "Chart",
    "against_peers",
    "claim_ledger",
    "coverage_weeks",
    "dyad_weeks",
    "hedges_by_outlet",
    "intake_grid",
    "ladder",
    "reliability",
    "rhetoric_by_day",
    "save",
    "stances",
    "telling_order",
    "threat_ledger",
    "threats_by_week",
    "told_against_happened",
    "tone_along_text",
    "tone_by_rung",
    "two_sided_timeline",
    "unnamed_by_outlet",
    "voices",
]
