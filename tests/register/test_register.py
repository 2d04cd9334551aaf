"""The register keeps every decision.

Through edits of the text, two writers at once, a kill in the middle.
"""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import Article
from analysis.layers.claims.ids import norm
from analysis.paths import PROJECT, REGISTER
from analysis.register import (
    RegisterError,
    add_decision,
    add_evidence,
    adjudicate,
    conflicting,
    displayed,
    last_run,
    ledger,
    load_register,
    merge,
    new_since,
    safe_url,
    standing,
    undo,
    update,
    values,
)
from analysis.register.checks import whole
from analysis.register.columns import CLAIMS, DECISIONS, EVIDENCE

TEXT = (
    "Harbour talks\n\nThe ministry said that 40 ships were waiting outside Portville. “Nobody was hurt,” the mayor said.\n\n"
    "The union denies this. Two officials reported that the crane had failed before noon."
)


def machine_claims(
    article: Article, *quotes: str, status: str = "asserted", response: str = ""
) -> pd.DataFrame:
    """Rows as the claims layer makes them, for these quotations."""
    rows = []
    for n, quote in enumerate(quotes, 1):
        start = article.text.index(quote)
        rows.append(
            {
                "claim_id": f"c-{norm(quote)[:6].replace(' ', '_')}",
                "n": n,
                "article_id": article.article_id,
                "text_sha256": article.sha256,
                "quote": quote,
                "start": start,
                "end": start + len(quote),
                "prefix": "",
                "suffix": "",
                "source": "the ministry",
                "source_type": "institution",
                "attribution": "indirect",
                "cue": "said",
                "hedges": "",
                "claim_type": "figure",
                "n_sources": 1,
                "n_independent": 1,
                "machine_status": status,
                "rule_id": "8",
                "response_quote": response,
                "response_start": article.text.index(response) if response else -1,
                "response_end": article.text.index(response) + len(response) if response else -1,
                "response_source": "the union" if response else "",
                "flags": "",
            }
        )
    return pd.DataFrame(rows)


SHIPS, CRANE = "40 ships were waiting outside Portville", "the crane had failed before noon"


@pytest.fixture
def article() -> Article:
    return Article("port", TEXT)


@pytest.fixture
def register(tmp_path, article):
    """A register on disk with two machine claims."""
    return update(machine_claims(article, SHIPS, CRANE), [article], tmp_path / "register")


@pytest.fixture
def desk(tmp_path):
    """A copy of the register that the project ships."""
    shutil.copytree(REGISTER, tmp_path / "desk", ignore=shutil.ignore_patterns(".*"))
    return tmp_path / "desk"


# --- the rows the project ships ------------------------------------------------------------------------------------------


def test_the_desks_register_is_valid_and_complete():
    """30 claims, 30 decisions of the desk, 110 findings.

    Every claim is decided and no decision is stale.
    """
    register = load_register()
    desk = register.claims[register.claims["registered_by"] == "desk"]
    decisions = register.decisions[register.decisions["reviewer"] == "desk"]
    assert (
        len(desk),
        len(decisions),
        len(register.evidence[register.evidence["added_by"] == "desk"]),
    ) == (30, 30, 110)
    shown = displayed(register).set_index("claim_id").loc[desk["claim_id"]]
    assert (shown["decided_by"] == "reviewer").all() and not shown.loc[
        shown["reviewer"] == "desk", "stale"
    ].any()
    assert set(decisions["date"]) == {"2026-11-22"}


def test_the_desks_claims_stand_in_the_article():
    """Every registered span and response span covers exactly the registered words of the untouched text."""
    text = (PROJECT / "seeds" / "000_ebbbdd795c293d6c.txt").read_bytes().decode("utf-8")
    claims = load_register().claims
    for row in claims[claims["registered_by"] == "desk"].to_dict("records"):
        assert text[row["start"] : row["end"]] == row["quote"]
        assert text[: row["start"]].endswith(row["prefix"]) and text[row["end"] :].startswith(
            row["suffix"]
        )
        if row["response_quote"]:
            assert text[row["response_start"] : row["response_end"]] == row["response_quote"]


def test_the_desks_own_words_are_kept_beside_the_answers():
    """What earlier versions held of each decision stands in the row.

    No word of the desk's was lost in carrying it over.
    """
    decisions = load_register().decisions
    decisions = decisions[decisions["reviewer"] == "desk"]
    supported = decisions[decisions["original_status"] == "supported"]
    assert len(supported) == 4 and set(supported["old_scope"]) == {"part"}
    assert set(supported["matter"]) == {"in_part"}
    same = decisions[~decisions["original_status"].isin({"supported", "contradicted", ""})]
    assert (same["old_status"] == same["original_status"]).all()


def test_marks_of_unknown_origin_are_kept():
    """A finding whose origin reads "inferred", "not shown" or "not independent" has that lineage."""
    evidence = load_register().evidence
    evidence = evidence[evidence["added_by"] == "desk"]
    for mark in ("inferred", "not shown", "not independent"):
        marked = evidence[evidence["origin"].str.contains(mark)]
        assert len(marked) and set(marked["lineage"]) == {mark}


