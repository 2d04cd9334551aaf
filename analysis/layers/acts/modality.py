"""How an act is put: asserted, hedged, conditional, negated or planned; and threats that wear another word."""

from .act_words import words
from .ladder import Rung, plover
from .tree import Tree

FUTURE = {"will", "shall", "'ll", "wo", "sha", "gonna"}
INTENTION = words("intention")
MAYBE = {"may", "might", "could", "would", "can"}
HEDGES = words("hedging modifier")
UNSURE = {"POSS", "PROB", "INF", "BEL", "HEAR", "ALLEG", "ANON", "OPEN", "NOCONF"}
PROMISES = {"promise", "vow", "pledge", "swear", "warn"}
FRIENDLY = {"CONCEDE", "RETREAT", "SUPPORT", "AID", "CONSULT", "COOPERATE"}
SEEMING = words("seeming verb")
NEGATIVE = {"no", "not", "n't", "never", "neither", "nor", "without", "hardly", "nobody", "none"}
FORCE = words("force in threats")
PENALTY = words("penalty in threats")


def spine(tree: Tree, i: int) -> list[int]:
    """The trigger and the words above it that carry its tense, modals and negation: light verbs, infinitives, first conjuncts."""
    chain = [i]
    for _ in range(5):
        node = chain[-1]
        dep, head = tree.dep[node], tree.head[node]
        if head == node:
            break
        nominal = tree.pos[node] in ("NOUN", "PROPN")
        if (
            dep == "xcomp"
            or nominal
            and dep in ("dobj", "nsubjpass", "attr", "nsubj", "pobj", "prep")
            and node == i
        ):
            chain.append(head)
        elif dep == "prep" and len(chain) > 1:
            chain.append(head)
        elif dep == "conj" and not any(
            tree.dep[k] in ("nsubj", "nsubjpass", "aux") for k in tree.kids[node]
        ):
            chain.append(head)
        elif dep in ("pcomp", "acomp") and (
            dep == "acomp" or tree.lemma[tree.head[head]] in ("responsible", "capable")
        ):
            chain += [head, tree.head[head]] if dep == "pcomp" else [head]
        else:
            break
    return chain


def modality_of(tree: Tree, i: int, hedges: dict[int, str] | None = None) -> str:
    """asserted, hedged, conditional, negated or planned, from the trigger's own clause.

    hedges : token index → category of the hedge cue that stands there (rows of the table `hedges`)
    """
    chain, hedges = spine(tree, i), hedges or {}
    verb = next((n for n in chain if tree.pos[n] in ("VERB", "AUX")), i)
    kids = [k for n in chain for k in tree.kids[n]]
    lower = {
        tree.lower[k]
        for k in kids
        if tree.dep[k] in ("aux", "neg", "advmod", "det", "amod", "mark", "preconj")
    }
    if any(tree.dep[k] == "neg" and tree.lower[k] in NEGATIVE for k in kids) or _no(tree, chain):
        return "negated"
    if _conditional(tree, chain, verb):
        return "conditional"
    above = {tree.lemma[n] for n in chain[1:]}
    going = any(tree.lower[n] == "going" for n in chain[1:])
    if lower & FUTURE or going or above & INTENTION or _to_be(tree, verb):
        return "planned"
    near = [
        k for k in kids if tree.dep[k] in ("aux", "advmod", "amod", "mark", "acomp", "npadvmod")
    ]
    if tree.dep[verb] == "ccomp":
        near.append(tree.head[verb])
    cues = {hedges[k] for k in [*near, *chain[1:]] if k in hedges and k not in (i, verb)}
    if lower & (MAYBE | HEDGES) or above & SEEMING or cues & UNSURE:
        return "hedged"
    return "conditional" if "COND" in cues else "asserted"


def _no(tree: Tree, chain: list[int]) -> bool:
    for n in chain:
        if (
            tree.dep[n] == "pcomp"
            and tree.lower[tree.head[n]] == "without"
            or tree.dep[n] == "pobj"
            and tree.lower[tree.head[n]] == "without"
        ):
            return True
        for k in tree.kids[n]:
            if tree.dep[k] == "det" and tree.lower[k] in ("no", "neither") and n == chain[0]:
                return True
            if tree.dep[k] in ("nsubj", "nsubjpass") and (
                tree.lower[k] in ("nobody", "none", "neither")
                or any(
                    tree.lower[d] in ("no", "neither") and tree.dep[d] == "det"
                    for d in tree.kids[k]
                )
            ):
                return True
    return False


