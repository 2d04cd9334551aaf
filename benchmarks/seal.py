"""Write the hashes against which models are checked when they are loaded: make sums

Whatever writes a model calls `seal`, so that training can read what it wrote.
"""

import hashlib
from pathlib import Path

from analysis.paths import MODELS


def seal(folder: Path = MODELS) -> None:
    """`sums.txt` of a folder of models, in the form of sha256sum."""
    files = sorted(p for p in folder.iterdir() if p.suffix in (".json", ".npz", ".onnx"))
    lines = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in files]
    (folder / "sums.txt").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    seal()