def test_files_round_trip_byte_for_byte(desk):
    """Reading and writing the shipped files changes no byte, so that `git diff` shows what a person did and nothing else."""
    for name, columns in (("claims", CLAIMS), ("decisions", DECISIONS), ("evidence", EVIDENCE)):
        before = (desk / f"{name}.csv").read_bytes()
        rows, _ = ledger.read(desk / f"{name}.csv", columns)
        ledger.replace(desk / f"{name}.csv", columns, [row for _, row in rows])
        assert (desk / f"{name}.csv").read_bytes() == before
        assert b"\r" not in before and before.count(b"\n") == len(rows) + 1


@given(
    st.lists(
        st.text(alphabet=st.characters(codec=None), max_size=30),
        min_size=len(EVIDENCE),
        max_size=len(EVIDENCE),
    )
)
def test_any_text_round_trips_on_one_line(tmp_path_factory, fields):
    """Line breaks, commas, quotes, backslashes, null bytes.

    One line in the file, the same text back; half characters
    are named with file and line."""
    path = tmp_path_factory.mktemp("ledger") / "evidence.csv"
    row = dict(zip(EVIDENCE, fields, strict=True))
    ledger.append(path, EVIDENCE, row)
    assert path.read_bytes().count(b"\n") == 2
    if any(ledger.HALF.search(field) for field in fields):
        with pytest.raises(RegisterError, match="evidence.csv, line 2: .* half a character"):
            ledger.read(path, EVIDENCE)
    else:
        assert ledger.read(path, EVIDENCE) == ([(2, row)], "")


# --- deciding ------------------------------------------------------------------------------------------------------------


def test_reviewers_who_differ_are_in_conflict_until_somebody_adjudicates(register):
    """The machine's reading, one reviewer's answers, two that differ on the matter, an adjudication, a change of mind."""
    cid = register.claims["claim_id"][0]

    def shown():
        row = displayed(load_register(register.path)).set_index("claim_id").loc[cid]
        return row[
            ["saying", "matter", "decided_by", "reviewers", "conflict", "adjudicated"]
        ].tolist()

    assert shown() == ["", "", "machine", "", False, False]
    register = add_decision(register, cid, "faithful", "disputed", reviewer="Ana", reason="one")
    assert shown() == ["faithful", "disputed", "reviewer", "Ana", False, False]
    register = add_decision(
        register, cid, "faithful", "corroborated", reviewer="Bo", reason="log", confidence="high"
    )
    assert shown() == ["faithful", "in_conflict", "reviewer", "Ana; Bo", True, False]
    assert conflicting(register, cid)["reviewer"].tolist() == ["Ana", "Bo"]
    register = adjudicate(
        register, cid, "faithful", "in_part", reviewer="Cy", reason="both weighed"
    )
    assert shown() == ["faithful", "in_part", "reviewer", "Ana; Bo; Cy", False, True]
    with pytest.raises(RegisterError, match="do not differ"):
        adjudicate(register, cid, "faithful", "in_part", reviewer="Cy", reason="again")
    register = add_decision(register, cid, "faithful", "refuted", reviewer="Ana", reason="new page")
    assert shown() == ["faithful", "in_conflict", "reviewer", "Bo; Cy; Ana", True, False]
    register = undo(register, "Ana")
    assert shown()[1] == "in_part"


def test_one_of_the_two_can_end_a_conflict_by_agreeing(register):
    """Who comes round to the other's answers needs no adjudication."""
    cid = register.claims["claim_id"][0]
    for who, matter in (("Ana", "disputed"), ("Bo", "refuted"), ("Ana", "refuted")):
        register = add_decision(register, cid, "faithful", matter, reviewer=who, reason="x")
    assert displayed(register)[["matter", "conflict"]].iloc[0].tolist() == ["refuted", False]


def test_the_newest_decision_is_told_by_its_date(register):
    """A decision of an earlier day that is written later does not replace a later one."""
    cid = register.claims["claim_id"][0]
    for date, matter in (
        ("2026-03-02T10:00:00+02:00", "refuted"),
        ("2026-03-02T08:30:00", "disputed"),
        ("2026-03-01", "corroborated"),
    ):
        register = add_decision(
            register, cid, "faithful", matter, reviewer="Ana", reason="x", date=date
        )
    assert displayed(register)["matter"][0] == "disputed"


def test_undo_adds_a_row_and_brings_back_what_was_shown_before(register):
    """Withdrawing keeps every row in the file.

    The status falls back to the decision before, then to the machine's.
    """
    cid = register.claims["claim_id"][0]
    register = add_decision(register, cid, "faithful", "disputed", reviewer="Ana", reason="one")
    register = add_decision(register, cid, "faithful", "refuted", reviewer="Ana", reason="two")
    before = (register.path / "decisions.csv").read_bytes()
    register = undo(register, "Ana")
    assert displayed(register).set_index("claim_id").loc[cid, "matter"] == "disputed"
    register = undo(register, "Ana")
    assert displayed(register).set_index("claim_id").loc[cid, "decided_by"] == "machine"
    after = (register.path / "decisions.csv").read_bytes()
    assert (
        after.startswith(before)
        and len(register.decisions) == 4
        and standing(register.decisions).empty
    )