def _conditional(tree: Tree, chain: list[int], verb: int) -> bool:
    for n in [*chain, verb]:
        if any(
            tree.dep[k] == "mark" and tree.lower[k] in ("if", "unless", "lest", "whether")
            for k in tree.kids[n]
        ):
            return True
        for k in tree.kids[n]:
            if tree.dep[k] == "advcl" and any(
                tree.dep[m] in ("mark", "aux", "advmod")
                and tree.lower[m] in ("if", "unless")
                or tree.lower[m] == "should"
                and m < k
                and tree.dep[m] == "aux"
                and m == min(tree.kids[k])
                for m in tree.kids[k]
            ):
                return True
    return False


def _to_be(tree: Tree, verb: int) -> bool:
    """ "is to visit", "are set to meet": an infinitive under a form of be."""
    kids = tree.kids[verb]
    return (
        any(tree.dep[k] == "aux" and tree.lower[k] == "to" for k in kids)
        and tree.dep[verb] == "xcomp"
        and tree.lemma[tree.head[verb]] == "be"
    )


def threatened(tree: Tree, tokens: set[int], roots: dict[int, str]) -> int:
    """Rung of a threat with this content: 7 with force, 6 with a penalty, 0 when nothing in it is hostile."""
    codes, lemmas = {roots[k] for k in tokens if k in roots}, {tree.lemma[k] for k in tokens}
    if codes & {"ASSAULT", "COERCE", "MOBILIZE"} or lemmas & FORCE:
        return 7
    return 6 if codes & {"SANCTION", "PROTEST", "THREATEN"} or lemmas & PENALTY else 0


def reread(
    tree: Tree, i: int, line: Rung, modality: str, roots: dict[int, str]
) -> tuple[Rung, str]:
    """Acts that are not what their word says: "did not rule out an attack" is a veiled threat; "will not accept" a refusal."""
    content = tree.below(i)
    verbs = [i, *(k for k in tree.kids[i] if tree.dep[k] == "xcomp")]
    ruling = any(
        tree.lemma[v] == "rule" and any(tree.lower[k] == "out" for k in tree.kids[v]) for v in verbs
    )
    if ruling and (modality == "negated" or tree.lemma[i] != "rule" and line.plover == "REJECT"):
        rung = threatened(tree, content, roots)
        if rung:
            return plover()["THREATEN"]._replace(
                trigger=line.trigger, frame="not ruled out", rung=rung
            ), "hedged"
        return line, "negated"
    if (
        line.plover == "AGREE"
        and tree.lemma[i] in PROMISES
        and not {roots.get(k) for k in content} & FRIENDLY
    ):
        rung = threatened(tree, content, roots)
        if rung:
            return plover()["THREATEN"]._replace(
                trigger=line.trigger, pos=line.pos, frame="hostile promise", rung=rung
            ), modality
    future = {tree.lower[k] for k in content if tree.dep[k] == "aux"} & (FUTURE | {"would"})
    if (
        line.plover == "THREATEN"
        and line.rung < 7
        and (tree.lemma[i] != "warn" or future)
        and threatened(tree, content, roots) == 7
    ):
        return line._replace(rung=7, goldstein=-7.0), modality
    if line.plover == "REJECT" and line.frame == "weights" and modality == "negated":
        return line, "asserted"
    if line.plover in FRIENDLY | {"AGREE"}:
        future = any(
            tree.lower[k] in FUTURE | {"would"}
            for n in spine(tree, i)
            for k in tree.kids[n]
            if tree.dep[k] == "aux"
        )
        if modality == "negated" and future:
            return plover()["REJECT"]._replace(
                trigger=line.trigger, pos=line.pos, frame="will not"
            ), "asserted"
        if modality == "planned" and tree.pos[i] in ("VERB", "AUX"):
            return plover()["AGREE"]._replace(
                trigger=line.trigger, pos=line.pos, frame="intended"
            ), modality
    return line, modality
