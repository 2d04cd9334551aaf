"""Write the gallery of README.md: the six figures that tell most, each beside what it shows today.

    python .ci/gallery.py            (make does it after the notebooks)

The text beside a figure is its alt text: first what is drawn, then the headline, then the numbers.
"""

import sys
from html import escape
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from analysis.inert import visible  # noqa: E402

BEST = (
    "fig5-two-sided-timeline",
    "fig5-threat-ledger",
    "fig6-ledger-1",
    "fig4-voices",
    "fig5-telling-order",
    "fig9-hedges",
)
BEGIN, END = "<!-- gallery: written by make -->\n", "<!-- /gallery -->"


def gallery(figures: Path) -> str:
    """A Markdown table of pictures and findings, without figures that had nothing to draw."""
    rows = ["| figure | finding |", "|---|---|"]
    for name in BEST:
        path = figures / f"{name}.txt"
        if not path.exists():
            continue
        drawn, _, rest = inert(path.read_text(encoding="utf-8").strip()).partition(". ")
        finding, file = rest.split(". ")[0].rstrip("."), f"figures/{name}"
        rows.append(
            f'| <a href="{file}.png"><img src="{file}.png" width="300" alt="{drawn}"></a> '
            f"| **{finding}.**<br>{drawn}. [Numbers]({file}.csv), [SVG]({file}.svg) |"
        )
    return "\n".join(rows) + "\n"


def inert(text: str) -> str:
    """Names and words of articles as Markdown that only is text, on one line of a table."""
    line = escape(visible(" ".join(text.split())))
    return "".join(f"&#{ord(c)};" if c in "|*_`[]$\\~" else c for c in line)


def main() -> None:
    """Put the gallery of today between its marks."""
    readme = PROJECT / "README.md"
    text = readme.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    if not rest or END not in rest:
        sys.exit(f"{readme}: the marks of the gallery are gone ({BEGIN.strip()} … {END})")
    new = before + BEGIN + gallery(PROJECT / "figures") + END + rest.partition(END)[2]
    if new != text:
        readme.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
