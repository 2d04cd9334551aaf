"""Checkable propositions of an article: quotations, contents of attributions, accusations, and the narrator's own clauses."""

from ...text.parse import Parsed, Sentence
from . import frames
from .checkable import is_figure_of_speech, why_not
from .claim_triggers import Trigger, find_trigger, without_evidence
from .claim_words import VERBAL, is_finite, is_question, modal, own_subject, reporting
from .clauses import Clause, after_dateline, find_clauses
from .quotations import quotation_units
from .units import Unit
from .voices import NARRATOR, Voices, names

NEST_KEPT = frozenset({"presupposed", "mention", "accusation", "accused", "evidence", "denied"})


def find_propositions(parsed: Parsed, voices: Voices) -> tuple[list[Unit], list[Trigger]]:
    """(propositions, responses not yet linked), each sorted by place. Time is linear in the length of the text.

    A heading is left out unless it is the headline; questions, fragments and what `checkable.why_not` names are no claims.
    """
    units = quotation_units(parsed, voices)
    inside = sorted((u.start, u.end) for u in units)
    marked = [(q.start, q.end) for q in parsed.quotes if q.kind == "speech"]
    triggers = []
    for sentence in parsed.sentences:
        if sentence.is_heading and sentence.paragraph > 0:
            continue
        for unit, trigger in _of_sentence(parsed, sentence, voices, inside, marked):
            if trigger is not None:
                triggers.append(trigger)
            if unit is not None:
                units.append(unit)
    return _without_repeats(units), _merged(sorted(triggers, key=lambda t: t.start))


def _pending(
    parsed: Parsed, clause: Clause, trigger: Trigger, voices: Voices, sentence: Sentence
) -> Unit | None:
    """A denial or confirmation that may turn out to answer nothing the article told before: then it is a claim itself."""
    if (
        trigger.response not in ("denied", "confirmed")
        or trigger.target not in ("clause", "noun", "event")
        or own_subject(clause.head) is None
        or trigger.voice is NARRATOR
        or not trigger.voice.source
    ):
        return None
    row = voices.of_cue(clause.head)
    voice = voices.of(row) if row is not None and row["source_spans"] else trigger.voice
    unit = _unit(parsed, clause.first, clause.last, clause.head, "statement", voice, sentence)
    unit.trigger = trigger
    return unit


def clauses_with_verb(clauses: list[Clause]) -> bool:
    return any(c.head.pos_ in VERBAL and is_finite(c.head) for c in clauses)


def _garden_path(parsed: Parsed, sentence: Sentence) -> Unit | None:
    """'A tanker carrying oil collided with a frigate.': the parser takes the only verb for a participle of the noun."""
    root = next(
        (t for t in parsed.tokens[sentence.first : sentence.last] if t.dep_ == "ROOT"), None
    )
    if root is None or root.pos_ not in ("NOUN", "PROPN") or sentence.last - sentence.first < 8:
        return None
    verb = next(
        (
            c
            for c in root.children
            if c.dep_ == "acl"
            and c.tag_ in ("VBN", "VBD")
            and not any(g.dep_ in ("agent", "aux", "auxpass") for g in c.children)
        ),
        None,
    )
    if (
        verb is None
        or is_figure_of_speech(parsed, sentence.first, sentence.last)
        or not parsed.tokens[sentence.last - 1].is_punct
    ):
        return None
    return _unit(parsed, sentence.first, sentence.last - 1, verb, "clause", NARRATOR, sentence)


def _merged(triggers: list[Trigger]) -> list[Trigger]:
    """'X did not deny this, but it did not confirm it either' is one response."""
    merged: list[Trigger] = []
    for trigger in triggers:
        last = merged[-1] if merged else None
        if (
            last is not None
            and trigger.response == last.response == "neither"
            and trigger.sentence_id == last.sentence_id
        ):
            last.end = max(last.end, trigger.end)
        else:
            merged.append(trigger)
    return merged


