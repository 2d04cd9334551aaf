"""What makes a figure hard to read: texts that overlap, leave the sheet or are too small."""

import numpy as np
from matplotlib.colors import same_color
from matplotlib.patches import Rectangle
from matplotlib.transforms import Bbox

from analysis.charts.labels import texts, within
from analysis.charts.style import renderer_of

SMALLEST = 9.0  # points


def problems(figure) -> list[str]:
    """What makes a figure hard to read.

    Texts that overlap, that leave the sheet, that are too small, or that lie on a bar of their own
    colour.
    """
    renderer = renderer_of(figure)
    figure.draw(renderer)
    boxed = [(text, text.get_window_extent(renderer)) for text in texts(figure)]
    found = [
        f"too small ({text.get_fontsize():g} pt): {text.get_text()!r}"
        for text, _ in boxed
        if float(text.get_fontsize()) < SMALLEST
    ]
    sheet = Bbox.from_extents(-1, -1, figure.bbox.width + 1, figure.bbox.height + 1)
    found += [
        f"outside the sheet: {text.get_text()!r}" for text, box in boxed if not within(box, sheet)
    ]
    shapes = [(text, box, _corners(text, box, renderer)) for text, box in boxed]
    for i, (one, box, shape) in enumerate(shapes):
        found += [
            f"overlap: {one.get_text()!r} and {two.get_text()!r}"
            for two, other, corners in shapes[i + 1 :]
            if box.overlaps(other) and _meet(shape, corners)
        ]
    bars = [bar for axes in figure.axes for bar in axes.patches if isinstance(bar, Rectangle)]
    return found + [
        f"on a bar of its colour: {text.get_text()!r}"
        for text, box in boxed
        if any(
            box.overlaps(bar.get_window_extent(renderer))
            and same_color(text.get_color(), bar.get_facecolor())
            for bar in bars
        )
    ]


def _corners(text, box, renderer):
    """The corners of a text, turned as it is (about its anchor), a hair inside the letters."""
    angle = text.get_rotation()
    if angle:
        text.set_rotation(0)
        box = text.get_window_extent(renderer)
        text.set_rotation(angle)
    corners = np.array(
        [
            (box.x0 + 1, box.y0 + 1.5),
            (box.x1 - 1, box.y0 + 1.5),
            (box.x1 - 1, box.y1 - 1.5),
            (box.x0 + 1, box.y1 - 1.5),
        ]
    )
    anchor = text.get_transform().transform(text.get_position())
    turn = np.radians(angle)
    matrix = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    turned = anchor + (corners - anchor) @ matrix
    return turned


def _meet(one, two) -> bool:
    """Whether two rectangles overlap: no side of either separates them."""
    for shape in (one, two):
        for side in (shape[1] - shape[0], shape[2] - shape[1]):
            a, b = one @ side, two @ side
            if a.max() <= b.min() or b.max() <= a.min():
                return False
    return True
