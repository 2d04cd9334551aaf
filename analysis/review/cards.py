"""What a reviewer reads about a claim, as HTML in which text of articles, pages and people is only ever text."""

import pandas as pd

from .. import register as reg
from ..layers.claims import reason
from ..show import inert
from ..text.article import Article

CLAIM = "background-color: rgba(230, 159, 0, 0.30); border-bottom: 2px solid #e69f00"
LINK = "text-decoration: underline"  # JupyterLab takes the underline from links
RESPONSE = "border-bottom: 2px dashed #0072b2"
ATTRIBUTION = {
    "direct": "quoted directly",
    "indirect": "in the reporter's words",
    "mixed": "partly quoted",
    "none": "no source named",
}


def claim_card(register: reg.Register, claim_id: str, article: Article) -> str:
    """Claim in its paragraph, who says it and what that source is, the machine's suggestion and why."""
    claim = reg.claim_of(register, claim_id)
    shown = reg.displayed(register).set_index("claim_id").loc[claim_id]
    about = " · ".join(
        x
        for x in (
            article.title or article.article_id,
            article.outlet or "",
            str(article.published or ""),
        )
        if x
    )
    rows = [
        ("Who says it", _said(claim)),
        ("Standing of the source", inert(_standing(claim["source_type"]))),
    ]
    if claim["hedges"]:
        rows.append(("Hedged by", inert(claim["hedges"])))
    rows.append(("The answer to it", _answer(claim)))
    rows.append(("The machine suggests", _suggestion(claim)))
    if claim["flags"] or claim["note"]:
        rows.append(("Notes", inert("; ".join(x for x in (claim["flags"], claim["note"]) if x))))
    rows.append(("On record", _on_record(shown)))
    body = "".join(
        f'<tr><th style="text-align: left; vertical-align: top; padding-right: 1em; white-space: nowrap">{name}</th>'
        f'<td style="text-align: left">{value}</td></tr>'
        for name, value in rows
    )
    return (
        f'<section class="ss-card" aria-label="claim {inert(claim_id)}"><p class="ss-about"><b>Claim {inert(claim_id)}</b> · '
        f'{inert(about)}</p>{_where(claim)}{passage(claim, article)}<table class="ss-facts">{body}</table></section>'
    )


def passage(claim: dict, article: Article) -> str:
    """The paragraphs of the claim and of its response, both highlighted; for a claim without a place, its words."""
    marks = [(claim["start"], claim["end"], CLAIM, "claim", "mark")] if claim["start"] >= 0 else []
    if claim["response_start"] >= 0:
        marks.append((claim["response_start"], claim["response_end"], RESPONSE, "response", "span"))
    if claim["start"] < 0:
        lost = f'<p class="ss-lost">Words as registered: “{inert(claim["registered_quote"] or claim["quote"])}”</p>'
    else:
        lost = ""
    blocks = sorted({_paragraph(article.text, start, end) for start, end, *_ in marks})
    joined = []
    for start, end in blocks:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    quotes = "".join(
        f'<blockquote class="ss-passage" style="white-space: pre-wrap; line-height: 1.7">{_marked(article.text, *b, marks)}'
        "</blockquote>"
        for b in joined
    )
    return lost + quotes


def evidence_list(evidence: pd.DataFrame) -> str:
    """Findings with stance, origin, lineage and link; a link is one only when it is plain http(s)."""
    if evidence.empty:
        return '<p class="ss-evidence">No evidence yet.</p>'
    items = []
    for row in evidence.to_dict("records"):
        where = inert(row["outlet"] or row["url"])
        if reg.safe_url(row["url"]):
            where = f'<a href="{inert(row["url"], tagged=False)}" target="_blank" rel="noopener noreferrer nofollow" style="{LINK}">{where or "page"}</a>'
        unknown = "" if row["lineage"] == "stated" else f" <b>[{inert(row['lineage'])}]</b>"
        dates = ", ".join(
            x
            for x in (
                row["published"] and f"published {inert(row['published'])}",
                f"seen {inert(row['accessed'])}",
            )
            if x
        )
        items.append(
            f"<li><b>{inert(row['stance'])}</b>: {inert(row['finding'])}<br>origin: {inert(row['origin']) or 'not shown'}{unknown} "
            f"· {where} · {dates}</li>"
        )
    return f'<ol class="ss-evidence">{"".join(items)}</ol>'