def _of_sentence(parsed: Parsed, sentence: Sentence, voices: Voices, quoted: list, marked: list):
    question = is_question(parsed, sentence)
    clauses = find_clauses(parsed, sentence)
    tail, lead = frames.tail(parsed, sentence, voices), frames.headline_source(sentence, voices)
    opening = after_dateline(parsed, sentence)
    unproved = without_evidence(parsed, sentence)
    if unproved is not None:
        yield None, unproved
    for clause in clauses:
        if unproved is not None and clause.head.idx < unproved.start:
            clause.last = min(
                clause.last, unproved.head.i - (parsed.tokens[unproved.head.i - 1].text == ",")
            )
        clause.first = (
            max(clause.first, lead[0] if lead else opening)
            if clause.head.i > opening
            else clause.first
        )
        if tail and clause.head.i < tail[0]:
            clause.last = min(clause.last, tail[0])
    contents = {frames.governor(c.head).i for c in clauses if c.kind == "content"}
    if (
        tail and not any(c.head.i < tail[0] for c in clauses) and not lead
    ):  # the parser lost the verb of what was said
        said = parsed.tokens[sentence.first : tail[0]]
        verb = next((t for t in said if t.tag_ in ("VBD", "VBZ", "VBP", "VBN", "MD")), None)
        if verb is not None and len(said) > 4:
            yield _unit(parsed, opening, tail[0], verb, "content", tail[-1], sentence), None
    if not clauses_with_verb(clauses) and not sentence.is_heading:
        found = _garden_path(parsed, sentence)
        if found is not None:
            yield found, None
    for clause in clauses:
        token = clause.head
        if unproved is not None and token.idx > unproved.start:
            continue
        if (
            any(a <= token.idx < b for a, b in quoted if a <= token.idx)
            or question
            and clause.last >= sentence.last - 2
        ):
            continue
        trigger = (
            find_trigger(parsed, clause, sentence, voices)
            if clause.kind in ("main", "concessive", "participle", "content", "relative")
            else None
        )
        if trigger is not None:
            alone = clause.kind in ("main", "concessive") and clause.head.i not in contents
            yield (_pending(parsed, clause, trigger, voices, sentence) if alone else None), trigger
            if (
                clause.kind != "content"
                or trigger.target not in ("event", "clause")
                or trigger.response not in ("denied", "confirmed")
            ):
                continue
        if tail and token.i == tail[1]:
            continue
        for unit in _units(parsed, clause, sentence, voices, contents, marked):
            if (
                unit.voice is NARRATOR
                and unit.kind in ("clause", "content")
                and (lead or tail and token.i < tail[0])
            ):
                unit.voice, unit.kind = (lead or tail)[-1], "content"
            yield unit, None


def _units(
    parsed: Parsed, clause: Clause, sentence: Sentence, voices: Voices, contents: set, marked: list
):
    head = clause.head
    framed = list(frames.accusations(parsed, clause, voices))
    for kind, first, last, voice in framed:
        yield _unit(parsed, first, last, head, kind, voice, sentence)
    if framed or clause.kind == "participle":
        return
    if clause.kind == "content":
        own = own_subject(head)
        counted = (
            frames.estimate(parsed, clause, voices)
            if own is not None and parsed.tokens[own.left_edge.i - 1].text == ";"
            else None
        )
        if (
            counted is not None
        ):  # 'A said there were 31; B spoke of 19': B's own figure, whatever it was hung on
            yield _unit(
                parsed,
                max(counted[0], own.left_edge.i),
                counted[1],
                head,
                "content",
                counted[2],
                sentence,
            )
            return
        found = frames.content(parsed, clause, voices)
        if found is not None:
            kind, voice = found
            if voice is not NARRATOR or kind != "content" or not why_not(parsed, clause):
                yield _unit(parsed, clause.first, clause.last, head, kind, voice, sentence)
        return
    if clause.kind == "temporal":
        yield from _presupposed(parsed, clause, voices, sentence)
        return
    if clause.kind == "relative":
        yield from _relative(parsed, clause, voices, sentence)
        return
    if head.i in contents or frames.brings_quote(parsed, clause, marked):
        return
    counted = frames.estimate(parsed, clause, voices)
    if counted is not None:
        yield _unit(parsed, counted[0], counted[1], head, "content", counted[2], sentence)
        return
    stripped, voice = frames.prefix(parsed, clause, voices)
    if voice is None:
        voice = frames.statement(parsed, clause, voices)
    if voice is not None:
        if not is_figure_of_speech(parsed, clause.first, clause.last):
            yield _unit(parsed, *stripped, head, "statement", voice, sentence)
        return
    row = voices.holding(_start(parsed, clause.first), _end(parsed, clause.last))
    noun = own_subject(head)
    if row is not None and noun is not None and names(row, noun):
        row = None  # its source does the deed here: 'the agency ordered the recall of …'
    if row is not None and any(
        c.dep_ == "conj" and a <= c.idx < b for c in head.children for a, b in row["cue_spans"]
    ):
        row = None  # 'it revoked permits and accused …': what was done beside the saying
    if head.pos_ not in VERBAL and not is_finite(head):
        return
    if row is not None and row["source_spans"]:
        yield _unit(parsed, *stripped, head, "content", voices.of(row), sentence)
    else:
        cut = _without_idle_tail(parsed, clause)
        if not why_not(parsed, cut):
            yield _unit(parsed, cut.first, cut.last, head, "clause", NARRATOR, sentence)


