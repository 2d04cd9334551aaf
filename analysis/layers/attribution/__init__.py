"""Who says what, and by which word? Source · cue · content of every statement, direct and indirect.

text → windows of word pieces (`encoder`) → tagged runs (`tags`) → whose is which (`link`,
`statements`) → what no corpus taught (`rules`), edges put right (`repairs`), statements
within statements (`nested`) → rows (`attribution_rows`).
"""

from collections.abc import Iterable

from ...text import encoder
from ...text.parse import Parsed
from ..actors.names import Cast, Mention
from .attribution_rows import make_rows
from .nested import add_nested
from .repairs import repair
from .rules import complete
from .statements import Quoted, find_statements
from .voice import Row


def find_attributions(
    parsed: Parsed, mentions: Iterable[Mention] = (), threshold: float = 0.0
) -> list[Row]:
    """Rows of the table `attributions`, sorted by start.

    mentions  : of one article (`actors.find_mentions`), to name the canonical speaker
    threshold : rows with a lower score are left out; score is the calibrated probability that
        trained annotators
                would mark this content with this source (0 … 1, two decimals)
    """
    found: list[Quoted] = []
    for window in encoder.encode(parsed):
        found += [statement.in_text(window) for statement in find_statements(window)]
    rows = make_rows(
        parsed, add_nested(parsed, repair(parsed, complete(parsed, found))), Cast.of(mentions)
    )
    return [row for row in rows if row["score"] >= threshold]
