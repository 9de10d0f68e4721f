"""The lines of a plan: what becomes of each row, in plain values."""

import hashlib
import json
from collections import Counter
from typing import NamedTuple

#: rows that say nothing more than that two records are linked: a row that ends is gone
LINKS = frozenset({'homeroom', 'course'})
#: reasons of those who leave one place for another
MOVES = frozenset({'promoted', 'transferred'})
ACTIONS = ('added', 'kept', 'skipped', 'removed')


class Line(NamedTuple):
    """What becomes of one row.

    :param str what: the kind of row, see `rows.ROWS`
    :param int owner: the id of what has members; negative for a batch that is to be made
    :param member: the id of the member, or None for a record of its own
    :param str action: one of `ACTIONS`
    :param str reason: why, as a code
    :param before: what the row was when the plan was made: None when there was none, False when it
        had ended, True when it was in force
    :param dict detail: what else has to come back with an ended row, or makes a batch the only one
    """

    what: str
    owner: int
    member: int | None
    action: str
    reason: str
    before: bool | None = None
    detail: dict | None = None

    @property
    def key(self):
        """Return what tells the row from all others."""
        return self.what, self.owner, self.member

    @property
    def changes(self):
        """Return whether the row changes."""
        return self.action in ('added', 'removed')

    @property
    def after(self):
        """Return what the row is afterwards, in the words of ``before``."""
        if not self.changes:
            return self.before
        return self.action == 'added' or (None if self.what in LINKS else False)


def parse(stored):
    """Return the lines that were stored as lists."""
    return [Line(*values) for values in stored]


def make_digest(kind, params, lines):
    """Return what stands for a plan: it differs as soon as anything that was read differs."""
    content = json.dumps([kind, params, sorted(lines, key=repr)], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def count(lines):
    """Return how many people are added, kept, skipped and removed.

    People are those of rosters, homerooms and batches. Of what else changes nobody asks how many.

    >>> count([Line('placement', 1, 2, 'added', 'x'), Line('enrollment', 3, 2, 'added', 'x')])
    {'added': 1, 'kept': 0, 'skipped': 0, 'removed': 0}
    """
    found = Counter(line.action for line in lines if line.what in PEOPLE)
    return {action: found[action] for action in ACTIONS}


PEOPLE = frozenset({'roster', 'homeroom', 'placement', 'batch_teacher'})


def compare(old, new):
    """Return the lines of a former plan that are no more, and those that are new since.

    >>> one, other = Line('roster', 1, 2, 'added', 'x'), Line('roster', 1, 2, 'kept', 'x')
    >>> compare([one], [other]) == ([one], [other])
    True
    """
    before, after = {repr(line): line for line in old}, {repr(line): line for line in new}
    return (
        [line for text, line in before.items() if text not in after],
        [line for text, line in after.items() if text not in before],
    )


def wants_confirmation(lines):
    """Return how many removals have to be confirmed by their number; 0 for few.

    Many are more than 10, or more than a fifth of those who were there. Whoever goes to another
    place of the same school is not removed.

    >>> def leave(gone, kept):
    ...     return [Line('roster', 1, id_, 'removed', 'x', True) for id_ in range(gone)] + [
    ...         Line('roster', 1, 100 + id_, 'kept', 'x', True) for id_ in range(kept)
    ...     ]
    >>> [wants_confirmation(leave(*them)) for them in ((0, 0), (1, 4), (2, 7), (11, 90))]
    [0, 0, 2, 11]
    """
    people = [line for line in lines if line.what in PEOPLE and line.before]
    removed = sum(line.action == 'removed' and line.reason not in MOVES for line in people)
    return removed if removed > 10 or removed * 5 > len(people) else 0
