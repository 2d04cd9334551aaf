"""How many sources stand behind a claim in its own article, and how many of them are distinct origins."""

import re

from ...text.plain import NUMBERS
from .voices import Voice

# "six ministers" are six sources, "twelve percent of voters" are not twelve
CARDINAL = {w: n for w, n in NUMBERS.items() if n <= 6} | dict.fromkeys(
    ("both", "several", "multiple", "many", "various"), 2
)
JOINED = re.compile(r"\s+(?:and|as well as)\s+|,\s*", re.I)


def count(voice: Voice, confirming: list[Voice]) -> tuple[int, int]:
    """(sources, distinct origins) of a claim and of those who confirm it.

    The narrator is no source. Unnamed people of one phrase are one origin, and unnamed people of one article are never
    more than one; news outlets of one article count once, since nothing says where each has it from.
    'Both the army and the rebels' are two origins; 'A and B said' is one, for all the text shows a joint statement.
    """
    voices = [v for v in (voice, *confirming) if v.attribution != "none" and v.source]
    sources, origins = 0, set()
    for v in voices:
        sources += _heads(v.source)
        if v.parties:
            origins.update(part.lower() for part in v.parties)
            sources += len(v.parties) - _heads(v.source)
        elif v.source_type == "anonymous":
            origins.add("anonymous")
        elif v.source_type == "media":
            origins.add("media")
        elif re.match(r"both\b", v.source, re.I):
            origins.update(part.lower() for part in JOINED.split(v.source))
        else:
            origins.add(
                " ".join(sorted(w for w in v.source.lower().split() if w not in ("the", "a", "an")))
            )
    return sources, len(_distinct(origins))


def _heads(source: str) -> int:
    words = source.lower().split()
    return max(
        [CARDINAL.get(w, 1) for w in words[:2]]
        + [min(len([p for p in JOINED.split(source) if p[:1].isupper()]), 9), 1]
    )


def _distinct(origins: set[str]) -> set[str]:
    """Names that contain one another are one ('Rubio', 'Marco Rubio')."""
    kept: list[set[str]] = []
    for words in sorted(
        (set(o.replace("’s", "").replace("'s", "").split()) for o in origins),
        key=lambda w: (-len(w), sorted(w)),
    ):
        if not any(words <= k for k in kept):
            kept.append(words)
    return {" ".join(sorted(k)) for k in kept}
