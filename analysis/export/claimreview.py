"""Claims as schema.org ClaimReview, where a named person judged the matter."""

import re
from typing import Any

from .. import register as reg
from ..claim_findings import OUTLET, said_by, same_speaker, teller
from ..pipeline import Annotations
from ..register.merge import CORRECTED
from ..text.article import Article
from ..text.plain import norm
from .annotation_jsonld import agent, dump, iri

Node = dict[str, Any]
Claim = dict[str, Any]
CONTEXT = "https://schema.org"
AUTHORS = {
    "named_official": "Person",
    "named_person": "Person",
    "institution": "Organization",
    "media": "Organization",
}
# what begins a source without being a name
NAMELESS = re.compile(r"^(?:The|An?|It|He|She|They)\b")
# As search engines read the numbers: false, half true, true. Where evidence lacks or conflicts
# there is no number: nothing was found false.
RATING = {"refuted": 1, "in_part": 3, "corroborated": 5}
WORST, BEST = 1, 5
NOT_THEIRS = ("misattributed", "mistranslated")  # words that the one named did not say


def graph(
    article: Article, notes: Annotations, register: reg.Register, site: str | None = None
) -> str | None:
    """One article's judged claims as a schema.org graph of ClaimReview, as JSON; else None.

    A claim is reviewed only where a named person judged the matter (not `not_assessed`), on the
    words that stand in the text now, and reviewers do not differ. Its `itemReviewed` is a Claim
    with its source (`author`, and in words in `description`) and the article it appears in; where
    the reviewer found that the source did not say so, nobody is its author. What only a machine
    reads is published by nobody.

    site : address of the page where the reviews will stand; each review's `url` is that page with
           the claim's id as fragment. Without it `url` is the review's name (a URN), which
           schema.org allows and search engines do not show. Raises ValueError when it is no http(s)
           address.
    """
    if site and not reg.safe_url(site):
        raise ValueError(f"site {site!r} must begin with http:// or https:// and hold no spaces")
    shown = reg.displayed(register).to_dict("records")
    claims = {c["claim_id"]: c for c in register.claims.to_dict("records")}
    actors = {row.start: row.source_actor for row in notes.claims.itertuples()}
    seen = dict(
        zip(register.decisions["decision_id"], register.decisions["seen_reading"], strict=True)
    )
    nodes = [
        _review(
            article,
            row,
            register,
            _claim(
                article,
                claims[row["claim_id"]],
                actors.get(row["start"], ""),
                _not_theirs(claims[row["claim_id"]], row["saying"], seen[row["decision_id"]]),
            ),
            site,
        )
        for row in shown
        if row["matter"] in reg.JUDGED and not row["stale"]
    ]
    return dump({"@context": CONTEXT, "@graph": nodes}) if nodes else None


def _not_theirs(claim: Claim, saying: str, seen: str) -> str:
    """Why nobody is named as the author of a claim, in words; "" where its source may be.

    seen : the machine's reading when the decision was taken
    """
    if saying in NOT_THEIRS:
        told = reg.meaning("saying", saying)
        return f"Found {saying}: {told[0].lower()}{told[1:]}"
    corrected = CORRECTED in claim["flags"].split(";") and seen
    if corrected and seen.split(" | ")[1] != norm(str(claim["source"])):
        return "Its source was corrected after the decision"
    return ""


def _claim(article: Article, claim: Claim, actor: str, why_nobody: str) -> Node:
    appearance, who = _appearance(article), teller(claim)
    node = {
        "@type": "Claim",
        "@id": iri(article, "claim", claim["claim_id"]),
        "identifier": claim["claim_id"],
        "text": claim["quote"],
        "description": said_by(claim, article.outlet or ""),
        "appearance": appearance,
        "inLanguage": article.language,
    }
    if "datePublished" in appearance:
        node["datePublished"] = appearance["datePublished"]
    if why_nobody:
        corrected = CORRECTED in claim["flags"].split(";")
        node["description"] = ". ".join([node["description"]] * (not corrected) + [why_nobody])
        return node
    name = actor if actor and (actor in who or same_speaker(actor, who)) else who
    kind = AUTHORS.get(claim["source_type"])
    if kind and any(c.isalpha() and not c.islower() for c in NAMELESS.sub("", name)):
        node["author"] = {"@type": kind, "name": name}
    elif article.outlet and who == OUTLET:
        node["author"] = {"@type": "Organization", "name": article.outlet}
    return node


def _review(
    article: Article, row: Claim, register: reg.Register, claim: Node, site: str | None
) -> Node:
    mine = reg.current(register.decisions[register.decisions["claim_id"] == row["claim_id"]])
    if row["adjudicated"]:
        mine = mine[mine["decision_id"] == row["decision_id"]]
    used = " ".join(mine["evidence_ids"]).split()
    evidence = reg.findings(register, row["claim_id"])
    if used:
        evidence = evidence[evidence["evidence_id"].isin(used)]
    makers = [agent(name) for name in mine["reviewer"]]
    reasons = mine["reason"] if len(mine) == 1 else mine["reviewer"] + ": " + mine["reason"]
    reason = "\n".join(reasons)
    # what a value says of evidence holds only where somebody recorded some
    told = f"{reg.meaning('matter', row['matter'])}. " if len(evidence) else ""
    name = iri(article, "decision", row["decision_id"])
    return {
        "@type": "ClaimReview",
        "@id": name,
        "url": f"{site.split('#')[0]}#{row['claim_id']}" if site else name,
        "claimReviewed": row["quote"],
        "itemReviewed": claim,
        "author": [{"@type": maker["type"], "name": maker["name"]} for maker in makers],
        "datePublished": row["date"][:10],
        "inLanguage": "en",
        "reviewBody": reason,
        "reviewRating": {
            "@type": "Rating",
            **_number(row["matter"]),
            "alternateName": reg.in_words(row["matter"]).capitalize(),
            "ratingExplanation": told + reason,
        },
        "citation": [_citation(e) for e in evidence.to_dict("records") if reg.safe_url(e["url"])],
    }


def _number(matter: str) -> Node:
    if matter not in RATING:
        return {}
    return {"ratingValue": RATING[matter], "worstRating": WORST, "bestRating": BEST}


def _citation(evidence: Claim) -> Node:
    node = {
        "@type": "CreativeWork",
        "url": evidence["url"],
        "name": evidence["outlet"] or evidence["url"],
    }
    if reg.safe_url(evidence["archive_url"]):
        node["archivedAt"] = evidence["archive_url"]
    if evidence["published"]:
        node["datePublished"] = evidence["published"]
    return node


def _appearance(article: Article) -> Node:
    node: Node = {
        "@type": "NewsArticle",
        "headline": article.title or article.article_id,
        "inLanguage": article.language,
    }
    if article.outlet:
        node["publisher"] = {"@type": "Organization", "name": article.outlet}
    if article.published:
        node["datePublished"] = str(article.published)
    if article.url and reg.safe_url(article.url):
        node["url"] = article.url
    return node
