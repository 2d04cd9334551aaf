"""Charts: drawn from any tables, legible, the same bytes each time.

With their numbers and their words beside them.
"""

import io
import math
import re
import subprocess
import sys
from datetime import date, timedelta
from xml.etree import ElementTree

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from PIL import Image

from analysis import charts
from analysis.charts import palette, style
from analysis.charts.save import csv
from analysis.measures import scores
from analysis.measures.scores import COLUMNS, OURS
from analysis.paths import PROJECT
from tests.charts import legible, made_up

SIDES = {name: name.split()[-1] for name in made_up.ACTORS if name}
LONG = "the long wall of the old harbour has been giving way since the spring flood of that year"
BINS = pd.DataFrame(  # of `scores.reliability`
    {
        "mean_score": [0.3, 0.6, 0.9],
        "statements": [40, 30, 500],
        "right": [12, 9, 450],
        "share": [0.3, 0.3, 0.9],
        "low": [0.2, 0.17, 0.87],
        "high": [0.45, 0.48, 0.92],
    }
)
COMMITTED = sorted((PROJECT / "figures").glob("*.png"))


def escalation(made, steps) -> dict[str, charts.Chart]:
    """The charts of 05 that stand on a calendar, or on the acts alone."""
    four = made.acts, steps, made.articles, SIDES
    claims = made.claims.assign(event_date=["2031-02" if n % 2 else "" for n in made.claims.n])
    return {
        "two_sided_timeline": charts.two_sided_timeline(*four),
        "telling_order": charts.telling_order(made.acts, claims, made.articles, made.sentences),
        "threat_ledger": charts.threat_ledger(*four),
        "dyad_weeks": charts.dyad_weeks(*four),
        "told_against_happened": charts.told_against_happened(*four),
        "coverage_weeks": charts.coverage_weeks(*four[:3]),
        "rhetoric_by_day": charts.rhetoric_by_day(made.acts, made.articles, SIDES),
    }


def draw_all(made, steps=12, systems=3) -> dict[str, charts.Chart]:
    """Every chart of the package, drawn from one set of tables."""
    shown, evidence = made_up.register(made)
    systems = pd.DataFrame(
        [
            {
                "name": ("human against human", OURS, "a tool")[i],
                "match": 80.0 - 9 * i,
                "match_source": 75.0 - 9 * i,
                "low": 60.0 if i == 1 else math.nan,
                "high": 70.0 if i == 1 else math.nan,
                "test": "an invented test",
            }
            for i in range(systems)
        ],
        columns=COLUMNS,
    )
    return {
        "tone_along_text": charts.tone_along_text(made.tone, articles=made.articles),
        "voices": charts.voices(made.attributions, sides=SIDES),
        "ladder": charts.ladder(made.acts, made.articles, SIDES),
        **escalation(made, made_up.calendar(steps)),
        "stances": charts.stances(shown, evidence),
        **{  # the first figure bears the chart's name, those that follow a number
            f"claim_ledger{n or ''}": page
            for n, page in enumerate(charts.claim_ledger(shown, evidence))
        },
        "against_peers": charts.against_peers(systems),
        "reliability": charts.reliability(BINS.head(systems.shape[0])),
        "intake_grid": charts.intake_grid(made.articles),
        "tone_by_rung": charts.tone_by_rung(made.acts, made.tone),
    }


@pytest.fixture(scope="module")
def twenty() -> dict[str, charts.Chart]:
    return draw_all(made_up.notes(1, 20))


def test_every_public_chart_is_drawn_here(twenty):
    """A chart added to the package is added to these tests; test_corpus.py draws many articles."""
    many = {"hedges_by_outlet", "threats_by_week", "unnamed_by_outlet"}
    assert {n.rstrip("123") for n in twenty} == set(charts.__all__) - {"Chart", "save"} - many


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (1, 20), (7, 9), (2, 60)], ids=str)
def test_charts_are_legible_at_any_size(size):
    """No rows, one, many, several articles.

    No text overlaps another, leaves the sheet or falls below 9 points.
    """
    steps = 0 if size == (0, 0) else 12
    for name, chart in draw_all(made_up.notes(*size), steps, min(size[1], 3)).items():
        assert legible.problems(chart.figure) == [], name
        assert chart.headline and chart.headline in chart.alt, name
        assert chart.figure.get_figwidth() == pytest.approx(palette.WIDTH), name


