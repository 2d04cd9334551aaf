"""cases.py: a folder is read whole, parts may be missing, broken ones are named."""

import json
from datetime import date

import pandas as pd
import pytest

import analysis
from analysis import Article, cases, export, paths
from analysis.layers.actors import mentions
from analysis.register import add_decision
from analysis.review import in_words
from analysis.text.article import names
from analysis.text.readers import InputError

STORY = (
    "Ferry crews stay ashore\n\nThe harbour master said on Monday that no ferry might sail before "
    "Friday. “We will not be hurried,” she told reporters. The union denied that it had refused "
    "talks.\n"
)

DAY = date(2024, 5, 3)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "ferry.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def test_a_case_of_one_text_file_is_enough(folder):
    """Whatever else is missing is an empty table with its columns and one sentence each."""
    case = analysis.load_case(folder)
    assert [a.article_id for a in case.articles] == ["ferry"]
    assert list(case.actors) == list(mentions.COLUMNS) and case.actors.empty
    assert "rung" in case.calendar and case.calendar.empty and case.register.claims.empty
    assert len(case.missing) == 3 and case.notes == {} and case.sides == {}
    assert case.annotate().attributions.speaker.size


def test_articles_stand_in_the_order_of_their_days(folder):
    """In lists, tables and panels; those of no known day last, in the order of their files."""
    days = {"boat": "2031-05-10", "gale": "", "pier": "2031-04-30", "zone": "2031-05-04"}
    for name in days:
        (folder / f"{name}.txt").write_text(STORY, encoding="utf-8")
    lines = [f"{name}.txt,{day}" for name, day in days.items() if day]
    (folder / "articles.csv").write_text("\n".join(["file,published", *lines]), encoding="utf-8")
    case = analysis.load_case(folder)
    wanted = ["pier", "zone", "boat", "ferry", "gale"]
    assert [a.article_id for a in case.articles] == list(case.names) == wanted


def test_an_empty_folder_is_an_empty_case(tmp_path):
    """Nothing fails before the first article is there."""
    case = analysis.load_case(tmp_path)
    assert case.articles == [] and "no article" in case.missing[0]
    assert case.annotate().claims.empty


def test_every_broken_part_is_named_with_its_line(folder):
    """One broken file does not hide the next."""
    (folder / "actors.csv").write_text("actor,aliases,side\nUnion,,crews\n")
    (folder / "calendar.csv").write_text(
        "date,event,actor,target,kind,rung,plover,urls\nsoon,x,Union,,deed,3,,\n"
    )
    (folder / "articles.csv").write_text("file,published\nferry.txt,yesterday\n")
    with pytest.raises(InputError) as caught:
        analysis.load_case(folder)
    assert all(
        part in str(caught.value) for part in ("actors.csv", "calendar.csv line 2", "articles.csv")
    )


def test_a_folder_that_is_not_there_is_named(tmp_path):
    """With the command that would make it."""
    with pytest.raises(InputError, match="new-case"):
        analysis.load_case(tmp_path / "nowhere")


def test_the_environment_names_the_case(folder, monkeypatch):
    """Notebooks take no argument."""
    monkeypatch.setattr(paths, "CASE", folder)
    assert analysis.load_case().path == folder


def test_articles_are_called_by_outlet_and_day():
    """Remarks in brackets go; two of one day keep their ids; else title, else file stand."""
    articles = [
        Article("a1", STORY, outlet="The Quay (evening edition)", published=DAY),
        Article("a2", STORY, outlet="Tide", published=DAY),
        Article("a3", STORY, outlet="Tide", published=DAY),
        Article("a4", STORY),
        Article("a5", STORY, outlet="Lantern"),
        Article("a6", STORY, title="Crews sail again", published=DAY),
    ]
    assert names(articles) == {
        "a1": "The Quay, 3 May 2024",
        "a2": "Tide, 3 May 2024 (a2)",
        "a3": "Tide, 3 May 2024 (a3)",
        "a4": "a4",
        "a5": "Lantern",
        "a6": "“Crews sail again”, 3 May 2024",
    }
    assert names(analysis.annotate(articles).articles.itertuples()) == names(articles)


def test_annotations_are_kept_and_read_as_they_were(folder):
    """The second time nothing is computed, and the tables are the same to the type."""
    case = analysis.load_case(folder)
    fresh = analysis.annotate(case.articles, actors=case.actors)
    case.annotate()
    [kept] = (folder / "out" / "annotations").iterdir()
    for name, table in case.annotate().tables().items():
        pd.testing.assert_frame_equal(table, fresh.tables()[name])
    tables = json.loads(kept.read_text())
    tables["articles"]["title"] = ["taken from the file"]
    kept.write_text(json.dumps(tables))
    assert analysis.load_case(folder).annotate().articles.title.tolist() == ["taken from the file"]
    (folder / "ferry.txt").write_text(STORY + "\nMore.\n", encoding="utf-8")
    assert analysis.load_case(folder).annotate().articles.title.tolist() != ["taken from the file"]


def test_annotations_need_no_place_to_write(folder, monkeypatch):
    """A disk that takes no files costs time, not the result."""
    (folder / "out").write_text("a file where a folder should be")
    assert len(analysis.load_case(folder).annotate().articles) == 1


def test_outputs_lie_in_the_case(folder):
    """Only those of the case that ships lie in the project."""
    assert paths.home_of(folder) == folder and paths.home_of(paths.SEEDS) == paths.PROJECT


