"""A review without its buttons: which claim is next, what was decided, how far one has come."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from .. import register as reg
from ..claim_findings import deciders
from ..paths import REGISTER
from ..text.article import Article

SHOW = ("open", "stale", "all")


class Session:
    """One reviewer's way through the claims of some articles. The register on disk is the only memory: a session that
    is opened again, after a restart too, stands where the files stand.

    register, articles : the register with these articles' claims merged in, and the articles by id
    reviewer           : name under which decisions are saved; open means: not decided by this reviewer
                         (as long as there is no name: not decided by anybody)
    show               : open, stale (decided on other words than stand there now, or the words are gone) or all
    """

    def __init__(
        self,
        register: reg.Register,
        articles: Iterable[Article],
        reviewer: str = "",
        show: str = "open",
    ):
        self.register = register
        self.articles = {a.article_id: a for a in articles}
        self.reviewer = reviewer.strip()
        self.show = show
        self._shown: tuple | None = None  # (register, its claims): worked out once for each state
        self.current = next(iter(self.queue()), "")

    def claims(self) -> pd.DataFrame:
        """Displayed status of every claim of these articles, in reading order, claims without a place last."""
        if self._shown is not None and self._shown[0] is self.register:
            return self._shown[1]
        shown = reg.displayed(self.register)
        shown = shown[shown["article_id"].isin(self.articles)]
        place = shown["start"].where(shown["start"] >= 0, shown["start"].max() + shown["n"] + 1)
        shown = (
            shown.assign(place=place)
            .sort_values(["article_id", "place"], kind="stable", ignore_index=True)
            .drop(columns="place")
        )
        self._shown = (self.register, shown)
        return shown

    def decided(self) -> set[str]:
        """Claims with a standing decision of this reviewer (of anybody, while the reviewer has no name)."""
        stand = reg.standing(self.register.decisions)
        return set(
            stand["claim_id"]
            if not self.reviewer
            else stand.loc[stand["reviewer"] == self.reviewer, "claim_id"]
        )

    def queue(self) -> list[str]:
        """Ids of the claims to be gone through, in reading order, as `show` has it."""
        claims = self.claims()
        if self.show == "stale":
            claims = claims[claims["stale"]]
        elif self.show == "open":
            claims = claims[~claims["claim_id"].isin(self.decided())]
        return claims["claim_id"].tolist()

    def progress(self) -> tuple[int, int]:
        """(decided, all) of these articles' claims."""
        claims = self.claims()
        return int(claims["claim_id"].isin(self.decided()).sum()), len(claims)

    def step(self, by: int = 1) -> str:
        """Go on to the next claim of the queue in reading order (by=-1: back), around the end; returns its id ("" if none)."""
        order, queue = self.claims()["claim_id"].tolist(), set(self.queue())
        at = order.index(self.current) if self.current in order else (-1 if by > 0 else len(order))
        ahead = (
            [order[(at + by * k) % len(order)] for k in range(1, len(order) + 1)] if order else []
        )
        self.current = next((cid for cid in ahead if cid in queue), "")
        return self.current

    def save(self, **decision) -> str:
        """Save a decision on the current claim; arguments as `register.add_decision`. Returns what was done, in words.

        Raises RegisterError, with nothing written, when name or reason is missing or a value is not in its scale.
        """
        if not self.current:
            raise reg.RegisterError(
                "there is no claim to decide on: choose “all” to see every claim"
            )
        if not self.reviewer:
            raise reg.RegisterError("your name is missing: a decision is somebody's")
        if not str(decision.get("reason", "")).strip():
            raise reg.RegisterError(
                "the reason is missing: others must be able to follow the decision"
            )
        for question, asked in (("saying", "was it said, so?"), ("matter", "is it so?")):
            if not decision.get(question):
                raise reg.RegisterError(f"an answer is missing: {asked} Choose one")
        self.register = reg.add_decision(
            self.register, self.current, reviewer=self.reviewer, **decision
        )
        return (
            f"saved: {self.current} {_answers(decision)}, in {self.register.path / 'decisions.csv'}"
        )

    def undo(self) -> str:
        """Withdraw this reviewer's last standing decision and go to its claim."""
        before = reg.standing(self.register.decisions)
        self.register = reg.undo(self.register, self.reviewer)
        gone = set(before["decision_id"]) - set(
            reg.standing(self.register.decisions)["decision_id"]
        )
        last = before[before["decision_id"].isin(gone)].iloc[-1]
        self.current = last["claim_id"]
        return f"withdrawn: {_answers(last)} on {self.current}; the row stays on record"

    def add_evidence(self, **evidence) -> str:
        """Save a finding on the current claim; arguments as `register.add_evidence`."""
        if not self.current:
            raise reg.RegisterError(
                "there is no claim to add evidence to: choose “all” to see every claim"
            )
        if not self.reviewer:
            raise reg.RegisterError("your name is missing: write it above, then add the evidence")
        self.register = reg.add_evidence(
            self.register, self.current, added_by=self.reviewer, **evidence
        )
        return f"evidence saved in {self.register.path / 'evidence.csv'}"

    def evidence(self) -> pd.DataFrame:
        """Findings on the current claim."""
        return self.register.evidence[self.register.evidence["claim_id"] == self.current]


def _answers(decision: Mapping[str, str] | pd.Series) -> str:
    return f"said: {reg.in_words(decision['saying'])}; so: {reg.in_words(decision['matter'])}"


def in_words(shown: pd.DataFrame) -> str:
    """What a table of displayed statuses amounts to, in sentences."""
    stale, alone = int(shown["stale"].sum()), int((shown["decided_by"] == "machine").sum())
    lost = int(shown["anchor"].isin(["review", "orphan"]).sum())
    return (
        f"{deciders(shown)} {alone or 'None'} {'carry' if alone > 1 else 'carries'} only a machine’s suggestion. "
        f"{stale or 'No'} decision{' is' if stale < 2 else 's are'} stale, and the words of "
        f"{lost or 'no'} claim{'' if lost < 2 else 's'} are missing from the text or in doubt."
    )


def open_session(
    notes=None, articles=None, register_path: str | Path | None = None, reviewer: str = ""
) -> Session:
    """A session on the register in a folder with the claims of a run merged in (see `analysis.review.panel`)."""
    if articles is None:
        from ..text.articles import load_articles

        articles = load_articles()
    articles = [articles] if isinstance(articles, Article) else list(articles)
    if notes is None:
        from ..pipeline import annotate

        notes = annotate(articles)
    register = reg.load_register(register_path or REGISTER)
    return Session(reg.merge(register, notes.claims, articles), articles, reviewer)
