from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, freeze_time, tagged

from ...exceptions import (
    Conflict,
    EntityMismatch,
    Forbidden,
    InvalidInput,
)
from .common import TeachingCase


@tagged('encoach')
class TestLessonNote(TeachingCase):
    """A lesson note's way from draft to approval (S3-05, S3-06)."""

    def setUp(self):
        super().setUp()
        self._make_batch(self.a, term=self.a.term)
        self.note = self._write_note(self.a)
        self.review = self.note.with_user(self.a.admin)

    def test_a_new_note_is_a_draft_of_its_author(self):
        with freeze_time('2026-09-01 23:30:00'):  # the next day in Cairo
            note = self._write_note(self.a)
        self.assertEqual(note.state, 'draft')
        self.assertEqual(note.teacher_id, self.a.teachers[0])
        self.assertEqual(note.entity_id, self.a.entity)
        self.assertEqual(str(note.date), '2026-09-02')

    def test_the_term_of_today_is_suggested(self):
        self.a.term.write({'date_start': '2026-09-01', 'date_end': '2026-12-31'})
        with freeze_time('2026-10-01'), Form(self.note.browse()) as form:
            form.classroom_id = self.a.classroom
            self.assertEqual(form.term_id, self.a.term)
            form.course_id = self.a.course
            form.title = "Suggested"

    def test_submitted_and_approved(self):
        self.note.action_submit()
        self.assertEqual(self.note.state, 'submitted')
        self.assertTrue(self.note.submitted_at)
        self.review.action_approve("Well done")
        self.assertEqual((self.note.state, self.note.remark), ('approved', "Well done"))
        self.assertTrue(self.note.reviewed_at)

    def test_returned_edited_submitted_again_and_approved(self):
        self.note.action_submit()
        self.review.action_return("Add the homework.")
        self.assertEqual((self.note.state, self.note.remark), ('returned', "Add the homework."))
        self.note.body = "Homework: page 12"
        self.note.action_submit()
        self.review.action_approve()
        self.assertEqual(self.note.state, 'approved')

    def test_the_review_form_writes_the_remark_and_returns(self):
        self.note.action_submit()
        with Form(self.review) as form:
            form.remark = "Shorter, please."
        self.review.action_return()
        self.assertEqual((self.note.state, self.note.remark), ('returned', "Shorter, please."))

    def test_a_return_needs_a_remark(self):
        self.note.action_submit()
        for remark in (None, '', '  \n'):
            with self.subTest(remark=remark), self.assertRaises(InvalidInput):
                self.review.action_return(remark)
        self.assertEqual(self.note.state, 'submitted')

    def test_a_retried_step_changes_nothing_and_a_wrong_one_is_refused(self):
        for attempt in (self.review.action_approve, lambda: self.review.action_return("x")):
            with self.assertRaises(Conflict):
                attempt()
        self.note.action_submit()
        submitted_at = self.note.submitted_at
        with freeze_time('2031-01-01'):
            self.note.action_submit()
        self.assertEqual(self.note.submitted_at, submitted_at)
        self.review.action_approve()
        self.review.action_approve()
        for attempt in (self.note.action_submit, lambda: self.review.action_return("x")):
            with self.assertRaises(Conflict):
                attempt()
        self.assertEqual(self.note.state, 'approved')

    def test_what_is_under_review_cannot_be_changed(self):
        self.note.action_submit()
        for state in ('submitted', 'approved'):
            self.assertEqual(self.note.state, state)
            with self.assertRaises(Conflict):
                self.note.title = "Changed"
            with self.assertRaises(AccessError):
                self.note.unlink()
            for fname, value in (('title', "x"), ('body', "x"), ('course_id', self.a.course.id)):
                with self.subTest(fname, state=state), self.assertRaises(Conflict):
                    self.review.write({fname: value})
            with self.assertRaises(UserError):
                self.review.unlink()
            self.review.action_approve()

    def test_states_are_written_by_the_steps_only(self):
        for user in (self.a.teacher_user, self.a.admin):
            note = self.note.with_user(user)
            for values in ({'state': 'approved'}, {'submitted_at': '2026-01-01 00:00:00'}):
                with self.subTest(user.login, values=values), self.assertRaises(UserError):
                    note.write(values)
            with self.subTest(user.login), self.assertRaises(UserError):
                self._write_note(self.a, user, state='approved', teacher_id=self.note.teacher_id.id)
            context = {'default_state': 'approved'}
            with self.subTest(user.login), self.assertRaises(UserError):
                note.with_context(**context).copy()
        with self.assertRaises(Forbidden):
            self.note.remark = "I approve of myself"

    def test_a_teacher_reviews_nothing(self):
        with self.assertRaises(Forbidden):
            self.note.action_approve()
        self.note.action_submit()
        for user in (self.a.teacher_user, self.a.colleague_user, self.a.student_user):
            note = self.note.with_user(user)
            for attempt in (note.action_approve, lambda note=note: note.action_return("x")):
                with self.subTest(user.login), self.assertRaises(AccessError):
                    attempt()
        self.assertEqual(self.note.state, 'submitted')

    def test_buttons_are_offered_to_who_may_press_them(self):
        def offers(user):
            note = self.note.with_user(user)
            note.invalidate_recordset(['may_edit', 'may_review'])
            return note.may_edit, note.may_review

        self._make_class_teacher(self.a, self.a.teachers[1])
        self.assertEqual(offers(self.a.teacher_user), (True, False))
        self.assertEqual(offers(self.a.colleague_user), (False, False))
        self.assertEqual(offers(self.a.admin), (True, False))
        self.note.action_submit()
        self.assertEqual(offers(self.a.teacher_user), (False, False))
        self.assertEqual(offers(self.a.admin), (False, True))

    def test_only_a_draft_is_deleted_and_only_by_its_author_or_an_administrator(self):
        self._make_class_teacher(self.a, self.a.teachers[1])
        with self.assertRaises(AccessError):
            self.note.with_user(self.a.colleague_user).unlink()
        self.note.unlink()
        self.assertFalse(self.note.exists())

    def test_nobody_writes_in_another_name_but_an_administrator(self):
        self._make_class_teacher(self.a, self.a.teachers[1])
        with self.assertRaises(AccessError):
            self._write_note(self.a, self.a.colleague_user, teacher_id=self.a.teachers[0].id)
        with self.assertRaises(AccessError):
            self.note.with_user(self.a.colleague_user).title = "Mine now"
        with self.assertRaises(AccessError):
            self.note.with_user(self.a.colleague_user).action_submit()
        note = self._write_note(self.a, self.a.admin, teacher_id=self.a.teachers[0].id)
        note.action_submit()
        self.assertEqual(note.create_uid, self.a.admin)

    def test_author_and_classroom_stay(self):
        for fname, value in (
            ('teacher_id', self.a.teachers[1].id),
            ('classroom_id', self.a.other_classroom.id),
        ):
            with self.subTest(fname), self.assertRaises(UserError):
                self.note.write({fname: value})

    def test_no_link_leads_to_the_other_school(self):
        for fname, foreign in (('course_id', self.b.course), ('term_id', self.b.term)):
            with self.subTest(fname), self.assertRaises(EntityMismatch):
                self.note.write({fname: foreign.id})
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._write_note(self.b, self.a.teacher_user, teacher_id=self.b.teachers[0].id)

    def test_changes_are_told_in_the_chatter(self):
        self.cr.flush()
        note = self.note.with_context(tracking_disable=False)
        for step in (
            note.action_submit,
            lambda: note.with_user(self.a.admin).action_return("Add the homework."),
        ):
            step()
            self.env.flush_all()
            self.cr.flush()
        values = note.sudo().message_ids.tracking_value_ids
        self.assertIn("Returned", values.mapped('new_value_char'))
        self.assertIn("Add the homework.", values.mapped('new_value_text'))

    def test_attachments_are_read_with_the_note(self):
        attachment = (
            self.env['ir.attachment']
            .with_user(self.a.teacher_user)
            .create(
                {
                    'name': 'sheet.txt',
                    'raw': b'Alpha',
                    'res_model': 'encoach.lesson.note',
                    'res_id': self.note.id,
                }
            )
        )
        self.assertEqual(self.note.attachment_ids, attachment)
        self.assertEqual(attachment.with_user(self.a.admin).raw, b'Alpha')
        for user in (self.a.colleague_user, self.a.student_user, self.b.admin):
            with self.subTest(user.login), self.assertRaises(AccessError):
                attachment.with_user(user).read(['raw'])
        self.note.action_submit()
        with self.assertRaises(AccessError):
            attachment.with_user(self.a.teacher_user).unlink()
