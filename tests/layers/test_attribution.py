"""Attributions: what is found in sentences of our own writing, and what holds for any text."""

import json
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.layers import attribution
from analysis.layers.actors.actor_list import load_actors
from analysis.layers.actors.mentions import find_mentions
from analysis.layers.actors.names import Cast
from analysis.layers.attribution import rules, statements, voice
from analysis.layers.attribution.attribution_rows import make_rows
from analysis.layers.attribution.link import Answer
from analysis.layers.attribution.tags import Run, find_runs
from analysis.tables import SCHEMAS
from analysis.text import encoder, parse
from analysis.text.article import Article
from tests.cases import cases

ROLES = ("source", "cue", "content")
COLUMNS = set(SCHEMAS["attributions"].columns)


def find(text: str, **options) -> list[dict]:
    return attribution.find_attributions(next(parse.parse([Article("t", text)])), **options)


def words(text: str) -> set[str]:
    return set(text.lower().replace("'", " ").translate(str.maketrans("", "", '"“”.,:;…')).split())


def alike(a: str, b: str) -> float:
    a, b = words(a), words(b)
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def assert_sound(text: str, rows: list[dict]) -> None:
    """What every row of every text must keep."""
    assert [r["attribution_id"] for r in rows] == [f"t#a{n}" for n in range(len(rows))]
    assert [r["start"] for r in rows] == sorted(r["start"] for r in rows)
    for row in rows:
        assert set(row) == COLUMNS
        assert (
            row["content_spans"]
            and 0 <= row["score"] <= 1
            and row["kind"] in ("direct", "indirect", "mixed")
        )
        assert (row["start"], row["end"]) == (
            row["content_spans"][0][0],
            row["content_spans"][-1][1],
        )
        for role in ROLES:
            spans = row[f"{role}_spans"]
            assert row[role] == " … ".join(text[s:e] for s, e in spans)
            assert spans == sorted(spans) and all(0 <= s < e <= len(text) for s, e in spans)
            for s, e in spans:
                assert text[s:e] == text[s:e].strip()
                assert role == "content" or not set('"“”') & {text[s], text[e - 1]}


@pytest.mark.parametrize("case", cases("attribution"))
def test_statements_of_a_text(case):
    """Every statement of the case is found with its source, cue, kind and the one it stands in; or there is none."""
    rows = find(case["text"])
    assert_sound(case["text"], rows)
    if not case["statements"]:
        assert rows == []
    for wanted in case["statements"]:
        near = {id(r): alike(r["content"], wanted["content"]) for r in rows}
        row = max(
            rows, key=lambda r: near[id(r)] + alike(r["source"], wanted["source"]) / 9, default=None
        )
        assert row and alike(row["content"], wanted["content"]) >= 0.8, [r["content"] for r in rows]
        assert alike(row["source"], wanted["source"]) >= 0.6, row["source"]
        assert alike(row["cue"], wanted["cue"]) >= 0.5, row["cue"]
        assert row["kind"] == wanted["kind"]
        outer = {r["attribution_id"]: r["source"] for r in rows}.get(row["inside"], "")
        assert alike(outer, wanted.get("inside", outer)) >= 0.6


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "Rain.",
        "rain",
        '"',
        "“",
        '""',
        "🌊",
        "\u202eabc\u202c",
        "A" * 3000,
        "said " * 400,
        'THE MINISTER SAID THAT THE PORT WAS CLOSED. "WE ARE READY," HE ADDED.',
        'He said "she told me "they wrote "stop" twice" yesterday" and left.',
        '"An opening mark that never closes, the minister said, and then went home.',
        'A closing mark that never opened," the minister said.',
        "🚢 The captain said 😀 “we are safe” ⚓ and 🇪🇸 Madrid confirmed it.",
        "\u200fThe envoy said\u200e that \u2067the talks\u2069 had failed.",
        "The\u00a0envoy said:\u00a0“No.”\r\n\r\nThe\ttalks ended, he added.",
    ],
)
def test_bad_input_keeps_its_offsets(text):
    """Empty, unbalanced, nested, shouted, pictorial and right-to-left texts: no crash, every span is the text it names."""
    assert_sound(text, find(text))


