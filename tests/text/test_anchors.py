"""Quotations are found again in edited texts, changed claims go to a person, lookalikes are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.anchors import AROUND, find, surroundings
from tests.cases import cases


def edited(text: str, edits: list[list[str]]) -> str:
    """The edits of a case in their order: ^ before the text, $ after it, * instead of it, else old → new everywhere."""
    for old, new in edits:
        text = (
            {"^": new + text, "$": text + new, "*": new}.get(old)
            if old in ("^", "$", "*")
            else text.replace(old, new)
        )
    return text


def found(case: dict, text: str):
    start = case["text"].index(case["quote"])
    return find(
        case["quote"], *surroundings(case["text"], start, start + len(case["quote"])), start, text
    )


@pytest.mark.parametrize("case", cases("anchors"))
def test_an_edit_has_its_outcome(case):
    """Each kind of edit leaves the claim exact, moved, edited, for review or orphaned, with the words it now covers."""
    text = edited(case["text"], case["edits"])
    got = found(case, text)
    assert (got.state, text[got.start : got.end] if got.start >= 0 else "") == (
        case["state"],
        case["now"],
    ), got
    assert got.reason or got.state in ("exact", "moved")


def test_a_review_shows_the_new_wording():
    """Who reviews sees what differs and what the text now reads."""
    got = find(
        "at least 83 people died",
        "They said that ",
        ", and wept.",
        15,
        "They said that at least 84 people died, and wept.",
    )
    assert (
        got.state == "review"
        and "numbers differ" in got.reason
        and "at least 84 people died" in got.reason
    )


def test_equal_passages_without_a_difference_go_to_review():
    """Where nothing tells two passages apart, nothing is chosen."""
    text = "He said no more. He left the hall. He said no more. He left the hall. He said no more. "
    start = text.index("He left")
    got = find(
        "He left the hall", *surroundings(text, start, start + 16), start, "Breaking. " + text * 2
    )
    assert got.state == "review" and got.start == -1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Iran fired on the ships in the strait", "Iraq fired on the ships in the strait"),
        (
            "the deal was likely to be signed this week",
            "the deal was unlikely to be signed this week",
        ),
        ("exports rose by 3.5% in the second quarter", "exports rose by 3.5 in the second quarter"),
        ("the attacks in the south were confirmed", "the attacks in the north were confirmed"),
        ("none of the crews was warned in time", "one of the crews was warned in time"),
    ],
)
def test_a_likeness_of_letters_is_no_likeness_of_meaning(old, new):
    """Names, negating prefixes, units and directions that differ by a letter or two are put before a person."""
    got = find(old, "The report says ", ", it adds.", 16, f"The report says {new}, it adds.")
    assert got.state == "review" and got.start == -1


def test_a_long_text_is_searched_in_reasonable_time():
    """A claim that is gone from a text of a million characters is settled at once (the test would hang otherwise)."""
    text = "The council met again and nothing was decided in the matter of the bridge. " * 14_000
    assert (
        find(
            "the envoy handed over 17 letters to the court in Brendholm",
            "he wrote ",
            ". Then",
            70,
            text,
        ).state
        == "orphan"
    )


@given(
    st.text(max_size=80),
    st.text(min_size=1, max_size=40),
    st.text(max_size=80),
    st.text(max_size=20),
)
def test_an_untouched_text_is_exact_and_spans_are_within_the_text(before, quote, after, other):
    """Any Unicode: where nothing changed the anchor is exact; in any other text the span lies inside it or is none."""
    text = before + quote + after
    sides = surroundings(text, len(before), len(before) + len(quote))
    assert max(map(len, sides)) <= AROUND
    got = find(quote, *sides, len(before), text)
    assert (got.state, got.start, got.end) == ("exact", len(before), len(before) + len(quote))
    elsewhere = find(quote, *sides, len(before), other + after + before)
    assert (elsewhere.start, elsewhere.end) == (
        -1,
        -1,
    ) or 0 <= elsewhere.start < elsewhere.end <= len(other + after + before)


@given(st.text(alphabet="abcde fgh.\n", max_size=60), st.sampled_from(["\r\n", "\n\n", "\n"]))
def test_a_text_put_on_top_shifts_and_nothing_else(top, gap):
    """Whatever is put before the text, the claim is found at its new place with its words."""
    quote, text = (
        "Seven boats of the Halden line were turned back",
        "On Friday, Seven boats of the Halden line were turned back, the union wrote.",
    )
    got = find(quote, *surroundings(text, 11, 11 + len(quote)), 11, top + gap + text)
    assert got.start == len(top + gap) + 11 and (top + gap + text)[got.start : got.end] == quote
