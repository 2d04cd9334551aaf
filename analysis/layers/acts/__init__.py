"""Who does what to whom: acts on the rungs of a ladder, from conciliation (0) to force (10)."""

from collections.abc import Sequence
from typing import Any

from ...text.encoder import token_vectors
from ...text.parse import Parsed
from .. import dates
from ..actors.names import Mention
from ..attribution.voice import Contents
from .act_features import rungs
from .act_words import words
from .bystanders import of_work
from .ladder import goldstein, plover
from .modality import hedge_cues, looks_ahead, modality_of, will_follow
from .parties import Namer
from .readings import Reading, read
from .tree import Tree
from .unsaid import Scene, name_unsaid

Row = dict[str, Any]
SURE = 0.5  # below: drawn pale and left out of the counts in sentences
MUTUAL, VOWS = words("mutual act"), frozenset(("vow", "promise", "pledge", "swear"))
ANNOUNCED = frozenset(("SANCTION", "MOBILIZE", "RETREAT", "AID", "CONCEDE"))
WARNINGS, ONLOOKERS = frozenset(("warn", "warning", "caution", "fear")), words("onlooker")
HOSTILE = frozenset(("SANCTION8", "PROTEST8", "MOBILIZE8", "COERCE9", "ASSAULT10"))
REFUSALS = frozenset(("refuse", "decline"))
FORCES = frozenset(("force", "military"))
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
        if not _warns_of_others(tree, reading, namer)
    ]
    _refer_back(tree, rows)
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
    """Let "the raid" be the one told before: it has that one's parties by name, if it names none.

    "Four more were arrested" has the actor of the arrests told before, where all have the same.
    """
    told: dict[tuple[str, ...], Row] = {}
    doers: dict[tuple[str, str], set[str]] = {}
    at = {start: i for i, start in enumerate(tree.idx)}
    for row in rows:
        i = at[row["start"]]
        definite = any(tree.lower[k] in ("the", "that", "this", "these") for k in tree.kids[i])
        same_word = (row["plover"], tree.lemma[i][:5])
        before = told.get(same_word) or told.get((row["plover"],))
        if before and tree.pos[i] == "NOUN" and definite and not row["actor"] + row["target"]:
            row |= {name: before[name] for name in ("actor_name", "target_name")}
            if not row["date_start"] + row["date_end"] and before["date_start"]:
                row |= {day: before[day] for day in ("date_start", "date_end")}
                row["date_rule"] = "told before: " + before["date_rule"].removeprefix(
                    "told before: "
                )
        known = doers.setdefault(same_word, set())
        if not row["actor"] + row["actor_name"] and row["words_or_deed"] == "deed":
            row["actor_name"] = next(iter(known)) if len(known) == 1 else ""
        if row["actor"]:
            known.add(row["actor_name"])
        if row["actor_name"] or row["target_name"]:
            told[same_word] = told[row["plover"],] = row


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
    modality = modality_of(tree, i, cues, of_content=root == "THREATEN")
    # "did not rule out", "refused to rule out"
    rule = next((k for k in [i, *tree.kids[i]] if tree.lemma[k] == "rule"), -1)
    open_ = rule >= 0 and (modality == "negated" or tree.lemma[tree.head[rule]] in REFUSALS)
    if root in ("AGREE", "THREATEN", "AID") and _pays_back(tree, i):
        root, rung = "THREATEN", 6
    elif root in ("AGREE", "THREATEN") and _promises_help(tree, i):
        root, rung, modality = "AID", 0, "planned"
    if veiled := _veiled(tree, rule if open_ else i, root, open_):
        root, rung = "THREATEN", veiled
    if root == "THREATEN" and of_work(tree, i, reading.sentence.first, reading.sentence.last):
        rung = 6
    if open_:
        root, rung, modality = ("THREATEN", veiled, "hedged") if veiled else ("AGREE", 0, "hedged")
    actors, targets = reading.actors, reading.targets
    both = root == "CONSULT" or tree.lemma[i] in MUTUAL
    if both and len(actors) > 1 and not targets:
        actors, targets = actors[:1], actors[1:]
    actor, actor_name = namer.party(actors, speaker)
    target, target_name = namer.party(targets, speaker)
    if target and (target == actor or (target_name and target_name == actor_name)):
        target = target_name = ""
    due = modality == "planned" or (modality == "conditional" and will_follow(tree, i))
    if due and root in ("ASSAULT", "COERCE"):  # "will strike", "will fine it if" threaten
        root, rung = "THREATEN", 7 if root == "ASSAULT" else 6
    lane = plover()[root].words_or_deed
    if root in ANNOUNCED and modality in OPEN_DEEDS:
        lane = "words"
    taken = {*actors, *targets, *reading.actors}
    place = [namer.phrase(k) for k in reading.place] or [namer.place(i, taken)]
    ahead = modality == "planned" or looks_ahead(tree, i, modality == "conditional")
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
        "place": place[0],
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


