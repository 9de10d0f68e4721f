from odoo.tests import tagged

from .common import ApiCase

NAMES = (
    "محمد بن عبد الله",
    "李小龍 👩🏽‍🎓",
    "O'Brien \"Bobby\"; DROP TABLE encoach_student; --",
    "<script>alert(1)</script>&amp;",
    "100% _under_ \\slash\\ %(name)s {name}",
    "x" * 255,
)


@tagged('post_install', '-at_install')
class TestOddInput(ApiCase):
    """Clear errors, no 500, nothing half written."""

    def refuse(self, path, body, field, status=422, method='POST'):
        """Assert that a body is refused for a field, and that nothing changed."""
        before = self.digest()
        answer = self.call(self.a.admin, method, path, json=body)
        self.assertEqual(answer.status_code, status, f'{body} {answer.text}')
        if field:
            self.assertTrue(
                any(error['field'].split('.')[0] == field for error in answer.json()['errors']),
                f'{body} {answer.text}',
            )
        self.assertEqual(self.digest(), before)

    def test_names_come_back_as_they_were_sent(self):
        for path in ('/students', '/teachers', '/courses', '/classrooms'):
            for name in NAMES:
                created = self.ok(self.a.admin, 'POST', path, status=201, json={'name': name})
                self.assertEqual(created['name'], name)
                shown = self.ok(self.a.admin, 'GET', f'{path}/{created["id"]}')
                self.assertEqual(shown['name'], name)
                found = self.ok(self.a.admin, 'GET', path, params={'search': name})
                self.assertEqual([item['id'] for item in found['items']], [created['id']])

    def test_names_that_are_none(self):
        for name in ('', '   ', 'x' * 300, None, 1, True, [], {}, 'a\0b', 'a\nb', '\x1b[31m'):
            for path in ('/students', '/teachers', '/courses', '/classrooms'):
                self.refuse(path, {'name': name}, 'name')
            self.refuse(
                f'/students/{self.a.students[0].id}', {'name': name}, 'name', method='PATCH'
            )

    def test_spaces_around_a_text_count_and_are_not_kept(self):
        path = f'/classrooms/{self.a.classroom.id}'
        room = self.ok(self.a.admin, 'PATCH', path, json={'room': ' ' * 62 + 'B '})['room']
        self.assertEqual(room, 'B')
        self.refuse(path, {'room': ' ' * 63 + 'B '}, 'room', method='PATCH')
        answer = self.call(self.a.admin, 'GET', '/terms', params={'key': ' ' * 64 + '1'})
        self.assertProblem(answer, 422, 'invalid', 'key')

    def test_days_that_are_none(self):
        for day in ('0', '1767225600', '2026-9-1', '20260901', '2026-09-01T00:00:00', '٢٠٢٦-٠٩-٠١'):
            answer = self.call(self.a.admin, 'GET', '/lesson-notes', params={'date_to': day})
            self.assertProblem(answer, 422, 'invalid', 'date_to')
            self.refuse('/terms', {'key': 'x', 'date_start': day}, 'date_start')

    def test_texts_that_cannot_be_stored(self):
        self.refuse('/courses', {'name': "X", 'syllabus': 'a\0b'}, 'syllabus')
        self.refuse('/courses', {'name': "X", 'syllabus': 'x' * 100_001}, 'syllabus')

    def test_addresses_that_are_none(self):
        for email in ('', 'x', '@x.y', 'x@', 'x@y', 'a b@c.d', 'a@b@c.d', 'x@y\n.z', 'x' * 300, 5):
            self.refuse('/students', {'name': "X", 'email': email}, 'email')

    def test_ids_that_are_none(self):
        path = f'/classrooms/{self.a.classroom.id}/students'
        one = self.a.students.ids[0]
        for ids in (
            [str(one)],
            [True],
            [one + 0.5],
            [0],
            [-one],
            [2**31],
            [2**63],
            [10**40],
            [None],
            [[one]],
            [{'id': one}],
            one,
            str(one),
            None,
            {},
            [one, 'x', one],
        ):
            self.refuse(path, {'student_ids': ids}, 'student_ids')
        for body, field in (
            ({}, 'student_ids'),
            ({'student_ids': [one], 'mode': 'replace'}, 'mode'),
            ({'student_ids': [one], 'mode': None}, 'mode'),
            ({'student_ids': [one], 'mode': 'remove'}, 'mode'),
            ({'student_ids': [one], 'students': [one]}, 'students'),
            ({'teacher_ids': [one]}, 'teacher_ids'),
        ):
            self.refuse(path, body, field, status=422)
        path = f'/classrooms/{self.a.classroom.id}/assign-course'
        course_id = self.a.course.id
        for body, field in (
            ({}, 'course_id'),
            ({'course_id': str(course_id)}, 'course_id'),
            ({'course_id': True}, 'course_id'),
            ({'course_id': course_id + 0.5}, 'course_id'),
            ({'course_id': -1}, 'course_id'),
            ({'course_id': course_id, 'section_id': 0}, 'section_id'),
            ({'course_id': course_id, 'section_id': False}, 'section_id'),
            ({'course_id': course_id, 'term_key': ''}, 'term_key'),
            ({'course_id': course_id, 'term_key': 5}, 'term_key'),
            ({'course_id': course_id, 'term_key': 'x' * 65}, 'term_key'),
            ({'course_id': course_id, 'teacher_ids': 'all'}, 'teacher_ids'),
            ({'course_id': course_id, 'student_ids': []}, 'student_ids'),
        ):
            self.refuse(path, body, field)

    def test_a_whole_number_with_a_point_is_one(self):
        path = f'/classrooms/{self.a.classroom.id}/students'
        one, two = self.a.students[:2].ids
        body = f'{{"student_ids": [{one}.0, {two}.0e0, {one}]}}'
        headers = {'Content-Type': 'application/json'}
        answer = self.ok(self.a.admin, 'POST', path, data=body, headers=headers)
        self.assertEqual(answer['student_ids'], [one, two])
        self.refuse(path, {'student_ids': [float(self.b.students.ids[0])]}, 'student_ids', 403)

    def test_ids_in_paths_that_are_none(self):
        for odd in ('0', '-1', '1.0', 'x', '%00', '١', '2147483648', '9' * 5000, '1%2F2', '1e3'):
            for template in ('/students/{}', '/classrooms/{}/students', '/batches/{}/teachers'):
                answer = self.call(self.a.admin, 'GET', template.format(odd))
                self.assertEqual(answer.status_code, 404, f'{odd} {template} {answer.text}')

    def test_unknown_ids_are_404_and_nothing_is_written(self):
        known, unknown = self.a.students.ids[0], 2**31 - 1
        for path, body, field in (
            (f'/classrooms/{self.a.classroom.id}/students', 'student_ids', 'student_ids'),
            (f'/classrooms/{self.a.classroom.id}/teachers', 'teacher_ids', 'teacher_ids'),
        ):
            ids = [self.a.teachers.ids[0] if body == 'teacher_ids' else known, unknown]
            self.refuse(path, {body: ids}, field, status=404)

    def test_empty_lists(self):
        path = f'/classrooms/{self.a.classroom.id}/students'
        for body in ({'student_ids': []}, {'student_ids': [], 'mode': 'set'}):
            answer = self.ok(self.a.admin, 'POST', path, json=body)
            self.assertEqual((answer['added'], answer['removed'], answer['total']), ([], [], 0))
        self.assertEqual(
            self.ok(self.a.admin, 'DELETE', path, json={'student_ids': []})['removed'], []
        )

    def test_five_thousand_ids_and_each_twice(self):
        people = self._make_people(self.a, 'student', 5000, prefix="Many ")
        path = f'/classrooms/{self.a.classroom.id}'
        body = {'student_ids': people.ids * 2}
        answer = self.ok(self.a.admin, 'POST', f'{path}/students', json=body)
        self.assertEqual((answer['total'], len(answer['added'])), (5000, 5000))
        body = {'course_id': self.a.course.id}
        assigned = self.ok(self.a.admin, 'POST', f'{path}/assign-course', status=201, json=body)
        self.assertEqual(len(assigned['enrolled']), 5000)
        batch_path = f'/batches/{assigned["batch"]["id"]}/students'
        listed = self.ok(self.a.admin, 'GET', f'{batch_path}?limit=1000&offset=4500')
        self.assertEqual((len(listed['items']), listed['total']), (500, 5000))
        foreign = {'student_ids': [*people.ids, self.b.students.ids[0]]}
        before = self.digest()
        answer = self.call(self.a.admin, 'POST', f'{batch_path}/remove', json=foreign)
        self.assertProblem(answer, 403, 'entity_mismatch', 'student_ids')
        self.assertEqual(answer.json()['errors'][0]['ids'], [self.b.students.ids[0]])
        self.assertEqual(self.digest(), before)
