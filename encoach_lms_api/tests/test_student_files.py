from unittest.mock import patch

from odoo.tests import tagged

from .common import ApiCase

PATH = '/v1/admin/students'
CSV = {'Content-Type': 'text/csv'}
FILE = b'name,email,course_name,team_number\r\nLayla,layla@nile.test,Alpha Physics,7\r\nX,x,,\r\n'


@tagged('post_install', '-at_install')
class TestStudentFiles(ApiCase):
    """The import and the export of students over HTTP (S4-05, S4-06, S4-14)."""

    def import_file(self, data=FILE, user=None, **options):
        user = user or self.a.admin
        return self.call(user, 'POST', f'{PATH}/import', data=data, headers=CSV, **options)

    def test_a_file_as_the_body_and_in_a_form(self):
        dry = self.import_file(params={'dry_run': 'true'}).json()
        self.assertEqual(self.ok(self.a.admin, 'GET', f'{PATH}?search=layla')['total'], 0)
        done = self.import_file().json()
        self.assertEqual((dry.pop('dry_run'), done.pop('dry_run')), (True, False))
        self.assertEqual(dry, done)
        message = done['errors'][0]['message']
        self.assertEqual(
            done,
            {
                'created': 1,
                'updated': 0,
                'unchanged': 0,
                'leaving': [],
                'errors': [{'row': 3, 'field': 'email', 'message': message}],
                'ignored_columns': [],
            },
        )
        files = {'file': ('students.csv', FILE, 'text/csv')}
        path = f'{PATH}/import'
        for params in ({'dry_run': 'true'}, {'dry_run': '0', 'entity_id': self.a.entity.id}, {}):
            again = self.ok(self.a.admin, 'POST', path, files=files, params=params)
            self.assertEqual((again['created'], again['unchanged']), (0, 1))
        listed = self.ok(self.a.admin, 'GET', f'{PATH}?search=layla')
        self.assertEqual(listed['items'][0]['course_name'], 'Alpha Physics')

    def test_requests_that_are_not_acceptable(self):
        path, before = f'{PATH}/import', self.digest()
        part = ('x.csv', FILE, 'text/csv')
        for status, code, options in (
            (415, 'unsupported_media_type', {'json': {}}),
            (415, 'unsupported_media_type', {'data': FILE}),
            (400, 'bad_request', {'files': {'other': part}}),
            (400, 'bad_request', {'files': [('file', part), ('file', part)]}),
            (422, 'invalid', {'files': {'file': part}, 'data': {'dry_run': 'true'}}),
            (422, 'invalid', {'files': {'file': part}, 'params': {'dry_run': 'perhaps'}}),
            (422, 'invalid', {'files': {'file': part}, 'data': {'colour': 'red'}}),
            (422, 'invalid', {'data': b'', 'headers': CSV}),
            (422, 'invalid', {'data': b'name\r\nX', 'headers': CSV}),
            (422, 'invalid', {'data': FILE + b'\xff', 'headers': CSV}),
            (404, 'not_found', {'data': FILE, 'headers': CSV, 'params': {'entity_id': 2**31 - 1}}),
        ):
            with self.subTest(options=str(options)[:80]):
                answer = self.call(self.a.admin, 'POST', path, **options)
                self.assertProblem(answer, status, code)
        self.assertEqual(self.digest(), before)

    def test_a_file_may_be_larger_than_other_bodies_but_not_too_large(self):
        rows = b''.join(b'%s,many%d@nile.test\r\n' % (b'x' * 200, row) for row in range(7000))
        data = b'name,email\r\n' + rows
        self.assertGreater(len(data), 1024 * 1024)
        # that many students are made elsewhere: here it is about their way in
        name = 'odoo.addons.encoach_lms_core.models.enrollment.student_import.EncoachStudentImport'
        report = {'created': 0, 'updated': 0, 'unchanged': 7000, 'leaving': [], 'errors': []}
        with patch(f'{name}._import_file', return_value={**report, 'ignored_columns': []}):
            self.assertEqual(self.import_file(data).json()['unchanged'], 7000)
        for size in (10 * 1024 * 1024 + 1, 11 * 1024 * 1024):
            self.assertProblem(self.import_file(b'x' * size), 413, 'too_large')
        answer = self.call(self.a.admin, 'POST', PATH, json={'name': 'x' * 1024 * 1024})
        self.assertProblem(answer, 413, 'too_large')

    def test_the_export_imports_as_it_is(self):
        self.a.students[0].name = '=HYPERLINK("http://x.test")'
        self.a.classroom.update_roster(self.a.students.ids)
        self._assign(self.a)
        self.a.students[3].action_archive()
        answer = self.call(self.a.admin, 'GET', f'{PATH}/export.csv')
        self.assertEqual(
            answer.headers['Content-Disposition'], 'attachment; filename="students.csv"'
        )
        self.assertTrue(answer.content.startswith(b'\xef\xbb\xbf"name","email"'))
        self.assertIn('"\'=HYPERLINK(""http://x.test"")"', answer.text)
        before = self.digest()
        report = self.import_file(answer.content).json()
        self.assertEqual((report['unchanged'], report['errors']), (4, []))
        self.assertEqual(self.digest(), before)

    def test_a_dry_run_lists_who_would_leave_what(self):
        self.a.classroom.update_roster(self.a.students[:2].ids)
        batch, _answer = self._assign(self.a, section=self.a.sections[0])
        self.a.course.copy({'name': 'Alpha Latin'})
        data = (
            b'name,email,course_name,status\nAlpha Student 0000,student0@alpha.example,Alpha Latin,'
            b'\nAlpha Student 0001,student1@alpha.example,,inactive'
        )
        left = {
            'id': self.a.course.id,
            'name': 'Alpha Physics',
            'batches': [{'id': batch.id, 'name': batch.name, 'section': 'A'}],
        }
        classroom = {'id': self.a.classroom.id, 'name': 'Alpha Grade 7'}
        expected = [
            {
                'row': row,
                'student_id': student.id,
                'name': student.name,
                'courses': [left],
                'classrooms': classrooms,
            }
            for row, student, classrooms in zip(
                (2, 3), self.a.students, ([], [classroom]), strict=False
            )
        ]
        before = self.digest()
        self.assertEqual(
            self.import_file(data, params={'dry_run': 'true'}).json()['leaving'], expected
        )
        self.assertEqual(self.digest(), before)
        self.assertEqual(self.import_file(data).json()['leaving'], expected)
        self.assertEqual(self.import_file(data).json()['leaving'], [])

    def test_who_has_several_schools_says_which(self):
        both = self._make_user('both', 'entity_admin', self.a.entity, self.b.entity)
        for user in (both, self.platform_admin):
            self.assertProblem(self.import_file(user=user), 422, 'invalid', 'entity_id')
            answer = self.call(user, 'GET', f'{PATH}/export.csv')
            self.assertProblem(answer, 422, 'invalid', 'entity_id')
            report = self.import_file(
                b'name,email\nY,student0@alpha.example',
                user,
                params={'entity_id': self.b.entity.id},
            ).json()
            self.assertEqual(report['errors'], [])
        self.assertEqual(self.a.students[0].name, "Alpha Student 0000")
        answer = self.call(both, 'GET', f'{PATH}/export.csv?entity_id={self.b.entity.id}')
        self.assertNotIn('Alpha', answer.text)
