import psycopg2

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...exceptions import EntityMismatch, InvalidInput, RecordNotFound
from ..common import EntityCase


@tagged('encoach')
class TestEntityCheck(EntityCase):
    """Nothing links records of two entities, whoever writes (S0-37, S0-38)."""

    REFUSALS = (EntityMismatch, psycopg2.errors.ForeignKeyViolation)

    def test_the_orm_refuses_mixed_links_even_to_the_superuser(self):
        a, b = self.a, self.b
        batch = self._assign(a)[0]
        attempts = {
            'homeroom teacher': lambda: a.classroom.write(
                {'teacher_ids': [Command.link(b.teachers[0].id)]}
            ),
            'course': lambda: a.classroom.write({'course_ids': [Command.link(b.course.id)]}),
            'roster': lambda: self._create(
                'classroom.student', classroom_id=a.classroom, student_id=b.students[0]
            ),
            'batch': lambda: self._create('batch', classroom_id=a.classroom, course_id=b.course),
            'section': lambda: batch.write({'section_id': b.sections[0].id}),
            'term': lambda: batch.write({'term_id': b.term.id}),
            'batch teacher': lambda: self._create(
                'batch.teacher', batch_id=batch, teacher_id=b.teachers[0]
            ),
            'placement': lambda: self._create(
                'batch.enrollment', batch_id=batch, student_id=b.students[0]
            ),
            'course enrollment': lambda: self._create(
                'course.enrollment', course_id=a.course, student_id=b.students[0]
            ),
            'user': lambda: a.students[0].write({'user_id': b.student_user.id}),
            'contact': lambda: a.students[0].write({'partner_id': b.students[0].partner_id.id}),
            'parent contact': lambda: a.students[0].partner_id.write(
                {'parent_id': b.students[0].partner_id.id}
            ),
        }
        for name, attempt in attempts.items():
            with (
                self.subTest(name),
                mute_logger('odoo.sql_db'),
                self.assertRaises(Exception) as caught,
                self.cr.savepoint(),
            ):
                attempt()
                self.env.flush_all()
            self.assertIsInstance(caught.exception, self.REFUSALS, name)
            self.assertNotIn('Beta', str(caught.exception))

    def _create(self, model, **links):
        return self.env[f'encoach.{model}'].create(
            {fname: record.id for fname, record in links.items()}
        )

    def test_the_message_of_the_check_names_the_field_only(self):
        with self.assertRaises(ValidationError) as caught:
            self.a.classroom.teacher_ids = self.b.teachers
        self.assertIn("Homeroom teachers", str(caught.exception))
        self.assertNotIn("Beta", str(caught.exception))

    def test_raw_sql_cannot_mix_schools_on_link_rows(self):
        batch = self._assign(self.a)[0]
        a, b = self.a, self.b
        statements = {
            'roster': (
                'INSERT INTO encoach_classroom_student (classroom_id, student_id, entity_id, since)'
                ' VALUES (%s, %s, %s, now())',
                (a.classroom.id, b.students[0].id),
            ),
            'placement': (
                'INSERT INTO encoach_batch_enrollment'
                ' (batch_id, course_id, student_id, entity_id, origin, enrolled_at, active)'
                " VALUES (%s, %s, %s, %s, 'manual', now(), true)",
                (batch.id, a.course.id, b.students[0].id),
            ),
            'batch teacher': (
                'INSERT INTO encoach_batch_teacher (batch_id, teacher_id, entity_id, since)'
                ' VALUES (%s, %s, %s, now())',
                (batch.id, b.teachers[0].id),
            ),
            'course enrollment': (
                'INSERT INTO encoach_course_enrollment (course_id, student_id, entity_id, active)'
                ' VALUES (%s, %s, %s, true)',
                (a.course.id, b.students[0].id),
            ),
            'batch': (
                'INSERT INTO encoach_batch (classroom_id, course_id, entity_id, active)'
                ' VALUES (%s, %s, %s, true)',
                (a.classroom.id, b.course.id),
            ),
        }
        for name, (statement, ids) in statements.items():
            for entity in (a.entity, b.entity):
                with (
                    self.subTest(name, entity=entity.code),
                    mute_logger('odoo.sql_db'),
                    self.assertRaises(psycopg2.errors.ForeignKeyViolation),
                    self.cr.savepoint(),
                ):
                    self.cr.execute(statement, (*ids, entity.id))

    @mute_logger('odoo.sql_db')
    def test_an_import_cannot_mix_schools(self):
        result = self.env['encoach.classroom.student'].load(
            ['classroom_id/.id', 'student_id/.id'],
            [[str(self.a.classroom.id), str(self.b.students[0].id)]],
        )
        self.assertFalse(result['ids'])
        self.assertFalse(self.a.classroom.student_ids)

    def test_no_record_moves_to_another_school(self):
        batch = self._assign(self.a, self.a.sections[0], term_key='2026-T1')[0]
        records = [
            self.a.students[0],
            self.a.teachers[0],
            self.a.students[0].partner_id,
            self.a.course,
            self.a.sections[0],
            self.a.term,
            self.a.classroom,
            batch,
        ]
        for record in records:
            with self.subTest(record._name), self.assertRaises(UserError):
                record.entity_id = self.b.entity

    def test_no_record_moves_through_its_parent(self):
        batch = self._assign(self.a)[0]
        moves = [
            (self.a.sections[0], 'course_id', self.b.course),
            (batch, 'classroom_id', self.b.classroom),
            (batch, 'course_id', self.b.course),
        ]
        for record, fname, parent in moves:
            with self.subTest(record._name, field=fname), self.assertRaises(UserError):
                record[fname] = parent

    def test_writing_the_same_entity_again_is_harmless(self):
        self.a.classroom.entity_id = self.a.entity
        self.assertEqual(self.a.classroom.entity_id, self.a.entity)

    def test_a_contact_without_school_is_not_put_into_a_foreign_one(self):
        self.assertFalse(self.a.admin.partner_id.entity_id)
        with self.assertRaises(EntityMismatch):
            self.a.admin.partner_id.with_user(self.a.admin).write({'entity_id': self.b.entity.id})

    def test_ids_are_resolved_in_the_order_and_by_the_rules_of_the_contract(self):
        Student = self.env['encoach.student'].with_user(self.a.admin)
        own, foreign = self.a.students, self.b.students
        ids = [own[1].id, own[0].id, own[1].id]
        self.assertEqual(Student._browse_in_scope(ids).ids, [own[1].id, own[0].id])
        with self.assertRaises(EntityMismatch) as caught:
            Student._browse_in_scope([own[0].id, foreign[0].id, 2**31 - 1], 'student_ids')
        self.assertEqual(caught.exception.errors[0]['ids'], foreign[0].ids)
        for unknown in (0, -1, 2**31 - 1, 2**40):
            with self.subTest(unknown), self.assertRaises(RecordNotFound):
                Student._browse_in_scope([unknown])
        for wrong in ('1', [True], ['1'], [1.0], None, [None]):
            with self.subTest(wrong), self.assertRaises(InvalidInput):
                Student._browse_in_scope(wrong)

    def test_ids_of_the_callers_other_school_do_not_fit_the_target(self):
        """Ids are validated against the target entity, not the caller's scope (S0-37)."""
        self.a.admin.entity_ids = self.a.entity | self.b.entity
        with self.assertRaises(EntityMismatch):
            self.a.classroom.with_user(self.a.admin).update_roster(self.b.students.ids)
        self.assertFalse(self.a.classroom.student_ids)
