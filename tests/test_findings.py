"""Findings in words: computed, with n and interval, small samples called small, empty tables said
to be empty.
"""

import re

import pandas as pd
import pytest

from analysis import claim_findings, findings
from analysis.tables import frame
from analysis.vocabulary import count, part
from tests.charts import made_up

EMPTY, ONE, MANY = made_up.notes(0, 0), made_up.notes(1, 4), made_up.notes(12, 20)


def everything(made) -> dict[str, str]:
    """Every finding in words that the tables give."""
    shown, found = made_up.register(made)
    return {
        "intake": findings.intake(made.articles, made.sentences, made.flags),
        "tone": findings.tone(made.tone, made.loaded, made.flags),
        "hedging": findings.hedging(
            made.hedges, made.tokens, made.attributions, made.vague_numbers, made.flags
        ),
        "sources": findings.sources(made.attributions),
        "escalation": findings.escalation(made.acts),
        "claims": claim_findings.claims(shown, found, made.responses, made.contradictions),
        "reach": findings.reach(made.articles),
        "trend": findings.trend(made.acts, made.articles),
    }


@pytest.mark.parametrize("made", [EMPTY, ONE, MANY], ids=["none", "one", "many"])
def test_every_finding_reads_well_at_any_size(made):
    """No article, one, many: whole sentences, no empty slots, no Python values."""
    for name, text in everything(made).items():
        assert text and text.rstrip("*").endswith((".", "*")), (name, text)
        assert not any(sign in text for sign in ("nan", "None", "  ", "[]", "()", " inf ")), (
            name,
            text,
        )


def test_nothing_is_said_of_nothing():
    """Empty tables give "No …", not a share of zero."""
    assert all(text.startswith("No ") for text in everything(EMPTY).values())


def test_shares_carry_their_n_and_interval():
    """Numbers come with how many cases they rest on."""
    text = findings.sources(MANY.attributions)
    assert "108 of 240 (45 %, 95 % interval 39–51)" in text


def test_small_samples_are_called_small():
    """Four attributions are few, and one article says nothing about others."""
    assert "few: n = 4" in findings.sources(ONE.attributions)
    assert "one article" in findings.reach(ONE.articles) and "12 articles" in findings.reach(
        MANY.articles
    )
    assert findings.trend(ONE.acts, ONE.articles).startswith("No trend")
    assert findings.trend(MANY.acts, MANY.articles).startswith("No trend: 12 articles, all of 3")
    weekly = pd.date_range("2031-03-01", periods=12, freq="7D").strftime("%Y-%m-%d")
    twelve = MANY.articles.assign(published=weekly)
    assert findings.trend(MANY.acts, twelve).startswith("Words that threaten or announce")


def test_the_words_behind_a_score_are_named():
    """Each with its own polarity; a sentence without any has none."""
    terms = findings.terms(ONE.tone.evidence)
    assert terms[1] == "boiling point +0.50" and terms[0] == ""


def test_what_stands_on_doubtful_wording_is_called_weak_evidence():
    """A calque in a sentence makes its hedges and loaded words weak evidence; without one
    nobody is warned.
    """
    cue = MANY.hedges.iloc[0]
    flag = {
        "article_id": cue.article_id,
        "sentence_id": cue.sentence_id,
        "start": cue.start,
        "end": cue.end,
        "text": "Sun Cartel",
    }
    flags = frame("flags", [flag | {"flag": "calque", "reason": "an invented one"}])
    here = (MANY.hedges.article_id == cue.article_id) & (MANY.hedges.sentence_id == cue.sentence_id)
    told = findings.hedging(MANY.hedges, MANY.tokens, MANY.attributions, MANY.vague_numbers, flags)
    assert f"a translation: {here.sum()} of {len(MANY.hedges)} (" in told
    assert "translation" not in findings.tone(MANY.tone, MANY.loaded, frame("flags", []))


def test_several_outlets_are_each_told():
    """No one outlet hedges or loads where several do; one outlet needs no list."""
    many = made_up.notes(4, 20)
    several = many.articles.assign(outlet=["The Gazette", "The Tide", "The Gazette", ""])
    one = several.assign(outlet="The Tide")
    tables = many.tone, many.loaded, many.flags
    own = many.loaded[many.loaded.voice == ""].article_id.value_counts()
    told = findings.tone(*tables, several)
    assert "in the outlets' own voice: " in told and "the outlet's" not in told
    gazette = own["article-0"] + own["article-2"]
    each = f"The Gazette {gazette}, The Tide {own['article-1']} and outlet not known"
    assert f"({each} {own['article-3']})" in told
    hedges = many.hedges, many.tokens, many.attributions, many.vague_numbers, many.flags
    told = findings.hedging(*hedges, several)
    assert told.startswith("The outlets hedge at ") and ", their sources at " in told
    assert re.search(r"\(The Gazette \d+ in 1,000, The Tide \d+ in 1,000 and outlet not", told)
    for said in (findings.tone(*tables, one), findings.hedging(*hedges, one)):
        assert "outlets" not in said and "The Tide" not in said


def test_words_and_deeds_are_never_set_against_each_other():
    """Each lane has a sentence of its own; no mean, and no height of deeds, is given."""
    words, deeds, *_ = findings.escalation(MANY.acts).split("\n\n")
    assert words.startswith("Words that ") and " At most they " in words
    assert deeds.startswith("Deeds that ") and "highest" not in deeds and "words" not in deeds
    assert "mean" not in words + deeds + findings.trend(MANY.acts, MANY.articles)


