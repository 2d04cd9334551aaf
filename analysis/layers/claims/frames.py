"""Constructions that bring a proposition in: reporting, accusing, declaring, hinting, mentioning, lacking evidence."""

from spacy.tokens import Token

from ...text.parse import Parsed, Sentence
from .claim_words import is_finite, negated, own_subject, reporting, subject
from .clauses import Clause
from .voices import NARRATOR, Voice, Voices, names, parties

NO_SOURCE = frozenset(
    {
        "everything",
        "nothing",
        "it",
        "this",
        "that",
        "there",
        "all",
        "what",
        "signs",
        "evidence",
        "nobody",
        "none",
        "no-one",
    }
)
MENTION = frozenset(
    {
        "mention",
        "discuss",
        "raise",
        "propose",
        "consider",
        "float",
        "evoke",
        "explore",
        "agree",
        "decide",
    }
)
EVIDENCE = frozenset({"evidence", "proof", "indication"})
COUNTING = frozenset(
    {"report", "speak", "talk", "count", "tally", "estimate"}
)  # 'speak of more than 150', 'counts 371'
RECORDING = frozenset(
    {"report", "record", "measure", "register", "log", "detect"}
)  # 'the institute measured magnitude 6.8'
OF = frozenset({"of", "for", "with", "as"})


def accusations(parsed: Parsed, clause: Clause, voices: Voices):
    """Yields (kind, first, last, voice): 'accuses X of Y' → X of Y; 'X is accused of Y' → the whole clause.

    Verbs: accuse, charge, blame, denounce, indict, suspect, with an object and of, for, with or as.
    """
    for verb in (clause.head, *(c for c in clause.head.children if c.dep_ == "xcomp")):
        if not accuses(verb) or verb.pos_ != "VERB":
            continue
        charge = next(
            (
                c
                for n in (verb, *(d for d in verb.children if d.dep_ == "dobj"))
                for c in n.children
                if c.dep_ == "prep" and c.lower_ in OF and c.i > verb.i
            ),
            None,
        )
        passive = (
            any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
            or verb.tag_ == "VBN"
            and clause.kind == "relative"
        )
        if (
            charge is None
        ):  # 'was accused by prosecutors of …': the parser hangs 'of' on the prosecutors
            charge = next(
                (
                    c
                    for a in verb.children
                    if a.dep_ == "agent"
                    for g in a.children
                    for c in g.children
                    if c.dep_ == "prep"
                    and c.lower_ in OF
                    and any(x.dep_ == "pcomp" for x in c.children)
                ),
                None,
            )
        passive_to = next((c for c in verb.children if c.dep_ == "xcomp"), None)
        if (
            charge is None
            and passive_to is not None
            and any(c.dep_ == "auxpass" for c in verb.children)
        ):
            charge = passive_to  # 'is alleged to have sold passwords'
        if charge is None:
            continue
        last = min(charge.right_edge.i + 1, max(clause.last, charge.i + 2))
        while (
            parsed.tokens[last - 1].is_punct
            and not parsed.tokens[last - 1].is_quote
            and last > charge.i + 2
        ):
            last -= 1
        if passive:
            agent = next(
                (
                    g
                    for c in verb.children
                    if c.dep_ == "agent"
                    for g in c.children
                    if g.dep_ == "pobj"
                ),
                None,
            )
            if agent is None:
                agent = next(
                    (
                        g
                        for c in charge.subtree
                        if c.dep_ == "agent" and c.head.dep_ != "acl" and c.head == verb
                        for g in c.children
                    ),
                    None,
                )
            voice = (
                voices.of_subject(agent, verb.text, "indirect")
                if agent is not None
                else Voice(
                    "",
                    -1,
                    -1,
                    "unattributed",
                    verb.text,
                    "mixed" if _has_marks(parsed, clause.first, last) else "indirect",
                )
            )
            first = (
                clause.head.head.left_edge.i
                if clause.kind == "relative" and clause.head.head.i < clause.first
                else clause.first
            )
            yield ("accusation" if agent is not None else "accused"), first, last, voice
            continue
        accused = next(
            (c for c in verb.children if c.dep_ in ("dobj", "dative", "nsubj") and c.i > verb.i),
            None,
        )
        if accused is None:
            continue
        voice = voices.speaking(
            verb, subject(verb), "mixed" if _has_marks(parsed, accused.i, last) else "indirect"
        )
        yield "accusation", accused.left_edge.i, last, voice


