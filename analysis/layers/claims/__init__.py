"""Claims of an article: what it says that could be checked, in whose voice, how it was answered, and a suggested status."""

from collections.abc import Iterable

from ...text.parse import Parsed
from ..actors.names import Mention
from .claim_rows import Draft, claim_row, response_row
from .claim_words import content_words
from .corroboration import agreeing
from .counts import conflicting
from .ids import claim_id, norm
from .propositions import find_propositions
from .responses import link
from .status import reason
from .types import claim_type
from .voices import Voices

__all__ = [
    "claim_id",
    "find_claims",
    "find_claims_and_responses",
    "norm",
    "reason",
]


def find_claims(
    parsed: Parsed,
    attributions: list[dict],
    hedges: list[dict],
    mentions: Iterable[Mention] = (),
) -> list[dict]:
    """Rows of the table `claims`, sorted by start; empty for a text without checkable propositions.

    Rules on the parse and on the attributions; `machine_status` is a suggestion with the id of its rule
    (`reason(rule_id)` says it in words).
    """
    return find_claims_and_responses(parsed, attributions, hedges, mentions)[0]


def find_claims_and_responses(
    parsed: Parsed,
    attributions: list[dict],
    hedges: list[dict],
    mentions: Iterable[Mention] = (),
) -> tuple[list[dict], list[dict]]:
    """(claims, responses): both tables from one reading of the article."""
    voices = Voices(parsed, attributions, mentions)
    units, triggers = find_propositions(parsed, voices)
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
        row = claim_row(parsed, draft, hedges, n, taken, voices.contents)
        rows.append(row)
        responses += [response_row(parsed, row, trigger) for trigger in draft.triggers]
    return rows, sorted(responses, key=lambda r: (r["start"], r["end"], r["claim_id"]))
