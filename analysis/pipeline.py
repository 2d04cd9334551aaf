"""Articles → Annotations: every layer over one parse of each article, and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import tee

import pandas as pd
from tqdm.auto import tqdm

from . import corrections as corrections_module
from .layers import acts, attribution, claims, contradictions, hedging, loaded, tone, translation
from .layers.actors.actor_list import load_actors
from .layers.actors.mentions import find_mentions
from .layers.actors.names import Mention
from .layers.attribution.voice import Row
from .tables import frame
from .text import parse, whitespace
from .text.article import Article


@dataclass(frozen=True)
class Annotations:
    """One tidy DataFrame a layer; `tables.SCHEMAS` says what a row of each stands for."""

    articles: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame
    mentions: pd.DataFrame
    attributions: pd.DataFrame
    hedges: pd.DataFrame
    vague_numbers: pd.DataFrame
    loaded: pd.DataFrame
    tone: pd.DataFrame
    acts: pd.DataFrame
    claims: pd.DataFrame
    responses: pd.DataFrame
    contradictions: pd.DataFrame
    flags: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables by their names."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def annotate(
    articles: Article | Iterable[Article],
    actors: pd.DataFrame | None = None,
    progress: bool = False,
    corrections: pd.DataFrame | None = None,
) -> Annotations:
    """Annotate articles with every layer.

    actors   : canonical actors (`actors.load_actors`); by default those of the project's
        `seeds/actors.csv`
    progress : show a bar on standard error
    corrections : what people corrected (`register.corrections`); each layer's are applied before
        the next layer runs, and one that finds no row becomes a row of `flags`

    The rows of an article depend on that article alone, so that any split of a corpus gives the
    same tables. Articles in a language other than English get sentences and tokens only, and a flag
    that says so.
    """
    articles = [articles] if isinstance(articles, Article) else list(articles)
    _refuse_duplicates(articles)
    actors = load_actors() if actors is None else actors
    corrected = _by_article(corrections)
    rows: dict[str, list[Row]] = defaultdict(list)
    narrowed, kept = tee(map(whitespace.narrow, articles))
    parses = parse.parse(copy for copy, _ in narrowed)
    for article, (_, places), parsed in zip(
        tqdm(articles, disable=not progress, unit="article"), kept, parses, strict=False
    ):
        for table, new in annotate_parsed(parsed, actors, corrected[article.article_id]):
            rows[table] += (
                new
                if places is None
                else [whitespace.carry_back(row, article, places) for row in new]
            )
    return Annotations(
        **{field.name: frame(field.name, rows[field.name]) for field in fields(Annotations)}
    )


def annotate_parsed(
    parsed: parse.Parsed, actors: pd.DataFrame, corrected: Sequence[Row] = ()
) -> Iterator[tuple[str, list[Row]]]:
    """The layers in the order in which they need each other, corrected; yields (table, rows)."""
    english = parsed.article.language == "en"
    yield "articles", [_article_row(parsed, english)]
    yield "sentences", list(_sentence_rows(parsed))
    yield "tokens", list(_token_rows(parsed))
    if not english:
        return
    mentions = find_mentions(parsed, actors)
    yield "mentions", list(_mention_rows(parsed, mentions))
    attributions, lost = corrections_module.apply(
        "attributions", attribution.find_attributions(parsed, mentions), corrected, parsed
    )
    yield "attributions", attributions
    yield "flags", lost
    hedges = hedging.find_hedges(parsed, attributions)
    yield "hedges", hedges
    yield "vague_numbers", hedging.find_vagueness(parsed)
    loaded_rows = loaded.find_loaded(parsed, attributions, mentions)
    yield "loaded", loaded_rows
    yield "tone", tone.score_tone(parsed, attributions, loaded_rows)
    act_rows, lost = corrections_module.apply(
        "acts", acts.find_acts(parsed, mentions, attributions, hedges), corrected, parsed
    )
    yield "acts", act_rows
    yield "flags", lost
    found, response_rows = claims.find_claims_and_responses(parsed, attributions, hedges, mentions)
    claim_rows, lost = corrections_module.apply("claims", found, corrected, parsed)
    response_rows = corrections_module.follow(found, claim_rows, response_rows)
    yield "claims", claim_rows
    yield "responses", response_rows
    yield "flags", lost
    yield "contradictions", contradictions.find_contradictions(parsed, claim_rows)
    yield "flags", translation.find_flags(parsed, hedges)


def _by_article(corrections: pd.DataFrame | None) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in [] if corrections is None else corrections.to_dict("records"):
        found[row["article_id"]].append(row)
    return found


def _refuse_duplicates(articles: list[Article]) -> None:
    seen = set()
    for article in articles:
        if article.article_id in seen:
            raise ValueError(
                f"two articles have the id {article.article_id!r}: rename one of the files or "
                "give it another id"
            )
        seen.add(article.article_id)


def _article_row(parsed: parse.Parsed, english: bool) -> Row:
    a = parsed.article
    flags = list(a.flags)
    if not english and not any(flag.startswith("language") for flag in flags):
        flags.append(
            f"language {a.language}: only sentences and tokens, the other layers are made for "
            "English"
        )
    return {
        "article_id": a.article_id,
        "title": a.title or "",
        "outlet": a.outlet or "",
        "published": a.published.isoformat() if a.published else "",
        "url": a.url or "",
        "language": a.language,
        "sha256": a.sha256,
        "n_words": len(a.text.split()),
        "flags": "; ".join(flags),
    }


def _sentence_rows(parsed: parse.Parsed) -> Iterator[Row]:
    for s in parsed.sentences:
        yield {
            "article_id": parsed.article.article_id,
            "sentence_id": s.sentence_id,
            "paragraph": s.paragraph,
            "start": s.start,
            "end": s.end,
            "text": parsed.text(s.start, s.end),
            "is_heading": s.is_heading,
        }


def _token_rows(parsed: parse.Parsed) -> Iterator[Row]:
    for s in parsed.sentences:
        for token in parsed.tokens[s.first : s.last]:
            if not token.is_space:
                end = token.idx + len(token)
                yield {
                    "article_id": parsed.article.article_id,
                    "sentence_id": s.sentence_id,
                    "token_id": token.i,
                    "start": token.idx,
                    "end": end,
                    "text": parsed.text(token.idx, end),
                    "lemma": token.lemma_,
                    "pos": token.pos_,
                }


def _mention_rows(parsed: parse.Parsed, mentions: list[Mention]) -> Iterator[Row]:
    for m in mentions:
        sentence = parsed.sentence_of(m.start)
        yield {
            "article_id": parsed.article.article_id,
            "sentence_id": sentence.sentence_id if sentence else -1,
            "start": m.start,
            "end": m.end,
            "text": parsed.text(m.start, m.end),
            "actor": m.actor,
            "kind": m.kind,
        }
