"""Which word pieces belong to a source, a cue or a content?  The small encoder.

Text -> windows of tagged, vectorised pieces.

The only caller of ONNX Runtime.  Every window runs alone (batch of one, no padding): the scales of
the dynamically quantised weights depend on the whole input tensor, so a batch would let one window
change the numbers of its neighbour.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np

from ..paths import model_file
from . import headway
from .plain import HOUR_ENDS, QUOTATION_MARKS

if TYPE_CHECKING:  # loaded when first asked for: half a second that the command line saves
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    from .article import Span
    from .parse import Parsed

Piece = tuple[int, int, int, int, bool, int]  # id, kind, start, end, begins a word, paragraph

LABELS = tuple("O B-source I-source B-cue I-cue B-content I-content".split())
LOWER = ("embedded", "second", "fourth")  # outputs of the model beside tags and last layer
LIMIT = 256  # word pieces a window, special pieces included
LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")  # halves of a character that no tokeniser takes
NUMBER_ENDS = re.compile(r"(?<=[\w.,] )(?:\d\d\.(?=\s+[A-Z])|\d\. (?=[A-Z]))")
SENTENCE_END = {".", "!", "?", '"'}


@dataclass(slots=True)
class Window:
    """Word pieces of neighbouring paragraphs; special ones have start, end and paragraph -1.

    ids, kinds: int64 (n,); start, end: offsets into the article's text (n,); first: True where a
    word begins; paragraph: number of the paragraph (n,).  After `encode`: tags float32 (n, 7)
    probabilities over LABELS, hidden float32 (n, 384), vectors float32 (n, 1152) of LOWER.
    """

    ids: np.ndarray
    kinds: np.ndarray
    start: np.ndarray
    end: np.ndarray
    first: np.ndarray
    paragraph: np.ndarray
    tags: np.ndarray | None = field(default=None)
    hidden: np.ndarray | None = field(default=None)
    vectors: np.ndarray | None = field(default=None)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of the words that begin at pieces `first` … `last`, the last one whole."""
        while last + 1 < len(self.ids) and not self.first[last + 1] and self.start[last + 1] >= 0:
            last += 1
        return int(self.start[first]), int(self.end[last])


def normalise(text: str) -> str:
    """The text with straight quotation marks, same length, so that offsets hold.

    Two apostrophes or two backticks that stand for a double mark become a mark and a space. An hour
    and a small number at the end of a sentence become words, since the model knows them from lists
    and goes on reading: "killed 8. Another", "at 6 a.m. Another".
    """
    text = LONE_SURROGATE.sub(" ", text.translate(QUOTATION_MARKS))
    text = re.sub(r"(?:''|``)(?=\s|$|[.,;:!?)\]—–-])", '" ', text)
    text = NUMBER_ENDS.sub("it.", HOUR_ENDS.sub("day.", text))
    return re.sub(r"''|``", ' "', text)


def _quoted(text: str) -> np.ndarray:
    """1 for every character between double marks of one paragraph (marks included).

    An unclosed mark holds to the end.

    A mark before white space closes and one after white space opens, whatever came before; else it
    toggles.
    """
    inside, state, at = np.zeros(len(text), np.int64), 0, 0
    for match in re.finditer('"', text):
        i = match.start()
        before, after = text[i - 1 : i], text[i + 1 : i + 2]
        opens = (not before or before in " (\u00a0[—-\t'") and bool(after.strip())
        closes = not after.strip() and bool(before.strip())
        inside[at:i] = state
        new = 1 if opens and not closes else 0 if closes and not opens else 1 - state
        inside[i], state, at = 1, new, i + 1
    inside[at:] = state
    return inside


def _kind(word: str, quoted: int) -> int:
    """Embedding row of what an uncased vocabulary loses.

    Case (lower, Title, UPPER) and quotation state.
    """
    case = 0 if not word[:1].isupper() else 2 if len(word) > 1 and word.isupper() else 1
    return case + 3 * int(quoted)


