"""Kind of source, stance of the cue and speaker, on spans given by hand: the trained tagger has no part in these tests."""

import re

import pytest

from analysis import Article
from analysis.layers.actors.actor_list import load_actors
from analysis.layers.actors.mentions import find_mentions
from analysis.layers.attribution.source_types import describe
from analysis.text.parse import parse
from tests.cases import cases, load_cases

TYPES = {"named_official", "named_person", "institution", "media", "anonymous", "unattributed"}
STANCES = {"neutral", "factive", "distancing", "accusing", "denying", "confirming", "declining"}
MARKS = {"[": "source", "<": "cue", "{": "content"}


def read_markup(marked: str) -> tuple[str, dict[str, list]]:
    """ "[source] <cue> {content}" → plain text and the spans of each role."""
    text, spans = "", {"source": [], "cue": [], "content": []}
    for part in re.split(r"(\[[^\]]*\]|<[^>]*>|\{[^}]*\})", marked):
        if part[:1] in MARKS:
            spans[MARKS[part[0]]].append([len(text), len(text) + len(part) - 2])
            part = part[1:-1]
        text += part
    return text, spans


def describe_marked(marked: str) -> dict[str, str]:
    text, spans = read_markup(marked)
    parsed = next(parse([Article("case", text, published="2025-11-29")]))
    mentions = find_mentions(parsed, load_actors())
    return describe(parsed, mentions, spans["source"], spans["cue"], spans["content"], "indirect")


@pytest.mark.parametrize("case", cases("sources"))
def test_source_type_stance_and_speaker(case):
    """Every attribution of the case file gets its type, its stance and its speaker, or no speaker where two are possible."""
    got = describe_marked(case["text"])
    assert {k: got[k] for k in ("source_type", "stance", "speaker")} == {
        k: case[k] for k in ("source_type", "stance", "speaker")
    }, got


def test_the_cases_cover_every_value():
    """At least 120 attributions, and each type and each stance at least three times."""
    loaded = load_cases("sources")
    assert len(loaded) >= 120
    for column, values in (("source_type", TYPES), ("stance", STANCES)):
        assert all(sum(c[column] == v for c in loaded) >= 3 for v in values)
        assert {c[column] for c in loaded} == values


def test_every_decision_names_its_rule():
    """No type and no stance without the rule that decided."""
    for case in load_cases("sources"):
        got = describe_marked(case["text"])
        assert got["type_rule"] and got["stance_rule"]


def test_a_rule_names_the_line_of_the_lexicon():
    """The line behind a stance is the line of the file, counted as an editor counts."""
    from analysis.paths import LEXICONS

    rule = describe_marked("[Caracas] <denies> {it}.")["stance_rule"]
    line = int(re.search(r"line (\d+)", rule)[1])
    assert (
        (LEXICONS / "stance.csv")
        .read_text(encoding="utf-8")
        .splitlines()[line - 1]
        .startswith("=deny,denying")
    )


@pytest.mark.parametrize("spans", [[], [[0, 0]], [[3, 4]]])
def test_empty_or_blank_spans_are_no_source(spans):
    """A source span of nothing but white space or punctuation is no source, and no crash."""
    parsed = next(parse([Article("case", "“It  is over,” they say.")]))
    got = describe(parsed, [], spans, spans, [[0, 13]], "direct")
    assert (got["source_type"], got["speaker"], got["stance"]) == ("unattributed", "", "neutral")
