from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .common import ApiCase


@tagged('post_install', '-at_install')
class TestAttendance(ApiCase):
    """The sheet of a session over HTTP, from a phone to an administrator's correction (S1-42)."""

    def setUp(self):
        super().setUp()
        self.batch, _answer = self._assign(self.a)
        self.batch.update_students(self.a.students.ids)
        self.now = fields.Datetime.now()
        self.session = self.extra(self.now)
        self.path = f'/sessions/{self.session.id}/attendance'

    def extra(self, start):
        return self.env['encoach.session'].create(
            {
                'batch_id': self.batch.id,
                'start': start,
                'teacher_ids': [Command.set(self.a.teachers[:1].ids)],
            }
        )

    def body(self, *statuses, default='present'):
        entries = [
            {'student_id': student.id, 'status': status}
            for student, status in zip(self.a.students, statuses, strict=False)
        ]
        return {'entries': entries, 'default': default}

    def put(self, user, status=200, **options):
        answer = self.call(user, 'PUT', self.path, **options)
        self.assertEqual(answer.status_code, status, answer.text)
        return answer

    def test_from_the_empty_sheet_to_a_correction_with_its_history(self):
        sheet = self.ok(self.a.teacher_user, 'GET', self.path)
        self.assertFalse(sheet['locked'])
        self.assertEqual([line['status'] for line in sheet['students']], [None] * 4)
        body = self.body('absent', 'late')
        first = self.put(self.a.teacher_user, json=body).json()
        self.assertEqual((first['present'], first['absent'], first['late']), (2, 1, 1))
        again = self.put(self.a.teacher_user, json=body).json()
        self.assertEqual(again, {**first, 'repeated': True})
        other = self.put(self.a.teacher_user, 409, json=self.body('late'))
        self.assertProblem(other, 409, 'already_submitted')
        sheet = self.ok(self.a.teacher_user, 'GET', self.path)
        self.assertTrue(sheet['locked'])
        self.assertEqual(sheet['session']['counts']['absent'], 1)
        mark = f'/attendance/{sheet["students"][0]["attendance_id"]}'
        change = {'status': 'excused', 'reason': "A note came."}
        self.assertProblem(
            self.call(self.a.teacher_user, 'PATCH', mark, json=change), 403, 'forbidden'
        )
        corrected = self.ok(self.a.admin, 'PATCH', mark, json=change)
        self.assertEqual((corrected['status'], corrected['reason']), ('excused', "A note came."))
        lines = self.ok(self.a.teacher_user, 'GET', f'{mark}/history')['items']
        self.assertEqual([line['new_status'] for line in lines], ['absent', 'excused'])
        self.assertEqual(lines[1]['changed_by'], self.a.admin.id)

    def test_the_sentences_and_codes_of_the_contract(self):
        self.session = self.extra(self.now + timedelta(hours=1))
        self.path = f'/sessions/{self.session.id}/attendance'
        early = self.put(self.a.teacher_user, 409, json=self.body())
        self.assertProblem(early, 409, 'not_open')
        self.session.closes_at = self.now - timedelta(minutes=1)
        self.session.start = self.now - timedelta(hours=2)
        self.env.flush_all()
        self.session.closes_at = self.now - timedelta(minutes=1)
        late = self.put(self.a.teacher_user, 409, json=self.body())
        self.assertProblem(late, 409, 'attendance_closed')
        self.assertEqual(late.json()['detail'], "Attendance window closed for this class.")

    def test_everybody_is_named_or_422_says_who_is_missing(self):
        answer = self.put(self.a.teacher_user, 422, json=self.body('absent', default=None))
        self.assertProblem(answer, 422, 'invalid', 'entries')
        self.assertEqual(answer.json()['errors'][0]['ids'], self.a.students[1:].ids)
        foreign = {'entries': [{'student_id': self.b.students[0].id, 'status': 'late'}]}
        answer = self.put(self.a.teacher_user, 403, json={**foreign, 'default': 'present'})
        self.assertProblem(answer, 403, 'entity_mismatch')

    def test_administrators_open_it_again(self):
        self.put(self.a.teacher_user, json=self.body())
        path, reason = f'/sessions/{self.session.id}/reopen', {'reason': "He erred."}
        answer = self.call(self.a.teacher_user, 'POST', path, json=reason)
        self.assertProblem(answer, 403, 'forbidden')
        self.assertEqual(self.ok(self.a.admin, 'POST', path, json=reason)['state'], 'open')
        self.assertEqual(
            self.put(self.a.teacher_user, json=self.body('absent')).json()['absent'], 1
        )

    def test_a_student_and_a_batch_are_read(self):
        self.put(self.a.teacher_user, json=self.body('absent'))
        student = self.ok(self.a.admin, 'GET', f'/students/{self.a.students[0].id}/attendance')
        self.assertEqual((student['rate'], len(student['lines'])), (0.0, 1))
        matrix = self.ok(self.a.teacher_user, 'GET', f'/batches/{self.batch.id}/attendance')
        self.assertEqual(matrix['students'][0]['statuses'], ['absent'])

    def test_nothing_of_another_school_is_in_reach(self):
        self.put(self.a.teacher_user, json=self.body('absent'))
        mark = self.session.attendance_ids[0]
        before = self.digest()
        for method, path, json in (
            ('GET', self.path, None),
            ('PUT', self.path, self.body()),
            ('POST', f'/sessions/{self.session.id}/reopen', {'reason': "No"}),
            ('PATCH', f'/attendance/{mark.id}', {'status': 'late', 'reason': "No"}),
            ('GET', f'/attendance/{mark.id}/history', None),
            ('GET', f'/students/{self.a.students[0].id}/attendance', None),
            ('GET', f'/batches/{self.batch.id}/attendance', None),
        ):
            answer = self.call(self.b.admin, method, path, json=json)
            self.assertProblem(answer, 403, 'entity_mismatch')
        self.assertEqual(self.digest(), before)
