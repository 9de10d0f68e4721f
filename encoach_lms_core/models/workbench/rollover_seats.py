"""Who goes where in a rollover, from plain values."""

from collections import defaultdict
from typing import NamedTuple

#: what can become of a student
RULES = ('promote', 'keep', 'leave')


class Fate(NamedTuple):
    """What becomes of a student of a classroom.

    :param rule: one of `RULES`; ``done`` for who was rolled over before; None where nobody has
        said it
    :param room: the id of the classroom in which he is afterwards, or None
    """

    rule: str | None
    room: int | None = None

    @property
    def goes_on(self):
        """Return whether he is in a classroom afterwards, and has come there now."""
        return self.rule in ('promote', 'keep')


def get_fate(rule):
    """Return the `Fate` that a rule gives, which comes from a caller."""
    if not rule or (rule['rule'] == 'promote' and not rule.get('to_classroom_id')):
        return Fate(None)
    return Fate(rule['rule'], rule.get('to_classroom_id') if rule['rule'] == 'promote' else None)


class Moves(NamedTuple):
    """What becomes of everybody.

    :param dict rules: the `Fate` that a classroom gives to its students, by its id
    :param dict own: the `Fate` of students with a rule of their own
    :param dict fates: the `Fate` by ``(student, classroom)``, for each line of a chosen roster
    :param set done: the students who were rolled over before
    """

    rules: dict
    own: dict
    fates: dict
    done: set

    @classmethod
    def decide(cls, rules, own, rosters, done):
        """Return the `Moves` of the students of rosters, ``{student: [classrooms]}``."""
        fates = {}
        for student, rooms in rosters.items():
            for room in rooms:
                fate = own.get(student) or rules.get(room) or Fate(None)
                if student in done:
                    fate = Fate('done', room)
                elif fate.rule == 'keep':
                    fate = fate._replace(room=room)
                fates[student, room] = fate
        return cls(rules, own, fates, done)

    def seat(self, following):
        """Return who gets a seat in which batch of the new term.

        Whoever was in a batch is in the one that follows it; whoever was taken out of it stays
        out; whoever comes new to a course of his classroom joins its batch, if it is a single one.

        :param dict following: lists of `Source` batches by the key of the batch that follows them
        :return: ``{(key, student): (action, reason)}``
        """
        seats, guests = {}, {student: fate for (student, _room), fate in self.fates.items()}
        for key, sources in following.items():
            for source in sources:
                for student in source.student_ids:
                    if student not in self.done:
                        fate = self.fates.get((student, source.classroom_id))
                        if fate is None:
                            fate = guests.get(student) or self.own.get(student) or Fate(None)
                            seats[key, student] = _seat_guest(fate)
                        elif fate.goes_on and fate.room == key[0]:
                            seats[key, student] = 'added', 'goes_on'
        return self._seat_newcomers(following, seats) | seats

    def _seat_newcomers(self, following, seats):
        offered, seated = defaultdict(lambda: defaultdict(list)), set()
        for key in following:
            offered[key[0]][key[1]].append(key)
        for key, student in seats:
            seated.add((student, *key[:2]))
        found = {}
        for (student, room), fate in self.fates.items():
            for course, keys in offered[fate.room].items() if fate.goes_on else ():
                if (student, fate.room, course) not in seated:
                    found[keys[0], student] = _seat_newcomer(following, keys, student, room)
        return found


def _seat_guest(fate):
    """Return what becomes of who is in a batch without being on its classroom's roster."""
    if fate.rule == 'keep':
        return 'added', 'goes_on'
    return 'skipped', {None: 'no_rule', 'leave': 'leaves', 'promote': 'promoted'}[fate.rule]


def _seat_newcomer(following, keys, student, room):
    """Return what becomes of a student in one course of his classroom.

    :param keys: of the course's batches there
    :param room: the classroom that he comes from, or stays in
    """
    sources = [source for key in keys for source in following[key] if source.classroom_id == room]
    if any(student in source.former_ids for source in sources):
        return 'skipped', 'removed_from_batch'
    return ('added', 'on_roster') if len(keys) == 1 else ('skipped', 'not_placed')
