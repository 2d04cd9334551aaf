"""The command line: what it writes, what it refuses, and how it says so."""

import os
import re
import shutil
import signal
import subprocess
import sys

import pandas as pd
import pytest

from analysis import __version__, cases, paths, register, stream
from analysis.__main__ import main
from analysis.layers.actors.actor_list import COLUMNS
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
        "columns.csv",
        "manifest.csv",
        "problems.csv",
    }
    assert pd.read_parquet(tmp_path / "out" / "articles.parquet").title.tolist() == [
        "Harbour talks resume"
    ]
    assert "1 article" in capsys.readouterr().out


def test_progress_is_shown_on_standard_error(port, tmp_path, capsys, monkeypatch):
    """Unless told to be quiet, and in no log; standard output stays free for results."""
    main(["annotate", str(port), "-o", str(tmp_path / "log")])
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    main(["annotate", str(port), "-o", str(tmp_path / "out")])
    assert "1/1" in capsys.readouterr().err
    main(["annotate", str(port), "-o", str(tmp_path / "out"), "--quiet"])
    assert capsys.readouterr().err == ""


def test_a_bad_file_stops_the_run_before_anything_is_written(port, tmp_path, capsys):
    """With --strict: exit code 1, one line that names the file, no traceback, no folder."""
    (tmp_path / "bad.txt").write_bytes(b"")
    bad, out = str(tmp_path / "bad.txt"), str(tmp_path / "out")
    assert main(["annotate", str(port), bad, "-o", out, "--strict"]) == 1
    error = capsys.readouterr().err
    assert error.count("error:") == 1 and "bad.txt: is empty" in error and "Traceback" not in error
    assert not (tmp_path / "out").exists()


def test_bad_files_are_a_table_at_the_end(port, tmp_path, capsys):
    """The rest is done; the exit code, standard error and problems.csv say what was left out."""
    (tmp_path / "bad.txt").write_bytes(b"")
    assert main(["annotate", str(tmp_path), "-o", str(tmp_path / "out"), "--quiet"]) == 3
    error = capsys.readouterr().err
    assert "left out: 1" in error and "bad.txt | is empty | remove it" in error
    [row] = pd.read_csv(tmp_path / "out" / "problems.csv").to_dict("records")
    assert row["file"].endswith("bad.txt") and row["reason"] == "is empty"
    assert len(pd.read_parquet(tmp_path / "out" / "articles.parquet")) == 1


def test_nothing_readable_is_an_error(tmp_path, capsys):
    """Exit code 1 and no folder."""
    (tmp_path / "bad.txt").write_bytes(b"")
    out = tmp_path / "out"
    assert main(["annotate", str(tmp_path / "bad.txt"), "-o", str(out), "--quiet"]) == 1
    assert "error:" in capsys.readouterr().err and not out.exists()


def test_columns_of_a_table_can_be_named(tmp_path):
    """As the archive calls them."""
    table = tmp_path / "corpus.csv"
    table.write_text(f'body;pubdate\n"{STORY}";28 November 2025\n', encoding="utf-8")
    given = ["--text", "body", "--date", "pubdate"]
    assert main(["annotate", str(table), "-o", str(tmp_path / "out"), "--quiet", *given]) == 0
    articles = pd.read_parquet(tmp_path / "out" / "articles.parquet")
    assert articles.published.tolist() == ["2025-11-28"]


@pytest.mark.parametrize("stop", ["SIGINT", "SIGTERM"])
def test_a_stop_leaves_what_was_there(port, tmp_path, stop, capsys, monkeypatch):
    """The message says so, and the exit code is the shell's."""
    out = str(tmp_path / "out")
    main(["annotate", str(port), "-o", out, "--quiet"])
    before = (tmp_path / "out" / "manifest.csv").read_bytes()
    port.write_text(STORY + "The port closed again.\n", encoding="utf-8")

    def halt(*_):
        os.kill(os.getpid(), getattr(signal, stop))

    monkeypatch.setattr("analysis.stream.annotate_one", halt)
    code = main(["annotate", str(port), "-o", out, "--quiet"])
    assert code == {"SIGINT": 130, "SIGTERM": 143}[stop]
    assert "holds what it held before" in capsys.readouterr().err
    assert (tmp_path / "out" / "manifest.csv").read_bytes() == before
    assert not (tmp_path / "out" / ".unfinished").exists()