@pytest.mark.filterwarnings("ignore:Glyph")
def test_hostile_text_comes_out_inert():
    """Tags, formulas, mathematics, control and direction marks, other scripts.

    Drawn, legible, escaped in HTML, SVG and CSV.
    """
    for name, chart in draw_all(made_up.notes(1, 20, made_up.HOSTILE)).items():
        assert legible.problems(chart.figure) == [], name
        assert "<script" not in chart._repr_html_(), name
        root = ElementTree.fromstring(chart.svg())
        assert not [e for e in root.iter() if e.tag.endswith("script")], name
        cells = (
            pd.read_csv(io.StringIO(csv(chart.table)), dtype=str, keep_default_na=False)
            .to_numpy()
            .ravel()
        )
        assert not [
            cell for cell in cells if cell.startswith(("=", "@", "+")) or re.match(r"-\D", cell)
        ], name


def test_nothing_to_draw_is_said_plainly():
    """Without rows each chart says so in its headline instead of drawing empty axes."""
    for name, chart in draw_all(made_up.notes(0, 0), 0, 0).items():
        assert re.match(r"No |Neither ", chart.headline), (name, chart.headline)


def test_every_claim_stands_in_the_ledger_once_in_full():
    """Decided ones all, of the others the first; no wording is cut, each finding has its mark."""
    shown, found = made_up.register(made_up.notes(3, 15, words=(LONG,)))
    pages = charts.claim_ledger(shown, found)
    drawn = pd.concat([page.table for page in pages])
    assert sorted(drawn.claim_id) == sorted(shown.claim_id) and len(pages) == 4
    said = [text.get_text() for page in pages for axes in page.figure.axes for text in axes.texts]
    assert " ".join(" ".join(said).split()).count(LONG) == len(drawn) and "…" not in str(said)
    dots = [dot for page in pages for axes in page.figure.axes for dot in axes.collections]
    hollow = [to_hex(dot.get_facecolor()[0]).upper() == palette.PAPER for dot in dots]
    assert len(dots) == len(found) and sum(hollow) == (~found.known).sum()


def test_an_accusation_that_was_made_is_not_green():
    """That something was said makes it no more true; and the headline counts verdicts only."""
    shown, found = made_up.register(made_up.notes(1, 9))
    (page,) = charts.claim_ledger(shown.assign(matter="not_assessed"), found[:0])
    words = [text for axes in page.figure.axes for text in axes.texts]
    colors = {to_hex(text.get_color()).upper() for text in words}
    assert palette.GREEN.upper() not in colors and palette.BLUE.upper() in colors
    assert page.headline == "Claims 1 to 9 of 9: 6 not assessed and 3 open"


def test_a_ledger_of_nothing_decided_and_nothing_found_is_a_sentence():
    """One decision or one finding makes a picture, in the words of the cards."""
    shown, found = made_up.register(made_up.notes(1, 4))
    nobody = shown.assign(decided_by="machine", machine_status="unattributed")
    (page,) = charts.claim_ledger(nobody, found[:0])
    assert page.empty and "No claim is decided yet, so there is no chart" in page.alt
    (page,) = charts.claim_ledger(nobody, found[:1])
    words = " ".join(text.get_text() for axes in page.figure.axes for text in axes.texts)
    assert not page.empty and "in the outlet's own" in words and "unattributed" not in words
    (page,) = charts.claim_ledger(shown, found[:0])
    assert not page.empty


def test_headlines_follow_the_data():
    """Other tables, other findings: a headline is computed, not written down."""
    made = made_up.notes(1, 20)
    low = charts.ladder(made.acts.assign(rung=1, modality="asserted"), made.articles).headline
    assert "up to “appeal”" in low and "force" not in low
    assert (
        charts.voices(made.attributions.assign(speaker="Freedonia")).headline
        == "Attributed words by voice: Freedonia 100 %"
    )


