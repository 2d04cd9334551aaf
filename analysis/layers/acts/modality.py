"""How an act is put: negated, alleged, conditional, hedged, planned or asserted."""

from collections.abc import Iterable, Mapping
from typing import Any

from ...text.parse import Parsed
from .act_features import LIGHT
from .act_words import words
from .tree import Tree

FUTURE = {"will", "shall", "'ll", "wo", "sha", "gonna"}
INTENTION = words("intention")
MAYBE = {"may", "might", "could", "would", "can"}
HEDGES = words("hedging modifier")
UNSURE = {"POSS", "PROB", "INF", "BEL", "HEAR", "ALLEG", "ANON", "OPEN", "NOCONF"}
SEEMING = words("seeming verb")
NEGATIVE = {"no", "not", "n't", "never", "neither", "nor", "without", "hardly", "nobody", "none"}
CHARGES, DENIALS, TOLD = words("charge"), words("denial"), words("thing told")
ALLEGED = frozenset("alleged suspected allegedly accused purported supposed".split())


LIABLE = frozenset(("responsible", "accountable", "liable"))
OF = frozenset(("of", "for", "with", "over", "in", "behind"))
ONCE = frozenset(("when", "once", "until"))
CONTENTS = frozenset(("dobj", "xcomp", "ccomp"))


