from datetime import date, timedelta

from odoo.fields import Command
from odoo.tests import tagged

from .common import ApiCase


@tagged('post_install', '-at_install')
class TestTimetable(ApiCase):
    """Batches the coaching way, weekly schedules, rooms, closed days, sessions, clashes."""

    def setUp(self):
        super().setUp()
        self.monday = date.today() + timedelta(days=14 - date.today().weekday())
        self.slot = {'weekday': 0, 'start_time': '08:00', 'duration_minutes': 60}

    def coach(self, name='Math_X', school=None, status=201, **values):
        body = {'name': name, 'subject': 'Math', **values}
        return self.ok((school or self.a).admin, 'POST', '/batches', status, json=body)

    def schedule(self, batch, status=201, **values):
        path = f'/batches/{batch["id"]}/schedule'
        return self.ok(self.a.admin, 'POST', path, status, json={**self.slot, **values})

    def sessions(self, **params):
        params = {'date_from': self.monday, 'date_to': self.monday + timedelta(days=6), **params}
        return self.ok(self.a.admin, 'GET', '/sessions', params=params)['items']

    def test_the_example_of_the_document(self):
        """Math_X: Monday 08:00 for 60 minutes, Wednesday 17:00 for 90 (S1-29, S1-31)."""
        batch = self.coach(academic_level='Grade 10')
        self.assertEqual(
            (batch['name'], batch['subject'], batch['academic_level'], batch['schedule']),
            ('Math_X', 'Math', 'Grade 10', []),
        )
        self.schedule(batch)
        second = self.schedule(batch, weekday=2, start_time='17:00', duration_minutes=90)
        self.assertEqual(second['clashes'], [])
        batch = self.ok(self.a.admin, 'GET', f'/batches/{batch["id"]}')
        times = [(each['weekday'], each['start_time']) for each in batch['schedule']]
        self.assertEqual(times, [(0, '08:00'), (2, '17:00')])
        found = self.sessions(batch_id=batch['id'])
        self.assertEqual(
            [(each['date'], each['state'], each['schedule_id']) for each in found],
            [
                (str(self.monday), 'scheduled', batch['schedule'][0]['id']),
                (str(self.monday + timedelta(days=2)), 'scheduled', second['id']),
            ],
        )

    def test_the_same_name_and_subject_is_the_same_batch(self):
        batch = self.coach()
        self.assertEqual(self.coach(status=200)['id'], batch['id'])
        other = self.coach(school=self.b)
        self.assertNotEqual((other['course_id'], other['id']), (batch['course_id'], batch['id']))
        key = {'classroom_id': self.a.classroom.id, 'course_id': self.a.course.id}
        first = self.ok(self.a.admin, 'POST', '/batches', 201, json={**key, 'term_key': '2027-T9'})
        again = self.ok(self.a.admin, 'POST', '/batches', 200, json={**key, 'term_key': '2027-T9'})
        self.assertEqual((again['id'], again['student_count']), (first['id'], 0))

    def test_a_batch_is_made_in_one_way_or_the_other(self):
        classroom, course = self.a.classroom.id, self.a.course.id
        for body in (
            {},
            {'name': 'X'},
            {'classroom_id': classroom},
            {'classroom_id': classroom, 'course_id': course, 'name': 'X', 'subject': 'Y'},
        ):
            answer = self.call(self.a.admin, 'POST', '/batches', json=body)
            self.assertProblem(answer, 422, 'invalid', 'classroom_id')
        for foreign in (
            {'classroom_id': self.b.classroom.id, 'course_id': course},
            {'classroom_id': classroom, 'course_id': self.b.course.id},
        ):
            answer = self.call(self.a.admin, 'POST', '/batches', json=foreign)
            self.assertProblem(answer, 403, 'entity_mismatch')

    def test_an_own_name_wins_and_null_brings_the_composed_one_back(self):
        batch, _answer = self._assign(self.a)
        path = f'/batches/{batch.id}'
        changed = self.ok(
            self.a.admin, 'PUT', path, json={'name': "Evening", 'academic_level': "X"}
        )
        self.assertEqual((changed['name'], changed['academic_level']), ("Evening", "X"))
        back = self.ok(self.a.admin, 'PATCH', path, json={'name': None})
        self.assertEqual(back['name'], "Alpha Grade 7 — Alpha Physics")
        self.ok(self.a.admin, 'DELETE', path, 204)
        self.assertFalse(self.ok(self.a.admin, 'GET', path)['active'])

    def test_students_come_and_go_one_by_one(self):
        batch = self.coach()
        ids = self.a.students[:2].ids
        path = f'/batches/{batch["id"]}/students'
        self.ok(self.a.admin, 'POST', path, json={'student_ids': ids})
        answer = self.ok(self.a.admin, 'DELETE', f'{path}/{ids[0]}')
        self.assertEqual((answer['removed'], answer['student_ids']), (ids[:1], ids[1:]))
        found = self.ok(self.a.teacher_user, 'GET', f'/students/{ids[1]}/batches')['items']
        self.assertEqual([each['id'] for each in found], [batch['id']])

    def test_a_clash_is_409_and_names_the_lesson_in_the_way(self):
        room = self.ok(self.a.admin, 'POST', '/rooms', 201, json={'name': "Lab"})
        first, second = self.coach(), self.coach('Other')
        self.schedule(first, room_id=room['id'])
        path = f'/batches/{second["id"]}/schedule'
        body = {**self.slot, 'start_time': '08:30', 'room_id': room['id']}
        for params in ({}, {'dry_run': 'true'}):
            answer = self.call(self.a.admin, 'POST', path, json=body, params=params)
            self.assertProblem(answer, 409, 'clash', 'room_id')
            self.assertIn("Lab is taken then: Math_X", answer.json()['detail'])
            self.assertIn(self.sessions()[0]['id'], answer.json()['errors'][0]['ids'])
        self.assertEqual(self.ok(self.a.admin, 'GET', path)['items'], [])

    def test_students_in_two_places_are_told_before_and_after(self):
        first, second = self.coach(), self.coach('Other')
        for batch in (first, second):
            path = f'/batches/{batch["id"]}/students'
            self.ok(self.a.admin, 'POST', path, json={'student_ids': self.a.students.ids})
        self.env['encoach.batch.enrollment'].search([]).write({'enrolled_at': '2020-01-01'})
        self.schedule(first)
        path = f'/batches/{second["id"]}/schedule'
        told = self.ok(self.a.admin, 'POST', path, json=self.slot, params={'dry_run': 'true'})
        self.assertEqual(told['clashes'][0]['student_ids'], self.a.students.ids)
        self.assertIsNone(told['id'])
        made = self.schedule(second)
        for params in (
            {},
            {'batch_id': second['id']},
            {'classroom_id': first['classroom_id']},
            {'date_from': self.monday, 'date_to': self.monday},
        ):
            report = self.ok(self.a.admin, 'GET', '/clashes', params=params)['clashes']
            self.assertIn(report[0], made['clashes'])
        elsewhere = {'date_from': self.monday + timedelta(days=1), 'date_to': self.monday}
        self.assertEqual(self.ok(self.a.admin, 'GET', '/clashes', params=elsewhere)['clashes'], [])
        self.assertEqual(self.ok(self.b.admin, 'GET', '/clashes')['clashes'], [])
        answer = self.call(self.b.admin, 'GET', '/clashes', params={'batch_id': second['id']})
        self.assertProblem(answer, 403, 'entity_mismatch')

    def test_sessions_are_moved_substituted_cancelled_and_added(self):
        batch = self.coach()
        self.schedule(batch)
        [session] = self.sessions(batch_id=batch['id'])
        path = f'/sessions/{session["id"]}'
        start = f'{self.monday + timedelta(days=1)}T08:00:00+02:00'
        body = {'start': start, 'teacher_ids': self.a.teachers.ids, 'topic': "Sums"}
        moved = self.ok(self.a.admin, 'PATCH', path, json=body)
        self.assertEqual(moved['start'], f'{self.monday + timedelta(days=1)}T06:00:00Z')
        self.assertEqual((moved['teacher_ids'], moved['topic']), (self.a.teachers.ids, "Sums"))
        cancelled = self.ok(self.a.admin, 'POST', f'{path}/cancel', json={'reason': "Ill"})
        self.assertEqual(cancelled['state'], 'cancelled')
        answer = self.call(self.a.admin, 'POST', f'{path}/cancel', json={'reason': "Ill"})
        self.assertProblem(answer, 409, 'conflict')
        extra = {'batch_id': batch['id'], 'start': start, 'duration_minutes': 30}
        added = self.ok(self.a.admin, 'POST', '/sessions', 201, json=extra)
        self.assertIsNone(added['schedule_id'])
        self.assertEqual([each['id'] for each in self.sessions(state='scheduled')], [added['id']])
        self.assertEqual(self.sessions(teacher_id=self.a.teachers[0].id), [cancelled])
        past = {**extra, 'start': '2026-01-05T08:00:00Z'}
        late = self.ok(self.a.admin, 'POST', '/sessions', 201, json=past)
        self.assertEqual(late['state'], 'open')

    def test_the_session_of_a_day_is_resolved(self):
        batch = self.coach()
        slot = self.schedule(batch)
        body = {'batch_id': batch['id'], 'date': str(self.monday)}
        session = self.ok(self.a.admin, 'POST', '/sessions/resolve', json=body)
        self.assertEqual(session['schedule_id'], slot['id'])
        body['date'] = str(self.monday + timedelta(days=1))
        answer = self.call(self.a.admin, 'POST', '/sessions/resolve', json=body)
        self.assertProblem(answer, 422, 'invalid', 'date')

    def test_nothing_of_another_school_is_in_reach(self):
        batch = self.coach()
        slot = self.schedule(batch)
        [session] = self.sessions(batch_id=batch['id'])
        body = {'batch_id': batch['id'], 'date': str(self.monday)}
        before = self.digest()
        for method, path, json in (
            ('GET', f'/sessions/{session["id"]}', None),
            ('PATCH', f'/sessions/{session["id"]}', {'topic': "Mine"}),
            ('POST', f'/sessions/{session["id"]}/cancel', {'reason': "No"}),
            ('POST', '/sessions/resolve', body),
            ('PUT', f'/batch-schedules/{slot["id"]}', self.slot),
            ('DELETE', f'/batch-schedules/{slot["id"]}', None),
            ('GET', f'/batches/{batch["id"]}/schedule', None),
        ):
            answer = self.call(self.b.admin, method, path, json=json)
            self.assertProblem(answer, 403, 'entity_mismatch')
        self.assertEqual(self.ok(self.b.admin, 'GET', '/sessions')['items'], [])
        self.assertEqual(self.digest(), before)

    def test_a_teacher_sees_his_own_sessions(self):
        batch = self.coach()
        self.schedule(batch, teacher_id=self.a.teachers[0].id)
        self.schedule(self.coach('Other'), teacher_id=self.a.teachers[1].id)
        items = self.ok(self.a.teacher_user, 'GET', '/sessions')['items']
        self.assertEqual({each['batch_id'] for each in items}, {batch['id']})
        self.env['encoach.session'].browse(items[0]['id']).teacher_ids = [Command.clear()]
        path = f'/sessions/{items[0]["id"]}'
        self.assertProblem(self.call(self.a.teacher_user, 'GET', path), 403, 'forbidden')
