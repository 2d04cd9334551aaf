"""What a reviewer reads about a claim, as HTML in which all text is only ever text."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

from .. import register as reg
from ..claim_findings import answering, said_by
from ..export.card import decided, dropped_by, signs, suggestion
from ..inert import PLAIN, inert
from ..text.article import Article, Span
from ..vocabulary import count, wording

Row = Mapping[str, Any]
MARKS = {
    "claim": (
        "mark",
        "background-color: rgba(230, 159, 0, 0.30); border-bottom: 2px solid #e69f00",
    ),
    "response": ("span", "border-bottom: 2px dashed #0072b2"),
}
HEAD = "text-align: left; vertical-align: top; padding-right: 1em; white-space: nowrap"
QUOTE = "white-space: pre-wrap; line-height: 1.7"
ATTRIBUTION = {
    "direct": "quoted directly",
    "indirect": "in the reporter's words",
    "mixed": "partly quoted",
    "none": "no source named",
}


def claim_card(
    register: reg.Register, claim_id: str, article: Article, unswayed: bool = False
) -> str:
    """Claim in its paragraph, who says it, what that source is, the machine's suggestion and why.

    unswayed : tell nothing of what others decided
    """
    claim = reg.claim_of(register, claim_id)
    shown = reg.displayed(register).set_index("claim_id").loc[claim_id]
    published = str(article.published or "")
    about = (article.title or article.article_id, article.outlet or "", published)
    flags = [reg.in_words(flag).replace(":", ": ") for flag in str(claim["flags"]).split(";")]
    notes = (*flags, str(claim["note"]))
    how = ATTRIBUTION.get(str(claim["attribution"]), claim["attribution"])
    kind = str(claim["source_type"])
    meant = reg.meaning("source_type", kind)
    who = answering(claim)
    answer = f"{who}: “{claim['response_quote']}”"
    record = _on_record(shown, dropped_by(register, claim))
    rows = [
        ("Who says it", inert(f"{said_by(claim, article.outlet or '')}; {how}")),
        ("Standing of the source", inert(f"{reg.in_words(kind)}. {meant}")),
        ("Hedged by", inert(str(claim["hedges"]))),
        ("The answer to it", inert(answer if who else "none found in the article")),
        ("The machine suggests", inert(suggestion(claim))),
        ("Notes", inert("; ".join(filter(None, notes)))),
        ("On record", "hidden until you have decided" if unswayed else record),
    ]
    body = "".join(
        f'<tr><th scope="row" style="{HEAD}">{name}</th>'
        f'<td style="text-align: left">{value}</td></tr>'
        for name, value in rows
        if value
    )
    return (
        f'<section class="ss-card {PLAIN}" aria-label="claim {inert(claim_id)}">'
        f'<p class="ss-about"><b>Claim {inert(claim_id)}</b> · '
        f"{inert(' · '.join(filter(None, about)))}</p>{_where(claim)}{passage(claim, article)}"
        f'<table class="ss-facts">{body}</table></section>'
    )


def passage(claim: Row, article: Article) -> str:
    """The paragraphs of the claim and of its response, highlighted; else its words alone."""
    places = {
        "claim": (int(claim["start"]), int(claim["end"])),
        "response": (int(claim["response_start"]), int(claim["response_end"])),
    }
    places = {name: place for name, place in places.items() if place[0] >= 0}
    known = inert(str(claim["registered_quote"] or claim["quote"]))
    lost = f'<p class="ss-lost">Words as registered: “{known}”</p>' if claim["start"] < 0 else ""
    joined: list[tuple[int, int]] = []
    for start, end in sorted({_paragraph(article.text, *place) for place in places.values()}):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return lost + "".join(
        f'<blockquote class="ss-passage" style="{QUOTE}">{_marked(article.text, block, places)}'
        "</blockquote>"
        for block in joined
    )


def history(register: reg.Register, claim_id: str) -> str:
    """Earlier decisions on a claim, withdrawn ones too, folded so that nobody is swayed unasked."""
    claim, decisions = reg.claim_of(register, claim_id), register.decisions
    theirs = decisions[(decisions["claim_id"] == claim_id) & (decisions["withdraws"] == "")]
    stands = set(reg.standing(decisions)["decision_id"])
    items = [
        f"<li>{'' if row['decision_id'] in stands else 'withdrawn: '}{decided(row)}</li>"
        for row in theirs.to_dict("records")
    ]
    if claim["text_status"]:
        status, by = reg.in_words(str(claim["text_status"])), str(claim["registered_by"])
        items.insert(0, f"<li>{inert(f'{by}’s reading of the article alone: {status}')}</li>")
    if not items:
        return '<p class="ss-history">Nobody has decided on this claim.</p>'
    return (
        f'<details class="ss-history {PLAIN}"><summary>What others decided ({len(theirs)})'
        f"</summary><ul>{''.join(items)}</ul></details>"
    )


def sides(register: reg.Register, claim_id: str) -> str:
    """Where reviewers differ, their decisions side by side, for whoever settles it; else ""."""
    rows = reg.conflicting(register, claim_id).to_dict("records")
    if not rows:
        return ""
    cells = "".join(f"<div>{decided(row)}</div>" for row in rows)
    return f'<h4>The reviewers differ</h4><div class="ss-sides {PLAIN}">{cells}</div>'


def twin_labels(twins: pd.DataFrame, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Claims of other articles for a list: (article and words, id)."""
    return [
        (
            f"{names.get(r.article_id, r.article_id)}: {wording('source', r.speaker)}: “{r.quote}”",
            r.claim_id,
        )
        for r in twins.itertuples()
    ]


def _marked(text: str, block: Span, places: Mapping[str, Span]) -> str:
    """A block of text, cut where marks begin or end, each piece inside its marks."""
    ends = [end for place in places.values() for end in place]
    html = ""
    for start, end in pairwise(sorted({*block, *(min(max(e, block[0]), block[1]) for e in ends)})):
        piece = inert(text[start:end])
        for name, (a, b) in places.items():
            if a <= start and end <= b:
                tag, style = MARKS[name]
                shown = f'style="{style}; color: inherit" title="{name}"'
                piece = f'<{tag} class="ss-{name}" {shown}>{piece}</{tag}>'
        html += piece
    return html


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    after = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if after < 0 else after


def _on_record(shown: Row, dropped: Iterable[str]) -> str:
    """That others decided, not what: it is in the folded history."""
    n, told = int(shown["n_decisions"]), [*(signs(shown) if shown["n_decisions"] else ()), *dropped]
    head = (
        f"{count(n, 'standing decision')}, the last by {shown['reviewer']}"
        if n
        else "no decision yet"
    )
    return inert(head) + "".join(f"; <b>{inert(words)}</b>" for words in told)


def _where(claim: Row) -> str:
    if claim["anchor"] in ("exact", "moved"):
        return ""
    anchor = str(claim["anchor"])
    note = f" {claim['anchor_note']}." if claim["anchor_note"] else ""
    told = inert(f"{reg.meaning('anchor', anchor)}.{note}")
    return f'<p class="ss-anchor"><b>{inert(anchor)}</b>: {told}</p>'
