"""What a person corrects holds in every later run, reaches the layers above, and can be undone."""

import pandas as pd
import pytest

import analysis
from analysis import Article
from analysis.register import (
    RegisterError,
    add_correction,
    corrected,
    corrections,
    load_register,
    undo_correction,
)

TEXT = (
    "Mine sold\n\nThe minister said on Monday that the mine might close. Owners denied it.\n\n"
    "The clerk said the pit was flooded and the road was cut. "
    "The army attacked the convoy of the rebels."
)
ARTICLE = Article("mine", TEXT)
CLOSE = "the mine might close"


@pytest.fixture
def register(tmp_path):
    return load_register(tmp_path / "register")


@pytest.fixture(scope="module")
def plain():
    return analysis.annotate(ARTICLE)


def correct(register, what, words, field, to, article=ARTICLE):
    start = article.text.index(words)
    return add_correction(
        register, article, what, start, start + len(words), field, to, who="Ana", why="read it"
    )


def annotated(register, article=ARTICLE):
    return analysis.annotate(article, corrections=corrections(load_register(register.path)))


def test_a_corrected_source_reaches_the_claims(register, plain):
    """The source of a statement, corrected before claims are read, is the source of its claim."""
    row = next(r for r in plain.attributions.itertuples() if CLOSE in r.content)
    register = correct(register, "attributions", row.content, "source", "The mayor")
    notes = annotated(register)
    assert "The mayor" in notes.attributions["source"].tolist()
    assert notes.claims.set_index("quote").loc[CLOSE, "source"] == "The mayor"
    assert "The mayor" not in plain.claims["source"].tolist() and notes.flags.equals(plain.flags)


@pytest.mark.parametrize(
    ("field", "to", "column", "value"),
    [
        ("actor", "The militia", "actor_name", "The militia"),
        ("target", "", "target_name", ""),
        ("rung", "9", "rung", 9),
        ("root", "ACCUSE", "words_or_deed", "words"),
        ("date", "2031-05-02", "date_start", "2031-05-02"),
    ],
)
def test_every_part_of_an_act_can_be_corrected(register, field, to, column, value):
    """Actor, target, rung, root and date; a root brings its lane and scale along."""
    acts = annotated(correct(register, "acts", "attacked", field, to)).acts
    assert acts.set_index("trigger").loc["attacked", column] == value


def test_claims_are_dropped_added_split_and_joined(register, plain):
    """Whole rows: their answers follow, ids stay unique, and each is marked as corrected."""
    assert len(plain.responses) and plain.responses["claim_id"].isin(plain.claims["claim_id"]).all()
    gone = annotated(correct(register, "claims", CLOSE, "drop", ""))
    assert CLOSE not in gone.claims["quote"].tolist()
    assert gone.responses["claim_id"].isin(gone.claims["claim_id"]).all()
    more = annotated(correct(register, "claims", "Owners denied it", "add", "asserted"))
    row = more.claims.set_index("quote").loc["Owners denied it"]
    assert (row["machine_status"], row["flags"]) == ("asserted", "corrected")


def test_a_claim_is_split_and_two_are_joined(register):
    """Splitting and joining are one another's undoing."""
    a, b = "the pit was flooded", "the road was cut"
    both = f"{a} and {b}"
    spans = " ".join(f"{TEXT.index(w)}-{TEXT.index(w) + len(w)}" for w in (a, b))
    quotes = set(annotated(register).claims["quote"])
    if both in quotes:
        one = correct(register, "claims", both, "split", spans)
        assert {a, b} <= set(annotated(one).claims["quote"])
    else:
        assert {a, b} <= quotes
        one = correct(register, "claims", a, "join", spans.split()[1])
        found = set(annotated(one).claims["quote"])
        assert both in found and not {a, b} & found


def test_words_say_which_parts_are_meant(register):
    """Parts and the other claim are named by their words, as the text has them or typeset anew."""
    register = correct(register, "claims", CLOSE, "split", f"the mine |  {CLOSE.split()[-1]}")
    a, b = (TEXT.index(words) for words in ("the mine", CLOSE.split()[-1]))
    row = register.corrections.iloc[-1]
    assert row["to"].startswith(f"{a}-{a + 8} {b}-")
    with pytest.raises(RegisterError, match="copy its very words"):
        correct(register, "claims", CLOSE, "join", "words of nobody")


def test_it_holds_in_an_edited_text_and_not_in_a_lookalike(register):
    """Words on top shift it.

    Other words in its sentence turn it into a flag instead of a wrong correction.
    """
    register = correct(register, "claims", CLOSE, "status", "disputed")
    moved = Article("mine", "Update\n\nMore at noon.\n\n" + TEXT)
    assert (
        annotated(register, moved).claims.set_index("quote").loc[CLOSE, "machine_status"]
        == "disputed"
    )
    other = Article("mine", TEXT.replace("The minister said on Monday", "Nobody in Ostrava said"))
    notes = annotated(register, other)
    assert "disputed" not in notes.claims["machine_status"].tolist()
    assert notes.flags["flag"].str.contains("not applied").sum() == 1


def test_it_is_undone_and_counted_like_a_decision(register):
    """Withdrawn by a further row.

    The count of standing ones says how often the machine was wrong.
    """
    register = correct(register, "claims", CLOSE, "status", "disputed")
    register = correct(register, "acts", "attacked", "rung", "8")
    register = correct(register, "acts", "attacked", "rung", "9")  # on second thoughts: one error
    assert corrected(register)[["what", "n"]].values.tolist() == [["acts", 1], ["claims", 1]]
    with pytest.raises(RegisterError, match="only one's own"):
        undo_correction(register, "Bo")
    register = undo_correction(undo_correction(register, "Ana"), "Ana")
    assert corrected(register)["what"].tolist() == ["claims"] and len(register.corrections) == 5
    pd.testing.assert_frame_equal(load_register(register.path).corrections, register.corrections)


@pytest.mark.parametrize(
    ("what", "field", "to", "says"),
    [
        ("tone", "polarity", "1", "is not one of"),
        ("claims", "quote", "x", "is not one of"),
        ("claims", "status", "verified", "is not one of"),
        ("acts", "rung", "11", "from 0 to 10"),
        ("acts", "root", "DANCE", "PLOVER"),
        ("attributions", "source_type", "xx", "named_official"),
        ("attributions", "kind", "shouted", "is not one of"),
        ("attributions", "stance", "warm", "is not one of"),
        ("claims", "source_type", "", "is not one of"),
        ("claims", "claim_type", "rumour", "is not one of"),
        ("acts", "modality", "maybe", "is not one of"),
        ("acts", "date", "Monday", "write a day"),
        ("acts", "date", "2031-02-30", "write a day"),
        ("claims", "split", "here", "copy its very words"),
        ("claims", "split", "12", "write spans"),
        ("claims", "source", "half \ud83d", "half a character"),
    ],
)
def test_a_wrong_correction_is_refused_and_nothing_is_written(register, what, field, to, says):
    """Unknown tables, fields and values; half characters."""
    with pytest.raises(RegisterError, match=says):
        correct(register, what, CLOSE, field, to)
    assert not (register.path / "corrections.csv").exists()


def test_the_program_corrects_nothing(register):
    """A correction is a person's."""
    with pytest.raises(RegisterError, match="program|person"):
        add_correction(register, ARTICLE, "claims", 0, 4, "drop", "", who="Sources Say", why="x")
