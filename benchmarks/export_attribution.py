"""Trained attribution model → the files that are shipped: int8 encoder, linker, tokenizer.

    python benchmarks/export_attribution.py out/attribution/model.pt

Weights of the encoder are quantised to int8 per channel (dynamic quantisation, reduced range, so that processors with
and without VNNI compute alike); the small linker stays in 32 bits.
"""
from __future__ import annotations

import json
import sys
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import nn
from train_attribution import Model, base_model

from analysis.paths import MODELS


class Encoder(nn.Module):
    """ids, kinds (1, n) → logits (1, n, 7), hidden (1, n, 384)."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, ids, kinds):
        return self.model.encode(ids, kinds, None)


class Link(nn.Module):
    """hidden (n, 384), tags (n, 7), span (c, 2), distance and place (c, n) → roles (c, n, 4), heads (c, n + 1)."""

    def __init__(self, linker):
        super().__init__()
        self.linker = linker

    def forward(self, hidden, tags, span, distance, place):
        return self.linker(hidden[None], tags[None], torch.zeros_like(span[:, 0]), span, distance, place)


def load(path):
    saved = torch.load(path, weights_only=True)
    bert, tokenizer = base_model(saved["layers"], attention="eager")
    model = Model(bert)
    model.load_state_dict(saved["state"])
    return model.eval(), tokenizer


def prune(model, tokenizer) -> Tokenizer:
    """Drop the pieces that English text does not use (other scripts, unused places) from vocabulary and embedding."""
    vocabulary = tokenizer.get_vocab()
    kept = [t for t in sorted(vocabulary, key=vocabulary.get)
            if not t.startswith("[unused") and all(ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2150 for c in t)]
    rows = model.bert.embeddings.word_embeddings.weight[[vocabulary[t] for t in kept]]
    model.bert.embeddings.word_embeddings = nn.Embedding.from_pretrained(rows)
    saved = json.loads(tokenizer.to_str())
    saved["model"]["vocab"] = {t: n for n, t in enumerate(kept)}
    for added in saved["added_tokens"]:
        added["id"] = kept.index(added["content"])
    for value in saved["post_processor"]["special_tokens"].values():
        value["ids"] = [kept.index(t) for t in value["tokens"]]
    return Tokenizer.from_str(json.dumps(saved))


def export(path, out=MODELS) -> None:
    model, tokenizer = load(path)
    tokenizer = prune(model, tokenizer)
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    ids = torch.arange(1000, 1040)[None]
    n, c = {1: "n"}, {0: "c", 1: "n"}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        full = str(Path(folder) / "full.onnx")
        torch.onnx.export(Encoder(model), (ids, ids % 6), full, opset_version=17, dynamo=False,
                          input_names=["ids", "kinds"], output_names=["logits", "hidden"],
                          dynamic_axes={"ids": n, "kinds": n, "logits": n, "hidden": n})
        quantize_dynamic(full, str(out / "attribution-encoder.onnx"), per_channel=True, reduce_range=True,
                         weight_type=QuantType.QInt8)
        size = model.bert.config.hidden_size
        pair = torch.zeros(2, 40, dtype=torch.long)
        torch.onnx.export(Link(model.linker), (torch.randn(40, size), torch.rand(40, 7), torch.tensor([[1, 5], [9, 20]]),
                                               pair, pair), str(out / "attribution-linker.onnx"), opset_version=17, dynamo=False,
                          input_names=["hidden", "tags", "span", "distance", "place"], output_names=["roles", "heads"],
                          dynamic_axes={"hidden": {0: "n"}, "tags": {0: "n"}, "span": {0: "c"}, "distance": c, "place": c,
                                        "roles": c, "heads": c})
    tokenizer.save(str(out / "attribution-tokenizer.json"), pretty=False)
    for name in ("attribution-encoder.onnx", "attribution-linker.onnx", "attribution-tokenizer.json"):
        print(name, round((out / name).stat().st_size / 1e6, 2), "MB")


if __name__ == "__main__":
    export(*sys.argv[1:])
