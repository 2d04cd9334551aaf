"""What a reviewer reads about a claim, as HTML in which all text is only ever text."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from .. import register as reg
from ..claim_findings import answering, said_by
from ..export.card import dropped_by
from ..inert import PLAIN, inert
from ..layers.claims import reason
from ..text.article import Article
from ..vocabulary import count, wording

Row = Mapping[str, Any]
Mark = tuple[int, int, str, str, str]  # start, end, style, name, tag
CLAIM = "background-color: rgba(230, 159, 0, 0.30); border-bottom: 2px solid #e69f00"
RESPONSE = "border-bottom: 2px dashed #0072b2"
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
    record = _on_record(shown, dropped_by(register, claim))
    rows = [
        ("Who says it", inert(_said(claim, article.outlet or ""))),
        ("Standing of the source", inert(_standing(str(claim["source_type"])))),
        ("Hedged by", inert(str(claim["hedges"]))),
        ("The answer to it", inert(_answer(claim))),
        ("The machine suggests", inert(_suggestion(claim))),
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
    marks: list[Mark] = []
    if claim["start"] >= 0:
        marks.append((claim["start"], claim["end"], CLAIM, "claim", "mark"))
    if claim["response_start"] >= 0:
        marks.append((claim["response_start"], claim["response_end"], RESPONSE, "response", "span"))
    lost = ""
    if claim["start"] < 0:
        known = inert(str(claim["registered_quote"] or claim["quote"]))
        lost = f'<p class="ss-lost">Words as registered: “{known}”</p>'
    joined: list[tuple[int, int]] = []
    for start, end in sorted({_paragraph(article.text, a, b) for a, b, *_ in marks}):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return lost + "".join(
        f'<blockquote class="ss-passage" style="{QUOTE}">{_marked(article.text, block, marks)}'
        "</blockquote>"
        for block in joined
    )


def history(register: reg.Register, claim_id: str) -> str:
    """Earlier decisions on a claim, withdrawn ones too, folded so that nobody is swayed unasked."""
    claim, decisions = reg.claim_of(register, claim_id), register.decisions
    theirs = decisions[(decisions["claim_id"] == claim_id) & (decisions["withdraws"] == "")]
    stands = set(reg.standing(decisions)["decision_id"])
    items = [_decided(row, row["decision_id"] in stands) for row in theirs.to_dict("records")]
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
    cells = "".join(
        f"<div><b>{inert(row['reviewer'])}</b>, {inert(row['date'][:10])}<br>"
        f"<b>{inert(reg.answers(row))}</b><br>{inert(row['reason'])}{_graded(row)}</div>"
        for row in rows
    )
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


def _decided(row: Row, stands: bool) -> str:
    return (
        f"<li><b>{inert(reg.answers(row))}</b>{'' if stands else ' (withdrawn)'}"
        f"{' (adjudication)' if row['adjudicates'] else ''}, "
        f"{inert(row['reviewer'])}, {inert(row['date'])}{_graded(row)}<br>"
        f"{inert(row['reason'])}</li>"
    )


def _graded(row: Row) -> str:
    grades = f"{row['source_reliability'] or '–'}{row['info_credibility'] or '–'}"
    said = (
        f"graded {grades}" if grades != "––" else "",
        row["likelihood"],
        f"{row['confidence']} confidence" if row["confidence"] else "",
    )
    words = ", ".join(filter(None, said))
    return f" · {inert(words)}" if words else ""


def _marked(text: str, block: tuple[int, int], marks: Sequence[Mark]) -> str:
    start, end = block
    cuts = sorted({start, end, *(max(start, min(end, x)) for m in marks for x in m[:2])})
    return "".join(
        _piece(inert(text[a:b]), [m for m in marks if m[0] <= a and b <= m[1]])
        for a, b in pairwise(cuts)
    )


def _piece(html: str, marks: Iterable[Mark]) -> str:
    for _, _, style, name, tag in marks:
        shown = f'style="{style}; color: inherit" title="{name}"'
        html = f'<{tag} class="ss-{name}" {shown}>{html}</{tag}>'
    return html


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    after = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if after < 0 else after


def _said(claim: Row, outlet: str) -> str:
    how = ATTRIBUTION.get(claim["attribution"], claim["attribution"])
    return f"{said_by(claim, outlet)}; {how}"


def _standing(source_type: str) -> str:
    return f"{reg.in_words(source_type)}. {reg.meaning('source_type', source_type)}"


def _answer(claim: Row) -> str:
    who = answering(claim)
    return f"{who}: “{claim['response_quote']}”" if who else "none found in the article"


def _suggestion(claim: Row) -> str:
    if not claim["machine_status"]:
        return "nothing (the last run did not find this claim)"
    rule = str(claim["rule_id"])
    try:
        why = reason(rule)
    except KeyError:
        why = "of a rule that this version no longer has"
    status = wording("machine_status", str(claim["machine_status"]))
    return f"{status}, because {why} (rule {rule}). A suggestion, not a finding."


def _on_record(shown: Row, dropped: Iterable[str]) -> str:
    """That others decided, not what: it is in the folded history."""
    signs = {
        "stale": "Stale: it was decided on other words than stand there now.",
        "conflict": "The reviewers differ.",
        "read_differently": "The machine reads it differently now.",
    }
    n = int(shown["n_decisions"])
    told = "".join(f" <b>{inert(words)}</b>" for words in dropped)
    if not n:
        return f"no decision yet{told}"
    told = "".join(f" <b>{words}</b>" for sign, words in signs.items() if shown[sign]) + told
    return f"{count(n, 'standing decision')}, the last by {inert(shown['reviewer'])}{told}"


def _where(claim: Row) -> str:
    if claim["anchor"] in ("exact", "moved"):
        return ""
    anchor = str(claim["anchor"])
    note = f" {claim['anchor_note']}." if claim["anchor_note"] else ""
    told = inert(f"{reg.meaning('anchor', anchor)}.{note}")
    return f'<p class="ss-anchor"><b>{inert(anchor)}</b>: {told}</p>'
