"""What the head of acts sees of a word: what it is, and what stands beside it."""

from .act_features import Around, carrier, rungs, word_class
from .act_words import classes_of
from .ladder import ladder
from .tree import ACTORS, Tree

WORDED = {"prep", "agent", "prt", "aux", "neg", "mark", "det", "advmod"}
PHRASES = {"dobj", "nsubj", "nsubjpass", "poss", "compound", "amod", "xcomp", "ccomp", "pobj"}


def act_features(tree: Tree, i: int, first: int, last: int, near: Around) -> list[str]:
    """What tells whether this word is an act of its own, and which.

    first, last : tokens of its sentence
    """
    kind, dep, head = word_class(tree, i), tree.dep[i], tree.head[i]
    found = _beside(tree, i, first, last, near)
    found += ["b", "pos " + tree.pos[i], "tag " + tree.tag[i], f"dep {dep} {kind}"]
    own = rungs(tree, i)
    found += ["lex"] * bool(own) + [f"lex {rung}" for rung in own]
    found += [f"only {rung}" for rung in own if len(own) == 1]
    if not own:
        found += [
            f"near {rung}"
            for other in ("VERB", "NOUN")
            for rung in ladder().get((tree.lemma[i], other), ())
        ]
    if head != i:
        found.append(f"head {kind} {dep} {word_class(tree, head)}")
        found += [f"head {dep} {rung}" for rung in rungs(tree, head)]
        if dep == "pobj":
            found.append("under " + tree.lemma[head])
            above = tree.head[head]
            found += [f"above {tree.lemma[head]} {rung}" for rung in rungs(tree, above)]
    near_it = [head, *tree.kids[i], *(j for k in tree.kids[i] for j in tree.kids[k])]
    found += sorted({f"by {c} {kind}" for k in near_it for c in classes_of(tree.lemma[k])})
    if kind == "NOUN":
        found.append(f"light {carrier(tree, i) >= 0}")
    for k in tree.kids[i]:
        found.append(f"kid {kind} {tree.dep[k]}")
        if tree.dep[k] in WORDED:
            found.append(f"word {kind} {tree.lemma[k]}")
        if tree.dep[k] in PHRASES:
            found.append(f"phrase {tree.dep[k]} {tree.pos[k]} {tree.text[k][0].isupper()}")
            found += [f"kid {tree.dep[k]} {rung}" for rung in rungs(tree, k)]
            found += [f"kid {tree.dep[k]} {name} {kind}" for name in classes_of(tree.lemma[k])]
    return found


def _company(tree: Tree, first: int, last: int, near: Around) -> tuple[bool, bool, list[str], int]:
    """Is an actor named in a sentence, does a noun of the list act; classes; words listed."""
    if first not in near.company:
        lemmas = tree.lemma[first:last]
        named = any(k in near.kinds for k in range(first, last))
        told = sorted({name for lemma in lemmas for name in classes_of(lemma)})
        near.company[first] = (
            named,
            not ACTORS.isdisjoint(lemmas),
            told,
            sum(near.listed[first:last]),
        )
    return near.company[first]


def _beside(tree: Tree, i: int, first: int, last: int, near: Around) -> list[str]:
    """The word itself, its neighbours, and who is named in its sentence."""
    kind, dep, head = word_class(tree, i), tree.dep[i], tree.head[i]
    named, acting, told, in_all = _company(tree, first, last, near)
    det = next((tree.lower[k] for k in tree.kids[i] if tree.dep[k] == "det"), "")
    listed, others = near.listed[i], min(in_all - near.listed[i], 4)
    found = [
        *(f"lemma {tree.lemma[i]} {kind}", f"named {kind} {named} {acting}", f"det {kind} {det}"),
        *(f"named {kind} {named or acting} {listed} {det}", f"others {others} {kind}"),
        *(f"others {others} {listed}", f"long {min((last - first) // 8, 5)} {kind}"),
        f"before {tree.lower[i - 1] if i > first else ''} {kind}",
        *(f"after {tree.lower[i + 1] if i + 1 < last else ''} {kind}", f"heat {near.heat} {kind}"),
    ]
    found += [f"with {name} {tree.lemma[i]}" for name in told]
    if head != i:
        found.append(f"head {dep} {tree.lemma[head]}")
        if dep == "pobj" and tree.head[head] != head:
            found.append(f"head {tree.lemma[head]} {tree.lemma[tree.head[head]]}")
    return found
