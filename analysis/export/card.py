"""One claim as a card: its words, who said them, was it said, is it so, and what was found on it.

HTML with inline styles only, so that it works in an untrusted notebook and on paper.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from .. import register as reg
from ..claim_findings import answering, said_by
from ..inert import PLAIN, Shown, inert
from ..layers.claims import reason
from ..marked import place
from ..show import folded, table
from ..text.plain import norm
from ..vocabulary import count, wording

Row = Mapping[str, Any]
CARD = (
    "border: 1px solid #8888; border-left: 5px solid #666; border-radius: 4px; padding: 0.5em 1em; "
    "margin: 0.8em 0; text-align: left"
)
CHIP = (
    "display: inline-block; border: 1.5px solid; border-radius: 1em; padding: 0 0.7em; "
    "margin-right: 0.5em; font-weight: bold"
)
SMALL = "font-size: 0.85em; opacity: 0.8"
QUESTIONS = {"saying": "said", "matter": "so"}
SIGNS = {
    "conflict": "the reviewers differ",
    "adjudicated": "adjudicated",
    "bare": "no finding on record",
    "stale": "stale: the words decided on have changed or cannot be found",
    "read_differently": "the machine reads it differently now",
}
STANCES = {"supports": "For", "qualifies": "Qualifying", "contradicts": "Against"}


def cards(
    register: reg.Register,
    shown: pd.DataFrame,
    names: Mapping[str, str] | None = None,
    fold: bool = True,
) -> Shown:
    """The claims of `register.displayed`, in its order.

    A card for each that somebody decided on or has a finding on; all others in one table, whose
    rows unfold to a card.

    names : article_id → what to call the article (`Case.names`), told on each card
    fold  : long rows are folded; on paper nothing can be unfolded, and the text, which stands below
        on the same page, is linked to
    """
    claims = {row["claim_id"]: row for row in register.claims.to_dict("records")}
    called = names or {}
    made, others = [], []
    found = set(register.evidence["claim_id"])
    for row in shown.to_dict("records"):
        claim, where = claims[row["claim_id"]], called.get(row["article_id"], _absent(row))
        if row["decided_by"] == "reviewer" or row["claim_id"] in found:
            made.append(card(register, claim, row, where, linked=not fold))
        else:
            others.append({"article": where, **_undecided(claim, row, linked=not fold)})
    html = folded(made, "\n".join, "claims") if fold else "\n".join(made)
    if others:
        head = f"{count(len(others), 'claim')} on which nobody has decided"
        rest = pd.DataFrame(others).drop(columns=[] if len(called) > 1 else "article")
        html += f"<h3>{head}</h3>" * bool(made) + table(rest, fold=fold).html
    told = html or "<p>No claim is registered.</p>"
    return Shown(f'<div class="{PLAIN}">{told}</div>', f"<{count(len(shown), 'claim')}>")


def _undecided(claim: Row, shown: Row, linked: bool) -> dict[str, str | Shown]:
    """A line on a claim: its words, who says it, its standing in the text and its answer.

    Its words unfold to a card: what stands around them, and why the machine reads them so.
    """
    how, told = answering(claim), wording("machine_status", shown["machine_status"])
    answer = f"{how}: “{claim['response_quote']}”" if how else ""
    called, quote = inert(claim["claim_id"]), inert(claim["quote"])
    named = f"“{quote}” ({_place(claim, called, linked)})"
    if not linked:
        around = f"…{inert(claim['prefix'])}<b>{quote}</b>{inert(claim['suffix'])}…{_lost(claim)}"
        named = (
            f'<details><summary>“{quote}”</summary><section class="ss-claim" aria-label="claim '
            f'{called}"><p>{around}</p><p style="{SMALL}">Claim {called} · {_machine(claim)}</p>'
            "</section></details>"
        )
    return {
        "claim": Shown(named, ""),
        "who says it": said_by(claim).removeprefix("said by "),
        "how the text presents it": "; ".join(filter(None, (told, answer))),
    }


def _place(claim: Row, called: str, linked: bool) -> str:
    """HTML that leads to the claim in the text, where that stands on the same page."""
    spot = place(str(claim["text_sha256"]), int(claim["start"]))
    return f'<a href="#{spot}">{called}</a>' if linked and claim["start"] >= 0 else called


def _absent(shown: Row) -> str:
    """Where a claim stood whose article is not at hand."""
    return str(shown["article_id"]) if shown["start"] < 0 else ""


def card(
    register: reg.Register, claim: Row, shown: Row, where: str = "", linked: bool = False
) -> str:
    """A claim as HTML.

    claim : its row of `register.claims` · shown : its row of `reg.displayed` · where : its article
    linked : its text stands below, on the same page
    All text of articles, pages and people is only ever text in it; a link is one only when it is
    plain http(s).
    """
    called = f"Claim {inert(claim['claim_id'])}"
    parts = [
        f"<p><b>“{inert(claim['quote'])}”</b>{_lost(claim)}<br>"
        f"{inert(said_by(claim))}{inert(f', {where}' if where else '')}</p>",
        _original(register, shown),
        _answer(claim),
        _chips(shown),
        "".join(f"<p>{inert(said)}</p>" for said in dropped_by(register, claim)),
        _decisions(register, str(claim["claim_id"])),
        findings_list(register, str(claim["claim_id"])),
        f'<p style="{SMALL}">{_place(claim, called, linked)} · {_machine(claim)}</p>',
    ]
    return (
        f'<section class="ss-claim" style="{CARD}" aria-label="claim {inert(claim["claim_id"])}">'
        f"{''.join(parts)}</section>"
    )


def _original(register: reg.Register, shown: Row) -> str:
    """The words that were translated, with their address; or that a mistranslation lacks them."""
    rows = reg.findings(register, str(shown["claim_id"]))
    held = [
        f"“{inert(row['original_wording'])}” "
        f"({_tongue(row)}{_link(row['url'], row['outlet'] or 'page')})"
        for row in rows[rows["original_wording"] != ""].to_dict("records")
    ]
    lacks = shown["saying"] == "mistranslated" and not held
    told = "on no page that was found" if lacks else "; ".join(held)
    return f'<p class="ss-original">In the original: {told}</p>' if told else ""


def _answer(claim: Row) -> str:
    how = answering(claim)
    said = f"<p>{how[:1].upper()}{inert(how[1:])}: “{inert(claim['response_quote'])}”</p>"
    return said if how else ""


def _lost(claim: Row) -> str:
    if claim["start"] >= 0:
        return ""
    why = claim["anchor_note"] or reg.meaning("anchor", str(claim["anchor"]))
    return f" <small>({inert(str(why))})</small>"


def _chips(shown: Row) -> str:
    if shown["decided_by"] != "reviewer":
        return "<p>Nobody has decided on it.</p>"
    chips = "".join(
        f'<span class="ss-{name}" style="{CHIP}">{name}: {inert(reg.in_words(shown[question]))}'
        "</span>"
        for question, name in QUESTIONS.items()
    )
    agreed = not shown["conflict"]  # else these are one reviewer's
    graded = [shown["likelihood"], f"{shown['confidence']} confidence" * bool(shown["confidence"])]
    said = "; ".join(filter(None, [*(graded if agreed else ()), *signs(shown)]))
    return f"<p>{chips}{inert(said)}</p>"


def signs(shown: Row) -> list[str]:
    """What a reader should know of the decisions on a claim, beside what they say."""
    bare = shown["matter"] not in ("", "not_assessed") and not any(shown[s] for s in STANCES)
    there = {**shown, "bare": bare}
    return [words for sign, words in SIGNS.items() if there[sign]]


def dropped_by(register: reg.Register, claim: Row) -> list[str]:
    """Who holds that a claim is none (their correction `drop` stands), a sentence each."""
    rows = reg.corrections(register)
    rows = rows[(rows["what"] == "claims") & (rows["field"] == "drop")]
    rows = rows[rows["article_id"] == claim["article_id"]]
    words = norm(str(claim["registered_quote"] or claim["quote"]))
    return [
        f"Dropped by {row['who']}, {row['when'][:10]}, who reads no claim in it: {row['why']}"
        for row in rows.to_dict("records")
        if norm(row["words"]) == words
    ]


def _decisions(register: reg.Register, claim_id: str) -> str:
    """One line a reviewer; the answers are told where there are several to tell apart."""
    rows = reg.heard(register, claim_id).to_dict("records")
    lines = "<br>".join(decided(row, len(rows) > 1) for row in rows)
    return f'<p class="ss-decided">{lines}</p>' if lines else ""


def decided(row: Row, answered: bool = True) -> str:
    """A decision in one line: name, day, answers, grades, reason and note."""
    settles = "adjudicated by " if row["adjudicates"] else ""
    grades = f"{row['source_reliability'] or '–'}{row['info_credibility'] or '–'}"
    said = (
        reg.answers(row),
        f"graded {grades}" if grades != "––" else "",
        row["likelihood"],
        f"{row['confidence']} confidence" if row["confidence"] else "",
    )
    told = "".join(f" · {inert(words)}" for words in said if words and answered)
    note = f" <i>{inert(row['note'])}</i>" if row["note"] else ""
    who = f"{settles}<b>{inert(row['reviewer'])}</b>, {inert(row['date'][:10])}"
    return f"{who}{told}: {inert(row['reason'])}{note}"


def findings_list(register: reg.Register, claim_id: str) -> str:
    """The findings on a claim as HTML: for, qualifying, against, each with link and origin."""
    rows = reg.findings(register, claim_id).to_dict("records")
    out = []
    for stance, name in STANCES.items():
        found = [_finding(row) for row in rows if row["stance"] == stance]
        if found:
            out.append(f"<p><b>{name} ({len(found)})</b></p><ul>{''.join(found)}</ul>")
    return "".join(out)


def _finding(row: Row) -> str:
    origin = inert(row["origin"] or "not shown")
    known = "origin" if row["known"] else "origin unknown"
    where = [_link(row["url"], row["outlet"] or "page")]
    if row["archive_url"]:
        where.append(_link(row["archive_url"], "lasting copy"))
    published = f"published {inert(row['published'])}, " if row["published"] else ""
    return (
        f'<li>{inert(row["finding"])} <span style="{SMALL}">{known}: {origin} · '
        f"{' · '.join(where)} · {_tongue(row)}{published}seen {inert(row['accessed'])}</span></li>"
    )


def _tongue(row: Row) -> str:
    return "" if row["language"] in ("", "en") else f"in {inert(row['language'])}, "


def _link(url: str, name: str) -> str:
    if not reg.safe_url(url):
        return inert(name)
    href = inert(url, tagged=False)
    return f'<a href="{href}" target="_blank" rel="noopener noreferrer nofollow">{inert(name)}</a>'


def _machine(claim: Row) -> str:
    return f"the machine reads in the text: {inert(suggestion(claim))}"


def suggestion(claim: Row) -> str:
    """What the machine reads of a claim in the text, and why."""
    if not claim["machine_status"]:
        return "nothing (the last run did not find this claim)"
    rule = str(claim["rule_id"])
    try:
        why = reason(rule)
    except KeyError:
        why = "of a rule that this version no longer has"
    status = wording("machine_status", str(claim["machine_status"]))
    return f"{status}, because {why} (rule {rule}). A suggestion, not a finding."
