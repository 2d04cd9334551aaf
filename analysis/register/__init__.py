"""The register: claims + decisions + evidence → the status to show; it never loses a decision.

register = load_register()                                   # seeds/register, or any folder
register = merge(register, notes.claims, articles)           # take a run's claims in (nothing is written)
displayed_status(register)                                   # last decision, else the machine's suggestion
register = add_decision(register, "c-3avm6adx", "corroborated", reviewer="A. Name", reason="…")   # on disk at once
register = undo(register, "A. Name")                         # a row that withdraws; nothing is removed
"""

from .columns import Register, basis_hash, load_register, norm, safe_url
from .decisions import (
    add_decision,
    add_evidence,
    claim_of,
    displayed_status,
    is_stale,
    standing,
    undo,
)
from .ledger import RegisterError
from .merge import merge, reanchor, update
from .scales import machine_statuses, meaning, values

__all__ = [
    "Register",
    "RegisterError",
    "add_decision",
    "add_evidence",
    "basis_hash",
    "claim_of",
    "displayed_status",
    "is_stale",
    "load_register",
    "machine_statuses",
    "meaning",
    "merge",
    "norm",
    "reanchor",
    "safe_url",
    "standing",
    "undo",
    "update",
    "values",
]
