"""The machine's suggestion for a claim, by the first rule that fits; never a verdict."""

from types import MappingProxyType

STATUSES = (
    "asserted",
    "reported",
    "unattributed",
    "hinted",
    "several_sources",
    "denied",
    "disputed",
    "neither_confirmed_nor_denied",
    "no_conclusive_evidence",
    "not_checkable",
)
RULES = MappingProxyType(
    {
        "R1": ("no_conclusive_evidence", "the text says that evidence for it lacks"),
        "R2": ("neither_confirmed_nor_denied", "somebody neither confirmed nor denied it"),
        "R3": ("denied", "somebody denied it"),
        "R4": ("disputed", "another voice gives what cannot be true as well"),
        "R5": ("several_sources", "two or more origins, distinct as far as the text shows, say so"),
        "R11": ("not_checkable", "a figure of speech that no observation could touch"),
        "R6": ("hinted", "an accusation, suspicion or rumour whose author is not named"),
        "R7": ("reported", "a news outlet is the source"),
        "R8": ("asserted", "a source says so: a quotation or a cue of speech"),
        "R9": ("hinted", "told as possible, inferred or heard of"),
        "R10": ("unattributed", "told in the writer's voice, no source given"),
    }
)
ANSWERED = (("no_evidence", "R1"), ("neither", "R2"), ("denies", "R3"))


def reason(rule_id: str) -> str:
    """Why a claim got its suggested status, in words. Raises KeyError for an unknown rule."""
    if rule_id not in RULES:
        raise KeyError(f"no rule {rule_id!r}: the rules are {', '.join(RULES)}")
    return RULES[rule_id][1]


def suggest(
    responses: set[str],
    conflicting: bool,
    origins: int,
    figurative: bool,
    agentless: bool,
    source_type: str,
    attributed: bool,
    open_: bool,
) -> tuple[str, str]:
    """(status, rule id), in the order of the design.

    responses : kinds of answer to the claim · conflicting : another voice says what excludes it
    origins   : distinct origins that say so · figurative : a metaphor, riddle or wish
    agentless : accused, said, rumoured by nobody named
    open_     : a modal, an inference or hearsay over its verb
    """
    rule = next((rule for kind, rule in ANSWERED if kind in responses), "")
    if not rule and conflicting:
        rule = "R4"
    elif not rule and origins >= 2:
        rule = "R5"
    elif not rule and figurative:
        rule = "R11"
    elif not rule and agentless:
        rule = "R6"
    elif not rule and attributed:
        rule = "R7" if source_type == "media" else "R8"
    rule = rule or ("R9" if open_ else "R10")
    return RULES[rule][0], rule