def _warns_of_others(tree: Tree, reading: Reading, namer: Namer) -> bool:
    """Whether somebody else would carry it out: "Soltek warned that Varnia would shut the strait".

    What those say who look on is no threat either ("analysts warned that ships would be sunk").
    """
    i, speakers = reading.trigger, reading.actors
    if reading.act not in ("THREATEN6", "THREATEN7") or tree.lemma[i] not in WARNINGS:
        return False
    if any({tree.lemma[k], namer.name(k).lower()} & ONLOOKERS for k in speakers):
        return True
    named = [namer.named[k] for k in speakers if k in namer.named]
    own = {m.actor for m in named} | {namer.name(k) for k in speakers}
    for k in tree.kids[i]:
        doer = next((j for j in tree.kids[k] if tree.dep[j] == "nsubj"), -1)
        other = namer.name(doer) if doer >= 0 and tree.pos[doer] != "PRON" else ""
        known = own - {""} and not any(other in m.title for m in named)
        if other and known and other not in own and set(rungs(tree, k)) & HOSTILE:
            return all(m.actor_kind != "person" or m.title for m in named)
    return False


def _promises_help(tree: Tree, i: int) -> bool:
    """Is it help that is promised: "pledged to speed up deliveries of air defences"?"""
    told = [k for k in tree.kids[i] if tree.dep[k] in ("dobj", "xcomp", "ccomp")]
    below = {*told, *(j for k in told for j in tree.below(k))}
    return tree.lemma[i] in VOWS and any("AID0" in rungs(tree, j) for j in below)


def _pays_back(tree: Tree, i: int) -> bool:
    """Is it revenge that is promised: "vowed to make Varnia pay"?"""
    made = [k for k in tree.kids[i] if tree.lemma[k] == "make" and tree.lemma[i] in VOWS]
    return any(tree.lemma[j] == "pay" for k in made for j in tree.kids[k])


def _veiled(tree: Tree, i: int, root: str, open_: bool) -> int:
    """Rung of a threat in other words: "did not rule out", "vowed to"; 0 when it is none.

    A content of force puts it on 7, a penalty on 6; so does a plain threat's own content.
    """
    vowed = root == "AGREE" and tree.lemma[i] in VOWS
    if not (open_ or vowed or root == "THREATEN"):
        return 0
    deps = ("dobj", "xcomp", "ccomp", "pcomp")
    content = [k for k in tree.kids[i] if tree.dep[k] in deps]
    told = {
        r for k in content for j in ([k, *tree.kids[k]] if open_ else [k]) for r in rungs(tree, j)
    }
    if "ASSAULT10" in told or any(tree.lower[j] in FORCES for k in content for j in tree.below(k)):
        return 7
    return 6 if told & (HOSTILE if open_ else HOSTILE - {"MOBILIZE8"}) else 0


def _span(tree: Tree, i: int) -> tuple[int, int]:
    start, end = tree.idx[i], tree.idx[i] + len(tree.text[i])
    if i > 1 and tree.text[i - 1] == "-" and tree.idx[i - 1] + 1 == start:  # "test-fired"
        start = max(tree.idx[i - 2], start - 1 - len(tree.text[i - 2]))
    for k in tree.kids[i]:
        if tree.dep[k] == "prt" and k == i + 1:
            end = tree.idx[k] + len(tree.text[k])
    return start, end