def test_two_crises_share_no_chart():
    """Each chart of a series says that they are two, and draws nothing."""
    made = made_up.notes(2, 20)
    other = made.acts.article_id == "article-1"
    names = {column: made.acts[column] + " of old" for column in ("actor_name", "target_name")}
    acts = made.acts.assign(**{c: made.acts[c].where(~other, names[c]) for c in names})
    articles = made.articles.assign(published=["2031-03-01", "2017-11-14"])
    four = acts, made_up.calendar(0), articles, SIDES
    for chart in (
        charts.two_sided_timeline(*four),
        charts.threat_ledger(*four),
        charts.dyad_weeks(*four),
        charts.told_against_happened(*four),
        charts.coverage_weeks(*four[:3]),
        charts.rhetoric_by_day(acts, articles, SIDES),
    ):
        assert chart.headline.startswith("Two crises in one series"), chart.headline
        assert chart.headline in chart.alt


def test_acts_of_nobody_named_still_raise_the_headline():
    """Deeds without a side are not passed over where the sides did nothing of the kind."""
    made = made_up.notes(1, 20)
    acts = made.acts.assign(
        actor_name="", rung=10, words_or_deed="deed", modality="asserted", voice=""
    )
    acts.loc[:5, ["actor_name", "rung"]] = ["Freedonia", 8]
    made_chart = charts.two_sided_timeline(acts, made_up.calendar(0), made.articles, SIDES)
    assert re.search(
        r"^Deeds found that coerce.* \d+ of \d+ by (all actors|others, nobody named)",
        made_chart.headline,
    )


def test_negated_acts_raise_no_headline():
    """ "Did not bomb" is not the highest rung of a text."""
    made = made_up.notes(1, 6)
    acts = made.acts.assign(
        rung=[10, 3, 3, 3, 3, 3], modality=["negated"] + 5 * ["asserted"], words_or_deed="words"
    )
    assert "up to “disapprove”" in charts.ladder(acts, made.articles).headline


def test_words_and_deeds_share_no_number():
    """Weeks have a row for each class, and no headline sets the height of deeds beside words."""
    made = made_up.notes(1, 20)
    for steps in (0, 12):
        drawn = escalation(made, made_up.calendar(steps))
        table = drawn["dyad_weeks"].table
        assert not table.duplicated(["week", "side", "target_side", "quad"]).any()
        for chart in (*drawn.values(), charts.ladder(made.acts, made.articles)):
            assert not re.search(r"deeds (climb|reach|rise)|than (words|deeds)", chart.headline)


@pytest.mark.parametrize("size", [(1, 9), (7, 9), (2, 60)], ids=str)
def test_without_a_calendar_the_acts_are_drawn(size):
    """At the day that the text gives, else small on that of publication; n of both is said."""
    made = made_up.notes(*size)
    drawn = escalation(made, made_up.calendar(0))
    for name, chart in drawn.items():
        assert legible.problems(chart.figure) == [], name
    table = drawn["two_sided_timeline"].table
    told = made.acts[made.acts.modality != "negated"]
    assert table.tellings.sum() == len(told) >= len(table)
    foot = " ".join(drawn["two_sided_timeline"].figure.texts[2].get_text().split())
    shown = table[table.drawn]
    n, dated = len(shown), shown.dated.sum()
    tellings = shown.tellings.sum()
    given = f"{dated} on the days that the texts give, {n - dated} on that of the first article"
    assert f"n = {n} events, told {tellings} times: {given}" in foot
    assert set(drawn["threat_ledger"].table.outcome) <= {"not coded"}


def test_findings_are_summed_by_verdict():
    """No finding is lost, one on a claim that is not shown is said to be so, few are a sentence."""
    shown, found = made_up.register(made_up.notes(1, 20))
    table = charts.stances(shown[1:], found).table
    assert table[["supports", "qualifies", "contradicts"]].to_numpy().sum() == len(found)
    lost = table[table.verdict == "no claim of this case"]
    assert lost[["supports", "contradicts"]].to_numpy().tolist() == [[2, 1]]
    few = charts.stances(shown, found.head(1))
    said = "1 finding: none against, 1 for and none qualifying its claim"
    assert few.empty and few.headline == said


