"""readers.py and its parts: what analysts really have becomes articles, right in every part."""

import os
import textwrap
from datetime import date
from email.message import EmailMessage

import pandas as pd
import pytest
from pypdf.errors import DependencyError

from analysis import load_articles
from analysis.text import office
from analysis.text.furniture import find_furniture
from analysis.text.office import real_title
from analysis.text.pages import LIGATURES
from analysis.text.problems import InputError
from analysis.text.readers import read_documents
from analysis.text.records import to_date, written_date
from tests.text import files

STORY = "Harbour talks resume\n\n" + files.TALKS + "\n"
EXPECTED = [
    ("Harbour talks resume", date(2025, 11, 28), files.TALKS),
    ("Dockers walk out", date(2025, 11, 30), files.STRIKE),
]


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# --- exports with many articles ----------------------------------------------------------------


def page(text):
    blocks = "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())
    return f"<html><body><div class='article enArticle'>{blocks}</div></body></html>"


def cells(text):
    """Coded fields as the rows of a table."""
    rows = "".join(
        f"<tr><td>{code}</td><td>{value}</td></tr>"
        for code, value in (line.split("\t") for line in text.splitlines() if line.strip())
    )
    return f"<html><body><table>{rows}</table></body></html>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nexis.txt", files.nexis_uni()),
        ("nexis.docx", files.word(files.nexis_uni())),
        ("nexis.rtf", files.rtf(files.nexis_uni())),
        ("nexis.html", page(files.nexis_uni())),
        ("older.txt", files.old_nexis()),
        ("factiva.txt", files.factiva()),
        ("factiva.rtf", files.rtf(files.factiva())),
        ("factiva.html", page(files.factiva())),
        ("cells.html", cells(files.factiva_coded().replace("GULL", "J0"))),
        ("coded.txt", files.factiva_coded()),
        ("coded.rtf", files.rtf(files.factiva_coded("|"))),
    ],
)
def test_every_article_of_an_export_is_one_of_its_own(tmp_path, name, content):
    """Each with its title, outlet, date and whole text, and nothing of the lines around it."""
    found = load_articles(write(tmp_path, name, content), strict=True)
    stem = name.split(".")[0]
    assert [a.article_id for a in found] == [f"{stem}-001", f"{stem}-002"]
    for article, (title, day, body) in zip(found, EXPECTED, strict=True):
        assert (article.title, article.published) == (title, day)
        assert article.text.split() == f"{title}\n\n{body}".split()
        assert article.outlet in ("The Daily Gull (Northport)", "The Daily Gull", "Tide Wire")
        assert any("export" in flag for flag in article.flags)


def test_an_export_as_pdf_is_cut_alike(tmp_path):
    """Lines cut by the layout are joined within each article."""
    lines = [
        part
        for line in files.nexis_uni().replace("“", '"').replace("”", '"').splitlines()
        for part in (line[:60], line[60:])
        if part
    ]
    found = load_articles(write(tmp_path, "nexis.pdf", files.pdf([lines[:30], lines[30:]])))
    assert [a.title for a in found] == ["Harbour talks resume", "Dockers walk out"]
    assert [a.published for a in found] == [date(2025, 11, 28), date(2025, 11, 30)]
    assert "called the strike unlawful" in found[1].text and "Load-Date" not in found[1].text


def test_an_export_with_a_page_for_each_article_is_cut_alike(tmp_path):
    """What ends every article stands at the edge of every page, and is no running head."""
    one, two, _ = files.nexis_uni().replace("Tide Wire", "The Daily Gull").split("End of Document")
    pages = [
        [
            line.replace("“", '"').replace("”", '"')[:90]
            for line in [*part.strip().splitlines(), "End of Document", foot]
        ]
        for part, foot in ((one.split("Conditions")[-1], "Page 1 of 2"), (two, "Page 2 of 2"))
    ]
    found = load_articles(write(tmp_path, "nexis.pdf", files.pdf(pages)))
    assert [a.title for a in found] == ["Harbour talks resume", "Dockers walk out"]
    assert [a.outlet for a in found] == ["The Daily Gull (Northport)", "The Daily Gull"]
    assert all("Page" not in a.text and "Document" not in a.text for a in found)


