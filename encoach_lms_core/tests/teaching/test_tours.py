from odoo.tests import HttpCase, tagged

from .common import TeachingCase


@tagged('post_install', '-at_install', 'encoach')
class TestTours(TeachingCase, HttpCase):
    """The back office in a real browser: class teacher, and a lesson note's round trip."""

    def test_an_administrator_assigns_and_replaces_a_class_teacher(self):
        """S3-04."""
        for user in (self.a.admin, self.b.admin):
            user.tour_enabled = False
        self.start_tour(
            '/odoo/encoach-class-teachers', 'encoach_class_teacher', login=self.a.admin.login
        )
        row = self.env['encoach.class.teacher'].search([])
        self.assertEqual(
            (row.classroom_id, row.term_id, row.teacher_id, row.write_uid),
            (self.a.classroom, self.a.term, self.a.teachers[1], self.a.admin),
        )

    def test_a_lesson_note_goes_to_the_reviewer_and_back(self):
        """S3-05, S3-06: written by a class teacher, returned, mended, approved."""
        self._make_class_teacher(self.a)
        steps = (
            (self.a.teacher_user, 'lesson-notes', 'encoach_lesson_note_write', 'submitted'),
            (self.a.admin, 'lesson-note-review', 'encoach_lesson_note_return', 'returned'),
            (self.a.teacher_user, 'lesson-notes', 'encoach_lesson_note_mend', 'submitted'),
            (self.a.admin, 'lesson-note-review', 'encoach_lesson_note_approve', 'approved'),
        )
        for user, path, tour, state in steps:
            user.tour_enabled = False
            self.start_tour(f'/odoo/encoach-{path}', tour, login=user.login)
            note = self.env['encoach.lesson.note'].search([])
            note.invalidate_recordset()
            self.assertEqual((len(note), note.state), (1, state))
        self.assertEqual(note.course_id, self.a.chemistry)
        self.assertEqual(note.body, "Homework: page 12")
