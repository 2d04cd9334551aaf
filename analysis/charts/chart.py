"""A chart: the drawing, its finding, the numbers behind it and its description in words."""

import base64
import html
import io
import re
import warnings
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from ..inert import words
from .palette import printed

DPI = 160
NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Chart:
    """figure: matplotlib's own, free to be changed. table: the rows drawn. alt: its words."""

    figure: Figure
    headline: str
    table: pd.DataFrame
    alt: str
    empty: bool = False  # there was nothing to draw: a sentence, and no picture

    @cached_property
    def _png(self) -> bytes:
        drawn = Image.open(io.BytesIO(self._bytes("png", {"Software": None})))
        house = Image.new("P", (1, 1))
        house.putpalette((printed() + [255] * 768)[:768])
        few = drawn.convert("RGB").quantize(palette=house, dither=Image.Dither.NONE)
        notes = PngInfo()
        notes.add_itxt("Description", self.alt)
        out = io.BytesIO()
        few.save(out, "png", optimize=True, pnginfo=notes, dpi=(DPI, DPI))
        return out.getvalue()

    def png(self) -> bytes:
        """The picture in the colours of the house; the same bytes under the same libraries.

        For other colours save `figure` itself.
        """
        return self._png

    def svg(self) -> bytes:
        """The same as vectors, with title and description for screen readers."""
        words = f"<title>{html.escape(self.headline)}</title><desc>{html.escape(self.alt)}</desc>"
        svg = NO_XML.sub("\ufffd", self._bytes("svg", {"Date": None, "Creator": None}).decode())
        return (
            re.sub(r"<svg\b[^>]*", lambda tag: f'{tag[0]} role="img"', svg, count=1)
            .replace(' role="img">', f' role="img">{words}', 1)
            .encode()
        )

    def _bytes(self, kind: str, metadata: dict[str, Any]) -> bytes:
        out = io.BytesIO()
        with (
            mpl.rc_context(
                {"svg.hashsalt": "sources-say", "svg.fonttype": "path", "text.parse_math": False}
            ),
            warnings.catch_warnings(),
        ):
            warnings.filterwarnings(
                "ignore", message="Glyph .* missing from"
            )  # scripts that the font lacks
            self.figure.savefig(out, format=kind, dpi=DPI, metadata=metadata)
        return out.getvalue()

    def _repr_html_(self) -> str:
        """The picture with its alt text, as a notebook shows it.

        Where there was nothing to draw, the sentence alone.
        """
        if self.empty:
            return words(self.alt).html
        data = base64.b64encode(self.png()).decode()
        style = "max-width:100%;width:760px"
        source = f"data:image/png;base64,{data}"  # so that a changed picture changes the output
        return f'<img alt="{html.escape(self.alt)}" style="{style}" src="{source}">'

    def __repr__(self) -> str:
        return f"Chart: {self.alt}"
