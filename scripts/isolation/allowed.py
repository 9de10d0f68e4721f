"""What may be answered although something foreign was named, and why: one line each."""

import re
from typing import NamedTuple


class Allowed(NamedTuple):
    """A kind of answer that holds nothing of the foreign school.

    :param str surface: regular expression of the kind of door
    :param str what: regular expression of the attempt, with its subject before it
    :param str reason: in plain words
    :param result: regular expression of the answer, as Python shows it
    """

    surface: str
    what: str
    reason: str
    result: str = '.*'


ALLOWED = []


def find_reason(case, answer, world):
    """Return why an answer is allowed, or None."""
    text = f'{case.subject} {case.what}'
    for entry in ALLOWED:
        if (
            re.fullmatch(entry.surface, case.surface)
            and re.search(entry.what, text)
            and re.fullmatch(entry.result, str(answer.result), re.DOTALL)
        ):
            return entry.reason
    return None
