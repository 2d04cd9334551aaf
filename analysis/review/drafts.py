"""What is half written: kept beside the register until it is saved, and never a decision.

The folder `out/` of a register holds what can be lost: no command reads it, and git passes it by.
"""

import getpass
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..paths import write_whole
from ..register.ledger import tell_git

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Drafts:
    """Answers and reasons as far as they were typed, by reviewer and claim; and who typed last.

    Last, that is, under this account: a folder that a group shares opens for nobody under a
    colleague's name.
    """

    path: Path

    @property
    def name(self) -> str:
        """The reviewer who wrote here last under this account, "" when nobody did."""
        return str(self._read().get(_account(), ""))

    def of(self, reviewer: str, claim_id: str) -> dict[str, Any]:
        """What this reviewer has typed on a claim and not saved: field → value."""
        found = self._read().get(f"{claim_id} {reviewer}")
        return found if isinstance(found, dict) else {}

    def keep(self, reviewer: str, claim_id: str, values: Values) -> None:
        """Keep what was typed; empty fields are left out, and no field is no draft.

        Where nothing can be written, nothing is kept.
        """
        whole = self._read()
        whole[_account()] = reviewer or whole.get(_account(), "")
        whole[f"{claim_id} {reviewer}"] = {f: value for f, value in values.items() if value}
        kept = {key: value for key, value in whole.items() if value}
        with suppress(OSError):
            write_whole(self.path, json.dumps(kept).encode())
            tell_git(self.path.parent.parent)

    def _read(self) -> dict[str, Any]:
        """The file as it is now; one that is missing or broken holds nothing."""
        try:
            found = json.loads(self.path.read_bytes())
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def _account() -> str:
    """The key of the name of whoever is logged in; no reviewer and claim have a key like it."""
    try:
        return f"name\t{getpass.getuser()}"
    except (KeyError, OSError):  # an account without a name, as in some containers
        return "name\t"