def history(register: reg.Register, claim_id: str) -> str:
    """Earlier decisions on a claim, withdrawn ones included, folded, so that a second reviewer can judge unswayed."""
    claim, decisions = reg.claim_of(register, claim_id), register.decisions
    mine = decisions[(decisions["claim_id"] == claim_id) & (decisions["withdraws"] == "")]
    stands = set(reg.standing(decisions)["decision_id"])
    items = [_decided(row, row["decision_id"] in stands) for row in mine.to_dict("records")]
    if claim["text_status"]:
        items.insert(
            0,
            f"<li>{inert(claim['registered_by'])}'s reading of the article alone: {inert(_words(claim['text_status']))}</li>",
        )
    if not items:
        return '<p class="ss-history">Nobody has decided on this claim.</p>'
    return f'<details class="ss-history"><summary>What others decided ({len(mine)})</summary><ul>{"".join(items)}</ul></details>'


def _decided(row: dict, stands: bool) -> str:
    word = f"said: {_words(row['saying'])}; so: {_words(row['matter'])}"
    graded = row["source_reliability"] or row["info_credibility"]
    grades = ", ".join(
        x
        for x in (
            graded and f"graded {row['source_reliability'] or '–'}{row['info_credibility'] or '–'}",
            row["likelihood"],
            row["confidence"] and f"{row['confidence']} confidence",
        )
        if x
    )
    return (
        f"<li><b>{inert(word)}</b>{'' if stands else ' (withdrawn)'}, {inert(row['reviewer'])}, {inert(row['date'])}"
        f"{' · ' + inert(grades) if grades else ''}<br>{inert(row['reason'])}</li>"
    )


def _marked(text: str, start: int, end: int, marks: list[tuple]) -> str:
    cuts = sorted({start, end, *(max(start, min(end, x)) for m in marks for x in m[:2])})
    out = []
    for a, b in zip(cuts, cuts[1:]):
        piece = inert(text[a:b])
        for left, right, style, name, tag in marks:
            if left <= a and b <= right:
                piece = f'<{tag} class="ss-{name}" style="{style}; color: inherit" title="{name}">{piece}</{tag}>'
        out.append(piece)
    return "".join(out)


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    after = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if after < 0 else after


def _said(claim: dict) -> str:
    how = ATTRIBUTION.get(claim["attribution"], claim["attribution"])
    cue = f", cue “{claim['cue']}”" if claim["cue"] else ""
    return inert(f"{claim['source'] or 'nobody named'} ({how}{cue})")


def _standing(source_type: str) -> str:
    return f"{_words(source_type)}. {reg.meaning('source_type', source_type)}"


def _answer(claim: dict) -> str:
    return inert(
        f"{claim['response_source'] or 'somebody'}: “{claim['response_quote']}”"
        if claim["response_quote"]
        else "none found in the article"
    )


def _suggestion(claim: dict) -> str:
    if not claim["machine_status"]:
        return "nothing (the last run did not find this claim)"
    try:
        why = reason(claim["rule_id"])
    except KeyError:
        why = "of a rule that this version no longer has"
    return inert(
        f"{_words(claim['machine_status'])}, because {why} (rule {claim['rule_id']}). A suggestion, not a finding."
    )


def _on_record(shown: pd.Series) -> str:
    """That others decided, not what: who comes second should judge for themselves (it is in the folded history)."""
    stale = (
        " <b>Stale: it was decided on other words than stand there now.</b>"
        if shown["stale"]
        else ""
    )
    conflict = " <b>The reviewers differ.</b>" if shown["conflict"] else ""
    again = " <b>The machine reads it differently now.</b>" if shown["read_differently"] else ""
    n = shown["n_decisions"]
    if not n:
        return "no decision yet"
    return (
        f"{n} standing decision{'' if n == 1 else 's'}, the last by {inert(shown['reviewer'])}"
        f"{stale}{conflict}{again}"
    )


def _where(claim: dict) -> str:
    if claim["anchor"] in ("exact", "moved"):
        return ""
    note = f" {claim['anchor_note']}." if claim["anchor_note"] else ""
    return f'<p class="ss-anchor"><b>{inert(claim["anchor"])}</b>: {inert(reg.meaning("anchor", claim["anchor"]) + "." + note)}</p>'


def _words(value: str) -> str:
    return value.replace("_", " ")
