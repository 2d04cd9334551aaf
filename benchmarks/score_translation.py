"""Measure false alarms of the signs of translation.

    python benchmarks/score_translation.py native NAME=GLOB ... translated NAME=GLOB ...

Flags per 1,000 words of each set of plain text files, which are read whole; native news
should stay under a tenth of what translated text shows. Writes benchmarks/results/translation.json.
"""

import glob
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from analysis import Article
from analysis.layers import hedging, translation
from analysis.paths import PROJECT
from analysis.text import parse


def measure(paths: list[str]) -> dict[str, Any]:
    """Texts, words, flags and their rate per 1,000 words."""
    texts = [Path(path).read_text(encoding="utf-8", errors="replace") for path in sorted(paths)]
    kinds, words = Counter[str](), 0
    for parsed in parse.parse(Article(str(n), text) for n, text in enumerate(texts)):
        words += len(parsed.article.text.split())
        hedges = hedging.find_hedges(parsed, [])
        kinds.update(row["flag"] for row in translation.find_flags(parsed, hedges))
    flags = kinds.total()
    rate = round(1000 * flags / max(words, 1), 2)
    return {"texts": len(texts), "words": words, "flags": flags, "per_1000": rate, "kinds": kinds}


if __name__ == "__main__":
    result: dict[str, dict[str, Any]] = {}
    group = ""
    for argument in sys.argv[1:]:
        name, equals, pattern = argument.partition("=")
        if equals:
            result.setdefault(group, {})[name] = measure(glob.glob(pattern, recursive=True))
        else:
            group = name
    path = PROJECT / "benchmarks" / "results" / "translation.json"
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))
