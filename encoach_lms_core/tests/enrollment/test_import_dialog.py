import base64

from odoo.exceptions import AccessError
from odoo.tests import Form, HttpCase, tagged

from ...exceptions import Conflict, InvalidInput
from ...models.enrollment.student_import import CHUNK
from ...models.enrollment.student_import_columns import EXPORTED
from .test_student_import import HEADER, ImportCase

PAGE = '/odoo/encoach-classrooms'


@tagged('encoach')
class TestImportDialog(ImportCase):
    """The back office's import, chunk by chunk (S4-06, S4-14)."""

    def _open(self, *rows, user=None):
        data = '\n'.join([HEADER, *rows]).encode()
        Wizard = self.env['encoach.import.students'].with_user(user or self.a.admin)
        return Wizard.create({'data': base64.b64encode(data)})

    def _run(self, wizard, dry_run):
        progress = {'done': 0, 'total': 1}
        steps = []
        while progress['done'] < progress['total']:
            progress = wizard.import_chunk(progress['done'], dry_run)
            steps.append(progress['done'])
        return steps

    def test_a_check_says_what_the_import_then_does(self):
        rows = [f'S {number},s{number}@alpha.example,,,' for number in range(CHUNK + 5)]
        wizard = self._open('X,bad,,,', *rows, 'Again,s0@alpha.example,,,')
        reports = []
        for dry_run in (True, False):
            self.assertEqual(self._run(wizard, dry_run), [CHUNK, CHUNK + 7])
            self.assertEqual(bool(self.student(f's{CHUNK}@alpha.example')), not dry_run)
            counts = (wizard.created, wizard.updated, wizard.unchanged)
            errors = wizard.error_ids.mapped(lambda error: (error.row, error.column))
            reports.append((counts, errors))
            self.assertEqual(counts, (CHUNK + 5, 0, 0))
            self.assertEqual(errors, [(2, 'email'), (CHUNK + 8, 'email')])
            self.assertEqual("Nothing is written yet" in wizard.summary, dry_run)
        self.assertEqual(*reports)
        self._run(wizard, False)
        self.assertEqual((wizard.created, wizard.unchanged), (0, CHUNK + 5))

    def test_a_chunk_is_not_imported_twice_or_without_a_file(self):
        wizard = self._open('S,s@alpha.example,,,')
        for start in (1, CHUNK, -1):
            with self.assertRaises(Conflict):
                wizard.import_chunk(start, False)
        wizard.data = False
        with self.assertRaises(InvalidInput):
            wizard.import_chunk(0, False)

    def test_a_check_tells_who_leaves_what(self):
        self.a.classroom.update_roster(self.a.students.ids)
        for section in self.a.sections:
            self._assign(self.a, section)
        wizard = self._open(
            'Alpha Student 0000,student0@alpha.example,,Alpha Latin,',
            'Alpha Student 0001,student1@alpha.example,,Alpha Physics,',
            'Alpha Student 0002,student2@alpha.example,,,inactive',
        )
        left = [
            (2, "Alpha Student 0000", "Alpha Physics (A, B)"),
            (4, "Alpha Student 0002", "Alpha Physics (A, B), Alpha Grade 7"),
        ]
        for dry_run in (True, False):
            self.assertEqual(wizard.import_chunk(0, dry_run)['leaving'], 2)
            lines = wizard.leave_ids.mapped(lambda line: (line.row, line.student, line.leaves))
            self.assertEqual(lines, left)
        self.assertEqual(wizard.import_chunk(0, False)['leaving'], 0)

    def test_another_file_forgets_what_was_found_out(self):
        wizard = self._open('S,s@alpha.example,,,')
        self._run(wizard, True)
        with Form(wizard) as form:
            self.assertTrue(form.summary)
            form.data = base64.b64encode(b'name,email')
            self.assertFalse(form.summary)

    def test_only_administrators_and_each_in_his_own_school(self):
        for user in (self.a.teacher_user, self.a.student_user):
            with self.assertRaises(AccessError):
                self._open('S,s@alpha.example,,,', user=user)
        wizard = self._open('S,s@alpha.example,,,')
        with self.assertRaises(AccessError):
            wizard.with_user(self.b.admin).import_chunk(0, False)
        with self.assertRaises(AccessError):
            self.env['encoach.import.students'].with_user(self.b.admin).create(
                {'entity_id': self.a.entity.id, 'data': wizard.data}
            )


@tagged('post_install', '-at_install', 'encoach')
class TestImportTour(HttpCase, ImportCase):
    """The dialog as a person uses it, in a real browser."""

    def test_a_file_is_checked_and_imported(self):
        self.a.classroom.update_roster(self.a.students[0].ids)
        batch, _answer = self._assign(self.a, self.a.sections[0])
        self.start_tour(PAGE, 'encoach_import_students', login=self.a.admin.login)
        layla = self.student('layla@alpha.example')
        self.assertEqual(layla.name, "ليلى حسن")
        self.assertEqual(layla.course_enrollment_ids.course_id, self.a.course)
        self.assertEqual(self.a.classroom.student_ids, layla | self.a.students[0])
        self.assertFalse(batch.student_count)
        self.assertFalse(self.student('layla@alpha.example', self.b))

    def test_the_template_is_there_and_fits(self):
        answer = self.url_open('/encoach_lms_core/static/csv/students.csv')
        self.assertEqual(answer.content.decode().splitlines()[0], ','.join(EXPORTED))
