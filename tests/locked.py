"""Is this environment the one that requirements.lock describes? Only then are picture bytes
comparable.
"""

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from packaging.requirements import Requirement

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"


def locked(lock: Path = LOCK) -> list[Requirement]:
    """The pins of a lock, hashes left out."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return [Requirement(line.rstrip(" \\")) for line in lines if re.match(r"[A-Za-z0-9]", line)]


@cache
def unlocked() -> tuple[str, ...]:
    """What differs between this environment and the lock; empty under the lock."""
    found = []
    for pin in locked():
        if pin.marker and not pin.marker.evaluate():
            continue
        try:
            installed = version(pin.name)
        except PackageNotFoundError:
            installed = "nothing"
        if installed not in pin.specifier:
            found.append(f"{pin.name}: {installed} instead of {pin.specifier}")
    return tuple(found)
