from odoo.tests import tagged

from .common import ApiCase


@tagged('post_install', '-at_install')
class TestBatches(ApiCase):
    def setUp(self):
        super().setUp()
        self.one, self.two, self.three, self.four = self.a.students.ids
        self.salem, self.khaled = self.a.teachers.ids
        self.a.classroom.update_roster([self.one, self.two, self.three])
        self.a.classroom.update_teachers([self.salem])
        self.batch, _answer = self._assign(self.a, self.a.sections[0], term_key='2026-T1')
        self.path = f'/batches/{self.batch.id}'

    def change(self, path, **body):
        """Return the ids in the batch and what changed; the list must say the same."""
        answer = self.ok(self.a.admin, 'POST', f'{self.path}/{path}', json=body or None)
        self.assertEqual(answer['batch_id'], self.batch.id)
        kind = path.partition('/')[0]
        ids = answer[f'{kind[:-1]}_ids']
        self.assertEqual(answer['total'], len(ids))
        listed = self.ok(self.a.admin, 'GET', f'{self.path}/{kind}')
        self.assertEqual(sorted(item['id'] for item in listed['items']), sorted(ids))
        return answer['mode'], answer['added'], answer['removed'], ids

    def test_students_are_listed_with_their_placement(self):
        listed = self.ok(self.a.admin, 'GET', f'{self.path}/students')
        self.assertEqual(listed['total'], 3)
        line = self.env['encoach.batch.enrollment'].search(
            [('batch_id', '=', self.batch.id), ('student_id', '=', self.one)]
        )
        self.assertEqual(
            listed['items'][0],
            {
                'id': self.one,
                'name': self.a.students[0].name,
                'email': self.a.students[0].email,
                'enrollment_id': line.id,
                'origin': 'cascade',
                'enrolled_at': f'{line.enrolled_at.isoformat(timespec="seconds")}Z',
            },
        )
        self.assertEqual([item['id'] for item in listed['items']], [self.one, self.two, self.three])
        found = self.ok(self.a.admin, 'GET', f'{self.path}/students?search=0002')
        self.assertEqual([item['id'] for item in found['items']], [self.three])
        self.assertNotIn('Z+', listed['items'][0]['enrolled_at'])

    def test_students_are_added_replaced_removed_and_reset(self):
        one, two, three, four = self.one, self.two, self.three, self.four
        self.assertEqual(
            self.change('students', student_ids=[four, four, one]),
            ('add', [four], [], [one, two, three, four]),
        )
        self.assertEqual(
            self.change('students', student_ids=[one], mode='set'),
            ('set', [], [two, three, four], [one]),
        )
        self.assertEqual(
            self.change('students/remove', student_ids=[one, two]), ('remove', [], [one], [])
        )
        self.assertEqual(
            self.change('students/reset'), ('reset', [one, two, three], [], [one, two, three])
        )
        self.assertEqual(
            self.change('students', student_ids=[], mode='set'),
            ('set', [], [one, two, three], []),
        )

    def test_teachers_are_added_replaced_removed_and_reset(self):
        salem, khaled = self.salem, self.khaled
        self.assertEqual(
            self.change('teachers', teacher_ids=[khaled]), ('add', [khaled], [], [salem, khaled])
        )
        self.assertEqual(
            self.change('teachers', teacher_ids=[khaled], mode='set'),
            ('set', [], [salem], [khaled]),
        )
        self.assertEqual(
            self.change('teachers/remove', teacher_ids=[khaled, salem]),
            ('remove', [], [khaled], []),
        )
        self.assertEqual(self.change('teachers/reset'), ('reset', [salem], [], [salem]))

    def test_batches_are_filtered(self):
        other, _answer = self._assign(self.a, self.a.sections[1])
        for query, found in (
            ('', [self.batch.id, other.id]),
            (f'classroom_id={self.a.classroom.id}', [self.batch.id, other.id]),
            (f'course_id={self.a.course.id}&term_key=2026-T1', [self.batch.id]),
            (f'section_id={self.a.sections[1].id}', [other.id]),
            ('term_key=nothing', []),
            (f'classroom_id={self.b.classroom.id}', []),
            (f'classroom_id={2**31 - 1}', []),
            ('search=— b', [other.id]),
        ):
            listed = self.ok(self.a.admin, 'GET', f'/batches?{query}')
            self.assertEqual([item['id'] for item in listed['items']], found, query)

    def test_a_batch_without_section_has_no_capacity(self):
        batch, _answer = self._assign(self.a)
        shown = self.ok(self.a.admin, 'GET', f'/batches/{batch.id}')
        self.assertEqual(
            (shown['section_id'], shown['capacity'], shown['over_capacity']), (None, None, 0)
        )

    def test_a_reset_takes_no_body(self):
        for path in ('students/reset', 'teachers/reset'):
            body = {'student_ids': [self.one]}
            answer = self.call(self.a.admin, 'POST', f'{self.path}/{path}', json=body)
            self.assertProblem(answer, 422, 'invalid', 'student_ids')
            self.ok(self.a.admin, 'POST', f'{self.path}/{path}', json={})

    def test_teachers_and_students_read_and_change_nothing(self):
        self.assertEqual(self.ok(self.a.teacher_user, 'GET', f'{self.path}/students')['total'], 3)
        listed = self.ok(self.a.student_user, 'GET', f'{self.path}/students')
        self.assertEqual([item['id'] for item in listed['items']], [self.one])
        before = self.digest()
        students, teachers = {'student_ids': [self.one]}, {'teacher_ids': [self.salem]}
        for user in (self.a.teacher_user, self.a.student_user):
            for path, body in (
                ('students', students),
                ('students/remove', students),
                ('students/reset', None),
                ('teachers', teachers),
                ('teachers/remove', teachers),
                ('teachers/reset', None),
            ):
                answer = self.call(user, 'POST', f'{self.path}/{path}', json=body)
                self.assertProblem(answer, 403, 'forbidden')
        self.assertEqual(self.digest(), before)
