"""Sources Say: who says what, how surely, in what tone, and which claims stand.

>>> import analysis
>>> article = analysis.Article("harbour", "The port may reopen, the mayor said.")
>>> notes = analysis.annotate(article)  # one DataFrame a layer
>>> notes.attributions[["source", "cue", "content"]].iloc[0].tolist()
['the mayor', 'said', 'The port may reopen']
>>> notes.hedges[["text", "category"]].iloc[0].tolist()
['may', 'POSS']

`load_case()` gives the articles of a case, `view(article, notes)` shows one with its marks.
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
    "view": "marked",
    "load_actors": "layers.actors.actor_list",
    "load_register": "register",
}
__all__ = ["Article", *_HOMES]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module 'analysis' has no attribute {name!r}")
