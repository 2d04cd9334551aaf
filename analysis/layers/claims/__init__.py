"""Claims of an article: what it says that could be checked, in whose voice, how it was answered, and a suggested status."""

from ...text.parse import Parsed
from .claim_rows import Draft, claim_row, response_row
from .claim_words import content_words
from .corroboration import agreeing
from .counts import conflicting
from .ids import claim_id, norm
from .propositions import find_propositions
from .responses import link
from .status import reason
from .types import claim_type

__all__ = [
    "claim_id",
    "find_claims",
    "find_claims_and_responses",
    "find_responses",
    "norm",
    "reason",
]


def find_claims(parsed: Parsed, attributions: list[dict], hedges: list[dict]) -> list[dict]:
    """Rows of the table `claims`, sorted by start; empty for a text without checkable propositions.

    Rules on the parse and on the attributions; `machine_status` is a suggestion with the id of its rule
    (`reason(rule_id)` says it in words).
    """
    return find_claims_and_responses(parsed, attributions, hedges)[0]


def find_responses(parsed: Parsed, attributions: list[dict], claims: list[dict]) -> list[dict]:
    """Rows of the table `responses`: every answer to one of these claims, sorted by the place of the answer."""
    known = {row["claim_id"] for row in claims}
    return [
        row
        for row in find_claims_and_responses(parsed, attributions, [])[1]
        if row["claim_id"] in known
    ]


def find_claims_and_responses(
    parsed: Parsed, attributions: list[dict], hedges: list[dict]
) -> tuple[list[dict], list[dict]]:
    """(claims, responses): both tables from one reading of the article."""
    units, triggers = find_propositions(parsed, attributions)
    for unit in units:
        unit.words = content_words(parsed, unit.start, unit.end)
        unit.claim_type = claim_type(parsed, unit)
    pairs = link(parsed, units, triggers)
    answers = {id(trigger) for _, trigger in pairs}
    units = [
        u for u in units if u.trigger is None or id(u.trigger) not in answers
    ]  # an answer is no claim of its own
    drafts = [Draft.of(parsed, unit, [t for u, t in pairs if u is unit]) for unit in units]
    for earlier, later in conflicting(parsed, drafts):
        earlier.disputed = later.disputed = True
    for earlier, later in agreeing(parsed, drafts):
        earlier.seconds.append(later.unit.voice)
        later.seconds.append(earlier.unit.voice)
    taken: dict[str, int] = {}
    rows, responses = [], []
    for n, draft in enumerate(drafts, 1):
        row = claim_row(parsed, draft, hedges, n, taken)
        rows.append(row)
        responses += [response_row(parsed, row, trigger) for trigger in draft.triggers]
    return rows, sorted(responses, key=lambda r: (r["start"], r["end"], r["claim_id"]))
