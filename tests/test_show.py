"""show.py: every mark is shown, the text stays the text, and nothing in it ever acts."""

import html5lib
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import analysis
from analysis import Article, show
from analysis.inert import HIDDEN, inert, placeholder, words
from analysis.marked import LAYERS, STYLES, Mark, render
from analysis.show import READING, picker, reading, table
from analysis.text.article import names

HOSTILE = (
    '<script>alert(1)</script> <img src=x onerror="alert(1)"> '
    '<a href="javascript:alert(1)">click</a> '
    "</div></span>\x00 &lt;b&gt; ' \" \u202eexe.live\u202c\r\n<!-- --> ]]> "
    "<style>*{display:none}</style>"
)
anything = st.text(st.characters(codec=None), max_size=60) | st.text(
    "<>&\"'/ =ab\x00\u202e\r\n;#", max_size=60
)


def parse(html):
    return html5lib.parseFragment(
        html, container="div", treebuilder="etree", namespaceHTMLElements=False
    )


def text_content(html, without=()):
    def walk(node):
        yield (node.text or "") if node.tag not in without else ""
        for child in node:
            yield from walk(child) if child.tag not in without else ()
            yield child.tail or ""

    return "".join(walk(parse(html)))


def shown(text):
    return "".join(placeholder(c) if ord(c) in HIDDEN else c for c in text)


@st.composite
def marked(draw):
    text = draw(anything)
    places = st.integers(0, len(text))
    spans = draw(
        st.lists(st.tuples(places, places, st.sampled_from(LAYERS), anything, anything), max_size=8)
    )
    return text, [
        Mark(min(a, b), max(a, b), layer, tip, label) for a, b, layer, tip, label in spans
    ]


@given(marked())
@example((HOSTILE, [Mark(3, 60, "contents", HOSTILE, HOSTILE), Mark(10, 90, "hedges", "tip")]))
def test_the_text_content_is_the_text(case):
    """However marks nest and overlap, and whatever the text holds, a reader sees that text."""
    text, marks = case
    assert text_content(render(text, marks)) == shown(text)
    assert text_content(render(text, marks, labels=True), without={"sup"}) == shown(text)


@given(marked())
@example((HOSTILE, [Mark(0, len(HOSTILE), "acts", HOSTILE, HOSTILE)]))
def test_only_harmless_elements_come_out(case):
    """No script, link, image or handler survives in text, tooltip or label."""
    for element in parse(render(*case, labels=True)).iter():
        assert element.tag in ("DOCUMENT_FRAGMENT", "span", "sup")
        assert set(element.attrib) <= {"title", "style"}
        assert "url(" not in element.attrib.get("style", "")


@given(marked())
def test_every_mark_covers_exactly_its_characters(case):
    """The pieces that carry a layer's style, put together, are the characters of its marks."""
    text, marks = case
    for layer in LAYERS:
        wanted = "".join(
            placeholder(c) if ord(c) in HIDDEN else c
            for i, c in enumerate(text)
            if any(m.layer == layer and m.start <= i < m.end for m in marks)
        )
        style = STYLES[layer][1]
        pieces = [e for e in parse(render(text, marks)).iter("span") if e.get("style") == style]
        assert "".join("".join(e.itertext()) for e in pieces) == wanted


def test_no_two_layers_differ_by_colour_alone():
    """Printed in grey, each mark keeps a form of its own."""
    import re

    forms = [re.sub(r"#\w{6}|rgba\([^)]*\)", "", style) for _, style in STYLES.values()]
    assert len(set(forms)) == len(forms)


def test_the_styles_survive_the_sanitiser_of_jupyterlab():
    """JupyterLab drops ids, style sheets and modern text decoration where it trusts nothing."""
    for _, style in STYLES.values():
        for declaration in style.split("; "):
            name, value = declaration.split(": ")
            assert name in {
                "background-color",
                "border-bottom",
                "border-top",
                "padding-bottom",
                "padding-top",
                "font-weight",
                "font-style",
                "text-decoration",
            }
            assert name != "text-decoration" or value == "underline"


def test_the_view_of_the_article_shows_its_text_and_every_layer(article, notes):
    """All layers that found something are in the legend and in the text."""
    view = analysis.view(article, notes)
    legend, body = view.html.split("</div>", 1)
    assert text_content(body.rsplit("</div>", 1)[0], without={"sup"}).strip("\n") == article.text
    for layer, rows in {
        "contents": notes.attributions,
        "hedges": notes.hedges,
        "loaded": notes.loaded,
        "acts": notes.acts,
        "claims": notes.claims,
    }.items():
        assert len(rows) and f">{STYLES[layer][0]}</span>" in legend


