"""Tokens, sentences, paragraphs, headings and quotations on the untouched text, whatever the text is."""

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import Article, annotate
from analysis.paths import PROJECT
from analysis.text.articles import load_articles
from analysis.text.parse import (
    MAX_BLOCK,
    find_paragraphs,
    model,
    normalise,
    parse,
    readable,
    split_words,
    unwrap,
)
from tests.cases import cases

ODD = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "'",
        "’",
        "\n",
        "\n\n",
        "\r\n",
        "\x00",
        "\u202e",
        "\u00a0",
        "👍🏽",
        "é",
        "e\u0301",
        "\ud800",
        ". ",
        "He said ",
        "“We stay,” ",
        "Trump ",
        "\u2028",
        "\ufeff",
        "«",
        "»",
        "``",
        "''",
        "A. ",
        "  ",
        "\t",
        "ש",
        "ﬁ",
        "ß",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(st.one_of(ODD, st.text(max_size=8)), max_size=40).map("".join)
)


def parse_text(text):
    return next(parse([Article("case", text)]))


@pytest.mark.parametrize("case", cases("parse"))
def test_structure(case):
    """Sentences, headings, quotations and the number of paragraphs of every case are those a reader sees."""
    text = case["text"]
    parsed = parse_text(text)
    seen = {
        "sentences": [text[s.start : s.end] for s in parsed.sentences],
        "headings": [text[s.start : s.end] for s in parsed.sentences if s.is_heading],
        "quotes": [text[q.start : q.end] for q in parsed.quotes],
        "kinds": [q.kind for q in parsed.quotes],
        "paragraphs": len(parsed.paragraphs),
    }
    expected = {k: v for k, v in case.items() if k in seen}
    assert {k: seen[k] for k in expected} == expected


@given(TEXTS)
def test_offsets_point_into_the_untouched_text(text):
    """Every token covers as many characters as it has, tokens and white space make up the whole text, nothing is lost."""
    parsed = parse_text(text)
    assert parsed.article.text == text and len(parsed.doc.text) == len(text)
    assert (
        "".join(t.text_with_ws for t in parsed.tokens) == parsed.doc.text == unwrap(normalise(text))
    )
    for i, token in enumerate(parsed.tokens):
        assert token.i == i and parsed.lower[i] == token.lower_
        covered = text[token.idx : token.idx + len(token)]
        assert len(covered) == len(token.text)
        if token.text.isalnum():
            assert covered == token.text


@given(TEXTS)
def test_sentences_and_paragraphs_are_ordered_and_disjoint(text):
    """Sentences lie in order within one paragraph each, hold their tokens, and can be found by any of their offsets."""
    parsed = parse_text(text)
    for spans in ([(s.start, s.end) for s in parsed.sentences], parsed.paragraphs):
        assert all(a < b for a, b in spans)
        assert all(x[1] <= y[0] for x, y in zip(spans, spans[1:]))
    for n, s in enumerate(parsed.sentences):
        a, b = parsed.paragraphs[s.paragraph]
        assert s.sentence_id == n and a <= s.start < s.end <= b
        assert parsed.tokens[s.first].idx == s.start
        assert parsed.tokens[s.last - 1].idx + len(parsed.tokens[s.last - 1]) == s.end
        assert (
            parsed.sentence_of(s.start)
            == parsed.sentence_of(s.end - 1)
            == s
            == parsed.sentence_of_token(s.first)
        )
    words = [t for t in parsed.tokens if t.text.isalnum()]
    assert all(parsed.sentence_of(t.idx) is not None for t in words)


@given(TEXTS)
def test_quotations_are_disjoint_and_found_by_offset(text):
    """Quotations lie in order without overlap, hold something, and quote_of finds them and nothing else."""
    parsed = parse_text(text)
    assert all(x.end <= y.start for x, y in zip(parsed.quotes, parsed.quotes[1:]))
    for q in parsed.quotes:
        assert q.start < q.end
        assert parsed.quote_of(q.start) == parsed.quote_of(q.end - 1) == q
    covered = {i for q in parsed.quotes for i in range(q.start, q.end)}
    assert all((parsed.quote_of(i) is not None) == (i in covered) for i in range(len(text)))


