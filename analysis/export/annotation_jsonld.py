"""Annotations and decisions as W3C Web Annotation JSON-LD (Recommendation of 2017-02-23)."""

import base64
import json
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from .. import __version__
from .. import register as reg
from ..claim_findings import said_by
from ..pipeline import Annotations
from ..register.columns import moment
from ..text import anchors
from ..text.article import Article, Span
from .layer_marks import layer_marks

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


def agent(reviewer: str) -> dict[str, Any]:
    """Who decided, as W3C annotations name it: a person or an organisation."""
    return {"type": "Organization" if reviewer in ORGANISATIONS else "Person", "name": reviewer}


def dump(data: dict[str, Any]) -> str:
    """JSON with plain ASCII escapes.

    Lone surrogates survive, and nothing in it can end a script element of a page.
    """
    return json.dumps(data, ensure_ascii=True, indent=1).replace("<", "\\u003c") + "\n"


def _layers(article: Article, notes: Annotations) -> Iterator[dict[str, Any]]:
    for mark in layer_marks(notes):
        tags = (mark.kind, *(f"{name}: {value}" for name, value in mark.values.items()))
        if mark.spans:
            body = [*map(_tag, tags), _note(mark.note)]
            yield _annotation(article, (mark.kind, mark.name), mark.spans, body)


def _claims(article: Article, register: reg.Register) -> Iterator[dict[str, Any]]:
    for claim in register.claims.to_dict("records"):
        body = [_tag("Claim"), _note(said_by(claim, article.outlet or ""))]
        if claim["machine_status"]:
            body.append(_tag(f"Suggested: {claim['machine_status']}"))
        if claim["start"] < 0:
            body.append(_note(f"{claim['anchor']}: {reg.meaning('anchor', claim['anchor'])}"))
        creator = MACHINE if claim["registered_by"] == "machine" else agent(claim["registered_by"])
        yield _annotation(
            article,
            ("claim", claim["claim_id"]),
            [(claim["start"], claim["end"])],
            body,
            claim=claim,
            creator=creator,
        )


def _decisions(article: Article, register: reg.Register) -> Iterator[dict[str, Any]]:
    claims = {c["claim_id"]: c for c in register.claims.to_dict("records")}
    for row in reg.standing(register.decisions).to_dict("records"):
        claim = claims[row["claim_id"]]
        body = [
            _tag(f"saying: {row['saying']}", "classifying"),
            _tag(f"matter: {row['matter']}", "classifying"),
            _note(row["reason"]),
        ]
        for name in ("likelihood", "confidence", "source_reliability", "info_credibility"):
            if row[name]:
                body.append(_tag(f"{name.replace('_', ' ')}: {row[name]}"))
        if reg.is_stale(row, claim):
            body.append(_note("stale: decided on other words than stand in the text now"))
        yield _annotation(
            article,
            ("decision", row["decision_id"]),
            [(claim["start"], claim["end"])],
            body,
            "assessing",
            claim,
            agent(row["reviewer"]),
        ) | {"created": f"{moment(row['date']):%Y-%m-%dT%H:%M:%SZ}"}


def _annotation(
    article: Article,
    key: tuple[object, ...],
    spans: Sequence[Span],
    body: list[dict[str, Any]],
    motivation: str = "classifying",
    claim: dict[str, Any] | None = None,
    creator: dict[str, Any] = MACHINE,
) -> dict[str, Any]:
    targets = [_target(article, start, end, claim) for start, end in spans]
    return {
        "id": iri(article, *key),
        "type": "Annotation",
        "motivation": motivation,
        "creator": creator,
        "body": body,
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _target(article: Article, start: int, end: int, claim: dict[str, Any] | None) -> dict[str, Any]:
    if start < 0 and claim is not None:
        selector = [
            _quote(claim["registered_quote"] or claim["quote"], claim["prefix"], claim["suffix"])
        ]
    else:
        selector = [
            _quote(article.text[start:end], *anchors.surroundings(article.text, start, end)),
            {"type": "TextPositionSelector", "start": int(start), "end": int(end)},
        ]
    return {
        "type": "SpecificResource",
        "selector": selector,
        "source": {
            "id": source_iri(article),
            "type": "Text",
            "format": "text/plain",
            "language": article.language,
        },
    }


def _quote(exact: str, prefix: str, suffix: str) -> dict[str, Any]:
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def _tag(value: str, purpose: str = "tagging") -> dict[str, Any]:
    return {
        "type": "TextualBody",
        "purpose": purpose,
        "value": value,
        "format": "text/plain",
        "language": "en",
    }


def _note(value: str) -> dict[str, Any]:
    return _tag(value, "describing")
