from odoo.tests import tagged

from .common import ApiCase


@tagged('post_install', '-at_install')
class TestClassTeachers(ApiCase):
    """One class teacher a classroom and term over HTTP (S3-01 to S3-04)."""

    def setUp(self):
        super().setUp()
        self.salem, self.khaled = self.a.teachers
        self.path = f'/classrooms/{self.a.classroom.id}/class-teacher'

    def assign(self, teacher, status, **body):
        body = {'teacher_id': teacher.id, 'term_key': '2026-T1', **body}
        return self.ok(self.a.admin, 'POST', self.path, status=status, json=body)

    def present(self, query=''):
        listed = self.ok(self.a.admin, 'GET', f'{self.path}{query}')
        return [(item['term_key'], item['teacher_id']) for item in listed['items']]

    def test_assigned_shown_replaced_and_removed(self):
        self.env['encoach.term'].create({'key': '2026-T2', 'entity_id': self.a.entity.id})
        first = self.assign(self.salem, 201)
        self.assertAlike(
            first,
            {
                'id': self.a.classroom.class_teacher_ids.id,
                'entity_id': self.a.entity.id,
                'classroom_id': self.a.classroom.id,
                'term_key': '2026-T1',
                'teacher_id': self.salem.id,
                'teacher_name': self.salem.name,
            },
        )
        self.assertEqual(self.assign(self.salem, 200), first)
        self.assign(self.salem, 201, term_key='2026-T2')
        self.assertEqual(self.present(), [('2026-T2', self.salem.id), ('2026-T1', self.salem.id)])
        replaced = self.assign(self.khaled, 200, replace=True)
        self.assertEqual((replaced['id'], replaced['teacher_id']), (first['id'], self.khaled.id))
        self.assertEqual(self.present('?term_key=2026-T1'), [('2026-T1', self.khaled.id)])
        for _retry in range(2):
            self.ok(self.a.admin, 'DELETE', f'{self.path}?term_key=2026-T1', status=204)
        self.assertEqual(self.present('?term_key=2026-T1'), [])
        self.assertEqual(self.present(), [('2026-T2', self.salem.id)])

    def test_a_second_one_is_a_conflict_that_offers_to_replace(self):
        self.assign(self.salem, 201)
        body = {'teacher_id': self.khaled.id, 'term_key': '2026-T1'}
        answer = self.call(self.a.admin, 'POST', self.path, json=body)
        self.assertProblem(answer, 409, 'conflict', 'replace')
        self.assertIn(self.salem.name, answer.json()['detail'])
        self.assertEqual(self.present(), [('2026-T1', self.salem.id)])

    def test_teachers_read_and_nobody_else_changes(self):
        self.assign(self.salem, 201)
        self.assertEqual(self.ok(self.a.teacher_user, 'GET', self.path)['total'], 1)
        self.assertProblem(self.call(self.a.student_user, 'GET', self.path), 403, 'forbidden')
        before = self.digest()
        body = {'teacher_id': self.khaled.id, 'term_key': '2026-T1', 'replace': True}
        for user in (self.a.teacher_user, self.a.student_user):
            answer = self.call(user, 'POST', self.path, json=body)
            self.assertProblem(answer, 403, 'forbidden')
            answer = self.call(user, 'DELETE', f'{self.path}?term_key=2026-T1')
            self.assertProblem(answer, 403, 'forbidden')
        self.assertEqual(self.digest(), before)

    def test_odd_input(self):
        teacher_id = self.salem.id
        for body, status, field in (
            ({}, 422, 'teacher_id'),
            ({'teacher_id': teacher_id}, 422, 'term_key'),
            ({'teacher_id': teacher_id, 'term_key': ''}, 422, 'term_key'),
            ({'teacher_id': teacher_id, 'term_key': '2026-T9'}, 422, 'term_key'),
            ({'teacher_id': str(teacher_id), 'term_key': '2026-T1'}, 422, 'teacher_id'),
            ({'teacher_id': teacher_id, 'term_key': '2026-T1', 'replace': 1}, 422, 'replace'),
            ({'teacher_id': teacher_id, 'term_key': '2026-T1', 'class_id': 1}, 422, 'class_id'),
            ({'teacher_id': 2**31 - 1, 'term_key': '2026-T1'}, 404, 'teacher_id'),
            ({'teacher_id': self.b.teachers[0].id, 'term_key': '2026-T1'}, 403, 'teacher_id'),
        ):
            with self.subTest(body):
                answer = self.call(self.a.admin, 'POST', self.path, json=body)
                self.assertEqual(answer.status_code, status, answer.text)
                fields = [error['field'] for error in answer.json()['errors']]
                self.assertIn(field, fields)
        for query, field in (('', 'term_key'), ('?term_key=2026-T9', 'term_key')):
            answer = self.call(self.a.admin, 'DELETE', f'{self.path}{query}')
            self.assertProblem(answer, 422, 'invalid', field)
        self.assertEqual(self.present(), [])