@pytest.mark.parametrize("n", [2, 12, 13])
def test_the_tone_of_several_articles_is_drawn_whole(n):
    """Each has its panel, and more than twelve are compared by outlet."""
    made = made_up.notes(n, 9)
    tone = made.tone.assign(loaded=[k % 3 for k in range(len(made.tone))])
    chart = charts.tone_along_text(tone, articles=made.articles, names={"article-0": "One"})
    assert legible.problems(chart.figure) == []
    loaded = tone[tone.loaded > 0]
    missed = loaded[loaded.polarity > -0.05]
    assert f"{len(missed)} of {len(loaded)} sentence" in chart.headline
    if n <= 12:
        seen = [axes.get_title(loc="left") for axes in chart.figure.axes if axes.get_visible()]
        assert len(seen) == n and seen[0] == "One" and len(chart.table) == len(made.tone)
    else:
        assert chart.table.cases.sum() == len(missed)
        none = charts.tone_along_text(tone.assign(loaded=0), articles=made.articles)
        assert none.empty and none.headline == "No sentence has loaded words"


def test_an_outlet_without_a_name_and_an_interval_that_is_missing_are_said_in_words():
    """Neither an empty name nor "nan" stands in the description."""
    row = {"lane": "unnamed", "value": 20.0, "low": math.nan, "high": math.nan, "cases": 2}
    table = pd.DataFrame([{"outlet": name, **row, "articles": 1} for name in ("", "Tide")])
    few = charts.unnamed_by_outlet(table)
    assert few.empty and "(outlet not known 20, Tide 20 % of statements)" in few.alt
    able = table.assign(outlet=["Gazette", "Herald"], low=10.0, high=30.0)
    alt = charts.unnamed_by_outlet(pd.concat([table, able])).alt
    assert "outlet not known, unnamed: 20.0;" in alt and "nan" not in alt
    assert charts.unnamed_by_outlet(table[:1]).empty


@pytest.mark.parametrize("days", [1, 9, 40, 250, 4000])
def test_days_on_a_narrow_axis_keep_apart(days):
    """As on the chart of the order of telling, which has two inches for them."""
    figure, (axes,) = style.sheet("A range of days", left=5.0, right=0.25)
    style.date_axis(axes, date(2031, 2, 24), date(2031, 2, 24) + timedelta(days))
    assert legible.problems(figure) == []


def test_saving_writes_four_files_twice_the_same(twenty, tmp_path):
    """PNG, SVG, CSV and alt text; a second drawing gives the same bytes.

    The CSV holds the rows drawn.
    """
    again = draw_all(made_up.notes(1, 20))
    for name in ("ladder", "voices", "stances", "two_sided_timeline"):
        for folder, chart in (("one", twenty[name]), ("two", again[name])):
            charts.save(chart, f"fig9-{name.replace('_', '-')}", tmp_path / folder)
    one, two = (
        {p.name: p.read_bytes() for p in (tmp_path / folder).iterdir()} for folder in ("one", "two")
    )
    assert one == two and len(one) == 16
    assert len(pd.read_csv(io.BytesIO(one["fig9-ladder.csv"]))) == len(twenty["ladder"].table)


def test_nothing_to_draw_leaves_no_picture(twenty, tmp_path):
    """A notebook shows the sentence, and what an earlier run drew is gone."""
    charts.save(twenty["ladder"], "fig9-ladder", tmp_path)
    made = made_up.notes(0, 0)
    chart = charts.save(charts.ladder(made.acts, made.articles), "fig9-ladder", tmp_path)
    assert (
        ">No act was found that is told as said or done, so there is no chart.</p>"
        in chart._repr_html_()
    )
    assert list(tmp_path.iterdir()) == []


def test_another_process_and_other_settings_draw_the_same_bytes(twenty, tmp_path):
    """A user's matplotlibrc, another hash seed and an imported pyplot change nothing."""
    code = (
        "import matplotlib as mpl; mpl.rcParams.update({'font.size': 30, 'axes.facecolor': "
        "'red', 'text.usetex': False, 'svg.hashsalt': 'x'});"
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from analysis import charts; from tests.charts import made_up; made = made_up.notes(1, "
        "20)\n"
        "charts.save(charts.ladder(made.acts, made.articles), 'fig9-ladder', sys.argv[1])"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "other"), str(PROJECT)],
        check=True,
        env={"PYTHONHASHSEED": "7", "PATH": ""},
    )
    made = made_up.notes(1, 20)
    one = charts.ladder(made.acts, made.articles)
    charts.save(one, "fig9-ladder", tmp_path / "here")
    for ending in ("png", "svg", "csv", "txt"):
        assert (tmp_path / "other" / f"fig9-ladder.{ending}").read_bytes() == (
            tmp_path / "here" / f"fig9-ladder.{ending}"
        ).read_bytes(), ending


