"""Findings in words: computed, with n and interval, small samples called small, empty tables said to be empty."""
import pytest

from analysis import findings
from tests.figures import made_up

EMPTY, ONE, MANY = made_up.notes(0, 0), made_up.notes(1, 4), made_up.notes(12, 20)


def everything(made) -> dict[str, str]:
    """Every finding in words that the tables give."""
    shown, _ = made_up.register(made)
    return {"intake": findings.intake(made.articles, made.sentences, made.flags),
            "tone": findings.tone(made.tone, made.loaded, made.acts),
            "hedging": findings.hedging(made.hedges, made.tokens, made.attributions, made.vague_numbers),
            "sources": findings.sources(made.attributions), "escalation": findings.escalation(made.acts),
            "claims": findings.claims(shown, made.responses, made.contradictions), "reach": findings.reach(made.articles),
            "trend": findings.trend(made.acts, made.articles)}


@pytest.mark.parametrize("made", [EMPTY, ONE, MANY], ids=["none", "one", "many"])
def test_every_finding_reads_well_at_any_size(made):
    """No article, one, many: whole sentences, no empty slots, no Python values."""
    for name, text in everything(made).items():
        assert text and text.rstrip("*").endswith((".", "*")), (name, text)
        assert not any(sign in text for sign in ("nan", "None", "  ", "[]", "()", "inf")), (name, text)


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
    assert "one article" in findings.reach(ONE.articles) and "12 articles" in findings.reach(MANY.articles)
    assert findings.trend(ONE.acts, ONE.articles).startswith("No trend")
    assert "mean rung" in findings.trend(MANY.acts, MANY.articles)


def test_the_sentences_behind_a_chart_are_its_rows():
    """One sentence a row, in the order of the rows, with the columns asked for."""
    table = findings.behind(ONE.hedges, ONE.sentences, "text", "category")
    assert list(table) == ["text", "category", "sentence"] and len(table) == len(ONE.hedges)
    assert table.sentence.tolist() == ONE.sentences.text.tolist()


def test_voices_get_names():
    """The outlet is called the outlet, an attribution by its speaker."""
    names = findings.voice_names(ONE.hedges.holder, ONE.attributions)
    assert names.tolist() == ["Freedonia", "the outlet", "the outlet", "the Sylvanian Ministry of War and of the Interior"]
    assert findings.terms(ONE.tone.evidence)[1] == "boiling point +0.50" and findings.terms(ONE.tone.evidence)[0] == ""