def accuses(verb: Token) -> bool:
    return verb.lemma_ in reporting("accuse") or verb.lemma_ in reporting("suspect")


def content(parsed: Parsed, clause: Clause, voices: Voices) -> tuple[str, Voice] | None:
    """(kind, voice) of a clause that completes a verb or noun; None when it is no statement (interpretation by nobody)."""
    governor_ = governor(clause.head)
    doc = parsed.tokens
    if governor_.lemma_ in EVIDENCE:
        verb = governor_.head
        source = subject(verb) if not any(c.dep_ == "expl" for c in verb.children) else None
        lacking = negated(verb) or any(
            c.lower_ in ("no", "without", "little") for c in (*governor_.children, verb)
        )
        if lacking or verb.lower_ == "without":
            if verb.lower_ == "without":
                source = subject(verb.head)
            cue = (
                parsed.text(verb.idx, governor_.idx + len(governor_))
                if verb.i < governor_.i
                else governor_.text
            )
            if source is not None and source.dep_ != "expl":
                return "evidence", voices.of_subject(source, cue, "indirect")
            told = voices.holding(
                governor_.idx, governor_.idx + len(governor_)
            )  # 'X said there was no evidence that …'
            return "evidence", voices.of(told) if told and told["source_spans"] else NARRATOR
    row = voices.of_cue(governor_) or voices.holding(
        doc[clause.first].idx, doc[clause.last - 1].idx + len(doc[clause.last - 1])
    )
    if (
        row is not None
        and governor_.pos_ == "VERB"
        and own_subject(governor_) is not None
        and not any(a <= governor_.idx < b for a, b in row["cue_spans"])
    ):
        row = None  # the content of another verb of the sentence
    if (
        governor_.lemma_ in reporting("hint")
        and governor_.dep_ in ("advcl", "acl", "conj")
        and governor_.tag_ == "VBG"
    ):
        return "hint", Voice("narrator", -1, -1, "unattributed", governor_.text, "none")
    if governor_.lemma_ in reporting("deny") and not negated(governor_):
        return "denied", NARRATOR
    noun = subject(governor_) if governor_.pos_ in ("VERB", "AUX") else None
    if noun is not None and noun.lower_ in NO_SOURCE:
        return "content", NARRATOR
    if noun is not None and parties(parsed, noun):
        return "content", voices.of_subject(noun, governor_.text, "indirect")
    if row is not None and row["source_spans"]:
        same = noun is None or governor_.pos_ != "VERB" or names(row, noun)
        return "content", voices.of(row) if same else voices.of_subject(
            noun, governor_.text, row["kind"]
        )
    if governor_.pos_ in ("VERB", "AUX") and any(
        governor_.lemma_ in reporting(g) for g in ("speech", "factive", "cognition", "hint")
    ):
        passive = any(c.dep_ == "nsubjpass" for c in governor_.children)
        return "content", voices.of_subject(None if passive else noun, governor_.text, "indirect")
    if governor_.pos_ == "NOUN":
        return ("denied" if governor_.head.lemma_ in reporting("deny") else "content"), Voice(
            "", -1, -1, "unattributed", governor_.text, "indirect"
        )
    return None


def governor(head: Token) -> Token:
    """The verb or noun that a content clause completes; a verb just before 'that' wins over what the parser says."""
    mark = next((c for c in head.children if c.dep_ == "mark" and c.lower_ == "that"), None)
    if mark is not None and mark.i > 0:
        before = mark.nbor(-1)
        if before.pos_ == "VERB" and any(
            before.lemma_ in reporting(g)
            for g in ("speech", "factive", "cognition", "hint", "deny")
        ):
            return before
    return head.head


