"""What a mention of an actor is, and one way to write an actor."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

CALLED = frozenset(
    "charity group ngo organisation organization movement union party network alliance campaign "
    "association foundation club coalition".split()
)


SUBJECT = frozenset(("nsubj", "nsubjpass"))


class Mention(NamedTuple):
    """One mention: span, canonical actor, tokens (half-open), how it is written.

    And what is known about the actor.

    kind : name, alias, metonym, demonym, title or pronoun
    actor_kind : person, state, government, institution, military, media, company, group, place; ""
        when unknown
    title : the offices that the list of actors gives this person · gender : m, f, n or ""
    """

    start: int
    end: int
    actor: str
    first: int
    last: int
    kind: str
    actor_kind: str = ""
    title: str = ""
    gender: str = ""


class Cast(list[Mention]):
    """The mentions of an article, sorted, and looked up by actor and by token."""

    @classmethod
    def of(cls, mentions: Iterable[Mention]) -> "Cast":
        """The mentions themselves where they are a cast already."""
        return mentions if isinstance(mentions, Cast) else cls(sorted(mentions))

    @cached_property
    def by_actor(self) -> dict[str, list[Mention]]:
        """Actor → where it is named; pronouns left out."""
        found: dict[str, list[Mention]] = {}
        for m in self:
            if m.kind != "pronoun":
                found.setdefault(m.actor, []).append(m)
        return found

    @cached_property
    def standings(self) -> dict[str, Any]:
        """Actor → what `standing` has found of it: many statements ask for one speaker."""
        return {}

    @cached_property
    def by_token(self) -> dict[int, Mention]:
        """Index of a token → the mention that holds it."""
        return {i: m for m in self for i in range(m.first, m.last)}


class Entry(NamedTuple):
    """One way to write an actor: the words as listed, folded for look-up.

    And what is known about the actor.
    """

    words: tuple[str, ...]
    folded: tuple[str, ...]
    actor: str
    form: str
    actor_kind: str
    gender: str
    side: str
    title: str