def test_a_text_that_speaks_of_documents_is_no_export(tmp_path):
    """Prose with the marks' words stays one article, untouched."""
    text = STORY + "\nAt the end of document 3 of 20 documents the minister had signed her name.\n"
    [article] = load_articles(write(tmp_path, "a.txt", text))
    assert article.text == text


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("November 29, 2025 Saturday", date(2025, 11, 29)),
        ("Saturday, November 29, 2025 9:30 AM GMT", date(2025, 11, 29)),
        ("29 November 2025", date(2025, 11, 29)),
        ("Sat, 29 Nov 2025 08:00:00 +0100", date(2025, 11, 29)),
        ("29 de noviembre de 2025", date(2025, 11, 29)),
        ("29. November 2025", date(2025, 11, 29)),
        ("Sept. 1st, 2025", date(2025, 9, 1)),
        ("31 February 2025", None),
        ("03/04/2025", None),
        ("The talks of 29 November 2025 failed", None),
    ],
)
def test_a_line_that_is_a_date_is_read(line, day):
    """Where the month is named; figures alone may be read two ways."""
    assert written_date(line) == day


# --- one article a file ------------------------------------------------------------------------


@pytest.mark.parametrize("by_rows", [True, False])
def test_two_columns_are_read_one_after_the_other(tmp_path, by_rows):
    """However the file stores them: line by line across the page, or column by column."""
    left = [f"Left column line {n} goes on to" for n in range(12)]
    right = [f"right column line {n} ends it" for n in range(12)]
    head = [
        (50, 800, "Harbour talks resume after the long strike of the northern dockers of the port")
    ]
    placed = [
        *((50, 760 - 14 * n, line) for n, line in enumerate(left)),
        *((310, 760 - 14 * n, line) for n, line in enumerate(right)),
    ]
    placed = sorted(placed, key=lambda p: -p[1]) if by_rows else placed
    [article] = load_articles(write(tmp_path, "a.pdf", files.pdf([head + placed])))
    order = [article.text.index(line.split(" goes")[0].split(" ends")[0]) for line in left + right]
    assert order == sorted(order) and article.text.startswith("Harbour talks")
    assert any("2 columns on 1 of 1" in flag for flag in article.flags)


def test_a_box_beside_the_prose_of_a_pdf_is_read_behind_it(tmp_path):
    """Its words stand in no sentence of the article, and the flag says that order was a guess."""
    prose = textwrap.wrap("Divers looked at the hull until the wind forced them to stop. " * 12, 50)
    box = textwrap.wrap("How it works: the harbour has two cranes. Pilots belong to the navy.", 20)
    beside = [(410, 780 - 14 * n, line) for n, line in enumerate([*box, *box], 4)]
    wide = [
        "The tanker from Orlan struck the pier at noon, and nobody on board was hurt that day."
    ] * 5
    (tmp_path / "box.pdf").write_bytes(files.pdf([[*wide[:4], *prose, *wide, *beside]]))
    [document] = read_documents(tmp_path / "box.pdf")
    text = " ".join(document.text.split())
    assert " ".join(prose) in text and text.endswith(" ".join([*box, *box]))
    assert any("columns" in flag for flag in document.flags)


def test_running_heads_and_page_numbers_are_left_out(tmp_path):
    """The first page keeps the headline that later ones repeat."""
    body = "The minister said on Monday that the port would open again soon"
    pages = [
        ["Harbour talks resume", *[f"{body} {n}{k}." for k in "abc"], f"Page {n} of 3"]
        for n in (1, 2, 3)
    ]
    [article] = load_articles(write(tmp_path, "a.pdf", files.pdf(pages)))
    assert article.text.count("Harbour talks resume") == 1 and "Page" not in article.text
    assert all(f"soon {n}{k}." in article.text for n in (1, 2, 3) for k in "abc")
    assert any("5 running heads" in flag for flag in article.flags)


def test_a_page_that_a_browser_printed_is_read_without_its_head_and_foot(tmp_path):
    """They stand on a single page too, and never inside a sentence that runs over two."""
    head = (24, 820, "11/28/25, 9:07 AM          Harbour talks resume - The Daily Gull")
    foot = "https://www.example.org/harbour-talks                                  {}/{}"
    story = [
        (34, 780, "Harbour talks resume after a"),
        (34, 766, "week of silence"),
        (34, 730, "The minister said on Monday that the port would open again and that"),
    ]
    rest = [(34, 790, "nobody had asked for another strike of the northern dockers.")]
    one = [[head, *story, (24, 20, foot.format(1, 1))]]
    two = [[head, *story, (24, 20, foot.format(1, 2))], [head, *rest, (24, 20, foot.format(2, 2))]]
    [alone] = load_articles(write(tmp_path, "a.pdf", files.pdf(one)))
    [both] = load_articles(write(tmp_path, "b.pdf", files.pdf(two)))
    title, sentence = "Harbour talks resume after a week of silence", story[2][2]
    assert alone.text == f"{title}\n\n{sentence}" and alone.title == title
    assert both.text == f"{title}\n\n{sentence} {rest[0][2]}"


