"""A candidate cue → what the disambiguator looks at.

Names of features, each true of the candidate.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from .candidate import SAYING, Candidate, subject_kind

COMPLEMENTS = ("ccomp", "xcomp", "acl", "relcl", "advcl", "pcomp", "csubj", "oprd", "acomp", "attr")


def features(c: Candidate, category: str) -> list[str]:
    """Features alone, with the family (class and part of speech) and with the cue itself.

    A rare cue leans on its family, a frequent one has weights of its own: the penalty of the model
    strikes the balance.
    category : class of the cue's first line in the lexicon
    """
    plain = ["bias", *_word(c), *_neighbours(c), *_own_clause(c), *_outside(c)]
    family = f"{category}:{c.head.pos_}"
    return [*plain, *(f"{family}&{f}" for f in plain), *(f"{c.pattern}&{f}" for f in plain)]


def _word(c: Candidate) -> Iterator[str]:
    yield "tag=" + c.head.tag_
    yield "dep=" + c.head.dep_
    yield "form=" + c.words.lower[c.head.i]
    if c.first == c.sentence.first:
        yield "first"
    if c.quoted:
        yield "quoted"


def _neighbours(c: Candidate) -> Iterator[str]:
    """The words around the cue; a name counts as a name, whosever it is."""
    words, first, last = c.words, c.sentence.first, c.sentence.last

    def word(i: int) -> str:
        return "NAME" if words.pos[i] == "PROPN" else words.lower[i]

    i = c.first - 1
    while i >= first and words.space[i]:
        i -= 1
    yield f"w-1={word(i)}" if i >= first else "w-1=^"
    yield f"p-1={words.pos[i]}" if i >= first else "p-1=^"
    i -= 1
    while i >= first and words.space[i]:
        i -= 1
    if i >= first:
        yield f"w-2={word(i)}"
    i = c.last
    while i < last and words.space[i]:
        i += 1
    yield f"w+1={word(i)}" if i < last else "w+1=$"
    yield f"p+1={words.pos[i]}" if i < last else "p+1=$"
    i += 1
    while i < last and words.space[i]:
        i += 1
    yield f"p+2={words.pos[i]}" if i < last else "p+2=$"


def lemma(token: Token) -> str:
    """Lemma of a token; names count as one."""
    return "NAME" if token.pos_ == "PROPN" else token.lemma_


def _own_clause(c: Candidate) -> Iterator[str]:
    for k in c.children:
        dep = k.dep_
        yield "k=" + dep
        if dep in COMPLEMENTS:
            yield f"c={dep}:{k.tag_}"
            marks = [m.lower_ for m in k.children if m.dep_ in ("mark", "aux")]
            yield f"cm={dep}:{marks[0] if marks else ''}"
            yield "cl=" + lemma(k)
        elif dep in ("prep", "neg", "aux", "auxpass", "advmod", "det", "poss", "agent"):
            yield f"kl={dep}:{k.lower_}"
        elif dep in ("dobj", "pobj"):
            yield f"o={k.pos_}"
    yield "subj=" + subject_kind(c.children)


def _outside(c: Candidate) -> Iterator[str]:
    head, clause = c.head, c.clause
    above = head.head
    if above.i != head.i:
        yield "g=" + lemma(above)
        yield "gp=" + above.tag_
        yield f"gd={above.dep_}"
    if clause.i != head.i:
        yield "csubj=" + subject_kind(c.siblings)
        for k in c.siblings:
            dep = k.dep_
            if dep in ("neg", "aux", "auxpass", "advmod", "prep"):
                if k.i != head.i:
                    yield f"s={dep}:{k.lower_}"
            elif dep in ("advcl", "mark"):
                marks = (
                    [m.lower_ for m in k.children if m.dep_ in ("mark", "advmod")]
                    if dep == "advcl"
                    else [k.lower_]
                )
                yield f"s={dep}:{marks[0] if marks else ''}:{'-' if k.i < c.first else '+'}"
            elif dep in COMPLEMENTS:
                yield "s=" + dep
    yield from _above(clause)
    yield from _sentence(c)


def _above(clause: Token) -> Iterator[str]:
    over = clause.head
    if over.i != clause.i:
        yield f"over={clause.dep_}:{'say' if over.lemma_ in SAYING else over.pos_}"
        yield f"overt={clause.dep_}:{over.tag_}"
        for k in over.children:
            if k.dep_ in ("aux", "neg"):
                yield f"overaux={k.lower_}"
            elif k.dep_ == "advcl" and k.i != clause.i:
                yield "overadvcl=" + next(
                    (m.lower_ for m in k.children if m.dep_ in ("mark", "advmod")), ""
                )


def _sentence(c: Candidate) -> Iterator[str]:
    lower = c.words.lower
    head = c.head
    if head.dep_ == "aux" and any(
        k.dep_ in ("nsubj", "nsubjpass", "expl") and k.i > head.i for k in c.siblings
    ):
        yield "inverted"  # 'should they fail', and questions
        if lower[c.sentence.last - 1] != "?":
            yield "inverted."
    for word in ("if", "unless", "whether", "until", "once"):
        if word in lower[c.sentence.first : c.sentence.last]:
            yield "in=" + word
