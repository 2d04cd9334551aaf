"""The shipped encoder once more, in plain numpy and 32 bits: what a processor with other arithmetic
would compute.

Reads the weights out of the ONNX file, turns the 8-bit ones back into 32-bit numbers, and runs
BERT's forward pass as
published, with no quantisation of what flows through it. Shares no code with ONNX Runtime.
"""

import math
import struct

import numpy as np

HEADS = 12
TYPES = {1: np.float32, 2: np.uint8, 3: np.int8, 6: np.int32, 7: np.int64}


def _fields(data: bytes):
    """(number, value) of every field of a protocol-buffer message; values are bytes or integers."""
    i = 0

    def varint():
        nonlocal i
        value = shift = 0
        while True:
            byte = data[i]
            i += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while i < len(data):
        key = varint()
        kind = key & 7
        if kind == 0:
            yield key >> 3, varint()
            continue
        size = varint() if kind == 2 else {1: 8, 5: 4}[kind]
        yield key >> 3, data[i : i + size]
        i += size


def read_weights(path) -> dict[str, np.ndarray]:
    """Initialisers of an ONNX file in file order."""
    graph = next(value for number, value in _fields(path.read_bytes()) if number == 7)
    out = {}
    for number, value in _fields(graph):
        if number == 5:
            dims, raw, name, kind = [], b"", "", 1
            for field, part in _fields(value):
                if field == 1:
                    dims.append(part)
                elif field == 2:
                    kind = part
                elif field == 4:
                    raw += part
                elif field == 5 and isinstance(part, int):
                    raw += struct.pack("B", part & 255)
                elif field == 5:
                    raw += bytes(v & 255 for v in _varints(part))
                elif field == 8:
                    name = part.decode()
                elif field == 9:
                    raw = part
            out[name] = np.frombuffer(raw, TYPES[kind]).reshape(dims)
    return out


def _varints(data: bytes):
    value = shift = 0
    for byte in data:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield value
            value = shift = 0


class Reference:
    """Stands in for the ONNX Runtime session of `encoder.run`."""

    def __init__(self, path):
        weights = read_weights(path)
        self.w = {
            name: w
            for name, w in weights.items()
            if "quantized" not in name and "_scale" not in name
        }
        full = {}
        for name, w in weights.items():
            if name.endswith("_quantized"):
                base = name.removesuffix("_quantized")
                full[base] = (w.astype(np.float32) - weights[base + "_zero_point"]) * weights[
                    base + "_scale"
                ]
        self.w.update({name: w for name, w in full.items() if not name.startswith("onnx::")})
        self.products = [w for name, w in full.items() if name.startswith("onnx::")]
        self.layers = (len(self.products) - 1) // 6

    def _norm(self, x, name):
        x = x - x.mean(-1, keepdims=True)
        return (
            x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12) * self.w[f"{name}.weight"]
            + self.w[f"{name}.bias"]
        )

    def run(self, names, feed):
        ids, kinds = feed["ids"][0], feed["kinds"][0]
        e = "model.bert.embeddings."
        x = (
            self.w[e + "word_embeddings.weight"][ids]
            + self.w["model.kind.weight"][kinds]
            + self.w[e + "token_type_embeddings.weight"][0]
            + self.w[e + "position_embeddings.weight"][: len(ids)]
        )
        x = self._norm(x, e + "LayerNorm")
        for n in range(self.layers):
            p, products = f"model.bert.encoder.layer.{n}.", iter(self.products[6 * n : 6 * n + 6])

            def linear(y, name, p=p, products=products):
                # one scale for query, key and value
                shared = name.replace(".key", ".query").replace(".value", ".query")
                scaled = y * self.w[f"{p}{shared}.inverse"]
                return scaled @ next(products) + self.w[f"{p}{name}.linear.bias"]

            def split(y):
                return y.reshape(len(ids), HEADS, -1).transpose(1, 0, 2)

            q, k, v = (
                split(linear(x, f"attention.self.{name}")) for name in ("query", "key", "value")
            )
            a = q @ k.transpose(0, 2, 1) / math.sqrt(q.shape[-1])
            a = np.exp(a - a.max(-1, keepdims=True))
            a = ((a / a.sum(-1, keepdims=True)) @ v).transpose(1, 0, 2).reshape(len(ids), -1)
            x = self._norm(
                x + linear(a, "attention.output.dense"), p + "attention.output.LayerNorm"
            )
            h = linear(x, "intermediate.dense")
            h = h * 0.5 * (1 + np.vectorize(math.erf, otypes=[np.float32])(h / math.sqrt(2)))
            x = self._norm(x + linear(h, "output.dense"), p + "output.LayerNorm")
        logits = x @ self.products[-1] + self.w["model.tagger.bias"]
        return logits[None].astype(np.float32), x[None].astype(np.float32)
