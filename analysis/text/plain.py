"""Words brought to a form in which they can be compared: accents and typesetting off, numbers."""

import re
import unicodedata
from functools import cache

SENTENCE_ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")
# One character for one character, so that offsets hold.
QUOTATION_MARKS = str.maketrans({**dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛", "'")})
STRAIGHT = {**QUOTATION_MARKS, **str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))}
# "at 6 a.m. Another": a sentence ends, unless a day or a zone of time follows
ZONES = r"\w+day\b|\w+ [Tt]ime\b|Eastern|Pacific|Central|[A-Z]{1,3}T\b|UTC"
HOUR_ENDS = re.compile(rf"\b[ap]\.m\.(?=[\"'”’]?\s+[\"'“‘]?(?!{ZONES})[A-Z])")
UNITS = "one two three four five six seven eight nine".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBERS = {
    **{word: n for n, word in enumerate(UNITS + TEENS, 1)},
    **{word: 10 * n for n, word in enumerate(TENS, 2)},
}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}


@cache
def fold(word: str) -> str:
    """Lower case without accents: "RODRÍGUEZ" and "Rodriguez" are one name.

    >>> fold("RODRÍGUEZ")
    'rodriguez'
    """
    if word.isascii():
        return word.lower()
    return "".join(
        c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)
    ).casefold()


def norm(text: str) -> str:
    """The words without what typesetting changes, as claims are named and compared by them.

    NFKC, straight marks, plain hyphens, case folded, single spaces, no punctuation at the ends.

    >>> norm("“The bridge –  it’s closed.”")
    "the bridge - it's closed"
    """
    straight = unicodedata.normalize("NFKC", text).translate(STRAIGHT).casefold()
    return re.sub(r"\s+", " ", straight).strip(" .,;:!?\"'")