def test_one_undoes_only_ones_own(register):
    """A reviewer cannot withdraw what another decided."""
    register = add_decision(
        register,
        register.claims["claim_id"][0],
        "faithful",
        "disputed",
        reviewer="Ana",
        reason="one",
    )
    with pytest.raises(RegisterError, match="only one's own"):
        undo(register, "Bo")


@pytest.mark.parametrize(
    "wrong",
    [
        {"saying": "true"},
        {"matter": "verified"},
        {"reviewer": "Sources Say"},
        {"reviewer": "The Machine"},
        {"reason": "half \ud83d"},
        {"saying": ""},
        {"matter": ""},
        {"reviewer": " "},
        {"reason": ""},
        {"likelihood": "maybe"},
        {"confidence": "sure"},
        {"source_reliability": "G"},
        {"info_credibility": "0"},
        {"evidence_ids": ["e-none"]},
        {"independent_origins": "few"},
        {"event_date": "last week"},
        {"adjudicates": ["d-none"]},
        {"date": "yesterday"},
        {"date": "2999-01-01"},
        {"event_date": "2031-13-45"},
        {"event_date": "2031-02-01/2031-02-30"},
        {"saying": None},
        {"reviewer": None},
    ],
)
def test_a_decision_with_a_wrong_field_is_refused_and_nothing_is_written(register, wrong):
    """Every scale is checked before anything reaches the disk; name and reason are required."""
    good = {"saying": "faithful", "matter": "disputed", "reviewer": "Ana", "reason": "because"}
    with pytest.raises(RegisterError, match="not saved"):
        add_decision(register, register.claims["claim_id"][0], **{**good, **wrong})
    assert not (register.path / "decisions.csv").exists()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://host/x",
        "http://",
        "https://a b",
        "data:text/html,x",
        "//host/x",
        'https://host/"onclick="x',
        "https://host/<b>",
    ],
)
def test_only_plain_web_links_become_evidence(register, url):
    """A link that is not http(s), or would break out of an attribute, is refused."""
    with pytest.raises(RegisterError, match="http"):
        add_evidence(
            register,
            register.claims["claim_id"][0],
            "supports",
            "It says so",
            added_by="Ana",
            url=url,
        )
    assert not safe_url(url) and not (register.path / "evidence.csv").exists()


def test_evidence_without_an_origin_counts_as_not_shown(register):
    """Unknown lineage is written as unknown."""
    register = add_evidence(
        register,
        register.claims["claim_id"][0],
        "supports",
        "It says so",
        added_by="Ana",
        url="https://example.org/a?b=1",
    )
    assert register.evidence["lineage"].tolist() == ["not shown"]
    assert displayed(register)["supports"].tolist() == [1, 0]


def test_the_machine_has_no_value_of_a_persons_answers():
    """What the text says of a claim is ten words.

    Neither answer of a person is among its columns.
    """
    assert len(values("text_status")) == 10
    assert set(values("text_status")) & set(values("saying")) == set()
    assert set(values("text_status")) & set(values("matter")) == {"disputed"}


@pytest.mark.parametrize("status", ["verified", "corroborated", "refuted", "faithful"])
@pytest.mark.parametrize("take_in", [merge, update])
def test_no_table_handed_over_can_decide(register, article, status, take_in):
    """A run whose table holds a person's word is refused whole.

    Person's columns in it are left aside.
    """
    target = register if take_in is merge else None
    call = (
        (lambda t: merge(target, t, [article]))
        if target
        else (lambda t: update(t, [article], register.path))
    )
    with pytest.raises(RegisterError, match="none that a machine may give"):
        call(machine_claims(article, SHIPS, status=status))
    sly = machine_claims(article, "Nobody was hurt").assign(
        text_status="denied", note="checked", registered_by="Ana", saying="faithful"
    )
    row = call(sly).claims.set_index("quote").loc["Nobody was hurt"]
    assert row[["text_status", "note", "registered_by"]].tolist() == ["", "", "machine"]


# --- runs of the machine, edits of the text -------------------------------------------------------------------------------


def test_a_second_run_keeps_ids_and_adds_only_what_is_new(register, article):
    """The same run again changes nothing; a claim more gets a row at the end."""
    again = merge(register, machine_claims(article, SHIPS, CRANE), [article])
    pd.testing.assert_frame_equal(
        again.claims.drop(columns="last_run"), register.claims.drop(columns="last_run")
    )
    more = merge(register, machine_claims(article, SHIPS, "Nobody was hurt", CRANE), [article])
    assert more.claims["quote"].tolist() == [SHIPS, CRANE, "Nobody was hurt"]


def test_a_shifted_span_keeps_the_id_and_the_span_that_was_registered(register, article):
    """A run that cuts the claim a little differently is the same claim by overlap."""
    again = merge(register, machine_claims(article, "that " + SHIPS, status="disputed"), [article])
    assert again.claims["claim_id"].tolist() == register.claims["claim_id"].tolist()
    assert again.claims["quote"][0] == SHIPS and again.claims["machine_status"][0] == "disputed"


