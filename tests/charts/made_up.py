"""Tables of invented articles, of any size, for charts to be drawn from.

No model runs and no corpus is needed.
"""

from itertools import count, islice, product
from types import SimpleNamespace

import pandas as pd

from analysis.measures.calendar import COLUMNS
from analysis.tables import SCHEMAS, frame

CLASSES = ("inflammatory", "militaristic", "dehumanising", "catastrophic", "belittling", "praising")
CATEGORIES = ("POSS", "PROB", "INF", "BEL", "HEAR", "ALLEG", "ANON", "COND", "OPEN", "NOCONF")
TYPES = ("named_official", "named_person", "institution", "media", "anonymous", "unattributed")
ACTORS = (
    "Freedonia",
    "Sylvania",
    "President Rufus Firefly",
    "the Sylvanian Ministry of War and of the Interior",
    "",
)
HOSTILE = (
    "<script>alert(1)</script> & “quotes”",
    '=HYPERLINK("http://x")',
    "$\\frac{1}{2}$ _^{",
    "مرحبا \u202egnirts 🙂\x00 tail",
    "@cmd|' /C calc'!A0",
    "a" * 300,
    "+49 30 1234",
    "-1+1",
    "line\nbreak\ttab",
    "",
)
DEFAULTS = {"int64": 0, "float64": 0.0, "str": "", "bool": False, "object": None}


