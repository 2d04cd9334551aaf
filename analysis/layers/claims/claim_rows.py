"""Claims and answers → rows of the tables `claims` and `responses`."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import itemgetter

from ...text import anchors
from ...text.parse import Parsed
from ..attribution.voice import Contents, Row
from .answers import OUTLETS, Answer
from .conflicts import figures_of
from .ids import claim_id
from .status import suggest
from .types import counted
from .units import Claim
from .voices import NARRATOR, Voice, same_voice
from .words import groups

DECIDING = ("no_evidence", "neither", "denies", "not_verified", "confirms", "declined", "silent")
OPEN = frozenset({"POSS", "INF", "HEAR", "PROB"})  # classes of hedges that leave a claim open
LEAD = 40  # characters before a claim in which its cue may hedge it
_begin = itemgetter("start")


def claim_row(
    parsed: Parsed,
    claim: Claim,
    answers: list[Answer],
    hedges: list[Row],
    n: int,
    taken: dict[str, int],
    contents: Contents,
) -> tuple[Row, list[Answer]]:
    """One row of `claims`, and the answers that others than its source give.

    taken : counts the ids given so far: a repeat gets "-2", "-3" …
    """
    article, voice = parsed.article, claim.voice
    said = [
        a.voice
        for a in answers
        if a.response == "confirms" and a.voice.source_type != "unattributed"
    ]
    if said and voice.attribution == "none":
        voice, said = said[0], said[1:]  # told flat, but the text names who vouches for it
    others = _one_each(_by_others(answers, voice))
    kinds = {a.response for a in others}
    kinds |= {"denies"} if claim.denier is not None else set()
    answer = min(others, key=lambda a: (DECIDING.index(a.response), a.start), default=None)
    own = hedges[
        bisect_left(hedges, claim.start - LEAD, key=_begin) : bisect_left(
            hedges, claim.end, key=_begin
        )
    ]
    held = contents.voice(claim.start, claim.end)
    inside = [h for h in own if claim.start <= h["start"]]
    nouns = {t.idx for t in parsed.tokens[claim.first : claim.last] if t.pos_ == "NOUN"}
    open_ = any(
        h["category"] in OPEN and h["voice"] in ("", held) and h["start"] not in nouns
        for h in inside
    )
    origins = [o for v in (voice, *said, *claim.agreeing) if (o := _origin(v))]
    attributed = voice.attribution != "none"
    status, rule = suggest(
        kinds,
        claim.conflicts,
        len(set(origins)),
        claim.figurative,
        _agentless(claim),
        voice.source_type,
        attributed and (bool(voice.source) or voice.attribution != "indirect"),
        open_,
    )
    base = claim_id(article.article_id, claim.text)
    taken[base] = taken.get(base, 0) + 1
    row = {
        "claim_id": base if taken[base] == 1 else f"{base}-{taken[base]}",
        "n": n,
        "article_id": article.article_id,
        "text_sha256": article.sha256,
        "quote": claim.text,
        "start": claim.start,
        "end": claim.end,
        **dict(
            zip(
                ("prefix", "suffix"),
                anchors.surroundings(article.text, claim.start, claim.end),
                strict=True,
            )
        ),
        "voice": held,
        "source": voice.source,
        "source_actor": voice.actor,
        "chain": voice.chain,
        "source_type": voice.source_type,
        "attribution": voice.attribution,
        "cue": voice.cue,
        "hedges": "; ".join(
            dict.fromkeys(
                h["text"]
                for h in own
                if claim.start <= h["start"]
                or (voice.cue and h["text"].lower() in voice.cue.lower())
            )
        ),
        "claim_type": claim.claim_type,
        "n_sources": len(origins),
        "n_independent": len(set(origins)),
        "machine_status": status,
        "rule_id": rule,
        "score": round(claim.score, 3),
        "response_quote": parsed.text(answer.start, answer.end) if answer else "",
        "response_start": answer.start if answer else -1,
        "response_end": answer.end if answer else -1,
        "response_source": answer.voice.source if answer else "",
        "flags": ";".join(
            _flags(parsed, claim, kinds)
            + ["not_answered"] * (answer is not None and answer.response in ("silent", "declined"))
        ),
    }
    return row, others


def _by_others(answers: list[Answer], voice: Voice) -> Iterator[Answer]:
    """Nobody answers a claim of their own; that a source never gave proof is the outlet's word."""
    for answer in answers:
        if answer.voice is NARRATOR or not same_voice(answer.voice, voice):
            yield answer
        elif answer.response in OUTLETS:
            yield replace(answer, voice=NARRATOR)


def _one_each(answers: Iterable[Answer]) -> list[Answer]:
    """One answer of a kind from one passage: that of somebody named, then the shortest."""
    kept: list[Answer] = []
    for a in sorted(answers, key=lambda a: (a.voice is NARRATOR, a.end - a.start, a.start)):
        if not any(a.response == k.response and a.start < k.end and k.start < a.end for k in kept):
            kept.append(a)
    return kept


def response_row(parsed: Parsed, claim: Row, answer: Answer) -> Row:
    """One row of `responses`: an answer with the claim it answers."""
    return {
        "article_id": claim["article_id"],
        "claim_id": claim["claim_id"],
        "response": answer.response,
        "quote": parsed.text(answer.start, answer.end),
        "start": answer.start,
        "end": answer.end,
        "source": answer.voice.source,
        "respondent_actor": answer.voice.actor,
        "target": answer.target,
    }


def _origin(voice: Voice) -> str:
    """Who stands behind a voice; unnamed people are one origin, outlets of one article another."""
    if voice.attribution == "none" or not voice.source:
        return ""
    unnamed = voice.source_type in ("anonymous", "media", "unattributed")
    return voice.source_type if unnamed else voice.actor or voice.source


def _agentless(claim: Claim) -> bool:
    """As in "is accused of", "is said to", "it is whispered": nobody named stands behind it."""
    if claim.voice.attribution != "none" and (claim.voice.source or claim.voice.cue == ""):
        return (
            claim.voice.source_type == "unattributed"
            and claim.voice.actor == ""
            and bool(
                re.search(
                    r"\b(?:rumou?rs?|allegations?|fears?|speculation)\b", claim.voice.source, re.I
                )
            )
        )
    if claim.voice.attribution == "indirect":
        return True
    verb, kinds = claim.head.lemma_, {c.dep_ for c in claim.head.children}
    suspected = verb == "list" or "suspect" in groups().get(verb, ())
    told = verb in groups() and not kinds.isdisjoint(("xcomp", "ccomp"))
    return "auxpass" in kinds and "agent" not in kinds and (suspected or told)


def _flags(parsed: Parsed, claim: Claim, kinds: set[str]) -> list[str]:
    found = []
    if counted(claim.text) or figures_of(parsed, claim):
        found.append("number")
    if claim.updated:
        found.append("figure_updated")
    if claim.voice.source_type == "media":
        found.append("second_hand")
    if claim.claim_type == "accusation" and not kinds:
        found.append("no_response_given")
    if "not_verified" in kinds:
        found.append("not_verified")
    if any(q.kind == "scare" and claim.start <= q.start < claim.end for q in parsed.quotes):
        found.append("scare_quotes")
    first = parsed.tokens[claim.first]
    if first.lower_ in ("it", "he", "she", "they", "this", "these") and first.dep_.startswith(
        "nsubj"
    ):
        found.append(f"pronoun_{first.lower_}")
    return found