def test_claims_that_a_run_does_not_find_stay(register, article):
    """Ids are never deleted: the row stays and says that the last run did not find it."""
    again = update(machine_claims(article, SHIPS), [article], register.path)
    assert again.claims["last_run"].tolist() == ["found", "not found"]
    assert len(load_register(register.path).claims) == 2


def test_a_persons_description_is_not_overwritten_by_the_machine(desk):
    """The desk's source and reading of the text stay.

    The machine's status stands in its own column.
    """
    register = load_register(desk)
    row = register.claims.iloc[18].to_dict()
    article = Article(
        row["article_id"],
        (PROJECT / "seeds" / f"{row['article_id']}.txt").read_bytes().decode("utf-8"),
    )
    merged = merge(
        register, machine_claims(article, row["quote"], status="hinted"), [article]
    ).claims
    now = merged[merged["claim_id"] == row["claim_id"]].iloc[0]
    assert (now["source"], now["text_status"], now["machine_status"]) == (
        row["source"],
        row["text_status"],
        "hinted",
    )
    assert len(merged) == 30


def test_an_edited_text_moves_spans_and_keeps_decisions_fresh(register, article):
    """New paragraph on top, straightened quotation marks, CRLF.

    Found again, not stale, offsets exact.
    """
    register = add_decision(
        register, register.claims["claim_id"][0], "faithful", "disputed", reviewer="Ana", reason="x"
    )
    edited = Article(
        "port", ("Update.\n\n" + TEXT).replace("“", '"').replace("”", '"').replace("\n", "\r\n")
    )
    again = merge(register, machine_claims(edited, SHIPS, CRANE), [edited])
    for row in again.claims.to_dict("records"):
        assert row["anchor"] == "moved" and edited.text[row["start"] : row["end"]] == row["quote"]
    assert not displayed(again)["stale"].any() and len(again.claims) == 2


def test_a_changed_number_goes_to_review_and_the_decision_is_stale(register, article):
    """ "40 ships" that became "41 ships" is another claim.

    The old one is shown for review with the new wording beside it.
    """
    cid = register.claims["claim_id"][0]
    register = add_decision(
        register, cid, "faithful", "corroborated", reviewer="Ana", reason="counted"
    )
    edited = Article("port", TEXT.replace("40 ships", "41 ships"))
    again = merge(register, machine_claims(edited, SHIPS.replace("40", "41"), CRANE), [edited])
    shown = displayed(again).set_index("claim_id").loc[cid]
    assert shown[["matter", "anchor", "stale"]].tolist() == ["corroborated", "review", True]
    assert (
        "41 ships" in again.claims.set_index("claim_id").loc[cid, "anchor_note"]
        and len(again.claims) == 3
    )


def test_a_mended_slip_moves_the_claim_and_shows_the_decision_as_stale(tmp_path):
    """The span follows the mended words; a decision on the old wording is stale, not dropped."""
    old, new = "40 ships were wating outside Portville", SHIPS
    article = Article("port", TEXT.replace(new, old))
    register = update(machine_claims(article, old), [article], tmp_path / "r")
    register = add_decision(
        register,
        register.claims["claim_id"][0],
        "faithful",
        "corroborated",
        reviewer="Ana",
        reason="counted",
    )
    again = merge(register, machine_claims(Article("port", TEXT), new), [Article("port", TEXT)])
    row = again.claims.iloc[0]
    assert (row["quote"], row["registered_quote"], row["anchor"], len(again.claims)) == (
        new,
        old,
        "edited",
        1,
    )
    assert displayed(again)["stale"].tolist() == [True]


def test_deleted_text_leaves_an_orphan(register, article):
    """The claim and its decision stay visible, without a span.

    When the text comes back, so does the span.
    """
    register = add_decision(
        register,
        register.claims["claim_id"][1],
        "faithful",
        "corroborated",
        reviewer="Ana",
        reason="x",
    )
    cut = Article("port", TEXT[: TEXT.index(" Two officials")])
    gone = update(machine_claims(cut, SHIPS), [cut], register.path)
    row = gone.claims.iloc[1]
    assert (row["anchor"], row["start"], row["quote"]) == ("orphan", -1, CRANE)
    assert displayed(gone)[["matter", "stale"]].iloc[1].tolist() == ["corroborated", True]
    back = update(machine_claims(article, SHIPS, CRANE), [article], register.path)
    assert back.claims["start"][1] == TEXT.index(CRANE) and not displayed(back)["stale"].any()


def test_a_retrained_model_makes_no_decision_stale(tmp_path, article):
    """The same words read otherwise (no answer found, another source) raise a flag of their own.

    What the reviewer saw
    stays on the card."""
    register = update(
        machine_claims(article, SHIPS, response="The union denies this"), [article], tmp_path / "r"
    )
    cid = register.claims["claim_id"][0]
    register = add_decision(register, cid, "faithful", "disputed", reviewer="Ana", reason="x")
    assert not displayed(
        merge(register, machine_claims(article, SHIPS, response="The union denies this"), [article])
    )["read_differently"].any()
    again = merge(register, machine_claims(article, SHIPS).assign(source="a clerk"), [article])
    shown = displayed(again).iloc[0]
    assert (shown["stale"], shown["read_differently"], shown["source"]) == (
        False,
        True,
        "the ministry",
    )
    assert again.claims["response_quote"][0] == "The union denies this"
    again = add_decision(again, cid, "faithful", "disputed", reviewer="Ana", reason="seen again")
    assert not displayed(again)["read_differently"].any()


