"""Who does what to whom: acts on the rungs of a ladder, from conciliation (0) to force (10)."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from ...text.encoder import token_vectors
from ...text.parse import Parsed
from .. import dates
from ..actors.names import Mention
from ..attribution.voice import Contents
from .act_features import rungs
from .act_words import words
from .ladder import goldstein, plover
from .modality import hedge_cues, looks_ahead, modality_of
from .parties import Namer
from .readings import Reading, read
from .tree import Tree
from .unsaid import Scene, name_unsaid

Row = dict[str, Any]
SURE = 0.5  # below: drawn pale and left out of the counts in sentences
MUTUAL, VOWS = words("mutual act"), frozenset(("vow", "promise", "pledge", "swear", "rule"))
HARMS = frozenset("kill wound injure hurt maim slay".split())
ANNOUNCED = frozenset(("SANCTION", "MOBILIZE", "RETREAT", "AID", "CONCEDE"))
PENALTIES = frozenset(("SANCTION8", "PROTEST8", "COERCE9", "ASSAULT10"))
FORCES = frozenset(("force", "military"))
POLICE, ARRESTS, OTHERS = words("police"), words("arrest"), words("other force")
OPEN_DEEDS = frozenset(("planned", "conditional"))


def find_acts(
    parsed: Parsed,
    mentions: Sequence[Mention] = (),
    attributions: Sequence[Row] = (),
    hedges: Sequence[Row] = (),
) -> list[Row]:
    """Rows of the table `acts`, one for each act of an actor, sorted by start.

    start, end : the word that tells the act; `trigger` is its text
    actor, target : the phrase as written ("Varnian gunners", a pronoun as it stands); several
        coordinated ones joined by "; "; empty when the sentence names none
    actor_name, target_name : the same by canonical name ("Varnia"): group and count by these
    mutual : both sides do it (talks, clashes); place : where, in the text's words
    plover : root code, rung : 0 to 10, goldstein : −10 to +8.3, words_or_deed : "words", "deed"
    voice : attribution_id of the statement that contains the trigger, "" for the outlet's own
    modality : asserted, hedged, conditional, negated, planned or alleged
    date_start, date_end, date_rule : see `dates.date_of`
    event_id : rows with one actor, target, root and date tell one event
    rule : what decided; score : 0 to 1, the probability that trained coders would mark the word;
        rows below SURE are to be shown pale and stay out of counts in sentences

    A neutral statement ("said", "spoke") is no act, nor is what another act asks, threatens or
    plans ("threatened to invade"). Method: heads over the encoder's vectors, words of the ladder
    (lexicons/ladder.csv) and dependency paths; trained on coded articles (models/acts.md).
    """
    if not parsed.sentences:
        return []
    tree = Tree(parsed.doc)
    named = {i: m for m in mentions for i in range(m.first, m.last)}
    namer, contents = Namer(parsed, tree, named), Contents(attributions)
    cues = hedge_cues(parsed, hedges)
    rows = [
        _row(parsed, tree, reading, namer, contents, cues)
        for reading in read(parsed, tree, named, token_vectors(parsed))
    ]
    _refer_back(tree, rows)
    _name_police(tree, rows, namer)
    speakers = [contents.rows[row["voice"]]["speaker"] if row["voice"] else "" for row in rows]
    name_unsaid(Scene(tree, rows, mentions, [s.start for s in parsed.sentences], speakers))
    events: dict[tuple[str, ...], str] = {}
    article_id = parsed.article.article_id
    for n, row in enumerate(rows):
        who = [row[f"{role}_name"] or row[role].lower() for role in ("actor", "target")]
        key = (*who, row["plover"], row["date_start"], row["date_end"])
        row["event_id"] = events.setdefault(key, f"{article_id}#e{len(events)}")
        row |= {"article_id": article_id, "act_id": f"{article_id}#x{n}"}
    return rows


def _refer_back(tree: Tree, rows: list[Row]) -> None:
    """Let a bare "the raid" be the one told before by that word: it has its parties by name."""
    told: dict[tuple[str, str], Row] = {}
    at = {start: i for i, start in enumerate(tree.idx)}
    for row in rows:
        i = at[row["start"]]
        bare = [tree.lower[k] for k in tree.kids[i]] in (["the"], ["that"], ["this"], ["these"])
        word = row["plover"], tree.lemma[i][:5]
        before = told.get(word)
        if before and tree.pos[i] == "NOUN" and bare and not row["actor"] + row["target"]:
            row |= {name: before[name] for name in ("actor_name", "target_name")}
            undated = not row["date_start"] + row["date_end"]
            if undated and before["date_start"] and "since " not in before["date_rule"]:
                row |= {day: before[day] for day in ("date_start", "date_end")}
                row["date_rule"] = "told before: " + before["date_rule"].removeprefix(
                    "told before: "
                )
        if row["actor_name"] or row["target_name"]:
            told[word] = row


def _name_police(tree: Tree, rows: list[Row], namer: Namer) -> None:
    """Let an arrest that names nobody be by the police last named before it: "nine were held".

    Not where the text names others who may have done it: soldiers, a militia, guards.
    """
    if not OTHERS.isdisjoint(tree.lemma):
        return
    police = [i for i, lemma in enumerate(tree.lemma) if lemma in POLICE]
    for row in rows:
        i = bisect_left(tree.idx, row["start"])
        n = bisect_left(police, i)
        if n and tree.lemma[i] in ARRESTS and not row["actor"] + row["actor_name"]:
            row["actor_name"] = namer.name(police[n - 1]) or namer.phrase(police[n - 1])


def _row(
    parsed: Parsed, tree: Tree, reading: Reading, namer: Namer, contents: Contents,
    cues: dict[int, str],
) -> Row:  # fmt: skip
    i = reading.trigger
    start, end = _span(tree, i)
    voice = contents.voice(start, end)
    speaker = contents.rows[voice]["speaker"] if voice else ""
    root = reading.act.rstrip("0123456789")
    rung = int(reading.act[len(root) :])
    if threatened := _threatened(tree, i, root):
        root, rung = "THREATEN", threatened
    modality = modality_of(tree, i, f"{root}{rung}", cues)
    actors, targets = reading.actors, reading.targets
    if actors and _harmed(tree, i, actors[0]):
        actors, targets = [], actors
    both = root == "CONSULT" or tree.lemma[i] in MUTUAL
    if both and len(actors) > 1 and not targets:
        actors, targets = actors[:1], actors[1:]
    actor, actor_name = namer.party(actors, speaker)
    target, target_name = namer.party(targets, speaker)
    if target and (target == actor or (target_name and target_name == actor_name)):
        target = target_name = ""
    lane = plover()[root].words_or_deed
    if root in ANNOUNCED and modality in OPEN_DEEDS:
        lane = "words"
    taken = {*actors, *targets, *reading.actors}
    ahead = modality in OPEN_DEEDS or looks_ahead(tree, i)
    day_from, day_to, date_rule = dates.date_of(parsed, start, ahead)
    return {
        "sentence_id": reading.sentence.sentence_id,
        "start": start,
        "end": end,
        "trigger": parsed.text(start, end),
        "actor": actor,
        "target": target,
        "actor_name": actor_name,
        "target_name": target_name,
        "mutual": bool(both and actor and target),
        "place": namer.place(i, taken),
        "plover": root,
        "rung": rung,
        "goldstein": goldstein(root, rung, lane),
        "words_or_deed": lane,
        "voice": voice,
        "modality": modality,
        "date_start": day_from,
        "date_end": day_to,
        "date_rule": date_rule,
        "rule": f"{tree.lemma[i]}/{tree.pos[i]} read as {reading.act}",
        "score": round(reading.score, 3),
    }


def _threatened(tree: Tree, i: int, root: str) -> int:
    """Rung of a threat by what it threatens, force (7) or a penalty (6); 0 where it names none.

    A vow of either is a threat too.
    """
    if root != "THREATEN" and not (root == "AGREE" and tree.lemma[i] in VOWS):
        return 0
    content = [k for k in tree.kids[i] if tree.dep[k] in ("dobj", "xcomp", "ccomp", "pcomp")]
    told = {rung for k in content for rung in rungs(tree, k)}
    if "ASSAULT10" in told or any(tree.lower[j] in FORCES for k in content for j in tree.below(k)):
        return 7
    return 6 if told & PENALTIES else 0


def _harmed(tree: Tree, i: int, subject: int) -> bool:
    """Whether the subject of a bare verb of harm is who was harmed: "two sailors hurt as …"."""
    whom = any(tree.dep[k] == "dobj" for k in tree.kids[i])
    counted = any(tree.dep[k] == "nummod" for k in tree.kids[subject])
    bare = tree.pos[i] == "VERB" and tree.lemma[i] in HARMS
    joined = tree.head[subject] == i or tree.head[i] == subject
    return bare and counted and joined and not whom


def _span(tree: Tree, i: int) -> tuple[int, int]:
    start, end = tree.idx[i], tree.idx[i] + len(tree.text[i])
    for k in tree.kids[i]:
        if tree.dep[k] == "prt" and k == i + 1:
            end = tree.idx[k] + len(tree.text[k])
    return start, end
