"""What findings say, counted again by hand from the tables, on three cases."""

import re
from dataclasses import dataclass
from types import SimpleNamespace

import pandas as pd
import pytest

import analysis
from analysis import (
    Annotations,
    cases,
    charts,
    claim_findings,
    findings,
    load_case,
    register,
    show,
)
from analysis.measures import happened, tellings
from analysis.paths import PROJECT
from analysis.vocabulary import wording
from tests.notebooks.test_any_case import foreign


@dataclass(frozen=True)
class Held:
    """A case with its annotations, its claims as shown and its findings."""

    case: cases.Case
    notes: Annotations
    shown: pd.DataFrame
    found: pd.DataFrame


@pytest.fixture(scope="module", params=["shipped", "invented", "foreign"])
def held(request, tmp_path_factory):
    """The shipped case, eight articles of the invented crisis, and a case of three."""
    places = {"shipped": PROJECT / "seeds", "invented": PROJECT / "benchmarks" / "crisis"}
    place = places.get(request.param) or foreign(tmp_path_factory.mktemp("case") / "foreign")
    case = load_case(place)
    case = cases.Case(**{**case.__dict__, "articles": case.articles[:8]})
    notes = analysis.annotate(case.articles, case.actors)
    return Held(case, notes, case.claims(notes), register.findings(case.book(notes)))


def told(text: str) -> list[tuple[int, int]]:
    """Every "k of n" of a text, in order; a percentage beside it must be theirs."""
    pairs = [(int(k), int(n)) for k, n in re.findall(r"(\d+) of (\d+)\b", text.replace(",", ""))]
    for k, n, percent in re.findall(r"(\d+) of (\d+) \((\d+) %", text.replace(",", "")):
        assert abs(100 * int(k) / int(n) - int(percent)) <= 0.5
    return pairs


def weak(rows: pd.DataFrame, flags: pd.DataFrame) -> list[tuple[int, int]]:
    """How many rows stand in sentences that read like a translation, if any does."""
    kinds = {"odd_collocation", "mistranslation", "calque"}
    kinds |= {"false_friend", "rumour_conditional", "agent_noun", "missing_article"}
    marked = flags[flags.flag.isin(kinds)]
    places = set(zip(marked.article_id, marked.sentence_id, strict=True))
    k = sum(place in places for place in zip(rows.article_id, rows.sentence_id, strict=True))
    return [(k, len(rows))] if k else []


def clear(acts: pd.DataFrame) -> pd.DataFrame:
    return acts[acts.score >= 0.5]


def high(acts: pd.DataFrame) -> pd.Series:
    return ((acts.words_or_deed == "words") & (acts.rung >= 6)) | (
        (acts.words_or_deed == "deed") & (acts.rung >= 9)
    )


def test_a_notebook_begins_in_one_call(held, capsys):
    """The case, its annotations, and in sentences what it holds."""
    annotated = SimpleNamespace(summary=held.case.summary, annotate=lambda: held.notes)
    assert show.start(annotated) == (annotated, held.notes)
    assert held.case.summary in capsys.readouterr().out


