"""Whose voice a span stands in: the reporter's, or that of the statement that holds it."""


def find_holder(start: int, end: int, attributions: list[dict]) -> str:
    """attribution_id of the innermost statement whose content holds the span, else "narrator".

    A word in the cue itself belongs to whoever wrote the sentence: the reporter chose 'claims' over 'says'.
    A cue inside another statement's content is that statement's word.
    """
    best, size = "narrator", None
    for row in attributions:
        if row["start"] > start or row["end"] < end:
            continue
        for a, b in row["content_spans"]:
            if a <= start and end <= b and (size is None or b - a < size):
                best, size = row["attribution_id"], b - a
    return best
