"""Claims as schema.org Claim, and as ClaimReview where a named reviewer decided."""

from .. import register as reg
from ..pipeline import Annotations
from ..text.article import Article
from .annotation_jsonld import agent, dump, iri, said_by

CONTEXT = "https://schema.org"
AUTHORS = {
    "named_official": "Person",
    "named_person": "Person",
    "institution": "Organization",
    "media": "Organization",
}


def graph(article: Article, notes: Annotations, register: reg.Register) -> str:
    """One article's claims as a schema.org graph, as JSON.

    Every claim is a Claim with its source (`author`, and in words in `description`) and the article it appears in. What a
    machine suggested is said in `creativeWorkStatus` and is no review. A ClaimReview exists only where the last standing
    decision is a named reviewer's and was taken on the words that stand in the text now.
    """
    shown = reg.displayed(register).to_dict("records")
    claims = {c["claim_id"]: c for c in register.claims.to_dict("records")}
    nodes = [_claim(article, claims[row["claim_id"]], row) for row in shown]
    nodes += [
        _review(article, row, register)
        for row in shown
        if row["matter"] in reg.JUDGED and not row["stale"]
    ]
    return dump({"@context": CONTEXT, "@graph": nodes})


def _claim(article: Article, claim: dict, row: dict) -> dict:
    node = {
        "@type": "Claim",
        "@id": iri(article, "claim", claim["claim_id"]),
        "identifier": claim["claim_id"],
        "text": claim["quote"],
        "description": said_by(claim),
        "appearance": _appearance(article),
        "inLanguage": article.language,
    }
    if kind := AUTHORS.get(claim["source_type"]):
        node["author"] = {"@type": kind, "name": claim["source"]}
    if row["decided_by"] == "machine":
        node["creativeWorkStatus"] = f"undecided; suggested by a machine: {row['label']}"
    elif row["decided_by"] == "nobody":
        node["creativeWorkStatus"] = "undecided"
    elif row["stale"]:
        node["creativeWorkStatus"] = (
            f"decided on an earlier wording: {row['label']} ({row['reviewer']})"
        )
    return node


def _review(article: Article, row: dict, register: reg.Register) -> dict:
    decision = register.decisions[register.decisions["decision_id"] == row["decision_id"]].iloc[0]
    used = register.evidence[
        register.evidence["evidence_id"].isin(decision["evidence_ids"].split())
    ]
    maker = agent(row["reviewer"])
    return {
        "@type": "ClaimReview",
        "@id": iri(article, "decision", row["decision_id"]),
        "claimReviewed": row["quote"],
        "itemReviewed": {"@id": iri(article, "claim", row["claim_id"])},
        "author": {"@type": maker["type"], "name": maker["name"]},
        "datePublished": row["date"][:10],
        "reviewBody": row["reason"],
        "reviewRating": {
            "@type": "Rating",
            "alternateName": row["label"],
            "ratingExplanation": row["reason"],
        },
        "citation": [
            {"@type": "CreativeWork", "url": e.url, "name": e.outlet or e.url}
            for e in used.itertuples()
            if reg.safe_url(e.url)
        ],
    }


def _appearance(article: Article) -> dict:
    node = {
        "@type": "NewsArticle",
        "headline": article.title or article.article_id,
        "inLanguage": article.language,
    }
    if article.outlet:
        node["publisher"] = {"@type": "Organization", "name": article.outlet}
    if article.published:
        node["datePublished"] = article.published.isoformat()
    if article.url and reg.safe_url(article.url):
        node["url"] = article.url
    return node