@given(st.text(alphabet=st.characters(), max_size=300))
def test_the_copy_for_the_models_has_the_same_length(text):
    """One character for one character: offsets into the copy are offsets into the text, and no control character is left."""
    copy = normalise(text)
    assert len(copy) == len(text) == len(unwrap(copy))
    assert not set(copy) & set("\x00\u202e\u2066\ufeff\r“”’")


def test_paragraphs_of_plain_lines():
    """Lines with something in them, without the white space around."""
    assert find_paragraphs("  a b \n\n\n c\n") == [(2, 5), (10, 11)]


@pytest.mark.parametrize("case", cases("wrapped"))
def test_a_line_break_inside_a_paragraph_is_a_space(case):
    """Whatever the width; headings, items, times, speakers and verses keep their lines."""
    copy = unwrap(normalise(case["text"]))
    assert [copy[a:b] for a, b in find_paragraphs(copy)] == case["paragraphs"]


@pytest.mark.parametrize("width", [40, 60, 72, 80])
def test_articles_wrapped_at_any_width_keep_their_paragraphs(width):
    """No paragraph of the invented crisis is glued to the next; one in thirty is cut once."""
    kept = cut = 0
    for article in load_articles(PROJECT / "benchmarks" / "crisis")[::4]:
        plain = normalise(article.text)
        assert unwrap(plain) == plain
        whole = [" ".join(plain[a:b].split()) for a, b in find_paragraphs(plain)]
        lines = "\n\n".join(textwrap.fill(w, width, break_on_hyphens=False) for w in whole)
        copy = unwrap(lines)
        found = [copy[a:b] for a, b in find_paragraphs(copy)]
        kept, cut = kept + len(whole), cut + len(found) - len(whole)
        assert all(any(part in w for w in whole) for part in found)
    assert cut < kept / 30


def test_a_long_text_keeps_offsets_across_blocks():
    """A paragraph far longer than a block is cut between sentences, and no offset moves."""
    text = "The ship left the old port at nine. " * (3 * MAX_BLOCK // 36)
    parsed = parse_text(text)
    assert {text[s.start : s.end] for s in parsed.sentences} == {
        "The ship left the old port at nine."
    }
    assert len(parsed.sentences) == 3 * MAX_BLOCK // 36
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in parsed.tokens)


