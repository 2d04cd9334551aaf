"""One text → the many articles of a database's export: Nexis Uni, older Nexis, Factiva.

Their shapes: each article of Nexis Uni ends with "End of Document", has title, outlet and date
above a copyright line and its text behind "Body"; older Nexis begins each with "3 of 20 DOCUMENTS"
and has outlet, date, title, and its text behind "LENGTH: 500 words"; Factiva ends each with
"Document XXX000020250101abc" and has title, "500 words", date, outlet above a copyright line, or
two-letter codes (HD, PD, SN, LP, TD) before each field.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from .records import written_date

NEXIS_END = re.compile(r"^[^\S\n]*End of Document[^\S\n]*$", re.M)
NEXIS_COUNT = re.compile(r"^[^\S\n]*\d+ of \d+ DOCUMENTS?[^\S\n]*$", re.M)
FACTIVA_END = re.compile(r"^[^\S\n]*(?:AN[\s|]+)?Do[ck]ument[oe]? [A-Z]\w{14,}[\s|]*$", re.M)
WORDS = re.compile(r"([\d.,]+) (words|Wörter|palabras|mots|parole)", re.I)
FIELD = re.compile(r"([A-Z][A-Za-z]+(?:-[A-Z]?[A-Za-z]+)?):(?:\s|$)(.*)")
AFTER_BODY = re.compile(
    r"(Classification|Graphic|Notes|Correction|Load-Date:?.*|LOAD-DATE:.*|LANGUAGE:.*|SUBJECT:.*"
    r"|GRAPHIC:.*|PUBLICATION-TYPE:.*|Language:.*|Publication-Type:.*)"
)
BEFORE_BODY = tuple("section length byline dateline highlight version series".split())
CODE = re.compile(
    r"(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|CX|LP|TD|ART|CT|RF|CO|IN|NS|RE|IPD|IPC|PUB|AN)"
    r"(?:[\s|]+(.*?))?[\s|]*"
)
COPYRIGHT = re.compile(r"(copyright|©|\(c\))", re.I)
BYLINE = re.compile(r"(by|por|par|von)\s", re.I)


class Entry(NamedTuple):
    """One article of an export."""

    title: str | None
    outlet: str | None
    published: date | None
    body: str


class Line(NamedTuple):
    """A line that holds something, and where it stands."""

    start: int
    end: int
    text: str


def split_export(text: str) -> list[Entry]:
    """The articles of an export in its order; an empty list where the text is no export.

    A part in which no body can be told apart (a cover page, a search summary) is left out.
    """
    cutters: tuple[tuple[re.Pattern[str], bool, Callable[[str], Entry | None]], ...] = (
        (NEXIS_END, True, _nexis_uni),
        (NEXIS_COUNT, False, _old_nexis),
        (FACTIVA_END, True, _factiva),
    )
    for mark, at_end, read in cutters:
        marks = list(mark.finditer(text))
        if not marks:
            continue
        cuts = [0, *(m.end() if at_end else m.start() for m in marks), len(text)]
        entries = [read(text[a:b]) for a, b in pairwise(cuts)]
        if found := [e for e in entries if e is not None and e.body.strip()]:
            return found
    return []


def _lines(text: str) -> list[Line]:
    found = ((m.start(), m.group()) for m in re.finditer(r"\S[^\n]*", text))
    return [Line(a, a + len(line.rstrip()), line.strip(" \t|\r\xa0")) for a, line in found]


def _nexis_uni(part: str) -> Entry | None:
    lines = _lines(part)
    for n, line in enumerate(lines):
        below = " ".join(x.text for x in lines[n + 1 : n + 4])
        if n >= 2 and written_date(line.text) and re.search(r"Copyright|Length:|Section:", below):
            start = next((x.end for x in lines[n:] if x.text == "Body"), None)
            start = _end_of_fields(lines[n + 1 :]) if start is None else start
            body = _body(part, lines, start)
            return Entry(lines[n - 2].text, lines[n - 1].text, written_date(line.text), body)
    return None


def _old_nexis(part: str) -> Entry | None:
    lines = _lines(part)[1:]
    n = next((n for n, line in enumerate(lines[:6]) if written_date(line.text)), None)
    if not n:
        return None
    title = []
    for line in lines[n + 1 :]:
        if FIELD.fullmatch(line.text):
            break
        title.append(line.text)
    body = _body(part, lines, _end_of_fields(lines[n + 1 :]))
    outlet = next((x.text for x in lines[:n] if not COPYRIGHT.match(x.text)), None)
    return Entry(" ".join(title[:3]) or None, outlet, written_date(lines[n].text), body)


def _end_of_fields(lines: list[Line]) -> int:
    """Where the last of the fields that stand before the text ends."""
    end = lines[0].start if lines else 0
    for line in lines[:20]:
        field = FIELD.fullmatch(line.text)
        if field and field[1].lower() in BEFORE_BODY:
            end = line.end
    return end


def _body(part: str, lines: list[Line], start: int) -> str:
    behind = (x.start for x in lines if x.start >= start and AFTER_BODY.fullmatch(x.text))
    mark = NEXIS_END.search(part)
    return part[start : next(behind, mark.start() if mark else len(part))].strip()


def _factiva(part: str) -> Entry | None:
    lines = _lines(part)
    coded = dict(_codes(part, lines))
    if "HD" in coded and ("LP" in coded or "TD" in coded):
        body = "\n\n".join(coded[code] for code in ("LP", "TD") if code in coded)
        return Entry(coded["HD"], coded.get("SN"), written_date(coded.get("PD", "")), body)
    n = next((n for n, line in enumerate(lines) if WORDS.fullmatch(line.text)), None)
    if not n:
        return None
    above = [x.text for x in lines[:n] if not BYLINE.match(x.text)]
    head = lines[n + 1 : n + 10]
    day = next((k for k, x in enumerate(head) if written_date(x.text)), None)
    copyright_line = next((x for x in head if COPYRIGHT.match(x.text)), None)
    if day is None or not above:
        return None
    names = [x.text for x in head[day + 1 :] if not re.match(r"\d\d:\d\d", x.text)]
    last = copyright_line or head[min(day + 4, len(head) - 1)]
    end = FACTIVA_END.search(part)
    body = part[last.end : end.start() if end else len(part)].strip()
    return Entry(above[-1], names[0] if names else None, written_date(head[day].text), body)


def _codes(part: str, lines: list[Line]) -> Iterator[tuple[str, str]]:
    """(two-letter code, what stands behind it up to the next code)."""
    starts = [(line, code) for line in lines if (code := CODE.fullmatch(line.text))]
    ends = [*(line.start for line, _ in starts), len(part)][1:]
    for (line, code), end in zip(starts, ends, strict=True):
        text = (code[2] or "") + part[line.end : end]
        yield code[1], text.strip(" \t\r\n|\xa0")
