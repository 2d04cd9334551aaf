"""What do fewer layers cost? Accuracy and time of several trained models on PolNeAR dev.

    python benchmarks/layers_attribution.py --polnear ../shared/data/polnear out/layers3/model.pt out/layers4/model.pt …

Each model is exported as the shipped one is and read with the shipped thresholds. ms_per_1000_words: CPU time of windows,
encoder and linker on one thread, without the parse. Writes benchmarks/results/attribution_layers.csv.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from pathlib import Path

import export_attribution
import polnear
import torch
from tune_attribution import measure

from analysis import paths
from analysis.layers.attribution import link, statements
from analysis.text import encoder

OUT = Path(__file__).parent / "results" / "attribution_layers.csv"


def row_of(path: Path, root, articles) -> dict:
    saved = torch.load(path, weights_only=True)
    settings = statements.tuned()[0]
    with tempfile.TemporaryDirectory() as folder:
        export_attribution.export(path, root, folder)
        shipped, paths.MODELS = paths.MODELS, Path(folder)
        for cached in (encoder.session, encoder.tokenizer, link.session):
            cached.cache_clear()
        words = sum(len(a["text"].split()) for a in articles)
        start = time.process_time()
        windows = {
            a["name"]: [
                encoder.run(w)
                for w in encoder.windows(a["text"], a["paragraphs"], encoder.tokenizer())
            ]
            for a in articles
        }
        for ready in windows.values():
            for window in ready:
                statements.find_statements(window, settings)
        spent = time.process_time() - start
        score = {
            m: round(v, 1)
            for m, v in measure(
                articles, windows, settings, lambda e: statements.score_of(e), settings.least
            )[0].items()
            if "." not in m
        }
        size = (Path(folder) / "attribution-encoder.onnx").stat().st_size
        paths.MODELS = shipped
    return {
        "layers": saved["layers"],
        "epochs": saved["args"]["epochs"],
        "started_from": "trained 6 layers" if saved["args"].get("start") else "all-MiniLM-L6-v2",
        "encoder_mb": round(size / 1e6, 1),
        "ms_per_1000_words": round(1e6 * spent / words),
        **score,
    }


if __name__ == "__main__":
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--polnear", default="../shared/data/polnear")
    p.add_argument("models", nargs="+", type=Path)
    args = p.parse_args()
    dev = polnear.load(args.polnear, "dev")
    rows = [row_of(path, args.polnear, dev) for path in args.models]
    OUT.parent.mkdir(exist_ok=True)
    with OUT.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    for row in rows:
        print(row)
