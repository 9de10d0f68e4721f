"""The rules of the assignment workflow in plain sets: what Odoo has to agree with.

Nothing here knows of Odoo, tables or statements. People, classrooms, courses and sections are
known by ids, a batch by its key (classroom, course, section or None, term key or None).
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple


class Refused(Exception):
    """The workflow refuses a change whole; ``code`` is the stable code of the API's answer."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


class Key(NamedTuple):
    """What a batch is the only one of."""

    classroom: int
    course: int
    section: int | None
    term: str | None


class Change(NamedTuple):
    """What a change of members answers."""

    added: list
    removed: list
    members: list


class Cascade(NamedTuple):
    """What assigning a course answers."""

    created: bool
    enrolled: list
    kept: list
    skipped: list
    teachers: list


@dataclass
class Members:
    """Who belongs to something, and how often somebody has left it."""

    present: set = field(default_factory=set)
    left: Counter = field(default_factory=Counter)

    def change(self, given, mode):
        """Add, set or remove the given ones."""
        before = self.present
        if mode == 'add':
            self.present = before | given
        elif mode == 'set':
            self.present = set(given)
        else:
            self.present = before - given
        self.left.update(before - self.present)
        return Change(
            sorted(self.present - before), sorted(before - self.present), sorted(self.present)
        )


@dataclass
class Batch:
    """A slice of a classroom. Whoever was a member once and is no more has been taken out."""

    students: Members = field(default_factory=Members)
    teachers: Members = field(default_factory=Members)
    origins: dict = field(default_factory=dict)
    active: bool = True

    @property
    def taken_out(self):
        """Return the students an override keeps out."""
        return set(self.students.left) - self.students.present


class School:
    """One school: its own people and courses, and nobody else's.

    :param students: ids
    :param teachers: ids
    :param classrooms: ids
    :param courses: ``{id: ids of the sections}``
    """

    def __init__(self, students, teachers, classrooms, courses):
        self.own = {
            'student': frozenset(students),
            'teacher': frozenset(teachers),
            'classroom': frozenset(classrooms),
            'course': frozenset(courses),
            'section': frozenset(id_ for sections in courses.values() for id_ in sections),
        }
        self.sections = courses
        self.archived = {kind: set() for kind in self.own}
        self.rosters = {id_: Members() for id_ in classrooms}
        self.faculties = {id_: set() for id_ in classrooms}
        self.studied = {id_: set() for id_ in classrooms}
        self.batches = {}
        #: ``{(course, student): whether he takes it now}``
        self.takes = {}

    # what may be named

    def _admit(self, kind, ids, archived=False):
        """Refuse what is not this school's own, or archived unless ``archived``."""
        if not set(ids) <= self.own[kind]:
            raise Refused('entity_mismatch')
        if not archived and self.archived[kind] & set(ids):
            raise Refused('invalid')
        return set(ids)

    # the classroom

    def change_roster(self, classroom, students, mode):
        """Whoever is on the roster joins batches by the next assignment only."""
        given = self._admit('student', students, archived=mode == 'remove')
        return self.rosters[classroom].change(given, mode)

    def change_faculty(self, classroom, teachers, mode):
        """Homeroom teachers join batches that are made afterwards."""
        given = self._admit('teacher', teachers, archived=mode == 'remove')
        members = Members(self.faculties[classroom])
        answer = members.change(given, mode)
        self.faculties[classroom] = members.present
        return answer

    def detach_course(self, classroom, course):
        """The batches stay."""
        self._admit('course', [course], archived=True)
        self.studied[classroom].discard(course)

    # the cascade

    def assign_course(self, key, teachers=None):
        """Find or make the one batch, and enrol who is on the roster and never was in it."""
        self._admit('course', [key.course])
        if key.section is not None:
            self._admit('section', [key.section])
            if key.section not in self.sections[key.course]:
                raise Refused('invalid')
        named = None if teachers is None else self._admit('teacher', teachers)

        self.studied[key.classroom].add(key.course)
        created = key not in self.batches
        batch = self.batches.setdefault(key, Batch())
        batch.active = True
        roster = self.rosters[key.classroom].present
        kept, skipped = roster & batch.students.present, roster & batch.taken_out
        enrolled = self._place(key, batch.students.present | (roster - skipped), 'cascade').added
        if created and named is None:
            named = self.faculties[key.classroom]
        answer = batch.teachers.change(named or set(), 'add')
        return Cascade(created, enrolled, sorted(kept), sorted(skipped), answer.members)

    def _place(self, key, students, origin):
        """Make these the batch's students; whoever comes in takes the course from now on."""
        batch = self.batches[key]
        answer = batch.students.change(students, 'set')
        batch.origins.update(dict.fromkeys(answer.added, origin))
        self.takes.update(dict.fromkeys([(key.course, id_) for id_ in answer.added], True))
        return answer

    # the batch

    def change_students(self, key, students, mode):
        """By hand: also puts back who was taken out."""
        given = self._admit('student', students, archived=mode == 'remove')
        present = self.batches[key].students.present
        wanted = {'add': present | given, 'set': given, 'remove': present - given}[mode]
        return self._place(key, wanted, 'manual')

    def reset_students(self, key):
        """Exactly the roster, whoever was taken out before."""
        return self._place(key, self.rosters[key.classroom].present, 'cascade')

    def change_teachers(self, key, teachers, mode):
        """The homeroom teachers stay as they are."""
        given = self._admit('teacher', teachers, archived=mode == 'remove')
        return self.batches[key].teachers.change(given, mode)

    def reset_teachers(self, key):
        """Exactly the homeroom teachers."""
        return self.batches[key].teachers.change(self.faculties[key.classroom], 'set')

    # who takes a course

    def take_course(self, course, student):
        """By hand: places him nowhere."""
        self.takes[course, student] = True

    def drop_course(self, course, student):
        """Whoever stops taking a course leaves its batches."""
        self.takes[course, student] = False
        for key, batch in self.batches.items():
            if key.course == course:
                batch.students.change({student}, 'remove')

    def move_to_course(self, student, course):
        """Registration: from now on he takes this course and no other."""
        self._admit('course', [course], archived=self.takes.get((course, student), False))
        self._admit('student', [student])
        for other, somebody in [pair for pair, active in self.takes.items() if active]:
            if somebody == student and other != course:
                self.drop_course(other, student)
        self.take_course(course, student)

    # archiving

    def archive(self, kind, id_):
        """History stays. A person leaves everything he is in; other things keep who is in them."""
        self.archived[kind].add(id_)
        if kind == 'student':
            for roster in self.rosters.values():
                roster.change({id_}, 'remove')
            for course, student in list(self.takes):
                if student == id_:
                    self.drop_course(course, student)
        elif kind == 'teacher':
            for faculty in self.faculties.values():
                faculty.discard(id_)
            for batch in self.batches.values():
                batch.teachers.change({id_}, 'remove')

    def restore(self, kind, id_):
        """Nothing that ended begins again."""
        self.archived[kind].discard(id_)
