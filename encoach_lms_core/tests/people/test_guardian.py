import psycopg2

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...exceptions import EntityMismatch, InvalidInput, RecordNotFound
from ..common import EntityCase

NOWHERE = 2**31 - 1


@tagged('encoach')
class TestGuardian(EntityCase):
    """Who answers for students, how he is reached, and who may know."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.a.entity.country_id = cls.env.ref('base.eg')
        cls.b.entity.country_id = cls.env.ref('base.in')

    def guardian(self, school, phone='0100 123 4567', **values):
        Guardian = self.env['encoach.guardian'].with_user(school.admin)
        return Guardian.create({'name': "حسن صالح", 'phone': phone, **values})

    def test_a_phone_is_kept_with_the_code_of_the_schools_country(self):
        guardian = self.guardian(self.a)
        self.assertEqual(guardian.phone, '+201001234567')
        guardian.phone = '(0101) 234-5678'
        self.assertEqual(guardian.phone, '+201012345678')
        self.assertEqual(self.guardian(self.b, '99999 99999').phone, '+919999999999')
        self.assertEqual(self.guardian(self.b, '+20 100 123 4567').phone, '+201001234567')

    def test_what_is_no_number_is_refused(self):
        guardian = self.guardian(self.a)
        for phone in ('12', 'call me', '+999 1', '0100 123 4567 ext. 3', '٠'):
            with self.subTest(phone), self.assertRaises(InvalidInput) as refused:
                guardian.phone = phone
            self.assertEqual(refused.exception.errors[0]['code'], 'wrong_format')
        self.a.entity.country_id = False
        with self.assertRaises(InvalidInput):
            self.guardian(self.a, '0100 765 4321')

    def test_a_phone_is_one_guardians_of_a_school(self):
        self.guardian(self.a)
        with (
            mute_logger('odoo.sql_db'),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.cr.savepoint(),
        ):
            self.guardian(self.a, '+20 1001234567')
        self.assertEqual(self.guardian(self.b, '+20 1001234567').entity_id, self.b.entity)

    def test_raw_sql_keeps_the_form_too(self):
        guardian = self.guardian(self.a)
        with (
            mute_logger('odoo.sql_db'),
            self.assertRaises(psycopg2.errors.CheckViolation),
            self.cr.savepoint(),
        ):
            self.cr.execute(
                "UPDATE encoach_guardian SET phone = '0100' WHERE id = %s", [guardian.id]
            )

    def test_siblings_share_a_guardian_and_a_child_has_several(self):
        mother = self.guardian(self.a, student_ids=self.a.students[:2].ids)
        father = self.guardian(self.a, '0101 234 5678', student_ids=self.a.students[:1].ids)
        self.assertEqual(mother.student_ids, self.a.students[:2])
        self.assertEqual(self.a.students[0].guardian_ids, mother | father)
        self.assertEqual(self.a.students[1].guardian_ids, mother)
        father.student_ids = [Command.link(self.a.students[1].id)]
        self.assertEqual(self.a.students[1].guardian_ids, mother | father)

    def test_children_are_of_the_same_school(self):
        guardian = self.guardian(self.a)
        for ids in (self.b.students[0].ids, [Command.link(self.b.students[0].id)]):
            with self.subTest(ids), self.assertRaises(EntityMismatch):
                guardian.student_ids = ids
        with self.assertRaises(EntityMismatch):
            self.guardian(self.a, '0101 234 5678', student_ids=self.b.students.ids)
        with self.assertRaises(RecordNotFound):
            guardian.student_ids = [NOWHERE]
        foreign = self.guardian(self.b, '99999 99999')
        with self.assertRaises(EntityMismatch):
            self.a.students[0].with_user(self.a.admin).guardian_ids = [Command.link(foreign.id)]

    def test_a_teacher_reads_those_of_his_own_classrooms_and_nobody_else_any(self):
        own = self.guardian(self.a, student_ids=self.a.students[:1].ids)
        other = self.guardian(self.a, '0101 234 5678', student_ids=self.a.students[1:2].ids)
        foreign = self.guardian(self.b, '99999 99999', student_ids=self.b.students[:1].ids)
        self.a.classroom.update_roster(self.a.students[:1].ids)
        teacher = self.env['encoach.guardian'].with_user(self.a.teacher_user)
        self.assertFalse(teacher.search([]))
        self.a.classroom.update_teachers(self.a.teachers[:1].ids)
        self.assertEqual(teacher.search([]), own)
        student = self.a.students[0].with_user(self.a.teacher_user)
        self.assertEqual(student.guardian_ids, own)
        for record in (other, foreign):
            with self.assertRaises(AccessError):
                record.with_user(self.a.teacher_user).phone  # noqa: B018
        with self.assertRaises(AccessError):
            own.with_user(self.a.teacher_user).phone = '0109 234 5678'
        self.a.classroom.update_roster([], 'set')
        self.assertFalse(teacher.search([]))
        with self.assertRaises(AccessError):
            self.env['encoach.guardian'].with_user(self.a.student_user).search([])
        with self.assertRaises(AccessError):
            self.a.students[0].with_user(self.a.student_user).guardian_ids  # noqa: B018
