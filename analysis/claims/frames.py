"""Constructions that bring a proposition in: reporting, accusing, declaring, hinting, mentioning, lacking evidence."""
from spacy.tokens import Token

from ..parse import Parsed
from .clauses import Clause
from .voices import NARRATOR, Voice, Voices, from_subject
from .words import negated, own_subject, reporting, subject

NO_SOURCE = frozenset({"everything", "nothing", "it", "this", "that", "there", "all", "what", "signs", "evidence"})
MENTION = frozenset({"mention", "discuss", "raise", "propose", "consider", "float", "evoke", "explore", "agree", "decide"})
EVIDENCE = frozenset({"evidence", "proof", "indication"})
OF = frozenset({"of", "for", "with", "as"})


def accusations(parsed: Parsed, clause: Clause, voices: Voices):
    """Yields (kind, first, last, voice): 'accuses X of Y' → X of Y; 'X is accused of Y' → the whole clause.

    Verbs: accuse, charge, blame, denounce, indict, suspect, with an object and of, for, with or as.
    """
    for verb in (clause.head, *(c for c in clause.head.children if c.dep_ == "xcomp")):
        if not accuses(verb) or verb.pos_ != "VERB":
            continue
        charge = next((c for n in (verb, *(d for d in verb.children if d.dep_ == "dobj")) for c in n.children
                       if c.dep_ == "prep" and c.lower_ in OF and c.i > verb.i), None)
        passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) \
            or verb.tag_ == "VBN" and clause.kind == "relative"
        if charge is None:
            continue
        last = min(charge.right_edge.i + 1, max(clause.last, charge.i + 2))
        while parsed.doc[last - 1].is_punct and not parsed.doc[last - 1].is_quote and last > charge.i + 2:
            last -= 1
        if passive:
            agent = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
            if agent is None:
                agent = next((g for c in charge.subtree if c.dep_ == "agent" and c.head.dep_ != "acl" and c.head == verb
                              for g in c.children), None)
            voice = from_subject(parsed, agent, verb.text, "indirect") if agent is not None \
                else Voice("", -1, -1, "unattributed", verb.text, "mixed" if _has_marks(parsed, clause.first, last) else "indirect")
            first = clause.head.head.left_edge.i if clause.kind == "relative" and clause.head.head.i < clause.first else clause.first
            yield ("accusation" if agent is not None else "accused"), first, last, voice
            continue
        accused = next((c for c in verb.children if c.dep_ in ("dobj", "dative", "nsubj") and c.i > verb.i), None)
        if accused is None:
            continue
        row = voices.of_cue(verb) or voices.holding(accused.idx, charge.idx + len(charge))
        voice = voices.of(row) if row is not None and row["source_spans"] else \
            from_subject(parsed, subject(verb), verb.text, "mixed" if _has_marks(parsed, accused.i, last) else "indirect")
        yield "accusation", accused.left_edge.i, last, voice


def accuses(verb: Token) -> bool:
    return verb.lemma_ in reporting("accuse") or verb.lemma_ in reporting("suspect")


def content(parsed: Parsed, clause: Clause, voices: Voices) -> tuple[str, Voice] | None:
    """(kind, voice) of a clause that completes a verb or noun; None when it is no statement (interpretation by nobody)."""
    governor_ = governor(clause.head)
    doc = parsed.doc
    if governor_.lemma_ in EVIDENCE:
        verb = governor_.head
        source = subject(verb) if not any(c.dep_ == "expl" for c in verb.children) else None
        lacking = negated(verb) or any(c.lower_ in ("no", "without", "little") for c in (*governor_.children, verb))
        if lacking or verb.lower_ == "without":
            if verb.lower_ == "without":
                source = subject(verb.head)
            cue = parsed.text(verb.idx, governor_.idx + len(governor_)) if verb.i < governor_.i else governor_.text
            return "evidence", from_subject(parsed, source, cue, "indirect") if source is not None and source.dep_ != "expl" \
                else NARRATOR
    row = voices.of_cue(governor_) or voices.holding(doc[clause.first].idx, doc[clause.last - 1].idx + len(doc[clause.last - 1]))
    if row is not None and governor_.pos_ == "VERB" and own_subject(governor_) is not None \
            and not any(a <= governor_.idx < b for a, b in row["cue_spans"]):
        row = None                              # the content of another verb of the sentence
    if governor_.lemma_ in reporting("hint") and governor_.dep_ in ("advcl", "acl", "conj") and governor_.tag_ == "VBG":
        return "hint", Voice("narrator", -1, -1, "unattributed", governor_.text, "none")
    if governor_.lemma_ in reporting("deny") and not negated(governor_):
        return "denied", NARRATOR
    noun = subject(governor_) if governor_.pos_ in ("VERB", "AUX") else None
    if noun is not None and noun.lower_ in NO_SOURCE:
        return "content", NARRATOR
    if row is not None and row["source_spans"]:
        return "content", voices.of(row)
    if governor_.pos_ in ("VERB", "AUX") and any(governor_.lemma_ in reporting(g) for g in ("speech", "factive", "cognition", "hint")):
        passive = any(c.dep_ == "nsubjpass" for c in governor_.children)
        return "content", from_subject(parsed, None if passive else noun, governor_.text, "indirect")
    if governor_.pos_ == "NOUN":
        return ("denied" if governor_.head.lemma_ in reporting("deny") else "content"), \
            Voice("", -1, -1, "unattributed", governor_.text, "indirect")
    return None


