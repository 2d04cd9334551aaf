"""Sources Say: who says what, how surely, in what tone, how the rhetoric climbs, and which claims stand.

import analysis
case = analysis.load_case()
notes = analysis.annotate(case.articles, actors=case.actors)
notes.attributions
analysis.view(case.articles[0], notes)
"""

from importlib import import_module

from .text.article import Article

__version__ = "0.2.0"

# Looked up when first used, so that `import analysis` loads no model and no plotting library.
# (No module may bear the name of a public function: importing the module would hide the function.)
_HOMES = {
    "load_case": "cases",
    "load_articles": "text.articles",
    "annotate": "pipeline",
    "Annotations": "pipeline",
    "view": "show",
    "load_actors": "layers.actors.mentions",
    "load_register": "register",
}
__all__ = ["Article", *_HOMES]


def __getattr__(name: str):
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module 'analysis' has no attribute {name!r}")
