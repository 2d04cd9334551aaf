"""Trained attribution model → the files that are shipped: int8 encoder, linker, tokenizer.

    python benchmarks/export_attribution.py out/attribution/model.pt ../shared/data/polnear [folder]

Weights of the encoder are quantised to int8 per channel (dynamic quantisation, reduced range, so that processors with
and without VNNI compute alike); the small linker stays in 32 bits.
"""

from __future__ import annotations

import json
import sys
import tempfile
import warnings
from pathlib import Path

import torch
from attribution_model import Model, base_model
from onnxruntime.quantization import QuantType, quantize_dynamic
from seal import seal
from tokenizers import Tokenizer
from torch import nn

from analysis.paths import MODELS
from analysis.text import encoder


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
        return self.linker(
            hidden[None], tags[None], torch.zeros_like(span[:, 0]), span, distance, place
        )


def load(path):
    saved = torch.load(path, weights_only=True)
    bert, tokenizer = base_model(saved["layers"], attention="eager")
    model = Model(bert)
    model.load_state_dict(saved["state"])
    return model.eval(), tokenizer


class Smoothed(nn.Module):
    """A linear layer whose input is divided by `scale` and whose weights are multiplied by it: the same product."""

    def __init__(self, linear, scale):
        super().__init__()
        self.linear, self.inverse = (
            nn.Linear(linear.in_features, linear.out_features),
            nn.Parameter(1 / scale),
        )
        self.linear.weight.data, self.linear.bias.data = linear.weight * scale, linear.bias.data

    def forward(self, x):
        return self.linear(x * self.inverse)


def smooth(model, tokenizer, texts, strength: float = 0.7) -> None:
    """Move the spread between channels from activations, quantised with one scale, to weights, quantised by channel.

    SmoothQuant (Xiao et al. 2023) with explicit multiplications, since BERT's layer norms also feed the residual path.
    texts: a few texts of ordinary news, to see how large each channel gets.
    """
    linears = {name: m for name, m in model.bert.named_modules() if isinstance(m, nn.Linear)}
    peaks = {}

    def watch(name):
        def hook(_, inputs):
            seen = inputs[0].detach().abs().flatten(0, -2).amax(0)
            peaks[name] = torch.maximum(peaks[name], seen) if name in peaks else seen

        return hook

    hooks = [m.register_forward_pre_hook(watch(name)) for name, m in linears.items()]
    with torch.no_grad():
        for text in texts:
            for w in encoder.windows(text, [(0, len(text))], tokenizer):
                model.encode(torch.tensor(w.ids)[None], torch.tensor(w.kinds)[None], None)
    for hook in hooks:
        hook.remove()
    groups = {}  # query, key and value read the same input: one scale for the three
    for name in linears:
        groups.setdefault(
            name.replace(".query", ".qkv").replace(".key", ".qkv").replace(".value", ".qkv"), []
        ).append(name)
    for names in groups.values():
        weight = (
            torch.stack([linears[n].weight.detach().abs().amax(0) for n in names])
            .amax(0)
            .clamp(min=1e-5)
        )
        scale = (peaks[names[0]].clamp(min=1e-5) ** strength / weight ** (1 - strength)).clamp(
            min=1e-3
        )
        for name in names:
            parent, _, child = name.rpartition(".")
            setattr(model.bert.get_submodule(parent), child, Smoothed(linears[name], scale))


def prune(model, tokenizer) -> Tokenizer:
    """Drop the pieces that English text does not use (other scripts, unused places) from vocabulary and embedding."""
    vocabulary = tokenizer.get_vocab()
    kept = [
        t
        for t in sorted(vocabulary, key=vocabulary.get)
        if not t.startswith("[unused")
        and all(ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2150 for c in t)
    ]
    rows = model.bert.embeddings.word_embeddings.weight[[vocabulary[t] for t in kept]]
    model.bert.embeddings.word_embeddings = nn.Embedding.from_pretrained(rows)
    saved = json.loads(tokenizer.to_str())
    saved["model"]["vocab"] = {t: n for n, t in enumerate(kept)}
    for added in saved["added_tokens"]:
        added["id"] = kept.index(added["content"])
    for value in saved["post_processor"]["special_tokens"].values():
        value["ids"] = [kept.index(t) for t in value["tokens"]]
    return Tokenizer.from_str(json.dumps(saved))


def expose(path: Path) -> None:
    """Lower layers as further outputs, which the heads of other layers read."""
    import onnx

    model = onnx.load(path)
    sources = ("embeddings/LayerNorm", "encoder/layer.1/output", "encoder/layer.3/output")
    for name, source in zip(encoder.LOWER, sources, strict=True):
        tensor = next(
            node.output[0]
            for node in reversed(model.graph.node)
            if node.op_type == "LayerNormalization" and source in node.name
        )
        model.graph.node.append(
            onnx.helper.make_node("Identity", [tensor], [name], name=f"/{name}")
        )
        model.graph.output.append(
            onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [1, "n", 384])
        )
    onnx.save(model, path)


def export(path, root, out=MODELS) -> None:
    """root: folder of PolNeAR, for ordinary texts to see activations on."""
    model, tokenizer = load(path)
    smooth(
        model,
        tokenizer,
        [
            p.read_text(encoding="utf-8")
            for p in sorted((Path(root) / "train" / "text").glob("*.txt"))[::42]
        ],
    )
    tokenizer = prune(model, tokenizer)
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    ids = torch.arange(1000, 1040)[None]
    n, c = {1: "n"}, {0: "c", 1: "n"}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        full = str(Path(folder) / "full.onnx")
        torch.onnx.export(
            Encoder(model),
            (ids, ids % 6),
            full,
            opset_version=17,
            dynamo=False,
            input_names=["ids", "kinds"],
            output_names=["logits", "hidden"],
            dynamic_axes={"ids": n, "kinds": n, "logits": n, "hidden": n},
        )
        quantize_dynamic(
            full,
            str(out / "attribution-encoder.onnx"),
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
        expose(out / "attribution-encoder.onnx")
        size = model.bert.config.hidden_size
        pair = torch.zeros(2, 40, dtype=torch.long)
        torch.onnx.export(
            Link(model.linker),
            (torch.randn(40, size), torch.rand(40, 7), torch.tensor([[1, 5], [9, 20]]), pair, pair),
            str(out / "attribution-linker.onnx"),
            opset_version=17,
            dynamo=False,
            input_names=["hidden", "tags", "span", "distance", "place"],
            output_names=["roles", "heads"],
            dynamic_axes={
                "hidden": {0: "n"},
                "tags": {0: "n"},
                "span": {0: "c"},
                "distance": c,
                "place": c,
                "roles": c,
                "heads": c,
            },
        )
    tokenizer.save(str(out / "attribution-tokenizer.json"), pretty=False)
    for name in (
        "attribution-encoder.onnx",
        "attribution-linker.onnx",
        "attribution-tokenizer.json",
    ):
        print(name, round((out / name).stat().st_size / 1e6, 2), "MB")
    seal(out)


if __name__ == "__main__":
    export(*sys.argv[1:])
