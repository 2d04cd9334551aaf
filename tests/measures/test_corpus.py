"""A tiny invented corpus in PolNeAR's layout.

Loading, annotating in pieces, keeping, rates with intervals, weekly_lines.
"""

import re
from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis.charts import weekly_lines
from analysis.charts.save import save
from analysis.measures import corpus, rates
from analysis.measures.hedge_classes import hedge_classes
from analysis.paths import fingerprint
from analysis.tables import SCHEMAS

TEXTS = {
    "train": {
        "nyt_2016-01-04_a": "Freedonia threatened Sylvania on Monday.\r\nSylvania may answer, "
        "officials said.",
        "breitbart_2016-02-08_b": "Sylvania accused Freedonia of lying. It said it would not "
        "negotiate.",
    },
    "dev": {
        "nyt_2016-03-07_c": "Freedonia attacked a Sylvanian port. “We demand peace,” the "
        "Sylvanian minister said."
    },
}


@pytest.fixture
def folder(tmp_path):
    lines = ["compartment\tfilename\tpublisher\tpublication_date\ttitle"]
    for part, texts in TEXTS.items():
        (tmp_path / part / "text").mkdir(parents=True)
        for name, text in texts.items():
            (tmp_path / part / "text" / f"{name}.txt").write_bytes(text.encode())
            lines.append("\t".join((part, name, *name.split("_")[:2], f'A "title" of {name}')))
    (tmp_path / "metadata.tsv").write_text("\n".join(lines) + "\n")
    return tmp_path


