"""Findings in words: tables → sentences in Markdown, each number with its n and its interval."""

from collections.abc import Mapping

import pandas as pd

from .layers.translation import weak_sentences
from .measures import intervals, rates, tellings
from .measures.lanes import HIGH_MEANS, LANES, NAMELESS, SURE, below, gravest, is_high
from .trend_findings import carries as carries
from .trend_findings import first_mover as first_mover
from .trend_findings import on_the_calendar as on_the_calendar
from .trend_findings import trend as trend
from .vocabulary import count, listed, wording

FEW = intervals.SMALL


def terms(evidence: pd.Series) -> list[str]:
    """The words behind each of TextBlob's scores with their polarity: "more +0.50, new +0.14"."""
    return [
        ", ".join(
            f"{term['term']} {term['polarity']:+.2f}".replace("-", "−") for term in found or []
        )
        for found in evidence
    ]


def reach(articles: pd.DataFrame) -> str:
    """How far findings carry, by the number of articles and outlets held."""
    n, outlets = len(articles), articles.outlet[articles.outlet != ""].nunique()
    if n == 0:
        return "No article is held, so there is nothing to say."
    if n == 1:
        return (
            "All numbers come from one article. They describe this text, not the outlet, not the "
            "press, and no development over time. The intervals show how much they could differ in "
            "another text of this length."
        )
    few = " So few articles say little of others." if n < FEW else ""
    of = f" of {count(outlets, 'outlet')}" if outlets else ", of outlets that are not known"
    if outlets and (nameless := int((articles.outlet == "").sum())):
        of += f" that {'is' if outlets == 1 else 'are'} known and {nameless:,} without an outlet"
    return (
        f"All numbers come from {n:,} articles{of}. "
        f"They describe these texts, not all reporting.{few}"
    )


def intake(articles: pd.DataFrame, sentences: pd.DataFrame, flags: pd.DataFrame) -> str:
    """What is held, and what a reader should know about the texts before any number."""
    if articles.empty:
        return "No article is held."
    headings = int(sentences.is_heading.astype(bool).sum())
    prose = len(sentences) - headings
    missing = [
        wording(name) for name in ("outlet", "published", "url") if (articles[name] == "").any()
    ]
    always = "" if len(articles) == 1 else "always "
    lines = [
        f"{count(len(articles), 'article').capitalize()} with {int(articles.n_words.sum()):,} "
        f"words in {count(prose, 'sentence')} and "
        f"{count(headings, 'heading or byline', 'headings and bylines')} "
        + (
            f"{'is' if len(articles) == 1 else 'are'} held; "
            + (f"not {always}known: {listed(missing)}." if missing else "all metadata are known.")
        )
    ]
    if len(flags):
        touched = flags[["article_id", "sentence_id"]].drop_duplicates().shape[0]
        lines.append(
            f"{intervals.share(min(touched, len(sentences)), len(sentences))} of the sentences "
            f"carry a warning about their wording: {_counts('flag', flags.flag, 6)}. What is "
            "measured on those words is weak evidence of what the original said."
        )
    return "\n\n".join(lines)


def tone(
    tone_rows: pd.DataFrame,
    loaded: pd.DataFrame,
    flags: pd.DataFrame,
    articles: pd.DataFrame | None = None,
) -> str:
    """Loaded words by voice, how many sentences TextBlob cannot read, and what is weak evidence.

    articles : the table `articles`; with it several outlets are each told
    """
    outlets = _outlets(articles)
    own = int((loaded.voice == "").sum())
    counts = loaded.article_id[loaded.voice == ""].map(outlets).value_counts()
    whose, theirs = ("the outlets'", "their") if outlets.nunique() > 1 else ("the outlet's", "its")
    silent = sum(not len(e) if e is not None else True for e in tone_rows.evidence)
    lines = [
        f"Loaded words in {whose} own voice: {intervals.share(own, len(loaded))}"
        f"{_each({o: f'{counts.get(o, 0)}' for o in outlets})}; any others are words of {theirs} "
        "sources."
        if len(loaded)
        else "No loaded word was found.",
        f"Sentences in which TextBlob knows no word: {intervals.share(silent, len(tone_rows))}."
        if len(tone_rows)
        else "",
    ]
    lines.append(_doubtful(loaded, flags, "loaded words"))
    return "\n\n".join(line for line in lines if line)


def _doubtful(rows: pd.DataFrame, flags: pd.DataFrame, what: str) -> str:
    """How many rows stand in sentences that read like a translation; "" when none does."""
    weak = rows.merge(weak_sentences(flags), on=["article_id", "sentence_id"])
    return (
        ""
        if weak.empty
        else (
            f"{what.capitalize()} in sentences that read like a translation: "
            f"{intervals.share(len(weak), len(rows))}. That is weak evidence, since the wording "
            "may be the translator's."
        )
    )


