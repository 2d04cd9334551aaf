"""Correcting: what the machine read and a person reads otherwise.

Rows are added, never changed or removed.
"""

from typing import Any

import pandas as pd

from ..text import anchors
from ..text.article import Article, Span
from .basis import basis_hash
from .columns import CORRECTIONS, Register
from .decisions import new_id, now
from .ledger import RegisterError
from .stored import save


def add_correction(
    register: Register,
    article: Article,
    what: str,
    start: int,
    end: int,
    field: str,
    to: str,
    *,
    who: str,
    why: str,
    was: str = "",
) -> Register:
    """Write a correction of what the machine read to disk, at once; returns the register with it.

    what       : attributions, claims or acts
    start, end : the span that the row stands on (of an attribution, its content), in `article.text`
    field, to  : attributions: source, speaker, kind, source_type, stance, span; claims: status,
        source, source_type, claim_type; acts: actor, target, rung (0–10), root (PLOVER), date,
        modality. Of whole rows: drop; add (to: a status, or a root); claims also split (to: the
        parts' words, "the pit was shut | the road was cut", or their spans, "120-163 170-190";
        one part alone is the claim with other words) and join (to: the other's words or span)
    was        : what stood there, for a reader
    `annotate(articles, corrections=corrections(register))` applies it in every later run. Raises
    RegisterError, with nothing written, for an unknown field or value, a span outside the text, a
    missing name or reason, half a character.
    """
    if not 0 <= start < end <= len(article.text):
        raise RegisterError(
            f"not saved: {start}-{end} is no span of the text of {article.article_id}"
        )
    if field in ("split", "join", "span") and to.strip("0123456789- "):
        places = (span_of(article, words, start) for words in to.split("|"))
        to = " ".join(f"{a}-{b}" for a, b in places)
    prefix, suffix = anchors.surroundings(article.text, start, end)
    place = {"start": start, "end": end, "response_start": -1, "response_end": -1}
    row = {
        **dict.fromkeys(CORRECTIONS, ""),
        "what": what,
        "article_id": article.article_id,
        "key": f"{start}-{end}",
        "words": article.text[start:end],
        "prefix": prefix,
        "suffix": suffix,
        "field": field,
        "from": was,
        "to": to.strip(),
        "who": who.strip(),
        "why": why.strip(),
        "basis_hash": basis_hash(place, article.text),
    }
    return _write(register, row)


def span_of(article: Article, words: str, near: int) -> Span:
    """Where words stand in an article, nearest to a place; RegisterError where they do not."""
    found = anchors.places(words, article.text)
    if not found:
        raise RegisterError(f"not saved: {words.strip()!r} is not in the text; copy its very words")
    return min(found, key=lambda span: abs(span[0] - near))


def undo_correction(register: Register, who: str) -> Register:
    """Withdraw one's last standing correction.

    The row stays, another says that it is withdrawn.

    Raises RegisterError when there is nothing of this person's to withdraw.
    """
    mine = corrections(register)
    mine = mine[mine["who"] == who.strip()]
    if mine.empty:
        raise RegisterError(
            f"{who or 'somebody without a name'} has no correction that could be "
            "withdrawn; only one's own are"
        )
    last: dict[str, Any] = mine.iloc[-1].to_dict()
    last |= {"withdraws": last["correction_id"], "why": "withdrawn by its author"}
    return _write(register, last)


def corrections(register: Register) -> pd.DataFrame:
    """The corrections that were not withdrawn, oldest first: what `annotate` takes.

    Columns: those of corrections.csv (correction_id, what, article_id, key, words, prefix, suffix,
    field, from, to, who, when, why, withdraws, basis_hash).
    """
    rows = register.corrections
    gone = set(rows["withdraws"]) - {""}
    return rows[(rows["withdraws"] == "") & ~rows["correction_id"].isin(gone)].reset_index(
        drop=True
    )


def corrected(register: Register) -> pd.DataFrame:
    """How often people found the machine wrong: standing corrections by table and field.

    Columns: what, field, n (spans corrected), articles (they are in).
    """
    rows = corrections(register)
    rows = rows.drop_duplicates(["what", "field", "article_id", "key"])  # second thoughts
    groups = rows.groupby(["what", "field"], sort=True)
    found = groups.agg(n=("key", "size"), articles=("article_id", "nunique")).reset_index()
    return found.astype({"n": "int64", "articles": "int64"})


def _write(register: Register, row: dict[str, str]) -> Register:
    return save(register, "corrections", row | {"correction_id": new_id("k"), "when": now()})
