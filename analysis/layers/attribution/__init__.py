"""Who says what, and by which word? Source · cue · content of every statement, direct and indirect.

text → windows of word pieces (`encoder`) → tagged runs (`tags`) → whose is which (`link`,
`statements`) → what no corpus taught (`rules`) → rows (`rows`).
"""

from ...text import encoder
from ...text.parse import Parsed
from .attribution_rows import make_rows
from .rules import complete
from .statements import find_statements


def find_attributions(parsed: Parsed, mentions=(), threshold: float = 0.0) -> list[dict]:
    """Rows of the table `attributions`, sorted by start.

    mentions  : of one article (`actors.find_mentions`), to name the canonical speaker
    threshold : rows with a lower score are left out; score is the calibrated probability that
        trained annotators
                would mark this content with this source (0 … 1, two decimals)
    """
    found = []
    for window in encoder.encode(parsed):
        found += [statement.in_text(window) for statement in find_statements(window)]
    rows = make_rows(parsed, complete(parsed, found), mentions)
    return [row for row in rows if row["score"] >= threshold]
