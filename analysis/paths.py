"""Where the project keeps its files, whatever folder Python was started in."""

import hashlib
import os
import shutil
import sys
import tempfile
from pathlib import Path

PROJECT = Path(os.environ.get("SOURCES_SAY_HOME", Path(__file__).resolve().parent.parent))
SEEDS = PROJECT / "seeds"
REGISTER = SEEDS / "register"
LIBRARY = Path(__file__).resolve().parent
LEXICONS = LIBRARY / "lexicons"
MODELS = LIBRARY / "models"


def model_file(name: str) -> Path:
    """Where a trained model lies, checked against `models/sums.txt`; read it once and keep it.

    Raises FileNotFoundError when it is missing, ValueError when its bytes are not the ones that
    were shipped; both name the file. (`make train` writes models and their sums.)
    """
    path = MODELS / name
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: check the project out again")
    sums = (line.split() for line in (MODELS / "sums.txt").read_text().splitlines())
    shipped = {file: digest for digest, file in sums}
    if hashlib.sha256(path.read_bytes()).hexdigest() != shipped.get(name):
        raise ValueError(
            f"{path} is not the model that {MODELS / 'sums.txt'} names: check the project out "
            "again, or after training write the sums anew: make sums"
        )
    return path


def resolved(folder: str | Path) -> Path:
    """A folder as the user names it: looked up in the current folder, then in the project's."""
    path = Path(folder).expanduser()
    return (path if path.exists() or path.is_absolute() else PROJECT / path).resolve()


def called() -> str:
    """What to type for a command of this program, as the user has just called it."""
    start = Path(sys.argv[0])
    if start.stem == "sources-say":
        return start.stem if shutil.which(start.stem) else os.path.relpath(start)
    python = sys.orig_argv[0] if start == LIBRARY / "__main__.py" else "python"
    return f"{python} -m analysis"


def home_of(case: Path) -> Path:
    """Where a case's outputs lie: its own folder; for the case that ships, the project's."""
    return PROJECT if case.resolve() == SEEDS.resolve() else case


def write_whole(path: Path, data: bytes) -> None:
    """Put a file in the place of another in one step: readers see the old or the new one.

    A folder that is made for it is open to whoever may write the one above.
    """
    if not (folder := path.parent).exists():
        folder.mkdir(parents=True)
        folder.chmod(folder.parent.stat().st_mode & 0o7777)
    handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(scratch, 0o644)
        os.replace(scratch, path)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise


def fingerprint() -> str:
    """Hash of every file of the package: what other code computed is not taken for fresh."""
    library = hashlib.sha256()
    for path in sorted(p for p in LIBRARY.rglob("*") if p.is_file() and p.suffix != ".pyc"):
        library.update(str(path.relative_to(LIBRARY)).encode() + path.read_bytes())
    return library.hexdigest()


CASE = resolved(os.environ.get("SOURCES_SAY_CASE") or SEEDS)
FIGURES = Path(os.environ.get("SOURCES_SAY_FIGURES", home_of(CASE) / "figures"))  # tests: elsewhere
NOTEBOOKS = FIGURES.parent / "notebooks"
