"""Reviewing claims: one person, one claim after the other, every decision on disk at once.

from analysis.review import panel
panel(notes, articles, reviewer="Your Name")
"""

from .session import Session, in_words, open_session

__all__ = ["Session", "in_words", "open_session", "panel"]


def panel(notes=None, articles=None, register_path=None, reviewer: str = ""):
    """The review panel as a widget for JupyterLab: see `analysis.review.widgets.Panel`.

    notes, articles : what to review; by default the articles of seeds/, annotated now
    register_path   : folder of the register; by default the project's
    reviewer        : your name; it can be typed into the panel as well
    """
    from .widgets import Panel  # ipywidgets is loaded only where a panel is wanted

    return Panel(open_session(notes, articles, register_path, reviewer)).root
