"""Agreement on spans: F1 one to one, and Krippendorff's alpha for unitising."""

import numpy as np
import pandas as pd
import pytest

from analysis.register.agreement import span_agreement, unitising_alpha


def spans(*rows: tuple[int, int], kind: str = "claim", article: str = "a") -> pd.DataFrame:
    columns = ["article_id", "start", "end", "kind"]
    return pd.DataFrame([(article, a, b, kind) for a, b in rows], columns=columns)


def test_the_same_spans_agree_and_others_do_not():
    """1 for the same, less for near ones, below 0 for none in common."""
    got = [
        span_agreement(spans((2, 6), (10, 20)), other, {"a": 60}).iloc[0]
        for other in (spans((2, 6), (10, 20)), spans((2, 7), (10, 20)), spans((30, 40)))
    ]
    assert [round(r["exact_f1"], 3) for r in got] == [1.0, 0.5, 0.0]
    assert [round(r["overlap_f1"], 3) for r in got] == [1.0, 1.0, 0.0]
    assert got[0]["alpha"] == 1.0 and 0.9 < got[1]["alpha"] < 1.0 and got[2]["alpha"] < 0


def test_kinds_and_articles_are_told_apart():
    """The same place under another kind or in another article is no agreement.

    A row for all stands last.
    """
    one = pd.concat([spans((2, 6)), spans((8, 12), kind="act")])
    other = pd.concat([spans((2, 6), kind="act"), spans((8, 12), kind="act", article="b")])
    got = span_agreement(one, other, {"a": 20, "b": 20}).set_index("kind")
    assert list(got.index) == ["act", "claim", ""] and (got["exact_f1"] == 0).all()


def test_nothing_marked_has_no_number():
    """No span, no alpha."""
    got = span_agreement(spans(), spans(), {"a": 10})
    assert got["n_one"].tolist() == [0] and got[["exact_f1", "alpha"]].isna().all().all()
    assert np.isnan(unitising_alpha([[], []], 10))


def test_chance_is_nought():
    """Units of random place and length on a long text: alpha is 0 on the average."""
    random = np.random.default_rng(3)

    def reader() -> list[tuple[int, int]]:
        starts = np.sort(random.choice(60, 6, replace=False)) * 50
        return [(int(s), int(s) + int(random.integers(5, 40))) for s in starts]

    found = [unitising_alpha([reader(), reader()], 3000) for _ in range(300)]
    assert np.mean(found) == pytest.approx(0, abs=0.05)
