"""articles.py: files, folders and tables become Articles; each kind of bad input gets one clear error or a flag."""

import hashlib
import io
from datetime import date

import docx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis
from analysis import Article, load_articles
from analysis.text.building import infer_title, safe_id
from analysis.text.problems import InputError
from tests.cases import cases

STORY = (
    "Harbour talks resume\n\nThe minister said on Monday that the port would open again. “Nobody wants a strike,” "
    "she told reporters in the capital.\n\nThe union did not answer questions about the plan.\n"
)


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("case", cases("masthead"))
def test_outlet_and_day_are_read_at_the_head_of_a_text(case, tmp_path):
    """Marked as taken from there; blank where it may be anything else, and what is known goes first."""
    path = write(tmp_path, "a.txt", case["text"])
    [article] = load_articles(path)
    assert article.outlet == case["outlet"]
    assert (article.published and article.published.isoformat()) == case["day"]
    taken = [flag.split()[0] for flag in article.flags if "read from the text" in flag]
    named = {"outlet": case["outlet"], "date": case["day"]}
    assert taken == [what for what, found in named.items() if found]
    write(tmp_path, "articles.csv", "file,outlet,published\na.txt,The Tide,2031-01-02\n")
    [known] = load_articles(path)
    assert (known.outlet, str(known.published)) == ("The Tide", "2031-01-02")
    assert not any("read from the text" in flag for flag in known.flags)


# --- the seeds ---------------------------------------------------------------------------------------------------------


def test_the_seed_article_is_the_users_file_byte_for_byte(article):
    """The text that everything points into is the file that was handed over."""
    data = (analysis.paths.SEEDS / "000_ebbbdd795c293d6c.txt").read_bytes()
    assert (
        hashlib.sha256(data).hexdigest()
        == "880884da476732655e8a8c97ca96b93d9937db2ac31ae282a071b067f627bec6"
    )
    assert article.text.encode() == data


def test_the_seed_article_carries_its_metadata(article):
    """Date and outlet are those of the Spanish original, and the note says so."""
    assert article.published == date(2025, 11, 29)
    assert "El Día" in article.outlet and "back-translation" in article.note
    assert article.language == "en" and article.flags == ()


# --- what can be loaded ------------------------------------------------------------------------------------------------


def test_a_file_without_metadata_gets_an_inferred_title_and_blanks(tmp_path):
    """Dropping a file in is enough."""
    [a] = load_articles(write(tmp_path, "port.txt", STORY))
    assert (a.article_id, a.title, a.outlet, a.published, a.language) == (
        "port",
        "Harbour talks resume",
        None,
        None,
        "en",
    )
    assert a.text == STORY and a.flags == ()


def test_a_folder_takes_its_articles_csv_into_account(tmp_path):
    """A line gives what it gives; a file without a line is loaded all the same."""
    write(tmp_path, "a.txt", STORY)
    write(tmp_path, "b.md", "# " + STORY)
    write(tmp_path, "actors.csv", "not,an,article\n")
    write(tmp_path, "README.md", "about this folder")
    write(
        tmp_path,
        "articles.csv",
        'file,title,published,outlet\na.txt,"Talks, again",2024-02-29,The Daily\n',
    )
    a, b = load_articles(tmp_path)
    assert (a.title, a.published, a.outlet) == ("Talks, again", date(2024, 2, 29), "The Daily")
    assert (b.article_id, b.title, b.published) == ("b", "Harbour talks resume", None)


@pytest.mark.parametrize("header", ["headline;Body;day", "\ufefftext,title", '"id"\t"content"'])
def test_a_csv_of_articles_in_a_folder_is_said_and_not_read(tmp_path, header):
    """A table is given by its name; the case's own tables (actors, calendar) are no news."""
    write(tmp_path, "a.txt", STORY)
    write(tmp_path, "calendar.csv", "date,event\n2025-11-28,Talks\n")
    write(tmp_path, "export.csv", f"{header}\na\n")
    with pytest.warns(UserWarning, match="export.csv: is a table, and not read with a folder"):
        [article] = load_articles(tmp_path, strict=True)
    assert article.article_id == "a"