def _presupposed(parsed, clause, voices, sentence):
    """'… before Washington declared X a terrorist organisation': a fact taken for granted in a clause of time."""
    head = clause.head
    act = head.lemma_ in reporting("declaration") and any(
        c.dep_ in ("dobj", "oprd") for c in head.children
    )
    firm = any(c.lower_ in ("before", "after", "since") and c.dep_ == "mark" for c in head.children)
    if act or firm and modal(head.head) and is_finite(head) and own_subject(head).pos_ == "PROPN":
        first = own_subject(head).left_edge.i
        voice = frames.statement(parsed, clause, voices) if act else NARRATOR
        yield _unit(parsed, first, clause.last, head, "presupposed", voice or NARRATOR, sentence)


def _relative(parsed, clause, voices, sentence):
    """A relative clause with a fact of its own: what was mentioned there, or a date or figure hung on a noun."""
    head = clause.head
    noun = head.head
    subject = own_subject(head)
    if frames.is_mention(head) and subject is not None and subject.tag_ not in ("WDT", "WP"):
        yield _unit(parsed, subject.left_edge.i, clause.last, head, "mention", NARRATOR, sentence)
    elif (
        subject is not None
        and subject.tag_ in ("WDT", "WP")
        and noun.pos_ in ("NOUN", "PROPN")
        and (
            head.tag_ == "VBD"
            or any(
                c.tag_ in ("VBD", "VBZ", "VBP") for c in head.children if c.dep_.startswith("aux")
            )
        )
        and frames.has_time_or_figure(head)
        and not voices.names_source(noun)
        and not is_figure_of_speech(parsed, clause.first, clause.last)
    ):
        row = voices.holding(_start(parsed, clause.first), _end(parsed, clause.last))
        yield _unit(
            parsed,
            noun.left_edge.i,
            clause.last,
            head,
            "relative",
            voices.of(row) if row else NARRATOR,
            sentence,
        )


def _without_idle_tail(parsed: Parsed, clause: Clause) -> Clause:
    """Cut a coordinated predicate that is a figure of speech: '… and put the industry on red alert'."""
    for token in parsed.tokens[clause.head.i + 1 : clause.last]:
        if (
            token.dep_ == "conj"
            and token.pos_ == "VERB"
            and is_figure_of_speech(parsed, token.i, clause.last)
        ):
            cut = token.left_edge.i
            while cut > clause.head.i + 1 and (
                parsed.tokens[cut - 1].dep_ == "cc" or parsed.tokens[cut - 1].is_punct
            ):
                cut -= 1
            return Clause(clause.head, clause.kind, clause.first, cut)
    return clause


def _start(parsed: Parsed, first: int) -> int:
    return parsed.tokens[first].idx


def _end(parsed: Parsed, last: int) -> int:
    return parsed.tokens[last - 1].idx + len(parsed.tokens[last - 1])


def _unit(parsed, first, last, head, kind, voice, sentence) -> Unit:
    doc = parsed.tokens
    if sum(t.is_quote for t in doc[first:last]) % 2:
        last = next(
            (
                i + 1
                for i in range(last, min(last + 3, sentence.last))
                if doc[i].is_quote and not doc[i - 1].whitespace_
            ),
            last,
        )
    return Unit(
        _start(parsed, first),
        _end(parsed, last),
        head,
        kind,
        voice,
        sentence.sentence_id,
        sentence.paragraph,
    )


def _without_repeats(units: list[Unit]) -> list[Unit]:
    """Of two propositions over nearly the same words the one with a voice stays; one inside another goes, unless it
    is presupposed, mentioned or an accusation."""
    kept: list[Unit] = []
    for unit in sorted(units, key=lambda u: (u.start, -u.end)):
        if unit.end - unit.start < 8:
            continue
        clash = next(
            (k for k in reversed(kept[-4:]) if min(k.end, unit.end) > max(k.start, unit.start)),
            None,
        )
        if clash is not None:
            shared = min(clash.end, unit.end) - max(clash.start, unit.start)
            same = 2 * shared > 1.6 * min(clash.end - clash.start, unit.end - unit.start) and (
                2 * shared / (clash.end - clash.start + unit.end - unit.start) > 0.8
                or unit.kind not in NEST_KEPT
            )
            if same:
                if clash.voice is NARRATOR and unit.voice is not NARRATOR:
                    kept[kept.index(clash)] = unit
                continue
        kept.append(unit)
    return sorted(kept, key=lambda u: (u.start, u.end))
