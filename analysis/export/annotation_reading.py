"""W3C annotations that others made, as spans of an article."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from ..text import anchors
from ..text.article import Article

Tags = dict[str, str]


def read(data: str, article: Article) -> pd.DataFrame:
    """W3C annotations on an article as spans: a collection, a page, a list, Hypothes.is' export.

    Columns: article_id, key (the annotation's id), kind (its first tag up to a colon), start, end,
    quote, values (what its tags say after the colon, by what stands before it), links ({}: see
    `brat.read`). The words are looked for by quotation and surroundings; an annotation whose words
    are not there has start and end -1. Raises ValueError for what is no JSON or holds no
    annotation.
    """
    rows = []
    try:
        found = json.loads(data)
    except ValueError as error:
        raise ValueError(f"this is no JSON ({error}); export the annotations again") from None
    for n, item in enumerate(_annotations(found)):
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            start, end = _place(target, article)
            tags = _tags(item)
            kind = tags[0].split(":")[0] if tags else ""
            values = dict(tag.split(": ", 1) for tag in tags if ": " in tag)
            key = str(item.get("id", n))
            rows.append(span_row(article, key, kind, start, end, values, {}))
    if not rows:
        raise ValueError("no annotation with a target was found in this JSON")
    return pd.DataFrame(rows)


def span_row(
    article: Article, key: str, kind: str, start: int, end: int, values: Tags, links: Tags
) -> dict[str, Any]:
    """One row of what `read` gives."""
    return {
        "article_id": article.article_id,
        "key": key,
        "kind": kind,
        "start": start,
        "end": end,
        "quote": article.text[start:end] if start >= 0 else "",
        "values": values,
        "links": links,
    }


def _annotations(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from _annotations(item)
    elif isinstance(data, dict):
        if "target" in data:
            yield data
        for inner in ("first", "items", "annotations", "rows"):
            yield from _annotations(data.get(inner))


def _tags(item: Mapping[str, Any]) -> list[str]:
    body = item.get("body", [])
    bodies = body if isinstance(body, list) else [body]
    tags = [str(t) for t in item.get("tags", [])]
    return tags + [
        str(b["value"])
        for b in bodies
        if isinstance(b, dict) and b.get("purpose") in ("tagging", "classifying") and "value" in b
    ]


def _place(target: Mapping[str, Any], article: Article) -> tuple[int, int]:
    selectors = {s["type"]: s for s in target.get("selector", []) if isinstance(s, dict)}
    place, quote = selectors.get("TextPositionSelector"), selectors.get("TextQuoteSelector")
    start = int(place["start"]) if place else -1
    if quote is None:
        inside = place is not None and 0 <= start < int(place["end"]) <= len(article.text)
        return (start, int(place["end"])) if place and inside else (-1, -1)
    around = quote.get("prefix", ""), quote.get("suffix", "")
    found = anchors.find(quote["exact"], *around, start, article.text)
    return found.start, found.end
