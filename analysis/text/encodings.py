"""Bytes → text: which encoding makes the letters and quotation marks plausible?"""

import codecs
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from .language import detect
from .lexicon import read_rows
from .problems import InputError

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The commonest first: it wins where several fit alike.
CODE_PAGES = tuple("cp1252 mac_roman cp1250 iso8859-2 cp850 cp852 cp1251 koi8-r".split())
PLAUSIBLE = 0.9  # share of the characters beyond ASCII that must make sense where they stand
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
BINARY = 0.02  # a larger share of control characters is no text
SAMPLE = 200_000  # bytes looked at where an encoding is guessed
CHUNK = 1 << 20
OPENING, CLOSING = frozenset("‘„¿¡‹"), frozenset("”’›")
SIGNS = frozenset("…•·€£¥§©®™°½¼¾²³%‰×†")
FREE = frozenset("–—“«»\xa0")  # French sets spaces inside its marks, German turns them round
FOREIGN = 0.3  # a larger share of letters beyond ASCII: no language of Latin letters
REMEDY = "save the article as plain text in UTF-8"
CHECK = "check accents and quotation marks, or save the file as UTF-8"


def decode(path: Path, data: bytes) -> tuple[str, list[str]]:
    """Bytes → the untouched text (line ends as they are), flagged where the encoding was guessed.

    Raises InputError for binary data.
    """
    encoding, guessed = find_encoding(path, [data])
    text = data.decode(encoding, errors="replace")
    if _is_binary(text):
        raise InputError(path, "is not a text file (control characters)", REMEDY)
    flags = [f"encoding {encoding} guessed: {CHECK}"] if guessed else []
    if "\ufffd" in text:
        flags.append("damaged characters (U+FFFD) in the text: get a clean copy")
    return text, flags


def open_lines(path: Path) -> tuple[Iterator[str], bool]:
    """The lines of a file as they are asked for, and whether its encoding was guessed."""
    encoding, guessed = find_encoding(path, _chunks(path))
    return _lines(path, encoding), guessed


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _lines(path: Path, encoding: str) -> Iterator[str]:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        yield from file


def find_encoding(path: Path, chunks: Iterable[bytes]) -> tuple[str, bool]:
    """(encoding, guessed?): that of the byte order mark, UTF-8 where all fits it, else a guess."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding = None
    for n, chunk in enumerate(chunks):
        if n == 0:
            encoding = next((name for bom, name in BOMS if chunk.startswith(bom)), None)
            if encoding and encoding != "utf-8-sig":
                return encoding, False
        try:
            decoder.decode(chunk)
        except UnicodeDecodeError:
            return _guess(path, chunk), True
    return encoding or "utf-8", False


def _guess(path: Path, data: bytes) -> str:
    telling = b"\n".join(line for line in data.splitlines() if not line.isascii())[:SAMPLE]
    scores = {}
    for name in CODE_PAGES:
        try:
            scores[name] = plausibility(telling.decode(name))
        except UnicodeDecodeError:
            continue
    best = max(scores, key=lambda name: scores[name], default="")
    if scores.get(best, 0) >= PLAUSIBLE:
        return best
    from charset_normalizer import from_bytes

    match = None if _is_binary(telling.decode("latin-1")) else from_bytes(telling).best()
    if match is None:
        raise InputError(path, "is not a text file in any known encoding", REMEDY)
    return match.encoding


def _is_binary(text: str) -> bool:
    return len(CONTROL.findall(text)) > BINARY * len(text)


@cache
def alphabets() -> dict[str, frozenset[str]]:
    """lexicons/alphabets.csv: language → its small letters beyond a to z."""
    rows = read_rows("alphabets.csv", ("language", "letters"))
    return {row["language"]: frozenset(row["letters"]) for _, row in rows}


def plausibility(text: str) -> float:
    """Share of the characters beyond ASCII that stand where they would in a text of its language.

    A letter must belong to the language, touch another one and not be a capital after a small
    one; an opening mark stands before a word, a closing one behind; a sign is within no word.
    """
    known = alphabets()
    words = [c for c in text if c.isalpha()]
    latin = sum(not c.isascii() for c in words) <= FOREIGN * len(words)
    letters = known.get(detect(text) or "", known[""] if latin else frozenset())
    padded = f" {text} "
    sound = total = 0
    for match in re.finditer(r"[^\x00-\x7f]", text):
        at = match.start()
        before, c, after = padded[at], padded[at + 1], padded[at + 2]
        total += 1
        sound += _fits(before, c, after, letters)
    return sound / total if total else 1.0


def _fits(before: str, c: str, after: str, letters: frozenset[str]) -> bool:
    if c.lower() in letters:
        alone = not before.isalpha() and not after.isalpha()
        return not (c.isupper() and before.islower()) and not (alone and not before.isspace())
    if c in OPENING:
        return not after.isspace() and not before.isalnum()
    if c in CLOSING:
        return not before.isspace()
    if c in FREE:
        return True
    return c in SIGNS and not (before.isalpha() and after.isalpha())
