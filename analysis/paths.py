"""Where the project keeps its files, whatever folder Python was started in."""

import os
from pathlib import Path

PROJECT = Path(os.environ.get("SOURCES_SAY_HOME", Path(__file__).resolve().parent.parent))
SEEDS = PROJECT / "seeds"
REGISTER = SEEDS / "register"
FIGURES = Path(os.environ.get("SOURCES_SAY_FIGURES", PROJECT / "figures"))  # tests write elsewhere
LIBRARY = Path(__file__).resolve().parent
LEXICONS = LIBRARY / "lexicons"
MODELS = LIBRARY / "models"
