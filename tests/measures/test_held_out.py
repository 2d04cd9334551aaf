"""The table of held-out scores says what the results file says."""

import json

import pandas as pd

from analysis import trust_findings
from analysis.measures.held_out import RESULTS, by_question, held_out
from analysis.measures.scores import known_failures


def test_every_number_is_that_of_the_file():
    """Claims and acts of each set, in percent, with the cases they rest on."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    table = held_out().set_index(["question", "articles"])
    for name, scores in results.items():
        if name == "two readers":
            continue
        row = table.loc[("Claims found (F1)", f"{name} ({scores['articles']})")]
        found = scores["claims"]["f1_dice"]
        assert row.value == 100 * found["f1"] and row.n == found["a"]
        assert row.low <= row.value <= row.high
        triples = table.loc[("Acts: who did what to whom, all right", row.name[1])]
        assert triples.value == 100 * scores["triples"]["share"]


def test_no_file_gives_no_rows(tmp_path):
    """Without results the table is empty and has its columns."""
    empty = held_out(tmp_path / "none.json")
    assert empty.empty and "value" in empty


def test_the_table_as_it_is_read_loses_nothing():
    """One row a question, each set's value, interval and cases in one cell."""
    results, read = held_out(), by_question(held_out())
    assert read.question.tolist() == results.question.unique().tolist()
    for row in results.itertuples():
        cell = read.set_index("question").loc[row.question, row.articles]
        assert cell.startswith(f"{row.value:.0f}") and cell.endswith(f"n {row.n}")
    assert by_question(results[:0]).empty


def test_what_to_rely_on_goes_by_the_worst_real_result():
    """Invented articles, easier or not, decide nothing."""
    results = held_out()
    said = trust_findings.trust(results).split("\n\n")
    real = results[~results.articles.str.startswith("invented")]
    worst = real.groupby("question").value.min()
    assert all(f"{worst[q]:.0f} %" in "".join(said[:-1]) for q in worst.index)
    good = said[0].removeprefix("Good enough to count: ").rstrip(".").split("; ")
    assert len(good) == (worst >= 80).sum() and said[1].startswith("To be checked")
    assert trust_findings.trust(results[:0]).startswith("No results")


def test_known_failures_are_told_in_sentences():
    """A paragraph a layer: cells of acts counted by what is wrong, other reasons as they stand."""
    rows = [
        ("acts", "another number of acts: adds raid", 9),
        ("acts", "another number of acts: adds siege, misses took", 9),
        ("acts", "the heads give target '' for 'depot', plover 'PROTEST' for 'ASSAULT'", 9),
        ("tone", "TextBlob knows no 'war'", 3),
        ("tone", "TextBlob knows no 'war'", 3),
    ]
    said = trust_findings.known(pd.DataFrame(rows, columns=["layer", "what goes wrong", "of"]))
    assert said.split("\n\n") == [
        "Acts: wrong in 3 of 9 test sentences. The program gives an act that is none (2), no act "
        "where there is one (1), a wrong target (1) and a wrong kind of act (1).",
        "Tone: wrong in 2 of 3 test sentences. TextBlob knows no 'war'.",
    ]
    shipped = known_failures()
    assert len(trust_findings.known(shipped).split("\n\n")) == shipped.layer.nunique() > 3
    assert trust_findings.known(shipped[:0]).startswith("No list")
