from psycopg2.errors import ForeignKeyViolation, UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ...exceptions import EntityMismatch, InvalidInput
from .common import ContentCase


@tagged('encoach')
class TestLearnerGroup(ContentCase):
    """A named part of a classroom's roster (S2-01, S2-03, S2-04)."""

    def test_only_students_on_the_roster_now_are_accepted(self):
        outsider = self._make_people(self.a, 'student', 1, 'outside ')
        self.a.classroom.update_roster(self.a.students[3].ids, 'remove')
        for student in (outsider, self.a.students[3]):
            with self.assertRaises(InvalidInput) as caught:
                self._make_group(self.a, self.a.students[:2] | student)
            self.assertEqual(caught.exception.errors[0]['ids'], student.ids)
        group = self._make_group(self.a, self.a.students[:2])
        with self.assertRaises(InvalidInput):
            group.student_ids = [Command.link(outsider.id)]
        with self.assertRaises(EntityMismatch):
            group.student_ids = [Command.link(self.b.students[0].id)]

    def test_programs_make_and_change_groups_by_ids(self):
        Group = self.env['encoach.learner.group'].with_user(self.a.teacher_user)
        classroom = self.a.classroom.with_user(self.a.teacher_user)
        group = Group._create_group(classroom, "Readers", self.a.students[:2].ids)
        self.assertEqual((group.name, group.kind), ("Readers", 'group'))
        self.assertEqual(group.student_ids.ids, self.a.students[:2].ids)
        group._change({'name': "Writers"})
        group._change({'student_ids': self.a.students[2].ids})
        self.assertEqual((group.name, group.student_ids.ids), ("Writers", self.a.students[2].ids))
        with self.assertRaises(EntityMismatch):
            Group._create_group(classroom, "Mixed", self.b.students.ids)
        with self.assertRaises(EntityMismatch):
            group._change({'student_ids': self.b.students.ids})
        with self.assertRaises(AccessError):
            group.with_user(self.a.colleague_user)._change({'name': "Mine"})

    def test_names_are_unique_in_a_classroom(self):
        self._make_group(self.a, self.a.students)
        self._make_group(self.b, self.b.students)
        with mute_logger('odoo.sql_db'), self.assertRaises(UniqueViolation):
            self._make_group(self.a, self.a.students)

    def test_an_empty_list_deletes_the_hidden_group_and_keeps_a_named_one(self):
        named = self._make_group(self.a, self.a.students)
        hidden = self._make_group(self.a, self.a.students, kind='adhoc')
        (named | hidden).write({'student_ids': [Command.clear()]})
        self.assertTrue(named.exists())
        self.assertFalse(hidden.exists())

    def test_classroom_and_kind_stay(self):
        group = self._make_group(self.a, self.a.students)
        with self.assertRaises(UserError):
            group.classroom_id = self.a.classroom.copy()
        with self.assertRaises(UserError):
            group.kind = 'adhoc'

    def test_administrators_and_own_teachers_manage_groups_and_nobody_else(self):
        group = self._make_group(self.a, self.a.students)
        for user in (self.a.admin, self.a.teacher_user):
            group.with_user(user).write({'name': f'By {user.login}'})
            mine = (
                self.env['encoach.learner.group']
                .with_user(user)
                .create({'name': user.login, 'classroom_id': self.a.classroom.id})
            )
            mine.unlink()
        for user in (self.a.colleague_user, self.a.student_user, self.b.admin):
            with self.subTest(user.login):
                for operation in ('read', 'write', 'unlink'):
                    self.assertFalse(group.with_user(user).has_access(operation))
                with self.assertRaises(AccessError):
                    self.env['encoach.learner.group'].with_user(user).create(
                        {'name': "Mine", 'classroom_id': self.a.classroom.id}
                    )

    def test_the_database_keeps_a_group_in_its_school(self):
        group = self._make_group(self.a, self.a.students)
        with mute_logger('odoo.sql_db'), self.assertRaises(ForeignKeyViolation):
            self.env.cr.execute(
                SQL(
                    'UPDATE encoach_learner_group SET classroom_id = %s WHERE id = %s',
                    self.b.classroom.id,
                    group.id,
                )
            )
