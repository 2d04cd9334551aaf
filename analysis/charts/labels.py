"""Labels that do not collide.

Where a label may stand, and which texts of a figure are seen.
"""

from collections.abc import Iterable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox, BboxBase

from . import palette, style

# Where a label may stand, seen from its point: dx, dy in points, horizontal and vertical alignment.
PLACES = (
    (8, 0, "left", "center"),
    (-8, 0, "right", "center"),
    (0, 8, "center", "bottom"),
    (0, -8, "center", "top"),
    (7, 7, "left", "bottom"),
    (7, -7, "left", "top"),
    (-7, 7, "right", "bottom"),
    (-7, -7, "right", "top"),
)


def place(
    axes: Axes,
    labels: Iterable[tuple[float, float, str]],
    avoid: Iterable[tuple[float, float]] = (),
    inside: bool = True,
) -> list[Text]:
    """Set labels (x, y, words) in data units, most important first.

    One that finds no free place is left out.

    avoid  : points (dots) that no label may cover
    inside : keep within the axes, not only within the figure
    """
    figure = axes.get_figure(root=True)
    if figure is None:
        return []
    renderer = style.renderer_of(figure)
    taken = [text.get_window_extent(renderer) for text in texts(figure)]
    for x, y in axes.transData.transform([*avoid] or np.empty((0, 2))):
        taken.append(Bbox.from_extents(x - 4.5, y - 4.5, x + 4.5, y + 4.5))
    frame = axes.get_window_extent(renderer) if inside else figure.bbox
    kept: list[Text] = []
    for x, y, words in labels:
        for dx, dy, ha, va in PLACES:
            label = axes.annotate(
                words,
                (x, y),
                (dx, dy),
                textcoords="offset points",
                ha=ha,
                va=va,
                fontsize=palette.SMALL,
                annotation_clip=False,
            )
            box = label.get_window_extent(renderer)
            if within(box, frame) and not box.count_overlaps(taken):
                taken.append(box)
                kept.append(label)
                break
            label.remove()
    return kept


def tall(said: Iterable[str]) -> list[float]:
    """Inches that each row of a column of wrapped texts takes."""
    return [0.07 + 0.152 * (words.count("\n") + 1) for words in said]


def column(axes: Axes, said: list[str]) -> list[float]:
    """Wrapped texts as rows from the left edge of the sheet; their middles in the axes' data.

    The axes are as high as `tall` says.
    """
    heights = tall(said)
    middles = [sum(heights[:n]) + high / 2 for n, high in enumerate(heights)]
    for y, words in zip(middles, said, strict=False):
        axes.annotate(
            words,
            (0, y),
            (palette.MARGIN * 72, 0),
            xycoords=("figure fraction", "data"),
            textcoords="offset points",
            va="center",
            fontsize=palette.SMALL,
            linespacing=1.0,
        )
    axes.set(ylim=(sum(heights), 0), yticks=[])
    style.bare(axes, "left")
    return middles


def swarm(
    values: Iterable[float], rows: Iterable[object], apart: float, step: float, most: int = 1
) -> list[float]:
    """Offsets across the axis for dots that would coincide: 0, +step, −step, … up to `most` steps.

    values : positions along the axis; rows : the lane of each
    apart  : distance at which two dots no longer touch
    """
    layers = sorted(range(-most, most + 1), key=lambda layer: (abs(layer), -layer))
    placed: list[tuple[float, object, int]] = []
    for value, row in zip(values, rows, strict=False):
        near = [layer for x, lane, layer in placed if lane == row and abs(x - value) < apart]
        placed.append((value, row, min(layers, key=near.count)))
    return [layer * step for *_, layer in placed]


def texts(figure: Figure) -> list[Text]:
    """The words of a figure that are seen."""
    hidden: set[object] = set()
    for axes in figure.axes:
        if not axes.axison:
            hidden.update(axes.xaxis.findobj(Text), axes.yaxis.findobj(Text))
        for axis in (axes.xaxis, axes.yaxis):
            if not axis.get_visible():
                hidden.update(axis.findobj(Text))
            low, high = sorted(axis.get_view_interval())
            for tick in axis.get_major_ticks() + axis.get_minor_ticks():
                if not low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                    hidden.update((tick.label1, tick.label2))
    return [
        text
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip() and text not in hidden
    ]


def within(box: BboxBase, frame: BboxBase) -> bool:
    """Whether a box lies in another."""
    across = frame.x0 <= box.x0 and box.x1 <= frame.x1
    return bool(across and frame.y0 <= box.y0 and box.y1 <= frame.y1)
