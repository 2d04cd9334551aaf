"""Colours, sizes and type: one meaning for each colour, told apart in grey and by all eyes."""

from collections.abc import Mapping, Sequence

import matplotlib as mpl

from ..measures.sides import side_of

# Six colours chosen by search: each differs from the others in lightness (a grey print), by hue as
# people without green or red cones see it, and stands out from the paper by 3:1. The first three
# differ most.
BLUE, ORANGE, PURPLE = "#0040A6", "#D97B00", "#5E004A"
SKY, VERMILLION, GREEN, INK = "#197BA6", "#914316", "#419178", "#1A1A1A"
GREY, PALE, RULE, PAPER = "#5F5F5F", "#C9C9C9", "#E3E3E3", "#FFFFFF"
DARK = {ORANGE: "#A85F00", GREEN: "#3B836C"}  # WCAG asks more contrast of words than of marks
CYCLE = (BLUE, ORANGE, PURPLE, SKY, VERMILLION, GREEN)
NARRATOR, SOURCES = INK, BLUE  # the outlet's own voice, and everybody it gives the floor to

WIDTH = 7.2  # inches, at 160 dots: 1152 pixels; still 11-pixel letters at half that width
TITLE, SUB, TEXT = 14.5, 11.5, 10.5  # points; nothing is smaller than SMALL
SMALL = 10.0
MARGIN = 0.15
KEY_ROW = 0.22  # inches that one row of a key takes

RC = {
    "font.family": "DejaVu Sans",
    "font.size": TEXT,
    "text.parse_math": False,
    "text.color": INK,
    "axes.titlesize": SUB,
    "axes.labelsize": TEXT,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.8,
    "axes.grid": False,
    "grid.color": RULE,
    "grid.linewidth": 0.8,
    "axes.axisbelow": True,
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "lines.solid_capstyle": "butt",
    "axes.unicode_minus": True,
}


def colors_of(names: Sequence[str]) -> dict[str, str]:
    """A colour for each name in the order given; beyond six, grey."""
    names = list(dict.fromkeys(names))
    return {name: CYCLE[i] if i < len(CYCLE) else GREY for i, name in enumerate(names)}


def side_colors(sides: Mapping[str, str]) -> dict[str, str]:
    """The colour of each side, the same in all charts of a case. sides : `Case.sides`."""
    return colors_of([side for side in sides.values() if side])


def color_of(actor: str, sides: Mapping[str, str]) -> str:
    """The colour of an actor: its side's; of several actors, if they share a side; else grey."""
    return side_colors(sides).get(side_of(actor, sides), GREY)


def pale(color: str) -> tuple[float, float, float]:
    """The same colour as a mark of low score bears it: mixed with paper."""
    r, g, b = mpl.colors.to_rgb(color)
    return (1 - (1 - r) * 0.45, 1 - (1 - g) * 0.45, 1 - (1 - b) * 0.45)


def dark(color: str) -> str:
    """The same colour as words bear it, which stand out from the paper by 4.5:1."""
    return DARK.get(color, color)


def printed() -> list[int]:
    """The colours of a picture file as red, green and blue in turn: few, so that it stays small.

    Those of the house, and their way to the paper at the edges of letters and marks.
    """
    steps = {INK: 6, GREY: 6, **dict.fromkeys(CYCLE, 4)}
    shades = [
        [1 - (1 - part) * step / most for part in mpl.colors.to_rgb(color)]
        for color, most in steps.items()
        for step in range(1, most + 1)
    ]
    shades += [list(pale(color)) for color in (*CYCLE, INK, GREY)]
    shades += [list(mpl.colors.to_rgb(color)) for color in DARK.values()]
    shades += [list(mpl.colors.to_rgb(color)) for color in (PAPER, PALE, RULE)]
    return [round(255 * part) for shade in shades for part in shade]
