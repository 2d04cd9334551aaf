"""Whom is a loaded word about?  A trained score for every actor that its sentence names.

The path through the parse from the word to the name, the encoder's vectors of both, the name's own
place, what kind of actor it names, whether it speaks, and how often the article names it
(`models/about.npz`, made by `benchmarks/train_about.py`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import takewhile

import numpy as np
from spacy.tokens import Token

from ..text import encoder
from ..text.linear import WIDTH, Floats, load_scorer
from ..text.parse import Parsed
from .actors.names import Mention
from .hedging.candidate import cue_head

ENOUGH = 0.75  # probability from which an actor is named: below it, nobody is
LINKS = ("prep", "agent")  # no steps of their own: "by X" is one
Candidate = tuple[str, list[str], Floats]  # actor, features of word and name, vectors of both


class Named:
    """Actors of an article by the head of each name or pronoun, and how often each is named."""

    def __init__(self, parsed: Parsed, mentions: Iterable[Mention]) -> None:
        self.parsed, self.mentions = parsed, dict[int, Mention]()
        for m in sorted(mentions, key=lambda m: m.first - m.last):
            self.mentions[cue_head(parsed.doc, m.first, m.last).i] = m
        often = Counter(m.actor for m in self.mentions.values()).most_common()
        self._rank = {actor: min(n, 2) for n, (actor, _) in enumerate(often)}
        self._vectors = encoder.token_vectors(parsed)[:, 2 * WIDTH :]

    def about(self, word: Token, speaker: str, loaded_class: str) -> str:
        """The actor that the word is most likely about; "" where none is likely enough.

        speaker : actor in whose statement the word stands, "" in the outlet's own words
        """
        model, odds = load_scorer("about.npz"), defaultdict[str, float](float)
        for actor, names, vector in self.candidates(word, speaker, loaded_class):
            odds[actor] += 1 / max(1 / model(vector, names) - 1, 1e-9)
        # the actors of the sentence compete with each other and with nobody
        actor, most = max(odds.items(), key=lambda x: (x[1], x[0]), default=("", 0.0))
        return actor if most / (1 + sum(odds.values())) >= ENOUGH else ""

    def candidates(self, word: Token, speaker: str, loaded_class: str) -> Iterator[Candidate]:
        """Each name in the word's sentence, with what is true of the pair."""
        sentence = self.parsed.sentence_of(word.idx)
        inside = range(sentence.first, sentence.last) if sentence else ()
        places = [i for i in inside if i in self.mentions and i != word.i]
        for i in places:
            mention, name = self.mentions[i], self.parsed.doc[i]
            side = "after" if i > word.i else "before"
            between = range(min(i, word.i) + 1, max(i, word.i))
            names = [*_path(word, name), f"side={side}", f"often={self._rank[mention.actor]}"]
            names += [f"kind={mention.actor_kind}", f"apart={min(len(between) // 3, 5)}"]
            names.append(f"class={loaded_class}")
            if not any(k in between for k in places):
                names.append(f"nearest {side}")
            if speaker:
                names.append(f"speaks={mention.actor == speaker}")
            yield mention.actor, names, np.concatenate(self._vectors[[word.i, i]])


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
