import uuid

from odoo.tests import tagged

from .common import ApiCase


@tagged('post_install', '-at_install')
class TestCourseAssignments(ApiCase):
    """Courses for classrooms, groups and single students over HTTP (S2-01 to S2-10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for school in (cls.a, cls.b):
            school.classroom.update_roster(school.students.ids)
            school.classroom.update_teachers(school.teachers[0].ids)
        cls.path = f'/classrooms/{cls.a.classroom.id}/course-assignments'
        cls.groups = f'/classrooms/{cls.a.classroom.id}/learner-groups'

    def assign(self, status=201, user=None, **body):
        body = {'course_id': self.a.course.id, **body}
        return self.ok(user or self.a.teacher_user, 'POST', self.path, status, json=body)

    def own(self, user=None):
        listed = self.ok(user or self.a.student_user, 'GET', '/me/courses')
        return [(item['title'], item['target']) for item in listed['items']]

    def test_assigned_switched_on_listed_and_deleted(self):
        assignment = self.assign()
        path = f'/course-assignments/{assignment["id"]}'
        self.assertAlike(
            assignment,
            {
                'id': assignment['id'],
                'entity_id': self.a.entity.id,
                'classroom_id': self.a.classroom.id,
                'target': 'classroom',
                'learner_group_id': None,
                'course_uuid': self.a.course.uuid,
                'title': "Alpha Physics",
                'description': None,
                'missing': False,
                'is_active': False,
                'assigned_by_id': self.a.teacher_user.id,
            },
        )
        self.assertEqual(self.assign(200, self.a.admin), assignment)
        self.assertEqual(self.own(), [])
        on = self.ok(self.a.teacher_user, 'PATCH', path, json={'is_active': True})
        self.assertAlike(on, {**assignment, 'is_active': True})
        self.assertEqual(self.own(), [("Alpha Physics", 'classroom')])
        self.assertEqual(self.ok(self.a.student_user, 'GET', path), on)
        self.assertEqual(self.ok(self.a.admin, 'GET', f'{self.path}?is_active=true')['total'], 1)
        self.assertEqual(self.ok(self.a.admin, 'GET', f'{self.path}?is_active=false')['total'], 0)
        self.ok(self.a.teacher_user, 'DELETE', path, 204)
        self.assertEqual(self.ok(self.a.admin, 'GET', self.path)['total'], 0)

    def test_a_missing_course_keeps_its_title(self):
        """S2-08."""
        values = {'course_uuid': str(uuid.uuid4()), 'title': "To come", 'is_active': True}
        answer = self.call(self.a.admin, 'POST', self.path, json=values)
        self.assertEqual((answer.status_code, answer.json()['missing']), (201, True))
        (own,) = self.ok(self.a.student_user, 'GET', '/me/courses')['items']
        self.assertEqual((own['title'], own['missing']), ("To come", True))

    def test_groups_and_single_students(self):
        one, two, three, _four = self.a.students.ids
        body = {'name': "Readers", 'student_ids': [one, two]}
        group = self.ok(self.a.teacher_user, 'POST', self.groups, 201, json=body)
        self.assertEqual((group['student_ids'], group['student_count']), ([one, two], 2))
        self.assign(learner_group_id=group['id'], is_active=True)
        self.assertEqual(self.own(), [("Alpha Physics", 'group')])
        path = f'/learner-groups/{group["id"]}'
        changed = self.ok(self.a.teacher_user, 'PATCH', path, json={'student_ids': [two]})
        self.assertEqual(changed['student_ids'], [two])
        self.assertEqual(self.own(), [])
        single = self.assign(student_ids=[one, three], is_active=True)
        self.assertEqual((single['target'], self.own()), ('adhoc', [("Alpha Physics", 'adhoc')]))
        listed = self.ok(self.a.admin, 'GET', self.groups)
        self.assertEqual([item['id'] for item in listed['items']], [group['id']])
        assignment = f'/course-assignments/{single["id"]}'
        self.ok(self.a.teacher_user, 'PATCH', assignment, json={'student_ids': [three]})
        self.assertEqual(self.own(), [])
        self.ok(self.a.teacher_user, 'PATCH', assignment, 204, json={'student_ids': []})
        self.assertEqual(self.ok(self.a.admin, 'GET', self.path)['total'], 1)
        self.ok(self.a.teacher_user, 'DELETE', path, 204)
        self.assertEqual(self.ok(self.a.admin, 'GET', self.path)['total'], 0)

    def test_roles(self):
        """S2-04: administrators and own teachers, nobody else."""
        assignment = self.assign()
        group = self.ok(self.a.admin, 'POST', self.groups, 201, json={'name': "Readers"})
        outsider = self._make_user('outsider@alpha.test', 'teacher', self.a.entity)
        self.a.teachers[1].user_id = outsider
        course = {'course_id': self.a.course.id}
        before = self.digest()
        for user in (outsider, self.a.student_user):
            for method, path, body in (
                ('POST', self.path, course),
                ('PATCH', f'/course-assignments/{assignment["id"]}', {'is_active': True}),
                ('DELETE', f'/course-assignments/{assignment["id"]}', None),
                ('GET', f'/course-assignments/{assignment["id"]}', None),
                ('POST', self.groups, {'name': "Mine"}),
                ('PATCH', f'/learner-groups/{group["id"]}', {'name': "Mine"}),
                ('DELETE', f'/learner-groups/{group["id"]}', None),
                ('GET', f'/learner-groups/{group["id"]}', None),
            ):
                with self.subTest(user=user.login, method=method, path=path):
                    answer = self.call(user, method, path, json=body)
                    self.assertProblem(answer, 403, 'forbidden')
            self.assertEqual(self.ok(user, 'GET', self.path)['total'], 0)
        self.assertEqual(self.digest(), before)
        self.assertEqual(self.own(outsider), [])

    def test_odd_input(self):
        outsider = self._make_people(self.a, 'student', 1, 'outside ')
        course = {'course_id': self.a.course.id}
        for body, status, field in (
            ({}, 422, 'course_id'),
            ({'course_uuid': 'x', 'title': "X"}, 422, 'course_uuid'),
            ({'course_uuid': str(uuid.uuid4())}, 422, 'title'),
            ({**course, 'course_uuid': self.a.course.uuid}, 422, 'course_id'),
            ({**course, 'student_ids': outsider.ids}, 422, 'student_ids'),
            ({**course, 'student_ids': self.b.students.ids[:1]}, 403, 'student_ids'),
            ({**course, 'learner_group_id': 2**31 - 1}, 404, 'learner_group_id'),
            ({**course, 'learner_group_id': None}, 422, 'learner_group_id'),
            ({**course, 'is_active': 'yes'}, 422, 'is_active'),
            ({**course, 'assigned_by_id': 1}, 422, 'assigned_by_id'),
        ):
            with self.subTest(body):
                answer = self.call(self.a.admin, 'POST', self.path, json=body)
                self.assertEqual(answer.status_code, status, answer.text)
                self.assertIn(field, [error['field'] for error in answer.json()['errors']])
        self.assertEqual(self.ok(self.a.admin, 'GET', self.path)['total'], 0)
        assignment = self.assign()
        path = f'/course-assignments/{assignment["id"]}'
        for body, field in (
            ({'title': "Other"}, 'title'),
            ({'student_ids': self.a.students.ids}, 'student_ids'),
            ({'is_active': None}, 'is_active'),
        ):
            answer = self.call(self.a.admin, 'PATCH', path, json=body)
            self.assertProblem(answer, 422, 'invalid', field)

    def test_the_length_of_a_page_costs_no_statements(self):
        for number in range(60):
            self.env['encoach.course.assignment'].create(
                {
                    'classroom_id': self.a.classroom.id,
                    'course_uuid': str(uuid.uuid4()),
                    'title': f'Course {number}',
                    'is_active': True,
                }
            )

        def count(user, path, limit):
            self.ok(user, 'GET', f'{path}?limit={limit}')
            before = self.env.cr.sql_log_count
            answer = self.ok(user, 'GET', f'{path}?limit={limit}')
            self.assertEqual(len(answer['items']), limit)
            return self.env.cr.sql_log_count - before

        for user, path in (
            (self.a.admin, self.path),
            (self.a.teacher_user, self.path),
            (self.a.student_user, '/me/courses'),
        ):
            with self.subTest(path, user=user.login):
                few, many = count(user, path, 1), count(user, path, 60)
                self.assertLessEqual(many, few)
                self.assertLessEqual(many, 10)
