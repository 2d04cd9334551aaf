"""Which words would readers mark as loaded, where the lexicon ends?  A linear score for each word.

The encoder's vector of the word, its grammar, lemma and line in the lexicon → the share of readers
that would mark it (`models/loaded.npz`, made by `benchmarks/train_loaded.py`).
"""

from collections.abc import Mapping

from spacy.tokens import Token

from ..text import encoder, linear
from ..text.parse import Parsed

SCORED = frozenset(("NOUN", "VERB", "ADJ", "ADV", "PROPN"))


def features(token: Token, quoted: bool, loaded_class: str) -> list[str]:
    """Named features of a word; loaded_class is that of its line in the lexicon, or ""."""
    names = [f"pos={token.pos_}", f"dep={token.dep_}"]
    if token.pos_ != "PROPN":  # a name is never loaded because of whom it names
        names.append(f"lemma={token.lemma_.lower()}")
    if quoted:
        names.append("quoted")
    return [*names, "lexicon", f"class={loaded_class}"] if loaded_class else names


def candidates(parsed: Parsed, classes: Mapping[int, str]) -> list[tuple[int, list[str]]]:
    """Content words that can be scored, by token index, with their named features."""
    return [
        (token.i, features(token, parsed.quote_of(token.idx) is not None, classes.get(token.i, "")))
        for sentence in parsed.sentences
        for token in parsed.tokens[sentence.first : sentence.last]
        if token.pos_ in SCORED and any(map(str.isalpha, token.text))
    ]


def score_words(parsed: Parsed, classes: Mapping[int, str]) -> dict[int, float]:
    """Token index → share of readers that would mark the word, 0 to 1.

    classes : token index → class of the lexicon's line that the word belongs to
    """
    model, vectors = linear.load_scorer("loaded.npz"), encoder.word_vectors(parsed)
    return {
        i: model(vectors[start], named)
        for i, named in candidates(parsed, classes)
        if (start := parsed.words.start[i]) in vectors
    }