def governor(head: Token) -> Token:
    """The verb or noun that a content clause completes; a verb just before 'that' wins over what the parser says."""
    mark = next((c for c in head.children if c.dep_ == "mark" and c.lower_ == "that"), None)
    if mark is not None and mark.i > 0:
        before = mark.nbor(-1)
        if before.pos_ == "VERB" and any(before.lemma_ in reporting(g) for g in ("speech", "factive", "cognition", "hint", "deny")):
            return before
    return head.head


def statement(parsed: Parsed, clause: Clause, voices: Voices) -> Voice | None:
    """Voice of a clause that is itself the act of saying: 'Washington declared X a …', 'Iran vowed to retaliate'."""
    verb = clause.head
    says = verb.lemma_ in reporting("declaration")
    row = voices.of_cue(verb)
    if not says and not (row is not None and any(c.dep_ in ("xcomp", "dobj", "prep") for c in verb.children)
                         and any(verb.lemma_ in reporting(g) for g in ("speech", "deny", "cognition"))):
        return None
    noun = own_subject(verb)
    if noun is None or noun.dep_ != "nsubj" or noun.tag_ in ("WDT", "WP") or noun.lower_ in NO_SOURCE - {"it"}:
        return None
    if row is not None and row["source_spans"]:
        return voices.of(row)
    return from_subject(parsed, noun, verb.text, "indirect")


def prefix(parsed: Parsed, clause: Clause, voices: Voices) -> tuple[tuple[int, int], Voice | None]:
    """Token range without 'according to X' or a leading 'for X,', and the voice that this gives."""
    first, last, voice = clause.first, clause.last, None
    for child in clause.head.children:
        lead = child.i < clause.head.i
        if child.dep_ == "prep" and child.lower_ == "according" or child.dep_ == "prep" and child.lower_ == "for" and lead \
                and _set_off(parsed, child):
            to = child if child.lower_ == "for" else next((c for c in child.children if c.dep_ == "prep"), child)
            noun = next((c for c in to.children if c.dep_ == "pobj"), None)
            if noun is None or child.lower_ == "for" and noun.pos_ != "PROPN" and noun.lemma_ not in ("government", "critic"):
                continue
            row = voices.holding(parsed.doc[clause.head.i].idx, parsed.doc[clause.head.i].idx + 1)
            voice = voices.of(row) if row is not None and row["source_spans"] else \
                from_subject(parsed, noun, parsed.text(child.idx, to.idx + len(to)), "indirect")
            if lead:
                first = max(first, min(child.right_edge.i + 1, clause.head.i))
            else:
                last = min(last, child.left_edge.i)
    while first < last and parsed.doc[first].is_punct and not parsed.doc[first].is_quote:
        first += 1
    while last > first and parsed.doc[last - 1].is_punct and not parsed.doc[last - 1].is_quote:
        last -= 1
    return (first, last), voice


def brings_quote(parsed: Parsed, clause: Clause, quoted: list) -> bool:
    """'He stressed, “…”': the clause only brings a quotation in."""
    verb = clause.head
    if not any(verb.lemma_ in reporting(g) for g in ("speech", "address", "factive", "cognition")):
        return False
    start, end = parsed.doc[clause.first].idx, parsed.doc[clause.last - 1].idx + len(parsed.doc[clause.last - 1])
    return any(a - 4 <= end and b + 4 >= start for a, b in quoted if a - 4 <= end)


def is_mention(verb: Token) -> bool:
    """'the possibility of a meeting was mentioned': raised by nobody named."""
    return verb.lemma_ in MENTION and any(c.dep_ == "nsubjpass" for c in verb.children) \
        and not any(c.dep_ == "agent" for c in verb.children)


def has_time_or_figure(verb: Token) -> bool:
    for child in verb.children:
        if child.dep_ == "npadvmod" or child.like_num:
            return True
        if child.dep_ in ("prep", "dobj", "nsubj", "attr"):
            since = child.lower_ == "since"
            for g in (child, *child.children):
                if g.like_num or any(x.like_num for x in g.children) or since and g.dep_ == "pobj":
                    return True
    return False


def _set_off(parsed: Parsed, token: Token) -> bool:
    after = token.right_edge.i + 1
    return after < len(parsed.doc) and parsed.doc[after].text == ","


def _has_marks(parsed: Parsed, first: int, last: int) -> bool:
    return any(t.is_quote for t in parsed.doc[first:last])
