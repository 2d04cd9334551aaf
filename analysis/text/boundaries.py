"""Where a sentence begins or cannot begin, whatever the parser would say."""

from spacy.language import Language
from spacy.tokens import Doc

from .plain import HOUR_ENDS

MAX_SENTENCE = 300  # tokens; a longer one is cut, since layers compare the words of a sentence


@Language.component("paragraph_starts")
def paragraph_starts(doc: Doc) -> Doc:
    """What the parser must respect: line breaks end sentences, closing marks begin none."""
    after_break = True
    hours = {m.end() for m in HOUR_ENDS.finditer(doc.text)}
    for i in cuts_of(doc):
        doc[i].is_sent_start = True
    for token in doc:
        if token.is_space:
            after_break = after_break or "\n" in token.text
        elif after_break or (hours and token.i and token.nbor(-1).idx + 4 in hours):
            token.is_sent_start = True
            after_break = False
        elif (
            token.text in ('"', "'", ")", "''")
            and not token.nbor(-1).whitespace_
            and not token.nbor(-1).is_space
        ):
            token.is_sent_start = False
    return doc


def cuts_of(doc: Doc) -> list[int]:
    """Tokens before which a sentence without end is cut: lists, tables and noise, never prose."""
    if len(doc) <= MAX_SENTENCE:
        return []
    words = doc.to_array("ORTH").tolist()
    texts = {word: doc.vocab.strings[word] for word in set(words)}
    ends = {word for word, text in texts.items() if text in (".", "!", "?") or "\n" in text}
    cuts, begun = [], 0
    for i, word in enumerate(words):
        if word in ends:
            begun = i + 1
        elif i - begun >= MAX_SENTENCE:
            cuts.append(i)
            begun = i
    return cuts
