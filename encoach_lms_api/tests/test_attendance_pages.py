import json
from datetime import timedelta
from pathlib import Path

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from .common import ApiCase

FOLDER = Path(__file__).parents[1] / 'static/src/attendance'
CLOSED = "Attendance window closed for this class."
#: of script and style of one page
LIMIT = 60_000


@tagged('post_install', '-at_install')
class TestAttendancePages(ApiCase):
    """The pages on which a phone takes attendance, signed in by the browser's session (S1-44)."""

    def setUp(self):
        super().setUp()
        self.batch, _answer = self._assign(self.a)
        self.batch.update_students(self.a.students.ids)
        self.now = fields.Datetime.now()
        self.lesson = self.extra(self.now)
        self.path = f'/ui/attendance/session/{self.lesson.id}'

    def extra(self, start, **values):
        teachers = [Command.set(self.a.teachers[:1].ids)]
        values = {'batch_id': self.batch.id, 'start': start, 'teacher_ids': teachers, **values}
        return self.env['encoach.session'].create(values)

    def miss(self):
        """Have the attendance of the session be over."""
        self.lesson.start = self.now - timedelta(hours=2)
        self.env.flush_all()
        self.lesson.closes_at = self.now - timedelta(minutes=1)
        self.env.flush_all()

    def sign_in(self, user):
        self.user = user
        self.authenticate(user.login, user.login)

    def page(self, path, status=200):
        response = self.url_open(path)
        self.assertEqual(response.status_code, status, response.text[:500])
        return response.text

    def entries(self, *statuses):
        statuses = [*statuses, *['present'] * (len(self.a.students) - len(statuses))]
        return [
            {'student_id': student.id, 'status': status, 'minutes_late': None, 'note': None}
            for student, status in zip(self.a.students, statuses, strict=True)
        ]

    def post(self, path, **params):
        body = {'jsonrpc': '2.0', 'method': 'call', 'id': 1, 'params': params}
        return self.url_open(path, json=body).json()

    def submit(self, *statuses, user=None):
        user_id = (user or self.user).id
        return self.post(self.path, user_id=user_id, entries=self.entries(*statuses))

    def refusal(self, answer):
        self.assertNotIn('result', answer)
        return answer['error']['data']['name'].rpartition('.')[2]

    def test_who_is_not_signed_in_is_led_to_the_sign_in_and_back(self):
        for path in (self.path, '/ui/attendance/manage'):
            response = self.url_open(path, allow_redirects=False)
            self.assertEqual(response.status_code, 303)
            self.assertIn('/web/login?redirect=', response.headers['Location'])
            self.assertIn(path.replace('/', '%2F'), response.headers['Location'])
        answer = self.post(self.path, user_id=self.a.teacher_user.id, entries=self.entries())
        self.assertEqual(answer['error']['code'], 100)

    def test_a_teacher_takes_the_attendance_once(self):
        self.sign_in(self.a.teacher_user)
        self.assertIn(
            f'/ui/attendance/session/{self.lesson.id}', self.page('/ui/attendance/manage')
        )
        page = self.page(self.path)
        for student in self.a.students:
            self.assertIn(student.name, page)
        first = self.submit('absent', 'late')
        self.assertEqual((first['result']['absent'], first['result']['present']), (1, 2))
        self.assertTrue(self.submit('absent', 'late')['result']['repeated'])
        self.assertEqual(self.refusal(self.submit('present')), 'AlreadySubmitted')
        self.assertNotIn('id="submit"', self.page(self.path))

    def test_nothing_of_another_school_is_on_a_page_or_taken(self):
        self.miss()
        self.sign_in(self.a.teacher_user)
        self.submit('absent')
        late = self.env['encoach.attendance.late'].search([('session_id', '=', self.lesson.id)])
        before = self.digest()
        for user in (self.b.teacher_user, self.b.admin):
            self.sign_in(user)
            self.assertNotIn('Alpha', self.page(self.path, 404))
            self.assertNotIn('Alpha', self.page('/ui/attendance/manage'))
            self.assertEqual(self.refusal(self.submit('absent')), 'EntityMismatch')
            path = f'/ui/attendance/late/{late.id}/accept'
            self.assertIn(self.refusal(self.post(path)), ('EntityMismatch', 'Forbidden'))
        self.assertEqual(self.digest(), before)

    def test_a_colleague_sees_nothing_and_a_student_is_told_why(self):
        self.a.teachers[1].user_id = self._make_user('two@alpha.example', 'teacher', self.a.entity)
        self.sign_in(self.a.teachers[1].user_id)
        self.assertNotIn(self.a.students[0].name, self.page(self.path, 404))
        self.assertIn('class="empty"', self.page('/ui/attendance/manage'))
        self.sign_in(self.a.student_user)
        self.assertNotIn('Alpha', self.page('/ui/attendance/manage', 403))
        self.assertNotIn('Alpha', self.page(self.path, 404))
        self.assertIn(self.refusal(self.submit()), ('AccessError', 'Forbidden'))

    def test_a_class_teacher_reads_and_does_not_take(self):
        user = self._make_user('class@alpha.example', 'teacher', self.a.entity)
        self.a.teachers[1].user_id = user
        self.a.classroom.assign_class_teacher(self.a.teachers[1].id, '2026-T1')
        self.sign_in(user)
        page = self.page(self.path)
        self.assertIn(self.a.students[0].name, page)
        self.assertNotIn('id="submit"', page)
        self.assertEqual(self.refusal(self.submit()), 'Forbidden')

    def test_what_somebody_else_marked_on_this_phone_is_not_sent(self):
        self.sign_in(self.a.admin)
        answer = self.submit('absent', user=self.a.teacher_user)
        self.assertEqual(answer['error']['code'], 100)
        self.assertEqual(self.lesson.state, 'open')

    def test_a_form_of_another_page_is_not_taken(self):
        self.sign_in(self.a.teacher_user)
        params = {'user_id': self.user.id, 'entries': self.entries('absent')}
        body = json.dumps({'jsonrpc': '2.0', 'method': 'call', 'id': 1, 'params': params})
        for kind in ('text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'):
            answer = self.url_open(self.path, data=body, headers={'Content-Type': kind})
            self.assertGreaterEqual(answer.status_code, 400)
        headers = {'Origin': 'https://evil.example', 'Access-Control-Request-Method': 'POST'}
        answer = self.url_open(self.path, method='OPTIONS', headers=headers)
        self.assertNotIn('Access-Control-Allow-Origin', answer.headers)
        self.assertEqual(self.lesson.state, 'open')

    def test_a_late_sheet_is_kept_and_accepted_in_one_click(self):
        self.miss()
        self.sign_in(self.a.teacher_user)
        self.assertIn(CLOSED, self.page(self.path))
        answer = self.submit('absent', 'late')
        self.assertEqual(self.refusal(answer), 'AttendanceClosed')
        self.assertEqual(answer['error']['data']['message'], CLOSED)
        self.assertEqual(answer['error']['data']['context'], {'kept': True})
        late = self.env['encoach.attendance.late'].search([('session_id', '=', self.lesson.id)])
        path = f'/ui/attendance/late/{late.id}/accept'
        self.assertNotIn('data-accept', self.page(self.path))
        self.assertEqual(self.refusal(self.post(path)), 'AccessError')
        self.sign_in(self.a.admin)
        self.assertIn(self.path, self.page('/ui/attendance/manage'))
        self.assertIn('data-accept', self.page(self.path))
        self.assertTrue(self.post(path)['result'])
        self.env.invalidate_all()
        self.assertEqual((self.lesson.state, self.lesson.counts['absent']), ('closed', 1))
        self.assertEqual(self.lesson.submitted_by_id, self.a.teacher_user)
        self.assertNotIn('data-accept', self.page(self.path))

    def test_what_is_open_stands_first(self):
        self.extra(self.now + timedelta(minutes=90))
        self.extra(self.now - timedelta(hours=3), duration_minutes=60).closes_at = self.now
        self.env.flush_all()
        mine = self.env['encoach.session'].with_user(self.a.teacher_user)._find_mine()
        self.assertEqual(mine[0], self.lesson)

    def test_a_day_costs_the_same_with_three_classes_and_with_thirty(self):
        self.sign_in(self.a.admin)
        counts = []
        for number in (2, 27):
            for minutes in range(number):
                start = self.now + timedelta(minutes=minutes + number)
                self.env['encoach.session'].create({'batch_id': self.batch.id, 'start': start})
            self.page('/ui/attendance/manage')
            before = self.env.cr.sql_log_count
            self.page('/ui/attendance/manage')
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_the_pages_are_light_and_run_nothing_but_their_own(self):
        self.sign_in(self.a.teacher_user)
        for path in (self.path, '/ui/attendance/manage'):
            response = self.url_open(path)
            self.assertEqual(response.headers['Cache-Control'], 'no-store')
            self.assertIn("default-src 'none'", response.headers['Content-Security-Policy'])
            page = response.text
            self.assertNotIn('/web/assets', page)
            files = [
                part.partition('?')[0]
                for part in page.replace("'", '"').split('"')
                if part.startswith('/encoach_lms_api/static/src/')
            ]
            self.assertGreaterEqual(len(files), 3)
            self.assertLessEqual(sum(len(self.url_open(file).content) for file in files), LIMIT)

    def test_odd_days_are_today(self):
        self.sign_in(self.a.teacher_user)
        for day in ('2026-13-45', 'x', '', '0001-01-01', '9999-12-31'):
            self.page(f'/ui/attendance/manage?day={day}')

    def test_arabic_runs_from_right_to_left_in_arabic_words(self):
        self.env['res.lang']._activate_lang('ar_001')
        self.a.teacher_user.lang = 'ar_001'
        self.sign_in(self.a.teacher_user)
        page = self.page(self.path)
        self.assertIn('dir="rtl"', page)
        self.assertIn('lang="ar', page)
