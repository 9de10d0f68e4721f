import uuid

from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..common import EntityCase


@tagged('encoach')
class TestCourseUuid(EntityCase):
    """A course has a stable UUID (S2-02)."""

    def test_each_course_has_its_own_and_a_copy_has_another(self):
        course = self.a.course
        self.assertEqual(str(uuid.UUID(course.uuid)), course.uuid)
        self.assertNotEqual(course.copy().uuid, course.uuid)
        self.assertNotEqual(self.b.course.uuid, course.uuid)

    def test_it_never_changes(self):
        with self.assertRaises(UserError):
            self.a.course.uuid = str(uuid.uuid4())
        self.a.course.write({'uuid': self.a.course.uuid, 'name': "Alpha Optics"})

    def test_it_is_unique_in_the_school_and_may_be_in_two(self):
        values = {'name': "Same", 'uuid': self.a.course.uuid}
        self.env['encoach.course'].create({**values, 'entity_id': self.b.entity.id})
        with mute_logger('odoo.sql_db'), self.assertRaises(UniqueViolation):
            self.env['encoach.course'].create({**values, 'entity_id': self.a.entity.id})

    def test_other_texts_are_refused(self):
        for text in ('x', str(uuid.uuid4()).upper(), uuid.uuid4().hex):
            with self.subTest(text), self.assertRaises(UserError):
                self.env['encoach.course'].create(
                    {'name': "Odd", 'uuid': text, 'entity_id': self.a.entity.id}
                )

    def test_courses_from_before_get_one_each(self):
        self.env.flush_all()
        self.env.cr.execute(SQL('ALTER TABLE encoach_course ALTER COLUMN uuid DROP NOT NULL'))
        self.env.cr.execute(SQL('UPDATE encoach_course SET uuid = NULL'))
        self.env['encoach.course']._init_column('uuid')
        self.env.cr.execute(SQL('SELECT count(*), count(DISTINCT uuid) FROM encoach_course'))
        count, distinct = self.env.cr.fetchone()
        self.assertGreaterEqual(count, 2)
        self.assertEqual(count, distinct)
