"""The encoder: windows, offsets of word pieces, and numbers that depend on the text alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import paths
from analysis.layers import attribution
from analysis.text import encoder, parse
from analysis.text.article import Article
from tests.reference_encoder import Reference

TEXT = (
    "The mayor said the bridge was safe. “Nobody should worry,” he added.\n\n"
    "According to the ministry, the works cost four million. NATO's envoy hinted at more."
)


def parsed_of(text):
    return next(parse.parse([Article("t", text)]))


def windows_of(text, **options):
    return encoder.windows(
        text, parse.find_paragraphs(parse.normalise(text)), encoder.tokenizer(), **options
    )


def test_every_word_is_in_one_window_under_its_own_offsets():
    """Pieces cover every word once, in order, at offsets of the untouched text."""
    windows = windows_of(TEXT * 20)
    starts = [s for w in windows for s, first in zip(w.start, w.first) if first]
    assert starts == sorted(set(starts))
    text = TEXT * 20
    covered = {i for w in windows for s, e in zip(w.start, w.end) for i in range(s, e)}
    assert {i for i, c in enumerate(text) if not c.isspace()} <= covered
    assert len(windows) > 1 and all(len(w.ids) <= encoder.LIMIT for w in windows)


def test_the_span_of_a_word_includes_its_last_piece():
    """A run of words ends with the end of its last word, however many pieces that has."""
    text = "Antidisestablishmentarianism prevailed."
    window = windows_of(text)[0]
    assert not window.first[2]  # a word of several pieces
    start, end = window.span(1, 1)
    assert text[start:end] == "Antidisestablishmentarianism"


def test_case_and_quotation_reach_the_model():
    """The kinds of pieces tell lower, title and upper case, inside and outside quotation marks."""
    text = "NATO and Madrid agree: “we Stay IN” now"
    window = windows_of(text)[0]
    kind = {text[s:e]: int(k) for s, e, k in zip(window.start, window.end, window.kinds) if s >= 0}
    assert (kind["NATO"], kind["Madrid"], kind["agree"], kind["now"]) == (2, 1, 0, 0)
    assert (kind["we"], kind["Stay"], kind["IN"]) == (3, 4, 5)


@pytest.mark.parametrize(
    "text",
    ["", "x", '"' * 40, "a b " * 2000, "\n".join(["A line."] * 500), "“We go on\n\n“and on”"],
)
def test_windows_of_odd_texts(text):
    """No text makes a window that is empty, too long or out of range."""
    for window in windows_of(text):
        assert 2 < len(window.ids) <= encoder.LIMIT
        assert window.end.max() <= len(text)


@given(st.text(max_size=200))
def test_normalising_keeps_every_length(text):
    """Straightening quotation marks moves no character."""
    assert len(encoder.normalise(text)) == len(text)


def test_a_window_does_not_see_its_neighbours():
    """A paragraph's numbers are the same to the last bit alone and in company of other windows."""
    alone = encoder.run(windows_of(TEXT)[0])
    for window in windows_of("Another text altogether, the envoy said. " * 30):
        encoder.run(window)
    again = encoder.run(windows_of(TEXT)[0])
    assert np.array_equal(alone.tags, again.tags) and np.array_equal(alone.hidden, again.hidden)


def test_tags_are_probabilities():
    """Seven labels, none below 0, summing to 1."""
    tags = encoder.encode(parsed_of(TEXT))[0].tags
    assert (
        tags.shape[1] == len(encoder.LABELS)
        and (tags >= 0).all()
        and np.allclose(tags.sum(1), 1, atol=1e-5)
    )


def test_a_missing_model_is_named(monkeypatch, tmp_path):
    """Without its file the encoder says which one is missing and what to do."""
    monkeypatch.setattr(paths, "MODELS", tmp_path)
    with pytest.raises(FileNotFoundError, match="attribution-encoder.onnx is missing"):
        encoder.load_session("attribution-encoder.onnx")


def test_a_model_with_one_flipped_byte_is_named(monkeypatch, tmp_path):
    """A broken download gives one clear error, no nonsense and no crash of the run time."""
    broken = bytearray((paths.MODELS / "attribution-linker.onnx").read_bytes())
    broken[len(broken) // 2] ^= 1
    (tmp_path / "attribution-linker.onnx").write_bytes(broken)
    (tmp_path / "sums.txt").write_bytes((paths.MODELS / "sums.txt").read_bytes())
    monkeypatch.setattr(paths, "MODELS", tmp_path)
    with pytest.raises(ValueError, match="attribution-linker.onnx is not the model"):
        encoder.load_session("attribution-linker.onnx")


def test_every_model_that_ships_has_its_sum():
    """Nothing is loaded unchecked, and no sum is left of a model that is gone."""
    shipped = {p.name for p in paths.MODELS.iterdir() if p.suffix in (".json", ".npz", ".onnx")}
    listed = (paths.MODELS / "sums.txt").read_text().split()[1::2]
    assert sorted(listed) == sorted(shipped)
    assert all(paths.model_file(name).name == name for name in listed)


def test_the_seed_article_reads_the_same_in_32_bits(article, monkeypatch):
    """Eight-bit arithmetic of this processor and 32-bit arithmetic of plain numpy on the shipped weights give the seed article
    the same statements: sources, cues, contents, kinds."""
    parsed = next(parse.parse([article]))
    eight = attribution.find_attributions(parsed)
    reference = Reference(paths.MODELS / "attribution-encoder.onnx")
    monkeypatch.setattr(encoder, "session", lambda: reference)
    full = attribution.find_attributions(parsed)
    columns = ("source_spans", "cue_spans", "content_spans", "kind", "source_type", "stance")
    assert [[r[c] for c in columns] for r in full] == [[r[c] for c in columns] for r in eight]
    assert len(full) >= 10
    assert max(abs(a["score"] - b["score"]) for a, b in zip(full, eight)) <= 0.1
