from psycopg2.errors import ForeignKeyViolation, UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import SQL, mute_logger

from ...exceptions import (
    Conflict,
    EntityMismatch,
    InvalidInput,
    RecordNotFound,
)
from .common import TeachingCase


@tagged('encoach')
class TestClassTeacher(TeachingCase):
    """One class teacher a classroom and term (S3-01 to S3-04, S3-09)."""

    def setUp(self):
        super().setUp()
        self.salem, self.khaled = self.a.teachers
        self.classroom = self.a.classroom.with_user(self.a.admin)

    def assign(self, teacher, term_key='2026-T1', **options):
        return self.classroom.assign_class_teacher(teacher.id, term_key, **options)

    def present(self):
        return {row.term_id.key: row.teacher_id for row in self.classroom.class_teacher_ids.sudo()}

    def test_an_administrator_assigns_one(self):
        answer = self.assign(self.salem)
        row = self.classroom.class_teacher_ids
        self.assertEqual(
            answer, {'class_teacher_id': row.id, 'created': True, 'replaced_teacher_id': False}
        )
        self.assertEqual((row.teacher_id, row.entity_id), (self.salem, self.a.entity))
        self.assertEqual(row.create_uid, self.a.admin)

    def test_the_same_one_again_changes_nothing(self):
        first = self.assign(self.salem)
        messages = self.classroom.message_ids
        again = self.assign(self.salem)
        self.assertEqual(again, {**first, 'created': False})
        self.assertEqual(self.classroom.message_ids, messages)

    def test_a_second_one_is_refused_and_offered_as_a_replacement(self):
        """S3-03: unique; S3-09: replacement is an explicit re-assignment."""
        self.assign(self.salem)
        with self.assertRaises(Conflict) as caught:
            self.assign(self.khaled)
        self.assertIn(self.salem.name, str(caught.exception))
        self.assertIn("replace", str(caught.exception))
        self.assertEqual(self.present(), {'2026-T1': self.salem})
        answer = self.assign(self.khaled, replace=True)
        self.assertEqual(answer['replaced_teacher_id'], self.salem.id)
        self.assertEqual(self.present(), {'2026-T1': self.khaled})

    def test_terms_and_classrooms_are_apart_and_a_teacher_holds_several(self):
        """S3-02: a teacher may manage several classes."""
        self.assign(self.salem)
        self.assign(self.salem, '2026-T2')
        self.a.other_classroom.assign_class_teacher(self.salem.id, '2026-T1')
        self.assertEqual(len(self.salem.class_teacher_ids), 3)

    def test_the_database_refuses_a_second_row(self):
        self.assign(self.salem)
        with (
            mute_logger('odoo.sql_db'),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.env['encoach.class.teacher'].create(
                {
                    'classroom_id': self.classroom.id,
                    'term_id': self.a.term.id,
                    'teacher_id': self.khaled.id,
                }
            )

    def test_the_lookups_are_indexed(self):
        """S3-02: index on teacher and on term."""
        rows = self.env.execute_query(
            SQL("SELECT indexdef FROM pg_indexes WHERE tablename = 'encoach_class_teacher'")
        )
        definitions = ' '.join(definition for (definition,) in rows)
        for column in ('(teacher_id)', '(term_id)', '(classroom_id, term_id)'):
            self.assertIn(column, definitions)

    def test_every_change_is_logged_on_the_classroom_with_its_author(self):
        """S3-04: logs the action."""
        self.assign(self.salem)
        self.assign(self.khaled, replace=True)
        self.classroom.remove_class_teacher('2026-T1')
        messages = self.classroom.sudo().message_ids.sorted('id')[-3:]
        self.assertEqual(set(messages.author_id), set(self.a.admin.partner_id))
        texts = [str(message.body) for message in messages]
        self.assertIn(f"2026-T1: {self.salem.name}", texts[0])
        self.assertIn(f"{self.khaled.name} instead of {self.salem.name}", texts[1])
        self.assertIn(f"No class teacher in 2026-T1: was {self.khaled.name}", texts[2])
        self.assertTrue(all(message.date for message in messages))

    def test_removing_is_harmless_when_there_is_none(self):
        self.assertFalse(self.classroom.remove_class_teacher('2026-T1'))
        self.assign(self.salem)
        self.assertTrue(self.classroom.remove_class_teacher('2026-T1'))
        self.assertFalse(self.present())

    def test_only_an_administrator_of_the_school_assigns(self):
        self.assign(self.salem)
        for user in (self.a.teacher_user, self.a.student_user, self.b.admin):
            classroom = self.classroom.with_user(user)
            for attempt in (
                lambda room=classroom: room.assign_class_teacher(
                    self.khaled.id, '2026-T1', replace=True
                ),
                lambda room=classroom: room.remove_class_teacher('2026-T1'),
                lambda user=user: self.salem.class_teacher_ids.with_user(user).unlink(),
                lambda user=user: self.salem.class_teacher_ids.with_user(user).write(
                    {'teacher_id': self.khaled.id}
                ),
            ):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    attempt()
        self.assertEqual(self.present(), {'2026-T1': self.salem})

    def test_teachers_read_who_it_is_and_the_other_school_does_not(self):
        self.assign(self.salem)
        self.b.classroom.assign_class_teacher(self.b.teachers[0].id, '2026-T1')
        Row = self.env['encoach.class.teacher']
        for user in (self.a.admin, self.a.teacher_user):
            self.assertEqual(Row.with_user(user).search([]), self.salem.class_teacher_ids)
        with self.assertRaises(AccessError):
            Row.with_user(self.a.student_user).search([])

    def test_odd_input_is_refused(self):
        archived = self._make_people(self.a, 'teacher', 1, 'gone ')
        archived.active = False
        for teacher_id, term_key, error in (
            (self.b.teachers[0].id, '2026-T1', EntityMismatch),
            (2**31 - 1, '2026-T1', RecordNotFound),
            (archived.id, '2026-T1', InvalidInput),
            ('1', '2026-T1', InvalidInput),
            (None, '2026-T1', InvalidInput),
            (self.salem.id, '2026-T9', InvalidInput),
            (self.salem.id, '', InvalidInput),
            (self.salem.id, None, InvalidInput),
        ):
            with self.subTest(teacher_id=teacher_id, term_key=term_key):
                with self.assertRaises(error):
                    self.classroom.assign_class_teacher(teacher_id, term_key)
                with self.assertRaises(error):
                    self.classroom.assign_class_teacher(teacher_id, term_key, replace=True)
        self.assertFalse(self.present())
        self.assertFalse(self.env['encoach.term'].search([('key', '=', '2026-T9')]))

    def test_no_way_leads_to_a_mixed_row(self):
        values = {
            'classroom_id': self.a.classroom.id,
            'term_id': self.a.term.id,
            'teacher_id': self.salem.id,
        }
        for fname, foreign in (
            ('term_id', self.b.term),
            ('teacher_id', self.b.teachers[0]),
            ('classroom_id', self.b.classroom),
        ):
            with (
                self.subTest(fname),
                mute_logger('odoo.sql_db'),
                self.assertRaises(ForeignKeyViolation),
                self.env.cr.savepoint(),
            ):
                self.env['encoach.class.teacher'].create({**values, fname: foreign.id})
        self.assign(self.salem)
        with self.assertRaises(EntityMismatch):
            self.salem.class_teacher_ids.teacher_id = self.b.teachers[0]
        with (
            mute_logger('odoo.sql_db'),
            self.assertRaises(ForeignKeyViolation),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute(
                SQL('UPDATE encoach_class_teacher SET teacher_id = %s', self.b.teachers[0].id)
            )
        with self.assertRaises(UserError):
            self.salem.class_teacher_ids.term_id = self.a.next_term

    def test_it_is_apart_from_homeroom_and_batch_teachers(self):
        """S3-05, S3-09: nothing of the other two changes, in either direction."""
        self.a.classroom.update_teachers(self.khaled.ids)
        batch, _answer = self._assign(self.a)
        self.assign(self.salem)
        self.assertEqual(self.a.classroom.teacher_ids, self.khaled)
        self.assertEqual(batch.teacher_ids, self.khaled)
        second, _answer = self._assign(self.a, self.a.sections[0])
        self.assertEqual(second.teacher_ids, self.khaled)

    def test_an_archived_teacher_gives_up_his_classrooms(self):
        self.assign(self.salem)
        self.salem.action_archive()
        self.assertFalse(self.present())

    def test_the_dialog_assigns_and_offers_to_replace(self):
        dialog = Form(
            self.env['encoach.assign.class.teacher']
            .with_user(self.a.admin)
            .with_context(default_classroom_id=self.classroom.id)
        )
        dialog.term_id = self.a.term
        dialog.teacher_id = self.salem
        self.assertFalse(dialog.present_teacher_id)
        dialog.save().action_assign()
        self.assertEqual(self.present(), {'2026-T1': self.salem})
        dialog = Form(self.env['encoach.assign.class.teacher'].with_user(self.a.admin))
        dialog.classroom_id = self.classroom
        dialog.term_id = self.a.term
        dialog.teacher_id = self.khaled
        self.assertEqual(dialog.present_teacher_id, self.salem)
        record = dialog.save()
        with self.assertRaises(Conflict):
            record.action_assign()
        record.action_replace()
        self.assertEqual(self.present(), {'2026-T1': self.khaled})

    def test_the_dialog_is_for_administrators_and_their_school(self):
        Dialog = self.env['encoach.assign.class.teacher']
        values = {
            'classroom_id': self.b.classroom.id,
            'term_id': self.b.term.id,
            'teacher_id': self.b.teachers[0].id,
        }
        for user in (self.a.admin, self.b.teacher_user):
            with self.subTest(user.login), self.assertRaises(AccessError):
                Dialog.with_user(user).create(values)