@pytest.fixture
def made_up():
    """Tables of 120 invented articles over 40 weeks.

    Words of two outlets rise from rung 2 or 3 to 5 or 6 half-way; two sides answer at once.
    """
    days = [str(date.fromordinal(736000 + 7 * (i // 3) + i % 3)) for i in range(120)]
    articles = pd.DataFrame(
        {
            "article_id": [f"a{i:03}" for i in range(120)],
            "outlet": ["Gazette", "Herald"] * 60,
            "published": days,
            "n_words": 500,
            "own_words": 400,
            "source_words": 100,
        }
    )
    acts = pd.DataFrame(
        [
            {
                "article_id": f"a{i:03}",
                "start": n,
                "actor_name": ("Rufus", "Ambassador")[n],
                "target_name": ("Ambassador", "Rufus")[n],
                "plover": "ACCUSE",
                "rung": (2 if i < 60 else 5) + (i + n) % 2,
                "words_or_deed": "words",
                "modality": "asserted",
                "date_start": "",
                "date_end": "",
            }
            for i in range(120)
            for n in range(2)
        ]
    )
    hedges = articles[["article_id"]].assign(category="POSS", strength=1, holder=["", "x#a0"] * 60)
    said = pd.concat(
        [
            articles[["article_id"]].assign(kind="direct", source_type=kind, stance="neutral")
            for kind in ("anonymous", "named_person")
        ]
    )
    return {"articles": articles, "acts": acts, "hedges": hedges, "attributions": said}


def test_articles_come_with_outlet_and_date_and_untouched_text(folder):
    """Metadata are joined by file name.

    Line ends stay as they are, because offsets depend on them.
    """
    articles = corpus.load_polnear(folder)
    assert [(a.article_id, a.outlet, a.published) for a in articles] == [
        ("breitbart_2016-02-08_b", "Breitbart", date(2016, 2, 8)),
        ("nyt_2016-01-04_a", "New York Times", date(2016, 1, 4)),
        ("nyt_2016-03-07_c", "New York Times", date(2016, 3, 7)),
    ]
    assert articles[1].text == TEXTS["train"]["nyt_2016-01-04_a"]


@pytest.mark.parametrize(
    ("spoil", "error", "words"),
    [
        (lambda f: (f / "metadata.tsv").unlink(), FileNotFoundError, "metadata.tsv: not here"),
        (lambda f: (f / "dev/text/nyt_2016-03-07_c.txt").unlink(), FileNotFoundError, "dev"),
        (lambda f: (f / "dev/text/other.txt").write_text("x"), ValueError, "no line for it"),
        (
            lambda f: (f / "metadata.tsv").write_text(
                (f / "metadata.tsv").read_text().replace("\t2016-03-07", "\tMarch")
            ),
            ValueError,
            "'March'",
        ),
    ],
)
def test_what_is_missing_is_named(folder, spoil, error, words):
    """One clear error that names the file."""
    spoil(folder)
    with pytest.raises(error, match=re.escape(words)):
        corpus.load_polnear(folder)


def test_pieces_give_what_the_whole_gives_and_no_sentence_is_kept(folder):
    """The size of a piece changes nothing; ids are hashes; columns of text stay behind."""
    articles = corpus.load_polnear(folder)
    whole, pieces = corpus.annotate_tables(articles), corpus.annotate_tables(articles, chunk=1)
    for name, columns in corpus.KEEP.items():
        pd.testing.assert_frame_equal(whole[name], pieces[name])
        assert set(columns) <= {*SCHEMAS[name].columns, *corpus.VOICES}
        assert not {"text", "content", "source", "trigger", "title"} & set(whole[name])
        assert whole[name].article_id.map(lambda one: bool(re.fullmatch("[0-9a-f]{12}", one))).all()
    assert len(whole["acts"]) >= 3


def test_kept_tables_are_read_again_and_belong_to_their_articles(folder, tmp_path, monkeypatch):
    """The second call annotates nothing; another text does."""
    articles = corpus.load_polnear(folder)
    first = corpus.tables(articles, cache=tmp_path / "kept")
    monkeypatch.setattr(corpus, "annotate", lambda *_: pytest.fail("annotated again"))
    for name, table in corpus.tables(articles, cache=tmp_path / "kept").items():
        pd.testing.assert_frame_equal(table, first[name], check_dtype=False)
    with pytest.raises(pytest.fail.Exception):
        corpus.tables(articles[:2], cache=tmp_path / "kept")
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_tables_of_another_library_are_not_taken_for_todays(tmp_path):
    """A changed line in any file of the package, a lexicon or a model.

    Gives other tables to keep.
    """
    (tmp_path / "hedges.csv").write_text("pattern\nmay\n", encoding="utf-8")
    before = fingerprint(tmp_path)
    assert before == fingerprint(tmp_path)
    (tmp_path / "hedges.csv").write_text("pattern\nmight\n", encoding="utf-8")
    assert before != fingerprint(tmp_path)


def test_intervals_draw_articles_not_acts():
    """One article with a thousand acts says as little about others as one with ten.

    A mean lies in its interval.
    """
    few = pd.DataFrame(
        {"article_id": ["a", "b", "c"], "g": "x", "top": [10, 20, 60], "bottom": [10, 10, 10]}
    )
    many = few.assign(top=few.top * 100, bottom=few.bottom * 100)
    one, other = rates.ratios(few, ["g"]).iloc[0], rates.ratios(many, ["g"]).iloc[0]
    assert (one.low, one.value, one.high) == (other.low, other.value, other.high) == (1.0, 3.0, 6.0)
    assert np.isnan(rates.ratios(few.head(1), ["g"]).low.iloc[0])


def test_a_rise_is_found_and_a_level_is_not(made_up):
    """The change lies where it was made, between article 59 and 60.

    Without the rise there is none.
    """
    found = rates.changes(made_up)
    assert list(found.published) == [made_up["articles"].published[60]]
    assert found[["before", "after"]].values.tolist() == [[0, 50]]
    level = made_up | {"acts": made_up["acts"].assign(rung=made_up["acts"].rung % 2 + 2)}
    assert rates.changes(level).empty


def test_rates_by_outlet_count_what_was_put_in(made_up):
    """One hedge in 400 words is 2.5 in a thousand, in 100 words of a source ten.

    Articles without any count too.
    """
    hedges = rates.hedge_rates(made_up).set_index(["outlet", "lane"])
    assert (
        hedges.value["Gazette", "the outlet"] == 2.5 and hedges.value["Gazette", "its sources"] == 0
    )
    assert hedges.cases["Herald", "its sources"] == 60
    assert hedges.value["Herald", "its sources"] == 10
    assert set(rates.unnamed_shares(made_up).value) == {50.0}


def test_words_are_the_outlets_or_its_sources():
    """Words whose first letter lies in a content are its source's; marks are no words."""
    tokens = pd.DataFrame(
        [
            ("a", 0, "NOUN"),
            ("a", 5, "VERB"),
            ("a", 9, "PUNCT"),
            ("a", 10, "NOUN"),
            ("b", 5, "NOUN"),
        ],
        columns=["article_id", "start", "pos"],
    )
    said = pd.DataFrame(
        {"article_id": ["a", "a"], "content_spans": [[(5, 10)], [(5, 10), (20, 30)]]}
    )
    assert rates.words_by_voice(tokens, said) == {"outlet": 3, "sources": 1}


def test_negated_acts_do_not_count_and_few_acts_get_no_interval(made_up):
    """Three acts a week carry a mean and no interval."""
    made_up["acts"].loc[made_up["acts"].start == 1, "modality"] = "negated"
    table = rates.high_shares(made_up, "week")
    assert table.cases.sum() == 120 and table.cases.max() == 3 and table.low.isna().all()


def test_two_sides_are_counted_by_week(made_up):
    """Every act of one side towards the other stands in its week and once only."""
    weekly, lags = rates.exchanges(
        made_up, {"Rufus": "Freedonia", "Ambassador": "Sylvania"}, "Freedonia", "Sylvania"
    )
    assert weekly.acts.sum() == lags.acts.sum() == 240
    assert set(pd.to_datetime(weekly.week).dt.day_name()) == {"Monday"}


def test_a_side_that_answers_the_next_day_is_told_from_one_that_acts_at_random():
    """Planted answers come sooner than chance; sides dealt out at random do not.

    One article's many acts are one move.
    """
    random = np.random.default_rng(1)
    opening = np.cumsum(random.integers(5, 30, 40))
    prompt = _moves(opening, "F") + _moves(opening + 1, "S")
    chance = [(day, random.choice(["F", "S"])) for day in np.cumsum(random.integers(1, 15, 80))]
    planted, dealt = (
        rates.lags_by_chance(_lags(moves)).set_index("side") for moves in (prompt, chance)
    )
    assert planted.days["F"] == 1 < planted.chance_low["F"]
    assert ((dealt.chance_low <= dealt.days) & (dealt.days <= dealt.chance_high)).all()
    many = rates.lags_by_chance(_lags([move for move in prompt for _ in range(7)])).set_index(
        "side"
    )
    assert many.acts["F"] == 280 and (
        many.drop(columns="acts") == planted.drop(columns="acts")
    ).all(axis=None)


def test_an_act_on_the_same_day_is_no_answer():
    """Both sides act on two days: the first day is answered on the second, never on itself."""
    moves = _moves((0, 4), "F") + _moves((0, 4), "S")
    lags = rates.lags_by_chance(_lags(moves), draws=20)
    assert lags.days.tolist() == [4, 4]


def test_words_and_deeds_are_measured_each_against_its_own_lane(made_up):
    """A rung 8 is high in words and not in deeds, and no number counts both lanes."""
    acts = made_up["acts"].assign(rung=8)
    acts["words_or_deed"] = ["words", "deed"] * (len(acts) // 2)
    shares = rates.high_shares(made_up | {"acts": acts}, "outlet").set_index(
        ["words_or_deed", "outlet"]
    )
    assert shares.value["words"].tolist() == [100, 100] and shares.value["deed"].tolist() == [0, 0]
    assert shares.cases.sum() == len(acts)


def test_undated_articles_keep_their_acts_and_are_said_not_to_be_drawn(made_up):
    """Acts of undated articles stand in a row without a week, and the foot counts them."""
    made_up["articles"].loc[:9, "published"] = ""
    table = rates.high_shares(made_up, "week")
    assert table.cases.sum() == 240 and table.cases[table.week == ""].sum() == 20
    chart = weekly_lines.high_by_week(rates.weeks_and_changes(table, rates.changes(made_up)))
    assert any("20 acts of undated articles not drawn" in t.get_text() for t in chart.figure.texts)


def test_a_lane_with_few_articles_is_not_searched_for_changes(made_up):
    """Ninety-nine articles with deeds give no change point, whatever they tell."""
    acts = made_up["acts"].assign(words_or_deed="deed")
    few = acts[acts.article_id < "a099"]
    assert rates.changes(made_up | {"acts": few}).empty
    assert list(rates.changes(made_up | {"acts": few})) == [
        "words_or_deed",
        "published",
        "before",
        "after",
    ]


def test_chance_is_drawn_wide_enough_for_two_sides():
    """Sides dealt out at random leave the grey in about one corpus of twenty, both counted."""
    random, surprised = np.random.default_rng(3), 0
    for _ in range(60):
        days = np.cumsum(random.integers(1, 9, 40))
        lags = rates.lags_by_chance(_lags([(d, random.choice(["F", "S"])) for d in days]), 200)
        surprised += bool(((lags.days < lags.chance_low) | (lags.days > lags.chance_high)).any())
    assert surprised <= 6


def _moves(days, side):
    return [(day, side) for day in days]


def _lags(moves):
    moves = sorted((int(day), str(side)) for day, side in moves)
    return pd.DataFrame(
        {
            "side": [side for _, side in moves],
            "date": [str(date.fromordinal(736000 + day)) for day, _ in moves],
        }
    )


def test_charts_say_what_the_tables_say_and_come_back_from_csv(made_up, tmp_path):
    """Every chart names its source, and is the same picture from its own CSV."""
    drawn = {
        "weeks": (
            weekly_lines.high_by_week,
            rates.weeks_and_changes(rates.high_shares(made_up, "week"), rates.changes(made_up)),
        ),
        "outlets": (weekly_lines.high_by_outlet, rates.high_shares(made_up, "outlet")),
        "months": (weekly_lines.high_by_month, rates.high_shares(made_up, "outlet", "month")),
        "sides": (
            weekly_lines.exchanges,
            rates.weeks_and_lags(
                *rates.exchanges(made_up, {"Rufus": "F", "Ambassador": "S"}, "F", "S")
            ),
        ),
        "hedges": (weekly_lines.hedges_by_outlet, rates.hedge_rates(made_up)),
        "unnamed": (weekly_lines.unnamed_by_outlet, rates.unnamed_shares(made_up)),
    }
    for name, (draw, table) in drawn.items():
        chart = save(draw(table, "Source: invented."), name, tmp_path)
        again = draw(pd.read_csv(tmp_path / f"{name}.csv"), "Source: invented.")
        assert (
            again.headline == chart.headline
            and again.alt == chart.alt
            and again.png() == chart.png()
        ), name
    assert (
        "words that threaten or announce measures rise from 0 to 50 % on"
        in (tmp_path / "weeks.txt").read_text()
    )
    assert "intervals overlap" in (tmp_path / "unnamed.txt").read_text()


def test_hedges_are_counted_by_class_and_by_whose_doubt_it_is(notes):
    """Every cue is in the table once, under the voice that holds it, per 1,000 words of that voice."""
    table = hedge_classes(notes.hedges, notes.tokens, notes.attributions)
    assert table.cues.sum() == len(notes.hedges) > 0
    own = notes.hedges[(notes.hedges.holder == "") & (notes.hedges.category == "POSS")]
    row = table[(table.category == "POSS") & (table.voice == "outlet")].iloc[0]
    assert row.cues == len(own) and row.rate == 1000 * row.cues / row.words
    assert row.low <= row.rate <= row.high
