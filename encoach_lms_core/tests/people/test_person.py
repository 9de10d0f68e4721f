import psycopg2

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import EntityCase


@tagged('encoach')
class TestPerson(EntityCase):
    def _create_student(self, school, **values):
        return (
            self.env['encoach.student']
            .with_user(school.admin)
            .create({'name': "ليلى حسن", **values})
        )

    def test_a_student_is_a_contact_of_his_school(self):
        student = self._create_student(self.a, email='Layla@Alpha.example', phone='+20 100')
        self.assertEqual(student.entity_id, self.a.entity)
        self.assertEqual(student.partner_id.entity_id, self.a.entity)
        self.assertEqual(student.partner_id.name, "ليلى حسن")
        self.assertEqual(student.display_name, "ليلى حسن")

    def test_the_entity_of_a_person_decides_over_the_creators_default(self):
        student = self.env['encoach.student'].create({'name': 'X', 'entity_id': self.b.entity.id})
        self.assertEqual(student.partner_id.entity_id, self.b.entity)

    def test_email_and_code_are_unique_within_a_school(self):
        self._create_student(self.a, email='layla@alpha.example', student_code='7')
        for values in ({'email': ' LAYLA@alpha.example '}, {'student_code': '7'}):
            with (
                self.subTest(values),
                mute_logger('odoo.sql_db'),
                self.assertRaises(psycopg2.errors.UniqueViolation),
                self.cr.savepoint(),
            ):
                self._create_student(self.a, **values)
        other = self._create_student(self.b, email='layla@alpha.example', student_code='7')
        self.assertEqual(other.entity_id, self.b.entity)

    def test_an_email_changed_on_the_contact_stays_unique(self):
        first = self._create_student(self.a, email='one@alpha.example')
        second = self._create_student(self.a, email='two@alpha.example')
        with (
            mute_logger('odoo.sql_db'),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.cr.savepoint(),
        ):
            second.partner_id.email = first.email
            self.env.flush_all()

    def test_several_students_without_email_or_code_are_fine(self):
        students = self._create_student(self.a) | self._create_student(self.a)
        self.assertEqual(students.mapped('email_key'), [False, False])

    def test_a_copy_is_another_person(self):
        student = self._create_student(self.a, email='layla@alpha.example', student_code='7')
        copy = student.copy()
        self.assertNotEqual(copy.partner_id, student.partner_id)
        self.assertFalse(copy.email or copy.student_code)

    def test_an_archived_student_leaves_classrooms_batches_and_courses(self):
        self.a.classroom.update_roster(self.a.students.ids)
        batch, _answer = self._assign(self.a)
        student = self.a.students[0]
        student.action_archive()
        self.assertNotIn(student, self.a.classroom.student_ids)
        self.assertEqual(batch.student_count, 3)
        enrollment = student.with_context(active_test=False).course_enrollment_ids
        self.assertEqual(enrollment.mapped('active'), [False])
        line = student.with_context(active_test=False).batch_enrollment_ids
        self.assertTrue(line.ended_at)

    def test_an_archived_teacher_leaves_classrooms_and_batches(self):
        self.a.classroom.update_teachers(self.a.teachers.ids)
        batch, _answer = self._assign(self.a)
        self.a.teachers[0].action_archive()
        self.assertEqual(self.a.classroom.teacher_ids, self.a.teachers[1])
        self.assertEqual(batch.teacher_ids, self.a.teachers[1])

    def test_an_archived_teacher_leaves_archived_classrooms_too(self):
        self.a.classroom.update_teachers(self.a.teachers.ids)
        self.a.classroom.action_archive()
        self.a.teachers[0].action_archive()
        self.a.teachers[0].action_unarchive()
        self.a.classroom.action_unarchive()
        self.assertEqual(self.a.classroom.teacher_ids, self.a.teachers[1])