def test_the_view_names_its_article(article, notes):
    """Nobody takes the first article for the only one."""
    head = analysis.view(article, notes).html.split("Marks:")[0]
    assert f">{inert(names([article])[article.article_id])}</span>" in head


def test_every_speaker_can_be_read_without_a_pointer(article, notes):
    """Each statement's source stands behind it as a label."""
    html = analysis.view(article, notes).html
    for row in notes.attributions.itertuples():
        assert inert(f"[{row.speaker or row.source or 'nobody named'}]") in html


def test_layers_can_be_chosen(article, notes):
    """One layer alone leaves the others out."""
    html = analysis.view(article, notes, "hedges").html
    assert STYLES["hedges"][1] in html and STYLES["acts"][1] not in html


def test_an_unknown_layer_is_named(article, notes):
    """The message lists those that exist."""
    with pytest.raises(ValueError, match="unknown layer tone: choose from contents"):
        analysis.view(article, notes, "tone")


def test_notes_of_another_text_are_refused(article, notes):
    """Offsets into another text would mark the wrong words."""
    for other in (Article("other", article.text), Article(article.article_id, article.text + " ")):
        with pytest.raises(ValueError, match="annotate it first"):
            analysis.view(other, notes)


def test_a_page_can_be_saved(article, notes, tmp_path):
    """It stands alone, and the browser is told to run nothing."""
    page = analysis.view(article, notes).save(tmp_path / "a.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>") and "default-src 'none'" in page


def test_a_hostile_article_is_shown_and_saved_inert(tmp_path):
    """From file to page: title, text and tooltips of an article that attacks."""
    article = Article(
        "<b>id",
        HOSTILE + " “" + HOSTILE + "” said the minister.",
        title="</title><script>alert(1)</script>",
    )
    page = (
        analysis.view(article, analysis.annotate(article))
        .save(tmp_path / "a.html")
        .read_text(encoding="utf-8")
    )
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    assert {e.tag for e in tree.iter()} == {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "div",
        "span",
    } | ({"sup"} if "<sup" in page else set())
    assert not any(
        name.startswith("on") or name in ("href", "src") for e in tree.iter() for name in e.attrib
    )


def table_cells(shown):
    """The cells of a table of HTML, row by row, headings first."""
    rows = parse(shown.html).iter("tr")
    return [["".join(cell.itertext()) for cell in row] for row in rows]


def test_a_table_is_read_in_plain_words():
    """Columns and coded values as words, text left, numbers right with a true minus."""
    rows = pd.DataFrame(
        {
            "flag": ["odd_collocation"],
            "polarity": [-0.5],
            "n": [1234],
            "stale": [False],
            "about": [""],
        }
    )
    shown = table(rows)
    assert table_cells(shown) == [
        ["warning", "TextBlob's polarity", "no.", "words changed since", "about whom"],
        ["odd wording", "−0.50", "1,234", "no", ""],
    ]
    sides = [
        cell.get("style").rsplit("text-align: ", 1)[1] for cell in parse(shown.html).iter("th")
    ]
    assert sides == ["left", "right", "right", "left", "left"]


def test_rows_stand_beside_their_sentences_and_voices_have_names(notes):
    """Nobody has to look up an id; with one article there is no column for it."""
    cells = table_cells(table(notes.hedges, "text", "holder", notes=notes))
    assert cells[0] == ["words", "whose doubt", "sentence"] and len(cells) == len(notes.hedges) + 1
    assert all("#a" not in holder and text in said for text, holder, said in cells[1:])


def test_with_several_articles_each_row_names_its_own():
    """By outlet and day where they are known."""
    said = "The minister may resign, the union said."
    several = [Article("one", said, outlet="Tide"), Article("two", said)]
    notes = analysis.annotate(several)
    cells = table_cells(table(notes.hedges, "text", notes=notes))
    assert cells[0][0] == "article" and {row[0] for row in cells[1:]} == {"Tide", "two"}


def test_rows_of_several_articles_stand_in_the_order_of_days():
    """Not of their ids; a table sorted otherwise keeps its order."""
    said = "The minister may resign, the union said."
    days = {"b": "2031-05-05", "a": "2031-05-06", "c": None}
    notes = analysis.annotate([Article(one, said, published=day) for one, day in days.items()])
    cells = table_cells(table(notes.hedges, "text", notes=notes))
    assert [row[0][:1] for row in cells[1:]] == ["b", "a", "c"]
    other = table_cells(table(notes.hedges[::-1], "text", notes=notes))
    assert [row[0][:1] for row in other[1:]] == ["c", "b", "a"]