def test_a_stop_in_the_exchange_waits_for_its_end(port, tmp_path, capsys, monkeypatch):
    """Then the tables are the new ones, whole, and the message says that."""
    exchange = stream._Run._exchange

    def halted(run, parts):
        os.kill(os.getpid(), signal.SIGTERM)
        exchange(run, parts)

    monkeypatch.setattr(stream._Run, "_exchange", halted)
    assert main(["annotate", str(port), "-o", str(tmp_path / "out"), "--quiet"]) == 143
    assert "holds the new tables" in capsys.readouterr().err
    assert len(pd.read_parquet(tmp_path / "out" / "articles.parquet")) == 1


def test_output_that_cannot_be_made_is_one_line(port, tmp_path, capsys):
    """Under a file, or over a foreign folder, nothing is done."""
    (tmp_path / "file").touch()
    assert main(["annotate", str(port), "-o", str(tmp_path / "file" / "x"), "--quiet"]) == 1
    assert "error:" in (error := capsys.readouterr().err) and "Traceback" not in error
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").touch()
    assert main(["annotate", str(port), "-o", str(tmp_path / "mine"), "--quiet"]) == 1
    assert "thesis.docx" in capsys.readouterr().err
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["thesis.docx"]


def test_figures_are_drawn_beside_their_numbers(port, tmp_path, capsys):
    """Every chart that the articles can carry."""
    port.write_text(STORY + " The navy of Borduria seized two boats.", encoding="utf-8")
    assert main(["figures", str(port), "-o", str(tmp_path / "charts"), "--quiet"]) == 0
    names = {p.name for p in (tmp_path / "charts").iterdir()}
    assert {"voices.png", "voices.csv", "voices.txt", "ladder.svg"} <= names


def test_a_brief_becomes_no_article_of_its_case(tmp_path, capsys):
    """Beside the articles it would be read as one; in out/ it is not."""
    case = tmp_path / "case"
    case.mkdir()
    (case / "strike.txt").write_text("Strike\n\nThe port said that it was shut.", "utf-8")
    assert main(["report", "--case", str(case), "-o", str(case / "brief.html")]) == 1
    assert "would be read as an article" in capsys.readouterr().err
    for _ in range(2):
        out = str(case / "out" / "brief.html")
        assert main(["report", "--case", str(case), "-o", out]) == 0
        said = capsys.readouterr()
        assert ": 1 article" in said.out and "left" not in said.err


