"""A decision is stale when the sense of its words changed, and only then.

An anchor never takes a lookalike.
"""

import textwrap
import unicodedata
from dataclasses import replace

import pandas as pd
import pytest

from analysis import Article
from analysis.register import add_decision, displayed, load_register, merge
from analysis.register.basis import plain, sentences
from tests.cases import load_cases
from tests.register.test_register import machine_claims

LOADED = load_cases("stale")
TEXTS = {case["id"]: case["text"] for case in LOADED if "claim" not in case}
CASES = [case for case in LOADED if "claim" in case]
TEXT = TEXTS["text"]
NOTHING = pd.DataFrame(columns=["article_id"])


def after(folder, before: str, now: str, claim: str, answer: str = "") -> pd.Series:
    """A claim that Ana decided on in one text, as the register shows it in another."""
    article = Article("port", before)
    register = merge(
        load_register(folder), machine_claims(article, claim, response=answer), [article]
    )
    cid = register.claims["claim_id"][0]
    register = add_decision(register, cid, "faithful", "disputed", reviewer="Ana", reason="looked")
    assert not displayed(register)["stale"].any()
    return displayed(merge(register, NOTHING, [Article("port", now)])).iloc[0]


def edited(text: str, old: str, new: str) -> str:
    """With words on top, at the end or instead of others, in another form, in shorter lines."""
    if old == "wrap":
        return "\n".join(textwrap.fill(line, int(new)) for line in text.split("\n"))
    if old in ("NFC", "NFD"):
        return unicodedata.normalize(old, text)
    return {"^": new + text, "$": text + new}.get(old, text.replace(old, new))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_an_edit_makes_a_decision_stale_when_it_changes_the_sense(case, tmp_path):
    """Those that change the sense, all; those that do not, none."""
    text = TEXTS[case.get("text", "text")]
    now = edited(text, case["old"], case["new"])
    if case["old"] == "NFC":  # what is written is so already
        text, now = unicodedata.normalize("NFD", text), text
        case = case | {"claim": unicodedata.normalize("NFD", case["claim"])}
    shown = after(tmp_path / "r", text, now, case["claim"], case["answer"])
    assert now != text and shown["stale"] == case["stale"], case["why"]


def test_there_are_forty_of_each_and_more():
    """The two numbers that were asked for, and more."""
    assert min(sum(c["stale"] is s for c in CASES) for s in (True, False)) >= 65


@pytest.mark.parametrize("place", ["in place", "elsewhere"])
def test_the_same_words_of_another_go_to_review(place, tmp_path):
    """The old sentence is gone; the same words with another name stand there or elsewhere."""
    before = (
        "Scores\n\nTeam Alpha reported that the net was torn in the second half. The crowd left."
    )
    now = before.replace("Team Alpha", "Team Beta")
    if place == "elsewhere":
        now = now.replace("Scores", "Scores\n\nRain fell all day.\n\nThe gates opened late")
    shown = after(tmp_path / "r", before, now, "the net was torn in the second half")
    assert (shown["anchor"], shown["start"], shown["stale"]) == ("review", -1, True)


def test_a_raised_figure_is_another_sign():
    """8³ is not 83, ½ is not 1/2; ligatures and full-width letters are typesetting."""
    assert plain("8³") != plain("83") and plain("1½") != plain("11/2")
    assert plain("ﬁre at １２") == plain("fire at 12")


def test_a_title_or_an_initial_ends_no_sentence():
    """Mr. and J. stand inside a sentence; a mark after the stop belongs to it."""
    text = "“Mr. J. Ames left.” He was asked why. No answer came"
    assert [text[a:b].strip() for a, b in sentences(text)] == [
        "“Mr. J. Ames left.”",
        "He was asked why.",
        "No answer came",
    ]


def test_a_renamed_article_keeps_its_decisions_and_says_so(tmp_path):
    """The same text under another id.

    Claims and decisions are found by its hash, with a warning.
    """
    article = Article("port", TEXT)
    claim = CASES[0]["claim"]
    register = merge(load_register(tmp_path / "r"), machine_claims(article, claim), [article])
    register = add_decision(
        register, register.claims["claim_id"][0], "faithful", "disputed", reviewer="Ana", reason="x"
    )
    renamed = replace(article, article_id="harbour")
    with pytest.warns(UserWarning, match="article port has the very text of harbour"):
        found = merge(load_register(tmp_path / "r"), machine_claims(renamed, claim), [renamed])
    shown = displayed(found)
    assert shown[["article_id", "matter", "stale"]].values.tolist() == [
        ["harbour", "disputed", False]
    ]
    assert "port" in found.claims["anchor_note"][0] and found.repairs
