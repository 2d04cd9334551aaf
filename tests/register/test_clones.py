"""Two clones of one register.

After a real `git merge` both read the same, and no acknowledged decision is missing.
"""

import random
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from analysis import Article
from analysis.register import (
    RegisterError,
    add_correction,
    add_decision,
    add_evidence,
    adjudicate,
    displayed,
    ledger,
    load_register,
    undo,
    update,
)
from tests.register.test_register import CRANE, SHIPS, TEXT, machine_claims

ARTICLE = Article("port", TEXT)
QUOTES = (SHIPS, CRANE, "Nobody was hurt")
MATTERS = ("corroborated", "in_part", "disputed", "refuted", "unsupported", "not_assessed")


class Killed(Exception):
    """The process ends here; whatever is not on disk is lost."""


def git(folder: Path, *words: str) -> str:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    run = subprocess.run(
        ["git", *identity, *words], cwd=folder, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    """A repository that holds a register of three claims and nothing else.

    Its own .gitattributes came with it.
    """
    root = tmp_path_factory.mktemp("origin")
    git(root, "init", "-q", "-b", "main")
    update(machine_claims(ARTICLE, *QUOTES), [ARTICLE], root / "register")
    git(root, "add", "-A", "--", "register/.gitattributes", "register/claims.csv")
    git(root, "commit", "-qm", "start")
    return root


@pytest.fixture
def clones(tmp_path, origin):
    """Two working copies."""
    for name in ("one", "two"):
        shutil.copytree(origin, tmp_path / name)
    git(tmp_path / "one", "remote", "add", "other", str(tmp_path / "two"))
    git(tmp_path / "two", "remote", "add", "other", str(tmp_path / "one"))
    return tmp_path / "one", tmp_path / "two"


def commit(clone: Path) -> None:
    git(clone, "add", "-A")  # as anybody would: lock and drafts are passed by
    git(clone, "commit", "-q", "--allow-empty", "-m", "work")


def exchange(one: Path, two: Path) -> None:
    """Each takes in the other's commits.

    The first merges, the second merges what the first had before.
    """
    commit(one)
    commit(two)
    git(one, "fetch", "-q", "other")
    git(two, "fetch", "-q", "other")
    for clone in (one, two):
        git(clone, "merge", "-q", "--no-edit", "other/main")


def test_both_sides_of_a_merge_give_the_same_answer(clones):
    """Two desks decide on the same claims at once.

    The same rows, the same status, the conflict shown on both sides.
    """
    for clone, who, matter in zip(clones, ("Ana", "Bo"), ("disputed", "corroborated"), strict=True):
        register = load_register(clone / "register")
        for cid in register.claims["claim_id"][:2]:
            register = add_decision(register, cid, "faithful", matter, reviewer=who, reason="x")
            register = add_evidence(register, cid, "supports", f"{who} saw it", added_by=who)
        add_correction(
            register, ARTICLE, "claims", 0, 5, "add", "", who=who, why="a claim of its own"
        )
        update(machine_claims(ARTICLE, *QUOTES[:2]), [ARTICLE], clone / "register")
    exchange(*clones)
    one, two = (load_register(c / "register") for c in clones)
    for name in ("claims", "decisions", "evidence", "corrections"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(two, name))
    shown = displayed(one)
    pd.testing.assert_frame_equal(shown, displayed(two))
    assert shown["conflict"].sum() == 2 and len(one.decisions) == 4 and len(one.corrections) == 2
    assert len(one.claims) == 3


def work(clone: Path, who: str, dice: random.Random, kill: bool, done: set[str]) -> None:
    """One act of a desk, perhaps killed at some step of writing.

    What it was told is saved goes into `done`.
    """
    before = (ledger._to_disk, ledger.os.replace)
    register = load_register(clone / "register")
    cid = dice.choice(register.claims["claim_id"].tolist())
    had = set(register.decisions["decision_id"])

    def dies(*_: object) -> None:
        raise Killed

    if kill:
        if dice.random() < 0.5:
            ledger._to_disk = dies
        else:
            ledger.os.replace = dies
    try:
        act = dice.choice(("decide", "decide", "undo", "adjudicate", "update"))
        if act == "undo":
            register = undo(register, who)
        elif act == "adjudicate":
            register = adjudicate(register, cid, "faithful", "in_part", reviewer=who, reason="both")
        elif act == "update":
            quotes = dice.sample(QUOTES, 2)
            update(machine_claims(ARTICLE, *quotes), [ARTICLE], clone / "register")
        else:
            register = add_decision(
                register, cid, "faithful", dice.choice(MATTERS), reviewer=who, reason="a, “b”\nc"
            )
        done |= set(register.decisions["decision_id"]) - had
    except (Killed, RegisterError):
        pass  # not acknowledged
    finally:
        ledger._to_disk, ledger.os.replace = before


def interleave(clones, seed: int) -> None:
    """Acts of two writers in two clones, kills and merges in between, one last exchange."""
    dice, done = random.Random(seed), set()
    for _ in range(dice.randint(3, 9)):
        at = dice.randrange(2)
        work(clones[at], ("Ana", "Bo")[at], dice, dice.random() < 0.25, done)
        if dice.random() < 0.2:
            exchange(*clones)
    exchange(*clones)
    one, two = (load_register(c / "register") for c in clones)
    assert done <= set(one.decisions["decision_id"]), seed
    pd.testing.assert_frame_equal(one.decisions, two.decisions)
    pd.testing.assert_frame_equal(displayed(one), displayed(two))
    assert not one.repairs


def several(tmp_path: Path, origin: Path, seeds: range) -> None:
    for seed in seeds:
        clones = tmp_path / f"{seed}-one", tmp_path / f"{seed}-two"
        for clone, other in zip(clones, reversed(clones), strict=True):
            shutil.copytree(origin, clone)
            git(clone, "remote", "add", "other", str(other))
        interleave(clones, seed)
        for clone in clones:
            shutil.rmtree(clone)


def test_some_interleavings_of_two_writers_lose_nothing(tmp_path, origin):
    """A few of the thousand, on every run."""
    several(tmp_path, origin, range(12))


@pytest.mark.slow
def test_a_thousand_interleavings_of_two_writers_lose_nothing(tmp_path, origin):
    """Writers, kills at every step of writing, merges.

    Every acknowledged decision is there, and both clones agree.
    """
    several(tmp_path, origin, range(1000))