def test_line_ends_stay_as_they_are(tmp_path):
    """Offsets count the carriage returns of the file."""
    text = STORY.replace("\n", "\r\n")
    [a] = load_articles(write(tmp_path, "crlf.txt", text))
    assert a.text == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_utf8_text_is_loaded_untouched(tmp_path_factory, text):
    """What is in the file is what offsets point into."""
    path = write(tmp_path_factory.mktemp("any"), "any.txt", text)
    [a] = load_articles(path)
    assert a.text == text.removeprefix("\ufeff")  # a byte order mark is a signature, not text


def test_a_page_gives_its_main_text_and_metadata(tmp_path):
    """Menus, scripts and footers stay out; headline, outlet and date come along."""
    paragraphs = "".join(f"<p>{line}</p>" for line in STORY.splitlines()[2:] if line)
    page = (
        "<html><head><title>Harbour talks resume</title><meta property='og:site_name' content='The Daily'>"
        "<meta property='article:published_time' content='2025-03-04'></head><body><nav>Home Sport Weather</nav>"
        f"<article><h1>Harbour talks resume</h1>{paragraphs}</article><script>alert(1)</script></body></html>"
    )
    [a] = load_articles(write(tmp_path, "page.html", page))
    assert a.text.startswith("Harbour talks resume") and "“Nobody wants a strike,”" in a.text
    assert "alert" not in a.text and "Weather" not in a.text
    assert (a.outlet, a.published) == ("The Daily", date(2025, 3, 4)) and any(
        "date read" in f for f in a.flags
    )


def test_a_word_file_gives_its_paragraphs_and_tables(tmp_path):
    """Reading order is kept, and the title property is used."""
    file = docx.Document()
    file.core_properties.title = "Harbour talks"
    file.add_paragraph(STORY.splitlines()[2])
    file.add_table(1, 1).cell(0, 0).text = "Table cell."
    file.add_paragraph("The end came late.")
    file.save(tmp_path / "a.docx")
    [a] = load_articles(tmp_path / "a.docx")
    assert a.title == "Harbour talks" and a.text.index("strike") < a.text.index(
        "Table cell."
    ) < a.text.index("The end")


