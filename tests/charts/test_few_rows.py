"""Few rows, ties and gaps: nothing is nan, no number disagrees with its noun, no tie is broken."""

import re
from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from analysis import cases, charts, findings
from analysis.charts import style
from analysis.inert import PLAIN
from analysis.measures import happened, rates, shifts
from analysis.paths import PROJECT
from tests.charts import made_up
from tests.charts.test_charts import SIDES, draw_all

ROWLESS = re.compile(r"\b(nan|NaN|NaT|None|<NA>|inf)\b")
NOUNS = "act article attribution cue deed finding outlet pair sentence statement step threat week"
DISAGREES = re.compile(
    rf"\b1 (?:{NOUNS.replace(' ', '|')})s\b|\b1 of \d+ \w+ (?:coerce|threaten|stand|come)\b"
    r"|\b1 of them told|of no \w+|\w+ supplies\b"
)
SIZES = [(0, 0), (1, 1), (2, 1), (13, 1)]


def gaps(made: SimpleNamespace) -> SimpleNamespace:
    """The same without any word that TextBlob knows, any date or any name."""
    tone = made.tone.assign(polarity=float("nan"), evidence=None)
    acts = made.acts.assign(actor_name="", target_name="", date_start="", date_end="")
    articles = made.articles.assign(published="", outlet="")
    return SimpleNamespace(**{**vars(made), "tone": tone, "acts": acts, "articles": articles})


def corpus(made: SimpleNamespace) -> dict[str, charts.Chart]:
    """The charts of 09."""
    words = rates.words_of_articles(made.tokens, made.attributions)
    articles = made.articles.join(words, on="article_id").fillna(
        {"own_words": 0, "source_words": 0}
    )
    tables = {**vars(made), "articles": articles}
    two = ["Freedonia", "Sylvania"]
    found = shifts.threats(made.acts, articles, made_up.calendar(0), SIDES, two)
    return {
        "threats_by_week": charts.threats_by_week(*found, sides=SIDES),
        "hedges_by_outlet": charts.hedges_by_outlet(rates.hedge_rates(tables)),
        "unnamed_by_outlet": charts.unnamed_by_outlet(rates.unnamed_shares(tables)),
        "ladder": charts.ladder(made.acts, made.articles, sides=SIDES),
    }


def sentences(made: SimpleNamespace, steps: pd.DataFrame) -> list[str]:
    """What findings say of these tables."""
    return [
        findings.reach(made.articles),
        findings.intake(made.articles, made.sentences, made.flags),
        findings.tone(made.tone, made.loaded, made.flags),
        findings.hedging(
            made.hedges, made.tokens, made.attributions, made.vague_numbers, made.flags
        ),
        findings.sources(made.attributions),
        findings.escalation(made.acts),
        findings.trend(made.acts, made.articles),
        findings.carries(made.acts, made.articles, ["", ""], {}),
        findings.first_mover(made.acts, made.articles, SIDES, ["Freedonia", "Sylvania"]),
        findings.on_the_calendar(steps, SIDES),
    ]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("change", [lambda made: made, gaps], ids=["full", "gaps"])
def test_no_word_of_a_chart_or_finding_is_missing_or_in_the_wrong_number(size, change):
    """Headlines, descriptions, what is written in the picture, and the sentences."""
    made = change(made_up.notes(*size))
    for steps in (0, 1):
        drawn = {**draw_all(made, steps, min(size[1], 3)), **corpus(made)}
        said = {
            f"sentence {n}": text for n, text in enumerate(sentences(made, made_up.calendar(steps)))
        }
        for name, chart in drawn.items():
            written = (
                []
                if chart.empty
                else [text.get_text() for text in chart.figure.findobj(match=is_text)]
            )
            said[name] = " | ".join([chart.headline, chart.alt, *written])
        for name, text in said.items():
            text = " ".join(text.split())
            assert not ROWLESS.search(text), (name, text)
            assert not DISAGREES.search(text), (name, DISAGREES.search(text)[0], text)


def is_text(artist) -> bool:
    return hasattr(artist, "get_text") and artist.get_visible()


