"""Annotations and decisions as W3C Web Annotation JSON-LD (Recommendation of 2017-02-23)."""

import base64
import json
import uuid
from collections.abc import Iterator
from typing import Any

from .. import __version__
from .. import register as reg
from ..claim_findings import said_by
from ..pipeline import Annotations
from ..register.columns import moment
from ..text import anchors
from ..text.article import Article
from .layer_marks import layer_marks

Node = dict[str, Any]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MACHINE = {
    "id": "urn:uuid:" + str(uuid.uuid5(uuid.NAMESPACE_URL, "sources-say")),
    "type": "Software",
    "name": f"Sources Say {__version__}",
}
ORGANISATIONS = {"desk"}  # reviewers that are no single person


def collection(article: Article, notes: Annotations, register: reg.Register) -> str:
    """One article's annotations as an AnnotationCollection with one page, as JSON.

    Every target has a TextQuoteSelector and a TextPositionSelector (code points, half-open) onto
    the untouched text. What the machine found has the creator "Sources Say" and the motivation
    `classifying`; a claim's suggested status is among it. Every standing decision is an annotation
    of its own, by its reviewer, with the motivation `assessing`. A claim whose words are gone from
    the text keeps its quotation and has no position.
    """
    items = [*_layers(article, notes), *_claims(article, register), *_decisions(article, register)]
    page = {"id": iri(article, "page"), "type": "AnnotationPage", "startIndex": 0, "items": items}
    return dump(
        {
            "@context": CONTEXT,
            "id": iri(article, "collection"),
            "type": "AnnotationCollection",
            "label": f"Annotations of {article.title or article.article_id}",
            "creator": MACHINE,
            "total": len(items),
            "first": page,
        }
    )


def hypothesis(article: Article, notes: Annotations, register: reg.Register) -> str:
    """One article's claims and decisions as JSON in the form that Hypothes.is takes.

    `annotations` holds what its import and its API (`POST /api/annotations`) read: uri, document,
    text, tags, target. The target has a TextQuoteSelector only: positions are those of our text and
    not of the web page. A claim whose words are gone has its old words.
    """
    uri = source_iri(article)
    annotations = []
    for item in (*_claims(article, register), *_decisions(article, register)):
        bodies = item["body"]
        quote = item["target"]["selector"][0]
        annotations.append(
            {
                "uri": uri,
                "document": {"title": [article.title or article.article_id]},
                "text": "\n\n".join(b["value"] for b in bodies if b["purpose"] == "describing"),
                "tags": [b["value"] for b in bodies if b["purpose"] != "describing"],
                "target": [{"source": uri, "selector": [quote]}],
            }
        )
    return dump({"annotations": annotations})


def source_iri(article: Article) -> str:
    """The article's address, else the name of its very text by hash (RFC 6920)."""
    if article.url and reg.safe_url(article.url):
        return article.url
    digest = base64.urlsafe_b64encode(bytes.fromhex(article.sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def iri(article: Article, *parts: object) -> str:
    """A name that is the same in every export of the same thing."""
    key = "\0".join(map(str, (article.article_id, *parts))).encode("utf-8", "replace").decode()
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, key)}"


def agent(reviewer: str) -> Node:
    """Who decided, as W3C annotations name it: a person or an organisation."""
    return {"type": "Organization" if reviewer in ORGANISATIONS else "Person", "name": reviewer}


def dump(data: Node) -> str:
    """JSON with plain ASCII escapes.

    Lone surrogates survive, and nothing in it can end a script element of a page.
    """
    return json.dumps(data, ensure_ascii=True, indent=1).replace("<", "\\u003c") + "\n"


def _layers(article: Article, notes: Annotations) -> Iterator[Node]:
    for mark in layer_marks(notes):
        tags = [mark.kind, *(f"{name}: {value}" for name, value in mark.values.items())]
        if mark.spans:
            targets = [_target(article, start, end) for start, end in mark.spans]
            body = [*map(_tag, tags), _note(mark.note)]
            yield _annotation(article, (mark.kind, mark.name), targets, body, MACHINE)


def _claims(article: Article, register: reg.Register) -> Iterator[Node]:
    for claim in register.claims.to_dict("records"):
        body = [_tag("Claim"), _note(said_by(claim, article.outlet or ""))]
        if claim["machine_status"]:
            body.append(_tag(f"Suggested: {claim['machine_status']}"))
        if claim["start"] < 0:
            body.append(_note(f"{claim['anchor']}: {reg.meaning('anchor', claim['anchor'])}"))
        creator = MACHINE if claim["registered_by"] == "machine" else agent(claim["registered_by"])
        targets = [_claim_target(article, claim)]
        yield _annotation(article, ("claim", claim["claim_id"]), targets, body, creator)


def _decisions(article: Article, register: reg.Register) -> Iterator[Node]:
    claims = {c["claim_id"]: c for c in register.claims.to_dict("records")}
    for row in reg.standing(register.decisions).to_dict("records"):
        claim = claims[row["claim_id"]]
        body = [_tag(f"{name}: {row[name]}", "classifying") for name in ("saying", "matter")]
        body.append(_note(row["reason"]))
        for name in ("likelihood", "confidence", "source_reliability", "info_credibility"):
            if row[name]:
                body.append(_tag(f"{name.replace('_', ' ')}: {row[name]}"))
        if reg.is_stale(row, claim):
            body.append(_note("stale: decided on other words than stand in the text now"))
        key = ("decision", row["decision_id"])
        maker, targets = agent(row["reviewer"]), [_claim_target(article, claim)]
        yield _annotation(article, key, targets, body, maker) | {
            "motivation": "assessing",
            "created": f"{moment(row['date']):%Y-%m-%dT%H:%M:%SZ}",
        }


def _annotation(
    article: Article, name: tuple[str, str], targets: list[Node], body: list[Node], creator: Node
) -> Node:
    return {
        "id": iri(article, *name),
        "type": "Annotation",
        "motivation": "classifying",
        "creator": creator,
        "body": body,
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _claim_target(article: Article, claim: Node) -> Node:
    """Where a claim stands; one whose words are gone has its old words, and no position."""
    if claim["start"] >= 0:
        return _target(article, claim["start"], claim["end"])
    words = claim["registered_quote"] or claim["quote"]
    return _resource(article, [_quote(words, claim["prefix"], claim["suffix"])])


def _target(article: Article, start: int, end: int) -> Node:
    around = anchors.surroundings(article.text, start, end)
    place = {"type": "TextPositionSelector", "start": int(start), "end": int(end)}
    return _resource(article, [_quote(article.text[start:end], *around), place])


def _resource(article: Article, selector: list[Node]) -> Node:
    source = {
        "id": source_iri(article),
        "type": "Text",
        "format": "text/plain",
        "language": article.language,
    }
    return {"type": "SpecificResource", "selector": selector, "source": source}


def _quote(exact: str, prefix: str, suffix: str) -> Node:
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def _tag(value: str, purpose: str = "tagging") -> Node:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _note(value: str) -> Node:
    return _tag(value, "describing")
