"""Propositions with their answers → rows of the tables `claims` and `responses`."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from operator import itemgetter

from ...text import anchors
from ...text.parse import Parsed
from ..attribution.voice import Contents
from . import lineage
from .claim_triggers import Trigger
from .claim_words import modal, token_range
from .counts import figures_of
from .ids import claim_id
from .status import suggest
from .types import counted
from .units import Unit
from .voices import Voice

DECIDING = ("no_evidence", "neither", "denied", "unverified", "confirmed", "declined", "silent")
OPEN_ADVERBS = frozenset(
    {
        "allegedly",
        "reportedly",
        "possibly",
        "perhaps",
        "probably",
        "apparently",
        "supposedly",
        "likely",
        "presumably",
        "purportedly",
        "maybe",
        "seemingly",
    }
)
OPEN_VERBS = frozenset({"appear", "seem"})
HEARSAY = frozenset(
    {
        "say",
        "believe",
        "think",
        "report",
        "expect",
        "rumor",
        "rumour",
        "suspect",
        "allege",
        "presume",
        "suppose",
        "fear",
    }
)
RELATIVE_DATE = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|last|next|this) (?:week|month|year|night|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday)\b|\b(?:yesterday|today|tomorrow|tonight)\b|\bsince [A-Z]|\bago\b",
    re.I,
)
SUPERLATIVE = frozenset({"JJS", "RBS"})


@dataclass(slots=True)
class Draft:
    """A proposition with its answers, before its status is suggested."""

    unit: Unit
    first: int
    last: int
    start: int
    end: int
    sentence_id: int
    source: str
    triggers: list[Trigger]
    disputed: bool = False
    seconds: list[Voice] = field(default_factory=list)  # voices of claims that say the same

    @classmethod
    def of(cls, parsed: Parsed, unit: Unit, triggers: list[Trigger]) -> "Draft":
        return cls(
            unit,
            *token_range(parsed, unit.start, unit.end),
            unit.start,
            unit.end,
            unit.sentence_id,
            unit.voice.source,
            triggers,
        )


def claim_row(
    parsed: Parsed,
    draft: Draft,
    hedges: list[dict],
    n: int,
    taken: dict[str, int],
    contents: Contents,
) -> dict:
    """One row of `claims`; `taken` counts the ids given so far, so that a repeated sentence gets '-2', '-3' …"""
    unit, article = draft.unit, parsed.article
    quote = parsed.text(unit.start, unit.end)
    confirming = [
        t.voice
        for t in draft.triggers
        if t.response == "confirmed" and t.voice.attribution != "none"
    ]
    voice = unit.voice
    if voice.attribution == "none" and confirming and unit.kind not in ("denied", "hint"):
        voice, confirming = (
            confirming[0],
            confirming[1:],
        )  # told flat, but the text itself names who vouches for it
    n_sources, n_independent = lineage.count(voice, confirming + draft.seconds)
    open_ = is_open(parsed, draft)
    status, rule = suggest(
        {t.response for t in draft.triggers},
        draft.disputed,
        n_independent,
        unit.kind,
        voice.source_type,
        voice.attribution,
        voice.cue,
        open_,
    )
    answer = deciding(draft.triggers)
    base = claim_id(article.article_id, quote)
    taken[base] = taken.get(base, 0) + 1
    return {
        "claim_id": base if taken[base] == 1 else f"{base}-{taken[base]}",
        "n": n,
        "article_id": article.article_id,
        "text_sha256": article.sha256,
        "quote": quote,
        "start": unit.start,
        "end": unit.end,
        **dict(zip(("prefix", "suffix"), anchors.surroundings(article.text, unit.start, unit.end))),
        "voice": contents.voice(unit.start, unit.end),
        "source": voice.source,
        "source_actor": voice.actor,
        "chain": voice.chain,
        "source_type": voice.source_type,
        "attribution": voice.attribution,
        "cue": voice.cue,
        "hedges": "; ".join(_hedges(parsed, unit, voice, hedges)),
        "claim_type": unit.claim_type,
        "n_sources": n_sources,
        "n_independent": n_independent,
        "machine_status": status,
        "rule_id": rule,
        "score": voice.score,
        "response_quote": parsed.text(answer.start, answer.end) if answer else "",
        "response_start": answer.start if answer else -1,
        "response_end": answer.end if answer else -1,
        "response_source": answer.voice.source if answer else "",
        "flags": ";".join(_flags(parsed, draft, voice, open_)),
    }


def response_row(parsed: Parsed, claim: dict, trigger: Trigger) -> dict:
    return {
        "article_id": claim["article_id"],
        "claim_id": claim["claim_id"],
        "response": trigger.response,
        "quote": parsed.text(trigger.start, trigger.end),
        "start": trigger.start,
        "end": trigger.end,
        "source": trigger.voice.source,
        "respondent_actor": trigger.voice.actor,
        "target": trigger.target,
    }


def deciding(triggers: list[Trigger]) -> Trigger | None:
    """The response that decides the status; the nearest of its kind."""
    return min(triggers, key=lambda t: (DECIDING.index(t.response), t.start), default=None)


def is_open(parsed: Parsed, draft: Draft) -> bool:
    """Is the proposition itself (not a word inside it) left open: may, reportedly, seems, is said to, hinted?"""
    unit, head = draft.unit, draft.unit.head
    if (
        unit.kind == "hint"
        or modal(head)
        or head.lemma_ in OPEN_VERBS
        and any(c.dep_ == "xcomp" for c in head.children)
    ):
        return True
    if any(c.lower_ in OPEN_ADVERBS for c in head.children):
        return True
    return (
        head.lemma_ in HEARSAY
        and any(c.dep_ == "auxpass" for c in head.children)
        and any(c.dep_ == "xcomp" for c in head.children)
    )


_begin = itemgetter("start")


def _hedges(parsed: Parsed, unit: Unit, voice: Voice, hedges: list[dict]) -> list[str]:
    """Cues inside the claim, and those of the phrase that brings it in, in their order and once each."""
    reach = max(0, unit.start - 40)
    sentence = parsed.sentence_of(unit.start)
    low = max(reach, sentence.start) if sentence else unit.start
    near = hedges[bisect_left(hedges, low, key=_begin) : bisect_left(hedges, unit.end, key=_begin)]
    texts = [
        h["text"]
        for h in near
        if unit.start <= h["start"] < unit.end
        or low <= h["start"] < unit.start
        and voice.cue
        and h["text"].lower() in voice.cue.lower()
    ]
    return list(dict.fromkeys(texts))


def _flags(parsed: Parsed, draft: Draft, voice: Voice, open_: bool) -> list[str]:
    unit = draft.unit
    tokens = parsed.tokens[draft.first : draft.last]
    quote = parsed.text(unit.start, unit.end)
    found = []
    if _is_list(tokens):
        found.append("list_claim")
    if counted(quote) or figures_of(parsed, draft.first, draft.last):
        found.append("number")
    if unit.claim_type == "absence":
        found.append("negative_existential")
    if RELATIVE_DATE.search(quote):
        found.append("relative_date")
    if any(t.tag_ in SUPERLATIVE and t.lower_ != "least" for t in tokens):
        found.append("superlative")
    if unit.kind in ("accused", "mention"):
        found.append("agentless_passive")
    if unit.kind == "presupposed":
        found.append("presupposition")
    if unit.kind == "hint":
        found.append("inference_from_quote")
    if open_ and modal(unit.head) in ("could", "would"):
        found.append("conditional")
    if voice.source_type == "media":
        found.append("second_hand")
    if voice.stance in ("factive", "distancing"):
        found.append(f"{voice.stance}_verb")
    if any(t.target == "pronoun" for t in draft.triggers):
        found.append("pronoun_this")
    if unit.claim_type == "accusation" and not draft.triggers:
        found.append("no_response_given")
    if any(q.kind == "scare" and unit.start <= q.start < unit.end for q in parsed.quotes):
        found.append("scare_quotes")
    if (
        tokens
        and tokens[0].lower_ in ("it", "he", "she", "they", "this", "these")
        and tokens[0].dep_ in ("nsubj", "nsubjpass")
    ):
        found.append(f"pronoun_{tokens[0].lower_}")
    return found


def _is_list(tokens) -> bool:
    """Three or more coordinated nouns: as many claims in one sentence, registered as one."""
    return any(
        t.pos_ in ("NOUN", "PROPN")
        and t.dep_ != "conj"
        and len(t.conjuncts) >= 2
        and any(c.dep_ == "conj" for c in t.children)
        and t.dep_ in ("nsubj", "nsubjpass", "dobj", "attr")
        for t in tokens
    )