def weeks_of(told: list[int]) -> charts.Chart:
    """Coverage of so many word acts in each week."""
    days = [str(date.fromordinal(date(2031, 3, 3).toordinal() + 7 * n)) for n in range(len(told))]
    made = made_up.notes(len(told), 9)
    acts = pd.concat(
        made.acts[made.acts.article_id == f"article-{n}"].head(k) for n, k in enumerate(told)
    ).assign(score=0.9, modality="asserted", date_start="", date_end="")
    acts = acts.assign(rule=[f"{n:04}/VERB" for n in range(len(acts))])
    return charts.coverage_weeks(acts, made_up.calendar(0), made.articles.assign(published=days))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ([1, 4, 2], "in the week of 10 Mar 2031 (4)"),
        ([4, 4, 2], "in the weeks of 3 Mar 2031 and 10 Mar 2031 (4 each)"),
        ([3, 3, 3, 3], "in 4 weeks (3 each)"),
    ],
)
def test_weeks_that_tie_are_all_named(told, said):
    """None of two equal weeks is the fullest."""
    assert weeks_of(told).headline == f"Most events are first told {said}"


def test_two_weeks_are_too_few_for_coverage():
    """A sentence stands there, and no picture."""
    assert weeks_of([2, 3]).empty


def test_a_ministry_or_army_speaks_for_the_side_that_it_names():
    """By a state's name or adjective; a union, an embassy abroad, a party and a person do not."""
    sources = {
        "the Freedonian health ministry": "F",
        "Sylvania's foreign ministry": "S",
        "Sylvanian border command": "S",
        "the Freedonian embassy in Sylvania": "F",
        "the joint Freedonian and Sylvanian commission": "no side known",
        "the Union of Freedonian Bakers": "no side known",
        "the Freedonian opposition party": "no side known",
        "the regional court": "no side known",
    }
    actors = pd.DataFrame(
        [("Freedonia", "F", "state", "Freedonian"), ("Sylvania", "S", "state", "Sylvanian")],
        columns=["actor", "side", "kind", "demonyms"],
    ).assign(aliases="")
    made = made_up.notes(1, len(sources)).attributions
    rows = made.assign(source=[*sources], speaker="", source_type="institution")
    table = charts.voices(rows, sides=cases.sides_of(actors)).table
    assert dict(zip(table.voice, table.group, strict=True)) == sources
    nobody = charts.voices(rows.assign(source_type="anonymous"), sides=cases.sides_of(actors))
    assert set(nobody.table.group) == {"unnamed people"}


def test_a_ledger_of_one_threat_is_a_sentence_and_of_several_articles_names_them():
    """What one article alone tells needs no name; one day has no axis."""
    made = made_up.notes(3, 7)
    acts = made.acts.assign(plover="THREATEN", rung=7, words_or_deed="words", score=0.9)
    names = {f"article-{n}": f"The Tide, {n} March" for n in range(3)}
    four = made_up.calendar(0), made.articles, SIDES, names
    several = charts.threat_ledger(acts, *four)
    rows = [text.get_text() for axes in several.figure.axes for text in axes.texts]
    assert sum("The Tide" in " ".join(row.split()) for row in rows) == len(several.table)
    one = charts.threat_ledger(acts.head(1), *four)
    assert one.empty and "Found in the texts: 1 threat" in one.alt and "“" in one.alt


def test_a_long_ledger_fits_on_a_page_and_counts_what_it_leaves_out():
    """The gravest stay; all are in the table and in the headline."""
    steps = made_up.calendar(90).assign(
        kind="words", plover="THREATEN", outcome="not_by_2031-06-01", follows="", relation="none"
    )
    steps["rung"] = [6 + n % 2 for n in range(90)]
    made = made_up.notes(1, 1)
    chart = charts.threat_ledger(made.acts, steps, made.articles, SIDES)
    low = " ".join(chart.figure.texts[-1].get_text().split())
    n, other, grave = map(
        int, re.search(r"n = (\d+) of the 90 .*?; not drawn: (\d+) .*?(\d+)", low).groups()
    )
    assert chart.figure.get_figheight() < 11 and n + other + grave == 90 == len(chart.table)


def test_outlets_without_an_interval_are_not_drawn_to_compare():
    """Two outlets of few articles each: their numbers in a sentence."""
    made = made_up.notes(4, 20)
    drawn = corpus(made)["hedges_by_outlet"]
    assert drawn.empty and "Too few articles to compare" in drawn.alt


