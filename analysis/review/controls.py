"""The panel's frame: what goes round its fields, the queue's filters, how claims are listed."""

from typing import Any

import ipywidgets as w

from . import fields
from .claim_queue import FIELDS, ORDERS, SHOW, choices
from .session import Session

NOTHING = {
    "open": "Every claim is decided",
    "decided": "Nothing is decided yet",
    "stale": "No decision is stale",
    "in conflict": "The reviewers differ on no claim",
    "mine": "You have decided nothing yet",
    "all": "There are no claims",
}


def left(session: Session) -> str:
    """Why there is no claim to show; in blind review no conflict is denied."""
    show = session.wanted.show
    if session.claims().empty:
        return NOTHING["all"]
    if session.blind and show == "in conflict":
        return "Where reviewers differ is hidden while the box above is ticked"
    wanted = session.wanted
    if wanted.words or any(getattr(wanted, field) for field in FIELDS):
        return "No claim fits what is searched for and filtered above"
    own = ". Write your name to go through them yourself, or choose “all” to read"
    return NOTHING[show] + own * (show == "open" and not session.reviewer)


class Root(w.VBox):  # type: ignore[misc]
    """The panel as a notebook shows it: widgets, or a sentence where they do not work."""

    fallback = ""

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        bundle: dict[str, Any] = super()._repr_mimebundle_(**kwargs)
        return bundle | {"text/plain": self.fallback}


def filters(session: Session) -> dict[str, w.Widget]:
    """What to go through, in which order; the names are those of `claim_queue.Wanted`."""
    wanted, given = session.wanted, choices(session.claims(), session.names)
    found: dict[str, w.Widget] = {
        "show": w.Dropdown(options=SHOW, value=wanted.show, description="Show"),
        "order": w.Dropdown(options=ORDERS, value=wanted.order, description="Order"),
        "words": w.Text(
            description="Search", placeholder="words of the claim", continuous_update=False
        ),
        **{key: w.Dropdown(options=given[key], value="", description=key) for key in FIELDS},
    }
    return {key: fields.named(field, f"ss-{key}", "19em") for key, field in found.items()}


def folded(label: str, css: str, inside: list[w.Widget]) -> list[w.Widget]:
    """A button that opens what is seldom needed: unlike an accordion's, Tab reaches it."""
    toggle = fields.named(w.ToggleButton(description=label, icon="plus"), css, "20em")
    box = w.VBox(inside)
    fields.show(box, False)
    toggle.observe(lambda change: fields.show(box, change["new"]), "value")
    return [toggle, box]


def row(inside: list[w.Widget]) -> w.HBox:
    """Controls beside one another, on further lines where there is no room."""
    box = w.HBox(inside)
    box.add_class("ss-row")
    return box


def label(claim: Any) -> str:
    """A claim in the list of those one can go to, with why it comes early."""
    cut = claim.quote if len(claim.quote) <= 90 else f"{claim.quote[:89]}…"
    return f"{cut} ({', '.join(claim.why)})" if claim.why else cut