@given(
    st.lists(
        st.sampled_from(
            [
                "The mayor said",
                " that it rained",
                ", ",
                "“",
                "”",
                '"',
                "'",
                "\n\n",
                " he added",
                ".",
                " ",
                "According to Reuters",
                "NATO",
                "🚀",
                "\u202e",
                "\u00a0",
                "é",
                "İ",
                "ß",
                "ﬁ",
                "\ud83d",
                " would be ready",
                " denied",
                "''",
                "``",
                "(",
                "\t",
                "漢字",
                "\x00",
            ]
        ),
        max_size=25,
    )
)
def test_offsets_hold_for_any_mixture(pieces):
    """Whatever is strung together, every span lies in the text and is what the row says."""
    text = "".join(pieces)
    assert_sound(text, find(text))


def test_a_text_gives_the_same_rows_again_and_in_any_company():
    """The rows of a paragraph's window do not depend on the run, nor on the articles parsed before."""
    text = 'The mayor said the bridge was safe. "Nobody should worry," he added.'
    first = find(text)
    find("Something else altogether, the minister said.")
    assert find(text) == first and first


def test_a_quotation_goes_on_in_the_next_paragraph():
    """A paragraph that opens with a quotation of its own takes the speaker of the paragraph before, and so on down."""
    text = '"We waited," said Leyla Demir.\n\n"Nobody came to ask us anything."\n\n"The water ran out at noon."\n\nIt rained.'
    parsed = next(parse.parse([Article("t", text)]))
    start = text.index("Leyla")
    first = statements.Quoted([(0, 13)], [(start, start + 11)], [(14, 18)], 0.9)
    added = rules.complete(parsed, [first])[1:]
    assert [text[s:e] for row in added for s, e in row.content] == [
        '"Nobody came to ask us anything."',
        '"The water ran out at noon."',
    ]
    assert all(row.source == first.source and row.cue == [] for row in added)
    assert rules.complete(parsed, []) == []


def test_a_transcript_needs_several_turns():
    """Three lines that open with a name and a colon make a transcript; two do not."""
    lines = ["MAYOR: The pipes are old.", "HOST: Since when?", "MAYOR: Since the war."]
    three, two = (next(parse.parse([Article("t", "\n".join(part))])) for part in (lines, lines[:2]))
    found = rules.complete(three, [])
    text = three.article.text
    assert [(text[slice(*row.source[0])], text[slice(*row.content[0])]) for row in found] == [
        ("MAYOR", "The pipes are old."),
        ("HOST", "Since when?"),
        ("MAYOR", "Since the war."),
    ]
    assert rules.complete(two, []) == []


def test_fragments_need_each_other_or_a_common_cue():
    """Two contents are joined when both say so, or half say so and both name the same cue."""
    contents = [Run("content", 1, 2, 1.0, 1.0), Run("content", 6, 7, 1.0, 1.0)]

    def groups(together, cues):
        roles = np.zeros((10, 4))
        roles[:, statements.CONTENT] = together
        answers = [Answer(roles, np.zeros(10), 0.0)] * 2
        return statements._groups(
            contents, answers, cues, statements.Settings(join=0.8, join_cue=0.2)
        )

    assert groups(0.9, [None, None]) == [[0, 1]]
    assert groups(0.5, [(4, 4), (4, 4)]) == [[0, 1]]
    assert groups(0.5, [(4, 4), (9, 9)]) == groups(0.5, [None, None]) == [[0], [1]]


def test_tags_follow_the_rules_of_bio():
    """An inside label never opens a run: the best lawful sequence is taken."""
    window = encoder.windows("one two three four", [(0, 18)], encoder.tokenizer())[0]
    window.tags = np.full((6, 7), 0.01, np.float32)
    window.tags[1:5, 0] = [0.9, 0.2, 0.1, 0.9]
    window.tags[2, 5], window.tags[2, 6] = (
        0.3,
        0.45,
    )  # I-content is likelier, but nothing is open yet
    window.tags[3, 6] = 0.85
    assert [(run.role, run.first, run.last) for run in find_runs(window)] == [("content", 2, 3)]


