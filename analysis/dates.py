"""When an act happened, as far as the text says: an interval of days and the rule that gave it."""


def date_of(parsed, sentence, offset):
    return "", "", ""