@pytest.mark.parametrize("columns", [2, 3])
def test_justified_columns_keep_their_sentences(tmp_path, columns):
    """Wide gaps between words are typesetting, an indent begins a paragraph."""
    words = "The  minister  said on, Monday   that the  port, would   open  soon,".split(",")
    column = [f"  {words[0]}", *words[1:3], "and no strike came.", *[f"  {words[0]}", *words[1:]]]
    placed = [
        (30 + 180 * n, 780 - 14 * k, line)
        for n in range(columns)
        for k, line in enumerate([*column, "said dockers."])
    ]
    [article] = load_articles(write(tmp_path, "a.pdf", files.pdf([placed])))
    first = "The minister said on Monday that the port would open soon and no strike came."
    second = "The minister said on Monday that the port would open soon said dockers."
    assert article.text.split("\n\n") == [first, second] * columns
    assert any(f"{columns} columns" in flag for flag in article.flags)


def test_letters_that_print_as_one_are_read_as_two():
    """A PDF holds what the type has: one sign for ff, fi and the like."""
    assert "The oﬃcer is oﬀ, and ﬁne.".translate(LIGATURES) == "The officer is off, and fine."


FURNITURE = (
    "Continue reading\n\nRelated stories\n\nStrike enters second week\n\nUnion boss resigns\n\n"
)


def test_page_furniture_is_dropped_from_what_was_extracted(tmp_path):
    """Links, lists of links and contributor lines are no prose; a flag counts them."""
    text = (
        STORY
        + "\n\n"
        + FURNITURE
        + "The talks go on.\n(Reporting by Ada Quill; Editing by Bo Inks)"
    )
    [article] = load_articles(write(tmp_path, "a.docx", files.word(text)))
    assert "Continue" not in article.text and "Union boss" not in article.text
    assert "Reporting by" not in article.text and "The talks go on." in article.text
    assert any("5 lines of page furniture" in flag for flag in article.flags)


def test_page_furniture_is_only_marked_in_plain_text(tmp_path):
    """Offsets point into the file as the reader sees it."""
    text = STORY + "\nContinue reading\n"
    [article] = load_articles(write(tmp_path, "a.txt", text))
    assert article.text == text and any("page furniture" in flag for flag in article.flags)


def test_prose_is_no_furniture():
    """Sentences that begin like a link are sentences."""
    assert find_furniture(STORY) == []
    assert find_furniture("Read the room, the minister told the union on Monday.") == []
    assert find_furniture("Reporters saw smoke. The paper contributed nothing.") == []


def test_front_matter_is_metadata(tmp_path):
    """As static sites write it above Markdown."""
    matter = '---\ntitle: "Harbour talks"\ndate: 2025-11-28\nsource: Tide Wire\nlang: en\n---\n'
    [article] = load_articles(write(tmp_path, "a.md", matter + STORY))
    assert (article.title, article.published, article.outlet) == (
        "Harbour talks",
        date(2025, 11, 28),
        "Tide Wire",
    )
    assert article.text == STORY and any("front matter" in flag for flag in article.flags)


def test_front_matter_may_be_toml(tmp_path):
    """Between plus signs, with equals signs."""
    text = "+++\ntitle = 'Harbour talks'\ndate = 2025-11-28\n+++\nThe minister said no.\n"
    [article] = load_articles(write(tmp_path, "a.md", text))
    assert (article.title, article.published) == ("Harbour talks", date(2025, 11, 28))
    assert article.text == "The minister said no.\n"


def test_a_rule_at_the_top_is_no_front_matter(tmp_path):
    """Markdown that begins with a line of dashes stays as it is."""
    text = "---\n" + STORY
    [article] = load_articles(write(tmp_path, "a.md", text))
    assert article.text == text


