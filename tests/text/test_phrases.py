"""The pattern language of the lexicons: words, lemmas, parts of speech, alternatives, optional words and gaps."""

import pytest

from analysis.text import parse, phrases
from analysis.text.article import Article


def find(pattern: str | list[str], text: str) -> list[str]:
    """The words that a pattern (or the longest of several) covers."""
    document = next(parse.parse([Article("t", text)]))
    book = phrases.PhraseBook([pattern] if isinstance(pattern, str) else pattern)
    doc = document.doc
    return [doc[m.first : m.last].text for m in book.find(phrases.Words(doc), 0, len(doc))]


@pytest.mark.parametrize(
    "pattern, text, found",
    [
        ("boiling point", "It reached Boiling Point.", ["Boiling Point"]),
        ("=tyrant", "The tyrants fell.", ["tyrants"]),
        ("=claim/VERB", "She claims the claim is old.", ["claims"]),
        ("=claim/NOUN", "She claims the claim is old.", ["claim"]),
        ("red|blue alert", "A blue alert.", ["blue alert"]),
        ("raised all? alarms", "It raised alarms.", ["raised alarms"]),
        (
            "=put/VERB .. on alert",
            "They put the whole coast on alert.",
            ["put the whole coast on alert"],
        ),
        ("=put/VERB .. on alert", "They put the whole long and windy coast on alert.", []),
        ("good */NOUN", "A good harvest, good and large.", ["good harvest"]),
        ("boiling point", "The boiling\npoint", []),
    ],
)
def test_patterns(pattern, text, found):
    """Each element of a pattern stands for what its description says, within one sentence when asked so."""
    if "\n" in text:
        document = next(parse.parse([Article("t", text)]))
        book, words = phrases.PhraseBook([pattern]), phrases.Words(document.doc)
        assert not [m for s in document.sentences for m in book.find(words, s.first, s.last)]
    else:
        assert find(pattern, text) == found


def test_the_longest_phrase_wins():
    """Of patterns that begin at one word the longest is taken."""
    assert find(["war", "war of words"], "A war of words.") == ["war of words"]


@pytest.mark.parametrize(
    "pattern", ["", "..", "word ..", "maybe? word", "*/NOUN word", "=word/noun"]
)
def test_a_pattern_that_cannot_work_is_refused(pattern):
    """A pattern without a first word, with a gap at an end or with an unknown tag raises an error that shows it."""
    with pytest.raises(ValueError):
        phrases.compile_pattern(pattern)


def test_a_lexicon_without_its_columns_is_named(tmp_path):
    """The error gives the file and the column that is missing."""
    path = tmp_path / "words.csv"
    path.write_text("pattern\nword\n", encoding="utf-8")
    with pytest.raises(ValueError, match="words.csv.*weight"):
        phrases.read_lexicon(path, ("pattern", "weight"))


def test_a_wrong_line_is_named_with_its_number(tmp_path):
    """The error gives file, line and pattern; a line that begins with '#' is a comment."""
    path = tmp_path / "words.csv"
    path.write_text("pattern\n# a comment\nword\nword ..\n", encoding="utf-8")
    with pytest.raises(ValueError, match="words.csv, line 4"):
        phrases.read_lexicon(path, ("pattern",))
