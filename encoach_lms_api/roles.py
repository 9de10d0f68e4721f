"""Who may call an operation: what the description tells, in the words of tests/roles/table.py.

Nothing is allowed or refused here: rights and rules of the models do that. A test holds what a
route declares to that table, and the table is held to what the server does.
"""

from typing import NamedTuple

ALL, OWN, EMPTY, NONE = 'yes', 'own', 'empty', 'no'

NAMES = {
    'platform': "platform administrators",
    'admin': "administrators",
    'teacher': "teachers",
    'student': "students",
}


class Roles(NamedTuple):
    """What each role gets: all records of its schools, its own, an empty answer, or none.

    A ``clerk`` has no role in EnCoach; ``nobody`` has not signed in.
    """

    platform: str = ALL
    admin: str = ALL
    teacher: str = NONE
    student: str = NONE
    clerk: str = NONE
    nobody: str = NONE

    def describe(self):
        """Return the sentence that says who may call an operation."""
        if self.nobody == ALL:
            return "Allowed to anybody, without a token."
        if self == EVERYBODY:
            return "Allowed to everybody who has a role in EnCoach."
        every, own, empty = (self._join(cell) for cell in (ALL, OWN, EMPTY))
        parts = (every, own and f"{own}: only what is theirs", empty and f"empty for {empty}")
        return f"Allowed to {'; '.join(filter(None, parts))}."

    def _join(self, cell):
        """Return the names of the roles that get as much as ``cell`` says."""
        names = [name for role, name in NAMES.items() if getattr(self, role) == cell]
        if self.platform == self.admin == cell:
            names = names[1:]  # both kinds are administrators
        return ' and '.join(filter(None, [', '.join(names[:-1]), *names[-1:]]))


ADMINISTRATORS = Roles()
EVERYBODY = Roles(teacher=ALL, student=ALL)
ANYBODY = Roles(*[ALL] * len(Roles._fields))
