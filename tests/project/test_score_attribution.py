"""The scorer of the attribution benchmark and its corpus reader, on a text of our own."""

import sys

import pytest

from analysis.paths import PROJECT

sys.path.insert(0, str(PROJECT / "benchmarks"))
import polnear
import score_attribution as scoring

TEXT = 'The mayor said the bridge was safe. "Nobody should worry," she added. It is said to leak.'


def spans(*parts):
    return [(TEXT.index(p), TEXT.index(p) + len(p)) for p in parts]


def row(source, cue, content, head=None):
    return {
        "source": spans(source) if source else [],
        "cue": spans(cue),
        "content": spans(content),
        "head": TEXT.index(head) if head else None,
    }


GOLD = [
    row("The mayor", "said", "the bridge was safe", "mayor"),
    row("she", "added", '"Nobody should worry,"', "she"),
    row("", "is said", "It"),
]


def f1_of(guess):
    counts, right = scoring.score_article(TEXT, GOLD, guess)
    return {k: round(scoring.f1(v), 1) for k, v in counts.items()}, [ok for _, ok in right]


def test_the_gold_itself_scores_full_marks():
    """Every measure is 100 when the prediction is the gold."""
    result, right = f1_of(GOLD)
    assert set(result.values()) == {100.0} and right == [True] * 3


def test_a_wrong_source_costs_only_match_with_source():
    """The content still matches; the pair with its source does not."""
    wrong = [dict(GOLD[0], source=spans("she added")), *GOLD[1:]]
    result, right = f1_of(wrong)
    assert result["match"] == result["content"] == 100.0
    assert result["match_source"] == pytest.approx(66.7) and right == [False, True, True]


def test_a_source_where_none_is_said_is_wrong():
    """Gold without a source asks for a prediction without one."""
    given = [*GOLD[:2], dict(GOLD[2], source=spans("The mayor"))]
    assert f1_of(given)[1] == [True, True, False]


def test_less_than_half_of_the_content_is_no_match():
    """Dice of the content words must reach one half."""
    short = [dict(GOLD[0], content=spans("safe")), *GOLD[1:]]
    result, _ = f1_of(short)
    assert result["match"] == pytest.approx(66.7) and result["match.direct"] == 100.0


def test_discarded_regions_count_neither_way():
    """Nothing is asked or punished inside a discarded region."""
    region = [(0, TEXT.index('"Nobody'))]
    counts, _ = scoring.score_article(TEXT, GOLD, GOLD[1:], region)
    assert scoring.f1(counts["match_source"]) == 100.0


def test_reliability_counts_every_prediction_once():
    """Bins hold all predictions, with their mean score and the share that was right."""
    bins = scoring.reliability([(0.05, False), (0.95, True), (0.95, False), (1.0, True)])
    assert [(b["bin"], b["n"], b["observed_precision"]) for b in bins] == [
        ("0.0-0.1", 1, 0.0),
        ("0.9-1.0", 3, 0.667),
    ]


def test_brat_files_are_read(tmp_path):
    """Discontinuous spans, second contents, discarded regions come out of the stand-off format."""
    file = tmp_path / "a.ann"
    file.write_text(
        "T1\tSource 0 9\tThe mayor\nT2\tCue 10 14\tsaid\nT3\tContent 15 18;26 34\tthe … was safe\n"
        "T4\tAttribution 10 14\tsaid\nT5\tDiscard 36 40\tNobo\n"
        "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
    )
    rows, discard = polnear.read_brat(file)
    assert rows == [
        {"source": [(0, 9)], "cue": [(10, 14)], "content": [(15, 18), (26, 34)]}
    ] and discard == [(36, 40)]


def test_a_missing_corpus_is_named(tmp_path):
    """Without the corpus the reader says what to point to."""
    with pytest.raises(FileNotFoundError, match="--polnear"):
        polnear.load(tmp_path, "dev")