def test_an_answer_gone_from_the_text_makes_the_decision_stale(tmp_path, article):
    """The reviewer saw claim and answer; a text without the answer is another basis."""
    register = update(
        machine_claims(article, SHIPS, response="The union denies this"), [article], tmp_path / "r"
    )
    cid = register.claims["claim_id"][0]
    register = add_decision(register, cid, "faithful", "disputed", reviewer="Ana", reason="x")
    edited = Article("port", TEXT.replace("The union denies this", "The union was asked"))
    assert displayed(merge(register, machine_claims(edited, SHIPS), [edited]))["stale"][0]


def test_a_lookalike_does_not_take_over_the_claim(register, article):
    """The same words put on top in another passage.

    The registered claim stays where it was, the other gets an id of its own.
    """
    edited = Article("port", f"Rumours had it that {SHIPS}, which nobody checked.\n\n" + TEXT)
    claims = machine_claims(edited, SHIPS, CRANE)
    again = merge(register, claims, [edited])
    rows = again.claims.set_index("claim_id")
    cid = register.claims["claim_id"][0]
    assert rows.loc[cid, "start"] == edited.text.rindex(SHIPS) and rows.loc[
        f"{cid}-2", "start"
    ] == edited.text.index(SHIPS)


@settings(max_examples=25)
@given(st.text(alphabet="ab \n", max_size=40), st.text(alphabet="ab \n", max_size=40))
def test_stored_offsets_always_cover_the_stored_words(tmp_path_factory, before, after):
    """Whatever is put around or into the text.

    Text[start:end] == quote, or the claim has no span.
    """
    article = Article("port", TEXT)
    register = merge(
        load_register(tmp_path_factory.mktemp("r")),
        machine_claims(article, SHIPS, CRANE),
        [article],
    )
    edited = Article("port", before + TEXT.replace(" Two", after + "Two") + after)
    for row in merge(register, pd.DataFrame(columns=["article_id"]), [edited]).claims.to_dict(
        "records"
    ):
        assert (
            row["start"] == -1
            if row["anchor"] in ("review", "orphan")
            else edited.text[row["start"] : row["end"]] == row["quote"]
        )


# --- errors --------------------------------------------------------------------------------------------------------------


def break_line(path: Path, number: int, old: str, new: str) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    assert old in lines[number - 1]
    lines[number - 1] = lines[number - 1].replace(old, new, 1)
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "line", "old", "new", "says"),
    [
        ("decisions", 3, "mistranslated", "mistranlated", "is not one of"),
        ("decisions", 4, "c-hvgqyea6", "c-none", "not in claims.csv"),
        ("decisions", 5, "desk,2026-11-22", "desk,22.11.2026", "write it as 2026-11-22"),
        (
            "decisions",
            6,
            "c-4cc6kcpy,own_words",
            "c-4cc6kcpy,x,own_words",
            "23 fields where the header has 22",
        ),
        ("decisions", 7, "e-", "e-0", "not in evidence.csv"),
        ("decisions", 8, "d-", "<<<<<<< d-", "merge conflict"),
        ("decisions", 1, "reviewer", "reviewr", "missing ['reviewer'], unknown ['reviewr']"),
        ("claims", 4, "c-hvgqyea6", "c-dd3ofev7", "already on line 3"),
        ("claims", 5, ",714,", ",7l4,", "no whole number"),
        ("claims", 6, ",exact,", ",there,", "anchor 'there' is not one of"),
        ("claims", 8, "unattributed,,", "unattributed,verified,", "belongs into decisions.csv"),
        ("evidence", 8, "https:", "javascript:", "must begin with http"),
        ("evidence", 9, "desk,", ",", "is no person's name"),
        ("evidence", 7, ",contradicts,", ',"contradicts,', "double quote"),
    ],
)
def test_every_error_names_file_line_and_remedy(desk, name, line, old, new, says):
    """A slip of the hand in any of the three files is refused with the place and what to do."""
    break_line(desk / f"{name}.csv", line, old, new)
    with pytest.raises(RegisterError) as error:
        load_register(desk)
    assert f"{name}.csv, line {line}: " in str(error.value) and says in str(error.value)


def test_wrong_encoding_is_named_with_its_line(desk):
    """A file saved in another encoding is refused, not misread."""
    path = desk / "evidence.csv"
    lines = path.read_bytes().split(b"\n")
    lines[3] += b"\xe9"
    path.write_bytes(b"\n".join(lines))
    with pytest.raises(RegisterError, match="evidence.csv, line 4: not UTF-8"):
        load_register(desk)


def test_windows_line_ends_and_byte_order_mark_are_read(desk):
    """A checkout that turned line ends, or a spreadsheet's byte order mark, changes no value."""
    want = load_register(desk).decisions
    path = desk / "decisions.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    pd.testing.assert_frame_equal(load_register(desk).decisions, want)