def windows(
    text: str,
    paragraphs: Iterable[Span],
    tokenizer: Tokenizer,
    limits: Iterator[int] | None = None,
) -> list[Window]:
    """Whole paragraphs packed into windows of at most `LIMIT` pieces.

    A longer paragraph is cut after a sentence.

    `limits`: an iterator of limits, one for each window (training draws them at random).
    """
    opening, between = (tokenizer.token_to_id(mark) or 0 for mark in ("[CLS]", "[SEP]"))
    blocks = []
    plain = normalise(text)
    for number, (start, end) in enumerate(paragraphs):
        piece = plain[start:end]
        coded = tokenizer.encode(piece, add_special_tokens=False)
        if not coded.ids:
            continue
        quoted = _quoted(piece)
        rows, word = [], ""
        for ident, (s, e), token in zip(coded.ids, coded.offsets, coded.tokens, strict=False):
            first = not token.startswith("##")
            if first:  # the case of a word is that of all its pieces
                m = WORD.match(text, start + s, end) if text[start + s].isupper() else None
                word = m.group() if m else piece[s:e]
            rows.append((ident, _kind(word, quoted[s]), start + s, start + e, first, number))
        blocks.append(rows)
    packed: list[list[Piece]] = []
    now: list[Piece] = []
    rooms = limits or repeat(LIMIT)
    room = next(rooms)
    for rows in blocks:
        if now and len(now) + len(rows) + 3 > room:
            packed.append(now)
            now, room = [], next(rooms)
        while len(rows) + 2 > room:  # a paragraph longer than a window
            cut = next(
                (
                    i
                    for i in range(room - 2, room // 2, -1)
                    if plain[rows[i - 1][2] : rows[i - 1][3]] in SENTENCE_END and rows[i][4]
                ),
                room - 2,
            )
            packed.append(rows[:cut])
            rows, room = rows[cut:], next(rooms)
        if rows:
            now = [*now, (between, 0, -1, -1, False, -1), *rows] if now else rows
    if now:
        packed.append(now)
    return [_window(rows, opening, between) for rows in packed]


WORD = re.compile(r"\w+")


def _window(rows: Sequence[Piece], opening: int, closing: int) -> Window:
    rows = [(opening, 0, -1, -1, False, -1), *rows, (closing, 0, -1, -1, False, -1)]
    ids, kinds, start, end, first, paragraph = (
        np.array(column) for column in zip(*rows, strict=False)
    )
    return Window(
        ids.astype(np.int64), kinds.astype(np.int64), start, end, first.astype(bool), paragraph
    )


@functools.cache
def tokenizer() -> Tokenizer:
    """The word-piece tokenizer, loaded once."""
    from tokenizers import Tokenizer

    tok = Tokenizer.from_file(str(model_file("attribution-tokenizer.json")))
    tok.no_truncation()
    tok.no_padding()
    return tok


def load_session(name: str) -> InferenceSession:
    """An ONNX Runtime session over a file of `analysis/models`, on one thread."""
    import onnxruntime as ort

    path = model_file(name)
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # The fused form of "add, then normalise" adds in plain loops: the two by themselves save 13 %.
    return ort.InferenceSession(
        str(path),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )


@functools.cache
def session() -> InferenceSession:
    """The encoder, loaded once."""
    return load_session("attribution-encoder.onnx")


def run(window: Window, model: InferenceSession | None = None) -> Window:
    """Fill a window's tags, hidden vectors and vectors of lower layers."""
    logits, hidden, *lower = (model or session()).run(
        ["logits", "hidden", *LOWER], {"ids": window.ids[None], "kinds": window.kinds[None]}
    )
    window.tags, window.hidden = softmax(logits[0]), hidden[0]
    window.vectors = np.concatenate([layer[0] for layer in lower], axis=1)
    return window


def softmax(scores: np.ndarray) -> np.ndarray:
    """Logits → probabilities that sum to 1 over the last axis."""
    raised: np.ndarray = np.exp(scores - scores.max(-1, keepdims=True))
    raised /= raised.sum(-1, keepdims=True)
    return raised


def encode(parsed: Parsed) -> list[Window]:
    """All windows of one parsed article, tagged and vectorised, in text order; run once."""
    if parsed.windows is None:
        parsed.windows = []
        for window in windows(parsed.article.text, parsed.paragraphs, tokenizer()):
            parsed.windows.append(run(window))
            headway.tell(int(window.end.max() - window.start[1]), headway.ENCODED)
    return parsed.windows


def token_vectors(parsed: Parsed) -> np.ndarray:
    """float32 (tokens, 1152): lower layers of the encoder at the piece where each token begins.

    What a word means stands in the lower layers, what it does in a statement in the last one: heads
    other than the attribution's read these. White space has zeros. Made once for an article.
    """
    if parsed.vectors is not None:
        known: np.ndarray = parsed.vectors
        return known
    out = parsed.vectors = np.zeros((len(parsed.doc), 384 * len(LOWER)), np.float32)
    begins = np.array(parsed.words.start)
    for window in encode(parsed):
        pieces = np.flatnonzero(window.start >= 0)
        if not len(pieces) or window.vectors is None:
            continue
        low, high = np.searchsorted(begins, (window.start[pieces[0]], window.end[pieces[-1]]))
        at = np.searchsorted(window.start[pieces], begins[low:high], side="right") - 1
        out[low:high] = window.vectors[pieces[at]]
    return out


def word_vectors(parsed: Parsed) -> dict[int, np.ndarray]:
    """Start of each word → the mean of its pieces' vectors, float32 (768,).

    The last layer, which knows the statement, beside the fourth, which knows the word.
    """
    found: dict[int, np.ndarray] = {}
    for window in encode(parsed):
        pieces = np.flatnonzero(window.start >= 0)
        first = np.flatnonzero(window.first[pieces])
        if window.hidden is None or window.vectors is None or not len(first):
            continue
        layers = np.hstack([window.hidden, window.vectors[:, -window.hidden.shape[1] :]])[pieces]
        sizes = np.diff(np.append(first, len(pieces)))
        means = layers[first]
        for n in np.flatnonzero(sizes > 1):
            means[n] = layers[first[n] : first[n] + sizes[n]].sum(0) / sizes[n]
        found.update(zip(window.start[pieces][first].tolist(), means, strict=True))
    return found