def test_a_mail_gives_subject_sender_and_date(tmp_path):
    """Newsletters and alerts, as text or as a page."""
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Harbour talks résumé", '"Tide Wire" <desk@example.org>'
    mail["Date"] = "Fri, 28 Nov 2025 08:00:00 +0100"
    mail.set_content(files.TALKS)
    [article] = load_articles(write(tmp_path, "a.eml", bytes(mail)))
    assert (article.title, article.outlet) == ("Harbour talks résumé", "Tide Wire")
    assert article.published == date(2025, 11, 28) and "“Nobody wants" in article.text
    mail.clear_content()
    mail.set_content(page(files.TALKS), subtype="html")
    [article] = load_articles(write(tmp_path, "b.eml", bytes(mail)))
    assert "“Nobody wants" in article.text and "<p>" not in article.text


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - draft3.docx",
        "PowerPoint Presentation",
        "Document 1",
        "a_final_v2",
        "a",
        "2",
    ],
)
def test_what_a_program_calls_a_file_is_no_title(tmp_path, title):
    """The first line of the text is a better one."""
    path = tmp_path / "a.docx"
    path.write_bytes(files.word(STORY, title))
    assert real_title(title, path) is None
    assert load_articles(path)[0].title == "Harbour talks resume"


def test_a_title_that_a_person_gave_is_one(tmp_path):
    """It stands whatever the text begins with."""
    path = write(tmp_path, "a.docx", files.word(STORY, "The port and the strike"))
    assert load_articles(path)[0].title == "The port and the strike"


def test_a_line_that_tells_excel_the_separator_is_no_header(tmp_path):
    """Excel writes and reads it."""
    [article] = load_articles(write(tmp_path, "a.csv", "sep=;\ntext;title\nIt opened.;Port\n"))
    assert (article.text, article.title) == ("It opened.", "Port")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("29/11/2025", date(2025, 11, 29)),
        ("11/29/2025 10:00", date(2025, 11, 29)),
        ("5.5.2025", date(2025, 5, 5)),
        ("07.10.2025", date(2025, 10, 7)),
        ("10.25.2025", None),
        ("03/04/2025", None),
        ("31/11/2025", None),
    ],
)
def test_a_day_in_figures_is_read_where_it_can_be_one_day_only(day, expected):
    """Two readings are none."""
    if expected:
        assert to_date(day, "here") == expected
    else:
        with pytest.raises(InputError, match="here: .* is not a date"):
            to_date(day, "here")


def test_a_table_in_many_parquet_files_is_one_source(tmp_path):
    """As Spark and Dask write it, in folders by a column's value or not."""
    for n, folder in enumerate(["", "year=2025"]):
        (tmp_path / "corpus" / folder).mkdir(parents=True, exist_ok=True)
        table = pd.DataFrame({"article_id": [f"a{n}", f"b{n}"], "text": [STORY, files.STRIKE]})
        table.to_parquet(tmp_path / "corpus" / folder / f"part.{n}.parquet")
    found = load_articles(tmp_path / "corpus", strict=True)
    assert sorted(a.article_id for a in found) == ["a0", "a1", "b0", "b1"]


def test_a_folder_in_the_folder_is_not_passed_over_in_silence(tmp_path):
    """But a case's own folders are."""
    for name in ("more", "notes", "out"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, "b.txt", STORY)
    write(tmp_path, "a.txt", STORY)
    with pytest.warns(UserWarning, match="more: is a folder in the folder"):
        found = load_articles(tmp_path)
    assert len(found) == len(found.problems) == 1


@pytest.mark.parametrize("name", ["more.json", "more.jsonl", "more.parquet", "more.pages"])
def test_a_file_in_the_folder_is_not_passed_over_in_silence(tmp_path, name):
    """A table is read by its own name only; a csv there may be the case's."""
    for file in (name, "a.txt", "calendar.csv"):
        write(tmp_path, file, STORY)
    with pytest.warns(UserWarning, match=name):
        found = load_articles(tmp_path)
    assert len(found) == len(found.problems) == 1


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_table_has_any_separator_and_its_own_names(tmp_path, separator):
    """As spreadsheets and archives export them."""
    table = pd.DataFrame(
        {"body": [STORY], "pubdate": ["28 November 2025"], "paper": ["Tide; Wire, Ltd | Co"]}
    )
    path = tmp_path / "corpus.csv"
    table.to_csv(path, sep=separator, index=False)
    columns = {"text": "body", "published": "pubdate", "outlet": "paper"}
    [article] = load_articles(path, columns=columns)
    assert article.text == STORY and article.published == date(2025, 11, 28)
    assert article.outlet == "Tide; Wire, Ltd | Co" and article.article_id == "corpus-00000"


