"""Marks before they are written: what is sent, checked and made whole."""

import hashlib
import json
from typing import NamedTuple

from ...exceptions import InvalidInput

STATUSES = [
    ('present', "Present"),
    ('absent', "Absent"),
    ('late', "Late"),
    ('excused', "Excused"),
]
KNOWN = tuple(status for status, _label in STATUSES)
LONGEST_LATE = 720
LONGEST_NOTE = 1000


class Mark(NamedTuple):
    """The mark of a student."""

    student_id: int
    status: str
    minutes_late: int = None
    note: str = None

    @classmethod
    def check(cls, env, student_id, status, minutes_late=None, note=None, place=''):
        """Return a mark of what was sent.

        :param str place: what its fields are called by in an error, such as ``entries.3.``
        :raise InvalidInput: for what is none
        """
        if status not in KNOWN:
            message = env._("status: expected one of %s.", ", ".join(KNOWN))
            raise InvalidInput(message, f'{place}status', reason='unknown_value')
        if minutes_late is not None and (
            type(minutes_late) is not int or not 0 <= minutes_late <= LONGEST_LATE
        ):
            message = env._("minutes_late: a number from 0 to %s is expected.", LONGEST_LATE)
            raise InvalidInput(message, f'{place}minutes_late', reason='out_of_range')
        if minutes_late and status != 'late':
            message = env._("minutes_late: only who is late has minutes.")
            raise InvalidInput(message, f'{place}minutes_late', reason='out_of_range')
        if note is not None and not (
            isinstance(note, str) and len(note) <= LONGEST_NOTE and '\0' not in note
        ):
            message = env._("note: a text of at most %s characters is expected.", LONGEST_NOTE)
            raise InvalidInput(message, f'{place}note', reason='wrong_type')
        return cls(student_id, status, minutes_late or None, (note or '').strip() or None)


def read_entries(env, entries):
    """Return the marks of the entries of a sheet: ``{student id: Mark}``.

    :raise InvalidInput: for something else, and for somebody named twice
    """
    if not isinstance(entries, (list, tuple)) or not all(isinstance(e, dict) for e in entries):
        message = env._("entries: a list of objects is expected.")
        raise InvalidInput(message, 'entries', reason='wrong_type')
    marks = {}
    for index, entry in enumerate(entries):
        place = f'entries.{index}.'
        student_id = entry.get('student_id')
        if type(student_id) is not int:
            message = env._("student_id: an id is expected.")
            raise InvalidInput(message, f'{place}student_id', reason='wrong_type')
        if student_id in marks:
            message = env._("student_id: somebody is named twice.")
            raise InvalidInput(message, f'{place}student_id', [student_id], reason='given_twice')
        values = {name: entry.get(name) for name in ('status', 'minutes_late', 'note')}
        marks[student_id] = Mark.check(env, student_id, **values, place=place)
    return marks


def digest(given, default):
    """Return what tells two sheets apart, as they were sent.

    :param given: `Mark`s by student
    """
    sheet = sorted(given.values()), default
    return hashlib.sha256(json.dumps(sheet).encode()).hexdigest()


def count(marks):
    """Return how many marks there are of each status.

    >>> count([Mark(1, 'late'), Mark(2, 'late'), Mark(3, 'absent')])
    {'present': 0, 'absent': 1, 'late': 2, 'excused': 0}
    """
    statuses = [mark.status for mark in marks]
    return {status: statuses.count(status) for status in KNOWN}


def rate(counts):
    """Return the share of lessons somebody came to, of those he was to come to; None without any.

    >>> rate({'present': 2, 'late': 1, 'absent': 1, 'excused': 5}), rate(dict.fromkeys(KNOWN, 0))
    (0.75, None)
    """
    came = counts['present'] + counts['late']
    expected = came + counts['absent']
    return round(came / expected, 4) if expected else None
