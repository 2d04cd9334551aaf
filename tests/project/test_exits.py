"""Every way out of the package × every attack: what hostile text says is shown, never done.

One article says the attack in its text, title, outlet and address, and one decision in its reason.
"""

import csv
import functools
import importlib.util
import json
import re
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import html5lib
import pandas as pd
import pytest

import analysis
from analysis import Article, charts, export
from analysis.export.card import cards
from analysis.inert import HIDDEN
from analysis.marked import view
from analysis.output import FORMULA
from analysis.paths import PROJECT
from analysis.register import add_decision, displayed, load_register, merge
from analysis.review.cards import claim_card
from analysis.show import reading, table
from analysis.text.building import file_names
from analysis.text.problems import InputError
from tests.written import write_tables

ATTACKS = {
    "script": "<script>alert(1)</script>",
    "handler": "<img src=x onerror=alert(1)>",
    "address": '<a href="javascript:alert(1)">x</a>',
    "mathematics": r"$\href{javascript:alert(1)}{x}$ $5 $2",
    "markdown": "[x](javascript:alert(1)) ![x](https://a.example/spy.png) | **x** `x`",
    "formula": '=HYPERLINK("http://x")',
    "turned": "\u202eexe.live\u202c",
    "hidden": "a\u200bb\u3164c\u2800d\ufe0fe",
    "terminal": "\x1b[31m\x1b]0;x\x07",
    "path": "../../../etc/passwd",
    "long name": "n" * 300,
    "breaks": "a\rb\x85c\u2028d",
}
SITE = "https://reviews.example/desk"
HARMLESS = re.compile(r"https?://|data:image/png|figures/|#")


@functools.cache
def made(attack):
    """(article, notes, register) of one attack; text stands before and behind it."""
    words = ATTACKS[attack]
    text = f"{words} Storm\n\nThe minister {words} said that {words} sank 40 ships on Monday."
    text += " The mayor of the town said that the old dam broke on Tuesday."
    article = Article(words, text, words, words, "2031-05-05", f"javascript:{words}")
    notes = analysis.annotate(article)
    register = merge(load_register(Path(tempfile.mkdtemp()) / "register"), notes.claims, [article])
    claim_id = register.claims.claim_id.iloc[0]
    decided = add_decision(
        register, claim_id, "faithful", "not_assessed", reviewer="Ana Ruiz", reason=f"as {words}"
    )
    return article, notes, decided


def page(text):
    """HTML that runs nothing, leads nowhere but to pages of the web, and hides no character."""
    tree = html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag not in ("script", "iframe", "object", "embed", "form", "base"), text
        assert not any(name.lower().startswith("on") for name in element.attrib), text
        for name in ("href", "src"):
            assert HARMLESS.match(element.get(name, "#")), element.attrib
    assert not set("".join(tree.itertext())) & set(map(chr, HIDDEN)), text


def notebook(shown):
    """HTML of a notebook: also outside the reach of mathematics."""
    page(shown.html)
    if "$" in shown.html:
        assert "tex2jax_ignore" in shown.html or "mathjax_ignore" in shown.html