def test_a_table_of_another_encoding_is_read_and_flagged(tmp_path):
    """Spreadsheets on Windows save it so."""
    table = pd.DataFrame({"text": [STORY]})
    path = tmp_path / "corpus.csv"
    table.to_csv(path, sep=";", index=False, encoding="cp1252")
    [article] = load_articles(path)
    assert article.text == STORY and any("encoding guessed" in flag for flag in article.flags)


# --- encodings ---------------------------------------------------------------------------------

LANGUAGES = {
    "en": "The café’s owner, José Núñez, said: “We’ll see.” The port was closed on Monday.",
    "es": "El ministro dijo el lunes que el puerto volvería a abrir: «Nadie quiere una huelga», "
    "señaló José Núñez en la capital. ¿Quién pagará? También hubo acción el año pasado.",
    "fr": "Le ministre a déclaré lundi que le port rouvrirait après la grève. « Personne ne veut "
    "ça », a-t-il répété à la presse, où l’été est passé.",
    "de": "Der Minister erklärte am Montag, der Hafen werde wieder öffnen. „Niemand will das“, "
    "sagte er. Die Straße bleibt für Züge gesperrt, hieß es.",
    "pl": "Minister powiedział w poniedziałek, że port zostanie ponownie otwarty. „Nikt nie chce "
    "strajku”, dodał. Związek nie odpowiedział na żadne pytania dziennikarzy.",
    "cs": "Ministr v pondělí řekl, že přístav bude znovu otevřen. „Nikdo nechce stávku,“ dodal. "
    "Odbory neodpověděly na žádné otázky novinářů.",
    "ru": "Министр заявил в понедельник, что порт снова откроется. Никто не хочет забастовки.",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *((language, "cp1252") for language in ("en", "es", "fr", "de")),
        *((language, "mac_roman") for language in ("en", "es", "fr", "de")),
        ("pl", "cp1250"),
        ("cs", "cp1250"),
        ("ru", "cp1251"),
        ("ru", "koi8-r"),
    ],
)
def test_letters_and_marks_of_other_encodings_come_out_right(tmp_path, language, encoding):
    """What makes the letters of the language and its quotation marks plausible is preferred."""
    text = LANGUAGES[language]
    [article] = load_articles(write(tmp_path, "a.txt", text.encode(encoding)))
    assert article.text == text and any("guessed" in flag for flag in article.flags)


def test_the_seed_article_keeps_its_quotations_in_windows_1252(tmp_path, article):
    """It was once read in the encoding of DOS, and lost them all."""
    text = article.text.encode("cp1252", "replace").decode("cp1252")
    [again] = load_articles(write(tmp_path, "a.txt", text.encode("cp1252")))
    assert again.text == text and again.text.count("“") == article.text.count("“") > 0


# --- bad files: one line each ------------------------------------------------------------------

DEEP = '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}\n"
BAD = {
    "encrypted.pdf": files.pdf(
        [["Text."]],
        "/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O (x) /U (y) /OE (z) "
        "/UE (w) "
        "/Perms (p) /CF << /StdCF << /CFM /AESV3 /Length 32 >> >> /StmF /StdCF /StrF /StdCF >> "
        "/ID [(a) (b)] ",
    ),
    "cut.pdf": files.pdf([["Text."]])[:300],
    "zero.pdf": files.pdf([["Text."]]).replace(b"/F1 10 Tf", b"/F1  0 Tf"),
    "bomb.docx": files.zip_bomb(),
    "empty.txt": b"",
    "nothing.rtf": b"{\\rtf1 }",
    "no.rtf": b"plain text",
    "no.eml": b"Subject: nothing\n\n",
    "deep.html": "<div>" * 50_000,
    "noise.docx": bytes(range(256)) * 50,
    "noise.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 50,
    "~$talks.docx": b"\x05owner",
    "picture.png": b"\x89PNG\r\n",
    "deep.jsonl": DEEP,
    "digits.jsonl": '{"text": "A.", "published": ' + "9" * 5_000 + "}\n",
    "list.jsonl": '{"text": ["a", "b"]}\n',
    "title.jsonl": '{"text": "The port opened.", "title": {"a": 1}}\n',
    "time.jsonl": '{"text": "The port opened.", "published": 1e300}\n',
    "year.jsonl": '{"text": "The port opened.", "published": "99999-01-01"}\n',
    "none.csv": "text\n\n",
}


