"""Text as HTML that is only text: nothing in it runs, nothing in it is hidden.

`Shown` is what a notebook shows: HTML that needs no trust, and plain text beside it.
"""

import unicodedata
from dataclasses import dataclass
from html import escape

# JupyterLab sets $…$ as mathematics, in HTML too, except in what bears this class: money stays
# money.
PLAIN = "mathjax_ignore"
# Characters that no reader sees, or that turn the direction of what follows: shown as one
# character each, so that the shown text is as long as the stored one. HTML has no place for
# control characters and lone surrogates at all.
HIDDEN = {
    *range(9),
    11,
    12,
    *range(14, 32),
    *range(127, 160),
    0xAD,
    0x061C,
    *(0x115F, 0x1160, 0x3164, 0xFFA0),  # Hangul fillers
    *range(0x180B, 0x1810),
    *range(0x200B, 0x2010),
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0x2800,  # the blank of braille
    *range(0xFE00, 0xFE10),  # variation selectors
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xD800, 0xE000),
    *range(0xE0000, 0xE0080),
    *range(0xE0100, 0xE01F0),
}


POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'"
)
STYLE = """:root { color-scheme: light dark }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font-family: sans-serif;
  line-height: 1.45 }
figure { margin: 1rem 0; background: #fff } figure img { max-width: 100%; height: auto }
.ss-claim ul { margin: 0.3rem 0; padding-left: 1.3rem } .ss-claim p { margin: 0.4rem 0 }
@media print { body { max-width: none; margin: 0; font-size: 10pt }
  article + article { break-before: page } figure, tr, .ss-claim :is(p, li) { break-inside: avoid }
  .ss-claim > p:not(:last-child) { break-after: avoid }
  figure img { max-height: 11cm } td { border-top: 1px solid #999 }
  h2, h2 + p { break-after: avoid }
  .ss-claim a[href^=http]::after { content: " <" attr(href) ">" } }"""


@dataclass(frozen=True)
class Shown:
    """What a notebook shows: `html`, also where nothing is trusted; `text` for others."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        """What stands where no HTML is shown."""
        return self.text


def inert(text: str, tagged: bool = True) -> str:
    """Text as HTML that only is text; hidden characters show (`tagged`: with their names).

    >>> inert("<b>Tom & I</b>")
    '&lt;b&gt;Tom &amp; I&lt;/b&gt;'
    """
    if not any(ord(c) in HIDDEN for c in text):
        return escape(text, quote=True).replace("\r", "&#13;")
    return "".join(
        escape(c, quote=True).replace("\r", "&#13;")
        if ord(c) not in HIDDEN
        else _placeholder(c, tagged)
        for c in text
    )


def placeholder(char: str) -> str:
    """The one visible character that stands for a hidden one."""
    code = ord(char)
    return chr(0x2400 + code) if code < 32 else "\u2421" if code == 127 else "\u25af"


def visible(text: str) -> str:
    """The text with a visible character in place of each hidden one."""
    return "".join(placeholder(c) if ord(c) in HIDDEN else c for c in text)


def _placeholder(char: str, tagged: bool) -> str:
    if not tagged:
        return placeholder(char)
    name = unicodedata.name(
        char, "CONTROL CHARACTER" if unicodedata.category(char) == "Cc" else "HIDDEN CHARACTER"
    )
    return (
        f'<span title="U+{ord(char):04X} {name}" style="color: #d55e00">{placeholder(char)}</span>'
    )


def words(text: str) -> Shown:
    """Sentences as paragraphs: plain text, never Markdown, HTML or mathematics."""
    parts = [part for part in text.split("\n\n") if part.strip()]
    html = "".join(f'<p style="max-width: 46rem">{inert(part)}</p>' for part in parts)
    return Shown(f'<div class="{PLAIN}">{html}</div>', "\n\n".join(parts))


def document(title: str, body: str) -> str:
    """A whole page for a browser, which runs nothing, loads nothing and prints well."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{inert(title, tagged=False)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"{body}\n</body>\n</html>\n"
    )
