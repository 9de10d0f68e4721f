from datetime import timedelta

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.api_answer import KEPT
from .common import ApiCase


@tagged('post_install', '-at_install')
class TestIdempotency(ApiCase):
    """Requests that are sent again with the same Idempotency-Key."""

    def post(self, path, body, key='key-1', user=None):
        headers = {'Idempotency-Key': key}
        return self.call(user or self.a.admin, 'POST', path, json=body, headers=headers)

    def assertSame(self, answer, first):
        self.assertEqual(answer.status_code, first.status_code)
        self.assertEqual(answer.content, first.content)
        for name in ('Location', 'Content-Type', 'Cache-Control'):
            self.assertEqual(answer.headers.get(name), first.headers.get(name), name)

    def test_what_creates_is_done_once_and_answered_alike(self):
        a = self.a
        a.classroom.update_roster(a.students.ids)
        note = {'classroom_id': a.classroom.id, 'course_id': a.course.id, 'title': "Note"}
        a.classroom.assign_class_teacher(a.teachers[0].id, a.term.key)
        classroom = f'/classrooms/{a.classroom.id}'
        for number, (path, body) in enumerate(
            (
                ('/students', {'name': "سارة"}),
                ('/teachers', {'name': "X"}),
                ('/courses', {'name': "X"}),
                ('/classrooms', {'name': "X"}),
                ('/terms', {'key': "X"}),
                (f'/courses/{a.course.id}/sections', {'name': "X"}),
                (f'/courses/{a.course.id}/sections/generate-defaults', {'count': 9}),
                (f'{classroom}/assign-course', {'course_id': a.course.id}),
                (f'{classroom}/learner-groups', {'name': "X"}),
                (f'{classroom}/course-assignments', {'course_id': a.course.id}),
                (
                    f'{classroom}/course-assignments',
                    {'course_id': a.course.id, 'student_ids': []},
                ),
                ('/v1/admin/students', {'name': "X", 'email': 'x@x.test'}),
                (
                    '/lesson-notes',
                    {**note, 'term_key': a.term.key, 'teacher_id': a.teachers[0].id},
                ),
                (f'{classroom}/students', {'student_ids': a.students[:1].ids, 'mode': 'set'}),
            )
        ):
            first = self.post(path, body, f'key-{number}')
            self.assertIn(first.status_code, (200, 201, 204), first.text)
            before = self.digest()
            self.assertSame(self.post(path, body, f'key-{number}'), first)
            self.assertEqual(self.digest(), before)

    def test_a_file_is_imported_once(self):
        headers = {'Idempotency-Key': 'file', 'Content-Type': 'text/csv'}
        options = {'data': b'name,email\r\nOne,one@x.test\r\n', 'headers': headers}
        first = self.call(self.a.admin, 'POST', '/v1/admin/students/import', **options)
        self.assertEqual(first.json()['created'], 1)
        again = self.call(self.a.admin, 'POST', '/v1/admin/students/import', **options)
        self.assertSame(again, first)
        options['data'] += b'Two,two@x.test\r\n'
        answer = self.call(self.a.admin, 'POST', '/v1/admin/students/import', **options)
        self.assertProblem(answer, 422, 'invalid', 'Idempotency-Key')

    def test_another_request_needs_another_key(self):
        self.assertEqual(self.post('/students', {'name': "X"}).status_code, 201)
        before = self.digest()
        for path, body in (('/students', {'name': "Y"}), ('/teachers', {'name': "X"})):
            answer = self.post(path, body)
            self.assertProblem(answer, 422, 'invalid', 'Idempotency-Key')
        self.assertEqual(self.digest(), before)

    def test_the_order_of_what_is_sent_does_not_matter(self):
        first = self.post('/students', {'name': "X", 'phone': "1"})
        self.assertSame(self.post('/students', {'phone': "1", 'name': "X"}), first)

    def test_a_key_is_its_senders(self):
        first = self.post('/students', {'name': "X"})
        other = self.post('/students', {'name': "X"}, user=self.b.admin)
        self.assertEqual(other.status_code, 201)
        self.assertNotEqual(other.json()['id'], first.json()['id'])
        answer = self.post('/students', {'name': "X"}, user=self.a.teacher_user)
        self.assertProblem(answer, 403, 'forbidden')

    def test_who_has_left_hears_nothing(self):
        """What a school answered is not told again to somebody who is in another one by now."""
        body = {'name': "X"}
        self.post('/students', body)
        self.a.admin.entity_ids = [Command.set(self.b.entity.ids)]
        answer = self.post('/students', body)
        self.assertProblem(answer, 422, 'invalid', 'Idempotency-Key')
        self.a.admin.entity_ids = [Command.set(self.a.entity.ids)]

    @mute_logger('odoo.sql_db')
    def test_refusals_are_not_kept(self):
        body = {'name': "X", 'email': self.a.students[0].email}
        self.assertEqual(self.post('/students', body).status_code, 409)
        self.a.students[0].email = False
        self.assertEqual(self.post('/students', body).status_code, 201)

    def test_a_condition_that_held_the_first_time_is_not_asked_again(self):
        path = f'/classrooms/{self.a.classroom.id}/students'
        tag = self.call(self.a.admin, 'GET', path).headers['ETag']
        headers = {'Idempotency-Key': 'set', 'If-Match': tag}
        body = {'student_ids': self.a.students.ids, 'mode': 'set'}
        for _time in range(2):
            self.ok(self.a.admin, 'POST', path, json=body, headers=headers)

    def test_odd_keys_are_refused(self):
        for key in ('', 'two words', 'x' * 256, 'ü'.encode()):
            answer = self.post('/students', {'name': "X"}, key)
            self.assertProblem(answer, 422, 'invalid', 'Idempotency-Key')

    def test_answers_are_kept_for_a_day(self):
        answers = self.env['encoach.api.answer']
        first = self.post('/students', {'name': "X"})
        self.age(KEPT - timedelta(minutes=1))
        answers._gc_old()
        self.assertSame(self.post('/students', {'name': "X"}), first)
        self.age(KEPT + timedelta(minutes=1))
        second = self.post('/students', {'name': "Y"})
        self.assertEqual(second.status_code, 201)
        self.assertSame(self.post('/students', {'name': "Y"}), second)
        self.age(KEPT + timedelta(minutes=1))
        answers._gc_old()
        self.assertFalse(answers.search_count([]))

    def age(self, delta):
        answers = self.env['encoach.api.answer'].search([])
        answers.begun_at = self.env.cr.now() - delta
        self.env.flush_all()