def test_the_report_of_a_case_is_one_page(tmp_path):
    """With a style for paper, and no script."""
    assert main(["report", "-o", str(tmp_path / "brief.html")]) == 0
    page = (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert "@media print" in page and "<h2>Claims</h2>" in page and "<script" not in page
    assert [p.name for p in tmp_path.iterdir()] == ["brief.html"]


def test_claims_are_listed_by_what_they_wait_for(capsys):
    """Open and decided together are all."""
    counts = {}
    for which in ("all", "open", "decided", "stale", "in-conflict", "orphans"):
        assert main(["claims", which]) == 0
        counts[which] = len(capsys.readouterr().out.splitlines()) - 1
    assert counts["all"] == counts["open"] + counts["decided"] > counts["stale"] >= 0


def test_a_case_is_begun(port, tmp_path, capsys):
    """And passes its check."""
    assert main(["new-case", str(tmp_path / "strike"), "--from", str(port)]) == 0
    assert main(["check", str(tmp_path / "strike")]) == 0
    assert "1 article" in capsys.readouterr().out


def test_an_empty_case_is_checked_and_can_be_run(tmp_path, capsys):
    """It is told to lack articles and is no error: the notebooks read well on it."""
    assert main(["new-case", str(tmp_path / "empty")]) == 0
    assert "put articles into it, fill in articles.csv" in capsys.readouterr().out
    assert main(["check", str(tmp_path / "empty")]) == 0
    assert "note: there is no article yet" in capsys.readouterr().out


def test_check_names_claims_whose_article_is_away(port, tmp_path, capsys):
    """Moved away it is named; renamed it is found by its text and nothing is said."""
    case = cases.load_case(cases.new_case(tmp_path / "strike", [port]))
    register.update(case.annotate().claims, case.articles, case.path / "register")
    text = case.path / port.name
    text.rename(case.path / "other.txt")
    main(["check", str(case.path)])
    assert "not at hand" not in capsys.readouterr().out
    (case.path / "other.txt").write_text("Tram stops\n\nThe tram stopped, it said.\n")
    assert main(["check", str(case.path)]) == 0
    assert f"of articles not at hand: {port.stem}" in capsys.readouterr().out
    assert main(["claims", "orphans"]) == 0


def test_new_case_takes_the_good_files_and_lists_the_bad(port, tmp_path, capsys):
    """All bad ones in one table, exit code 3; with --strict nothing is begun."""
    given = tmp_path / "given"
    given.mkdir()
    port.rename(given / "port.txt")
    (given / "a.txt").touch()
    (given / "b.docx").write_bytes(b"no Word file")
    case = tmp_path / "strike"
    assert main(["new-case", str(case), "--from", str(given), "--strict"]) == 1
    error = capsys.readouterr().err
    assert "a.txt: is empty" in error and "b.docx" in error and not case.exists()
    assert main(["new-case", str(case), "--from", str(given)]) == 3
    error = capsys.readouterr().err
    assert "left out: 2 (file | reason | what to do)" in error
    assert "a.txt | is empty | remove it" in error and "b.docx | is damaged" in error
    assert [p.name for p in case.glob("*.txt")] == ["port.txt"]


def test_claims_of_a_case_without_a_register_are_read_from_its_texts(port, tmp_path, capsys):
    """Nothing is written for it, and the last line says how they are registered."""
    main(["new-case", str(tmp_path / "strike"), "--from", str(port)])
    capsys.readouterr()
    assert main(["claims", "--case", str(tmp_path / "strike"), "open"]) == 0
    *claims, total, remark = capsys.readouterr().out.splitlines()
    assert claims and total.endswith(f"{len(claims)} claim{'s' * (len(claims) != 1)} (open)")
    assert "07_review" in remark and not any((tmp_path / "strike" / "register").iterdir())


def test_a_case_is_annotated_with_its_own_actors(port, tmp_path):
    """Given as a folder, by the list that lies in it."""
    case, out = tmp_path / "strike", tmp_path / "out"
    main(["new-case", str(case), "--from", str(port)])
    blank = "," * (len(COLUMNS) - 4)
    line = f"port union,the union,labour,group{blank}\n"
    with (case / "actors.csv").open("a", encoding="utf-8") as file:
        file.write(line)
    assert main(["annotate", str(case), "-o", str(out), "--quiet"]) == 0
    assert "port union" in set(pd.read_parquet(out / "mentions.parquet").actor)


def test_check_says_what_articles_lack(port, tmp_path, capsys):
    """No line in articles.csv, no outlet, no day: notes, and no errors."""
    case = tmp_path / "strike"
    main(["new-case", str(case), "--from", str(port)])
    port.rename(case / "late.txt")
    capsys.readouterr()
    assert main(["check", str(case)]) == 0
    said = capsys.readouterr().out
    assert "articles.csv has no line for late.txt" in said
    assert "no outlet for late and port" in said and "no day of publication for" in said


def test_check_lists_every_broken_line(port, tmp_path, capsys):
    """Of articles, actors and calendar alike."""
    (tmp_path / "articles.csv").write_text("file,published\nport.txt,soon\nport.txt,later\n")
    (tmp_path / "actors.csv").write_text("actor,aliases,side,kind\nUnion,,x,planet\nMayor,x\n")
    steps = "date,event,actor,target,kind,rung,plover\n"
    steps += "2031-02-30,A,B,C,deed,8,MOBILIZE\n2031-02-01,,B,C,deed,8,MOBILIZE\n"
    (tmp_path / "calendar.csv").write_text(steps)
    assert main(["check", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    for file in ("articles", "actors", "calendar"):
        assert f"{file}.csv line 2" in error and f"{file}.csv line 3" in error


def test_hints_name_what_was_called(monkeypatch):
    """The script where it was started, else the module with the Python that runs it."""
    monkeypatch.setattr(sys, "argv", [str(paths.PROJECT / ".venv" / "bin" / "sources-say")])
    monkeypatch.setenv("PATH", "")
    assert paths.called().endswith("sources-say")
    monkeypatch.setattr(sys, "argv", [str(paths.LIBRARY / "__main__.py"), "check"])
    assert paths.called() == f"{sys.orig_argv[0]} -m analysis"
    monkeypatch.setattr(sys, "argv", ["a kernel"])
    assert paths.called() == "python -m analysis"


def test_an_unknown_benchmark_is_refused(capsys):
    """With the list of those that there are."""
    assert main(["benchmark", "smoke"]) == 1
    assert "speed" in capsys.readouterr().err


def test_help_comes_at_once():
    """No model and no table library is loaded for it."""
    code = (
        "import sys; from analysis.__main__ import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: print(sorted({'pandas', 'spacy', 'numpy'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.splitlines() == [f"sources-say {__version__}", "[]"]


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
    assert " article" in (out := capsys.readouterr()).out and "claims" in out.out and out.err == ""


def test_check_names_file_and_line_of_everything_wrong(tmp_path, port, capsys):
    """A broken articles.csv does not hide a broken list of actors."""
    (tmp_path / "articles.csv").write_text("file,published\nport.txt,yesterday\n")
    (tmp_path / "actors.csv").write_text("actor,aliases,side\nUnion,,labour\n")
    assert main(["check", str(tmp_path)]) == 1
    error = capsys.readouterr().err
    assert (
        "articles.csv line 2: 'yesterday' is not a date" in error and "actors.csv line 1" in error
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
    (tmp_path / "register" / "claims.csv").write_text(
        "".join([*lines, lines[1].split(",")[0] + "," + lines[2].split(",", 1)[1]]),
        encoding="utf-8",
    )
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


def test_export_and_claims_go_by_the_case_that_is_read(tmp_path, capsys):
    """Its own decisions are exported, and an edited article makes one stale."""
    case = tmp_path / "mine"
    shutil.copytree(paths.SEEDS, case)
    assert main(["export", str(case), "-o", str(tmp_path / "out"), "--format", "claimreview"]) == 0
    [page] = (tmp_path / "out").rglob("*.json*")
    assert '"ClaimReview"' in page.read_text(encoding="utf-8")
    shutil.rmtree(case / "register")
    assert main(["export", str(case), "-o", str(tmp_path / "two"), "--format", "claimreview"]) == 0
    assert not any('"ClaimReview"' in p.read_text() for p in (tmp_path / "two").rglob("*.json*"))
    shutil.copytree(paths.SEEDS / "register", case / "register")
    [text] = [p for p in case.glob("*.txt") if "at least 83 people died" in p.read_text()]
    text.write_text(text.read_text().replace("at least 83 people", "it is not true that 83 people"))
    capsys.readouterr()
    assert main(["claims", "stale", "--case", str(case)]) == 0
    assert "(stale)" in (said := capsys.readouterr().out) and "no claims" not in said
