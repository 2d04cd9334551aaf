"""Whom is a loaded word about?  A trained score for every actor that its sentence names.

The path through the parse from the word to the name, the name's own place, whether it speaks, and
how often the article names it (`models/about.npz`, made by `benchmarks/train_about.py`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import takewhile

from spacy.tokens import Token

from ..text.linear import load_scorer
from ..text.parse import Parsed
from .actors.names import Mention
from .hedging.candidate import cue_head

ENOUGH = 0.5  # probability from which an actor is named: below it, nobody is
LINKS = ("prep", "agent")  # no steps of their own: "by X" is one


class Named:
    """Actors of an article by the head of each name or pronoun, and how often each is named."""

    def __init__(self, parsed: Parsed, mentions: Iterable[Mention]) -> None:
        self.parsed, self.actors = parsed, dict[int, str]()
        for m in sorted(mentions, key=lambda m: m.first - m.last):
            self.actors[cue_head(parsed.doc, m.first, m.last).i] = m.actor
        often = Counter(self.actors.values()).most_common()
        self._rank = {actor: min(n, 2) for n, (actor, _) in enumerate(often)}

    def about(self, word: Token, speaker: str) -> str:
        """The actor that the word is most likely about; "" where none is likely enough.

        speaker : actor in whose statement the word stands, "" in the outlet's own words
        """
        model = load_scorer("about.npz")
        scored = [(model((), names), actor) for actor, names in self.candidates(word, speaker)]
        score, actor = max(scored, default=(0.0, ""))
        return actor if score >= ENOUGH else ""

    def candidates(self, word: Token, speaker: str) -> Iterator[tuple[str, list[str]]]:
        """Each name in the word's sentence: its actor, and features that are true of the pair."""
        sentence = self.parsed.sentence_of(word.idx)
        inside = range(sentence.first, sentence.last) if sentence else ()
        places = [i for i in inside if i in self.actors and i != word.i]
        for i in places:
            actor, name = self.actors[i], self.parsed.doc[i]
            side = "after" if i > word.i else "before"
            between = range(min(i, word.i) + 1, max(i, word.i))
            names = [*_path(word, name), f"side={side}", f"often={self._rank[actor]}"]
            if not any(k in between for k in places):
                names.append(f"nearest {side}")
            if speaker:
                names.append(f"speaks={actor == speaker}")
            yield actor, names


def _path(word: Token, name: Token) -> list[str]:
    """The steps up from the word and down to the name, whole and in parts."""
    above = [name, *name.ancestors]
    joint = next((t for t in (word, *word.ancestors) if t in above), word)
    rising = [*takewhile(lambda t: t not in above, (word, *word.ancestors))]
    falling = [*takewhile(lambda t: t != word and not t.is_ancestor(word), above)]
    up = [_step(t) for t in rising if t.dep_ not in LINKS]
    down = [_step(t) for t in falling if t.dep_ not in LINKS]
    ends = [*up, "-"][0], [*down, "-"][0]
    meet = ["-", *up][-1], ["-", *down][-1]
    pos = f"pos={word.pos_}"
    return [
        "bias",
        pos,
        f"name={name.pos_}",
        f"dep={_step(name)}",
        f"ends={ends}",
        f"meet={meet}",
        f"at={joint.lemma_ if joint.pos_ == 'VERB' else joint.pos_}{meet[1]}",
        f"{pos}{up[:2]}",
        f"up={up[:3]}",
        f"down={down[:3]}",
        f"path={up[:4]}{down[:4]}",
    ]


def _step(token: Token) -> str:
    """The relation of a word to the one above it; with the preposition where that is what ties."""
    return f"{token.dep_}:{token.head.lower_}" if token.dep_ == "pobj" else token.dep_