def test_an_empty_folder_is_an_empty_register(tmp_path):
    """Nothing registered yet: three empty tables with all columns."""
    register = load_register(tmp_path / "new")
    assert [len(t) for t in (register.claims, register.decisions, register.evidence)] == [0, 0, 0]
    assert list(displayed(register).columns)[:2] == ["claim_id", "article_id"]


# --- two writers, a kill in the middle ------------------------------------------------------------------------------------


def start(code: str, *args: object) -> subprocess.Popen:
    """Another Python process that works on a register."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *map(str, args)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
    )


WRITER = """
    import sys
    from analysis.register import add_decision, add_evidence, load_register, undo
    path, name, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    register = load_register(path)
    print("ready", flush=True)
    for i in range(rounds):
        cid = register.claims["claim_id"][i % len(register.claims)]
        register = add_decision(register, cid, "faithful", "disputed", reviewer=name, reason=f"{name} {i}\\nsecond line, with comma")
        add_evidence(register, cid, "supports", f"{name} {i}", added_by=name)
        print(i, flush=True)
"""


NEWCOMER = """
    import sys, time, pandas as pd
    from pathlib import Path
    from analysis import Article
    from analysis.register import add_decision, add_evidence, load_register, merge
    path, name, half = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    article = Article("port", "\\n\\n".join(f"Ship number {i} was seen near the harbour." for i in range(24)))
    rows = pd.read_json(sys.argv[4], dtype={"text_sha256": str})
    register = merge(load_register(path), rows, [article])
    (path / f"{name}.ready").touch()
    while not (path / "go").exists():
        time.sleep(0.005)
    for i in range(half, 24, 2):
        cid = rows["claim_id"][i]
        register = add_decision(register, cid, "faithful", "disputed", reviewer=name, reason=f"{name} {i}\\nsecond line, with comma")
        add_evidence(register, cid, "supports", f"{name} {i}", added_by=name)
"""


@pytest.mark.slow
def test_two_processes_at_once_lose_nothing(tmp_path):
    """Two real processes register claims, decide and add evidence at the same time, in the same three files: every row of
    both is there, whole, once. (Without the lock this loses claims, because claims.csv is read and written anew.)"""
    path = tmp_path / "register"
    path.mkdir()
    article = Article(
        "port", "\n\n".join(f"Ship number {i} was seen near the harbour." for i in range(24))
    )
    claims = machine_claims(article, *(f"Ship number {i} was seen" for i in range(24)))
    claims["claim_id"] = [f"c-{i}" for i in range(24)]
    claims.to_json(tmp_path / "claims.json")
    writers = [
        start(NEWCOMER, path, name, half, tmp_path / "claims.json")
        for half, name in enumerate(("Ana", "Bo"))
    ]
    while not all((path / f"{name}.ready").exists() for name in ("Ana", "Bo")):
        assert [w.poll() for w in writers] == [None, None]
        time.sleep(0.05)
    (path / "go").touch()
    assert [w.communicate(timeout=240) and w.returncode for w in writers] == [0, 0]
    after = load_register(path)
    want = sorted(f"{('Ana', 'Bo')[i % 2]} {i}" for i in range(24))
    assert (
        sorted(r.split("\n")[0] for r in after.decisions["reason"])
        == want
        == sorted(after.evidence["finding"])
    )
    assert (
        sorted(after.claims["claim_id"]) == sorted(f"c-{i}" for i in range(24))
        and after.repairs == ()
    )


APPENDER = """
    import sys, time
    from pathlib import Path
    from analysis.register import ledger
    path, name = Path(sys.argv[1]), sys.argv[2]
    (path / f"{name}.ready").touch()
    while not (path / "go").exists():
        pass
    for i in range(200):
        with ledger.lock(path):
            ledger.append(path / "t.csv", ("who", "what"), {"who": name, "what": "x" * (i % 50)})
"""


@pytest.mark.slow
def test_rows_appended_without_a_pause_do_not_overwrite_each_other(tmp_path):
    """400 rows by two processes with nothing in between: the file has 400 whole lines."""
    writers = [start(APPENDER, tmp_path, name) for name in ("Ana", "Bo")]
    while not all((tmp_path / f"{name}.ready").exists() for name in ("Ana", "Bo")):
        assert [w.poll() for w in writers] == [None, None]
        time.sleep(0.05)
    (tmp_path / "go").touch()
    assert [w.communicate(timeout=240) and w.returncode for w in writers] == [0, 0]
    rows, remains = ledger.read(tmp_path / "t.csv", ("who", "what"))
    assert remains == "" and [
        sum(row["who"] == name for _, row in rows) for name in ("Ana", "Bo")
    ] == [200, 200]
    assert sorted(len(row["what"]) for _, row in rows) == sorted(2 * [i % 50 for i in range(200)])


@pytest.mark.slow
def test_what_was_acknowledged_survives_a_kill(register):
    """A writer is killed (SIGKILL) in full work.

    Every decision it had reported as saved is on disk and the lock is free.
    """
    done = 0
    for _ in range(2):
        writer = start(WRITER, register.path, f"R{done}", 100_000)
        seen = -1
        for line in writer.stdout:
            if line.strip().isdigit():
                seen = int(line)
            if seen >= 7:
                writer.send_signal(signal.SIGKILL)
                break
        rest = [int(x) for x in writer.stdout.read().split() if x.isdigit()]
        assert writer.wait(30) == -signal.SIGKILL
        saved = max([seen, *rest]) + 1
        after = load_register(register.path)
        mine = after.decisions[after.decisions["reviewer"] == f"R{done}"]
        assert saved <= len(mine) <= saved + 1
        done += 1
    add_decision(
        after,
        after.claims["claim_id"][0],
        "faithful",
        "corroborated",
        reviewer="Ana",
        reason="after the kill",
    )


HALF = """
    import os, signal, sys
    from analysis.register import add_decision, ledger, load_register, update
    register = load_register(sys.argv[1])
    def half(handle):
        os.ftruncate(handle, os.fstat(handle).st_size - int(sys.argv[3]))
        os.kill(os.getpid(), signal.SIGKILL)
    ledger._to_disk = half
    if sys.argv[2] == "append":
        add_decision(register, register.claims["claim_id"][0], "faithful", "disputed", reviewer="Bo", reason="cut off")
    else:
        with ledger.lock(register.path):
            ledger.replace(register.path / "claims.csv", tuple(register.claims.columns), [])
