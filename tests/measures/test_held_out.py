"""The table of held-out scores says what the results file says."""

import json

from analysis.measures.held_out import RESULTS, held_out


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
