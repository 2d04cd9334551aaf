"""Write the gallery of README.md from figures/*.txt: each picture beside what it shows today.

    python .ci/gallery.py            (make does it after the notebooks)

The text beside a figure is its alt text: first what is drawn, then the headline, then the numbers.
"""

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- gallery: written by make -->\n", "<!-- /gallery -->"


def gallery(figures: Path) -> str:
    """A Markdown table of pictures and findings, without figures that had nothing to draw."""
    rows = ["| figure | finding |", "|---|---|"]
    for path in sorted(figures.glob("*.txt")):
        drawn, _, rest = path.read_text(encoding="utf-8").strip().partition(". ")
        file = f"figures/{path.stem}"
        finding = rest.split(". ")[0].rstrip(".")
        if finding and path.with_suffix(".png").exists():
            rows.append(
                f'| <a href="{file}.png"><img src="{file}.png" width="300" alt="{drawn}"></a> '
                f"| **{finding}.**<br>{drawn}. [Numbers]({file}.csv), [SVG]({file}.svg) |"
            )
    return "\n".join(rows) + "\n"


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