def test_a_new_case_can_be_loaded_at_once(folder, tmp_path_factory):
    """With the articles as they are, what is known of them, and room for the rest."""
    target = tmp_path_factory.mktemp("cases") / "strike"
    table = folder / "more.csv"
    pd.DataFrame({"text": [STORY], "article_id": ["row/1"], "outlet": ["Tide"]}).to_csv(
        table, index=False
    )
    own = Article("own", STORY, outlet="Quay", published=DAY)
    case = analysis.load_case(cases.new_case(target, [folder / "ferry.txt", table, own]))
    assert [a.article_id for a in case.articles] == ["own", "ferry", "row/1"]
    assert all(a.text == STORY and not a.flags for a in case.articles)
    assert case.names["own"] == "Quay, 3 May 2024" and case.actors.empty and case.calendar.empty
    tables = {"actors.csv", "articles.csv", "calendar.csv"}
    there = {p.name for p in target.iterdir()}
    assert there == tables | {"ferry.txt", "own.txt", "row_1.txt", "notes", "register"}


def test_a_new_case_suggests_what_stands_in_the_text(tmp_path):
    """Outlet and day of a masthead, with a note that says where they come from; else nothing."""
    (tmp_path / "in").mkdir()
    head = "Port shut\n\nBy Ana Lind, Norrland Post\n3 March 2026\n\nThe port is shut.\n"
    (tmp_path / "in" / "a.txt").write_text(head, encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text("Port shut\n\nNobody knows why.\n", encoding="utf-8")
    case = cases.new_case(tmp_path / "case", [tmp_path / "in"])
    rows = pd.read_csv(case / "articles.csv", dtype=str, keep_default_na=False).set_index("file")
    assert rows.loc["a.txt", ["outlet", "published"]].tolist() == ["Norrland Post", "2026-03-03"]
    assert rows.note["a.txt"].count("read from the text") == 2
    assert rows.loc["b.txt", ["outlet", "published", "note"]].tolist() == ["", "", ""]
    assert next(iter(analysis.load_case(case).names.values())) == "Norrland Post, 3 Mar 2026"


def test_a_new_case_overwrites_nothing(folder, tmp_path):
    """A folder that holds anything stays as it is, also when an article cannot be read."""
    before = sorted(p.name for p in folder.iterdir())
    with pytest.raises(FileExistsError, match="there already"):
        cases.new_case(folder)
    with pytest.raises(InputError, match="ferry"):
        cases.new_case(tmp_path / "twice", [folder / "ferry.txt", folder / "ferry.txt"])
    (folder / "ferry.md").write_text("The ferry again.", encoding="utf-8")
    made = cases.new_case(tmp_path / "once", [folder], problems := [])
    assert [str(p).partition(":")[0] for p in problems] == ["ferry.txt"]
    assert [a.article_id for a in analysis.load_case(made).articles] == ["ferry"]
    (folder / "ferry.md").unlink()
    (folder / "bad.txt").write_bytes(b"")
    with pytest.raises(InputError, match=r"bad\.txt"):
        cases.new_case(tmp_path / "bad", [folder])
    assert sorted(p.name for p in folder.iterdir()) == sorted([*before, "bad.txt", "once"])


def test_an_article_is_picked_by_its_name(folder):
    """By name or id; the first of itself; a stranger is an error that lists who is there."""
    case = analysis.load_case(folder)
    assert case.article() is case.article("ferry") is case.articles[0]
    with pytest.raises(ValueError, match="there are: ferry"):
        case.article("tram")


def test_the_summary_says_what_is_there_and_what_is_not(folder, tmp_path_factory):
    """A heading in the case's README names it."""
    (folder / "README.md").write_text("# The ferry strike\n\nMore.\n")
    summary = analysis.load_case(folder).summary
    assert summary.startswith("The ferry strike: 1 article (ferry). No actors")
    empty = analysis.load_case(tmp_path_factory.mktemp("none"))
    assert ": no articles. There is no article yet" in empty.summary and empty.article() is None


def test_the_claims_of_a_run_are_shown_and_nothing_is_written(folder):
    """The register is only read."""
    case = analysis.load_case(folder)
    notes = case.annotate()
    assert set(case.claims(notes).claim_id) == set(case.book(notes).claims.claim_id) != set()
    assert not (folder / "register").exists()


def test_claims_whose_texts_are_gone_are_said_to_be(folder):
    """The register is kept, all articles are away: claims say so, and say where they stood."""
    case = analysis.load_case(folder)
    book = case.book(case.annotate())
    first = book.claims.claim_id[0]
    add_decision(book, first, "faithful", "refuted", reviewer="Ana Lind", reason="seen")
    (folder / "ferry.txt").unlink()
    case = analysis.load_case(folder)
    notes = case.annotate()
    book, shown = case.book(notes), case.claims(notes)
    assert "Claims whose words are missing from the text or in doubt: 1." in in_words(shown)
    assert book.repairs == ("1 registered claim of articles not at hand: ferry.",)
    cards = export.cards(book, shown, case.names).html
    assert "ferry" in cards and "its article is not at hand" in cards
    assert case.register.claims.start[0] >= 0  # on disk nothing is changed


def test_notes_may_ask_for_numbers_of_the_tables(folder):
    """Counts as words, under the names that notes use."""
    case = analysis.load_case(folder)
    notes = case.annotate()
    numbers = case.numbers(notes)
    assert numbers["n_articles"] == "1" and numbers["n_statements"] == str(len(notes.attributions))
    assert numbers["n_decided"] == "0" and all(name.startswith("n_") for name in numbers)