def hedging(
    hedges: pd.DataFrame,
    tokens: pd.DataFrame,
    attributions: pd.DataFrame,
    vague_numbers: pd.DataFrame,
    flags: pd.DataFrame,
    articles: pd.DataFrame | None = None,
) -> str:
    """How often the outlet and its sources hedge, in which classes, and what is weak evidence.

    articles : the table `articles`; with it several outlets are each told
    """
    if hedges.empty:
        return "No hedge cue was found."
    by_article = rates.words_of_articles(tokens, attributions)
    words = {"outlet": by_article.own_words.sum(), "sources": by_article.source_words.sum()}
    own, outlets = int((hedges.holder == "").sum()), _outlets(articles)
    cues = hedges.article_id[hedges.holder == ""].map(outlets).value_counts()
    spoken = by_article.own_words.groupby(by_article.index.map(outlets)).sum()
    each = {o: f"{1000 * cues.get(o, 0) / n:.0f} in 1,000" for o, n in spoken.items() if n}
    many = outlets.nunique() > 1
    verb, theirs = ("outlets hedge", "their") if many else ("outlet hedges", "its")
    strong = int((hedges.strength >= 3).sum())
    return "\n\n".join(
        line
        for line in [
            f"The {verb} at {intervals.rate(own, words['outlet'])}{_each(each)}, {theirs} sources "
            f"at {intervals.rate(len(hedges) - own, words['sources'])}.",
            "By class: "
            f"{_counts('category', hedges.category, 3)}{_few(len(hedges))}. Strong "
            f"hedges (3 or 4 on a scale to 4): {intervals.share(strong, len(hedges))}. Vague "
            f"numbers, such as “more than”, are counted apart: {len(vague_numbers)}.",
            _doubtful(hedges, flags, "hedge cues"),
        ]
        if line
    )


def sources(attributions: pd.DataFrame) -> str:
    """Who speaks, how directly, and how much rests on nobody named."""
    n = len(attributions)
    if not n:
        return "No statement is attributed to anybody."
    weak = int(attributions.source_type.isin(NAMELESS).sum())
    nameless = int((attributions.source_type == "anonymous").sum())
    direct = int((attributions.kind == "direct").sum())
    heard = attributions.stance[attributions.stance != "neutral"]
    loaded = (
        f" Verbs that do more than report: {_counts('stance', heard, 6)}." if len(heard) else ""
    )
    return "\n\n".join(
        [
            "Attributed statements from unnamed people, other media or no stated source: "
            f"{intervals.share(weak, n)}; from unnamed people alone: "
            f"{intervals.share(nameless, n)}{_few(n)}.",
            f"Quoted word for word throughout: {intervals.share(direct, n)}.{loaded}",
        ]
    )


def escalation(
    acts: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    sides: Mapping[str, str] | None = None,
) -> str:
    """Words and deeds apart: how many, how many of them high in their lane, in which modality.

    Acts under `SURE` stay out of every count, and are said to; an event told several times counts
    once (`tellings.once`).
    """
    if acts.empty:
        return "No act was found."
    able = acts[acts.score >= SURE]
    done = tellings.told(able)
    events = tellings.once(done, articles, sides)
    lines = []
    for lane, name in LANES.items():
        these = events[events.words_or_deed == lane]
        if these.empty:
            continue
        high = intervals.share(int(is_high(these).sum()), len(these))
        upto = f" At most they {gravest(these)}." if lane == "words" else ""
        beside = "" if lane == "words" else f", {below(these)}"
        said = f"{name.capitalize()} that {HIGH_MEANS[lane]}: {high}{_few(len(these))}{beside}."
        lines.append(said + upto)
    if len(events):
        open_ = int((events.modality != "asserted").sum())
        lines.append(
            f"{count(len(events), 'event').capitalize()} found, told {count(len(done), 'time')}. "
            "Not told as plain fact (hedged, alleged, conditional or planned): "
            f"{intervals.share(open_, len(events))}. Every act is as the article or its sources "
            "tell it, and the program misses some."
        )
    apart = {
        "not told as done (denied; of deeds also planned, possible or on a condition)": len(able)
        - len(done),
        "told again, looked back on, or part of a name": len(done) - len(events),
        f"scored under {SURE:g}": len(acts) - len(able),
    }
    left = [f"{n} {what}" for what, n in apart.items() if n]
    if left:
        lines.append(f"In neither count, of {count(len(acts), 'act')}: {listed(left)}.")
    return "\n\n".join(lines)


def _outlets(articles: pd.DataFrame | None) -> "pd.Series[str]":
    """The outlet of each article, by id; nothing without the table."""
    if articles is None:
        return pd.Series(dtype="str")
    named = articles.outlet.replace("", "outlet not known")
    return pd.Series(named.to_numpy(), index=articles.article_id, dtype="str")


def _each(said: Mapping[str, str]) -> str:
    """What each of several outlets does, in brackets; "" for one."""
    parts = [f"{outlet} {words}" for outlet, words in said.items()]
    return f" ({listed(parts, 12)})" if len(parts) > 1 else ""


def _counts(column: str, values: pd.Series, most: int) -> str:
    """The values of a column in plain words, each with its count, the most frequent first."""
    counts = values.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    return listed([f"{wording(column, str(value))} ({n})" for value, n in counts.items()], most)


def _few(n: int) -> str:
    return f" (few: n = {n})" if 0 < n < FEW else ""
