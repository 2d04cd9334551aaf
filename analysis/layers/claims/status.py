"""The machine's suggestion for a claim, by the first rule that fits; a suggestion, never a verdict."""

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
        "R1": (
            "no_conclusive_evidence",
            "the text says that there is no (conclusive) evidence for it",
        ),
        "R2": (
            "neither_confirmed_nor_denied",
            "somebody concerned neither confirmed nor denied it",
        ),
        "R3": ("denied", "somebody concerned denied it"),
        "R4": ("disputed", "the article gives another figure for the same thing"),
        "R5": (
            "several_sources",
            "two or more origins that are distinct as far as the text shows say so",
        ),
        "R6": ("hinted", "an accusation or suspicion whose author is not named"),
        "R7": ("reported", "a news outlet is given as the source"),
        "R8": ("asserted", "a source says so: a quotation or a verb of speech"),
        "R9": (
            "hinted",
            "told as possible, said or hinted only, or the text says that it could not be verified",
        ),
        "R10": ("unattributed", "told in the writer's voice, no source given"),
    }
)


def reason(rule_id: str) -> str:
    """Why a claim got its suggested status, in words. Raises KeyError, naming the rules, for an unknown rule."""
    if rule_id not in RULES:
        raise KeyError(f"no rule {rule_id!r}: the rules are {', '.join(RULES)}")
    return RULES[rule_id][1]


def suggest(
    responses: set[str],
    conflicting: bool,
    n_independent: int,
    kind: str,
    source_type: str,
    attribution: str,
    cue: str,
    open_: bool,
) -> tuple[str, str]:
    """(status, rule id). The rules stand in the order of the design; each looks at what the layers found.

    responses : kinds of response that answer the claim        conflicting : another figure for the same thing
    kind      : construction of the proposition                open_       : a modal, a hint or hearsay over its verb
    """
    attributed = attribution != "none"
    if "no_evidence" in responses:
        rule = "R1"
    elif "neither" in responses:
        rule = "R2"
    elif "denied" in responses:
        rule = "R3"
    elif "unverified" in responses:
        rule = "R9"  # the text's own word on it comes before who said it
    elif conflicting:
        rule = "R4"
    elif n_independent >= 2:
        rule = "R5"
    elif kind == "accused":
        rule = "R6"
    elif attributed and source_type == "media":
        rule = "R7"
    elif attributed and (attribution == "direct" or cue):
        rule = "R8"
    elif open_:
        rule = "R9"
    else:
        rule = "R10"
    return RULES[rule][0], rule