def test_intake(held):
    """Articles, words, sentences, warnings."""
    notes = held.notes
    said = findings.intake(notes.articles, notes.sentences, notes.flags)
    prose = sum(not heading for heading in notes.sentences.is_heading)
    words = sum(len(re.findall(r"\S+", a.text)) for a in held.case.articles)
    numbers = [int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", said)]
    assert numbers[0] == len(held.case.articles) and numbers[2] == prose
    assert abs(numbers[1] - words) < 0.1 * words  # words by another count than the table's
    places = {(r.article_id, r.sentence_id) for r in notes.flags.itertuples()}
    assert told(said) == ([(len(places), len(notes.sentences))] if places else [])
    for kind, n in notes.flags.flag.value_counts().items():
        assert f"{wording('flag', kind)} ({n})" in said


def test_tone(held):
    """Own and sources' loaded words; sentences without a word that TextBlob knows; threats."""
    notes = held.notes
    own = sum(voice == "" for voice in notes.loaded.voice)
    silent = sum(not len(e if e is not None else []) for e in notes.tone.evidence)
    score = {(r.article_id, r.sentence_id): r.polarity for r in notes.tone.itertuples()}
    acts = clear(notes.acts)
    done = (acts.modality == "asserted") | (acts.words_or_deed == "words")
    acts = acts[(acts.modality != "negated") & done & high(acts)]
    calm = [score[r.article_id, r.sentence_id] > -0.05 for r in acts.itertuples()]
    expected = [(own, len(notes.loaded))] * bool(len(notes.loaded))
    expected += [(silent, len(notes.tone))]
    said = findings.tone(notes.tone, notes.loaded, notes.flags)
    assert told(said) == expected + weak(notes.loaded, notes.flags)
    of_rungs = charts.tone_by_rung(notes.acts, notes.tone).headline
    assert told(of_rungs) == [(sum(calm), len(calm))] * bool(calm)


def test_hedging(held):
    """Counts of each voice and class; the words of both voices are all words."""
    notes = held.notes
    said = findings.hedging(
        notes.hedges, notes.tokens, notes.attributions, notes.vague_numbers, notes.flags
    )
    own = sum(holder == "" for holder in notes.hedges.holder)
    counts = [
        (int(k), int(n)) for k, n in re.findall(r"(\d+) in (\d+) words", said.replace(",", ""))
    ]
    assert [k for k, _ in counts] == [own, len(notes.hedges) - own]
    for rate, k, n in re.findall(r"([\d.]+) per 1,000 words \(.*?(\d+) in ([\d,]+) words", said):
        assert abs(1000 * int(k) / int(n.replace(",", "")) - float(rate)) < 0.06
    strong = sum(strength >= 3 for strength in notes.hedges.strength)
    assert told(said) == [(strong, len(notes.hedges)), *weak(notes.hedges, notes.flags)]
    assert f"counted apart: {len(notes.vague_numbers)}." in said


def test_sources(held):
    """Nameless, unnamed and direct statements; verbs that do more than report."""
    said, rows = findings.sources(held.notes.attributions), held.notes.attributions
    kinds = [
        sum(kind in some for kind in rows.source_type)
        for some in (("anonymous", "media", "unattributed"), ("anonymous",))
    ]
    direct = sum(kind == "direct" for kind in rows.kind)
    assert told(said) == [(k, len(rows)) for k in (*kinds, direct)]
    stands = [stance for stance in rows.stance if stance != "neutral"]
    assert sum(map(int, re.findall(r"\((\d+)\)", said.partition("more than report")[2]))) == len(
        stands
    )


def test_escalation(held):
    """Each event of an article once; high words and deeds; what is no plain fact or unsure."""
    acts, articles, sides = held.notes.acts, held.notes.articles, held.case.sides
    said = findings.escalation(acts, articles, sides)
    able = clear(acts)
    done = able[(able.modality == "asserted") | (able.words_or_deed == "words")]
    done = done[done.modality != "negated"]
    events = tellings.once(done, articles, sides)
    assert events.event.nunique() == len(events) and set(events.act_id) <= set(done.act_id)
    assert f"{len(events)} events found, told {len(done)} times" in said
    assert (sum(events.modality != "asserted"), len(events)) in told(said.partition("planned)")[2])
    counted = [told(line)[0][1] for line in said.split("\n\n") if " that " in line and told(line)]
    apart = re.findall(r"(\d+) (?:not told as done|told again|scored under)", said)
    assert sum(map(int, [*counted, *apart])) == len(acts)
    again, unsure = len(done) - len(events), len(acts) - len(able)
    assert (f"{again} told again" in said) if again else "again" not in said
    assert (f"{unsure} scored under" in said) if unsure else "scored under" not in said
    for lane, name in (("words", "Words that threaten"), ("deed", "Deeds that coerce")):
        if name in said:
            k, n = told(said.partition(name)[2])[0]
            sure = able[(able.words_or_deed == lane) & (able.modality != "negated")]
            sure = sure[(sure.modality == "asserted") | (lane == "words")]
            assert k <= high(sure).sum() and n <= len(sure)
            assert (k > 0) == bool(high(sure).any())


def test_claims(held):
    """Decisions, findings by stance, answers and contradictions."""
    answers = claim_findings.answers(held.notes.claims, held.notes.responses)
    said = claim_findings.claims(held.shown, held.found, answers, held.notes.contradictions)
    decided = held.shown[held.shown.decided_by == "reviewer"]
    if len(decided):
        assert f"decided {len(decided)} of {len(held.shown)} claims" in said
    assert f"{len(held.shown) - len(decided)} claim" in said
    for column in ("saying", "matter"):
        for value, n in decided[column].value_counts().items():
            assert f"{n} {value.replace('_', ' ')}" in said
    for stance, word in claim_findings.STANCES.items():
        if len(held.found):
            assert f"{(held.found.stance == stance).sum()} {word}" in said
    asked = len(set(answers.claim_id))
    given = (
        f"{len(answers)} answer{'s' * (len(answers) != 1)} to {asked} claim"
        if asked
        else "no answer and holds"
    )
    assert f"itself gives {given}" in said
    assert f"holds {len(held.notes.contradictions) or 'no'} pair" in said


def test_the_calendar(held):
    """High steps of each pair of sides before and after the middle of its time."""
    said = findings.on_the_calendar(held.case.calendar, held.case.sides)
    if held.case.calendar.empty:
        assert said.startswith("No calendar")
        return
    steps = happened.of_steps(held.case.calendar, held.case.sides)
    steps = steps[
        (steps.side != "") & (steps.target_side != "") & (steps.side != steps.target_side)
    ]
    steps = steps[(steps.quad != "none") & (steps.date != "")]
    days = pd.to_datetime(steps.date)
    late = days > days.min() + (days.max() - days.min()) / 2
    expected = []
    for key, own in steps.groupby(["side", "target_side", "words_or_deed"]):
        halves = [own[late[own.index] == half] for half in (False, True)]
        if min(map(len, halves)) >= 10:
            expected += [(int(high(half).sum()), len(half)) for half in halves]
        else:
            assert f"{key[0]} towards {key[1]}, {key[2]}" not in said
    assert told(said) == expected


def test_reach_and_trend(held):
    """How many articles and outlets; a trend is refused on fewer than the acts it needs."""
    articles = held.notes.articles
    said = findings.reach(articles)
    if len(articles) == 1:
        assert "one article" in said
    else:
        outlets = len(set(articles.outlet) - {""})
        assert f"{len(articles)} articles of {outlets} outlet" in said
    assert findings.trend(held.notes.acts, articles)
