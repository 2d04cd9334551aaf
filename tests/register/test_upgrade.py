"""A register of an earlier version is carried over.

Every change is shown, no word and no decision is lost.
"""

import csv

import pytest

from analysis import Article
from analysis.register import RegisterError, displayed, load_register, upgrade
from analysis.register.ledger import replace
from analysis.register.upgrade import _old_hash
from analysis.text.lexicon import read_rows

TEXT = (
    "The mayor said that the pier was safe. The union denies this.\n\nA crane fell. Nobody saw it."
)
OLD_CLAIMS = (
    "claim_id,n,article_id,text_sha256,quote,start,end,prefix,suffix,source,source_type,attribution,cue,hedges,"
    "claim_type,n_sources,n_independent,text_status,machine_status,rule_id,response_quote,response_start,response_end,"
    "response_source,flags,note,registered_by,registered_quote,anchor,anchor_note,last_run"
).split(",")
OLD_DECISIONS = (
    "decision_id,claim_id,status,scope,original_status,source_reliability,info_credibility,likelihood,confidence,"
    "independent_origins,event_date,reviewer,date,reason,evidence_ids,withdraws,seen_basis_hash"
).split(",")
WORDS = [
    (r["old_status"], r["old_scope"]) for _, r in read_rows("old_statuses.csv", ("old_status",))
]


@pytest.fixture
def article():
    return Article("pier", TEXT)


@pytest.fixture
def old(tmp_path, article):
    """A case with a register of version 0.1.

    A decision by every old word, one withdrawn, one on other words.
    """
    (tmp_path / "pier.txt").write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "register"
    folder.mkdir()
    claims, decisions = [], []
    for i, (status, scope) in enumerate(WORDS):
        quote = "the pier was safe"
        claim = dict.fromkeys(OLD_CLAIMS, "") | {
            "claim_id": f"c-{i}",
            "n": i,
            "article_id": "pier",
            "text_sha256": article.sha256,
            "quote": quote,
            "start": TEXT.index(quote),
            "end": TEXT.index(quote) + len(quote),
            "n_sources": 1,
            "n_independent": 1,
            "text_status": "unverified",
            "machine_status": "corroborated",
            "response_quote": "The union denies this",
            "response_start": TEXT.index("The union"),
            "response_end": TEXT.index(".\n"),
            "registered_by": "desk",
            "registered_quote": quote,
            "anchor": "exact",
        }
        claims.append(claim)
        decisions.append(
            dict.fromkeys(OLD_DECISIONS, "")
            | {
                "decision_id": f"d-{i}",
                "claim_id": f"c-{i}",
                "status": status,
                "scope": scope,
                "reviewer": "desk",
                "date": "2026-11-22",
                "reason": f"reason {i}, “quoted”\nsecond line",
                "confidence": "low",
                "seen_basis_hash": _old_hash({k: str(v) for k, v in claim.items()}),
            }
        )
    decisions[1]["seen_basis_hash"] = "0" * 16
    decisions.append(
        decisions[2] | {"decision_id": "d-w", "status": "", "scope": "", "withdraws": "d-2"}
    )
    replace(folder / "claims.csv", tuple(OLD_CLAIMS), claims)
    replace(folder / "decisions.csv", tuple(OLD_DECISIONS), decisions)
    return folder


def test_every_old_word_is_carried_over_and_nothing_is_lost(old, article):
    """Each decision has two answers and its old word; reasons and dates are as they were.

    Unchanged words stay fresh.
    """
    with pytest.raises(RegisterError, match="upgrade --case FOLDER"):
        load_register(old)
    changes = upgrade(old, [article])
    register = load_register(old)
    rows = register.decisions.set_index("decision_id")
    assert len(rows) == len(WORDS) + 1 and (rows["saying"] == "").sum() == 1
    assert [
        tuple(rows.loc[f"d-{i}", ["old_status", "old_scope"]]) for i in range(len(WORDS))
    ] == WORDS
    assert all(rows.loc[f"d-{i}", "reason"].startswith(f"reason {i}, “") for i in range(len(WORDS)))
    looked_into = rows[rows["old_status"] == "unverified"]
    assert set(looked_into["matter"]) <= {"not_assessed"}  # the word says of no evidence
    stale = displayed(register).set_index("claim_id")["stale"]
    assert stale["c-1"] and not stale.drop("c-1").any()
    assert set(register.claims["text_status"]) == {"hinted"}
    assert set(register.claims["machine_status"]) == {"several_sources"}
    assert {"saying", "matter", "seen_basis_hash", "text_status"} <= set(changes["column"])
    before = [(old / f"{name}.csv").read_bytes() for name in ("claims", "decisions")]
    assert upgrade(old, [article]).empty
    assert before == [(old / f"{name}.csv").read_bytes() for name in ("claims", "decisions")]


def test_without_the_texts_it_can_be_run_again(old, article):
    """No text at hand: nothing is called stale for that; with the text the hashes follow."""
    upgrade(old)
    assert not displayed(load_register(old))["stale"].any()
    assert set(upgrade(old, [article])["column"]) == {"basis_hash", "seen_basis_hash"}
    assert displayed(load_register(old))["stale"].sum() == 1


@pytest.mark.parametrize(
    ("file", "column", "value", "says"),
    [
        ("decisions", "status", "true", "old status 'true'"),
        ("claims", "extra", "x", "no version had"),
        ("decisions", "reviewer", "the program", "no person's name"),
    ],
)
def test_what_no_version_had_is_refused_and_nothing_is_written(
    old, article, file, column, value, says
):
    """An unknown word or column is named; a column that would be dropped stops the upgrade."""
    path = old / f"{file}.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    rows[0][column] = value
    for row in rows:
        row.setdefault(column, "")
    replace(path, tuple(rows[0]), rows)
    before = path.read_bytes()
    with pytest.raises(RegisterError, match=says):
        upgrade(old, [article])
    assert path.read_bytes() == before
