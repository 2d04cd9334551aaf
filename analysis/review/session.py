"""A review without its buttons: which claim is next, what was decided, how far one has come."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from .. import register as reg
from ..claim_findings import caller
from ..measures.origins import join_claims
from ..paths import REGISTER
from ..pipeline import Annotations, annotate
from ..register.agreement import agreement
from ..text.article import Article, names
from ..text.articles import load_articles
from ..vocabulary import count, number, part
from .claim_queue import DIFFER, Wanted, ordered, reasons, select
from .drafts import Drafts

ALIKE = "decided with "  # begins the note of a claim decided with another; its id follows
NEEDED = {
    "reason": "the reason is missing: others must be able to follow the decision",
    "saying": "an answer is missing: was it said, so? Choose one",
    "matter": "an answer is missing: is it so? Choose one",
}
ASKED = {"saying": "Said?", "matter": "So?"}
Place = tuple[str, int]  # an article and where a claim begins in it


class Session:
    """One reviewer's way through the claims of some articles.

    The register on disk is the only memory of decisions: a session that is opened again, after a
    restart too, stands where the files stand.

    register, articles : the register with these articles' claims merged in, and the articles by id
    reviewer : name under which decisions are saved, by default the one who wrote here last; open
        means: not decided by this reviewer (by anybody, as long as there is no name)
    wanted   : what to go through, and in which order
    scores, actors : of the claim that a run found at a place, the machine's score and its actor
    blind    : nothing that others decided is told on a claim before this reviewer has decided it
    """

    def __init__(
        self,
        register: reg.Register,
        articles: Iterable[Article],
        reviewer: str = "",
        wanted: Wanted | None = None,
        scores: Mapping[Place, float] | None = None,
        actors: Mapping[Place, str] | None = None,
    ) -> None:
        self.register = register
        self.articles = {a.article_id: a for a in articles}
        self.names = names(self.articles.values())
        self.drafts = Drafts(register.path / "out" / "drafts.json")
        self.reviewer = reviewer.strip() or self.drafts.name
        self.wanted = wanted or Wanted()
        self.blind = False
        self._scores, self._actors = scores or {}, actors or {}
        self._shown: tuple[reg.Register, pd.DataFrame] | None = None  # worked out once for a state
        self._joined: pd.DataFrame | None = None
        self._order: tuple[tuple[str, bool, frozenset[str]], list[str]] | None = None
        self.current = next(iter(self.queue()), "")

    def claims(self) -> pd.DataFrame:
        """`register.displayed` of these articles' claims, with `why` each of them matters.

        `speaker` names its source as lists do: one name for one actor.
        """
        if self._shown is None or self._shown[0] is not self.register:
            shown = reg.displayed(self.register)
            shown = shown[shown.article_id.isin(list(self.articles))].reset_index(drop=True)
            why = reasons(shown, self.register.claims, self._scores)
            shown["why"] = pd.Series(why, dtype="object", index=shown.index)
            shown["speaker"] = [
                caller(claim.source, self._actors.get((claim.article_id, claim.start), ""))
                for claim in shown.itertuples()
            ]
            self._shown = (self.register, shown)
        return self._shown[1]

    def elsewhere(self) -> int:
        """How many registered claims belong to articles that are not at hand."""
        return len(self.register.claims) - len(self.claims())

    def decided(self) -> set[str]:
        """Claims with a standing decision of this reviewer (of anybody, without a name)."""
        stand = reg.standing(self.register.decisions)
        mine = stand if not self.reviewer else stand[stand.reviewer == self.reviewer]
        return set(mine.claim_id)

    def unswayed(self) -> bool:
        """Whether what others decided on the current claim is to be kept from this reviewer yet."""
        return self.blind and self.current not in self.decided()

    def queue(self) -> list[str]:
        """Ids of the claims to be gone through, in their order."""
        wanted = select(self.told(), self.wanted, self.decided())
        return [claim_id for claim_id in self.order() if claim_id in wanted]

    def order(self) -> list[str]:
        """Ids of all claims in their order, which stands while one decides."""
        key = (self.wanted.order, self.blind, frozenset(self.claims().claim_id))
        if self._order is None or self._order[0] != key:
            self._order = (key, ordered(self.told(), self.wanted.order))
        return self._order[1]

    def told(self) -> pd.DataFrame:
        """The claims with what may be told: in blind review nobody's reason on one's open claims.

        No conflict either.
        """
        claims = self.claims()
        if not self.blind:
            return claims
        seen = claims.claim_id.isin(list(self.decided()))
        why = [
            words if mine else tuple(w for w in words if w != DIFFER)
            for words, mine in zip(claims.why, seen, strict=True)
        ]
        told = {"conflict": claims.conflict & seen, "reason": claims.reason.where(seen, "")}
        return claims.assign(**told, why=why)

    def progress(self) -> tuple[int, int]:
        """(decided, all) of these articles' claims."""
        ids = set(self.claims().claim_id)
        return len(ids & self.decided()), len(ids)

    def step(self, by: int = 1) -> str:
        """Go on to the next claim of the queue (by=-1: back), around the end; its id or ""."""
        order, queue = self.order(), set(self.queue())
        at = order.index(self.current) if self.current in order else (-1 if by > 0 else len(order))
        ahead = [order[(at + by * k) % len(order)] for k in range(1, len(order) + 1)]
        self.current = next((cid for cid in ahead if cid in queue), "")
        return self.current

    def save(self, also: Iterable[str] = (), **decision: Any) -> str:
        """Save a decision on the current claim; arguments as `register.add_decision`.

        also : claims of other articles that say the same (`twins`), decided alike
        Returns what was done, in words. Raises RegisterError, with nothing written, when name or
        reason is missing or a value is not in its scale.
        """
        self._ready(decision)
        ids = [self.current, *also]
        for claim_id in ids:
            given = dict(decision)
            if claim_id != self.current:  # findings belong to one claim
                given |= {"note": ALIKE + self.current, "evidence_ids": ()}
            self.register = reg.add_decision(
                self.register, claim_id, reviewer=self.reviewer, **given
            )
            self.drafts.keep(self.reviewer, claim_id, {})
        return f"saved: {' '.join(ids)} {reg.answers(decision)}, in {self._file('decisions')}"

    def adjudicate(self, **decision: Any) -> str:
        """Settle the conflict on the current claim: saying, matter and reason as for `save`."""
        self._ready(decision)
        given = {k: decision[k] for k in ("saying", "matter", "reason")}
        self.register = reg.adjudicate(self.register, self.current, reviewer=self.reviewer, **given)
        self.drafts.keep(self.reviewer, self.current, {})
        return f"adjudicated: {self.current} {reg.answers(decision)}, in {self._file('decisions')}"

    def undo(self) -> str:
        """Withdraw this reviewer's last standing decision and go to its claim.

        With it those on claims that were decided alike in one step.
        """
        before = reg.standing(self.register.decisions)
        self.register = reg.undo(self.register, self.reviewer)
        stands = set(reg.standing(self.register.decisions).decision_id)
        last = before[~before.decision_id.isin(stands)].iloc[-1].to_dict()
        self.current = str(last["note"] if ALIKE in last["note"] else last["claim_id"])
        self.current = self.current.removeprefix(ALIKE)
        mine = before[(before.reviewer == self.reviewer) & before.decision_id.isin(stands)]
        own, began = mine.claim_id == self.current, last["date"]
        if ALIKE in last["note"]:  # its act began with the newest decision on the claim it names
            began = mine.date[own].max()
        alike = (mine.note == ALIKE + self.current) & (mine.date > began)
        alike |= own & (mine.date == began)
        for claim_id in mine.claim_id[alike]:
            self.register = reg.undo(self.register, self.reviewer, claim_id)
        more = f" and {count(int(alike.sum()), 'claim')} like it" if alike.any() else ""
        return f"withdrawn: {reg.answers(last)} on {self.current}{more}; the rows stay on record"

    def add_evidence(self, **evidence: Any) -> str:
        """Save a finding on the current claim; arguments as `register.add_evidence`."""
        self._named("a finding")
        self.register = reg.add_evidence(
            self.register, self.current, added_by=self.reviewer, **evidence
        )
        return f"evidence saved in {self._file('evidence')}"

    def correct(self, field: str, to: str, why: str) -> str:
        """Correct what the machine read of the current claim (`register.add_correction`).

        to : of a claim that the machine lacks (add), its words in the same article
        """
        self._named("a correction")
        claim = reg.claim_of(self.register, self.current)
        if claim["start"] < 0:
            raise reg.RegisterError("the words of this claim are gone: there is nothing to correct")
        was = str(claim.get("machine_status" if field == "status" else field, ""))
        article = self.articles[str(claim["article_id"])]
        span = int(claim["start"]), int(claim["end"])
        if field == "add":
            span = reg.span_of(article, to, span[0])
        self.register = reg.add_correction(
            self.register,
            article,
            "claims",
            *span,
            field,
            to * (field != "add"),
            who=self.reviewer,
            why=why,
            was=was,
        )
        done = f"{reg.in_words(field)} {to!r}" if to else reg.in_words(field)
        return f"corrected: {done}, from the next run on; in {self._file('corrections')}"

    def undo_correction(self) -> str:
        """Withdraw this reviewer's last correction."""
        self.register = reg.undo_correction(self.register, self.reviewer)
        return "your last correction is withdrawn, from the next run on"

    def evidence(self) -> pd.DataFrame:
        """Findings on the current claim."""
        return reg.findings(self.register, self.current)

    def twins(self) -> pd.DataFrame:
        """Claims of other articles that look like the current one and are open to this reviewer.

        Columns as `claims`. Likeness is that of `measures.origins.join_claims`: a suggestion.
        """
        shown = self.claims()
        if self._joined is None:
            self._joined = join_claims(shown)
        pairs = [*zip(self._joined.claim_id, self._joined.other_claim_id, strict=True)]
        pairs += [(other, one) for one, other in pairs]
        like = {other for one, other in pairs if one == self.current} - self.decided()
        return shown[shown.claim_id.isin(list(like))]

    def beside(self) -> tuple[str, ...]:
        """The words of the other claims of the current one's article, in its order."""
        claims = self.claims()
        here = claims.article_id.isin(claims.article_id[claims.claim_id == self.current])
        others = claims[here & (claims.claim_id != self.current) & (claims.start >= 0)]
        return tuple(dict.fromkeys(others.quote))

    def agreement(self) -> str:
        """How far the reviewers agree on both questions, in a sentence each; "" with one alone."""
        lines = []
        for row in agreement(self.register, ASKED, draws=0).itertuples():
            if row.claims:
                measured = f", alpha {number(row.alpha)}" if row.alpha == row.alpha else ""
                told = part(row.same, row.claims, "claim")
                lines.append(f"{ASKED[row.scale]} the reviewers agree on {told}{measured}.")
        return " ".join(lines)

    def _ready(self, decision: Mapping[str, Any]) -> None:
        self._named("a decision")
        for field, missing in NEEDED.items():
            if not str(decision.get(field, "")).strip():
                raise reg.RegisterError(missing)

    def _named(self, what: str) -> None:
        if not self.current:
            raise reg.RegisterError("there is no claim on show: choose “all” to see every claim")
        if not self.reviewer:
            raise reg.RegisterError(f"your name is missing: {what} is somebody's")

    def _file(self, table: str) -> Path:
        return self.register.path / f"{table}.csv"


def open_session(
    notes: Annotations | None = None,
    articles: Iterable[Article] | Article | None = None,
    register_path: str | Path | None = None,
    reviewer: str = "",
) -> Session:
    """A session on the register in a folder with the claims of a run merged in.

    Arguments as for `analysis.review.panel`.
    """
    given = load_articles() if articles is None else articles
    held = [given] if isinstance(given, Article) else list(given)
    if notes is None:
        notes = annotate(held)
    register = reg.merge(reg.load_register(register_path or REGISTER), notes.claims, held)
    found = {(row.article_id, row.start): row for row in notes.claims.itertuples()}
    scores = {place: row.score for place, row in found.items()}
    actors = {place: row.source_actor for place, row in found.items()}
    return Session(register, held, reviewer, scores=scores, actors=actors)
