"""Hostile inputs, made from a number: the same number gives the same file, so a failure repeats."""

import json
import random

from tests.text import files

MARKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    '=HYPERLINK("http://x")',
    "$\\href{javascript:alert(1)}{x}$",
    "[x](javascript:alert(1))",
    "\u202eevil\u202c",
    "\u200b\u3164\u2800\ufe0f",
    "\x1b[31m\x1b]0;x\x07",
    "../../etc/passwd",
    "\ud800",
    "\x00",
    "”“”“" * 20,
    "'" * 50,
    "(" * 200,
    "&#x202e;&lt;b&gt;",
    "word " * 400,
    "End of Document\n",
    "Document ABCD000020251128elbs00001\n",
    "3 of 9 DOCUMENTS\n",
    "HD x\nLP y\n",
    "---\ntitle: x\n---\n",
)
PROSE = (
    "The minister said on Monday that the port would open again. ",
    "“Nobody wants a strike,” she told reporters. ",
    "Officials denied that 19 people had died, and threatened to close the gates. ",
    "\n\n",
)
WHOLE = {
    ".pdf": lambda text: files.pdf([[line[:80] for line in text.split("\n")[:40]]]),
    ".docx": lambda text: files.word("".join(c for c in text if c >= " " or c == "\n")),
    ".rtf": files.rtf,
    ".html": lambda text: f"<html><body><p>{text}</p></body></html>".encode(),
    ".eml": lambda text: f"Subject: {text[:60]!r}\n\n{text}".encode(),
    ".jsonl": lambda text: json.dumps({"text": text, "title": text[:30]}).encode() + b"\n",
    ".csv": lambda text: ('text;title\n"' + text.replace('"', '""') + '";x\n').encode(),
    ".txt": str.encode,
    ".md": str.encode,
}


def text(seed):
    """Prose with hostile pieces in it."""
    chance = random.Random(seed)
    return "".join(
        chance.choice(MARKS if chance.random() < 0.3 else PROSE)
        for _ in range(chance.randint(1, 14))
    )


def file(seed):
    """(ending, bytes) of a file: sound, cut, or with bytes turned over."""
    chance = random.Random(seed)
    ending = chance.choice(list(WHOLE))
    plain = text(seed).encode("utf-8", "replace").decode()
    try:
        data = bytearray(WHOLE[ending](plain))
    except (ValueError, UnicodeError):
        data = bytearray(plain.encode())
    damage = chance.random()
    if damage < 0.3:
        data = data[: chance.randint(0, len(data))]
    elif damage < 0.6 and data:
        for _ in range(chance.randint(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
    return ending, bytes(data)
