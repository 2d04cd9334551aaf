"""Reviewing claims: one person, one claim after the other, every decision on disk at once.

from analysis.review import panel
panel(notes, articles, reviewer="Your Name")
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ..pipeline import Annotations
from ..text.article import Article
from .claim_queue import in_words
from .session import Session, open_session

if TYPE_CHECKING:
    from .controls import Root

__all__ = ["Session", "in_words", "open_session", "panel"]


def panel(
    notes: Annotations | None = None,
    articles: Iterable[Article] | Article | None = None,
    register_path: str | Path | None = None,
    reviewer: str = "",
) -> "Root":
    """The review panel as a widget for JupyterLab: see `analysis.review.widgets.Panel`.

    notes, articles : what to review; by default the articles of seeds/, annotated now
    register_path   : folder of the register; by default the project's
    reviewer        : your name; by default the one who wrote here last; it can be typed as well
    """
    from .widgets import Panel  # ipywidgets is loaded only where a panel is wanted

    return Panel(open_session(notes, articles, register_path, reviewer)).root