def test_threshold_leaves_out_what_is_less_sure():
    """A threshold keeps exactly the rows whose score reaches it."""
    text = (
        "The mayor said the bridge was safe. The plan is seen as a gift. Everything hints at a long winter. "
        '"Nobody should worry," he added.'
    )
    rows = find(text)
    cut = sorted(r["score"] for r in rows)[len(rows) // 2]
    kept = find(text, threshold=cut)
    assert [(r["start"], r["score"]) for r in kept] == [
        (r["start"], r["score"]) for r in rows if r["score"] >= cut
    ]
    assert len(kept) > 0 and find(text, threshold=1.01) == []


@pytest.mark.slow
def test_time_grows_linearly():
    """An article ten times as long (20,000 words) costs about ten times the time after parsing, not a hundred."""
    block = (
        'The mayor said the bridge was safe, and engineers agreed. "Nobody should worry," he added on Friday.\n\n'
        "According to the ministry, the works cost four million. The opposition called it “a scandal.”\n\n"
    )
    spent = []
    for times in (60, 600):
        text = block * times
        parsed = next(parse.parse([Article("t", text)]))
        start = time.process_time()
        rows = attribution.find_attributions(parsed)
        spent.append(time.process_time() - start)
        assert len(rows) >= 3 * times
    assert len(text.split()) > 19_000
    assert spent[1] < 20 * spent[0]


def test_the_seed_article_names_its_voices(article, notes):
    """The three direct quotations with their speakers, the unnamed, the newspapers, and the denial are there."""
    rows = notes.attributions[notes.attributions.article_id == article.article_id].to_dict(
        "records"
    )

    def row_with(words_of_content: str) -> dict:
        return next(r for r in rows if words_of_content in r["content"])

    for content, source, cue in [
        ("airspace over Venezuela", "Donald Trump", "posted"),
        ("conversation would be welcome", "Tarek William Saab", "said"),
        ("arresting Venezuelan drug smugglers", "He", "stressed"),
    ]:
        row = row_with(content)
        assert row["kind"] == "direct" and source in row["source"] and cue in row["cue"]
    assert {
        row_with("airspace over Venezuela")["speaker"],
        row_with("drug smugglers")["speaker"],
    } == {"Donald Trump"}
    assert (
        "two sources close to the Venezuelan government"
        in row_with("existence of the conversation")["source"]
    )
    assert "New York Times" in row_with("Venezuelan oil fields")["source"]
    assert "Miami Herald" in row_with("Delcy and Jorge Rodriguez")["source"]
    assert any("White House" in r["source"] and "deny" in r["cue"] for r in rows)
    assert any("Caracas" in r["source"] and "denies" in r["cue"] for r in rows)
    assert any(
        "Washington" in r["source"] and "claims" in r["cue"] and "83 people" in r["content"]
        for r in rows
    )


def test_shipped_settings_are_those_the_card_tells():
    """The model card names the hashes of the shipped files."""
    import hashlib

    from analysis.paths import MODELS

    card = (MODELS / "attribution.md").read_text(encoding="utf-8")
    for name in (
        "attribution-encoder.onnx",
        "attribution-linker.onnx",
        "attribution-tokenizer.json",
        "attribution.json",
    ):
        assert hashlib.sha256((MODELS / name).read_bytes()).hexdigest() in card
    assert json.loads((MODELS / "attribution.json").read_text())["settings"]
    assert (
        sum(
            (MODELS / n).stat().st_size
            for n in (
                "attribution-encoder.onnx",
                "attribution-linker.onnx",
                "attribution-tokenizer.json",
            )
        )
        <= 25_000_000
    )


def test_a_statement_inside_another_names_it():
    """The inner one has cue and content in the outer one's content; the same words read twice nest nowhere."""

    def spans(content, *cues):
        return {"content_spans": [list(content)], "cue_spans": [list(c) for c in cues]}

    outer = {"attribution_id": "o", "start": 10, "end": 60} | spans((10, 60), (5, 9))
    inner = {"attribution_id": "i", "start": 30, "end": 60} | spans((30, 60), (20, 26))
    twin = {"attribution_id": "t", "start": 30, "end": 59} | spans((30, 59), (70, 75))
    voice.nest(rows := [outer, inner, twin])
    assert [r["inside"] for r in rows] == ["", "o", ""]


def test_a_bare_quotation_is_of_the_person_whom_the_sentence_before_is_about():
    """Kind and speaker are carried; source and cue stay empty, and a thing before carries nothing."""
    for first, kind, speaker in (
        ("Mayor Ines Talbot crossed the square.", "named_official", "Ines Talbot"),
        ("The bridge was empty.", "unattributed", ""),
    ):
        text = f'{first}\n\n"The dam will stand."'
        parsed = next(parse.parse([Article("a", text)]))
        said = statements.Quoted([(text.index('"'), len(text))], [], [], 0.9)
        (row,) = make_rows(parsed, [said], Cast(find_mentions(parsed, load_actors())))
        assert (row["source"], row["source_type"], row["speaker"]) == ("", kind, speaker)