def pdf(lines):
    """A one-page PDF with these lines, written by hand: the smallest that readers accept."""
    content = (
        "BT /F1 10 Tf 50 780 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for n, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(f"{n} 0 obj\n{body}\nendobj\n".encode())
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write("".join(f"{offset:010} 00000 n \n" for offset in offsets).encode())
    out.write(
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    )
    return out.getvalue()


def test_a_pdf_gives_sentences_not_lines(tmp_path):
    """Lines cut by the layout are joined, hyphenated words made whole, paragraphs kept apart; a flag says so."""
    lines = [
        "The minister said on Monday that the port would open",
        "again, although the dockers of the northern harb-",
        "our had not agreed.",
        "The union did not answer any of the questions that",
        "reporters put to it.",
    ]
    [a] = load_articles(write(tmp_path, "a.pdf", pdf(lines)))
    assert a.text == (
        "The minister said on Monday that the port would open again, although the dockers of the northern "
        "harbour had not agreed.\n\nThe union did not answer any of the questions that reporters put to it."
    )
    assert any("from a PDF" in flag for flag in a.flags)


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_tables_of_articles_keep_ids_texts_and_metadata(tmp_path, suffix):
    """A corpus in one file loads like a folder."""
    table = pd.DataFrame(
        {
            "article_id": ["x1", "x2"],
            "text": [STORY, STORY + "\nMore, “with marks”.\n"],
            "published": ["2024-05-06", None],
            "outlet": ["A, B", None],
        }
    )
    path = tmp_path / f"corpus.{suffix}"
    {
        "csv": lambda: table.to_csv(path, index=False),
        "parquet": lambda: table.to_parquet(path),
        "jsonl": lambda: table.to_json(path, orient="records", lines=True),
    }[suffix]()
    one, two = load_articles(path)
    assert (one.article_id, one.text, one.published, one.outlet) == (
        "x1",
        STORY,
        date(2024, 5, 6),
        "A, B",
    )
    assert two.text == table.text[1] and two.published is None and two.outlet is None


def test_a_dataframe_needs_only_a_text_column():
    """Ids are counted up, dates may be timestamps."""
    [a, b] = load_articles(
        pd.DataFrame({"text": [STORY, STORY], "published": pd.to_datetime(["2024-05-06", None])})
    )
    assert (a.article_id, b.article_id) == ("article-00000", "article-00001")
    assert (a.published, b.published) == (date(2024, 5, 6), None)


def test_articles_and_paths_may_be_mixed(tmp_path):
    """Any iterable will do, and Articles pass through as they are."""
    own = Article("own", "Text.")
    assert load_articles([own, write(tmp_path, "port.txt", STORY)])[0] is own
    assert load_articles(own) == [own]


def test_a_relative_path_is_found_from_any_folder(tmp_path, monkeypatch):
    """Notebooks say "seeds" wherever they were started."""
    monkeypatch.chdir(tmp_path)
    assert load_articles("seeds")


# --- what is refused, with the name of the file and what to do -----------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b" \n", "is empty"),
        ("picture.txt", bytes(range(256)) * 20, "not a text file"),
        ("nulls.txt", b"\x00\x01\x02text" * 50, "not a text file"),
        ("damaged.pdf", b"%PDF-1.4 nothing here", "is damaged"),
        ("damaged.docx", b"PK\x03\x04 nothing here", "damaged or no Word file"),
        ("empty.html", b"<html><body></body></html>", "holds no text"),
        ("odd.xyz", b"text", "cannot read .xyz"),
        ("broken.jsonl", b'{"text": "A."}\n{"text": \n', "line 2: is not JSON"),
        ("list.jsonl", b'["text"]\n', "line 1: is not a JSON object"),
        ("no_text.csv", b"article_id,body\na,b\n", "line 2: no text; there is no column text"),
        ("ragged.csv", b"article_id,text\na,b\nc\n", "line 3: 1 fields where the header has 2"),
        ("open.csv", b'article_id,text\na,"b\n', "line 2: broken CSV"),
        ("damaged.parquet", b"PAR1 nothing here", "no Parquet file"),
        ("control.csv", b'article_id,text\n"a\x07",Text.\n', "control characters"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_what_to_do(tmp_path, name, content, message):
    """One line, beginning with the file, and a reason."""
    with pytest.raises(InputError) as error:
        load_articles(write(tmp_path, name, content), strict=True)
    assert str(error.value).startswith(str(tmp_path / name)) and message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a.txt,2025-13-01,", "line 2: '2025-13-01' is not a date"),
        ("a.txt,2025-01-01", "line 2: 2 fields where the header has 3"),
        ('a.txt,2025-01-01,"open', "line 2: broken CSV"),
        (",2025-01-01,", "line 2: names no file"),
        ("a.txt,,\na.txt,,", "line 3: a.txt was named before"),
    ],
)
def test_a_broken_line_of_articles_csv_is_named(tmp_path, line, message):
    """The person who typed it finds it at once."""
    write(tmp_path, "a.txt", STORY)
    path = write(tmp_path, "articles.csv", f"file,published,title\n{line}\n")
    with pytest.raises(InputError) as error:
        load_articles(tmp_path, strict=True)
    assert str(error.value).startswith(str(path)) and message in str(error.value)


def test_an_unknown_column_of_articles_csv_is_named(tmp_path):
    """A slip in a heading would otherwise lose the dates in silence."""
    write(tmp_path, "a.txt", STORY)
    write(tmp_path, "articles.csv", "file,publised\na.txt,2025-01-01\n")
    with pytest.raises(InputError, match="unknown column publised"):
        load_articles(tmp_path, strict=True)


def test_all_bad_files_are_reported_at_once(tmp_path):
    """Nobody has to mend one file to hear of the next."""
    for name in ("one.txt", "two.txt"):
        write(tmp_path, name, b"")
    write(tmp_path, "good.txt", STORY)
    with pytest.raises(InputError) as error:
        load_articles(tmp_path, strict=True)
    assert "one.txt" in str(error.value) and "two.txt" in str(error.value)


def test_bad_files_are_left_out_but_not_silently(tmp_path):
    """The rest is loaded, each left-out file is warned about and has a row in a table."""
    write(tmp_path, "bad.txt", b"")
    write(tmp_path, "good.txt", STORY)
    with pytest.warns(UserWarning, match="bad.txt: is empty"):
        found = load_articles(tmp_path)
    assert [a.article_id for a in found] == ["good"]
    [row] = found.problems.to_dict("records")
    assert row["file"].endswith("bad.txt") and row["reason"] == "is empty" and row["what_to_do"]


def test_two_files_may_not_share_an_id(tmp_path):
    """a.txt and a.md would be one article in every table."""
    write(tmp_path, "a.txt", STORY)
    write(tmp_path, "a.md", STORY)
    with pytest.raises(InputError, match="two articles have the id 'a'"):
        load_articles(tmp_path, strict=True)


