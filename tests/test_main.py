"""The command line: what it writes, what it refuses, and how it says so."""

import re
import subprocess
import sys

import pandas as pd
import pytest

from analysis import paths
from analysis.__main__ import main
from analysis.measures.calendar import load_calendar
from analysis.tables import SCHEMAS

STORY = (
    "Harbour talks resume\n\nThe minister said on Monday that the port would open again. "
    "“Nobody wants a strike,” she told reporters in the capital.\n\n"
    "The union did not answer questions about the plan.\n"
)


@pytest.fixture
def port(tmp_path):
    path = tmp_path / "port.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def test_annotate_writes_all_tables(port, tmp_path, capsys):
    """Parquet and CSV of each, and a line that says how much there is."""
    assert main(["annotate", str(port), "-o", str(tmp_path / "out"), "--quiet"]) == 0
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert names == {f"{table}.{suffix}" for table in SCHEMAS for suffix in ("csv", "parquet")} | {
        "columns.csv"
    }
    assert pd.read_parquet(tmp_path / "out" / "articles.parquet").title.tolist() == [
        "Harbour talks resume"
    ]
    assert "1 articles" in capsys.readouterr().out


def test_progress_is_shown_on_standard_error(port, tmp_path, capsys):
    """Unless told to be quiet; standard output stays free for results."""
    main(["annotate", str(port), "-o", str(tmp_path / "out")])
    assert "1/1" in capsys.readouterr().err
    main(["annotate", str(port), "-o", str(tmp_path / "out"), "--quiet"])
    assert capsys.readouterr().err == ""


def test_a_bad_file_stops_the_run_before_anything_is_written(port, tmp_path, capsys):
    """Exit code 1, one line that names the file, no traceback, no folder."""
    (tmp_path / "bad.txt").write_bytes(b"")
    assert (
        main(["annotate", str(port), str(tmp_path / "bad.txt"), "-o", str(tmp_path / "out")]) == 1
    )
    error = capsys.readouterr().err
    assert error.count("error:") == 1 and "bad.txt: is empty" in error and "Traceback" not in error
    assert not (tmp_path / "out").exists()


def test_bad_files_can_be_skipped(port, tmp_path, capsys):
    """The rest is done, with a warning for each file left out."""
    (tmp_path / "bad.txt").write_bytes(b"")
    assert (
        main(["annotate", str(tmp_path), "-o", str(tmp_path / "out"), "--skip-bad", "--quiet"]) == 0
    )
    assert "warning:" in (error := capsys.readouterr().err) and "bad.txt" in error
    assert len(pd.read_parquet(tmp_path / "out" / "articles.parquet")) == 1


def test_view_writes_a_page(port, tmp_path):
    """One article, one page; the folder it goes to may hold anything."""
    assert (
        main(
            [
                "view",
                str(port),
                "-o",
                str(tmp_path / "port.html"),
                "--layers",
                "sources",
                "cues",
                "--quiet",
            ]
        )
        == 0
    )
    assert "Nobody wants a strike" in (tmp_path / "port.html").read_text(encoding="utf-8")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["port.html", "port.txt"]


def test_pages_of_several_articles_stay_in_their_folder(tmp_path):
    """An id that points elsewhere, and two that differ by what a file name cannot hold."""
    table = tmp_path / "corpus.csv"
    pd.DataFrame({"article_id": ["../../evil", "a/b", "a_b", "A_B"], "text": [STORY] * 4}).to_csv(
        table, index=False
    )
    assert main(["view", str(table), "-o", str(tmp_path / "pages"), "--quiet"]) == 0
    pages = [p.name for p in (tmp_path / "pages").iterdir()]
    assert len({name.lower() for name in pages}) == 4 and all(
        name.endswith(".html") for name in pages
    )
    assert sorted(p.name for p in tmp_path.iterdir()) == ["corpus.csv", "pages"]


def test_export_writes_the_formats_asked_for(port, tmp_path, capsys):
    """Each format that the exporter knows can be named; one that it does not know is refused with
    the list.
    """
    assert (
        main(
            [
                "export",
                str(port),
                "-o",
                str(tmp_path / "out"),
                "--format",
                "brat",
                "jsonld",
                "--quiet",
            ]
        )
        == 0
    )
    assert {"port.ann", "port.txt", "port.jsonld"} <= {p.name for p in (tmp_path / "out").iterdir()}
    assert (
        main(["export", str(port), "-o", str(tmp_path / "other"), "--format", "smoke", "--quiet"])
        == 1
    )
    assert "unknown format smoke" in capsys.readouterr().err and not (tmp_path / "other").exists()