def test_a_verdict_on_one_known_origin_is_called_thin():
    """Three pages of one agency are one origin, and one that is not shown is none."""
    shown, found = made_up.register(ONE)
    shown = shown.assign(decided_by="reviewer", matter="corroborated")
    pages = found.assign(stance="supports", origin="An agency", lineage="stated")
    said = claim_findings.claims(shown, pages, ONE.responses, ONE.contradictions)
    assert "Of 4 claims called corroborated, 4 rest on fewer than two known origins" in said
    pages["origin"] = [f"Agency {n}" for n in range(len(pages))]
    said = claim_findings.claims(shown, pages, ONE.responses, ONE.contradictions)
    assert "none rest on fewer" in said


def test_nobody_answers_a_claim_of_their_own():
    """An answer by the claim's own source, by name or by actor, is left out."""
    claims = frame("claims", [])
    claims = claims.reindex(range(2)).assign(
        claim_id=["c-1", "c-2"],
        quote=["the dam held", "the gate was open"],
        source=["narrator", "the mayor"],
        source_actor=["", "Ada Voss"],
    )
    given = [("c-1", "narrator", ""), ("c-2", "Voss", "Ada Voss"), ("c-2", "the union", "")]
    responses = frame("responses", []).reindex(range(3))
    responses[["claim_id", "source", "respondent_actor"]] = given
    told = claim_findings.answers(claims, responses)
    assert told[["claim", "said_by", "source"]].values.tolist() == [
        ["the gate was open", "the mayor (Ada Voss)", "the union"]
    ]


@pytest.mark.parametrize(
    ("answer", "source", "status", "who", "answered"),
    [
        ("Holt denied that it was shut", "", "denied", "nobody in the text", "Holt"),
        ("", "narrator", "unattributed", "the outlet’s own voice", ""),
        ("“That is a lie,” Holt said", "the union", "denied", "the union", "Holt"),
        (
            "Holt said no",
            "Piet Holt, who runs the dam",
            "denied",
            "Piet Holt, who runs the dam",
            "",
        ),
        ("Holt said no", "Holt's lawyer", "denied", "Holt's lawyer", "Holt"),
        ("Holt said no", "Holt Senator Ames", "denied", "Holt Senator Ames", "Holt"),
    ],
)
def test_whose_a_claim_is_and_who_answers_it(answer, source, status, who, answered):
    """What is only denied is nobody's.

    Nobody answers their own claim, under a shorter name either.
    """
    quote = "it was shut"
    at = answer.find(quote)
    claim = {
        **{"quote": quote, "source": source, "source_type": "named_person", "cue": ""},
        **{"hedges": "", "machine_status": status, "start": 50, "response_quote": answer},
        **{"response_start": 50 - at if at >= 0 else 90, "response_source": "Holt" * bool(answer)},
    }
    assert (claim_findings.teller(claim), claim_findings.answered_by(claim)) == (who, answered)
    told = "told in the outlet’s own voice (The Post)" if "outlet" in who else f"said by {who}"
    assert claim_findings.said_by(claim, "The Post").startswith(told)


def test_one_actor_has_one_name_in_lists():
    """The actor's where it is known, else the text's, without article and description."""
    told = {
        ("Mr. Holt", "Piet Holt"): "Piet Holt",
        ("the Ferry Union, which met on Monday", ""): "Ferry Union",
        ("narrator (article voice)", ""): "narrator",
        ("", ""): "nobody named",
    }
    assert [claim_findings.caller(*given) for given in told] == list(told.values())


def test_what_is_new_is_counted_by_kind():
    """Claims, figures, answers and other readings, each as a reader calls it."""
    new = pd.DataFrame({"what": ["reading", "claim", "figure", "claim"]})
    new, held = pd.DataFrame({"what": [*new.what, "figure"]}), pd.DataFrame({"claim_id": ["c-1"]})
    said = claim_findings.news(new, held)
    assert "2 claims in texts that are new or changed, 2 claims with figures in" in said
    assert said.endswith("and 1 other reading.")
    assert claim_findings.news(new[:0], held).startswith("Nothing is new")
    fresh = claim_findings.news(pd.DataFrame({"what": ["article"]}), held)
    assert fresh == (
        "Nothing is new in what is registered. Nothing is registered yet of 1 article."
    )


def test_without_a_register_nothing_is_called_new():
    """There is no earlier run to compare with, and the sentence says so."""
    assert "nothing to compare with yet" in claim_findings.news(pd.DataFrame(), pd.DataFrame())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((0, "time"), "no times"),
        ((1, "time"), "1 time"),
        ((2000, "time"), "2,000 times"),
        ((2, "claim with a figure", "claims with figures"), "2 claims with figures"),
    ],
)
def test_a_number_stands_with_its_noun(given, said):
    """One, several and none."""
    assert count(*given) == said


def test_some_of_several():
    """None of several is "none"; of a single one it is 0."""
    assert [
        part(*given) for given in ((3, 17, "deed"), (0, 17, "deed"), (0, 1, "deed"), (0, 5))
    ] == [
        "3 of 17 deeds",
        "none of 17 deeds",
        "0 of 1 deed",
        "none of 5",
    ]


def test_a_text_that_answers_nothing_has_a_table_of_answers():
    """Empty, with the columns that are asked for."""
    found = claim_findings.answers(ONE.claims, EMPTY.responses)
    assert found.empty and {"claim_id", "said_by"} <= {*found}


def test_an_article_without_an_outlet_is_no_articles_of_the_known_ones():
    """Of three articles two are of one outlet, the third is of nobody known."""
    held = pd.DataFrame({"outlet": ["The Post", "The Post", ""]})
    assert "3 articles of 1 outlet that is known and 1 without an outlet." in findings.reach(held)
    assert "2 articles of 1 outlet. They" in findings.reach(held[:2])
