"""stream.py: parts in flat memory, only what changed, and old or new whatever stops a run."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis import Article, annotate, stream
from analysis.output import from_arrow, to_arrow
from analysis.stream import annotate_to
from analysis.tables import SCHEMAS

PARAGRAPHS = (
    "The harbour minister said on Monday that the port would open again.",
    "“Nobody wants another strike,” the union told reporters in the capital.",
    "Officials denied that the talks had failed, and threatened to close the gates.",
)


@pytest.fixture
def articles():
    return [
        Article(f"a{n}", f"Harbour talks, day {n}\n\n" + "\n\n".join(PARAGRAPHS[: 1 + n % 3]))
        for n in range(5)
    ]


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr(stream, "PART_ARTICLES", 2)


def read(folder):
    return {
        name: pd.read_parquet(folder / f"{name}.parquet")
        .astype(str)
        .sort_values(list(SCHEMAS[name].keys))
        .reset_index(drop=True)
        for name in SCHEMAS
    }


def same(one, two):
    for name in SCHEMAS:
        pd.testing.assert_frame_equal(one[name], two[name])


def files(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_parts_together_are_what_one_run_gives(articles, tmp_path):
    """The same rows, whatever the parts; two fresh runs write the same bytes."""
    done = annotate_to(iter(articles), tmp_path / "out")
    assert (done.annotated, done.kept, done.dropped) == (5, 0, 0)
    whole = {
        name: from_arrow(to_arrow(table))
        .astype(str)
        .sort_values(list(SCHEMAS[name].keys))
        .reset_index(drop=True)
        for name, table in annotate(articles).tables().items()
    }
    for name, table in read(tmp_path / "out").items():
        assert table.shape == whole[name].shape
        for column in table:
            if not column.endswith("_spans"):
                assert table[column].tolist() == whole[name][column].tolist(), (name, column)
    assert len(list((tmp_path / "out" / "claims.parquet").iterdir())) == 3
    annotate_to(iter(articles), tmp_path / "again")
    assert files(tmp_path / "out") == files(tmp_path / "again")


def test_csv_holds_the_rows_of_all_parts(articles, tmp_path):
    """One file a table, with the mark by which spreadsheets know UTF-8."""
    annotate_to(iter(articles), tmp_path)
    assert (tmp_path / "sentences.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    table = pd.read_csv(tmp_path / "sentences.csv")
    assert len(table) == len(pd.read_parquet(tmp_path / "sentences.parquet"))


def test_a_second_run_does_only_what_changed(articles, tmp_path, monkeypatch):
    """One article changed, one gone, one new: two are annotated, the rest is kept."""
    annotate_to(iter(articles), tmp_path / "out")
    seen = []
    one = stream.annotate_one
    monkeypatch.setattr(
        stream, "annotate_one", lambda p, task: seen.append(task[0]) or one(p, task)
    )
    changed = replace(articles[1], text=articles[1].text + "\n\nThe gates stayed open.")
    now = [articles[0], changed, articles[3], articles[4], Article("new", PARAGRAPHS[0])]
    done = annotate_to(iter(now), tmp_path / "out")
    assert [a.article_id for a in seen] == ["a1", "new"]
    assert (done.annotated, done.kept, done.dropped) == (2, 3, 1)
    annotate_to(iter(now), tmp_path / "fresh")
    same(read(tmp_path / "out"), read(tmp_path / "fresh"))
    before = files(tmp_path / "out")
    done = annotate_to(iter(now), tmp_path / "out")
    assert done.annotated == 0 and files(tmp_path / "out") == before


def test_other_code_or_other_actors_annotate_anew(articles, tmp_path, monkeypatch):
    """Rows of other code are not taken for fresh."""
    annotate_to(iter(articles[:1]), tmp_path)
    actors = pd.DataFrame({"actor": ["Union"], "aliases": ["union"], "side": ["dockers"]})
    assert stream.context_of(actors) != stream.context_of(actors.assign(side="port"))
    monkeypatch.setattr(stream.paths, "fingerprint", lambda: "other")
    assert annotate_to(iter(articles[:1]), tmp_path).annotated == 1


def test_a_stopped_run_goes_on_where_it_was(articles, tmp_path, monkeypatch):
    """What the folder showed stays until all is done; finished parts are not done again."""
    annotate_to(iter(articles[:1]), tmp_path / "out")
    before = {name: len(table) for name, table in read(tmp_path / "out").items()}

    def halting():
        yield from articles[:4]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt, match="holds what it held before; 2 articles"):
        annotate_to(halting(), tmp_path / "out")
    assert {name: len(table) for name, table in read(tmp_path / "out").items()} == before
    done = annotate_to(iter(articles), tmp_path / "out")
    assert (done.annotated, done.kept) == (2, 3)
    annotate_to(iter(articles), tmp_path / "fresh")
    same(read(tmp_path / "out"), read(tmp_path / "fresh"))
    assert not (tmp_path / "out" / ".unfinished").exists()


def test_an_article_that_breaks_a_layer_is_a_problem_not_an_end(articles, tmp_path, monkeypatch):
    """The others are done, and the table says which was not."""

    def broken(given, actors, corrections):
        if given[0].article_id == "a2":
            raise IndexError("list index out of range")
        return annotate(given, actors)

    monkeypatch.setattr("analysis.pipeline.annotate", broken)
    problems = []
    done = annotate_to(iter(articles), tmp_path, problems=problems)
    assert done.annotated == 4 and "a2: could not be annotated" in str(problems[0])
    assert "a2" in (tmp_path / "problems.csv").read_text(encoding="utf-8-sig")


def test_a_damaged_installation_stops_the_run_and_drops_nothing(articles, tmp_path, monkeypatch):
    """A cut model is no fault of the articles: one error, and what the folder held stays."""
    annotate_to(iter(articles), tmp_path)
    before = files(tmp_path)

    def damaged(given, actors, corrections):
        raise ValueError("claims.npz is not the model that sums.txt names")

    monkeypatch.setattr("analysis.pipeline.annotate", damaged)
    changed = [replace(a, text=a.text + "\n\nMore.") for a in articles]
    with pytest.raises(ValueError, match=r"claims\.npz is not the model"):
        annotate_to(iter(changed), tmp_path)
    assert files(tmp_path) == before


def test_a_part_that_was_lost_is_made_again(articles, tmp_path):
    """The manifest is not believed where the file is gone."""
    annotate_to(iter(articles), tmp_path)
    next((tmp_path / "tone.parquet").iterdir()).unlink()
    done = annotate_to(iter(articles), tmp_path)
    assert done.annotated + done.kept == 5 and done.annotated in (1, 2)
    assert len(pd.read_parquet(tmp_path / "tone.parquet").article_id.unique()) == 5


def test_two_runs_never_write_into_one_folder(articles, tmp_path):
    """The second is told to wait, and harms nothing."""

    def second():
        with pytest.raises(FileExistsError, match="another run"):
            annotate_to(iter(articles), tmp_path / "out")
        yield articles[0]

    assert annotate_to(second(), tmp_path / "out").annotated == 1


def test_a_foreign_folder_is_refused(articles, tmp_path):
    """Nothing is mixed with somebody's files, unless they say so."""
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(FileExistsError, match="thesis"):
        annotate_to(iter(articles), tmp_path)
    assert annotate_to(iter(articles[:1]), tmp_path, force=True).annotated == 1
