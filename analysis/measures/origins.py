"""How many origins stand behind many reports: copies of a text, one claim in several, findings.

Nothing here decides: copies and joined claims are suggestions with their similarity, and where a
page does not show from whom it has what it says, the lineage is counted as unknown, never as one
more independent origin.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TypeAlias

import pandas as pd
from datasketch import MinHash, MinHashLSH

from ..text.article import Article
from ..text.plain import NUMBERS, norm
from ..text.terms import term_sets

WINDOW = 5  # words in a shingle
THRESHOLD = (
    0.5  # Jaccard similarity of two articles' shingles from which they are called near-copies
)
CONTAINED = 0.8  # … or the share of the shorter one's shingles that the longer one has
JOINED, FEW = 0.45, 0.6  # two claims are suggested to be one from JOINED + FEW / shared words
RAREST, BLOCK = 6, 200  # words of a claim that are looked up, and claims that one word brings in
SHORTEST = 3  # content words of a claim from which it may be joined to one that is only similar
PERMUTATIONS = 128
SEED = 1
STOP = frozenset(
    "a an the of to in on at by for from with and or but that this these those it its is are was "
    "were be been has have had he she they his her their as after before when than then there "
    "which who will would said says".split()
)
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
NUMERALS = (frozenset(NUMBERS) - {"one"}) | frozenset(
    "hundred hundreds thousand thousands million millions billion billions dozen dozens".split()
)
NEGATION = frozenset(
    "no not never none nobody neither nor without n't cannot denied denies deny".split()
)
KNOWN_LINEAGE = frozenset({"stated"})

Profile: TypeAlias = dict[str, Any]
COPIES = ("article_id", "other_id", "jaccard", "containment", "shared", "rule")
JOINS = (
    *("claim_id", "other_claim_id", "article_id", "other_id", "similarity"),
    *("says_more", "rule"),
)
EVIDENCE = ("claim_id", "n_pages", "n_origins", "n_unknown", "n_not_independent", "origins")


def near_copies(articles: Iterable[Article], threshold: float = THRESHOLD) -> pd.DataFrame:
    """Pairs of articles that share most of their text (wire copy, syndication), sorted by ids.

    jaccard and containment are exact shares of word shingles (`WINDOW` words each); MinHash with
    locality-sensitive hashing (128 permutations; Broder 1997, Indyk & Motwani 1998; `datasketch`)
    only proposes the pairs, so that time grows with the articles and not with their pairs. rule:
    'jaccard >= …' or 'containment >= 0.8' (an excerpt of the other).
    """
    shingles = {a.article_id: _shingles(a.text) for a in articles}
    rows = []
    for one, other in _candidates(shingles, min(threshold, 0.3)):
        a, b = shingles[one], shingles[other]
        shared = len(a & b)
        jaccard, containment = shared / len(a | b), shared / min(len(a), len(b))
        if jaccard >= threshold or containment >= CONTAINED:
            rule = (
                f"jaccard >= {threshold}" if jaccard >= threshold else f"containment >= {CONTAINED}"
            )
            rows.append((one, other, round(jaccard, 3), round(containment, 3), shared, rule))
    return pd.DataFrame(sorted(rows), columns=COPIES)


def join_claims(
    claims: pd.DataFrame, mentions: pd.DataFrame | None = None, threshold: float = JOINED
) -> pd.DataFrame:
    """Claims of different articles that look like one, one row a pair: suggestions to a person.

    similarity is the Dice coefficient of the content words, or the same with rare words weighing
    more (by the logarithm of how many claims hold them), whichever is higher: the fewer words two
    claims share, the more alike they must be (`threshold` + 0.6 / shared words). Joined only with
    the same numbers, the same negations and no two different sets of actors (from `mentions`, else
    capitalised names): similar words with other figures are a difference worth seeing, not one
    claim. A claim of fewer than three content words is joined to none but its like. Only claims
    that share one of their rarest words are compared, so that time grows with the claims.
    says_more : the claim_id of the one that says all that the other says and more, "" where neither
    does.
    """
    profiles = {row.claim_id: _profile(row, names) for row, names in _with_names(claims, mentions)}
    held = Counter(w for p in profiles.values() for w in p["words"])
    weights = {w: math.log(1 + len(profiles) / n) for w, n in held.items()}
    rows = []
    for one, other in _sharing(profiles, held):
        a, b = profiles[one], profiles[other]
        shared = a["words"] & b["words"]
        similarity = max(_dice(a["words"], b["words"]), _dice(a["words"], b["words"], weights))
        short = min(len(a["words"]), len(b["words"])) < SHORTEST
        if similarity >= (1 if short else threshold + FEW / len(shared)) and _alike(a, b):
            more = one if a["words"] > b["words"] else other if a["words"] < b["words"] else ""
            rule = f"words >= {threshold} + {FEW} / shared, same numbers, negations and actors"
            places = (one, other, a["article"], b["article"])
            rows.append((*places, round(similarity, 3), more, rule))
    return pd.DataFrame(sorted(rows), columns=JOINS)


def _alike(a: Profile, b: Profile) -> bool:
    """The same numbers and negations, and no two different sets of actors?"""
    mine, theirs = a["names"], b["names"]
    actors = not mine or not theirs or mine <= theirs or theirs <= mine
    return bool(actors and a["numbers"] == b["numbers"] and a["negated"] == b["negated"])


def _dice(a: frozenset[str], b: frozenset[str], weights: dict[str, float] | None = None) -> float:
    mine, theirs, shared = (
        sum(weights[w] for w in words) if weights else len(words) for words in (a, b, a & b)
    )
    return 2 * shared / (mine + theirs)


def _sharing(profiles: dict[str, Profile], held: Counter[str]) -> Iterator[tuple[str, str]]:
    """Pairs of claims of different articles that share one of their rarest words, each once."""
    index: dict[str, list[str]] = {}
    for claim_id, profile in profiles.items():
        rare = sorted(profile["words"], key=lambda w: (held[w], w))[:RAREST]
        near = dict.fromkeys(other for w in rare for other in index.get(w, ())[-BLOCK:])
        for other in near if len(rare) > 1 else ():
            if profiles[other]["article"] != profile["article"]:
                yield other, claim_id
        for w in rare:
            index.setdefault(w, []).append(claim_id)


def evidence_origins(evidence: pd.DataFrame) -> pd.DataFrame:
    """Pages against origins of the register's evidence, one row a claim, in its order.

    Only lineage 'stated' counts as a known origin; 'inferred' and 'not shown' are unknown, 'not
    independent' is counted apart.
    """
    rows = []
    for claim_id, pages in evidence.groupby("claim_id", sort=False):
        stated = pages[pages.lineage.isin(KNOWN_LINEAGE)]
        named = dict(zip(stated.origin.map(_source_key), stated.origin, strict=True))
        apart = int((pages.lineage == "not independent").sum())
        rows.append(
            (
                claim_id,
                len(pages),
                len(named),
                len(pages) - len(stated) - apart,
                apart,
                tuple(named.values()),
            )
        )
    return pd.DataFrame(rows, columns=EVIDENCE)


def _shingles(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", norm(text))
    if not words:
        return frozenset()
    return frozenset(
        " ".join(words[i : i + WINDOW]) for i in range(max(1, len(words) - WINDOW + 1))
    )


def _candidates(sets: dict[str, frozenset[str]], threshold: float) -> list[tuple[str, str]]:
    """Pairs of keys whose sets may share so much; order of the keys given, each pair once."""
    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    pairs, place = [], {key: n for n, key in enumerate(sets)}
    for key, items in sets.items():
        if not items:
            continue
        sketch = MinHash(num_perm=PERMUTATIONS, seed=SEED)
        sketch.update_batch([item.encode("utf-8", "surrogatepass") for item in items])
        pairs += [(other, key) for other in sorted(index.query(sketch), key=place.__getitem__)]
        index.insert(key, sketch)
    return pairs


def _with_names(
    claims: pd.DataFrame, mentions: pd.DataFrame | None
) -> Iterator[tuple[Any, frozenset[str]]]:
    by_article = {} if mentions is None else {a: m for a, m in mentions.groupby("article_id")}
    for row in claims.itertuples():
        inside = by_article.get(row.article_id)
        if inside is None:
            yield (
                row,
                frozenset(w.lower() for w in re.findall(r"(?<=\s)[A-Z][\w’'-]{2,}", row.quote)),
            )
        else:
            yield (
                row,
                frozenset(inside.actor[(inside.start >= row.start) & (inside.end <= row.end)])
                - {""},
            )


def _profile(row: Any, names: frozenset[str]) -> Profile:
    told = re.findall(r"[\w']+", norm(row.quote))
    tokens = [str(NUMBERS.get(t, t)) if t in NUMERALS else t for t in told]
    figures = sorted(
        [n.replace(",", "").rstrip(".") for n in NUMBER.findall(row.quote)]
        + [n for n, t in zip(tokens, told, strict=True) if t in NUMERALS]
    )
    return {
        "article": row.article_id,
        "words": frozenset(_stem(t) for t in tokens if t not in STOP),
        "numbers": figures,
        "negated": any(t in NEGATION or t.endswith("n't") for t in tokens),
        "names": names,
    }


@cache
def _stem(word: str) -> str:
    """Endings of number and tense off, so that 'attacks' meets 'attacked', without a dictionary."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _source_key(source: str) -> str:
    """'President Karim Soleh' and 'Soleh' are one origin: the last name; a media name whole."""
    plain = re.sub(r"\(.*?\)", "", source)
    words = [w.removesuffix("’s").removesuffix("'s") for w in re.findall(r"[\w’'-]+", plain)]
    titles = term_sets().office
    if any(w.lower() in titles for w in words):
        words = [w for w in words if w[:1].isupper()][-1:] or words
    return norm(
        " ".join(w for w in words if w.lower() not in ("the", "newspaper", "agency", "news"))
    )