def test_drawing_leaves_the_settings_of_matplotlib_alone():
    """No global state: the caller's settings are what they were."""
    before = dict(mpl.rcParams)
    charts.voices(made_up.notes(1, 3).attributions)
    assert dict(mpl.rcParams) == before


def test_pictures_carry_their_words(twenty):
    """Alt text stands in the HTML, in the PNG and as title and description in the SVG.

    No date, no program's name.
    """
    chart = twenty["voices"]
    assert 'alt="Bars of attributed words' in chart._repr_html_()
    info = Image.open(io.BytesIO(chart.png())).info
    assert (
        info["Description"] == chart.alt and "Software" not in info and "Creation Time" not in info
    )
    root = ElementTree.fromstring(chart.svg())
    assert root.attrib["role"] == "img" and [e.tag.split("}")[1] for e in list(root)[:2]] == [
        "title",
        "desc",
    ]
    assert root[0].text == chart.headline and b"<dc:date>" not in chart.svg()


@pytest.mark.parametrize("name", ["../fig1", "fig 1", "", "a/b", ".hidden"])
def test_a_figure_never_leaves_its_folder(twenty, tmp_path, name):
    """A name that is more than letters, digits and hyphens is refused, and nothing is written."""
    with pytest.raises(ValueError, match="letters, digits and hyphens"):
        charts.save(twenty["voices"], name, tmp_path)
    assert not list(tmp_path.iterdir())


def test_problems_are_found():
    """The guard itself: overlapping, small and clipped texts are each reported.

    Turned ones by their true shape.
    """
    figure = Figure(figsize=(4, 3))
    figure.text(0.5, 0.5, "one text"), figure.text(0.52, 0.51, "another text")
    assert any(p.startswith("overlap") for p in legible.problems(figure))
    figure = Figure(figsize=(4, 3))
    figure.text(0.1, 0.5, "tiny", fontsize=6), figure.text(0.95, 0.9, "leaves the sheet")
    assert [p.split(":")[0] for p in legible.problems(figure)] == [
        "too small (6 pt)",
        "outside the sheet",
    ]
    figure = Figure(figsize=(6, 3))
    for x in (0.1, 0.2, 0.3):
        figure.text(x, 0.2, "neighbours that lean", rotation=45, rotation_mode="anchor", ha="left")
    assert legible.problems(figure) == []


def test_labels_are_short_and_whole():
    """Cut at a word, with an ellipsis, never longer than asked for.

    Control characters become blanks.
    """
    assert (
        style.short("a fleet that included the largest aircraft carrier", 24)
        == "a fleet that included…"
    )
    assert style.plain("a\u202eb\x00c\nd") == "a b c d"
    assert all(len(style.short(text, n)) <= n for text in made_up.HOSTILE for n in (5, 20, 60))


def test_formulas_in_csv_are_text():
    """A cell that a spreadsheet would run begins with an apostrophe; numbers stay numbers."""
    text = csv(pd.DataFrame({"=a": ["=1+1", "@x", "plain"], "n": [-1.5, 2.0, 1 / 3]}))
    assert text == "'=a,n\n'=1+1,-1.5\n'@x,2\nplain,0.333333\n"


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.stem)
def test_a_committed_figure_is_whole(path):
    """Beside each PNG its SVG, numbers and alt text; wide enough to be read at half its width.

    Used by a notebook.
    """
    for ending in (".svg", ".csv", ".txt"):
        assert path.with_suffix(ending).stat().st_size > 20, ending
    image = Image.open(path)
    assert image.width == 1152 and image.info["Description"] + "\n" == path.with_suffix(
        ".txt"
    ).read_text(encoding="utf-8")
    number = re.match(r"fig(\d)", path.name)[1]
    notebook = next((PROJECT / "notebooks").glob(f"0{number}_*.ipynb")).read_text(encoding="utf-8")
    name = re.sub(r"-\d+$", "-", path.stem)  # figures of several pages bear a number
    assert f'\\"{name}' in notebook


def test_scores_on_texts_it_learned_from_are_called_so():
    """A reader must not take them for what holds on articles of their own."""
    headline = charts.against_peers(scores.systems()).headline
    assert headline.startswith("On texts like those it learned from")
