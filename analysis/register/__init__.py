"""The register: claims + decisions + evidence + corrections → what to show.

It never loses a decision.

register = load_register()                         # seeds/register, or any folder
register = merge(register, notes.claims, articles) # take a run's claims in; nothing is written
displayed(register)                                # what people found, else the machine's reading
register = add_decision(register, "c-3avm6adx", "faithful", "corroborated",
                        reviewer="A. Name", reason="…")
register = undo(register, "A. Name")               # a row that withdraws; nothing is removed
"""

from ..text.article import safe_url
from .basis import basis_hash
from .columns import Register
from .correcting import add_correction, corrected, corrections, span_of, undo_correction
from .decisions import add_decision, add_evidence, adjudicate, undo
from .displayed import (
    IN_CONFLICT,
    JUDGED,
    answers,
    claim_of,
    conflicting,
    current,
    displayed,
    findings,
    heard,
    in_words,
    is_stale,
    read_differently,
    standing,
)
from .ledger import RegisterError
from .merge import merge, update, without_text
from .news import last_run, new_since
from .scales import is_program, meaning, values
from .stored import load_register
from .upgrade import upgrade

__all__ = [
    "IN_CONFLICT",
    "JUDGED",
    "Register",
    "RegisterError",
    "add_correction",
    "add_decision",
    "add_evidence",
    "adjudicate",
    "answers",
    "basis_hash",
    "claim_of",
    "conflicting",
    "corrected",
    "corrections",
    "current",
    "displayed",
    "findings",
    "heard",
    "in_words",
    "is_program",
    "is_stale",
    "last_run",
    "load_register",
    "meaning",
    "merge",
    "new_since",
    "read_differently",
    "safe_url",
    "span_of",
    "standing",
    "undo",
    "undo_correction",
    "update",
    "upgrade",
    "values",
    "without_text",
]
