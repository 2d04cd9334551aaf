"""The panel's fields: each with a label of its own, a class to find it by, and empty at first."""

from collections.abc import Iterable
from typing import Any

import ipywidgets as w

from .. import register as reg
from ..corrections import FIELDS

# field → its class (after ss-), where that is another word
CLASSES = {
    "source_reliability": "reliability",
    "info_credibility": "credibility",
    "evidence_ids": "used",
    "field": "wrong",
    "to": "right",
}
FINDING = {
    "finding": ("Finding", "what the page says, in your own words"),
    "url": ("Link", "https://…"),
    "archive_url": ("Lasting copy", "https://web.archive.org/…, or empty"),
    "original_wording": ("Original wording", "of a translated claim, as the page has it, or empty"),
    "origin": ("Origin", "who the page has it from"),
    "outlet": ("Outlet", "where the page is"),
    "published": ("Published", "2031-05-06, or empty"),
}
WHOLE = {
    "drop": "it is no claim",
    "split": "its words: write the right ones, several claims apart by |",
    "join": "it is one with another claim: choose it",
    "add": "a claim beside it is missing: write its words",
}


def decision() -> dict[str, w.Widget]:
    """What a decision needs: both answers and the reason first, grades after them."""
    return _form(
        saying=_choice("Was it said, so?", "saying"),
        matter=_choice("Is it so?", "matter"),
        reason=w.Textarea(
            description="Reason",
            placeholder="required: what the decision rests on",
            continuous_update=False,
        ),
        confidence=_choice("Confidence", "confidence"),
        likelihood=_choice("Likelihood (ICD 203)", "likelihood"),
        source_reliability=_choice("Source (Admiralty)", "source_reliability"),
        info_credibility=_choice("Information (Admiralty)", "info_credibility"),
        evidence_ids=w.SelectMultiple(description="Findings used"),
        also=w.SelectMultiple(description="Decide these alike"),
    )


def finding() -> dict[str, w.Widget]:
    """What a finding needs; the names are those of `register.add_evidence`."""
    texts = {k: w.Text(description=name, placeholder=hint) for k, (name, hint) in FINDING.items()}
    return _form(stance=_choice("Stance", "stance"), **texts, lineage=_choice("Lineage", "lineage"))


def correction() -> dict[str, w.Widget]:
    """What a correction of the machine needs: what is wrong, what is right, and why."""
    known = {field: reg.in_words(field) for field in FIELDS["claims"]} | WHOLE
    options = [("(choose)", ""), *((words, field) for field, words in known.items())]
    return _form(
        field=w.Dropdown(options=options, description="What is wrong"),
        to=w.Combobox(description="What is right", placeholder="a value, or words of the article"),
        why=w.Text(description="Why", placeholder="required"),
    )


def values(fields: dict[str, w.Widget]) -> dict[str, Any]:
    """What was entered; a choice of several as a list."""
    return {k: list(f.value) if _several(f) else f.value for k, f in fields.items()}


def fill(fields: dict[str, w.Widget], given: dict[str, object]) -> None:
    """Enter values, and empty every other field; what cannot be chosen any more is left out."""
    for key, field in fields.items():
        value = given.get(key)
        if _several(field):
            held = {choice for _, choice in field.options}
            field.value = tuple(v for v in value if v in held) if isinstance(value, list) else ()
        elif isinstance(field, w.Dropdown):
            field.value = value if value in {choice for _, choice in field.options} else ""
        else:
            field.value = value if isinstance(value, str) else ""


def offer(field: w.SelectMultiple, options: Iterable[tuple[str, str]]) -> None:
    """Put these into a list of which several may be chosen; without any it is not there."""
    field.options = list(options)
    field.rows = max(2, min(6, len(field.options)))
    show(field, bool(field.options))


def show(widget: w.Widget, there: bool) -> None:
    """Show a widget, or take it off the page and out of the tab order."""
    widget.layout.display = None if there else "none"


def _form(**given: w.Widget) -> dict[str, w.Widget]:
    return {key: named(field, f"ss-{CLASSES.get(key, key)}") for key, field in given.items()}


def _choice(label: str, scale: str) -> w.Dropdown:
    """A choice from a scale of the register, each value with its meaning."""
    given = [(f"{reg.in_words(v)} – {reg.meaning(scale, v)}", v) for v in reg.values(scale)]
    return w.Dropdown(options=[("(not given)", ""), *given], value="", description=label)


def named(widget: w.Widget, css: str, width: str = "46em") -> w.Widget:
    """The widget with a class to find it by; fields with room for their label."""
    widget.add_class(css)
    if not isinstance(widget, w.Button):
        widget.layout.width = width
        widget.layout.max_width = "100%"
        widget.style.description_width = "13em" if width == "46em" else "initial"
    return widget


def _several(field: w.Widget) -> bool:
    return isinstance(field, w.SelectMultiple)
