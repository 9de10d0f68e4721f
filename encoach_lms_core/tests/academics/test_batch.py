import psycopg2

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...exceptions import EntityMismatch
from ..common import EntityCase


@tagged('encoach')
class TestBatch(EntityCase):
    def test_the_name_joins_classroom_course_and_section(self):
        """S0-29"""
        batch, _answer = self._assign(self.a, self.a.sections[0])
        self.assertEqual(batch.name, "Alpha Grade 7 — Alpha Physics — A")
        self.a.classroom.name = "الصف السابع"
        self.assertEqual(batch.name, "الصف السابع — Alpha Physics — A")
        batch.section_id = False
        self.assertEqual(batch.name, "الصف السابع — Alpha Physics")

    def test_a_key_without_section_or_term_is_unique_too(self):
        """S0-17: NULLs would be distinct."""
        for section, term in (
            (self.env['encoach.course.section'], self.env['encoach.term']),
            (self.a.sections[0], self.env['encoach.term']),
            (self.env['encoach.course.section'], self.a.term),
            (self.a.sections[0], self.a.term),
        ):
            values = {
                'classroom_id': self.a.classroom.id,
                'course_id': self.a.course.id,
                'section_id': section.id,
                'term_id': term.id,
            }
            self.env['encoach.batch'].create(values)
            with (
                self.subTest(values),
                mute_logger('odoo.sql_db'),
                self.assertRaises(psycopg2.errors.UniqueViolation),
                self.cr.savepoint(),
            ):
                self.env['encoach.batch'].create(values)

    def test_a_section_of_another_course_is_refused_by_the_database(self):
        other = self.a.course.copy({'name': 'Chemistry'})
        with (
            mute_logger('odoo.sql_db'),
            self.assertRaises(psycopg2.errors.ForeignKeyViolation),
            self.cr.savepoint(),
        ):
            self.env['encoach.batch'].create(
                {
                    'classroom_id': self.a.classroom.id,
                    'course_id': other.id,
                    'section_id': self.a.sections[0].id,
                }
            )

    def test_teachers_of_a_batch_differ_from_the_homeroom(self):
        """S0-22, S0-31"""
        salem, khaled = self.a.teachers
        self.a.classroom.update_teachers(self.a.teachers.ids)
        batch, _answer = self._assign(self.a)
        batch = batch.with_user(self.a.admin)
        answer = batch.update_teachers(salem.ids, 'set')
        self.assertEqual((answer['batch_id'], answer['removed']), (batch.id, khaled.ids))
        self.assertEqual(batch.teacher_ids, salem)
        self.assertEqual(self.a.classroom.teacher_ids, salem | khaled)
        self.assertEqual(batch.update_teachers(khaled.ids)['teacher_ids'], (salem | khaled).ids)
        self.assertEqual(batch.update_teachers(salem.ids, 'remove')['teacher_ids'], khaled.ids)

    def test_teachers_are_reset_to_the_homeroom(self):
        """S0-24"""
        self.a.classroom.update_teachers(self.a.teachers.ids)
        batch, _answer = self._assign(self.a, teacher_ids=[])
        self.assertFalse(batch.teacher_ids)
        answer = batch.with_user(self.a.admin).reset_teachers()
        self.assertEqual((answer['mode'], answer['added']), ('reset', self.a.teachers.ids))
        self.assertEqual(batch.teacher_ids, self.a.teachers)

    def test_foreign_teachers_and_callers_are_refused(self):
        batch, _answer = self._assign(self.a)
        with self.assertRaises(EntityMismatch):
            batch.with_user(self.a.admin).update_teachers(self.b.teachers.ids)
        for user in (self.b.admin, self.a.teacher_user):
            for change in ('reset_teachers', 'reset_students'):
                with self.subTest(user.login, change=change), self.assertRaises(AccessError):
                    getattr(batch.with_user(user), change)()
        self.assertFalse(batch.teacher_ids)

    def test_a_batch_is_archived_and_never_deleted(self):
        """S1-30: its placements would be gone with it."""
        batch, _answer = self._assign(self.a)
        for user in (self.a.admin, self.platform_admin):
            with self.subTest(user.login), self.assertRaises(AccessError):
                batch.with_user(user).unlink()
        batch.with_user(self.a.admin).action_archive()
        self.assertTrue(batch.exists())
