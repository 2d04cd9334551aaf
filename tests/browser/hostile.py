"""A case that attacks: money, Markdown, markup and script in every place that people fill in."""

from pathlib import Path

from analysis import Article, cases, load_case, register

MONEY = ("$50 million", "$20 million")
SCRIPT = (
    "<script>window.ran = 'a script'</script>"
    "<img src=x onerror=\"window.ran = 'a handler'\">"
    "[x](javascript:window.ran='a link') **bold** `code` $x^2$"
)
TEXT = f"""Harbour talks {SCRIPT}

The harbour board threatened on Monday to lock out the crews. According to officials, $50 million
may be lost and $20 million more later. "We will pay $50 million, not $20 million," union leader
Mira Holt said {SCRIPT}. The board denied that $50 million was lost and that $20 million was paid.
"""


def make(folder: Path) -> Path:
    """The case, with a decision, a finding and a note that say the same."""
    articles = [
        Article(
            "one", TEXT, title=f"Talks {SCRIPT}", outlet=f"Tide {SCRIPT}", published="2031-05-06"
        ),
        Article("two", TEXT.replace("Monday", "Tuesday"), outlet="Lantern"),
    ]
    cases.new_case(folder, articles)
    (folder / "notes" / "04.md").write_text(f"{MONEY[0]}, then {MONEY[1]}. {SCRIPT}\n")
    case = load_case(folder)
    notes = case.annotate()
    book = register.update(notes.claims, case.articles, folder / "register")
    for claim in book.claims.claim_id[1:]:  # the first stays for the panel to show
        said = {"reviewer": f"Ada {SCRIPT}", "reason": f"{MONEY[0]}, not {MONEY[1]}. {SCRIPT}"}
        book = register.add_decision(book, claim, "faithful", "disputed", **said)
        finding = f"A page says {MONEY[0]} and {MONEY[1]}. {SCRIPT}"
        book = register.add_evidence(
            book,
            claim,
            "supports",
            finding,
            added_by="Ada",
            url="https://a.example/$1",
            origin=SCRIPT,
        )
    return folder
