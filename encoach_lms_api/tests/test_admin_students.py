from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ApiCase

PATH = '/v1/admin/students'
CSV = {'Content-Type': 'text/csv'}


@tagged('post_install', '-at_install')
class TestAdminStudents(ApiCase):
    """Students with their course (S4-03, S4-05, S4-15, S4-16)."""

    def setUp(self):
        super().setUp()
        self.latin = self.a.course.copy({'name': 'Alpha Latin'})

    def register(self, **values):
        body = {'name': "Layla", 'email': 'layla@nile.test', **values}
        return self.ok(self.a.admin, 'POST', PATH, status=201, json=body)

    def test_create_show_change_and_list(self):
        """S4-03, S4-05"""
        student = self.register(
            course_name='Alpha Physics', team_id=5, team_name="X", team_number=1
        )
        expected = {
            'id': student['id'],
            'entity_id': self.a.entity.id,
            'name': "Layla",
            'email': 'layla@nile.test',
            'status': 'active',
            'course_name': 'Alpha Physics',
            'course_names': ['Alpha Physics'],
            'team_id': None,
            'team_name': None,
            'team_number': None,
        }
        self.assertEqual(student, expected)
        path = f'{PATH}/{student["id"]}'
        self.assertEqual(self.ok(self.a.admin, 'GET', path), expected)
        listed = self.ok(self.a.admin, 'GET', f'{PATH}?search=layla')
        self.assertEqual(listed['items'], [expected])
        body = {'name': "Leila", 'email': 'leila@nile.test', 'team_id': [], 'team_number': 'x'}
        changed = self.ok(self.a.admin, 'PUT', path, json=body)
        expected |= {'name': "Leila", 'email': 'leila@nile.test'}
        self.assertEqual(changed, expected)
        # what was read can be sent back
        body = {name: changed[name] for name in ('name', 'email', 'status', 'course_name')}
        self.assertEqual(self.ok(self.a.admin, 'PUT', path, json=body), expected)
        answer = self.call(self.a.admin, 'POST', PATH, json={'name': "X", 'email': 'y@nile.test'})
        self.assertEqual(answer.headers['Location'], f'/api{PATH}/{answer.json()["id"]}')

    def test_another_course_name_moves(self):
        """S4-15"""
        student = self.register(course_name='Alpha Physics')
        self.a.classroom.update_roster([student['id']])
        batch, _answer = self._assign(self.a)
        path = f'{PATH}/{student["id"]}'
        moved = self.ok(self.a.admin, 'PUT', path, json={'course_name': 'alpha latin'})
        self.assertEqual(moved['course_names'], ['Alpha Latin'])
        self.assertEqual(batch.student_count, 0)

    def test_several_courses_are_no_single_one_and_survive_being_sent_back(self):
        self.a.students[0]._move_to_course(self.latin | self.a.course)
        path = f'{PATH}/{self.a.students[0].id}'
        student = self.ok(self.a.admin, 'GET', path)
        self.assertEqual(student['course_name'], None)
        self.assertEqual(student['course_names'], ['Alpha Latin', 'Alpha Physics'])
        body = {'name': "New", 'course_name': student['course_name']}
        changed = self.ok(self.a.admin, 'PUT', path, json=body)
        self.assertEqual(changed, {**student, 'name': "New"})

    def test_status(self):
        student = self.register(status='inactive', course_name='Alpha Physics')
        self.assertEqual((student['status'], student['course_names']), ('inactive', []))
        path = f'{PATH}/{student["id"]}'
        answer = self.call(self.a.admin, 'PUT', path, json={'course_name': 'Alpha Latin'})
        self.assertProblem(answer, 422, 'invalid', 'status')
        body = {'status': 'active', 'course_name': 'Alpha Latin'}
        changed = self.ok(self.a.admin, 'PUT', path, json=body)
        self.assertEqual(changed['course_name'], 'Alpha Latin')
        self.ok(self.a.admin, 'PUT', path, json={'status': 'inactive'})
        for status, total in (('active', 4), ('inactive', 1), (None, 5)):
            listed = self.ok(self.a.admin, 'GET', PATH, params={'status': status})
            self.assertEqual(listed['total'], total)
        answer = self.call(self.a.admin, 'PUT', path, json={'status': 'asleep'})
        self.assertProblem(answer, 422, 'invalid', 'status')

    def test_an_unknown_course_is_refused_with_the_nearest_names(self):
        """S4-16"""
        before = self.digest()
        for method, path in (('POST', PATH), ('PUT', f'{PATH}/{self.a.students[0].id}')):
            body = {'name': "X", 'email': 'x@nile.test', 'course_name': 'Alpha Fysics'}
            answer = self.call(self.a.admin, method, path, json=body)
            self.assertProblem(answer, 422, 'invalid', 'course_name')
            self.assertEqual(answer.json()['errors'][0]['nearest'][0], 'Alpha Physics')
            body['course_name'] = 'Beta Physics'
            answer = self.call(self.a.admin, method, path, json=body)
            self.assertProblem(answer, 422, 'invalid', 'course_name')
            self.assertNotIn('Beta Physics', str(answer.json()['errors'][0]['nearest']))
        self.assertEqual(self.digest(), before)

    @mute_logger('odoo.sql_db')
    def test_an_address_is_taken_once(self):
        self.register()
        body = {'name': "X", 'email': 'LAYLA@nile.test'}
        answer = self.call(self.a.admin, 'POST', PATH, json=body)
        self.assertProblem(answer, 409, 'conflict', 'email')

    def test_bodies_that_are_not_acceptable(self):
        path = f'{PATH}/{self.a.students[0].id}'
        for method, target, body, field in (
            ('POST', PATH, {'name': "X"}, 'email'),
            ('POST', PATH, {'email': 'x@nile.test'}, 'name'),
            ('POST', PATH, {'name': "X", 'email': 'x'}, 'email'),
            ('POST', PATH, {'name': "X", 'email': 'x@nile.test', 'course': 'Y'}, 'course'),
            ('PUT', path, {'name': None}, 'name'),
            ('PUT', path, {'email': None}, 'email'),
            ('PUT', path, {'course_name': ''}, 'course_name'),
            ('PUT', path, {'entity_id': self.a.entity.id}, 'entity_id'),
        ):
            with self.subTest(body=body):
                answer = self.call(self.a.admin, method, target, json=body)
                self.assertProblem(answer, 422, 'invalid', field)

    def test_there_are_no_teams(self):
        """S4-05"""
        for path in ('/v1/students/teams', '/v1/students', f'{PATH}/teams'):
            self.assertProblem(self.call(self.a.admin, 'GET', path), 404, 'not_found')

    def test_only_administrators(self):
        path = f'{PATH}/{self.a.students[0].id}'
        body = {'name': "X", 'email': 'x@nile.test'}
        before = self.digest()
        for user in (self.a.teacher_user, self.a.student_user):
            for method, target, options in (
                ('GET', PATH, {}),
                ('POST', PATH, {'json': body}),
                ('GET', path, {}),
                ('PUT', path, {'json': body}),
                ('GET', f'{PATH}/export.csv', {}),
                ('POST', f'{PATH}/import', {'data': b'name,email', 'headers': CSV}),
            ):
                answer = self.call(user, method, target, **options)
                self.assertProblem(answer, 403, 'forbidden')
        self.assertEqual(self.digest(), before)
        self.assertProblem(self.call(None, 'GET', PATH), 401, 'unauthenticated')

    def test_a_page_costs_a_constant_number_of_statements(self):
        people = self._make_people(self.a, 'student', 300, prefix="Many ")
        people._move_to_course(self.latin)
        counts = []
        for limit in (2, 300):
            for _time in range(2):
                before = self.env.cr.sql_log_count
                self.ok(self.a.admin, 'GET', f'{PATH}?limit={limit}')
                count = self.env.cr.sql_log_count - before
            counts.append(count)
        self.assertLessEqual(counts[1], counts[0])
        self.assertLessEqual(counts[1], 10)