def test_a_missing_path_says_where_it_was_looked_for(tmp_path):
    """The usual cause is another working folder."""
    with pytest.raises(InputError, match="no such file or folder"):
        load_articles(tmp_path / "nowhere")


@pytest.mark.parametrize("source", [5, None])
def test_what_is_no_source_is_refused(source):
    """A wrong type is told apart from a wrong path."""
    with pytest.raises(InputError, match="cannot load articles from"):
        load_articles(source)


# --- what is taken, with a flag --------------------------------------------------------------------------------------


def flags_of(tmp_path, content, name="a.txt"):
    [a] = load_articles(write(tmp_path, name, content))
    return a, " | ".join(a.flags)


def test_another_encoding_is_guessed_and_flagged(tmp_path):
    """A text in Windows-1252 comes out right, and a person is told to look."""
    text = STORY + "The café’s owner, José Núñez, said: “We’ll see.”\n"
    a, flags = flags_of(tmp_path, text.encode("cp1252"))
    assert a.text == text and "guessed" in flags


def test_utf16_with_its_mark_is_read(tmp_path):
    """Some Windows programs save it."""
    a, flags = flags_of(tmp_path, STORY.encode("utf-16"))
    assert a.text == STORY and flags == ""


def test_another_language_is_detected(tmp_path):
    """The layers made for English then stay silent, and the flag says so."""
    a, flags = flags_of(
        tmp_path,
        "El ministro dijo el lunes que el puerto volvería a abrir y que nadie quería una huelga "
        "en la capital del país durante las fiestas.",
    )
    assert a.language == "es" and "made for English" in flags


def test_a_declared_language_that_does_not_fit_is_flagged(tmp_path):
    """A person's word stands, but not unremarked."""
    write(tmp_path, "articles.csv", "file,language\na.txt,es\n")
    a, flags = flags_of(tmp_path, STORY)
    assert a.language == "es" and "reads like en" in flags


def test_headlines_only_are_flagged(tmp_path):
    """A list of headlines has no sentences of prose."""
    _, flags = flags_of(
        tmp_path,
        "Port opens again after the long talks of the week\nUnion stays away from the talks\n",
    )
    assert "only headlines" in flags


def test_five_megabytes_are_loaded_and_flagged(tmp_path):
    """Too long for one article, but no reason to stop."""
    text = STORY * (5_000_000 // len(STORY))
    a, flags = flags_of(tmp_path, text)
    assert a.text == text and "very long" in flags


def test_a_changed_file_is_flagged(tmp_path):
    """The hash of articles.csv is of the file that was registered."""
    write(tmp_path, "articles.csv", f"file,sha256\na.txt,{'0' * 64}\n")
    _, flags = flags_of(tmp_path, STORY)
    assert "sha256 differs" in flags


def test_null_bytes_and_turned_text_are_flagged(tmp_path):
    """Hidden characters are kept, since offsets count them, and made known."""
    a, flags = flags_of(tmp_path, STORY + "A \u202eneddih\u202c word.\x00\n")
    assert a.text.endswith("word.\x00\n") and "null bytes" in flags and "direction" in flags


def test_a_metadata_line_without_its_file_is_warned_about(tmp_path):
    """A list of articles may be shared without the texts."""
    write(tmp_path, "a.txt", STORY)
    write(tmp_path, "articles.csv", "file\nb.txt\n")
    with pytest.warns(UserWarning, match="names 'b.txt'"):
        load_articles(tmp_path)


# --- small parts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Port opens\n\nText.", "Port opens"),
        ("Will the port open?\nText.", "Will the port open?"),
        ("The port opened on Monday.\nText.", None),
        ("Port opens", None),
        ("", None),
        ("\n\n  Port opens \nText.", "Port opens"),
        ("The Fjord Times, 3 March 2026\n\nPort opens\n\nText.", "Port opens"),
    ],
)
def test_a_title_is_a_first_line_that_is_a_heading(text, title):
    """A first sentence of prose is no title."""
    assert infer_title(text) == title


@given(st.text())
def test_no_id_leads_out_of_a_folder(stem):
    """Whatever a file is called, its id is the name of a file in the folder."""
    made = safe_id(stem)
    assert (
        made
        and "/" not in made
        and "\\" not in made
        and not made.startswith(".")
        and "\0" not in made
    )
