"""Write the gallery of README.md from figures/*.txt, so that each picture stands beside the finding it shows today.

    python .ci/gallery.py            (make does it after the notebooks)

The text beside a figure is its alt text: first what is drawn, then the headline, then the numbers.
"""

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- gallery: written by make -->\n", "<!-- /gallery -->"


def gallery(figures: Path) -> str:
    """A Markdown table: picture, finding, where its notebook is. Figures for which there was nothing to draw are left out."""
    rows = ["| figure | finding |", "|---|---|"]
    for path in sorted(figures.glob("*.txt")):
        drawn, _, rest = path.read_text(encoding="utf-8").strip().partition(". ")
        finding = rest.split(". ")[0].rstrip(".")
        if finding and path.with_suffix(".png").exists():
            rows.append(
                f'| <a href="figures/{path.stem}.png"><img src="figures/{path.stem}.png" width="300" alt="{drawn}"></a> '
                f"| **{finding}.**<br>{drawn}. [Numbers](figures/{path.stem}.csv), [SVG](figures/{path.stem}.svg) |"
            )
    return "\n".join(rows) + "\n"


def main() -> None:
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
