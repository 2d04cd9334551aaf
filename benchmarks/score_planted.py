"""Do the statistics find what was planted in the invented crisis, in coded and in machine's tables?

    python benchmarks/score_planted.py [--save]

What was planted stands in `crisis/planted.csv`. JSON goes to standard output, with `--save` to
`results/planted.json`: for each plant what was found in the coders' tables and in the machine's.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from analysis.cases import Case, load_case
from analysis.measures import rates, trends
from analysis.measures.lanes import SURE
from analysis.measures.origins import near_copies
from analysis.measures.shifts import shift, weekly
from analysis.pipeline import annotate

CRISIS = Path(__file__).with_name("crisis")
RESULTS = Path(__file__).with_name("results") / "planted.json"
FIRST, LAST = "2031-02-03", "2031-04-27"
ONE, TWO = "Pelmora", "Dovrezh"
OUTLETS = (
    *("Interocean", "The Cadrun Ledger", "The Daily Klaxon", "Pelmora One"),
    *("Dovrezh Telegraph Bureau", "The Skerrow Packet"),
)
COPIER, COPIED = "The Skerrow Packet", "Interocean"
Tables = dict[str, pd.DataFrame]


def coded(case: Case) -> Tables:
    """The coders' tables in the form of the machine's."""
    read = [json.loads(p.read_text(encoding="utf-8")) for p in (CRISIS / "coding").glob("*.json")]
    tables = {
        layer: pd.DataFrame(
            [row | {"article_id": a["article_id"]} for a in read for row in a[layer]]
        )
        for layer in ("acts", "attributions", "hedges")
    }
    tables["hedges"]["holder"] = tables["hedges"].holder.replace("outlet", "")
    words = [
        {"article_id": a.article_id, "start": m.start(), "pos": "X"}
        for a in case.articles
        for m in re.finditer(r"\w[\w’'-]*", a.text)
    ]
    return _counted(case, tables, pd.DataFrame(words))


def machine(case: Case) -> Tables:
    """The machine's tables; acts of which it is not sure are left out, as in the notebooks."""
    notes = annotate(case.articles, actors=case.actors)
    acts = notes.acts[notes.acts.score >= SURE]
    tables = {"acts": acts, "attributions": notes.attributions, "hedges": notes.hedges}
    return _counted(case, tables, notes.tokens)


def _counted(case: Case, tables: Tables, tokens: pd.DataFrame) -> Tables:
    articles = pd.DataFrame(
        [(a.article_id, a.outlet, str(a.published)) for a in case.articles],
        columns=["article_id", "outlet", "published"],
    )
    own = rates.words_of_articles(tokens, tables["attributions"])
    return tables | {"articles": articles.join(own, on="article_id")}


def threats(case: Case, tables: Tables) -> pd.Series:
    """Days on which articles tell of threats by the side made to threaten more, each event once."""
    acts = trends.told(tables["acts"]).drop_duplicates(["article_id", "event_id", "plover"])
    acts = acts.merge(tables["articles"], on="article_id")
    side = acts.actor_name.map(lambda names: trends.side_of(names, case.sides))
    return acts.published[(side == ONE) & (acts.plover == "THREATEN")]


def moves(case: Case, tables: Tables) -> pd.DataFrame:
    """Hostile acts (rung 2 and up) of the two sides on days that the text itself gives."""
    acts = tables["acts"][tables["acts"].rung >= 2]
    acts = acts[(acts.date_start != "") & (acts.date_start == acts.date_end)]
    return trends.moves(acts, tables["articles"], case.sides, ONE, TWO)


def faster_than_chance(lags: pd.DataFrame, draws: int = 2000, seed: int = 0) -> list[str]:
    """Sides that are answered sooner than chance alone would have it: those that move first."""
    waits = rates.lags_by_chance(lags, draws, seed)
    return list(waits.side[waits.days < waits.chance_low])


def stands_out(table: pd.DataFrame, least: bool) -> str:
    """The outlet whose interval lies below (or above) those of all other main outlets, else ""."""
    rows = table[table.outlet.isin(OUTLETS)].set_index("outlet")
    name = str(rows.value.idxmin() if least else rows.value.idxmax())
    others = rows.drop(name)
    apart = rows.high[name] < others.low.min() if least else rows.low[name] > others.high.max()
    return name if apart else ""


def own_hedges(tables: Tables) -> pd.DataFrame:
    """Hedges in each outlet's own voice, per 1,000 of its own words."""
    table = rates.hedge_rates(tables)
    return table[table.lane == "the outlet"]


def copies(case: Case) -> tuple[int, int]:
    """Near-copies between the copier and the agency, and near-copies in all."""
    outlets = {a.article_id: a.outlet for a in case.articles}
    pairs = near_copies(case.articles, threshold=0.2)
    tied = [
        {outlets[a], outlets[b]} == {COPIER, COPIED}
        for a, b in zip(pairs.article_id, pairs.other_id, strict=True)
    ]
    return sum(tied), len(tied)


def findings(case: Case, tables: Tables) -> dict[str, Any]:
    """What each statistic says of the tables."""
    change = shift(weekly(threats(case, tables), FIRST, LAST))
    waits = rates.lags_by_chance(moves(case, tables)).set_index("side")
    hedges, unnamed = own_hedges(tables), rates.unnamed_shares(tables)
    return {
        "threats of Pelmora change in the week of": change["week"],
        "the largest step is in the week of": change["step"],
        "its p by chance": change["p"],
        "threats a week before, after": [round(float(change[k]), 1) for k in ("before", "after")],
        "moves first": faster_than_chance(moves(case, tables)),
        "days to the other side's next act": waits.days.round(1).to_dict(),
        "hedges least in its own voice": stands_out(hedges, least=True),
        "own hedges per 1,000 words": _main(hedges),
        "leans most on unnamed sources": stands_out(unnamed, least=False),
        "unnamed sources, percent": _main(unnamed),
    }


def _main(table: pd.DataFrame) -> dict[str, float]:
    values = table.set_index("outlet").value.astype(float)
    return {name: round(float(values[name]), 1) for name in OUTLETS}


def shuffled(values: pd.Series, seed: int) -> np.ndarray:
    """The values dealt out anew."""
    return np.random.default_rng(seed).permutation(values.to_numpy())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--save", action="store_true", help=f"to {RESULTS.name}")
    args = parser.parse_args()
    case = load_case(CRISIS)
    tied, pairs = copies(case)
    found = {
        "coded": findings(case, coded(case)),
        "machine": findings(case, machine(case)),
        "texts": {f"near-copies of {COPIER} and {COPIED}": tied, "near-copies in all": pairs},
    }
    text = json.dumps(found, indent=1)
    print(text)
    if args.save:
        RESULTS.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
