"""What the machine found in one article, as marks that a format of other tools can hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..marked import speakers
from ..pipeline import Annotations
from ..text.article import Span


@dataclass(frozen=True)
class Mark:
    """kind : Source, Cue, Content, Hedge, Loaded or Act · values : what is said of it, by name.

    name : its own among those of its kind; the parts of one statement share theirs
    """

    kind: str
    name: str
    spans: Sequence[Span]
    values: dict[str, str]
    note: str


def layer_marks(notes: Annotations) -> Iterator[Mark]:
    """The marks of one article's annotations; claims stand in its register."""
    voices = speakers(notes.attributions)
    for row in notes.attributions.itertuples():
        told = {"Kind": row.kind, "Stance": row.stance}
        parts = {
            "Content": (row.content_spans, told),
            "Source": (row.source_spans, {"SourceType": row.source_type}),
            "Cue": (row.cue_spans, {}),
        }
        for kind, (spans, values) in parts.items():
            places = [(start, end) for start, end in spans]
            said = f"said by {row.speaker or row.source or 'nobody named'}"
            yield Mark(kind, row.attribution_id, places, values, said)
    for row in notes.hedges.itertuples():
        graded = {"Category": row.category, "Strength": str(row.strength)}
        yield _mark("Hedge", row, graded, f"held by {voices[row.holder]}")
    for row in notes.loaded.itertuples():
        classed = {"LoadedClass": row.loaded_class}
        yield _mark("Loaded", row, classed, f"in the voice of {voices[row.voice]}")
    for row in notes.acts.itertuples():
        parties = f"{row.actor or 'nobody named'} → {row.target or 'nobody named'}"
        coded = {"Rung": str(row.rung), "Modality": row.modality}
        yield _mark("Act", row, coded, f"{parties}, {row.plover}, {row.words_or_deed}")


def _mark(kind: str, row: Any, values: dict[str, str], note: str) -> Mark:
    name = f"{row.start} {row.end} {next(iter(values.values()))}"
    return Mark(kind, name, [(row.start, row.end)], values, note)
