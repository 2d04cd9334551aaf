"""Mentions of people, states and organisations → canonical actors (seeds/actors.csv)."""
from typing import NamedTuple

import pandas as pd

from .parse import Parsed
from .paths import SEEDS


class Mention(NamedTuple):
    start: int
    end: int
    actor: str
    first: int
    last: int
    kind: str


def load_actors(path=SEEDS / "actors.csv") -> pd.DataFrame:
    return pd.DataFrame(columns=["actor", "aliases", "side", "kind"], dtype=str)


def find_mentions(parsed: Parsed, actors: pd.DataFrame) -> list[Mention]:
    return []
