"""Who says what: source · cue · content, on the parse."""
from .parse import Parsed

SPEECH = {"say", "tell", "claim", "add", "warn", "accuse", "deny", "confirm", "announce", "stress", "reveal", "report",
          "declare", "argue", "insist", "post", "write", "ask", "note", "state", "explain", "believe", "think", "allege"}


def find_attributions(parsed: Parsed, mentions=()) -> list[dict]:
    """Rows of the table `attributions`: complement clauses and quotations of verbs of speech, with their subjects."""
    found = []
    for token in parsed.doc:
        if token.lemma_ not in SPEECH or token.pos_ != "VERB":
            continue
        subject = [c for c in token.children if c.dep_ == "nsubj"]
        content = [c for c in token.children if c.dep_ in ("ccomp", "parataxis", "xcomp", "dobj", "pcomp")]
        for c in content[:1]:
            tokens = sorted(t.i for t in c.subtree)
            span = parsed.doc[tokens[0]:tokens[-1] + 1]
            source = [_span(parsed, s) for s in subject[:1]]
            found.append((source, [[token.idx, token.idx + len(token)]], [[span.start_char, span.end_char]]))
    return [_row(parsed, n, *spans) for n, spans in enumerate(sorted(found, key=lambda s: s[2]))]


def _span(parsed, token):
    tokens = sorted(t.i for t in token.subtree)
    span = parsed.doc[tokens[0]:tokens[-1] + 1]
    return [span.start_char, span.end_char]


def _row(parsed, n, source, cue, content):
    text = lambda spans: " … ".join(parsed.text(*s) for s in spans)
    sentence = parsed.sentence_of(content[0][0])
    quoted = parsed.quote_of(content[0][0]) is not None
    return {"article_id": parsed.article.article_id, "attribution_id": f"{parsed.article.article_id}#a{n}",
            "sentence_id": sentence.sentence_id if sentence else -1, "start": content[0][0], "end": content[-1][1],
            "source_spans": source, "cue_spans": cue, "content_spans": content, "source": text(source), "cue": text(cue),
            "content": text(content), "kind": "direct" if quoted else "indirect",
            "source_type": "unattributed" if not source else "named_person", "speaker": "", "stance": "neutral",
            "score": 0.5, "type_rule": "", "stance_rule": ""}