def hedge_cues(parsed: Parsed, hedges: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """Token index → category of the hedge cue that stands there (rows of the table `hedges`)."""
    spans = [(h["start"], h["end"], h["category"]) for h in hedges]
    cues: dict[int, str] = {}
    n = 0
    for token in parsed.tokens if spans else ():
        while n < len(spans) and spans[n][1] <= token.idx:
            n += 1
        if n < len(spans) and spans[n][0] <= token.idx:
            cues[token.i] = spans[n][2]
    return cues


def spine(tree: Tree, i: int) -> list[int]:
    """The trigger and the words above it that carry its tense, modals and negation.

    Light verbs, infinitives, first conjuncts.
    """
    chain = [i]
    for _ in range(5):
        node = chain[-1]
        dep, head = tree.dep[node], tree.head[node]
        if head == node:
            break
        nominal = tree.pos[node] in ("NOUN", "PROPN")
        if (
            (
                dep == "xcomp"
                or (
                    nominal
                    and dep in ("dobj", "nsubjpass", "attr", "nsubj", "pobj", "prep")
                    and node == i
                )
            )
            or (dep == "prep" and len(chain) > 1)
            or (
                dep == "conj"
                and not (tree.tag[node] == "VBD" and tree.tag[head] == "VBN")
                and not any(tree.dep[k] in ("nsubj", "nsubjpass", "aux") for k in tree.kids[node])
            )
        ):
            chain.append(head)
        elif dep in ("pcomp", "acomp") and (
            dep == "acomp" or tree.lemma[tree.head[head]] in ("responsible", "capable")
        ):
            chain += [head, tree.head[head]] if dep == "pcomp" else [head]
        else:
            break
    return chain


def modality_of(
    tree: Tree, i: int, hedges: dict[int, str] | None = None, of_content: bool = False
) -> str:
    """The first that fits of negated, alleged, conditional, hedged, planned; else asserted.

    hedges : token index → category of the hedge cue that stands there (rows of the table `hedges`)
    of_content : conditions of what is said count too: "threatened to strike if …"
    """
    chain, hedges = spine(tree, i), hedges or {}
    verb = next((n for n in chain if tree.pos[n] in ("VERB", "AUX")), i)
    kids = [k for n in chain for k in tree.kids[n]]
    lower = {
        tree.lower[k]
        for k in kids
        if tree.dep[k] in ("aux", "neg", "advmod", "det", "amod", "mark", "preconj")
    }
    above = {tree.lemma[n] for n in chain[1:]}
    if any(tree.dep[k] == "neg" and tree.lower[k] in NEGATIVE for k in kids) or _no(tree, chain):
        return "negated"
    if any(leaves_open(tree, n) for n, _ in governors(tree, i)):
        return "hedged"
    if (tree.dep[i] == "xcomp" and above & {"fail", "unable"}) or _denied(tree, i):
        return "negated"
    if _alleged(tree, i, chain, lower):
        return "alleged"
    content = [k for k in tree.kids[i] if of_content and tree.dep[k] in ("xcomp", "ccomp")]
    if _conditional(tree, chain + content, verb):
        return "conditional"
    near = [
        k for k in kids if tree.dep[k] in ("aux", "advmod", "amod", "mark", "acomp", "npadvmod")
    ]
    if tree.dep[verb] == "ccomp" and ";" not in tree.text[verb : tree.head[verb]]:
        near.append(tree.head[verb])
    joined = {tree.head[n] for n in chain if tree.dep[n] == "conj"}  # "accused it and urged it to"
    near = [k for k in [*near, *chain[1:]] if k not in joined and k not in (i, verb)]
    seen = {hedges[k] for k in near if k in hedges}
    seeming = {tree.lemma[n] for n in chain[1:] if n not in joined} & SEEMING
    if lower & (MAYBE | HEDGES) or seeming or seen & UNSURE:
        return "hedged"
    going = any(tree.lower[n] == "going" for n in chain[1:])
    if lower & FUTURE or going or above & INTENTION or _to_be(tree, verb):
        return "planned"
    return "conditional" if "COND" in seen else "asserted"


def governors(tree: Tree, i: int) -> list[tuple[int, str]]:
    """(governing word, how) of the clauses and phrases that a word stands in, nearest first.

    How is the preposition that leads there, or the dependency; joined words share theirs.
    """
    found = []
    for node in tree.up(i, 12)[:-1]:
        dep, head = tree.dep[node], tree.head[node]
        if dep in ("pcomp", "pobj") and tree.lemma[head] in OF:
            found.append((tree.head[head], tree.lemma[head]))
        elif dep in CONTENTS or tree.lemma[head if dep == "acl" else node] in TOLD:
            found.append((head, dep))
        elif dep not in ("prep", "conj"):
            break
        above = found[-1][0] if found else i  # what a deed was done to, or is said in, is apart
        clause = tree.pos[above] in ("VERB", "AUX") and dep in ("ccomp", "xcomp", "prep", "conj")
        if not (clause or tree.lemma[above] in LIGHT | TOLD or above == i):
            break
    return found


def accused(tree: Tree, i: int) -> int | None:
    """Who is charged with the deed that this word tells; -1 where unsaid; None: it is no charge.

    "accused Varnia of shelling", "held Varnia responsible for", "said Varnia was behind".
    """
    for above, how in governors(tree, i):
        if how == "xcomp" or (how == "dobj" and tree.lemma[above] in LIGHT):
            continue  # "of starting to shell", "of opening fire"
        whom = above if tree.dep[above] in ("dobj", "nsubjpass") else -1
        if whom >= 0:  # "accused Varnia's forces of burning"
            above = tree.head[above]
        kids = {tree.dep[k]: k for k in tree.kids[above]}
        if how in ("of", "for", "with", "over") and tree.lemma[above] in CHARGES:
            past = tree.dep[above] == "acl" and tree.tag[above] == "VBN"
            fault = tree.head[above] if past else kids.get("dobj", kids.get("nsubjpass", -1))
            return fault if whom < 0 or tree.lemma[whom] in TOLD else whom
        held = above if tree.lemma[above] == "hold" else tree.head[above]
        if tree.lemma[held] == "hold" and LIABLE & {tree.lemma[k] for k in tree.kids[held]}:
            parts = {tree.dep[k]: k for k in tree.kids[held]}
            return parts.get("dobj", parts.get("nsubjpass", kids.get("nsubj", -1)))
        if how == "behind" and tree.lemma[above] == "be" and tree.dep[above] == "ccomp":
            return kids.get("nsubj", -1)
        break
    return None


def _alleged(tree: Tree, i: int, chain: list[int], lower: set[str]) -> bool:
    """The content of a charge: "alleged raids", "accused the firm of bombing", "for mining"."""
    said = {tree.lemma[tree.head[node]] for node in chain if tree.dep[node] == "ccomp"}
    return bool(lower & ALLEGED or said & {"allege", "accuse"} or accused(tree, i) is not None)


def _denied(tree: Tree, i: int) -> bool:
    """The content of a denial: "denied that it raided", "dismissed claims that it raided"."""
    told = False
    for above, how in governors(tree, i):
        kids = {tree.dep[k]: k for k in tree.kids[above]}
        judged = tree.lemma[kids.get("acomp", above)]  # "claims that it raided are false"
        whole = told or judged == "deny" or "prt" in kids or how in ("ccomp", "xcomp")
        if judged in DENIALS and (judged != "rule" or "prt" in kids):
            apart = ";" in tree.text[i:above]  # "A accuses B of it; B denies"
            return whole and "neg" not in kids and not apart
        if judged == "true" and "neg" in kids:
            return whole
        told = told or (tree.lemma[above] in TOLD and how in ("acl", "ccomp", "of", "in", "for"))
    return False


def leaves_open(tree: Tree, i: int) -> bool:
    """Whether it denies no more than it confirms: "neither confirmed nor denied", "or deny"."""
    first = tree.lemma[tree.head[i]]
    return tree.lemma[i] == "deny" and tree.dep[i] == "conj" and first == "confirm"


def _no(tree: Tree, chain: list[int]) -> bool:
    for n in chain:
        if (tree.dep[n] == "pcomp" and tree.lower[tree.head[n]] == "without") or (
            tree.dep[n] == "pobj" and tree.lower[tree.head[n]] == "without"
        ):
            return True
        for k in tree.kids[n]:
            if tree.dep[k] == "det" and tree.lower[k] in ("no", "neither") and n == chain[0]:
                return True
            own = tree.dep[k] == "dobj" and n == chain[0]
            if (own or tree.dep[k] in ("nsubj", "nsubjpass")) and _none(tree, k):
                return True
    return False


def _none(tree: Tree, i: int) -> bool:
    """Whether a phrase names nothing: "no shot", "not one shot", "nobody"."""
    kids = tree.kids[i]
    not_one = tree.lower[i - 1] in ("one", "single") and "not" in tree.lower[max(i - 3, 0) : i]
    no = any(tree.lower[d] in ("no", "neither") and tree.dep[d] == "det" for d in kids)
    return tree.lower[i] in ("nobody", "none", "neither") or no or not_one


def _conditional(tree: Tree, chain: list[int], verb: int) -> bool:
    if any(tree.lower[k] == "any" for k in tree.kids[chain[0]] if tree.dep[k] == "det"):
        above = {tree.lower[k] for k in tree.kids[verb] if tree.dep[k] == "aux"}
        if above & {"would", "will"}:  # "any attack would be met"
            return True
    if tree.dep[verb] == "advcl" and {tree.lower[k] for k in tree.kids[verb]} & ONCE:
        above = {tree.lower[k] for k in tree.kids[tree.head[verb]] if tree.dep[k] == "aux"}
        if above & {"would", "will"}:  # "would go back when it withdrew"
            return True
    for n in [*chain, verb]:
        if any(
            tree.dep[k] == "mark" and tree.lower[k] in ("if", "unless", "lest", "whether")
            for k in tree.kids[n]
        ):
            return True
        for k in tree.kids[n]:
            if tree.dep[k] == "advcl" and any(
                (tree.dep[m] in ("mark", "aux", "advmod") and tree.lower[m] in ("if", "unless"))
                or (
                    tree.lower[m] == "should"
                    and m < k
                    and tree.dep[m] == "aux"
                    and m == min(tree.kids[k])
                )
                for m in tree.kids[k]
            ):
                return True
    return False


def will_follow(tree: Tree, i: int) -> bool:
    """Whether a condition brings it: "will fine it if it fails", not "if it fails"."""
    kids = {tree.lower[k] for k in tree.kids[i]}
    return bool(kids & (FUTURE | {"would"})) and not kids & {"if", "unless"}


def looks_ahead(tree: Tree, i: int, conditional: bool) -> bool:
    """Whether an act that is no plain plan lies ahead: "would stop it", "if it went on"."""
    if conditional and tree.tag[i][:2] == "VB":
        return True
    for n in tree.up(i, 3):
        kids = tree.kids[n]
        if conditional and any(tree.lower[k] in ("if", "unless") for k in kids):
            return True
        if tree.pos[n] in ("VERB", "AUX"):
            modal = any(tree.tag[k] == "MD" for k in kids)
            return modal and not any(tree.lemma[k] == "have" and tree.dep[k] == "aux" for k in kids)
    return False


def _to_be(tree: Tree, verb: int) -> bool:
    """As in "is to visit", "are set to meet": an infinitive under a form of be."""
    kids = tree.kids[verb]
    return (
        any(tree.dep[k] == "aux" and tree.lower[k] == "to" for k in kids)
        and tree.dep[verb] == "xcomp"
        and tree.lemma[tree.head[verb]] in ("be", "set", "about")
    )
