"""Write what README.md shows of today: six figures with their findings, and how often it is right.

    python .ci/gallery.py            (make does it after the notebooks)

The text beside a figure is its alt text: first what is drawn, then the headline, then the numbers.
"""

import sys
from html import escape
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from analysis import trust_findings  # noqa: E402
from analysis.inert import visible  # noqa: E402
from analysis.measures.held_out import held_out  # noqa: E402

BEST = (
    "fig5-two-sided-timeline",
    "fig5-threat-ledger",
    "fig6-findings",
    "fig4-voices",
    "fig5-telling-order",
    "fig9-hedges",
)
BLOCK = "<!-- {0}: written by make -->\n{1}<!-- /{0} -->"


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


def trust() -> str:
    """The findings of `08_trust` as lines of a list."""
    said = trust_findings.trust(held_out()).split("\n\n")
    return "".join(f"  * {line}\n" for line in said)


def shown() -> dict[str, str]:
    """Each block of the README with what it says today."""
    return {"gallery": gallery(PROJECT / "figures"), "trust": trust()}


def main() -> None:
    """Put what is shown today between its marks."""
    readme = PROJECT / "README.md"
    old = new = readme.read_text(encoding="utf-8")
    for name, text in shown().items():
        begin, end = BLOCK.format(name, "|").split("|")
        before, _, rest = new.partition(begin)
        if end not in rest:
            sys.exit(f"{readme}: the marks of the {name} are gone ({begin.strip()} … {end})")
        new = before + begin + text + end + rest.partition(end)[2]
    if new != old:
        readme.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