"""


def test_a_kill_while_a_row_is_written_leaves_the_old_file(register):
    """Killed with the last bytes of the new file unwritten.

    The old one stands, and writing goes on.
    """
    cid = register.claims["claim_id"][0]
    register = add_decision(
        register, cid, "faithful", "corroborated", reviewer="Ana", reason="whole"
    )
    before = (register.path / "decisions.csv").read_bytes()
    assert start(HALF, register.path, "append", 9).wait(60) == -signal.SIGKILL
    assert (register.path / "decisions.csv").read_bytes() == before
    add_decision(
        load_register(register.path), cid, "faithful", "disputed", reviewer="Ana", reason="next"
    )
    assert load_register(register.path).decisions["reason"].tolist() == ["whole", "next"]


@pytest.mark.parametrize("missing", [1, 2, 17, 18, 90])
def test_a_row_cut_off_by_another_hand_is_reported_set_aside_and_harms_no_other(register, missing):
    """The last bytes of a file are gone.

    Earlier rows are read, the remains are reported and kept, writing goes on.
    """
    cid = register.claims["claim_id"][0]
    for reason in ("whole", "cut off"):
        register = add_decision(
            register, cid, "faithful", "disputed", reviewer="Ana", reason=reason
        )
    path = register.path / "decisions.csv"
    path.write_bytes(path.read_bytes()[:-missing])
    if missing == 1:  # only the line feed is missing: the row is whole
        assert load_register(register.path).decisions["reason"].tolist() == ["whole", "cut off"]
        return
    with pytest.warns(UserWarning, match="decisions.csv, last line: writing was cut off"):
        after = load_register(register.path)
    assert after.decisions["reason"].tolist() == ["whole"] and len(after.repairs) == 1
    with pytest.warns(UserWarning):
        add_decision(after, cid, "faithful", "disputed", reviewer="Ana", reason="next")
    assert load_register(register.path).decisions["reason"].tolist() == ["whole", "next"]
    assert (register.path / "decisions.csv.partial").read_text().startswith("d-")


def test_a_kill_while_claims_are_rewritten_leaves_the_old_file(register):
    """The new table appears whole or not at all, and what the killed writer left is swept up by the next."""
    before = (register.path / "claims.csv").read_bytes()
    assert start(HALF, register.path, "replace", 5).wait(60) == -signal.SIGKILL
    assert (register.path / "claims.csv").read_bytes() == before
    assert list(register.path.glob(".claims.csv.tmp-*"))
    update(pd.DataFrame(columns=["article_id"]), [], register.path)
    assert not list(register.path.glob(".claims.csv.tmp-*"))


@given(st.integers(min_value=0, max_value=400), st.text(max_size=20))
def test_a_row_cut_anywhere_is_never_taken_for_a_whole_one(tmp_path_factory, cut, reason):
    """Whatever byte the writing stops at.

    The row before is read, the cut one is whole or left out.
    """
    path = tmp_path_factory.mktemp("cut") / "decisions.csv"
    rows = [
        {
            **dict.fromkeys(DECISIONS, ""),
            "decision_id": f"d-{i}",
            "reason": reason + 'ñ\n,"',
            "seen_basis_hash": "0" * 16,
        }
        for i in range(2)
    ]
    for row in rows:
        ledger.append(path, DECISIONS, row)
    data = path.read_bytes()
    last = len(ledger.line_of(rows[1], DECISIONS).encode("utf-8"))
    path.write_bytes(data[: len(data) - min(cut, last)])
    read, remains = ledger.read(path, DECISIONS, whole("decisions"))
    assert [r for _, r in read] == (rows if cut <= 1 else rows[:1])
    assert bool(remains) == (1 < cut < last)


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path):
    """The register folder is a file: the message says what to choose instead."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(RegisterError, match="is a file"):
        load_register(tmp_path / "file")


def test_shipped_files_are_not_for_the_owner_alone():
    """The mode of the shipped files lets others read them."""
    assert os.name != "posix" or oct((REGISTER / "claims.csv").stat().st_mode)[-3:] in (
        "644",
        "664",
        "600",
    )