def test_the_writer_of_a_column_and_pronouns_are_no_names():
    """ "I" outside a quotation is who writes; a "he" of whom nobody knows more is one bar."""
    made = made_up.notes(2, 4)
    said = made.attributions.assign(speaker="", inside="", source=["I", "He", "he", "workers"] * 2)
    table = charts.voices(said).table
    known = {"the article's writer", "he, she, it, they …: not known who", "workers"}
    assert set(table.voice) == known and table.statements.sum() == 8
    column = charts.voices(said.assign(source=["I"] * 8, source_type="anonymous"))
    assert column.headline == "Attributed words by voice: the article's writer 100 %"


def test_sides_without_a_list_have_the_same_colours_in_all_charts():
    """They stand in alphabetical order, whoever does more."""
    busy = pd.DataFrame({"side": ["S", "S", "F"], "rung": 1, "words_or_deed": "words"})
    assert happened.two_sides(busy) == ["F", "S"]


def test_the_page_of_grades_names_the_figures_of_the_notebooks():
    """No figure is drawn without a grade, none is graded that is not drawn."""
    graded = set(
        re.findall(r"\bfig\d-[a-z-]+[a-z]", (PROJECT / "figures" / "README.md").read_text())
    )
    drawn = set()
    for path in (PROJECT / "notebooks").glob("*.ipynb"):
        drawn |= set(re.findall(r'\\"(fig\d-[a-z-]+[a-z])', path.read_text(encoding="utf-8")))
    assert graded == drawn


def test_a_sentence_in_place_of_a_chart_is_plain_text():
    """Money in an outlet's name is no mathematics, and its tags are no markup."""
    shown = style.nothing("Told by <b>El Peso</b>, $5 to $6", pd.DataFrame())._repr_html_()
    assert shown.startswith(f'<div class="{PLAIN}">') and "<b>" not in shown and "$5 to $6" in shown


def test_what_is_cut_above_a_panel_is_never_the_day():
    """A name of three lines keeps its end."""
    named = "The Upper Marsh Courier and Herald of the Seven Western Valleys, 5 May 2031"
    assert style._title(named).endswith("…\n5 May 2031")


def test_one_body_under_a_short_and_a_long_name_has_one_bar():
    """Only within an article, and only where one voice ends in the word."""
    made = made_up.notes(2, 4)
    names = ["The crews' union", "the union", "The union", "the board"]
    said = made.attributions.assign(speaker="", inside="", source_type="institution")
    said = said.assign(source=[*names, "the union", *names[1:]])
    voices = set(charts.voices(said).table.voice)
    assert voices == {"the crews' union", "the union", "the board"}
    two = said.assign(source=["the port board", *names[1:], *["a town board"] * 4])
    two.loc[two.source == "the union", "source"] = "the town board"
    assert "the board" in set(charts.voices(two).table.voice)


def test_rhetoric_of_one_day_is_a_sentence():
    """One article is no course of time."""
    made = made_up.notes(1, 9)
    acts = made.acts.assign(words_or_deed="words", modality="asserted", score=0.9)
    assert charts.rhetoric_by_day(acts, made.articles, SIDES).empty
    calm = charts.rhetoric_by_day(acts.assign(rung=3), made.articles, SIDES)
    assert calm.headline == "9 word events found, up to “disapprove”"


def test_a_threat_stands_in_its_sentence_with_whoever_the_text_names():
    """The verb alone says nothing; who is in no list is called as the text does."""
    made = made_up.notes(1, 4)
    acts = made.acts.assign(
        plover="THREATEN", rung=6, words_or_deed="words", modality="asserted", score=0.9,
        actor_name="", actor="the pilots", date_start="2031-05-01", date_end="2031-05-04",
    )  # fmt: skip
    acts.loc[0, ["date_start", "date_end"]] = "2031-05-06"
    four = acts, made_up.calendar(0), made.articles, SIDES, {}, made.sentences
    chart = charts.threat_ledger(*four)
    rows = [" ".join(text.get_text().split()) for axes in chart.figure.axes for text in axes.texts]
    assert rows and all("” in “" in row and "the pilots" in row for row in rows)
    bars = [line for axes in chart.figure.axes for line in axes.lines if len(set(line.get_xdata()))]
    assert len(bars) >= 4


def test_where_most_have_no_side_the_headline_says_so():
    """Shares of sides that say next to nothing are no finding."""
    made = made_up.notes(1, 20)
    speakers = ["Freedonia", "Sylvania", *["a stranger"] * 18]
    chart = charts.voices(made.attributions.assign(speaker=speakers), sides=SIDES)
    assert chart.headline.startswith("No side is known for ")