def sheet(path):
    """A table that no spreadsheet computes."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for cell in (cell for row in csv.reader(file) for cell in row):
            assert not cell.startswith(FORMULA) or cell.lstrip("-").replace(".", "", 1).isdigit()


def drawing(path):
    """A picture of lines: neither script nor link, whatever its title says."""
    tags = {element.tag.split("}")[-1] for element in ElementTree.parse(path).iter()}
    assert not tags & {"script", "a", "foreignObject", "image"}


def line(text):
    """What a terminal prints and does not obey."""
    assert all(part.isprintable() for part in text.split("\n")), text


def to_view(article, notes, register, folder):
    notebook(view(article, notes))


def to_table(article, notes, register, folder):
    notebook(table(notes.sentences[["text"]].rename(columns={"text": article.title})))


def to_note(article, notes, register, folder):
    note = article.text.replace("{", "(")  # a name in braces asks for a number
    page(reading("{who} and " + note, {"who": article.title}).html)


def to_panel(article, notes, register, folder):
    page(claim_card(register, register.claims.claim_id.iloc[0], article))


def to_cards(article, notes, register, folder):
    notebook(cards(register, displayed(register), {article.article_id: article.title}))


def to_brief(article, notes, register, folder):
    (path,) = export.write(article, notes, folder, "html", register)
    page(path.read_text(encoding="utf-8"))


def to_report(article, notes, register, folder):
    page(export.report(article, notes, register))


def to_figure(article, notes, register, folder):
    names = {article.article_id: article.title}
    chart = charts.voices(notes.attributions, names)
    charts.save(chart, "fig", folder)
    page(chart._repr_html_())
    if not chart.empty:  # a text that attributes nothing leaves no file
        drawing(folder / "fig.svg")
        sheet(folder / "fig.csv")


def to_gallery(article, notes, register, folder):
    spec = importlib.util.spec_from_file_location("gallery", PROJECT / ".ci" / "gallery.py")
    made_of = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made_of)
    for name in made_of.BEST:
        (folder / f"{name}.txt").write_text(f"A chart. {article.title} leads. 5.", encoding="utf-8")
    text = made_of.gallery(folder)
    assert len(text.splitlines()) == 2 + len(made_of.BEST)
    page(text)
    assert "](javascript:" not in text and "](https://a.example" not in text and "$" not in text


def to_sheets(article, notes, register, folder):
    write_tables(notes, folder / "out")
    for path in (folder / "out").glob("*.csv"):
        sheet(path)


def to_exported_sheets(article, notes, register, folder):
    for path in export.write(article, notes, folder, "csv", register):
        sheet(path)


def to_annotations(article, notes, register, folder):
    for kind in ("jsonld", "hypothesis", "claimreview"):
        for path in export.write(article, notes, folder / kind, kind, register, SITE):
            text = path.read_text(encoding="utf-8")
            assert text.isascii() and "</" not in text and "<script" not in text
            json.loads(text)


def to_brat(article, notes, register, folder):
    paths = export.write(article, notes, folder, "brat", register)
    (plain,) = (p for p in paths if p.suffix == ".txt")
    text = plain.read_bytes().decode("utf-8")
    assert text == article.text
    for row in next(p for p in paths if p.suffix == ".ann").read_text("utf-8").split("\n"):
        if row.startswith("T"):
            spans, words = row.split("\t")[1].split(" ", 1)[1], row.split("\t")[2]
            parts = [text[int(a) : int(b)] for a, b in (s.split() for s in spans.split(";"))]
            assert " ".join(parts) == words


def to_file_names(article, notes, register, folder):
    ((name, _),) = file_names([article])
    assert "/" not in name and "\\" not in name and name not in (".", "..")
    assert name.isprintable() and len(name.encode()) <= 200
    inside = export.write(article, notes, folder / "a" / "b", ["html", "brat", "jsonld"], register)
    assert all(path.parent == folder / "a" / "b" for path in inside)


def to_terminal(article, notes, register, folder):
    line(str(InputError(article.title, f"holds {article.title}", f"take {article.title} out")))
    line(" | ".join(InputError(f"{article.title}: {article.title}; {article.title}").parts))


EXITS = {name.removeprefix("to_"): f for name, f in list(globals().items()) if name[:3] == "to_"}


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("way", EXITS)
def test_nothing_that_goes_out_does_anything(way, attack, tmp_path):
    """Shown as it is, or with a sign in place of what cannot be seen."""
    EXITS[way](*made(attack), tmp_path)


def test_the_attacks_are_in_what_goes_out():
    """The table above tests nothing where the hostile words are left out."""
    for attack, words in ATTACKS.items():
        article, notes, register = made(attack)
        assert words in article.text and len(register.claims) >= 1
        assert words[:20] in article.title and len(notes.sentences) >= 2
    assert isinstance(made("script")[1].sentences, pd.DataFrame)
