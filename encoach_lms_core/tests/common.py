"""Two schools with the same cast: every tenant feature is tried from one against the other."""

from types import SimpleNamespace

from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user


class EntityCase(TransactionCase):
    """Builds the schools ``cls.a`` and ``cls.b``.

    Each has ``entity``, the users ``admin``, ``teacher_user`` and ``student_user``, four
    ``students`` (the first is the student user), two ``teachers`` (the first is the teacher user),
    a ``course`` with the ``sections`` A and B, a ``term`` and an empty ``classroom``. Every name of
    a school holds its marker, ``Alpha`` or ``Beta``, so that a leak is easy to find.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, 'tracking_disable': True})
        cls.a = cls._make_school('Alpha')
        cls.b = cls._make_school('Beta')
        cls.platform_admin = cls._make_user('platform', 'platform_admin')

    @classmethod
    def _make_school(cls, marker, students=4):
        """Return a school with the whole cast, every name of which holds ``marker``."""
        entity = cls.env['encoach.entity'].create(
            {'name': f'{marker} School', 'code': marker.upper(), 'tz': 'Africa/Cairo'}
        )
        school = SimpleNamespace(marker=marker, entity=entity)
        code = marker.lower()
        school.admin = cls._make_user(f'admin@{code}.example', 'entity_admin', entity)
        school.teacher_user = cls._make_user(f'teacher@{code}.example', 'teacher', entity)
        school.student_user = cls._make_user(f'student@{code}.example', 'student', entity)
        school.students = cls._make_people(school, 'student', students)
        school.teachers = cls._make_people(school, 'teacher', 2)
        school.students[0].user_id = school.student_user
        school.teachers[0].user_id = school.teacher_user
        school.course = cls.env['encoach.course'].create(
            {'name': f'{marker} Physics', 'entity_id': entity.id}
        )
        school.sections = cls.env['encoach.course.section'].create(
            [{'course_id': school.course.id, 'name': name} for name in ('A', 'B')]
        )
        school.term = cls.env['encoach.term'].create({'key': '2026-T1', 'entity_id': entity.id})
        school.classroom = cls.env['encoach.classroom'].create(
            {'name': f'{marker} Grade 7', 'entity_id': entity.id}
        )
        return school

    @classmethod
    def _make_user(cls, login, role, *entities):
        """Return a user of this role; without entities only a platform administrator sees much."""
        return new_test_user(
            cls.env,
            login,
            groups=f'encoach_lms_core.group_{role}',
            name=f'User {login}',
            entity_ids=[Command.set([entity.id for entity in entities])],
        )

    @classmethod
    def _make_people(cls, school, kind, count, prefix=''):
        """Return new students or teachers of a school, in order of their names."""
        return cls.env[f'encoach.{kind}'].create(
            [
                {
                    'name': f'{school.marker} {prefix}{kind.title()} {number:04}',
                    'email': f'{prefix.strip()}{kind}{number}@{school.marker.lower()}.example',
                    'entity_id': school.entity.id,
                }
                for number in range(count)
            ]
        )

    def _assign(self, school, section=None, **values):
        """Run the cascade as the school's administrator; return the batch and the answer."""
        answer = school.classroom.with_user(school.admin).assign_course(
            school.course.id, section_id=section and section.id, **values
        )
        return self.env['encoach.batch'].browse(answer['batch_id']), answer
