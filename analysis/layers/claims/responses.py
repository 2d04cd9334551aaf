"""Responses linked to the claims they answer."""

from ...text.parse import Parsed
from .claim_triggers import Trigger
from .claim_words import event_classes
from .units import Unit

NEAR = 2  # sentences a pronoun points back over
FAR = 8  # sentences a noun points back over
HEARSAY = frozenset(
    {"rumour", "rumor", "claim", "story", "suggestion", "information", "assertion"}
)  # the nearest claim is meant
ACCUSING = frozenset({"accusation", "accused", "evidence"})


def link(parsed: Parsed, units: list[Unit], triggers: list[Trigger]) -> list[tuple[Unit, Trigger]]:
    """(claim, response) pairs.

    A pronoun or an empty object answers the nearest claim of the two sentences before, and a denial every accusation
    there; 'the accusations' answers the accusations before; 'the existence of the conversation' answers the claim whose
    verb names such an event; 'denied that P' answers P. Responses of one paragraph that follow each other share the
    claims found by name. Nobody answers his own claim.
    """
    pairs: list[tuple[Unit, Trigger]] = []
    for group in _groups(triggers):
        named: list[Unit] = []
        for trigger in group:
            if trigger.target in ("event", "clause", "noun"):
                found = _by_name(units, trigger)
                if not found and trigger.response not in ("denied", "confirmed"):
                    found = _by_place(units, trigger, [], trigger)
                pairs += [(unit, trigger) for unit in found]
                named += found
            elif trigger.target == "relative":
                found = [
                    u
                    for u in units
                    if u.sentence_id == trigger.sentence_id and u.start < trigger.start
                ][-1:]
                for unit in found:
                    kept = parsed.text(unit.start, min(unit.end, trigger.start))
                    unit.end = unit.start + len(kept.rstrip(" ,;:–—-\n"))
                pairs += [(unit, trigger) for unit in found]
        for trigger in group:
            if trigger.target in ("pronoun", "none"):
                found = _by_place(units, trigger, named, group[0])
                pairs += [(unit, trigger) for unit in found]
    unique = {(id(u), id(t)): (u, t) for u, t in pairs}
    return sorted(unique.values(), key=lambda p: (p[0].start, p[1].start))


def _groups(triggers: list[Trigger]) -> list[list[Trigger]]:
    """Responses of one paragraph in the same or in neighbouring sentences."""
    groups: list[list[Trigger]] = []
    for t in triggers:
        if (
            groups
            and groups[-1][-1].paragraph == t.paragraph
            and t.sentence_id - groups[-1][-1].sentence_id <= 1
        ):
            groups[-1].append(t)
        else:
            groups.append([t])
    return groups


def _before(units: list[Unit], trigger: Trigger, reach: int) -> list[Unit]:
    """Claims of the sentences before (nearest last) that are not the responder's own; quotations count with their end."""
    own = trigger.response in (
        "no_evidence",
        "unverified",
    )  # who claims may be the one without evidence
    return [
        u
        for u in units
        if u.start < trigger.start
        and u.end <= trigger.start
        and u.trigger is not trigger
        and trigger.sentence_id - reach <= u.sentence_id
        and (own or not same_source(u, trigger))
    ]


def _by_place(
    units: list[Unit], trigger: Trigger, named: list[Unit], opening: Trigger
) -> list[Unit]:
    if trigger.response == "no_evidence" and any(
        u.kind == "evidence" and u.sentence_id == trigger.sentence_id for u in units
    ):
        return []  # the sentence says itself what there is no evidence for
    near = _before(units, trigger, NEAR)
    if not near:
        return [u for u in named if not same_source(u, trigger)]
    found = [near[-1]]
    if trigger.response == "denied":
        accusing = [u for u in near if _accuses(u)]
        if accusing:
            found = accusing
    reach = _before(units, opening, NEAR)
    found += [u for u in named if any(u is r for r in reach) and not any(u is f for f in found)]
    return found


def _accuses(unit: Unit) -> bool:
    return unit.kind in ACCUSING or getattr(unit, "claim_type", "") == "accusation"


def _by_name(units: list[Unit], trigger: Trigger) -> list[Unit]:
    if trigger.owner:
        theirs = [
            u for u in _before(units, trigger, FAR) if trigger.owner in _names(u.voice.source)
        ]
        if theirs:
            return theirs[-1:]
    if trigger.target == "clause":
        inside = [
            u
            for u in units
            if u.sentence_id == trigger.sentence_id
            and trigger.start <= u.start
            and u.kind in ("denied", "evidence")
        ][:1]
        for unit in inside:
            trigger.end = max(trigger.end, unit.end)  # 'denied that P' is the whole answer
        earlier = [
            u
            for u in _before(units, trigger, FAR)
            if overlap(u, trigger) >= 0.5 and len(u.words & trigger.lemmas) >= 2
        ]
        return inside + earlier[-1:]
    before = _before(units, trigger, FAR)
    if trigger.target == "noun" and trigger.response == "unverified" and trigger.several:
        told = [u for u in before if u.voice.attribution != "none"]
        return ([u for u in told if u.kind != "quote"] or told)[-2:]
    if trigger.target == "noun" and trigger.several and trigger.response == "denied" and before:
        told = [
            u
            for u in before
            if u.voice.attribution != "none" and trigger.sentence_id - u.sentence_id <= NEAR
        ]
        return told[-2:]
    if trigger.target == "noun":
        accusing = [u for u in before if _accuses(u)]
        if trigger.lemmas:
            about = [u for u in before if overlap(u, trigger) > 0.3]
            if about:
                return about[-1:]
        if accusing and trigger.response != "unverified" and trigger.noun not in HEARSAY:
            last = accusing[-1]
            return [u for u in accusing if last.sentence_id - u.sentence_id <= 1]
        return [u for u in before if trigger.sentence_id - u.sentence_id <= NEAR][-1:]
    scored = [(score, u) for u in before if (score := _same_event(u, trigger)) >= 2]
    return [max(scored, key=lambda s: (s[0], s[1].start))[1]] if scored else []


def _same_event(unit: Unit, trigger: Trigger) -> float:
    classes = (
        frozenset().union(*(event_classes(w) for w in trigger.lemmas))
        if trigger.lemmas
        else frozenset()
    )
    words = unit.words
    score = 3.0 if event_classes(unit.head.lemma_.lower()) & classes else 0.0
    if not score and any(event_classes(w) & classes for w in words):
        score = 1.0
    return score + len(words & trigger.lemmas)


def overlap(unit: Unit, trigger: Trigger) -> float:
    """Share of the response's content words that the claim has too."""
    return len(unit.words & trigger.lemmas) / len(trigger.lemmas) if trigger.lemmas else 0.0


def same_source(unit: Unit, trigger: Trigger) -> bool:
    mine, theirs = _names(unit.voice.source), _names(trigger.voice.source)
    return (
        bool(mine and theirs and (mine <= theirs or theirs <= mine))
        and unit.voice.source != "narrator"
    )


def _names(source: str) -> frozenset[str]:
    return frozenset(
        w.strip(".,'’").removesuffix("'s").removesuffix("’s").lower() for w in source.split()
    ) - {"the", "a", "of", "an"}