@pytest.mark.parametrize("n", [40, 41, 500])
def test_long_tables_fold_and_lose_nothing(n):
    """Forty rows are open; the others are behind one line that counts them."""
    tree = parse(table(pd.DataFrame({"n": range(n)})).html)
    assert len(list(tree.iter("td"))) == n
    assert [e.text for e in tree.iter("summary")] == ([f"{n - 40} more of {n}"] if n > 40 else [])


def test_rows_too_long_for_a_notebook_lie_on_a_page_beside_it(tmp_path, monkeypatch):
    """All of them, inert, behind a link; where no page can be written they are folded."""
    monkeypatch.setattr(show, "NOTEBOOKS", tmp_path)
    rows = pd.DataFrame({"text": [f"<b>word {n}</b> " * 10 for n in range(2000)]})
    html = table(rows).html
    (page,) = (tmp_path / "rows").iterdir()
    whole = page.read_text(encoding="utf-8")
    assert len(html) < 20_000 and 'href="rows/words.html"' in html and page.name == "words.html"
    assert "1,960 more of 2,000" in html and "default-src 'none'" in whole
    cells = [
        cell.text
        for cell in parse(whole[whole.index("<table") : whole.index("</body>")]).iter("td")
    ]
    assert cells == list(rows.text)
    page.unlink()
    page.parent.rmdir()
    (tmp_path / "rows").touch()
    assert len(list(parse(table(rows).html).iter("td"))) == 2000


def test_no_row_gives_a_sentence():
    """An empty table is not drawn."""
    assert "No hedge." in table(pd.DataFrame({"n": []}), none="No hedge.").html


def test_links_are_made_of_web_addresses_only():
    """Several addresses in one cell are several links; everything else stays text."""
    rows = pd.DataFrame(
        {
            "urls": [
                "https://a.example/1;http://www.b.example",
                "javascript:alert(1)",
                "see https://a",
            ]
        }
    )
    links = [e.get("href") for e in parse(table(rows).html).iter("a")]
    assert links == ["https://a.example/1", "http://www.b.example"]


ALLOWED = {"DOCUMENT_FRAGMENT", "div", "table", "thead", "tbody", "tr", "th", "td", "span", "p"}


@given(st.lists(anything, min_size=1, max_size=4), anything)
@example([HOSTILE], HOSTILE)
def test_no_table_and_no_sentence_acts(values, column):
    """Whatever stands in cells, headings and sentences is shown and does nothing."""
    for shown in (table(pd.DataFrame({column: values})), words("\n\n".join(values))):
        tree = parse(shown.html)
        assert {e.tag for e in tree.iter()} <= ALLOWED
        assert {name for e in tree.iter() for name in e.attrib} <= {
            "class",
            "style",
            "scope",
            "title",
        }
        assert tree[0].get("class") == "mathjax_ignore"


def test_money_is_no_mathematics(article, notes):
    """JupyterLab leaves alone what bears this class."""
    for html in (analysis.view(article, notes).html, words("$50 million and $20 million").html):
        assert html.startswith('<div class="mathjax_ignore"')


def test_the_analysts_reading_is_filled_from_the_tables():
    """Names become numbers, Markdown is set, a name that no table gives is an error."""
    assert reading(None, {}) is None and reading(" \n", {}) is None
    shown = reading("**Of {n_loaded} words** $5, see [x](https://a.example).", {"n_loaded": 12})
    assert (
        "<strong>Of 12 words</strong> $5" in shown.html and 'href="https://a.example"' in shown.html
    )
    assert shown.text.startswith(READING) and READING in shown.html
    with pytest.raises(ValueError, match=r"\{n_lost\}.*there are: n_loaded"):
        reading("{n_lost}", {"n_loaded": 12})


@pytest.mark.parametrize(
    "note",
    [
        HOSTILE,
        "[x](javascript:alert(1))",
        "![x](https://a.example/spy.png)",
        "{who}",
        "<img src=x>",
    ],
)
def test_a_note_does_nothing_but_read(note):
    """Notes may come with somebody else's case."""
    tree = parse(reading(note, {"who": "**<script>alert(1)</script>** ![x](y)"}).html)
    assert not {"script", "img", "style"} & {e.tag for e in tree.iter()}
    assert all(e.get("href", "https:").startswith("https:") for e in tree.iter("a"))
    assert not any(name.startswith("on") for e in tree.iter() for name in e.attrib)


def test_an_article_is_chosen_from_a_list_where_there_is_a_choice():
    """One article needs no list; without an article a sentence stands in its place."""
    assert picker(["one"], str) is None and picker([], str) is None
    chosen = picker(["one", "two"], lambda name: name.upper())
    assert chosen.children[0].options == ("one", "two")
    assert "no article" in analysis.view(None, None).html
