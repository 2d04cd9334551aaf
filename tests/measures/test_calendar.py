"""The calendar: one reading for notebooks, command line and cases.

Every problem names file and line.
"""

import pytest

from analysis.measures import calendar
from analysis.measures.calendar import load_calendar
from analysis.paths import SEEDS

HEAD = "date,event,actor,target,kind,rung,plover,quad,follows,relation,outcome,urls,id\n"
STEP = {
    "date": "2031-01-07",
    "event": "closes the port",
    "actor": "Freedonia",
    "target": "Sylvania",
    "kind": "deed",
    "rung": "8",
    "plover": "SANCTION",
    "quad": "",
    "follows": "",
    "relation": "",
    "outcome": "",
    "urls": "https://gazette.example/1",
    "id": "",
}


@pytest.fixture
def write(tmp_path):
    """Writes steps, each given by what it has beside `STEP`, and gives the path."""

    def of(*steps):
        path = tmp_path / "calendar.csv"
        lines = [",".join((STEP | step).values()) + "\n" for step in steps]
        path.write_text(HEAD + "".join(lines), encoding="utf-8")
        return path

    return of


def test_the_shipped_calendar_is_sound():
    """It loads in order of date; links point backwards in time; every step has a source."""
    table = load_calendar(SEEDS / "calendar.csv")
    date = dict(zip(table.id, table.date, strict=True))
    linked = table[table.follows != ""]
    before = [(one, r) for r in linked.itertuples() for one in calendar.names(r.follows)]
    assert len(table) == 176 and table.date.is_monotonic_increasing and table.id.is_unique
    assert all(date[one] <= r.date for one, r in before) and len(linked) == 77
    assert len(before) == 87
    assert table.urls.str.startswith("http").all() and (table.n_outlets > 0).all()


def test_every_quad_of_the_shipped_calendar_follows_from_lane_and_rung():
    """The coder's classes are those of the rule, but for steps set apart with "none"."""
    table = load_calendar(SEEDS / "calendar.csv")
    table = table[table.quad != "none"]
    assert len(table) == 165
    assert [
        calendar.quad(r.plover, r.rung, r.kind) for r in table.itertuples()
    ] == table.quad.tolist()


def test_what_may_be_left_out_is_filled(write):
    """A short calendar gets ids, precision, certainty and quads."""
    path = write({}, {"kind": "words", "rung": "1", "plover": "REQUEST", "date": "2031-01-05"})
    table = load_calendar(path)
    assert table.id.tolist() == ["s002", "s001"]
    assert table.quad.tolist() == ["verbal cooperation", "material conflict"]
    assert set(table.date_precision) == {"day"} and set(table.relation) == {"none"}
    assert table.n_outlets.isna().all() and table.rung.tolist() == [1, 8]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ({"date": "2031-13-01"}, "'2031-13-01' is not a date"),
        ({"date": ""}, "no date"),
        ({"event": "", "actor": ""}, "no event and no actor"),
        ({"kind": "talk"}, "kind is 'talk'; write words or deed"),
        ({"rung": "11"}, "rung is '11'; write a number from 0 to 10"),
        ({"rung": "-1"}, "rung is '-1'"),
        ({"kind": "deed", "rung": "2"}, "rung is 2 and kind deed"),
        ({"kind": "words", "rung": "9"}, "rung is 9 and kind words"),
        ({"plover": "WAR"}, "plover is 'WAR'"),
        ({"quad": "verbal"}, "quad is 'verbal'"),
        ({"outcome": "perhaps"}, "outcome is 'perhaps'"),
        ({"urls": "javascript:alert(1)"}, "urls is 'javascript"),
        ({"follows": "s001"}, "follows and relation go together"),
        ({"relation": "answers"}, "follows and relation go together"),
        ({"relation": "answers", "follows": "s009"}, "follows s009, which is no id here"),
        ({"relation": "answers", "follows": "s001; s8"}, "follows s8, which is no id here"),
        ({"id": "s001"}, "the id s001 is that of line 2"),
        ({"event": "closes, opens"}, "14 fields where the header has 13"),
    ],
)
def test_a_bad_line_is_named(write, step, words):
    """One error with the file, the line and what to write."""
    with pytest.raises(ValueError, match=rf"calendar\.csv line 3: .*{words.replace('(', '.')}"):
        load_calendar(write({}, step))


def test_every_bad_cell_of_a_line_is_named(write):
    """So that one reading is enough to mend them all."""
    with pytest.raises(ValueError) as caught:
        load_calendar(write({"rung": "seven", "kind": "wurds"}, {"date": "31.31.2031"}))
    assert [line.partition(": ")[2].split("; ")[0] for line in str(caught.value).split("\n")] == [
        "kind is 'wurds'",
        "rung is 'seven'",
        "'31.31.2031' is not a date",
    ]


def test_a_missing_calendar_or_column_says_what_to_do(tmp_path):
    """The error names the columns of the calendar to make."""
    with pytest.raises(FileNotFoundError, match="date, event, actor"):
        load_calendar(tmp_path / "none.csv")
    (tmp_path / "few.csv").write_text("date,event\n", encoding="utf-8")
    with pytest.raises(ValueError, match="few.csv line 1: no column actor"):
        load_calendar(tmp_path / "few.csv")


def test_without_a_path_the_calendar_of_the_case_is_read(write, monkeypatch):
    """The case at hand is the default."""
    path = write({})
    monkeypatch.setattr(calendar, "CASE", path.parent)
    assert load_calendar().equals(load_calendar(path))


def test_days_between_is_signed():
    """Forwards positive, backwards negative, across a month."""
    assert calendar.days_between("2031-01-30", "2031-02-02") == 3
    assert calendar.days_between("2031-02-02", "2031-01-30") == -3


def test_weekly_counts_are_summed_by_monday(tmp_path):
    """Any day of a week stands for it; without a file there are no rows; a bad cell is named."""
    assert calendar.load_counts(tmp_path).empty
    rows = "week,what,n\n2031-01-06,A,2\n2031-01-08,A,3\n2031-01-08,B,1\n"
    (tmp_path / "counts.csv").write_text(rows, encoding="utf-8")
    assert calendar.load_counts(tmp_path).values.tolist() == [
        ["2031-01-06", "A", 5],
        ["2031-01-06", "B", 1],
    ]
    (tmp_path / "counts.csv").write_text("week,what,n\n2031-01-06,A,two\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"counts\.csv line 2: write week"):
        calendar.load_counts(tmp_path)


@pytest.mark.parametrize(("code", "rung", "fits"), [("COERCE", 8, False), ("ASSAULT", 9, True)])
def test_a_deed_stands_no_lower_than_its_code(tmp_path, code, rung, fits):
    """A closed port that is coded COERCE would else count as no coercion."""
    path = tmp_path / "calendar.csv"
    row = f"2031-05-06,Board shuts the port,board,crews,deed,{rung},{code}"
    path.write_text(f"date,event,actor,target,kind,rung,plover\n{row}\n", encoding="utf-8")
    if fits:
        assert len(load_calendar(path)) == 1
    else:
        with pytest.raises(ValueError, match="line 2: plover is COERCE, which stands on rung 9"):
            load_calendar(path)