def statement(parsed: Parsed, clause: Clause, voices: Voices) -> Voice | None:
    """Voice of a clause that is itself the act of saying: 'Washington declared X a …', 'Iran vowed to retaliate'."""
    verb = clause.head
    says = verb.lemma_ in reporting("declaration") or _judges(verb)
    row = voices.of_cue(verb)
    if not says and not (
        row is not None
        and row["cue_spans"][0][0] == verb.idx  # "vowed to", not the deed of "has rejected"
        and any(c.dep_ in ("xcomp", "dobj", "prep") for c in verb.children)
        and any(verb.lemma_ in reporting(g) for g in ("speech", "deny", "cognition"))
    ):
        return None
    noun = own_subject(verb)
    if (
        noun is None
        or noun.dep_ != "nsubj"
        or noun.tag_ in ("WDT", "WP")
        or noun.lower_ in NO_SOURCE - {"it"}
    ):
        return None
    return voices.speaking(verb, noun)


def _judges(verb: Token) -> bool:
    """'Critics call it a sham', 'the UN called on both sides to …', 'X condemned the strike'."""
    if verb.lemma_ in reporting("judgement"):
        return any(c.dep_ in ("dobj", "oprd", "ccomp", "xcomp") for c in verb.children)
    return verb.lemma_ in reporting("demand") and any(
        c.dep_ in ("prep", "dobj", "xcomp", "ccomp", "advcl") for c in verb.children
    )


def prefix(parsed: Parsed, clause: Clause, voices: Voices) -> tuple[tuple[int, int], Voice | None]:
    """Token range without 'according to X' or a leading 'for X,', and the voice that this gives."""
    first, last, voice = clause.first, clause.last, None
    for child in clause.head.children:
        lead = child.i < clause.head.i
        if (
            child.dep_ == "prep"
            and child.lower_ == "according"
            or child.dep_ == "prep"
            and child.lower_ == "for"
            and lead
            and _set_off(parsed, child)
        ):
            to = (
                child
                if child.lower_ == "for"
                else next((c for c in child.children if c.dep_ == "prep"), child)
            )
            noun = next((c for c in to.children if c.dep_ == "pobj"), None)
            if (
                noun is None
                or child.lower_ == "for"
                and noun.pos_ != "PROPN"
                and noun.lemma_ not in ("government", "critic")
            ):
                continue
            row = voices.holding(
                parsed.tokens[clause.head.i].idx, parsed.tokens[clause.head.i].idx + 1
            )
            voice = (
                voices.of(row)
                if row is not None and row["source_spans"]
                else voices.of_subject(noun, parsed.text(child.idx, to.idx + len(to)), "indirect")
            )
            if lead:
                comma = next(
                    (i for i in range(child.i + 1, clause.head.i) if parsed.tokens[i].text == ","),
                    -1,
                )
                noun_after = own_subject(clause.head)
                inside = (
                    noun_after is None
                    or noun_after.i <= child.right_edge.i
                    or noun_after.left_edge.i > child.right_edge.i + 2
                )
                first = max(
                    first,
                    comma + 1
                    if inside and comma > noun.i
                    else min(child.right_edge.i + 1, clause.head.i),
                )
            else:
                last = min(last, child.left_edge.i)
    while first < last and parsed.tokens[first].is_punct and not parsed.tokens[first].is_quote:
        first += 1
    while (
        last > first and parsed.tokens[last - 1].is_punct and not parsed.tokens[last - 1].is_quote
    ):
        last -= 1
    return (first, last), voice


