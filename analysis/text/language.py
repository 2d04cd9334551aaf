"""Which language is a text in? The layers, all made for English, leave others alone."""

import re
from functools import cache
from typing import Any

# An English text of any length is full of these; no other language has them in such numbers.
ENGLISH = frozenset("the of and to that with from which this said".split())
ENGLISH_SHARE = 0.12
SAMPLE = 20_000  # characters looked at
FEW_WORDS = 12  # fewer than this and no detector is to be trusted
CONFIDENT = 0.8  # py3langid's normalised probability


def detect(text: str) -> str | None:
    """ISO 639-1 code (else 639-3); None where the text is too short or too mixed to tell.

    English is recognised by the share of its function words, everything else by py3langid (Lui and
    Baldwin 2012), whose model is loaded only when needed.

    >>> detect("The port is shut and the ferry is late because of the storm of last night.")
    'en'
    >>> detect("Port shut") is None  # too few words to tell
    True
    """
    words = re.findall(r"[^\W\d_]+", text[:SAMPLE].lower())
    if len(words) < FEW_WORDS:
        return None
    if "the" in words and sum(word in ENGLISH for word in words) >= ENGLISH_SHARE * len(words):
        return "en"
    code, probability = identifier().classify(text[:SAMPLE])
    return code if probability >= CONFIDENT else None


@cache
def identifier() -> Any:
    """The recogniser of languages, loaded once."""
    from py3langid import langid

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
