"""Who does what to whom: acts on the rungs of a ladder, from conciliation (0) to force (10)."""

import re
from bisect import bisect_left

from ...text.parse import Parsed
from .. import dates
from ..actors.coreference import stands_for
from ..attribution.voice import Contents
from . import weights as weights_module
from .decode import Reading, read
from .modality import modality_of
from .tree import Tree

FIRST_PERSON = {"i", "we", "us", "me", "our", "my"}
HARM = {"SANCTION": 6, "PROTEST": 6, "MOBILIZE": 7, "COERCE": 7, "ASSAULT": 7}


def find_acts(parsed: Parsed, mentions=(), attributions=(), hedges=()) -> list[dict]:
    """Rows of the table `acts`, one for each act of an actor, sorted by start.

    start, end : the word that carries the act (with its particle); `trigger` is its text
    actor, target : the phrase as written ("Washington"; a pronoun is replaced by the name it stands for);
        several coordinated ones joined by "; "; empty when the sentence names none
    actor_name, target_name : the same by canonical name ("United States"): group and count by these
    plover : root code, rung : 0 to 10, goldstein : −10 to +8.3, words_or_deed : "words" or "deed"
    voice : attribution_id of the statement that contains the trigger, "" for the outlet's own voice
    modality : asserted, hedged, conditional, negated or planned
    date_start, date_end, date_rule : see `dates.date_of`
    rule : line of the ladder (or the weights' code) that decided; score : 0 to 1, a ranking and no probability of truth

    A statement without force ("said", "spoke") is no act; content of another act ("threatened to invade") is none of its own.
    Method: ladder of triggers (lexicons/ladder.csv) over dependency paths, linear weights for roles, kind and choice.
    """
    if not parsed.sentences:
        return []
    tree, weights = Tree(parsed.doc), weights_module.load()
    named = {i: m.actor for m in mentions for i in range(m.first, m.last)}
    contents = Contents(attributions)
    cues = _cues(parsed, hedges)
    found = []
    quotes = [
        (bisect_left(tree.idx, q.start), bisect_left(tree.idx, q.end))
        for q in parsed.quotes
        if q.kind == "speech"
    ]
    for sentence in parsed.sentences:
        within = [q for q in quotes if q[0] < sentence.last and sentence.first < q[1]]
        for reading in read(tree, sentence.first, sentence.last, weights, within):
            found.append((reading, sentence))
    found.sort(key=lambda f: f[0].trigger.i)
    article_id = parsed.article.article_id
    return [
        _row(parsed, tree, reading, sentence, named, contents, cues)
        | {"article_id": article_id, "act_id": f"{article_id}#x{n}"}
        for n, (reading, sentence) in enumerate(found)
    ]


def _cues(parsed: Parsed, hedges) -> dict[int, str]:
    """Token index → hedge category."""
    if not hedges:
        return {}
    spans = [(h["start"], h["end"], h["category"]) for h in hedges]
    cues, n = {}, 0
    for token in parsed.doc:
        while n < len(spans) and spans[n][1] <= token.idx:
            n += 1
        if n < len(spans) and spans[n][0] <= token.idx:
            cues[token.i] = spans[n][2]
    return cues


def _row(parsed: Parsed, tree: Tree, reading: Reading, sentence, named, contents, cues) -> dict:
    i = reading.trigger.i
    start, end = _span(tree, i)
    voice = contents.voice(start, end)
    statement = contents.rows.get(voice)
    speaker = statement and (statement["speaker"] or statement["source"]) or "unattributed"
    line, modality = reading.line, reading.modality
    if modality == "asserted" and cues and line.frame != "will not":
        modality = modality_of(tree, i, cues)
    (actor, actor_name), (target, target_name) = (
        _names(parsed, tree, k, named, speaker, statement)
        for k in (reading.actors, reading.targets)
    )
    same = target_name == actor_name if actor_name else target == actor
    if same or target.lower() in (
        "this",
        "that",
        "these",
        "those",
        "it",
        "what",
        "which",
        "one",
    ):
        target, target_name = "", ""
    own = speaker in (actor, actor_name) and statement is not None
    if (
        not actor
        and statement is not None
        and statement["kind"] != "indirect"
        and modality == "planned"
        and line.plover in HARM
    ):
        actor, actor_name, own = (
            speaker,
            statement["speaker"],
            True,
        )  # "the airspace will remain closed": the announcement is its speaker's
    if own and modality in ("planned", "conditional") and line.plover in HARM:
        line = line._replace(
            plover="THREATEN",
            rung=HARM[line.plover],
            goldstein=-6.4,
            words_or_deed="words",
            frame=line.frame + " announced",
        )
    day_from, day_to, date_rule = dates.date_of(parsed, start, planned=modality == "planned")
    return {
        "sentence_id": sentence.sentence_id,
        "start": start,
        "end": end,
        "trigger": parsed.text(start, end),
        "actor": actor,
        "target": target,
        "actor_name": actor_name,
        "target_name": target_name,
        "plover": line.plover,
        "rung": line.rung,
        "goldstein": line.goldstein,
        "words_or_deed": line.words_or_deed,
        "voice": voice,
        "modality": modality,
        "date_start": day_from,
        "date_end": day_to,
        "date_rule": date_rule,
        "rule": f"{line.trigger}/{line.pos}[{line.frame}]",
        "score": round(reading.score, 3),
    }


def _span(tree: Tree, i: int) -> tuple[int, int]:
    end = tree.idx[i] + len(tree.text[i])
    for k in tree.kids[i]:
        if tree.dep[k] == "prt" and k == i + 1:
            end = tree.idx[k] + len(tree.text[k])
    return tree.idx[i], end


def _names(
    parsed: Parsed, tree: Tree, heads: list[int], named: dict[int, str], speaker: str, statement
) -> tuple[str, str]:
    """(as the text names them, by their canonical names); a pronoun is named by what it stands for."""
    if heads and heads[0] not in named:
        noun = stands_for(parsed.tokens[heads[0]], named).i
        heads = heads if noun == heads[0] else tree.conjuncts(noun)
    if heads and tree.lower[heads[0]] in FIRST_PERSON and statement is not None:
        return speaker, statement["speaker"]
    known, written, names = [], [], []
    for k in heads:
        first, last = tree.phrase(k)
        surface = parsed.text(tree.idx[first], tree.idx[last - 1] + len(tree.text[last - 1]))
        surface = re.sub(r"\s+", " ", surface)
        name = named.get(k, "")
        if (name or surface) not in known:
            known.append(name or surface)
            names.append(name)
            written.append(name if name and tree.pos[k] == "PRON" else surface)
    return "; ".join(written), "; ".join(filter(None, names))
