import psycopg2

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...exceptions import InvalidInput
from ..common import EntityCase


@tagged('encoach')
class TestCourse(EntityCase):
    def test_default_sections_are_created_once(self):
        """S0-04, S0-05, S0-25"""
        course = self.a.course.copy({'name': 'Chemistry'}).with_user(self.a.admin)
        first = course.generate_default_sections()
        self.assertEqual(course.section_ids.mapped('name'), ['A', 'B', 'C'])
        self.assertEqual(first['created'], course.section_ids.ids)
        again = course.generate_default_sections()
        self.assertEqual(again, {'created': [], 'items': course.section_ids.ids})

    def test_default_sections_fill_the_gaps(self):
        course = self.a.course.with_user(self.a.admin)
        answer = course.generate_default_sections(4)
        created = self.env['encoach.course.section'].browse(answer['created'])
        self.assertEqual(created.mapped('name'), ['C', 'D'])
        self.assertEqual(course.section_count, 4)

    def test_an_odd_number_of_default_sections_is_refused(self):
        for count in (0, 27, -1, '3', True, None):
            with self.subTest(count), self.assertRaises(InvalidInput):
                self.a.course.generate_default_sections(count)

    def test_a_teacher_creates_no_sections(self):
        with self.assertRaises(AccessError):
            self.a.course.with_user(self.a.teacher_user).generate_default_sections()

    def test_a_section_name_is_unique_within_a_course(self):
        with (
            mute_logger('odoo.sql_db'),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.cr.savepoint(),
        ):
            self.a.sections[0].copy()