def test_view_of_an_unknown_layer_is_refused(port, tmp_path, capsys):
    """The error lists the layers, and no page is written."""
    assert (
        main(["view", str(port), "-o", str(tmp_path / "p.html"), "--layers", "smell", "--quiet"])
        == 1
    )
    assert "unknown layer smell" in capsys.readouterr().err and not (tmp_path / "p.html").exists()


def test_check_finds_the_seeds_in_order(capsys):
    """The project's own seeds and register are sound."""
    assert main(["check"]) == 0
    assert (
        "1 articles" in (out := capsys.readouterr()).out and "claims" in out.out and out.err == ""
    )


def test_check_names_file_and_line_of_everything_wrong(tmp_path, port, capsys):
    """A broken articles.csv does not hide a broken list of actors."""
    (tmp_path / "articles.csv").write_text("file,published\nport.txt,yesterday\n")
    (tmp_path / "actors.csv").write_text("actor,aliases,side\nUnion,,labour\n")
    assert main(["check", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert (
        "articles.csv line 2: 'yesterday' is not a date" in error and "actors.csv, line 1" in error
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("2025-11-31,A step,Union,,deed,8,MOBILIZE", "line 2: '2025-11-31' is not a date"),
        ("2025-11-30,,Union,,deed,8,MOBILIZE", "line 2: no event"),
        ("2025-11-30,A step,Union,,rumour,8,MOBILIZE", "line 2: kind is 'rumour'; write words or"),
    ],
)
def test_check_names_a_broken_line_of_the_calendar(tmp_path, port, capsys, line, message):
    """`check` reads the calendar as the measures do, and refuses the lines that they refuse."""
    (tmp_path / "actors.csv").write_bytes((paths.SEEDS / "actors.csv").read_bytes())
    path = tmp_path / "calendar.csv"
    path.write_text(f"date,event,actor,target,kind,rung,plover\n{line}\n")
    assert main(["check", str(tmp_path)]) == 1
    assert f"calendar.csv {message}" in capsys.readouterr().err
    with pytest.raises(ValueError, match=re.escape(message)):
        load_calendar(path)


def test_check_names_a_broken_line_of_the_register(tmp_path, port, capsys):
    """A claim id twice, with other words, as after a slip of the hand."""
    (tmp_path / "actors.csv").write_bytes((paths.SEEDS / "actors.csv").read_bytes())
    (tmp_path / "register").mkdir()
    lines = (paths.REGISTER / "claims.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "register" / "claims.csv").write_text("".join([*lines, lines[1].split(",")[0] + "," + lines[2].split(",", 1)[1]]), encoding="utf-8")
    assert main(["check", str(tmp_path)]) == 1
    assert f"claims.csv, line {len(lines) + 1}" in capsys.readouterr().err


def test_wrong_usage_says_what_is_expected(capsys):
    """Exit code 2 and a usage line, as everywhere."""
    for arguments in ([], ["annotate"], ["dance"]):
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        assert stop.value.code == 2 and "usage:" in capsys.readouterr().err


def test_help_names_every_command(capsys):
    """With examples that can be typed."""
    with pytest.raises(SystemExit) as stop:
        main(["--help"])
    text = capsys.readouterr().out
    assert stop.value.code == 0 and all(
        c in text for c in ("annotate", "view", "export", "check", "examples:")
    )


def test_it_runs_as_a_module(tmp_path):
    """`python -m analysis` from any folder."""
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "check", str(tmp_path / "nowhere")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert (
        done.returncode == 1
        and done.stderr.strip() == f"error: {tmp_path / 'nowhere'}: no such folder"
    )


@pytest.mark.slow
def test_python_without_asserts_and_docstrings_gives_the_same(port, tmp_path):
    """`python -OO` drops docstrings and asserts; neither does any work here."""
    tables = {}
    for flags in ([], ["-OO"]):
        out = tmp_path / "".join(["tables", *flags])
        command = [sys.executable, *flags, "-m", "analysis", "annotate", str(port), "-o", str(out)]
        done = subprocess.run(command, cwd=paths.PROJECT, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        tables[tuple(flags)] = {p.name: p.read_bytes() for p in out.glob("*.csv")}
    assert len(tables[()]) > 10 and tables[()] == tables[("-OO",)]