def estimate(parsed: Parsed, clause: Clause, voices: Voices) -> tuple[int, int, Voice] | None:
    """'A hospital director put the number of dead at 41' → 'the number of dead at 41', the director."""
    verb = clause.head
    noun = own_subject(verb)
    if (
        verb.lemma_ in COUNTING
        and noun is not None
        and noun.pos_ != "PRON"
        and any(
            t.pos_ == "NUM" and (t.dep_ in ("pobj", "dobj", "attr") or c.dep_ == "dobj")
            for c in verb.children
            if c.i > verb.i
            for t in (c, *c.children)
        )
    ):
        return clause.first, clause.last, voices.speaking(verb, noun)
    if (
        verb.lemma_ in RECORDING
        and noun is not None
        and noun.pos_ != "PRON"
        and any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children)
    ):
        voice = voices.speaking(verb, noun)
        if voice.source_type not in ("unattributed", "anonymous"):
            return clause.first, clause.last, voice
    if verb.lemma_ != "put" or noun is None:
        return None
    what = next((c for c in verb.children if c.dep_ == "dobj"), None)
    at = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "at"), None)
    if what is None:
        return None
    at = at or next((c for c in what.subtree if c.dep_ == "prep" and c.lower_ == "at"), None)
    if at is None or not any(t.like_num or t.pos_ == "NUM" for t in at.subtree):
        return None
    return what.left_edge.i, at.right_edge.i + 1, voices.speaking(verb, noun)


def tail(parsed: Parsed, sentence: Sentence, voices: Voices) -> tuple[int, int, Voice] | None:
    """(token where it begins, its verb, voice) of '…, port operators said.' at the end of a sentence, however it was parsed."""
    tokens = parsed.tokens
    for i in range(sentence.last - 1, max(sentence.first, sentence.last - 24), -1):
        verb = tokens[i]
        if verb.pos_ != "VERB" or verb.lemma_ not in reporting("speech") or not is_finite(verb):
            continue
        noun = own_subject(verb)
        if (
            noun is None
            or noun.i > verb.i
            or any(c.dep_ in ("ccomp", "xcomp", "dobj") and c.i > verb.i for c in verb.children)
        ):
            return None
        first = noun.left_edge.i
        if (
            first - 1 > sentence.first
            and tokens[first - 1].text == ","
            and not any(
                t.pos_ in ("VERB", "AUX") and t.dep_ in ("ROOT", "conj")
                for t in tokens[i + 1 : sentence.last]
            )
        ):
            return first - 1, i, voices.speaking(verb, noun)
        return None
    return None


def headline_source(sentence: Sentence, voices: Voices) -> tuple[int, Voice] | None:
    """(token after it, voice) of a headline that names its source first: 'UN: Famine has begun'."""
    if not sentence.is_heading:
        return None
    tokens = voices.parsed.tokens[sentence.first : sentence.last]
    colon = next((n for n, t in enumerate(tokens[:6]) if t.text == ":"), 0)
    if (
        not colon
        or any(t.pos_ not in ("PROPN", "NOUN", "ADJ", "DET") for t in tokens[:colon])
        or len(tokens) - colon < 4
    ):
        return None
    last = tokens[colon - 1]
    voice = voices.of_phrase(tokens[0].idx, last.idx + len(last), ":")
    return sentence.first + colon + 1, voice


def brings_quote(parsed: Parsed, clause: Clause, quoted: list) -> bool:
    """'He stressed, “…”': the clause only brings a quotation in."""
    verb = clause.head
    if verb.lemma_ not in ("ask", "go") and not any(
        verb.lemma_ in reporting(g) for g in ("speech", "address", "factive", "cognition")
    ):
        return False
    start, end = (
        parsed.tokens[clause.first].idx,
        parsed.tokens[clause.last - 1].idx + len(parsed.tokens[clause.last - 1]),
    )
    return any(a - 4 <= end and b + 4 >= start for a, b in quoted if a - 4 <= end)


def is_mention(verb: Token) -> bool:
    """'the possibility of a meeting was mentioned': raised by nobody named."""
    return (
        verb.lemma_ in MENTION
        and any(c.dep_ == "nsubjpass" for c in verb.children)
        and not any(c.dep_ == "agent" for c in verb.children)
    )


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
    return after < len(parsed.doc) and parsed.tokens[after].text == ","


def _has_marks(parsed: Parsed, first: int, last: int) -> bool:
    return any(t.is_quote for t in parsed.tokens[first:last])
