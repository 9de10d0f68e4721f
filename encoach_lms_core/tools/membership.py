"""What a change of members does, computed before anything is written."""

from typing import NamedTuple

from ..exceptions import Conflict, InvalidInput

MODES = ('add', 'set', 'remove')


class MembershipPlan(NamedTuple):
    """The difference between the present members and the wanted ones, as sorted lists of ids."""

    added: list
    removed: list
    members: list

    @property
    def changes(self):
        """Return whether anybody comes or goes."""
        return bool(self.added or self.removed)

    def describe(self, owner_field, owner, member_fields, mode):
        """Return what the public methods answer: the plan, whose it is, and the result.

        :param str owner_field: such as ``batch_id``
        :param owner: the record whose members change
        :param str member_fields: such as ``student_ids``
        :param str mode: the mode the caller asked for
        """
        return {
            owner_field: owner.id,
            'mode': mode,
            'added': self.added,
            'removed': self.removed,
            member_fields: self.members,
            'total': len(self.members),
        }


def check_mode(env, mode):
    """Raise InvalidInput unless ``mode`` is one that `plan_membership` knows."""
    if mode not in MODES:
        message = env._("mode: expected one of %s.", ", ".join(MODES))
        raise InvalidInput(message, 'mode', reason='unknown_value')


def check_expected(env, present, expected):
    """Raise Conflict when the members are no longer those that the caller saw.

    :param present: ids of the present members
    :param expected: ids the caller decided upon, or None when he does not mind
    """
    if expected is not None and set(present) != set(expected):
        raise Conflict(
            env._("Somebody else changed this list meanwhile: open it again to see how it is now.")
        )


def plan_membership(present, given, mode):
    """Return the plan of adding, setting or removing ``given`` ids among ``present`` ones.

    :param present: ids of the present members
    :param given: ids named by the caller
    :param str mode: ``add`` (union), ``set`` (replace; nothing given clears) or ``remove``
    :rtype: MembershipPlan

    >>> plan_membership([1, 2], [2, 3], 'add')
    MembershipPlan(added=[3], removed=[], members=[1, 2, 3])
    >>> plan_membership([1, 2], [2, 3], 'set')
    MembershipPlan(added=[3], removed=[1], members=[2, 3])
    >>> plan_membership([1, 2], [2, 3], 'remove')
    MembershipPlan(added=[], removed=[2], members=[1])
    """
    present, given = set(present), set(given)
    added = given - present if mode in ('add', 'set') else set()
    removed = {'add': set(), 'set': present - given, 'remove': present & given}[mode]
    return MembershipPlan(sorted(added), sorted(removed), sorted((present | added) - removed))


def count_missing(students, seats):
    """Return how many seats are missing; without a number of seats there is no limit.

    >>> count_missing(31, 30), count_missing(29, 30), count_missing(31, 0), count_missing(31, None)
    (1, 0, 0, 0)
    """
    return max(students - seats, 0) if seats else 0
