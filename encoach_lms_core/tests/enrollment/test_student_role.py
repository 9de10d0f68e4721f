from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import EntityCase


@tagged('encoach')
class TestStudentRole(EntityCase):
    """A student reads what is his, and writes nothing."""

    def setUp(self):
        super().setUp()
        self.mine = self.a.students[0]
        self.a.classroom.update_roster(self.mine.ids)
        self.batch, _answer = self._assign(self.a, self.a.sections[0])
        self.other = self.a.classroom.copy({'name': 'Alpha Grade 8'})
        self.other.update_roster(self.a.students[1:].ids)
        chemistry = self.a.course.copy({'name': 'Alpha Chemistry'})
        self.other.assign_course(chemistry.id)

    def test_a_student_reads_what_is_his(self):
        env = self.env(user=self.a.student_user)
        expected = {
            'encoach.student': self.mine,
            'encoach.classroom': self.a.classroom,
            'encoach.batch': self.batch,
            'encoach.course': self.a.course,
            'encoach.batch.enrollment': self.batch.enrollment_ids,
            'encoach.entity': self.a.entity,
        }
        for model, records in expected.items():
            with self.subTest(model):
                self.assertEqual(env[model].search([]), records)
        self.assertEqual(env['encoach.student'].search([]).name, self.mine.name)

    def test_what_a_student_has_left_is_his_no_more(self):
        env = self.env(user=self.a.student_user)
        batch, course = self.batch.with_env(env), self.a.course.with_env(env)
        section = self.batch.section_id.with_env(env)
        self.batch.update_students(self.mine.ids, 'remove')
        self.assertFalse(batch.has_access('read'))
        self.assertTrue(course.has_access('read') and section.has_access('read'))
        self.mine.course_enrollment_ids.active = False
        for record in (course, section):
            with self.subTest(record._name):
                self.assertFalse(record.has_access('read'))
                found = record.with_context(active_test=False).search([('id', '=', record.id)])
                self.assertFalse(found)

    def test_a_student_reads_no_teachers_and_writes_nothing(self):
        env = self.env(user=self.a.student_user)
        with self.assertRaises(AccessError):
            env['encoach.teacher'].search([])
        for record in (self.mine, self.a.classroom, self.batch, self.batch.enrollment_ids):
            with self.subTest(record._name), self.assertRaises(AccessError):
                record.with_env(env).write({'active': False})