@pytest.mark.slow
def test_time_grows_with_length_and_not_faster():
    """20,000 words take less than six times as long as 5,000: linear, with room for a busy machine."""
    line = "“We will not leave the port of Caracas tonight,” the captain said, and Trump told Maduro that he would stay.\n"

    def seconds(words):
        start = time.process_time()
        parse_text(line * (words // 20))
        return time.process_time() - start

    seconds(1000)
    assert seconds(20_000) < 6 * seconds(5_000)


def test_the_same_text_gives_the_same_parse(article):
    """Twice the same, alone or after other articles."""
    once = parse_text(article.text)
    again = list(parse([Article("other", "Another text, quite short."), article]))[1]
    assert [(t.tag_, t.dep_, t.head.i) for t in once.tokens] == [
        (t.tag_, t.dep_, t.head.i) for t in again.tokens
    ]
    assert once.sentences == again.sentences and once.quotes == again.quotes


def test_split_words_cuts_as_the_parser_does():
    """A phrase of a list and the same words in a text have the same tokens."""
    assert split_words("Maduro’s government") == ["Maduro", "'s", "government"]
    assert split_words(" U.S.  Navy ") == ["U.S.", "Navy"]


def test_remembered_attributes_are_the_rulers_and_lemmatizers():
    """Also of words that patterns name, of pairs of words, of white space, the second time too."""
    text = (
        "Let's go. They ain't gonna come; y'all got ta go. There is a man, there're two. C'mon! "
        "He gets\t it \n\n he's got nothin' goin' on. 'Em I'll have had, that which was what it did."
    )
    nlp = model()
    ruler, lemmatizer = nlp.get_pipe("attribute_ruler"), nlp.get_pipe("lemmatizer")
    for _ in range(2):
        [ours], plain = nlp.pipe([text]), nlp.make_doc(text)
        for _, pipe in nlp.pipeline:
            own = pipe is nlp.get_pipe("remembered_attributes")
            plain = lemmatizer(ruler(plain)) if own else pipe(plain)
        for a, b in zip(ours, plain, strict=True):
            assert (a.tag, a.dep, a.pos, str(a.morph), a.lemma) == (
                b.tag,
                b.dep,
                b.pos,
                str(b.morph),
                b.lemma,
            )


def test_articles_are_parsed_as_if_alone():
    """Several go through the parser at once; none changes another."""
    texts = ["The port opened. He said no.", "", "A\n\nShe left, “quietly”.", "word " * 9000]
    together = parse([Article(f"a{n}", text) for n, text in enumerate(texts)])
    for parsed, text in zip(together, texts, strict=True):
        alone = parse_text(text)
        assert parsed.sentences == alone.sentences
        assert [(t.pos_, t.dep_, t.head.i) for t in parsed.tokens] == [
            (t.pos_, t.dep_, t.head.i) for t in alone.tokens
        ]


@pytest.mark.parametrize(
    "opening",
    [
        "SUNDHOLM, 12 March 2031 - ",
        "GALLEN/ORLY, March 3 (Wire) -- ",
        "PORT ELLERY, Northmark (AP) — ",
        "Old Brenn (AFP) – ",
        "N'KARA (Wire) - ",
    ],
)
def test_a_dateline_is_nobody(opening):
    """Place and agency before the dash neither act nor speak, and begin no claim."""
    told = "Fighters of the Front took a town, residents said."
    notes = annotate(Article("x", opening + told))
    assert list(notes.sentences.text) == [told]
    assert list(notes.attributions.content) == ["Fighters of the Front took a town"]
    assert list(notes.claims.quote) == ["Fighters of the Front took a town"]


@pytest.mark.parametrize(
    "prose", ["Dana Orr (R-Brenn) - Won.", "Orr - once a friend - left.", "Talks failed - again."]
)
def test_prose_before_a_dash_is_no_dateline(prose):
    """Names, parties and asides stay."""
    assert readable(prose) == prose


def test_the_day_of_a_dateline_dates_an_article_without_another(tmp_path):
    """And the article says where its date comes from."""
    path = tmp_path / "a.txt"
    path.write_text("Town falls\n\nSUNDHOLM, 12 March 2031 - The town fell on Thursday.\n")
    [article] = load_articles(path)
    assert str(article.published) == "2031-03-12"
    assert "date read from the text in its dateline: check it" in article.flags


def test_a_dateline_does_not_keep_broken_lines_apart():
    """Lines are joined before it is blanked: without it the first looks short and whole."""
    text = (
        "Talks collapse as a tanker is seized\n\n"
        "BRENN, 12 March 2031 (Wire) - Talks between Karvia and Telmark collapsed on\n"
        "Monday after a tanker had been seized in the strait, officials of both\n"
        "countries said.\n\n"
        "They will answer any blockade with force, Defence Minister Petra Lusk told\n"
        "reporters in the capital. Telmark denied that it had planned a blockade and\n"
        "called the charge absurd.\n"
    )
    assert len(annotate(Article("x", text)).sentences) == 4


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("It began at 6 a.m. Guerrilla units fled.", ["6 a.m.", "fled."]),
        ("It began at 6 p.m. Opposition leader Keita fled.", ["6 p.m.", "fled."]),
        ("It began at 6 p.m. Friday and ended soon.", ["soon."]),
        ("It began at 1 p.m. Eastern time on Friday.", ["Friday."]),
        ("It began at 1 p.m. EST on Friday.", ["Friday."]),
    ],
)
def test_a_sentence_ends_with_an_hour(text, ends):
    """A capital behind "a.m." begins a sentence, unless it is a day's or a zone's."""
    parsed = next(parse([Article("t", text)]))
    assert [text[: s.end][-len(e) :] for s, e in zip(parsed.sentences, ends, strict=True)] == ends