def notes(
    articles: int = 1,
    rows: int = 20,
    words: tuple[str, ...] = ("a measured word", "boiling point", "fell silent"),
) -> SimpleNamespace:
    """The tables of `articles` articles with `rows` rows in each layer.

    `words` fill every text column in turn.
    """
    made = {name: [] for name in SCHEMAS}
    for a in range(articles):
        article = f"article-{a}"

        def add(name, i, article=article, **given):
            made[name].append(_row(name, article, i, words, given))

        add(
            "articles",
            0,
            title="Freedonia at war",
            outlet="The Gazette" if a % 2 else "",
            published=f"2031-03-{a % 27 + 1:02}",
            url="",
            language="en",
            n_words=30 * max(rows, 1),
            flags="",
        )
        for i in range(rows):
            add("sentences", i, is_heading=i % 9 == 8, paragraph=i)
            add(
                "attributions",
                i,
                attribution_id=f"{article}#a{i}",
                content_spans=[[100 * i, 100 * i + 40]],
                source_spans=[],
                cue_spans=[],
                kind=("direct", "indirect", "mixed")[i % 3],
                source_type=TYPES[i % 6],
                speaker=ACTORS[i % 5],
                content="five “words as said here”",
                stance=("neutral", "denying", "factive")[i % 3],
            )
            add(
                "hedges",
                i,
                category=CATEGORIES[i % 10],
                strength=i % 4 + 1,
                holder="" if i % 3 else f"{article}#a{i}",
            )
            if i % 7 == 6:
                add("vague_numbers", i, reason="a bound, not a count")
            add(
                "loaded",
                i,
                loaded_class=CLASSES[i % 6],
                weight=(i % 5 + 1) / 5,
                found_by="scorer" if i % 4 == 0 else "lexicon",
                metaphor=i % 2 == 0,
                about=ACTORS[i % 5],
                voice="" if i % 3 else f"{article}#a{i}",
            )
            add(
                "tone",
                i,
                voice="" if i % 3 else f"{article}#a{i}",
                polarity=(i % 9 - 4) / 4,
                subjectivity=0.5,
                evidence=[
                    {
                        "term": words[i % len(words)],
                        "start": 0,
                        "end": 1,
                        "polarity": 0.5,
                        "subjectivity": 0.5,
                    }
                ]
                if i % 4
                else [],
            )
            add(
                "acts",
                i,
                act_id=f"{article}#x{i}",
                event_id=f"{article}#e{i}",
                actor=ACTORS[i % 5],
                actor_name=ACTORS[i % 5],
                target=ACTORS[(i + 2) % 5],
                target_name=ACTORS[(i + 2) % 5],
                rung=i * 3 % 11,
                words_or_deed="deed" if i % 3 == 2 else "words",
                plover="ACCUSE",
                rule=f"{97 * a + i:04}/VERB",  # each is told in another word
                modality=("asserted", "asserted", "hedged", "negated", "planned")[i % 5],
                score=0.3 if i % 7 == 6 else 0.9,
                goldstein=float(i % 11 - 8),
                date_start=f"2031-0{i % 3 + 1}-11" if i % 2 else "",
                date_end=f"2031-0{i % 3 + 1}-{11 + i % 12}" if i % 2 else "",
            )
            add(
                "claims",
                i,
                claim_id=f"c-{a}-{i}",
                n=i + 1,
                source=ACTORS[i % 5],
                machine_status=("asserted", "denied", "unattributed")[i % 3],
            )
            if i % 4 == 0:
                add(
                    "responses",
                    i,
                    claim_id=f"c-{a}-{i}",
                    response=("denies", "silent", "neither", "confirms")[i // 4 % 4],
                    source=ACTORS[i % 4],
                )
            add("flags", i, flag="calque", reason="word by word")
            made["tokens"] += [
                _row(
                    "tokens",
                    article,
                    20 * i + t,
                    words,
                    {
                        "token_id": 20 * i + t,
                        "start": 100 * i + 5 * t,
                        "end": 100 * i + 5 * t + 4,
                        "pos": "NOUN",
                    },
                )
                for t in range(20)
            ]
    return SimpleNamespace(**{name: frame(name, made[name]) for name in made})


def register(made: SimpleNamespace) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What `register.displayed` shows of the made-up claims, and evidence on them."""
    matter = ("corroborated", "not_assessed", "disputed", "unsupported", "refuted")
    shown = made.claims.assign(
        decided_by=["reviewer" if n % 3 else "machine" for n in made.claims.n],
        stale=False,
        conflict=False,
    )
    people = shown.decided_by == "reviewer"
    shown["matter"] = [matter[n % 5] if by else "" for n, by in zip(shown.n, people, strict=True)]
    shown["saying"] = ["faithful" if by else "" for by in people]
    shown["reviewers"] = ["Ana" if by else "" for by in people]
    shown["label"] = shown.matter.where(people, shown.machine_status)
    rows = [
        {
            "claim_id": claim,
            "stance": stance,
            "origin": f"Agency {page % 3}",
            "lineage": "stated" if page % 4 else "not shown",
            "known": page % 4 > 0,
        }
        for (claim, stance), page in zip(
            product(made.claims.claim_id, ("supports", "supports", "contradicts")), count()
        )
    ]
    for stance in ("supports", "qualifies", "contradicts"):
        shown[stance] = [
            sum((r["claim_id"], r["stance"]) == (c, stance) for r in rows) for c in shown.claim_id
        ]
    columns = ["claim_id", "stance", "origin", "lineage", "known"]
    return shown, pd.DataFrame(rows, columns=columns).astype(
        dict.fromkeys(columns, "str") | {"known": "bool"}
    )


def calendar(steps: int = 12) -> pd.DataFrame:
    """Public steps between two invented states."""
    rows = [
        {
            "date": f"2031-0{i % 4 + 1}-{i % 27 + 1:02}",
            "event": f"step {i}",
            "actor": ACTORS[i % 4],
            "target": ACTORS[(i + 1) % 4],
            "kind": "deed" if i % 3 == 0 else "words",
            "side_actor": ("Freedonia", "Sylvania")[i % 2],
            "rung": 8 if i % 3 == 0 else i % 8,
            "plover": "MOBILIZE" if i % 3 == 0 else "THREATEN",
            "id": f"s{i}",
        }
        for i in islice(count(), steps)
    ]
    table = pd.DataFrame(rows, columns=COLUMNS).astype("str")
    return table.fillna("").astype({"rung": "int64"})


def _row(name: str, article: str, i: int, words: tuple[str, ...], given: dict) -> dict:
    row = {
        column: words[i % len(words)] if kind == "str" else DEFAULTS[kind]
        for column, kind in SCHEMAS[name].columns.items()
    }
    place = {
        "article_id": article,
        "sentence_id": i,
        "start": 100 * i,
        "end": 100 * i + 30,
        "date_start": "",
        "date_end": "",
        "decided_by": "",
    }
    return {**row, **{key: value for key, value in {**place, **given}.items() if key in row}}