def test_a_folder_that_others_lock_or_that_is_read_only_is_readable(register):
    """Reading takes no lock and writes nothing.

    Not while another program writes, not without the right to.
    """
    holder = start(
        """
        import sys, time
        from pathlib import Path
        from analysis.register import ledger
        with ledger.lock(Path(sys.argv[1])):
            print("locked", flush=True)
            time.sleep(60)
        """,
        register.path,
    )
    try:
        assert holder.stdout.readline().strip() == "locked"
        (register.path / "decisions.csv").write_text("half of a head")
        with pytest.raises(RegisterError, match=r"decisions\.csv, line 1"):
            load_register(register.path)
        (register.path / "decisions.csv").unlink()
        before = sorted(p.name for p in register.path.iterdir())
        register.path.chmod(0o555)
        assert len(load_register(register.path).claims) == 2
        assert sorted(p.name for p in register.path.iterdir()) == before
    finally:
        register.path.chmod(0o755)
        holder.kill()
        holder.wait(30)


def test_who_may_not_write_gets_one_error_that_names_the_folder(register, monkeypatch):
    """Also where not even the owner may, which the lock's library refuses in its own words."""
    monkeypatch.setattr(ledger, "_mode_of", lambda folder: 0o444)
    with pytest.raises(RegisterError, match=f"{register.path}: cannot write here"):
        ledger.lock(register.path)


@pytest.mark.skipif(os.name != "posix", reason="modes of files are POSIX's")
def test_a_group_that_may_write_the_folder_may_lock_and_write(tmp_path, article):
    """Lock and tables are as open as their folder: 775 lets the group in, 700 nobody."""
    for mode, wanted in ((0o775, 0o664), (0o700, 0o600)):
        folder = tmp_path / oct(mode)
        folder.mkdir()
        folder.chmod(mode)
        update(machine_claims(article, SHIPS), [article], folder)
        found = {p.name: p.stat().st_mode & 0o777 for p in folder.iterdir()}
        assert found[".lock"] == found["claims.csv"] == wanted


def test_half_a_character_on_disk_is_named_with_file_and_line(desk):
    """Written by another hand: the row is named, and nothing is guessed."""
    path = desk / "evidence.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[4] = lines[4].replace(" ", r" \ud83d ", 1)
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(RegisterError, match=r"evidence\.csv, line 5: \w+ holds half a character"):
        load_register(desk)


def test_what_is_new_since_the_last_run_is_listed(register, article):
    """Answers and other readings; claims of a changed text alone; an article without a claim.

    A decision registers its own claim only: what else an unchanged text holds is not new.
    """
    same = merge(register, machine_claims(article, SHIPS, CRANE), [article])
    assert new_since(register, same).empty
    table = pd.concat(
        [
            machine_claims(article, SHIPS, status="denied", response="The union denies this"),
            machine_claims(article, CRANE, "Nobody was hurt").assign(claim_type="event"),
        ]
    )
    found = new_since(register, merge(register, table, [article]))
    assert found["what"].tolist() == ["answer", "reading"]
    assert found["now"][0] == "The union denies this"
    edited = Article("port", TEXT + " A tug sank.")
    table = machine_claims(edited, SHIPS, CRANE, "A tug sank")
    new = new_since(register, merge(register, table, [edited]))
    assert new[["what", "quote"]].values.tolist() == [["figure", "A tug sank"]] and new["now"][0]
    other = Article("quay", TEXT.replace("40", "50"))
    table = machine_claims(other, CRANE, "Nobody was hurt")
    new = new_since(register, merge(register, table, [other]))
    assert new[["what", "article_id", "now"]].values.tolist() == [["article", "quay", "2 claims"]]


def test_an_article_that_came_since_the_last_run_is_told_claim_by_claim(register, article):
    """The same articles read again have the same news; what was read before is none."""
    mine = machine_claims(article, SHIPS, CRANE, "Nobody was hurt")
    first = merge(register, mine, [article])
    assert last_run(first) is None and last_run(first) is None
    other = Article("quay", TEXT.replace("40", "50"))
    theirs = machine_claims(other, CRANE).assign(claim_id="c-quay")
    both = merge(first, pd.concat([mine, theirs]), [article, other])
    for _ in range(2):
        new = new_since(register, both, last_run(both))
        assert new[["article_id", "quote"]].values.tolist() == [["quay", CRANE]]
    (register.path / "out" / "runs.json").write_text('{"broken": [1]}')
    assert last_run(both) is None


@pytest.mark.parametrize(
    ("change", "says"),
    [({"start": 999_999, "end": 1_000_009}, "are not its words"), ({"quote": "x"}, "its words")],
)
def test_a_claim_that_does_not_stand_in_its_article_is_refused(register, article, change, says):
    """Nothing is registered at a place that the text does not have."""
    table = machine_claims(article, CRANE).assign(**change)
    with pytest.raises(RegisterError, match=says):
        update(table, [article], register.path)
    table = machine_claims(article, CRANE).assign(machine_status=None, flags=float("nan"))
    rows = update(table, [article], register.path).claims
    assert "None" not in {*rows["machine_status"]} and "nan" not in {*rows["flags"]}