def test_a_link_to_itself_stops_nothing(tmp_path):
    """The others are read."""
    write(tmp_path, "a.txt", STORY)
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    with pytest.warns(UserWarning, match=r"loop\.txt: is no regular file"):
        assert [a.article_id for a in load_articles(tmp_path)] == ["a"]


def test_a_pdf_that_opens_and_cannot_be_deciphered_is_not_called_damaged(tmp_path, monkeypatch):
    """Against copying only: pypdf opens it, and finds at its pages that it lacks the cipher."""

    def lines(page):
        raise DependencyError("cryptography is required for AES algorithm")

    monkeypatch.setattr(office, "_lines", lines)
    (tmp_path / "locked.pdf").write_bytes(files.pdf([["Text."]]))
    with pytest.raises(InputError, match="protected by a password"):
        read_documents(tmp_path / "locked.pdf")


def test_every_bad_file_is_one_line_and_stops_nothing(tmp_path):
    """No traceback, whatever a library makes of it; the good file is loaded."""
    for name, content in BAD.items():
        write(tmp_path, name, content)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "away.txt").symlink_to("/etc/hostname")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    write(tmp_path, "good.txt", STORY)
    tables = [tmp_path / name for name in BAD if name.endswith((".jsonl", ".csv"))]
    with pytest.warns(UserWarning):
        found = load_articles([tmp_path, *tables])
    assert "good" in {a.article_id for a in found}
    named = {os.path.basename(row.file.split(" line ")[0]) for row in found.problems.itertuples()}
    expected = {*BAD, "pipe.txt", "away.txt", "device.txt"} - {"zero.pdf"}
    assert expected <= named
    for row in found.problems.itertuples():
        if row.file.endswith("encrypted.pdf"):
            assert row.reason == "is protected by a password"
        assert row.reason and row.what_to_do and "\n" not in row.file + row.reason
        assert len(row.reason) < 400


@pytest.mark.parametrize(
    ("cell", "message"),
    [(b"bytes", "bytes"), (["a", "list"], "list"), ({"a": 1}, "dict"), (float("nan"), "no text")],
)
def test_what_is_no_text_is_not_taken_for_one(cell, message):
    """A column of lists is a mistake of the caller's table."""
    table = pd.DataFrame({"text": [cell, STORY]})
    with pytest.warns(UserWarning, match=message):
        found = load_articles(table)
    assert len(found) == 1 and len(found.problems) == 1


def test_a_time_out_of_range_costs_its_row(tmp_path):
    """A Parquet file may hold the year 290,000, Python's dates may not."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    times = pa.array([2**62, 0], pa.int64()).cast(pa.timestamp("us"))
    parquet.write_table(
        pa.table({"text": [STORY, STORY], "published": times}), tmp_path / "t.parquet"
    )
    with pytest.warns(UserWarning, match="row 0"):
        found = load_articles(tmp_path / "t.parquet")
    assert [a.published for a in found] == [date(1970, 1, 1)]


def test_half_characters_become_question_marks_everywhere(tmp_path):
    """In titles as in texts: no file can hold them."""
    path = write(tmp_path, "a.jsonl", '{"text": "The port opened.", "title": "A \\ud800 title"}\n')
    [article] = load_articles(path)
    assert article.title == "A ? title"


def test_a_name_that_steers_a_terminal_is_shown_inert():
    """Errors are printed: no escape codes, no line breaks."""
    text = str(InputError("a\x1b[31mb\nc.txt", "is\u202e odd", "mend it"))
    assert text.isprintable()


def test_too_many_characters_are_refused(tmp_path, monkeypatch):
    """A limit on what is unpacked, whatever the format."""
    monkeypatch.setattr("analysis.text.readers.MAX_CHARACTERS", 100)
    with pytest.raises(InputError, match="more than 100 characters"):
        read_documents(write(tmp_path, "a.txt", STORY))


def test_a_wrong_articles_csv_costs_no_article(tmp_path):
    """It is named, and the texts are loaded without it."""
    write(tmp_path, "a.txt", STORY)
    write(tmp_path, "articles.csv", "file,published\na.txt,yesterday\n")
    with pytest.warns(UserWarning, match="'yesterday' is not a date"):
        assert len(load_articles(tmp_path)) == 1
