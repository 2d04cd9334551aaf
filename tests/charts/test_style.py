"""The palette and the marks: told apart in grey, without green or red cones, and on paper."""

import io
from datetime import date
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from analysis.charts import labels, palette, style
from analysis.charts.chart import Chart
from tests.charts import made_up
from tests.charts.test_charts import draw_all

# Machado, Oliveira & Fernandes 2009, severity 1: what is left without the cones for green, and for
# red.
BLIND = {
    "full": np.eye(3),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.01182, 0.04294, 0.968881],
        ]
    ),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
}
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.072175],
        [0.0193339, 0.119192, 0.9503041],
    ]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(color):
    """A colour as amounts of light."""
    c = np.array(style.mpl.colors.to_rgb(color))
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def lab(light):
    """CIE L*a*b* of an amount of light; L* alone is its grey."""
    x = XYZ @ np.clip(light, 0, 1) / WHITE
    f = np.where(x > 216 / 24389, np.cbrt(x), (24389 / 27 * x + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(color):
    """WCAG's ratio to the paper."""
    return 1.05 / (XYZ[1] @ linear(color) + 0.05)


@pytest.mark.parametrize("eyes", BLIND)
def test_the_colours_of_sides_differ_for_all_eyes(eyes):
    """A difference of 10 is seen at a glance; these keep 25 between any two."""
    seen = [lab(BLIND[eyes] @ linear(color)) for color in palette.CYCLE]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) > 25


def test_the_colours_of_sides_differ_in_grey():
    """The first three, which most crises need, by ten steps of a hundred; all six by five."""
    grey = [lab(linear(color))[0] for color in palette.CYCLE]
    assert min(abs(a - b) for a, b in combinations(grey[:3], 2)) > 10
    assert min(abs(a - b) for a, b in combinations(grey, 2)) > 5


@pytest.mark.parametrize("color", [*palette.CYCLE, palette.INK, palette.GREY])
def test_marks_and_words_stand_out_from_the_paper(color):
    """WCAG asks 3:1 of graphical marks; pale ones are still seen, and are seen to be pale."""
    assert contrast(color) >= 3 and 1.4 < contrast(palette.pale(color)) < contrast(color) / 1.7


def test_words_are_readable():
    """WCAG asks 4.5:1 of words; a side's name is a darker shade of its colour."""
    for chart in draw_all(made_up.notes(2, 20)).values():
        for text in labels.texts(chart.figure):
            assert contrast(text.get_color()) >= 4.5, (chart.headline, text.get_text())
    assert all(contrast(palette.dark(color)) >= 4.5 for color in palette.CYCLE)


def test_picture_files_keep_the_colours(tmp_path):
    """Few colours make a small file; those of the house are there to the last digit."""
    figure, [axes] = style.sheet("A headline")
    for n, color in enumerate((*palette.CYCLE, palette.INK, palette.GREY)):
        style.mark(axes, n, 0, color, size=300)
        style.mark(axes, n, 1, color, size=300, sure=False)
    picture = Image.open(io.BytesIO(Chart(figure, "A headline", pd.DataFrame(), "A").png()))
    seen = {color for _, color in picture.convert("RGB").getcolors()}
    wanted = [
        c for one in (*palette.CYCLE, palette.INK, palette.GREY) for c in (one, palette.pale(one))
    ]
    for color in wanted:
        exact = np.array(style.mpl.colors.to_rgb(color)) * 255
        assert min(np.abs(exact - np.array(one)).max() for one in seen) <= 1, color


def test_a_side_has_one_colour_in_all_charts():
    """It depends on the case's list, not on who happens to be drawn."""
    sides = {"Ana": "coast", "Ben": "hills", "Cleo": "coast", "Dov": ""}
    assert palette.color_of("Ana", sides) == palette.color_of("Cleo", sides) == palette.BLUE
    assert palette.color_of("Ben", sides) == palette.ORANGE
    assert palette.color_of("Ana; Cleo", sides) == palette.BLUE
    assert palette.color_of("Ana; Ben", sides) == palette.color_of("Dov", sides) == palette.GREY
    assert palette.color_of("a stranger", sides) == palette.GREY


def drawn(**how):
    """The one mark drawn: (face, edge, form)."""
    _, [axes] = style.sheet("A headline")
    style.mark(axes, 1, 1, palette.BLUE, **how)
    [dots] = axes.collections
    return tuple(dots.get_facecolor()[0]), tuple(dots.get_edgecolor()[0]), len(dots.get_paths()[0])


def test_no_two_marks_look_alike():
    """Hollow means one thing, pale another; words, deeds and decisions differ in form."""
    looks = [
        drawn(deed=deed, fact=fact, sure=sure)
        for deed in (False, True)
        for fact in (False, True)
        for sure in (False, True)
    ]
    assert len(set(looks)) == 8
    assert drawn(fact=False)[0] == style.mpl.colors.to_rgba(palette.PAPER)
    assert drawn(sure=False)[0][:3] == pytest.approx(palette.pale(palette.BLUE))


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2024, 5, 3), date(2024, 5, 20), "3 May 2024 to 20 May 2024"),
        (date(2024, 1, 3), date(2025, 2, 20), "3 Jan 2024 to 20 Feb 2025"),
        (date(2009, 1, 3), date(2025, 2, 20), "2009 to 2025, in years"),
    ],
)
def test_an_axis_says_its_range(first, last, said):
    """Weeks are not read as years; there is a handful of ticks whatever the range."""
    _, [axes] = style.sheet("A headline")
    style.date_axis(axes, first, last)
    assert axes.get_xlabel() == said and 3 <= len(axes.get_xticks()) <= 10
